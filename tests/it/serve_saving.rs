//! Every way in which editors and other programs save, as the one who looks at the preview meets it.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::harness::Site;
use crate::serve_program::Program;

const FILE: &str = "content/briefings/b.md";
const PAGE: &str = "/briefings/b.html";

fn site() -> Site {
    Site::new()
        .source("un")
        .actor("russia")
        .issue("troops")
        .file("content/positions/russia/troops.md", "---\nas_of: 2025-08-20\nstance: opposes\n---\nNo troops [@un].\n")
        .briefing("b", "It said so [@un].")
}

/// The briefing with another text.
fn briefing(text: &str) -> String {
    format!("---\ntitle: Briefing b\nas_of: 2025-08\n---\n{text} [@un].\n")
}

/// Saves in one way, twice, and sees each text in the page.
fn saves(save: impl Fn(&Site, &str)) {
    let program = Program::serve(site());
    for text in ["The first text", "The second text"] {
        save(&program.site, &briefing(text));
        program.shows(PAGE, text);
    }
    program.serves_what_build_writes();
}

fn run(site: &Site, program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).current_dir(site.root()).output().expect("the program");
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn in_place() {
    saves(|site, text| site.write(FILE, text));
}

#[test]
fn as_vim_does_without_backupcopy() {
    saves(|site, text| {
        let (file, backup) = (site.path(FILE), site.path("content/briefings/b.md~"));
        site.write("content/briefings/.b.md.swp", "swapped");
        site.write("content/briefings/4913", "");
        fs::remove_file(site.path("content/briefings/4913")).expect("removed");
        fs::rename(&file, &backup).expect("renamed");
        fs::write(&file, text).expect("written");
        fs::remove_file(&backup).expect("removed");
        fs::remove_file(site.path("content/briefings/.b.md.swp")).expect("removed");
    });
}

#[test]
fn as_vim_does_with_backupcopy() {
    saves(|site, text| {
        let backup = site.path("content/briefings/b.md~");
        fs::copy(site.path(FILE), &backup).expect("copied");
        site.write(FILE, text);
        fs::remove_file(&backup).expect("removed");
    });
}

#[test]
fn by_writing_beside_and_renaming_over() {
    saves(|site, text| {
        site.write("content/briefings/.b.md.new", text);
        fs::rename(site.path("content/briefings/.b.md.new"), site.path(FILE)).expect("renamed");
    });
}

#[test]
fn by_deleting_and_creating() {
    saves(|site, text| {
        fs::remove_file(site.path(FILE)).expect("removed");
        site.write(FILE, text);
    });
}

#[test]
fn with_sed() {
    let program = Program::serve(site());
    for (from, to) in [("It said so", "Sed was here"), ("was here", "was there")] {
        run(&program.site, "sed", &["-i", &format!("s/{from}/{to}/"), FILE]);
        program.shows(PAGE, to);
    }
}

#[test]
fn as_emacs_does_with_a_lock_and_an_autosave() {
    saves(|site, text| {
        let (lock, autosave) = (site.path("content/briefings/.#b.md"), site.path("content/briefings/#b.md#"));
        symlink("someone@somewhere.4711:1755000000", &lock).expect("a lock");
        fs::write(&autosave, "half a sentence").expect("saved by itself");
        fs::rename(site.path(FILE), site.path("content/briefings/b.md~")).expect("renamed");
        site.write(FILE, text);
        fs::remove_file(&autosave).expect("removed");
        fs::remove_file(&lock).expect("no lock");
    });
}

#[test]
fn a_file_that_is_open_in_an_editor_brings_no_warning() {
    let program = Program::serve(site());
    symlink("someone@somewhere.4711:1755000000", program.site.path("content/briefings/.#b.md")).expect("a lock");
    program.site.write("content/actors/.russia.md.swp", "swapped");
    program.site.write("content/actors/new/deep.txt", "a new folder, so that everything is looked at");
    program.answers("/actors/new/deep.txt", 200);
    program.site.write(FILE, briefing("With locks around"));
    program.shows(PAGE, "With locks around");
    let found = program.says("Nothing to mend.\n");
    assert_eq!(found.matches("stray-file").count(), 0, "{found}");
    let event = program.tab(PAGE).event();
    assert!(!event["findings"].to_string().contains("stray-file") && event["errors"] == 0, "{event}");
}

#[test]
fn a_folder_goes_away_and_comes_back() {
    let program = Program::serve(site());
    let page = "/positions/russia/troops.html";
    program.site.write("content/actors/ukraine.md", "---\nname: Ukraine\n---\n");
    let (here, away) = (program.site.path("content/positions/russia"), program.site.path("away"));
    fs::rename(&here, &away).expect("moved out");
    program.answers(page, 404);
    fs::rename(&away, &here).expect("moved back");
    program.answers(page, 200);
    program.site.write(
        "content/positions/russia/troops.md",
        "---\nas_of: 2025-08-20\nstance: silent\n---\nNothing now [@un].\n",
    );
    program.shows(page, "Nothing now");
    fs::rename(&here, program.site.path("content/positions/ukraine")).expect("renamed");
    program.shows("/positions/ukraine/troops.html", "Nothing now");
    program.answers(page, 404);
    program.serves_what_build_writes();
}

#[test]
fn what_a_linked_folder_leads_to() {
    let site = site().file("shared/notes/one.md", "---\ntitle: One\n---\nShared words.\n");
    symlink("../shared/notes", site.path("content/pages")).expect("a link");
    let program = Program::serve(site);
    program.site.write("shared/notes/one.md", "---\ntitle: One\n---\nShared words, saved.\n");
    program.shows("/pages/one.html", "Shared words, saved");
    program.site.write("shared/notes/two.md", "---\ntitle: Two\n---\nOne more.\n");
    program.shows("/pages/two.html", "One more");
}

/// A site in a repository, whose other branch has other texts in 1,000 files.
fn with_two_branches() -> Site {
    let site = site();
    let write = |branch: &str| {
        for at in 0..1000 {
            let (actor, issue, label) = (at % 10, at / 10 % 10, at / 100);
            site.write(&format!("content/positions/a{actor}/i{issue}.l{label}.md"), position(branch, at));
        }
    };
    for at in 0..10 {
        site.write(&format!("content/actors/a{at}.md"), format!("---\nname: Actor {at}\n---\n"));
        site.write(&format!("content/issues/i{at}.md"), format!("---\ntitle: Issue {at}\n---\n"));
    }
    let commit = |branch: &str| {
        run(&site, "git", &["checkout", "--quiet", "-b", branch]);
        run(&site, "git", &["add", "-A"]);
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        run(&site, "git", &[&who[..], &["commit", "--quiet", "-m", branch]].concat());
    };
    run(&site, "git", &["init", "--quiet"]);
    write("main");
    commit("main-branch");
    write("other");
    fs::remove_file(site.path("content/positions/a0/i0.l0.md")).expect("it was there");
    fs::remove_dir_all(site.path("content/positions/a9")).expect("it was there");
    site.write("content/pages/only-there.md", "---\ntitle: Only there\n---\nOnly there.\n");
    commit("other-branch");
    run(&site, "git", &["checkout", "--quiet", "main-branch"]);
    site
}

fn position(branch: &str, at: usize) -> String {
    format!("---\nas_of: {}\nstance: opposes\n---\nSaid on {branch}, {at}.\n", 1000 + at)
}

#[test]
fn a_checkout_of_another_branch_with_a_thousand_files() {
    let program = Program::serve(with_two_branches());
    program.shows("/positions/a1/i1.html", "Said on main");
    run(&program.site, "git", &["checkout", "--quiet", "other-branch"]);
    let built = program.serves_what_build_writes();
    let page = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
    assert!(page("positions/a1/i1.html").contains("Said on other") && built.contains_key("pages/only-there.html"));
    program.answers("/positions/a9/i0.html", 404);
}

#[test]
fn a_copied_file_that_becomes_a_private_key_is_served_no_more() {
    let files = ["content/pages/notes.txt", "themes/default/static/notes.txt"];
    let site = files.iter().fold(site(), |site, file| site.file(file, "harmless"));
    let program = Program::serve(site);
    for (file, target) in files.into_iter().zip(["/pages/notes.txt", "/assets/notes.txt"]) {
        program.shows(target, "harmless");
        program.site.write(file, "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n");
        program.answers(target, 404);
        program.says(&format!("{file}:1:1"));
        program.site.write(file, "mended");
        program.shows(target, "mended");
    }
    program.serves_what_build_writes();
}
