//! `standpoint changes`: what changed, in words, as Markdown or as JSON.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::json;

use super::terminal::{Drawn, colours, say, say_drawn, talk};
use super::{counted, machine};
use crate::diagnostic::{Severity, printable};
use crate::model::{BriefingId, Date};
use crate::nearest::meant;
use crate::pipeline::{Build, Edition, ToldChange};

/// The arguments of `changes`.
#[derive(Debug, clap::Args)]
pub struct ChangesArguments {
    /// The site's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// From when: a date, or the name of a briefing [default: the newest briefing]
    #[arg(long, value_name = "DATE|BRIEFING")]
    since: Option<String>,
    /// Up to when [default: the newest date of the site]
    #[arg(long, value_name = "DATE", value_parser = Date::parse)]
    until: Option<Date>,
    /// How to print the changes
    #[arg(long, value_enum, default_value = "human")]
    format: Form,
    /// Tell of drafts too
    #[arg(long)]
    drafts: bool,
}

/// How changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line for each, with the file that tells it beneath
    Human,
    /// A list to paste into a mail or a commit
    Markdown,
    /// One JSON object, whose fields docs/data.md lists
    Json,
}

/// From when changes are told.
struct Since<'e> {
    /// The day; without it, from the beginning.
    date: Option<Cow<'e, Date>>,
    /// The briefing whose day it is.
    briefing: Option<BriefingId>,
}

/// What is told, and of which days.
struct Told<'e> {
    edition: &'e Edition,
    since: Since<'e>,
    until: Option<&'e Date>,
    changes: Vec<ToldChange<'e>>,
}

/// Tells what changed.
pub fn changes(arguments: &ChangesArguments) -> ExitCode {
    let build = Build { drafts: arguments.drafts, ..Build::default() };
    let edition = match Edition::open(&arguments.dir, &build) {
        Ok(edition) => edition,
        Err(error) => return machine(&error),
    };
    let since = match Since::of(&edition, arguments.since.as_deref()) {
        Ok(since) => since,
        Err(why) => {
            talk(&format!("standpoint: {why}\n"));
            return ExitCode::from(2);
        }
    };
    let until = arguments.until.as_ref();
    let told = Told { changes: edition.changes(since.date.as_deref(), until), edition: &edition, since, until };
    let styled = colours(&std::io::stdout());
    match arguments.format {
        Form::Human => say_drawn(&Drawn::new(told.human(styled), styled)),
        Form::Markdown => say(&told.markdown()),
        Form::Json => say(&told.json()),
    }
    talk(&unread(&edition));
    ExitCode::SUCCESS
}

/// That some of the site could not be read, so that some of it may be missing here.
fn unread(edition: &Edition) -> String {
    let errors = edition.first_findings().iter().filter(|finding| finding.severity == Severity::Error).count();
    match errors {
        0 => String::new(),
        _ => format!("The site has {}; see them with `standpoint check`.\n", counted(errors, "error")),
    }
}

impl<'e> Since<'e> {
    /// What a name says, else the day of the newest briefing.
    fn of(edition: &'e Edition, name: Option<&str>) -> Result<Since<'e>, String> {
        let site = edition.site();
        let day_of = |at: BriefingId| site.briefings[at].meta.as_of.as_ref().map(|date| Cow::Borrowed(&date.value));
        let Some(name) = name else {
            // They stand newest first.
            let newest = site.briefings.ids().find(|at| day_of(*at).is_some());
            return Ok(Since { date: newest.and_then(day_of), briefing: newest });
        };
        if let Ok(date) = Date::parse(name) {
            return Ok(Since { date: Some(Cow::Owned(date)), briefing: None });
        }
        let Some(briefing) = edition.briefing(name) else { return Err(unknown(edition, name)) };
        match day_of(briefing) {
            Some(date) => Ok(Since { date: Some(date), briefing: Some(briefing) }),
            None => Err(format!("the briefing `{name}` has no day; write `as_of: DATE` into it, or name a date")),
        }
    }
}

fn unknown(edition: &Edition, name: &str) -> String {
    let known = edition.site().briefings.iter().map(|briefing| briefing.id.as_str());
    let hint = match meant(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give a date such as 2025-08-20 or 2025-08, or the file name of a briefing".to_owned(),
    };
    format!("there is no briefing `{name}`, and it is no date; {hint}")
}

impl Told<'_> {
    /// `since 20 January 2026, the day of “January”, until 28 February 2026`
    fn days(&self, briefing: impl Fn(BriefingId) -> String) -> String {
        let mut words = match &self.since.date {
            Some(date) => format!("since {date}"),
            None => "from the beginning".to_owned(),
        };
        // Writing to a string cannot fail.
        let _ = self.since.briefing.map(|at| write!(words, ", the day of {}", briefing(at)));
        let _ = self.until.map(|until| write!(words, "{} until {until}", self.since.briefing.map_or("", |_| ",")));
        words
    }

    fn title_of(&self, at: BriefingId) -> &str {
        &self.edition.site().briefings[at].meta.title
    }

    /// For people at a terminal: each line is made visible by itself, since some of what is around it has colours.
    fn human(&self, styled: bool) -> String {
        let days = printable(self.days(|at| format!("the briefing “{}”", self.title_of(at))));
        if self.changes.is_empty() {
            return format!("Nothing has changed {days}.\n");
        }
        let paint = |text: String, style: &str| if styled { format!("\x1b[{style}m{text}\x1b[0m") } else { text };
        let dates = self.changes.iter().map(|told| told.change.date.edtf.len()).max().unwrap_or_default();
        let kinds = self.changes.iter().map(|told| told.change.kind.len()).max().unwrap_or_default();
        let mut words = paint(format!("{} {days}", counted(self.changes.len(), "change")), "1");
        words.push_str("\n\n");
        for ToldChange { change, file } in &self.changes {
            let (date, kind) = (format!("{:dates$}", change.date.edtf), format!("{:kinds$}", change.kind));
            let (sentence, file) = (printable(change.sentence.clone()), printable((*file).to_owned()));
            let beneath = format!("{:1$}", "", dates + kinds + 4);
            // Writing to a string cannot fail.
            let _ = writeln!(words, "{date}  {}  {sentence}", paint(kind, "36"));
            let _ = writeln!(words, "{beneath}{}", paint(file, "2"));
        }
        words
    }

    /// For a mail or a commit.
    fn markdown(&self) -> String {
        let days = self.days(|at| self.briefing_as_link(at));
        if self.changes.is_empty() {
            return format!("Nothing has changed {days}.\n");
        }
        let mut words = format!("What changed {days}:\n\n");
        for ToldChange { change, .. } in &self.changes {
            // Writing to a string cannot fail.
            let _ = writeln!(words, "- {}: {}", change.date.edtf, link(&change.sentence, &change.url));
        }
        words
    }

    fn briefing_as_link(&self, at: BriefingId) -> String {
        let site = self.edition.site();
        let address = &site.pages[site.briefings[at].page].address;
        link(self.title_of(at), &[site.base_url().unwrap_or_default(), address].concat())
    }

    /// For programs.
    fn json(&self) -> String {
        let briefing = self.since.briefing.map(|at| &self.edition.site().briefings[at].id);
        let until = self.until.or(self.edition.date());
        let told = json!({
            "since": self.since.date.as_ref().map(|date| date.edtf()),
            "since_briefing": briefing,
            "until": until.map(Date::edtf),
            "changes": self.changes,
        });
        format!("{told:#}\n")
    }
}

/// A link in Markdown.
fn link(words: &str, address: &str) -> String {
    let mut link = String::from("[");
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&' | '$' => link.extend(['\\', c]),
            c if c.is_whitespace() => link.push(' '),
            c => link.push(c),
        }
    }
    // Writing to a string cannot fail.
    let _ = write!(link, "]({})", address.replace('(', "%28").replace(')', "%29"));
    link
}
