//! The text as the parser is to read it: without its comments, and with what other programs read otherwise put into the
//! form that says the same here.
//!
//! Comments are their author's own business, so the parser must never see one: it would end some of them early, and
//! show what is left.

mod attributes;
mod callouts;
mod captions;
mod code;
mod comments;
mod conflicts;
mod days;
mod emphasis;
mod hidden;
mod lead;
mod lines;
mod marks;
mod names;
mod nested;
mod notes;
mod numbers;
mod pieces;
mod tables;
mod unread;

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use pulldown_cmark::Options as Extensions;

use crate::diagnostic::Code;
pub use callouts::TITLE;
pub use captions::SIGN as CAPTION;
use code::CodeRanges;
use comments::Comment;
pub use lead::Fence;
use lead::rest_of_line;
pub use names::BlockName;
use pieces::{Piece, Until, pieces};

/// An empty comment, which stands for one that is alone on its lines: it ends a list and a paragraph.
pub const NO_COMMENT: &str = "<!---->";

/// So often the parser is asked anew where code stands, behind a comment that may have led it astray.
const DOUBTS: usize = 8;

/// A text made ready for the parser.
pub struct Source<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// What was found on the way; bytes of the text as it was.
    pub found: Vec<SourceFinding>,
    /// The names of its blocks, in their order.
    pub names: Vec<BlockName>,
    /// Where parts have been taken out that nobody has merged; bytes of the text as it was.
    pub unmerged: Vec<usize>,
    was: &'t str,
    math: bool,
    /// For each time that it was changed: from which byte on how far behind the text before it is.
    shifts: Vec<Shifts>,
}

type Shifts = Vec<(usize, isize)>;

/// Something to be reported.
pub struct SourceFinding {
    /// Its code.
    pub code: Code,
    /// Where.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Something else in the place of a part of the text.
struct Edit {
    range: Range<usize>,
    by: String,
}

impl<'t> Source<'t> {
    /// Makes a text ready. `math`: formulas between dollars are read.
    pub fn of(was: &'t str, math: bool) -> Source<'t> {
        let (text, shifts) = (Cow::Borrowed(was), Vec::new());
        let (found, names, unmerged) = (Vec::new(), Vec::new(), Vec::new());
        let mut source = Source { text, found, names, unmerged, was, math, shifts };
        // First of all, so that their places are those of the text as it was.
        if conflicts::SIGNS.iter().any(|sign| has(was, sign)) {
            let mut unmerged = Vec::new();
            source.change(|text, pieces, edits, found| unmerged = conflicts::take_out(text, pieces, edits, found));
            source.unmerged = unmerged;
        }
        // All else is looked at in what is left.
        source.take_out_comments();
        if has(&source.text, "^[") {
            source.move_notes();
        }
        if names::may_be_in(&source.text) {
            source.take_out_names();
        }
        if days::may_be_in(&source.text) {
            source.change(|text, pieces, edits, _| days::escape(text, pieces, edits));
        }
        let text = &*source.text;
        let has_sign = has(text, "[!") || has(text, "able:") || has_line_behind_colon(text);
        if has_sign || unread::may_be_in(text) || tables::may_be_in(text) || has_barred_link(text) {
            source.change(|text, pieces, edits, found| {
                callouts::rewrite(text, pieces, edits, found);
                captions::rewrite(text, pieces, edits, found);
                escape_colons(text, pieces, edits);
                escape_bars(text, pieces, edits);
                escape_word_notes(text, pieces, edits);
                unread::report(text, pieces, math, found);
            });
        }
        // What was code may be none any more.
        if !source.shifts.is_empty() {
            source.take_out_comments();
        }
        source
    }

    /// Takes out the comments. The parser says what is code, and they may lead it astray; so it is asked again behind each
    /// that may have done so, and in the end there is none outside of what it takes for code.
    fn take_out_comments(&mut self) {
        if !comments::may_be_in(&self.text) {
            return;
        }
        for round in 0..=2 * DOUBTS {
            let code = if round < 2 * DOUBTS { self.code() } else { CodeRanges::default() };
            let until = if round < DOUBTS && code::may_be_in(&self.text) { Until::Doubt } else { Until::End };
            let pieces = pieces(&self.text, &code, until);
            let before = (self.shifts.len(), self.found.len());
            self.change_pieces(&pieces, take_out_comments);
            if before == (self.shifts.len(), self.found.len()) {
                return;
            }
        }
    }

    fn code(&self) -> CodeRanges {
        CodeRanges::of(&self.text, extensions(self.math))
    }

    fn pieces(&self) -> Vec<Piece> {
        pieces(&self.text, &self.code(), Until::End)
    }

    fn change(&mut self, change: impl FnOnce(&str, &[Piece], &mut Vec<Edit>, &mut Vec<SourceFinding>)) {
        let pieces = self.pieces();
        self.change_pieces(&pieces, change);
    }

    fn change_pieces(
        &mut self,
        pieces: &[Piece],
        change: impl FnOnce(&str, &[Piece], &mut Vec<Edit>, &mut Vec<SourceFinding>),
    ) {
        let (mut edits, mut found) = (Vec::new(), Vec::new());
        change(&self.text, pieces, &mut edits, &mut found);
        for SourceFinding { code, range, message, hint } in found {
            let range = self.original(range.start)..self.original(range.end);
            self.found.push(SourceFinding { code, range, message, hint });
        }
        self.make(edits);
    }

    fn make(&mut self, edits: Vec<Edit>) {
        if !edits.is_empty() {
            let (text, shifts) = apply(&self.text, edits);
            self.text = Cow::Owned(text);
            self.shifts.push(shifts);
        }
    }

    fn take_out_names(&mut self) {
        let mut edits = Vec::new();
        let names = names::take_out(&self.text, &self.pieces(), &mut edits);
        self.names = names.into_iter().map(|name| BlockName { at: self.original(name.at), ..name }).collect();
        self.make(edits);
    }

    /// Puts notes within a line behind the text; before it, where code or HTML that nothing closes would swallow them.
    fn move_notes(&mut self) {
        let mut edits = Vec::new();
        let code = self.code();
        let (pieces, is_open) = (pieces(&self.text, &code, Until::End), code.is_open);
        let (added, moved) = notes::rewrite(&self.text, &pieces, &code, &mut edits);
        if edits.is_empty() {
            return;
        }
        let is_open = is_open || code::ends_in_html(&self.text, extensions(self.math));
        let (mut text, mut shifts) = apply(&self.text, edits);
        let from = if is_open { 0 } else { text.len() };
        let moved = moved.into_iter().map(|(at, was)| (from + at, was as isize - (from + at) as isize));
        if is_open {
            // Code with which the text begins is none of the note's.
            let added = format!("{added}\n{NO_COMMENT}\n\n");
            let length = added.len();
            text.insert_str(0, &added);
            let behind = iter::once((0, 0)).chain(shifts);
            shifts = moved.chain(behind.map(|(at, by)| (at + length, by - length as isize))).collect();
        } else {
            text.push_str(&added);
            shifts.extend(moved);
        }
        self.text = Cow::Owned(text);
        self.shifts.push(shifts);
    }

    /// Whether some words stood in the text before it was made ready.
    pub fn says(&self, words: &str) -> bool {
        has(self.was, words)
    }

    /// Where a byte of the text stood.
    pub fn original(&self, mut at: usize) -> usize {
        for shifts in self.shifts.iter().rev() {
            if let Some(last) = shifts.partition_point(|(from, _)| *from <= at).checked_sub(1) {
                at = at.saturating_add_signed(shifts[last].1);
            }
        }
        // What was put in stands nowhere; its place may be in the middle of a character.
        self.was.floor_char_boundary(at)
    }
}

/// What the parser reads beside CommonMark. Marks and dashes are set by the typesetter, which knows more languages.
pub fn extensions(math: bool) -> Extensions {
    let math = if math { Extensions::ENABLE_MATH } else { Extensions::empty() };
    math | Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_DEFINITION_LIST
        | Extensions::ENABLE_GFM
        | Extensions::ENABLE_WIKILINKS
}

/// Where the words of each line begin, behind the signs of quotes and lists; not of those in code.
pub fn lines(text: &str, math: bool) -> impl Iterator<Item = usize> {
    let pieces = pieces(text, &CodeRanges::of(text, extensions(math)), Until::End);
    pieces.into_iter().filter_map(|piece| if let Piece::Line(_, words) = piece { Some(words) } else { None })
}

/// A text up to the end of its first line.
pub fn first_line(text: &str) -> &str {
    rest_of_line(text, 0)
}

fn has(text: &str, sign: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some()
}

/// The text with its edits made, and what they shift.
fn apply(text: &str, mut edits: Vec<Edit>) -> (String, Shifts) {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut shifts = Vec::with_capacity(edits.len());
    let mut from = 0;
    for Edit { range, by } in edits {
        // What stands in something that is taken out is gone with it.
        if range.start < from {
            continue;
        }
        out.push_str(&text[from..range.start]);
        out.push_str(&by);
        from = range.end;
        shifts.push((out.len(), from as isize - out.len() as isize));
    }
    out.push_str(&text[from..]);
    (out, shifts)
}

/// A value of front matter without its comments, and what is wrong with these. Nothing in it is code.
pub fn without_comments(text: &str) -> (Cow<'_, str>, Option<Wrong>) {
    let mut left = String::new();
    let (mut from, mut wrong, mut ends) = (0, None, comments::Ends::of(text));
    while let Some((start, begun)) = comments::next(text, from, &mut ends) {
        left.push_str(text[from..start].trim_end());
        wrong = begun.told.or(wrong);
        match comments::end(text, start, &begun) {
            Some(end) => from = end,
            None => return (left.into(), Some(Wrong::Unclosed)),
        }
    }
    if from == 0 { (text.into(), None) } else { ((left + &text[from..]).into(), wrong) }
}

/// What is wrong with a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It has no end, so all behind it is left out.
    Unclosed,
    /// Its signs are escaped, or are no longer those that were typed: other programs show what stands between them.
    Typeset,
    /// It is none: an editor has struck these words out.
    Struck,
    /// Nothing closes its bracket, so only its line is left out.
    OneLine,
    /// It holds another one, or its last sign stands once more behind it: other programs show what is between.
    Nested,
    /// It is none: its tag says that nobody is to see it.
    Hidden,
}

/// Takes out comments, but for what those do that stand alone on their lines.
fn take_out_comments(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>, found: &mut Vec<SourceFinding>) {
    let mut line = 0;
    for piece in pieces {
        match piece {
            Piece::Line(_, words) => line = *words,
            Piece::Words(_) => {}
            Piece::Comment(Comment { range, .. }) if text[range.clone()] == *NO_COMMENT => {}
            Piece::Comment(Comment { range, signs, told }) => {
                found.extend(told.map(|told| told_comment(told, range.start..range.start + signs)));
                let edit = without_comment(text, line, range.clone());
                // Words that begin with comments begin behind them.
                line = if text[line.min(range.start)..range.start].trim().is_empty() { edit.range.end } else { line };
                edits.push(edit);
            }
            Piece::Unclosed(range, signs, close) => {
                found.push(SourceFinding {
                    code: Code::UnclosedComment,
                    range: range.start..range.start + signs,
                    message: "this comment has no end, so all that follows it is held back".to_owned(),
                    hint: format!("write `{close}` where it ends; to show the sign itself, put it between backticks"),
                });
                edits.push(Edit { range: range.clone(), by: String::new() });
            }
        }
    }
}

/// What is said of what is held back like a comment, and is none to other programs: they would show it.
fn told_comment(told: Wrong, range: Range<usize>) -> SourceFinding {
    let code = if told == Wrong::OneLine { Code::UnclosedComment } else { Code::HeldBack };
    let (message, hint) = match told {
        Wrong::Hidden => (
            "the tag says that nobody is to see this, and here it would be shown; so it is held back",
            "take it away; or take what hides it out of the tag, where readers are meant to see it",
        ),
        Wrong::Nested => (
            "this comment holds another one, or is closed twice: its first closing sign ends it, and what follows would be \
             shown; it is held back up to the last",
            "take the signs within it away, or take out the whole comment",
        ),
        Wrong::OneLine => (
            "nothing closes the bracket of this comment in its paragraph, so only its line is held back",
            "close the bracket where the comment ends",
        ),
        Wrong::Struck => (
            "an editor has struck these words out, and nobody has settled it; they are held back, and what is put in \
             their place",
            "keep what is meant, and take the signs away; to show the signs themselves, put them between backticks",
        ),
        Wrong::Typeset | Wrong::Unclosed => (
            "this is a comment whose signs are escaped or set as dashes; it is held back all the same",
            "write `<!-- … -->`, or take it away; to show the signs themselves, put them between backticks",
        ),
    };
    SourceFinding { code, range, message: message.to_owned(), hint: hint.to_owned() }
}

/// What stays of a comment in a line whose words begin at byte `line`.
fn without_comment(text: &str, line: usize, comment: Range<usize>) -> Edit {
    // It takes whole lines.
    if text[comment.clone()].ends_with('\n') {
        return Edit { range: comment, by: String::new() };
    }
    let before = &text[line.min(comment.start)..comment.start];
    // No look at the whole line: there may be many comments in it.
    let behind = text[comment.end..].trim_start_matches([' ', '\t']);
    let spaces = text.len() - comment.end - behind.len();
    let (first, last) = (before.trim().is_empty(), behind.is_empty() || behind.starts_with(['\n', '\r']));
    match (first, last) {
        (true, true) => Edit { range: comment, by: NO_COMMENT.to_owned() },
        (true, false) => Edit { range: comment.start..comment.end + spaces, by: String::new() },
        // Two spaces at the end of a line would break it.
        (false, true) => {
            let start = comment.start - (before.len() - before.trim_end().len());
            Edit { range: start..comment.end + spaces, by: String::new() }
        }
        (false, false) => {
            let spaced = before.ends_with([' ', '\t']);
            let doubled = spaced && spaces > 0;
            let left_alone = spaced && spaces == 0 && behind.starts_with([',', '.', ';', ':', '!', '?', ')', ']']);
            let start = if left_alone { line + before.trim_end().len() } else { comment.start };
            Edit { range: start..comment.end + usize::from(doubled), by: String::new() }
        }
    }
}

/// Keeps a colon that begins a line from being taken for the sign of a definition, behind which a space stands.
fn escape_colons(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>) {
    for piece in pieces {
        let Piece::Line(start, at) = piece else { continue };
        let line = rest_of_line(text, *at).trim_end();
        // Alone on its line it is the sign of a definition where what it says stands below it, set in.
        let lead = text[*start..*at].trim_end();
        if line.is_empty() && lead.ends_with(':') && !lead.ends_with("]:") {
            let below = rest_of_line(text, lead::line_end(text, *at));
            if !below.starts_with([' ', '\t']) || below.trim().is_empty() {
                let colon = start + lead.len() - 1;
                edits.push(Edit { range: colon..colon, by: "\\".to_owned() });
            }
        }
        let is_rule_of_table = line.chars().all(|c| matches!(c, ':' | '-' | '|' | ' ' | '\t')) && line.contains('-');
        let is_fence = line.starts_with(":::");
        if line.starts_with(':') && !is_fence && !line[1..].starts_with([' ', '\t']) && !is_rule_of_table {
            edits.push(Edit { range: *at..*at, by: "\\".to_owned() });
        }
    }
}

/// Whether a line begins with a colon: blocks, captions and definitions do.
fn has_line_behind_colon(text: &str) -> bool {
    memchr::memchr_iter(b':', text.as_bytes()).any(|at| {
        let before = text[..at].trim_end_matches([' ', '\t', '>', '-', '*', '+']);
        before.is_empty() || before.ends_with('\n')
    })
}

/// Links by name are frequent, and only those with a bar matter.
fn has_barred_link(text: &str) -> bool {
    let mut rest = text;
    while let Some((name, behind)) = rest.split_once("[[").and_then(|(_, link)| link.split_once("]]")) {
        if name.contains('|') {
            return true;
        }
        rest = behind;
    }
    false
}

/// Keeps the bar of `[[name|words]]` from ending a cell.
fn escape_bars(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>) {
    for piece in pieces {
        let Piece::Words(range) = piece else { continue };
        let words = &text[range.clone()];
        let mut from = 0;
        while let Some(start) = words[from..].find("[[").map(|at| from + at + 2) {
            let Some(end) = words[start..].find("]]").map(|at| start + at) else { break };
            if let Some(bar) = words[start..end].find('|').map(|at| start + at)
                && !words[..bar].ends_with('\\')
                && (words[..start].contains('|') || words[end..].contains('|'))
            {
                edits.push(Edit { range: range.start + bar..range.start + bar, by: "\\".to_owned() });
            }
            from = end;
        }
    }
}

/// Keeps `[[1]](#_ftn1)` from being a link by name.
fn escape_word_notes(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>) {
    for piece in pieces {
        let Piece::Words(range) = piece else { continue };
        let words = &text[range.clone()];
        for (at, _) in words.match_indices("]](#_") {
            let number = words[..at].bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
            if let Some(before) = words[..at - number].strip_suffix("[[") {
                let start = range.start + before.len();
                edits.push(Edit { range: start..start, by: "\\".to_owned() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Source::of(text, false).text.into_owned()
    }

    #[test]
    fn comments_go_and_the_rest_of_their_line_stays() {
        assert_eq!(read("<!-- check --> The ferry stops."), "The ferry stops.");
        assert_eq!(read("It <!-- a --> stops <!-- b\n\nc --> here."), "It stops here.");
        assert_eq!(read("It stops. <!-- a -->\nNext"), "It stops.\nNext");
        assert_eq!(read("<!-- a --> <!-- b -->\n\nOne"), "<!---->\n\nOne");
        assert_eq!(read("- <!-- a --> One\n> <!-- b --> Two"), "- One\n> Two");
        assert_eq!(read("[@a <!-- page? -->, p. 3]"), "[@a, p. 3]");
        assert_eq!(read("> <!-- a\nb -->\n\nText"), "> <!---->\n\nText");
        assert_eq!(read("One {/* a\n\nb */} two {# c #} three"), "One two three");
        assert_eq!(read("{% comment %}a{% endcomment %} One"), "One");
        assert_eq!(read("One {{/* a */}} two"), "One two");
        assert_eq!(read("## One {#id} 5%% {/x"), "## One {#id} 5%% {/x");
        for open in ["<!-- two\nthree", "%% two", "{/* two", "{{/* two", "{# two\n\n# }"] {
            assert_eq!(read(&format!("One {open}")), "One ", "nothing behind it is for anybody");
            assert_eq!(Source::of(&format!("One {open}"), false).found.len(), 1);
        }
    }

    #[test]
    fn values_of_front_matter_lose_their_comments_too() {
        for (value, left, wrong) in [
            ("B <!-- ask --> C", "B C", None),
            ("B %% ask %% C <!-- ask -->", "B C", None),
            ("B <!-- ask", "B", Some(Wrong::Unclosed)),
            ("<!-- a --> B", " B", None),
            ("5%% of 10%%", "5%% of 10%%", None),
            ("B {# ask #} C {/* ask */}", "B C", None),
            ("B %% ask", "B", Some(Wrong::Unclosed)),
            ("B {# ask", "B", Some(Wrong::Unclosed)),
            ("`<!-- a -->`", "``", None),
            ("B <!-- a <!-- b --> ask --> C", "B C", Some(Wrong::Nested)),
            ("B <!-- a --> b ask --> C", "B C", Some(Wrong::Nested)),
            ("B <!-- a <!-- b --> C", "B C", None),
            ("B <!— ask —> C <!-- ask -->", "B C", Some(Wrong::Typeset)),
        ] {
            assert_eq!(without_comments(value), (left.into(), wrong));
        }
    }

    #[test]
    fn what_stands_in_code_is_no_comment() {
        for same in [
            "`<!-- a -->` b",
            "``a ` <!-- b --> c`` d",
            "```\na <!-- b -->\n```",
            "> ~~~ html\n> a <!-- b -->\n> ~~~",
            "Text:\n\n    a <!-- b --> c",
        ] {
            assert_eq!(read(same), same);
        }
        assert_eq!(read("> ```\n> a\n\nb <!-- c --> d"), "> ```\n> a\n\nb d", "a quote ends its code");
        assert_eq!(read("- a\n\n    <!-- b --> c"), "- a\n\n    c", "in a list this is no code");
        assert_eq!(read("a ` b <!-- c --> d"), "a ` b d", "a sign without its like begins no code");
    }

    /// Whatever stands around them: outside of what the parser takes for code no comment is left.
    #[test]
    fn no_comment_is_left_outside_of_code() {
        const PARTS: [&str; 30] = [
            "`",
            "``",
            "```\n",
            "~~~\n",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "- ",
            "1. ",
            "> ",
            "# ",
            "| a | b |\n|---|---|\n",
            " | ",
            "<!-- s -->",
            "%% s %%",
            "{>> s <<}",
            "<!-- s\n\n    s -->",
            "%% `s\n```\n- s %%",
            "words ",
            "it`s ",
            "\\",
            "<b>",
            "[a](b`c) ",
            "<https://a.example/`> ",
            "[^a]: ",
            ": ",
            "***\n",
            "::: note\n",
            "^[a `b` c]",
        ];
        let mut random = fastrand::Rng::with_seed(4);
        for _ in 0..4000 {
            let parts = (0..random.usize(2..16)).map(|_| PARTS[random.usize(..PARTS.len())]);
            let text: String = parts.collect();
            let source = Source::of(&text, false);
            let left = pieces(&source.text, &source.code(), Until::End);
            let is_left = |piece: &Piece| match piece {
                Piece::Comment(comment) => source.text[comment.range.clone()] != *NO_COMMENT,
                piece => matches!(piece, Piece::Unclosed(..)),
            };
            assert!(!left.iter().any(is_left), "{text:?} became {:?}", source.text);
        }
    }

    #[test]
    fn bytes_lead_back_to_where_they_stood() {
        let text = "a <!-- b --> c\n\n:d: e [[f|g]] | h";
        let source = Source::of(text, false);
        assert_eq!(source.text, "a c\n\n\\:d: e [[f\\|g]] | h");
        for sign in ["a", "c", "d", "e", "f", "g", "h"] {
            let at = source.text.find(sign).unwrap();
            assert_eq!(&text[source.original(at)..][..1], sign);
        }
    }
}
