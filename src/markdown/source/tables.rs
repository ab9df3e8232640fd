//! Tables of other programs, and what was meant as one and is none.

use std::ops::Range;

use super::lead::length_of_lead;

/// Something that was meant as a table.
pub struct OddTable {
    /// Where it stands.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
}

/// What was met of the lines of a text so far.
#[derive(Default)]
pub struct Tables<'t> {
    above: &'t str,
    /// The paragraph has a line that parts a head from its rows.
    is_ruled: bool,
    /// The first of its lines that begins with a bar, and how many do; also of its first line, where that is a rule.
    barred: Option<(usize, &'t str)>,
    bars: usize,
    /// A row of dashes that the line above is none of a table for.
    dashes: Option<(usize, &'t str)>,
}

/// What to do about rows that are read as words.
const ROWS: &str = "write the rows between bars, `| a | b |`, with `| --- | --- |` below the first";

/// Whether a text may hold a table that is none.
pub fn may_be_in(text: &str) -> bool {
    if memchr::memchr2(b'|', b'+', text.as_bytes()).is_none() && !super::has(text, "-- ") {
        return false;
    }
    let mut tables = Tables::default();
    let lines = text.lines().map(|line| line[length_of_lead(line)..].trim_end());
    lines.chain([""]).any(|line| tables.line(0, line).is_some())
}

impl<'t> Tables<'t> {
    /// Takes the next line, whose words stand at a byte; gives what is wrong with the table that it is of, or that ends
    /// before it.
    pub fn line(&mut self, at: usize, line: &'t str) -> Option<OddTable> {
        let above = std::mem::replace(&mut self.above, line);
        if line.is_empty() {
            return std::mem::take(self).without_head();
        }
        let odd = |at: usize, line: &str, message: String, hint| OddTable { range: at..at + line.len(), message, hint };
        // Only dashes are no table: they part a text.
        let dashes = std::mem::take(&mut self.dashes).or_else(|| is_dashes(above, line).then_some((at, line)));
        if let Some((at, dashes)) = dashes {
            if !above.is_empty() {
                let message = "a table whose columns stand below dashes is not read, and its rows run on".to_owned();
                return Some(odd(at, dashes, message, ROWS));
            }
            self.dashes = Some((at, dashes));
        }
        if line.starts_with('|') || (above.is_empty() && is_rule(line) && !line.starts_with('+')) {
            self.barred = self.barred.or(Some((at, line)));
            self.bars += 1;
        }
        let is_in_grid = line.starts_with('+') && above.starts_with(['|', '+']);
        let found = odd_table(above, line).filter(|_| !is_in_grid && !self.is_ruled);
        self.is_ruled |= is_rule(line) && !above.is_empty();
        found.map(|(message, hint)| odd(at, line, message, hint))
    }

    /// Rows of a paragraph in which no line parts them from a head.
    fn without_head(self) -> Option<OddTable> {
        let (at, line) = self.barred.filter(|_| !self.is_ruled)?;
        let is_row = line.len() > 1 && line.ends_with('|') && cells(line) > 1;
        (self.bars > 1 || is_row || is_rule(line)).then(|| OddTable {
            range: at..at + line.len(),
            message: "lines that begin with `|` are no table without a head, and run on in one paragraph".to_owned(),
            hint: "write `| --- | --- |` below the first of them, which is the head; for verses end each line with `\\`",
        })
    }
}

/// Whether a line has dashes for each column of a table: `----  ---`.
fn is_dashes(above: &str, line: &str) -> bool {
    let groups = || line.split_whitespace();
    line.starts_with("--")
        && groups().count() > 1
        && groups().all(|group| group.len() > 1 && group.bytes().all(|b| b == b'-'))
        && (!above.is_empty() || groups().any(|group| group.len() > 3))
}

/// Whether a line parts the head of a table from its rows, in one form or another: `|---|---|`, `---|---`, `+---+---+`.
pub fn is_rule(line: &str) -> bool {
    line.starts_with(['|', '-', ':', '+'])
        && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t' | b'+' | b'='))
        && line.contains('-')
        && line.contains(['|', '+'])
}

/// How many cells a line of a table has.
pub fn cells(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|line| !line.ends_with('\\')).unwrap_or(line);
    let last_end = line.rfind("]]").unwrap_or_default();
    let mut count = 1;
    let mut in_link = false;
    for (at, c) in line.char_indices() {
        match c {
            '[' if at < last_end && line[at..].starts_with("[[") => in_link = true,
            ']' if line[at..].starts_with("]]") => in_link = false,
            '|' if !in_link && !line[..at].ends_with('\\') => count += 1,
            _ => {}
        }
    }
    count
}

/// Why a rule, with the line before it, makes no table, when somebody meant one.
fn odd_table(head: &str, rule: &str) -> Option<(String, &'static str)> {
    if !is_rule(rule) {
        return None;
    }
    if rule.starts_with('+') {
        return Some(("a table between `+` and `-` is not read, and stands as it is typed".to_owned(), ROWS));
    }
    let (above, below) = (cells(head), if rule.contains('+') { 1 } else { cells(rule) });
    if !head.contains('|') || is_rule(head) || above == below {
        return None;
    }
    let message = format!("this is no table, since {above} cells stand above this line, which has {below}");
    Some((message, "give the line below the head of a table as many cells as the head has"))
}
