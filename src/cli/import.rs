//! `standpoint import`: what a reference manager has exported becomes source notes.

mod manuscript;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::terminal::{colours, say, talk, talk_drawn};
use super::{Format, counted, findings, machine, take_back};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::import::{self, Plan, Planned};
use crate::pipeline::{self, Build, Edition};
use crate::scaffold::{described_source, source_keys};
use crate::write::{self, Change, FileChange};
use crate::{Error, panics};

/// The arguments of `import`.
#[derive(Debug, clap::Args)]
pub struct ImportArguments {
    /// An export of a reference manager: CSL (.json, .yaml), BibTeX or BibLaTeX (.bib), RIS (.ris)
    #[arg(value_name = "FILE", required_unless_present = "manuscript")]
    file: Option<PathBuf>,
    /// A manuscript of Pandoc or Quarto: it becomes a briefing, with the sources that it cites
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "update"])]
    manuscript: Option<PathBuf>,
    /// Where the sources of the manuscript stand [default: what its `bibliography:` names]
    #[arg(long, value_name = "FILE", requires = "manuscript")]
    pub bibliography: Vec<PathBuf>,
    /// Tell what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Fill empty keys of notes that are there already; whatever else they say stays
    #[arg(long)]
    update: bool,
    /// How to print the findings [default: human; of a manuscript, short]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// The site's folder [default: the nearest one upwards that has a standpoint.yaml]
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
}

/// Imports an export or a manuscript.
pub fn import(arguments: &ImportArguments) -> ExitCode {
    match imported(arguments) {
        Ok(code) => code,
        Err(error) => machine(&error),
    }
}

fn imported(arguments: &ImportArguments) -> Result<ExitCode, Error> {
    let root = match &arguments.site {
        Some(site) => site.clone(),
        None => pipeline::site_around(&std::env::current_dir().unwrap_or_default()),
    };
    take_back(&root)?;
    // Drafts are known, too.
    let edition = Edition::open(&root, &Build { drafts: true, ..Build::default() })?;
    match (&arguments.manuscript, &arguments.file) {
        (Some(file), _) => manuscript::manuscript(arguments, file, &root, &edition),
        (None, Some(file)) => exported(arguments, file, &root, &edition),
        (None, None) => Ok(ExitCode::from(2)),
    }
}

fn too_large(shown: &Arc<str>) -> Diagnostic {
    let message = "this file has more than 64 MiB, so nothing of it is imported";
    Diagnostic::new(Code::TooLarge, Span::file(shown), message).hint("export it in parts")
}

fn exported(arguments: &ImportArguments, file: &Path, root: &Path, edition: &Edition) -> Result<ExitCode, Error> {
    let shown: Arc<str> = file.display().to_string().into();
    let (mut texts, format) = (Texts::new(edition), arguments.format.unwrap_or(Format::Human));
    let Some(bytes) = pipeline::named_file(file)? else {
        texts.tell(vec![too_large(&shown)], format);
        return Ok(ExitCode::from(1));
    };
    let Some(form) = import::Format::of(&shown, &bytes) else {
        let forms = "CSL (.json, .yaml), BibTeX (.bib) or RIS (.ris)";
        let hint = if shown.ends_with("md") { "; a manuscript is imported with --manuscript" } else { "" };
        talk(&format!("standpoint: {shown} is none of the forms that are read: {forms}{hint}\n"));
        return Ok(ExitCode::from(2));
    };
    let export = import::read(&shown, &bytes, form);
    texts.add(&shown, &export.text);
    let plan = import::plan(edition.site(), export.records);
    let mut found = export.findings;
    let outcome = Outcome::of(edition, root, plan, |_| true, &mut found)?;
    if !arguments.dry_run {
        write::together(root, &outcome.changes(arguments.update))?;
    }
    let has_errors = has_errors(&found);
    texts.tell(found, format);
    outcome.list(root, arguments.update);
    outcome.tell(arguments);
    Ok(ExitCode::from(u8::from(has_errors)))
}

/// Whether anything was found that makes the exit code 1.
pub fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|finding| finding.severity == Severity::Error)
}

/// The texts that findings point into: those of the site, and those that are imported.
pub struct Texts<'e> {
    edition: &'e Edition,
    imported: HashMap<String, Arc<str>>,
}

impl<'e> Texts<'e> {
    /// Those of a site.
    pub fn new(edition: &'e Edition) -> Texts<'e> {
        Texts { edition, imported: HashMap::new() }
    }

    /// One that is imported.
    pub fn add(&mut self, path: &str, text: &str) {
        self.imported.insert(path.to_owned(), text.into());
    }

    /// Draws what was found, in the order of its places.
    pub fn tell(&self, mut found: Vec<Diagnostic>, format: Format) {
        found.sort_by(|one, other| one.span.cmp(&other.span));
        let texts = self.edition.snapshot().texts_by_path();
        let text = |path: &str| self.imported.get(path).cloned().or_else(|| texts(path));
        talk_drawn(&findings::drawn(&found, text, "standpoint import …", format, colours(&std::io::stderr())));
    }
}

/// What comes of an export.
pub struct Outcome {
    /// Notes that are new.
    pub new: Vec<FileChange>,
    /// Notes that are there, by their paths.
    known: Vec<(String, Option<Filling>)>,
    joined: usize,
}

/// A note as it would be with its empty keys filled, and these keys.
type Filling = (FileChange, Vec<&'static str>);

impl Outcome {
    /// What is to be written. Of notes that are there, keys are filled that `is_filled` takes.
    pub fn of(
        edition: &Edition,
        root: &Path,
        plan: Plan,
        is_filled: impl Fn(&str) -> bool,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Outcome, Error> {
        found.extend(plan.findings);
        let mut outcome = Outcome { new: Vec::new(), known: Vec::new(), joined: plan.joined };
        for Planned { path, source, at, .. } in plan.new {
            let now = described_source(&source);
            let refused = pipeline::look_at(&path, &now, &edition.site().settings);
            match refused.into_iter().find(|finding| finding.severity == Severity::Error) {
                None => outcome.new.push(FileChange { path, before: None, now: now.into_bytes() }),
                Some(error) => {
                    let message = format!("its note {path} would not be right, so it is left out: {}", error.message);
                    found.push(Diagnostic::new(Code::BrokenRecord, at, message).hint("write this note by hand"));
                }
            }
        }
        for Planned { path, source, .. } in plan.known {
            // What a note that cannot be read lacks, nobody can say; a check tells of it.
            let bytes = pipeline::named_file(&root.join(&path))?;
            let Some(before) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
            let mut known = source_keys(&source);
            known.retain(|(key, _)| is_filled(key));
            let filled = panics::without_panic(|| import::filled(&before, &known)).flatten();
            let change = filled.map(|filled| {
                let (before, now) = (Some(before.into_bytes()), filled.text.into_bytes());
                (FileChange { path: path.clone(), before, now }, filled.keys)
            });
            outcome.known.push((path, change));
        }
        Ok(outcome)
    }

    /// The files that are written.
    pub fn changes(&self, update: bool) -> Vec<Change> {
        let filled = self.known.iter().filter(|_| update).filter_map(|(_, change)| change.as_ref());
        self.new.iter().chain(filled.map(|(change, _)| change)).cloned().map(Change::Write).collect()
    }

    /// Prints what becomes of each source.
    pub fn list(&self, root: &Path, update: bool) {
        let shown = |path: &str| root.strip_prefix(".").unwrap_or(root).join(path).display().to_string();
        let mut list: String = self.new.iter().map(|file| format!("new: {}\n", shown(&file.path))).collect();
        for (path, change) in &self.known {
            let line = match change {
                Some((_, keys)) if update => format!("filled: {} ({})\n", shown(path), keys.join(", ")),
                _ => format!("known: {}\n", shown(path)),
            };
            list.push_str(&line);
        }
        say(&list);
    }

    fn tell(&self, arguments: &ImportArguments) {
        let verb = if arguments.dry_run { "Would write" } else { "Wrote" };
        let mut parts = vec![format!("{verb} {}", counted(self.new.len(), "new source note"))];
        if !self.known.is_empty() {
            let (number, verb) = (self.known.len(), if self.known.len() == 1 { "is" } else { "are" });
            parts.push(format!("{} {verb} there already", counted(number, "source")));
        }
        if self.joined > 0 {
            parts.push(format!("{} joined with another", counted(self.joined, "record")));
        }
        talk(&format!("{}.\n", parts.join("; ")));
        let fillable = self.known.iter().filter(|(_, change)| change.is_some() && !arguments.update).count();
        if fillable > 0 {
            let have = if fillable == 1 { "has" } else { "have" };
            let notes = counted(fillable, "note");
            talk(&format!("{notes} {have} empty keys that the export knows; --update fills them.\n"));
        }
    }
}
