//! Texts that are held back: what leads to them is told so, and nothing of what they say.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Kind;

/// The drafts that are left out.
#[derive(Debug, Default)]
pub struct Drafts {
    /// By their paths from the site's folder; whether each could be read.
    by_path: BTreeMap<String, bool>,
}

/// A text that is held back.
#[derive(Clone, Copy)]
pub struct Draft {
    read: bool,
}

impl Drafts {
    /// Drafts by their paths from the site's folder; whether each could be read.
    pub fn of(by_path: BTreeMap<String, bool>) -> Drafts {
        Drafts { by_path }
    }

    /// The draft at a path from the site's folder.
    pub fn at(&self, path: &str) -> Option<Draft> {
        self.by_path.get(path).map(|read| Draft { read: *read })
    }

    /// The draft of a thing, by its id.
    pub fn thing(&self, kind: Kind, id: &str) -> Option<Draft> {
        if self.by_path.is_empty() { None } else { self.at(&format!("content/{}/{id}.md", kind.folder())) }
    }

    /// The draft that a text calls by this name: an id, or one with its folder.
    pub fn called(&self, name: &str) -> Option<Draft> {
        let by_id = || Kind::FOLDERS.into_iter().find_map(|kind| self.thing(kind, name));
        by_id().or_else(|| self.at(&format!("content/{name}.md")))
    }
}

impl Draft {
    /// That something names it; `what` is how it is called there.
    pub fn named(self, span: &Span, what: &str) -> Diagnostic {
        if !self.read {
            let message = format!("{what} cannot be read, and might be a draft, so it is not published");
            return Diagnostic::new(Code::LinkToDraft, span.clone(), message).hint("mend that file first");
        }
        Diagnostic::new(Code::LinkToDraft, span.clone(), format!("{what} is a draft, which is not published"))
            .hint("take `draft: true` out of it, or remove what leads there; --drafts builds drafts too")
    }
}
