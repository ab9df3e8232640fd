//! Wishes that a text be kept from readers which stand in the text itself: the properties that Notion exports below the
//! title, the fields of Dataview, a line of tags.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::ops::Range;

use super::private;
use crate::markdown::Fence;

/// More words than this behind a key are a sentence.
const LONGEST: usize = 4;

/// No line that says nothing else is longer, in bytes.
const LONGEST_NOTICE: usize = 160;

/// Nor is it with its markup.
const LONGEST_LINE: usize = 1000;

/// The line of such a wish, as it is said, in a text whose words begin at a byte.
pub fn wish(text: &str, start: usize) -> Option<(Range<usize>, String)> {
    if let Some(wish) = in_remarks(text, start) {
        return Some(wish);
    }
    let block = first_block(text, start);
    let in_block = notice_in(&block).or_else(|| in_first_block(&block));
    in_block.or_else(|| below_letterhead(text, block)).or_else(|| in_tags_and_headings(text, start))
}

/// Among the remarks with which a text begins: `<!-- draft: true -->`, `%% draft %%`. Nobody reads them, and whoever wrote
/// one for this program or another meant it.
fn in_remarks(text: &str, start: usize) -> Option<(Range<usize>, String)> {
    const REMARKS: [(&str, &str); 5] =
        [("<!--", "-->"), ("%%", "%%"), ("[//]: # (", ")"), ("[comment]: # (", ")"), ("[comment]: <> (", ")")];
    let mut at = start;
    loop {
        let rest = text.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let rest = &text[at..];
        let (open, close) = REMARKS.into_iter().find(|(open, _)| rest.starts_with(open))?;
        let within = at + open.len();
        let end = within + text[within..].find(close)?;
        let block = first_block(&text[..end], within);
        let says =
            |(at, line): &(usize, &str)| private::is_remark(line).then(|| (place(*at, line), line.trim().to_owned()));
        let wish = in_first_block(&block).or_else(|| notice_in(&block)).or_else(|| block.first().and_then(says));
        if wish.is_some() {
            return wish;
        }
        at = end + close.len();
    }
}

/// A notice that stands by itself below who wrote the text, where and when.
fn below_letterhead<'t>(text: &'t str, mut block: Vec<(usize, &'t str)>) -> Option<(Range<usize>, String)> {
    const MOST_BLOCKS: usize = 3;
    const MOST_LINES: usize = 4;
    let is_day = |line: &str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let is_name = |line: &str| {
        let words = bare(line);
        (is_label(&words) || is_day(&words)) && !words.trim_end().ends_with(['.', '!', '?', '…'])
    };
    // Words of a title are a headline.
    let is_meant = |line: &str| {
        let line = line.trim();
        private::is_all_capitals(line) || line.starts_with(['*', '_', '>', '<']) || line.ends_with(['.', '!'])
    };
    (0..MOST_BLOCKS).find_map(|_| {
        let is_letterhead = block.len() <= MOST_LINES && block.iter().all(|(_, line)| is_name(line));
        let &(at, last) = block.last().filter(|_| is_letterhead)?;
        block = first_block(text, at + last.len());
        notice_in(&block).filter(|_| block.len() == 1 && !block[0].1.starts_with('#') && is_meant(block[0].1))
    })
}

/// A line of the first block, whether that is a heading or words, which says nothing but that the text is not for readers.
/// Beside other lines of words it is one in capitals.
pub fn notice(text: &str, start: usize) -> Option<(Range<usize>, String)> {
    notice_in(&first_block(text, start))
}

fn notice_in(block: &[(usize, &str)]) -> Option<(Range<usize>, String)> {
    let (&(at, first), rest) = block.split_first()?;
    let is_code = |line: &str| line.starts_with("    ") || Fence::begun_by(line.trim()).is_some();
    if is_code(first) {
        return None;
    }
    let is_heading = first.starts_with('#') || (!rest.is_empty() && rest.iter().all(|(_, line)| is_underline(line)));
    let is_first = |line_at: usize| line_at == at;
    let is_alone = |line_at: usize| match rest.len() {
        0 => true,
        1 if is_heading => true,
        _ => is_heading && is_first(line_at),
    };
    // Below who wrote the text a notice is a line of its own too, and no end of a sentence.
    let are_labels = LazyCell::new(|| block.iter().all(|(_, line)| is_label(&bare(line))));
    let is_notice = |at: usize, line: &str| {
        let line = bare(line);
        let counts = is_alone(at) || !line.contains(char::is_lowercase) || *are_labels;
        // A longer line is a sentence.
        let is_heading_of_notice = || is_heading && is_first(at) && private::is_marked(&line);
        line.len() < LONGEST_NOTICE
            && counts
            && (private::is_notice(line.trim())
                || is_heading_of_notice()
                || (!is_heading && is_alone(at) && private::is_state_of_text(&line)))
    };
    let (at, line) = block.iter().copied().find(|(at, line)| is_notice(*at, line))?;
    Some((place(at, line), line.trim().to_owned()))
}

/// Whether a line is a few words that begin like a title, and end like one.
fn is_label(line: &str) -> bool {
    let line = line.trim_matches(['*', '_', '#', ' ', '\r', '\n']);
    // Letters of other scripts are neither small nor large.
    line.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && line.split_whitespace().count() <= 2 * LONGEST
        && !line.ends_with([',', ':'])
}

/// The words of a line that readers see: no remarks, tags, attributes, markers of notes, nor the signs of a block.
fn bare(line: &str) -> Cow<'_, str> {
    const SPANS: [(&str, &str); 5] = [("<!--", "-->"), ("%%", "%%"), ("<", ">"), ("[^", "]"), ("{", "}")];
    let line = line.trim().trim_start_matches(['>', ' ']);
    if line.len() > LONGEST_LINE {
        return Cow::Borrowed(line);
    }
    // The head of a callout, and the number of an item.
    let line = line.strip_prefix("[!").and_then(|rest| rest.split_once(']')).map_or(line, |(_, rest)| rest);
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix([')', '.']).unwrap_or(line);
    let line = if line.starts_with(":::") { "" } else { line };
    let mut words = Cow::Borrowed(line);
    for (open, close) in SPANS {
        while let Some(at) = words.find(open) {
            let Some(length) = words[at + open.len()..].find(close) else { break };
            words.to_mut().replace_range(at..at + open.len() + length + close.len(), "");
        }
    }
    if words.contains("&nbsp;") { Cow::Owned(words.replace("&nbsp;", " ")) } else { words }
}

/// Whether a line makes a heading of the one above.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-')
}

/// Among the fields with which a text begins. Lines of `key: value` are fields where the whole block is of such lines: it
/// may be prose otherwise.
fn in_first_block(block: &[(usize, &str)]) -> Option<(Range<usize>, String)> {
    // A headline stands alone.
    let are_several = block.len() > 1;
    // What is public beside it is a fact of what the text is about: `Private: hospitals`.
    let is_contrast = |(_, line): &(usize, &str)| field(line).is_some_and(|field| private::is_contrast(field.key));
    // Who wrote the text, and when, stands beside what is said of the text itself.
    let has_key = |line: &str, is: fn(&str) -> bool| field(line).is_some_and(|field| is(field.key));
    let is_of_text = block.iter().any(|(_, line)| has_key(line, private::is_of_letterhead));
    let has_contrast = block.iter().any(is_contrast);
    let are_facts = are_several && !is_of_text;
    let are_fields = block.iter().all(|(_, line)| field(line).is_some() || (are_several && is_property(line)));
    block.iter().find_map(|&(at, line)| {
        let field = field(line)?;
        let counts = are_fields || field.is_doubled || field.value.split_whitespace().all(|word| tag(word).is_some());
        // Among facts there is one of secrets too.
        let is_number =
            |value: &str| value.len() < 4 && value != "1" && value.bytes().all(|byte| byte.is_ascii_digit());
        let is_fact =
            |value: &str| is_number(value) || (private::is_quantity(value) && !private::is_embargo(field.key));
        // `Draft: Commission proposal` and `Embargo: in force` are among facts.
        let is_of_facts = has_contrast || private::is_state_of_text(field.key) || private::is_embargo(field.key);
        let may_be_of_facts = are_facts && is_of_facts;
        let is_answer = field.is_doubled
            || (are_several && !may_be_of_facts && !is_fact(field.value))
            || private::is_answer(field.key, field.value);
        (counts
            && is_answer
            && !private::is_of_others(field.key, field.value)
            && private::is_wish(field.key, field.value))
        .then(|| (place(at, line), line.trim().to_owned()))
    })
}

/// In a line of nothing but tags, wherever it stands, `#draft #energy`, or a heading in capitals, `## NOT FOR PUBLICATION`.
fn in_tags_and_headings(text: &str, start: usize) -> Option<(Range<usize>, String)> {
    let mut fence = None;
    let first = lines(text, start).find(|(_, line)| !line.trim().is_empty()).map(|(at, _)| at);
    lines(text, start).find_map(|(at, line)| {
        let words = line.trim();
        match &fence {
            Some(open) if Fence::is_ended_by(open, words) => fence = None,
            Some(_) => return None,
            None => fence = Fence::begun_by(words),
        }
        if line.starts_with('#')
            && private::is_all_capitals(words)
            && private::is_notice(words.trim_matches(['#', ' ']))
        {
            return Some((place(at, line), words.to_owned()));
        }
        // With four spaces before it a line may be code.
        let tags = if first == Some(at) { tags_before(words) } else { words.split_whitespace().map(tag).collect() };
        let tag = tags.filter(|_| line.starts_with('#'))?.into_iter().find(|tag| private::is_wish("tags", tag))?;
        Some((place(at, line), format!("#{tag}")))
    })
}

/// The tags with which the first line of a text begins, in a line of tags or before words. One before words may be a heading
/// that lacks its space: `#Draft law`.
fn tags_before(line: &str) -> Option<Vec<&str>> {
    let tags: Vec<&str> = line.split_whitespace().map_while(tag).collect();
    let behind = line.split_whitespace().nth(tags.len());
    let is_heading = match &tags[..] {
        [only] => behind.is_some_and(|word| only.contains(char::is_uppercase) || !word.starts_with(char::is_uppercase)),
        tags => tags.is_empty(),
    };
    (!is_heading).then_some(tags)
}

/// The name of a tag.
fn tag(word: &str) -> Option<&str> {
    let name = word.strip_prefix('#')?.trim_end_matches(',');
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_'));
    is_name.then_some(name)
}

/// Whether a line may be a property that Notion exports, however long its value: `Created: May 3, 2025 9:00 AM`.
fn is_property(line: &str) -> bool {
    let Some((key, value)) = line.trim().split_once(':') else { return false };
    let is_parted = value.is_empty() || value.starts_with(' ');
    is_parted
        && key.split(' ').count() <= LONGEST
        && key.contains(char::is_alphabetic)
        && !key.contains([',', ';', '.'])
}

struct Field<'t> {
    key: &'t str,
    value: &'t str,
    /// Its sign is `::`, which stands in no prose.
    is_doubled: bool,
}

/// The field that a line is: `Status: Draft`, `- draft:: true`, `**Status:** Draft`, `[draft:: true]`.
fn field(line: &str) -> Option<Field<'_>> {
    let line = line.trim().trim_start_matches("- ").trim_start_matches("> ");
    let line = line.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')' | '\\')).trim();
    let (key, value) = line.split_once([':', '：'])?;
    let (is_doubled, value) = value.strip_prefix(':').map_or((false, value), |value| (true, value));
    let bare = |words: &str| words.len() - words.trim_start_matches(['*', '_', ' ']).len();
    let (key, value) = (key[bare(key)..].trim_end_matches(['*', '_', ' ']), value[bare(value)..].trim());
    let value = value.trim_end_matches(['*', '_']);
    let words = value.split_whitespace().count();
    let is_key = key.starts_with(char::is_alphabetic)
        && key.split(' ').count() <= LONGEST
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    // The end of an embargo may be said to the minute.
    let longest = if private::is_embargo(key) { 2 * LONGEST } else { LONGEST };
    // A word with a full stop is no sentence.
    let value = if words == 1 { value.trim_end_matches('.') } else { value };
    let is_value = is_doubled || ((1..=longest).contains(&words) && !value.ends_with(['.', '!', '?', ';']));
    (is_key && is_value).then_some(Field { key, value, is_doubled })
}

/// The first lines of a text behind a byte that say something, up to one that does not. A rule, a remark or the head of a
/// callout above them says nothing.
fn first_block(text: &str, start: usize) -> Vec<(usize, &str)> {
    let mut in_remark = false;
    let says_nothing = |(_, line): &(usize, &str)| {
        let is_begun = line.contains("<!--") && !line.contains("-->");
        let was_in_remark = in_remark;
        in_remark = is_begun || (in_remark && !line.contains("-->"));
        let is_code = Fence::begun_by(line.trim()).is_some();
        let is_remark = line.trim_start().starts_with("<!--") && line.find("-->") == Some(line.trim_end().len() - 3);
        // A logo.
        let is_image = line.trim().starts_with("![") && line.trim().ends_with(')') && line.matches("](").count() == 1;
        was_in_remark || is_begun || is_remark || is_image || (!is_code && !bare(line).contains(char::is_alphanumeric))
    };
    // The block between colons ends with its last line.
    let is_empty = |(_, line): &(usize, &str)| line.trim().is_empty() || line.trim_start().starts_with(":::");
    let is_tag_alone =
        |(_, line): &(usize, &str)| line.trim_start().starts_with('<') && !bare(line).contains(char::is_alphanumeric);
    let block = lines(text, start).skip_while(says_nothing).take_while(|line| !is_empty(line));
    block.filter(|line| !is_tag_alone(line)).collect()
}

/// The lines of a text behind a byte, each with the byte at which it begins.
pub fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = start;
    text.get(start..).unwrap_or_default().split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

fn place(at: usize, line: &str) -> Range<usize> {
    let start = at + line.len() - line.trim_start().len();
    start..start + line.trim().len()
}

#[cfg(test)]
mod tests {
    use super::wish;

    #[test]
    fn a_remark_above_a_notice_may_be_long() {
        assert!(wish(&format!("<!-- {} -->\n\nCONFIDENTIAL\n\nText.", "x".repeat(2000)), 0).is_some());
    }

    #[test]
    fn wishes_stand_at_the_beginning_and_in_tags() {
        for text in [
            "\nStatus: Draft\nOwner: Ana\n\nText.",
            "Owner: Ana\nEntwurf: ja\n",
            "draft:: true\n",
            "Some words.\nconfidential:: true\n",
            "- **Status:** in review\n- **Owner:** Ana\n",
            "[draft:: true]\n",
            "> Status: not for publication\n",
            "#draft\n\nText.",
            "Text.\n\n#energy #status/draft\n",
            "#private",
            "#wip, #dam",
            "#draft #private Not ready.",
            "#draft Not ready.",
            "Tags: #draft #x\n\nText.",
            "Tags: #draft\nText goes on.",
            "草稿：是\n\nText.",
            "CONFIDENTIAL\n\nText.",
            "# CONFIDENTIAL\n\nText.",
            "# Confidential\nText.",
            "Confidential\n====\n\nText.",
            "NOT FOR PUBLICATION\nMinistry of Water\n\nText.",
            "**Not for publication.**\n\nText.",
            "> STRICTLY CONFIDENTIAL\n\nText.",
            "For internal use only.\n\nText.",
            "# TOP SECRET\n\nText.",
            "机密\n\nText.",
            "Do not publish\n\nText.",
            "EMBARGOED UNTIL 2030-05-03 06:00\n\nText.",
            "Under embargo until 3 May 2030, 6 a.m.\n\nText.",
            "Embargo: 3 May 2030\n\nText.",
            "Confidential: yes\n\nText.",
            "Draft: true\n\nText.",
            "Private: do not publish\n\nText.",
            "Private: Ana only\nBy: me\n\nText.",
            "Status: draft confidential\nOwner: Ana\n\nText.",
            "Sperrfrist: Montag\nVon: mir\n\nText.",
            "Confidential: for Ana only\n\nText.",
            "Entwurf: vertraulich behandeln\n\nText.",
            "Internal: not for readers\n\nText.",
            "UNDER EMBARGO\n\nText.",
            "Created: May 3, 2025 9:00 AM\nStatus: Draft\nTags: dam\n\nText.",
            "Status: Draft\nOwner: Ana, Ben, Carla, Dmytro, Eve\n\nText.",
            "Sperrfrist: 3. Mai 2030, 10 Uhr\n\nText.",
            "Embargo: Tuesday 3 May 2030, 00:01 GMT\n\nText.",
            "CONFIDENTIAL – NOT FOR PUBLICATION\n\nText.",
            "Confidential. Not for publication.\n\nText.",
            "DRAFT – NOT FOR CIRCULATION\n\nText.",
            "Nicht veröffentlichen!\n\nText.",
            "Совершенно секретно\n\nText.",
            "EMBARGOED FOR RELEASE UNTIL 3 MAY 2030\n\nText.",
            "NOT FOR PUBLICATION BEFORE 3 MAY 2030\n\nText.",
            "Embargoed until Monday\n\nText.",
            "<!-- To be checked. -->\n\nCONFIDENTIAL\n\nText.",
            "<!--\nTo be checked.\n-->\nCONFIDENTIAL\n\nText.",
            "%%x%%\n\nCONFIDENTIAL\n\nText.",
            "---\n\nCONFIDENTIAL\n\nText.",
            "<b>CONFIDENTIAL</b>\n\nText.",
            "<p align=\"center\">Not for publication</p>\n\nText.",
            "# CONFIDENTIAL {#c}\n\nText.",
            "CONFIDENTIAL <!-- x -->\n\nText.",
            "&nbsp;\n\nCONFIDENTIAL\n\nText.",
            "1. CONFIDENTIAL\n\nText.",
            "> [!warning] Do not publish\n\nText.",
            "> [!warning]\n> Do not publish\n\nText.",
            "::: warning\nDo not publish\n:::\n\nText.",
            "Not for publication[^1]\n\nText.",
            "Ministry of Water\nConfidential\n\nText.",
            "# DRAFT – Water talks\n\nText.",
            "EMBARGO 3 MAY 2030\n\nText.",
            "Embargo: 3 May 2030.\n\nText.",
            "Not to be published before 3 May 2030\n\nText.",
            "Confidential until 3 May 2030\n\nText.",
            "UNDER STRICT EMBARGO\n\nText.",
            "EMBARGOED UNTIL THE VOTE\n\nText.",
            "Embargado hasta el lunes\n\nText.",
            "Embargo fino al 3 maggio 2030\n\nText.",
            "Embargo até segunda-feira\n\nText.",
            "Embargo do 3 maja 2030\n\nText.",
            "Під ембарго до понеділка\n\nText.",
            "Sous embargo jusqu’au 3 mai 2030, 6 h\n\nText.",
            "Embargo: next week\n\nText.",
            "NATO RESTRICTED\n\nText.",
            "SECRET//NOFORN\n\nText.",
            "<p>\n<strong>Not for publication</strong>\n</p>\n\nText.",
            "Nicht zur Veröffentlichung vor dem 3. Mai 2030\n\nText.",
            "Ne pas publier avant le 3 mai 2030\n\nText.",
            "No publicar antes del 3 de mayo de 2030\n\nText.",
            "Non pubblicare prima del 3 maggio 2030\n\nText.",
            "Не публікувати до 3 травня 2030\n\nText.",
            "Draft – do not circulate\n\nText.",
            "Internal draft, do not share\n\nText.",
            "DRAFT v2\n\nText.",
            "DRAFT 3 May 2030\n\nText.",
            "**Ministry of Water**\n**Confidential**\n\nText.",
            "Ministry of Water\nPort Salu, 3 May\n\nINTERNAL USE ONLY\n\nText.",
            "## Note to the delegation\n\nNot for publication.\n\nText.",
            "Ministry\n\nAna Brezan\n\n**Confidential**\n\nText.",
            "Please do not share this draft.\n\nText.",
            "Hold for release\n\nText.",
            "Entwurf\n\nText.",
            "Чернетка.\n\nText.",
            "Non divulgare\n\nText.",
            "RESTREINT UE/EU RESTRICTED\n\nText.",
            "Work in progress.\n\nText.",
            "Ministry of Water\n3 May 2030\n\nCONFIDENTIAL\n\nText.",
            "水利部\n\n机密\n\nText.",
            "وزارة المياه\n\nسري\n\nText.",
            "Text.\n\n## NOT FOR PUBLICATION\n\nText.",
            "This document is confidential.\n\nText.",
            "NB: not for publication\n\nText.",
            "Projet – ne pas publier\n\nText.",
            "Internal memo – not for publication\n\nText.",
            "Робоча записка – не для публікації\n\nText.",
            "This briefing is under embargo until 12 May 2031.\n\nText.",
            "WERSJA ROBOCZA\n\nText.",
            "草稿\n\nText.",
            "مسودة\n\nText.",
            "Frei ab 12. Mai 2031\n\nText.",
        ] {
            assert!(wish(text, 0).is_some(), "{text}");
        }
        for text in [
            "due:: 2025\nowner:: Ana\n",
            "Status: Live\nOwner: Ana\n",
            "Status: Draft\nThe law is not through.\n",
            "Status: the draft law was sent back to the ministry.\n",
            "Text.\n\nStatus: Draft\n",
            "draft:: false\n",
            "Confidential: what the ministers knew\n\nText.",
            "Embargo: Iran\n\nText.",
            "Embargo: next steps\n\nText.",
            "UNCLASSIFIED\n\nText.",
            "EMBARGO DO PETRÓLEO\n\nText.",
            "EMBARGO BEFORE WTO PANEL\n\nText.",
            "# Talks\nIt bore a stamp – CONFIDENTIAL – in red.\n\nText.",
            "Draft law – what next\n\nText.",
            "DRAFT 3 LAWS\n\nText.",
            "NATO SECRET DEAL\n\nText.",
            "Embargo: 27 states in favour\n\nText.",
            "Secret: until now\n\nText.",
            "Gesperrt bis Montag: die Brücke\n\nText.",
            "Seats: 40\nSecret: 3\n\nText.",
            "Embargo until 3 May 2019\n\nText.",
            "The embargo until May\n\nText.",
            "<!-- x -->\n\nThe papers.\n\nCONFIDENTIAL\n",
            "Status: draft law passed\n\nText.",
            "Draft: the law\n\nText.",
            "Embargoed until 2020-05-03\n\nText.",
            "Private\n\nText.",
            "# Secret\n\nText.",
            "# Off the record\n\nText.",
            "Confidential papers\n\nText.",
            "The papers\n\nThe minister said it was so.\n\nCONFIDENTIAL\n",
            "Text.\n\n## CONFIDENTIAL PAPERS\n\nText.",
            "Text.\n\n```\n## CONFIDENTIAL\n```\n",
            "Visibility: 10 km in fog\n\nText.",
            "The minister’s order: do not publish the map\n\nText.",
            "“Not for publication,” the minister said.\n\nText.",
            "## Terms\n\nStrictly confidential\n\nmeans that nobody knows.",
            "Ministry of Water\n\n## Confidential\n\nText.",
            "Please share this draft law.\n\nText.",
            "The paper is\nconfidential\nto them.\n\nText.",
            "# Kinds of papers\n- Confidential\n- Open\n\nText.",
            "# The talks\nThe minister said it was\nconfidential\nand left.\n\nText.",
            "# Under embargo\n\nText.",
            "Secret: 12 papers found\n\nText.",
            "Private: 40 % of hospitals\n\nText.",
            "Restricted: 3 ports\n\nText.",
            "Status: Draft\nThe law: it is not through, and nobody knows when.\nThey wait.\n\nText.",
            "Text.\n\nCONFIDENTIAL\n",
            "    CONFIDENTIAL\n",
            "```\nCONFIDENTIAL\n```\n",
            "# draft\n",
            "#Draft law\n\nText.",
            "#draft law\n\nText.",
            "Text.\n\n#draft #private Not ready.",
            "Tags: #draft-law #x\n",
            "#energy #drafting\n",
            "A #draft of a law.\n",
            "```\n#draft\n```\n",
            "    #draft\n",
            "",
        ] {
            assert!(wish(text, 0).is_none(), "{text}");
        }
    }
}
