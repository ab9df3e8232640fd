//! New actors, issues, events and briefings.

use super::front_matter::{FrontMatter, words};
use super::{NewFile, NoNewFile, free};
use crate::markdown::slug::slug;
use crate::model::document::Kind;
use crate::model::words::{Confidence, Likelihood};
use crate::model::{Date, Site};

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
        .also("language, draft, allow")
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
        .also("language, draft, allow")
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
        .also("language, draft, allow")
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
        .also("language, draft, allow")
        .text("<!-- What happened, with its source: a sentence, and `[@key]` behind it. -->");
    Ok(NewFile { path, text, notes: Vec::new() })
}

/// A new briefing: a draft.
///
/// # Errors
/// When there is one of that id, or no id can be made.
pub fn briefing(site: &Site, named: Named, as_of: &Date) -> Result<NewFile, NoNewFile> {
    let (path, title) = named.place(site, Kind::Briefing)?;
    let text = FrontMatter::new()
        .key("title", &title)
        .remarked("as_of", as_of.edtf(), "the day that its text stands for")
        .remarked("draft", "true", "remove this line to publish it")
        .open("summary", "for lists and previews; else the first paragraph")
        .group("What its blocks show; else all that have positions")
        .example("actors: [an-actor]", "")
        .example("issues: [an-issue]", "")
        .group("What you think will happen")
        .example("judgements:", "")
        .example("  - text: They will agree.", "")
        .example("    likelihood: likely", &words::<Likelihood>())
        .example("    confidence: moderate", &format!("{}: how good your grounds are", words::<Confidence>()))
        .example("    cites: [a-source]", "")
        .also("authors, language, allow")
        .text(
            "<!-- What readers come for. Cite each claim: `[@key, p. 3]`. -->\n\n\
             ## Who stands where\n\n```matrix\n```\n\n\
             ## How it came to this\n\n```timeline\n```",
        );
    let notes = vec!["It is a draft: `standpoint serve --drafts` shows it.".to_owned()];
    Ok(NewFile { path, text, notes })
}
