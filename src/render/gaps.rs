//! What a page says where a text or a block cannot show all that it was asked for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::words::Words;
use crate::model::document::{Meta, Whole};
use crate::model::text::{LostName, PlacedBlock};
use crate::model::{BriefingId, Site, TextId};

/// What a text says above itself when some of its front matter is not shown, or all of it.
pub fn of_front_matter<'w>(site: &Site, words: &'w Words, text: TextId) -> Option<Cow<'w, str>> {
    let unread = &site.texts[text].unread;
    if let Some(whole) = unread.whole {
        let key = match whole {
            Whole::NoFrontMatter => "gap.no-front-matter",
            Whole::FrontMatter => "gap.front-matter-unread",
            Whole::File => "gap.file-unread",
            Whole::Text => "gap.text-unread",
        };
        return Some(words.text(key).into());
    }
    // What a briefing names for its blocks is said above them.
    let is_briefing = matches!(site.texts[text].meta, Meta::Briefing(_));
    let lost = site.lost.get(&text).into_iter().flatten().filter(|name| !(is_briefing && is_for_blocks(name)));
    let lost = lost.map(|name| name.key);
    // These have gaps at their own places, or are nothing to readers.
    let elsewhere = ["as_of", "date", "stance", "judgements", "allow"];
    let keys: BTreeSet<&str> = unread.keys.iter().copied().chain(lost).collect();
    let keys: Vec<&str> = keys.into_iter().filter(|key| !elsewhere.contains(key)).collect();
    let keys = (!keys.is_empty()).then(|| keys.join(words.text("list.words")))?;
    Some(words.with("gap.left-out", &[("keys", &keys)]).into())
}

/// What the options of a block ask for and the site cannot give.
pub fn of_block(words: &Words, name: &str, block: &PlacedBlock) -> Option<String> {
    let unread = block.unread.then(|| words.text("gap.options-unread").to_owned());
    let reasons = unread.into_iter().chain(block.lost.iter().map(|name| lost(words, name)));
    let key = match (name, block.empty) {
        ("matrix", true) => "gap.matrix-empty",
        ("matrix", false) => "gap.matrix-incomplete",
        ("timeline", true) => "gap.timeline-empty",
        ("timeline", false) => "gap.timeline-incomplete",
        (_, true) => "gap.block-empty",
        (_, false) => "gap.block-incomplete",
    };
    because(words, key, name, reasons)
}

/// What the front matter of a briefing names for its blocks and the site does not have.
pub fn of_briefing(site: &Site, words: &Words, briefing: BriefingId) -> Option<String> {
    let names = site.lost.get(&site.briefings[briefing].text).into_iter().flatten();
    let reasons = names.filter(|name| is_for_blocks(name)).map(|name| lost(words, name));
    because(words, "gap.briefing-incomplete", "", reasons)
}

/// Whether a key of a briefing says what its blocks show.
fn is_for_blocks(name: &LostName) -> bool {
    matches!(name.key, "actors" | "issues")
}

/// A sentence with its reasons, if there are any.
fn because(words: &Words, key: &str, block: &str, reasons: impl Iterator<Item = String>) -> Option<String> {
    let reasons: Vec<String> = reasons.collect();
    let listed = (!reasons.is_empty()).then(|| reasons.join(words.text("list.clauses")))?;
    Some(words.with(key, &[("block", block), ("reasons", &listed)]))
}

/// Why a name is of no use.
fn lost(words: &Words, LostName { key, name }: &LostName) -> String {
    match *key {
        "actors" => words.with("gap.no-actor", &[("id", name)]),
        "issue" | "issues" => words.with("gap.no-issue", &[("id", name)]),
        "show" | "stance" | "firmness" | "basis" => words.with("gap.no-word", &[("text", name)]),
        "since" | "changed_since" => words.with("gap.no-briefing", &[("id", name)]),
        "kind" => words.with("gap.no-kind", &[("text", name)]),
        _ => words.with("gap.no-date", &[("text", name)]),
    }
}
