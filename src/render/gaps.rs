//! What a page says where a text or a block cannot show all that it was asked for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::text::{LostName, PlacedBlock};
use crate::model::{BriefingId, Site, TextId};

/// What a text says above itself when some of its front matter is not shown, or all of it.
pub fn of_front_matter(site: &Site, text: TextId) -> Option<Cow<'static, str>> {
    let unread = &site.texts[text].unread;
    if let Some(words) = unread.whole {
        return Some(words.into());
    }
    let lost = site.lost_keys.get(&text);
    if unread.keys.is_empty() && lost.is_none() {
        return None;
    }
    // These have gaps at their own places.
    let elsewhere = ["as_of", "date", "stance", "judgements"];
    let keys: BTreeSet<&str> = unread.keys.iter().chain(lost.into_iter().flatten()).copied().collect();
    let keys: Vec<&str> = keys.into_iter().filter(|key| !elsewhere.contains(key)).collect();
    (!keys.is_empty())
        .then(|| format!("Left out, since it cannot be read or leads nowhere: {}.", keys.join(", ")).into())
}

/// What the options of a block ask for and the site cannot give.
pub fn of_block(name: &str, block: &PlacedBlock) -> Option<String> {
    let unread = block.unread.then(|| "its options could not be read".to_owned());
    let reasons: Vec<String> = unread.into_iter().chain(block.lost.iter().map(lost)).collect();
    let subject = match name {
        "matrix" | "timeline" => format!("This {name}"),
        _ => format!("The block “{name}”"),
    };
    let lack = if block.empty { "shows nothing" } else { "is incomplete" };
    (!reasons.is_empty()).then(|| format!("{subject} {lack}: {}.", reasons.join("; ")))
}

/// What the front matter of a briefing names for its blocks and the site does not have.
pub fn of_briefing(site: &Site, briefing: BriefingId) -> Option<String> {
    let reasons: Vec<String> = site.briefings[briefing].lost.iter().map(lost).collect();
    (!reasons.is_empty()).then(|| format!("What this briefing shows is incomplete: {}.", reasons.join("; ")))
}

/// Why a name is of no use.
fn lost(LostName { key, name }: &LostName) -> String {
    match *key {
        "actors" => format!("there is no actor “{name}”"),
        "issues" => format!("there is no issue “{name}”"),
        "kind" => format!("“{name}” is no kind of source"),
        _ => format!("“{name}” is no date"),
    }
}
