//! What stands behind `#` in a link: ids that a page makes of keys and of other ids change with these.

use super::{Renaming, Written};
use crate::ids::{self, IdKind};
use crate::markdown::{Link, LinkTo};
use crate::model::document::{Kind, Meta};
use crate::web::percent_decoded;

use super::edits::Edits;

/// The ids that the names of things are in.
pub struct Made<'r> {
    renaming: &'r Renaming,
    /// The ids of the positions that are called otherwise then, before and after.
    positions: Vec<(String, String)>,
}

impl<'r> Made<'r> {
    /// What the texts say of it.
    pub fn of(texts: &[Written], renaming: &'r Renaming) -> Made<'r> {
        let positions = texts.iter().filter(|text| matches!(text.document.meta, Meta::Position(_)));
        let positions = positions.filter_map(|text| {
            let id = &*text.document.id;
            Some((id.to_owned(), position_after(id, renaming)?))
        });
        Made { renaming, positions: positions.collect() }
    }

    /// Changes what stands behind `#` in a link.
    pub fn in_link(&self, link: &Link, edits: &mut Edits) {
        let fragment = match &link.to {
            LinkTo::Anchor(id) => id,
            LinkTo::Path(_, Some(fragment)) | LinkTo::Name(_, Some(fragment)) => fragment,
            _ => return,
        };
        let Some(after) = self.after(fragment) else { return };
        // Behind a label the address stands in a definition elsewhere, and there may be several links to one of these.
        let range = link.span.range();
        let places = [range.clone(), 0..edits.text.len()];
        let found = places.into_iter().find_map(|place| {
            let written = edits.at(&place);
            let signs = written.match_indices('#').map(|(at, _)| at + 1);
            let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | '|' | '"' | '\'' | '\\');
            let mut written = signs.map(|at| (at, written[at..].split(ends).next().unwrap_or_default()));
            let (at, id) = written.find(|(_, id)| percent_decoded(id) == *fragment)?;
            Some(place.start + at..place.start + at + id.len())
        });
        match found {
            Some(at) => edits.put(at, after),
            None => edits.left.push(range),
        }
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
