//! The edition for the house says so on every page, whatever its theme thinks of that.

use super::words::Words;

/// What a page that says so has in it.
const MARK: &str = "data-audience=\"internal\"";

/// A page that says that it is not for readers; one whose template does so stays as it is.
pub fn marked(html: String, words: &Words) -> String {
    if html.contains(MARK) {
        return html;
    }
    let body = html.find("<body").and_then(|at| Some(at + html[at..].find('>')? + 1)).unwrap_or(0);
    let mark = format!("<p role=\"note\" {MARK}>{}</p>", words.text("internal.edition"));
    format!("{}{mark}{}", &html[..body], &html[body..])
}
