//! Fenced blocks: which ones are parts that the theme generates, and whether their options make sense.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, Body};
use crate::model::Site;
use crate::model::date::Date;
use crate::model::document::Kind;
use crate::model::site::TextOf;
use crate::model::words::{SourceKind, Word};

/// The options of the blocks that every theme has.
const OPTIONS: [(&str, &[&str]); 5] = [
    ("matrix", &["actors", "issues"]),
    ("positions", &["actors", "issues"]),
    ("timeline", &["actors", "issues", "from", "to"]),
    ("sources", &["kind"]),
    ("judgements", &[]),
];

/// Reports what is wrong with the blocks of a site.
pub fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for text in site.texts() {
        match text.kind {
            Kind::Home | Kind::Briefing | Kind::Page => placed(site, text, out),
            _ => misplaced(site, text, out),
        }
    }
    if site.blocks.contains("judgements") {
        judgements(site, out);
    }
}

/// Reports the blocks that would show judgements where there are none.
fn judgements(site: &Site, out: &mut Vec<Diagnostic>) {
    let report = |block: &Block, message: &str, hint: &str| {
        Diagnostic::new(Code::EmptyBlock, block.name_span.clone(), message).hint(hint)
    };
    let elsewhere = site.home.iter().chain(&site.pages).flat_map(|entry| blocks_of(&entry.body));
    out.extend(elsewhere.map(|block| {
        report(block, "only a briefing has judgements, so this block shows nothing", "move it into their briefing")
    }));
    for entry in &site.briefings {
        let none = entry.meta.judgements.is_empty() && !entry.unread.holds("judgements");
        let mut blocks = blocks_of(&entry.body).peekable();
        let Some(first) = blocks.next_if(|_| !none) else {
            out.extend(blocks.map(|block| {
                let message = "this briefing has no judgements, so this block shows nothing";
                report(block, message, "write `judgements:` in its front matter, or remove the block")
            }));
            continue;
        };
        out.extend(blocks.map(|block| {
            report(block, "the judgements are shown already, so this block shows nothing", "remove one of the blocks")
                .related(first.name_span.clone(), "here they are shown")
        }));
    }
}

/// The blocks of a text that show judgements.
fn blocks_of(body: &Body) -> impl Iterator<Item = &Block> {
    body.blocks.iter().filter(|block| block.name == "judgements")
}

/// Blocks where they belong.
fn placed(site: &Site, text: TextOf, out: &mut Vec<Diagnostic>) {
    for (block, options) in text.body.blocks.iter().zip(text.blocks) {
        if !site.blocks.contains(&block.name) {
            unknown_language(site, block, out);
            continue;
        }
        out.extend(options.findings.iter().cloned());
        let Some((_, keys)) = OPTIONS.iter().find(|(name, _)| *name == block.name) else { continue };
        for (key, values) in &options.options {
            if !keys.contains(&key.as_str()) {
                let hint = match keys {
                    [] => "it takes none".to_owned(),
                    keys => format!("its options: {}", keys.join(", ")),
                };
                out.push(
                    Diagnostic::new(
                        Code::UnknownKey,
                        block.name_span.clone(),
                        format!("the block `{}` has no option `{key}`", block.name),
                    )
                    .nearest(key, keys.iter().copied())
                    .hint(hint),
                );
            }
            for value in values {
                let finding = |code, message: String| Diagnostic::new(code, value.span.clone(), message);
                let name = value.value.as_str();
                match key.as_str() {
                    "actors" if site.actor(name).is_none() => out.push(
                        finding(Code::UnknownActor, format!("there is no actor `{name}`"))
                            .nearest(name, site.actors.iter().map(|entry| entry.id.as_str())),
                    ),
                    "issues" if site.issue(name).is_none() => out.push(
                        finding(Code::UnknownIssue, format!("there is no issue `{name}`"))
                            .nearest(name, site.issues.iter().map(|entry| entry.id.as_str())),
                    ),
                    "from" | "to" => {
                        if let Err(why) = Date::parse(name) {
                            out.push(finding(Code::BadDate, format!("`{name}` is no date: {why}")));
                        }
                    }
                    "kind" if SourceKind::find(name).is_none() => out.push(
                        finding(Code::UnknownWord, format!("`{name}` is no kind of source"))
                            .nearest(name, SourceKind::ALL.iter().map(|kind| kind.id())),
                    ),
                    _ => {}
                }
            }
        }
    }
}

/// Blocks in the text of things that blocks show.
fn misplaced(site: &Site, text: TextOf, out: &mut Vec<Diagnostic>) {
    for block in &text.body.blocks {
        if site.blocks.contains(&block.name) {
            out.push(
                Diagnostic::new(
                    Code::BadBlock,
                    block.name_span.clone(),
                    format!("the block `{}` cannot stand in this kind of text", block.name),
                )
                .hint("blocks belong into briefings, pages and the home page"),
            );
        } else {
            unknown_language(site, block, out);
        }
    }
}

fn unknown_language(site: &Site, block: &Block, out: &mut Vec<Diagnostic>) {
    // Nobody writes `text` for colours.
    if matches!(block.name.as_str(), "text" | "txt" | "plain" | "plaintext" | "none") {
        return;
    }
    out.push(
        Diagnostic::new(
            Code::UnknownLanguage,
            block.name_span.clone(),
            format!("`{}` is neither a block nor a language known here", block.name),
        )
        .nearest(&block.name, site.blocks.iter().map(String::as_str))
        .hint("it is shown as plain code; write `text` to say that it is meant so"),
    );
}
