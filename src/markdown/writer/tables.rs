//! Tables: the tags of their cells, and what of a row is not where its author meant it.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event};

use super::Writer;
use crate::diagnostic::Code;
use crate::markdown::{Hole, Said};

/// What goes on with tables.
#[derive(Default)]
pub(super) struct State {
    columns: Vec<Alignment>,
    /// The column of the cell that comes next.
    column: usize,
    in_head: bool,
    /// Where the last cell ended.
    cell_end: usize,
    /// The byte of the words of the row at which those of the cell begin; 0 outside of tables.
    pub(super) words_from: usize,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    pub(super) fn open_table(&mut self, columns: Vec<Alignment>, range: &Range<usize>) {
        self.tables.columns = columns;
        // Focusable, so that a keyboard can scroll a wide table.
        self.out.html.push_str("<div class=\"table-scroll\" role=\"group\" aria-label=\"");
        self.out.hole(Hole::Said(Said::Table));
        self.out.html.push_str("\" tabindex=\"0\"><table>");
        self.table_caption(range);
        self.out.html.push('\n');
    }

    pub(super) fn open_head(&mut self) {
        self.tables.in_head = true;
        self.tables.column = 0;
        self.out.html.push_str("<thead><tr>");
    }

    pub(super) fn close_head(&mut self) {
        self.tables.in_head = false;
        self.end_row_words();
        self.out.html.push_str("</tr></thead><tbody>\n");
    }

    pub(super) fn open_row(&mut self) {
        self.tables.column = 0;
        self.out.html.push_str("<tr>");
    }

    pub(super) fn close_row(&mut self, range: &Range<usize>) {
        self.report_lost_cells(range.end);
        self.report_swallowed_row(range);
        self.end_row_words();
        self.out.html.push_str("</tr>\n");
    }

    pub(super) fn open_cell(&mut self) {
        self.begin_cell_words();
        let align = self.tables.columns.get(self.tables.column).copied().unwrap_or(Alignment::None);
        self.out.html.push_str(cell_start(self.tables.in_head, align));
    }

    pub(super) fn close_cell(&mut self, end: usize) {
        self.tables.column += 1;
        self.tables.cell_end = end;
        self.out.html.push_str(if self.tables.in_head { "</th>" } else { "</td>" });
    }

    /// Reports a row without a bar: the paragraph right below a table is taken for one.
    fn report_swallowed_row(&mut self, row: &Range<usize>) {
        let words = self.source[row.clone()].trim();
        if !words.contains('|') && words.contains(' ') {
            let from = row.start + self.source[row.clone()].find(words).unwrap_or(0);
            self.report(Code::SwallowedLine, from..from + words.len(), "this line belongs to the table above it")
                .hint_last("put an empty line before it; a row of the table has `|` between its cells");
        }
    }

    /// Reports what stands in a row behind its last cell.
    fn report_lost_cells(&mut self, end: usize) {
        let rest = &self.source[self.tables.cell_end.min(end)..end];
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
fn cell_start(head: bool, align: Alignment) -> &'static str {
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
