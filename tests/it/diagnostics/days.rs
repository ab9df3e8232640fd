//! Days, what followed what, and the options of a scale.

use expect_test::expect;

use super::{clean, finds};

#[test]
fn unknown_option_and_options_that_do_not_go_together() {
    let site = clean().file("content/issues/troops.md", "---\ntitle: Issue troops\nscale: [Many, Few, None]\n---\n").file(
        "content/positions/russia/troops.md",
        "---\nas_of: 2025-08\nstance: opposes\noption: Nonne\naccepts: [2]\nrejects: [few]\n---\nIt says no [@press].\n",
    );
    expect![[r#"
        error[unknown-option]: the scale of this issue has no option `Nonne`
         --> content/positions/russia/troops.md:4:9
          |
        4 | option: Nonne
          |         ^^^^^
          |
          = help: did you mean `None`?
          = help: its options: 1 Many, 2 Few, 3 None; write the words or the number

        warning[doubtful-options]: this position rejects what it accepts: “few”
         --> content/positions/russia/troops.md:6:11
          |
        6 | rejects: [few]
          |           ^^^
          |
          = help: take the option out of one of the two

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

#[test]
fn unknown_briefing() {
    let text = "---\ntitle: B\nas_of: 2025-09\nfollows: august\n---\nIt says no [@press].\n";
    finds(
        "content/briefings/b.md",
        text,
        1,
        &expect![[r#"
        error[unknown-briefing]: there is no briefing `august`
         --> content/briefings/b.md:4:10
          |
        4 | follows: august
          |          ^^^^^^
          |
          = help: write content/briefings/august.md, or correct the id

    "#]],
    );
}

#[test]
fn impossible_order() {
    let text = "---\nas_of: 2025-07\nstance: supports\ntrigger: summit\n---\nIt says yes [@press].\n";
    finds(
        "content/positions/russia/troops.old.md",
        text,
        1,
        &expect![[r#"
        error[impossible-order]: this position is dated July 2025, and `summit`, which would have moved it, happened later: 15 August 2025
         --> content/positions/russia/troops.old.md:4:10
          |
        4 | trigger: summit
          |          ^^^^^^
          |
         ::: content/events/summit.md:3:7
          |
        3 | date: 2025-08-15
          |       ---------- the date of the event
          |
          = help: correct one of the dates, or name the event that came before

    "#]],
    );
}

#[test]
fn doubtful_scale() {
    finds(
        "content/issues/troops.md",
        "---\ntitle: Issue troops\nscale: [Many]\n---\n",
        0,
        &expect![[r#"
        warning[doubtful-scale]: the scale of this issue has one option alone, which orders nothing
         --> content/issues/troops.md:3:9
          |
        3 | scale: [Many]
          |         ^^^^
          |
          = help: name two to nine options, from one end to the other, each in words of its own

    "#]],
    );
}

#[test]
fn two_outcomes() {
    let held = |day: &str, result: &str| {
        let outcome = format!("outcome: {{date: 2025-11, result: {result}}}");
        let judgement =
            format!("  - text: It holds.\n    id: holds\n    likelihood: likely\n    cites: [press]\n    {outcome}");
        format!("---\ntitle: Held in {day}\nas_of: {day}\njudgements:\n{judgement}\n---\nText.\n")
    };
    let site = clean()
        .file("content/briefings/first.md", held("2025-09", "true"))
        .file("content/briefings/second.md", held("2025-10", "false"));
    expect![[r#"
        warning[two-outcomes]: the outcome of the judgement `holds` is `true` here, and `false` elsewhere
         --> content/briefings/first.md:9:21
          |
        9 |     outcome: {date: 2025-11, result: true}
          |                     ^^^^^^^
          |
         ::: content/briefings/second.md:9:21
          |
        9 |     outcome: {date: 2025-11, result: false}
          |                     ------- told otherwise here
          |
          = help: leave the outcome in one of the briefings: all others that hold the judgement tell it too. What was judged wrongly is a `corrections:` entry

    "#]]
    .assert_eq(&site.run(&["check"]).exits(0).stdout);
}
