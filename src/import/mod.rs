//! What reference managers export becomes source notes. Texts go in, and new notes and findings come out: nothing is read
//! or written here.
//!
//! Each format has a file that makes [`Record`]s of it; what is the same for all of them is asked once: what values mean
//! (`words`), what stands in remarks (`remarks`), what a note is called (`names`), which records are one source (`join`).

mod bibtex;
mod by_hand;
mod csl;
mod csl_yaml;
mod join;
mod manuscript;
mod names;
mod record;
mod remarks;
mod ris;
mod tex;
mod text;
mod update;
mod words;

use std::sync::Arc;

pub use join::{Plan, Planned, plan};
pub use manuscript::{Manuscript, read as manuscript};
pub use record::Record;
pub use update::{Filled, filled};

use crate::diagnostic::Diagnostic;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CSL-JSON.
    Csl,
    /// The same in YAML, as Pandoc has it.
    CslYaml,
    /// BibTeX and BibLaTeX.
    Bibtex,
    /// RIS.
    Ris,
}

impl Format {
    /// The format of a file: by the end of its name, else by how it begins.
    pub fn of(path: &str, bytes: &[u8]) -> Option<Format> {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
        let begin = begin.trim_start_matches('\u{feff}').trim_start();
        match ending.as_str() {
            "json" => Some(Format::Csl),
            "yaml" | "yml" => Some(Format::CslYaml),
            "bib" | "bibtex" | "biblatex" => Some(Format::Bibtex),
            "ris" => Some(Format::Ris),
            _ if begin.starts_with(['[', '{']) => Some(Format::Csl),
            _ if begin.starts_with("TY  -") => Some(Format::Ris),
            _ if begin.starts_with('@') => Some(Format::Bibtex),
            _ => None,
        }
    }
}

/// An export that was read.
#[derive(Debug)]
pub struct Export {
    /// Its text: what findings point into.
    pub text: String,
    /// Its records.
    pub records: Vec<Record>,
    /// What was wrong with it as a whole, and with records that cannot be read.
    pub findings: Vec<Diagnostic>,
}

/// Reads an export.
pub fn read(path: &Arc<str>, bytes: &[u8], format: Format) -> Export {
    let mut findings = Vec::new();
    let text = text::decoded(path, bytes, &mut findings);
    let records = match format {
        Format::Csl => csl::read(path, &text, &mut findings),
        Format::CslYaml => csl_yaml::read(path, &text, &mut findings),
        Format::Bibtex => bibtex::read(path, &text, &mut findings),
        Format::Ris => ris::read(path, &text, &mut findings),
    };
    Export { text, records, findings }
}
