//! Judgements that are held to account: how they are worded, what became of them, and how often each word came true.

use expect_test::expect;

use crate::harness::Site;
use crate::html::words;

fn site() -> Site {
    Site::new().source("wire")
}

/// A briefing of a day with judgements, each a list of keys below `text:`.
fn briefing(site: Site, id: &str, day: &str, judgements: &[&str]) -> Site {
    let judged: String = judgements.iter().map(|keys| format!("  - cites: [wire]\n    {keys}\n")).collect();
    let front = format!("title: Briefing {id}\nas_of: {day}\njudgements:\n{judged}");
    site.file(&format!("content/briefings/{id}.md"), format!("---\n{front}---\nText.\n"))
}

fn judged(text: &str, likelihood: &str, more: &str) -> String {
    format!("text: {text}\n    likelihood: {likelihood}\n{more}")
}

/// The row of the ledger for a word: its band, and how often it came true, in part, not, and nobody knows.
fn row(site: &Site, word: &str) -> String {
    let page = site.page("judgements.html");
    let row = page.split(&format!("<th scope=\"row\">{word}</th>")).nth(1).expect("a row of the table");
    let row = row.split("</tr>").next().unwrap_or_default();
    let cells: Vec<&str> = row.split("<td>").skip(1).filter_map(|cell| cell.split("</td>").next()).collect();
    cells.join(" | ")
}

#[test]
fn words_off_the_scale_are_pointed_out() {
    let off = [
        ("Velia could give in.", "“could”"),
        ("It cannot be ruled out that Velia gives in.", "“cannot be ruled out”"),
        ("Velia may give in.", "“may”"),
        ("There is a good chance of peace.", "“a good chance”"),
    ];
    for (text, word) in off {
        let site = briefing(site(), "b", "2025-01-05", &[&judged(text, "likely", "")]);
        let told = site.check().stdout;
        assert!(
            told.contains(&format!("{word} is no word of the scale")) && told.contains("[off-scale-word]"),
            "{told}"
        );
    }
    for fine in
        ["Velia will give in by May 2025.", "The dam will be full.", "Mighty Velia will win.", "Velia will pay."]
    {
        let site = briefing(site(), "b", "2025-01-05", &[&judged(fine, "likely", "")]);
        assert_eq!(site.check().stdout, "", "{fine}");
    }
}

#[test]
fn a_statement_does_not_say_another_likelihood_nor_how_sure_one_is() {
    let site = briefing(
        site(),
        "b",
        "2025-01-05",
        &[
            &judged("It is highly unlikely that Velia pays.", "likely", ""),
            &judged("It is likely that Velia pays.", "likely", ""),
            &judged("We have high confidence that it is likely to rain.", "likely", ""),
        ],
    );
    expect![[r#"
        content/briefings/b.md:6:11: warning: the statement says “highly unlikely”, and its `likelihood` is `likely` [off-scale-word]
        content/briefings/b.md:14:11: warning: “high confidence” and “likely” stand in one sentence [mixed-confidence]
    "#]]
    .assert_eq(&site.check().stdout);
}

/// What `check` says of a judgement in these words that is called `likely`.
fn told(text: &str) -> Vec<String> {
    let site = briefing(site(), "b", "2025-01-05", &[&judged(&format!("{text:?}"), "likely", "")]);
    let code = |line: &str| line.rsplit_once('[').map(|(_, code)| code.trim_end_matches(']').to_owned());
    site.check().stdout.lines().filter_map(code).collect()
}

#[test]
fn words_that_readers_take_for_anything_are_known_in_their_forms() {
    for text in [
        "Maybe Velia pays.",
        "We can't rule out that Velia pays.",
        "We can’t rule out that Velia pays.",
        "We cannot exclude that Velia pays.",
        "There is some chance that Velia pays.",
        "Chances are 50-50.",
        "Odds are that Velia pays.",
        "There is a real possibility that Velia pays.",
        "There is a 60 % chance that Velia pays.",
        "There is a 60 percent chance that Velia pays.",
        "Velia will certainly pay.",
        "It is inevitable.",
        "Velia appears to pay.",
        "It is not unlikely that Velia pays.",
        "It is more likely than not that Velia pays.",
        "It is less likely than in May.",
        "Velia is not likely to pay.",
        "Velia will probably not pay.",
    ] {
        assert_eq!(told(text), ["off-scale-word"], "{text}");
    }
    for text in [
        "Velia pays in May.",
        "Velia is likely to pay.",
        "Velia will probably pay.",
        "It is probable that Velia pays.",
        "The mayor can pay.",
        "Velia appears on the list.",
    ] {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}

#[test]
fn likelihood_and_confidence_stand_in_two_sentences() {
    for text in [
        "We judge with high confidence that Velia is likely to pay.",
        "Velia is likely to pay (moderate confidence).",
        "Velia is likely to pay; our confidence is high.",
        "With low-to-moderate confidence, Velia is likely to pay.",
        "We are sure that Velia is likely to pay.",
        "It rains. Velia is likely to pay, and we are confident of it.",
    ] {
        assert_eq!(told(text), ["mixed-confidence"], "{text}");
    }
    for text in [
        "Velia is likely to pay. We have high confidence in this.",
        "High consumer confidence makes it likely that Velia pays.",
        "We have high confidence that Velia pays.",
    ] {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}

#[test]
fn what_cannot_be_held_to_account_is_pointed_out() {
    let early = judged("Velia will pay.", "likely", "    outcome: {date: 2024-12-01, result: true}\n");
    let same = judged("Velia will pay.", "likely", "    id: pay\n");
    let other = judged("Morvan will pay.", "likely", "    id: pay\n");
    let named = judged("It rains.", "likely", "    id: rain\n    outcome: {date: 2024-12-01, result: true}\n");
    let month = judged("It snows.", "likely", "    outcome: {date: 2025-01, result: true}\n");
    let site = briefing(site(), "b", "2025-01-05", &[&early, &same, &other, &named, &month]);
    expect![[r#"
        content/briefings/b.md:8:21: warning: the outcome is dated 1 December 2024, before the judgement (5 January 2025) [date-anomaly]
        content/briefings/b.md:16:11: error: another judgement of this briefing has the id `pay`, so they count as one [duplicate-id]
        content/briefings/b.md:24:21: warning: the outcome is dated 1 December 2024, before the judgement (5 January 2025) [date-anomaly]
    "#]]
    .assert_eq(&site.check().exits(1).stdout);
}

#[test]
fn the_yardstick_decides_what_a_word_means() {
    let site = briefing(site(), "b", "2025-01-05", &[&judged("Velia will pay.", "highly likely", "")]);
    site.build().exits(0);
    assert!(words(&site.page("briefings/b.html")).contains("Very likely 80–95%"), "ICD 203 by default");
    site.write("standpoint.yaml", "base_url: https://e.example/\nyardstick: phia\n");
    site.build().exits(0);
    assert!(words(&site.page("briefings/b.html")).contains("Highly likely 80–90%"));
    site.write("standpoint.yaml", "base_url: https://e.example/\nyardstick: nato\n");
    assert!(site.check().stdout.contains("`nato` is no yardstick"));
}

#[test]
fn a_judgement_that_came_true_here_and_not_there_is_pointed_out() {
    let told = |result: &str| {
        let outcome = format!("    id: pay\n    outcome: {{date: 2025-03-01, result: {result}}}\n");
        judged("Velia will pay.", "likely", &outcome)
    };
    let site = briefing(site(), "old", "2025-01-05", &[&told("true")]);
    let site = briefing(site, "new", "2025-02-05", &[&told("false")]);
    let found: String = site.check().stdout.lines().filter(|line| line.contains("outcome")).collect();
    expect![[r#"content/briefings/old.md:9:21: warning: the outcome of the judgement `pay` is `true` here, and `false` elsewhere [two-outcomes]"#]].assert_eq(&found);
    let alike = briefing(site, "new", "2025-02-05", &[&told("true")]);
    assert!(!alike.check().stdout.contains("two-outcomes"));
}

#[test]
fn an_outcome_is_told_as_later_on_the_page_of_its_day() {
    let outcome = "    outcome: {date: 2025-03-01, result: true, note: Velia paid.}\n";
    let site = briefing(site(), "old", "2025-01-05", &[&judged("Velia will pay.", "likely", outcome)]);
    let site = briefing(site, "new", "2025-04-01", &[]);
    site.build().exits(0);
    let page = site.page("briefings/old.html");
    assert!(words(&page).contains("Came true, 1 March 2025: Velia paid."));
    assert!(page.contains(r#"<p class="outcome" data-later>"#), "it is not on the paper of January");
    let then = site.run(&["build", "--as-of", "2025-02"]);
    then.exits(0);
    assert!(!site.page("briefings/old.html").contains("Velia paid"), "in February nobody knew");
}

#[test]
fn an_outcome_is_a_change() {
    let outcome = "    outcome: {date: 2025-03-01, result: false, note: Velia paid nothing.}\n";
    let site = briefing(site(), "old", "2025-01-05", &[&judged("Velia will pay.", "likely", outcome)]);
    site.build().exits(0);
    let changes = words(&site.page("changes.html"));
    assert!(changes.contains("1 March 2025 Outcome Velia will pay. Did not come true."), "{changes}");
    assert!(site.page("changes.xml").contains("“Velia will pay.”: Did not come true"));
    let told = site.run(&["changes", "--since", "2025-02"]).exits(0).stdout;
    assert!(told.contains("“Velia will pay.”: Did not come true"), "{told}");
    let before = site.run(&["changes", "--since", "2025-01", "--until", "2025-02"]).exits(0).stdout;
    assert!(!before.contains("Did not come true"), "{before}");
}

#[test]
fn an_outcome_needs_a_date_and_a_result() {
    let outcome = "    outcome: {result: maybe}\n";
    let site = briefing(site(), "b", "2025-01-05", &[&judged("Velia will pay.", "likely", outcome)]);
    let told = site.check().stdout;
    assert!(told.contains("an outcome needs `date`") && told.contains("`maybe` is no result"), "{told}");
}

#[test]
fn the_ledger_counts_each_judgement_once_as_it_was_held_last() {
    let id = |likelihood: &str, more: &str| judged("Velia will pay.", likelihood, &format!("    id: pay\n{more}"));
    let site = briefing(site(), "a", "2025-01-05", &[&id("unlikely", "")]);
    let site = briefing(site, "b", "2025-02-05", &[&id("likely", "")]);
    // After the fact nobody forecasts.
    let outcome = "    outcome: {date: 2025-03-01, result: partly}\n";
    let site =
        briefing(site, "c", "2025-04-05", &[&id("almost-certain", outcome), &judged("It will rain.", "remote", "")]);
    site.build().exits(0);
    assert_eq!(row(&site, "Likely"), "55–80 % | 0 | 1 | 0 | 0");
    assert_eq!(row(&site, "Almost no chance"), "1–5 % | 0 | 0 | 0 | 1");
    assert!(!site.page("judgements.html").contains("Unlikely"), "the first word was given up in time");
    assert!(words(&site.page("briefings/a.html")).contains("Came true in part, 1 March 2025"), "by its id");
    assert!(site.page("briefings/index.html").contains("judgements.html"));
}

#[test]
fn shares_stand_where_ten_judgements_have_an_outcome() {
    let many = |count: usize| {
        let result = |at: usize| if at < 7 { "true" } else { "false" };
        let outcome = |at: usize| format!("    outcome: {{date: 2025-03-01, result: {}}}\n", result(at));
        let all: Vec<String> = (0..count).map(|at| judged(&format!("Event {at}."), "likely", &outcome(at))).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let site = briefing(site(), "b", "2025-01-05", &all);
        site.build().exits(0);
        row(&site, "Likely")
    };
    assert_eq!(many(9), "55–80 % | 7 | 0 | 2 | 0", "of nine no share is told");
    assert_eq!(many(10), "55–80 % | 7 (70 %) | 0 | 3 | 0");
}

#[test]
fn a_site_without_outcomes_has_no_ledger() {
    let site = briefing(site(), "b", "2025-01-05", &[&judged("Velia will pay.", "likely", "")]);
    site.build().exits(0);
    assert!(!site.path("public/judgements.html").exists());
}

#[test]
fn a_judgement_that_says_something_else_is_another_one_whatever_its_id() {
    let site = briefing(site(), "b1", "2025-07-05", &[&judged("They sign by September.", "likely", "    id: sign\n")]);
    let settled = "    id: sign\n    outcome: {date: 2025-11-20, result: true, note: Signed in November.}\n";
    let site = briefing(site, "b2", "2025-09-05", &[&judged("They sign by December.", "very-likely", settled)]);
    expect![[r#"
        warning[reworded-judgement]: the judgement `sign` says something else here than when it was held first
         --> content/briefings/b2.md:6:11
          |
        6 |     text: They sign by December.
          |           ^^^^^^^^^^^^^^^^^^^^^^
          |
         ::: content/briefings/b1.md:6:11
          |
        6 |     text: They sign by September.
          |           ----------------------- where it was held first
          |
          = help: say it in the same words, or give it an `id` of its own

    "#]]
    .assert_eq(&site.run(&["check"]).stdout);
    site.build();
    let first = words(&site.page("briefings/b1.html"));
    assert!(!first.contains("Signed in November"), "{first}");
    let changes = site.run(&["changes", "--since", "2025-07-05"]).stdout;
    assert!(!changes.contains("held Very likely"), "{changes}");
    let ledger = words(&site.page("judgements.html"));
    assert!(ledger.contains("by September") && ledger.contains("by December"), "{ledger}");
}

#[test]
fn a_briefing_that_follows_leaves_out_what_is_settled() {
    let settled = "    id: pay\n    outcome: {date: 2025-03-01, result: true}\n";
    let site = briefing(
        site(),
        "old",
        "2025-01-05",
        &[&judged("Velia will pay.", "likely", settled), &judged("Karu will pay.", "likely", "    id: karu\n")],
    );
    let run = site.run(&["new", "briefing", "Next", "--follows", "old", "--as-of", "2025-04-01"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/briefings/next.md")).expect("the new briefing");
    assert!(text.contains("id: karu") && !text.contains("id: pay"), "{text}");
    assert!(
        run.stderr.contains("left to content/briefings/old.md") || run.stdout.contains("left to"),
        "{} {}",
        run.stdout,
        run.stderr
    );
}
