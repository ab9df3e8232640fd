//! Which names a template knows, by its own name.

use std::collections::BTreeMap;

use super::{BUILT_IN, EntryWithNotes};
use crate::render::shape::{Form, Shaped};
use crate::render::view::{
    ActorView, BlockView, BriefingView, CellView, ChangesView, EventView, EvidenceView, FeedView, HomeView, IndexView,
    IssueView, LedgerView, MatrixPageView, MovedView, NotFoundView, NotesView, PageHead, SearchPageView, SiteView,
    SourceCard, SourceView, TextView, TimelineView,
};

type Known = BTreeMap<&'static str, Form>;

/// The fields of a view, as names of their own.
fn fields<V: Shaped>() -> Known {
    match V::form() {
        Form::View(view) => view.all().into_iter().map(|field| (field.name, field.holds())).collect(),
        _ => Known::new(),
    }
}

/// A template by its name, and what it knows.
type Root = (&'static str, fn() -> Known);

/// What the template of each kind of page knows beside `page`, `notes` and `site`.
const PAGES: [Root; 16] = [
    ("home.html", with_text::<HomeView>),
    ("briefing.html", with_text::<BriefingView>),
    ("actor.html", fields::<ActorView>),
    ("issue.html", fields::<IssueView>),
    ("position.html", fields::<CellView>),
    ("event.html", fields::<EventView>),
    ("source.html", fields::<SourceView>),
    ("page.html", with_text::<TextView>),
    ("index.html", with_text::<IndexView>),
    ("matrix.html", fields::<MatrixPageView>),
    ("timeline.html", fields::<TimelineView>),
    ("changes.html", fields::<ChangesView>),
    ("evidence.html", fields::<EvidenceView>),
    ("judgements.html", fields::<LedgerView>),
    ("search.html", fields::<SearchPageView>),
    ("404.html", fields::<NotFoundView>),
];
/// Templates that something else than a page is made of; one of each form, and of the blocks any.
const OTHERS: [&str; 5] = ["note.html", "feed/entry.html", "feed.xml", "moved.html", "blocks/any.html"];

fn with_text<V: Shaped>() -> Known {
    let mut known = fields::<V>();
    known.insert("html", Form::Markup);
    known
}

/// What the template of this name knows, if a page, a block or a file is made of it.
pub fn known(name: &str) -> Option<Known> {
    let mut known = Known::new();
    if let Some((_, page)) = PAGES.iter().find(|(of, _)| *of == name) {
        known = page();
        known.extend([("page", PageHead::form()), ("notes", NotesView::form())]);
    } else if matches!(name, "note.html" | "feed/note.html") {
        known.insert("source", SourceCard::form());
    } else if name == "feed/entry.html" {
        known.insert("entry", EntryWithNotes::form());
    } else if name == "feed.xml" {
        known = fields::<FeedView>();
    } else if name == "moved.html" {
        known = fields::<MovedView>();
    } else if name.starts_with("blocks/") && name.ends_with(".html") {
        known.extend([("page", PageHead::form()), ("block", BlockView::form())]);
    } else {
        return None;
    }
    known.insert("site", SiteView::form());
    Some(known)
}

/// Those among some templates that something is made of, each with what it knows.
pub fn all<'n>(names: impl Iterator<Item = &'n str>) -> BTreeMap<&'n str, Known> {
    let plain = names.map(|name| name.strip_prefix(BUILT_IN).unwrap_or(name));
    plain.filter_map(|name| Some((name, known(name)?))).collect()
}

/// All names that any template knows.
pub fn everywhere() -> Known {
    let names = PAGES.iter().map(|(name, _)| *name).chain(OTHERS);
    let mut everything = Known::new();
    for (name, form) in names.filter_map(known).flatten() {
        let form = everything.remove(name).map_or_else(|| form.clone(), |had: Form| had.or(form.clone()));
        everything.insert(name, form);
    }
    everything
}
