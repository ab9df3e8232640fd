//! Headings, and the ids that lead to them.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel};

use super::Writer;
use crate::diagnostic::Code;
use crate::ids;
use crate::markdown::{Heading, Hole, Plain, slug};

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    pub(super) fn open_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr>,
        classes: &[CowStr],
        attributes: &[(CowStr, Option<CowStr>)],
        range: Range<usize>,
    ) {
        let number = self.body.headings.len() as u32;
        self.out.hole(Hole::HeadingStart(number));
        self.in_heading = true;
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        self.body.headings.push(Heading { level: level as u8, id, text: Plain::default() });
        let class = classes.first().map(|name| format!(".{name}"));
        let other = || attributes.first().map(|(name, _)| name.to_string());
        if let Some(name) = class.or_else(other).or_else(|| lost_letter(&self.source[range.clone()])) {
            self.report(Code::HeadingAttribute, range, format!("`{name}` cannot be set on a heading"))
                .hint_last("only an id is taken: `## Title {#id}`");
        }
    }

    pub(super) fn close_heading(&mut self) {
        self.in_heading = false;
        let number = self.body.headings.len() as u32 - 1;
        let all = 0..self.plain.text.len();
        let text = self.plain.slice(all);
        // How it is set is no part of its name.
        let typed = text.fill_typed(|what| self.body.typed_name(what).map_or(" ".into(), Cow::Borrowed)).into_owned();
        let heading = &mut self.body.headings[number as usize];
        let wanted = if heading.id.is_empty() { slug::slug(&typed) } else { slug::slug(&heading.id) };
        let wanted = match wanted.as_str() {
            "" => "section".to_owned(),
            wanted => ids::heading(wanted),
        };
        heading.id = self.ids.unique(&wanted);
        heading.text = text;
        self.end_of_words();
        self.out.hole(Hole::HeadingEnd(number));
    }
}

/// A letter alone among the attributes of a heading, which the parser drops: `## The case of {n}`.
fn lost_letter(heading: &str) -> Option<String> {
    let is_underline = |line: &&str| line.trim().bytes().all(|byte| matches!(byte, b'=' | b'-'));
    let line = heading.lines().rev().find(|line| !is_underline(line))?;
    let line = line.trim_end().trim_end_matches('#').trim_end();
    let (before, words) = line.strip_suffix('}')?.rsplit_once('{')?;
    let word = words.split_ascii_whitespace().find(|word| word.len() == 1 && !matches!(*word, "{" | "}"));
    word.filter(|_| !before.ends_with('{')).map(str::to_owned)
}
