//! Signs of emphasis and code that begin something which nothing ends: the parser hands them over as words, each run by itself.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use crate::diagnostic::Code;
use crate::markdown::source;

/// So far from a sign others are looked for, in bytes.
const LONGEST: usize = 200;

/// The kinds of signs, with what is to be done about them.
const KINDS: [(char, &str); 4] = [
    (
        '*',
        "write `**words**`, with no space inside and none of the signs alone; for stars that are to be shown, `\\*\\*`",
    ),
    ('_', "write `**words**`; for low lines that are to be shown, `\\_\\_`"),
    ('~', "write `~~words~~`, with no space inside; for signs that are to be shown, `\\~\\~`"),
    // `CODE`.
    ('`', "write `` `code` ``, or `\"…\"` for a quotation; for a tick that is to be shown, `` \\` ``"),
];

/// The place of code among the kinds.
const CODE: usize = 3;
const _: () = assert!(KINDS[CODE].0 == '`');

/// What was met so far.
#[derive(Default)]
pub(super) struct State {
    /// Of each kind the first place, and how many there are.
    seen: [Option<(Range<usize>, usize)>; KINDS.len()],
    /// A word ends with two stars, so a line that begins with them may be its note.
    has_starred_word: bool,
    /// Somewhere a tick stands for a letter or an apostrophe, so others may too.
    has_tick_as_letter: bool,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// Takes a run of signs that the parser left, which begins at a byte.
    pub(super) fn see_unended(&mut self, at: usize) {
        let (before, rest) = self.source.split_at(at);
        let Some(kind) = KINDS.iter().position(|(sign, _)| rest.starts_with(*sign)) else { return };
        let sign = KINDS[kind].0;
        // The parser hands over each sign of a run by itself.
        if before.ends_with(['\\', sign]) {
            return;
        }
        let words = rest.trim_start_matches(sign);
        let run = Run { sign, before, length: rest.len() - words.len(), words };
        let is_begun = if sign == '`' { self.is_begun_code(&run) } else { self.is_begun_emphasis(&run) };
        if is_begun && !run.is_ended_within_word() {
            let place = at..at + run.length;
            self.unended.seen[kind].get_or_insert((place, 0)).1 += 1;
        }
    }

    fn is_begun_emphasis(&mut self, run: &Run) -> bool {
        if run.length < 2 {
            return false;
        }
        if run.sign == '*' && run.ends_word() {
            self.unended.has_starred_word = true;
            return run.begins_loosely();
        }
        let is_note = run.sign == '*' && self.unended.has_starred_word && run.begins_line();
        let is_name = run.sign == '_' && !(run.begins_line() && run.begins_sentence());
        run.begins_word() && run.words.starts_with(char::is_alphabetic) && !is_note && !is_name
    }

    fn is_begun_code(&mut self, run: &Run) -> bool {
        let line = run.near();
        let is_word = run.words.starts_with(|c: char| c.is_ascii_lowercase() || "-$/<.{[".contains(c));
        if run.length == 1 {
            self.unended.has_tick_as_letter |=
                !run.begins_word() || (run.words.starts_with(char::is_alphabetic) && !is_word);
            // What is set so may be a quotation; or a letter of Arabic, with another at the end of its word.
            return is_word && run.begins_word() && !line.contains('\'');
        }
        run.begins_word() && (is_word || line.contains("''"))
    }

    /// Reports the first of each kind.
    pub(super) fn report_unended(&mut self) {
        if self.unended.has_tick_as_letter {
            self.unended.seen[CODE] = None;
        }
        for (kind, seen) in std::mem::take(&mut self.unended.seen).into_iter().enumerate() {
            let Some((range, count)) = seen else { continue };
            let signs = self.source[range.clone()].to_owned();
            let signs = if signs.starts_with('`') { format!("`` {signs} ``") } else { format!("`{signs}`") };
            let more = if count > 1 { format!(" ({count} in this file)") } else { String::new() };
            let message = format!("nothing ends what {signs} begins here, so it stands as it is typed{more}");
            self.report(Code::UnreadMarkup, range, message).hint_last(KINDS[kind].1);
        }
    }
}

/// Some of the same sign, with the text on both sides.
struct Run<'t> {
    sign: char,
    length: usize,
    before: &'t str,
    words: &'t str,
}

impl Run<'_> {
    /// The rest of its line, as far as it is looked at.
    fn near(&self) -> &str {
        source::first_line(&self.words[..self.words.floor_char_boundary(self.words.len().min(LONGEST))])
    }

    fn begins_word(&self) -> bool {
        let is_outside = |c: char| c.is_whitespace() || "([{„«‚—–".contains(c);
        // Straight ones may close something, too.
        let before = self.before.trim_end_matches(['"', '\'']);
        before.chars().next_back().is_none_or(is_outside) && !self.words.starts_with(char::is_whitespace)
    }

    fn ends_word(&self) -> bool {
        self.before.ends_with(|c: char| !c.is_whitespace()) && !self.words.starts_with(char::is_alphanumeric)
    }

    /// No look at the whole line: there may be many runs in it.
    fn begins_line(&self) -> bool {
        let before = self.before.trim_end_matches([' ', '\t', '>', '-', '+', '|']);
        before.is_empty() || before.ends_with('\n')
    }

    /// Names in programs begin with low lines too: `__errno_location`, `__dirname`.
    fn begins_sentence(&self) -> bool {
        let mut rest = self.words.chars().skip_while(|c| c.is_uppercase());
        self.words.starts_with(char::is_uppercase) && rest.find(|c| !c.is_lowercase()).is_some_and(char::is_whitespace)
    }

    /// `**重要。**他`: this is told as such (`source/emphasis.rs`).
    fn is_ended_within_word(&self) -> bool {
        self.near().split_once(self.sign).is_some_and(|(inside, behind)| {
            let is_tight = inside.ends_with(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
            is_tight && behind.trim_start_matches(self.sign).starts_with(char::is_alphanumeric)
        })
    }

    /// `** words**`: the same signs stand before it, with a space behind them.
    fn begins_loosely(&self) -> bool {
        let near = &self.before[self.before.ceil_char_boundary(self.before.len().saturating_sub(LONGEST))..];
        let line = near.rsplit('\n').next().unwrap_or_default();
        line.rfind(self.sign).is_some_and(|last| {
            let start = line[..=last].trim_end_matches(self.sign).len();
            let (outside, inside) = (&line[..start], &line[last + 1..]);
            last + 1 - start == self.length
                && (outside.is_empty() || outside.ends_with(char::is_whitespace))
                && inside.starts_with(' ')
        })
    }
}
