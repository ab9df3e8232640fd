//! The order of actors and issues in lists, menus and the matrix: those that the settings name come first, members stand
//! behind their bloc, and all others stand as readers of the language look for names.

use ahash::{HashMap, HashMapExt};

use super::drafts::Drafts;
use super::filed::Filed;
use crate::collate::Collation;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Actor, Issue, Kind, Reference};
use crate::model::settings::Order;
use crate::model::site::Things;

/// By what one stands before another: its place in the settings, its name, its id.
type Key = (usize, Vec<u8>, String);

/// Sorts the issues.
pub fn issues(issues: &mut [Filed<Issue>], order: &Order, collation: &Collation) {
    let places = places(&order.issues);
    issues.sort_by_cached_key(|file| key(&places, collation, file.id(), file.meta.title.written()));
}

/// Sorts the actors, each bloc before its members.
pub fn actors(actors: &mut [Filed<Actor>], order: &Order, collation: &Collation) {
    let places = places(&order.actors);
    let own: HashMap<&str, (Key, Option<&str>)> = actors
        .iter()
        .map(|file| {
            let key = key(&places, collation, file.id(), file.meta.name.written());
            (file.id(), (key, file.meta.part_of.first().map(|bloc| bloc.value.as_str())))
        })
        .collect();
    let ways: HashMap<String, Vec<Key>> = own.keys().map(|id| ((*id).to_owned(), way(&own, id))).collect();
    actors.sort_by(|a, b| ways[a.id()].cmp(&ways[b.id()]));
}

/// The keys of the blocs around an actor, the outermost first, and its own. What is named in the settings stands where
/// they say, and not behind its bloc; blocs that are part of one another are told elsewhere, and end here.
fn way(own: &HashMap<&str, (Key, Option<&str>)>, id: &str) -> Vec<Key> {
    let (mut way, mut met) = (Vec::new(), vec![id]);
    let mut at = id;
    while let Some((key, bloc)) = own.get(at) {
        way.push(key.clone());
        let is_placed = key.0 != usize::MAX;
        match bloc.filter(|bloc| !is_placed && !met.contains(bloc)) {
            Some(bloc) => {
                met.push(bloc);
                at = bloc;
            }
            None => break,
        }
    }
    way.reverse();
    way
}

/// Names in the settings that no actor or issue has, and that are not held back either.
pub fn tell_unknown(order: &Order, things: &Things, drafts: &Drafts, out: &mut Vec<Diagnostic>) {
    if *order == Order::default() {
        return;
    }
    let mut tell = |kind: Kind, code: Code, name: &Reference, known: &[&str]| {
        if drafts.thing(kind, &name.value).is_none() {
            let message = format!("`order:` names the {} `{}`, and there is none", kind.word(), name.value);
            out.push(Diagnostic::new(code, name.span.clone(), message).nearest(&name.value, known.iter().copied()));
        }
    };
    let actors: Vec<&str> = things.actors.iter().map(|entry| entry.id.as_str()).collect();
    for name in order.actors.iter().filter(|name| things.actor(&name.value).is_none()) {
        tell(Kind::Actor, Code::UnknownActor, name, &actors);
    }
    let issues: Vec<&str> = things.issues.iter().map(|entry| entry.id.as_str()).collect();
    for name in order.issues.iter().filter(|name| things.issue(&name.value).is_none()) {
        tell(Kind::Issue, Code::UnknownIssue, name, &issues);
    }
}

fn key(places: &HashMap<&str, usize>, collation: &Collation, id: &str, name: &str) -> Key {
    (places.get(id).copied().unwrap_or(usize::MAX), collation.key(name), id.to_owned())
}

fn places(named: &[Reference]) -> HashMap<&str, usize> {
    let mut places = HashMap::with_capacity(named.len());
    for (at, name) in named.iter().enumerate() {
        places.entry(name.value.as_str()).or_insert(at);
    }
    places
}
