//! What rests on a source: at first hand, at second, and so on; and what would rest on nothing without it.

use std::collections::hash_map::Entry;

use ahash::HashMap;

use super::evidence::{self, Claim, Claiming};
use super::origins::Origins;
use crate::model::{Site, SourceId};

/// A claim that rests on a source.
pub struct Touched {
    /// The claim.
    pub claim: Claim,
    /// At which hand: 1 where it cites the source, 2 where it cites one that draws on it.
    pub hand: usize,
    /// From the source to the one that is cited, both included.
    pub through: Vec<SourceId>,
    /// How many origins it has.
    pub origins: usize,
    /// How many are left without the source.
    pub left: usize,
    /// Whether it is held today.
    pub current: bool,
}

impl Touched {
    /// Whether it would rest on nothing.
    pub fn is_lost(&self) -> bool {
        self.left == 0
    }
}

/// All claims that rest on a source, in the order of the texts: what rests on it at first hand first. It is asked what is
/// left without that source, and without some others. The sentences of positions and events are not claims beside these.
pub fn of(site: &Site, source: SourceId, without: &[SourceId]) -> Vec<Touched> {
    let before = Origins::without(site, |other| without.contains(&other));
    let after = Origins::without(site, |other| other == source || without.contains(&other));
    let above = Above::of(site, source);
    let mut touched: Vec<Touched> = Vec::new();
    for text in site.texts.ids() {
        let claims = evidence::claims(site, text);
        let has_whole = claims.iter().any(|claim| matches!(claim.what, Claiming::Position(_) | Claiming::Event(_)));
        for claim in claims {
            if has_whole && matches!(claim.what, Claiming::Sentence(_)) {
                continue;
            }
            let nearest = claim.sources.iter().filter_map(|source| Some((above.hand(*source)?, *source))).min();
            let Some((hand, nearest)) = nearest else { continue };
            touched.push(Touched {
                hand,
                through: above.way(nearest),
                origins: before.of_all(&claim.sources).len(),
                left: after.of_all(&claim.sources).len(),
                current: evidence::is_current(site, &claim),
                claim,
            });
        }
    }
    touched.sort_by_key(|touched| touched.hand);
    touched
}

/// The sources that draw on one, directly or through others.
pub struct Above {
    /// The nearest first, with the one itself in front.
    pub all: Vec<SourceId>,
    /// For each, at which hand it is, and the one on which it draws on the way.
    from: HashMap<SourceId, (usize, SourceId)>,
}

impl Above {
    /// The sources that draw on one.
    pub fn of(site: &Site, source: SourceId) -> Above {
        let mut above = Above { all: vec![source], from: HashMap::default() };
        above.from.insert(source, (1, source));
        let mut next = 0;
        while let Some(&at) = above.all.get(next) {
            let hand = above.from[&at].0 + 1;
            for other in &site.sources[at].derivatives {
                if let Entry::Vacant(free) = above.from.entry(*other) {
                    free.insert((hand, at));
                    above.all.push(*other);
                }
            }
            next += 1;
        }
        above
    }

    /// At which hand what cites a source rests on the one.
    fn hand(&self, source: SourceId) -> Option<usize> {
        Some(self.from.get(&source)?.0)
    }

    /// A shortest way from the one to a source that draws on it, both included.
    fn way(&self, mut source: SourceId) -> Vec<SourceId> {
        let mut way = vec![source];
        while let Some((_, from)) = self.from.get(&source).filter(|(hand, _)| *hand > 1) {
            source = *from;
            way.push(source);
        }
        way.reverse();
        way
    }
}
