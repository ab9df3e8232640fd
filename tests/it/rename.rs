//! `standpoint rename`: another name for a thing, everywhere at once or not at all.

use std::collections::BTreeMap;
use std::fs;

use crate::harness::{Run, Site, files_below};
use crate::properties::{random, write_some};

fn rename(site: &Site, arguments: &[&str]) -> Run {
    site.run(&[&["rename"], arguments].concat())
}

/// All files under `content/`, byte for byte.
fn content(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let folder = site.path("content");
    files_below(&folder).into_iter().map(|path| (path.clone(), fs::read(folder.join(path)).expect("a file"))).collect()
}

/// What all names of a renaming say.
trait Forms {
    fn says_nothing_of_forms(&self);
}

impl Forms for Run {
    fn says_nothing_of_forms(&self) {
        assert!(!self.stderr.contains("unusual form"), "{}", self.stderr);
    }
}

fn read(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path(path)).expect("a file")
}

/// A site in which everything names everything.
fn site() -> Site {
    Site::new()
        .source("press")
        .source("talks")
        .file("content/sources/wire.md", "---\ntitle: Wire\nurl: https://wire.example/a\npublished: 2025\nderived_from: [press, \"talks\"]\ncontradicts: [press]\nvoice_of: velia\n---\n")
        .file("content/actors/velia.md", "---\nname: Velia\npart_of: league\n---\nIts [own page](velia.md).\n\n## X\n")
        .actor("league")
        .file("content/issues/dam.md", "---\ntitle: The dam\nrelated: [ferry]\n---\n")
        .issue("ferry")
        .file("content/positions/velia/dam.md", "---\nas_of: 2025-08\nstance: opposes\ntrigger: summit\n---\nNo [@press]. See [ferry](ferry.md) and ![](plan.png).\n")
        .file("content/positions/velia/dam.2024.md", "---\nas_of: 2024\nstance: supports\n---\nYes [@press].\n")
        .file("content/positions/velia/ferry.md", "---\nas_of: 2025-08\nstance: opposes\n---\nNo [@talks].\n")
        .file("content/positions/velia/plan.png", "png")
        .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-07\nactors: [velia, league]\nissues: [dam]\n---\n")
        .file("content/events/after.md", "---\ntitle: After\ndate: 2025-07\nafter: [summit]\n---\n")
        .file(
            "content/briefings/one.md",
            "---\ntitle: One\nas_of: 2025-08\nactors: [velia, league]\nissues:\n  - dam\n  - 'ferry'\n\
             judgements:\n  - text: So.\n    cites: [press]\n---\n\
             As @press [p. 3] says, it is so [see @press, p. 1; @{talks}] and [^press]. [-@press]\n\n\
             [[velia]], [[velia|them]], [[actors/velia]], [[Velia]], [[velia/dam]], [[positions/velia/dam]], [[VELIA]].\n\n\
             [a](../actors/velia.md), [b](/actors/velia.html#x), [c](../actors/velia \"Title\"), [d](<../actors/velia.md>), \
             [e][ref], [f](../positions/velia/dam.md).\n\n\
             | a | b |\n|--|--|\n| [[velia\\|x]] | [@press] |\n\n\
             ```matrix\nactors: [velia, league]\nissues: dam\n```\n\n[ref]: ../actors/velia.md 'Title'\n",
        )
        .file("content/briefings/two.md", "---\ntitle: Two\nas_of: 2025-09\nfollows: one\n---\n```changes\nsince: one\n```\n")
        .file("content/pages/guide.md", "---\ntitle: Guide\n---\n[pic](../files/a.txt), [[two]], `[@press]` and velia.\n")
        .file(
            "content/pages/places.md",
            "---\ntitle: Places\n---\n\
             [n](../briefings/one.md#note-press), [p](../briefings/one.md#note-press/p-3), [[one#cite-press-1]], [m][m], \
             [q](../positions/velia/dam.md#position-velia-dam), [old](../positions/velia/dam.html#position-velia-dam.2024) \
             and [s](../positions/velia/dam.md#cite-2024:press-1).\n\n\
             <a href=\"../actors/velia.md#x\">V</a> <a title='x' href='../sources/press.md'>p</a> <a href=../issues/dam.md>d</a>\n\n\
             <p><img alt=\"plan\" src=\"../positions/velia/plan.png\"></p>\n\n[m]: ../briefings/one.md#cite-press-2\n",
        )
        .file("content/files/a.txt", "text")
}

const ALL: [(&str, &str, &str); 7] = [
    ("source", "press", "herald-2025"),
    ("actor", "velia", "velian-republic"),
    ("issue", "dam", "the-dam"),
    ("event", "summit", "velia-summit"),
    ("briefing", "one", "first"),
    ("position", "velia/ferry", "velia/ferry.2025"),
    ("page", "guide", "help/guide"),
];

#[test]
fn every_use_of_a_name_is_rewritten_and_back_again() {
    let site = site();
    let before = content(&site);
    let found = site.check().stdout.lines().count();
    for (kind, old, new) in ALL {
        rename(&site, &[kind, old, new]).exits(0);
        assert_ne!(content(&site), before, "{kind}");
        assert_eq!(site.check().stdout.lines().count(), found, "{kind}: {}", site.check().stdout);
        rename(&site, &[kind, new, old]).exits(0);
        let after = content(&site);
        for (path, bytes) in &before {
            let now = after.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            assert_eq!(now.as_deref(), Some(&*String::from_utf8_lossy(bytes)), "{kind}: {path}");
        }
        assert_eq!(after.len(), before.len(), "{kind}");
    }
}

#[test]
fn a_source_is_renamed_in_citations_of_every_form() {
    let site = site();
    rename(&site, &["source", "press", "herald-2025"]).exits(0);
    let text = read(&site, "content/briefings/one.md");
    assert!(text.contains(
        "As @herald-2025 [p. 3] says, it is so [see @herald-2025, p. 1; @{talks}] and [^herald-2025]. [-@herald-2025]"
    ));
    assert!(text.contains("cites: [herald-2025]") && text.contains("| [[velia\\|x]] | [@herald-2025] |"));
    assert!(read(&site, "content/sources/wire.md").contains("derived_from: [herald-2025, \"talks\"]"));
    assert!(read(&site, "content/sources/wire.md").contains("contradicts: [herald-2025]"));
    assert!(read(&site, "content/pages/guide.md").contains("`[@press]`"), "code is left alone");
}

#[test]
fn places_on_pages_and_links_of_html_follow() {
    let site = site();
    rename(&site, &["source", "press", "herald"]).exits(0).says_nothing_of_forms();
    let text = read(&site, "content/pages/places.md");
    for part in [
        "[n](../briefings/one.md#note-herald), [p](../briefings/one.md#note-herald/p-3), [[one#cite-herald-1]], [m][m]",
        "[m]: ../briefings/one.md#cite-herald-2",
        "#cite-2024:herald-1)",
        "href='../sources/herald.md'",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    rename(&site, &["actor", "velia", "morvan"]).exits(0).says_nothing_of_forms();
    rename(&site, &["issue", "dam", "the-dam"]).exits(0).says_nothing_of_forms();
    let text = read(&site, "content/pages/places.md");
    for part in [
        "[q](../positions/morvan/the-dam.md#position-morvan-the-dam), \
         [old](../positions/morvan/the-dam.html#position-morvan-the-dam.2024)",
        "<a href=\"../actors/morvan.md#x\">V</a>",
        "<a href=../issues/the-dam.md>d</a>",
        "src=\"../positions/morvan/plan.png\"",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn an_old_address_is_spoken_of_where_there_is_one() {
    let site = site();
    let run = rename(&site, &["position", "velia/dam.2024", "velia/dam.winter"]).exits(0);
    assert_eq!(run.stderr, "Renamed.\n", "the page is the same");
    let run = rename(&site, &["position", "velia/ferry", "velia/dam.ferry"]).exits(0);
    assert!(run.stderr.contains("write `formerly: velia/ferry`"), "{}", run.stderr);
}

#[test]
fn a_note_in_a_folder_is_renamed_wherever_it_is_called() {
    let site = site().file("content/pages/vault/china/ports.md", "---\ntitle: Harbours\naliases: [The ports]\n---\n");
    let text = |ports: &str, path: &str| {
        format!(
            "---\ntitle: L\n---\n[[{ports}]], [[{path}|p]], [[pages/vault/{path}]], [[Harbours]], [[the ports]], ![[{ports}]].\n"
        )
    };
    site.write("content/pages/links.md", text("ports", "china/ports"));
    rename(&site, &["page", "vault/china/ports", "vault/china/quays"]).exits(0);
    let links = read(&site, "content/pages/links.md");
    assert!(
        links.contains("[[quays]], [[vault/china/quays|p]]") && links.contains("[[Harbours]], [[the ports]]"),
        "{links}"
    );
    site.check().lacks("unwritten-note");
    // Only the folder is another one: the name still finds it.
    rename(&site, &["page", "vault/china/quays", "asia/quays"]).exits(0);
    assert!(read(&site, "content/pages/links.md").contains("[[quays]], [[asia/quays|p]]"));
    site.check().lacks("unwritten-note");
}

#[test]
fn a_name_is_called_with_any_sign_between_its_words() {
    let text = "---\ntitle: L\n---\n[[Old  Name|b]], [[old - name|c]], [[old_\u{a0}name|d]].\n";
    let site = site().file("content/pages/old-name.md", "---\ntitle: Plan\n---\n").file("content/pages/links.md", text);
    rename(&site, &["page", "old-name", "new-name"]).exits(0);
    assert_eq!(read(&site, "content/pages/links.md").matches("[[new-name|").count(), 3);
    site.check().lacks("unwritten-note");
}

#[test]
fn a_name_that_is_a_key_of_another_source_is_taken() {
    let site = site();
    site.write("content/sources/talks.md", "---\nkeys: [Doe2020]\ntitle: Talks\nurl: https://t.example/a\n---\n");
    let before = content(&site);
    for name in ["Doe2020", "doe2020"] {
        let run = rename(&site, &["source", "press", name]).exits(3);
        let why = "content/sources/talks.md: `{name}` stands under its `keys:` already".replace("{name}", name);
        assert!(run.stderr.contains(&why), "{}", run.stderr);
        assert_eq!(content(&site), before);
    }
    // What is no source may be called so.
    rename(&site, &["page", "guide", "doe2020"]).exits(0);
}

#[test]
fn an_actor_takes_its_positions_along() {
    let site = site();
    let run = rename(&site, &["actor", "velia", "morvan"]).exits(0);
    assert!(run.stdout.contains("content/positions/velia → content/positions/morvan\n"), "{}", run.stdout);
    for path in ["positions/morvan/dam.2024.md", "positions/morvan/plan.png", "actors/morvan.md"] {
        assert!(site.path("content").join(path).is_file(), "{path}");
    }
    assert!(!site.path("content/positions/velia").exists());
    let text = read(&site, "content/briefings/one.md");
    for part in [
        "[[morvan]], [[morvan|them]], [[actors/morvan]], [[Velia]], [[morvan/dam]], [[positions/morvan/dam]], [[VELIA]].",
        "[a](../actors/morvan.md), [b](/actors/morvan.html#x), [c](../actors/morvan \"Title\"), [d](<../actors/morvan.md>)",
        "[f](../positions/morvan/dam.md)",
        "[ref]: ../actors/morvan.md 'Title'",
        "actors: [morvan, league]\nissues: dam",
        "| [[morvan\\|x]] |",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(read(&site, "content/sources/wire.md").contains("voice_of: morvan"));
    assert!(read(&site, "content/actors/morvan.md").contains("[own page](morvan.md)"));
    assert!(read(&site, "content/pages/guide.md").contains("and velia."), "words are left alone");
}

#[test]
fn a_page_that_moves_deeper_still_leads_where_it_led() {
    let site = site();
    rename(&site, &["page", "guide", "help/guide"]).exits(0);
    assert!(read(&site, "content/pages/help/guide.md").contains("[pic](../../files/a.txt)"));
}

#[test]
fn what_has_the_name_is_named_and_nothing_changes() {
    let site = site();
    let before = content(&site);
    for (arguments, code, why) in [
        (["actor", "velia", "league"], 3, "content/actors/league.md: something has this name already"),
        (["actor", "velia", "League"], 3, "content/actors/league.md: something has this name already"),
        (["source", "press", "dam"], 3, "content/issues/dam.md: this issue has the name `dam` already"),
        (["actor", "vela", "x"], 2, "there is no actor `vela`; did you mean `velia`?"),
        (["actor", "velia", "velia"], 2, "`velia` is its name already"),
        (["source", "press", "a b"], 2, "must not hold spaces"),
        (["issue", "dam", "d.am"], 2, "must not hold `.`"),
        (["page", "guide", "../guide"], 2, "is no name for a file"),
    ] {
        let run = rename(&site, &arguments).exits(code);
        assert!(run.stderr.contains(why), "{arguments:?}: {}", run.stderr);
        assert_eq!(content(&site), before, "{arguments:?}");
    }
}

#[test]
fn a_dry_run_says_all_and_changes_nothing() {
    let site = site();
    let before = content(&site);
    let dry = rename(&site, &["actor", "velia", "morvan", "--dry-run"]).exits(0);
    assert_eq!(content(&site), before);
    assert_eq!(dry.stdout, rename(&site, &["actor", "velia", "morvan"]).exits(0).stdout);
}

#[test]
fn a_file_that_may_not_be_written_stops_all_of_it() {
    let site = site();
    let before = content(&site);
    let path = site.path("content/briefings/one.md");
    let mut permissions = fs::metadata(&path).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions.clone()).expect("permissions");
    let run = rename(&site, &["actor", "velia", "morvan"]).exits(3);
    assert!(run.stderr.contains("content/briefings/one.md: this file may not be written"), "{}", run.stderr);
    assert_eq!(content(&site), before);
    // A folder in which nothing may be made.
    let folder = site.path("content/events");
    let mut permissions = fs::metadata(&folder).expect("a folder").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&folder, permissions.clone()).expect("permissions");
    rename(&site, &["event", "summit", "talks-of-july"]).exits(3);
    assert_eq!(content(&site), before);
    #[allow(clippy::permissions_set_readonly_false)]
    permissions.set_readonly(false);
    fs::set_permissions(&folder, permissions).expect("permissions");
}

#[test]
fn ends_of_lines_and_marks_stay() {
    let site = site();
    let text = "\u{feff}---\r\ntitle: Old\r\n---\r\nÄ word [@press].\r\n\r\nMore [@press, p. 2].\r\n";
    site.write("content/pages/windows.md", text);
    rename(&site, &["source", "press", "herald"]).exits(0);
    assert_eq!(read(&site, "content/pages/windows.md"), text.replace("@press", "@herald"));
}

#[test]
fn a_file_with_spaces_in_its_name_gets_another_one() {
    let site = site().file("content/pages/My notes.md", "---\ntitle: My notes\n---\n[up](guide.md)\n");
    site.write("content/pages/other.md", "---\ntitle: O\n---\n[a](<My notes.md>), [b](My%20notes.md), [[My notes]].\n");
    let found = site.run(&["check"]).exits(1);
    assert!(found.stdout.contains("standpoint rename page \"My notes\" my-notes"), "{}", found.stdout);
    rename(&site, &["page", "My notes", "my-notes"]).exits(0);
    let text = read(&site, "content/pages/other.md");
    assert!(text.contains("[a](<my-notes.md>), [b](my-notes.md)"), "{text}");
    site.check().lacks("broken-link");
}

#[test]
fn links_that_lead_to_the_only_text_of_a_name_follow() {
    let site = site();
    let text = "---\ntitle: Other\n---\n[a](/en/velia) [b](velia) [c](../x/velia/#x) [d][e] [f](@/actors/velia.md) [g](/en/Guide)\n\n[e]: ../x/velia 'T'\n";
    site.write("content/pages/other.md", text);
    let found = site.check().stdout;
    assert!(!found.contains("pages/other.md"), "{found}");
    rename(&site, &["actor", "velia", "vel"]).exits(0);
    let now = "---\ntitle: Other\n---\n[a](/actors/vel) [b](../actors/vel) [c](../actors/vel/#x) [d][e] [f](../actors/vel.md) [g](/en/Guide)\n\n\
               [e]: ../actors/vel 'T'\n";
    assert_eq!(read(&site, "content/pages/other.md"), now);
    rename(&site, &["page", "guide", "help/way"]).exits(0);
    assert!(read(&site, "content/pages/other.md").contains("[g](/pages/help/way)"));
    let found = site.check().stdout;
    assert!(!found.contains("pages/other.md"), "{found}");
    // Where another text has the name too, it leads nowhere before and afterwards.
    let site = site.file("content/issues/velia.md", "---\ntitle: V\n---\n");
    site.write("content/pages/other.md", "---\ntitle: Other\n---\n[a](/en/vel)\n");
    site.write("content/issues/vel.md", "---\ntitle: V\n---\n");
    rename(&site, &["actor", "vel", "velia-2"]).exits(0);
    assert!(read(&site, "content/pages/other.md").contains("[a](/en/vel)"));
}

#[test]
fn links_to_headings_that_have_the_name_in_them_follow() {
    let site = site();
    site.write("content/pages/note.md", "---\ntitle: Note\n---\n[[#velia and dam]], [a](#velia-and-dam)\n\n## [[velia]] and dam\n\n## [[velia]] {#own}\n");
    site.write(
        "content/pages/other.md",
        "---\ntitle: O\n---\n[[Note#Velia and dam|x]], [b](note.md#velia-and-dam), [c](note.md#own)\n",
    );
    let found = site.check().stdout;
    rename(&site, &["actor", "velia", "vel"]).exits(0).says_nothing_of_forms();
    assert!(read(&site, "content/pages/note.md").contains("[[#vel and dam]], [a](#vel-and-dam)\n\n## [[vel]] and dam"));
    assert!(
        read(&site, "content/pages/other.md")
            .contains("[[Note#vel and dam|x]], [b](note.md#vel-and-dam), [c](note.md#own)")
    );
    assert_eq!(site.check().stdout.lines().count(), found.lines().count(), "{}", site.check().stdout);
}

#[test]
fn in_a_vault_the_name_of_a_file_stays_its_title() {
    let site = site().file("content/pages/.obsidian/app.json", "{}").file("content/pages/My notes.md", "Mine.\n");
    site.write("content/pages/other.md", "[[My notes]], [[tagged]] and [[My notes|them]].\n");
    site.write("content/pages/tagged.md", "---\ntags: [a]\n---\nText\n");
    let found = site.check();
    found.lacks("missing-key");
    found.finds("content/pages/My notes.md:1:1: error", "bad-name");
    rename(&site, &["page", "My notes", "my-notes"]).exits(0);
    assert_eq!(read(&site, "content/pages/my-notes.md"), "---\ntitle: My notes\n---\n\nMine.\n");
    rename(&site, &["page", "tagged", "sorted"]).exits(0);
    assert_eq!(read(&site, "content/pages/sorted.md"), "---\ntitle: tagged\ntags: [a]\n---\nText\n");
    rename(&site, &["page", "other", "deep/other"]).exits(0);
    assert_eq!(
        read(&site, "content/pages/deep/other.md").lines().next(),
        Some("[[my-notes]], [[sorted]] and [[my-notes|them]].")
    );
    let found = site.check();
    ["unwritten-note", "front-matter", "missing-key"].iter().for_each(|code| found.lacks(code));
    site.build();
    assert!(site.page("pages/deep/other.html").contains("<a href=\"../../pages/my-notes.html\">My notes</a>"));
}

#[test]
fn what_was_interrupted_is_told_and_taken_back_by_the_next_run() {
    let site = site();
    let before = content(&site);
    // As it is when the program is killed in the middle.
    let path = |path: &str| site.path(path);
    fs::rename(path("content/issues/dam.md"), path("content/issues/.dam.md.standpoint-old")).expect("a move");
    site.write("content/issues/.guide.md.standpoint-new", "half");
    fs::rename(path("content/actors/velia.md"), path("content/actors/vel.md")).expect("a move");
    site.write(
        ".standpoint/changes",
        "content/issues/dam.md\ncontent/issues/guide.md\ncontent/actors/velia.md\tcontent/actors/vel.md\ncontent/a.md\tcontent/b.md\n",
    );
    site.check().exits(1).finds(".standpoint/changes:1:1: error", "interrupted-change");
    let run = rename(&site, &["page", "nothing", "something"]).exits(2);
    assert!(
        run.stderr.starts_with("A change of 4 files that was interrupted has been taken back.\n"),
        "{}",
        run.stderr
    );
    assert_eq!(content(&site), before);
    site.check().lacks("interrupted-change");
    site.write(".standpoint/changes", "content/../../x\n");
    rename(&site, &["page", "nothing", "something"]).exits(3);
}

#[test]
fn an_old_address_leads_on() {
    let site = site();
    site.write("content/pages/guide.md", "---\ntitle: \"Guide & more\"\nformerly: [old/handbook, help]\n---\n");
    site.write("content/actors/league.md", "---\nname: League\nformerly: union\n---\n");
    site.build().exits(0);
    let page = site.page("pages/old/handbook.html");
    assert!(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=../../pages/guide.html\">"), "{page}");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/repo/pages/guide.html\">"), "{page}");
    assert!(page.contains("<a href=\"../../pages/guide.html\"><bdi>Guide &amp; more</bdi></a>"), "{page}");
    assert!(page.contains("Content-Security-Policy"));
    assert!(site.page("actors/union.html").contains("url=../actors/league.html"));
    assert!(!site.page("sitemap.xml").contains("union"));
    // `CON.html` would keep whoever has Windows from checking the site out.
    site.write(
        "content/actors/league.md",
        "---\nname: League\nformerly: [velia, \"../../x\", CON, {}]\n---\n".replace("{}", &"a".repeat(300)),
    );
    let found = site.check().exits(1);
    found.finds("content/actors/league.md:3:30: error", "bad-name");
    found.finds("content/actors/league.md:3:35: error", "bad-name");
    found.finds("content/actors/league.md:3:12: error", "path-clash");
    found.finds("content/actors/league.md:3:19: error", "bad-name");
}

#[test]
fn old_addresses_of_positions_follow_from_those_of_their_actors_and_issues() {
    let site = site();
    site.write("content/actors/velia.md", "---\nname: Velia\nformerly: [old-velia, older.md]\n---\n");
    site.write("content/issues/dam.md", "---\ntitle: The dam\nformerly: barrage\n---\n");
    // What says so itself, and what is there, goes first.
    site.write("content/positions/league/dam.md", "---\nas_of: 2025\nstance: opposes\nformerly: old-velia/dam\n---\n");
    site.write("content/positions/league/barrage.md", "---\nas_of: 2025\nstance: opposes\n---\n");
    site.write("content/issues/barrage.md", "---\ntitle: Barrage\n---\n");
    site.build();
    let leads = |path: &str| site.page(path).contains("http-equiv=\"refresh\"").then(|| site.page(path));
    for path in ["old-velia/ferry", "older/ferry"] {
        let page = leads(&format!("positions/{path}.html")).expect("a page that leads on");
        assert!(page.contains("url=../../positions/velia/ferry.html"), "{path}: {page}");
    }
    for path in ["older/dam", "velia/barrage", "old-velia/barrage", "older/barrage"] {
        let page = leads(&format!("positions/{path}.html")).expect("a page that leads on");
        assert!(page.contains("url=../../positions/velia/dam.html"), "{path}: {page}");
    }
    assert!(site.page("positions/old-velia/dam.html").contains("url=../../positions/league/dam.html"));
    assert_eq!(leads("positions/league/barrage.html"), None);
}

#[test]
fn there_and_back_is_no_change_and_no_finding_comes_or_goes() {
    let things = [
        ("source", "s0", "press-2025"),
        ("source", "s1", "a"),
        ("actor", "a0", "first-actor"),
        ("actor", "a1", "b"),
        ("issue", "i0", "the-issue"),
        ("event", "e0", "talks"),
        ("briefing", "b1", "winter"),
        ("page", "deep/er/p", "p"),
    ];
    for seed in 800..806 {
        println!("seed {seed}");
        let mut random = random(seed);
        let site = Site::new().file("content/map.png", "a map");
        write_some(&site, &mut random, 0.85);
        let before = content(&site);
        let (kind, old, new) = things[random.usize(0..things.len())];
        if !site.path(&format!("content/{kind}s/{old}.md")).exists() {
            continue;
        }
        let found = site.check().stdout;
        rename(&site, &[kind, old, new]).exits(0);
        let then = site.check().stdout;
        assert_eq!(then.lines().count(), found.lines().count(), "{kind} {old}:\n{found}\n{then}");
        rename(&site, &[kind, new, old]).exits(0);
        assert!(content(&site) == before, "{kind} {old}");
    }
}

#[test]
fn the_order_and_the_menu_of_the_settings_and_pictures_follow() {
    let settings = "title: Test\nbase_url: https://example.org/repo/\norder: {actors: [\"velia\", league], issues: [dam]}\n\
                    # The menu.\r\nmenu:\n  - guide\n  - briefings/one.md\n  - {title: Who, to: actors/velia.html}\n  - matrix\n";
    let site = site().file("standpoint.yaml", settings);
    site.write("content/pages/seen.md", "---\ntitle: Seen\nimage: seen.png\n---\n");
    site.write("content/pages/seen.png", "a picture");
    let run = rename(&site, &["actor", "velia", "morvan"]).exits(0);
    assert!(run.stdout.contains("standpoint.yaml: 2 places\n"), "{}", run.stdout);
    rename(&site, &["issue", "dam", "the-dam"]).exits(0);
    rename(&site, &["page", "guide", "help/guide"]).exits(0);
    rename(&site, &["briefing", "one", "first"]).exits(0);
    rename(&site, &["page", "seen", "help/seen"]).exits(0);
    let expected =
        settings.replace("\"velia\"", "\"morvan\"").replace("[dam]", "[the-dam]").replace("- guide", "- help/guide");
    let expected =
        expected.replace("briefings/one.md", "briefings/first.md").replace("actors/velia.html", "actors/morvan.html");
    assert_eq!(read(&site, "standpoint.yaml"), expected);
    assert!(read(&site, "content/pages/help/seen.md").contains("image: ../seen.png"));
    // A page whose name is that of one that the site makes is not what the menu names.
    site.write("content/pages/matrix.md", "---\ntitle: M\n---\n");
    rename(&site, &["page", "matrix", "grid"]).exits(0);
    assert_eq!(read(&site, "standpoint.yaml"), expected);
}
