//! Fenced blocks: which ones are parts that the theme generates, and what their options mean.

use std::collections::BTreeMap;

use super::drafts::{Drafts, HeldBack};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::Block;
use crate::model::date::{self, Date};
use crate::model::document::{BlockOptions, Document, Kind, Meta, Reference};
use crate::model::site::{Things, found};
use crate::model::text::{BlockDay, Filter, LostName, PlacedBlock, Since};
use crate::model::words::{Basis, Firmness, Show, SourceKind, Stance, Word};
use crate::nearest::Suggestions;

/// The options of the blocks that every theme has.
const OPTIONS: [(&str, &[&str]); 11] = [
    ("matrix", &["actors", "issues", "as_of", "show", "stance", "firmness", "basis", "changed_since"]),
    ("positions", &["actors", "issues", "as_of", "stance", "firmness", "basis", "changed_since"]),
    ("timeline", &["actors", "issues", "from", "to", "as_of"]),
    ("spectrum", &["issue", "issues", "actors", "as_of"]),
    ("agreement", &["actors", "issues", "as_of"]),
    ("changes", &["actors", "issues", "since", "until"]),
    ("shifts", &["actors", "issues", "since", "until"]),
    ("sources", &["kind"]),
    ("judgements", &[]),
    ("quote", &[]),
    ("allowed", &[]),
];

/// What was perhaps meant by names in blocks that lead nowhere.
#[derive(Debug, Default)]
pub struct Near {
    actors: Suggestions,
    issues: Suggestions,
    briefings: Suggestions,
}

/// Where names lead: to things, to drafts, and to what they are near to.
type Names<'a> = (&'a Things, &'a Drafts, &'a Near);

/// What each fenced block of a text is to show: none for plain code. Reports what is wrong with them.
pub fn place(names: Names, text: &Document, out: &mut Vec<Diagnostic>) -> Vec<Option<PlacedBlock>> {
    let things = names.0;
    let may_stand = matches!(text.meta.kind(), Kind::Home | Kind::Briefing | Kind::Page);
    let blocks = text.body.blocks.iter().zip(&*text.blocks).map(|(block, options)| {
        if !things.blocks.contains(&block.name) {
            unknown_language(things, block, out);
            None
        } else if may_stand {
            Some(placed(names, block, options, out))
        } else {
            let message = format!("the block `{}` cannot stand in this kind of text", block.name);
            out.push(
                Diagnostic::new(Code::BadBlock, block.name_span.clone(), message)
                    .hint("blocks belong into briefings, pages and the home page"),
            );
            None
        }
    });
    let blocks = blocks.collect();
    if may_stand && things.blocks.contains("judgements") {
        judgements(text, out);
    }
    blocks
}

/// Reports the blocks that would show judgements where there are none.
fn judgements(text: &Document, out: &mut Vec<Diagnostic>) {
    let report = |block: &Block, message: &str, hint: &str| {
        Diagnostic::new(Code::EmptyBlock, block.name_span.clone(), message).hint(hint)
    };
    let mut blocks = text.body.blocks.iter().filter(|block| block.name == "judgements");
    let (message, hint) = match &text.meta {
        Meta::Briefing(briefing) if briefing.judgements.is_empty() && !text.unread.holds("judgements") => (
            "this briefing has no judgements, so this block shows nothing",
            "write `judgements:` in its front matter, or remove the block",
        ),
        Meta::Briefing(_) => {
            let Some(first) = blocks.next() else { return };
            return out.extend(blocks.map(|block| {
                report(
                    block,
                    "the judgements are shown already, so this block shows nothing",
                    "remove one of the blocks",
                )
                .related(first.name_span.clone(), "here they are shown")
            }));
        }
        _ => ("only a briefing has judgements, so this block shows nothing", "move it into their briefing"),
    };
    out.extend(blocks.map(|block| report(block, message, hint)));
}

/// A block where it belongs.
fn placed(names: Names, block: &Block, written: &BlockOptions, out: &mut Vec<Diagnostic>) -> PlacedBlock {
    out.extend(written.findings.iter().cloned());
    let known = OPTIONS.iter().find(|(name, _)| *name == block.name).map(|(_, keys)| *keys);
    for key in written.options.keys().filter(|key| known.is_some_and(|keys| !keys.contains(&key.as_str()))) {
        unknown_option(block, key, known.unwrap_or_default(), out);
    }
    let unread = written.findings.iter().any(|finding| matches!(finding.code, Code::BadBlock | Code::WrongType));
    if block.name == "quote" && block.quotes.is_none() && !unread {
        let message = "this block names no passage, so it shows nothing";
        out.push(
            Diagnostic::new(Code::EmptyBlock, block.name_span.clone(), message)
                .hint("write the key of its source and the `id` that the passage has there: `key#passage`"),
        );
    }
    let mut placed = PlacedBlock { quotes: block.quotes, unread, empty: unread, ..asked_for(names, &written.options) };
    for key in CHECKED {
        let all = written.options.get(key).map(Vec::as_slice).unwrap_or_default();
        let lost: Vec<(&Reference, Diagnostic)> =
            all.iter().filter_map(|value| Some((value, lost(names, key, value)?))).collect();
        placed.empty |= !lost.is_empty() && lost.len() == all.len();
        // A page does not name what is held back.
        let shown = |(value, finding): &(&Reference, Diagnostic)| match finding.code {
            Code::LinkToDraft => "…".to_owned(),
            _ => value.value.clone(),
        };
        placed.lost.extend(lost.iter().map(|lost| LostName { key, name: shown(lost) }));
        if known.is_some() {
            out.extend(lost.into_iter().map(|(_, finding)| finding));
            out.extend(all.get(1).filter(|_| SINGLE.contains(&key)).map(|second| beside_the_first(key, second)));
        }
    }
    placed
}

/// What the options of a block ask for, as far as it is there.
fn asked_for(names: Names, options: &BTreeMap<String, Vec<Reference>>) -> PlacedBlock {
    let things = names.0;
    let values = |key: &str| options.get(key);
    let first = |key: &str| Some(values(key)?.first()?.value.as_str());
    let date = |key: &str| first(key).and_then(|date| Date::parse(date).ok());
    let since = |key: &str| first(key).and_then(|name| since(names, name));
    let day = |date: &str| match date {
        "latest" => Some(BlockDay::Latest),
        date => Date::parse(date).ok().map(BlockDay::On),
    };
    let issues = values("issues").or(values("issue"));
    PlacedBlock {
        options: plain(options),
        actors: values("actors").map(|names| found(names, |id| things.actor(id))),
        issues: issues.map(|names| found(names, |id| things.issue(id))),
        kinds: values("kind").map(|names| found(names, SourceKind::find)),
        from: date("from"),
        to: date("to"),
        day: first("as_of").or(first("until")).and_then(day),
        since: since("since"),
        show: first("show").and_then(Show::find),
        alone: values("alone").is_some_and(|said| said.iter().map(|word| &*word.value).eq(["true"])),
        filter: Filter {
            stance: words(values("stance")),
            firmness: words(values("firmness")),
            basis: words(values("basis")),
            changed_since: since("changed_since"),
        },
        ..PlacedBlock::default()
    }
}

/// The options whose values can be of no use.
const CHECKED: [&str; 14] = [
    "actors",
    "as_of",
    "basis",
    "changed_since",
    "firmness",
    "from",
    "issue",
    "issues",
    "kind",
    "show",
    "since",
    "stance",
    "to",
    "until",
];

/// Those that take one value alone.
const SINGLE: [&str; 7] = ["as_of", "changed_since", "from", "show", "since", "to", "until"];

fn beside_the_first(key: &str, second: &Reference) -> Diagnostic {
    let message = format!("`{key}` takes one value: `{}` is not looked at", second.value);
    Diagnostic::new(Code::WrongType, second.span.clone(), message).hint("write the one that counts, without a list")
}

/// The words of a closed list among some values.
fn words<W: Word>(values: Option<&Vec<Reference>>) -> Vec<W> {
    values.into_iter().flatten().filter_map(|value| W::find(&value.value)).collect()
}

/// From when something is told: a date, or the day of a briefing.
fn since((things, drafts, _): Names, name: &str) -> Option<Since> {
    let briefing = || things.briefing_at.get(name).copied().map(Since::Briefing);
    let later = || (drafts.thing(Kind::Briefing, name) == Some(HeldBack::Later)).then_some(Since::Later);
    Date::parse(name).ok().map(Since::Date).or_else(briefing).or_else(later)
}

/// What is wrong with the value of an option that is of no use.
fn lost((things, drafts, near): Names, key: &str, value: &Reference) -> Option<Diagnostic> {
    let name = value.value.as_str();
    let draft = |kind: Kind| drafts.thing(kind, name)?.named(&value.span, &format!("the {} `{name}`", kind.word()));
    let finding = |code, message: String| Diagnostic::new(code, value.span.clone(), message);
    match key {
        "actors" if things.actor(name).is_none() => draft(Kind::Actor).or_else(|| {
            let finding = finding(Code::UnknownActor, format!("there is no actor `{name}`"));
            let near = near.actors.nearest(name, || things.actors.iter().map(|entry| entry.id.as_str()));
            Some(finding.did_you_mean(name, near.as_deref()))
        }),
        "issue" | "issues" if things.issue(name).is_none() => draft(Kind::Issue).or_else(|| {
            let finding = finding(Code::UnknownIssue, format!("there is no issue `{name}`"));
            let near = near.issues.nearest(name, || things.issues.iter().map(|entry| entry.id.as_str()));
            Some(finding.did_you_mean(name, near.as_deref()))
        }),
        "as_of" | "until" if name == "latest" => None,
        "since" | "changed_since" if since((things, drafts, near), name).is_some() => None,
        "since" | "changed_since" => draft(Kind::Briefing).or_else(|| {
            if let (true, Err(why)) = (date::looks_like_one(name), Date::parse(name)) {
                return Some(finding(Code::BadDate, format!("`{name}` is no date: {why}")));
            }
            let message = format!("`{name}` is neither a date nor a briefing");
            let near = near.briefings.nearest(name, || things.briefing_at.keys().map(String::as_str));
            Some(finding(Code::UnknownBriefing, message).did_you_mean(name, near.as_deref()))
        }),
        "show" => unknown_word::<Show>(value),
        "stance" => unknown_word::<Stance>(value),
        "firmness" => unknown_word::<Firmness>(value),
        "basis" => unknown_word::<Basis>(value),
        "from" | "to" | "as_of" | "until" => {
            let why = Date::parse(name).err()?;
            let finding = finding(Code::BadDate, format!("`{name}` is no date: {why}"));
            Some(match key {
                "from" | "to" => finding,
                _ => finding.nearest(name, ["latest"]).hint("or write `latest`, the day of the whole site"),
            })
        }
        "kind" if SourceKind::find(name).is_none() => Some(
            finding(Code::UnknownWord, format!("`{name}` is no kind of source"))
                .nearest(name, SourceKind::ALL.iter().map(|kind| kind.id())),
        ),
        _ => None,
    }
}

fn unknown_word<W: Word>(value: &Reference) -> Option<Diagnostic> {
    let words: Vec<&str> = W::ALL.iter().map(|word| word.id()).collect();
    let message = format!("`{}` is no {}", value.value, W::NAME);
    let finding = Diagnostic::new(Code::UnknownWord, value.span.clone(), message);
    W::find(&value.value)
        .is_none()
        .then(|| finding.nearest(&value.value, words.iter().copied()).hint(format!("one of: {}", words.join(", "))))
}

fn unknown_option(block: &Block, key: &str, keys: &[&str], out: &mut Vec<Diagnostic>) {
    let hint = match keys {
        [] => "it takes none".to_owned(),
        keys => format!("its options: {}", keys.join(", ")),
    };
    let message = format!("the block `{}` has no option `{key}`", block.name);
    out.push(
        Diagnostic::new(Code::UnknownKey, block.name_span.clone(), message)
            .nearest(key, keys.iter().copied())
            .hint(hint),
    );
}

fn unknown_language(things: &Things, block: &Block, out: &mut Vec<Diagnostic>) {
    // Nobody writes `text` for colours.
    if matches!(block.name.as_str(), "text" | "txt" | "plain" | "plaintext" | "none") {
        return;
    }
    let message = format!("`{}` is neither a block nor a language known here", block.name);
    out.push(
        Diagnostic::new(Code::UnknownLanguage, block.name_span.clone(), message)
            .nearest(&block.name, things.blocks.iter().map(String::as_str))
            .hint("it is shown as plain code; write `text` to say that it is meant so"),
    );
}

fn plain(options: &BTreeMap<String, Vec<Reference>>) -> BTreeMap<String, Vec<String>> {
    let words = |values: &[Reference]| values.iter().map(|value| value.value.clone()).collect();
    options.iter().map(|(key, values)| (key.clone(), words(values))).collect()
}
