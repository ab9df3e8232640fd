//! Files and folders. Rows 5, 6 and 37 to 43.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::Command;

use crate::harness::{Run, Site};
use crate::packed::gzip;

const NOTE: &str = "---\ntitle: B\nas_of: 2025-08\n---\n";

/// What `check` says of a site with these bytes as a briefing.
fn bytes(content: &[u8]) -> Run {
    Site::new().file("content/briefings/b.md", content).check()
}

// Row 5.

#[test]
fn a_byte_order_mark_and_other_line_ends_make_no_difference() {
    let clean = format!("{NOTE}One.\n\n- two\n- three\n");
    let build = |text: &[u8]| {
        let site = Site::new().file("content/briefings/b.md", text);
        site.build().exits(0);
        fs::read(site.path("public/briefings/b.html")).expect("the page")
    };
    let expected = build(clean.as_bytes());
    assert!(!expected.contains(&b'\r'));
    for (twin, text) in [
        ("byte order mark", format!("\u{feff}{clean}")),
        ("CRLF", clean.replace('\n', "\r\n")),
        ("lone CR", clean.replace('\n', "\r")),
        ("no final newline", clean.trim_end().to_owned()),
        ("all at once", format!("\u{feff}{}", clean.trim_end().replace('\n', "\r\n"))),
    ] {
        assert!(build(text.as_bytes()) == expected, "{twin}");
    }
}

// Row 6.

#[test]
fn bytes_that_are_not_utf_8_are_an_error_that_names_the_first() {
    let mut text = format!("{NOTE}Перше caf").into_bytes();
    let at = text.len();
    text.extend(b"\xe9 au lait\n");
    let run = bytes(&text).exits(1);
    let line = run.finds("content/briefings/b.md:5:10: error", "not-utf-8");
    assert!(line.contains(&format!("at byte {at}")), "{line}");
}

#[test]
fn utf_16_and_nul_bytes_are_recognised() {
    let utf_16: Vec<u8> = "\u{feff}---\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(bytes(&utf_16).exits(1).finding("not-utf-8").contains("UTF-16"));
    let nul = format!("{NOTE}a\0b");
    let run = bytes(nul.as_bytes()).exits(1);
    let line = run.finds("content/briefings/b.md:5:2: error", "not-utf-8");
    assert!(line.contains(&format!("NUL byte at byte {}", NOTE.len() + 1)), "{line}");
    // The first byte that is wrong is the one to be told.
    assert!(bytes(b"a\xff\0").exits(1).finding("not-utf-8").contains("an invalid byte at byte 1"));
    assert!(bytes(b"a\0\xff").exits(1).finding("not-utf-8").contains("a NUL byte at byte 1"));
}

#[test]
fn an_empty_file_is_an_error() {
    for text in ["", "\n \n", "\u{feff}"] {
        bytes(text.as_bytes()).exits(1).finds("content/briefings/b.md:1:1: error", "empty-file");
    }
}

#[test]
fn a_text_over_4_mib_is_refused_without_being_read() {
    let site = Site::new().briefing("b", "Text.");
    let large = fs::File::create(site.path("content/briefings/large.md")).expect("a file");
    large.set_len(50 << 20).expect("50 MB");
    let run = site.check().exits(1);
    run.finds("content/briefings/large.md:1:1: error", "too-large");
    run.lacks("not-utf-8");
    // Just under the limit it is a text like any other.
    site.write("content/briefings/large.md", format!("{NOTE}{}", "word ".repeat(830_000)));
    site.check().exits(0);
}

// Row 37.

#[test]
fn a_symbolic_link_out_of_the_site_is_an_error_wherever_it_lies() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.md"), format!("{NOTE}Secret.\n")).expect("a file");
    for place in ["content/briefings/link.md", "content/files", "themes/mine/static/x", "themes/mine/templates/x.html"]
    {
        let site = Site::new().briefing("b", "Text.");
        let target = if place.contains('.') { outside.path().join("secret.md") } else { outside.path().to_owned() };
        fs::create_dir_all(site.path(place).parent().expect("a folder")).expect("folders");
        symlink(target, site.path(place)).expect("a link");
        site.check().exits(1).finds(&format!("{place}:1:1: error"), "unsafe-symlink");
        site.build().exits(1);
        assert!(!site.has("briefings/link.html") && !site.has("files"), "{place}");
    }
}

#[test]
fn the_settings_must_be_a_file_of_the_site_too() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("s.yaml"), "title: T\nbase_url: https://a.org/\n").expect("a file");
    let site = Site::bare().briefing("b", "Text.");
    symlink(outside.path().join("s.yaml"), site.path("standpoint.yaml")).expect("a link");
    site.check().exits(1).finds("standpoint.yaml:1:1: error", "unsafe-symlink");
}

#[test]
fn a_symbolic_link_within_the_site_is_followed() {
    let site = Site::new().briefing("b", "Text.");
    symlink("b.md", site.path("content/briefings/same.md")).expect("a link");
    site.build().exits(0);
    assert!(site.has("briefings/same.html"));
}

// Row 38.

#[test]
fn links_in_a_circle_and_links_to_nothing_are_errors() {
    let site = Site::new().briefing("b", "Text.");
    symlink("..", site.path("content/briefings/up")).expect("a link");
    symlink("gone.md", site.path("content/briefings/dangling.md")).expect("a link");
    symlink("self.md", site.path("content/briefings/self.md")).expect("a link");
    let run = site.check().exits(1);
    for name in ["up", "dangling.md", "self.md"] {
        run.finds(&format!("content/briefings/{name}:1:1: error"), "unsafe-symlink");
    }
}

#[test]
fn pipes_sockets_and_devices_are_errors_and_nothing_waits_for_them() {
    let site = Site::new().briefing("b", "Text.");
    make_pipe(&site, "content/briefings/pipe.md");
    let _socket = UnixListener::bind(site.path("content/socket")).expect("a socket");
    symlink("/dev/zero", site.path("content/zero.png")).expect("a link");
    let run = site.check().exits(1);
    run.finds("content/briefings/pipe.md:1:1: error", "special-file");
    run.finds("content/socket:1:1: error", "special-file");
    run.finds("content/zero.png:1:1: error", "unsafe-symlink");
}

#[test]
fn settings_that_are_a_pipe_do_not_make_it_wait() {
    let site = Site::bare().briefing("b", "Text.");
    make_pipe(&site, "standpoint.yaml");
    site.check().exits(1).finds("standpoint.yaml:1:1: error", "special-file");
}

fn make_pipe(site: &Site, path: &str) {
    assert!(Command::new("mkfifo").arg(site.path(path)).status().expect("mkfifo runs").success());
}

// Row 39.

#[test]
fn a_file_or_folder_that_cannot_be_read_ends_the_run_and_is_named() {
    for (path, mode) in [("content/briefings/b.md", 0o000), ("content/briefings", 0o600), ("standpoint.yaml", 0o000)] {
        let site = Site::new().briefing("b", "Text.");
        let Some(mut command) = as_nobody(&site, &["check"]) else { return };
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).expect("permissions");
        let run = Run::of(&mut command).exits(3);
        assert!(run.stderr.contains(path) && run.stderr.contains("ermission denied"), "{}", run.stderr);
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(0o700)).expect("permissions");
    }
}

/// The program run as someone whom permissions stop: they do not stop root.
fn as_nobody(site: &Site, arguments: &[&str]) -> Option<Command> {
    let id = Command::new("id").arg("-u").output().expect("id runs").stdout;
    if id != b"0\n" {
        return Some(site.command(arguments));
    }
    // The program may lie where nobody else may look.
    let program = site.path("standpoint");
    fs::copy(env!("CARGO_BIN_EXE_standpoint"), &program).expect("a copy");
    fs::set_permissions(site.root(), fs::Permissions::from_mode(0o755)).expect("permissions");
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program).args(arguments);
    command.current_dir(site.root()).env("NO_COLOR", "1");
    if Command::new("setpriv").arg("--version").output().is_err() {
        eprintln!("skipped: there is no setpriv, and root may read everything");
        return None;
    }
    Some(command)
}

// Row 40.

#[test]
fn file_names_that_cannot_be_addresses_are_errors() {
    let site = Site::new().briefing("b", "Text.");
    let names: [&[u8]; 6] =
        [b"new\nline.md", b"quo\"te.md", b"bad\xff.md", b"turned\xe2\x80\xae.md", b"back\\slash.md", b"a<b>.md"];
    for name in names {
        fs::write(site.path("content/briefings").join(OsStr::from_bytes(name)), format!("{NOTE}Text.\n"))
            .expect("a file");
    }
    let run = site.check().exits(1);
    assert_eq!(run.stdout.matches("[bad-name]").count(), names.len(), "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.ends_with(']')), "no name breaks a line:\n{}", run.stdout);
    assert!(!run.stdout.contains('\u{202e}'), "and none turns one:\n{}", run.stdout);
    site.build().exits(1);
    let pages = site.pages().into_iter().filter(|path| path.starts_with("briefings/"));
    assert_eq!(pages.collect::<Vec<_>>(), ["briefings/b.html", "briefings/index.html"]);
}

#[test]
fn decomposed_letters_are_composed_with_a_warning() {
    let site = Site::new().briefing("cafe\u{301}", "Text.").briefing("b", "A [link](caf\u{e9}.md) and [[caf\u{e9}]].");
    site.check().exits(0).finds("content/briefings/cafe\u{301}.md:1:1: warning", "name-form");
    site.build().exits(0);
    assert!(site.has("briefings/caf\u{e9}.html"));
}

// Row 41.

#[test]
fn leftovers_and_secrets_are_not_published() {
    let leftovers = [".env", "notes.md~", ".notes.md.swp", ".DS_Store", "Thumbs.db", ".git/config"];
    let mut site = Site::new()
        .briefing("b", "Text.")
        .file("standpoint.yaml", "theme: mine\nbase_url: https://a.org/\n")
        .file("themes/mine/static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    for name in leftovers {
        site = site.file(&format!("content/files/{name}"), "x").file(&format!("themes/mine/static/{name}"), "x");
    }
    let run = site.check().exits(0);
    for name in leftovers {
        let name = name.split('/').next().expect("a name");
        run.finds(&format!("content/files/{name}:1:1: warning"), "stray-file");
        run.finds(&format!("themes/mine/static/{name}:1:1: warning"), "stray-file");
    }
    site.build().exits(0);
    assert!(!site.has("files"));
    for name in leftovers {
        assert!(!site.has(&format!("assets/{name}")), "{name}");
    }
}

// Row 42.

/// A file of this size that takes no room on the disk.
pub fn sparse(site: &Site, path: &str, size: u64) {
    site.write(path, "");
    fs::File::options().write(true).open(site.path(path)).expect("a file").set_len(size).expect("a size");
}

#[test]
fn a_file_over_100_mib_is_left_out() {
    let site = Site::new().briefing("b", "Text.");
    sparse(&site, "content/files/film.mp4", 101 << 20);
    site.check().exits(1).finds("content/files/film.mp4:1:1: error", "too-large");
    site.build().exits(1);
    assert!(!site.has("files/film.mp4"));
}

#[test]
fn a_site_over_1_gib_is_an_error_at_the_file_that_goes_over_it() {
    let site = Site::new().briefing("b", "Text.");
    for n in 1..=12 {
        sparse(&site, &format!("content/files/film-{n:02}.mp4"), 99 << 20);
    }
    let run = site.check().exits(1);
    let line = run.finds("content/files/film-11.mp4:1:1: error", "too-large");
    assert!(line.contains("1 GiB"), "{line}");
    assert_eq!(run.stdout.matches("[too-large]").count(), 1, "said once");
}

#[test]
fn a_link_to_a_file_that_is_left_out_says_so() {
    let site = Site::new()
        .briefing(
            "b",
            "A [film](../files/film.mp4), [keys](../files/.env), [a list](../files/con.csv), [none](../files/no.csv), [old](../files/CVS/list.csv).",
        )
        .file("content/pages/p.md", "---\ntitle: P\nimage: ../files/map.png\n---\nText.\n")
        .file("content/files/.env", "KEY=1")
        .file("content/files/CVS/list.csv", "a,b")
        .file("content/files/con.csv", "a,b");
    sparse(&site, "content/files/film.mp4", 101 << 20);
    sparse(&site, "content/files/map.png", 101 << 20);
    let run = site.check().exits(1);
    for (at, said) in [
        ("briefings/b.md:5:3", "content/files/film.mp4 is not copied to readers"),
        ("briefings/b.md:5:30", "content/files/.env is not copied to readers"),
        ("briefings/b.md:5:53", "content/files/con.csv is not copied to readers"),
        ("briefings/b.md:5:81", "there is no file content/files/no.csv"),
        ("briefings/b.md:5:106", "content/files/CVS/list.csv is not copied to readers"),
        ("pages/p.md:3:8", "content/files/map.png is not copied to readers"),
    ] {
        let told = run.finds(&format!("content/{at}: error"), "broken-link");
        assert!(told.contains(said), "{told}");
    }
    // When it is small enough it is there.
    sparse(&site, "content/files/film.mp4", 1 << 20);
    site.check().lacks("film.mp4");
}

#[test]
fn whatever_is_copied_a_site_keeps_its_texts_settings_and_theme() {
    let site = Site::new().briefing("b", "Text.").file("themes/default/templates/404.html", "Our own");
    for n in 1..=12 {
        sparse(&site, &format!("content/assets/film-{n:02}.mp4"), 99 << 20);
    }
    site.check().exits(1).finds("content/assets/film-11.mp4:1:1: error", "too-large");
    let run = site.build();
    run.lacks("no-content");
    run.lacks("missing-base-url");
    assert!(site.has("briefings/b.html") && site.page("404.html").contains("Our own"));
}

// Row 43.

#[test]
fn a_drawing_that_runs_code_or_fetches_is_an_error() {
    for inside in [
        "<script>x</script>",
        "<rect onclick=\"x\"/>",
        "<image href=\"https://a.org/x.png\"/>",
        "<image xmlns:x=\"http://www.w3.org/1999/xlink\" x:href=\"//a.org/x.png\"/>",
        "<a href=\"javascript:x\"><rect/></a>",
        "<style>@import url(https://a.org/x.css)</style>",
        "<foreignObject/>",
        "<unclosed>",
    ] {
        let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
        let packed = gzip(drawing.as_bytes());
        let site = Site::new().briefing("b", "Text.").file("content/files/a.svg", drawing);
        let run = site.file("content/files/b.svgz", packed).check().exits(1);
        run.finds("content/files/a.svg:1:1: error", "unsafe-svg");
        run.finds("content/files/b.svgz:1:1: error", "unsafe-svg");
    }
    let plain = "<svg xmlns=\"http://www.w3.org/2000/svg\"><defs><g id=\"a\"/></defs><use href=\"#a\"/></svg>";
    Site::new().briefing("b", "Text.").file("content/files/a.svg", plain).check().exits(0);
}

// Endings.

#[test]
fn a_text_with_another_ending_is_pointed_out_and_not_published() {
    let names = [
        "actors/a.markdown",
        "positions/a/b.MD",
        "pages/deep/c.mkd",
        "index.markdown",
        "files/notes.markdown",
        // For other tools.
        "pages/a.qmd",
        "briefings/model.Rmd",
        "sources/refs.bib",
        "notes/todo.org",
        "deep/er/run.ipynb",
        "pages/p.tex",
    ];
    let site =
        Site::new().briefing("b", "Text.").file("content/files/table.csv", "a,b").file("content/pages/p.typed", "");
    for name in names {
        site.write(&format!("content/{name}"), NOTE);
    }
    let run = site.check().exits(0);
    for name in names {
        run.finds(&format!("content/{name}:1:1: warning"), "file-ending");
    }
    assert_eq!(run.stdout.lines().count(), names.len(), "{}", run.stdout);
    let drawn = site.run(&["check"]).stdout;
    assert!(drawn.contains("help: rename it to content/positions/a/b.md"), "{drawn}");
    assert!(
        drawn.contains("help: move it out of content/; readers who are to have it get a PDF or an archive"),
        "{drawn}"
    );
    site.build().exits(0);
    assert!(names.iter().all(|name| !site.has(name)) && site.has("files/table.csv") && site.has("pages/p.typed"));
}

// Copies.

/// A copy of a position would be a position of another label: a shift that nobody wrote.
#[test]
fn copies_that_other_programs_leave_are_reported_and_not_read() {
    let position = "---\nas_of: 2025\nstance: opposes\n---\nIt says no [@press].\n";
    let site =
        Site::new().source("press").actor("velia").issue("ferry").file("content/positions/velia/ferry.md", position);
    assert_eq!(site.check().stdout, "");
    let names = [
        "positions/velia/ferry.sync-conflict-20240603-101500-ABCDEF7.md",
        "positions/velia/ferry (conflicted copy 2024-06-03 101500).md",
        "positions/velia/ferry.LOCAL.7044.md",
        "positions/velia/ferry.conflict-20240603.md",
        "positions/velia/ferry.bak.md",
        "positions/velia/ferry-DESKTOP-AB12CD3.md",
        "positions/velia/ferry.md.mine",
        "positions/velia/ferry_REMOTE_2211.md",
        "positions/velia/ferry (1).md",
        "positions/velia/ferry.md.rej",
        "positions/velia/ferry.md.orig",
        "positions/velia/4913",
        "files/~$paper.docx",
        "files/.~lock.paper.odt#",
        "files/map.png.part",
    ];
    for name in names {
        site.write(&format!("content/{name}"), position.replace("opposes", "supports"));
    }
    let run = site.check().exits(0);
    for name in names {
        run.finds(&format!("content/{name}:1:1: warning"), "stray-file");
    }
    assert_eq!(run.stdout.lines().count(), names.len(), "{}", run.stdout);
    let drawn = site.run(&["check"]).stdout;
    assert!(drawn.contains("help: take over what it has that the file itself lacks, and delete it"), "{drawn}");
    site.build().exits(0);
    assert!(names.iter().all(|name| !site.has(name)));
    assert!(!site.page("data/positions.csv").contains("supports"));
}

#[test]
fn copies_of_the_settings_are_reported_too() {
    let names = [
        "standpoint.sync-conflict-20240603-101500-ABCDEF7.yaml",
        "standpoint (conflicted copy 2024-06-03 101500).yaml",
        "standpoint.yaml.orig",
        "standpoint_REMOTE_2211.yaml",
    ];
    let site = Site::new().briefing("b", "Text.").file("standpoint-notes.md", "Text.");
    names.iter().for_each(|name| site.write(name, "title: Other\n"));
    let run = site.check().exits(0);
    for name in names {
        run.finds(&format!("{name}:1:1: warning"), "stray-file");
    }
    assert_eq!(run.stdout.lines().count(), names.len(), "{}", run.stdout);
}

#[test]
fn another_ending_is_pointed_out_in_the_folder_of_each_kind() {
    let folders = ["briefings", "actors", "issues", "positions/a", "events", "sources", "pages"];
    let site = Site::new().briefing("b", "Text.");
    for folder in folders {
        site.write(&format!("content/{folder}/x.markdown"), NOTE);
    }
    let run = site.check().exits(0);
    for folder in folders {
        run.finds(&format!("content/{folder}/x.markdown:1:1: warning"), "file-ending");
    }
}

#[test]
fn settings_under_another_name_are_pointed_out() {
    let site = Site::bare().file("standpoint.yml", "title: T\n").briefing("b", "Text.");
    site.check().exits(1).finds("standpoint.yml:1:1: warning", "file-ending");
    assert!(site.run(&["check"]).stdout.contains("help: rename it to standpoint.yaml"));
    let site = Site::new().file("standpoint.yml", "title: T\n").briefing("b", "Text.");
    site.check().exits(0).finding("file-ending");
    // Nothing but these settings is no site, and why is said.
    let site = Site::bare().file("standpoint.yml", "title: T\n");
    assert!(site.check().exits(3).stderr.contains("rename standpoint.yml"));
}
