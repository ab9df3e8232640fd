//! `standpoint changes`: what changed, in words, as Markdown or as JSON.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::terminal::{Drawn, colours, say, say_drawn, talk};
use super::{counted, machine};
use crate::Error;
use crate::diagnostic::{Severity, printable};
use crate::model::{BriefingId, Date, date};
use crate::nearest::meant;
use crate::pipeline::{Build, ComparisonView, DifferenceView, Edition, ToldChange};
use crate::publish::{self, Past};

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
    /// Hold the site against the state that Git has at this revision: a commit, a branch, a tag, `HEAD~3`; with --since and
    /// --until, tell only what is dated between these
    #[arg(long, value_name = "REVISION")]
    commit: Option<String>,
    /// How to print the changes
    #[arg(long, value_enum, default_value = "human")]
    format: ChangesForm,
    /// Tell of drafts too
    #[arg(long)]
    drafts: bool,
}

/// How changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ChangesForm {
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

/// What is told.
struct Told<'a> {
    /// From when, such as `since 20 January 2026`; and the same in Markdown.
    since: [String; 2],
    /// What changed, newest first; behind it, what is no new fact.
    parts: Vec<Vec<ReportLine<'a>>>,
    /// All of it, for programs.
    json: Value,
}

/// One thing that is told.
struct ReportLine<'a> {
    date: &'a str,
    kind: &'a str,
    sentence: &'a str,
    /// What is told behind it.
    beside: &'a str,
    url: Option<&'a str>,
    file: &'a str,
}

/// Tells what changed.
pub fn changes(arguments: &ChangesArguments) -> ExitCode {
    run(arguments).unwrap_or_else(|error| machine(&error))
}

fn run(arguments: &ChangesArguments) -> Result<ExitCode, Error> {
    let ChangesArguments { dir, since, until, commit, format, drafts } = arguments;
    let build = Build { drafts: *drafts, ..Build::default() };
    let edition = Edition::open(dir, &build)?;
    // Against another state all days count, unless some are asked for.
    let asked = since.is_some();
    let since = match (since, commit) {
        (None, Some(_)) => Ok(Since { date: None, briefing: None }),
        _ => Since::of(&edition, since.as_deref()),
    };
    let since = match since {
        Ok(since) => since,
        Err(why) => return Ok(misused(&why)),
    };
    if let (Some(from), Some(until)) = (&since.date, until)
        && (if commit.is_some() { from.earliest() } else { from.latest() }) > until.latest()
    {
        return Ok(misused(&match asked {
            true => format!("no day lies between --since ({from}) and --until ({until}), which comes before it"),
            false => format!(
                "without --since, changes are told since the newest briefing ({from}), and --until ({until}) is before it: \
                 give --since too"
            ),
        }));
    }
    let Some(revision) = commit else { return Ok(since_day(&edition, &since, until.as_ref(), *format)) };
    Ok(match publish::at_revision(dir, revision)? {
        Ok(past) => since_commit(&edition, (revision, past), (&since, until.as_ref()), &build, *format),
        Err(why) => misused(&why),
    })
}

fn misused(why: &str) -> ExitCode {
    talk(&format!("standpoint: {why}\n"));
    ExitCode::from(2)
}

/// Tells the facts between two days.
fn since_day(edition: &Edition, since: &Since, until: Option<&Date>, form: ChangesForm) -> ExitCode {
    let changes = edition.changes(since.date.as_deref(), until);
    let mut json = Value::Object(since.json(edition, until));
    json["changes"] = json!(changes);
    tell(
        edition,
        &Told { since: since.both(edition, until), parts: vec![changes.iter().map(ReportLine::of).collect()], json },
        form,
    )
}

/// Tells how the site differs from the state that Git has, in what is dated between two days when these are given.
fn since_commit(
    edition: &Edition,
    (revision, past): (&str, Past),
    (from, until): (&Since, Option<&Date>),
    build: &Build,
    form: ChangesForm,
) -> ExitCode {
    let (old, now) = (Edition::of_texts(past.files, build).record(), edition.record());
    let compared = edition.compared(&old, &now, from.date.as_deref(), until);
    let short: String = past.commit.chars().take(10).collect();
    let is_named = !short.starts_with(revision) && !revision.starts_with(&short);
    let since =
        if is_named { format!("since {revision} (the commit {short})") } else { format!("since the commit {short}") };
    let key = if is_named { "told.name" } else { "told.commit" };
    let in_markdown = edition.said(key, &[("commit", &short), ("name", &escaped(revision))]);
    let days = (from.date.is_some() || until.is_some()).then(|| from.both(edition, until));
    let since = match days {
        Some([days, told]) => [
            format!("{since}, of what is dated {days}"),
            edition.said("told.dated", &[("since", &in_markdown), ("days", &told)]),
        ],
        None => [since, in_markdown],
    };
    let ComparisonView { changes, renamed, rewritten, gone, dead, retracted } = &compared;
    let mut parts = vec![changes.iter().map(ReportLine::of).collect()];
    parts.extend(
        [renamed, rewritten, gone, dead, retracted].map(|part| part.iter().map(ReportLine::of_difference).collect()),
    );
    let mut json = json!({ "commit": past.commit });
    if let (Value::Object(json), true) = (&mut json, from.date.is_some() || until.is_some()) {
        json.extend(from.json(edition, until));
    }
    if let (Value::Object(json), Ok(Value::Object(all))) = (&mut json, serde_json::to_value(&compared)) {
        json.extend(all);
    }
    tell(edition, &Told { since, parts, json }, form)
}

fn tell(edition: &Edition, told: &Told, form: ChangesForm) -> ExitCode {
    let styled = colours(&std::io::stdout());
    match form {
        ChangesForm::Human => say_drawn(&Drawn::new(told.human(styled), styled)),
        ChangesForm::Markdown => say(&told.markdown(edition)),
        ChangesForm::Json => say(&format!("{:#}\n", told.json)),
    }
    talk(&unread(edition));
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

impl Since<'_> {
    /// The days in words, for people and in Markdown.
    fn both(&self, edition: &Edition, until: Option<&Date>) -> [String; 2] {
        [self.words(edition, until), self.in_markdown(edition, until)]
    }

    /// The days, for programs.
    fn json(&self, edition: &Edition, until: Option<&Date>) -> Map<String, Value> {
        let briefing = self.briefing.map(|at| edition.site().briefings[at].id.clone());
        let days = [
            ("since", self.date.as_ref().map(|date| date.edtf().to_owned())),
            ("since_briefing", briefing),
            ("until", until.or(edition.date()).map(|date| date.edtf().to_owned())),
        ];
        days.into_iter().map(|(key, value)| (key.to_owned(), json!(value))).collect()
    }

    /// `since 20 January 2026, the day of the briefing “January”, until 28 February 2026`
    fn words(&self, edition: &Edition, until: Option<&Date>) -> String {
        let mut words = match &self.date {
            // It stands for its last day.
            Some(date) if self.briefing.is_none() && date.known().2.is_none() => format!("since the end of {date}"),
            Some(date) => format!("since {date}"),
            None => "from the beginning".to_owned(),
        };
        // Writing to a string cannot fail.
        let _ = self.briefing.map(|at| write!(words, ", the day of the briefing “{}”", title_of(edition, at)));
        let _ = until.map(|until| write!(words, "{} until {until}", self.briefing.map_or("", |_| ",")));
        words
    }

    /// The same in the language of the site, for its readers.
    fn in_markdown(&self, edition: &Edition, until: Option<&Date>) -> String {
        let date = self.date.as_ref().map(|date| escaped(&edition.dated(date))).unwrap_or_default();
        let briefing = self.briefing.map(|at| briefing_as_link(edition, at));
        let until = until.map(|until| escaped(&edition.dated(until)));
        let key = match (&self.date, &briefing, &until) {
            (None, _, None) => "told.beginning",
            (None, _, Some(_)) => "told.beginning-until",
            (Some(_), None, None) => "told.since",
            (Some(_), None, Some(_)) => "told.since-until",
            (Some(_), Some(_), None) => "told.briefing",
            (Some(_), Some(_), Some(_)) => "told.briefing-until",
        };
        let (briefing, until) = (briefing.unwrap_or_default(), until.unwrap_or_default());
        edition.said(key, &[("date", &date), ("briefing", &briefing), ("until", &until)])
    }
}

fn unknown(edition: &Edition, name: &str) -> String {
    if let (true, Err(why)) = (date::looks_like_one(name), Date::parse(name)) {
        return format!("`{name}` is no date: {why}");
    }
    if edition.holds_back(name) {
        return format!("the briefing `{name}` is a draft, or not for readers; drafts count with --drafts");
    }
    let known = edition.site().briefings.iter().map(|briefing| briefing.id.as_str());
    let hint = match meant(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give a date such as 2025-08-20 or 2025-08, or the file name of a briefing".to_owned(),
    };
    format!("there is no briefing `{name}`, and it is no date; {hint}")
}

impl<'a> ReportLine<'a> {
    fn of(ToldChange { change, beside, file }: &'a ToldChange) -> ReportLine<'a> {
        let (date, sentence) = (change.date.edtf, &change.sentence);
        ReportLine { date, kind: change.kind, sentence, beside, url: Some(&change.url), file }
    }

    fn of_difference(view: &'a DifferenceView) -> ReportLine<'a> {
        let date = view.date.as_ref().map_or("", |date| date.edtf);
        let url = view.url.as_deref();
        ReportLine { date, kind: view.kind, sentence: &view.sentence, beside: "", url, file: view.file }
    }
}

impl Told<'_> {
    /// For people at a terminal. Each piece is made visible by itself, since some of what is around it has colours.
    fn human(&self, styled: bool) -> String {
        let since = printable(self.since[0].clone());
        let lines = || self.parts.iter().flatten();
        let widest = |text: fn(&ReportLine) -> usize| lines().map(text).max();
        let (Some(dates), Some(kinds)) = (widest(|line| line.date.len()), widest(|line| line.kind.len())) else {
            return format!("Nothing has changed {since}.\n");
        };
        let paint = |text: String, style: &str| if styled { format!("\x1b[{style}m{text}\x1b[0m") } else { text };
        let mut words = paint(format!("{} {since}", counted(lines().count(), "change")), "1");
        words.push('\n');
        let beneath = " ".repeat(dates + kinds + 4);
        for part in self.parts.iter().filter(|part| !part.is_empty()) {
            words.push('\n');
            for ReportLine { date, kind, sentence, beside, file, .. } in part {
                let kind = paint(format!("{kind:kinds$}"), "36");
                let file = paint(printable((*file).to_owned()), "2");
                // Writing to a string cannot fail.
                let _ = writeln!(words, "{date:dates$}  {kind}  {}", printable((*sentence).to_owned()));
                if !beside.is_empty() {
                    let _ = writeln!(words, "{beneath}{}", printable((*beside).to_owned()));
                }
                let _ = writeln!(words, "{beneath}{file}");
            }
        }
        words
    }

    /// For a mail or a commit.
    fn markdown(&self, edition: &Edition) -> String {
        let said = |key| edition.said(key, &[("since", &self.since[1])]);
        if self.parts.iter().all(Vec::is_empty) {
            return said("told.nothing") + "\n";
        }
        let mut words = said("told.changed") + "\n\n";
        for ReportLine { date, sentence, beside, url, .. } in self.parts.iter().flatten() {
            let date = if date.is_empty() { String::new() } else { format!("{date}: ") };
            let sentence = url.map_or_else(|| escaped(sentence), |url| link(sentence, url));
            // Writing to a string cannot fail.
            let beside = if beside.is_empty() { String::new() } else { format!(". {}", escaped(beside)) };
            let _ = writeln!(words, "- {date}{sentence}{beside}");
        }
        words
    }
}

fn title_of(edition: &Edition, at: BriefingId) -> &str {
    &edition.site().briefings[at].meta.title
}

fn briefing_as_link(edition: &Edition, at: BriefingId) -> String {
    let site = edition.site();
    let address = &site.pages[site.briefings[at].page].address;
    link(title_of(edition, at), &[site.base_url().unwrap_or_default(), address].concat())
}

/// A link in Markdown.
fn link(words: &str, address: &str) -> String {
    format!("[{}]({})", escaped(words), address.replace('(', "%28").replace(')', "%29"))
}

/// Words that Markdown shows as they are, on one line.
fn escaped(words: &str) -> String {
    let mut plain = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&' | '$' => plain.extend(['\\', c]),
            c if c.is_whitespace() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}
