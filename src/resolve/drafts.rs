//! Texts that are held back: drafts, what is internal, and what is dated later than the day that the site stands for. What
//! leads to a draft is told so, and nothing of what it says; of the others a page knows nothing.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Kind;

/// The texts that are left out.
#[derive(Debug, Default)]
pub struct Drafts {
    /// By their paths from the site's folder.
    by_path: BTreeMap<String, HeldBack>,
    /// By their titles and other names, in the form in which these are compared.
    by_name: BTreeMap<String, HeldBack>,
}

/// Why a text is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldBack {
    /// Its author says so.
    Draft,
    /// It cannot be read, and might be a draft.
    Unread,
    /// It is for the house alone.
    Internal,
    /// It is later than the day.
    Later,
}

impl Drafts {
    /// The texts by their paths from the site's folder, and by what they are called.
    pub fn of(by_path: BTreeMap<String, HeldBack>, by_name: BTreeMap<String, HeldBack>) -> Drafts {
        Drafts { by_path, by_name }
    }

    /// What they are called.
    pub fn names(&self) -> impl Iterator<Item = (&str, HeldBack)> {
        self.by_name.iter().map(|(name, why)| (name.as_str(), *why))
    }

    /// All of them, by path.
    pub fn all(&self) -> impl Iterator<Item = (&str, HeldBack)> {
        self.by_path.iter().map(|(path, why)| (path.as_str(), *why))
    }

    /// Why the text at a path from the site's folder is held back.
    pub fn at(&self, path: &str) -> Option<HeldBack> {
        self.by_path.get(path).copied()
    }

    /// The same for a thing, by its id.
    pub fn thing(&self, kind: Kind, id: &str) -> Option<HeldBack> {
        if self.by_path.is_empty() { None } else { self.at(&format!("content/{}/{id}.md", kind.folder())) }
    }

    /// The same for a source, by its key; what stands behind a `#` names a passage of it.
    pub fn source(&self, key: &str) -> Option<HeldBack> {
        let whole = || key.split_once('#').and_then(|(key, _)| self.thing(Kind::Source, key));
        self.thing(Kind::Source, key).or_else(whole)
    }

    /// The same for what a text calls by this name: an id, or one with its folder.
    pub fn called(&self, name: &str) -> Option<HeldBack> {
        let by_id = || Kind::FOLDERS.into_iter().find_map(|kind| self.thing(kind, name));
        by_id().or_else(|| self.at(&format!("content/{name}.md")))
    }
}

impl HeldBack {
    /// That something names it; `what` is how it is called there. Of what is later there is nothing to mend.
    pub fn named(self, span: &Span, what: &str) -> Option<Diagnostic> {
        let finding = |message| Diagnostic::new(Code::LinkToDraft, span.clone(), message);
        match self {
            HeldBack::Later => None,
            HeldBack::Unread => Some(
                finding(format!("{what} cannot be read, and might be a draft, so it is not published"))
                    .hint("mend that file first"),
            ),
            HeldBack::Internal => Some(
                finding(format!("{what} is internal, and readers do not get it"))
                    .hint("remove what leads there, or make this text `audience: internal` too"),
            ),
            HeldBack::Draft => Some(
                finding(format!("{what} is a draft, which is not published"))
                    .hint("take out of it what holds it back, such as `draft: true`, or remove what leads there; --drafts builds drafts too"),
            ),
        }
    }
}
