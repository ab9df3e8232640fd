//! Days that begin a line, `3. Oktober 1990`: in many languages a stop stands behind the number, which makes an item of it.

use super::Edit;
use super::lead::{length_of_lead, rest_of_line};
use super::pieces::Piece;

/// Months as they stand behind a day, where no year need follow: German, Czech, Polish, Danish and Norwegian.
const MONTHS: [&str; 58] = [
    "januar",
    "jänner",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
    "marts",
    "mars",
    "maj",
    "desember",
    "december",
    "jan.",
    "feb.",
    "febr.",
    "apr.",
    "jun.",
    "jul.",
    "aug.",
    "sept.",
    "sep.",
    "okt.",
    "nov.",
    "dez.",
    "des.",
    "dec.",
    "jänn.",
    "jan",
];

/// A number that begins a line.
struct Numbered {
    /// How far it is set in.
    indent: usize,
    number: u32,
    /// The byte of its stop, where a day begins the line.
    day: Option<usize>,
}

/// Whether a text may hold one.
pub fn may_be_in(text: &str) -> bool {
    text.split('\n').any(|line| numbered(line, 0, length_of_lead(line)).is_some_and(|line| line.day.is_some()))
}

/// Keeps days from beginning lists; what counts on from the line before, or to the next, is a list.
pub fn escape(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>) {
    let lines = pieces.iter().filter_map(|piece| match piece {
        Piece::Line(start, at) => numbered(text, *start, *at),
        _ => None,
    });
    let lines: Vec<Numbered> = lines.collect();
    for (nth, line) in lines.iter().enumerate() {
        let follows =
            |other: &Numbered, than: &Numbered| other.indent == than.indent && other.number == than.number + 1;
        let counts_on = nth.checked_sub(1).is_some_and(|before| follows(line, &lines[before]));
        let is_counted_on = lines.get(nth + 1).is_some_and(|next| follows(next, line));
        if let Some(stop) = line.day.filter(|_| !counts_on && !is_counted_on) {
            edits.push(Edit { range: stop..stop, by: "\\".to_owned() });
        }
    }
}

/// The number that begins the line at byte `start`, whose words stand at byte `at`.
fn numbered(text: &str, start: usize, at: usize) -> Option<Numbered> {
    let lead = &text[start..at];
    let bare = lead.trim_start_matches(['>', ' ', '\t']);
    let (figures, behind) = bare.split_once('.')?;
    let number = figures.parse().ok().filter(|number| (1..=99).contains(number) && behind.trim().is_empty())?;
    let indent = lead.len() - bare.len();
    let day = ((1..=31).contains(&number) && begins_with_month(rest_of_line(text, at)))
        .then_some(start + indent + figures.len());
    Some(Numbered { indent, number, day })
}

/// Whether words begin with a month, or with a word and a year, as a month has it.
fn begins_with_month(words: &str) -> bool {
    let (month, rest) = words.split_once([' ', '\u{a0}']).unwrap_or((words, ""));
    let name = month.trim_end_matches([',', ':', ';']);
    let is_word = name.chars().count() > 2 && name.trim_end_matches('.').chars().all(char::is_alphabetic);
    let year = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = year == 4 && matches!(rest.as_bytes()[0], b'1' | b'2');
    is_word && (is_year && month == name || MONTHS.contains(&&*name.to_lowercase()))
}
