//! Ids of the blocks that have a name of Obsidian's, `^name`.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::{Writer, slug};
use crate::ids;
use crate::markdown::source::{BlockName, Source};
use crate::markdown::{Fragment, Hole};

/// What goes on with names of blocks.
pub(super) struct State<'a> {
    /// Those that come.
    names: &'a [BlockName],
    /// The blocks that are open, and the ones that were closed last: how deep each stands, and the number of its place.
    blocks: Vec<(usize, Option<usize>)>,
}

impl<'a> State<'a> {
    pub(super) fn of(source: &'a Source) -> State<'a> {
        State { names: &source.names, blocks: Vec::new() }
    }

    /// Whether no name comes any more; most texts have none.
    pub(super) fn is_done(&self) -> bool {
        self.names.is_empty()
    }
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// A block begins: gives the names that stand before it to the block around it, or to the one before it.
    pub(super) fn name_before(&mut self, range: &Range<usize>, has_place: bool) {
        let (level, start) = (self.html.around.len(), self.byte(range.start));
        let mut before = None;
        while let Some(block) = self.named.blocks.pop_if(|(deep, _)| *deep >= level) {
            before = Some(block.1);
        }
        while let Some((name, rest)) = self.named.names.split_first() {
            let at = self.start + name.at;
            if at > start || (at == start && !name.is_alone) {
                break;
            }
            self.named.names = rest;
            let around = || self.named.blocks.last().and_then(|(_, place)| *place);
            let place = if name.is_alone { before.unwrap_or_else(around) } else { around() };
            self.name_block(&name.name, place);
        }
        self.named.blocks.push((level, has_place.then_some(self.out.places.len())));
    }

    /// A block ends: gives it the names that stand in it.
    pub(super) fn name_within(&mut self, tag: &TagEnd, range: &Range<usize>) {
        if !matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) {
            return;
        }
        let end = self.byte(range.end);
        while let Some((name, rest)) = self.named.names.split_first()
            && !name.is_alone
            && self.start + name.at < end
        {
            self.named.names = rest;
            let place = self.named.blocks.iter().rfind(|(deep, _)| *deep <= self.html.around.len());
            let place = place.and_then(|(_, place)| *place).filter(|_| !matches!(tag, TagEnd::Heading(_)));
            self.name_block(&name.name, place);
        }
    }

    /// Gives an id to the block that has a place, or else to the one whose words end here.
    fn name_block(&mut self, name: &str, place: Option<usize>) {
        let id = ids::block(&slug::slug(name));
        if self.ids.is_taken(&id) {
            return;
        }
        self.ids.unique(&id);
        let anchor = Hole::Anchor(self.body.anchors.len() as u32);
        self.body.anchors.push(id);
        let tag = place.and_then(|place| self.out.places.get(place)).and_then(|place| {
            let (at, holes) = (place.at as usize, place.holes as usize);
            let rest = self.out.html.get(at..)?.strip_prefix('<')?;
            let end = at + 1 + rest.find(|c: char| !c.is_ascii_alphanumeric()).filter(|length| *length > 0)?;
            // Something else may be put in there.
            let is_free = self.out.holes.get(holes).is_none_or(|(hole, _)| *hole as usize >= end);
            is_free.then_some((end, holes))
        });
        match tag {
            Some((at, holes)) => {
                self.out.splice(at, holes, Fragment { holes: vec![(0, anchor)], ..Fragment::default() });
            }
            None => {
                self.out.html.push_str("<span");
                self.out.hole(anchor);
                self.out.html.push_str("></span>");
            }
        }
    }
}
