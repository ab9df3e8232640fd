//! What came before what: dates that overlap, the words that decide between them, and those that cannot be true.

use expect_test::expect;

use crate::harness::Site;
use crate::html::words;

fn site() -> Site {
    Site::new().actor("velia").issue("dam").source("wire")
}

/// Writes a position of Velia on the dam under a label.
fn position(site: Site, label: &str, date: &str, keys: &str) -> Site {
    let text = format!("---\nas_of: {date}\nsummary: Of {label}.\n{keys}---\nIt says so [@wire].\n");
    site.file(&format!("content/positions/velia/dam.{label}.md"), text)
}

fn event(site: Site, id: &str, date: &str, keys: &str) -> Site {
    let text = format!("---\ntitle: Event {id}\ndate: {date}\n{keys}---\n");
    site.file(&format!("content/events/{id}.md"), text)
}

fn briefing(site: Site, id: &str, date: &str, keys: &str) -> Site {
    let text = format!("---\ntitle: Briefing {id}\nas_of: {date}\n{keys}---\nText.\n");
    site.file(&format!("content/briefings/{id}.md"), text)
}

/// The lines of `check` that hold one of some names.
fn told(site: &Site, codes: &[&str]) -> String {
    let all = site.check().stdout;
    let named = |line: &&str| codes.iter().any(|code| line.ends_with(&format!("[{code}]")));
    all.lines().filter(named).map(|line| format!("{line}\n")).collect()
}

#[test]
fn dates_that_overlap_are_decided_by_a_trigger() {
    let both = |keys: &str| {
        let site = event(site(), "vote", "2025-08-15", "");
        let site = position(site, "a", "2025-08~", &format!("stance: opposes\n{keys}"));
        position(site, "b", "2025-08-20", "stance: supports\n")
    };
    let open = both("");
    expect![[r#"
        content/positions/velia/dam.a.md:2:8: warning: this position of about August 2025 may be older or newer than the one of 20 August 2025 in its cell [same-date]
    "#]].assert_eq(&told(&open, &["same-date", "impossible-order"]));
    open.build().exits(0);
    assert!(words(&open.page("positions/velia/dam.html")).contains("Of b."), "by its earliest day");
    let decided = event(site(), "vote", "2025-08-22", "");
    let decided = position(decided, "a", "2025-08~", "stance: opposes\ntrigger: vote\n");
    let decided = position(decided, "b", "2025-08-20", "stance: supports\n");
    assert_eq!(told(&decided, &["same-date", "impossible-order"]), "");
    decided.build().exits(0);
    assert!(decided.read("matrix.html").main().contains("stance-opposes"), "behind what moved it");
}

#[test]
fn of_two_positions_of_one_date_the_one_that_an_event_moved_is_the_later() {
    for (date, event_date, ordered) in [
        ("2025-08", "2025-08-15", true),
        ("2025-08-20", "2025-08-20", true),
        ("2025-08~", "2025-09", false),
        ("2025-08", "2025-07-31", false),
    ] {
        let site = event(site(), "vote", event_date, "");
        let site = position(site, "a", date, "stance: opposes\ntrigger: vote\n");
        let site = position(site, "b", date, "stance: supports\n");
        let found = told(&site, &["same-date", "impossible-order"]);
        assert_eq!(found.is_empty(), ordered, "{date} and {event_date}: {found}");
        if ordered {
            site.build().exits(0);
            let page = words(&site.page("positions/velia/dam.html"));
            assert!(page.contains("Of a.") && page.contains("Shifted after Event vote"), "{page}");
            assert!(!page.contains("Of b."), "in full among the history, without its summary: {page}");
        }
    }
}

#[test]
fn the_hint_names_events_that_can_have_moved_the_later_one() {
    let about = |site: Site, id: &str, date: &str, issue: &str| {
        event(site, id, date, &format!("actors: [velia]\nissues: [{issue}]\n"))
    };
    let site = about(site(), "vote", "2025-08-15", "dam");
    let site = about(site, "strike", "2025-08-18", "dam");
    let site = about(site.issue("port"), "elsewhere", "2025-08-18", "port");
    let site = about(site, "before", "2024", "dam");
    let site = about(site, "later", "2025-10", "dam");
    let site = position(position(site, "a", "2025-08~", "stance: opposes\n"), "b", "2025-08-20", "stance: supports\n");
    let shown = site.run(&["check"]).stdout;
    let hint = "name the event that moved the later one: `trigger: vote` or `trigger: strike`";
    assert!(shown.contains(hint), "{shown}");
}

#[test]
fn dates_that_cannot_be_ordered_are_pointed_out() {
    // Spring holds April; a year holds all of it; apart they are in order.
    for (one, other, overlap) in [
        ("2025-21", "2025-04", true),
        ("2025?", "2025-07-01", true),
        ("2025", "2025", true),
        ("2024-24", "2025-02-28", true),
        ("2024-24", "2025-03-01", false),
        ("2025-03~", "2025-04~", false),
    ] {
        let site = position(position(site(), "a", one, "stance: opposes\n"), "b", other, "stance: supports\n");
        let found = told(&site, &["same-date"]);
        assert_eq!(!found.is_empty(), overlap, "{one} and {other}: {found}");
        site.build().exits(0);
    }
}

#[test]
fn a_trigger_that_came_later_is_an_error() {
    let site = event(site(), "vote", "2025-09-01", "");
    let site = position(site, "a", "2025-08~", "stance: opposes\ntrigger: vote\n");
    expect![[r#"
        content/positions/velia/dam.a.md:5:10: error: this position is dated about August 2025, and `vote`, which would have moved it, happened later: 1 September 2025 [impossible-order]
    "#]].assert_eq(&told(&site, &["impossible-order"]));
    site.build().exits(1);
}

#[test]
fn events_in_a_circle_or_against_their_dates_are_errors() {
    let mut site = Site::new();
    for (id, date, after) in [
        ("self", "2025-01", "self"),
        ("a", "2025-02", "b"),
        ("b", "2025-02", "a"),
        ("one", "2025-03", "three"),
        ("two", "2025-03", "one"),
        ("three", "2025-03", "two"),
        ("beside", "2025-03", "two"),
        ("early", "2025-04-01", "late"),
        ("late", "2025-04-02", "missing"),
    ] {
        site = event(site, id, date, &format!("after: [{after}]\n"));
    }
    expect![[r#"
        content/events/a.md:4:9: error: each of these events would have come after the other: a → b → a [impossible-order]
        content/events/early.md:4:9: error: this event is dated 1 April 2025, and cannot have come after `late` of 2 April 2025 [impossible-order]
        content/events/late.md:4:9: error: there is no event `missing` [unknown-event]
        content/events/self.md:4:9: error: the event `self` would have come after itself [impossible-order]
        content/events/two.md:4:9: error: each of these events would have come after the other: two → one → three → two [impossible-order]
    "#]].assert_eq(&told(&site, &["impossible-order", "unknown-event"]));
    site.build().exits(1);
    assert_eq!(
        words(&site.page("timeline.html")).matches("Event ").count(),
        9,
        "all are shown: {}",
        words(&site.page("timeline.html"))
    );
}

#[test]
fn briefings_that_follow_themselves_or_later_ones_are_errors() {
    let mut site = Site::new();
    for (id, date, follows) in [
        ("self", "2025-01", "self"),
        ("a", "2025-02", "b"),
        ("b", "2025-02", "a"),
        ("one", "2025-03", "three"),
        ("two", "2025-03", "one"),
        ("three", "2025-03", "two"),
        ("early", "2025-04", "late"),
        ("late", "2025-05", "erly"),
    ] {
        site = briefing(site, id, date, &format!("follows: {follows}\n"));
    }
    expect![[r#"
        content/briefings/a.md:4:10: error: these briefings follow one another in a circle: a → b → a [impossible-order]
        content/briefings/early.md:4:10: error: this briefing is dated April 2025, and cannot follow one of May 2025 [impossible-order]
        content/briefings/late.md:4:10: error: there is no briefing `erly` [unknown-briefing]
        content/briefings/one.md:4:10: error: these briefings follow one another in a circle: one → three → two → one [impossible-order]
        content/briefings/self.md:4:10: error: the briefing `self` follows itself [impossible-order]
    "#]].assert_eq(&told(&site, &["impossible-order", "unknown-briefing"]));
    site.build().exits(1);
}

#[test]
fn a_position_that_says_nothing_new_is_pointed_out() {
    let same = "stance: opposes\n";
    let text = |date: &str| format!("---\nas_of: {date}\n{same}summary: No.\n---\nIt says so [@wire].\n");
    let site = site()
        .file("content/positions/velia/dam.2024.md", text("2024"))
        .file("content/positions/velia/dam.md", text("2025"));
    expect![[r#"
        content/positions/velia/dam.md:3:9: warning: this position says just what the one before it said [unchanged-position]
    "#]].assert_eq(&told(&site, &["unchanged-position"]));
    site.write("content/positions/velia/dam.md", text("2025").replace("says so", "says so again"));
    assert_eq!(told(&site, &["unchanged-position"]), "", "another text is news");
}

#[test]
fn a_cell_may_have_two_hundred_positions() {
    let mut site = site();
    for number in 0..200 {
        let date = format!("{}-{:02}", 2000 + number / 12, 1 + number % 12);
        let stance = ["supports", "conditional", "opposes"][number % 3];
        site = position(site, &format!("p{number}"), &date, &format!("stance: {stance}\n"));
    }
    site = briefing(site, "b", "2010-06", "");
    site.build().exits(0);
    let page = site.page("positions/velia/dam.html");
    let entries = page.matches("href=\"#position-velia-dam.p").count();
    assert!(entries >= 199 && page.contains("id=\"position-velia-dam.p0\""), "all are in its history: {entries}");
    assert!(words(&site.page("briefings/b.html")).contains("Since then 1 of 1 position has moved"), "one cell moved");
    assert_eq!(told(&site, &["same-date", "unchanged-position", "impossible-order"]), "");
}

#[test]
fn blocks_of_days_that_stand_the_wrong_way_round_are_errors() {
    let block = |name: &str, options: &str| format!("```{name}\n{options}\n```\n\n");
    let text = [
        block("changes", "since: 2026-02\nuntil: 2026-01"),
        block("shifts", "since: 2026-03-01"),
        block("timeline", "from: 2026-05\nto: 2026-01"),
        block("matrix", "changed_since: 2026-04\nas_of: 2026-03"),
        // What came since a month came behind its last day.
        block("shifts", "since: 2026-02"),
        // These hold a day at least.
        block("changes", "since: 2026-02\nuntil: latest"),
        block("timeline", "from: 2026-01\nto: 2026-01"),
    ]
    .concat();
    let site = position(site(), "a", "2026-04-01", "stance: opposes\n");
    let site = site.file("content/briefings/now.md", format!("---\ntitle: Now\nas_of: 2026-02-11\n---\n{text}"));
    expect![[r#"
        content/briefings/now.md:6:8: error: no day lies between February 2026, where this block begins, and January 2026, where it ends [impossible-order]
        content/briefings/now.md:11:8: error: no day lies between 1 March 2026, where this block begins, and 11 February 2026, where it ends [impossible-order]
        content/briefings/now.md:15:7: error: no day lies between May 2026, where this block begins, and January 2026, where it ends [impossible-order]
        content/briefings/now.md:20:16: error: no day lies between April 2026, where this block begins, and March 2026, where it ends [impossible-order]
        content/briefings/now.md:25:8: error: no day lies between February 2026, where this block begins, and 11 February 2026, where it ends [impossible-order]
    "#]].assert_eq(&told(&site, &["impossible-order"]));
    let earlier = site.run(&["check", "--as-of", "2026-02-20", "--format", "short"]).stdout;
    assert_eq!(earlier.matches("impossible-order").count(), 0, "{earlier}");
}

#[test]
fn a_copied_position_without_words_of_its_own_says_nothing_new() {
    let site = position(site(), "a", "2025", "stance: opposes\n").file(
        "content/positions/velia/dam.b.md",
        "---\nas_of: 2026\nstance: opposes\nsummary: Of a.\n---\n<!-- Say what moved. -->\n",
    );
    assert!(told(&site, &["unchanged-position"]).contains("dam.b.md:3:9"));
}

#[test]
fn what_became_of_a_thing_cannot_have_come_before_it() {
    let site = event(site(), "vote", "2026-02-01", "announced: 2026-03\n");
    let site = event(site, "fair", "2026-02", "announced: 2026-02-15\n");
    let site = position(site, "a", "2026-02-01", "stance: opposes\ncorrections: [{date: 2025-03, text: So.}]\n");
    let site =
        briefing(site, "b", "2026-02-01", "corrections: [{date: 2026-02, text: So.}, {date: 2026-01, text: No.}]\n");
    let site = site.file(
        "content/sources/letter.md",
        "---\ntitle: Letter\nmedium: print\npublished: 2026-01-05\nretracted: {date: 2026-01-04}\n---\nNote.\n",
    );
    expect![[r#"
        content/briefings/b.md:3:8: error: this text is of 1 February 2026, and cannot have been corrected before: January 2026 [impossible-order]
        content/events/vote.md:3:7: error: this event is dated 1 February 2026, and cannot have been announced later: March 2026 [impossible-order]
        content/positions/velia/dam.a.md:2:8: error: this text is of 1 February 2026, and cannot have been corrected before: March 2025 [impossible-order]
        content/sources/letter.md:4:12: error: this source is dated 5 January 2026, and cannot have been taken back before: 4 January 2026 [impossible-order]
    "#]].assert_eq(&told(&site, &["impossible-order"]));
}
