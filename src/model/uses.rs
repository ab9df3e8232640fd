//! Who uses a source, and where: what the page of a source shows.

use super::table::{Id, SourceId, TextId};
use super::text::{Cited, Text};

/// Every use of every source: of each source in the order of the texts.
#[derive(Debug, Default)]
pub struct Uses {
    /// The uses, source by source.
    uses: Vec<Use>,
    /// Where those of each source end.
    ends: Vec<u32>,
}

/// One use of a source. It only points to the words: the page of the source puts them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The text.
    pub text: TextId,
    /// Where in it.
    pub at: UseAt,
}

/// Where in a text a source is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UseAt {
    /// At a marker, by its number; and which of the things it cites.
    Marker(u32, u32),
    /// In a judgement of a briefing, by its number; and which of the things it cites.
    Judgement(u32, u32),
}

impl Uses {
    /// The uses of this many sources, found text by text.
    pub fn of(sources: usize, found: Vec<(SourceId, Use)>) -> Uses {
        // Counted first, so that all lie in one list.
        let mut ends = vec![0; sources];
        found.iter().for_each(|(source, _)| ends[source.place()] += 1);
        let mut all = 0;
        for end in &mut ends {
            all += std::mem::replace(end, all);
        }
        let nothing = Use { text: TextId::at(0), at: UseAt::Marker(0, 0) };
        let mut uses = vec![nothing; found.len()];
        for (source, used) in found {
            let end = &mut ends[source.place()];
            uses[*end as usize] = used;
            *end += 1;
        }
        Uses { uses, ends }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.uses.len()
    }

    /// The uses of a source.
    pub fn of_source(&self, source: SourceId) -> &[Use] {
        let start = source.place().checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.uses[start as usize..self.ends[source.place()] as usize]
    }
}

/// The uses of sources in a text, where readers see them.
pub fn in_text(id: TextId, text: &Text) -> impl Iterator<Item = (SourceId, Use)> {
    let use_at = move |cited: &Cited, at| Some((cited.source?, Use { text: id, at }));
    let markers = text.body.markers.iter().enumerate().filter(|(_, marker)| marker.shown);
    let in_markers = markers.flat_map(move |(at, marker)| {
        let cited = marker.part_of(&text.links.cited).iter().enumerate();
        cited.filter_map(move |(item, cited)| use_at(cited, UseAt::Marker(at as u32, item as u32)))
    });
    let in_judgements = text.links.judgements.iter().enumerate().flat_map(move |(at, cited)| {
        let cited = cited.iter().enumerate();
        cited.filter_map(move |(item, cited)| use_at(cited, UseAt::Judgement(at as u32, item as u32)))
    });
    in_markers.chain(in_judgements)
}
