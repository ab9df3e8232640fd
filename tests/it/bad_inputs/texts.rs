//! What stands in a text. Rows 16, 17, 52 and 53.

use crate::harness::{Run, Site};

/// A site with a text that holds this, checked and built.
fn text(markdown: &str) -> (Run, String) {
    let site = Site::new().briefing("b", markdown);
    let run = site.check();
    site.build();
    (run, site.page("briefings/b.html"))
}

/// The part of a page that shows the text.
fn body(page: &str) -> &str {
    page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).expect("a main part").0
}

// Row 16.

#[test]
fn attributes_on_a_heading_are_dropped_with_a_warning() {
    for attribute in ["onclick=alert(1)", "style=color:red", ".wide", "lang=ru", "n", "#id n"] {
        let (run, page) = text(&format!("# Heading {{{attribute}}}"));
        run.exits(0).finds("content/briefings/b.md:5:1: warning", "heading-attribute");
        assert!(page.contains(">Heading<"), "{page}");
        assert!(!page.contains("alert(1)") && !page.contains("color:red") && !page.contains("wide"), "{page}");
    }
}

// Row 17.

#[test]
fn html_is_shown_as_it_is_written_with_a_warning() {
    for html in [
        "<script>alert(1)</script>",
        "<iframe src=\"https://a.org/\"></iframe>",
        "<svg onload=\"alert(1)\">",
        "<form action=\"https://a.org/\">",
        "</main>",
    ] {
        for (markdown, place) in [(html.to_owned(), "5:1"), (format!("Words {html} words."), "5:7")] {
            let (run, page) = text(&markdown);
            run.exits(0).finds(&format!("content/briefings/b.md:{place}: warning"), "raw-html");
            let escaped = html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            assert!(body(&page).contains(&escaped), "{escaped} in:\n{}", body(&page));
            assert_eq!(page.matches("</main>").count(), 1, "the page is whole");
        }
    }
}

#[test]
fn harmless_html_is_used_without_what_runs_and_closed_where_it_must() {
    let (run, page) = text("Words <b onclick=\"alert(1)\">unclosed\n\nMore.");
    let run = run.exits(0);
    run.finds("content/briefings/b.md:5:7: warning", "html-attribute");
    run.finds("content/briefings/b.md:5:7: warning", "unbalanced-html");
    assert!(body(&page).contains("<p>Words <b>unclosed</b></p>\n<p>More.</p>"), "{}", body(&page));
}

#[test]
fn what_only_a_browser_would_take_for_html_is_text() {
    let (run, page) = text("<svg/onload=alert(1)> <script <! a");
    run.exits(0);
    assert!(body(&page).contains("&lt;svg/onload=alert(1)&gt; &lt;script &lt;! a"), "{}", body(&page));
}

#[test]
fn html_in_alternative_words_and_titles_stays_words() {
    let site = Site::new()
        .briefing("b", "![<b>\"x\"</b>](a.png \"<i>\") [w](https://a.org/ '\"onclick=\"x')")
        .file("content/briefings/a.png", "picture");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    for raw in ["<b>", "<i>", "\"onclick="] {
        assert!(!page.contains(raw), "{raw} in:\n{page}");
    }
}

// Row 52.

#[test]
fn a_code_block_of_20_000_lines_is_shown_plain_with_a_warning() {
    let code = "a = 1;\n".repeat(20_000);
    let (run, page) = text(&format!("```rust\n{code}```"));
    run.exits(0).finds("content/briefings/b.md:5:4: warning", "code-too-large");
    assert_eq!(page.matches("a = 1;").count(), 20_000);
}

#[test]
fn a_line_of_1_mb_is_shown_plain_with_a_warning() {
    let (run, page) = text(&format!("```json\n[{}]\n```", "1,".repeat(500_000)));
    run.exits(0).finds("content/briefings/b.md:5:4: warning", "code-too-large");
    assert!(page.contains(&"1,".repeat(500_000)));
}

#[test]
fn a_language_that_is_not_known_is_a_warning_and_plain_text() {
    let (run, page) = text("```klingon\nqapla <b>\n```");
    run.exits(0).finds("content/briefings/b.md:5:4: warning", "unknown-language");
    assert!(page.contains("qapla &lt;b&gt;"));
    // A block of the theme, misspelt.
    let site = Site::new().briefing("b", "```matirx\n```");
    site.check().exits(0).finding("unknown-language");
    assert!(site.run(&["check"]).stdout.contains("did you mean `matrix`?"));
}

// Row 53.

#[test]
fn nesting_beyond_reason_is_an_error_where_it_begins_and_the_page_stays_shallow() {
    let quotes = ">".repeat(10_000);
    let spaced = "> ".repeat(10_000);
    let lists = "- ".repeat(10_000);
    let numbers = "1. ".repeat(10_000);
    for (markdown, width) in [(quotes, 1), (spaced, 2), (lists, 2), (numbers, 3)] {
        let (run, page) = text(&format!("{markdown}deepest\n\nAfter it."));
        let run = run.exits(1);
        let column = 100 * width + 1;
        run.finds(&format!("content/briefings/b.md:5:{column}: error"), "too-deep");
        assert_eq!(run.stdout.matches("[too-deep]").count(), 1, "said once");
        let body = body(&page);
        assert!(body.contains("deepest") && body.contains("After it."), "nothing is lost");
        for element in ["blockquote", "ul", "ol", "li", "p"] {
            let starts = body.matches(&format!("<{element}>")).count() + body.matches(&format!("<{element} ")).count();
            assert_eq!(starts, body.matches(&format!("</{element}>")).count(), "{element}");
            assert!(starts < 150, "{element}");
        }
    }
}

#[test]
fn a_hundred_levels_are_deep_enough_for_anybody_and_fine() {
    let (run, page) = text(&format!("{}deepest", ">".repeat(100)));
    run.exits(0).lacks("too-deep");
    assert_eq!(page.matches("<blockquote dir=").count(), 100);
}

#[test]
fn emphasis_beyond_reason_stays_shallow_too() {
    let (run, page) = text(&format!("{0}x{0}", "*".repeat(10_000)));
    run.exits(1).finding("too-deep");
    assert!(page.matches("<strong>").count() + page.matches("<em>").count() <= 100);
}

#[test]
fn brackets_without_end_are_words() {
    for piece in
        ["[", "![", "[^", "[[", "[@", "[^a", "](", "[a](", "*a_ ", "`", "<", "&", "<!--", "$", "[a]: ", "|", "~"]
    {
        // A tenth of a MB each: whatever takes more than a moment here takes minutes at the limit of a text.
        let (run, page) = text(&piece.repeat(100_000 / piece.len()));
        assert!(matches!(run.code, Some(0 | 1)), "{piece}");
        assert!(page.contains("</html>"), "{piece}");
    }
}

#[test]
fn a_million_bytes_of_half_a_note_do_not_hold_it_up() {
    let (run, _) = text(&"[^".repeat(500_000));
    run.exits(0);
    let (run, _) = text(&"[^a]".repeat(2_000));
    assert_eq!(run.exits(1).stdout.matches("[undefined-note]").count(), 2_000);
}
