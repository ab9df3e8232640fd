//! Where a text is at home, and the places in it that links can lead to.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use ahash::{HashMap, HashMapExt};

use crate::diagnostic::{Code, Diagnostic};
use crate::ids::{self, IdKind};
use crate::markdown::{Body, Heading, Link, slug};
use crate::model::PageId;
use crate::model::document::{Document, Meta};
use crate::model::text::Target;
use crate::nearest::Suggestions;

/// Where a text is at home.
#[derive(Debug)]
pub struct Home {
    /// The page that shows it.
    pub page: PageId,
    /// The text; none for a note that was merged into another one.
    pub document: Option<Arc<Document>>,
    /// What its ids begin with there: nothing for what the page is about.
    pub scope: String,
    /// Made for the first link to one of them.
    headings: OnceLock<Box<Headings>>,
}

/// The headings of a text, and other places in it that have a name.
#[derive(Debug, Default)]
pub struct Headings {
    /// Their ids.
    pub ids: BTreeSet<String>,
    /// What the title of the text would have for an id: it may be a heading that the page shows as its title.
    title: Option<String>,
    /// The same by the ids that GitHub gives them.
    of_github: HashMap<String, String>,
    near: Suggestions,
}

impl Headings {
    /// The id of the heading that has this id, or these words; of the block that has this name, `^name`.
    pub fn find(&self, wanted: &str) -> Option<&str> {
        if let Some(name) = wanted.strip_prefix('^') {
            return self.ids.get(&ids::block(&slug::slug(name))).map(String::as_str);
        }
        let known = self.ids.get(wanted).or_else(|| self.ids.get(&slug::slug(wanted)));
        known.or_else(|| self.of_github.get(&wanted.to_lowercase())).map(String::as_str)
    }

    /// Whether an id is that of the title.
    pub fn is_title(&self, id: &str) -> bool {
        self.title.as_deref().is_some_and(|title| title == slug::slug(id))
    }

    /// The id that was perhaps meant.
    pub fn nearest(&self, id: &str) -> Option<String> {
        self.near.nearest(id, || self.ids.iter().map(String::as_str))
    }
}

impl Home {
    /// The home of a text, or of a note without one.
    pub fn of(page: PageId, document: Option<Arc<Document>>, scope: String) -> Home {
        Home { page, document, scope, headings: OnceLock::new() }
    }

    /// What links to places in it can name.
    pub fn headings(&self) -> &Headings {
        self.headings.get_or_init(|| {
            let all =
                self.document.iter().flat_map(|text| text.body.headings.iter().map(|heading| (&text.body, heading)));
            let (mut ids, mut of_github, mut times) = (BTreeSet::new(), HashMap::new(), HashMap::new());
            for (body, heading) in all {
                ids.insert(heading.id.clone());
                let plain = slug::github(&typed(body, heading));
                let before: &mut u32 = times.entry(plain.clone()).or_default();
                let github = if *before == 0 { plain } else { format!("{plain}-{before}") };
                *before += 1;
                // What begins like an id that is made could mean either.
                if heading.id != ids::freed(&slug::slug(&github)) {
                    of_github.entry(github).or_insert_with(|| heading.id.clone());
                }
            }
            ids.extend(self.document.iter().flat_map(|text| text.body.anchors.iter().cloned()));
            let title = self.document.as_ref().and_then(|text| text.meta.title()).map(|title| slug::slug(title));
            Headings { ids, title, of_github, near: Suggestions::default() }.into()
        })
    }

    /// What a link to the text leads to, or to a heading in it.
    pub fn with_fragment(&self, fragment: Option<&str>, link: &Link, out: &mut Vec<Diagnostic>) -> Target {
        let Home { page, document, scope, .. } = self;
        let top = document.as_ref().filter(|_| !scope.is_empty()).map(|text| ids::position(&text.id));
        let Some(fragment) = fragment else { return Target::Page(*page, top) };
        match self.headings().find(fragment) {
            Some(id) => Target::Page(*page, Some(ids::in_scope(scope, id))),
            // Where the position stands first, or alone, there is no such place: it is the page.
            None if document.as_ref().is_some_and(|text| is_place_of(text, fragment)) => Target::Page(*page, top),
            None if self.headings().is_title(fragment) || slug::is_top(fragment) => Target::Page(*page, top),
            None if IdKind::read(fragment).is_made() => Target::Page(*page, Some(ids::in_scope(scope, fragment))),
            None => {
                out.push(
                    Diagnostic::new(
                        Code::BrokenAnchor,
                        link.span.clone(),
                        format!("the page has no {}", place_called(fragment)),
                    )
                    .did_you_mean(fragment, self.headings().nearest(fragment).as_deref())
                    .hint("the link leads to the top of the page instead"),
                );
                Target::Page(*page, top)
            }
        }
    }
}

/// The words of a heading as they were typed: by these it is found, too.
pub fn typed<'a>(body: &'a Body, heading: &'a Heading) -> Cow<'a, str> {
    heading.text.fill_typed(|what| body.typed_name(what).unwrap_or_default().into())
}

/// What is meant behind `#`, for "no …".
pub fn place_called(id: &str) -> String {
    if id.starts_with('^') { format!("block `{id}`") } else { format!("heading `#{id}`") }
}

/// Whether an id is that of a text as a whole, where a page shows several.
fn is_place_of(text: &Document, id: &str) -> bool {
    matches!(text.meta, Meta::Position(_)) && ids::position(&text.id) == id
}
