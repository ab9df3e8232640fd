//! A site that is kept over months: dates that leave an order open, briefings of one day, blocks of another day, and what
//! an old page says of all that came later.

use crate::harness::Site;
use crate::html::words;

/// Two actors, an issue with a scale, a position of each, and a briefing of January.
fn living() -> Site {
    crate::days::living().file("content/actors/karu.md", "---\nname: Karu\n---\n")
}

fn position(actor: &str, file: &str, front: &str) -> (String, String) {
    (format!("content/positions/{actor}/{file}.md"), format!("---\n{front}---\nIt says so [@wire].\n"))
}

fn with(site: Site, (path, text): (String, String)) -> Site {
    site.file(&path, text)
}

fn event(site: Site, id: &str, front: &str) -> Site {
    site.file(&format!("content/events/{id}.md"), format!("---\ntitle: The {id}\n{front}---\nWords.\n"))
}

fn briefing(site: Site, id: &str, front: &str, text: &str) -> Site {
    site.file(&format!("content/briefings/{id}.md"), format!("---\ntitle: Briefing {id}\n{front}---\n{text}\n"))
}

/// The words in which they come.
fn come_in_order(text: &str, all: &[&str]) {
    let places: Vec<usize> = all.iter().map(|one| text.find(one).unwrap_or_else(|| panic!("{one}: {text}"))).collect();
    assert!(places.is_sorted(), "{all:?} at {places:?} in {text}");
}

#[test]
fn a_month_has_one_heading_on_the_page_of_changes() {
    let site = Site::new().actor("velia").actor("karu").actor("toro").issue("dam").source("wire");
    let site = with(site, position("velia", "dam", "as_of: 2025-01-01\nstance: supports\n"));
    let site = with(site, position("karu", "dam", "as_of: 2025\nstance: supports\n"));
    let site = with(site, position("toro", "dam", "as_of: 2025-01-10\nstance: supports\n"));
    let site = with(site, position("toro", "dam.2025-02", "as_of: 2025-02-10\nstance: opposes\n"));
    site.check().exits(0).lacks("duplicate-id");
    site.build().exits(0);
    let page = site.page("changes.html");
    for id in ["2025", "2025-01", "2025-02"] {
        assert_eq!(page.matches(&format!("<h2 id=\"{id}\">")).count(), 1, "{id}");
    }
}

#[test]
fn what_is_known_to_follow_stands_above_what_it_followed() {
    let site = event(living(), "summit", "date: 2026-08-15\nactors: [velia]\n");
    let site = event(site, "flood", "date: 2026-08\nafter: [summit]\nactors: [velia]\n");
    let shift = "as_of: 2026-08~\nstance: opposes\noption: 3\ntrigger: summit\n";
    let site = with(site, position("velia", "dam.2026-08", shift));
    let told = site.run(&["changes", "--since", "2026-03"]).exits(0).stdout;
    come_in_order(&told, &["Velia on The dam", "event  The summit"]);
    come_in_order(&told, &["The flood", "event  The summit"]);
    site.build().exits(0);
    come_in_order(&words(&site.page("changes.html")), &["from “Full dam” to “No dam”", "Event The summit"]);
    // On one day, too.
    site.write(
        "content/positions/velia/dam.2026-08.md",
        format!("---\n{}---\nSo [@wire].\n", shift.replace('~', "-15")),
    );
    let told = site.run(&["changes", "--since", "2026-03"]).exits(0).stdout;
    come_in_order(&told, &["Velia on The dam", "event  The summit"]);
}

#[test]
fn of_one_day_the_briefing_that_follows_is_the_later_one() {
    // By their names alone, the first would stand before the second.
    for day in ["2026-08-25", "2026-08~"] {
        let site = briefing(living(), "one", "as_of: 2026-08-25\n", "```changes\n```\n");
        let site = briefing(site, "two", &format!("as_of: {day}\nfollows: one\n"), "```changes\n```\n");
        site.build().exits(0);
        assert!(words(&site.page("index.html")).contains("Latest briefing Briefing two"), "{day}");
        assert!(words(&site.page("briefings/one.html")).contains("since January"), "{day}");
        assert!(words(&site.page("briefings/two.html")).contains("since Briefing one"), "{day}");
    }
}

#[test]
fn a_block_of_another_day_shows_whom_that_day_knows() {
    let site =
        with(living().actor("toro"), position("toro", "dam", "as_of: 2026-03-01\nstance: supports\noption: 1\n"));
    let blocks =
        "```matrix\nas_of: latest\n```\n\n```positions\nas_of: latest\n```\n\n```spectrum\nas_of: latest\n```\n";
    let site = briefing(site, "then", "as_of: 2026-01-25\n", blocks);
    site.build().exits(0);
    let page = site.page("briefings/then.html");
    assert!(page.matches("Actor toro").count() >= 3, "in the matrix, among the positions and in the picture");
    assert!(!site.page("briefings/january.html").contains("Actor toro"));
}

#[test]
fn a_position_of_another_date_whose_words_are_the_same_was_rewritten() {
    let dated = |day: &str| {
        format!("---\nas_of: {day}\nstance: opposes\noption: 3\nsummary: It wants none.\n---\nSo [@wire].\n")
    };
    let site = living().file("content/positions/velia/dam.2026-07.md", dated("2026-07-01"));
    crate::changes::commit(&site);
    for day in ["2026-07-02", "2026-08"] {
        site.write("content/positions/velia/dam.2026-07.md", dated(day));
        let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
        assert!(
            told.starts_with("1 change since HEAD") && told.contains("rewritten  Velia on The dam: now dated"),
            "{told}"
        );
    }
    // A position beside it is a new fact.
    site.write("content/positions/velia/dam.2026-07.md", dated("2026-07-01"));
    site.write("content/positions/velia/dam.2026-09.md", dated("2026-09-01").replace("option: 3", "option: 2"));
    let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    assert!(told.starts_with("1 change since HEAD") && told.contains("2026-09-01  shift"), "{told}");
}

#[test]
fn a_shift_is_told_with_its_steps_its_firmness_and_what_moved_it() {
    let site = event(living(), "vote", "date: 2026-02-01\nactors: [velia]\n").actor("toro").source("herald");
    let site = site.file(
        "content/positions/velia/dam.2026-02.md",
        "---\nas_of: 2026-02-02\nstance: supports\noption: 2\nfirmness: firm\ntrigger: vote\n---\nSo [@herald].\n",
    );
    let first = "as_of: 2026-01-01\nstance: supports\noption: 2\n";
    let site = with(site, position("toro", "dam", first));
    let site = with(site, position("toro", "dam.2026-02", "as_of: 2026-02-03\nstance: conditional\noption: 2\n"));
    let told = site.run(&["changes", "--since", "january"]).exits(0).stdout;
    assert!(
        told.contains("Velia on The dam: from “Full dam” to “Low dam” (1 step towards “No dam”), after The vote\n"),
        "{told}"
    );
    assert!(told.contains("Actor toro on The dam: still “Low dam”, from “Supports” to “Conditional”\n"), "{told}");
    site.build().exits(0);
    let page = words(&site.page("changes.html"));
    assert!(page.contains("(1 step towards “No dam”), after The vote."), "{page}");
    assert!(page.contains("Rests on The herald report; before, on The wire report."), "{page}");
    assert!(page.contains("still “Low dam”, from “Supports” to “Conditional”"), "{page}");
}

#[test]
fn an_old_page_says_that_other_things_changed_though_no_position_moved() {
    let judged = "as_of: 2026-01-25\njudgements:\n  - text: It will be built.\n    likelihood: likely\n    confidence: low\n    outcome: {date: 2026-03-05, result: 'true'}\n";
    let site = briefing(event(living(), "flood", "date: 2026-03-01\nactors: [velia]\n"), "then", judged, "Text.");
    site.build().exits(0);
    let page = words(&site.page("briefings/then.html"));
    assert!(
        page.contains(
            "Stands for 25 January 2026. Since then 2 changes are known; none of the positions shown here has moved."
        ),
        "{page}"
    );
    assert!(page.contains("What became of 1 of its judgements is known by now."), "{page}");
    // An earlier site knows of none.
    site.run(&["build", "--as-of", "2026-01-31"]).exits(0);
    assert!(!words(&site.page("briefings/then.html")).contains("Since then"));
}

#[test]
fn a_site_of_an_earlier_day_is_silent_about_what_is_named_there() {
    let site = living()
        .file("standpoint.yaml", "title: Test\nbase_url: https://example.org/repo/\neditions: [2026-01-31, 2027]\n")
        .file("content/briefings/late.png", "png")
        .file("content/briefings/early.png", "png");
    let site = briefing(site, "later", "as_of: 2026-06-01\nactors: [toro]\n", "![Late](late.png)\n").actor("toro");
    let text = "![Early](early.png) [The matrix](../matrix/2027.html)\n\n```matrix\nas_of: 2027\n```\n\n```changes\nsince: later\n```\n\n```matrix\nchanged_since: later\n```\n";
    let site = briefing(site, "then", "as_of: 2026-01-25\n", text);
    assert_eq!(site.run(&["check", "--as-of", "2026-01-31"]).exits(0).stdout, "");
    site.run(&["build", "--as-of", "2026-01-31"]).exits(0);
    assert!(site.has("briefings/early.png") && !site.has("briefings/late.png") && !site.has("matrix/2027.html"));
    let page = words(&site.page("briefings/then.html"));
    assert!(page.contains("As of 31 January 2026") && !page.contains("2027"), "{page}");
    assert!(words(&site.page("matrix/2026-01-31.html")).contains("As it was known by 31 January 2026"));
}

#[test]
fn a_day_before_anything_was_known_says_so() {
    let site = briefing(
        living(),
        "old",
        "as_of: 2025-01-01\n",
        "```matrix\n```\n\n```spectrum\n```\n\n```positions\nstance: [silent]\n```\n\n```agreement\n```\n\n```timeline\n```\n",
    );
    site.build().exits(0);
    let page = words(&site.page("briefings/old.html"));
    assert_eq!(page.matches("No position is known here.").count(), 2, "{page}");
    assert!(page.contains("No position here is of the kind that this list asks for."), "{page}");
    assert!(page.contains("No event is known here.") && page.contains("Nobody has a place beside another one here."));
    site.run(&["build", "--as-of", "2019"]).exits(0);
    assert!(words(&site.page("matrix.html")).contains("No position is known here."));
    assert!(words(&site.page("briefings/index.html")).contains("Nothing is here yet."));
}

#[test]
fn a_block_of_one_actor_tells_who_agrees_with_it() {
    let site = briefing(living(), "b", "as_of: 2026-01-25\n", "```agreement\nactors: [velia]\n```\n");
    site.build().exits(0);
    let page = words(&site.page("briefings/b.html"));
    assert!(page.contains("Velia") && page.contains("Same option") && page.contains("Karu"), "{page}");
}
