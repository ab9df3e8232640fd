//! New files: the site that `init` starts with, and single texts with the right front matter for `new`. Text is made
//! here and nothing is written; what a site has already is asked of the [`Site`].

mod described;
mod front_matter;
mod position;
pub mod rename;
mod source;
mod starter;
mod texts;
pub mod theme;

pub use described::{BriefingParts, KeyLines, described_briefing, described_source, source_keys};
pub use position::position;
pub use source::{source, source_without_address, sources_of};
pub use starter::{action, starter};
pub use texts::{Named, actor, briefing, event, issue, page};

use crate::model::Site;
use crate::model::document::Kind;
use crate::nearest::meant;

/// A file that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its path from the site's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What its author should know, a sentence each.
    pub notes: Vec<String>,
}

/// Why there will be no such file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoNewFile {
    /// What was asked for cannot be; says why, and what to do.
    Impossible(String),
    /// The thing has a file already: its path, and what to do.
    There(String, String),
}

/// Refuses an id that another file of this kind has, in whatever case.
fn free(site: &Site, kind: Kind, id: &str) -> Result<(), NoNewFile> {
    let same = |other: &str| other.to_lowercase() == id.to_lowercase();
    let there = match kind {
        Kind::Home | Kind::Position => None,
        _ => site.texts.iter().find(|text| text.meta.kind() == kind && same(&text.document.id)),
    };
    let option = if kind == Kind::Source { "--key" } else { "--id" };
    match there {
        Some(text) => Err(NoNewFile::There(
            text.path.to_string(),
            format!("this {} has the name `{id}` already; choose another one with {option}", kind.word()),
        )),
        None => Ok(()),
    }
}

/// Refuses a name that leads nowhere.
fn known<'s, I>(at: Option<I>, word: &str, id: &str, ids: impl Iterator<Item = &'s str>) -> Result<I, NoNewFile> {
    at.ok_or_else(|| {
        let hint = match meant(id, ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`standpoint new {word} {id}` makes one"),
        };
        NoNewFile::Impossible(format!("there is no {word} `{id}`; {hint}"))
    })
}
