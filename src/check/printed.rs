//! From what a page is printed: its own text with its notes, and its style sheets. A PDF keeps the hash of it, so that it
//! is known when its page has become another one. What stands around the text, such as a menu with the titles of other
//! pages, is not on paper and does not count; nor does anything in the head but the style sheets.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::tags::{decoded, each_tag, value};
use crate::web::percent_decoded;

/// The hash of what is printed of a finished page that leads to no PDF. `file` gives what stands at a path of the site.
pub fn digest(path: &str, page: &str, file: impl Fn(&str) -> Option<Arc<[u8]>>) -> String {
    let body = body(page);
    let mut hash = Sha256::new();
    hash.update(&page[body.clone()]);
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

/// Where the page's own text stands. A theme without `main` has all of it count.
fn body(page: &str) -> std::ops::Range<usize> {
    match (page.find("<main"), page.rfind("</main>")) {
        (Some(start), Some(end)) if start < end => start..end,
        _ => 0..page.len(),
    }
}

fn add_file(hash: &mut Sha256, page: &str, address: Option<&str>, file: impl Fn(&str) -> Option<Arc<[u8]>>) {
    // Only the path counts, so any host will do.
    let base = url::Url::parse("https://standpoint.invalid/").and_then(|root| root.join(page));
    let Ok(url) = base.and_then(|base| base.join(&decoded(address.unwrap_or_default()))) else { return };
    let path = percent_decoded(url.path().trim_start_matches('/')).into_owned();
    if let Some(bytes) = file(&path) {
        hash.update(Sha256::digest(&*bytes));
    }
}
