//! What a page says where a block cannot show all that it was asked for.

use std::borrow::Cow;

use crate::diagnostic::Code;
use crate::model::Site;
use crate::model::date::Date;
use crate::model::document::{BlockOptions, Briefing, Reference, Unread};
use crate::model::words::{SourceKind, Word};

/// What is missing from a block.
pub struct BlockGap {
    /// In a sentence for readers; none when nothing is missing.
    pub words: Option<String>,
    /// Nothing of what was asked for can be shown. To show everything instead would be untrue.
    pub empty: bool,
}

/// What a text says above itself when some of its front matter is not shown, or all of it.
pub fn of_front_matter(unread: &Unread) -> Option<Cow<'static, str>> {
    if let Some(words) = unread.whole {
        return Some(words.into());
    }
    // These have gaps at their own places.
    let elsewhere = ["as_of", "date", "stance", "judgements"];
    let keys: Vec<&str> = unread.keys.iter().copied().filter(|key| !elsewhere.contains(key)).collect();
    (!keys.is_empty())
        .then(|| format!("Left out, since it cannot be read or leads nowhere: {}.", keys.join(", ")).into())
}

/// What the options of a block ask for and the site cannot give.
pub fn of_block(site: &Site, name: &str, options: &BlockOptions) -> BlockGap {
    let mut reasons = Vec::new();
    let mut empty = options.findings.iter().any(|finding| matches!(finding.code, Code::BadBlock | Code::WrongType));
    if empty {
        reasons.push("its options could not be read".to_owned());
    }
    for (key, values) in &options.options {
        let unknown: Vec<String> = values.iter().filter_map(|value| unknown(site, key, &value.value)).collect();
        empty |= !unknown.is_empty() && unknown.len() == values.len();
        reasons.extend(unknown);
    }
    let block = match name {
        "matrix" | "timeline" => format!("This {name}"),
        _ => format!("The block “{name}”"),
    };
    let lack = if empty { "shows nothing" } else { "is incomplete" };
    let words = (!reasons.is_empty()).then(|| format!("{block} {lack}: {}.", reasons.join("; ")));
    BlockGap { words, empty }
}

/// Why the value of an option is of no use.
fn unknown(site: &Site, key: &str, value: &str) -> Option<String> {
    match key {
        "actors" if site.actor(value).is_none() => Some(format!("there is no actor “{value}”")),
        "issues" if site.issue(value).is_none() => Some(format!("there is no issue “{value}”")),
        "from" | "to" if Date::parse(value).is_err() => Some(format!("“{value}” is no date")),
        "kind" if SourceKind::find(value).is_none() => Some(format!("“{value}” is no kind of source")),
        _ => None,
    }
}

/// What the front matter of a briefing names for its blocks and the site does not have.
pub fn of_briefing(site: &Site, briefing: &Briefing) -> Option<String> {
    let unknown = |key, names: &[Reference]| -> Vec<String> {
        names.iter().filter_map(|name| unknown(site, key, &name.value)).collect()
    };
    let reasons = [unknown("actors", &briefing.actors), unknown("issues", &briefing.issues)].concat();
    (!reasons.is_empty()).then(|| format!("What this briefing shows is incomplete: {}.", reasons.join("; ")))
}
