//! What stands behind `#` in a link: ids that a page makes of keys and of other ids change with these.

use std::borrow::Cow;

use super::names::Named;
use super::{Renaming, Written};
use crate::ids::{self, IdKind};
use crate::markdown::{self, Link, LinkTo, slug};
use crate::model::document::{Document, Kind, Meta};
use crate::web::percent_decoded;

use super::edits::Edits;

/// The ids that the names of things are in.
pub struct Made<'r> {
    renaming: &'r Renaming,
    /// The ids of the positions that are called otherwise then, before and after.
    positions: Vec<(String, String)>,
    /// The headings that have the name in their words.
    headings: Vec<Heading<'r>>,
}

/// A heading that a link names, `## [[velia]] and the dam`.
struct Heading<'r> {
    /// The text that it stands in.
    text: &'r Document,
    /// Its id.
    before: &'r str,
    /// Its words then.
    after: String,
}

impl<'r> Made<'r> {
    /// What the texts say of it.
    pub fn of(texts: &'r [Written], renaming: &'r Renaming, named: &Named) -> Made<'r> {
        let positions = texts.iter().filter(|text| matches!(text.document.meta, Meta::Position(_)));
        let positions = positions.filter_map(|text| {
            let id = &*text.document.id;
            Some((id.to_owned(), position_after(id, renaming)?))
        });
        let headings = texts.iter().flat_map(|text| headings(text.document, named)).collect();
        Made { renaming, positions: positions.collect(), headings }
    }

    /// Changes what stands behind `#` in a link.
    pub fn in_link(&self, text: &Document, link: &Link, edits: &mut Edits) {
        let fragment = match &link.to {
            LinkTo::Anchor(id) => id,
            LinkTo::Path(_, Some(fragment)) | LinkTo::Name(_, Some(fragment)) => fragment,
            _ => return,
        };
        let Some(after) = self.after(fragment).or_else(|| self.heading_after(text, link, fragment)) else { return };
        // Behind a label the address stands in a definition elsewhere, and there may be several links to one of these.
        let range = link.span.range();
        let places = [range.clone(), 0..edits.text.len()];
        let found = places.into_iter().find_map(|place| {
            let written = edits.at(&place);
            let signs = written.match_indices('#').map(|(at, _)| at + 1);
            // In a wiki link words stand there, with spaces between them.
            let ends = |c: char| {
                (c.is_whitespace() && !fragment.contains(' ')) || matches!(c, ')' | '>' | ']' | '|' | '"' | '\'' | '\\')
            };
            let mut written = signs.map(|at| (at, written[at..].split(ends).next().unwrap_or_default()));
            let (at, id) = written.find(|(_, id)| percent_decoded(id) == *fragment)?;
            Some(place.start + at..place.start + at + id.len())
        });
        match found {
            Some(at) => edits.put(at, after),
            None => edits.left.push(range),
        }
    }

    /// What a heading is called then, by its id or its words, if it has the name in them.
    fn heading_after(&self, text: &Document, link: &Link, fragment: &str) -> Option<String> {
        let id = ids::heading(&slug::slug(fragment));
        let of_id = |heading: &&Heading| heading.before == id;
        let found = self.headings.iter().filter(of_id).find(|heading| match &link.to {
            LinkTo::Anchor(_) => heading.text.path == text.path,
            LinkTo::Path(to, _) => is_called(heading.text, to.strip_suffix(".html").unwrap_or(to)),
            LinkTo::Name(to, _) => is_called(heading.text, to),
        })?;
        let is_wiki = fragment.contains(' ');
        Some(if is_wiki { found.after.clone() } else { ids::heading(&slug::slug(&found.after)) })
    }

    /// What an id is then, if something else.
    fn after(&self, id: &str) -> Option<String> {
        let Renaming { kind, old, new } = self.renaming;
        let of_key = |key: &str| (*kind == Kind::Source && key == old).then_some(new);
        match IdKind::read(id) {
            IdKind::Note(rest) if of_key(rest).is_some() => Some(ids::note(new)),
            IdKind::Note(rest) => {
                let (key, place) = rest.split_once('/')?;
                Some(ids::place(of_key(key)?, place))
            }
            IdKind::Marker(rest) => {
                let (scope, rest) = rest.rsplit_once(':').map_or(("", rest), |(scope, rest)| (scope, rest));
                let (key, ordinal) = rest.rsplit_once('-')?;
                let there = self.positions.iter().find(|(id, _)| id == scope).map(|(_, after)| &**after);
                let key_there = of_key(key);
                if there.is_none() && key_there.is_none() {
                    return None;
                }
                let scope = there.unwrap_or(scope);
                let scope = if scope.is_empty() { String::new() } else { ids::scope(scope) };
                Some(ids::marker(&scope, key_there.map_or(key, |key| key.as_str()), ordinal.parse().ok()?))
            }
            IdKind::Position(_) => {
                self.positions.iter().find(|(at, _)| ids::position(at) == id).map(|(_, after)| ids::position(after))
            }
            IdKind::Theme(_) if *kind == Kind::Issue && ids::issue(old) == id => Some(ids::issue(new)),
            IdKind::Heading(_) => {
                let (scope, heading) = id.split_once(':')?;
                let (_, after) = self.positions.iter().find(|(id, _)| id == scope)?;
                Some(ids::scope(after) + heading)
            }
            _ => None,
        }
    }
}

/// The headings of a text whose ids are others then.
fn headings<'r>(text: &'r Document, named: &Named) -> Vec<Heading<'r>> {
    let heading = |heading: &'r markdown::Heading| {
        let typed = |after: bool| {
            let name = |what| {
                let name = text.body.typed_name(what).unwrap_or(" ");
                named.after(name).filter(|_| after).map_or(Cow::Borrowed(name), Cow::Owned)
            };
            heading.text.fill_typed(name).into_owned()
        };
        let (before, after) = (typed(false), typed(true));
        // One with an id of its own keeps it.
        let is_other = before != after && heading.id == ids::heading(&slug::slug(&before));
        is_other.then_some(Heading { text, before: &heading.id, after })
    };
    text.body.headings.iter().filter_map(heading).collect()
}

/// Whether a link may call a text so: by the last part of its path, or by its title.
fn is_called(text: &Document, name: &str) -> bool {
    let last = |path: &str| slug::slug(path.strip_suffix(".md").unwrap_or(path).rsplit('/').next().unwrap_or(path));
    last(name) == last(&text.id)
        || text.meta.title().is_some_and(|title| slug::slug(title.written()) == slug::slug(name))
}

/// What a position is called then, if otherwise: `actor/issue`, perhaps with a label.
fn position_after(id: &str, renaming: &Renaming) -> Option<String> {
    let Renaming { kind, old, new } = renaming;
    let (actor, issue) = id.split_once('/')?;
    match kind {
        Kind::Position if id == old => Some(new.clone()),
        Kind::Actor if actor == old => Some([new, "/", issue].concat()),
        Kind::Issue => {
            let rest = issue.strip_prefix(old.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('.'))?;
            Some([actor, "/", new, rest].concat())
        }
        _ => None,
    }
}
