//! A PDF knows what it was printed from. A script stands in for the program that prints.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::harness::Site;
use crate::serve_program::Program;

const SETTINGS: &str =
    "title: Test\nbase_url: https://example.org/repo/\ntheme: own\nprint:\n  command: ./engine {html} {pdf}\n";
const BRIEFING: &str =
    "---\ntitle: One\nas_of: 2025-08\nsummary: In short.\n---\nThe dam is wanted [@un].\n\n![The dam](dam.png)\n";

/// A site with a printed briefing.
fn printed() -> Site {
    let site = Site::bare()
        .file("standpoint.yaml", SETTINGS)
        .file("themes/own/static/print.css", "p { color: black }\n")
        .file("engine", "#!/bin/sh\n(echo %PDF-1.7; cat \"$1\") > \"$2\"\n")
        .source("un")
        .file("content/briefings/dam.png", "one")
        .file("content/briefings/one.md", BRIEFING)
        .file("content/pages/about.md", "---\ntitle: About us\n---\nWe.\n");
    fs::set_permissions(site.path("engine"), fs::Permissions::from_mode(0o755)).expect("rights");
    site.run(&["pdf"]).exits(0);
    assert!(leads(&site), "what has just been printed is what the page is");
    site
}

/// Whether the page of the briefing leads to its PDF, once the site is built.
fn leads(site: &Site) -> bool {
    let run = site.build();
    let page = site.page("briefings/one.html");
    let (link, head) = (page.contains("href=\"one.pdf\""), page.contains("citation_pdf_url"));
    assert_eq!(link, head, "the head of the page says the same");
    assert_eq!(run.stderr.contains("warning[stale-pdf]"), !link, "{}", run.stderr);
    assert_eq!(site.check().stdout.contains("[stale-pdf]"), !link, "check finds what build finds");
    link
}

#[test]
fn the_preview_leads_to_a_pdf_and_says_that_one_is_stale_as_a_build_does() {
    let program = Program::serve(printed());
    program.says("Nothing to mend.\n");
    let leads = || program.get("/briefings/one.html").body.contains("href=\"one.pdf\"");
    assert!(leads());
    let pdf = program.get("/briefings/one.pdf");
    assert_eq!((pdf.status, pdf.header("content-type")), (200, Some("application/pdf")));
    assert!(pdf.body.starts_with("%PDF-1.7"), "{}", pdf.body);
    program.site.write("content/briefings/one.md", BRIEFING.replace("wanted", "opposed"));
    program.says("warning[stale-pdf]");
    assert!(!leads());
    program.site.run(&["pdf"]).exits(0);
    program.site.write("content/pages/about.md", "---\ntitle: About us\n---\nWe all.\n");
    program.says("1 mended");
    assert!(leads());
    assert_eq!(program.get("/.standpoint/public.prints").status, 404);
}

#[test]
fn a_pdf_of_an_older_text_is_a_finding_and_the_page_does_not_lead_to_it() {
    let site = printed();
    site.write("content/briefings/one.md", BRIEFING.replace("wanted", "opposed"));
    let line = site.check().exits(0).finds("content/briefings/one.md:2:8: warning", "stale-pdf").to_owned();
    assert!(line.contains("`briefings/one.pdf` was printed from another state of this page"), "{line}");
    assert!(!leads(&site));
    let words = "\
warning[stale-pdf]: `briefings/one.pdf` was printed from another state of this page, which does not lead to it any more
 --> content/briefings/one.md:2:8
  |
2 | title: One
  |        ^^^
  |
  = help: print it again with `standpoint pdf`, or delete the PDF
";
    let run = site.run(&["check"]).exits(0);
    assert_eq!(run.stdout.trim_end(), words.trim_end());
    site.run(&["check", "--deny-warnings"]).exits(1);

    site.write("content/briefings/one.md", BRIEFING);
    assert!(leads(&site), "what it was printed from is there again");

    site.write("content/briefings/one.md", BRIEFING.replace("wanted", "opposed"));
    site.run(&["pdf"]).exits(0);
    assert!(leads(&site), "it has been printed again");
}

#[test]
fn everything_that_is_on_paper_counts() {
    for (path, text) in [
        ("content/briefings/one.md", BRIEFING.replace("title: One", "title: Two")),
        ("content/briefings/one.md", BRIEFING.replace("2025-08", "2025-09")),
        ("content/briefings/dam.png", "two".to_owned()),
        ("content/sources/un.md", "---\ntitle: Another title\nurl: https://un.example/report\n---\n".to_owned()),
        ("themes/own/static/print.css", "p { color: red }\n".to_owned()),
        ("standpoint.yaml", SETTINGS.replace("title: Test", "title: Desk")),
        ("standpoint.yaml", SETTINGS.replace("example.org", "example.com")),
    ] {
        let site = printed();
        site.write(path, &text);
        assert!(!leads(&site), "{path} is now:\n{text}");
    }
}

#[test]
fn what_is_not_on_paper_does_not_count() {
    let site = printed();
    for (path, text) in [
        // It stands in the menu.
        ("content/pages/about.md", "---\ntitle: About the desk\n---\nWe.\n".to_owned()),
        ("content/pages/more.md", "---\ntitle: More\n---\nMore.\n".to_owned()),
        ("content/briefings/two.md", BRIEFING.replace("title: One", "title: Two")),
        ("content/actors/velia.md", "---\nname: Velia\n---\n".to_owned()),
        ("themes/own/templates/footer.html", "<footer>Another footer</footer>".to_owned()),
        ("standpoint.yaml", format!("{SETTINGS}description: What we do.\n")),
    ] {
        site.write(path, &text);
        assert!(leads(&site), "{path} is now:\n{text}");
    }
    // Written anew, a day later.
    site.write("content/briefings/one.md", BRIEFING);
    assert!(leads(&site), "the time of a file tells nothing");
}

#[test]
fn a_pdf_of_which_nobody_noted_the_state_is_stale() {
    let site = printed();
    site.write(".standpoint/public.prints", "briefings/one.pdf\n");
    assert!(!leads(&site));
    site.run(&["pdf"]).exits(0);
    assert!(leads(&site), "the same bytes are enough");
}

#[test]
fn a_pdf_for_everybody_is_none_of_the_internal_edition() {
    let site = printed();
    site.write("content/briefings/one.md", BRIEFING.replace("wanted", "opposed"));
    assert!(!site.run(&["build", "--audience", "internal"]).stderr.contains("stale-pdf"));
    assert!(!site.run(&["check", "--audience", "internal"]).stdout.contains("stale-pdf"));
    assert!(site.check().stdout.contains("stale-pdf"));
}

#[test]
fn a_pdf_that_was_put_in_the_place_of_another_is_stale() {
    let site = printed();
    let old = fs::read(site.path("public/briefings/one.pdf")).expect("a PDF");
    let changed = BRIEFING.replace("wanted", "opposed");
    site.write("content/briefings/one.md", &changed);
    site.run(&["pdf"]).exits(0);
    assert!(leads(&site));
    for bytes in [&old[..], b"%PDF-1.4 fake", &old[..old.len() / 2]] {
        site.write("public/briefings/one.pdf", bytes);
        assert!(!leads(&site), "{} bytes", bytes.len());
    }
    site.run(&["pdf"]).exits(0);
    assert!(leads(&site));
}

#[test]
fn a_print_that_fails_leaves_the_old_pdf_stale() {
    let site = printed();
    site.write("content/briefings/one.md", BRIEFING.replace("wanted", "opposed"));
    site.write("engine", "#!/bin/sh\nexit 7\n");
    site.run(&["pdf"]).exits(3);
    assert!(site.has("briefings/one.pdf") && !leads(&site));
}
