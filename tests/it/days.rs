//! Every page stands for its day: a briefing of January shows January, whatever is learned in February.

use crate::harness::Site;
use crate::html::{Page, words};

/// Two actors on one issue with a scale. In February Velia moves, and a source, an event and a second briefing come.
/// Words of February are "zanzibar".
pub fn site() -> Site {
    living().file(
        "content/positions/velia/dam.2026-02.md",
        "---\nas_of: 2026-02-21\nstance: opposes\noption: No dam\ntrigger: summit\nsummary: It wants zanzibar.\n---\nZanzibar [@later].\n",
    )
    .file("content/events/summit.md", "---\ntitle: Zanzibar summit\ndate: 2026-02-20\nactors: [velia]\nissues: [dam]\n---\nZanzibar.\n")
    .file("content/sources/later.md", "---\ntitle: Zanzibar wire\nurl: https://later.example/zanzibar\npublished: 2026-02-21\n---\nNote.\n")
    .file(
        "content/briefings/february.md",
        "---\ntitle: Zanzibar in February\nas_of: 2026-02-28\nfollows: january\n---\nIt moved [@later].\n\n```matrix\n```\n",
    )
}

/// The same as it was in January.
pub fn living() -> Site {
    Site::new()
        .file("content/actors/velia.md", "---\nname: Republic of Velia\nshort_name: Velia\n---\n")
        .file("content/actors/karu.md", "---\nname: Karu\n---\nSee [the summit](../events/summit.md) and [[february]].\n")
        .file("content/issues/dam.md", "---\ntitle: The dam\nscale: [Full dam, Low dam, No dam]\n---\n")
        .source("wire")
        .file(
            "content/positions/velia/dam.md",
            "---\nas_of: 2026-01-10\nstance: supports\noption: Full dam\naccepts: [Full dam, Low dam]\nsummary: It wants the dam.\n---\nIt says so [@wire].\n",
        )
        .file(
            "content/positions/karu/dam.md",
            "---\nas_of: 2026-01-12\nstance: opposes\nfirmness: red-line\noption: 3\nrejects: [1]\nsummary: It wants none.\n---\nIt says so [@wire].\n",
        )
        .file(
            "content/briefings/january.md",
            "---\ntitle: January\nas_of: 2026-01-20\n---\nVelia has always wanted the dam [@wire].\n\n```matrix\n```\n\n```positions\n```\n\n```timeline\n```\n",
        )
}

#[test]
fn a_briefing_shows_the_positions_of_its_own_day() {
    let site = site();
    site.build().exits(0);
    let january = site.page("briefings/january.html");
    let text = words(&january);
    assert!(text.contains("It says so"), "{text}");
    assert!(!january.contains("zanzibar") && !january.contains("Zanzibar wire"), "nothing that February says");
    assert!(
        january.contains("../positions/velia/dam.html#position-velia-dam"),
        "the cell leads to its entry of the history"
    );
    let february = site.page("briefings/february.html");
    assert!(february.contains("No dam") && february.contains("stance-opposes"));
}

#[test]
fn a_reader_of_an_old_page_is_told_what_moved() {
    let site = site();
    site.build();
    let text = words(&site.page("briefings/january.html"));
    assert!(text.contains("Stands for 20 January 2026. Since then 1 of 2 positions has moved"), "{text}");
    assert!(text.contains("Velia on The dam, from “Full dam” to “No dam” (2 steps)"), "{text}");
    assert!(
        text.contains("A later briefing takes this one up: Zanzibar in February, as of 28 February 2026."),
        "{text}"
    );
    assert!(text.contains("Moved by 21 February 2026"), "{text}");
    let february = words(&site.page("briefings/february.html"));
    assert!(!february.contains("Since then"), "{february}");
    assert!(february.contains("Follows January, as of 20 January 2026."), "{february}");
}

#[test]
fn a_site_as_of_a_day_holds_nothing_later_in_any_byte() {
    let site = site();
    site.run(&["build", "--as-of", "2026-01-31"]).exits(0);
    for (path, bytes) in site.tree() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("zanzibar") && !path.contains("february"), "{path}");
    }
    let karu = site.page("actors/karu.html");
    assert!(words(&karu).contains("The site as of 31 January 2026"), "{}", words(&karu));
    assert!(karu.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(karu.contains("<link rel=\"canonical\" href=\"https://example.org/repo/actors/karu.html\">"));
    assert!(words(&karu).contains("See the summit and"), "what leads to later things is plain words");
    assert!(site.page("positions/velia/dam.html").contains("It wants the dam"));
}

#[test]
fn a_link_by_the_name_of_a_later_text_names_nothing() {
    let site = site().file(
        "content/pages/plan.md",
        "---\ntitle: Plan\n---\nSee [[summit]], [[february]], [](../events/summit.md) and [[summit|a meeting]].\n",
    );
    site.run(&["build", "--as-of", "2026-01-31"]).exits(0);
    let page = site.page("pages/plan.html");
    assert!(words(&page).contains("See …, …, … and a meeting."), "{}", words(&page));
    site.build().exits(0);
    assert!(
        words(&site.page("pages/plan.html"))
            .contains("See Zanzibar summit, Zanzibar in February, Zanzibar summit and a meeting.")
    );
}

#[test]
fn a_site_of_january_is_that_of_today_but_for_what_speaks_of_later() {
    let (then, now) = (living(), site());
    then.run(&["build", "--as-of", "2026-01-31"]);
    now.run(&["build", "--as-of", "2026-01-31"]);
    assert_eq!(then.files(), now.files());
    for (path, bytes) in then.tree() {
        // The settings alike, only links of texts to what is not there yet differ: there they are errors.
        if path != "actors/karu.html" {
            assert_eq!(String::from_utf8_lossy(&bytes), now.page_lossy(&path), "{path}");
        }
    }
}

#[test]
fn as_of_the_newest_day_is_the_plain_site_but_for_the_line() {
    let (plain, dated) = (site(), site());
    plain.build();
    dated.run(&["build", "--as-of", "2026-02-28"]);
    assert_eq!(plain.files(), dated.files());
    for (path, bytes) in plain.tree() {
        let line = |html: &str| {
            let html = html.replace("<meta name=\"robots\" content=\"noindex\">\n", "");
            match (html.find("<p class=\"as-of-site\""), html.find("</p>")) {
                (Some(start), _) => {
                    let end = start + html[start..].find("</p>\n").expect("an end") + "</p>\n".len();
                    [&html[..start], &html[end..]].concat()
                }
                _ => html,
            }
        };
        assert_eq!(line(&String::from_utf8_lossy(&bytes)), line(&dated.page_lossy(&path)), "{path}");
    }
}

#[test]
fn a_block_may_stand_for_another_day() {
    let site = site().file(
        "content/briefings/january.md",
        "---\ntitle: January\nas_of: 2026-01-20\n---\nText.\n\n```matrix\nas_of: latest\n```\n\n```matrix\nas_of: 2026-01-11\n```\n",
    );
    site.build().exits(0);
    let page = site.read("briefings/january.html");
    let blocks: Vec<String> = page.class("block").into_iter().map(|block| page.text(block)).collect();
    assert!(blocks[0].contains("As of 28 February 2026") && blocks[0].contains("No dam"), "{blocks:?}");
    assert!(blocks[1].contains("As of 11 January 2026") && blocks[1].contains("Not researched"), "{blocks:?}");
}

#[test]
fn a_matrix_of_stances_holds_no_options() {
    let cell = |show: &str| {
        let text = format!("---\ntitle: M\nas_of: 2026-01-20\n---\n```matrix\n{show}```\n");
        let site = living().file("content/briefings/m.md", text);
        site.build();
        words(
            site.page("briefings/m.html")
                .split("<tbody>")
                .nth(1)
                .and_then(|rest| rest.split("</tbody>").next())
                .unwrap_or(""),
        )
    };
    let [plain, stance, option, summary] = ["", "show: stance\n", "show: option\n", "show: summary\n"].map(cell);
    assert!(plain.contains("Supports") && plain.contains("Full dam"), "{plain}");
    assert!(stance.contains("Supports") && !stance.contains("Full dam"), "{stance}");
    assert!(option.contains("Full dam") && !option.contains("Supports"), "{option}");
    assert!(summary.contains("It wants the dam.") && !summary.contains("Full dam"), "{summary}");
}

#[test]
fn an_event_is_planned_until_its_day() {
    let site = site().file(
        "content/events/vote.md",
        "---\ntitle: The vote\ndate: 2026-03-01\nannounced: 2026-01-15\nactors: [velia]\nissues: [dam]\n---\n",
    );
    site.build().exits(0);
    let timeline = words(&site.page("timeline.html"));
    assert!(timeline.contains("1 March 2026 Planned"), "{timeline}");
    assert!(words(&site.page("briefings/january.html")).contains("The vote"), "it was known in January");
    assert!(words(&site.page("events/vote.html")).contains("1 March 2026 Planned"), "on its own page, too");
    site.run(&["build", "--as-of", "2026-03-01"]);
    assert!(!words(&site.page("timeline.html")).contains("Planned"));
    assert!(!words(&site.page("events/vote.html")).contains("Planned"));
    site.run(&["build", "--as-of", "2026-01-14"]);
    assert!(!site.has("events/vote.html"));
}

#[test]
fn what_is_known_to_follow_stands_behind() {
    let event = |id: &str, date: &str, after: &str| {
        (format!("content/events/{id}.md"), format!("---\ntitle: {id}\ndate: {date}\n{after}---\n"))
    };
    let site = [
        event("offer", "2025-08~", "after: [summit]\n"),
        event("summit", "2025-08-15", ""),
        event("answer", "2025-08~", "after: [offer]\n"),
        event("before", "2025-08-02", ""),
    ]
    .into_iter()
    .fold(Site::new(), |site, (path, text)| site.file(&path, text));
    site.build().exits(0);
    let page = site.page("timeline.html");
    let at = |title: &str| page.find(&format!("<bdi>{title}</bdi>")).unwrap_or_else(|| panic!("{title}"));
    assert!(at("before") < at("summit") && at("summit") < at("offer") && at("offer") < at("answer"));
}

/// The summit of 15 August moved Velia, "about August": on the 13th nobody can have known that.
#[test]
fn what_an_event_brought_about_does_not_count_before_it() {
    let position = |as_of: &str, option: &str, more: &str| {
        format!("---\nas_of: {as_of}\nstance: conditional\noption: {option}\n{more}---\nSo it says [@wire].\n")
    };
    let briefing = |title: &str, as_of: &str, more: &str| {
        format!(
            "---\ntitle: {title}\nas_of: {as_of}\n{more}---\nText [@wire].\n\n```matrix\n```\n\n```changes\nsince: 2025-08-11\n```\n"
        )
    };
    let site = Site::new()
        .actor("velia")
        .file("content/issues/dam.md", "---\ntitle: The dam\nscale: [Full dam, Low dam, No dam]\n---\n")
        .source("wire")
        .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-08-15\nactors: [velia]\nissues: [dam]\n---\n")
        .file("content/positions/velia/dam.early.md", position("2025-08-12", "Full dam", ""))
        .file("content/positions/velia/dam.md", position("2025-08~", "No dam", "trigger: summit\n"))
        .file("content/briefings/mid.md", briefing("Mid", "2025-08-13", ""))
        .file("content/briefings/late.md", briefing("Late", "2025-08", "follows: mid\n"));
    site.check().exits(0);
    site.build();
    let mid = words(&site.page("briefings/mid.html"));
    assert!(mid.contains("Full dam") && mid.contains("Since then 1 of 1 position has moved"), "{mid}");
    let late = words(&site.page("briefings/late.html"));
    assert!(late.contains("from “Full dam” to “No dam”"), "the shift is told where the summit is: {late}");
    let told = site.run(&["changes", "--since", "2025-08-13"]).exits(0).stdout;
    assert!(told.contains("from “Full dam” to “No dam”"), "{told}");
    let before = site.run(&["changes", "--since", "2025-08-11", "--until", "2025-08-13"]).exits(0).stdout;
    assert!(!before.contains("No dam"), "{before}");
    // The site of that day knows the same, and finds nothing that today's does not.
    site.run(&["build", "--as-of", "2025-08-13"]).exits(0).lacks("warning");
    let then = words(&site.page("positions/velia/dam.html"));
    assert!(then.contains("Full dam") && !then.contains("12 August 2025 No dam") && !then.contains("Summit"), "{then}");
}

#[test]
fn a_site_of_a_day_knows_no_later_outcome_and_misses_no_later_page() {
    let text = "---\ntitle: B\nas_of: 2026-01-20\njudgements:\n- text: It will be built\n  id: built\n  likelihood: likely\n  cites: [wire]\n";
    let told = "  outcome: {date: 2026-06-01, result: false}\n";
    let undated = "---\ntitle: Wishes\n---\n[[Zanzibar summit]], [[zanzibar wire]], [[the new one]].\n";
    let with = |outcome: &str| {
        site()
            .file("content/briefings/january.md", format!("{text}{outcome}---\nText [@wire].\n"))
            .file("content/pages/wishes.md", undated)
            .file("content/events/new.md", "---\ntitle: N\ndate: 2026-03\naliases: [The new one]\n---\n")
            .file("standpoint.yaml", "title: T\nbase_url: https://t.example/\nmenu: [briefings, matrix, {title: Newest, to: briefings/february}]\n")
    };
    let (open, known) = (with(""), with(told));
    known.check().exits(0);
    for site in [&open, &known] {
        let run = site.run(&["build", "--as-of", "2026-01-31"]).exits(0);
        assert!(!run.stderr.contains("warning") && !run.stderr.contains("error"), "{}", run.stderr);
    }
    assert_eq!(open.files(), known.files());
    for (path, bytes) in open.tree() {
        assert_eq!(String::from_utf8_lossy(&bytes), known.page_lossy(&path), "{path}");
    }
    assert!(!open.page("pages/wishes.html").contains("class=\"gap\""), "what is later is plain words");
}

#[test]
fn an_outcome_that_a_later_briefing_tells_is_told_under_the_title_too() {
    let briefing = |title: &str, as_of: &str, more: &str, outcome: &str| {
        format!(
            "---\ntitle: {title}\nas_of: {as_of}\n{more}judgements:\n- text: It will be built\n  id: built\n  likelihood: likely\n  cites: [wire]\n{outcome}---\nText [@wire].\n"
        )
    };
    let site = Site::new().source("wire").file("content/briefings/a.md", briefing("A", "2025-02", "", "")).file(
        "content/briefings/b.md",
        briefing("B", "2025-08", "follows: a\n", "  outcome: {date: 2025-07, result: false}\n"),
    );
    site.build();
    let a = words(&site.page("briefings/a.html"));
    assert!(a.contains("What became of 1 of its judgements is known by now"), "{a}");
}

/// An outlook on 2025 stands for its last day: what came in February is new since the briefing of January.
#[test]
fn the_briefing_before_is_one_whose_day_is_past() {
    let briefing = |as_of: &str, block: &str| format!("---\ntitle: B\nas_of: {as_of}\n---\nText [@wire].\n{block}");
    let site = living()
        .file("content/briefings/january.md", briefing("2025-01", ""))
        .file("content/briefings/year.md", briefing("2025", ""))
        .file("content/briefings/march.md", briefing("2025-03-02", "\n```changes\n```\n"))
        .file("content/events/talks.md", "---\ntitle: Talks\ndate: 2025-02-10\n---\n");
    site.build();
    let march = words(&site.page("briefings/march.html"));
    assert!(march.contains("Talks"), "{march}");
}

#[test]
fn the_matrix_of_a_day_has_a_page_with_ways_to_its_neighbours() {
    let site =
        site().file("standpoint.yaml", "title: T\nbase_url: https://example.org/repo/\neditions: [2026-01, 2025]\n");
    site.build().exits(0);
    let january = site.page("matrix/2026-01.html");
    assert!(words(&january).contains("Matrix of January 2026") && words(&january).contains("Full dam"));
    assert!(words(&january).contains("Stands for January 2026. Since then 1 of 2 positions has moved"));
    assert!(january.contains("href=\"../matrix/2025.html\"") || january.contains("href=\"2025.html\""), "{january}");
    assert!(january.contains("href=\"../matrix.html\""));
    assert!(words(&site.page("matrix.html")).contains("As of January 2026"));
    assert!(words(&site.page("matrix/2025.html")).contains("Matrix of 2025"));
}

#[test]
fn a_year_follows_its_months_and_no_matrix_is_of_a_later_day_than_the_site() {
    let settings = "title: T\nbase_url: https://example.org/repo/\neditions: [2026-01, 2026, 2026-02-15]\n";
    let site = site().file("standpoint.yaml", settings);
    site.build().exits(0);
    let way = |page: &str| words(&site.page(page)).split("As it was known").next().unwrap_or_default().to_owned();
    assert!(way("matrix/2026-01.html").contains("As of 15 February 2026 →"), "{}", way("matrix/2026-01.html"));
    assert!(way("matrix/2026-02-15.html").contains("← As of January 2026"));
    assert!(way("matrix/2026-02-15.html").contains("As of 2026 →"), "{}", way("matrix/2026-02-15.html"));
    assert!(words(&site.page("matrix.html")).contains("← As of 2026"));
    // An arrow is turned round where pages are read from the right; nobody has it read out.
    assert!(site.page("matrix.html").contains("<span class=\"arrow\" aria-hidden=\"true\">←</span>"));
    assert!(site.page("assets/style.css").contains("[dir=\"rtl\"] .arrow"));
    site.run(&["build", "--as-of", "2026-01-20"]).exits(0);
    assert!(site.has("matrix/2026-01.html") && !site.has("matrix/2026-02-15.html"));
    assert!(!way("matrix/2026-01.html").contains("February"));
}

#[test]
fn a_day_before_anything_was_known_is_an_empty_site_that_says_so() {
    let site = site();
    site.run(&["build", "--as-of", "1999"]).exits(0);
    assert!(words(&site.page("index.html")).contains("The site as of 1999"));
    for (page, said) in [("matrix.html", "No position is known here."), ("timeline.html", "No event is known here.")] {
        assert!(words(&site.page(page)).contains(said), "{page}");
    }
    assert!(!site.has("briefings/january.html"));
}

#[test]
fn an_earlier_position_in_a_list_leads_to_its_entry_in_the_history() {
    let site = site().file(
        "content/positions/velia/dam.2026-03.md",
        "---\nas_of: 2026-03-01\nstance: opposes\noption: 2\nsummary: It bends.\n---\nBends [@later].\n",
    );
    site.build().exits(0);
    let event = site.page("events/summit.html");
    assert!(event.contains("../positions/velia/dam.html#position-velia-dam.2026-02\""), "{event}");
    assert!(!event.contains("#position-velia-dam.2026-02#"), "and has one place behind it");
}

#[test]
fn what_became_of_a_text_is_among_the_changes_however_late_it_came() {
    let site = living()
        .file("content/issues/dam.md", "---\ntitle: The dam\nscale: [Full dam, Low dam, No dam]\ncorrections:\n  - date: 2026-04-10\n    text: It is two dams.\n---\n")
        .file(
            "content/sources/wire.md",
            "---\ntitle: Wire\nurl: https://wire.example/1\npublished: 2025-01-01\narchived:\n  - url: https://copies.example/1\n    date: 2026-03-02\nretracted:\n  date: 2026-05-20\n  reason: Made up.\n---\nNote.\n",
        );
    site.build().exits(1);
    let changes = words(&site.page("changes.html"));
    for told in ["It is two dams.", "Made up.", "2 March 2026"] {
        assert!(changes.contains(told), "{told}: {changes}");
    }
    site.run(&["build", "--as-of", "2026-03-01"]);
    assert!(!site.has("changes.html"), "nothing had changed by then");
}

/// The wire copies an agency, and that took its report back in May.
#[test]
fn what_rests_on_a_later_retraction_says_that_it_is_later() {
    let agency = "---\ntitle: Agency\nurl: https://agency.example/1\npublished: 2025-01-01\nretracted:\n  date: 2026-05-20\n  reason: Made up.\n---\nNote.\n";
    let wire =
        "---\ntitle: Wire\nurl: https://wire.example/1\npublished: 2025-01-01\nderived_from: [agency]\n---\nNote.\n";
    let site = living().file("content/sources/agency.md", agency).file("content/sources/wire.md", wire);
    site.build();
    let january = site.page("briefings/january.html");
    let marks = |html: &str| html.matches("mark-retracted").count();
    assert!(marks(&january) > 4, "the sentence, its note, the positions and the cells rest on it: {january}");
    let of_its_day = Page::read(&january).expect("a page").main_without("data-later");
    assert_eq!(marks(&of_its_day), 0, "{of_its_day}");
    let position = site.page("positions/velia/dam.html");
    assert!(!position.contains("data-later=\"print\""), "the page of today knows it: {position}");
}

#[test]
fn that_a_briefing_came_out_is_no_news_in_itself() {
    let site = site().file(
        "content/briefings/february.md",
        "---\ntitle: Zanzibar in February\nas_of: 2026-02-28\nfollows: january\n---\nIt moved [@later].\n\n```changes\n```\n",
    );
    site.build().exits(0);
    let page = site.page("briefings/february.html");
    assert!(page.contains("mark-shift") && !page.contains("mark-briefing"), "{page}");
    assert!(words(&site.page("changes.html")).contains("Briefing Zanzibar in February"));
}

#[test]
fn a_block_says_its_days_and_that_nothing_has_changed() {
    let blocks = "```changes\nsince: 2026-02-28\n```\n\n```shifts\nsince: 2026-02-25\nuntil: 2026-02-26\n```\n\n```changes\nsince: january\nuntil: 2026-02-20\n```\n";
    let site = site().file("content/index.md", format!("---\ntitle: Home\n---\n{blocks}"));
    site.build().exits(0);
    let text = words(&site.page("index.html"));
    for told in [
        "Nothing has changed since 28 February 2026.",
        "No position has moved since 25 February 2026 until 26 February 2026.",
        "What changed since January until 20 February 2026",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
}

#[test]
fn a_picture_of_places_has_its_words_for_those_who_do_not_see_it() {
    let site = site();
    site.build().exits(0);
    let page = site.page("issues/dam.html");
    assert!(page.contains("aria-describedby=\"sp-scale:words\""), "{page}");
    let told = "<p id=\"sp-scale:words\" hidden>Karu: No dam; a red line excludes Full dam. Velia: No dam, before that Full dam. </p>";
    let start = page.find("<p id=\"sp-scale:words\"").map_or("", |at| &page[at..at + 300]);
    assert!(start.starts_with(told), "{start}");
}

/// Who names no option of its own may rule one out all the same.
#[test]
fn a_red_line_is_in_the_picture_also_where_no_place_is_known() {
    let site = living().file(
        "content/positions/karu/dam.md",
        "---\nas_of: 2026-01-12\nstance: opposes\nfirmness: red-line\nrejects: [1]\n---\nNo [@wire].\n",
    );
    site.build();
    let page = site.page("issues/dam.html");
    assert!(page.contains("spectrum-red-line"), "the bar");
    assert!(words(&page).contains("Karu: Opposes; a red line excludes Full dam."), "{}", words(&page));
    assert!(!words(&page).contains("Without a place here"), "{}", words(&page));
}

#[test]
fn what_a_block_heads_stands_one_level_below_what_it_stands_under() {
    let site = site().file(
        "content/briefings/february.md",
        "---\ntitle: February\nas_of: 2026-02-28\n---\n```spectrum\n```\n\n## Later\n\nText [@later].\n\n```spectrum\nas_of: 2026-01\n```\n",
    );
    site.build().exits(0);
    let page = site.page("briefings/february.html");
    let headings: Vec<&str> = page
        .match_indices("<h")
        .map(|(at, _)| &page[at..at + 3])
        .filter(|tag| *tag != "<he" && *tag != "<ht")
        .collect();
    assert_eq!(headings[..4], ["<h1", "<h2", "<h2", "<h3"], "{headings:?}");
}

#[test]
fn a_source_that_a_text_of_the_day_cites_stays_by_whatever_name_it_is_cited() {
    let doe = "---\ntitle: Doe\nurl: https://doe.example.org/report\nkeys: [\"Doe:2020\"]\npublished: 2021\n---\n";
    for cite in ["[@doe]", "[@Doe:2020]", "[^1]\n\n[^1]: http://www.doe.example.org/report/"] {
        let velia = format!("---\nas_of: 2020-01\nstance: supports\nsummary: Yes.\n---\nIt says so {cite}\n");
        let site = Site::new().actor("velia").issue("dam").file("content/sources/doe.md", doe);
        let site = site.file("content/positions/velia/dam.md", &velia);
        site.run(&["build", "--as-of", "2020-06-01"]).exits(0);
        let page = site.page("positions/velia/dam.html");
        assert!(page.contains("../../sources/doe.html") && !page.contains("no such source"), "{cite}: {page}");
        assert_eq!(site.page("data/citations.csv").matches("\ndoe,").count(), 1, "{cite}");
    }
}

#[test]
fn what_was_put_right_later_is_told_beside_what_moved() {
    let site = site().file(
        "content/positions/karu/dam.md",
        "---\nas_of: 2026-01-12\nstance: opposes\noption: 3\nsummary: It wants none.\ncorrections:\n  - {date: 2026-02-03, text: It had said so in writing.}\n---\nIt says so [@wire].\n",
    );
    site.build();
    let january = words(&site.page("briefings/january.html"));
    assert!(january.contains("1 of 2 positions has moved"), "{january}");
    assert!(january.contains("1 of the positions shown here has been corrected since."), "{january}");
    assert!(!words(&site.page("briefings/february.html")).contains("corrected since"), "it was known by then");
}

#[test]
fn of_two_positions_of_one_date_none_is_where_the_other_came_from() {
    let site = site().file(
        "content/positions/karu/dam.first.md",
        "---\nas_of: 2026-01-12\nstance: supports\noption: Full dam\nsummary: It wants all.\n---\nIt says so [@wire].\n",
    );
    let site = site.file(
        "content/briefings/january.md",
        "---\ntitle: January\nas_of: 2026-01-20\nactors: [karu]\n---\nA text [@wire].\n\n```matrix\n```\n\n```spectrum\n```\n",
    );
    assert!(site.build().stderr.contains("[same-date]"));
    let january = words(&site.page("briefings/january.html"));
    assert!(!january.contains("before that") && !january.contains("Way:"), "{january}");
}

#[test]
fn that_a_later_source_says_otherwise_is_a_mark_of_later() {
    let site = site().file(
        "content/sources/later.md",
        "---\ntitle: Zanzibar wire\nurl: https://later.example/zanzibar\npublished: 2026-02-21\ncontradicts: [wire]\n---\nNote.\n",
    );
    site.build();
    let january = site.page("briefings/january.html");
    let mark = "data-later=\"print\">Contradicted by <a href=\"../sources/later.html\">";
    assert!(january.contains(mark), "{january}");
    let wire = site.page("sources/wire.html");
    assert!(!wire.contains(mark) && words(&wire).contains("Zanzibar wire"), "{wire}");
}

#[test]
fn what_is_known_to_have_come_later_is_later_whatever_else_is_left_out() {
    // The summit itself is later than the day, and still says that the deal behind it is.
    let site = site()
        .file("content/events/talks.md", "---\ntitle: Talks\ndate: 2026-03-20\nactors: [velia]\nissues: [dam]\n---\nThey talk.\n")
        .file(
            "content/events/deal.md",
            "---\ntitle: The deal\ndate: 2026-03~\nannounced: 2026-01-15\nafter: [talks]\nactors: [velia]\nissues: [dam]\n---\n",
        );
    site.run(&["build", "--as-of", "2026-03-10"]);
    let timeline = words(&site.page("timeline.html"));
    assert!(timeline.contains("about March 2026 Planned The deal"), "{timeline}");
}

#[test]
fn the_site_stands_for_what_its_newest_text_is_known_to_have_followed() {
    // The summit was announced for the 20th, and what it brought about is dated roughly.
    let site = living()
        .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2026-02-20\nannounced: 2026-02-05\nactors: [velia]\nissues: [dam]\n---\n")
        .file(
            "content/positions/velia/dam.2026-02.md",
            "---\nas_of: 2026-02~\nstance: opposes\noption: No dam\ntrigger: summit\nsummary: It wants none.\n---\nNone [@wire].\n",
        );
    site.build().exits(0);
    for page in ["matrix.html", "actors/velia.html", "positions/velia/dam.html", "changes.html"] {
        assert!(words(&site.page(page)).contains("No dam"), "{page}");
    }
    assert!(!words(&site.page("timeline.html")).contains("Planned"), "what followed it says that it happened");
}

#[test]
fn whom_a_move_leads_nearer_to_is_as_the_day_of_the_page_knows_it() {
    let block = "---\ntitle: January\nas_of: 2026-01-20\n---\nA text [@wire].\n\n```changes\nsince: 2025-12-20\n```\n";
    let moved = "---\nas_of: 2026-01\nstance: conditional\noption: Low dam\nsummary: Less.\n---\nLess [@wire].\n";
    let site = living()
        .file(
            "content/positions/velia/dam.md",
            "---\nas_of: 2025-12-01\nstance: supports\noption: Full dam\nsummary: All.\n---\nAll [@wire].\n",
        )
        .file("content/positions/velia/dam.2026-01.md", moved)
        .file(
            "content/positions/karu/dam.md",
            "---\nas_of: 2025-12-01\nstance: supports\noption: Full dam\nsummary: All.\n---\nAll [@wire].\n",
        )
        .file("content/briefings/january.md", block);
    site.build();
    let before = words(&site.page("briefings/january.html"));
    assert!(before.contains("Farther from Karu"), "{before}");
    site.write(
        "content/positions/karu/dam.2026-02.md",
        "---\nas_of: 2026-01-25\nstance: opposes\noption: No dam\nsummary: None.\n---\nNone [@wire].\n",
    );
    site.build();
    let after = words(&site.page("briefings/january.html"));
    assert!(after.contains("Farther from Karu") && !after.contains("Nearer to Karu"), "{after}");
}

#[test]
fn a_draft_and_what_is_internal_keep_no_later_source() {
    let site = site()
        .file("content/briefings/next.md", "---\ntitle: Next\nas_of: 2026-01-15\ndraft: true\n---\nA text [@later].\n")
        .file("content/pages/house.md", "---\ntitle: House\naudience: internal\n---\nA text [@later].\n");
    site.run(&["build", "--as-of", "2026-01-31"]);
    for (path, bytes) in site.tree() {
        assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("zanzibar"), "{path}");
    }
}

#[test]
fn a_site_of_a_day_does_not_say_when_the_way_to_a_source_was_made_later() {
    let site = living().file(
        "content/sources/wire.md",
        "---\ntitle: Wire\nurl: https://wire.example/\npublished: 2026-01-02\naccessed: 2026-09-09\narchived:\n  - {url: https://archive.example/one, date: 2026-10-10}\n  - {url: https://archive.example/two, date: 2026-01-05}\n---\n",
    );
    site.run(&["build", "--as-of", "2026-01-31"]);
    let page = site.page("sources/wire.html");
    assert!(page.contains("https://archive.example/one") && words(&page).contains("5 January 2026"), "{page}");
    for (path, bytes) in site.tree() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains("2026-10") && !text.contains("October 2026") && !text.contains("September 2026"),
            "{path}"
        );
    }
}

#[test]
fn what_a_later_briefing_would_limit_is_limited_in_a_site_of_a_day_too() {
    let page =
        "---\ntitle: About\n---\n\n```matrix\nchanged_since: february\n```\n\n```changes\nsince: february\n```\n";
    let site = site().file("content/pages/about.md", page);
    site.run(&["build", "--as-of", "2026-01-31"]);
    let about = words(&site.page("pages/about.html"));
    assert!(!about.contains("Full dam") && !about.contains("New position"), "{about}");
}

#[test]
fn a_matrix_of_what_changed_leaves_out_who_did_not() {
    let page = "---\ntitle: About\n---\n\n```matrix\nchanged_since: 2026-02-01\n```\n";
    let site = site().file("content/pages/about.md", page);
    site.build();
    let about = site.page("pages/about.html");
    assert!(words(&about).contains("Velia") && !words(&about).contains("Karu"), "{}", words(&about));
}

#[test]
fn a_mark_of_later_depends_on_the_day_of_the_page_and_on_no_other_page() {
    let cites = |day: &str| format!("---\ntitle: Of {day}\nas_of: {day}\n---\nA text [@wire].\n");
    let site = living()
        .file(
            "content/sources/later.md",
            "---\ntitle: Other\nurl: https://later.example/\npublished: 2026-02-21\ncontradicts: [wire]\n---\n",
        )
        .file("content/briefings/a.md", cites("2026-01-20"))
        .file("content/briefings/b.md", cites("2026-03-28"))
        .file("content/briefings/c.md", cites("2026-01-22"));
    site.build();
    for (page, later) in [("a", true), ("b", false), ("c", true)] {
        let page = site.page(&format!("briefings/{page}.html"));
        assert!(page.contains("Contradicted by"), "{page}");
        assert_eq!(page.contains("data-later=\"print\">Contradicted by"), later, "{page}");
    }
}

#[test]
fn a_matrix_of_a_day_that_is_still_to_come_is_told() {
    let site = site();
    let settings = std::fs::read_to_string(site.path("standpoint.yaml")).expect("settings");
    site.write("standpoint.yaml", settings + "editions: [2026-01, 2027-01]\n");
    let run = site.check();
    let told = run.finding("date-anomaly");
    assert!(told.contains("there is nothing here of January 2027 yet: the newest date is 28 February 2026"), "{told}");
}

#[test]
fn what_a_position_newly_says_of_options_is_a_change() {
    let site = living().file(
        "content/positions/velia/dam.2026-02.md",
        "---\nas_of: 2026-02-21\nstance: supports\noption: Full dam\nrejects: [No dam]\nsummary: It wants the dam.\n---\nIt says so [@wire].\n",
    );
    site.build();
    let told = "still “Full dam”; now rules out “No dam”";
    assert!(words(&site.page("changes.html")).contains(told), "{}", words(&site.page("changes.html")));
    let run = site.run(&["changes", "--since", "january"]);
    assert!(run.stdout.contains(&format!("Velia on The dam: {told}\n")), "{}", run.stdout);
    let page = words(&site.page("positions/velia/dam.html"));
    assert!(page.contains("Rules outNo dam") && page.contains("Could live withLow dam"), "{page}");
}

#[test]
fn an_option_and_a_stance_are_no_ends_of_one_way() {
    let site = living().file(
        "content/positions/velia/dam.2026-02.md",
        "---\nas_of: 2026-02-21\nstance: ambiguous\nfirmness: firm\nsummary: It hesitates.\n---\nIt says so [@wire].\n",
    );
    let run = site.run(&["changes", "--since", "january"]);
    let told = "from “Supports” to “Ambiguous”; no longer for “Full dam”";
    assert!(run.stdout.contains(told), "{}", run.stdout);
}

#[test]
fn events_that_would_have_come_after_one_another_are_told_on_a_day_too() {
    let event = |after: &str| format!("---\ntitle: Talks\ndate: 2026-01\nafter: [{after}]\n---\nThey met.\n");
    let site = living().file("content/events/one.md", event("two")).file("content/events/two.md", event("one"));
    for arguments in [&["check", "--format", "short"][..], &["check", "--as-of", "2026-01-31", "--format", "short"]] {
        let told = site.run(arguments).stdout;
        assert!(told.contains("each of these events would have come after the other"), "{told}");
    }
}
