//! What must stay hidden: texts for the house, and sources whom readers know by a descriptor and a number. What is private
//! is taken out before a template sees it, and all that is finished is searched for it once more.

use std::collections::BTreeMap;

use expect_test::expect;
use standpoint::pipeline::{Build, Edition};

use crate::harness::{Site, files_below};
use crate::html::words;

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
