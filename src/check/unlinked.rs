//! Files that somebody works with, and that no text leads to: they lie beside the texts more often by mistake than for
//! readers.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Site;
use crate::model::text::Target;

/// Endings of documents, messages, contacts, databases and what pictures are made from.
const WORKED_WITH: [&str; 39] = [
    "doc", "docx", "docm", "dotx", "odt", "ott", "rtf", "pages", "wpd", "xls", "xlsx", "xlsm", "ods", "numbers", "ppt",
    "pptx", "odp", "key", "one", "eml", "msg", "vcf", "ics", "sqlite", "sqlite3", "db", "mdb", "accdb", "sql", "log",
    "psd", "ai", "indd", "rdata", "rds", "rproj", "drawio", "vsdx", "icloud",
];

/// Reports the files of that kind, by their paths from the site's folder, that no text links.
pub fn unlinked<'f>(site: &Site, files: impl Iterator<Item = &'f Arc<str>>) -> Vec<Diagnostic> {
    let is_worked_with = |path: &&Arc<str>| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        WORKED_WITH.contains(&&*ending)
    };
    let files: Vec<&Arc<str>> = files.filter(is_worked_with).collect();
    if files.is_empty() {
        return Vec::new();
    }
    let targets = site.texts.iter().flat_map(|text| &text.links.targets).flatten();
    let linked =
        targets.filter_map(|target| if let Target::File(path, _) = target { Some(path.as_str()) } else { None });
    let linked: BTreeSet<&str> = linked.collect();
    let lost = files.into_iter().filter(|path| !linked.contains(path.trim_start_matches("content/")));
    lost.map(|path| {
        Diagnostic::new(Code::UnlinkedFile, Span::file(path), "no text links this file, and it is published")
            .hint("link it if readers are to have it, or move it out of content/")
    })
    .collect()
}
