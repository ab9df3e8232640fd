//! Comments: what is written for nobody, between the signs that many programs have for it.

use std::ops::Range;

use ahash::HashMap;

use super::attributes::{self, Told};
use super::hidden::{self, Tracked};
use super::lead::{Fence, length_of_lead, line_end};
use super::nested;
use super::{NO_COMMENT, Wrong};

/// The signs that one begins and ends with: in HTML, in Obsidian, CriticMarkup, MDX, Hugo, Blade, Handlebars, Jinja, Liquid,
/// Smarty, JSP, ERB, FreeMarker, Razor, kramdown and TeX. Of two that begin alike the longer one stands first.
const COMMENTS: [Sign; 29] = [
    Sign("<!--", "-->", When::Always),
    Sign("%%", "%%", When::Always),
    Sign("{>>", "<<}", When::Always),
    Sign("{--", "--}", When::Struck),
    Sign("{~~", "~~}", When::Struck),
    Sign("{/*", "*/}", When::Always),
    Sign("{{/*", "*/}}", When::Always),
    Sign("{{- /*", "*/ -}}", When::Always),
    Sign("{{!--", "--}}", When::Always),
    Sign("{{--", "--}}", When::Always),
    Sign("{{!", "}}", When::Always),
    Sign("{{< comment", "{{< /comment >}}", When::Always),
    Sign("{{% comment", "{{% /comment %}}", When::Always),
    Sign("{{<comment", "{{< /comment >}}", When::Always),
    Sign("{{<  comment", "{{< /comment >}}", When::Always),
    Sign("{#", "#}", When::Spaced),
    Sign("{* ", "*}", When::Ended),
    Sign("{% comment", "{% endcomment %}", When::Always),
    Sign("{%comment", "{% endcomment %}", When::Always),
    Sign("{%-comment", "{% endcomment %}", When::Always),
    Sign("{%- comment", "{%- endcomment -%}", When::Always),
    Sign("<%--", "--%>", When::Always),
    Sign("<%#", "%>", When::Always),
    Sign("<#--", "-->", When::Always),
    Sign("@*", "*@", When::Ended),
    Sign("{::comment}", "{:/comment}", When::Always),
    Sign("\\begin{comment}", "\\end{comment}", When::Always),
    Sign("\\iffalse", "\\fi", When::Always),
    Sign("<comment>", "</comment>", When::Always),
];

/// What a comment begins with, what ends it, and when that is one.
struct Sign(&'static str, &'static str, When);

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    /// With a space behind it, or a hyphen; or where the very next brace closes it. Else it may be the name of a place.
    Spaced,
    /// Where it is ended soon.
    Ended,
    /// Where it is ended, however far behind: it holds words that an editor has struck out.
    Struck,
}

/// How far behind the beginning the end of what only counts when it is ended may stand.
const SOON: usize = 4096;

/// How a comment begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// How many bytes its first signs take.
    pub length: usize,
    /// What ends it.
    pub close: &'static str,
    /// What is to be said of it.
    pub told: Option<Wrong>,
    /// Where it ends, if that is known already.
    end: Option<usize>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub range: Range<usize>,
    /// How long its first signs are.
    pub signs: usize,
    /// What is to be said of it.
    pub told: Option<Wrong>,
}

/// Where the signs that end comments stand next: each is looked for once, however many comments begin before it.
pub struct Ends<'t> {
    text: &'t str,
    /// For each sign from where on it was looked for, and where it stands.
    known: HashMap<&'static str, (usize, Option<usize>)>,
    /// The words in brackets that nobody is to see.
    tracked: Option<Tracked>,
}

impl<'t> Ends<'t> {
    pub fn of(text: &'t str) -> Ends<'t> {
        Ends { text, known: HashMap::default(), tracked: None }
    }

    /// Where a sign stands next, from a byte on.
    pub fn next(&mut self, sign: &'static str, from: usize) -> Option<usize> {
        if let Some((asked, found)) = self.known.get(sign)
            && *asked <= from
            && found.is_none_or(|at| from <= at)
        {
            return *found;
        }
        let found = self.text[from..].find(sign).map(|at| from + at);
        self.known.insert(sign, (from, found));
        found
    }

    /// The words in brackets at a byte that Word has struck out or remarked, or that attributes hide.
    fn tracked(&mut self, at: usize) -> Option<(Range<usize>, Told)> {
        let tracked = self.tracked.get_or_insert_with(|| hidden::tracked(self.text));
        tracked.get(&at).cloned()
    }
}

/// Whether a text may hold one; what stands for one that was taken out is none.
pub fn may_be_in(text: &str) -> bool {
    let mut ends = Ends::of(text);
    let mut from = 0;
    while let Some((at, _)) = next(text, from, &mut ends) {
        if !text[at..].starts_with(NO_COMMENT) {
            return true;
        }
        from = at + NO_COMMENT.len();
    }
    let mut start = 0;
    text.split_inclusive('\n').any(|line| {
        let words = start + length_of_lead(line);
        start += line.len();
        on_lines(text, start - line.len(), words, &mut ends).is_some()
    })
}

/// Whether a comment may begin with a byte; the last one is the first of `＜`.
pub fn may_begin(byte: u8) -> bool {
    matches!(byte, b'<' | b'%' | b'{' | b'\\' | b'&' | b'@' | b'[' | 0xef)
}

/// Where the next comment begins, from a byte on, and how.
pub fn next(text: &str, from: usize, ends: &mut Ends) -> Option<(usize, Begun)> {
    let behind = text.as_bytes()[from..].iter().zip(from..);
    let signs = behind.filter(|(byte, _)| may_begin(**byte)).map(|(_, at)| at);
    let mut begins = signs.filter(|at| text.is_char_boundary(*at));
    begins.find_map(|at| Some((at, begun_at(text, at, ends)?)))
}

/// The comment that begins at a byte. Behind a figure `%%` is no remark, but a percentage.
pub fn begun_at(text: &str, at: usize, ends: &mut Ends) -> Option<Begun> {
    let rest = &text[at..];
    let Some(Sign(open, close, when)) = COMMENTS.iter().find(|Sign(open, ..)| rest.starts_with(open)) else {
        let told = Some(Wrong::Typeset);
        let typeset = typeset(rest).map(|length| Begun { length, close: "-->", told, end: None });
        return typeset.or_else(|| hidden_at(text, at, ends));
    };
    let inside = at + open.len();
    let (before, behind) = (text[..at].chars().next_back(), &text[inside..]);
    let is_one = match when {
        When::Always => !(is_other_word(open, behind) || *open == "%%" && is_percentage(text, at)),
        When::Spaced => {
            before != Some('{')
                && ([" ", "- ", "\n"].iter().any(|space| behind.starts_with(space))
                    || is_ended_in_braces(behind, close))
        }
        When::Ended => {
            !before.is_some_and(char::is_alphanumeric)
                && ends.next(close, inside).is_some_and(|end| end - inside <= SOON)
        }
        // `{--}` and `{---}` are dashes of TeX.
        When::Struck => !behind.trim_start_matches(['-', '~']).starts_with('}') && ends.next(close, inside).is_some(),
    };
    let told = (*when == When::Struck).then_some(Wrong::Struck);
    // Words that were struck out hold no others.
    let end = if is_one && told.is_none() {
        nested::end(text, at, (open, close), |from| ends.next(close, from))
    } else {
        None
    };
    is_one.then_some(Begun { length: open.len(), close, told: told.or(end.map(|_| Wrong::Nested)), end })
}

/// What begins at a byte, and other programs hide.
fn hidden_at(text: &str, at: usize, ends: &mut Ends) -> Option<Begun> {
    match text.as_bytes()[at] {
        b'<' => hidden::element(&text[at..]).map(|(length, end)| {
            let end = end.map(|end| at + end);
            Begun { length, close: "</…>", told: Some(Wrong::Hidden), end }
        }),
        b'[' => {
            let (range, told) = ends.tracked(at)?;
            Some(Begun { length: 1, close: "}", told, end: Some(range.end) })
        }
        _ => None,
    }
}

/// Whether `%%` at a byte is one of hundred: behind a figure, and not right before a remark that ends in the same line.
fn is_percentage(text: &str, at: usize) -> bool {
    let before = &text[..at];
    if before.ends_with('%') {
        return true;
    }
    let is_remark = || {
        let behind = soon(&text[at + 2..]).lines().next().unwrap_or_default();
        before.ends_with(' ') && behind.starts_with(char::is_alphabetic) && behind.contains("%%")
    };
    before.trim_end_matches(' ').ends_with(char::is_numeric) && !is_remark()
}

/// As much of a text as may stand before what ends a comment that only counts where it is ended.
fn soon(text: &str) -> &str {
    &text[..text.floor_char_boundary(SOON)]
}

/// Whether the word goes on: `{% comments %}`.
fn is_other_word(open: &str, behind: &str) -> bool {
    open.ends_with(|c: char| c.is_alphabetic()) && behind.starts_with(char::is_alphanumeric)
}

/// Whether the next brace is that of the sign that closes.
fn is_ended_in_braces(behind: &str, close: &str) -> bool {
    let end = behind.find(['{', '}', '\n']);
    end.is_some_and(|end| behind[end..].starts_with('}') && behind[..=end].ends_with(close) && end > 1)
}

/// Where a comment ends that begins at a byte.
pub fn end(text: &str, at: usize, begun: &Begun) -> Option<usize> {
    if begun.end.is_some() {
        return begun.end;
    }
    if begun.told == Some(Wrong::Typeset) {
        let opens_with_two = !text[at..at + begun.length].ends_with("!-");
        return typeset_end(text, at + begun.length, 1 + usize::from(opens_with_two));
    }
    // `<!-->` is a whole one.
    let inside = at + if begun.close == "-->" { 2 } else { begun.length };
    if begun.close == "\\fi" {
        let mut ends = text[inside..].match_indices(begun.close).map(|(at, end)| inside + at + end.len());
        return ends.find(|end| !text[*end..].starts_with(|c: char| c.is_ascii_alphabetic()));
    }
    // Some end in more ways than one, with or without spaces.
    let (sign, last) = match begun.close {
        "{:/comment}" => ("{:/", "}"),
        "*/ -}}" | "*/}}" => ("*/", "}}"),
        close if close.contains("/comment ") => ("/comment", "}}"),
        close if close.contains("endcomment") => ("endcomment", "%}"),
        close => (close, ""),
    };
    let end = inside + text[inside..].find(sign)? + sign.len();
    Some(end + text[end..].find(last)? + last.len())
}

/// How long the signs are with which a text begins a comment that nobody would take for one: `\<!--`, `&lt;!--`, `<!—`,
/// `<!–-`, `<! --`; or `<!-`, where `->` ends it soon.
fn typeset(text: &str) -> Option<usize> {
    let sign = OPENS.into_iter().find(|sign| text.starts_with(sign))?;
    let rest = &text[sign.len()..];
    let rest = rest.strip_prefix('\\').unwrap_or(rest).strip_prefix('!')?;
    let (mut rest, mut dashes) = (rest.trim_start_matches(' '), 0);
    while let Some((weight, behind)) = first_dash(rest).filter(|_| dashes < 2) {
        (dashes, rest) = (dashes + weight, behind);
    }
    let length = text.len() - rest.len();
    let is_one = dashes > 1 || dashes == 1 && typeset_end(soon(text), length, 1).is_some();
    is_one.then_some(length)
}

/// The dash that a text begins with: for how many hyphens it stands, and what is behind it.
fn first_dash(text: &str) -> Option<(usize, &str)> {
    let text = text.strip_prefix('\\').unwrap_or(text);
    if let Some(behind) = DASHES.into_iter().find_map(|dash| text.strip_prefix(dash)) {
        return Some((1, behind));
    }
    let dash = text.chars().next()?;
    Some((dash_weight(dash)?, &text[dash.len_utf8()..]))
}

/// How programs and people write the sign that opens a comment; and its dashes, where these are references.
const OPENS: [&str; 10] = ["\\<", "&lt;", "&LT;", "&#60;", "&#x3c;", "&#x3C;", "&#X3C;", "< ", "＜", "<"];
const DASHES: [&str; 3] = ["&#45;", "&#x2d;", "&#x2D;"];
/// The sign that closes one.
const CLOSES: [&str; 7] = ["&gt;", "&GT;", "&#62;", "&#x3e;", "&#x3E;", "＞", ">"];

/// Where such a comment ends, from a byte within it, with a sign before which stand as many dashes.
fn typeset_end(text: &str, from: usize, wanted: usize) -> Option<usize> {
    // The first byte of the wide sign is that of many others.
    memchr::memchr3_iter(b'>', b'&', 0xef, &text.as_bytes()[from..]).map(|at| from + at).find_map(|at| {
        let sign = CLOSES.into_iter().find(|sign| text[at..].starts_with(sign))?;
        let mut before = text[from..at].trim_end_matches(['\\', ' ']);
        let mut dashes = 0;
        while dashes < wanted {
            if let Some(rest) = DASHES.into_iter().find_map(|dash| before.strip_suffix(dash)) {
                (dashes, before) = (dashes + 1, rest);
                continue;
            }
            let dash = before.chars().next_back()?;
            dashes += dash_weight(dash)?;
            before = before[..before.len() - dash.len_utf8()].trim_end_matches('\\');
        }
        Some(at + sign.len())
    })
}

/// For how many hyphens a dash stands: programs make one of two.
fn dash_weight(c: char) -> Option<usize> {
    match c {
        '-' | '\u{2010}' | '\u{2011}' | '−' => Some(1),
        '–' | '—' => Some(2),
        _ => None,
    }
}

/// The comment that begins with a line whose words stand at byte `words`: `/* … */` alone on its lines, `[//]: # (…)`,
/// `::: comment`. And where it has no end, the sign that would end it.
pub fn on_lines(text: &str, start: usize, words: usize, ends: &mut Ends) -> Option<(Comment, Option<&'static str>)> {
    let line = text[words..line_end(text, words)].trim_end();
    let whole = |signs: usize, close: &'static str, end: Option<usize>| {
        let comment = Comment { range: words..end.unwrap_or(text.len()), signs, told: None };
        (comment, end.is_none().then_some(close))
    };
    match line.as_bytes() {
        [b'/', b'*', ..] => {
            let nested = nested::end(text, words, ("/*", "*/"), |from| ends.next("*/", from));
            let end = nested.or_else(|| ends.next("*/", words + 2).map(|end| end + 2));
            let is_one = match end {
                Some(end) => text[end..line_end(text, end)].trim().is_empty(),
                None => line[2..].is_empty() || line[2..].starts_with([' ', '\t']),
            };
            let (comment, close) = is_one.then(|| whole(2, "*/", end))?;
            Some((Comment { told: nested.map(|_| Wrong::Nested), ..comment }, close))
        }
        [b'#', b'+', ..] if line.eq_ignore_ascii_case("#+begin_comment") => {
            Some(whole(line.len(), "#+END_COMMENT", end_of_org(text, line_end(text, words))))
        }
        [b'[', ..] => remark(line).map(|rest| {
            let (end, is_closed) = end_of_remark(text, words, rest);
            // Within a paragraph no empty line may be left.
            let is_within = text[start..words].trim_matches(['>', ' ', '\t']).is_empty() && !is_behind_gap(text, start);
            let range = if is_within { start..line_end(text, end) } else { words..end };
            (Comment { range, signs: line.len(), told: (!is_closed).then_some(Wrong::OneLine) }, None)
        }),
        [b':', b':', b':', ..] => attributes::of_block(line).hidden().map(|told| {
            let (comment, close) = whole(3, ":::", end_of_block(text, words));
            (Comment { told, ..comment }, close)
        }),
        _ => None,
    }
}

/// Where the line ends that ends a comment of Org, from a byte on.
fn end_of_org(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    text[from..].split_inclusive('\n').find_map(|line| {
        at += line.len();
        let bare = line.trim_matches(['>', ' ', '\t', '\r', '\n']);
        bare.eq_ignore_ascii_case("#+end_comment").then(|| at - (line.len() - line.trim_end().len()))
    })
}

/// What stands behind the name of a link that leads nowhere, by which Markdown has comments: `[//]: # (words)`.
fn remark(line: &str) -> Option<&str> {
    let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let (to, words) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let is_nowhere = matches!(to, "#" | "<>" | "<#>" | "<.>");
    let name = label.trim().to_lowercase();
    let is_known = matches!(&*name, "" | "//" | "#" | "_" | "comment" | "comments" | "hidden");
    let is_one = is_nowhere && (is_known || !words.is_empty()) || is_known && !to.contains(['/', '.']);
    (is_one && !label.starts_with('^') && !label.contains('[')).then_some(words.trim())
}

/// No such comment is longer: many of them in one paragraph each look for their bracket.
const LONGEST_REMARK: usize = 4 << 10;

/// Where such a comment ends: with its line, or with that in which the bracket closes that its words begin with, in its
/// paragraph. And whether it does close: else nobody knows how far it was meant to go.
fn end_of_remark(text: &str, at: usize, words: &str) -> (usize, bool) {
    let first = line_end(text, at);
    let trimmed = |end: usize| at + text[at..end].trim_end().len();
    let Some(open) = words.chars().next().filter(|c| matches!(c, '(' | '"' | '\'')) else {
        return (trimmed(first), true);
    };
    let mut depth = 1;
    let mut closes = |line: &str| {
        line.chars().any(|c| {
            match (open, c) {
                ('(', '(') => depth += 1,
                ('(', ')') => depth -= 1,
                (quote, c) if quote == c => depth -= 1,
                _ => {}
            }
            depth == 0
        })
    };
    let (mut end, mut is_closed) = (first, closes(&words[1..]));
    while !is_closed && end < text.len() && end - at < LONGEST_REMARK {
        let next = line_end(text, end);
        let line = text[end..next].trim_matches(['>', ' ', '\t', '\r', '\n']);
        if line.is_empty() {
            break;
        }
        is_closed = closes(line);
        end = next;
    }
    if is_closed { (trimmed(end), true) } else { (trimmed(first), false) }
}

/// Whether the line before a byte that begins one is empty.
fn is_behind_gap(text: &str, start: usize) -> bool {
    let above = text[..start].strip_suffix('\n').and_then(|above| above.rsplit('\n').next());
    above.is_none_or(|above| above.trim_matches(['>', ' ', '\t', '\r']).is_empty())
}

/// Where the block between colons ends that begins at a byte: other blocks may stand in it, and code, whose colons are none.
fn end_of_block(text: &str, at: usize) -> Option<usize> {
    let (mut start, mut depth, mut fence) = (at, 0, None);
    while start < text.len() {
        let next = line_end(text, start);
        let line = text[start..next].trim_matches(['>', ' ', '\t', '\r', '\n']);
        match &fence {
            Some(open) if Fence::is_ended_by(open, line) => fence = None,
            Some(_) => {}
            None => fence = Fence::begun_by(line),
        }
        if let Some(name) = line.strip_prefix(":::").filter(|_| fence.is_none()) {
            let is_end = name.trim_matches(':').trim().is_empty();
            depth = if is_end { depth - 1 } else { depth + 1 };
            if depth == 0 {
                return Some(start + text[start..next].trim_end().len());
            }
        }
        start = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::markdown::source::Source;

    fn read(text: &str) -> String {
        Source::of(text, false).text.into_owned()
    }

    #[test]
    fn comments_of_many_programs_go() {
        for secret in [
            "<%-- s --%>",
            "{{!-- s --}}",
            "{{! s }}",
            "{::comment}s{:/comment}",
            "{::comment}s{:/}",
            "{%- comment -%}s{%- endcomment -%}",
            "{% comment \"s\" %}s{% endcomment %}",
            "\\begin{comment}s\\end{comment}",
            "<comment>s</comment>",
            "\\<!-- s -->",
            "\\<!\\-\\- s \\-\\-\\>",
            "&lt;!-- s --&gt;",
            "<!— s —>",
            "<!–- s -->",
            "<!–– s ––>",
        ] {
            assert_eq!(read(&format!("One {secret} two")), "One two", "{secret}");
        }
        for typeset in ["\\<!-- s -->", "&lt;!-- s --&gt;", "<!— s —>", "<!— s"] {
            assert_eq!(Source::of(typeset, false).found.len(), 1, "{typeset}");
        }
    }

    #[test]
    fn comments_of_whole_lines_go_and_tear_nothing() {
        for (text, left) in [
            ("One\n[//]: # (s)\ntwo", "One\ntwo"),
            ("One\n[//]: # (s (x) s)\ntwo", "One\ntwo"),
            ("One\n[//]: # (s\ns)\ntwo", "One\ntwo"),
            ("- One\n  [comment]: # s\n  - two", "- One\n  - two"),
            ("> One\n> [//]: # \"s\"\n> two", "> One\n> two"),
            ("One\n\n[//]: <> (s)\n\ntwo", "One\n\n<!---->\n\ntwo"),
            ("/* s\ns */\n\nOne", "<!---->\n\nOne"),
            ("::: comment\ns\n\n::: note\ns\n:::\n:::\n\nOne", "<!---->\n\nOne"),
            ("::: {.content-hidden when-format=\"html\"}\ns\n:::\n\nOne", "<!---->\n\nOne"),
            ("::: {.content-hidden unless-format='pdf'}\ns\n:::\n\nOne", "<!---->\n\nOne"),
        ] {
            assert_eq!(read(text), left, "{text}");
        }
        for same in [
            "/* one */ two",
            "[one]: https://a.example/ \"two\"",
            "{% comments %}",
            "`\\<!-- one -->`",
            "```\n[//]: # (one)\n```",
            "one <! two",
            "<!- one",
            "3{--}5 and 4{--}6, 7{---}8 and 9{---}10",
        ] {
            assert_eq!(read(same), same);
        }
    }
}
