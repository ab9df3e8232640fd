//! Front matter and settings. Rows 1 to 4 and 7.

use crate::harness::{Run, Site};

/// What `check` says of a source note with this whole text.
fn source(text: &str) -> Run {
    Site::new().file("content/sources/press.md", text).briefing("b", "One [@press].").check()
}

/// What `check` says of a briefing that is dated so.
fn as_of(date: &str) -> Run {
    Site::new().file("content/briefings/b.md", format!("---\ntitle: B\nas_of: {date}\n---\nText.\n")).check()
}

// Row 1.

#[test]
fn front_matter_that_is_missing_is_an_error_at_the_start_of_the_file() {
    let run = source("Only a text.\n").exits(1);
    let line = run.finds("content/sources/press.md:1:1: error", "front-matter");
    assert!(line.contains("no front matter"), "{line}");
}

#[test]
fn front_matter_that_is_not_closed_is_an_error_at_its_first_line() {
    let run = source("---\ntitle: Press\n\nA text.\n").exits(1);
    let line = run.finds("content/sources/press.md:1:1: error", "front-matter");
    assert!(line.contains("not closed"), "{line}");
}

#[test]
fn front_matter_below_the_first_line_is_an_error_where_it_stands() {
    let run = source("\n\n---\ntitle: Press\n---\nA text.\n").exits(1);
    let line = run.finds("content/sources/press.md:3:1: error", "front-matter");
    assert!(line.contains("must begin in the first line"), "{line}");
}

#[test]
fn a_file_without_front_matter_is_still_built_under_its_id() {
    let site = Site::new().file("content/sources/press.md", "Only a text.\n").briefing("b", "One [@press].");
    site.build().exits(1);
    assert!(site.page("sources/press.html").contains("Only a text."));
}

// Row 2.

#[test]
fn an_unknown_key_is_a_warning_with_the_nearest_key() {
    let site = Site::new()
        .file("content/sources/press.md", "---\ntitle: Press\npublished: 2025\nurl: https://a.org/\npublsher: P\n---\n")
        .briefing("b", "One [@press].");
    site.check().exits(0).finds("content/sources/press.md:5:1: warning", "unknown-key");
    assert!(site.run(&["check"]).stdout.contains("did you mean `publisher`?"));
    site.run(&["check", "--deny-warnings"]).exits(1);
}

#[test]
fn a_value_of_the_wrong_type_is_an_error_at_the_value() {
    source("---\ntitle: [a, b]\n---\n").exits(1).finds("content/sources/press.md:2:8: error", "wrong-type");
}

#[test]
fn settings_of_a_future_version_are_an_error_at_the_number() {
    let site = Site::bare()
        .file("standpoint.yaml", "version: 9\ntitle: T\nbase_url: https://a.org/\n")
        .file("content/index.md", "---\ntitle: T\n---\nText.\n");
    site.check().exits(1).finds("standpoint.yaml:1:10: error", "future-version");
}

// Row 3.

#[test]
fn front_matter_over_64_kib_is_refused() {
    let long = format!("---\ntitle: {}\n---\nText.\n", "a".repeat(70_000));
    source(&long).exits(1).finds("content/sources/press.md:1:1: error", "too-large");
}

#[test]
fn a_nesting_bomb_is_refused_where_it_gets_too_deep() {
    let flow = format!("---\ntitle: {}\n---\n", "[".repeat(60_000));
    let run = source(&flow).exits(1);
    // The parser looks ahead; its own limit is 255.
    let line = run.finds("content/sources/press.md:2:263: error", "bad-yaml");
    assert!(line.contains("nested too deep"), "{line}");
    let block = format!("---\ntitle:\n  {}a\n---\n", "- ".repeat(30_000));
    let run = source(&block).exits(1);
    // The 16th: the map itself is the first level.
    let line = run.finds("content/sources/press.md:3:33: error", "bad-yaml");
    assert!(line.contains("nested too deep"), "{line}");
    run.lacks("missing-key");
}

#[test]
fn aliases_cannot_make_a_small_file_large() {
    let run = source("---\ntitle: &a [x, x]\nauthors: [*a, *a]\n---\n").exits(1);
    assert!(run.finds("content/sources/press.md:2:8: error", "bad-yaml").contains("anchors"));
}

// Row 4.

#[test]
fn a_day_that_the_calendar_does_not_have_is_an_error_at_the_date() {
    let run = as_of("2025-02-30").exits(1);
    let line = run.finds("content/briefings/b.md:3:8: error", "bad-date");
    assert!(line.contains("not a day of the calendar"), "{line}");
}

#[test]
fn a_time_without_a_zone_and_the_years_0_and_9999_are_no_dates() {
    for date in ["2025-08-20T10:00:00", "2025-08-20 10:00", "20.08.2025", "0000-01-01", "9999-12-31", "2025-13"] {
        as_of(date).exits(1).finds("content/briefings/b.md:3:8: error", "bad-date");
    }
}

// Row 7.

/// What `check` says of a site with this address.
fn base_url(line: &str) -> Run {
    Site::bare()
        .file("standpoint.yaml", format!("title: T\n{line}"))
        .file("content/index.md", "---\ntitle: T\n---\nText.\n")
        .check()
}

#[test]
fn a_site_without_an_address_is_told_to_have_one() {
    base_url("").exits(1).finds("standpoint.yaml:1:1: error", "missing-base-url");
}

#[test]
fn an_address_that_is_relative_or_has_a_query_or_no_scheme_is_refused() {
    for address in [
        "/repo",
        "repo/",
        "example.org/repo",
        "https://a.org/?x=1",
        "https://a.org/#x",
        "ftp://a.org/",
        "https:///repo",
        "https://",
        "https://a.org/my repo",
        "https://a..org/",
        "https://<user>.example/",
        "https://a.org/<repo>",
        "'https://a.org\\repo'",
    ] {
        base_url(&format!("base_url: {address}\n")).exits(1).finds("standpoint.yaml:2:11: error", "bad-setting");
    }
}

#[test]
fn the_final_slash_of_the_address_is_optional() {
    let build = |address: &str| {
        let site = Site::bare()
            .file("standpoint.yaml", format!("title: T\nbase_url: {address}\n"))
            .file("content/index.md", "---\ntitle: T\n---\nText.\n");
        site.build().exits(0);
        (site.page("index.html"), site.page("404.html"))
    };
    assert_eq!(build("https://a.org/repo"), build("https://a.org/repo/"));
}

#[test]
fn an_address_on_the_command_line_is_held_to_the_same_rules() {
    let site = Site::new().briefing("b", "Text.");
    site.run(&["build", "--base-url", "/repo"]).exits(2);
    site.run(&["build", "--base-url", "https://a.org/other"]).exits(0);
    assert!(site.page("index.html").contains("href=\"https://a.org/other/\""));
}

// Words, citations and flags.

#[test]
fn a_letter_or_figure_out_of_a_list_is_not_guessed() {
    let site = Site::new()
        .file("content/sources/press.md", "---\ntitle: P\nreliability: H\ncredibility: 7\n---\n")
        .file("content/sources/radio.md", "---\ntitle: R\nreliability: b\n---\n");
    let drawn = site.run(&["check"]).stdout;
    assert!(drawn.contains("one of: A, B, C, D, E, F") && drawn.contains("one of: 1, 2, 3, 4, 5, 6"), "{drawn}");
    assert_eq!(drawn.matches("did you mean").count(), 1, "{drawn}");
    assert!(drawn.contains("did you mean `B`?"), "{drawn}");
}

#[test]
fn a_flag_that_is_neither_true_nor_false_is_told_how_to_be_written() {
    for value in ["yes please", "\"true\"", "[a]"] {
        let text = format!("---\ntitle: B\nas_of: 2025\ndraft: {value}\n---\nText.\n");
        let site = Site::new().file("content/briefings/b.md", text);
        let line = site.check().exits(1).finds("content/briefings/b.md:4:8: error", "wrong-type").to_owned();
        assert!(line.contains("`draft` is either `true` or `false`"), "{line}");
        assert!(site.run(&["check"]).stdout.contains("help: write `draft: true` or `draft: false`, without quotes\n"));
    }
}

#[test]
fn a_citation_in_front_matter_is_pointed_out_and_not_shown() {
    let site = Site::new()
        .source("press")
        .actor("red")
        .file("content/issues/land.md", "---\ntitle: Land\nquestion: \"Whose [^n]?\"\n---\n")
        .file("content/pages/p.md", "---\ntitle: Why [@press]\n---\n")
        .file("content/events/e.md", "---\ntitle: \"[@press]\"\ndate: 2025\n---\n")
        .file(
            "content/positions/red/land.md",
            "---\nas_of: 2025-08\nstance: opposes\nsummary: It says no [@press, p. 3].\n---\nSo [@press].\n",
        )
        .file(
            "content/briefings/b.md",
            "---\ntitle: B\nas_of: 2025-08\nsummary: No [sic] means no [see @press].\njudgements:\n  - text: It holds [@press].\n---\nText.\n",
        );
    let run = site.check().exits(0);
    for place in [
        "pages/p.md:2:8",
        "events/e.md:2:8",
        "issues/land.md:3:11",
        "positions/red/land.md:4:10",
        "briefings/b.md:4:10",
        "briefings/b.md:6:11",
    ] {
        run.finds(&format!("content/{place}: warning"), "unshown-citation");
    }
    let drawn = site.run(&["check"]).stdout;
    assert!(drawn.contains("help: name its sources in `cites:`"), "{drawn}");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains("No [sic] means no.") && page.contains("It holds.") && !page.contains("@press"), "{page}");
    assert!(!site.page("positions/index.html").contains("@press") && site.page("issues/land.html").contains("Whose?"));
}

#[test]
fn characters_that_no_page_may_have_do_not_come_in_by_their_numbers() {
    let site = Site::new().file("content/pages/p.md", "---\ntitle: \"a\\0b \\e[31m\"\n---\nText.\n");
    site.check().exits(1).finds("content/pages/p.md:2:8: error", "control-character");
    site.build();
    assert!(!site.page("pages/p.html").contains(['\0', '\u{1b}']) && site.page("pages/p.html").contains("ab [31m"));
    // A line in a title is one with a space.
    let site = Site::new().file("content/pages/p.md", "---\ntitle: \"One\\ntwo\\tthree\"\n---\nText.\n");
    site.check().lacks("control-character");
}
