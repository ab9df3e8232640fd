//! Findings that depend on who names what, and on what came before.

use expect_test::expect;

use super::{clean, finds};

#[test]
fn an_actor_is_used_by_whatever_names_it() {
    let site = clean().file("content/actors/eu.md", "---\nname: The EU\n---\n");
    let unused = expect![[r#"
        warning[unused-actor]: nothing names the actor `eu`
         --> content/actors/eu.md:2:7
          |
        2 | name: The EU
          |       ^^^^^^
          |
          = help: write what it wants in positions/, or remove the file

    "#]];
    unused.assert_eq(&site.run(&["check"]).exits(0).stdout);
    for (path, text) in [
        ("content/actors/france.md", "---\nname: France\npart_of: eu\n---\n"),
        ("content/actors/eu.md", "---\nname: The EU\npart_of: russia\n---\n"),
        ("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-08-15\nactors: [eu]\n---\nThey met.\n"),
        ("content/briefings/b.md", "---\ntitle: B\nas_of: 2025-08\nactors: [eu]\n---\nText.\n"),
        ("content/pages/p.md", "---\ntitle: P\n---\nOf [[eu]].\n"),
        (
            "content/sources/press.md",
            "---\ntitle: The press report\nurl: https://press.example/report\npublished: 2025\nvoice_of: eu\n---\n",
        ),
    ] {
        let site = clean().file("content/actors/eu.md", "---\nname: The EU\n---\n");
        site.write(path, text);
        assert_eq!(site.check().exits(0).stdout, "", "{path}");
    }
}

#[test]
fn a_source_may_be_younger_than_a_position_that_is_not_today_s() {
    let site = clean().file(
        "content/sources/late.md",
        "---\ntitle: The late report\nurl: https://late.example/report\npublished: 2026\n---\n",
    );
    site.write("content/positions/russia/troops.old.md", "---\nas_of: 2020\nstance: supports\n---\nYes [@late].\n");
    assert_eq!(site.check().exits(0).stdout, "");
}

#[test]
fn readers_are_told_of_as_many_older_texts_and_of_each_once() {
    let source = "---\ntitle: The late report\nurl: https://late.example/report\npublished: 2026\n---\n";
    let told = |ids: &[&str]| {
        let mut site = clean().file("content/sources/late.md", source);
        for id in ids {
            site = site.briefing(id, "No [@late]. And no [@late].");
        }
        site.build().exits(0);
        let page = site.read("sources/late.html");
        page.text(page.all("main").next().expect("main"))
    };
    let three = "later than what rests on it: Briefing a (as of August 2025); Briefing b (as of August 2025); \
                 Briefing c (as of August 2025)";
    let (words, more) = (told(&["a", "b", "c"]), told(&["a", "b", "c", "d", "e"]));
    assert!(words.contains(&format!("{three}.")), "{words}");
    assert!(more.contains(&format!("{three}; 2 more.")), "{more}");
}

#[test]
fn many_texts_that_are_older_than_their_source_are_summed_up() {
    let mut site = clean().file(
        "content/sources/press.md",
        "---\ntitle: The press report\nurl: https://press.example/report\npublished: 2026\n---\n",
    );
    for id in ["a", "b", "c", "d"] {
        site = site.briefing(id, "No [@press].");
    }
    expect![[r#"
        warning[date-anomaly]: the source is dated 2026, which is later than what rests on it: Briefing a (as of August 2025); Briefing b (as of August 2025); Briefing c (as of August 2025); 2 more
         --> content/sources/press.md:4:12
          |
        4 | published: 2026
          |            ^^^^
          |
         ::: content/briefings/a.md:2:8
          |
        2 | title: Briefing a
          |        ---------- Briefing a (as of August 2025)
          |
         ::: content/briefings/b.md:2:8
          |
        2 | title: Briefing b
          |        ---------- Briefing b (as of August 2025)
          |
         ::: content/briefings/c.md:2:8
          |
        2 | title: Briefing c
          |        ---------- Briefing c (as of August 2025)
          |
          = help: look the date up; the source's page shows this to readers

    "#]].assert_eq(&site.run(&["check"]).exits(0).stdout);
}

#[test]
fn silence_needs_no_source() {
    finds("content/positions/russia/troops.old.md", "---\nas_of: 2025-07\nstance: silent\n---\n", 0, &expect![[""]]);
}

#[test]
fn what_could_not_be_read_is_not_missing_too() {
    finds(
        "content/sources/press.md",
        "---\ntitle: The press report\nurl: press.example\npublished: soon\n---\n",
        1,
        &expect![[r#"
            error[bad-url]: this is not an address: it does not begin with `https://`
             --> content/sources/press.md:3:6
              |
            3 | url: press.example
              |      ^^^^^^^^^^^^^
              |
              = help: it must look like `https://host/path`

            error[bad-date]: `soon` is no date: it must look like 2025-08-20, 2025-08, 2025 or 2025-21 (spring)
             --> content/sources/press.md:4:12
              |
            4 | published: soon
              |            ^^^^
              |
              = help: write 2025-08-20, 2025-08, 2025 or 2025-21 (spring); `~` behind it means about, `?` uncertain

        "#]],
    );
}

#[test]
fn a_link_to_a_source_may_stand_beside_its_citation_and_in_its_own_note() {
    let text = "---\ntitle: P\n---\n[They](https://press.example/report) say no [@press].\n";
    finds("content/pages/p.md", text, 0, &expect![[""]]);
    let note = "---\ntitle: The press report\nurl: https://press.example/report\npublished: 2025\n---\n\
                It is [here](https://press.example/report).\n";
    finds("content/sources/press.md", note, 0, &expect![[""]]);
}

#[test]
fn an_act_is_reported_weeks_later_and_a_statement_is_not() {
    let found = |basis: &str, as_of: &str| {
        let text = format!("---\nas_of: {as_of}\nstance: opposes\n{basis}---\nIt says no [@late].\n");
        let late = "---\ntitle: Late\nurl: https://late.example/a\npublished: 2025-03-01\n---\n";
        let site = clean().file("content/positions/russia/troops.md", text).file("content/sources/late.md", late);
        site.check().stdout.contains("[date-anomaly]")
    };
    for basis in ["", "basis: reported\n", "basis: enacted\n", "basis: inferred\n"] {
        assert!(!found(basis, "2025-02-20") && !found(basis, "2024-12-31"), "{basis}");
        assert!(found(basis, "2024-12-30"), "{basis}: longer than sixty days");
    }
    assert!(found("basis: stated\n", "2025-02-20"));
}

#[test]
fn an_actor_may_belong_to_several() {
    let site = clean()
        .actor("league")
        .actor("union")
        .file("content/actors/velia.md", "---\nname: Velia\npart_of: [league, union, nobody]\n---\n")
        .file("content/actors/port.md", "---\nname: The port\npart_of: velia\n---\n");
    let run = site.check().exits(1);
    run.finds("content/actors/velia.md:3:26: error", "unknown-actor");
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    site.build();
    let page = site.page("actors/velia.html");
    let both = "<dd><a href=\"../actors/league.html\"><bdi>Actor league</bdi></a>, <a href=\"../actors/union.html\"><bdi>Actor union</bdi></a></dd>";
    assert!(page.contains(both), "{page}");
    assert!(["league", "union"].iter().all(|id| site.page(&format!("actors/{id}.html")).contains("actors/velia.html")));
    assert!(site.page("actors/port.html").contains("actors/velia.html"), "one text goes on working");
}

#[test]
fn a_position_that_cites_only_in_a_note_which_nothing_leads_to_rests_on_nothing() {
    let text = "---\nas_of: 2025-08\nstance: opposes\n---\nIt says no.\n\n[^n]: So the press [@press].\n";
    let run = clean().file("content/positions/russia/troops.md", text).check();
    run.finding("uncited-position");
    run.finding("unused-note");
}

#[test]
fn part_of_itself() {
    finds(
        "content/actors/russia.md",
        "---\nname: Russia\npart_of: russia\n---\n",
        0,
        &expect![[r#"
            warning[part-of-itself]: the actor `russia` would be a part of itself
             --> content/actors/russia.md:3:10
              |
            3 | part_of: russia
              |          ^^^^^^
              |
              = help: take one `part_of:` out of the circle

        "#]],
    );
}
