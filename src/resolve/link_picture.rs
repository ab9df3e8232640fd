//! `image:` in front matter: the picture that is shown beside links to the page of a text.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::Reference;
use crate::nearest::Suggestions;
use crate::web::{self, Destination};

/// What social networks can show. A drawing of lines (SVG) none of them does.
const ENDINGS: [&str; 5] = ["png", "jpg", "jpeg", "webp", "gif"];

/// What to do where a file is there and is not copied.
pub const LEFT_OUT: &str = "mend what is said of the file itself";

/// Whether a file, or a folder that it lies in, is there and is not copied.
pub fn is_left_out(left_out: &BTreeSet<String>, inside: &str) -> bool {
    let above = inside.match_indices('/').map(|(at, _)| &inside[..at]);
    !left_out.is_empty() && above.chain([inside]).any(|path| left_out.contains(path))
}

/// The file that is named, by its path under `content/`; `inside` says where a path leads from the text.
pub fn named(
    image: &Reference,
    inside: impl Fn(&str) -> Option<String>,
    (files, left_out, near): (&BTreeSet<String>, &BTreeSet<String>, &Suggestions),
    out: &mut Vec<Diagnostic>,
) -> Option<String> {
    let written = &*image.value;
    let mut broken = |message: String, near: Option<&str>, hint: &str| {
        let finding = Diagnostic::new(Code::BrokenLink, image.span.clone(), message);
        out.push(finding.did_you_mean(written, near).hint(hint));
        None
    };
    let Ok(Destination::Path(path, _)) = web::destination(written) else {
        let message = format!("`{written}` is no file of this site");
        return broken(message, None, "put the image beside the text, and write its path: `image: talks.png`");
    };
    let Some(inside) = inside(&path) else {
        let message = format!("`{written}` leads out of content/");
        return broken(message, None, "only files under content/ are published");
    };
    let ending = inside.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    match files.get(&inside) {
        Some(_) if !ENDINGS.contains(&ending.as_str()) => {
            let message = format!("social networks show no picture of the kind of `{written}`");
            broken(message, None, "they show PNG, JPEG, WebP and GIF; 1200 by 630 dots are best")
        }
        None if is_left_out(left_out, &inside) => {
            broken(format!("content/{inside} is not copied to readers"), None, LEFT_OUT)
        }
        None => {
            let near = near.nearest(&inside, || files.iter().map(String::as_str)).map(|near| format!("/{near}"));
            let hint =
                "the path counts from the folder of this file, with `/` before it from content/, and its case matters";
            broken(format!("there is no file content/{inside}"), near.as_deref(), hint)
        }
        found => found.cloned(),
    }
}
