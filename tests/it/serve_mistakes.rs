//! What the preview does about mistakes and mishaps: it says them, shows the rest, and goes on.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::harness::Site;
use crate::serve_client::Tab;
use crate::serve_program::Program;

fn site() -> Site {
    Site::new()
        .file("standpoint.yaml", SETTINGS)
        .source("un")
        .file("themes/mine/templates/footer.html", FOOTER)
        .briefing("a", "Another one [@un].")
        .briefing("b", "It said so [@un].")
}

const SETTINGS: &str = "title: Test\nbase_url: https://example.org/repo/\ntheme: mine\n";
const FOOTER: &str = "<footer>Ours</footer>\n";

fn briefing(text: &str) -> String {
    format!("---\ntitle: Briefing\nas_of: 2025-08\n---\n{text} [@un].\n")
}

/// Where an event has findings of this name.
fn places(event: &Value, code: &str) -> Vec<String> {
    let findings = event["findings"].as_array().expect("a list").iter();
    findings
        .filter(|finding| finding["code"] == code)
        .map(|finding| {
            format!("{}:{}:{}", finding["file"].as_str().unwrap_or_default(), finding["line"], finding["column"])
        })
        .collect()
}

fn hears(tab: &mut Tab, code: &str, place: &str) {
    tab.event_that(place, |event| places(event, code) == [place]);
}

fn hears_that_all_is_well(tab: &mut Tab) {
    tab.event_that("all is well", |event| event["errors"] == 0 && event["trouble"].is_null());
}

/// Breaks a file and mends it. The other pages go on meanwhile.
fn breaks(path: &str, mistake: &[u8], code: &str, place: &str) {
    let program = Program::serve(site());
    let mut tab = program.tab("/briefings/a.html");
    hears_that_all_is_well(&mut tab);
    let good = fs::read(program.site.path(path)).expect("a file");
    program.site.write(path, mistake);
    hears(&mut tab, code, place);
    program.site.write("content/briefings/a.md", briefing("Goes on"));
    program.shows("/briefings/a.html", "Goes on");
    hears(&mut tab, code, place);
    program.site.write(path, good);
    hears_that_all_is_well(&mut tab);
    program.serves_what_build_writes();
}

#[test]
fn a_source_that_is_not_there() {
    let text = briefing("Who said so? [@nobody]");
    breaks("content/briefings/b.md", text.as_bytes(), "unknown-source", "content/briefings/b.md:5:15");
}

#[test]
fn broken_front_matter() {
    let text = b"---\ntitle: [\n---\nText.\n";
    breaks("content/sources/un.md", text, "bad-yaml", "content/sources/un.md:2:8");
}

#[test]
fn broken_settings() {
    breaks("standpoint.yaml", b"title: Test\ntheme: mine\nrules: [\n", "bad-yaml", "standpoint.yaml:3:8");
}

#[test]
fn a_template_that_cannot_be_read() {
    let path = "themes/mine/templates/footer.html";
    breaks(path, b"<footer>{% if %}</footer>\n", "template-error", &format!("{path}:1:15"));
}

#[test]
fn the_last_good_page_stays_while_its_template_fails() {
    let program = Program::serve(site());
    let path = "themes/mine/templates/footer.html";
    let mut tab = program.tab("/briefings/a.html");
    tab.event_that("the first", |event| event["page"] == "same");
    program.site.write(path, "<footer>{{ nobody.there }}</footer>\n");
    let event = tab.event_that("the error", |event| event["errors"] == 1);
    assert_eq!(event["page"], "same", "{event}");
    assert_eq!(places(&event, "template-error"), [format!("{path}:1:12")]);
    // Whoever asks gets what `build` writes.
    program.serves_what_build_writes();
    program.site.write("content/briefings/a.md", briefing("Saved meanwhile"));
    program.site.write(path, FOOTER);
    tab.event_that("the page", |event| event["page"] == "changed" && event["errors"] == 0);
    program.shows("/briefings/a.html", "Saved meanwhile");
}

#[test]
fn a_file_that_is_no_text() {
    breaks("content/sources/un.md", b"---\ntitle: \xff\n---\n", "not-utf-8", "content/sources/un.md:2:8");
}

#[test]
fn what_is_wrong_with_finished_pages_does_not_come_and_go() {
    let program = Program::serve(site());
    // The page of the source is not open, so that its error is found when all pages are looked over.
    let path = "themes/mine/templates/source.html";
    let mut tab = program.tab("/briefings/a.html");
    program.site.write(path, "{{ nobody.there }}");
    hears(&mut tab, "template-error", &format!("{path}:1:4"));
    for at in 0..3 {
        program.site.write("content/briefings/a.md", briefing(&format!("Version {at}")));
        let event = tab.event_that("the next version", |event| event["page"] == "changed");
        assert_eq!(event["errors"], 1, "{event}");
    }
}

#[test]
fn the_content_goes_and_comes_back() {
    let mut program = Program::serve(site());
    fs::rename(program.site.path("content"), program.site.path("kept")).expect("moved");
    program.answers("/briefings/b.html", 404);
    fs::rename(program.site.path("kept"), program.site.path("content")).expect("moved back");
    program.answers("/briefings/b.html", 200);
    program.site.write("content/briefings/b.md", briefing("Back again"));
    program.shows("/briefings/b.html", "Back again");
    assert!(program.lives());
}

#[test]
fn the_site_goes_and_comes_back() {
    let around = Site::bare()
        .file("here/standpoint.yaml", SETTINGS)
        .file("here/content/sources/un.md", "---\ntitle: UN\nurl: https://un.example/\n---\n")
        .file("here/content/briefings/b.md", briefing("First"));
    let mut program = Program::serve_with(around, &["here"]);
    let mut tab = program.tab("/briefings/b.html");
    let (here, away) = (program.site.path("here"), program.site.path("away"));
    fs::rename(&here, &away).expect("moved");
    let event = tab.event_that("trouble", |event| !event["trouble"].is_null());
    assert!(event["trouble"].as_str().is_some_and(|why| why.contains("here")), "{event}");
    program.shows("/briefings/b.html", "First");
    fs::rename(&away, &here).expect("moved back");
    tab.event_that("no trouble", |event| event["trouble"].is_null());
    program.site.write("here/content/briefings/b.md", briefing("Second"));
    program.shows("/briefings/b.html", "Second");
    assert!(program.lives());
}

#[test]
fn a_file_that_may_not_be_read() {
    let program = Program::serve(site());
    let file = program.site.path("content/sources/un.md");
    let allow = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("a mode");
    allow(0o000);
    if fs::read(&file).is_ok() {
        // Root may read everything.
        return;
    }
    let mut tab = program.tab("/briefings/b.html");
    tab.event_that("trouble", |event| event["trouble"].as_str().is_some_and(|why| why.contains("un.md")));
    // What is saved meanwhile is not forgotten.
    program.site.write("content/briefings/a.md", briefing("Saved in trouble"));
    program.site.write("content/briefings/b.md", briefing("Saved in trouble"));
    allow(0o644);
    program.shows("/briefings/a.html", "Saved in trouble");
    program.shows("/briefings/b.html", "Saved in trouble");
    hears_that_all_is_well(&mut tab);
}

/// The same for root: a folder of a name that a file needs is in the way.
#[test]
fn what_was_saved_in_trouble_is_not_forgotten() {
    let program = Program::serve(site());
    let mut tab = program.tab("/briefings/b.html");
    // A settings file that is a folder cannot be read.
    fs::remove_file(program.site.path("standpoint.yaml")).expect("removed");
    fs::rename(program.site.path("content"), program.site.path("kept")).expect("moved");
    tab.event_that("trouble", |event| !event["trouble"].is_null());
    program.site.write("kept/briefings/a.md", briefing("Saved in trouble"));
    program.site.write("themes/mine/templates/footer.html", "<footer>Other</footer>\n");
    program.site.write("standpoint.yaml", SETTINGS);
    tab.event_that("no trouble", |event| event["trouble"].is_null());
    program.shows("/", "<footer>Other</footer>");
    fs::rename(program.site.path("kept"), program.site.path("content")).expect("moved back");
    program.shows("/briefings/a.html", "Saved in trouble");
    hears_that_all_is_well(&mut tab);
}
