//! How what this program does not read looks in the words of a line: each gives the first of its kind.

use std::borrow::Cow;
use std::ops::Range;

use super::attributes;

/// Words with addresses blotted out: they hold all signs.
pub fn without_addresses(words: &str) -> Cow<'_, str> {
    if !words.contains("://") {
        return words.into();
    }
    let blotted = |word: &str| if word.contains("://") { " ".repeat(word.len()) } else { word.to_owned() };
    words.split_inclusive(char::is_whitespace).map(blotted).collect()
}

/// Words with formulas blotted out, which have signs of their own. `is_open`: one goes on from the line before.
pub fn without_formulas(words: &str, is_open: &mut bool) -> String {
    let mut left = String::with_capacity(words.len());
    let mut rest = words;
    while !rest.is_empty() {
        let (kept, length) = match (*is_open, rest.find('$')) {
            (true, _) => (0, rest.find("$$").map_or(rest.len(), |end| end + 2)),
            (false, None) => (rest.len(), 0),
            (false, Some(at)) if rest[at..].starts_with("$$") => (at, 2),
            (false, Some(at)) => (at, rest[at + 1..].find('$').map_or(1, |end| end + 2)),
        };
        left.push_str(&rest[..kept]);
        left.push_str(&" ".repeat(length));
        let blotted = &rest[kept..kept + length];
        *is_open = if *is_open { !blotted.ends_with("$$") } else { blotted == "$$" };
        rest = &rest[kept + length..];
    }
    left
}

/// The first stretch between two signs, with something in it.
pub fn between(words: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = words.find(open)?;
    let inside = start + open.len();
    match words[inside..].find(close) {
        Some(0) => None,
        Some(length) => Some(start..inside + length + close.len()),
        // Display mathematics may go on over lines.
        None => (open == "$$").then_some(start..inside),
    }
}

/// `==…==`, close to its words; or what begins one that goes on in the next line.
pub fn mark(words: &str) -> Option<Range<usize>> {
    let Some(range) = between(words, "==", "==") else {
        let start = words.find("==")?;
        let opens = words[..start].trim().is_empty() || words[..start].ends_with([' ', '(']);
        return (opens && words[start + 2..].starts_with(char::is_alphanumeric)).then_some(start..start + 2);
    };
    let inside = &words[range.start + 2..range.end - 2];
    let is_edited = words[..range.start].ends_with('{');
    (inside.trim() == inside && !inside.starts_with('=') && !is_edited).then_some(range)
}

/// Whether `{name}` stands here, right before code: how MyST calls a role.
pub fn is_role(bytes: &[u8]) -> bool {
    let name = bytes[1..].iter().take_while(|byte| byte.is_ascii_lowercase() || b":-".contains(byte)).count();
    // The words of a line end where its code begins.
    name > 1 && bytes.get(1 + name) == Some(&b'}') && matches!(bytes.get(2 + name), None | Some(b'`'))
}

/// `{ref}` or `:ref:` before code, at the end of some words.
pub fn role(words: &str) -> Option<Range<usize>> {
    let of_myst = || words.rfind('{').filter(|start| is_role(&words.as_bytes()[*start..]));
    let of_rest = || {
        let role = words.rsplit(|c: char| c.is_whitespace() || c == '(').next()?;
        let name = role.strip_prefix(':')?.strip_suffix(':')?;
        (name.starts_with(|c: char| c.is_ascii_lowercase()) && is_name(name)).then(|| words.len() - role.len())
    };
    of_myst().or_else(of_rest).map(|start| start..words.len())
}

/// Whether a word is made of the signs of which names in programs are.
fn is_name(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b":-+._".contains(&b))
}

/// `.. note::` at the beginning of a line, as reStructuredText has it.
pub fn directive(words: &str) -> Option<Range<usize>> {
    let name = words.strip_prefix(".. ")?;
    let length = name.find("::").filter(|end| name[..*end].chars().all(|c| c.is_alphanumeric() || "-_".contains(c)))?;
    (length > 0).then_some(0..3 + length + 2)
}

/// `{quote}`, `{code:rust}`, `{color:red}` and the like, `bq. ` at the beginning of a line, `!map.png!` or `[~name]`, as Jira
/// and Confluence have them (Atlassian, "Text Formatting Notation Help").
pub fn of_jira(words: &str) -> Option<Range<usize>> {
    if words.starts_with("bq. ") {
        return Some(0..3);
    }
    if let Some(place) = picture_of_jira(words).or_else(|| name_of_jira(words)) {
        return Some(place);
    }
    let at = words.match_indices('{').map(|(at, _)| at).find(|at| is_of_jira(&words.as_bytes()[*at..]))?;
    let length = words[at..].find(['}', '\n']).map_or(1, |end| end + 1);
    Some(at..at + length)
}

/// `!map.png!` or `!map.png|thumbnail!`.
fn picture_of_jira(words: &str) -> Option<Range<usize>> {
    words.match_indices('!').map(|(at, _)| at).find_map(|at| {
        let inside = near(words, at + 1).1;
        let inside = &inside[..inside.find('!')?];
        let (_, ending) = inside.split('|').next()?.rsplit_once('.')?;
        let is_begun = words[..at].is_empty() || words[..at].ends_with(char::is_whitespace);
        (is_begun && is_ending(ending) && !inside.starts_with(' ')).then_some(at..at + inside.len() + 2)
    })
}

/// `[~name]`, somebody who is to be told.
fn name_of_jira(words: &str) -> Option<Range<usize>> {
    words.match_indices("[~").map(|(at, _)| at).find_map(|at| {
        let inside = near(words, at + 2).1;
        let name = &inside[..inside.find(']')?];
        let is_name = name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || ".-_:@".contains(c))
            && !is_of_link(&inside[name.len() + 1..]);
        is_name.then_some(at..at + name.len() + 3)
    })
}

/// `#+TITLE: words` or `#+BEGIN_QUOTE` at the beginning of a line (The Org Manual, "In-buffer Settings").
pub fn of_org(words: &str) -> Option<Range<usize>> {
    let rest = words.strip_prefix("#+")?;
    let length = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '_').unwrap_or(rest.len());
    let (name, behind) = rest.split_at(length);
    let is_block = ["begin_", "end_"].iter().any(|start| name.to_ascii_lowercase().starts_with(start));
    (is_block || (length > 1 && behind.starts_with(':'))).then_some(0..2 + length)
}

/// So long may a field of a reference manager be, in bytes.
const LONGEST_FIELD: usize = 200;

/// `ADDIN ZOTERO_ITEM …`, what is left of a field of Word; `{Doe, 2020 #12}` of EndNote; `{ | Doe, 2020 | p. 3 | |zu:…}` of
/// Zotero's scan for OpenDocument.
pub fn of_manager(words: &str) -> Option<Range<usize>> {
    if let Some(at) = words.find("ADDIN ") {
        let name = words[at + 6..].split(' ').next().unwrap_or_default();
        let is_one = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(['_', '.']);
        return is_one.then_some(at..at + 6 + name.len());
    }
    let at = words.match_indices('{').map(|(at, _)| at).find(|at| is_of_manager(&words.as_bytes()[*at..]))?;
    Some(at..at + words[at..].find('}')? + 1)
}

/// Whether such a field begins here, with its brace.
pub fn is_of_manager(bytes: &[u8]) -> bool {
    let near = &bytes[1..bytes.len().min(LONGEST_FIELD)];
    let is_begun =
        near.starts_with(b" | ") || near.first().is_some_and(|byte| byte.is_ascii_uppercase() || *byte > 127);
    let Some(end) = near.iter().position(|byte| *byte == b'}').filter(|_| is_begun) else { return false };
    let inside = &near[..end];
    let is_number = |two: &[u8]| two[0] == b'#' && two[1].is_ascii_digit();
    let is_year = |six: &[u8]| six.starts_with(b", ") && six[2..].iter().all(u8::is_ascii_digit);
    let is_of_endnote = inside.windows(6).any(is_year) && inside.windows(2).any(is_number);
    is_of_endnote || (inside.starts_with(b" | ") && inside.iter().filter(|byte| **byte == b'|').count() > 3)
}

/// Whether such a mark begins here, with its brace.
pub fn is_of_jira(bytes: &[u8]) -> bool {
    const NAMES: [&[u8]; 11] =
        [b"quote", b"code", b"noformat", b"panel", b"color", b"info", b"tip", b"warning", b"expand", b"toc", b"anchor"];
    NAMES.iter().any(|name| match bytes[1..].strip_prefix(*name) {
        Some([b'}', ..]) => true,
        Some([b':', rest @ ..]) => !rest.starts_with(b" "),
        _ => false,
    })
}

/// `++…++`, close to its words.
pub fn inserted(words: &str) -> Option<Range<usize>> {
    let range = between(words, "++", "++")?;
    let inside = &words[range.start + 2..range.end - 2];
    let stands_alone = !words[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == '{')
        && !words[range.end..].starts_with(char::is_alphanumeric);
    (stands_alone && inside.trim() == inside && !inside.starts_with('+')).then_some(range)
}

/// `##Title`, at the beginning of a line.
pub fn close_heading(words: &str) -> Option<Range<usize>> {
    let title = words.trim_start_matches('#');
    let signs = words.len() - title.len();
    ((2..=6).contains(&signs) && title.starts_with(char::is_alphanumeric)).then_some(0..words.trim_end().len())
}

/// `#. ` or `(@) ` at the beginning of a line, by which Pandoc counts.
pub fn counted(words: &str) -> Option<Range<usize>> {
    let (mark, rest) = words.split_once(' ')?;
    // With a label, `(@ports)`, it may be a source that is named.
    (matches!(mark, "#." | "(@)") && !rest.trim().is_empty()).then_some(0..mark.len())
}

/// `[/] ` and its like at the beginning of an item.
pub fn odd_task(words: &str) -> Option<Range<usize>> {
    let sign = words.strip_prefix('[')?.chars().next().filter(|sign| "/-<>!?*~\"".contains(*sign))?;
    (words[1 + sign.len_utf8()..].starts_with("] ")).then_some(0..3)
}

/// What begins and ends the marks of CriticMarkup, doubled.
pub const EDITED: [u8; 2] = *b"+=";

/// `{++in++}`, `{==this==}`. What is struck out, and remarks, have been taken out.
pub fn edited(words: &str) -> Option<Range<usize>> {
    let marks = [("{++", "++}"), ("{==", "==}")];
    marks.into_iter().filter_map(|(open, close)| between(words, open, close)).min_by_key(|place| place.start)
}

/// The bullet of a word processor at the beginning of a line: also those of the fonts of signs of Windows.
pub fn bullet(words: &str) -> Option<Range<usize>> {
    const BULLETS: &str = "•·‣▪●◦■⁃∙⦁○□▫◆◇❖►▶▸▹➢➤➔✓✔✗✘✦";
    let line = words.trim_start();
    let behind = line.strip_prefix(|c: char| BULLETS.contains(c) || ('\u{f020}'..='\u{f0ff}').contains(&c))?;
    let from = words.len() - line.len();
    behind.starts_with(char::is_whitespace).then_some(from..words.len() - behind.len())
}

/// `:warning:` by itself.
pub fn picture(words: &str) -> Option<Range<usize>> {
    words.match_indices(':').map(|(at, _)| at).find_map(|at| {
        let rest = &words[at + 1..];
        let length =
            rest.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && !matches!(c, '_' | '-' | '+'))?;
        let behind = rest[length..].strip_prefix(':').filter(|_| rest.starts_with(|c: char| c.is_ascii_lowercase()))?;
        // Right before code it is a role.
        let is_alone = (words[..at].is_empty() || words[..at].ends_with(char::is_whitespace))
            && !behind.is_empty()
            && !behind.starts_with(char::is_alphanumeric);
        is_alone.then_some(at..at + length + 2)
    })
}

/// Whether a name of a file that a text may lead to ends so.
fn is_ending(end: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["md", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "pdf", "html", "csv", "xlsx", "docx", "mp4"];
    ENDINGS.iter().any(|known| end.eq_ignore_ascii_case(known))
}

/// `[words] (address)` or `(words)[address]`.
pub fn torn_link(words: &str) -> Option<Range<usize>> {
    let is_address = |text: &str| {
        let is_path = || text.rsplit_once('.').is_some_and(|(_, end)| is_ending(end.split('#').next().unwrap_or(end)));
        // A link of its own may stand there.
        !text.contains(|c: char| c.is_whitespace() || c == '[')
            && (text.contains("://") || text.starts_with("www.") || is_path())
    };
    let torn = |(middle, sign): (usize, &str)| {
        let (open, close) = if sign == "] (" { ('[', ')') } else { ('(', ']') };
        let start = words[..middle].rfind(open)?;
        let end = middle + sign.len() + words[middle + sign.len()..].find(close)?;
        let inside = &words[start + 1..middle];
        // An address may stand behind a citation, a note, a link or the number of a source.
        let is_own = inside.starts_with(['@', '^', '-', '[', ']']) || !inside.contains(char::is_alphabetic);
        let is_behind = words[..start].ends_with([']', ')', '\\']);
        (is_address(&words[middle + sign.len()..end]) && !is_own && !is_behind).then_some(start..end + 1)
    };
    words.match_indices("] (").chain(words.match_indices(")[")).find_map(torn)
}

/// Whether the bar at a byte may part an address from the words of a link.
pub fn may_part_link(bytes: &[u8], at: usize) -> bool {
    let before = || bytes[at.saturating_sub(LONGEST_LINK)..at].iter().rev();
    let is_outside = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b'|';
    bytes[at + 1..].starts_with(b"http") || before().find(|byte| is_outside(byte) || **byte == b'<') == Some(&b'<')
}

/// No link takes more bytes on a side of its address.
const LONGEST_LINK: usize = 200;

/// `[https://… words]` of wikis, `[words|https://…]` of Jira, `<https://…|words>` of Slack.
pub fn foreign_link(words: &str) -> Option<Range<usize>> {
    let signs = words.match_indices("://").map(|(at, _)| at);
    signs.filter_map(|at| words[..at].strip_suffix('s').unwrap_or(&words[..at]).strip_suffix("http")).find_map(
        |before| {
            let start = before.len();
            let rest = &words[start..words.floor_char_boundary(words.len().min(start + 2 * LONGEST_LINK))];
            let address = &rest[..rest.find(|c: char| c.is_whitespace() || "[]<>".contains(c))?];
            let behind = &rest[address.len()..];
            match before.chars().next_back()? {
                '[' if !before.ends_with("\\[") => {
                    let label =
                        behind.strip_prefix(' ')?.split_once([']', '[']).filter(|(_, rest)| !is_of_link(rest))?.0;
                    let is_label = is_label(label);
                    let is_alone = !address.ends_with([',', ';', ':', '.']);
                    (is_label && is_alone).then(|| start - 1..start + address.len() + 1 + label.len() + 1)
                }
                '|' if behind.starts_with(']') => {
                    let near = &before[before.ceil_char_boundary(start.saturating_sub(LONGEST_LINK))..start - 1];
                    let open = near
                        .rfind(['[', ']'])
                        .filter(|open| near[*open..].starts_with('[') && open + 1 < near.len())?;
                    Some(start - 1 - (near.len() - open)..start + address.len() + 1)
                }
                '<' if address.contains('|') && behind.starts_with('>') => Some(start - 1..start + address.len() + 1),
                _ => None,
            }
        },
    )
}

/// Whether words behind an address name what it leads to. Those that do not say when or in what language somebody read
/// it, or go on with a sentence.
fn is_label(words: &str) -> bool {
    const BEGINS_OTHERS: &str = " in on at as by for from via and or with last first also accessed retrieved viewed visited \
        consulted checked archived cited en el le du au y o et ou consulté consultée consultado abgerufen zuletzt auf am \
        und oder vom stand dostęp w po z na i на в із з і й та и от мовою дата доступ ";
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // `In Kyiv` may be a title, `Accessed in May` is none.
    let is_day_of_reading =
        || ["Accessed", "Retrieved", "Viewed", "Visited", "Consulted", "Abgerufen"].contains(&first);
    let begins_other = || BEGINS_OTHERS.contains(&format!(" {first} ")) || is_day_of_reading();
    !first.is_empty() && !words.contains(|c: char| c.is_ascii_digit()) && !begins_other()
}

/// Whether what stands behind brackets makes a link or a definition of them.
fn is_of_link(behind: &str) -> bool {
    behind.starts_with(['(', '[', ':'])
}

/// `||words||` beside others, by which chats hide words.
pub fn spoiler(words: &str) -> Option<Range<usize>> {
    let range = between(words, "||", "||")?;
    let inside = &words[range.start + 2..range.end - 2];
    let (before, behind) = (&words[..range.start], &words[range.end..]);
    let stands_alone = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
    // The line is no row of a table.
    let is_row = before.contains('|') || behind.contains('|') || inside.contains('|');
    let has_words = format!("{before}{behind}").contains(char::is_alphanumeric);
    let is_close = inside.trim() == inside && !behind.starts_with(char::is_alphanumeric);
    // One letter between them is the norm of a vector.
    let has_word = inside.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().nth(1).is_some());
    (stands_alone && is_close && has_words && has_word && !is_row).then_some(range)
}

/// `[name key="…"]`, as WordPress has it.
pub fn bracketed_short_code(words: &str) -> Option<Range<usize>> {
    words.match_indices("=\"").find_map(|(at, _)| {
        let (before, behind) = near(words, at);
        let open = before.rfind(['[', ']']).filter(|open| before[*open..].starts_with('['))?;
        let (name, key) = before[open + 1..].split_once(' ')?;
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        };
        let is_code = is_name(name) && is_name(key) && behind[2..].contains('"');
        let end = behind.find(']').filter(|_| is_code)?;
        (!is_of_link(&words[at + end + 1..])).then(|| at - (before.len() - open)..at + end + 1)
    })
}

/// `{{< name` or `{% name` that the line does not close.
pub fn open_short_code(words: &str) -> Option<Range<usize>> {
    ["{{<", "{{%", "{%"].iter().find_map(|sign| {
        let start = words.find(sign)?;
        let name = words[start + sign.len()..].trim_start_matches(['-', '/', ' ']);
        let is_one = name.starts_with(|c: char| c.is_ascii_alphabetic());
        is_one.then(|| start..start + sign.len())
    })
}

/// `$…$` by Pandoc's rule, when it holds a sign that only mathematics has; or `\(…\)`.
pub fn formula(words: &str) -> Option<Range<usize>> {
    bracketed_formula(words).or_else(|| {
        let mut signs = words.match_indices('$').map(|(at, _)| at).peekable();
        while let (Some(start), Some(end)) = (signs.next(), signs.peek().copied()) {
            let opens = words[start + 1..].starts_with(|c: char| !c.is_whitespace() && c != '$')
                && !words[..start].ends_with('\\');
            let closes =
                !words[..end].ends_with([' ', '\\']) && !words[end + 1..].starts_with(|c: char| c.is_ascii_digit());
            let inside = &words[start + 1..end];
            if opens && closes && (is_formula(inside) || is_short_formula(inside)) {
                return Some(start..end + 1);
            }
        }
        None
    })
}

/// `\(…\)` or `\[…\]`, which no program reads in Markdown without being told to; or what begins one of several lines.
pub fn bracketed_formula(words: &str) -> Option<Range<usize>> {
    let inside = |range: &Range<usize>| words[range.start + 2..range.end - 2].to_owned();
    let round = between(words, "\\(", "\\)")
        .filter(|range| is_formula(&inside(range)) || !inside(range).contains(char::is_whitespace));
    // Brackets that stand for themselves are escaped too.
    let is_square = |inside: &str| is_formula(inside) && !has_words(inside) && !inside.contains("\\[");
    let square = || between(words, "\\[", "\\]").filter(|range| is_square(&inside(range)));
    let begun = || (words.starts_with("\\[") && words[2..].trim().is_empty()).then_some(0..2);
    round.or_else(square).or_else(begun)
}

/// Whether there is a word among them, which is no command of TeX.
fn has_words(inside: &str) -> bool {
    let words = inside.split(|c: char| !c.is_alphabetic() && c != '\\');
    words.into_iter().any(|word| !word.contains('\\') && word.chars().count() > 3)
}

/// Whether words have a sign that only mathematics has.
fn is_formula(inside: &str) -> bool {
    inside.contains(['\\', '^', '_', '='])
}

/// A single letter, or letters and figures with the sign of an operation between them: `x`, `n-1`, `2a + b`.
fn is_short_formula(inside: &str) -> bool {
    let is_word =
        |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() < 2 && !part.contains(char::is_whitespace);
    let is_letter = inside.chars().count() == 1 && inside.starts_with(char::is_alphabetic);
    let mut parts = inside.split(['+', '-', '*', '/', '<', '>']).map(str::trim);
    let is_term = |part: &str| !part.is_empty() && is_word(part) && part.chars().all(char::is_alphanumeric);
    let is_sum = inside.contains(['+', '-', '*', '/', '<', '>']) && inside.contains(char::is_alphabetic);
    is_letter || (is_sum && parts.all(is_term))
}

/// `{#id .class key=value}` behind a link, an image, words in brackets or code.
pub fn attributes(words: &str) -> Option<Range<usize>> {
    let mut open = None;
    words.match_indices(['{', '}']).find_map(|(sign, brace)| {
        if brace == "{" {
            open = Some(sign);
            return None;
        }
        let (at, end) = (open.take()?, sign + 1);
        let inside = &words[at + 1..end - 1];
        // As Jekyll has it, in whatever place.
        if inside.starts_with(':') && !inside.starts_with("::") && !attributes::hides(inside) {
            return Some(at..end);
        }
        let is_list = !inside.is_empty()
            && inside.split_whitespace().all(|word| word.starts_with(['#', '.']) || word.contains('='));
        let is_behind = || {
            words[..at].trim_start().is_empty()
                || words[..at].ends_with([')', ']', '`'])
                || words[..at].ends_with("$$ ")
        };
        // A heading takes an id.
        let is_meant = is_list && is_behind() && !words.starts_with('#') && !is_behind_image(&words[..at]);
        (is_meant && !attributes::hides(inside)).then_some(at..end)
    })
}

/// A list of attributes that hides what it is said of, whatever that is: `*words*{.hidden}`, `## Title {.hidden}`.
fn hiding_attributes(words: &str) -> Option<Range<usize>> {
    memchr::memchr_iter(b'{', words.as_bytes()).find_map(|at| {
        let list = &words[at..];
        // A template, or a formula.
        if !may_be_attributes(list.as_bytes()) || words[..at].ends_with(['{', '_', '^']) {
            return None;
        }
        let list = &list[..attributes::end(list)?];
        // A word in braces may be one of the text's.
        let is_said_of = at == 0 || words[..at].ends_with([')', ']', '*', '`']);
        let is_one = attributes::is_list(list) && (is_said_of || list.trim_matches(['{', ' ', '}']) != "hidden");
        (is_one && attributes::hides(list)).then(|| at..at + list.len())
    })
}

/// The name of a callout, an element or a short code that says for whom its words are: `[!private]`, `<internal>`,
/// `{{< hidden >}}`.
fn hiding_name(words: &str) -> Option<Range<usize>> {
    memchr::memchr3_iter(b'[', b'<', b'{', words.as_bytes()).find_map(|at| {
        let name = at + hiding_name_at(&words.as_bytes()[at..])?;
        Some(at..name + words[name..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(words.len() - name))
    })
}

/// Where such a name begins behind its sign.
pub fn hiding_name_at(words: &[u8]) -> Option<usize> {
    let signs: [&[u8]; 4] = [b"[!", b"{{", b"{%", b"<"];
    let sign = signs.into_iter().find(|sign| words.starts_with(sign))?;
    let from = sign.len() + words[sign.len()..].iter().take(3).take_while(|byte| b"<% -".contains(byte)).count();
    let length =
        words[from..].iter().take(20).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    let name = std::str::from_utf8(&words[from..from + length]).ok()?;
    // What the name is one of alone; `{{ hidden }}` is a value.
    let is_value = sign == b"{{" && !matches!(words.get(2), Some(b'<' | b'%'));
    (!is_value && attributes::is_name_of_hidden(name)).then_some(from)
}

/// What hides words by an attribute or a name.
pub fn hiding(words: &str) -> Option<Range<usize>> {
    hiding_attributes(words).or_else(|| hiding_name(words))
}

/// Whether a brace may begin a list of attributes.
pub fn may_be_attributes(list: &[u8]) -> bool {
    list.get(1).is_some_and(|byte| matches!(byte, b'.' | b'#' | b':' | b' ') || byte.is_ascii_alphabetic())
}

/// An image that takes more bytes is none.
const LONGEST_IMAGE: usize = 4000;

/// Whether words end with an image: what stands behind one is read.
fn is_behind_image(words: &str) -> bool {
    let near = &words[words.ceil_char_boundary(words.len().saturating_sub(LONGEST_IMAGE))..];
    let image = near.rfind("![").map(|at| &near[at..]);
    image.is_some_and(|image| (image.ends_with("]]") || image.ends_with(')')) && image.matches("](").count() <= 1)
}

/// Whether a reference may begin here, behind its `@`.
pub fn may_be_reference(bytes: &[u8]) -> bool {
    bytes.starts_with(b"ref(")
        || REFERRED.iter().any(|kind| {
            bytes.strip_prefix(kind.as_bytes()).is_some_and(|rest| rest.starts_with(b"-") || rest.starts_with(b":"))
        })
}

/// What figures, tables and sections are called in references to them.
const REFERRED: [&str; 6] = ["fig", "tbl", "tab", "sec", "eq", "lst"];

/// `@fig-map`, `@tbl:prices`, `\@ref(fig:map)`.
pub fn reference(words: &str) -> Option<Range<usize>> {
    words.match_indices('@').map(|(at, _)| at).find_map(|at| {
        let rest = &words[at + 1..];
        if rest.starts_with("ref(") && words[..at].ends_with('\\') {
            return Some(at - 1..at + 1 + near(rest, 0).1.find(')')? + 1);
        }
        let kind = REFERRED.iter().find(|kind| rest.starts_with(**kind))?;
        let name = rest[kind.len()..].strip_prefix(['-', ':'])?;
        let length = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(name.len());
        let starts = !words[..at].ends_with(|c: char| c.is_alphanumeric());
        (starts && length > 0).then_some(at..at + 1 + kind.len() + 1 + length)
    })
}

/// A sign between two `^` or `~` right behind a word.
pub fn raised_or_lowered(words: &str) -> Option<Range<usize>> {
    words.match_indices(['^', '~']).find_map(|(at, sign)| {
        let rest = &words[at + 1..];
        let length = rest.find(sign).filter(|length| (1..=12).contains(length))?;
        let behind = words[..at].ends_with(char::is_alphanumeric);
        (behind && rest[..length].chars().all(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '−')))
            .then_some(at..at + length + 2)
    })
}

/// `\newpage` on a line of its own, `\emph{…}`, or `\citep[p. 3]{…}`.
pub fn command(words: &str) -> Option<Range<usize>> {
    words.match_indices('\\').map(|(at, _)| at).find_map(|at| {
        let rest = &words[at + 1..];
        let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        let alone = at == 0 && behind.trim().is_empty();
        let takes_words = behind.starts_with('{')
            || (name.contains("cite") && behind.strip_prefix('*').unwrap_or(behind).starts_with(['[', '{', '(']));
        (length > 1 && (alone || takes_words)).then_some(at..at + 1 + length)
    })
}

/// `^name` at the end of a line.
pub fn block_name(words: &str) -> Option<Range<usize>> {
    let (before, name) = words.trim_end().rsplit_once('^')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (is_name && (before.is_empty() || before.ends_with(' '))).then_some(before.len()..before.len() + 1 + name.len())
}

/// No name of a field or of a mark is longer.
const LONGEST: usize = 64;

/// The bytes before one and behind one, as far as a name may reach.
fn near(words: &str, at: usize) -> (&str, &str) {
    let end = words.len().min(at + LONGEST);
    (&words[words.ceil_char_boundary(at.saturating_sub(LONGEST))..at], &words[at..words.floor_char_boundary(end)])
}

/// `key:: value` at the beginning of a line, `[key:: value]` or `(key:: value)`, as Dataview has them.
pub fn field(words: &str) -> Option<Range<usize>> {
    words.match_indices(":: ").find_map(|(at, _)| {
        let (before, behind) = near(words, at);
        let bracket = before.rfind(['[', '(']);
        let key = bracket.map_or(before, |bracket| &before[bracket + 1..]);
        let bare = key.trim_matches(['*', '_']);
        // In a sentence a space stands before the sign as well.
        let is_key = bare.starts_with(char::is_alphabetic)
            && !bare.ends_with(' ')
            && bare.split(' ').count() <= 4
            && bare.chars().all(|c| c.is_alphanumeric() || " -_/".contains(c));
        let is_placed = if bracket.is_some() { behind.contains([']', ')']) } else { key.len() == at };
        (is_key && is_placed).then(|| at - key.len()..at + 2)
    })
}

/// `''words''`, as wikis have it.
pub fn wiki_emphasis(words: &str) -> Option<Range<usize>> {
    let range = between(words, "''", "''")?;
    let is_open = !words[..range.start].ends_with(|c: char| c.is_alphanumeric());
    let inside = words[range.start..range.end].trim_matches('\'');
    (is_open && !inside.is_empty() && inside.trim() == inside).then_some(range)
}

/// `[b]words[/b]`, as forums have it: known by what closes it.
pub fn forum_mark(words: &str) -> Option<Range<usize>> {
    words.match_indices("[/").find_map(|(at, _)| {
        let length = near(words, at + 2).1.find(']')?;
        let name = &words[at + 2..at + 2 + length];
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
        (is_name && !words[at + 3 + length..].starts_with('(')).then_some(at..at + 3 + length)
    })
}

/// `{{Name` with what it is filled with in other lines, or behind a bar, as wikis have it.
pub fn template(words: &str) -> Option<Range<usize>> {
    let start = words.find("{{")?;
    let inside = &words[start + 2..];
    let end = inside.find("}}");
    let name = &inside[..end.unwrap_or(inside.len())];
    let is_name = name.starts_with(char::is_alphabetic);
    (is_name && (end.is_none() || name.contains('|')))
        .then(|| start..start + 2 + end.map_or(name.trim_end().len(), |end| end + 2))
}

/// `[[1]](#_ftn1)`, by which word processors lead to their notes.
pub fn word_note(words: &str) -> Option<Range<usize>> {
    words.match_indices("](#_").find_map(|(at, _)| {
        let (before, behind) = near(words, at);
        let is_note = ["ftn", "edn"].iter().any(|name| behind[4..].starts_with(name));
        let start = before.rfind(['[', '\\']).filter(|_| is_note)?;
        let start = start - usize::from(before[..start].ends_with('['));
        Some(at - (before.len() - start)..at + behind.find(')')? + 1)
    })
}
