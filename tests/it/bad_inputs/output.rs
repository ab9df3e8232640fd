//! The output folder, the streams, the machine around. Rows 54, 55, 58, 59 and 67.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::harness::{Run, Site};

/// Every file below a folder, by its path.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
                found.insert(name, fs::read(path).expect("a file"));
            }
        }
    }
    found
}

// Row 54.

#[test]
fn a_folder_that_is_not_ours_is_refused_and_untouched() {
    let site =
        Site::new().briefing("b", "Text.").file("public/diary.txt", "mine").file("public/index.html", "mine too");
    let before = tree(&site.path("public"));
    let run = site.build().exits(3);
    assert!(run.stderr.contains("public") && run.stderr.contains("not written by Standpoint"), "{}", run.stderr);
    assert_eq!(tree(&site.path("public")), before);
}

#[test]
fn places_where_no_site_belongs_are_refused() {
    let site = Site::new().briefing("b", "Text.").file("a-file", "mine").file("content/inside/x.txt", "x");
    fs::create_dir(site.path("elsewhere")).expect("a folder");
    symlink("elsewhere", site.path("link")).expect("a link");
    let before = tree(site.root());
    for out in
        ["/", ".", "..", "content", "content/inside", "content/new", "themes", "a-file", "link", "link/../content"]
    {
        let run = site.run(&["build", "--out", out]).exits(3);
        assert!(run.stderr.contains("--out"), "{out}: {}", run.stderr);
        assert_eq!(tree(site.root()), before, "{out}");
    }
}

#[test]
fn the_home_folder_is_refused() {
    let home = tempfile::tempdir().expect("a folder");
    let site = Site::new().briefing("b", "Text.");
    for out in [home.path().to_owned(), home.path().join("../").join(home.path().file_name().expect("a name"))] {
        let run = Run::of(site.command(&["build", "--out"]).arg(&out).env("HOME", home.path())).exits(3);
        assert!(run.stderr.contains("home"), "{}", run.stderr);
    }
    assert_eq!(tree(home.path()).len(), 0);
}

// Row 55.

#[test]
fn what_others_keep_beside_the_site_survives() {
    let site = Site::new().briefing("b", "Text.").file("public/CNAME", "a.org").file("public/README.md", "by hand");
    site.build().exits(0);
    site.write("public/verification.txt", "put in later");
    site.briefing("c", "More.").build_twice();
}

impl Site {
    fn build_twice(self) {
        for round in 1..=2 {
            self.build().exits(0);
            for (name, text) in [("CNAME", "a.org"), ("README.md", "by hand"), ("verification.txt", "put in later")] {
                assert_eq!(self.page(name), text, "round {round}");
            }
            assert!(self.has("briefings/c.html"));
        }
    }
}

#[test]
fn a_git_work_tree_survives_and_is_renewed_file_by_file() {
    let site = Site::new().briefing("b", "Text.").file("public/.git/HEAD", "ref: refs/heads/pages\n");
    let run = site.build().exits(0);
    assert!(run.stderr.contains("file by file") && run.stderr.contains("Git"), "{}", run.stderr);
    assert_eq!(site.page(".git/HEAD"), "ref: refs/heads/pages\n");
    assert!(site.has("briefings/b.html"));
}

#[test]
fn a_file_by_hand_that_the_site_wants_to_write_is_a_clash() {
    let site = Site::new().briefing("b", "Text.");
    site.build().exits(0);
    site.write("public/briefings/c.html", "by hand");
    let site = site.briefing("c", "More.");
    let run = site.build().exits(3);
    assert!(run.stderr.contains("briefings/c.html") && run.stderr.contains("move it away"), "{}", run.stderr);
    assert_eq!(site.page("briefings/c.html"), "by hand");
}

// Row 58.

#[test]
fn a_reader_who_goes_away_is_no_reason_to_fail() {
    let site = Site::new().briefing("b", &"A [@gone] source. ".repeat(5_000));
    let mut child = site.command(&["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("an end").code(), Some(1), "the site has errors; that is all");
}

#[test]
fn full_and_closed_streams_are_no_reason_to_panic() {
    let site = Site::new().briefing("b", "Text.");
    let program = env!("CARGO_BIN_EXE_standpoint");
    for streams in [">/dev/full 2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"] {
        for command in ["check", "build", "explain dirty-url", "--help", "--version"] {
            let line = format!("exec {program} {command} {streams}");
            let run = Run::of(Command::new("sh").args(["-c", &line]).current_dir(site.root()));
            // What somebody wants to keep is lost; `check` that finds nothing prints nothing.
            let is_lost = streams.starts_with(">/dev/full") && command != "check";
            let run = run.exits(if is_lost { 3 } else { 0 });
            assert!(
                run.stderr.is_empty() || !is_lost || run.stderr.contains("cannot be written: No space left"),
                "{line}"
            );
            assert!(!run.stderr.contains("panicked"), "{line}: {}", run.stderr);
        }
    }
    // Nor is it a reason to hide what happened: much was found, or the output is refused.
    let site = site.briefing("c", &"[@gone] <b>\n\n".repeat(500));
    for streams in [">/dev/full 2>/dev/full", ">&- 2>&-", "2>/dev/full"] {
        for (command, code) in [
            ("check", 1),
            ("check --format json", 1),
            ("build", 1),
            ("build --out .", 3),
            ("explain nothing", 2),
            ("biuld", 2),
        ] {
            let line = format!("exec {program} {command} {streams}");
            Run::of(Command::new("sh").args(["-c", &line]).current_dir(site.root())).exits(code);
        }
    }
}

// Row 59.

#[test]
fn a_second_build_ends_at_once_while_the_first_is_at_work() {
    let site = Site::new().briefing("b", "Text.").file(".standpoint/public.lock", "4242");
    let lock = fs::File::options().write(true).open(site.path(".standpoint/public.lock")).expect("the lock");
    lock.lock().expect("to hold it");
    let run = site.build().exits(4);
    assert!(run.stderr.contains("4242"), "who holds it: {}", run.stderr);
    assert!(!site.path("public").exists(), "nothing is written");
    site.check().exits(0);
    site.run(&["build", "--out", "other"]).exits(0);
    drop(lock);
    site.build().exits(0);
}

// Row 67.

#[test]
fn neither_place_nor_zone_nor_language_nor_cores_change_a_byte() {
    let build = |environment: &[(&str, &str)], umask: &str| {
        let mut site = Site::new().source("press").actor("istanbul").issue("troops");
        for n in 0..30 {
            site = site
                .briefing(&format!("B{n}"), "## I i İ ı\n\nOne [@press, p. 3]. See [[istanbul]].\n\n```matrix\n```\n");
        }
        let line = format!("umask {umask}; exec {} build", env!("CARGO_BIN_EXE_standpoint"));
        let mut command = Command::new("sh");
        command.args(["-c", &line]).current_dir(site.root()).envs(environment.iter().copied());
        Run::of(&mut command).exits(0);
        tree(&site.path("public"))
    };
    let expected = build(&[("TZ", "UTC")], "022");
    for environment in [
        &[("TZ", "Pacific/Kiritimati"), ("SOURCE_DATE_EPOCH", "0")][..],
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("LANGUAGE", "tr")],
        &[("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "7"), ("COLUMNS", "20"), ("NO_COLOR", "")],
    ] {
        assert!(build(environment, "022") == expected, "{environment:?}");
    }
    assert!(build(&[], "077") == expected, "umask 077");
}
