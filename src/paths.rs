//! Names of files that more than one room knows.

/// The settings of a site. A folder is a site when it has this file or a folder `content`.
pub const SETTINGS: &str = "standpoint.yaml";
/// What many would name it.
pub const MISTYPED_SETTINGS: &str = "standpoint.yml";

/// The path of the PDF of a page, under `public/`.
pub fn pdf_of(page: &str) -> String {
    format!("{}.pdf", page.strip_suffix(".html").unwrap_or(page))
}

/// The path of the page that a PDF was printed from.
pub fn page_of(pdf: &str) -> String {
    format!("{}.html", pdf.strip_suffix(".pdf").unwrap_or(pdf))
}
