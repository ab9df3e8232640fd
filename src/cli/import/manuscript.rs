//! `standpoint import --manuscript`: a manuscript of Pandoc or Quarto becomes a briefing, with the sources that it cites.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::{ImportArguments, Outcome, Texts, has_errors, too_large};
use crate::Error;
use crate::cli::new::today;
use crate::cli::terminal::{say, talk};
use crate::cli::{Format, counted};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::import::{self, Manuscript, Record};
use crate::pipeline::{self, Edition};
use crate::scaffold;
use crate::write::{self, Change, FileChange};

/// Imports a manuscript.
pub fn manuscript(arguments: &ImportArguments, file: &Path, root: &Path, edition: &Edition) -> Result<ExitCode, Error> {
    let path: Arc<str> = file.display().to_string().into();
    let mut texts = Texts::new(edition);
    let Some(bytes) = pipeline::named_file(file)? else {
        texts.tell(vec![too_large(&path)], arguments.format.unwrap_or(Format::Human));
        return Ok(ExitCode::from(1));
    };
    let mut manuscript = import::manuscript(&path, &bytes);
    texts.add(&path, &manuscript.text);
    let mut found = manuscript.findings.clone();
    if manuscript.is_unreadable {
        texts.tell(found, arguments.format.unwrap_or(Format::Human));
        talk("Nothing was written.\n");
        return Ok(ExitCode::from(1));
    }
    let (briefing, id) = briefing(edition, file, &manuscript, &mut found)?;
    let bibliographies = bibliographies(arguments, file, &manuscript, &mut found)?;
    let Sources { chosen, left, all } = sources(&mut manuscript, &bibliographies, &mut texts, &mut found)?;
    let known: HashSet<String> = chosen.iter().flat_map(keys).chain(edition.site().source_at.keys().cloned()).collect();
    let is_key = |key: &str| known.contains(key);
    found.extend(manuscript.by_hand(&path, is_key));
    found.extend(manuscript.unknown(&path, |key| is_key(key) || all.contains(key)));

    let plan = import::plan(edition.site(), chosen);
    // Texts go on citing by the names of the bibliography, so notes that are there learn of them.
    let outcome = Outcome::of(edition, root, plan, |key| key == "keys", &mut found)?;
    let shown = root.strip_prefix(".").unwrap_or(root).join(&briefing.path);
    let mut changes = vec![Change::Write(briefing)];
    changes.extend(outcome.changes(true));
    if !arguments.dry_run {
        write::together(root, &changes)?;
    }
    let errors = has_errors(&found);
    texts.tell(found, arguments.format.unwrap_or(Format::Short));
    say(&format!("new: {}\n", shown.display()));
    outcome.list(root, true);
    let verb = if arguments.dry_run { "Would write" } else { "Wrote" };
    talk(&format!("{verb} the briefing `{id}` and {}.\n", counted(outcome.new.len(), "new source note")));
    for (path, number) in left.iter().filter(|(_, number)| *number > 0) {
        let are = if *number == 1 { "is" } else { "are" };
        talk(&format!(
            "{} of {path} {are} not cited; `standpoint import {path}` imports all.\n",
            counted(*number, "record")
        ));
    }
    Ok(ExitCode::from(u8::from(errors)))
}

/// The briefing that a manuscript becomes, and its id.
fn briefing(
    edition: &Edition,
    file: &Path,
    manuscript: &Manuscript,
    found: &mut Vec<Diagnostic>,
) -> Result<(FileChange, String), Error> {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let as_of = match &manuscript.date {
        Some(date) => date.clone(),
        None => {
            let path: Arc<str> = file.display().to_string().into();
            let message = "the manuscript says no day that stays, so its briefing is as of today";
            let finding = Diagnostic::new(Code::NeedsHand, Span::file(&path), message);
            found.push(finding.hint("write into `as_of:` the day that the text stands for"));
            today().map_err(|_| Error::Refused {
                path: file.to_owned(),
                why: "the clock of this machine is wrong".into(),
            })?
        }
    };
    let refused = |why: String| Error::Refused { path: file.to_owned(), why };
    let new = scaffold::described_briefing(edition.site(), &stem, &manuscript.parts, &as_of, &manuscript.body());
    let (id, file) = new.map_err(|why| match why {
        scaffold::NoNewFile::Impossible(why) => refused(why),
        scaffold::NoNewFile::There(path, why) => Error::Refused { path: path.into(), why },
    })?;
    Ok((FileChange { path: file.path, before: None, now: file.text.into_bytes() }, id))
}

/// The bibliographies of a manuscript: those that are given, else those that it names, which count from its folder.
fn bibliographies(
    arguments: &ImportArguments,
    file: &Path,
    manuscript: &Manuscript,
    found: &mut Vec<Diagnostic>,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Error> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let given = arguments.bibliography.iter().map(|path| (path.clone(), None));
    let mut wanted: Vec<(PathBuf, Option<&Span>)> = given.collect();
    if wanted.is_empty() {
        wanted.extend(manuscript.bibliographies.iter().map(|(name, at)| (folder.join(name), Some(at))));
    }
    let mut read_ones = Vec::new();
    for (path, at) in wanted {
        match (pipeline::named_file(&path), at) {
            (Ok(Some(bytes)), _) => read_ones.push((path, bytes)),
            (Ok(None), _) => found.push(too_large(&path.display().to_string().into())),
            (Err(Error::Io { .. }), Some(at)) => {
                let message = format!("the bibliography {} is not there, so nothing of it is imported", path.display());
                let finding = Diagnostic::new(Code::BrokenRecord, at.clone(), message);
                found.push(finding.hint("it counts from the folder of the manuscript; or name it with --bibliography"));
            }
            (Err(error), _) => return Err(error),
        }
    }
    Ok(read_ones)
}

/// The records that a manuscript cites, how many of each bibliography it does not, and all keys that there are.
struct Sources {
    chosen: Vec<Record>,
    left: Vec<(String, usize)>,
    all: HashSet<String>,
}

fn sources(
    manuscript: &mut Manuscript,
    bibliographies: &[(PathBuf, Vec<u8>)],
    texts: &mut Texts,
    found: &mut Vec<Diagnostic>,
) -> Result<Sources, Error> {
    let (cited, cites_all) = (manuscript.cited(), manuscript.cites_all());
    let mut sources = Sources { chosen: Vec::new(), left: Vec::new(), all: HashSet::new() };
    for (file, bytes) in bibliographies {
        let path: Arc<str> = file.display().to_string().into();
        let Some(format) = import::Format::of(&path, bytes) else {
            let why =
                "this is no bibliography that is read: CSL (.json, .yaml), BibTeX (.bib) or RIS (.ris)".to_owned();
            return Err(Error::Refused { path: file.clone(), why });
        };
        let export = import::read(&path, bytes, format);
        texts.add(&path, &export.text);
        found.extend(export.findings);
        let count = export.records.len();
        sources.all.extend(export.records.iter().flat_map(keys));
        let is_cited = |record: &Record| cites_all || keys(record).any(|key| cited.contains(&key));
        let chosen: Vec<Record> = export.records.into_iter().filter(is_cited).collect();
        sources.left.push((path.to_string(), count - chosen.len()));
        sources.chosen.extend(chosen);
    }
    let own = std::mem::take(&mut manuscript.records);
    sources.all.extend(own.iter().flat_map(keys));
    sources.chosen.extend(own);
    Ok(sources)
}

/// The names that texts cite a record by.
fn keys(record: &Record) -> impl Iterator<Item = String> {
    let others = record.source.keys.iter().map(|key| key.value.clone());
    record.key.clone().into_iter().chain(others).collect::<Vec<_>>().into_iter()
}
