//! Who uses a source, and where: what the page of a source shows.

use super::table::{Id, SourceId, Table, TextId};
use super::text::Text;

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
    /// The uses of this many sources in some texts.
    pub fn of(sources: usize, texts: &Table<TextId, Text>) -> Uses {
        // Counted first, so that all lie in one list.
        let mut ends = vec![0; sources];
        texts.iter().for_each(|text| each(text, |source, _| ends[source.place()] += 1));
        let mut all = 0;
        for end in &mut ends {
            all += std::mem::replace(end, all);
        }
        let nothing = Use { text: TextId::at(0), at: UseAt::Marker(0, 0) };
        let mut uses = vec![nothing; all as usize];
        for (id, text) in texts.entries() {
            each(text, |source, at| {
                let end = &mut ends[source.place()];
                uses[*end as usize] = Use { text: id, at };
                *end += 1;
            });
        }
        Uses { uses, ends }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.uses.len()
    }

    /// The uses of a source.
    pub fn of_source(&self, source: SourceId) -> &[Use] {
        let start = source.place().checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.uses[start as usize..self.ends[source.place()] as usize]
    }
}

/// The uses of sources in a text, where readers see them.
fn each(text: &Text, mut found: impl FnMut(SourceId, UseAt)) {
    for (at, marker) in text.body.markers.iter().enumerate().filter(|(_, marker)| marker.shown) {
        for (item, cited) in marker.part_of(&text.links.cited).iter().enumerate() {
            if let Some(source) = cited.source {
                found(source, UseAt::Marker(at as u32, item as u32));
            }
        }
    }
    for (at, cited) in text.links.judgements.iter().enumerate() {
        for (item, cited) in cited.iter().enumerate() {
            if let Some(source) = cited.source {
                found(source, UseAt::Judgement(at as u32, item as u32));
            }
        }
    }
}
