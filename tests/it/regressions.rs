//! Mistakes that the program once made.

use std::fs;

use crate::harness::Site;

#[test]
fn letters_of_other_scripts_may_stand_before_a_scheme() {
    let site = Site::new().briefing("b", "Текст тест://x і шttps://y.example, http://z.example.");
    site.build().exits(0);
    assert!(site.page("briefings/b.html").contains("<a href=\"http://z.example/\""));
}

#[test]
fn thousands_of_addresses_on_one_line_are_links() {
    let site = Site::new().briefing("b", &"http://a.example ".repeat(20_000));
    site.build().exits(0);
    assert_eq!(site.page("briefings/b.html").matches("<a href=\"http://a.example/\"").count(), 20_000);
}

#[test]
fn a_hundred_thousand_parentheses_behind_an_address_take_no_time() {
    let site = Site::new().briefing("b", &format!("http://a.example/{}", ")".repeat(100_000)));
    site.build().exits(0);
}

#[test]
fn an_endless_sentence_is_cut_around_each_of_its_markers() {
    let text = (0..3000).map(|n| format!("word{n} [@press] ")).collect::<String>();
    let site = Site::new().source("press").briefing("b", &text);
    site.build().exits(0);
    let page = site.page("sources/press.html");
    assert!(page.len() < 8_000_000, "{} bytes", page.len());
    assert!(page.contains("word2999"), "the last marker has its own surroundings");
}

#[test]
fn a_git_repository_anywhere_in_the_output_survives() {
    let site = Site::new().briefing("b", "One.");
    site.build().exits(0);
    site.write("public/demo/.git/HEAD", "ref: refs/heads/main");
    site.write("content/briefings/b.md", "---\ntitle: T\nas_of: 2025\n---\nTwo.");
    let run = site.build().exits(0);
    assert!(run.stderr.contains("Git repository"), "{}", run.stderr);
    assert!(site.has("demo/.git/HEAD") && site.page("briefings/b.html").contains("Two."));
}

#[test]
fn a_manifest_that_names_other_places_removes_nothing_there() {
    let site = Site::new().briefing("b", "One.").file("victim.txt", "mine");
    site.build().exits(0);
    site.write("public/.git/HEAD", "ref");
    let manifest = fs::read_to_string(site.path(".standpoint/public.manifest")).expect("a manifest");
    let victim = site.path("victim.txt");
    site.write(".standpoint/public.manifest", format!("../victim.txt\n{}\n{manifest}", victim.display()));
    site.write("content/briefings/b.md", "---\ntitle: T\nas_of: 2025\n---\nTwo.");
    site.build().exits(0);
    assert!(victim.exists());
}

/// The one page whose path begins so.
fn beginning_with(site: &Site, start: &str) -> String {
    let found: Vec<_> = site.pages().into_iter().filter(|page| page.starts_with(start)).collect();
    let [page] = &found[..] else { panic!("{start}: {found:?}") };
    page.clone()
}

#[test]
fn an_address_whose_host_is_the_name_of_a_page_gets_another_key() {
    let site = Site::new().briefing("b", "Text[^1].\n\n[^1]: http://index/\n");
    site.build().exits(0);
    let made = beginning_with(&site, "sources/index-");
    assert!(site.page("sources/index.html").contains(made.trim_start_matches("sources/")), "{made}");
}

#[test]
fn no_address_gets_a_key_that_is_reserved_or_taken() {
    // Names of one part, and one that has neither letters nor figures.
    for (host, made) in [("pagefind/", "pagefind"), ("☃/404", "404")] {
        let site = Site::new().briefing("b", &format!("Text[^1].\n\n[^1]: http://{host}\n"));
        site.build().exits(0);
        beginning_with(&site, &format!("sources/{made}-"));
        assert!(!site.has(&format!("sources/{made}.html")), "{made}");
    }
    let site = Site::new()
        .source("news-plan")
        .briefing("b", "One [@news-plan]. Two[^1].\n\n[^1]: https://news.example/plan\n");
    site.build().exits(0);
    assert!(site.page("sources/news-plan.html").contains("The news-plan report"));
    let other = site.pages().into_iter().find(|page| page.starts_with("sources/news-plan-")).expect("another");
    assert!(site.page(&other).contains("https://news.example/plan"));
}

#[test]
fn a_page_inside_a_page_is_a_clash() {
    let page = |title: &str| format!("---\ntitle: {title}\n---\nText.\n");
    let site = Site::new().file("content/pages/x.md", page("X")).file("content/pages/x.html/y.md", page("Y"));
    site.check().exits(1).finding("path-clash");
    site.build().exits(1);
    assert!(site.page("pages/x.html").contains("Text."));
}

#[cfg(unix)]
#[test]
fn a_link_to_what_is_not_published_is_refused() {
    let site = Site::new().briefing("b", "Text.").file(".env", "SECRET=1");
    std::os::unix::fs::symlink("../.env", site.path("content/settings.txt")).expect("a link");
    site.check().exits(1).finding("unsafe-symlink");
    site.build();
    assert!(!site.has("settings.txt"));
}

#[test]
fn long_values_that_tell_documents_apart_are_kept() {
    let url = |digit: &str| format!("https://docs.example/get?id={}", digit.repeat(64));
    let note = |url: String| format!("---\ntitle: T\nurl: {url}\npublished: 2025\n---\nNote.\n");
    let site = Site::new()
        .file("content/sources/a.md", note(url("1")))
        .file("content/sources/b.md", note(url("2")))
        .briefing("x", "One [@a]. Two [@b].");
    let check = site.check().exits(0);
    check.lacks("dirty-url");
    check.lacks("duplicate-url");
}

#[test]
fn a_merged_note_is_found_under_its_own_name() {
    let note = "---\ntitle: T\nurl: https://a.example/\npublished: 2025\n---\nNote.\n";
    let site = Site::new().file("content/sources/a.md", note).file("content/sources/b.md", note);
    let site = site.briefing("x", "See [it](../sources/b.md) and [[b]], [@b].");
    site.build().exits(0);
    assert_eq!(site.page("briefings/x.html").matches("../sources/a.html").count(), 3, "two links and the note");
}

#[test]
fn a_comma_between_two_sources_is_pointed_out() {
    let site = Site::new().source("a").source("b").briefing("x", "Text [@a, @b]. More [@b].");
    let line = site.check().exits(1).finding("bad-citation").to_owned();
    assert!(line.starts_with("content/briefings/x.md:5:7: error: `@b` is read as a place in `a`"), "{line}");
}

#[test]
fn a_page_of_a_pdf_keeps_its_number() {
    let site = Site::new().file("content/files/r.pdf", "%PDF").briefing("x", "[p. 3](../files/r.pdf#page=3)");
    site.build().exits(0);
    assert!(site.page("briefings/x.html").contains("href=\"../files/r.pdf#page=3\""));
}

#[test]
fn a_note_that_only_it_uses_itself_is_unused() {
    let site = Site::new().source("k").briefing("x", "Text [@k].\n\n[^a]: See [^a] and [@k].\n");
    site.check().exits(0).finding("unused-note");
    site.build().exits(0);
    assert_eq!(site.page("sources/k.html").matches("#cite-k-").count(), 1);
}

#[test]
fn words_between_two_comments_stay() {
    let site = Site::new().briefing("x", "<!-- one --> The claim. <!-- two -->");
    site.build();
    assert!(site.page("briefings/x.html").contains("The claim."));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = "---\nname: A\npart_of: \"x\\nforged:1:1: error\\e[31m\"\n---\n";
    let run = Site::new().file("content/actors/a.md", text).check();
    assert!(!run.stdout.contains('\u{1b}') && !run.stdout.contains("\nforged"), "{}", run.stdout);
}

#[test]
fn a_mistyped_draft_is_held_back_all_the_same() {
    for line in ["draft: yes", "draft: \"true\"", "Draft: true", "drafts: true"] {
        let site =
            Site::new().file("content/briefings/d.md", format!("---\ntitle: D\nas_of: 2025\n{line}\n---\nText.\n"));
        site.build();
        assert!(!site.has("briefings/d.html"), "{line}");
    }
}

#[test]
fn a_slip_in_a_link_to_a_heading_is_told_in_its_file_though_it_begins_like_a_place_of_the_page() {
    let page = "---\ntitle: P\n---\n## Quotes of the day\n\n[x](#quote-of-the-day), [y](#note-of-the-day)\n";
    let site = Site::new().file("content/pages/p.md", page);
    let found = site.check().stdout;
    for place in ["p.md:6:1", "p.md:6:25"] {
        assert!(found.contains(&format!("content/pages/{place}")), "{place}: {found}");
    }
}

#[test]
fn a_link_to_an_authors_note_stays_on_its_page() {
    let site =
        Site::new().file("content/index.md", "---\ntitle: Home\n---\n[c](#note-n) and x[^n].\n\n[^n]: A remark.\n");
    site.build().exits(0);
    assert!(site.page("index.html").contains("<a href=\"#note-n\">c</a>"));
}

#[test]
fn the_page_for_missing_addresses_is_nothing_to_link() {
    let site = Site::new().file("content/index.md", "---\ntitle: Home\n---\n[a](404.html)\n");
    assert!(site.check().stdout.contains("broken-link"));
}

#[test]
fn texts_of_one_title_and_day_are_named_once_as_older_than_their_source() {
    let text = "---\ntitle: Weekly\nas_of: 2024\n---\nA [@s].\n";
    let site = Site::new()
        .file("content/briefings/w1.md", text)
        .file("content/briefings/w2.md", text)
        .file("content/sources/s.md", "---\ntitle: S\npublished: 2025\nurl: https://a.example/s\n---\n");
    let found = site.check().stdout;
    assert_eq!(found.matches("Weekly (as of 2024)").count(), 1, "{found}");
}
