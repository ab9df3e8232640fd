//! What must stay hidden: texts for the house, and sources whom readers know by a descriptor and a number. What is private
//! is taken out before a template sees it, and all that is finished is searched for it once more.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use expect_test::expect;
use standpoint::pipeline::{Build, Edition};

use crate::harness::{Site, files_below};
use crate::html::words;
use crate::serve_program::Program;

/// What nobody outside the house may read, by the place in which it stands.
const CANARIES: [(&str, &str); 20] = [
    ("key of a source", "canary-key-4711"),
    ("title of a source", "Talk beside the Zeelandia canal"),
    ("translated title", "Gespräch am Ufer der Zeelandia"),
    ("address", "https://leak.example/zeelandia/minutes?page=7"),
    ("author", "Quillon Abernathy"),
    ("publisher", "Zeelandia Stenographers"),
    ("quotation", "the northern valve will stay shut"),
    ("locator of a quotation", "minute 47 of the recording"),
    ("text of a note", "We met him behind the Kestrel bakery"),
    ("alternative text of an image", "Portrait of Abernathy in his kitchen"),
    ("name of an image", "abernathy-kitchen"),
    ("title of a briefing", "What Morvan will concede in Zeelandia"),
    ("name of a briefing", "morvan-concedes"),
    ("summary", "Morvan gives up the northern valve"),
    ("heading", "Concessions that Morvan hides"),
    ("judgement", "Morvan will have conceded by Whitsuntide"),
    ("name of an actor", "The Zeelandia back channel"),
    ("short name of an actor", "Backchannellers"),
    ("tag", "zeelandia-talks"),
    ("place of an event", "Kestrel bakery in Zeelandia"),
];

/// A site that says all of it to the house, and cites the source to readers.
fn site() -> Site {
    let source = format!(
        "---\naudience: internal\ndescriptor: A negotiator of Morvan\ntitle: {}\ntitle_translated: {}\nurl: {}\nauthors: [{}]\npublisher: {}\n\
         published: 2025-01-02\nquotes:\n- id: valve\n  text: {}\n  locator: {}\n---\n{} to hear it.\n\n![{}](../images/{}.png)\n",
        CANARIES[1].1,
        CANARIES[2].1,
        CANARIES[3].1,
        CANARIES[4].1,
        CANARIES[5].1,
        CANARIES[6].1,
        CANARIES[7].1,
        CANARIES[8].1,
        CANARIES[9].1,
        CANARIES[10].1,
    );
    let briefing = format!(
        "---\naudience: internal\ntitle: {}\nas_of: 2025-02-02\nsummary: {}\ntags: [{}]\njudgements:\n- text: {}\n  cites: [{}]\n\
         ---\n## {}\n\nIt is so [@{}#valve].\n",
        CANARIES[11].1, CANARIES[13].1, CANARIES[18].1, CANARIES[15].1, CANARIES[0].1, CANARIES[14].1, CANARIES[0].1,
    );
    Site::new()
        .actor("morvan")
        .issue("dam")
        .source("report")
        .file(&format!("content/sources/{}.md", CANARIES[0].1), source)
        .file(&format!("content/briefings/{}.md", CANARIES[12].1), briefing)
        .file(
            "content/actors/back.md",
            format!("---\naudience: internal\nname: {}\nshort_name: {}\n---\n", CANARIES[16].1, CANARIES[17].1),
        )
        .file(
            "content/events/talk.md",
            format!(
                "---\naudience: internal\ntitle: The talk\ndate: 2025-01-02\nplace: {}\nactors: [back]\n---\n",
                CANARIES[19].1
            ),
        )
        .file(&format!("content/images/{}.png", CANARIES[10].1), PIXEL)
        .briefing(
            "b",
            &format!("## Morvan\n\nMorvan may give in [@report; @{0}#valve, p. 4]. It is tired [@{0}].", CANARIES[0].1),
        )
}

/// A picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0;";

/// The letters and figures of a text, small.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn readers_know_a_confidential_source_by_its_descriptor_and_a_number() {
    let site = site();
    site.build().exits(0);
    let page = words(&site.page("briefings/b.html"));
    assert!(page.contains("A negotiator of Morvan (confidential source 1)"), "{page}");
    let source = words(&site.page("sources/confidential-1.html"));
    assert!(source.contains("Kept confidential.") && source.contains("It is tired"), "{source}");
    assert!(!source.contains("2025"), "not even its date: {source}");
    assert!(
        !site.has("actors/back.html") && !site.has("briefings/morvan-concedes.html") && !site.has("events/talk.html")
    );
}

#[test]
fn nothing_that_is_internal_gets_to_readers() {
    let site = site();
    site.build().exits(0);
    for (path, bytes) in site.tree() {
        let said = letters(&(String::from_utf8_lossy(&bytes) + &*path));
        for (place, canary) in CANARIES {
            assert!(!said.contains(&letters(canary)), "{path} has the {place}: {canary}");
        }
    }
}

/// The search behind the split, by itself: the edition for the house is what a build would be that does not split.
#[test]
fn without_the_split_each_of_it_is_found_by_the_search() {
    let site = site();
    site.run(&["build", "--audience", "internal"]).exits(0);
    let public = Edition::open(site.root(), &Build::default()).expect("a site");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for inside in files_below(&site.path("internal")) {
        let bytes = std::fs::read(site.path("internal").join(&inside)).expect("a file");
        for finding in public.leaks_of(&inside, &bytes) {
            let text = std::fs::read_to_string(site.path(&finding.span.path)).unwrap_or_default();
            let said = text.get(finding.span.range()).unwrap_or_default();
            found.entry(letters(&format!("{said} {}", finding.message))).or_default().push(inside.clone());
            found.entry(letters(&finding.span.path)).or_default().push(inside.clone());
        }
    }
    for (place, canary) in CANARIES {
        let is_of_it = |said: &String| said.contains(&letters(canary));
        assert!(found.keys().any(is_of_it), "the {place} is not found: {canary}");
    }
}

#[test]
fn it_is_found_in_whatever_way_it_is_written() {
    let site = site();
    let public = Edition::open(site.root(), &Build::default()).expect("a site");
    let title = CANARIES[1].1;
    let utf16 = |unit: fn(u16) -> [u8; 2]| title.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let hex: String = title.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = title.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let twice = percent.replace('%', "%25");
    let entities: String = title.chars().map(|c| format!("&#{};", c as u32)).collect();
    let json: String = title.chars().map(|c| format!("\\u{:04x}", c as u32)).collect();
    let printable: String = title.bytes().map(|byte| format!("={byte:02X}")).collect();
    let base64 = "VGFsayBiZXNpZGUgdGhlIFplZWxhbmRpYSBjYW5hbA==";
    let written: [(&str, Vec<u8>); 14] = [
        ("plain", title.into()),
        ("in capitals", title.to_uppercase().into()),
        ("as an id", "talk-beside-the-zeelandia-canal".into()),
        ("between tags", "Talk <em>beside</em> the <b title=\"x\">Zeelandia</b> canal".into()),
        ("over lines", title.replace(' ', "\n  ").into()),
        ("percent", percent.into()),
        ("percent twice", twice.into()),
        ("entities", entities.into()),
        ("JSON", json.into()),
        ("quoted-printable", printable.into()),
        ("TeX", "{T}alk beside the {\\'Z}eelandia canal".into()),
        ("Base64", base64.into()),
        ("hexadecimal", hex.into()),
        ("UTF-16", utf16(u16::to_be_bytes)),
    ];
    for (way, bytes) in written {
        assert!(!public.leaks_of("x.txt", &bytes).is_empty(), "{way}");
    }
    assert!(!public.leaks_of("x.txt", &utf16(u16::to_le_bytes)).is_empty(), "UTF-16, little end first");
    let idn = "https://xn--gesprch-am-ufer-der-zeelandia-.example";
    assert!(public.leaks_of("x.txt", idn.as_bytes()).is_empty(), "what is not it is not found");
    assert!(public.leaks_of("x.txt", b"Morvan may give in, and the dam is there.").is_empty());
}

#[test]
fn a_public_text_that_gives_a_source_away_is_not_built() {
    let site = site().briefing("slip", "As we heard at https://leak.example/zeelandia/minutes?page=7 it is so.");
    let run = site.build().exits(1);
    assert!(!site.has("index.html"), "nothing is written");
    expect![[r#"
        warning[unused-actor]: nothing names the actor `morvan`
         --> content/actors/morvan.md:2:7
          |
        2 | name: Actor morvan
          |       ^^^^^^^^^^^^
          |
          = help: write what it wants in positions/, or remove the file

        error[leak]: `url` of the source `canary-key-4711` is not for readers, and would stand in `404.html`, and in 6 more files
         --> content/sources/canary-key-4711.md:6:6
          |
        6 | url: https://leak.example/zeelandia/minutes?page=7
          |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
         ::: content/briefings/slip.md:5:24
          |
        5 | As we heard at https://leak.example/zeelandia/minutes?page=7 it is so.
          |                        - a text for readers says it
          |
          = help: take it out of that text, or let it be known; until then nothing is written, printed or published

        Nothing was written; public is as it was.
        1 error, 1 warning.
    "#]]
    .assert_eq(&run.stderr);
}

/// A site whose briefing cites some private sources in turn.
fn numbered(keys: &[&str]) -> Site {
    let mut site = Site::new();
    for key in ["asmara-memo", "bukavu-memo", "cairo-memo", "dakar-memo"] {
        let note = format!("---\naudience: internal\ndescriptor: A memo\ntitle: Memo of {key}\n---\n");
        site = site.file(&format!("content/sources/{key}.md"), note);
    }
    let cites: Vec<String> = keys.iter().map(|key| format!("So it is [@{key}].")).collect();
    site.briefing("b", &cites.join(" "))
}

#[test]
fn numbers_follow_the_reading_and_leave_no_holes() {
    for keys in [&["dakar-memo", "bukavu-memo"][..], &["cairo-memo", "asmara-memo"]] {
        let site = numbered(keys);
        site.build().exits(0);
        let sources = site.pages().into_iter().filter(|page| page.starts_with("sources/confidential-"));
        assert_eq!(sources.collect::<Vec<_>>(), ["sources/confidential-1.html", "sources/confidential-2.html"]);
    }
    // A note that nothing leads to is on no page, and nor is what it alone cites.
    let site = numbered(&["dakar-memo"]);
    let text = fs::read_to_string(site.path("content/briefings/b.md")).expect("a text");
    site.write(
        "content/briefings/b.md",
        format!("{text}\n\n[^lost]: Nobody reads [@cairo-memo], [@asmara-memo#part].\n"),
    );
    site.build().exits(0);
    let sources = site.pages().into_iter().filter(|page| page.starts_with("sources/confidential-"));
    assert_eq!(sources.collect::<Vec<_>>(), ["sources/confidential-1.html"]);
    // The order of keys cannot be told from the order of numbers, nor what came of an earlier day.
    let (one, other) = (numbered(&["dakar-memo", "bukavu-memo"]), numbered(&["bukavu-memo", "dakar-memo"]));
    one.build().exits(0);
    other.build().exits(0);
    assert_eq!(one.page("sources/confidential-1.html"), other.page("sources/confidential-1.html"));
}

#[test]
fn some_keys_of_a_source_may_be_private_and_the_rest_be_told() {
    let note = "---\nprivate: [title, url]\ndescriptor: A report that we may not name\ntitle: Minutes of the Zeelandia board\n\
                url: https://leak.example/minutes\npublished: 2025-01-02\nreliability: B\n---\nWe hold a copy.\n";
    let site =
        Site::new().file("content/sources/zeelandia-minutes.md", note).briefing("b", "So it is [@zeelandia-minutes].");
    site.build().exits(0);
    let page = words(&site.page("sources/confidential-1.html"));
    for told in ["A report that we may not name", "2 January 2025", "B Usually reliable", "We hold a copy."] {
        assert!(page.contains(told), "{told}: {page}");
    }
    for hidden in ["zeelandia", "leak.example"] {
        let says = |(path, bytes): &(String, Vec<u8>)| {
            (String::from_utf8_lossy(bytes) + &**path).to_lowercase().contains(hidden)
        };
        assert!(!site.tree().into_iter().any(|file| says(&file)), "{hidden}");
    }
}

#[test]
fn what_is_not_said_clearly_is_kept_from_readers() {
    let note = |keys: &str| format!("---\n{keys}\ndescriptor: A memo\ntitle: Minutes of Zeelandia\n---\n");
    let site = Site::new()
        .file("content/sources/zeelandia-a.md", note("private: [titel]"))
        .file("content/sources/zeelandia-b.md", note("audience: team"))
        .file("content/sources/zeelandia-c.md", note("private: true"))
        .file("content/sources/zeelandia-d.md", "---\naudience: internal\ntitle: Minutes of Zeelandia\n---\n")
        .file("content/sources/zeelandia-e.md", note("audince: internal"))
        .file("content/pages/zeelandia.md", "---\naudience: internal\n  title: [\n---\nZeelandia.\n")
        .briefing("b", "So it is [@zeelandia-a; @zeelandia-d].");
    expect![[r#"
        content/pages/zeelandia.md:3:8: error: this front matter is not YAML: mapping values are not allowed in this context [bad-yaml]
        content/sources/zeelandia-a.md:2:11: error: `titel` is no key that can be private, so all of this source is [unknown-word]
        content/sources/zeelandia-b.md:2:1: error: `audience` reads as if this text were not for readers; it is held back [held-back]
        content/sources/zeelandia-c.md:2:1: error: `private` reads as if this text were not for readers; it is held back [held-back]
        content/sources/zeelandia-d.md:3:8: error: readers know this source by a `descriptor` alone, and it has none [missing-key]
        content/sources/zeelandia-e.md:2:1: error: `audince` reads as if this text were not for readers; it is held back [held-back]
    "#]]
    .assert_eq(&site.check().exits(1).stdout);
    site.build();
    assert!(!site.page("sources/confidential-1.html").contains("Zeelandia"));
}

#[test]
fn whoever_describes_a_source_means_to_hide_it_however_it_is_said() {
    for keys in [
        "descriptor: A memo",
        "descriptor: A memo\nprivte: [title]",
        "descriptor: A memo\nPrivate: [title]",
        "descriptor: A memo\naudince: internal",
        "descriptor: A memo\nAudience: Internal",
        "descriptor: A memo\naudience: Internal",
        "descriptor: A memo\nconfidential: yes",
        "descriptor: A memo\nprivate: true",
        "descriptor: A memo\nprivate: []",
        "descriptor: A memo\ntlp: red",
        "descriptor: A memo\ncaveat: NOFORN",
        "private: title\ndescriptor: A memo",
    ] {
        let note = format!("---\n{keys}\ntitle: Minutes of Zeelandia\nmedium: print\n---\n");
        let site = Site::new().file("content/sources/zeelandia-1.md", note).briefing("b", "So it is [@zeelandia-1].");
        site.build();
        let said = words(&site.page("briefings/b.html"));
        assert!(said.contains("A memo (confidential source 1)"), "{keys}: {said}");
        for (path, bytes) in site.tree() {
            assert!(!letters(&(String::from_utf8_lossy(&bytes) + &*path)).contains("zeelandia"), "{keys}: {path}");
        }
    }
    // Without a word for readers it is held back as a draft is.
    let note = "---\nprivte: [title]\ntitle: Minutes of Zeelandia\nmedium: print\n---\n";
    let site = Site::new().file("content/sources/zeelandia-1.md", note).briefing("b", "So it is [@zeelandia-1].");
    site.check().exits(1).finding("link-to-draft");
    // What is for all is for all, and says so.
    let note = "---\naudience: public\ndescriptor: A memo\ntitle: Minutes\nmedium: print\npublished: 2025\n---\n";
    let site = Site::new().file("content/sources/minutes.md", note).briefing("b", "So it is [@minutes].");
    site.build().exits(0);
    assert!(words(&site.page("briefings/b.html")).contains("Minutes"));
}

#[test]
fn a_source_that_is_held_back_or_cannot_be_read_is_not_named_either() {
    for note in [
        "---\ndraft: true\ntitle: Minutes\n---\n",
        "---\naudience: internal\n  descriptor: [A memo\ntitle: Minutes\n---\n",
        "---\nAudience: Internal\ntitle: Minutes\n---\n",
    ] {
        let site =
            Site::new().file("content/sources/zeelandia-1.md", note).briefing("b", "So it is [@zeelandia-1, p. 3].");
        site.build().exits(1);
        for (path, bytes) in site.tree() {
            assert!(!String::from_utf8_lossy(&bytes).contains("zeelandia"), "{path}: {note}");
        }
        assert!(words(&site.page("briefings/b.html")).contains("[a source that is not published yet]"));
    }
}

#[test]
fn a_sentence_that_names_the_author_of_the_hidden_source_that_it_cites_is_an_error() {
    let note = |keys: &str| {
        format!("---\n{keys}\ndescriptor: An aide\ntitle: Minutes of Zeelandia\nauthors: [Quillon Abernathy]\n---\n")
    };
    let site = |keys: &str, text: &str| {
        Site::new().source("un").file("content/sources/talk-4711.md", note(keys)).briefing("b", text)
    };
    for text in [
        "Quillon Abernathy told us [@talk-4711].",
        "As Abernathy’s own note has it [@un; @talk-4711], it is so.",
        "- Mr Abernathy [@talk-4711]",
        "| who | what |\n|---|---|\n| Abernathy | so [@talk-4711] |",
    ] {
        let run = site("audience: internal", text).check();
        assert!(run.exits(1).finding("source-named").contains("names an author"), "{text}");
    }
    for (keys, text) in [
        ("audience: internal", "Quillon Abernathy is minister [@un]. An aide told us [@talk-4711]."),
        ("private: [title]", "Quillon Abernathy told us [@talk-4711]."),
    ] {
        site(keys, text).check().exits(0).lacks("source-named");
    }
    let judged = "---\ntitle: B\nas_of: 2025-08\njudgements:\n  - text: Abernathy will resign.\n    cites: [talk-4711]\n---\nx\n";
    site("audience: internal", "x").file("content/briefings/b.md", judged).check().exits(1).finding("source-named");
}

#[test]
fn a_block_of_a_passage_that_readers_do_not_get_is_told_so() {
    let quotes = "quotes:\n- id: valve\n  text: The northern valve will stay shut.\n";
    let note = |keys: &str| format!("---\n{keys}\ndescriptor: An aide\ntitle: Minutes of Zeelandia\n{quotes}---\n");
    let site = |keys: &str| {
        let text = "He said:\n\n```quote\ntalk-4711#valve\n```\n";
        Site::new().file("content/sources/talk-4711.md", note(keys)).briefing("b", text)
    };
    for keys in ["audience: internal", "private: [title, quotes]"] {
        let run = site(keys).check().exits(0);
        assert!(run.finding("empty-block").contains("not for readers"), "{keys}: {}", run.stdout);
    }
    site("private: [title]").check().exits(0).lacks("empty-block");
}

#[test]
fn a_text_for_readers_that_leads_to_an_internal_one_is_told_so() {
    let internal = |front: &str| format!("---\naudience: internal\n{front}\n---\nFor us.\n");
    let site = Site::new()
        .actor("velia")
        .issue("dam")
        .source("un")
        .file("content/actors/back.md", internal("name: Back channel"))
        .file("content/issues/valve.md", internal("title: The valve"))
        .file("content/positions/back/dam.md", "---\nas_of: 2025-01-02\nstance: supports\n---\nYes [@un].\n")
        .file("content/pages/plan.md", internal("title: Our plan"))
        .file("content/files/plan.pdf", b"%PDF-1.4")
        .file("content/pages/second.md", internal("title: Second") + "[It](../files/plan.pdf)\n")
        .file(
            "content/briefings/b.md",
            "---\ntitle: B\nas_of: 2025-02-02\nactors: [velia, back]\nissues: [dam, valve]\n---\nSee [this](../pages/plan.md) [@un].\n",
        );
    expect![[r#"
        content/briefings/b.md:4:17: error: the actor `back` is internal, and readers do not get it [link-to-draft]
        content/briefings/b.md:5:15: error: the issue `valve` is internal, and readers do not get it [link-to-draft]
        content/briefings/b.md:7:5: error: `../pages/plan.md` is internal, and readers do not get it [link-to-draft]
        content/positions/back/dam.md:3:9: error: the actor `back` of this position is internal, and readers do not get it [link-to-draft]
    "#]]
    .assert_eq(&site.check().exits(1).stdout);
    site.build();
    assert!(!site.has("files/plan.pdf"), "a file that only an internal text leads to is not copied");
    assert!(!words(&site.page("briefings/b.html")).contains("back"), "a page does not even name it");
    assert!(site.run(&["build", "--audience", "internal"]).stdout.contains("into internal"));
}

#[test]
fn the_edition_for_the_house_says_so_on_every_page_whatever_the_theme() {
    let base = "<!DOCTYPE html><html lang=en><head><title>x</title></head><body class=x>{% block main %}{% endblock main %}</body></html>";
    for site in [
        site(),
        site()
            .file("standpoint.yaml", "theme: own\nrules: {missing-base-url: off}\n")
            .file("themes/own/templates/base.html", base),
    ] {
        site.run(&["build", "--audience", "internal", "--out", "public"]);
        for page in site.pages() {
            let page = site.page(&page);
            assert!(
                page.contains("data-audience=\"internal\"") && words(&page).contains("not for publication"),
                "{page}"
            );
        }
    }
}

#[test]
fn the_edition_for_the_house_lies_apart_and_the_preview_shows_it_on_this_machine_alone() {
    let site = site();
    site.run(&["build", "--audience", "internal"]).exits(0);
    assert!(!site.root().join("public").exists(), "nothing lies where hosts look for a site");
    let publish = site.run(&["publish", "--audience", "internal"]).exits(2);
    assert!(publish.stderr.contains("unexpected argument"), "{}", publish.stderr);
}

/// A site beside a folder of private texts.
pub fn site_with_a_vault() -> Site {
    let note = "---\ndescriptor: A negotiator of Morvan\ntitle: Minutes of Zeelandia\nnosuchkey: 1\n---\nHe said so.\n";
    Site::bare()
        .file("site/standpoint.yaml", "title: Test\nprivate_content: ../vault\nrules: {missing-base-url: off}\n")
        .file("site/content/briefings/b.md", "---\ntitle: B\nas_of: 2025-02-02\n---\nSo it is [@zeelandia-1].\n")
        .file("vault/sources/zeelandia-1.md", note)
        .file("vault/pages/plan.md", "---\ntitle: Our Zeelandia plan\naudience: public\n---\n![Zeelandia](plan.png)\n")
        .file("vault/pages/plan.png", PIXEL)
}

#[test]
fn private_texts_may_lie_outside_of_the_repository_that_all_can_see() {
    let site = site_with_a_vault();
    expect![[r#"
        ../vault/sources/zeelandia-1.md:4:1: warning: a source has no key `nosuchkey` [unknown-key]
    "#]]
    .assert_eq(&site.run(&["check", "site", "--format", "short"]).exits(0).stdout);
    site.run(&["build", "site"]).exits(0);
    let public = site.path("site/public");
    for file in files_below(&public) {
        let bytes = std::fs::read(public.join(&file)).expect("a file");
        assert!(!(String::from_utf8_lossy(&bytes) + &*file).to_lowercase().contains("zeelandia"), "{file}");
    }
    assert!(!public.join("pages/plan.html").exists() && !public.join("pages/plan.png").exists());
    site.run(&["build", "site", "--audience", "internal"]).exits(0);
    let internal = site.path("site/internal");
    assert!(internal.join("pages/plan.html").exists() && internal.join("pages/plan.png").exists());
    assert!(internal.join("sources/zeelandia-1.html").exists());
}

#[test]
fn a_log_that_anybody_may_read_says_nothing_of_private_files() {
    let site = site_with_a_vault();
    site.write(
        "site/content/briefings/slip.md",
        "---\ntitle: S\nas_of: 2025-02-02\n---\nMinutes of Zeelandia [@zeelandia-1].\n",
    );
    for (format, level) in [("human", "warning"), ("short", "warning"), ("json", "warning"), ("github", "warning")] {
        let check = |ci: Option<&str>| {
            let mut command = site.command(&["check", "site", "--format", format]);
            ci.map(|value| command.env("CI", value));
            let run = crate::harness::Run::of(&mut command).exits(1);
            run.stdout + &run.stderr
        };
        let said = check(Some("true"));
        let own = |line: &&str| !line.contains("slip.md") && !line.contains("Minutes of Zeelandia [@");
        let rest: String = said.lines().filter(own).collect();
        assert!(!rest.to_lowercase().contains("zeelandia") && !rest.contains("nosuchkey"), "{format}: {said}");
        assert!(said.contains("unknown-key") && said.contains("leak") && said.contains(level), "{format}: {said}");
        for ours in [None, Some(""), Some("false")] {
            assert!(check(ours).contains("../vault/sources/zeelandia-1.md"), "{format}");
        }
    }
}

#[test]
fn nor_does_it_say_what_is_not_read_there_or_what_a_slip_may_have_meant() {
    let site = site_with_a_vault();
    for path in ["sources/Ana Kovalenko.md", "sources/Kovalenko talk (1).md", "sources/Kovalenko.docx~"] {
        site.write(&format!("vault/{path}"), "---\ntitle: Talk\n---\n");
    }
    site.write("vault/pages/kovalenko-dossier.md", "-".repeat((4 << 20) + 1));
    site.write(
        "site/content/briefings/slip.md",
        "---\ntitle: S\nas_of: 2025-02-02\n---\nSo it is [@zeelandia-11], [@zeelandia-1].\n",
    );
    let check = |format: &str, ci: &str| {
        let mut command = site.command(&["check", "site", "--audience", "internal", "--format", format]);
        let run = crate::harness::Run::of(command.env("CI", ci)).exits(1);
        run.stdout + &run.stderr
    };
    for format in ["human", "short", "json", "github"] {
        let said = check(format, "true").replace("zeelandia-11", "").replace("So it is [@], [@zeelandia-1].", "");
        assert!(!said.to_lowercase().contains("kovalenko") && !said.contains("zeelandia"), "{format}: {said}");
        assert!(["bad-name", "stray-file", "too-large"].iter().all(|code| said.contains(code)), "{format}: {said}");
    }
    let ours = check("json", "");
    assert!(ours.contains("did you mean `zeelandia-1`?"), "{ours}");
    assert!(ours.contains("\"../vault/pages/kovalenko-dossier.md\""), "it is told where it lies: {ours}");
}

#[test]
fn a_private_text_gets_another_name_where_it_lies() {
    let site = site_with_a_vault();
    site.write("vault/actors/back.md", "---\nname: Back channel\n---\n");
    site.write("vault/positions/back/dam.md", "---\nas_of: 2025-01-02\nstance: supports\n---\nYes [@zeelandia-1].\n");
    site.write("site/content/issues/dam.md", "---\ntitle: The dam\n---\n");
    let run = site.run(&["rename", "--site", "site", "source", "zeelandia-1", "minutes-1"]).exits(0);
    assert!(run.stdout.contains("../vault/sources/zeelandia-1.md → ../vault/sources/minutes-1.md"), "{}", run.stdout);
    assert!(site.path("vault/sources/minutes-1.md").exists() && !site.path("vault/sources/zeelandia-1.md").exists());
    let read = |path: &str| std::fs::read_to_string(site.path(path)).expect("a text");
    assert!(read("site/content/briefings/b.md").contains("[@minutes-1]"));
    assert!(read("vault/positions/back/dam.md").contains("[@minutes-1]"));
    site.run(&["rename", "--site", "site", "actor", "back", "channel"]).exits(0);
    assert!(site.path("vault/positions/channel/dam.md").exists() && site.path("vault/actors/channel.md").exists());
    assert!(!site.path("vault/positions/back").exists() && !site.path("site/content/positions").exists());
    site.run(&["check", "site"]).exits(0);
}

#[test]
fn the_preview_follows_the_setting_and_leads_to_where_a_private_text_lies() {
    let site = site_with_a_vault();
    site.write("other/pages/plan.md", "---\ntitle: A plan elsewhere\n---\n");
    site.write("other/sources/zeelandia-1.md", "---\ndescriptor: A negotiator\ntitle: Minutes\n---\n");
    let program = Program::serve_with(site, &["site", "--audience", "internal"]);
    let settings = "title: Test\nprivate_content: ../other\nrules: {missing-base-url: off}\n";
    let shows = |words: &str| {
        let start = std::time::Instant::now();
        while !program.get("/pages/plan.html").body.contains(words) {
            assert!(start.elapsed().as_secs() < 20, "{words} is not shown");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    program.site.write("site/standpoint.yaml", settings);
    shows("A plan elsewhere");
    // The other folder is watched from now on.
    program.site.write("other/pages/plan.md", "---\ntitle: A plan as it is now\n---\n");
    shows("A plan as it is now");
}

#[test]
fn without_the_folder_of_private_texts_nothing_is_built() {
    let site = site_with_a_vault();
    std::fs::remove_dir_all(site.path("vault")).expect("a folder");
    let run = site.run(&["build", "site"]).exits(1);
    assert!(!site.path("site/public/index.html").exists());
    assert!(
        run.stderr
            .contains("error[no-private-content]: there is no folder `../vault`, so nobody knows what is private")
    );
}

#[test]
fn the_preview_follows_the_private_folder_too() {
    let program = Program::serve_with(site_with_a_vault(), &["site", "--audience", "internal"]);
    assert!(program.get("/pages/plan.html").body.contains("Our Zeelandia plan"));
    program.site.write("vault/pages/plan.md", "---\ntitle: Our other plan\n---\n");
    program.says("shown after");
    assert!(program.get("/pages/plan.html").body.contains("Our other plan"));
}

#[test]
fn a_pdf_of_before_that_says_too_much_is_found() {
    let site = Site::bare()
        .file(
            "standpoint.yaml",
            "title: Test\nprint:\n  command: ./engine {html} {pdf}\nrules: {missing-base-url: off}\n",
        )
        .file("engine", "#!/bin/sh\n(echo %PDF-1.7; cat \"$1\") > \"$2\"\n")
        .file(
            "content/sources/minutes.md",
            "---\ntitle: Minutes of the Zeelandia board\nmedium: print\npublished: 2025-01\n---\n",
        )
        .briefing("one", "So it is [@minutes].");
    std::fs::set_permissions(site.path("engine"), std::fs::Permissions::from_mode(0o755)).expect("rights");
    site.run(&["pdf"]).exits(0);
    site.write(
        "content/sources/minutes.md",
        "---\naudience: internal\ndescriptor: Minutes\ntitle: Minutes of the Zeelandia board\n---\n",
    );
    let run = site.build().exits(1);
    assert!(run.stderr.contains("would stand in `briefings/one.pdf`"), "{}", run.stderr);
    assert!(run.stderr.contains("it was printed before: delete briefings/one.pdf"), "{}", run.stderr);
    std::fs::remove_file(site.path("public/briefings/one.pdf")).expect("a file");
    site.build().exits(0);
    site.run(&["pdf"]).exits(0);
}

/// Words of ten letters or more that stand in internal texts alone, in places and forms that change with the seed.
#[test]
fn no_word_of_an_internal_text_is_in_anything_that_readers_get() {
    for seed in 0..5 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut secrets = Vec::new();
        let mut secret = || {
            let word: String = (0..random.usize(10..18)).map(|_| random.lowercase()).collect();
            secrets.push(word.clone());
            word
        };
        let mut site = Site::new().actor("velia").issue("dam").source("un").file(
            "content/positions/velia/dam.md",
            "---\nas_of: 2025-01-02\nstance: supports\n---\nYes [@un; @secret-one].\n",
        );
        let (title, author, body, tag, quote) = (secret(), secret(), secret(), secret(), secret());
        site = site.file(
            "content/sources/secret-one.md",
            format!("---\naudience: internal\ndescriptor: An aide\ntitle: {title}\nauthors: [{author}]\ntags: [{tag}]\nurl: https://{}.example/{}\nquotes: [{{id: a, text: {quote}}}]\n---\n## {body}\n", secret(), secret()),
        );
        for kind in ["pages", "briefings", "events", "actors", "issues"] {
            let (name, word, text) = (secret(), secret(), secret());
            let title = if kind == "actors" { "name" } else { "title" };
            let front = format!(
                "audience: internal\n{title}: {word}\n{}",
                match kind {
                    "briefings" | "events" => "as_of: 2025-01-03\ndate: 2025-01-03\n",
                    _ => "",
                }
            );
            site = site.file(
                &format!("content/{kind}/{name}.md"),
                format!("---\n{front}---\n- {text} [@secret-one]\n\n## {text}\n"),
            );
        }
        site = site.briefing("b", "So it is [@secret-one], as *we* heard [@un].\n\n```matrix\n```\n");
        site.build();
        for (path, bytes) in site.tree() {
            let said = String::from_utf8_lossy(&bytes).to_lowercase() + &path;
            let out = secrets.iter().find(|secret| said.contains(secret.as_str()));
            assert!(out.is_none() && !said.contains("secret-one"), "seed {seed}: {path} has {out:?}");
        }
        assert!(site.has("sources/confidential-1.html"), "seed {seed}");
    }
}

/// The folder of what is private may lie within the site's; then a link among the texts may lead there.
#[cfg(unix)]
#[test]
fn no_link_brings_private_texts_among_those_for_readers() {
    use std::os::unix::fs::symlink;
    let settings = "title: Test\nprivate_content: vault\nrules: {missing-base-url: off}\n";
    let site = Site::new()
        .file("standpoint.yaml", settings)
        .file("vault/pages/z.md", "---\ntitle: Zeelandia\n---\nZeelandia.\n")
        .file("content/pages/p.md", "---\ntitle: P\n---\nWords.\n");
    symlink("../../vault/pages/z.md", site.path("content/pages/informants.md")).expect("a link");
    symlink("../../vault/pages", site.path("content/pages/folder")).expect("a link");
    let told = site.run(&["check", "--format", "short"]).stdout;
    for path in ["content/pages/informants.md", "content/pages/folder/z.md"] {
        assert!(told.contains(&format!("{path}:1:1: error: this symbolic link leads into the folder")), "{told}");
    }
    site.build();
    for (path, bytes) in site.tree() {
        assert!(!letters(&(String::from_utf8_lossy(&bytes) + &*path)).contains("zeelandia"), "{path}");
    }
}
