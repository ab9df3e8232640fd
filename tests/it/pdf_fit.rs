//! What is wide on paper: one site printed by real Chromium. Nothing on a page may set the rest of it smaller.

use std::fs;
use std::sync::OnceLock;

use crate::harness::{Run, Site};
use crate::pdf::{pdf, ready};
use crate::pdf_pages::said;

/// Names as they come: some long, some of one long word.
const ACTORS: [&str; 20] = [
    "United States",
    "European Union",
    "Russia",
    "Ukraine",
    "United Kingdom",
    "Bosnia and Herzegovina",
    "United Arab Emirates",
    "Republic of Southern Vale",
    "Kazakhstan",
    "Joint River Commission",
    "Saudi Arabia",
    "Bundesrepublik Deutschland",
    "Organisation for Security and Co-operation in Europe",
    "Turkey",
    "Liechtenstein",
    "Donaudampfschifffahrtsgesellschaft",
    "Türkiye Cumhuriyeti",
    "Österreich",
    "Україна і сусіди",
    "Zambia",
];

const WORDS: &str = "Water is counted in many ways, and each side counts those that suit it. ";

/// How high a word of the text is. The root of the theme's paper is 9.5 points, the text 1.125 of it, and a line of Source
/// Serif 1.371 of its size.
const TYPE: f32 = 9.5 * 1.125 * 1.371;

/// A table of an author's: a name, then as many figures.
fn table(columns: usize) -> String {
    let row = |first: &str, cell: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (1..columns).map(cell).collect();
        format!("| {first} | {} |\n", cells.join(" | "))
    };
    [
        row("Country", &|at| format!("Year {}", 2000 + at)),
        row("---", &|_| "---".to_owned()),
        row("Liechtenstein", &|at| (12_345_678 + at * 1017).to_string()),
        row("Bosnia and Herzegovina", &|at| (87_654_321 - at * 1017).to_string()),
    ]
    .concat()
}

fn site() -> Site {
    let issues = ["Withdrawal of foreign troops", "Intercontinental telecommunications infrastructure"];
    let mut site = Site::new().source("un");
    for (at, name) in ACTORS.iter().enumerate() {
        site = site.file(&format!("content/actors/a{at}.md"), format!("---\nname: \"{name}\"\n---\n"));
        for issue in 0..issues.len() {
            let stance = ["conditional", "ambiguous", "supports", "silent"][(at + issue) % 4];
            let text =
                format!("---\nstance: {stance}\nfirmness: negotiable\nas_of: 2025-08-2{issue}\n---\nTerms [@un].\n");
            site = site.file(&format!("content/positions/a{at}/i{issue}.md"), text);
        }
    }
    for (at, title) in issues.iter().enumerate() {
        site = site.file(&format!("content/issues/i{at}.md"), format!("---\ntitle: {title}\n---\n"));
    }
    for count in [2, 5, 8, 14, 20] {
        let ids: Vec<String> = (0..count).map(|at| format!("a{at}")).collect();
        let block = format!("```matrix\nactors: [{}]\n```", ids.join(", "));
        site = site.briefing(&format!("of-{count}"), &format!("{WORDS}\n\n## Who\n\n{block}\n\n{WORDS}"));
    }
    site = site.briefing(
        "blocks",
        &format!("{WORDS}\n\n## Who\n\n```positions\nactors: [a0, a2, a3]\n```\n\n## End\n\n{WORDS}"),
    );
    let long = "b".repeat(300);
    let long_words = |cell: &str| format!("| {} |\n", [cell; 14].join(" | "));
    let long_words = ["Jahr", "---", "Sicherheitsgarantien 1234567"].map(long_words).concat();
    let sum = |length: usize| (1..=length).map(|at| format!("a_{{{at}}}")).collect::<Vec<_>>().join(" + ");
    site.file("standpoint.yaml", "base_url: https://example.org/repo/\nmath: true\n")
        .briefing("formula", &format!("{WORDS}\n\n$${} = zq$$\n", sum(20)))
        .briefing("table", &format!("{WORDS}\n\n{}", table(14)))
        .briefing("words", &format!("{WORDS}\n\n{long_words}"))
        .briefing(
            "long",
            &format!("{WORDS} A{long} and `{long}`.\n\n```text\n{long}\n```\n\n| A | B |\n|---|---|\n| {long} | b |\n\n<pre>{} zulu</pre>\n", "kept ".repeat(60)),
        )
        .briefing(
            "headings",
            &format!("{WORDS}\n\n## One\n\n## Two\n\n## Three\n\n## Four\n\n## {}\n\n{WORDS}", "Rindfleisch".repeat(9)),
        )
        .briefing("beyond", &format!("{WORDS}\n\nBehind it:\n\n{}", table(40)))
}

/// The words on a PDF's pages with the right edge of each, its height and its width, and the width of its page.
struct Word {
    text: String,
    right: f32,
    height: f32,
    width: f32,
    page: f32,
}

fn words(pdf: &[u8]) -> Vec<Word> {
    let xml = said(pdf, "pdftotext", &["-bbox", "{}", "-"]);
    let number = |line: &str, name: &str| -> f32 {
        let value = line.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("no {name} in {line}"))
    };
    let mut page = 0.0;
    let mut words = Vec::new();
    for line in xml.lines().map(str::trim) {
        if line.starts_with("<page ") {
            page = number(line, "width");
        }
        if line.starts_with("<word ") {
            let text = line.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned();
            let height = number(line, "yMax") - number(line, "yMin");
            // The last figures are those of another place on the sheet.
            let height = (height * 100.0).round() / 100.0;
            let (right, left) = (number(line, "xMax"), number(line, "xMin"));
            words.push(Word { text, right, height, width: right - left, page });
        }
    }
    words
}

struct Printed {
    site: Site,
    stderr: String,
}

fn printed(test: &str) -> Option<&'static Printed> {
    static PRINTED: OnceLock<Printed> = OnceLock::new();
    ready(test).then(|| {
        PRINTED.get_or_init(|| {
            let site = site();
            let run = Run::of(&mut pdf(&site, &[])).exits(0);
            Printed { site, stderr: run.stderr }
        })
    })
}

impl Printed {
    fn words(&self, briefing: &str) -> Vec<Word> {
        words(&fs::read(self.site.path(&format!("public/briefings/{briefing}.pdf"))).expect("a PDF"))
    }

    /// How high the words of the running text are.
    fn type_size(&self, briefing: &str) -> f32 {
        let words = self.words(briefing);
        let of_text: Vec<f32> = words.iter().filter(|word| word.text == "counted").map(|word| word.height).collect();
        assert!(!of_text.is_empty() && of_text.iter().all(|height| *height == of_text[0]), "{briefing}: {of_text:?}");
        of_text[0]
    }
}

#[test]
fn the_type_of_the_text_is_the_same_however_many_actors_a_matrix_has() {
    let Some(printed) = printed("a wide matrix") else { return };
    let size = printed.type_size("of-2");
    assert!((size - TYPE).abs() < 0.1, "{size}");
    for briefing in ["of-5", "of-8", "of-14", "of-20", "table", "long", "headings"] {
        assert_eq!(printed.type_size(briefing), size, "{briefing}");
    }
}

#[test]
fn no_word_reaches_into_the_margin_and_none_is_too_small_to_read() {
    let Some(printed) = printed("what a matrix holds") else { return };
    for briefing in ["of-2", "of-5", "of-8", "of-14", "of-20", "table", "long"] {
        for Word { text, right, height, width, page } in printed.words(briefing) {
            // 18 mm are the margin of a landscape sheet, 20 that of the others.
            let margin = if page > 800.0 { 51.0 } else { 56.6 };
            // A point and a half: pdftotext gives some digits more room than they take.
            assert!(right <= page - margin + 1.5, "{briefing}: {text} ends at {right} of {page}");
            // Letters of 6 points lie in a line of 7.6. Short words of names that stand upright are as wide as that.
            let is_upright = briefing == "of-14" && (7.0..10.0).contains(&width);
            assert!(height > 7.0 || is_upright, "{briefing}: {text} is {height} high, {width} wide");
        }
    }
}

#[test]
fn each_actor_and_each_cell_of_a_wide_matrix_is_there_in_whole_words() {
    let Some(printed) = printed("all of a matrix") else { return };
    let words: Vec<String> = printed.words("of-14").into_iter().map(|word| word.text).collect();
    for name in ACTORS[..14].iter().flat_map(|name| name.split([' ', '-'])) {
        assert!(words.iter().any(|word| word.contains(name)), "{name} is not in {words:?}");
    }
    let stances =
        words.iter().filter(|word| ["Conditional", "Ambiguous", "Supports", "Silent"].contains(&word.as_str()));
    // 28 cells, and the four in the legend.
    assert_eq!(stances.count(), 32, "{words:?}");
    let figures = printed.words("table");
    for at in 1..14 {
        let figure = (12_345_678 + at * 1017).to_string();
        assert!(figures.iter().any(|word| word.text == figure), "{figure} is broken");
    }
}

#[test]
fn a_line_that_scrolls_on_a_screen_is_whole_on_paper() {
    let Some(printed) = printed("a long line") else { return };
    assert!(printed.words("long").iter().any(|word| word.text == "zulu"));
}

#[test]
fn a_formula_that_would_scroll_is_set_smaller() {
    let Some(printed) = printed("a wide formula") else { return };
    assert_eq!(printed.type_size("formula"), printed.type_size("of-2"));
    let words = printed.words("formula");
    let last = words.iter().find(|word| word.text.contains('𝑧') || word.text.contains("zq") || word.text == "z");
    assert!(last.is_some_and(|word| word.right <= word.page - 56.0), "its end is on the paper");
}

#[test]
fn what_has_no_room_all_the_same_is_a_finding_at_its_line() {
    let Some(printed) = printed("what is too wide") else { return };
    assert_eq!(printed.stderr.matches("[too-wide]").count(), 1, "{}", printed.stderr);
    assert!(printed.stderr.contains("warning[too-wide]: a table is "), "{}", printed.stderr);
    assert!(printed.stderr.contains(" mm wide on paper, where there is room for 170 mm"), "{}", printed.stderr);
    assert!(printed.stderr.contains("--> content/briefings/beyond.md:9:1\n"), "{}", printed.stderr);
    assert_eq!(printed.type_size("words"), printed.type_size("of-2"), "long words break, and no sheet is set smaller");
    assert!(printed.type_size("beyond") < printed.type_size("of-2"), "the warning is a true one");
}

#[test]
fn a_theme_that_is_too_wide_is_told_at_the_page_and_a_rule_can_silence_it() {
    if !ready("a theme that is too wide") {
        return;
    }
    let site = Site::new()
        .file("standpoint.yaml", "title: Test\nbase_url: https://example.org/repo/\ntheme: own\n")
        .file("themes/own/templates/footer.html", "<footer><p class=\"wide\">Footer words</p></footer>")
        .file("themes/own/templates/head.html", "<link rel=\"stylesheet\" href=\"{{ page.root }}assets/own.css\">")
        .file("themes/own/static/own.css", ".wide { inline-size: 300mm }")
        .source("un")
        .briefing("b", "Words [@un].");
    let run = Run::of(&mut pdf(&site, &["--paper", "letter"])).exits(0);
    let words = "\
warning[too-wide]: a line is 300 mm wide on paper, where there is room for 176 mm: the browser sets all of the PDF smaller
 --> content/briefings/b.md:2:8
  |
2 | title: Briefing b
  |        ^^^^^^^^^^
  |
  = help: make it narrower, with fewer columns or with words that can break
";
    assert!(run.stderr.starts_with(words), "{}", run.stderr);
    Run::of(&mut pdf(&site, &["--deny-warnings"])).exits(1);
    let settings = "title: Test\nbase_url: https://example.org/repo/\ntheme: own\nrules: {too-wide: off}\n";
    site.write("standpoint.yaml", settings);
    let run = Run::of(&mut pdf(&site, &["--deny-warnings"])).exits(0);
    assert!(!run.stderr.contains("too-wide"), "{}", run.stderr);
}

#[test]
fn the_headings_that_blocks_make_are_bookmarks_too() {
    let Some(printed) = printed("bookmarks of blocks") else { return };
    let pdf = fs::read(printed.site.path("public/briefings/blocks.pdf")).expect("a PDF");
    let outline = crate::print_finish::outline(&lopdf::Document::load_mem(&pdf).expect("a PDF"));
    let titles: Vec<&str> = outline.lines().map(|line| line.rsplit_once(' ').expect("a page").0).collect();
    let of_issue = |title| [title, "    United States", "    Russia", "    Ukraine"];
    let mut wanted = vec!["Who"];
    wanted.extend(of_issue("  Intercontinental telecommunications infrastructure"));
    wanted.extend(of_issue("  Withdrawal of foreign troops"));
    wanted.extend(["End", "Notes"]);
    assert_eq!(titles, wanted);
    let headings = printed.site.read("briefings/blocks.html");
    let main = headings.all("main").next().expect("the main part");
    let count = headings.inside(main).filter(|element| matches!(&*element.name, "h2" | "h3" | "h4" | "h5" | "h6"));
    assert_eq!(titles.len(), count.count(), "{titles:?}");
}

#[test]
fn a_picture_stands_whole_on_one_sheet() {
    if !ready("pictures") {
        return;
    }
    let image = |width: usize, height: usize| {
        let word = |at: usize, word: &str| format!("<text x=\"9\" y=\"{at}\" font-size=\"20\">{word}</text>");
        let (above, below) = (word(20, "ABOVE"), word(height - 9, "BELOW"));
        let size = format!("width=\"{width}\" height=\"{height}\"");
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}>{above}{below}</svg>")
    };
    // As a telephone takes it, once with a caption of many lines, which are set smaller than the text; and as a map lies.
    let caption = WORDS.repeat(4).replace("counted", "told");
    let text = format!(
        "{WORDS}\n\n![Tall](tall.svg)\n\n{WORDS}\n\n![Tall](tall.svg \"{}\")\n\n![Broad](broad.svg)\n\n{WORDS}",
        caption
    );
    let site = Site::new()
        .file("content/briefings/tall.svg", image(400, 3000))
        .file("content/briefings/broad.svg", image(4000, 300))
        .briefing("b", &text);
    let run = Run::of(&mut pdf(&site, &[])).exits(0);
    assert!(!run.stderr.contains("too-wide"), "{}", run.stderr);
    let pdf = fs::read(site.path("public/briefings/b.pdf")).expect("a PDF");
    let text = said(&pdf, "pdftotext", &["{}", "-"]);
    let mut pictures = 0;
    for page in text.split('\u{c}') {
        assert_eq!(page.matches("ABOVE").count(), page.matches("BELOW").count(), "a picture is cut: {page}");
        pictures += page.matches("ABOVE").count();
    }
    assert_eq!(pictures, 3, "{text}");
    let heights = words(&pdf).into_iter().filter(|word| word.text == "counted").map(|word| word.height);
    assert!(heights.into_iter().all(|height| (height - TYPE).abs() < 0.1), "the pages are set smaller");
}

#[test]
fn a_picture_of_places_fits_its_sheet() {
    if !ready("pdf_fit: places") {
        return;
    }
    let place = |actor: &str, option: usize| {
        let front = format!("as_of: 2025-08\nstance: opposes\noption: {option}\naccepts: [{option}, 2]\nrejects: [1]");
        (format!("content/positions/{actor}/dam.md"), format!("---\n{front}\n---\nSo [@un].\n"))
    };
    let site = Site::new().source("un").actor("velia").actor("karu").file(
        "content/issues/dam.md",
        "---\ntitle: The dam\nscale: [Built in full, A lower one, After a study, None at all]\n---\n",
    );
    let site =
        [place("velia", 3), place("karu", 4)].into_iter().fold(site, |site, (path, text)| site.file(&path, text));
    let site = site.briefing("b", "So [@un].\n\n## Where they stand\n\n```spectrum\n```");
    let run = Run::of(&mut pdf(&site, &["b"])).exits(0);
    assert!(!run.stderr.contains("too-wide"), "{}", run.stderr);
}

#[test]
fn a_picture_of_more_places_than_a_sheet_is_high_is_a_table_on_paper() {
    if !ready("pdf_fit: many places") {
        return;
    }
    let sheets = |count: usize| {
        let front = "---\ntitle: The dam\nscale: [Built in full, None at all]\n---\n";
        let mut site = Site::new().source("un").file("content/issues/dam.md", front);
        for number in 1..=count {
            let position = "---\nas_of: 2025-08\nstance: opposes\noption: 2\n---\nSo [@un].\n";
            site = site.actor(&format!("a{number:02}"));
            site = site.file(&format!("content/positions/a{number:02}/dam.md"), position);
        }
        let site = site.briefing("b", "So [@un].\n\n## Where they stand\n\n```spectrum\n```");
        Run::of(&mut pdf(&site, &["b"])).exits(0);
        let pdf = fs::read(site.path("public/briefings/b.pdf")).expect("a PDF");
        said(&pdf, "pdftotext", &["{}", "-"])
    };
    let table = "Could live with";
    assert!(!sheets(18).contains(table), "so many fit on one");
    let many = sheets(30);
    let of = |sheet: &str| (1..=30).filter(|number| sheet.contains(&format!("Actor a{number:02}"))).count();
    let all: Vec<usize> = many.split('\u{c}').map(of).filter(|count| *count > 0).collect();
    assert!(many.contains(table) && all.len() <= 2 && all.iter().sum::<usize>() == 30, "{all:?} {many}");
}

#[test]
fn a_matrix_of_more_actors_than_a_sheet_is_broad_begins_in_the_text() {
    if !ready("pdf_fit: upright") {
        return;
    }
    let mut site = Site::new().source("un").issue("dam").issue("fish");
    for number in 1..=30 {
        site = site.actor(&format!("a{number:02}"));
        for issue in ["dam", "fish"] {
            let position = "---\nas_of: 2025-08\nstance: opposes\n---\nSo [@un].\n";
            site = site.file(&format!("content/positions/a{number:02}/{issue}.md"), position);
        }
    }
    let site = site.briefing("b", "So [@un].\n\n## Where they stand\n\n```matrix\n```\n\nBehind it.");
    Run::of(&mut pdf(&site, &["b"])).exits(0);
    let pdf = fs::read(site.path("public/briefings/b.pdf")).expect("a PDF");
    let sheets = said(&pdf, "pdftotext", &["{}", "-"]);
    let first = sheets.split('\u{c}').next().unwrap_or_default();
    assert!(first.contains("Actor a01") && first.contains("Actor a30"), "{first}");
    assert!(words(&pdf).iter().all(|word| word.page < 600.0), "no sheet is turned");
}
