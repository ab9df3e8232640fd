//! What the preview serves is what `build` writes, also while it is being written, and its tabs hear of it in order.

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::Site;
use crate::serve_program::Program;

fn site() -> Site {
    Site::new()
        .source("un")
        .source("press")
        .actor("russia")
        .issue("troops")
        .file("content/positions/russia/troops.md", "---\nas_of: 2025-08-20\nstance: opposes\n---\nNo [@un].\n")
        .file("content/pages/method/dates.md", "---\ntitle: Dates\n---\nWe date.\n")
        .file("content/maps/líne 1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/own/page.html", "<p>Mine, as it is.</p>")
        .file("themes/mine/static/own.css", "p { color: red }")
        .file("themes/mine/templates/footer.html", "<footer>One</footer>\n")
        .briefing("b", "It said so [@un, p. 3].")
}

fn briefing(text: &str) -> String {
    format!("---\ntitle: Briefing b\nas_of: 2025-08\n---\n{text} [@un].\n")
}

#[test]
fn every_path_of_a_build_before_and_after_edits() {
    let program = Program::serve(site());
    let write = |path: &str, text: &str| program.site.write(path, text);
    program.serves_what_build_writes();
    write("content/briefings/b.md", &briefing("It says “more” [@press]"));
    write("content/sources/new.md", "---\ntitle: New\nurl: https://new.example/\n---\n");
    program.serves_what_build_writes();
    write("standpoint.yaml", "title: Other\nbase_url: https://example.net/\ntheme: mine\nsmart_punctuation: false\n");
    program.serves_what_build_writes();
    write("themes/mine/templates/footer.html", "<footer>{{ site.title }}</footer>\n");
    write("content/actors/russia.md", "---\nname: Zeta\n---\nMoved to the end.\n");
    fs::rename(program.site.path("content/maps"), program.site.path("content/plans")).expect("renamed");
    let built = program.serves_what_build_writes();
    assert!(built.contains_key("plans/líne 1.svg") && built.contains_key("assets/own.css"));
    // What has gone is no longer served.
    assert_eq!(program.get("/maps/l%C3%ADne%201.svg").status, 404);
}

#[test]
fn no_request_fails_while_a_page_is_saved_again_and_again() {
    const SAVES: usize = 100;
    let program = Program::serve(site());
    let (done, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let failures = Mutex::new(Vec::new());
    let asks = |target: &str| {
        while !done.load(Ordering::Relaxed) {
            let answer = program.get(target);
            let length = answer.header("content-length").and_then(|length| length.parse().ok());
            let whole = answer.body.trim_end().ends_with("</html>") && length == Some(answer.bytes.len());
            if answer.status != 200 || !whole {
                failures.lock().expect("the failures").push(format!("{target}: {} {}", answer.status, answer.body));
            }
            asked.fetch_add(1, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(1));
        }
    };
    let mut slowest = Duration::ZERO;
    thread::scope(|scope| {
        for target in ["/briefings/b.html", "/briefings/b", "/sources/un.html", "/"] {
            scope.spawn(move || asks(target));
        }
        let mut random = fastrand::Rng::with_seed(7);
        for at in 0..SAVES {
            let (path, text) = match random.u8(0..4) {
                0 => ("content/sources/un.md", format!("---\ntitle: The report {at}\nurl: https://un.example/\n---\n")),
                1 => ("content/actors/russia.md", format!("---\nname: Russia {at}\n---\n")),
                _ => ("content/briefings/b.md", briefing(&format!("Saved for the time {at}"))),
            };
            let file = program.site.path(path);
            let beside = file.with_extension("new");
            let start = Instant::now();
            match random.u8(0..4) {
                0 => {
                    fs::write(&beside, text).expect("written");
                    fs::rename(&beside, &file).expect("renamed");
                }
                1 => {
                    fs::rename(&file, file.with_extension("md~")).expect("renamed");
                    fs::write(&file, text).expect("written");
                    fs::remove_file(file.with_extension("md~")).expect("removed");
                }
                2 => {
                    fs::remove_file(&file).expect("removed");
                    fs::write(&file, text).expect("written");
                }
                _ => fs::write(&file, text).expect("written"),
            }
            slowest = slowest.max(start.elapsed());
            thread::sleep(Duration::from_millis(random.u64(0..30)));
        }
        program.site.write("content/briefings/b.md", briefing("The last text"));
        program.shows("/briefings/b.html", "The last text");
        done.store(true, Ordering::Relaxed);
    });
    let (asked, failures) = (asked.into_inner(), failures.into_inner().expect("the failures"));
    assert!(asked >= SAVES, "{asked}");
    // On a machine that is so busy a file can be away for longer than an editor ever takes it away.
    assert!(
        failures.is_empty() || slowest > Duration::from_millis(100),
        "{} of {asked}: {}",
        failures.len(),
        failures[0]
    );
    program.serves_what_build_writes();
}

#[test]
fn a_tab_hears_of_each_change_in_order() {
    let program =
        Program::serve(site().file("standpoint.yaml", "title: T\nbase_url: https://example.org/\ntheme: mine\n"));
    let mut tab = program.tab("/briefings/b.html");
    tab.event_that("the first", |event| event["page"] == "same");

    program.site.write("content/briefings/b.md", briefing("It changes"));
    tab.event_that("the page has changed", |event| event["page"] == "changed");
    program.site.write("themes/mine/static/own.css", "p { color: blue }");
    tab.event_that("a style has changed", |event| event["styles"] == json!(["assets/own.css"]));

    fs::rename(program.site.path("content/briefings/b.md"), program.site.path("content/briefings/ü.md"))
        .expect("renamed");
    tab.event_that("the page has moved", |event| event["page"] == json!({ "moved": "/briefings/%C3%BC.html" }));
    let mut tab = program.tab("/briefings/ü.html");
    tab.event_that("the page is there", |event| event["page"] == "same");
    fs::remove_file(program.site.path("content/briefings/ü.md")).expect("removed");
    tab.event_that("the page is gone", |event| event["page"] == "gone");
    program.site.write("content/briefings/ü.md", briefing("Back again"));
    tab.event_that("the page is back", |event| event["page"] == "changed");
}

#[test]
fn a_tab_follows_the_pages_of_a_folder_that_moves() {
    let program = Program::serve(site().actor("ukraine"));
    let mut tab = program.tab("/positions/russia/troops.html");
    let (from, to) = (program.site.path("content/positions/russia"), program.site.path("content/positions/ukraine"));
    fs::rename(from, to).expect("renamed");
    tab.event_that("it has moved", |event| event["page"] == json!({ "moved": "/positions/ukraine/troops.html" }));
}
