//! Captions of tables, as Pandoc has them: a paragraph before or behind a table that begins with `:` or `Table:`. The
//! parser takes the first for a definition; so each becomes a paragraph that begins with [`SIGN`].

use super::lead::{line_end, rest_of_line};
use super::pieces::Piece;
use super::tables::{cells, is_rule};
use super::{Edit, SourceFinding};
use crate::diagnostic::Code;

/// What a caption begins with.
pub const SIGN: &str = "Table: ";

/// A line as to what it is to tables.
struct CaptionLine<'t> {
    /// Where it begins.
    start: usize,
    /// Where its words do.
    at: usize,
    words: &'t str,
}

/// Rewrites the captions of a text.
pub fn rewrite(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>, found: &mut Vec<SourceFinding>) {
    let lines: Vec<CaptionLine> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Line(start, _) => {
                let line = rest_of_line(text, *start);
                let words = line.trim_start_matches(['>', ' ', '\t']);
                Some(CaptionLine { start: *start, at: start + line.len() - words.len(), words: words.trim_end() })
            }
            _ => None,
        })
        .collect();
    // Whether a table is open in the lines before, with nothing but empty lines behind it; and whether there are such.
    let (mut is_in_table, mut is_below_table, mut has_gap) = (false, false, false);
    let next_after_gap = next_after_gap(&lines);
    for (nth, line) in lines.iter().enumerate() {
        let Some(sign) = sign(line.words) else {
            has_gap = line.words.is_empty();
            is_in_table = !has_gap && (begins_table(&lines[nth.saturating_sub(1)..=nth]) || is_in_table);
            is_below_table = is_in_table || (is_below_table && has_gap);
            continue;
        };
        let next = next_after_gap[nth];
        // Right below a term it is what that means.
        let is_paragraph = nth.checked_sub(1).is_none_or(|before| lines[before].words.is_empty());
        let is_above_table = is_paragraph && lines.get(next..next + 2).is_some_and(begins_table);
        if !is_below_table && !is_above_table {
            (is_in_table, has_gap) = (false, false);
            continue;
        }
        let lead: String = text[line.start..line.at].chars().map(|c| if c == '>' { c } else { ' ' }).collect();
        let gap = if is_below_table && !has_gap { format!("{}\n{lead}", lead.trim_end()) } else { String::new() };
        let start = if gap.is_empty() { line.at } else { line.start };
        edits.push(Edit { range: start..line.at + sign, by: format!("{gap}{SIGN}") });
        drop_attributes(text, line, sign, edits, found);
        (is_in_table, is_below_table, has_gap) = (false, false, false);
    }
}

/// For each line, the first one behind the next empty lines; the number of the lines where there is none.
fn next_after_gap(lines: &[CaptionLine]) -> Vec<usize> {
    let mut next = vec![lines.len(); lines.len()];
    let (mut after_gap, mut words) = (lines.len(), lines.len());
    for (nth, line) in lines.iter().enumerate().rev() {
        match line.words.is_empty() {
            true => after_gap = words,
            false => words = nth,
        }
        next[nth] = after_gap;
    }
    next
}

/// The length of the sign that begins a caption, with the spaces behind it.
fn sign(words: &str) -> Option<usize> {
    let rest = ["Table:", "table:", ":"].iter().find_map(|sign| words.strip_prefix(sign))?;
    let caption = rest.trim_start();
    (rest.starts_with([' ', '\t']) && !caption.is_empty()).then_some(words.len() - caption.len())
}

/// Whether two lines are the head of a table and the rule below it.
fn begins_table(lines: &[CaptionLine]) -> bool {
    let [head, rule] = lines else { return false };
    head.words.contains('|')
        && is_rule(rule.words)
        && !rule.words.contains('+')
        && cells(head.words) == cells(rule.words)
}

/// Takes the list of attributes at the end of a caption away, and says so.
fn drop_attributes(text: &str, line: &CaptionLine, sign: usize, edits: &mut Vec<Edit>, found: &mut Vec<SourceFinding>) {
    let caption = &line.words[sign..];
    let Some(open) = caption.rfind('{').filter(|_| caption.ends_with('}')) else { return };
    let list = &caption[open + 1..caption.len() - 1];
    if !list.split_whitespace().all(|word| word.starts_with(['#', '.', '-']) || word.contains('=')) || list.is_empty() {
        return;
    }
    let from = line.at + sign + open;
    let to = line_end(text, from).min(line.at + line.words.len());
    let before = caption[..open].trim_end().len();
    edits.push(Edit { range: line.at + sign + before..to, by: String::new() });
    found.push(SourceFinding {
        code: Code::UnreadMarkup,
        range: from..to,
        message: "a list of attributes behind the caption of a table is left out".to_owned(),
        hint: "take it away; to lead to the table, link the heading above it".to_owned(),
    });
}

#[cfg(test)]
mod tests {
    use crate::markdown::source::Source;

    #[test]
    fn captions_become_paragraphs_of_one_form() {
        let table = "| a | b |\n|---|---|\n| c | d |";
        for (written, read) in [
            (format!("{table}\n\n: One"), format!("{table}\n\nTable: One")),
            (format!("{table}\n: One"), format!("{table}\n\nTable: One")),
            (format!("Words.\n\n: One\n\n{table}"), format!("Words.\n\nTable: One\n\n{table}")),
            (format!("{table}\n\n: One {{#tbl:a}}"), format!("{table}\n\nTable: One")),
            (format!("table: One\n\n{table}\n\nMore."), format!("Table: One\n\n{table}\n\nMore.")),
            ("> | a |\n> |---|\n> | b |\n> : One".to_owned(), "> | a |\n> |---|\n> | b |\n>\n> Table: One".to_owned()),
        ] {
            assert_eq!(Source::of(&written, false).text, read);
        }
        for same in ["Term\n: One", "Term\n\n: One\n\n| a | b |", ": One"] {
            assert_eq!(Source::of(same, false).text, same);
        }
    }
}
