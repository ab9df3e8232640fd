//! What those may try who want to harm a writer, a reader or a machine; and what noise found that nobody tries.

use crate::harness::Site;
use crate::serve_program::Program;

// Texts on which the Markdown reader fails.

/// A task, a backslash, a line under it: pulldown-cmark 0.13.6 panics.
const FATAL: &str = "One [@press].\n\n- [x] \\\n  -\n\nMore.";

#[test]
fn a_text_on_which_the_reader_panics_is_an_error_at_its_line_and_a_gap() {
    for (text, line) in [(FATAL, 8), ("> 1. [ ] \\\n>    =\n", 6)] {
        let site = Site::new().source("press").briefing("b", text).briefing("other", "Two [@press].");
        let run = site.check().exits(1);
        run.finds(&format!("content/briefings/b.md:{line}:1: error"), "unread-text");
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        let run = site.build().exits(1);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        let page = site.read("briefings/b.html");
        let words = page.text(page.all("main").next().expect("the page"));
        // What its front matter says is shown.
        assert!(words.contains("Briefing b") && words.contains("August 2025"), "{words}");
        assert!(words.contains("This text could not be read"), "{words}");
        assert!(site.page("briefings/other.html").contains("Two"));
    }
}

#[test]
fn a_draft_on_which_the_reader_panics_stays_one() {
    let draft = format!("---\ntitle: D\nas_of: 2025\ndraft: true\n---\n{FATAL}\n");
    let site = Site::new().source("press").file("content/briefings/d.md", draft).briefing("b", "[d](d.md) [@press]");
    let run = site.build().exits(1);
    assert!(run.stderr.contains("link-to-draft"), "{}", run.stderr);
    assert!(!site.has("briefings/d.html"));
}

#[test]
fn the_preview_outlives_a_text_on_which_the_reader_panics() {
    let program = Program::serve(Site::new().source("press").briefing("b", "One [@press]."));
    let briefing = |text: &str| format!("---\ntitle: B\nas_of: 2025\n---\n{text}\n");
    for (text, words) in [(FATAL, "This text could not be read"), ("Mended [@press].", "Mended")] {
        program.site.write("content/briefings/b.md", briefing(text));
        program.shows("/briefings/b.html", words);
    }
}

// Markup that stays whole.

#[test]
fn a_task_in_a_heading_is_none_and_a_loose_one_is() {
    let site = Site::new().briefing("b", "- [ ] one\n  ---\n\n- [x] two\n\n- three\n");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains("id=\"one\">[ ] one") || page.contains(">[ ] one<"), "{page}");
    assert!(page.contains("<li class=\"task\"><p><input type=\"checkbox\" disabled checked"), "{page}");
}

// Work that grows in proportion.

#[test]
fn a_line_of_200_000_findings_takes_no_longer_than_as_many_lines() {
    // Columns were counted from the start of the line, and each deep quote was looked for among all findings.
    let deep = format!("\n\n{} deep", ">".repeat(101)).repeat(1000);
    let site = Site::new().briefing("b", &format!("{}{deep}", "<b>".repeat(200_000)));
    let run = site.check().exits(1);
    assert_eq!(run.stdout.matches("[raw-html]").count(), 200_000);
    run.finds("content/briefings/b.md:5:599998: warning", "raw-html");
    assert_eq!(run.stdout.matches("[too-deep]").count(), 1);
}

#[test]
fn code_in_one_long_line_is_shown_plain() {
    let long = "f(a, \"b\" %in% ${c[1]}) | g; ".repeat(8000);
    for language in ["r", "sh", "js", "html", "css", "python", "xml", "ruby"] {
        let site = Site::new().briefing("b", &format!("```{language}\nx = 1\n{long}\n```"));
        let run = site.check().exits(0);
        let line = run.finds("content/briefings/b.md:5:4: warning", "code-too-large");
        assert!(line.contains("a line of this code is too long"), "{line}");
    }
    // Many lines of a length that people write have their colours.
    let site = Site::new().briefing("b", &format!("```sh\n{}\n```", "echo \"$a\" | grep b; ".repeat(50) + "\nls\n"));
    site.build().exits(0);
    assert!(site.page("briefings/b.html").contains("class=\"hl-"));
}
