//! New actors, issues, events and briefings.

use std::borrow::Cow;

use super::front_matter::{FrontMatter, in_list, scalar, words};
use super::{NewFile, NoNewFile, free, known};
use crate::analysis::judgements::{name, outcomes};
use crate::markdown::slug::slug;
use crate::model::document::{Briefing, Document, Judgement, Kind, Reference};
use crate::model::words::{Confidence, Likelihood, Word};
use crate::model::{Date, Day, Site};

/// What a new thing is called.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its name or title; or an id, of which a title is made.
    pub words: &'a str,
    /// Its id, where it is not to come from the words.
    pub id: Option<&'a str>,
}

impl Named<'_> {
    /// The path that is free for it, and its title.
    fn place(self, site: &Site, kind: Kind) -> Result<(String, String), NoNewFile> {
        let made = slug(self.words);
        let id = self.id.unwrap_or(&made);
        if id.is_empty() {
            return Err(NoNewFile::Impossible(format!(
                "`{}` has no letters and digits of which a file name could be made; give one with --id",
                self.words
            )));
        }
        free(site, kind, id)?;
        let title = match () {
            () if made != self.words => self.words.trim().to_owned(),
            // Names have capitals, titles begin with one.
            () if kind == Kind::Actor => made.split('-').map(capitalised).collect::<Vec<_>>().join(" "),
            () => capitalised(&made.replace('-', " ")),
        };
        Ok((format!("content/{}/{id}.md", kind.folder()), title))
    }
}

/// A text with its first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A new actor.
///
/// # Errors
/// When there is one of that id, or no id can be made.
pub fn actor(site: &Site, named: Named) -> Result<NewFile, NoNewFile> {
    let (path, name) = named.place(site, Kind::Actor)?;
    let text = FrontMatter::new()
        .key("name", &name)
        .open("kind", "state, institution, person, bloc, …: your own word")
        .example("part_of: another-actor", "what it belongs to")
        .group("How it is called and shown")
        .example("short_name: Name", "for tight places such as the matrix")
        .example("aliases: [Other name]", "other names it goes by")
        .example("flag: \"🟦\"", "a sign, such as an emoji")
        .example("colour: \"#3366aa\"", "in quotes, since # begins a comment")
        .also("corrections, language, draft, audience, allow, tags, formerly, image, extra")
        .text("<!-- Who they are, in a sentence or two. -->");
    Ok(NewFile { path, text, notes: Vec::new() })
}

/// A new issue.
///
/// # Errors
/// When there is one of that id, or no id can be made.
pub fn issue(site: &Site, named: Named) -> Result<NewFile, NoNewFile> {
    let (path, title) = named.place(site, Kind::Issue)?;
    let text = FrontMatter::new()
        .key("title", &title)
        .open("question", "in one sentence")
        .example("scale: [No, In part, Yes]", "the options, from one end to the other")
        .example("related: [another-issue]", "issues that hang together with it")
        .also("corrections, language, draft, audience, allow, aliases, tags, formerly, image, extra")
        .text("<!-- What is in dispute, and which options are on the table. -->");
    Ok(NewFile { path, text, notes: Vec::new() })
}

/// A new free page.
///
/// # Errors
/// When there is one of that id, or no id can be made.
pub fn page(site: &Site, named: Named) -> Result<NewFile, NoNewFile> {
    let (path, title) = named.place(site, Kind::Page)?;
    let text = FrontMatter::new()
        .key("title", &title)
        .also("corrections, language, alternate, draft, audience, allow, aliases, tags, formerly, image, extra")
        .text("<!-- Who writes here, how, and for whom. -->");
    Ok(NewFile { path, text, notes: Vec::new() })
}

/// A new event.
///
/// # Errors
/// When there is one of that id, or no id can be made.
pub fn event(site: &Site, named: Named, date: &Date) -> Result<NewFile, NoNewFile> {
    let (path, title) = named.place(site, Kind::Event)?;
    let text = FrontMatter::new()
        .key("title", &title)
        .remarked("date", date.edtf(), "or 2025-08, 2025, 2025-22 (summer); ~ behind it: about then")
        .open("actors", "who took part: [one, two]")
        .open("issues", "what it was about")
        .example("place: Town", "where")
        .example("kind: summit", "summit, statement, vote, …: your own word")
        .group("When it came, beside its date")
        .example("announced: 2025-07", "since when it was known: planned until its date")
        .example("after: [an-event]", "what came before it, where the dates leave that open")
        .also("corrections, language, draft, audience, allow, aliases, tags, formerly, image, extra")
        .text("<!-- What happened, with its source: a sentence, and `[@key]` behind it. -->");
    Ok(NewFile { path, text, notes: Vec::new() })
}

/// A new briefing: a draft. It may take up an older one, and then starts from it.
///
/// # Errors
/// When there is one of that id, no id can be made, or the one that it follows is not there or newer.
pub fn briefing(site: &Site, named: Named, as_of: &Date, follows: Option<&str>) -> Result<NewFile, NoNewFile> {
    let (path, title) = named.place(site, Kind::Briefing)?;
    let old = follows.map(|id| followed(site, id, as_of)).transpose()?;
    let mut notes = vec!["It is a draft: `standpoint serve --drafts` shows it.".to_owned()];
    let text = match old {
        None => FrontMatter::new()
            .key("title", &title)
            .remarked("as_of", as_of.edtf(), "the day that its text stands for")
            .remarked("draft", "true", "remove this line to publish it")
            .open("summary", "for lists and previews; else the first paragraph")
            .group("What its blocks show; else all that have positions")
            .example("actors: [an-actor]", "")
            .example("issues: [an-issue]", "")
            .group("What you think will happen")
            .example("judgements:", "")
            .example("  - id: a-name", "its name, for the briefing that follows this one")
            .example("    text: They will agree.", "")
            .example("    likelihood: likely", &words::<Likelihood>())
            .example("    confidence: moderate", &format!("{}: how good your grounds are", words::<Confidence>()))
            .example("    cites: [a-source]", "")
            .also("authors, follows, notes, corrections, language, alternate, audience, allow, aliases, tags, formerly, image, extra")
            .text(&format!("<!-- What readers come for. Cite each claim: `[@key, p. 3]`. -->\n\n{PARTS}")),
        Some((id, text, meta)) => {
            // An id in place of a title leaves it the old one.
            let own = (slug(named.words) != named.words).then_some(title.as_str());
            if meta.judgements.iter().any(|judgement| judgement.id.is_none() && judgement.outcome.is_none()) {
                notes.push(format!(
                    "Give the judgements an `id`, the same one here and in {}: readers then see which of them moved.",
                    text.path
                ));
            }
            let outcomes = outcomes(site);
            let settled = |one: &Judgement| one.outcome.is_some() || name(one).is_some_and(|name| outcomes.contains_key(&name));
            let (settled, open): (Vec<&Judgement>, Vec<&Judgement>) = meta.judgements.iter().partition(|one| settled(one));
            if !settled.is_empty() {
                notes.push(format!("Judgements of which it is known what became of them are left to {}.", text.path));
            }
            following((id, text, meta), &open, own.unwrap_or(meta.title.written()), as_of)
        }
    };
    Ok(NewFile { path, text, notes })
}

/// What most briefings show.
const PARTS: &str = "## Who stands where\n\n```matrix\n```\n\n## How it came to this\n\n```timeline\n```";

/// A briefing that is taken up: its id, its file, and what that says.
type Old<'s> = (&'s str, &'s Document, &'s Briefing);

/// The briefing of an id, which must not be newer than the one that follows it.
fn followed<'s>(site: &'s Site, id: &str, as_of: &Date) -> Result<Old<'s>, NoNewFile> {
    let ids = site.briefings.iter().map(|entry| entry.id.as_str());
    let entry = &site.briefings[known(site.briefing_at.get(id).copied(), "briefing", id, ids)?];
    match &entry.meta.as_of {
        Some(date) if !Day::of(as_of).counts(Some(&date.value)) => Err(NoNewFile::Impossible(format!(
            "`{id}` is of {}, and a briefing of {as_of} cannot follow it; give a later date with --as-of",
            date.value
        ))),
        _ => Ok((&entry.id, &site.texts[entry.text].document, &entry.meta)),
    }
}

/// A briefing that starts from an older one: what that is about, and what it held likely and is still open.
fn following((id, text, meta): Old, judgements: &[&Judgement], title: &str, as_of: &Date) -> String {
    let names = |names: &'_ [Reference]| names.iter().map(|name| name.value.clone()).collect::<Vec<String>>();
    let list =
        |front: FrontMatter, key: &str, values: &[String]| front.list(key, values.iter().map(String::as_str), "");
    let mut front = FrontMatter::new()
        .key("title", title)
        .remarked("as_of", as_of.edtf(), "the day that its text stands for")
        .remarked("follows", id, "the one that it takes up, which then leads to this one")
        .remarked("draft", "true", "remove this line to publish it")
        .open("summary", "for lists and previews; else the first paragraph");
    front = list(front, "actors", &names(&meta.actors));
    front = list(front, "issues", &names(&meta.issues));
    front = list(front, "authors", &meta.authors);
    if let Some(language) = &text.language {
        front = front.key("language", language);
    }
    if !judgements.is_empty() {
        front = front.plain("judgements:").comment("Say of each how likely it is now, or take it out.");
    }
    for judgement in judgements {
        front = front.item(&keys(judgement));
    }
    let date = meta.as_of.as_ref().map_or_else(String::new, |date| format!(", of {}", date.value));
    front.also("corrections, audience, allow, aliases, tags, formerly, image, extra").text(&format!(
        "<!-- It takes up {}{date}. Say first what is new since then, and cite it: `[@key, p. 3]`. -->\n\n\
         ## What changed\n\n```changes\n```\n\n{PARTS}",
        text.path
    ))
}

/// A judgement, key by key.
fn keys(judgement: &Judgement) -> [(&'static str, Option<Cow<'_, str>>); 5] {
    let cites: Vec<Cow<str>> = judgement.cites.iter().map(|key| in_list(&key.value)).collect();
    [
        ("id", judgement.id.as_deref().map(scalar)),
        ("text", Some(scalar(judgement.text.written()))),
        ("likelihood", judgement.likelihood.map(|word| word.id().into())),
        ("confidence", judgement.confidence.map(|word| word.id().into())),
        ("cites", (!cites.is_empty()).then(|| format!("[{}]", cites.join(", ")).into())),
    ]
}
