//! The watch of the preview: whoever reads what its hints name has at the end what lies on the disk, however an
//! editor saves. Nothing here says how many hints come, nor when.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use standpoint::serve::watch::{Hint, Stop, Watch};

use crate::harness::Site;

/// Long enough for a machine that does other things as well.
const LONG: Duration = Duration::from_secs(10);

/// A reader that believes the hints, and reads nothing else.
struct Reader {
    root: PathBuf,
    /// Whether the watch looks, and is not told.
    polls: bool,
    knows: BTreeMap<String, Vec<u8>>,
    hints: Receiver<Hint>,
    stop: Stop,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    fn new(root: &Path, poll: bool) -> Reader {
        let (mut watch, notice) = Watch::start(root, poll).expect("a watch");
        assert_eq!(notice, None, "the system tells of changes in temporary folders");
        let (sender, hints) = channel();
        let stop = watch.stop();
        let thread = std::thread::spawn(move || {
            while let Some(hint) = watch.next() {
                assert_eq!(watch.notice(), None);
                let _ = sender.send(hint);
            }
        });
        Reader { root: root.to_owned(), polls: poll, knows: on_disk(root), hints, stop, thread: Some(thread) }
    }

    /// Follows the hints until it knows what is there. Returns them.
    fn catches_up(&mut self) -> Vec<Hint> {
        let mut taken = Vec::new();
        while self.knows != on_disk(&self.root) {
            let hint = self.hints.recv_timeout(LONG);
            let hint = hint.unwrap_or_else(|why| {
                let now = on_disk(&self.root);
                let paths: std::collections::BTreeSet<_> = now.keys().chain(self.knows.keys()).collect();
                let missed = paths.into_iter().filter(|path| self.knows.get(*path) != now.get(*path));
                panic!("changes were missed ({why}): {:?}; the hints were {taken:?}", missed.collect::<Vec<_>>())
            });
            match &hint {
                Hint::Everything => self.knows = on_disk(&self.root),
                Hint::Files(paths) => paths.iter().for_each(|path| self.reads(path)),
            }
            taken.push(hint);
        }
        self.forgets_what_was();
        taken
    }

    /// Waits until no hint is left from earlier changes, so that none of them helps with the next one. Events come in
    /// order: a hint of a last change, alone, has nothing behind it.
    fn forgets_what_was(&mut self) {
        if self.polls || !self.root.exists() {
            return;
        }
        for round in 0.. {
            fs::write(self.root.join("standpoint.yml"), format!("{round}")).expect("a last change");
            let alone = loop {
                match self.hint() {
                    Hint::Files(paths) if !paths.contains("standpoint.yml") => {}
                    hint => break hint == files(&["standpoint.yml"]),
                }
            };
            if alone {
                break;
            }
        }
    }

    fn reads(&mut self, path: &str) {
        // That is how it forgets, and nothing to know.
        if path == "standpoint.yml" {
            return;
        }
        match fs::read(self.root.join(path)) {
            Ok(bytes) => self.knows.insert(path.to_owned(), bytes),
            Err(_) => self.knows.remove(path),
        };
    }

    /// The next hint.
    fn hint(&self) -> Hint {
        self.hints.recv_timeout(LONG).expect("a hint")
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop.stop();
        let ended = self.thread.take().expect("a thread").join();
        if !std::thread::panicking() {
            ended.expect("the watch ends when it is asked to");
        }
    }
}

/// Everything of the site that counts, links followed, by its path.
fn on_disk(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for name in ["content", "themes", "standpoint.yaml"] {
        collect(&root.join(name), name, &mut found);
    }
    found
}

fn collect(path: &Path, name: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    let depth = name.matches('/').count();
    match fs::read_dir(path) {
        Ok(entries) if depth < 12 => {
            for entry in entries.flatten() {
                let below = format!("{name}/{}", entry.file_name().to_string_lossy());
                collect(&entry.path(), &below, found);
            }
        }
        _ => {
            if let Ok(bytes) = fs::read(path) {
                found.insert(name.to_owned(), bytes);
            }
        }
    }
}

/// A site with a few files.
fn site() -> Site {
    Site::new()
        .actor("russia")
        .actor("ukraine")
        .briefing("talks", "Text.")
        .file("themes/mine/theme.yaml", "extends: default\n")
}

const ACTOR: &str = "content/actors/russia.md";

fn files(paths: &[&str]) -> Hint {
    Hint::Files(paths.iter().map(|path| (*path).to_owned()).collect())
}

/// Tells a story once to a watch that is told, and once to one that looks.
fn both(story: impl Fn(&Site, &mut Reader)) {
    for poll in [false, true] {
        let site = site();
        story(&site, &mut Reader::new(site.root(), poll));
    }
}

#[test]
fn a_file_written_in_place_is_one_file() {
    both(|site, reader| {
        site.write(ACTOR, "---\nname: Russia\n---\nWritten in place.\n");
        let hints = reader.catches_up();
        assert!(hints.iter().all(|hint| *hint == files(&[ACTOR])), "{hints:?}");
        site.write("standpoint.yaml", "title: Another\n");
        reader.catches_up();
        site.write("themes/mine/theme.yaml", "extends: default\ntitle: Mine\n");
        reader.catches_up();
    });
}

#[test]
fn vim_renames_the_old_file_and_writes_a_new_one() {
    both(|site, reader| {
        let (file, backup) = (site.path(ACTOR), site.path("content/actors/russia.md~"));
        site.write("content/actors/4913", "");
        fs::remove_file(site.path("content/actors/4913")).expect("removed");
        fs::rename(&file, &backup).expect("renamed");
        fs::write(&file, "saved with backupcopy=no").expect("written");
        fs::remove_file(&backup).expect("removed");
        reader.catches_up();
    });
}

#[test]
fn vim_copies_the_old_file_and_writes_in_place() {
    both(|site, reader| {
        let (file, backup) = (site.path(ACTOR), site.path("content/actors/russia.md~"));
        fs::copy(&file, &backup).expect("copied");
        fs::write(&file, "saved with backupcopy=yes").expect("written");
        fs::remove_file(&backup).expect("removed");
        reader.catches_up();
    });
}

#[test]
fn editors_write_beside_and_rename() {
    both(|site, reader| {
        for path in [ACTOR, "standpoint.yaml"] {
            let beside = site.path(&format!("{path}.new"));
            fs::write(&beside, "written beside, then renamed").expect("written");
            fs::rename(&beside, site.path(path)).expect("renamed");
            reader.catches_up();
        }
    });
}

#[test]
fn editors_delete_and_create() {
    both(|site, reader| {
        for path in [ACTOR, "standpoint.yaml"] {
            fs::remove_file(site.path(path)).expect("removed");
            fs::write(site.path(path), "deleted and created").expect("written");
            reader.catches_up();
            fs::remove_file(site.path(path)).expect("removed");
            reader.catches_up();
            fs::write(site.path(path), "created").expect("written");
            reader.catches_up();
        }
    });
}

#[test]
fn sed_edits_in_place() {
    both(|site, reader| {
        for path in [ACTOR, "standpoint.yaml"] {
            let sed = Command::new("sed").args(["-i", "1s/$/ # edited/"]).arg(site.path(path)).status();
            assert!(sed.expect("sed").success());
            reader.catches_up();
        }
    });
}

#[test]
fn emacs_locks_with_a_link_that_leads_nowhere() {
    both(|site, reader| {
        let lock = site.path("content/actors/.#russia.md");
        symlink("someone@somewhere.4711:1755000000", &lock).expect("a lock");
        fs::rename(site.path(ACTOR), site.path("content/actors/russia.md~")).expect("renamed");
        fs::write(site.path(ACTOR), "saved by Emacs").expect("written");
        fs::remove_file(&lock).expect("no lock");
        let hints = reader.catches_up();
        assert!(hints.iter().all(|hint| matches!(hint, Hint::Files(_))), "a lock is nothing great: {hints:?}");
    });
}

#[test]
fn a_folder_moves_out_and_in() {
    both(|site, reader| {
        let (inside, outside) = (site.path("content/actors"), site.path("elsewhere"));
        fs::rename(&inside, &outside).expect("moved out");
        reader.catches_up();
        fs::rename(&outside, site.path("content/parties")).expect("moved in");
        reader.catches_up();
        site.write("content/parties/russia.md", "written where it came to");
        reader.catches_up();
        fs::rename(site.path("content/parties"), &inside).expect("renamed");
        site.write(ACTOR, "written at once");
        reader.catches_up();
        site.write(ACTOR, "and later");
        reader.catches_up();
    });
}

#[test]
fn a_file_in_a_folder_made_just_now_is_not_missed() {
    both(|site, reader| {
        for round in 0..if reader.polls { 2 } else { 10 } {
            site.write(&format!("content/positions/{round}/a/b/c/d.md"), "written at once");
            reader.catches_up();
            site.write(&format!("content/positions/{round}/a/b/c/d.md"), format!("written in round {round}"));
            site.write(&format!("content/positions/{round}/a/b/c/e/f.md"), "and deeper");
            reader.catches_up();
        }
    });
}

#[test]
fn a_folder_that_another_one_replaces_is_watched_on() {
    both(|site, reader| {
        for round in 0..if reader.polls { 2 } else { 10 } {
            fs::remove_dir_all(site.path("content/actors")).expect("removed");
            site.write(ACTOR, format!("made anew, {round}"));
            reader.catches_up();
            site.write(ACTOR, format!("written after that, for the time {round}"));
            reader.catches_up();
        }
    });
}

#[test]
fn what_a_link_leads_to_is_watched() {
    both(|site, reader| {
        site.write("shared/deep/figures.md", "one");
        symlink("../shared/deep", site.path("content/figures")).expect("a link to a folder");
        reader.catches_up();
        site.write("shared/deep/figures.md", "two, behind the link");
        reader.catches_up();
        site.write("shared/deep/more/table.md", "in a new folder there");
        reader.catches_up();
        fs::rename(site.path("shared"), site.path("away")).expect("the target goes");
        reader.catches_up();
        fs::rename(site.path("away"), site.path("shared")).expect("and comes back");
        reader.catches_up();
        site.write("shared/deep/figures.md", "and is watched again");
        reader.catches_up();

        site.write("shared/one.md", "a file alone");
        symlink("../../shared/one.md", site.path("content/actors/one.md")).expect("a link to a file");
        reader.catches_up();
        site.write("shared/one.new", "replaced");
        fs::rename(site.path("shared/one.new"), site.path("shared/one.md")).expect("renamed");
        reader.catches_up();

        fs::remove_file(site.path("content/figures")).expect("no link");
        reader.catches_up();
        symlink("actors", site.path("content/figures")).expect("a link to a folder of the content");
        reader.catches_up();
        site.write(ACTOR, "seen at two places");
        reader.catches_up();
    });
}

#[test]
fn links_out_of_the_site_and_in_circles_do_no_harm() {
    both(|site, reader| {
        let outside = tempfile::tempdir().expect("a folder");
        symlink(outside.path(), site.path("content/outside")).expect("a link");
        symlink(".", site.path("content/circle")).expect("a link");
        symlink("two", site.path("content/one")).expect("a link");
        symlink("one", site.path("content/two")).expect("a link");
        symlink("../.git", site.path("content/hidden")).expect("a link");
        site.write(ACTOR, "written among strange links");
        while reader.knows.get(ACTOR).is_none_or(|text| text != b"written among strange links") {
            match reader.hint() {
                Hint::Everything => reader.knows = on_disk(site.root()),
                Hint::Files(paths) => paths.iter().for_each(|path| reader.reads(path)),
            }
        }
    });
}

#[test]
fn a_thousand_files_change_at_once() {
    both(|site, reader| {
        let path = |number: usize| format!("content/sources/{}/{number}.md", number % 20);
        (0..1000).for_each(|number| site.write(&path(number), "first"));
        reader.catches_up();
        // As `git checkout` does: most are removed and made again, some go, some come, folders as well.
        for number in 0..1000 {
            fs::remove_file(site.path(&path(number))).expect("removed");
            if number % 20 != 7 {
                site.write(&path(number), format!("second {number}"));
            }
        }
        fs::remove_dir(site.path("content/sources/7")).expect("removed");
        (1000..1100).for_each(|number| site.write(&format!("content/new/{number}.md"), "new"));
        reader.catches_up();
        site.write(&path(1), "third, alone");
        reader.catches_up();
    });
}

#[test]
fn the_content_goes_and_comes_back() {
    both(|site, reader| {
        fs::rename(site.path("content"), site.path("kept")).expect("moved");
        reader.catches_up();
        fs::rename(site.path("kept"), site.path("content")).expect("moved back");
        reader.catches_up();
        fs::remove_dir_all(site.path("content")).expect("removed");
        fs::remove_dir_all(site.path("themes")).expect("removed");
        reader.catches_up();
        site.write(ACTOR, "back");
        reader.catches_up();
        site.write(ACTOR, "back, and watched");
        reader.catches_up();
    });
}

#[test]
fn the_site_goes_and_comes_back() {
    for poll in [false, true] {
        let around = site();
        let root = around.path("content");
        let write = |text: &str| around.write("content/content/index.md", text);
        write("a site in a folder");
        let mut reader = Reader::new(&root, poll);
        fs::remove_dir_all(&root).expect("removed");
        reader.catches_up();
        write("back");
        reader.catches_up();
        write("back, and watched");
        reader.catches_up();
        fs::rename(&root, around.path("old")).expect("moved");
        write("another one at its place");
        reader.catches_up();
        write("which is watched");
        reader.catches_up();
    }
}

#[test]
fn what_is_not_the_site_wakes_nobody() {
    both(|site, reader| {
        for path in ["public/index.html", ".standpoint/manifest.txt", ".git/index", "node_modules/x.js", "notes.md"] {
            site.write(path, "not the site's");
        }
        fs::rename(site.path("public"), site.path(".public.old")).expect("renamed");
        fs::remove_dir_all(site.path(".public.old")).expect("removed");
        // Reading is no change.
        let before = on_disk(site.root());
        // Events come in order: were there one of these, it would come before this one or with it.
        site.write(ACTOR, "the first change that counts");
        assert_eq!(reader.hint(), files(&[ACTOR]));
        assert_ne!(before, on_disk(site.root()));
    });
}

#[test]
fn a_site_below_a_link_has_the_same_paths() {
    both(|site, _| {
        let named = tempfile::tempdir().expect("a folder");
        let named = named.path().join("named");
        symlink(site.root(), &named).expect("a link");
        let reader = Reader::new(&named, false);
        site.write(ACTOR, "written through the other name");
        assert_eq!(reader.hint(), files(&[ACTOR]));
    });
}

#[test]
fn nothing_is_lost_whatever_happens() {
    for seed in 0..6 {
        let site = site();
        let mut reader = Reader::new(site.root(), seed == 0);
        let mut random = fastrand::Rng::with_seed(seed);
        for round in 0..if reader.polls { 6 } else { 40 } {
            for step in 0..random.usize(1..12) {
                happens(&site, &mut random, &format!("{seed} {round} {step}"));
            }
            reader.catches_up();
        }
    }
}

/// One thing of those that happen to folders. Some cannot, and nothing happens.
fn happens(site: &Site, random: &mut fastrand::Rng, text: &str) {
    const PLACES: [&str; 8] =
        ["content", "content/a", "content/a/b", "content/c", "content/c/link", "themes/mine", "shared", "shared/a"];
    let mut place = || site.path(random.choice(PLACES).expect("a place"));
    let (one, other) = (place(), place());
    let file = format!("{}.md", random.u8(0..4));
    let _ = match random.u8(0..10) {
        0..=3 => fs::create_dir_all(&one).and_then(|()| fs::write(one.join(file), text)),
        4 => fs::remove_file(one.join(file)),
        5 => fs::rename(one.join(&file), other.join(file)),
        6 => fs::rename(one, other),
        7 => fs::remove_dir_all(one),
        8 => symlink("../../shared", site.path("content/c/link")),
        _ => symlink(format!("../../shared/a/{file}"), site.path("content/a").join(file)),
    };
}

#[test]
fn a_watch_ends_when_it_is_asked_to() {
    for poll in [false, true] {
        let site = site();
        let (mut watch, _) = Watch::start(site.root(), poll).expect("a watch");
        let stop = watch.stop();
        let waits = std::thread::spawn(move || (watch.next(), watch.next()));
        stop.stop();
        assert_eq!(waits.join().expect("an end"), (None, None));
    }
    assert!(Watch::start(Path::new("no such folder"), false).is_err());
}
