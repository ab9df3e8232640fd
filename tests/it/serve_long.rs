//! A preview that runs for days: beside Git, through floods of changes, sleep, and a port that is taken away.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::harness::Site;
use crate::serve_program::{Program, until};

const BRIEFING: &str = "content/briefings/b.md";

fn briefing(text: &str) -> String {
    format!("---\ntitle: Briefing b\nas_of: 2025-08\n---\n{text}\n")
}

/// Runs Git in a site, as somebody who has set nothing up.
fn git(site: &Site, arguments: &[&str]) {
    let name = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.args(name).args(arguments).current_dir(site.root()).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let done = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(done.expect("git").success(), "git {arguments:?}");
}

#[test]
fn what_git_does_beside_the_site_does_no_harm_and_its_branches_are_followed() {
    let site = Site::new().briefing("b", "As it was.").file(".gitignore", "/public/\n.standpoint/\n");
    git(&site, &["init", "-q", "-b", "main"]);
    git(&site, &["add", "."]);
    git(&site, &["commit", "-q", "-m", "one"]);
    // Repositories within the content, as submodules and careless copies leave them.
    let site = site.file("content/briefings/.git", "gitdir: ../../.git/modules/x\n");
    for number in 0..200 {
        site.write(&format!("content/pages/.git/objects/{number:02x}/aa"), "packed");
    }
    let program = Program::serve(site);
    program.shows("/briefings/b.html", "As it was.");
    program.says("0 errors, 2 warnings.\n");
    let said = program.said();
    git(&program.site, &["checkout", "-q", "-b", "other"]);
    git(&program.site, &["gc", "-q"]);
    for number in 0..200 {
        program.site.write(&format!("content/pages/.git/objects/{number:02x}/bb"), "packed");
    }
    program.site.write(BRIEFING, briefing("On the other branch."));
    program.shows("/briefings/b.html", "On the other branch.");
    git(&program.site, &["commit", "-q", "-a", "-m", "two"]);
    git(&program.site, &["checkout", "-q", "main"]);
    program.shows("/briefings/b.html", "As it was.");
    let news = program.said()[said.len()..].to_owned();
    assert!(!news.contains(".git") && news.contains("Changed content/briefings/b.md"), "{news}");
}

#[test]
fn ten_thousand_files_change_at_once() {
    const FILES: usize = 10_000;
    let mut site = Site::new().briefing("b", "Before.");
    for number in 0..FILES {
        site = site.file(&format!("content/assets/{:02}/{number}.txt", number % 50), "one");
    }
    let program = Program::serve(site);
    program.shows("/briefings/b.html", "Before.");
    let mut tab = program.tab("/briefings/b.html");
    for number in 0..FILES {
        fs::write(program.site.path(&format!("content/assets/{:02}/{number}.txt", number % 50)), "two")
            .expect("a file");
    }
    program.site.write(BRIEFING, briefing("Behind them all."));
    program.shows("/briefings/b.html", "Behind them all.");
    for number in [0, FILES / 2, FILES - 1] {
        let path = format!("/assets/{:02}/{number}.txt", number % 50);
        until(&path, || if program.get(&path).body == "two" { Ok(()) } else { Err("it is an old one".to_owned()) });
    }
    tab.event_that("the briefing", |event| event.to_string().contains("Behind them all."));
    // A watch that was told too much asks again; and goes on being told.
    program.site.write(BRIEFING, briefing("And one alone."));
    program.shows("/briefings/b.html", "And one alone.");
    let lines = program.said().lines().count();
    assert!(lines < 400, "{lines} lines were said");
}

#[test]
fn a_machine_that_slept_shows_what_changed_meanwhile() {
    let program = Program::serve(Site::new().briefing("b", "Before."));
    let mut tab = program.tab("/briefings/b.html");
    program.signal("STOP");
    program.site.write(BRIEFING, briefing("While it slept."));
    // Longer than any of its pauses.
    thread::sleep(Duration::from_millis(1500));
    program.site.write("content/pages/new.md", "---\ntitle: New\n---\nNew.\n");
    program.signal("CONT");
    let woken = Instant::now();
    tab.event_that("the briefing", |event| event.to_string().contains("While it slept."));
    program.answers("/pages/new.html", 200);
    assert!(woken.elapsed() < Duration::from_secs(5), "it took {:?}", woken.elapsed());
    program.site.write(BRIEFING, briefing("And later."));
    tab.event_that("the briefing", |event| event.to_string().contains("And later."));
}

#[test]
fn a_port_that_is_taken_away_is_had_again_when_it_is_free() {
    let mut program = Program::serve(Site::new().briefing("b", "Text."));
    let address = program.address;
    let close = |port: u16| {
        let mut ss = Command::new("ss");
        let done = ss.args(["-K", "-tln", "sport", "=", &format!(":{port}")]).stderr(Stdio::null()).output();
        done.is_ok_and(|output| output.status.success())
    };
    // Only some kernels let root do what a network that goes does.
    if !close(address.port()) || std::net::TcpStream::connect(address).is_ok() {
        let _ = writeln!(std::io::stderr(), "SKIPPED the port that is taken away: `ss -K` cannot do so here");
        return;
    }
    let other = TcpListener::bind(address).expect("nobody has it now");
    program.says("cannot be reached; it comes back when its port is free");
    assert!(program.lives());
    drop(other);
    program.says("is at http://ADDRESS/ again");
    program.shows("/briefings/b.html", "Text.");
}
