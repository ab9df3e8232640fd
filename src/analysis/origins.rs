//! Where what sources say comes from: `derived_from`, followed to its ends.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use crate::model::SourceId;
use crate::model::document::Source;
use crate::model::site::{Entry, SourceNames, Things};
use crate::model::table::Id;

/// For each source, its origins: the ends that it reaches by what sources draw on. A source that draws on no other is its
/// own origin. Sources that draw on one another and on nothing else are one origin together, named by the first of them.
pub struct Origins {
    /// The origins of each source, sorted.
    of: Vec<Arc<[SourceId]>>,
    /// Sources that only draw on one another, circle by circle.
    circles: Vec<Vec<SourceId>>,
}

impl Origins {
    /// The origins of all sources.
    pub fn of(site: &Things) -> Origins {
        Origins::without(site, |_| false)
    }

    /// The origins that are left when some sources do not count. What rests on nothing else does not count either; so to
    /// take a source away never makes an origin more.
    pub fn without(site: &Things, is_gone: impl Fn(SourceId) -> bool) -> Origins {
        let draws_on = |source: &Entry<Source, SourceNames>| {
            let each: BTreeSet<SourceId> = source.derived_from.iter().copied().collect();
            each.into_iter().collect()
        };
        Origins::find(site.sources.iter().map(draws_on).collect(), is_gone)
    }

    /// The same of what each source draws on.
    fn find(every: Vec<Vec<SourceId>>, is_gone: impl Fn(SourceId) -> bool) -> Origins {
        let groups = groups(&every);
        let mut end_of: Vec<Option<SourceId>> = vec![None; every.len()];
        let mut circles = Vec::new();
        for group in groups.iter().filter(|group| is_end(group, &every)) {
            let first = group.iter().copied().min();
            group.iter().for_each(|source| end_of[source.place()] = first);
            if !every[group[0].place()].is_empty() {
                circles.push(in_order(group, &every));
            }
        }
        let gone = gone(&every, is_gone);
        let left = left(every, &gone);
        // Where nothing is gone, the groups are those that are known.
        let groups = if gone.contains(&true) { self::groups(&left) } else { groups };
        Origins { of: reached(&groups, &left, &end_of, &gone), circles }
    }

    /// The origins of a source.
    pub fn of_source(&self, source: SourceId) -> &[SourceId] {
        &self.of[source.place()]
    }

    /// The origins of what rests on some sources.
    pub fn of_all(&self, sources: &[SourceId]) -> BTreeSet<SourceId> {
        sources.iter().flat_map(|source| self.of_source(*source)).copied().collect()
    }

    /// For each source, a shortest way to an origin, itself first.
    pub fn ways(&self, site: &Things, sources: &[SourceId]) -> Vec<Vec<SourceId>> {
        self.ways_to(site, sources, |source| self.of_source(source).contains(&source))
    }

    /// For each source that has one, a shortest way to a source of some kind, itself first.
    pub fn ways_to(
        &self,
        site: &Things,
        sources: &[SourceId],
        is_end: impl Fn(SourceId) -> bool,
    ) -> Vec<Vec<SourceId>> {
        sources.iter().filter_map(|source| way(site, *source, &is_end)).collect()
    }

    /// Sources that draw on one another and on nothing else, each in the order in which they do.
    pub fn circles(&self) -> &[Vec<SourceId>] {
        &self.circles
    }
}

fn way(site: &Things, start: SourceId, is_end: &impl Fn(SourceId) -> bool) -> Option<Vec<SourceId>> {
    let mut from: BTreeMap<SourceId, SourceId> = BTreeMap::from([(start, start)]);
    let mut next = VecDeque::from([start]);
    while let Some(at) = next.pop_front() {
        if is_end(at) {
            let mut way = vec![at];
            while let Some(before) = way.last().and_then(|at| from.get(at)).filter(|before| way.last() != Some(*before))
            {
                way.push(*before);
            }
            way.reverse();
            return Some(way);
        }
        for source in &site.sources[at].derived_from {
            from.entry(*source).or_insert_with(|| {
                next.push_back(*source);
                at
            });
        }
    }
    None
}

/// Which sources do not count: those that are gone, and what draws on nothing else.
fn gone(every: &[Vec<SourceId>], is_gone: impl Fn(SourceId) -> bool) -> Vec<bool> {
    let mut gone: Vec<bool> = (0..every.len()).map(|at| is_gone(SourceId::at(at))).collect();
    let mut next: Vec<usize> = (0..every.len()).filter(|at| gone[*at]).collect();
    if next.is_empty() {
        return gone;
    }
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); every.len()];
    for (at, from) in every.iter().enumerate() {
        from.iter().for_each(|source| above[source.place()].push(at));
    }
    let mut left: Vec<usize> = every.iter().map(Vec::len).collect();
    while let Some(source) = next.pop() {
        for &at in &above[source] {
            left[at] -= 1;
            if left[at] == 0 && !std::mem::replace(&mut gone[at], true) {
                next.push(at);
            }
        }
    }
    gone
}

/// What those that count draw on, of what counts.
fn left(mut every: Vec<Vec<SourceId>>, gone: &[bool]) -> Vec<Vec<SourceId>> {
    for (at, from) in every.iter_mut().enumerate() {
        from.retain(|source| !gone[at] && !gone[source.place()]);
    }
    every
}

/// Whether no way leads out of a group.
fn is_end(group: &[SourceId], from: &[Vec<SourceId>]) -> bool {
    match group {
        [one] => from[one.place()].iter().all(|source| source == one),
        _ => {
            let within: BTreeSet<SourceId> = group.iter().copied().collect();
            group.iter().flat_map(|source| &from[source.place()]).all(|source| within.contains(source))
        }
    }
}

/// A circle from its first source on, each before one that it draws on, as far as there is one way.
fn in_order(group: &[SourceId], from: &[Vec<SourceId>]) -> Vec<SourceId> {
    let mut rest: BTreeSet<SourceId> = group.iter().copied().collect();
    let mut order = Vec::with_capacity(group.len());
    let mut next = rest.first().copied();
    while let Some(source) = next {
        rest.remove(&source);
        order.push(source);
        next = from[source.place()].iter().copied().find(|source| rest.contains(source)).or(rest.first().copied());
    }
    order
}

/// The ends that each source reaches. The groups come with those that they draw on first.
fn reached(
    groups: &[Vec<SourceId>],
    from: &[Vec<SourceId>],
    end_of: &[Option<SourceId>],
    gone: &[bool],
) -> Vec<Arc<[SourceId]>> {
    let nothing: Arc<[SourceId]> = [].into();
    let mut of = vec![nothing.clone(); from.len()];
    for group in groups.iter().filter(|group| !gone[group[0].place()]) {
        let own = group.iter().filter_map(|source| end_of[source.place()]);
        let mut ends: BTreeSet<SourceId> = own.collect();
        let mut below: Vec<&Arc<[SourceId]>> =
            group.iter().flat_map(|source| &from[source.place()]).map(|source| &of[source.place()]).collect();
        below.retain(|ends| !ends.is_empty());
        // Most rest on one other, and share its list.
        let shared = match below.split_first() {
            Some((first, others)) if ends.is_empty() && others.iter().all(|other| Arc::ptr_eq(first, other)) => {
                Some((*first).clone())
            }
            _ => None,
        };
        let ends = shared.unwrap_or_else(|| {
            ends.extend(below.iter().flat_map(|ends| ends.iter().copied()));
            ends.into_iter().collect()
        });
        group.iter().for_each(|source| of[source.place()] = ends.clone());
    }
    of
}

/// The sources in groups that reach one another, each behind the groups that it draws on: Tarjan's strongly connected
/// components (SIAM Journal on Computing 1, 1972), with a list in place of calls, as chains may be long.
fn groups(from: &[Vec<SourceId>]) -> Vec<Vec<SourceId>> {
    const UNSEEN: usize = usize::MAX;
    let mut number = vec![UNSEEN; from.len()];
    let mut lowest = vec![0; from.len()];
    let mut is_open = vec![false; from.len()];
    let (mut groups, mut open, mut seen) = (Vec::new(), Vec::new(), 0);
    for start in 0..from.len() {
        let mut path: Vec<(usize, usize)> = if number[start] == UNSEEN { vec![(start, 0)] } else { Vec::new() };
        while let Some((at, step)) = path.last_mut() {
            let at = *at;
            if *step == 0 {
                (number[at], lowest[at], is_open[at]) = (seen, seen, true);
                seen += 1;
                open.push(at);
            }
            let next = from[at].get(*step).map(|source| source.place());
            *step += 1;
            match next {
                Some(next) if number[next] == UNSEEN => path.push((next, 0)),
                Some(next) if is_open[next] => lowest[at] = lowest[at].min(number[next]),
                Some(_) => {}
                None => {
                    path.pop();
                    if let Some((before, _)) = path.last() {
                        lowest[*before] = lowest[*before].min(lowest[at]);
                    }
                    if lowest[at] == number[at] {
                        let first = open.iter().rposition(|source| *source == at).unwrap_or_default();
                        let group = open.split_off(first);
                        group.iter().for_each(|source| is_open[*source] = false);
                        groups.push(group.into_iter().map(SourceId::at).collect());
                    }
                }
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Origins of each source, by going every way from it: slow, and plain to see.
    fn recounted(every: &[Vec<SourceId>]) -> Vec<BTreeSet<SourceId>> {
        let reach = |start: usize| {
            let (mut seen, mut next) = (BTreeSet::from([start]), vec![start]);
            while let Some(at) = next.pop() {
                next.extend(every[at].iter().map(|source| source.place()).filter(|source| seen.insert(*source)));
            }
            seen
        };
        let reach: Vec<BTreeSet<usize>> = (0..every.len()).map(reach).collect();
        // An end is reached back from all that it reaches.
        let is_end = |at: &usize| reach[*at].iter().all(|other| reach[*other].contains(at));
        let name = |at: usize| reach[at].first().map(|first| SourceId::at(*first));
        let ends = |all: &BTreeSet<usize>| all.iter().copied().filter(is_end).filter_map(name).collect();
        reach.iter().map(ends).collect()
    }

    fn random_graph(random: &mut fastrand::Rng) -> Vec<Vec<SourceId>> {
        let size = random.usize(1..12);
        let draws_on = |random: &mut fastrand::Rng| {
            let count = random.usize(0..3);
            (0..count).map(|_| SourceId::at(random.usize(0..size))).collect::<BTreeSet<_>>().into_iter().collect()
        };
        (0..size).map(|_| draws_on(random)).collect()
    }

    #[test]
    fn origins_are_the_ends_that_a_plain_recount_finds() {
        let mut random = fastrand::Rng::with_seed(14);
        for _ in 0..2000 {
            let graph = random_graph(&mut random);
            let origins = Origins::find(graph.clone(), |_| false);
            for (at, expected) in recounted(&graph).into_iter().enumerate() {
                let found = origins.of_source(SourceId::at(at)).iter().copied().collect::<BTreeSet<_>>();
                assert_eq!(found, expected, "source {at} of {graph:?}");
                assert!(!found.is_empty(), "every source has an origin: {graph:?}");
            }
        }
    }

    #[test]
    fn taking_sources_away_never_makes_an_origin_more() {
        let mut random = fastrand::Rng::with_seed(15);
        for _ in 0..2000 {
            let graph = random_graph(&mut random);
            let claim: Vec<SourceId> = (0..graph.len()).map(SourceId::at).filter(|_| random.bool()).collect();
            let mut gone: BTreeSet<SourceId> = BTreeSet::new();
            let mut last = Origins::find(graph.clone(), |_| false).of_all(&claim);
            while gone.len() < graph.len() {
                gone.insert(SourceId::at(random.usize(0..graph.len())));
                let left = Origins::find(graph.clone(), |source| gone.contains(&source)).of_all(&claim);
                assert!(left.is_subset(&last), "without {gone:?}, {claim:?} of {graph:?} has {left:?}, not {last:?}");
                last = left;
            }
            assert!(last.is_empty(), "nothing rests on nothing: {graph:?}");
        }
    }

    #[test]
    fn a_long_chain_ends_where_it_ends() {
        let chain: Vec<Vec<SourceId>> =
            (0..100_000).map(|at| if at == 0 { vec![] } else { vec![SourceId::at(at - 1)] }).collect();
        let origins = Origins::find(chain, |_| false);
        assert_eq!(origins.of_source(SourceId::at(99_999)), [SourceId::at(0)]);
    }
}
