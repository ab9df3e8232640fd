//! The preview as a process: how it starts and ends, what it costs, and what it says in the terminal.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use expect_test::expect;
use standpoint::serve::http::DEFAULT_PORT;

use crate::harness::{Site, files_below};
use crate::serve_client::Client;
use crate::serve_program::{Program, start, until};

fn site() -> Site {
    Site::new()
        .source("un")
        .briefing("b", "It said so [@un].")
        .file("content/briefings/draft.md", "---\ntitle: Draft\nas_of: 2025-08\ndraft: true\n---\nNot yet [@un].\n")
}

fn briefing(text: &str) -> String {
    format!("---\ntitle: Briefing b\nas_of: 2025-08\n---\n{text}\n")
}

/// Everything in the site's folder.
fn tree(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| (path.clone(), fs::read(site.path(&path)).expect("a file"));
    files_below(site.root()).into_iter().map(read).collect()
}

// What it says.

#[test]
fn that_the_texts_are_gone_is_said_while_it_runs_and_that_they_are_back() {
    let program = Program::serve(site());
    program.says("Nothing to mend.\n");
    let (content, other) = (program.site.path("content"), program.site.path("contents"));
    fs::rename(&content, &other).expect("another name");
    program.says("the texts perhaps lie in `contents/`: rename it to `content/`");
    fs::rename(&other, &content).expect("its name");
    program.says("1 mended. Nothing to mend.\n");
}

#[test]
fn what_the_terminal_says() {
    let program = Program::serve(site());
    program.says("Nothing to mend.\n");
    program.site.write("content/briefings/b.md", briefing("See [@unn]."));
    program.says("1 error");
    // A line more above the mistake is no news.
    program.site.write("content/briefings/b.md", briefing("New.\n\nSee [@unn]."));
    until("what it says of the change", || {
        let said = program.said();
        if said.matches("Changed content/briefings/b.md; shown").count() == 2 { Ok(()) } else { Err(said) }
    });
    thread::sleep(Duration::from_millis(500));
    program.site.write("content/briefings/b.md", briefing("See [@un]."));
    let said = until("that all is well", || {
        let said = program.said();
        if said.matches("Nothing to mend.\n").count() == 2 { Ok(said) } else { Err(said) }
    });
    expect![[r#"
        The preview is at http://ADDRESS/
        Ctrl-C ends it.
        Nothing to mend.
        Changed content/briefings/b.md; shown after N ms.
        error[unknown-source]: there is no source `unn`
         --> content/briefings/b.md:5:6
          |
        5 | See [@unn].
          |      ^^^^
          |
          = help: did you mean `un`?
          = help: write content/sources/unn.md, or correct the key

        1 error, 0 warnings.
        Changed content/briefings/b.md; shown after N ms.
        Changed content/briefings/b.md; shown after N ms.
        1 mended. Nothing to mend.
    "#]]
    .assert_eq(&said);
}

#[test]
fn what_the_terminal_says_of_several_files_and_of_trouble() {
    let around = Site::bare();
    around.write("here/content/briefings/b.md", briefing("One."));
    around.write("here/standpoint.yaml", "title: T\nbase_url: https://example.org/\n");
    let program = Program::serve_with(around, &["here"]);
    program.says("Nothing to mend.\n");
    let (here, away) = (program.site.path("here"), program.site.path("away"));
    fs::rename(&here, &away).expect("moved");
    program.says("as it was before.\n");
    fs::rename(&away, &here).expect("moved back");
    program.says("can be read again");
    fs::rename(program.site.path("here/content"), program.site.path("here/kept")).expect("moved");
    program.answers("/briefings/b.html", 404);
    program.site.write("here/kept/briefings/c.md", briefing("Two."));
    program.site.write("here/kept/notes.txt", "Three.");
    fs::rename(program.site.path("here/kept"), program.site.path("here/content")).expect("moved");
    let said = program.says("more files; shown");
    expect![[r#"
        The preview is at http://ADDRESS/
        Ctrl-C ends it.
        Nothing to mend.
        standpoint: here: this is no Standpoint site: it has neither standpoint.yaml nor a folder content/; name the folder of a site, or make one with `standpoint init`
        The preview shows the site as it was before.
        The site can be read again, and is as it was before.
        Changed content/briefings/b.md; shown after N ms.
        Changed content/briefings/b.md and 2 more files; shown after N ms.
    "#]]
    .assert_eq(&said);
}

#[test]
fn nobody_listening_is_no_reason_to_end() {
    let site = site();
    let mut command = site.command(&["serve", "--port", "0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut line = String::new();
    // Both ends are closed as soon as the address is known.
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
    drop(child.stderr.take());
    let address = line.trim().rsplit("http://").next().and_then(|rest| rest.trim_end_matches('/').parse().ok());
    let client = Client::new(address.expect("an address"));
    for (text, words) in [("A mistake [@nobody].", "A mistake"), ("All is well.", "All is well.")] {
        site.write("content/briefings/b.md", briefing(text));
        until(text, || if client.get("/briefings/b").body.contains(words) { Ok(()) } else { Err("old".to_owned()) });
    }
    assert!(child.try_wait().expect("a state").is_none(), "it goes on");
    child.kill().expect("an end");
    child.wait().expect("an end");
}

// How it starts.

#[test]
fn a_folder_that_is_no_site_is_refused() {
    let run = Site::bare().run(&["serve", "--port", "0"]).exits(3);
    expect![[r#"
        standpoint: .: this is no Standpoint site: it has neither standpoint.yaml nor a folder content/; name the folder of a site, or make one with `standpoint init`
    "#]]
    .assert_eq(&run.stderr);
    let run = site().run(&["serve", "nowhere", "--port", "0"]).exits(3);
    expect![[r#"
        standpoint: nowhere: this is no Standpoint site: it has neither standpoint.yaml nor a folder content/; name the folder of a site, or make one with `standpoint init`
    "#]]
    .assert_eq(&run.stderr);
    site().run(&["serve", "--port", "no"]).exits(2);
}

#[test]
fn a_busy_port_that_was_asked_for_is_refused() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let run = site().run(&["serve", "--port", &port]).exits(3);
    expect![[r#"
        standpoint: cannot listen on 127.0.0.1:PORT: another program does already; name another port with --port, or leave --port out to get one that is free
    "#]]
    .assert_eq(&run.stderr.replace(&port, "PORT"));
}

#[test]
fn a_busy_usual_port_gives_way_to_one_of_the_next_and_says_so() {
    // Whoever has it, it is busy now.
    let _taken = TcpListener::bind((Ipv4Addr::LOCALHOST, DEFAULT_PORT));
    let site = site();
    let (mut child, said) = start(&site, &["serve"]);
    let said = until("the address", || {
        let said = said.lock().expect("what it says").clone();
        if said.contains("The preview is at http://127.0.0.1:37") { Ok(said) } else { Err(said) }
    });
    assert!(said.starts_with(&format!("Port {DEFAULT_PORT} is busy; taking another one.\n")), "{said}");
    child.kill().expect("an end");
    child.wait().expect("an end");
}

#[test]
fn drafts_are_shown_to_those_who_ask_and_to_nobody_on_the_network() {
    let program = Program::serve(site());
    assert_eq!(program.get("/briefings/draft").status, 404);
    assert!(program.data("/", "token").is_some());

    let program = Program::serve_with(site(), &["--drafts"]);
    program.shows("/briefings/draft", "Not yet");
    program.site.write("content/briefings/draft.md", "---\ntitle: D\nas_of: 2025\ndraft: true\n---\nSoon [@un].\n");
    program.shows("/briefings/draft", "Soon");

    let program = Program::serve_with(site(), &["--drafts", "--host", "0.0.0.0"]);
    assert_eq!(program.get("/briefings/draft").status, 404);
    assert_eq!(program.data("/", "token"), None);
    assert!(program.said().starts_with("Note: everyone on this network can read along; "), "{}", program.said());
    program.site.write("content/briefings/draft.md", "---\ntitle: D\nas_of: 2025\ndraft: true\n---\nSoon [@un].\n");
    program.site.write("content/briefings/b.md", briefing("Changed."));
    program.shows("/briefings/b", "Changed.");
    assert_eq!(program.get("/briefings/draft").status, 404);
}

#[test]
fn who_looks_every_so_often_sees_a_save_too() {
    let program = Program::serve_with(site(), &["--poll"]);
    program.site.write("content/briefings/b.md", briefing("Seen by looking."));
    program.shows("/briefings/b.html", "Seen by looking.");
}

// What it leaves alone.

#[test]
fn nothing_is_written_and_ctrl_c_ends_it_at_once() {
    let site = site();
    let before = tree(&site);
    let mut program = Program::serve(site);
    program.shows("/briefings/b.html", "It said so");
    let mut tab = program.tab("/briefings/b.html");
    tab.event();
    let _idle = program.connect();
    program.says("Nothing to mend.\n");
    assert!(tree(&program.site) == before);
    if is_interrupt_ignored() {
        // Whoever runs the tests in the background of a shell has switched it off, also for programs that they run.
        return;
    }
    program.signal("INT");
    let status = program.ends();
    assert!(status.signal() == Some(2) || status.code() == Some(130), "{status:?}");
    assert!(tree(&program.site) == before);
    assert!(!program.said().contains("panicked"), "{}", program.said());
}

/// Whether this process ignores Ctrl-C, and with it the programs that it starts.
fn is_interrupt_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).map(str::trim);
    ignored.and_then(|bits| u64::from_str_radix(bits, 16).ok()).is_some_and(|bits| bits & 2 != 0)
}

#[test]
fn a_build_beside_it_disturbs_nobody() {
    let mut program = Program::serve(site());
    program.site.build().exits(0);
    program.site.write("content/briefings/b.md", briefing("After the build."));
    program.shows("/briefings/b.html", "After the build.");
    program.site.build().exits(0);
    assert!(program.site.page("briefings/b.html").contains("After the build."));
    assert!(!program.site.page("briefings/b.html").contains("_standpoint"));
    assert!(program.lives());
}

/// What a look at the files, and at whether a tab is still there, may take in two seconds.
const AT_REST: Duration = Duration::from_millis(10);

#[test]
fn it_costs_nothing_while_nobody_writes() {
    let program = Program::serve(site());
    let mut tab = program.tab("/");
    tab.event();
    program.says("Nothing to mend.\n");
    // The time of all its threads on a processor. Ticks are too coarse: a thread that is awake when one comes has the whole.
    let awake = || {
        let threads = fs::read_dir(format!("/proc/{}/task", program.pid())).ok()?;
        let nanoseconds = threads.map(|thread| {
            let stat = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            stat.split(' ').next()?.parse::<u64>().ok()
        });
        nanoseconds.sum::<Option<u64>>().map(Duration::from_nanos)
    };
    if awake().is_none() {
        return;
    }
    // On a busy machine what it does after its start takes a while, and threads end; then it must come to rest.
    until("rest", || {
        let before = awake().ok_or("a thread has ended")?;
        thread::sleep(Duration::from_secs(2));
        let after = awake().ok_or("a thread has ended")?;
        let took = after.checked_sub(before).ok_or("a thread has ended")?;
        if took <= AT_REST { Ok(()) } else { Err(format!("{took:?} in two seconds")) }
    });
}
