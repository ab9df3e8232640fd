//! The command line: words in, words and an exit code out.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use expect_test::expect;
use standpoint::diagnostic::Code;

use crate::harness::Site;

#[test]
fn exit_codes_tell_what_happened() {
    let clean = Site::new().briefing("b", "Text.");
    clean.run(&["build"]).exits(0);
    clean.run(&["check"]).exits(0);
    let wrong = Site::new().briefing("b", "[@nobody]");
    wrong.run(&["build"]).exits(1);
    wrong.run(&["check"]).exits(1);
    for usage in
        [&["biuld"][..], &["build", "--fast"], &["check", "--format", "xml"], &["build", "--base-url", "x"], &[]]
    {
        Site::new().run(usage).exits(2);
    }
    let help = Site::new().run(&["help", "biuld"]).exits(2);
    assert!(help.stderr.contains("did you mean `build`?"), "{}", help.stderr);
    Site::bare().run(&["build"]).exits(3);
    Site::new().run(&["build", "nowhere"]).exits(3);
    clean.run(&["--help"]).exits(0);
    clean.run(&["--version"]).exits(0);
}

#[test]
fn a_shell_is_told_that_a_run_was_interrupted() {
    let site = Site::new();
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let program = env!("CARGO_BIN_EXE_standpoint");
        // The one shell tells its number and becomes the program; the other one sees how that ends.
        let run = "sh -c 'echo $$; exec \"$0\" serve --port 0' \"$0\"; echo \"code $?\"";
        // Whoever runs the tests behind other work has told them to ignore such signals, and no shell takes that back.
        let mut shell = Command::new("env")
            .args(["--default-signal=INT,TERM", "sh", "-c", run, program])
            .current_dir(site.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let mut said = BufReader::new(shell.stdout.take().expect("a pipe")).lines().map(|line| line.expect("a line"));
        let pid = said.next().expect("a number");
        assert!(said.any(|line| line.contains("http://")), "it has begun");
        assert!(Command::new("kill").args([&format!("-{signal}"), &pid]).status().expect("kill").success());
        let last = said.last().expect("a last line");
        assert_eq!(last, format!("code {code}"));
        shell.wait().expect("an end");
    }
}

#[test]
fn results_go_to_stdout_and_talk_to_stderr() {
    let site = Site::new().source("press").briefing("b", "One [@press]. <font>");
    let run = site.build().exits(0);
    assert!(run.stdout.starts_with("Built 13 pages into public: "), "{}", run.stdout);
    assert!(run.stdout.ends_with(" 0 unchanged, 0 removed.\nOpen public/index.html in a browser.\n"), "{}", run.stdout);
    assert!(run.stderr.contains("raw-html") && run.stderr.ends_with("0 errors, 1 warning.\n"), "{}", run.stderr);
    let run = site.check();
    assert!(run.stdout.lines().all(|line| line.starts_with("content/")), "{}", run.stdout);
    assert_eq!(run.stderr, "2 pieces of advice: standpoint check --advice\n0 errors, 1 warning.\n");
}

#[test]
fn a_folder_that_is_no_site_is_refused_in_plain_words() {
    let run = Site::bare().run(&["build"]).exits(3);
    expect![[r#"
        standpoint: .: this is no Standpoint site: it has neither standpoint.yaml nor a folder content/; name the folder of a site, or make one with `standpoint init`
    "#]]
    .assert_eq(&run.stderr);
}

#[test]
fn a_folder_or_a_file_within_a_site_is_refused_with_the_name_of_the_site() {
    let site = Site::new().briefing("b", "Text.");
    let said = site.run(&["check", "content/briefings"]).exits(3).stderr;
    let root = site.root().canonicalize().expect("the folder").display().to_string();
    assert!(said.contains(&format!("it lies within the site {root}: name that folder")), "{said}");
    let said = site.run(&["check", "content/briefings/b.md"]).exits(3).stderr;
    assert_eq!(said, "standpoint: content/briefings/b.md: this is a file; name the folder of the site\n");
}

#[test]
fn a_site_whose_texts_are_gone_is_an_error_that_names_the_folder_they_may_be_in() {
    let site = Site::new();
    let line = site.check().exits(1).finds("content:1:1: error", "no-content").to_owned();
    assert!(line.contains("there is no text in the folder content/, so the site is empty"), "{line}");
    let site = site.file("Content/index.md", "Text.\n").file("contents/index.md", "Text.\n").file("public/x", "");
    let said = site.run(&["check"]).exits(1).stdout;
    assert!(said.contains("the texts perhaps lie in `Content/`: rename it to `content/`"), "{said}");
    let site =
        Site::new().file("texts/sources/s.md", "A note.\n").file("content/image.png", "").file("docs/a.md", "Text.\n");
    let said = site.run(&["check"]).exits(1).stdout;
    assert!(said.contains("the texts perhaps lie in `texts/`: rename it to `content/`"), "{said}");
}

#[test]
fn a_site_whose_texts_are_gone_does_not_take_the_place_of_the_one_that_had_them() {
    let site = Site::new().briefing("b", "Text.");
    site.build().exits(0);
    let before = site.tree();
    std::fs::rename(site.path("content"), site.path("inhalt")).expect("another name");
    let run = site.build().exits(1);
    assert!(run.stderr.contains("the texts perhaps lie in `inhalt/`"), "{}", run.stderr);
    assert!(run.stderr.contains("Nothing was written; public is as it was.\n"), "{}", run.stderr);
    assert_eq!(site.tree(), before);
    std::fs::rename(site.path("inhalt"), site.path("content")).expect("its name");
    site.build().exits(0);
    assert_eq!(site.tree(), before);
}

#[test]
fn check_writes_nothing() {
    let site = Site::new().briefing("b", "Text.");
    site.check().exits(0);
    let left: Vec<String> = crate::harness::files_below(site.root());
    assert_eq!(left, ["content/briefings/b.md", "standpoint.yaml"]);
}

#[test]
fn a_site_may_be_named_and_so_may_its_output() {
    let site = Site::bare()
        .file("here/standpoint.yaml", "title: T\nbase_url: https://example.org/\n")
        .file("here/content/index.md", "Text.\n");
    site.run(&["build", "here"]).exits(0);
    assert!(site.path("here/public/index.html").exists());
    let run = site.run(&["build", "here", "--out", "there/site"]).exits(0);
    assert!(site.path("there/site/index.html").exists());
    assert!(run.stdout.contains("Open there/site/index.html in a browser."), "{}", run.stdout);
}

#[test]
fn explain_knows_every_finding() {
    let site = Site::bare();
    let all = site.run(&["explain"]).exits(0).stdout;
    assert_eq!(all.lines().count(), Code::ALL.len());
    for code in Code::ALL {
        assert!(all.lines().any(|line| line.starts_with(code.name())), "{} in the list", code.name());
        let told = site.run(&["explain", code.name()]).exits(0).stdout;
        for part in [code.name(), code.meaning(), code.mend()] {
            assert!(told.contains(part), "{part} in: {told}");
        }
    }
}

#[test]
fn names_of_findings_are_words_joined_by_hyphens_and_told_once() {
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit())));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
}

#[test]
fn explain_says_what_a_finding_means_and_how_to_mend_it() {
    let site = Site::bare();
    expect![[r#"
        unknown-source (error)

        A citation names a source for which there is no source note. The page shows the gap.

        To mend it: Correct the key, or write content/sources/<key>.md. To write the brackets as they are, put a backslash before them.

        To change its level, write in standpoint.yaml:

            rules:
              unknown-source: off   # or advice, warning, error
    "#]].assert_eq(&site.run(&["explain", "unknown-source"]).exits(0).stdout);
    expect![[r#"
        standpoint: there is no finding `unknown-sauce`; did you mean `unknown-source`?
        `standpoint explain` lists all of them.
    "#]]
    .assert_eq(&site.run(&["explain", "unknown-sauce"]).exits(2).stderr);
}

#[test]
fn nobody_reading_is_no_reason_to_fail() {
    let site = Site::new().briefing("b", &"[@nobody] <b>\n\n".repeat(2000));
    let mut command = site.command(&["check"]);
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().expect("the program runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
}
