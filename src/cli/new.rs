//! `standpoint new`: the next file, with the right keys.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::machine;
use super::terminal::{say, talk};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::text::Text;
use crate::model::words::{SourceKind, Stance, Word};
use crate::model::{Date, PageKind, Site};
use crate::nearest::nearest;
use crate::pipeline::{self, Build, Edition};
use crate::scaffold::{self, Named, NewFile, NoNewFile};
use crate::{Error, write};

/// The arguments of `new`.
#[derive(Debug, clap::Args)]
pub struct NewArguments {
    #[command(subcommand)]
    what: What,
    /// The site's folder [default: the nearest one upwards that has a standpoint.yaml]
    #[arg(long, value_name = "DIR", global = true)]
    site: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Someone who wants something
    Actor {
        /// Its name, such as "Joint River Commission"; or an id, such as river-commission
        name: String,
        /// The name of the file, without .md [default: from the name]
        #[arg(long)]
        id: Option<String>,
    },
    /// A topic in dispute
    Issue {
        /// Its title; or an id
        title: String,
        /// The name of the file, without .md [default: from the title]
        #[arg(long)]
        id: Option<String>,
    },
    /// What one actor wants on one issue; it starts from the last position there
    Position {
        /// The id of the actor
        actor: String,
        /// The id of the issue
        issue: String,
        /// When it was held [default: today]
        #[arg(long, value_name = "DATE", value_parser = date)]
        as_of: Option<Date>,
        /// The stance: supports, conditional, ambiguous, opposes or silent [default: that of the last position]
        #[arg(long, value_parser = stance)]
        stance: Option<Stance>,
    },
    /// Something that happened
    Event {
        /// Its title; or an id
        title: String,
        /// When [default: today]
        #[arg(long, value_parser = date)]
        date: Option<Date>,
        /// The name of the file, without .md [default: from the title]
        #[arg(long)]
        id: Option<String>,
    },
    /// A thing that is cited
    Source {
        /// Its address on the web
        url: Option<String>,
        /// All addresses in the footnotes of this text that no note describes yet
        #[arg(long, value_name = "FILE", conflicts_with_all = ["url", "title", "key"])]
        from: Option<PathBuf>,
        /// Its title, in place of an address: of a book, a letter, an interview
        #[arg(long, conflicts_with = "url")]
        title: Option<String>,
        /// What sort of thing it is, such as interview
        #[arg(long, requires = "title", value_parser = kind)]
        kind: Option<SourceKind>,
        /// What citations call it [default: publisher, date and words of the address]
        #[arg(long)]
        key: Option<String>,
        /// When you read it [default: today]
        #[arg(long, value_name = "DATE", value_parser = date)]
        accessed: Option<Date>,
    },
    /// A free page
    Page {
        /// Its title; or an id
        title: String,
        /// The name of the file, without .md [default: from the title]
        #[arg(long)]
        id: Option<String>,
    },
    /// What readers come for; it begins as a draft
    Briefing {
        /// Its title; or an id
        title: String,
        /// The day that its text stands for [default: today]
        #[arg(long, value_name = "DATE", value_parser = date)]
        as_of: Option<Date>,
        /// The id of an older briefing that it takes up: it starts from that one
        #[arg(long, value_name = "ID")]
        follows: Option<String>,
        /// The name of the file, without .md [default: from the title]
        #[arg(long)]
        id: Option<String>,
    },
}

/// Writes a new file into the site and prints its path.
pub fn new(arguments: &NewArguments) -> ExitCode {
    let root = match &arguments.site {
        Some(site) => site.clone(),
        None => pipeline::site_around(&std::env::current_dir().unwrap_or_default()),
    };
    // Drafts have names too.
    let edition = match Edition::open(&root, &Build { drafts: true, ..Build::default() }) {
        Ok(edition) => edition,
        Err(error) => return machine(&error),
    };
    let from = match &arguments.what {
        What::Source { from: Some(from), accessed, .. } => Some((from, accessed)),
        _ => None,
    };
    let files = match from {
        Some((from, accessed)) => of_footnotes(&edition, &root, from, accessed.as_ref()),
        None => plan(&arguments.what, edition.site()).map(|file| vec![file]),
    };
    let files = match files {
        Ok(files) => files,
        Err(NoNewFile::Impossible(why)) => return usage(&why),
        Err(NoNewFile::There(path, why)) => {
            return machine(&Error::Refused { path: root.strip_prefix(".").unwrap_or(&root).join(path), why });
        }
    };
    for NewFile { path, text, .. } in &files {
        let found = pipeline::look_at(path, text, &edition.site().settings);
        if let Some(error) = found.iter().find(|finding| finding.severity == Severity::Error) {
            return usage(&format!("{path}: {}", explained(error)));
        }
    }
    match write::fresh_files(&root, files.iter().map(|file| (&*file.path, &*file.text))) {
        Ok(written) => written.iter().for_each(|at| say(&format!("{}\n", at.display()))),
        Err(error) => return machine(&error),
    }
    files.iter().flat_map(|file| &file.notes).for_each(|note| talk(&format!("{note}\n")));
    if let Some((from, _)) = from {
        talk(&match files.len() {
            0 => format!("Every address in the footnotes of {} has its note.\n", from.display()),
            1 => "The footnotes stay as they are and cite it. Some of it is guessed: look it over.\n".to_owned(),
            _ => "The footnotes stay as they are and cite them. Some of it is guessed: look them over.\n".to_owned(),
        });
    }
    ExitCode::SUCCESS
}

/// The notes for what the footnotes of a text name.
fn of_footnotes(
    edition: &Edition,
    root: &Path,
    from: &Path,
    accessed: Option<&Date>,
) -> Result<Vec<NewFile>, NoNewFile> {
    let site = edition.site();
    let path = path_in_site(root, from);
    let text = site.texts.iter().find(|text| *text.path == *path && !is_only_an_address(site, text));
    let text = text.ok_or_else(|| {
        let near = nearest(&path, site.texts.iter().map(|text| &*text.path));
        let hint = near.map_or_else(
            || "give the path of a text, such as content/briefings/a.md".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        NoNewFile::Impossible(format!("`{}` is no text of this site; {hint}", from.display()))
    })?;
    Ok(scaffold::sources_of(text, site, accessed))
}

/// Whether a text stands for an address that some other file names.
fn is_only_an_address(site: &Site, text: &Text) -> bool {
    matches!(site.pages[text.page].kind, PageKind::Source(at) if !site.sources[at].recorded)
}

/// The path of a file from the site's folder, as it is given from there or from here.
fn path_in_site(root: &Path, path: &Path) -> String {
    let real = |path: &Path| path.canonicalize().ok();
    let inside = real(path).zip(real(root)).and_then(|(path, root)| Some(path.strip_prefix(root).ok()?.to_owned()));
    let inside = inside.unwrap_or_else(|| path.to_owned());
    inside.to_string_lossy().replace('\\', "/").trim_start_matches("./").to_owned()
}

fn named<'a>(words: &'a str, id: &'a Option<String>) -> Named<'a> {
    Named { words, id: id.as_deref() }
}

fn plan(what: &What, site: &Site) -> Result<NewFile, NoNewFile> {
    let or_today = |date: &Option<Date>| date.clone().map_or_else(today, Ok);
    match what {
        What::Actor { name, id } => scaffold::actor(site, named(name, id)),
        What::Issue { title, id } => scaffold::issue(site, named(title, id)),
        What::Position { actor, issue, as_of, stance } => {
            scaffold::position(site, (actor, issue), &or_today(as_of)?, *stance)
        }
        What::Event { title, date, id } => scaffold::event(site, named(title, id), &or_today(date)?),
        What::Source { url: Some(url), key, accessed, .. } => {
            scaffold::source(site, url, key.as_deref(), &or_today(accessed)?)
        }
        What::Source { title: Some(title), kind, key, .. } => {
            scaffold::source_without_address(site, title, *kind, key.as_deref())
        }
        What::Source { .. } => Err(NoNewFile::Impossible(
            "which source? give its address; or --title \"Its title\" for what has none; or --from FILE for all that the \
             footnotes of a text name"
                .to_owned(),
        )),
        What::Page { title, id } => scaffold::page(site, named(title, id)),
        What::Briefing { title, as_of, follows, id } => {
            scaffold::briefing(site, named(title, id), &or_today(as_of)?, follows.as_deref())
        }
    }
}

/// The day that it is in UTC: the clock serves to begin a file, and never a page.
pub(super) fn today() -> Result<Date, NoNewFile> {
    let now = jiff::Timestamp::now().to_string();
    Date::parse(now.get(..10).unwrap_or(&now))
        .map_err(|why| NoNewFile::Impossible(format!("the clock of this machine cannot be right: {why}; give a date")))
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text)
}

fn stance(text: &str) -> Result<Stance, String> {
    let words: Vec<&str> = Stance::ALL.iter().map(|word| word.id()).collect();
    Stance::find(text).ok_or_else(|| one_of(text, &words))
}

fn kind(text: &str) -> Result<SourceKind, String> {
    let words: Vec<&str> = SourceKind::ALL.iter().map(|word| word.id()).collect();
    SourceKind::find(text).ok_or_else(|| one_of(text, &words))
}

/// Which words there are in the place of one that is none.
fn one_of(text: &str, words: &[&str]) -> String {
    let near = nearest(text, words.iter().copied()).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!("{near}one of: {}", words.join(", "))
}

fn explained(finding: &Diagnostic) -> String {
    let hint = finding.hints.first().map_or("choose another name with --id, or --key for a source", String::as_str);
    format!("{}; {hint}", finding.message)
}

fn usage(why: &str) -> ExitCode {
    talk(&format!("standpoint: {why}\n"));
    ExitCode::from(2)
}
