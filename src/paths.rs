//! Names of files that more than one room knows.

/// The settings of a site. A folder is a site when it has this file or a folder `content`.
pub const SETTINGS: &str = "standpoint.yaml";
/// What many would name it.
pub const MISTYPED_SETTINGS: &str = "standpoint.yml";

/// The list of changes of texts that are on their way, from the site's folder. What is left of one was interrupted.
pub const CHANGES: &str = ".standpoint/changes";

/// A path as systems compare it that do not tell small letters from capital ones: `STRASSE` and `straße` are one, as are
/// `Σ`, `σ` and `ς` (the full case folding of Unicode 3.13, but for a few rare letters).
pub fn folded(path: &str) -> String {
    if path.is_ascii() {
        path.to_ascii_lowercase()
    } else {
        path.to_lowercase().to_uppercase().to_lowercase().replace('ς', "σ")
    }
}

/// The device for which Windows keeps the name of a file, whatever its ending.
pub fn device_of(name: &str) -> Option<String> {
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    let is_number = |n: &str| matches!(n.as_bytes(), [b'1'..=b'9']) || matches!(n, "¹" | "²" | "³");
    let is_numbered = |device| stem.strip_prefix(device).is_some_and(is_number);
    let is_device = matches!(&*stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || ["com", "lpt"].into_iter().any(is_numbered);
    is_device.then_some(stem)
}

/// The path of the PDF of a page, under `public/`.
pub fn pdf_of(page: &str) -> String {
    format!("{}.pdf", page.strip_suffix(".html").unwrap_or(page))
}

/// The end of the name of a PDF that is a page's sheets to hand out.
const HANDOUT: &str = ".handout.pdf";

/// The path of the PDF with the sheets to hand out of a page, under `public/`.
pub fn handout_of(page: &str) -> String {
    format!("{}{HANDOUT}", page.strip_suffix(".html").unwrap_or(page))
}

/// The path of the page that a PDF was printed from.
pub fn page_of(pdf: &str) -> String {
    format!("{}.html", pdf.strip_suffix(HANDOUT).or(pdf.strip_suffix(".pdf")).unwrap_or(pdf))
}

/// The command that prints a PDF anew.
pub fn printed_by(pdf: &str) -> &'static str {
    if pdf.ends_with(HANDOUT) { "standpoint pdf --handout" } else { "standpoint pdf" }
}

/// The id of a thing of a folder, as it is typed: the id, or its file or page as a shell completes it.
pub fn id_of<'n>(name: &'n str, folder: &str) -> &'n str {
    let id = name.strip_prefix("content/").unwrap_or(name);
    let id = id.strip_prefix(folder).and_then(|id| id.strip_prefix('/')).unwrap_or(id);
    id.strip_suffix(".md").or(id.strip_suffix(".html")).unwrap_or(id)
}
