//! Addresses, of sources and in texts. Rows 18 to 30, 65 and 66.

use std::io::ErrorKind;
use std::net::TcpListener;

use crate::harness::{Run, Site};

/// What `check` says of a source with this address.
fn source(url: &str) -> Run {
    Site::new()
        .file("content/sources/press.md", format!("---\ntitle: Press\npublished: 2025\nurl: {url}\n---\n"))
        .briefing("b", "One [@press].")
        .check()
}

/// A site with a text that holds this, built.
fn text(markdown: &str) -> (Run, String) {
    let site = Site::new().briefing("b", markdown);
    let run = site.check();
    site.build();
    (run, site.page("briefings/b.html"))
}

const HERE: &str = "content/briefings/b.md:5:1";
const URL: &str = "content/sources/press.md:4:6";

// Row 18.

#[test]
fn a_scheme_that_runs_code_is_an_error_however_it_is_hidden() {
    for address in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "java&#x73;cript:alert(1)",
        "java&Tab;script:alert(1)",
        "&#1;javascript:alert(1)",
        "<java\tscript:alert(1)>",
        "< javascript:alert(1)>",
    ] {
        let (run, page) = text(&format!("[words]({address})"));
        run.exits(1).finds(&format!("{HERE}: error"), "dangerous-url");
        assert!(page.contains("words"), "{address}: the words stay");
        assert!(!page.to_lowercase().contains("script:") && !page.contains("data:text"), "{address} in:\n{page}");
    }
}

#[test]
fn images_and_sources_have_no_such_scheme_either() {
    let (run, page) = text("![words](data:image/svg+xml,x)");
    run.exits(1).finds(&format!("{HERE}: error"), "dangerous-url");
    assert!(!page.contains("data:image"));
    source("javascript:alert(1)").exits(1).finds(&format!("{URL}: error"), "dangerous-url");
}

// Row 19.

#[test]
fn wiki_links_and_autolinks_run_no_code() {
    for link in ["[[javascript:alert(1)]]", "[[javascript:alert(1)|words]]", "<javascript:alert(1)>"] {
        let (run, page) = text(link);
        run.exits(1).finds(&format!("{HERE}: error"), "dangerous-url");
        assert!(!page.contains("href=\"javascript"), "{link} in:\n{page}");
    }
}

// Row 22.

/// An address as it was copied out of a browser behind a bot wall.
const WALLED: &str = "https://mid.example/ru/news/2041939/?TSPD_101_R0=08765fb817ab200012f6f0ad5e2c3b4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7081928a17";

#[test]
fn the_token_of_a_bot_wall_is_taken_off_and_what_was_collected_is_kept() {
    let run = source(WALLED).exits(0);
    let line = run.finds(&format!("{URL}: warning"), "dirty-url");
    assert!(line.contains("TSPD_101_R0"), "{line}");
    let site = Site::new()
        .file("content/sources/press.md", format!("---\ntitle: Press\npublished: 2025\nurl: {WALLED}\n---\n"))
        .briefing("b", "One [@press].");
    site.build().exits(0);
    assert!(site.page("briefings/b.html").contains("href=\"https://mid.example/ru/news/2041939/\""));
    assert!(!site.page("briefings/b.html").contains("TSPD"));
    assert!(site.page("sources/press.html").contains("TSPD_101_R0=08765fb8"), "for the record");
}

#[test]
fn a_note_that_is_only_an_address_is_looked_at_as_a_source_is() {
    let (run, page) = text(&format!("One [^1].\n\n[^1]: {WALLED}"));
    run.exits(0).finds("content/briefings/b.md:7:7: warning", "dirty-url");
    assert!(page.contains("href=\"https://mid.example/ru/news/2041939/\""));
}

#[test]
fn what_tells_who_shared_a_link_is_tracking_on_that_host_only() {
    for (address, clean) in [
        ("https://twitter.com/who/status/1?s=20&t=abc", "https://twitter.com/who/status/1"),
        ("https://youtu.be/abc?si=xyz&t=90", "https://youtu.be/abc?t=90"),
        // In whatever letters, and in the path.
        ("https://press.example/a?UTM_Source=x&tspd_101_r0=08&id=1", "https://press.example/a?id=1"),
        ("https://press.example/a;jsessionid=0A1B2C?id=1", "https://press.example/a?id=1"),
        ("https://press.example/a;JSESSIONID=0A1B/b", "https://press.example/a/b"),
    ] {
        source(address).exits(0).finds(&format!("{URL}: warning"), "dirty-url");
        let shown = text(&format!("[words]({address})")).1;
        assert!(shown.contains(&format!("href=\"{clean}\"")), "{shown}");
    }
    source("https://press.example/?s=20&t=abc").exits(0).lacks("dirty-url");
}

// Row 23.

#[test]
fn one_address_twice_is_one_source_also_after_cleaning() {
    for second in ["https://a.org/p", "HTTPS://A.ORG:443/p", "https://a.org/p?utm_source=x", "https://a.org/p#top"] {
        let note = |url: &str| format!("---\ntitle: T\npublished: 2025\nurl: {url}\n---\n");
        let site = Site::new()
            .file("content/sources/a.md", note("https://a.org/p"))
            .file("content/sources/b.md", note(second))
            .briefing("b", "One [@a]. Two [@b].");
        site.check().exits(0).finds("content/sources/b.md:4:6: warning", "duplicate-url");
        site.build().exits(0);
        let page = site.page("briefings/b.html");
        assert_eq!(page.matches("id=\"note-").count(), 1, "one entry for {second}:\n{page}");
        assert!(page.contains("id=\"cite-a-2\""), "both keys lead to it");
    }
}

// Row 25.

#[test]
fn an_address_with_a_password_is_an_error_and_is_not_published() {
    source("https://me:secret@a.org/").exits(1).finds(&format!("{URL}: error"), "url-credentials");
    let (run, page) = text("[words](https://me:secret@a.org/)");
    run.exits(1).finds(&format!("{HERE}: error"), "url-credentials");
    assert!(!page.contains("secret"));
}

#[test]
fn no_password_is_published_wherever_an_address_has_one() {
    for (text, places) in [
        ("See <https://me:hunter2@a.org/>, https://me:hunter2@b.org/x and www.c.org.", 2),
        ("A note.[^n]\n\n[^n]: https://me:hunter2@a.org/x says so; <https://me:hunter2@b.org>", 2),
        ("[[https://me:hunter2@a.org]] ![](https://me:hunter2@a.org/b.png)", 2),
        ("ftp://me:hunter2@a.org/x and `https://me:hunter2@a.org/x`", 2),
        ("```sh\ncurl https://me:hunter2@a.org/\n```", 1),
        ("[words](https://me:hunter2@a.org/) <a href=\"https://me:hunter2@b.org/\">x</a>", 2),
    ] {
        let site = Site::new().briefing("b", text).file(
            "content/sources/s.md",
            "---\ntitle: S\nurl: https://a.org/\npublished: 2025\npublisher: https://me:hunter2@a.org/\n---\nA note.\n",
        );
        let run = site.check().exits(1);
        let told =
            |file: &str| run.stdout.lines().filter(|l| l.starts_with(file) && l.contains("[url-credentials]")).count();
        assert_eq!(told("content/briefings/b.md"), places, "{text}: {}", run.stdout);
        assert_eq!(told("content/sources/s.md:5:20: error"), 1, "{}", run.stdout);
        site.build();
        for (file, bytes) in site.tree() {
            assert!(!String::from_utf8_lossy(&bytes).contains("hunter2"), "{file}: {text}");
        }
    }
}

// Row 26.

#[test]
fn a_host_that_looks_like_another_is_a_warning_with_its_punycode() {
    // Cyrillic letters throughout, then one among Latin ones.
    for host in ["аррӏе.com", "pаypal.com", "bbc.сом", "ɢoogle.com", "twıtter.com", "example.ορг", "аррӏе.中国"]
    {
        let run = source(&format!("https://{host}/")).exits(0);
        let line = run.finds(&format!("{URL}: warning"), "lookalike-host");
        assert!(line.contains("xn--"), "{line}");
        let (run, _) = text(&format!("[words](https://{host}/)"));
        run.exits(0).finds(&format!("{HERE}: warning"), "lookalike-host");
    }
}

#[test]
fn a_host_in_one_script_of_its_own_is_fine() {
    for host in [
        "президент.рф",
        "правда.укр",
        "münchen.de",
        "日本語.jp",
        "العربية.sa",
        "example.中国",
        "правда.com",
        "παράδειγμα.ελ",
    ] {
        source(&format!("https://{host}/")).exits(0).lacks("lookalike-host");
    }
}

// Row 27.

#[test]
fn a_character_that_turns_the_direction_is_an_error_in_addresses_and_titles() {
    source("https://a.org/\u{202e}gpj.exe").exits(1).finds(&format!("{URL}: error"), "bidi-control");
    let (run, page) = text("[words](https://a.org/\u{202e}x)");
    run.exits(1).finds(&format!("{HERE}: error"), "bidi-control");
    assert!(!page.contains('\u{202e}') && !page.contains("%E2%80%AE"), "{page}");
    let site = Site::new().file("content/pages/p.md", "---\ntitle: Report \u{202e}txet\n---\nText.\n");
    site.check().exits(1).finds("content/pages/p.md:2:8: error", "bidi-control");
    site.build().exits(1);
    assert!(!site.page("pages/p.html").contains('\u{202e}'));
}

#[test]
fn in_a_text_it_is_a_warning_and_shown_by_its_number() {
    for markdown in [
        "A \u{202e}text.",
        "A `\u{202e}code`.",
        "```rust\nlet a = 1; // \u{202e}x\n```",
        "    \u{202e}indented",
        "![\u{202e}](a.png)",
        "[a](https://a.org/ \"\u{202e}\")",
        "<b>\u{202e}</b>",
        "By its number: &#x202e;, &#8238;.",
        "<abbr title=\"a&#x202E;b\">z</abbr>",
        "[w](https://a.org/ \"t&#x202e;\")",
        "```sh\u{202e}\nx\n```",
    ] {
        let site = Site::new().briefing("b", markdown).file("content/briefings/a.png", "picture");
        let run = site.check().exits(0);
        assert!(run.finding("bidi-control").contains(": warning: "), "{markdown}: {}", run.stdout);
        site.build().exits(0);
        let page = site.page("briefings/b.html");
        assert!(page.contains("\\u202e") && !page.contains('\u{202e}'), "{markdown} in:\n{page}");
    }
}

/// As text copied from a PDF or a terminal has them.
#[test]
fn what_nobody_can_see_is_left_out_of_the_page_and_told() {
    for markdown in [
        "A \u{7}text.",
        "A \u{c}text of the next page.",
        "By its number: &#7;, &#x1b;.",
        "Of Windows: &#150;.",
        "A `\u{1b}code`.",
        "```sh\n\u{1b}[31mred\n```",
        "[a](https://a.org/ \"\u{7f}\")",
        "## Head\u{85}ing",
        "None: \u{ffff}, \u{1fffe}, &#xfdd0;.",
    ] {
        let site = Site::new().briefing("b", markdown);
        assert!(site.check().exits(0).finding("control-character").contains(": warning: "), "{markdown}");
        site.build().exits(0);
        let odd = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{ffff}' | '\u{1fffe}' | '\u{fdd0}');
        for file in ["briefings/b.html", "briefings.html", "feed.xml"] {
            assert!(!site.has(file) || !site.page(file).contains(odd), "{markdown} in {file}");
        }
    }
    let site = Site::new().briefing("b", "Tab\tand `a\u{a0}b`, 🌊, «x», é.");
    site.check().exits(0).lacks("control-character");
    let site = Site::new().file("content/pages/p.md", "---\ntitle: \"A\\eB\\NC\\uffffD\"\n---\nText.\n");
    site.check().exits(1).finds("content/pages/p.md:2:8: error", "control-character");
    site.build();
    assert!(site.page("pages/p.html").contains("<title>AB CD ·"), "{}", site.page("pages/p.html"));
}

#[test]
fn in_a_formula_it_is_left_out() {
    let site = Site::new()
        .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\nmath: true\n")
        .briefing("b", "$a\u{202e}b$");
    site.check().exits(0).finds("content/briefings/b.md:5:1: warning", "bidi-control");
    site.build();
    assert!(site.files().iter().all(|file| !file.ends_with(".html") || !site.page(file).contains('\u{202e}')));
}

#[test]
fn proper_right_to_left_text_is_left_alone() {
    let (run, page) = text("\u{200f}שלום\u{2066}abc\u{2069}");
    run.exits(0).lacks("bidi-control");
    assert!(page.contains("\u{200f}שלום\u{2066}abc\u{2069}"));
}

// Row 28.

#[test]
fn a_source_in_some_inner_network_is_a_warning() {
    for host in [
        "127.0.0.1",
        "0x7f.1",
        "2130706433",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "[::1]",
        "localhost",
        "a.local",
        "wiki",
        "nas.home.arpa",
        "a.test",
    ] {
        source(&format!("\"http://{host}/\"")).exits(0).finds(&format!("{URL}: warning"), "private-host");
    }
}

#[test]
fn a_file_on_a_disk_is_no_address_of_a_source() {
    source("file:///etc/passwd").exits(1).finds(&format!("{URL}: error"), "bad-url");
}

// Row 29.

#[test]
fn a_very_long_address_is_kept_whole() {
    let url = format!("https://a.org/{}", "a1/".repeat(2_662));
    assert_eq!(url.len(), 8_000);
    let site = Site::new()
        .file("content/sources/press.md", format!("---\ntitle: Press\npublished: 2025\nurl: {url}\n---\n"))
        .briefing("b", &format!("One [@press]. [Two]({url})."));
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains(&format!("<a href=\"{url}\" rel=\"external noreferrer\">Two</a>")));
    assert!(page.matches(&format!("href=\"{url}\"")).count() > 1, "in the note too");
}

#[test]
fn spaces_in_an_address_are_escaped() {
    source("https://a.org/a b").exits(0);
    let (run, page) = text("[words](<https://a.org/a b>)");
    run.exits(0);
    assert!(page.contains("href=\"https://a.org/a%20b\""));
}

#[test]
fn a_percent_sign_that_escapes_nothing_is_an_error() {
    for url in ["https://a.org/%zz", "https://a.org/100%", "https://a.org/%2"] {
        source(url).exits(1).finds(&format!("{URL}: error"), "bad-url");
        text(&format!("[words]({url})")).0.exits(1).finds(&format!("{HERE}: error"), "bad-url");
    }
}

// Row 30.

#[test]
fn mail_and_telephone_links_are_allowed() {
    let (run, page) = text("[mail](mailto:a@b.org), <a@b.org> and [call](tel:+123)");
    run.exits(0);
    assert_eq!(page.matches("href=\"mailto:a@b.org\"").count(), 2);
    assert!(page.contains("href=\"tel:+123\""));
}

#[test]
fn an_address_without_a_scheme_is_made_https() {
    let (run, page) = text("[words](//a.org/x)");
    run.exits(0).finds(&format!("{HERE}: warning"), "schemeless-url");
    assert!(page.contains("href=\"https://a.org/x\""));
    source("//a.org/x").exits(0).finds(&format!("{URL}: warning"), "schemeless-url");
}

#[test]
fn an_address_without_its_scheme_is_told_what_it_lacks() {
    let found = source("press.example/report").exits(1);
    assert!(found.finds(&format!("{URL}: error"), "bad-url").contains("it does not begin with `https://`"));
    let found = source("www.press.example/report").exits(0);
    assert!(found.finds(&format!("{URL}: warning"), "schemeless-url").contains("this address has no scheme"));
}

// Rows 65 and 66: whether an address still answers, and whether there is a copy, an author finds out and writes down. So
// whatever a host does there, no build waits for it, and it learns of none.

#[test]
fn no_address_is_ever_asked() {
    let host = TcpListener::bind("127.0.0.1:0").expect("a port");
    host.set_nonblocking(true).expect("a listener that does not wait");
    let port = host.local_addr().expect("an address").port();
    let address = |path: &str| format!("http://127.0.0.1:{port}/{path}");
    let source = format!(
        "---\ntitle: Press\npublished: 2025\nurl: {}\narchived: {{url: {}, date: 2025-02-01}}\nstatus: dead\n---\nSee {}.\n",
        address("press"),
        address("copy"),
        address("note")
    );
    let text = format!(
        "One [@press], <{}>, [two]({}), ![A map]({}).[^n]\n\n[^n]: {}\n",
        address("a"),
        address("b"),
        address("c.png"),
        address("d")
    );
    let site = Site::new().file("content/sources/press.md", source).briefing("b", &text);
    for command in [&["check"][..], &["check", "--advice"], &["build"], &["changes"], &["impact", "press"]] {
        site.run(command);
    }
    assert!(site.page("sources/press.html").contains(&address("copy")), "what an author found out is told");
    assert_eq!(host.accept().map_err(|error| error.kind()).err(), Some(ErrorKind::WouldBlock), "somebody asked");
}
