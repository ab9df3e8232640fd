//! Tables: the tags of their cells, and what of a row is not where its author meant it.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event};

use super::Writer;
use crate::diagnostic::Code;

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// Reports a row without a bar: the paragraph right below a table is taken for one.
    pub(super) fn report_swallowed_row(&mut self, row: &Range<usize>) {
        let words = self.source[row.clone()].trim();
        if !words.contains('|') && words.contains(' ') {
            let from = row.start + self.source[row.clone()].find(words).unwrap_or(0);
            self.report(Code::SwallowedLine, from..from + words.len(), "this line belongs to the table above it")
                .hint_last("put an empty line before it; a row of the table has `|` between its cells");
        }
    }

    /// Reports what stands in a row behind its last cell.
    pub(super) fn report_lost_cells(&mut self, end: usize) {
        let rest = &self.source[self.cell_end.min(end)..end];
        let lost = rest.trim_start_matches([' ', '|']);
        let from = end - lost.len();
        let lost = lost.trim_end();
        if !lost.is_empty() {
            self.report(
                Code::LostCells,
                from..from + lost.len(),
                "this row has more cells than the head of its table, so this is not shown",
            )
            .hint_last(
                "give the head as many cells; a bar that parts no cells is written `\\|`, in code and links too",
            );
        }
    }
}

/// The tag of a cell.
pub(super) fn cell_start(head: bool, align: Alignment) -> &'static str {
    match (head, align) {
        (true, Alignment::None) => "<th scope=\"col\">",
        (true, Alignment::Left) => "<th scope=\"col\" class=\"left\">",
        (true, Alignment::Center) => "<th scope=\"col\" class=\"center\">",
        (true, Alignment::Right) => "<th scope=\"col\" class=\"right\">",
        (false, Alignment::None) => "<td>",
        (false, Alignment::Left) => "<td class=\"left\">",
        (false, Alignment::Center) => "<td class=\"center\">",
        (false, Alignment::Right) => "<td class=\"right\">",
    }
}
