//! Whole or not at all: whatever happens to a build, `public/` is the complete old or the complete new site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::harness::{Run, Site};

type Tree = BTreeMap<String, Vec<u8>>;

const PROGRAM: &str = env!("CARGO_BIN_EXE_standpoint");

/// A site with two versions, which differ in every page, in a file, in a folder and in what is there; and with files
/// of others beside it.
struct Two {
    site: Site,
    /// What the output has to be, by version.
    trees: [Tree; 2],
}

impl Two {
    /// Builds both, the second one last.
    fn new(pages: usize) -> Two {
        let mut site = Site::bare().source("press").file("content/map.png", "the same in both");
        for number in 0..pages {
            let text = format!("---\ntitle: E{number}\ndate: 2025\n---\nText [@press].\n");
            site = site.file(&format!("content/events/e{number}.md"), text);
        }
        for (path, content) in [("CNAME", "brief.example"), ("README", "by hand")] {
            site.write(&format!("public/{path}"), content);
        }
        let mut two = Two { site, trees: [Tree::new(), Tree::new()] };
        two.write(1);
        two.site.build().exits(0);
        two.site.write("public/theirs/list.txt", "theirs");
        two.site.write("public/events/theirs.jpg", "theirs");
        fs::create_dir_all(two.site.path("public/theirs/empty")).expect("a folder");
        symlink("../CNAME", two.site.path("public/theirs/link")).expect("a link");
        for version in [0, 1] {
            two.write(version);
            two.site.build().exits(0);
            two.trees[version] = two.site.tree();
            assert_eq!(two.trees[version]["theirs/link"], b"brief.example");
        }
        assert_ne!(two.trees[0], two.trees[1]);
        two
    }

    /// Writes what a version is made of.
    fn write(&self, version: usize) {
        self.site.write("standpoint.yaml", format!("title: Version {version}\nbase_url: https://example.org/\n"));
        let _ = fs::remove_file(self.site.path(&format!("content/pages/p{}.md", 1 - version)));
        let _ = fs::remove_dir_all(self.site.path(&format!("content/only{}", 1 - version)));
        self.site.write(&format!("content/pages/p{version}.md"), "---\ntitle: P\n---\nText.\n");
        self.site.write(&format!("content/only{version}/deep/file.txt"), format!("{version}").repeat(5000));
    }

    /// Builds a version to its end, which must come and leave nothing behind.
    fn build(&self, version: usize) {
        self.write(version);
        self.site.build().exits(0);
        assert_eq!(self.now("a build to its end"), version);
        let left: Vec<_> = fs::read_dir(self.site.root())
            .expect("the site")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.contains("standpoint-"))
            .collect();
        assert_eq!(left, [""; 0]);
    }

    /// The version that is there. There must be one, and it must be whole.
    fn now(&self, story: &str) -> usize {
        assert!(self.site.path("public/theirs/empty").is_dir(), "{story}: a folder of others is gone");
        let tree = self.site.tree();
        which(&tree, &self.trees).unwrap_or_else(|why| panic!("{story}: {why}"))
    }
}

/// Which of the two a tree is.
fn which(tree: &Tree, trees: &[Tree; 2]) -> Result<usize, String> {
    let differs = |other: &Tree| {
        let paths: BTreeSet<&String> = tree.keys().chain(other.keys()).collect();
        paths.into_iter().filter(|path| tree.get(*path) != other.get(*path)).cloned().collect::<Vec<_>>()
    };
    match [differs(&trees[0]), differs(&trees[1])] {
        [first, _] if first.is_empty() => Ok(0),
        [_, second] if second.is_empty() => Ok(1),
        [first, second] => Err(format!("torn: not the first in {first:?}, nor the second in {second:?}")),
    }
}

/// Whether this machine can do what a test needs; `tests/run` insists on it.
fn can(test: &str, program: &str, arguments: &[&str]) -> bool {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    if output.is_ok_and(|output| output.status.success()) {
        return true;
    }
    assert!(std::env::var_os("STANDPOINT_BROWSER_TESTS").is_none(), "{test} needs `{program} {arguments:?}`");
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: `{program} {}` does not work here", arguments.join(" "));
    false
}

// Ended from outside.

#[test]
fn a_build_that_is_ended_at_any_moment_leaves_the_old_or_the_new_site() {
    let mut random = fastrand::Rng::with_seed(9);
    let two = Two::new(60);
    let start = Instant::now();
    two.build(0);
    let whole = start.elapsed().as_secs_f64();
    let (mut old, mut new) = (0, 0);
    let rounds = 36;
    for round in 0..rounds {
        let signal = ["KILL", "KILL", "TERM", "INT"][round % 4];
        let before = two.now("before");
        two.write(1 - before);
        let mut command = two.site.command(&["build"]);
        let mut build = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        // Spread over the whole build, and a little beyond.
        let part = 1.1 * (round as f64 + random.f64()) / rounds as f64;
        std::thread::sleep(Duration::from_secs_f64(whole * part));
        let _ = Command::new("kill").args([format!("-{signal}"), build.id().to_string()]).status();
        let status = build.wait().expect("it ends");
        let number = match signal {
            "KILL" => 9,
            "TERM" => 15,
            // Shells say 130 of it.
            _ => 2,
        };
        assert!(status.signal() == Some(number) || status.code() == Some(0), "{signal}: {status:?}");
        let now = two.now(&format!("round {round}, {signal} after {part:.2} of a build"));
        assert!(status.code() != Some(0) || now == 1 - before, "it said that all went well");
        *(if now == before { &mut old } else { &mut new }) += 1;
    }
    assert!(old > 0, "no build was ended before its end, but {new} behind it");
    two.build(0);
    let run = two.site.build().exits(0);
    assert!(run.stdout.contains(": 0 files changed, "), "{}", run.stdout);
}

#[test]
fn a_file_that_changes_before_the_site_is_put_in_place_stops_it() {
    let two = Two::new(60);
    let mut stopped = [false, false];
    let waiting = two.site.path(".public.standpoint-new/index.html");
    for round in 0..30 {
        let before = two.now("before");
        two.write(1 - before);
        let mut command = two.site.command(&["build"]);
        let mut build = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs");
        // A page that is there in full waits for all the others.
        while build.try_wait().expect("a state").is_none() && fs::metadata(&waiting).map_or(0, |data| data.len()) == 0 {
            std::thread::sleep(Duration::from_micros(200));
        }
        // Half of the time it grows, else it goes.
        let _ = match round % 2 {
            0 => fs::OpenOptions::new().append(true).open(&waiting).and_then(|mut page| page.write_all(b"more")),
            _ => fs::remove_file(&waiting),
        };
        let run = Run::from(build.wait_with_output().expect("an end"));
        let said = ["index.html: this file is not as it was written; build once more", "index.html: "][round % 2];
        let now = two.now(&format!("round {round}"));
        stopped[round % 2] |= match run.code {
            Some(0) => false,
            code => {
                assert!(code == Some(3) && run.stderr.contains(said) && now == before, "{}", run.stderr);
                true
            }
        };
        if stopped == [true, true] {
            return;
        }
    }
    panic!("no build noticed: {stopped:?}");
}

#[test]
fn what_a_killed_build_left_behind_goes_with_the_next() {
    let site = Site::new().briefing("b", "Text.");
    site.build().exits(0);
    for text in ["Text.", "Another."] {
        // Half of a new site, or the old one under the name of the new.
        for path in [".public.standpoint-new/index.html", ".standpoint/public.manifest-new"] {
            site.write(path, "half");
        }
        site.write("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025\n---\n{text}\n"));
        site.build().exits(0);
        assert!(!site.path(".public.standpoint-new").exists() && site.page("briefings/b.html").contains(text));
    }
}

#[test]
fn a_lock_whose_holder_is_dead_holds_nobody_up() {
    let site = Site::new().briefing("b", "Text.").file(".standpoint/public.lock", "4242");
    site.build().exits(0);
}

#[test]
fn several_builds_at_once_do_not_mix() {
    let two = Two::new(5);
    let (mut built, mut refused) = (0, 0);
    for round in 0..6 {
        let version = round % 2;
        two.write(version);
        let start = || {
            let mut command = two.site.command(&["build"]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs")
        };
        let builds: Vec<_> = (0..4)
            .map(|at| {
                std::thread::sleep(Duration::from_millis(at * round as u64));
                start()
            })
            .collect();
        for build in builds {
            let run = Run::from(build.wait_with_output().expect("an end"));
            match run.code {
                Some(0) => built += 1,
                Some(4) => refused += 1,
                _ => panic!("{:?}: {}", run.code, run.stderr),
            }
        }
        assert_eq!(two.now("after all of them"), version);
    }
    assert!(built >= 6, "{built} built, {refused} refused");
}

// Files one by one.

#[test]
fn file_by_file_each_file_is_the_old_or_the_new_one() {
    let two = Two::new(30);
    two.site.write("public/.git/HEAD", "ref: refs/heads/main");
    let start = Instant::now();
    two.write(0);
    two.site.build().exits(0);
    let whole = start.elapsed().as_secs_f64();
    let mut version = 0;
    for round in 0..10 {
        version = 1 - version;
        two.write(version);
        let mut command = two.site.command(&["build"]);
        let mut build = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        // The renaming is near the end.
        std::thread::sleep(Duration::from_secs_f64(whole * (0.5 + 0.06 * round as f64)));
        let _ = build.kill();
        build.wait().expect("it ends");
        for (path, bytes) in two.site.tree() {
            let known = two.trees.iter().any(|tree| tree.get(&path) == Some(&bytes)) || path == ".git/HEAD";
            assert!(known, "round {round}: {path} is neither the old nor the new one");
        }
        assert_eq!(two.site.page("theirs/list.txt"), "theirs");
    }
    two.site.build().exits(0);
    let mut tree = two.site.tree();
    assert_eq!(tree.remove(".git/HEAD").expect("there"), b"ref: refs/heads/main");
    assert_eq!(which(&tree, &two.trees), Ok(version));
    assert!(!two.site.path(&format!("public/only{}", 1 - version)).exists(), "no empty folder is left");
}

/// Runs a shell script in the site's folder, with mounts of its own. `None` where that is not possible.
fn with_mounts(test: &str, site: &Site, script: &str) -> Option<Run> {
    let namespaces: &[&[&str]] = &[&["-m"], &["-r", "-m"]];
    let works = |how: &&&[&str]| {
        let arguments = how.iter().chain(&["mount", "-t", "tmpfs", "none", "/mnt"]);
        Command::new("unshare").args(arguments).output().is_ok_and(|output| output.status.success())
    };
    let Some(how) = namespaces.iter().find(works) else {
        can(test, "unshare", &["-m", "mount", "-t", "tmpfs", "none", "/mnt"]);
        return None;
    };
    let mut command = Command::new("unshare");
    command.args(*how).args(["sh", "-euc", script]).current_dir(site.root());
    Some(Run::of(command.env("PROGRAM", PROGRAM).env("NO_COLOR", "1")))
}

#[test]
fn a_mount_point_is_renewed_file_by_file() {
    let settings = "title: T\nbase_url: https://example.org/\nprint:\n  command: ./engine {html} {pdf}\n";
    let site = Site::new().briefing("b", "One.").file("content/file.txt", "1").file("standpoint.yaml", settings);
    fs::create_dir(site.path("public")).expect("a folder");
    site.write("engine", "#!/bin/sh\n(echo %PDF-1.7; cat \"$1\") > \"$2\"\n");
    fs::set_permissions(site.path("engine"), fs::Permissions::from_mode(0o755)).expect("rights");
    let script = r#"
        mount -t tmpfs none public
        mkdir public/lost+found
        "$PROGRAM" build
        echo theirs > public/theirs.txt
        "$PROGRAM" build
        mkdir public/.standpoint-new; echo half > public/.standpoint-new/index.html  # as a killed build leaves it
        echo 'Text.' >> content/briefings/b.md; rm content/file.txt
        "$PROGRAM" build
        "$PROGRAM" pdf
        # A part of the same file system, mounted over a folder.
        mkdir elsewhere other
        mount --bind elsewhere other
        "$PROGRAM" build --out other
        umount other
        [ -e elsewhere/briefings/b.html ]
        cp -a public copy
    "#;
    let Some(run) = with_mounts("mount point", &site, script) else { return };
    let run = run.exits(0);
    let said: Vec<&str> = run.stderr.lines().filter(|line| line.contains("file by file")).collect();
    let words = "was renewed file by file, since it is a mount point";
    let public = format!("./public {words}");
    assert_eq!(said, [&public, &public, &public, &format!("other {words}")], "once for each run that changes it");
    assert!(run.stdout.contains("Printed 1 of 1 page into public."), "{}", run.stdout);
    assert!(run.stdout.contains(": 0 files changed, "), "{}", run.stdout);
    let copy = crate::harness::files_below(&site.path("copy"));
    assert!(copy.contains(&"theirs.txt".to_owned()) && copy.contains(&"briefings/b.pdf".to_owned()));
    assert!(!copy.iter().any(|path| path.contains("standpoint-new") || path == "file.txt"), "{copy:?}");
    assert!(site.path("copy/lost+found").is_dir());
    let text = fs::read_to_string(site.path("copy/briefings/b.html")).expect("a page");
    assert!(text.contains("One.") && text.contains("Text."));
}

// The machine fails.

#[test]
fn a_project_that_is_read_only_is_not_built_but_checked() {
    let two = Two::new(2);
    two.write(0);
    let script = r#"
        mount --bind . .
        mount -o remount,ro,bind "$PWD"
        cd "$PWD"
        "$PROGRAM" check
        "$PROGRAM" build || echo "exit $?"
    "#;
    let Some(run) = with_mounts("read-only project", &two.site, script) else { return };
    let run = run.exits(0);
    assert!(run.stdout.ends_with("exit 3\n"), "{}", run.stdout);
    assert!(run.stderr.contains(".standpoint/public.lock: Read-only file system"), "{}", run.stderr);
    assert_eq!(two.now("read-only"), 1);
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let two = Two::new(5);
    two.write(0);
    // Each round has a little more room than the one before: in kilobytes.
    let script = r#"
        mkdir disk copies
        mount -t tmpfs -o size=64m none disk
        cp -a content standpoint.yaml public .standpoint disk
        used=$(df -k --output=used disk | tail -n 1)
        for room in 0 4 8 12 16 24 32 40 48 64 80 96 112 128 160 192 256 320; do
            mount -o remount,size=$((used + room))k disk
            (cd disk && if "$PROGRAM" build; then echo "exit 0"; else echo "exit $?"; fi)
            mount -o remount,size=64m disk
            ls -A disk | grep standpoint-new && exit 1
            cp -a disk/public copies/$room
            rm -rf disk/public disk/.standpoint
            cp -a public .standpoint disk
        done
    "#;
    let Some(run) = with_mounts("full disk", &two.site, script) else { return };
    let run = run.exits(0);
    let codes: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("exit ")).collect();
    let mut rooms: Vec<usize> = fs::read_dir(two.site.path("copies"))
        .expect("copies")
        .map(|entry| {
            entry.expect("an entry").file_name().to_str().and_then(|name| name.parse().ok()).expect("a number")
        })
        .collect();
    rooms.sort_unstable();
    assert_eq!(codes.len(), rooms.len());
    for (room, code) in rooms.iter().zip(&codes) {
        let folder = two.site.path(&format!("copies/{room}"));
        let files = crate::harness::files_below(&folder);
        let tree = files.into_iter().map(|path| (path.clone(), fs::read(folder.join(path)).expect("a file"))).collect();
        let version = which(&tree, &two.trees).unwrap_or_else(|why| panic!("with {room} kB: {why}"));
        match *code {
            "exit 0" => assert_eq!(version, 0, "with {room} kB"),
            "exit 3" => assert_eq!(version, 1, "with {room} kB"),
            other => panic!("with {room} kB: {other}\n{}", run.stderr),
        }
    }
    let full = codes.iter().filter(|code| **code == "exit 3").count();
    assert!(full >= 5 && full < codes.len(), "{codes:?}");
    let named = run.stderr.lines().filter(|line| line.contains("No space left") && line.contains("standpoint"));
    assert_eq!(named.count(), full, "{}", run.stderr);
}

/// The calls by which a build changes the disk, and those by which it only looks.
const CHANGES: &str = "openat,write,mkdir,link,linkat,rename,renameat,renameat2,unlink,unlinkat,rmdir,fsync,syncfs,\
                       flock,ftruncate,chmod,fchmod,fchmodat";
const LOOKS: &str = "read,statx,newfstatat,getdents64,readlink,lseek";

/// A build under `strace`, with one core, so that each run makes the same calls.
fn traced(two: &Two, arguments: &[&str]) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-o", "trace"]).args(arguments).args([PROGRAM, "build"]);
    command.current_dir(two.site.root()).env("RAYON_NUM_THREADS", "1").env("NO_COLOR", "1");
    command
}

/// The calls of a build that concern the site: each with its number among those of its name in one thread, by which
/// `strace` counts too.
fn calls(two: &Two) -> Vec<(String, usize)> {
    Run::of(&mut traced(two, &["-e", &format!("trace={CHANGES},{LOOKS}")])).exits(0);
    let log = String::from_utf8_lossy(&fs::read(two.site.path("trace")).expect("a log")).into_owned();
    let root = two.site.root().to_str().expect("UTF-8");
    let mut numbers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let (mut ours, mut others) = (BTreeSet::new(), BTreeSet::new());
    for line in log.lines() {
        let Some((thread, (name, _))) =
            line.split_once(' ').and_then(|(thread, call)| Some((thread, call.trim().split_once('(')?)))
        else {
            continue;
        };
        let number = numbers.entry((thread, name)).or_default();
        *number += 1;
        (if line.contains(root) { &mut ours } else { &mut others }).insert((name.to_owned(), *number));
    }
    // Not those with which the program itself is loaded.
    ours.difference(&others).cloned().collect()
}

/// Lets one call after the other fail, or the process die at it.
fn fails(faults: &[&str], wanted: &str, every: usize) {
    let two = Two::new(2);
    two.write(0);
    let calls: Vec<_> = calls(&two).into_iter().filter(|(name, _)| wanted.split(',').any(|one| one == name)).collect();
    let mut ends: BTreeMap<Option<i32>, usize> = BTreeMap::new();
    two.build(1);
    for (at, (call, number)) in calls.iter().enumerate().step_by(every) {
        let fault = faults[at / every % faults.len()];
        let story = format!("{call} number {number} with {fault}");
        let before = two.now("before");
        two.write(1 - before);
        let (trace, inject) = (format!("trace={call}"), format!("inject={call}:{fault}:when={number}"));
        // A quicker way, which signals do not know.
        let quick = if fault.contains("signal") { &[][..] } else { &["--seccomp-bpf"] };
        let run = Run::of(&mut traced(&two, &[&["-e", &trace, "-e", &inject], quick].concat()));
        let now = two.now(&story);
        match run.code {
            Some(0) => assert_eq!(now, 1 - before, "{story}: it said that all went well"),
            Some(3) => {
                let said = run.stderr.lines().find(|line| line.starts_with("standpoint: ")).unwrap_or_default();
                let root = two.site.root().to_str().expect("UTF-8");
                // What is written may also be the message.
                let named = said.contains(root) || said.contains(" ./") || (call == "write" && run.stderr.is_empty());
                assert!(named, "{story}: no path in: {}", run.stderr);
            }
            None => assert!(fault.contains("signal"), "{story}: {}", run.stderr),
            code => panic!("{story}: {code:?}\n{}\n{}", run.stdout, run.stderr),
        }
        *ends.entry(run.code).or_default() += 1;
        if at % 7 == 0 {
            two.build(before);
        }
    }
    // What is done once more, or else, ends well.
    let well = ends.get(&Some(0)).copied().unwrap_or_default();
    let tried: usize = ends.values().sum();
    assert!(tried >= 10 && well * 3 <= tried * 2, "few of {tried} failed, of {} calls: {ends:?}", calls.len());
    two.build(0);
}

/// Which of the calls are tried: by `tests/run` every second, of those that only look every sixth; a few
/// otherwise.
fn every() -> usize {
    if std::env::var_os("STANDPOINT_BROWSER_TESTS").is_some() { 1 } else { 6 }
}

#[test]
fn any_call_that_changes_the_disk_may_fail() {
    if can("failing calls", "strace", &["-f", "true"]) {
        let faults = ["error=ENOSPC", "error=EIO", "error=EACCES", "error=EROFS", "error=EMFILE", "error=EDQUOT"];
        fails(&faults, CHANGES, 2 * every());
    }
}

#[test]
fn any_call_that_looks_at_the_disk_may_fail() {
    if can("failing calls", "strace", &["-f", "true"]) {
        fails(&["error=EIO", "error=EACCES", "error=EMFILE"], LOOKS, 6 * every());
    }
}

#[test]
fn at_any_call_that_changes_the_disk_a_build_may_be_killed() {
    if can("failing calls", "strace", &["-f", "true"]) {
        fails(&["signal=KILL"], CHANGES, 2 * every());
    }
}

#[test]
fn file_systems_that_know_less_get_the_new_site_too() {
    if !can("poor file systems", "strace", &["-f", "true"]) {
        return;
    }
    let two = Two::new(2);
    for (inject, said) in [
        ("renameat2:error=EINVAL:when=1+", "since its file system cannot exchange folders"),
        ("link,linkat:error=EPERM:when=1+", "Nothing to mend."),
    ] {
        let before = two.now("before");
        two.write(1 - before);
        let run = Run::of(&mut traced(&two, &["-e", &format!("inject={inject}")])).exits(0);
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert_eq!(two.now(inject), 1 - before);
        assert!(two.site.path("public/theirs/link").is_symlink());
        assert!(two.site.build().exits(0).stdout.contains(": 0 files changed, "));
    }
}

#[test]
fn where_the_system_starts_no_more_threads_one_does_all() {
    if !can("threads", "strace", &["-f", "true"]) {
        return;
    }
    let two = Two::new(2);
    for when in ["1", "2", "1+"] {
        let before = two.now("before");
        two.write(1 - before);
        let inject = format!("inject=clone3:error=EAGAIN:when={when}");
        Run::of(&mut traced(&two, &["-e", &inject])).exits(0);
        assert_eq!(two.now(&inject), 1 - before);
    }
    // A preview takes several at any time.
    for when in ["2", "1+"] {
        let inject = format!("inject=clone3:error=EAGAIN:when={when}");
        let mut serve = Command::new("strace");
        serve.args(["-f", "-qq", "-o", "trace", "-e", &inject, PROGRAM, "serve"]);
        let run = Run::of(serve.current_dir(two.site.root())).exits(3);
        assert!(run.stderr.contains("the system starts no more threads"), "{}", run.stderr);
    }
}

#[test]
fn a_file_that_vanishes_for_a_moment_is_looked_for_once_more() {
    if !can("a file that vanishes", "strace", &["-f", "true"]) {
        return;
    }
    let site = Site::new().briefing("b", "Text.");
    let root = site.root().to_str().expect("UTF-8");
    let file = format!("{root}/content/briefings/b.md");
    for (when, code) in [("1", 0), ("1+", 3)] {
        // Newer systems open it in one call by its way from the site's folder.
        let inject = format!("inject=openat,openat2:error=ENOENT:when={when}");
        let mut command = Command::new("strace");
        command.args([
            "-f",
            "-qq",
            "-o",
            "trace",
            "-P",
            &file,
            "-P",
            "content/briefings/b.md",
            "-e",
            "trace=openat,openat2",
            "-e",
            &inject,
            PROGRAM,
            "build",
            root,
        ]);
        let run = Run::of(command.current_dir(site.root()).env("RAYON_NUM_THREADS", "1")).exits(code);
        assert!(code == 0 || run.stderr.contains("b.md"), "{}", run.stderr);
        assert!(site.page("briefings/b.html").contains("Text."));
    }
}

// What is not ours.

#[test]
fn whatever_others_put_beside_the_site_is_kept_as_it_is() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new().briefing("b", "One.");
    site.build().exits(0);
    let odd = site.path("public").join(std::ffi::OsStr::from_bytes(b"odd \xff name"));
    fs::write(&odd, "theirs").expect("a file");
    fs::create_dir_all(site.path("public/theirs/empty")).expect("a folder");
    assert!(Command::new("mkfifo").arg(site.path("public/pipe")).status().expect("it runs").success());
    symlink("nowhere", site.path("public/dangling")).expect("a link");
    symlink("..", site.path("public/theirs/up")).expect("a link");
    for (path, mode) in [("public", 0o2750), ("public/theirs", 0o700), ("public/briefings", 0o775)] {
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).expect("a mode");
    }
    let site = site.briefing("b", "Two.");
    site.build().exits(0);
    assert!(site.page("briefings/b.html").contains("Two."));
    assert_eq!(fs::read_to_string(odd).expect("a file"), "theirs");
    assert!(site.path("public/theirs/empty").is_dir());
    for path in ["pipe", "dangling", "theirs/up"] {
        assert!(fs::symlink_metadata(site.path("public").join(path)).is_ok(), "{path}");
    }
    for (path, mode) in [("public", 0o2750), ("public/theirs", 0o700), ("public/briefings", 0o775)] {
        assert_eq!(fs::metadata(site.path(path)).expect("a folder").permissions().mode() & 0o7777, mode, "{path}");
    }
}

#[test]
fn a_folder_of_others_in_the_place_of_a_file_is_refused() {
    let site = Site::new().briefing("b", "One.");
    site.build().exits(0);
    fs::create_dir_all(site.path("public/map/empty")).expect("a folder");
    let run = site.file("content/map", "a file").build().exits(3);
    assert!(run.stderr.contains("public/map") && run.stderr.contains("move it away"), "{}", run.stderr);
}

#[test]
fn a_link_in_the_place_of_a_page_becomes_a_page_again() {
    let site = Site::new().briefing("b", "One.");
    site.build().exits(0);
    fs::rename(site.path("public/index.html"), site.path("moved.html")).expect("it was there");
    symlink("../moved.html", site.path("public/index.html")).expect("a link");
    site.build().exits(0);
    assert!(fs::symlink_metadata(site.path("public/index.html")).expect("a page").is_file());
}

#[test]
fn a_manifest_that_leads_through_a_link_or_into_git_removes_nothing_there() {
    let site = Site::new().briefing("b", "One.").file("elsewhere/mine.txt", "mine");
    site.build().exits(0);
    site.write("public/.git/HEAD", "ref");
    symlink("../elsewhere", site.path("public/link")).expect("a link");
    let manifest = fs::read_to_string(site.path(".standpoint/public.manifest")).expect("a manifest");
    site.write(".standpoint/public.manifest", format!(".git/HEAD\nlink/mine.txt\n{manifest}"));
    let site = site.briefing("b", "Two.");
    site.build().exits(0);
    assert!(site.path("elsewhere/mine.txt").exists() && site.has(".git/HEAD"));
}

#[test]
fn the_folders_of_our_own_notes_are_no_place_for_a_site() {
    let site = Site::new().briefing("b", "Text.");
    site.build().exits(0);
    for out in [".standpoint", ".standpoint/site", ".public.standpoint-new"] {
        let run = site.run(&["build", "--out", out]).exits(3);
        assert!(run.stderr.contains("keeps its own notes"), "{out}: {}", run.stderr);
    }
    assert!(site.path(".standpoint/public.manifest").exists());
}

#[test]
fn a_clock_that_jumps_changes_nothing() {
    let site = Site::new().briefing("b", "One one.");
    site.build().exits(0);
    // All that was written is from the future; the text is from long ago, and as long as before.
    let touch = |date: &str, path: &str| {
        let status = Command::new("sh")
            .args(["-c", &format!("find {path} -exec touch -d {date} {{}} +")])
            .current_dir(site.root())
            .status();
        assert!(status.expect("it runs").success());
    };
    touch("2099-01-01", "public .standpoint");
    assert!(site.build().exits(0).stdout.contains(": 0 files changed, "));
    site.write("content/briefings/b.md", "---\ntitle: Briefing b\nas_of: 2025-08\n---\nTwo two.\n");
    touch("1980-01-01", "content");
    site.build().exits(0);
    assert!(site.page("briefings/b.html").contains("Two two."));
}

#[test]
fn published_files_are_readable_as_the_umask_says() {
    for (umask, file, folder) in [("022", 0o644, 0o755), ("077", 0o600, 0o700)] {
        let site = Site::new().briefing("b", "Text.").file("content/map.png", "a map");
        let line = format!("umask {umask}; exec {PROGRAM} build");
        Run::of(Command::new("sh").args(["-c", &line]).current_dir(site.root())).exits(0);
        let mode = |path: &str| fs::metadata(site.path(path)).expect("there").permissions().mode() & 0o7777;
        assert_eq!((mode("public/map.png"), mode("public/index.html"), mode("public")), (file, file, folder));
    }
}
