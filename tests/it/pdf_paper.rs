//! What makes a briefing a paper: few sheets, a first one that says it all, heads that name the issue, pages behind links,
//! and two sheets to hand out.

use std::fs;
use std::sync::OnceLock;

use lopdf::Document;

use crate::harness::{Run, Site};
use crate::pdf::{pdf, ready};
use crate::pdf_pages::said;

const BRIEFING: &str = "negotiations-after-alaska";

/// The main briefing of the model site, printed once: the paper, and the sheets to hand out.
fn model(test: &str) -> Option<&'static [Vec<u8>; 2]> {
    static PRINTED: OnceLock<[Vec<u8>; 2]> = OnceLock::new();
    let print = || {
        let site = Site::bare();
        let out = site.path("public");
        let out = out.to_str().expect("UTF-8");
        let arguments = [env!("CARGO_MANIFEST_DIR"), BRIEFING, "--out", out];
        Run::of(&mut pdf(&site, &arguments)).exits(0);
        let run = Run::of(&mut pdf(&site, &[&arguments[..], &["--handout"]].concat())).exits(0);
        run.lacks("long-handout");
        ["pdf", "handout.pdf"].map(|end| fs::read(site.path(&format!("public/briefings/{BRIEFING}.{end}"))).expect(end))
    };
    ready(test).then(|| PRINTED.get_or_init(print))
}

/// The text of each sheet, line for line as it lies there.
fn sheets(pdf: &[u8]) -> Vec<String> {
    let text = said(pdf, "pdftotext", &["-layout", "{}", "-"]);
    text.strip_suffix('\u{c}').expect("sheets").split('\u{c}').map(str::to_owned).collect()
}

/// For each sheet the lower edge of its last word above the foot, as a share of its height; and the sizes of its words.
fn filled(pdf: &[u8]) -> Vec<(f32, Vec<f32>)> {
    let xml = said(pdf, "pdftotext", &["-bbox", "{}", "-"]);
    let number = |text: &str, name: &str| -> f32 {
        let value = text.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("no {name} in {text}"))
    };
    let sheet = |text: &str| {
        let height = number(text, "height");
        let words = text.lines().filter(|line| line.contains("<word "));
        let words: Vec<(f32, f32)> = words.map(|word| (number(word, "yMin"), number(word, "yMax"))).collect();
        let lowest = words.iter().map(|(_, end)| *end).filter(|end| *end < height - 56.0).fold(0.0, f32::max);
        (lowest / height, words.iter().map(|(start, end)| end - start).collect())
    };
    xml.split("<page ").skip(1).map(sheet).collect()
}

#[test]
fn the_main_briefing_of_the_model_is_eleven_sheets_in_the_type_of_before() {
    let Some([paper, _]) = model("the paper of the model") else { return };
    let filled = filled(paper);
    assert!(filled.len() <= 11, "{} sheets", filled.len());
    for (at, (share, _)) in filled.iter().enumerate().take(filled.len() - 1) {
        assert!(*share > 0.7, "sheet {} ends at {share} of its height", at + 1);
    }
    // The root of the theme's paper is 9.5 points, the text 1.125 of it, and a line of Source Serif 1.371 of its size.
    let is_text = |height: &&f32| (**height - 9.5 * 1.125 * 1.371).abs() < 0.1;
    let text = filled.iter().flat_map(|(_, heights)| heights).filter(is_text).count();
    assert!(text > 1500, "{text} words are of the size of the text");
}

#[test]
fn the_first_sheet_has_judgements_contents_citation_and_address() {
    let Some([paper, _]) = model("the first sheet") else { return };
    let first = &sheets(paper)[0];
    let wanted = [
        "Negotiations after Alaska",
        "Each of the 5",
        "Key judgements",
        "Almost certain",
        "No party gains strategically",
        "Contents",
        "Suggested citation: Standpoint desk, “Negotiations after Alaska”, Russia–Ukraine negotiations, as of",
        "https://standpoint.example/briefing/briefings/negotiations-after-alaska.html",
        "In August 2025 the American president met",
    ];
    let mut from = 0;
    for words in wanted {
        let at = first[from..].find(words);
        from += at.unwrap_or_else(|| panic!("{words} is not behind what comes before it: {first}"));
    }
    assert!(!first.contains("The whole briefing"), "it is the whole one: {first}");
}

#[test]
fn sheets_of_positions_name_their_issue() {
    let Some([paper, _]) = model("running heads") else { return };
    let sheets = sheets(paper);
    let mut named = 0;
    for (at, sheet) in sheets.iter().enumerate().skip(1) {
        let mut lines = sheet.lines().map(str::trim).filter(|line| !line.is_empty());
        let issue = lines.next().filter(|line| !line.starts_with("Negotiations after Alaska"));
        let title =
            if issue.is_some() { lines.next() } else { sheet.lines().map(str::trim).find(|line| !line.is_empty()) };
        let title = title.expect("a head");
        assert!(
            title.starts_with("Negotiations after Alaska") && title.ends_with("As of about August 2025"),
            "{title}"
        );
        let Some(issue) = issue else { continue };
        // Its heading stands on this sheet, or on one before it.
        let heading = |text: &str| text.lines().skip(2).any(|line| line.trim() == issue);
        assert!(sheets[..=at].iter().any(|sheet| heading(sheet)), "no heading {issue} until sheet {}", at + 1);
        named += 1;
    }
    assert!(named >= 3, "{named} sheets name an issue");
}

#[test]
fn behind_a_link_to_what_stands_in_the_paper_is_its_page() {
    let Some([paper, _]) = model("pages behind links") else { return };
    let sheets = sheets(paper);
    // The words of a link, its issue and whose position it leads to.
    let links = [
        ("rejects unless it takes part", "Foreign troops in Ukraine", "Russia "),
        ("expects soon", "A meeting of the two presidents", "US "),
    ];
    let all: String = sheets.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    for (words, issue, actor) in links {
        let behind = all.split_once(&format!("{words} (p. ")).unwrap_or_else(|| panic!("no page behind {words}")).1;
        let page: usize = behind.split_once(')').and_then(|(page, _)| page.parse().ok()).expect("a page");
        // The first strip of the actor behind the heading of the issue, on whatever sheet that is.
        // What is above it on a sheet, its name over the sheet, is no heading.
        let strips = |sheet: &String| {
            let lines = sheet.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
            lines.skip(2).collect::<Vec<_>>()
        };
        let lines: Vec<(usize, String)> = sheets
            .iter()
            .enumerate()
            .flat_map(|(at, sheet)| strips(sheet).into_iter().map(move |line| (at + 1, line)))
            .collect();
        // The first such line is above a picture, where there is one.
        let start = lines.iter().rposition(|(_, line)| line == issue).expect("a heading");
        let strip = lines[start..].iter().find(|(_, line)| line.starts_with(actor) && line.contains(" · "));
        assert_eq!(strip.map(|(page, _)| *page), Some(page), "{words}");
    }
    assert!(!all.contains("(p. 00)"), "a number is missing");
}

#[test]
fn what_is_handed_out_is_two_sheets() {
    let Some([_, handout]) = model("two sheets") else { return };
    let sheets = sheets(handout);
    assert_eq!(sheets.len(), 2, "{sheets:?}");
    for words in [
        "Two summits in August 2025",
        "Key judgements",
        "Roughly even chance",
        "The whole briefing: https://",
        "Page 1 of 2",
    ] {
        assert!(sheets[0].contains(words), "{words}: {}", sheets[0]);
    }
    for words in ["Foreign troops", "Not researched", "differs from the position before it", "Page 2 of 2"] {
        assert!(sheets[1].contains(words), "{words}: {}", sheets[1]);
    }
    let all = sheets.concat();
    for words in ["Contents", "Notes", "The way here", "Istanbul on a Russian draft"] {
        assert!(!all.contains(words), "{words}: {all}");
    }
    let document = Document::load_mem(handout).expect("a PDF");
    let size = |page: lopdf::ObjectId| {
        let sheet =
            document.get_dictionary(page).and_then(|page| page.get(b"MediaBox")).and_then(lopdf::Object::as_array);
        let sheet: Vec<f32> = sheet.expect("a size").iter().map(|edge| edge.as_float().expect("a number")).collect();
        sheet[2] > sheet[3]
    };
    assert_eq!(document.page_iter().map(size).collect::<Vec<_>>(), [false, true], "the matrix lies across");
}

#[test]
fn what_explains_a_matrix_stands_on_its_sheet_and_a_date_of_all_cells_is_said_once() {
    let Some([briefing, handout]) = model("explained") else { return };
    for pdf in [briefing, handout] {
        let sheets = sheets(pdf);
        let sheet =
            sheets.iter().find(|sheet| sheet.contains("differs from the position before it")).expect("a legend");
        assert!(sheet.contains("Who pays") && sheet.contains("Sanctions"), "{sheet}");
        // The head of the sheet says it, and the line below the matrix.
        assert_eq!(sheet.matches("about August 2025").count(), 2, "{sheet}");
    }
}

/// What a checker that others wrote says. It brings 400 MB along, so it is asked where `STANDPOINT_OUTLOUD` names it: `pip
/// install outloud` somewhere, before what is claimed of PDFs changes.
#[test]
fn outloud_finds_no_error_in_paper_that_says_that_all_can_use_it() {
    let Some(printed) = model("a checker of PDF/UA") else { return };
    for pdf in printed {
        assert!(said(pdf, "pdfinfo", &["-meta", "{}"]).contains("<pdfuaid:part>1</pdfuaid:part>"));
        let Some(checker) = std::env::var_os("STANDPOINT_OUTLOUD") else { continue };
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        std::io::Write::write_all(&mut file, pdf).expect("a PDF");
        let run = Run::of(std::process::Command::new(checker).arg("--no-info").arg(file.path()));
        assert!(run.stdout.contains(": 0 error(s)"), "{}{}", run.stdout, run.stderr);
    }
}

/// A briefing with a judgement and a matrix of so many issues.
fn of_issues(count: usize) -> Site {
    let mut site = Site::new().source("un").actor("velia").actor("karu");
    for issue in 0..count {
        site = site.issue(&format!("i{issue:02}"));
        let position = "---\nas_of: 2025-08\nstance: supports\n---\nSo [@un].\n";
        site = site.file(&format!("content/positions/velia/i{issue:02}.md"), position);
    }
    let judgement = "judgements: [{text: It holds., likelihood: likely, cites: [un]}]";
    site.file(
        "content/briefings/b.md",
        format!("---\ntitle: The dam\nas_of: 2025-08-01\nsummary: In short.\n{judgement}\n---\nSo it is [@un].\n"),
    )
}

#[test]
fn sheets_to_hand_out_stay_with_their_page_and_go_with_it() {
    if !ready("sheets that stay") {
        return;
    }
    let site = of_issues(3);
    Run::of(&mut pdf(&site, &["--handout"])).exits(0);
    assert!(site.has("briefings/b.handout.pdf") && !site.has("briefings/b.pdf"));
    Run::of(&mut pdf(&site, &[])).exits(0);
    assert!(site.has("briefings/b.handout.pdf") && site.has("briefings/b.pdf"));
    site.build().exits(0);
    assert!(site.has("briefings/b.handout.pdf"));
    let first = fs::read(site.path("public/briefings/b.handout.pdf")).expect("a PDF");
    Run::of(&mut pdf(&site, &["b", "--handout"])).exits(0);
    assert!(first == fs::read(site.path("public/briefings/b.handout.pdf")).expect("a PDF"), "the second run differs");
    // Of another text it is stale, as the paper is.
    site.write("content/briefings/b.md", "---\ntitle: The dam\nas_of: 2025-08-01\nsummary: Not so.\n---\nNo [@un].\n");
    let run = site.build().exits(0);
    assert_eq!(run.stderr.matches("[stale-pdf]").count(), 2, "{}", run.stderr);
    let words = "warning[stale-pdf]: `briefings/b.handout.pdf` was printed from another state of this page\n";
    assert!(run.stderr.contains(words), "{}", run.stderr);
    let hint = "help: print it again with `standpoint pdf --handout`, or delete the PDF";
    assert!(run.stderr.contains(hint), "{}", run.stderr);
    fs::remove_file(site.path("content/briefings/b.md")).expect("a file");
    site.build().exits(0);
    assert!(!site.has("briefings/b.handout.pdf"));
}

/// Where a matrix lies across, the sheet before it would stay blank: so it comes last, and the text says where it is.
#[test]
fn a_matrix_that_lies_across_is_the_last_sheet() {
    if !ready("a matrix that lies across") {
        return;
    }
    let mut site = Site::new().source("un").issue("dam").issue("ferry");
    for actor in 1..=9 {
        site = site.actor(&format!("a{actor}"));
        for issue in ["dam", "ferry"] {
            let position = "---\nas_of: 2025-08\nstance: supports\n---\nSo [@un].\n";
            site = site.file(&format!("content/positions/a{actor}/{issue}.md"), position);
        }
    }
    let words = "The river is counted by all of them, and nobody counts it in the same way. ".repeat(8);
    let many = |count: usize| format!("{words}\n\n").repeat(count);
    let text =
        format!("So [@un].\n\n{}## Who\n\nThe table says it.\n\n```matrix\n```\n\n## Then\n\n{}", many(4), many(6));
    let site = site.briefing("b", &text);
    Run::of(&mut pdf(&site, &[])).exits(0);
    let paper = fs::read(site.path("public/briefings/b.pdf")).expect("a PDF");
    let lies_across = crate::pdf_pages::sizes(&paper).into_iter().map(|(width, height)| width > height);
    let lies_across = lies_across.collect::<Vec<_>>();
    let last = lies_across.len();
    assert_eq!(lies_across.iter().position(|is| *is), Some(last - 1), "{lies_across:?}");
    let sheets = sheets(&paper);
    let line = format!("Positions of 9 actors on 2 issues (p. {last})");
    assert!(sheets.iter().any(|sheet| sheet.contains(&line)), "{line}: {sheets:?}");
    for words in ["Positions of 9 actors on 2 issues", "Actor a9", "differs from the position before it"] {
        assert!(sheets[last - 1].contains(words), "{words}: {}", sheets[last - 1]);
    }
    for (at, (share, _)) in filled(&paper).iter().enumerate().take(last - 2) {
        assert!(*share > 0.7, "sheet {} ends at {share} of its height", at + 1);
    }
}

#[test]
fn no_line_begins_with_the_second_of_two_markers() {
    if !ready("two markers on paper") {
        return;
    }
    let sentence = "What nobody has said about the ferry stands nowhere else than here [@press] [@treaty, p. 3][@un].";
    let text: String = (0..40).map(|at| format!("{}{sentence}\n\n", "So. ".repeat(at))).collect();
    let site = Site::new().source("press").source("treaty").source("un").briefing("b", &text);
    Run::of(&mut pdf(&site, &[])).exits(0);
    let paper = fs::read(site.path("public/briefings/b.pdf")).expect("a PDF");
    let lines: Vec<String> =
        sheets(&paper).iter().flat_map(|sheet| sheet.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(lines.iter().filter(|line| line.contains("[1]")).count() >= 40, "{lines:?}");
    let begins: Vec<&String> = lines.iter().filter(|line| line.trim_start().starts_with('[')).collect();
    assert!(begins.is_empty(), "{begins:?}");
}

/// As many as it has room for: the others go on.
#[test]
fn judgements_begin_on_the_first_sheet_however_many_there_are() {
    if !ready("many judgements") {
        return;
    }
    let one = |at: usize| {
        let text = format!(
            "Judgement {at}: what the states say of the river changes before the end of the year, since both want it"
        );
        format!("  - {{text: '{text}', likelihood: likely, cites: [un]}}\n")
    };
    let judgements = (1..=24).map(one).collect::<String>();
    let site = Site::new().source("un").issue("dam").actor("velia").file(
        "content/briefings/b.md",
        format!("---\ntitle: The dam\nas_of: 2025-08-01\njudgements:\n{judgements}---\nSo it is [@un].\n"),
    );
    Run::of(&mut pdf(&site, &[])).exits(0);
    let run = Run::of(&mut pdf(&site, &["--handout"])).exits(0);
    assert!(run.stderr.contains("[long-handout]"), "{}", run.stderr);
    for file in ["b.pdf", "b.handout.pdf"] {
        let paper = fs::read(site.path(&format!("public/briefings/{file}"))).expect("a PDF");
        let (sheets, (share, _)) = (sheets(&paper), &filled(&paper)[0]);
        assert!(sheets[0].contains("Judgement 9:") && *share > 0.7, "{file}: {share}: {}", sheets[0]);
        assert!(sheets[0].contains("Suggested citation"), "{file}: {}", sheets[0]);
        assert!(sheets.iter().any(|sheet| sheet.contains("Judgement 24:")), "{file}");
    }
}

#[test]
fn more_than_two_sheets_to_hand_out_are_a_finding() {
    if !ready("a long handout") {
        return;
    }
    let run = Run::of(&mut pdf(&of_issues(40), &["--handout"])).exits(0);
    let words = "\
        warning[long-handout]: what is handed out of this briefing needs ";
    let behind = run.stderr.split_once(words).unwrap_or_else(|| panic!("{}", run.stderr)).1;
    let (sheets, place) = behind.split_once(" sheets, where two are meant\n").expect("the end of the message");
    assert!(sheets.parse::<usize>().expect("a number") > 2, "{behind}");
    assert!(place.starts_with(" --> content/briefings/b.md:2:8\n"), "{behind}");
}

#[test]
fn a_program_that_prints_whole_pages_hands_nothing_out() {
    let site = Site::new().source("un").briefing("b", "So [@un].");
    site.write("standpoint.yaml", "title: T\nbase_url: https://example.org/\nprint: {command: 'true {html} {pdf}'}\n");
    let run = site.run(&["pdf", "--handout"]).exits(2);
    let words =
        "standpoint: `print.command` prints whole pages; for `--handout` name a browser with `--browser PATH`\n";
    assert_eq!(run.stderr, words);
}

#[test]
fn what_is_for_paper_alone_is_hidden_from_screens_and_an_unknown_address_is_not_there() {
    let site = of_issues(1);
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    for class in ["first-judgements", "imprint"] {
        let parts = page.class(class);
        assert_eq!(parts.len(), 1, "{class}");
        assert!(parts[0].get("hidden").is_some(), "{class}");
    }
    let text = site.page("briefings/b.html");
    assert!(text.contains("<svg class=\"code\"") && text.contains("https://example.org/repo/briefings/b.html</a>"));
    site.write("standpoint.yaml", "title: Test\nrules: {missing-base-url: off}\n");
    site.build().exits(0);
    let text = site.page("briefings/b.html");
    assert!(!text.contains("<svg class=\"code\"") && !text.contains("class=\"print-address\""), "{text}");
    assert!(text.contains("class=\"citation\""), "it can be cited all the same");
}
