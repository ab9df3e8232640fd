//! The power fails: whatever a disk had taken down of a build by then, `public/` is the old or the new site, and the next
//! build works.
//!
//! The calls of a real build are recorded, and played on a model of a disk. It loses as much as a file system that keeps the
//! order of names may lose: names of after the last save are there up to any moment; the bytes of a file that was not saved
//! are there as a whole, to the half, or not at all, whatever its name says: all files alike, and each in its own way. Every moment of the build is tried with every
//! moment that the disk may have got to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use crate::harness::{Run, Site, files_below};

const CALLS: &str = "openat,write,copy_file_range,mkdir,mkdirat,link,linkat,rename,renameat,renameat2,unlink,unlinkat,rmdir,\
                     fsync,fdatasync,syncfs,ftruncate";

/// What a build does to the disk.
#[derive(Debug, Clone)]
enum Step {
    Folder(PathBuf),
    Create(PathBuf),
    Write(PathBuf, Vec<u8>),
    Empty(PathBuf),
    Link(PathBuf, PathBuf),
    Rename(PathBuf, PathBuf),
    Exchange(PathBuf, PathBuf),
    Remove(PathBuf),
    /// The bytes of a file, or the names in a folder and all names before.
    Save(PathBuf),
    SaveAll,
}

/// The number of a file of the model.
type Number = usize;

/// The names of a disk: folders, and files by their numbers.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Names {
    all: BTreeMap<PathBuf, Option<Number>>,
}

impl Names {
    /// Does what a step does to names; gives the new file that it makes.
    fn take(&mut self, step: &Step, next: Number) {
        match step {
            Step::Folder(path) => drop(self.all.insert(path.clone(), None)),
            Step::Create(path) => drop(self.all.insert(path.clone(), Some(next))),
            Step::Link(from, to) => {
                let file = self.all[from];
                self.all.insert(to.clone(), file);
            }
            Step::Rename(from, to) => {
                self.all.retain(|path, _| !path.starts_with(to));
                self.moved(&[(from, to)]);
            }
            Step::Exchange(one, other) => self.moved(&[(one, other), (other, one)]),
            Step::Remove(path) => self.all.retain(|known, _| !known.starts_with(path)),
            Step::Write(..) | Step::Empty(_) | Step::Save(_) | Step::SaveAll => {}
        }
    }

    /// What lies in a folder.
    fn below<'n>(&'n self, folder: &'n Path) -> impl Iterator<Item = (&'n PathBuf, &'n Option<Number>)> {
        self.all.range(folder.to_owned()..).take_while(move |(path, _)| path.starts_with(folder))
    }

    fn moved(&mut self, ways: &[(&PathBuf, &PathBuf)]) {
        let new = |path: &PathBuf| {
            let way = ways.iter().find(|(from, _)| path.starts_with(from));
            way.map_or_else(
                || path.clone(),
                |(from, to)| match path.strip_prefix(from) {
                    Ok(rest) if rest.as_os_str().is_empty() => (*to).clone(),
                    Ok(rest) => to.join(rest),
                    Err(_) => path.clone(),
                },
            )
        };
        self.all = std::mem::take(&mut self.all).into_iter().map(|(path, file)| (new(&path), file)).collect();
    }
}

/// The bytes of a file: those that are saved, and those that were written.
#[derive(Clone, Default)]
struct Content {
    saved: Rc<Vec<u8>>,
    written: Rc<Vec<u8>>,
}

/// How much of a file that was not saved is there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kept {
    Whole,
    Half,
    Nothing,
    /// Of each file something else; by a number, so that it is the same again.
    Mixed(u64),
}

/// All that a disk may keep.
const ALL_KEPT: [Kept; 6] = [Kept::Whole, Kept::Half, Kept::Nothing, Kept::Mixed(1), Kept::Mixed(2), Kept::Mixed(3)];

impl Content {
    fn after(&self, kept: Kept, number: Number) -> Rc<Vec<u8>> {
        match kept {
            Kept::Mixed(seed) => {
                let mut random = fastrand::Rng::with_seed(seed * 1000 + number as u64);
                self.after(ALL_KEPT[random.usize(..3)], number)
            }
            _ if self.saved == self.written => self.saved.clone(),
            Kept::Whole => self.written.clone(),
            Kept::Nothing => self.saved.clone(),
            // Bytes behind one another.
            Kept::Half => Rc::new(self.written[..self.written.len() / 2].to_vec()),
        }
    }
}

/// A path and what `strace` calls bytes, from the arguments of a call.
fn texts(arguments: &str) -> Vec<Vec<u8>> {
    let parts = arguments.split('"').skip(1).step_by(2);
    let byte = |hex: &str| u8::from_str_radix(hex, 16).expect("two figures");
    parts.map(|part| part.split("\\x").skip(1).map(byte).collect()).collect()
}

/// The file that a number of an open one stands for, which comes behind it: `5<…>`.
fn open_file(arguments: &str) -> PathBuf {
    let name = arguments.split_once('<').and_then(|(_, rest)| rest.split_once('>')).expect("the file").0;
    let bytes: Vec<u8> = match name.contains("\\x") {
        true => name.split("\\x").skip(1).map(|hex| u8::from_str_radix(hex, 16).expect("two figures")).collect(),
        false => name.into(),
    };
    PathBuf::from(String::from_utf8(bytes).expect("UTF-8"))
}

/// The steps of a build of a site.
fn recorded(site: &Site) -> Vec<Step> {
    let has_lock = site.path(".standpoint/public.lock").exists();
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-xx", "-s", "4000000", "-o", "trace", "-e", &format!("trace={CALLS}")]);
    command.args(["--seccomp-bpf", env!("CARGO_BIN_EXE_standpoint"), "build"]);
    command.current_dir(site.root()).env("RAYON_NUM_THREADS", "1").env("NO_COLOR", "1");
    Run::of(&mut command).exits(0);
    let log = fs::read_to_string(site.path("trace")).expect("a log");
    fs::remove_file(site.path("trace")).expect("removed");
    let root = fs::canonicalize(site.root()).expect("a folder");
    let whole = |path: PathBuf| -> PathBuf {
        // A build in `.` names its own files so.
        let path = root.join(path);
        path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
    };
    let mut steps = Vec::new();
    for line in log.lines() {
        assert!(!line.contains("unfinished"), "one core does one thing at a time: {line}");
        let (_, call) = line.split_once(' ').expect("a thread");
        let (name, rest) = call.trim_start().split_once('(').expect("a call");
        let (arguments, result) = rest.rsplit_once(" = ").expect("a result");
        if result.starts_with('-') {
            continue;
        }
        let paths = || -> Vec<PathBuf> {
            let text = |bytes: Vec<u8>| PathBuf::from(String::from_utf8(bytes).expect("UTF-8"));
            // A name may be one from an open folder, which comes before it.
            let bases: Vec<PathBuf> = arguments
                .split('"')
                .step_by(2)
                .map(|before| match before.contains('<') {
                    true => open_file(before),
                    false => root.clone(),
                })
                .collect();
            texts(arguments).into_iter().zip(bases).map(|(path, base)| whole(base.join(text(path)))).collect()
        };
        steps.extend(match name {
            "openat" if arguments.contains("O_CREAT") => {
                let path = paths().remove(0);
                let known = |step: &Step| matches!(step, Step::Create(one) if *one == path);
                let is_there = steps.iter().any(known) || has_lock && path.ends_with("public.lock");
                let is_new = arguments.contains("O_EXCL") || !is_there;
                let made = if is_new { vec![Step::Create(path.clone())] } else { Vec::new() };
                let empty = arguments.contains("O_TRUNC").then_some(Step::Empty(path));
                made.into_iter().chain(empty).collect()
            }
            "openat" => vec![],
            "write" => vec![Step::Write(
                open_file(arguments),
                texts(&arguments[arguments.find('>').expect("its end")..]).remove(0),
            )],
            "copy_file_range" => panic!("no file is that large: {line}"),
            "mkdir" | "mkdirat" => vec![Step::Folder(paths().remove(0))],
            "link" | "linkat" => vec![Step::Link(paths().remove(0), paths().remove(1))],
            "renameat2" if arguments.contains("RENAME_EXCHANGE") => {
                vec![Step::Exchange(paths().remove(0), paths().remove(1))]
            }
            "rename" | "renameat" | "renameat2" => vec![Step::Rename(paths().remove(0), paths().remove(1))],
            "unlink" | "unlinkat" | "rmdir" => vec![Step::Remove(paths().remove(0))],
            "fsync" | "fdatasync" => vec![Step::Save(open_file(arguments))],
            "syncfs" => vec![Step::SaveAll],
            "ftruncate" => vec![Step::Empty(open_file(arguments))],
            other => panic!("what is {other}?"),
        });
    }
    let ours = |step: &Step| match step {
        Step::Write(path, _) | Step::Save(path) | Step::Empty(path) => path.starts_with(&root),
        _ => true,
    };
    steps.retain(ours);
    steps
}

/// A disk, as the system sees it and as it may be found.
#[derive(Clone)]
struct Disk {
    /// The names at the last save, and each state since.
    since: Vec<Rc<Names>>,
    files: Vec<Content>,
    /// Files of which not all is saved.
    dirty: BTreeSet<Number>,
}

impl Disk {
    /// What lies in a folder, all of it saved.
    fn of(root: &Path) -> Disk {
        let (mut names, mut files) = (Names::default(), Vec::new());
        let mut open = vec![root.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    names.all.insert(path.clone(), None);
                    open.push(path);
                } else {
                    let bytes = Rc::new(fs::read(&path).expect("a file"));
                    names.all.insert(path, Some(files.len()));
                    files.push(Content { saved: bytes.clone(), written: bytes });
                }
            }
        }
        Disk { since: vec![Rc::new(names)], files, dirty: BTreeSet::new() }
    }

    fn now(&self) -> &Names {
        self.since.last().expect("one state")
    }

    fn file(&self, path: &Path) -> Option<Number> {
        self.now().all.get(path).copied().flatten()
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Write(path, bytes) => self.change(path, |written| written.extend(bytes)),
            Step::Empty(path) => self.change(path, Vec::clear),
            Step::Save(path) => match self.file(path) {
                Some(file) => self.save(file),
                // The names up to here; a file system that keeps their order has all of them then.
                None => drop(self.since.drain(..self.since.len() - 1)),
            },
            Step::SaveAll => {
                std::mem::take(&mut self.dirty).into_iter().for_each(|file| self.save(file));
                self.since.drain(..self.since.len() - 1);
            }
            step => {
                let mut names = self.now().clone();
                names.take(step, self.files.len());
                if matches!(step, Step::Create(_)) {
                    self.files.push(Content::default());
                }
                self.since.push(Rc::new(names));
            }
        }
    }

    fn change(&mut self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        let file = self.file(path).unwrap_or_else(|| panic!("nothing is at {}", path.display()));
        change(Rc::make_mut(&mut self.files[file].written));
        self.dirty.insert(file);
    }

    fn save(&mut self, file: Number) {
        self.files[file].saved = self.files[file].written.clone();
        self.dirty.remove(&file);
    }
}

/// The files below a folder of a disk as it is found.
fn found(names: &Names, files: &[Content], kept: Kept, folder: &Path) -> Tree {
    names.below(folder).filter_map(|(path, file)| Some((path.clone(), files[(*file)?].after(kept, (*file)?)))).collect()
}

/// The files below a folder, by their paths.
type Tree = BTreeMap<PathBuf, Rc<Vec<u8>>>;

/// What tells one disk that the next build may find from another: which site it has, our notes, and whether something is left
/// of the build.
type Marks = (Found, Tree, bool);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Old,
    New,
    /// The new one without all its bytes; so a first site may be found, before which there is nothing to lose.
    Torn(Kept),
}

/// What became of a build at every moment.
struct Played {
    tried: usize,
    /// One disk of each kind.
    disks: BTreeMap<Marks, Tree>,
}

/// Plays the steps of a build on a disk, and looks at all that may be found of it. Says where neither site is.
fn play(mut disk: Disk, steps: &[Step], root: &Path, [old, new]: [&Tree; 2]) -> Result<Played, String> {
    let (public, state) = (root.join("public"), root.join(".standpoint"));
    let mut played = Played { tried: 0, disks: BTreeMap::new() };
    for (at, step) in steps.iter().enumerate() {
        disk.take(step);
        let mut last: Option<&Names> = None;
        for names in &disk.since {
            // What lies in staging alone concerns nobody.
            let is_seen =
                last.is_some_and(|last| [&public, &state].iter().all(|place| last.below(place).eq(names.below(place))));
            last = Some(names);
            if is_seen {
                continue;
            }
            for kept in ALL_KEPT {
                played.tried += 1;
                let there = found(names, &disk.files, kept, &public);
                let is_first = old.is_empty();
                let site = match () {
                    () if there == *old => Found::Old,
                    () if there == *new => Found::New,
                    () if is_first && there.keys().eq(new.keys()) => Found::Torn(kept),
                    () => return Err(format!("torn after step {at}, {step:?}")),
                };
                let notes = found(names, &disk.files, kept, &state);
                let has_left = names.all.keys().any(|path| path.to_string_lossy().contains(".standpoint-new"));
                let whole = || found(names, &disk.files, kept, root);
                played.disks.entry((site, notes, has_left)).or_insert_with(whole);
            }
        }
    }
    match found(disk.now(), &disk.files, Kept::Whole, &public) == *new {
        true => Ok(played),
        false => Err("the model does not end where the build does".to_owned()),
    }
}

/// A site of the files that are on a disk below a folder.
fn site_on(disk: &Tree, root: &Path) -> Site {
    let site = Site::bare();
    for (path, bytes) in disk {
        site.write(path.strip_prefix(root).expect("below").to_str().expect("UTF-8"), &**bytes);
    }
    site
}

/// Lets a build find what is on a disk: it makes the new site, and clears away what is left.
fn is_built_on(disk: &Tree, root: &Path, new: &Tree) {
    let next = site_on(disk, root);
    next.build().exits(0);
    let files = next.tree().into_iter().map(|(path, bytes)| (root.join("public").join(path), Rc::new(bytes)));
    assert!(files.collect::<Tree>() == *new, "the next build makes the new site, and files of others stay");
    assert!(!files_below(next.root()).iter().any(|path| path.contains("standpoint-new")), "nothing is left");
}

/// A site that was built, with files of others beside it; then its texts change.
fn site_with_changes() -> Site {
    let written = |number: usize| format!("title: Version {number}\nbase_url: https://example.org/\n");
    let site = Site::bare().source("press").file("content/map.csv", "a,b\n").file("content/old/gone.txt", "old");
    let site = site.file("content/pages/p.md", "---\ntitle: P\n---\nText [@press].\n");
    let site = site.file("standpoint.yaml", written(0)).file("public/CNAME", "brief.example");
    site.build().exits(0);
    site.write("public/theirs/list.txt", "theirs");
    site.build().exits(0);
    fs::remove_dir_all(site.path("content/old")).expect("removed");
    site.file("standpoint.yaml", written(1)).file("content/young/come.txt", "new")
}

/// Whether this machine can record the calls of a program; where all is tried, it must.
fn can_record() -> bool {
    let can = Command::new("strace").args(["-qq", "--seccomp-bpf", "-f", "-e", "trace=mkdir", "true"]).status();
    let can = can.is_ok_and(|status| status.success());
    assert!(can || std::env::var_os("STANDPOINT_BROWSER_TESTS").is_none(), "this test needs strace");
    can
}

/// What lies on the disk before the next build of a site and after it, what the build does, and the site in each.
fn built(site: &Site, root: &Path) -> (Disk, Vec<Step>, [Tree; 2]) {
    let tree = |disk: &Disk| found(disk.now(), &disk.files, Kept::Whole, &root.join("public"));
    let before = Disk::of(root);
    let steps = recorded(site);
    let sites = [tree(&before), tree(&Disk::of(root))];
    (before, steps, sites)
}

#[test]
fn whatever_a_disk_has_of_a_build_it_is_the_old_or_the_new_site_and_the_next_build_works() {
    if !can_record() {
        return;
    }
    let site = site_with_changes();
    let root = fs::canonicalize(site.root()).expect("a folder");
    let (before, steps, [old, new]) = built(&site, &root);
    assert_ne!(old, new);

    let sites = [&old, &new];
    let played = play(before.clone(), &steps, &root, sites).unwrap_or_else(|why| panic!("{why}"));
    assert!(played.tried > 150 && played.disks.len() >= 6, "{} of {} disks", played.disks.len(), played.tried);
    played.disks.values().for_each(|disk| is_built_on(disk, &root, &new));

    // The model sees what it has to see: were nothing saved before the exchange, or were there no exchange.
    let unsaved: Vec<Step> = steps.iter().filter(|step| !matches!(step, Step::SaveAll)).cloned().collect();
    assert!(unsaved.len() < steps.len() && play(before.clone(), &unsaved, &root, sites).is_err());
    let in_two: Vec<Step> = steps
        .iter()
        .flat_map(|step| match step {
            Step::Exchange(one, other) => vec![Step::Remove(other.clone()), Step::Rename(one.clone(), other.clone())],
            step => vec![step.clone()],
        })
        .collect();
    assert!(in_two.len() > steps.len() && play(before, &in_two, &root, sites).is_err());
}

/// It need not wait for the disk: what is not whole is made so by the next build.
#[test]
fn whatever_a_disk_has_of_the_first_build_the_next_one_makes_the_site() {
    if !can_record() {
        return;
    }
    let site = site_with_changes();
    fs::remove_dir_all(site.path("public")).expect("removed");
    let _ = fs::remove_dir_all(site.path(".standpoint"));
    let root = fs::canonicalize(site.root()).expect("a folder");
    let (before, steps, [old, new]) = built(&site, &root);
    assert!(old.is_empty() && new.len() > 20);
    let played = play(before, &steps, &root, [&old, &new]).unwrap_or_else(|why| panic!("{why}"));
    assert!(played.tried > 100 && played.disks.len() >= 3, "{} of {} disks", played.disks.len(), played.tried);
    played.disks.values().for_each(|disk| is_built_on(disk, &root, &new));
}

/// The power may go once more while a build clears away what the first cut left.
#[test]
fn a_second_cut_while_the_first_is_mended_leaves_one_site_too() {
    if !can_record() {
        return;
    }
    let site = site_with_changes();
    let root = fs::canonicalize(site.root()).expect("a folder");
    let (before, steps, [old, new]) = built(&site, &root);
    let played = play(before, &steps, &root, [&old, &new]).unwrap_or_else(|why| panic!("{why}"));
    let left = |disk: &&Tree| disk.keys().any(|path| path.to_string_lossy().contains(".standpoint-new"));
    // One disk with the old site, and one with the new.
    let disks: BTreeMap<Found, &Tree> =
        played.disks.iter().map(|(marks, disk)| (marks.0, disk)).filter(|(_, disk)| left(disk)).collect();
    assert_eq!(disks.len(), 2);
    for disk in disks.into_values() {
        let site = site_on(disk, &root);
        let root = fs::canonicalize(site.root()).expect("a folder");
        let (before, steps, [found, made]) = built(&site, &root);
        play(before, &steps, &root, [&found, &made]).unwrap_or_else(|why| panic!("{why}"));
        assert!(made.values().eq(new.values()), "the new site is made in the end");
    }
}
