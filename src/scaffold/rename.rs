//! Another name for a thing: which files move, and what changes in the texts that name it. Where names stand is known
//! from parsing, so a text changes at those bytes and nowhere else.

mod edits;
mod fragments;
mod links;
mod names;

use std::collections::BTreeMap;
use std::ops::Range;

use super::NoNewFile;
use super::front_matter::scalar;
use crate::model::Settings;
use crate::model::document::{Document, Kind, Meta};
use edits::Edits;

/// A text of the site: what was read of it, and from what.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// What was read.
    pub document: &'a Document,
    /// The text, its lines ended by LF.
    pub text: &'a str,
}

/// The settings of the site, and from what they were read.
#[derive(Clone, Copy)]
pub struct WrittenSettings<'a> {
    /// What was read.
    pub settings: &'a Settings,
    /// Their file.
    pub path: &'a str,
    /// What stands in it, its lines ended by LF.
    pub text: &'a str,
}

/// What a thing is called, and what it is to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The kind of the thing.
    pub kind: Kind,
    /// Its id: of a position `actor/issue`, perhaps with a label.
    pub old: String,
    /// The new one.
    pub new: String,
}

/// What is to be done.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The files and folders that move, each with where to.
    pub moves: Vec<(String, String)>,
    /// For each text that changes, by the path that it has before: what stands at some bytes then.
    pub edits: BTreeMap<String, Vec<Edit>>,
    /// Names in texts that could not be changed, by place.
    pub left: Vec<(String, Range<usize>)>,
}

/// A few bytes that others take the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Which.
    pub at: Range<usize>,
    /// What stands there then.
    pub text: String,
}

impl Plan {
    /// How many places in texts change.
    pub fn uses(&self) -> usize {
        self.edits.values().map(Vec::len).sum()
    }

    /// Takes in what changes in a file.
    fn take(&mut self, path: &str, mut edits: Edits) {
        self.left.extend(edits.left.drain(..).map(|range| (path.to_owned(), range)));
        let edits = edits.done();
        if !edits.is_empty() {
            self.edits.insert(path.to_owned(), edits);
        }
    }
}

/// Plans a renaming. `settings` are those of the site, where it has some; `files` are the paths of all that lies under `content/`, texts or not.
///
/// # Errors
/// When there is no such thing, or something else has the name.
pub fn rename(
    texts: &[Written],
    settings: Option<WrittenSettings>,
    files: &[&str],
    renaming: &Renaming,
) -> Result<Plan, NoNewFile> {
    let moves = moves(texts, files, renaming)?;
    let mut plan = Plan::default();
    if let Some(WrittenSettings { settings, path, text }) = settings {
        let mut edits = Edits::of(text);
        names::in_settings(settings, renaming, &mut edits);
        plan.take(path, edits);
    }
    let paths = Paths { moves: &moves };
    let named = names::Named::of(texts, renaming);
    let made = fragments::Made::of(texts, renaming, &named);
    for text in texts {
        let mut edits = Edits::of(text.text);
        names::in_front_matter(text.document, renaming, &mut edits);
        names::in_blocks(text.document, renaming, &mut edits);
        names::in_citations(text.document, renaming, &mut edits);
        links::in_text(text.document, &named, &paths, &mut edits);
        text.document.body.links.iter().for_each(|link| made.in_link(text.document, link, &mut edits));
        plan.take(&text.document.path, edits);
    }
    plan.moves = moves;
    Ok(plan)
}

/// The bytes of a file after a few edits. Its text was read from them without a byte order mark, and with LF for each CR
/// and CR LF, which stay as they are.
pub fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let (mut at, mut read) = (0, if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 });
    out.extend_from_slice(&bytes[..read]);
    let mut pass = |until: usize, read: &mut usize, out: Option<&mut Vec<u8>>| {
        let from = *read;
        while at < until && *read < bytes.len() {
            *read += if bytes[*read..].starts_with(b"\r\n") { 2 } else { 1 };
            at += 1;
        }
        if let Some(out) = out {
            out.extend_from_slice(&bytes[from..*read]);
        }
    };
    for edit in edits {
        pass(edit.at.start, &mut read, Some(&mut out));
        pass(edit.at.end, &mut read, None);
        out.extend_from_slice(edit.text.as_bytes());
    }
    out.extend_from_slice(&bytes[read..]);
    out
}

/// A text that says nowhere what it is called, with its title; nothing where it has one.
pub fn with_title(text: &str, title: &str) -> Option<String> {
    let (mark, bare) = text.split_at(text.len() - text.trim_start_matches('\u{feff}').len());
    let end = if bare.contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("title: {}{end}", scalar(title));
    let first = bare.split_inclusive('\n').next().filter(|line| line.trim_end() == "---");
    let Some(first) = first else {
        let has_heading = bare.trim_start().starts_with("# ");
        return (!has_heading).then(|| [mark, "---", end, &line, "---", end, end, bare].concat());
    };
    let rest = &bare[first.len()..];
    let mut lines = rest.lines();
    let has_title = lines.by_ref().take_while(|line| line.trim_end() != "---").any(|line| line.starts_with("title:"));
    let is_called = has_title || lines.find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with("# "));
    (!is_called).then(|| [mark, first, &line, rest].concat())
}

/// Where files move.
struct Paths<'m> {
    moves: &'m [(String, String)],
}

impl Paths<'_> {
    /// Where a path from the site's folder is afterwards.
    fn after(&self, path: &str) -> String {
        let moved = self.moves.iter().find_map(|(from, to)| {
            let rest = path.strip_prefix(from.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| [to, rest].concat())
        });
        moved.unwrap_or_else(|| path.to_owned())
    }
}

/// The files and folders that move.
fn moves(texts: &[Written], files: &[&str], renaming: &Renaming) -> Result<Vec<(String, String)>, NoNewFile> {
    let Renaming { kind, old, new } = renaming;
    let path = |id: &str| format!("content/{}/{id}.md", kind.folder());
    let (from, to) = (path(old), path(new));
    let there = files.contains(&&*from);
    // A source may be called by a note; an actor whose file is missing still has positions.
    if !there {
        let ids = texts.iter().filter(|text| text.document.meta.kind() == *kind).map(|text| &*text.document.id);
        let hint = match crate::nearest::meant(old, ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its file would be {from}"),
        };
        return Err(NoNewFile::Impossible(format!("there is no {} `{old}`; {hint}", kind.word())));
    }
    if old == new {
        return Err(NoNewFile::Impossible(format!("`{old}` is its name already")));
    }
    // First what lies deeper: later moves take its folder along.
    let mut moves = positions_along(files, renaming)?;
    moves.push((from, to));
    for (from, to) in &moves {
        // That only the case changes is no clash.
        let taken = files.iter().find(|file| file.to_lowercase() == to.to_lowercase() && *file != from);
        if let Some(taken) = taken {
            let why = "something has this name already; choose another one, or move it first".to_owned();
            return Err(NoNewFile::There((*taken).to_owned(), why));
        }
    }
    match texts.iter().find_map(|text| Some((text, has_name(text.document, renaming)?))) {
        Some((other, why)) => Err(NoNewFile::There(other.document.path.to_string(), why)),
        None => Ok(moves),
    }
}

/// The positions that move with the thing that they are named after.
fn positions_along(files: &[&str], Renaming { kind, old, new }: &Renaming) -> Result<Vec<(String, String)>, NoNewFile> {
    match kind {
        Kind::Actor => {
            let folder = |id: &str| format!("content/positions/{id}");
            let has_some = |folder: String| files.iter().any(|file| file.starts_with(&format!("{folder}/")));
            if has_some(folder(new)) {
                let why = format!("positions of `{new}` lie here already; move or remove them first");
                return Err(NoNewFile::There(folder(new), why));
            }
            Ok(has_some(folder(old)).then(|| (folder(old), folder(new))).into_iter().collect())
        }
        Kind::Issue => {
            let after = |file: &str| {
                let (folder, name) = file.rsplit_once('/')?;
                let rest = name.strip_prefix(old.as_str()).filter(|rest| rest.starts_with('.'))?;
                Some((file.to_owned(), format!("{folder}/{new}{rest}")))
            };
            let positions = files.iter().filter(|file| file.starts_with("content/positions/"));
            Ok(positions.filter_map(|file| after(file)).collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// Why a name is not to be had, where a text has it: as its own, or as another key of a source.
fn has_name(text: &Document, Renaming { kind, old, new }: &Renaming) -> Option<String> {
    if text.id == *old {
        return None;
    }
    let word = text.meta.kind().word();
    let is_same = |name: &str| name.to_lowercase() == new.to_lowercase();
    if is_same(&text.id) {
        return Some(format!("this {word} has the name `{new}` already; choose another one"));
    }
    let Meta::Source(source) = &text.meta else { return None };
    let is_key = *kind == Kind::Source && source.keys.iter().any(|key| is_same(&key.value));
    is_key.then(|| format!("`{new}` stands under its `keys:` already; choose another one"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_title_gets_one() {
        for (text, now) in [
            ("Text\n", Some("---\ntitle: My notes\n---\n\nText\n")),
            ("---\ntags: [a]\n---\nText\n", Some("---\ntitle: My notes\ntags: [a]\n---\nText\n")),
            ("\u{feff}---\r\n---\r\nText\r\n", Some("\u{feff}---\r\ntitle: My notes\r\n---\r\nText\r\n")),
            ("# Title\n", None),
            ("---\ntitle: A\n---\n", None),
            ("---\ntags: [a]\n---\n\n# A\n", None),
        ] {
            assert_eq!(with_title(text, "My notes").as_deref(), now, "{text}");
        }
    }

    #[test]
    fn a_file_keeps_its_ends_of_lines_and_its_mark() {
        let edit = |at: Range<usize>, text: &str| Edit { at, text: text.to_owned() };
        let bytes = "\u{feff}a\r\nbc\rd\n".as_bytes();
        // As text: `a\nbc\nd\n`.
        let edited = edited(bytes, &[edit(0..1, "xy"), edit(3..4, ""), edit(5..6, "z")]);
        assert_eq!(String::from_utf8(edited).as_deref(), Ok("\u{feff}xy\r\nb\rz\n"));
    }
}
