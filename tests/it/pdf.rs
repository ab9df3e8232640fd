//! `standpoint pdf`: in real Chromium where it is there, and with shell scripts in its place that hang and die.
//! `tests/run` insists on the browser; a plain `cargo test` says what it left out.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::harness::{Run, Site};

pub fn chromium() -> PathBuf {
    std::env::var_os("STANDPOINT_BROWSER").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

/// Whether to print in a real browser. With `STANDPOINT_BROWSER_TESTS` one must be there; without, none is started.
pub fn ready(test: &str) -> bool {
    if std::env::var_os("STANDPOINT_BROWSER_TESTS").is_some() {
        assert!(chromium().exists(), "{test} needs {}: run tests/run", chromium().display());
        return true;
    }
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: STANDPOINT_BROWSER_TESTS is not set; tests/run sets it");
    false
}

/// `standpoint pdf` in the real browser, with a temporary folder of its own.
pub fn pdf(site: &Site, arguments: &[&str]) -> Command {
    let temporary = site.path("temporary");
    fs::create_dir_all(&temporary).expect("a folder");
    for folder in [site.root(), &temporary] {
        // The browser's own user must get through.
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).expect("rights");
    }
    let mut command = site.command(&[&["pdf"], arguments].concat());
    command.env("TMPDIR", temporary).env("STANDPOINT_BROWSER", chromium());
    set_apart(site, &mut command);
    command
}

/// Gives a browser the same fonts, language and clock on every machine.
pub fn set_apart(site: &Site, command: &mut Command) {
    // Not from the repository, which the browser's own user perhaps may not read.
    site.write("fonts.conf", include_str!("../fonts.conf"));
    command
        .env("FONTCONFIG_FILE", site.path("fonts.conf"))
        .env("LC_ALL", "C.UTF-8")
        .env("LANGUAGE", "en")
        .env("TZ", "UTC");
}

/// Nothing is left of the browser: neither its folder nor a process that names it.
fn nothing_is_left(site: &Site) {
    let temporary = site.path("temporary");
    let name = temporary.to_str().expect("UTF-8");
    let running = || {
        let processes = fs::read_dir("/proc").expect("processes").flatten();
        let lines = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
        lines.filter(|line| String::from_utf8_lossy(line).contains(name)).count()
    };
    let left = || (running(), fs::read_dir(&temporary).expect("a folder").count());
    let start = Instant::now();
    while left() != (0, 0) {
        assert!(start.elapsed() < Duration::from_secs(10), "processes and folders left: {:?}", left());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What a program says of a PDF.
fn tool(program: &str, arguments: &[&str], file: &Path, rest: &[&str]) -> String {
    let output = Command::new(program).args(arguments).arg(file).args(rest).output();
    let output = output.unwrap_or_else(|error| panic!("{program} (poppler-utils): {error}; run tests/run"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn two_briefings() -> Site {
    Site::new()
        .source("un")
        .actor("velia")
        .issue("dam")
        .briefing("one", "The dam is wanted by [Velia](../actors/velia.md) [@un].\n\n## Why\n\nFor its power.")
        .briefing("two", "Дамбу хоче Велія [@un].\n\n## Чому\n\nЗаради струму.")
}

#[test]
fn briefings_are_printed_beside_their_pages_which_lead_to_them() {
    if !ready("printing") {
        return;
    }
    let site = two_briefings();
    let run = Run::of(&mut pdf(&site, &[])).exits(0);
    assert_eq!(run.stdout, "Printed 2 of 2 pages into public.\n");
    let one = site.path("public/briefings/one.pdf");
    let info = tool("pdfinfo", &[], &one, &[]);
    assert!(info.contains("Pages:           1\n") && info.contains("(A4)"), "{info}");
    assert!(info.contains("Tagged:          yes"), "{info}");
    let text = tool("pdftotext", &["-layout"], &one, &["-"]);
    assert!(text.contains("The dam is wanted by Velia") && text.contains("Page 1 of 1"), "{text}");
    let text = tool("pdftotext", &[], &site.path("public/briefings/two.pdf"), &["-"]);
    assert!(text.contains("Дамбу хоче Велія"), "{text}");
    let links = tool("pdfinfo", &["-url"], &one, &[]);
    assert!(links.contains("https://example.org/repo/actors/velia.html"), "relative links are public ones: {links}");
    assert!(links.contains("https://un.example/report"), "{links}");
    assert!(!links.contains("file:") && !links.contains("localhost"), "{links}");
    assert!(site.page("briefings/one.html").contains("href=\"one.pdf\""), "the page leads to it");
    nothing_is_left(&site);

    // A build keeps what was printed, until its page is gone.
    site.build().exits(0);
    assert!(site.page("briefings/one.html").contains("href=\"one.pdf\""));
    fs::remove_file(site.path("content/briefings/one.md")).expect("a file");
    site.build().exits(0);
    assert!(!site.has("briefings/one.pdf") && site.has("briefings/two.pdf"));
}

#[test]
fn the_paper_may_be_letter_and_one_briefing_may_be_named() {
    if !ready("Letter") {
        return;
    }
    let site = two_briefings();
    Run::of(&mut pdf(&site, &["two", "--paper", "letter", "--all"])).exits(0);
    assert!(!site.has("briefings/one.pdf"));
    for path in ["briefings/two.pdf", "actors/velia.pdf", "issues/dam.pdf"] {
        let info = tool("pdfinfo", &[], &site.path("public").join(path), &[]);
        assert!(info.contains("(letter)"), "{path}: {info}");
    }
}

#[test]
fn two_runs_and_two_tabs_print_the_same() {
    if !ready("printing twice") {
        return;
    }
    let (serial, parallel) = (two_briefings(), two_briefings());
    Run::of(&mut pdf(&serial, &["--jobs", "1"])).exits(0);
    Run::of(&mut pdf(&parallel, &["--jobs", "2"])).exits(0);
    let read = |site: &Site, path: &str| fs::read(site.path(path)).expect("a PDF");
    for path in ["public/briefings/one.pdf", "public/briefings/two.pdf"] {
        assert!(read(&serial, path) == read(&parallel, path), "{path}: parallel is not serial");
    }
    let first = read(&serial, "public/briefings/one.pdf");
    Run::of(&mut pdf(&serial, &["one"])).exits(0);
    assert!(first == read(&serial, "public/briefings/one.pdf"), "the second run prints something else");
}

#[test]
fn no_request_leaves_and_no_script_runs() {
    if !ready("printing without a network") {
        return;
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("not blocking");
    let port = listener.local_addr().expect("an address").port();
    let there = format!("http://127.0.0.1:{port}");
    let footer = format!(
        "<footer><img src=\"{there}/a.png\" alt=\"\"><script>document.body.append('script ran');\
         fetch('{there}/b')</script><link rel=\"stylesheet\" href=\"{there}/c.css\"><iframe src=\"{there}/d\"></iframe>\
         <p>Footer words</p></footer>"
    );
    let site = two_briefings()
        .file("standpoint.yaml", "title: Test\nbase_url: https://example.org/repo/\ntheme: own\n")
        .file("themes/own/templates/footer.html", footer);
    // The page that asks is an error of the site; it is printed all the same.
    Run::of(&mut pdf(&site, &["one"])).exits(1);
    let text = tool("pdftotext", &[], &site.path("public/briefings/one.pdf"), &["-"]);
    assert!(text.contains("Footer words") && !text.contains("script ran"), "{text}");
    assert!(listener.accept().is_err(), "something was asked for");
}

#[test]
fn html_in_a_text_is_on_paper_and_does_nothing() {
    if !ready("printing HTML in a text") {
        return;
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("not blocking");
    let there = format!("http://127.0.0.1:{}", listener.local_addr().expect("an address").port());
    let ran = "document.body.append('it' + 'ran')";
    let text = format!(
        "<details>\n<summary>More</summary>\n\nHidden words [@un].\n\n</details>\n\n> [!note]- Folded\n> Folded words.\n\n\
         <script>{ran}</script>\n\n<img src=\"{there}/a.png\" alt=\"x\" onerror=\"{ran}\">\n\n<svg onload=\"{ran}\">\n\n\
         <div style=\"background:url({there}/b.png)\">Styled words</div>\n\n<iframe src=\"{there}/c\"></iframe>"
    );
    let site = two_briefings().briefing("one", &text);
    // An image from another host is an error; it is printed all the same.
    Run::of(&mut pdf(&site, &["one"])).exits(1);
    let text = tool("pdftotext", &[], &site.path("public/briefings/one.pdf"), &["-"]);
    for words in ["Hidden words", "Folded words", "Styled words"] {
        assert!(text.contains(words), "{text}");
    }
    assert!(!text.contains("itran"), "{text}");
    assert!(listener.accept().is_err(), "something was asked for");
}

#[test]
fn a_kill_leaves_nothing_running() {
    if !ready("killing") {
        return;
    }
    for signal in ["KILL", "TERM", "INT"] {
        let mut site = two_briefings();
        for number in 0..20 {
            site = site.briefing(&format!("z-{number}"), "Words [@un].");
        }
        let mut child = pdf(&site, &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program");
        let start = Instant::now();
        while !site.has("briefings/one.pdf") && start.elapsed() < Duration::from_secs(120) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let kill = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(kill.expect("kill").success());
        // INT does nothing where the tests run in the background of a shell: it is ignored there, and children inherit that.
        assert!(child.wait().expect("an end").code().is_none(), "the signal came too late, or is ignored here");
        nothing_is_left(&site);
        for path in site.files().iter().filter(|path| path.ends_with(".pdf")) {
            assert!(site.tree()[path].ends_with(b"%%EOF\n") || site.tree()[path].ends_with(b"%%EOF"), "{path} is half");
        }
    }
}

#[test]
fn a_browser_that_dies_once_is_started_again() {
    if !ready("a browser that dies") {
        return;
    }
    let site = two_briefings();
    // The first one goes as soon as something has been printed.
    let script = format!(
        "#!/bin/sh\nif mkdir {root}/first 2>/dev/null; then \"{browser}\" \"$@\" &\n\
         until ls {root}/public/briefings/*.pdf; do sleep 0.02; done >/dev/null 2>&1; kill -KILL $!; exit 1; fi\n\
         exec \"{browser}\" \"$@\"\n",
        root = site.root().display(),
        browser = chromium().display()
    );
    let fake = fake(&site, &script);
    let mut many = pdf(&site, &[]);
    for number in 0..8 {
        site.write(&format!("content/briefings/m{number}.md"), "---\ntitle: More\nas_of: 2025\n---\nWords [@un].\n");
    }
    let run = Run::of(many.env("STANDPOINT_BROWSER", &fake)).exits(0);
    assert_eq!(run.stdout, "Printed 10 of 10 pages into public.\n");
    assert!(site.path("first").exists(), "the first browser has run");
}

#[test]
fn a_tab_that_dies_fails_its_own_briefing() {
    if !ready("a tab that dies") {
        return;
    }
    let mut site = two_briefings();
    for number in 0..20 {
        site = site.briefing(&format!("z-{number}"), "Words [@un].");
    }
    let child = pdf(&site, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let start = Instant::now();
    // Which one is the first is not ours to say.
    let printed = || fs::read_dir(site.path("public/briefings")).into_iter().flatten().flatten();
    let has_begun = || printed().any(|file| file.path().extension().is_some_and(|ending| ending == "pdf"));
    while !has_begun() && start.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(5));
    }
    // A round may hit only renderers that wait for their page.
    for _ in 0..15 {
        signal_renderers(&site, "-KILL");
        std::thread::sleep(Duration::from_millis(100));
    }
    let run: Run = child.wait_with_output().expect("an end").into();
    let run = run.exits(3);
    let failed = run.stderr.lines().filter(|line| line.ends_with("was not printed: its tab has crashed")).count();
    assert!((1..=22).contains(&failed), "{}", run.stderr);
    assert_eq!(run.stdout, format!("Printed {} of 22 pages into public.\n", 22 - failed));
    nothing_is_left(&site);
}

#[test]
fn a_browser_that_dies_twice_is_given_up_and_what_was_printed_is_kept() {
    if !ready("a browser that dies twice") {
        return;
    }
    let mut site = two_briefings();
    for number in 0..8 {
        site = site.briefing(&format!("z-{number}"), "Words [@un].");
    }
    // Each one goes when it has printed something.
    let script = format!(
        "#!/bin/sh\n\"{browser}\" \"$@\" &\ncount() {{ ls {root}/public/briefings/*.pdf 2>/dev/null | wc -l; }}\nbefore=$(count)\n\
         until [ \"$(count)\" -gt \"$before\" ]; do sleep 0.02; done; kill -KILL $!; exit 1\n",
        root = site.root().display(),
        browser = chromium().display()
    );
    let fake = fake(&site, &script);
    let run = Run::of(pdf(&site, &["--jobs", "1"]).env("STANDPOINT_BROWSER", &fake)).exits(3);
    assert!(run.stderr.contains("the browser has died twice; what was printed before is kept"), "{}", run.stderr);
    let kept = site.files().into_iter().filter(|path| path.ends_with(".pdf")).count();
    assert!((2..10).contains(&kept), "{kept} are kept");
    nothing_is_left(&site);
}

#[test]
fn a_page_that_never_loads_fails_alone() {
    if !ready("a page that never loads") {
        return;
    }
    let mut site = two_briefings();
    for number in 0..8 {
        site = site.briefing(&format!("z-{number}"), "Words [@un].");
    }
    let child =
        pdf(&site, &["--jobs", "1"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let start = Instant::now();
    while !site.has("briefings/one.pdf") && start.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(2));
    }
    // Stopped, and not ended: what they show stands still. A round may hit only those that wait for their page.
    for _ in 0..10 {
        signal_renderers(&site, "-STOP");
        std::thread::sleep(Duration::from_millis(200));
    }
    std::thread::sleep(Duration::from_secs(61));
    signal_renderers(&site, "-CONT");
    let run: Run = child.wait_with_output().expect("an end").into();
    let run = run.exits(3);
    let failed = run.stderr.lines().filter(|line| line.ends_with("took longer than 60 seconds")).count();
    assert!((1..=2).contains(&failed), "{}", run.stderr);
    assert_eq!(run.stdout, format!("Printed {} of 10 pages into public.\n", 10 - failed));
    nothing_is_left(&site);
}

/// Sends a signal to the processes in which the browser of a site shows its pages.
fn signal_renderers(site: &Site, signal: &str) {
    let temporary = site.path("temporary").to_str().expect("UTF-8").to_owned();
    let is_renderer = |folder: &PathBuf| {
        let line = fs::read(folder.join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line);
        line.contains(&temporary) && line.contains("--type=renderer")
    };
    let processes = fs::read_dir("/proc").expect("processes").flatten().map(|process| process.path());
    let renderers = processes.filter(is_renderer).filter_map(|folder| Some(folder.file_name()?.to_owned()));
    let _ = Command::new("kill").arg(signal).args(renderers).stderr(Stdio::null()).status();
}

fn fake(site: &Site, script: &str) -> PathBuf {
    site.write("fake-browser", script);
    let path = site.path("fake-browser");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("rights");
    path
}

#[test]
fn without_a_browser_the_machine_is_to_blame_and_the_message_says_what_to_install() {
    let site = two_briefings();
    let run = Run::of(pdf(&site, &[]).env_remove("STANDPOINT_BROWSER").env("PATH", "/nowhere")).exits(3);
    assert!(run.stderr.contains("there is no Chromium or Chrome on this machine"), "{}", run.stderr);
    assert!(run.stderr.contains("install"), "{}", run.stderr);
    let run = Run::of(pdf(&site, &[]).env("STANDPOINT_BROWSER", "/no/such/browser")).exits(3);
    assert_eq!(run.stderr, "standpoint: STANDPOINT_BROWSER names /no/such/browser, which is no program\n");
    let run = Run::of(&mut pdf(&site, &["--browser", "standpoint.yaml"])).exits(3);
    assert_eq!(run.stderr, "standpoint: --browser names standpoint.yaml, which is no program\n");
}

#[test]
fn a_browser_that_ends_at_once_is_told_with_its_last_words() {
    let site = two_briefings();
    let fake = fake(&site, "#!/bin/sh\necho 'No usable sandbox!' >&2\nexit 1\n");
    let run = Run::of(pdf(&site, &[]).env("STANDPOINT_BROWSER", &fake)).exits(3);
    assert!(run.stderr.contains("ended at once; it says: No usable sandbox!; where"), "{}", run.stderr);
    assert!(run.stderr.contains("--no-sandbox"), "{}", run.stderr);
    nothing_is_left(&site);
}

#[test]
fn a_browser_that_hangs_is_given_up_and_ended() {
    let site = two_briefings();
    let fake = fake(&site, "#!/bin/sh\ntrap '' TERM\nwhile true; do sleep 1; done\n");
    let start = Instant::now();
    let run = Run::of(pdf(&site, &[]).env("STANDPOINT_BROWSER", &fake)).exits(3);
    assert!(run.stderr.contains("does not answer within 30 seconds"), "{}", run.stderr);
    assert!(start.elapsed() < Duration::from_secs(45));
    nothing_is_left(&site);
}

#[test]
fn a_briefing_that_is_not_there_is_wrong_usage() {
    let run = Run::of(&mut pdf(&two_briefings(), &["tow"])).exits(2);
    assert_eq!(run.stderr, "standpoint: there is no briefing `tow`; did you mean `two`?\n");
}

#[test]
fn a_part_of_a_name_is_enough_to_say_what_was_meant() {
    let site = two_briefings().briefing("talks-of-october", "Words [@un].");
    let run = Run::of(&mut pdf(&site, &[".", "october"])).exits(2);
    assert_eq!(run.stderr, "standpoint: there is no briefing `october`; did you mean `talks-of-october`?\n");
    let run = site.run(&["explain", "uncited"]).exits(2);
    assert!(run.stderr.contains("there is no finding `uncited`; did you mean `uncited-position`?"), "{}", run.stderr);
    let site = site.actor("river-commission");
    let run = site.run(&["new", "position", "commission", "dam"]).exits(2);
    assert!(run.stderr.contains("there is no actor `commission`; did you mean `river-commission`?"), "{}", run.stderr);
    let run = Run::of(&mut pdf(&site, &[".", "content/briefings/talks-of-octobr.md"])).exits(2);
    assert!(run.stderr.ends_with("did you mean `talks-of-october`?\n"), "{}", run.stderr);
    // Two letters are a part of much.
    let run = Run::of(&mut pdf(&site, &["oc"])).exits(2);
    assert!(run.stderr.contains("a briefing is named by its file"), "{}", run.stderr);
}

#[test]
fn the_settings_may_name_another_program() {
    let site = two_briefings();
    let settings = "title: Test\nbase_url: https://example.org/repo/\nprint:\n  command: ./engine {html} {pdf}\n";
    let site = site.file("standpoint.yaml", settings);
    site.write("engine", "#!/bin/sh\ntest -f \"$(dirname \"$1\")/../assets/style.css\" || exit 1\n(echo %PDF-1.7; cat \"$1\") > \"$2\"\n");
    fs::set_permissions(site.path("engine"), fs::Permissions::from_mode(0o755)).expect("rights");
    Run::of(&mut pdf(&site, &["--paper", "letter"])).exits(0);
    let made = fs::read_to_string(site.path("public/briefings/one.pdf")).expect("a PDF");
    assert!(made.contains("href=\"https://example.org/repo/actors/velia.html\""), "links are public ones");
    assert!(made.contains("href=\"#note-un\"") && made.contains("size: letter"), "{made}");
    assert!(made.contains("string-set: left attr(data-title)"), "edges for engines without our two passes: {made}");
    assert!(!made.contains("Content-Security-Policy"), "a browser would refuse the style that sets the size");
    nothing_is_left(&site);
    site.write("engine", "#!/bin/sh\ncase $1 in *two.html) exit 9; esac\necho %PDF-1.7 >\"$2\"\n");
    let run = Run::of(&mut pdf(&site, &["--all"])).exits(3);
    assert_eq!(run.stdout, "Printed 3 of 4 pages into public.\n");
    assert!(run.stderr.contains("standpoint: briefings/two.pdf was not printed: ./engine failed"), "{}", run.stderr);
    site.write("engine", "#!/bin/sh\necho 'no font' >&2\nexit 7\n");
    let run = Run::of(&mut pdf(&site, &["one"])).exits(3);
    let words = "standpoint: briefings/one.pdf was not printed: ./engine failed (exit status: 7): no font\n";
    assert!(run.stderr.contains(words), "{}", run.stderr);
    assert!(site.has("briefings/one.pdf"), "the last one is kept");
}

#[test]
fn a_print_command_without_its_gaps_is_refused() {
    let site = Site::bare()
        .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\nprint: {command: weasyprint in.html}\n");
    let line = site.check().exits(1).finds("standpoint.yaml:3:18: error", "bad-setting").to_owned();
    assert!(line.contains("this command has no `{html}`"), "{line}");
}
