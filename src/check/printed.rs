//! From what a page is printed: its own text with its notes, and its style sheets. A PDF keeps the hash of it, so that it
//! is known when its page has become another one. What stands around the text, such as a menu with the titles of other
//! pages, is not on paper and does not count; nor does anything in the head but the style sheets.

use std::borrow::Cow;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::tags::{decoded, each_tag, value};
use crate::web::percent_decoded;

/// The hash of what is printed of a finished page that leads to no PDF. `file` gives what stands at a path of the site.
pub fn digest<'f>(path: &str, page: &str, file: impl Fn(&str) -> Option<Cow<'f, [u8]>>) -> String {
    let body = body(page);
    let mut hash = Sha256::new();
    let mut from = body.start;
    for later in later_parts(page) {
        hash.update(&page[from..later.start.clamp(from, body.end)]);
        from = later.end.clamp(from, body.end);
    }
    hash.update(&page[from..body.end]);
    each_tag(page, |tag, at, attributes| match tag {
        // The edges of a sheet read its attributes, and the language chooses hyphens and quotes.
        "html" => attributes.iter().for_each(|attribute| hash.update([attribute.name, attribute.value].join("="))),
        "link" if value(attributes, "rel").is_some_and(|rel| rel.contains("stylesheet")) => {
            add_file(&mut hash, path, value(attributes, "href"), &file);
        }
        "img" if body.contains(&at) => add_file(&mut hash, path, value(attributes, "src"), &file),
        _ => {}
    });
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The parts of a page that speak of later days, marked by `data-later`: they are not on paper, which stands for its own.
/// What says that the sheet itself holds something wrong is on it: `data-later="print"`.
fn later_parts(page: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    each_tag(page, |tag, at, attributes| {
        let is_later = attributes.iter().any(|attribute| attribute.name == "data-later" && attribute.value != "print");
        if is_later && parts.last().is_none_or(|last| last.end <= at) {
            parts.push(at..end_of_element(page, tag, at));
        }
    });
    parts
}

/// The byte behind the element of a name that begins at a byte.
fn end_of_element(page: &str, name: &str, start: usize) -> usize {
    let (opens, closes) = (format!("<{name}"), format!("</{name}>"));
    let mut at = start + opens.len();
    let mut depth = 1;
    while depth > 0 {
        let Some(close) = page[at..].find(&closes).map(|close| at + close) else { return page.len() };
        let opened = page[at..close].match_indices(&opens);
        let is_name = |(open, _): &(usize, &str)| {
            !page[at + open + opens.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        };
        depth += opened.filter(is_name).count();
        depth -= 1;
        at = close + closes.len();
    }
    at
}

/// Where the page's own text stands. A theme without `main` has all of it count.
fn body(page: &str) -> Range<usize> {
    match (page.find("<main"), page.rfind("</main>")) {
        (Some(start), Some(end)) if start < end => start..end,
        _ => 0..page.len(),
    }
}

fn add_file<'f>(hash: &mut Sha256, page: &str, address: Option<&str>, file: impl Fn(&str) -> Option<Cow<'f, [u8]>>) {
    // Only the path counts, so any host will do.
    let base = url::Url::parse("https://standpoint.invalid/").and_then(|root| root.join(page));
    let Ok(url) = base.and_then(|base| base.join(&decoded(address.unwrap_or_default()))) else { return };
    let path = percent_decoded(url.path().trim_start_matches('/')).into_owned();
    if let Some(bytes) = file(&path) {
        hash.update(Sha256::digest(&*bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_speaks_of_later_days_is_not_printed() {
        let hash = |page: &str| digest("a.html", page, |_| None);
        let page = |later: &str| format!("<main><p>A</p>{later}<div>B</div></main>");
        let plain = hash(&page(""));
        for later in [
            "<div data-later>one</div>",
            "<div class=\"since\" data-later><div>one</div> <div>two</div></div>",
            "<p data-later>a</p><p data-later>b <a data-later href=\"x\">c</a></p>",
        ] {
            assert_eq!(hash(&page(later)), plain, "{later}");
        }
        assert_ne!(hash(&page("<p>one</p>")), plain);
        assert_ne!(hash(&page("<p data-later=\"print\">Corrected</p>")), plain);
    }
}
