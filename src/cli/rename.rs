//! `standpoint rename`: another name for a thing, everywhere at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;

use super::terminal::{say, talk};
use super::{Refusal, counted, ended, take_back};
use crate::Error;
use crate::diagnostic::{Code, Severity};
use crate::model::document::Kind;
use crate::pipeline::{self, Build, Edition};
use crate::scaffold::NoNewFile;
use crate::scaffold::rename::{self, Plan, Renaming, Written, WrittenSettings};
use crate::write::{self, Change, FileChange};

/// The arguments of `rename`.
#[derive(Debug, clap::Args)]
pub struct RenameArguments {
    /// What it is
    #[arg(value_enum)]
    kind: NamedKind,
    /// Its id or key: the name of its file without .md; of a position `actor/issue`
    old: String,
    /// The new one
    new: String,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
    /// The site's folder [default: the nearest one upwards that has a standpoint.yaml]
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
}

/// What can have another name.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum NamedKind {
    Actor,
    Issue,
    Position,
    Event,
    Source,
    Briefing,
    Page,
}

impl NamedKind {
    fn kind(self) -> Kind {
        match self {
            NamedKind::Actor => Kind::Actor,
            NamedKind::Issue => Kind::Issue,
            NamedKind::Position => Kind::Position,
            NamedKind::Event => Kind::Event,
            NamedKind::Source => Kind::Source,
            NamedKind::Briefing => Kind::Briefing,
            NamedKind::Page => Kind::Page,
        }
    }
}

/// Gives a thing another name, and prints what changed.
pub fn rename(arguments: &RenameArguments) -> ExitCode {
    let root = match &arguments.site {
        Some(site) => site.clone(),
        None => pipeline::site_around(&std::env::current_dir().unwrap_or_default()),
    };
    ended(renamed(&root, arguments))
}

fn renamed(root: &Path, arguments: &RenameArguments) -> Result<(), Refusal> {
    take_back(root)?;
    // Drafts have names too.
    let edition = Edition::open(root, &Build { drafts: true, ..Build::default() })?;
    let planned = plan(root, &edition, arguments)?;
    carry_out(root, &edition, arguments, &planned)
}

/// A renaming, and where the files lie that it touches.
struct Planned {
    plan: Plan,
    renaming: Renaming,
    places: Places,
}

/// Where files lie: those of `private_content` elsewhere than under `content/`, as all else knows them.
struct Places {
    /// The folder of private texts, as the settings name it.
    private: Option<String>,
    /// By where they would stand.
    files: BTreeMap<Arc<str>, Arc<str>>,
    /// The other files, by where they stand.
    public: Vec<String>,
}

impl Places {
    fn of(edition: &Edition, files: &[&str]) -> Places {
        let private = edition.site().settings.private_content.as_ref().map(|folder| folder.value.clone());
        let known = &edition.snapshot().private;
        let public = files.iter().filter(|path| !known.contains_key(**path)).map(|path| (*path).to_owned()).collect();
        Places { private, files: known.clone(), public }
    }

    /// Where a file lies that would stand at a path.
    fn file(&self, path: &str) -> String {
        self.files.get(path).map_or_else(|| path.to_owned(), |at| at.to_string())
    }

    /// Where a file would lie in the folder of private texts.
    fn inside(&self, path: &str) -> Option<String> {
        let folder = self.private.as_ref()?.trim_end_matches('/');
        Some(format!("{folder}/{}", path.strip_prefix("content/")?))
    }

    /// The same move on the disk. A folder may have a part in either place.
    fn moves(&self, from: &str, to: &str) -> Vec<(String, String)> {
        let is_of_it =
            |path: &str| path.strip_prefix(from).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let there = self.public.iter().any(|path| is_of_it(path)).then(|| (from.to_owned(), to.to_owned()));
        let elsewhere = self.files.keys().any(|path| is_of_it(path));
        let elsewhere = elsewhere.then(|| self.inside(from).zip(self.inside(to))).flatten();
        there.into_iter().chain(elsewhere).collect()
    }
}

fn plan(root: &Path, edition: &Edition, arguments: &RenameArguments) -> Result<Planned, Refusal> {
    let kind = arguments.kind.kind();
    let id = |name: &str| {
        let name = name.strip_suffix(".md").unwrap_or(name);
        let folder = format!("{}/", kind.folder());
        name.trim_start_matches("content/").trim_start_matches(folder.as_str()).to_owned()
    };
    let renaming = Renaming { kind, old: id(&arguments.old), new: id(&arguments.new) };
    check_name(edition, &renaming)?;
    let texts: Vec<Written> = edition.texts().map(|(text, document)| Written { document, text }).collect();
    let snapshot = edition.snapshot();
    let mut files: Vec<&str> = snapshot.texts.iter().map(|file| &*file.path).collect();
    files.extend(snapshot.assets.iter().map(|asset| &*asset.path));
    files.extend(snapshot.unread.iter().map(|path| &**path));
    // One whose name is refused, and is to be mended.
    let refused = format!("content/{}/{}.md", kind.folder(), renaming.old);
    if !files.contains(&&*refused) && root.join(&refused).is_file() {
        files.push(&refused);
    }
    let file = snapshot.settings.as_ref();
    let settings = &edition.site().settings;
    let settings = file.map(|file| WrittenSettings { settings, path: &file.path, text: &file.text });
    let plan = rename::rename(&texts, settings, &files, &renaming).map_err(|refusal| match refusal {
        NoNewFile::Impossible(why) => Refusal::Usage(why),
        NoNewFile::There(path, why) => {
            Refusal::Machine(Error::Refused { path: root.strip_prefix(".").unwrap_or(root).join(path), why })
        }
    })?;
    let places = Places::of(edition, &files);
    Ok(Planned { plan, renaming, places })
}

/// Refuses a name that no file of the kind can have.
fn check_name(edition: &Edition, Renaming { kind, new, .. }: &Renaming) -> Result<(), Refusal> {
    let path = format!("content/{}/{new}.md", kind.folder());
    let is_empty = new.is_empty() || new.split('/').any(|part| part.is_empty() || part == "." || part == "..");
    if is_empty {
        return Err(Refusal::Usage(format!("`{new}` is no name for a file")));
    }
    let found = pipeline::look_at(&path, "---\n---\n", &edition.site().settings);
    let is_of_name = |code| matches!(code, Code::BadName | Code::Misplaced);
    match found.iter().find(|finding| finding.severity == Severity::Error && is_of_name(finding.code)) {
        Some(finding) => {
            let hint = finding.hints.first().map_or("choose another name", String::as_str);
            Err(Refusal::Usage(format!("{path}: {}; {hint}", finding.message)))
        }
        None => Ok(()),
    }
}

fn carry_out(root: &Path, edition: &Edition, arguments: &RenameArguments, planned: &Planned) -> Result<(), Refusal> {
    let Planned { plan, renaming, places } = planned;
    let mut changes = Vec::new();
    let mut titled = titled(root, edition, planned)?;
    let of_title = titled.as_ref().map(|change| format!("{}: its old name stays its title\n", change.path));
    for (path, edits) in &plan.edits {
        let path = places.file(path);
        let before = pipeline::bytes(root, &path)?;
        let after = rename::edited(&before, edits);
        let after = match titled.take_if(|change| change.path == path) {
            Some(change) => change.now,
            None => after,
        };
        changes.push(Change::Write(FileChange { path, before: Some(before), now: after }));
    }
    changes.extend(titled.into_iter().map(Change::Write));
    let moves: Vec<(String, String)> = plan.moves.iter().flat_map(|(from, to)| places.moves(from, to)).collect();
    changes.extend(moves.iter().map(|(from, to)| Change::Move { from: from.clone(), to: to.clone() }));
    if !arguments.dry_run {
        let private = places.private.as_ref().map(|folder| root.join(folder));
        write::together_beside(root, private.as_deref(), &changes)?;
    }
    let moved = moves.iter().map(|(from, to)| format!("{from} → {to}\n"));
    let changed = plan.edits.iter();
    let changed = changed.map(|(path, edits)| format!("{}: {}\n", places.file(path), counted(edits.len(), "place")));
    say(&moved.chain(changed).chain(of_title).collect::<String>());
    for (path, _) in &plan.left {
        let path = places.file(path);
        talk(&format!("{path}: a name here has an unusual form; look it over\n"));
    }
    let said = if arguments.dry_run { "Nothing was changed; this is what would be." } else { "Renamed." };
    let formerly = match page_of(renaming.kind, &renaming.old) == page_of(renaming.kind, &renaming.new) {
        true => String::new(),
        false => {
            let old = page_of(renaming.kind, &renaming.old);
            format!(" Where readers may know the old address, write `formerly: {old}` in its front matter.")
        }
    };
    talk(&format!("{said}{formerly}\n"));
    Ok(())
}

/// The text of a page whose title is the name of its file, as in a vault of Obsidian, with that title written into it.
fn titled(
    root: &Path,
    edition: &Edition,
    Planned { plan, renaming, places }: &Planned,
) -> Result<Option<FileChange>, Refusal> {
    let Renaming { kind, old, new } = renaming;
    let last = |id: &str| id.rsplit('/').next().unwrap_or(id).to_owned();
    if *kind != Kind::Page || !edition.snapshot().is_vault || last(old) == last(new) {
        return Ok(None);
    }
    let path = format!("content/{}/{old}.md", kind.folder());
    let at = places.file(&path);
    let before = pipeline::bytes(root, &at)?;
    let edited = plan.edits.get(&path).map_or_else(|| before.clone(), |edits| rename::edited(&before, edits));
    let now = String::from_utf8(edited).ok().and_then(|text| rename::with_title(&text, &last(old)));
    Ok(now.map(|now| FileChange { path: at, before: Some(before), now: now.into_bytes() }))
}

/// The id of the page that shows a thing: the positions of a cell have one together, whatever their labels.
fn page_of(kind: Kind, id: &str) -> &str {
    match (kind, id.split_once('/')) {
        (Kind::Position, Some((actor, issue))) => {
            let label = issue.find('.').map_or(0, |dot| issue.len() - dot);
            &id[..actor.len() + 1 + issue.len() - label]
        }
        _ => id,
    }
}
