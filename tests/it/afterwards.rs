//! What is learned of a text or a source after its day: corrections and retractions are told where readers meet what
//! they are about, on pages of earlier days too, and nowhere in a site of an earlier day.

use crate::days::living;
use crate::harness::Site;
use crate::html::words;

/// The site of January, of which much was put right in March and April: a position, the briefing itself, an actor, a
/// source note. Its one source was taken back in May.
fn mended() -> Site {
    living()
        .file("content/actors/karu.md", "---\nname: Karu\n---\n")
        .file("content/events/talks.md", "---\ntitle: Talks\ndate: 2026-01-05\ncorrections:\n  - {date: 2026-03-05, text: They met on a Monday.}\n---\n")
        .file("content/actors/velia.md", "---\nname: Republic of Velia\nshort_name: Velia\ncorrections: [{date: 2026-03-04, text: It has a king.}]\n---\n")
        .file("content/issues/dam.md", "---\ntitle: The dam\nscale: [Full dam, Low dam, No dam]\ncorrections: [{date: 2026-03-03, text: There are two dams.}]\n---\n")
        .file("content/pages/about.md", "---\ntitle: About\ncorrections: [{date: 2026-03-02, text: We are four.}]\n---\nUs.\n")
        .file("content/index.md", "---\ntitle: Home\ncorrections: [{date: 2026-03-01, text: The river is longer.}]\n---\n")
        .file(
            "content/positions/velia/dam.md",
            "---\nas_of: 2026-01-10\nstance: supports\noption: Full dam\nsummary: It wants the dam.\ncorrections:\n  - {date: 2026-03-10, text: The minister spoke.}\n  - {date: 2026-04-10, text: \"It was \\\"soon\\\", not <now>.\"}\n---\nIt says so [@wire].\n",
        )
        .file(
            "content/briefings/january.md",
            "---\ntitle: January\nas_of: 2026-01-20\ncorrections: [{date: 2026-03-20, text: Velia had five votes.}]\n---\nVelia has always wanted the dam [@wire].\n\n```matrix\n```\n\n```positions\n```\n",
        )
        .file(
            "content/sources/wire.md",
            "---\ntitle: The wire\nurl: https://wire.example/1\npublished: 2025-01-01\ncorrections: [{date: 2026-04-01, text: It was printed in Karu.}]\nretracted: {date: 2026-05-20, reason: Its letter was forged.}\n---\nNote.\n",
        )
}

#[test]
fn a_correction_stands_under_the_title_of_the_page_of_its_file() {
    let site = mended();
    site.build();
    for (page, told) in [
        ("briefings/january.html", "Corrected 20 March 2026: Velia had five votes."),
        ("actors/velia.html", "Corrected 4 March 2026: It has a king."),
        ("issues/dam.html", "Corrected 3 March 2026: There are two dams."),
        ("events/talks.html", "Corrected 5 March 2026: They met on a Monday."),
        ("sources/wire.html", "Corrected 1 April 2026: It was printed in Karu."),
        ("pages/about.html", "Corrected 2 March 2026: We are four."),
        ("index.html", "Corrected 1 March 2026: The river is longer."),
        ("positions/velia/dam.html", "10 April 2026: It was “soon”, not <now>."),
    ] {
        let text = words(&site.page(page));
        assert_eq!(text.matches(told).count(), 1, "{page}: {text}");
    }
    let position = words(&site.page("positions/velia/dam.html"));
    let (newer, older) = (position.find("10 April 2026"), position.find("10 March 2026"));
    assert!(newer < older, "newest first: {position}");
    assert!(!words(&site.page("briefings/index.html")).contains("Corrected"));
}

#[test]
fn a_corrected_position_has_a_mark_wherever_it_is_shown() {
    let site = mended();
    site.build();
    let mark = |page: &str, later: bool| {
        let later = if later { " data-later=\"print\"" } else { "" };
        site.page(page).contains(&format!("<span class=\"mark mark-corrected\"{later}>Corrected</span>"))
    };
    assert!(mark("briefings/january.html", true), "in the matrix of January");
    assert!(mark("matrix.html", false), "in the living one");
    assert!(mark("positions/karu/dam.html", false), "among the others on the issue");
    assert!(mark("positions/index.html", false));
    let text = words(&site.page("briefings/january.html"));
    assert!(text.contains("10 April 2026: It was “soon”, not <now>."), "where it stands in full: {text}");
    let karu = words(&site.page("actors/karu.html"));
    assert_eq!(karu.matches("Corrected").count(), 1, "of what it shows, the note on the wire: {karu}");
    assert!(karu.contains("The wire. 1 January 2025. Retracted Corrected"), "{karu}");
}

#[test]
fn a_retraction_is_told_under_the_title_of_what_rests_on_it_and_at_the_note() {
    let site = mended();
    site.build();
    let page = site.page("briefings/january.html");
    let told = "Retracted, 20 May 2026: The wire, on which this page rests. Its letter was forged. Where it is cited";
    assert!(words(&page).contains(told), "{}", words(&page));
    assert!(page.contains("<p class=\"retraction\" role=\"note\" data-later=\"print\">"), "after its day");
    assert!(page.contains("<a class=\"to-note\" href=\"#note-wire\">Where it is cited</a>"));
    let mark = "<span class=\"mark mark-retracted\" data-later=\"print\">Retracted</span>";
    assert!(page.contains(mark), "at the note");
    let living = site.page("actors/velia.html");
    assert!(living.contains("<span class=\"mark mark-retracted\">Retracted</span>"), "{living}");
    // A page of the same depth and of a later day does not take over what was said on the other.
    let site = site.file("content/briefings/june.md", "---\ntitle: June\nas_of: 2026-06-01\n---\nStill [@wire].\n");
    site.build();
    let june = site.page("briefings/june.html");
    assert!(june.contains("<span class=\"mark mark-retracted\">Retracted</span>") && !june.contains(mark));
    assert!(june.contains("<p class=\"retraction\" role=\"note\">"), "it was known, and is told all the same");
    assert!(site.page("briefings/january.html").contains(mark));
}

#[test]
fn a_site_of_an_earlier_day_knows_nothing_of_what_was_put_right_later() {
    let site = mended();
    site.run(&["build", "--as-of", "2026-01-31"]).exits(0);
    for (path, bytes) in site.tree() {
        let text = String::from_utf8_lossy(&bytes);
        let later =
            ["Corrected", "five votes", "a king", "Monday", "forged", "mark-retracted\"", "2026-05-20", "two dams"];
        for word in later.into_iter().filter(|_| path != "assets/style.css") {
            assert!(!text.contains(word), "{word} in {path}");
        }
        // The tables of positions have a column for it on every day, and nothing stands in it.
        let text = text.replace(",retracted\r\n", "\r\n").replace("\"retracted\":[]", "");
        assert!(!text.contains("etracted") || path.ends_with(".css"), "{path}");
    }
    site.run(&["build", "--as-of", "2026-03-10"]);
    let position = words(&site.page("positions/velia/dam.html"));
    assert!(position.contains("The minister spoke.") && !position.contains("soon"), "{position}");
}
