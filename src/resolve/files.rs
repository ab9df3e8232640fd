//! Files that are copied as they are, and were perhaps not meant to be.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Kind;

/// Endings that others read as Markdown.
const MARKDOWN: [&str; 4] = ["md", "markdown", "mdown", "mkd"];

/// Reports the files that lie where texts lie, and end like texts elsewhere. `files` are paths under `content/`.
pub fn check(files: &BTreeSet<String>, out: &mut Vec<Diagnostic>) {
    for file in files {
        let Some((stem, ending)) = file.rsplit_once('.') else { continue };
        if among_texts(stem) && MARKDOWN.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            let span = Span::file(&Arc::from(format!("content/{file}")));
            out.push(
                Diagnostic::new(Code::FileEnding, span, "texts end in `.md`; this file is copied as it is")
                    .hint(format!("rename it to content/{stem}.md")),
            );
        }
    }
}

fn among_texts(stem: &str) -> bool {
    let folder = stem.split_once('/').map(|(folder, _)| folder);
    stem == "index" || folder.is_some_and(|folder| Kind::FOLDERS.iter().any(|kind| kind.folder() == folder))
}
