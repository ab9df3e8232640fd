//! The files beside the pages that are made from the whole site.

use super::{Library, Theme, data};
use crate::diagnostic::Outcome;
use crate::model::SiteFile;

/// Makes one of the files. What cannot be made is reported.
pub fn file(_theme: &Theme, library: &Library, file: SiteFile) -> Outcome<Vec<u8>> {
    let bytes = match file {
        SiteFile::Robots => b"User-agent: *\nAllow: /\n".to_vec(),
        SiteFile::NoJekyll => Vec::new(),
        SiteFile::Data(file) => data::file(library.site(), file),
    };
    Outcome { value: bytes, diagnostics: Vec::new() }
}
