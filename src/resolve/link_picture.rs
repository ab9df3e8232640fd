//! `image:` in front matter: the picture that is shown beside links to the page of a text.

use std::collections::BTreeSet;

use super::left_out;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::Reference;
use crate::nearest::Suggestions;
use crate::web::{self, Destination};

/// What social networks can show. A drawing of lines (SVG) none of them does.
const ENDINGS: [&str; 5] = ["png", "jpg", "jpeg", "webp", "gif"];

/// The file that is named, by its path under `content/`; `inside` says where a path leads from the text.
pub fn named(
    image: &Reference,
    inside: impl Fn(&str) -> Option<String>,
    (files, left_out, near): (&BTreeSet<String>, &BTreeSet<String>, &Suggestions),
    out: &mut Vec<Diagnostic>,
) -> Option<String> {
    let written = &*image.value;
    let broken = |out: &mut Vec<Diagnostic>, message: String, near: Option<&str>, hint: &str| {
        let finding = Diagnostic::new(Code::BrokenLink, image.span.clone(), message);
        out.push(finding.did_you_mean(written, near).hint(hint));
        None
    };
    let Ok(Destination::Path(path, _)) = web::destination(written) else {
        let message = format!("`{written}` is no file of this site");
        return broken(out, message, None, "put the image beside the text, and write its path: `image: talks.png`");
    };
    let Some(inside) = inside(&path) else {
        let message = format!("`{written}` leads out of content/");
        return broken(out, message, None, "only files under content/ are published");
    };
    let ending = inside.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    match files.get(&inside) {
        Some(_) if !ENDINGS.contains(&ending.as_str()) => {
            let message = format!("social networks show no picture of the kind of `{written}`");
            broken(out, message, None, "they show PNG, JPEG, WebP and GIF; 1200 by 630 dots are best")
        }
        None => {
            if let Some(finding) = left_out::named(left_out, &inside, &image.span) {
                out.push(finding);
                return None;
            }
            let near = near.nearest(&inside, || files.iter().map(String::as_str)).map(|near| format!("/{near}"));
            let hint =
                "the path counts from the folder of this file, with `/` before it from content/, and its case matters";
            broken(out, format!("there is no file content/{inside}"), near.as_deref(), hint)
        }
        found => found.cloned(),
    }
}
