//! What readers of a site that is kept for months are told, and what they must not be told: of days to come, of moves that
//! were none, of forecasts after the fact, and of history that was rewritten.

use crate::changes::commit;
use crate::harness::Site;
use crate::html::{Page, words};

/// Two actors, an issue with a scale, a position of each, and a briefing of January.
fn living() -> Site {
    crate::days::living().file("content/actors/karu.md", "---\nname: Karu\n---\n")
}

fn position(site: Site, actor: &str, file: &str, front: &str) -> Site {
    let text = format!("---\n{front}---\nIt says so [@wire].\n");
    site.file(&format!("content/positions/{actor}/{file}.md"), text)
}

fn briefing(site: Site, id: &str, front: &str, text: &str) -> Site {
    site.file(&format!("content/briefings/{id}.md"), format!("---\ntitle: Briefing {id}\n{front}---\n{text}\n"))
}

fn judged(likelihood: &str, more: &str) -> String {
    format!(
        "judgements:\n  - text: It will be built.\n    id: built\n    likelihood: {likelihood}\n    cites: [wire]\n{more}"
    )
}

fn source(site: Site, key: &str, more: &str) -> Site {
    let text =
        format!("---\ntitle: Source {key}\nurl: https://{key}.example/1\npublished: 2025-01-01\n{more}---\nNote.\n");
    site.file(&format!("content/sources/{key}.md"), text)
}

fn retracted(date: &str) -> String {
    format!("retracted:\n  date: {date}\n  reason: Made up.\n")
}

#[test]
fn who_stands_where_it_stood_has_not_moved_and_what_it_newly_says_is_told() {
    let vote = "---\ntitle: The vote\ndate: 2026-02-20\n---\nThey voted.\n";
    let same = "as_of: 2026-02-21\nstance: supports\noption: Full dam\nsummary: Still.\ntrigger: vote\n";
    let site = position(living(), "velia", "dam.later", &format!("{same}rejects: [No dam]\n"));
    let site = site.file("content/events/vote.md", vote);
    site.build().exits(0);
    let january = words(&site.page("briefings/january.html"));
    assert!(january.contains("2 changes are known; none of the positions shown here has moved."), "{january}");
    assert!(january.contains("Renewed by 21 February 2026"), "its cell leads to the newer one: {january}");
    let changes = words(&site.page("changes.html"));
    assert!(changes.contains("Renewed Velia on The dam"), "{changes}");
    assert!(changes.contains("now rules out “No dam”"), "{changes}");
    let shifts = site.run(&["changes", "--since", "january"]).exits(0).stdout;
    assert!(
        shifts.contains("renewed  Velia on The dam: still “Full dam”; now rules out “No dam”, after The vote"),
        "{shifts}"
    );
}

#[test]
fn that_the_option_of_before_is_ruled_out_is_told() {
    let site = position(
        living(),
        "velia",
        "dam.later",
        "as_of: 2026-02-21\nstance: opposes\noption: No dam\nrejects: [1, 2]\n",
    );
    site.build().exits(0);
    let changes = words(&site.page("changes.html"));
    assert!(changes.contains("now rules out “Full dam”, “Low dam”"), "{changes}");
}

#[test]
fn the_line_under_a_title_counts_what_the_blocks_show() {
    let site = living().file("content/issues/toll.md", "---\ntitle: The toll\n---\n");
    let site = position(site, "velia", "toll", "as_of: 2026-01-05\nstance: supports\n");
    let site = position(site, "velia", "toll.later", "as_of: 2026-02-21\nstance: opposes\n");
    let site = briefing(site, "narrow", "as_of: 2026-01-20\nissues: [dam]\n", "```matrix\nissues: [dam, toll]\n```\n");
    let site = briefing(site, "wide", "as_of: 2026-01-20\n", "```matrix\nissues: [dam]\n```\n");
    site.build().exits(0);
    let narrow = words(&site.page("briefings/narrow.html"));
    assert!(narrow.contains("1 of 3 positions has moved"), "{narrow}");
    let wide = words(&site.page("briefings/wide.html"));
    assert!(wide.contains("none of the positions shown here has moved"), "{wide}");
}

/// Of two sources one is taken back before the briefing, and one after it.
#[test]
fn on_its_day_a_claim_rested_on_what_was_taken_back_later() {
    let site = source(source(living(), "early", &retracted("2026-01-15")), "late", &retracted("2026-03-01"));
    let site = site.file(
        "content/positions/velia/dam.md",
        "---\nas_of: 2026-01-10\nstance: supports\noption: 1\n---\nSo [@early] [@late].\n",
    );
    site.build();
    let january = site.page("briefings/january.html");
    assert!(words(&january).contains("Rests on nothing but what was retracted"), "today it does");
    let then = Page::read(&january).expect("a page").main_without("data-later");
    let then = words(&then);
    assert!(
        !then.contains("Rests on nothing but what was retracted") && !then.contains("Source late, Source"),
        "{then}"
    );
    assert!(then.contains("Rests in part on what was retracted: Source early"), "{then}");
}

#[test]
fn no_search_and_no_picture_tells_of_what_is_to_come() {
    let site = briefing(living(), "zanzibar-talks", "as_of: 2026-06-01\n", "Text.")
        .file("content/briefings/zanzibar-talks.png", "not read")
        .file("content/events/secret.md", "---\ntitle: Zanzibar summit\ndate: 2026-06-02\n---\nText.\n")
        .file(
            "content/pages/p.md",
            "---\ntitle: P\n---\nWe watch [the talks](../briefings/zanzibar-talks.md), [[Zanzibar summit|the meeting]], [](../events/secret.md).\n",
        );
    site.run(&["build", "--as-of", "2026-01-31"]);
    for (path, bytes) in site.tree() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!path.contains("zanzibar") && !text.contains("zanzibar") && !text.contains("secret"), "{path}");
    }
    assert!(words(&site.page("pages/p.html")).contains("the talks, the meeting, …"), "{}", site.page("pages/p.html"));
    let refused = site.run(&["changes", "--since", "2026-02-30"]).exits(2);
    assert!(refused.stderr.contains("`2026-02-30` is no date"), "{}", refused.stderr);
}

#[test]
fn a_follow_up_of_the_same_day_tells_what_it_judges_otherwise() {
    let site = briefing(living(), "one", &format!("as_of: 2026-03-10\n{}", judged("unlikely", "")), "Text.");
    let two = |follows: &str| format!("as_of: 2026-03-10\n{follows}{}", judged("likely", ""));
    let open = briefing(site, "two", &two(""), "```changes\nsince: one\n```");
    open.build().exits(0);
    let text = words(&open.page("briefings/two.html"));
    assert!(text.contains("Nothing has changed since Briefing one"), "of two of one day none came first: {text}");
    let site = briefing(open, "two", &two("follows: one\n"), "```changes\n```");
    site.build().exits(0);
    let text = words(&site.page("briefings/two.html"));
    assert!(text.contains("Judgement It will be built. from “Unlikely” to “Likely”"), "{text}");
}

#[test]
fn what_is_judged_after_the_fact_is_no_forecast() {
    let told = judged("likely", "    outcome: {date: 2026-01-01, result: true}\n");
    let site = briefing(living(), "one", &format!("as_of: 2026-03-10\n{told}"), "Text.");
    let found = site.check().stdout;
    assert!(found.contains("the outcome is dated 1 January 2026, before the judgement (10 March 2026)"), "{found}");
    site.build();
    assert!(!words(&site.page("judgements.html")).contains("It will be built"), "the ledger counts forecasts");
    // Held before, it is one; and its outcome is told once, whoever says it.
    let site = briefing(site, "zero", &format!("as_of: 2025-12-01\n{told}"), "Text.");
    assert!(!site.check().stdout.contains("before the judgement"));
    site.build();
    assert!(words(&site.page("judgements.html")).contains("It will be built"));
    let changes = words(&site.page("changes.html"));
    assert_eq!(changes.matches("Outcome It will be built").count(), 1, "{changes}");
}

#[test]
fn orders_that_only_several_words_together_deny_are_found() {
    let event = |date: &str, more: &str| format!("---\ntitle: E\ndate: {date}\n{more}---\nText.\n");
    let site = living()
        .file("content/events/summit.md", event("2026-11-20", ""))
        .file("content/events/vote.md", event("2026", "after: [summit]\n"))
        .file("content/events/count.md", event("2026-05", "after: [vote]\n"));
    let site = position(site, "velia", "dam.later", "as_of: 2026-02\nstance: opposes\ntrigger: vote\n");
    let site = briefing(site, "march", "as_of: 2026-03\n", "Text.");
    let site = briefing(site, "twentieth", "as_of: 2026-03-20\nfollows: march\n", "Text.");
    let found = site.check().stdout;
    for told in [
        "content/positions/velia/dam.later.md:4:10: error: this position is dated February 2026, and `vote`, which would have moved it, happened later, behind what its `after:` names",
        "content/events/count.md:4:9: error: this event is dated May 2026, and cannot have come after `vote` of 2026, behind what its own `after:` names",
        "content/briefings/twentieth.md:4:10: warning: this briefing stands for 20 March 2026, and the one that it takes up for March 2026, which ends later",
    ] {
        assert!(found.contains(told), "{told}: {found}");
    }
}

#[test]
fn a_block_since_a_month_begins_behind_its_last_day() {
    let site = briefing(living(), "march", "as_of: 2026-03-20\n", "```changes\nsince: 2026-03\n```");
    let found = site.check().stdout;
    let told = "no day lies between March 2026, where this block begins, and 20 March 2026, where it ends";
    assert!(found.contains(told), "{found}");
}

#[test]
fn what_was_only_announced_has_a_page_of_changes_to_lead_to() {
    let event = "---\ntitle: The vote\ndate: 2026-04\nannounced: 2026-02-20\n---\nText.\n";
    let site = living().file("content/events/vote.md", event);
    site.build().exits(0);
    let january = words(&site.page("briefings/january.html"));
    assert!(january.contains("1 change is known") && site.has("changes.html"), "{january}");
    // One that is known since a day within its month was not known before.
    let about = "---\ntitle: The vote\ndate: 2026-01~\nannounced: 2026-01-25\n---\nText.\n";
    let site = site.file("content/events/vote.md", about);
    site.build().exits(0);
    assert!(!words(&site.page("briefings/january.html")).contains("The vote"), "on 20 January nobody knew");
}

#[test]
fn an_issue_without_a_scale_has_its_picture_by_stance() {
    let site = living().file("content/issues/toll.md", "---\ntitle: The toll\n---\n");
    let site = position(site, "velia", "toll", "as_of: 2026-01-05\nstance: supports\n");
    let site = position(site, "karu", "toll", "as_of: 2026-01-05\nstance: opposes\n");
    site.build().exits(0);
    let toll = site.read("issues/toll.html");
    assert!(toll.html().contains("<svg class=\"spectrum-picture\""), "{}", toll.html());
    assert!(toll.find_id("sp-scale").is_some(), "what the picture is called by");
    // Whoever has moved since has a line below the picture of an earlier day.
    let site = position(site, "karu", "toll.later", "as_of: 2026-02-05\nstance: supports\n");
    let site = briefing(site, "early", "as_of: 2026-01-20\n", "```spectrum\nissue: toll\n```");
    site.build().exits(0);
    assert!(words(&site.page("briefings/early.html")).contains("Karu: Moved by 5 February 2026"));
}

#[test]
fn rewritten_verdicts_titles_texts_and_causes_are_told_against_a_commit() {
    let outcome = |result: &str| judged("likely", &format!("    outcome: {{date: 2026-04-01, result: {result}}}\n"));
    let one = |result: &str| format!("as_of: 2026-03-10\n{}", outcome(result));
    let event = |title: &str| format!("---\ntitle: {title}\ndate: 2026-01-05\n---\nText.\n");
    let site = briefing(living(), "one", &one("true"), "Text.").file("content/events/vote.md", event("The vote"));
    commit(&site);
    let site = briefing(site, "one", &one("false"), "Text.").file("content/events/vote.md", event("The failed vote"));
    let path = "content/positions/velia/dam.md";
    let text = std::fs::read_to_string(site.path(path)).expect("a text");
    site.write(path, text.replace("It says so", "It\nsays so"));
    let broken = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    assert!(!broken.contains("Velia on The dam"), "a line that ends elsewhere is no other text: {broken}");
    site.write(path, text.replace("[@wire]", "[@wire] [@other]"));
    let site = source(site, "other", "");
    let cited = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    assert!(cited.contains("Velia on The dam: the position of 10 January 2026 was rewritten"), "{cited}");
    site.write(path, text.replace("It says so", "It has always said so"));
    let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    for line in [
        "“It will be built.”: rewritten, now “Did not come true”, before “Came true”",
        "“content/events/vote.md”: rewritten, now “The failed vote”, before “The vote”",
        "Velia on The dam: the position of 10 January 2026 was rewritten, still “Full dam”",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
}

#[test]
fn a_link_to_what_is_later_is_whole_and_its_pictures_are_not_there() {
    let site =
        briefing(living(), "later", "as_of: 2026-06-01\nimage: ../images/named.png\n", "![Seen](../images/seen.png)");
    let site = briefing(site, "held", "as_of: 2026-01-01\ndraft: true\nimage: ../images/draft.png\n", "Text.")
        .file("content/images/named.png", figure())
        .file("content/images/seen.png", figure())
        .file("content/images/draft.png", figure())
        .file("content/pages/p.md", "---\ntitle: P\n---\n[It](../briefings/later.md), and [[later|so]].\n");
    site.run(&["build", "--as-of", "2026-01-31"]);
    let page = site.page("pages/p.html");
    assert!(page.contains("<span>It</span>, and <span>so</span>."), "{page}");
    for name in ["named", "seen", "draft"] {
        assert!(!site.has(&format!("images/{name}.png")), "{name}");
    }
    site.build();
    assert!(site.has("images/named.png") && site.has("images/seen.png") && !site.has("images/draft.png"));
}

/// The smallest image.
fn figure() -> Vec<u8> {
    const DOT: &str = "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082";
    (0..DOT.len()).step_by(2).map(|at| u8::from_str_radix(&DOT[at..at + 2], 16).expect("a byte")).collect()
}

/// What a claim rests on draws on two sources, one taken back before the day of the page and one after it.
#[test]
fn of_what_lies_behind_each_retraction_has_its_own_day() {
    for drawn_on in ["[early, late]", "[late, early]"] {
        let site = source(source(living(), "early", &retracted("2026-01-15")), "late", &retracted("2026-03-01"));
        let site = source(site, "wire", &format!("derived_from: {drawn_on}\n"));
        site.build();
        let january = site.page("briefings/january.html");
        assert!(words(&january).contains("Rests on nothing but what was retracted"), "{drawn_on}");
        let then = words(&Page::read(&january).expect("a page").main_without("data-later"));
        assert!(!then.contains("nothing but what was retracted"), "{drawn_on}: {then}");
        assert!(then.contains("Rests in part on what was retracted: Source early"), "{drawn_on}: {then}");
    }
}

#[test]
fn an_outcome_that_is_told_again_later_changes_no_day_before() {
    let told = |day: &str| judged("likely", &format!("    outcome: {{date: {day}, result: true}}\n"));
    let site = briefing(living(), "one", &format!("as_of: 2026-01-20\n{}", told("2026-03-01")), "Text.");
    let site = briefing(site, "two", &format!("as_of: 2026-02-20\n{}", told("2026-03-02")), "Text.");
    let site = briefing(site, "three", "as_of: 2026-03-01\nfollows: two\n", "```changes\n```");
    site.build();
    let three = words(&site.page("briefings/three.html"));
    assert!(three.contains("Outcome It will be built"), "it was known on that day: {three}");
}

#[test]
fn an_event_under_another_name_rewrites_no_position() {
    let vote = "---\ntitle: The vote\ndate: 2026-01-05\n---\nText.\n";
    let site = living().file("content/events/vote.md", vote);
    let site = position(site, "velia", "dam", "as_of: 2026-01-10\nstance: supports\ntrigger: vote\n");
    commit(&site);
    site.run(&["rename", "event", "vote", "poll"]).exits(0);
    let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    assert!(told.contains("The vote: the same under another name") && !told.contains("rewritten"), "{told}");
    let other = "---\ntitle: The walk\ndate: 2026-01-06\n---\nText.\n";
    commit(&site);
    let site = site.file("content/events/walk.md", other);
    let site = position(site, "velia", "dam", "as_of: 2026-01-10\nstance: supports\ntrigger: walk\n");
    let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    assert!(told.contains("the position of 10 January 2026 was rewritten"), "{told}");
}

#[test]
fn the_line_under_a_title_counts_what_the_filters_leave() {
    let site = position(living(), "velia", "dam.later", "as_of: 2026-02-21\nstance: opposes\n");
    let site = briefing(site, "firm", "as_of: 2026-01-20\n", "```positions\nfirmness: red-line\n```\n");
    let site = briefing(site, "dated", "as_of: 2026-01-20\n", "```matrix\nactors: [karu]\nas_of: 2026-01-20\n```\n");
    site.build().exits(0);
    for id in ["firm", "dated"] {
        let text = words(&site.page(&format!("briefings/{id}.html")));
        assert!(text.contains("none of the positions shown here has moved"), "{id}: {text}");
    }
}

/// A page without what speaks of days after its own.
fn of_its_day(site: &Site, path: &str) -> String {
    site.read(path).main_without("data-later").replace(' ', "")
}

#[test]
fn what_a_later_text_tells_of_an_earlier_day_is_not_known_before_it() {
    let july = format!("as_of: 2026-07-20\nfollows: january\n{}", judged("likely", ""));
    let settled = judged("likely", "    outcome: {date: 2026-07-15, result: false, note: Zanzibar}\n");
    let august = format!("as_of: 2026-08-20\nfollows: july\n{settled}");
    let fair =
        "---\ntitle: The fair\ndate: 2026-12-01\ncorrections: [{date: 2026-07-01, text: Zanzibar}]\n---\nFair.\n";
    let site = briefing(living(), "july", &july, "```judgements\n```\n\n```changes\n```\n");
    let site = briefing(site, "august", &august, "Text [@wire].").file("content/events/fair.md", fair);
    let told = site.run(&["changes", "--since", "2026-01-01", "--until", "2026-07-31"]).exits(0).stdout;
    assert!(!told.contains("Zanzibar") && !told.contains("august"), "{told}");
    let told = site.run(&["changes", "--since", "2026-08-01", "--until", "2026-08-31"]).exits(0).stdout;
    assert!(told.contains("2026-07-15  outcome"), "{told}");
    site.run(&["build", "--as-of", "2026-07-20"]).exits(0);
    let then = of_its_day(&site, "briefings/july.html");
    site.build().exits(0);
    assert!(site.page("briefings/july.html").contains("Zanzibar"), "a reader of July is told");
    assert!(!of_its_day(&site, "briefings/july.html").contains("Zanzibar") && !then.contains("Zanzibar"));
}

#[test]
fn that_another_source_says_otherwise_is_told_in_a_site_of_a_day_as_in_that_of_today() {
    let site = source(living(), "report", "");
    let site = site.file(
        "content/sources/denial.md",
        "---\ntitle: Denial\nurl: https://denial.example/1\npublished: 2026-03-03\ncontradicts: [report]\n---\nNote.\n",
    );
    let site = briefing(site, "january", "as_of: 2026-01-20\n", "So it is [@report].");
    let site = briefing(site, "march", "as_of: 2026-03-11\n", "It is not [@denial].");
    let site = site.file("content/pages/method.md", "---\ntitle: Method\n---\nAs [@report] has it.\n");
    site.build().exits(0);
    let pages = ["briefings/january.html", "pages/method.html"];
    let plain = pages.map(|page| site.read(page).html().matches("Contradicted by").count());
    let of_then = of_its_day(&site, pages[0]);
    site.run(&["build", "--as-of", "2026-03-11"]).exits(0);
    assert_eq!(pages.map(|page| site.read(page).html().matches("Contradicted by").count()), plain);
    assert!(plain.iter().all(|marks| *marks > 0), "{plain:?}");
    site.run(&["build", "--as-of", "2026-01-31"]).exits(0);
    assert!(!of_its_day(&site, pages[0]).contains("Contradicted"), "{of_then}");
}

#[test]
fn a_later_text_takes_no_number_from_a_confidential_source() {
    let note = |words: &str| format!("---\ntitle: T\naudience: internal\ndescriptor: {words}\n---\n");
    let site = living().file("content/sources/old-talk.md", note("A senior official"));
    let site = briefing(site, "spring", "as_of: 2026-04-01\n", "So it is [@old-talk].");
    site.build().exits(0);
    let spring = site.page("briefings/spring.html");
    assert!(spring.contains("sources/confidential-1.html"), "{spring}");
    // Of another folder and name, it is read before.
    let site = site.file("content/sources/new-talk.md", note("A junior clerk"));
    let site = briefing(site, "autumn", "as_of: 2026-10-01\n", "So it is not [@new-talk].");
    site.build().exits(0);
    assert!(words(&site.page("sources/confidential-1.html")).contains("A senior official"));
    assert!(words(&site.page("sources/confidential-2.html")).contains("A junior clerk"));
}

#[test]
fn that_a_page_was_put_into_another_language_later_is_marked_as_later() {
    let site = briefing(living(), "winter", "as_of: 2026-02-11\nlanguage: uk\nalternate: {en: january}\n", "Text.");
    site.build().exits(0);
    let january = site.page("briefings/january.html");
    assert!(january.contains("<p class=\"also-in\" data-later>"), "{january}");
    assert!(site.page("briefings/winter.html").contains("<p class=\"also-in\">"), "the older one was there");
}

#[test]
fn a_new_position_takes_nothing_from_a_draft() {
    let site = position(
        living(),
        "velia",
        "dam.later",
        "as_of: 2026-02-21\nstance: opposes\nsummary: Zanzibar.\ndraft: true\n",
    );
    let run = site.run(&["new", "position", "velia", "dam", "--as-of", "2026-03-01"]).exits(0);
    assert!(
        run.stderr.contains("content/positions/velia/dam.md") || run.stdout.contains("content/positions/velia/dam.md")
    );
    for path in crate::harness::files_below(&site.path("content/positions/velia")) {
        let text = std::fs::read_to_string(site.path("content/positions/velia").join(&path)).expect("a position");
        assert!(!text.contains("Zanzibar") || text.contains("draft: true"), "{path}: {text}");
    }
}
