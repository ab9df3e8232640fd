//! The preview: from a place in a page to the place in its file, and to the editor.

use serde_json::{Value, json};

use crate::serve_http::{Preview, small};

#[test]
fn comments_in_a_copy_of_a_page_say_where_in_its_file_each_block_begins() {
    let text = "One[^n].\n\n## Two\n\n- three\n\n| four |\n|---|\n| five |\n\n```matrix\n```\n\n[^n]: Six.\n";
    let site = small();
    site.write("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025-08\n---\n{text}"));
    let preview = Preview::of(site);
    let file = std::fs::read_to_string(preview.site.path("content/briefings/b.md")).expect("the file");
    let placed = preview.get("/_standpoint/places?page=/briefings/b");
    let comment =
        |words: &str| format!("<!--@content/briefings/b.md#{}-->", file.find(words).expect("words of the file"));
    for (words, tag) in [
        ("One", "<p>"),
        ("## Two", "<h2 id=\"two\">"),
        ("- three", "<ul>\n"),
        ("| four", "<div class=\"table-scroll\""),
        (" five |", "<td>five"),
        ("Six", "<p>Six"),
    ] {
        let expected = format!("{}{tag}", comment(words));
        assert!(placed.body.contains(&expected), "no `{expected}` in {}", placed.body);
    }
    assert!(placed.body.contains(&comment("```matrix")), "the block");
    let without = placed.body.split("<!--@").map(|part| part.split_once("-->").map_or(part, |(_, rest)| rest));
    preview.site.build().exits(0);
    let plain = preview.site.page("briefings/b.html");
    assert_eq!(without.collect::<String>(), plain, "nothing else differs from what a build writes");

    let wish = json!({ "token": preview.token(), "file": "content/briefings/b.md", "byte": file.find("Six") });
    let answer: Value = serde_json::from_str(&preview.post("", &wish.to_string()).body).expect("JSON");
    assert_eq!(answer["place"], "content/briefings/b.md:18");
}

#[test]
fn a_file_of_the_site_is_opened_for_those_who_know_the_token() {
    let preview = Preview::of(small());
    let token = preview.token();
    let open = |wish: Value| preview.post("", &wish.to_string());
    let opened = |wish: Value| serde_json::from_str::<Value>(&open(wish).body).expect("JSON");

    let wish = json!({ "token": token, "file": "content/briefings/b.md", "line": 5 });
    assert_eq!(opened(wish), json!({ "opened": true, "place": "content/briefings/b.md:5" }));
    for (page, note, href, place) in [
        ("/briefings/b", None, None, "content/briefings/b.md:2"),
        ("/briefings/b", Some("note-un"), None, "content/sources/un.md:2"),
        ("/briefings/b", Some("note-un/p-3"), None, "content/sources/un.md:2"),
        ("/matrix.html", None, Some("/positions/russia/troops.html"), "content/positions/russia/troops.md:3"),
        ("/briefings/b", None, Some("/actors/russia"), "content/actors/russia.md:2"),
    ] {
        let wish = json!({ "token": token, "page": page, "note": note, "href": href });
        assert_eq!(opened(wish)["place"], place, "{page} {note:?} {href:?}");
    }
    let nowhere = json!({ "opened": false, "why": "no file of the site stands behind this" });
    assert_eq!(opened(json!({ "token": token, "page": "/matrix.html" })), nowhere);
    for file in ["../secret", "/etc/passwd", "content/../../x", "public/index.html", ".git/config", ""] {
        assert_eq!(opened(json!({ "token": token, "file": file })), nowhere, "{file}");
    }
    assert_eq!(open(json!({ "token": "guess", "file": "content/briefings/b.md" })).status, 403);
    assert_eq!(open(json!({ "file": "content/briefings/b.md" })).status, 400);
    assert_eq!(preview.post("", "not JSON").status, 400);
    assert_eq!(preview.post("", &" ".repeat(17 << 10)).status, 413);
    assert_eq!(preview.ask("POST", "/_standpoint/open", "Content-Type: text/plain\r\n").status, 415);
}

#[test]
fn the_editor_gets_the_file_and_the_line() {
    let site = small().file("bin/code", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$(dirname \"$0\")/asked\"\n");
    let code = site.path("bin/code");
    std::fs::set_permissions(&code, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a program");
    let preview = Preview::with_editor(site, Some(&format!("'{}' --reuse-window", code.display())));
    let wish = json!({ "token": preview.token(), "file": "content/briefings/b.md", "line": 5 });
    assert_eq!(preview.post("", &wish.to_string()).status, 200);
    let asked = std::fs::read_to_string(preview.site.path("bin/asked")).expect("the editor was asked");
    let file = preview.site.path("content/briefings/b.md");
    assert_eq!(asked, format!("--reuse-window\n-g\n{}:5\n", file.display()));
}

#[test]
fn an_editor_that_cannot_open_gives_its_reason_and_the_place() {
    let preview = Preview::with_editor(small(), Some("vim"));
    let wish = json!({ "token": preview.token(), "file": "content/briefings/b.md", "line": 5 });
    let answer: Value = serde_json::from_str(&preview.post("", &wish.to_string()).body).expect("JSON");
    let expected = json!({
        "opened": false,
        "place": "content/briefings/b.md:5",
        "why": "`vim` needs a terminal: set VISUAL to an editor with a window",
    });
    assert_eq!(answer, expected);
}

#[test]
fn the_words_of_a_key_lead_to_its_line() {
    let site = small()
        .file("content/briefings/s.md", "---\ntitle: S\nas_of: 2025-08\nsummary: >\n  In short.\n---\nsummary: none\n");
    let preview = Preview::of(site);
    let token = preview.token();
    for (page, keys, place) in [
        ("/briefings/s", vec!["summary", "question"], "content/briefings/s.md:4"),
        ("/briefings/s", vec!["question", "as_of"], "content/briefings/s.md:3"),
        ("/briefings/s", vec![], "content/briefings/s.md:2"),
        ("/briefings/b", vec!["summary"], "content/briefings/b.md:2"),
    ] {
        let wish = json!({ "token": token, "page": page, "keys": keys });
        let answer: Value = serde_json::from_str(&preview.post("", &wish.to_string()).body).expect("JSON");
        assert_eq!(answer["place"], place, "{page} {keys:?}");
    }
}
