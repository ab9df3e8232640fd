//! Half a megabyte of each construct of Markdown, and four times that: the time grows as the text does.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::harness::{Run, Site};

/// Pieces whose repetition makes somebody look back, or ahead, or deeper.
const NASTY: &[(&str, &str)] = &[
    ("words", "some words of a text "),
    ("paragraphs", "a\n\n"),
    ("links that nothing closes", "[w](plan.md and "),
    ("images that nothing closes", "![](a.png "),
    ("names that nothing closes", "[[name of it "),
    ("ends of links", "a.md]("),
    ("passwords", "://a:b@c "),
    ("quotes", ">"),
    ("quotes and words", "> a\n"),
    ("lists", "- "),
    ("list of lines", "- a\n"),
    ("numbers", "1. "),
    ("tasks", "- [x] a\n"),
    ("tasks that break", "- [x] \\\n  -\n"),
    ("brackets that open", "["),
    ("brackets that close", "]"),
    ("brackets in pairs", "[]"),
    ("links", "[a](b) "),
    ("links that are not closed", "[a]("),
    ("parentheses behind an address", "https://a.example/("),
    ("images", "![a](b.png) "),
    ("images that open", "!["),
    ("images whose attributes stay open", "![a](b){c=\""),
    ("images whose attributes begin", "![a](b \"t\"){#"),
    ("references", "[a][b] "),
    ("wiki links", "[[a]] "),
    ("wiki links that open", "[["),
    ("citations", "[@a] "),
    ("citations that open", "[@a "),
    ("citations of many", "[@a; "),
    ("bare citations", "@a "),
    ("notes", "[^a] "),
    ("notes that open", "[^"),
    ("notes that are defined", "[^a]: b\n"),
    ("notes that are defined in notes", "[^a]: > "),
    ("notes that are defined in notes, without spaces", "[^a]:>"),
    ("notes that are defined in items", "- [^a]: "),
    ("words that attributes hide", "[a]{hidden} "),
    ("attributes that stay open", "[a]{b=\""),
    ("values of a block", "::: {a=\""),
    ("remarks whose bracket stays open", "[//]: # (a\n"),
    ("notes in the line", "^[a] "),
    ("notes in the line that open", "^["),
    ("stars", "*"),
    ("stars and letters", "*a "),
    ("stars around letters", "*a* "),
    ("double stars", "**a "),
    ("underlines", "_a "),
    ("strokes", "~~a "),
    ("carets", "^a "),
    ("ticks", "`"),
    ("ticks and letters", "`a "),
    ("ticks of growing number", "`a``b```c````"),
    ("fences", "```\n"),
    ("fences that stay open", "```a\nb\n"),
    ("tildes", "~~~\n"),
    ("headings", "# a\n"),
    ("headings that are underlined", "a\n===\n"),
    ("headings with attributes", "# a {#b .c d=e}\n"),
    ("rules", "---\n\n"),
    ("tables", "|a|b|\n|-|-|\n|c|d|\n\n"),
    ("rows", "|a|b|c|d|\n"),
    ("cells", "|a"),
    ("captions", "Table: a\n\n"),
    ("terms", "a\n: b\n\n"),
    ("containers", "::: a\n"),
    ("colons", ":"),
    ("callouts", "> [!NOTE]\n> a\n\n"),
    ("callouts of others", "!!! note\n    a\n"),
    ("formulas", "$a$ "),
    ("dollars", "$"),
    ("formulas in braces", "${"),
    ("elements", "<b>"),
    ("elements that close", "</b>"),
    ("elements in pairs", "<b>a</b> "),
    ("brackets of elements", "<"),
    ("elements with attributes", "<a b=\"c\" d='e'>"),
    ("comments", "<!-- a -->"),
    ("comments that open", "<!--"),
    ("comments before a text", "<!-- a -->\n"),
    ("comments of other programs", "[//]: # (a)\n"),
    ("names of keys", "PrivateKey"),
    ("schemes", "https:"),
    ("declarations", "<!a"),
    ("declarations line by line", "<!a\n"),
    ("declarations in quotes", "> <!a\n"),
    ("declarations in headings", "# <!a\n"),
    ("instructions line by line", "<?\n"),
    ("character data line by line", "<![CDATA[\n"),
    ("elements that open, line by line", "<div\n"),
    ("attributes that open", "<div a=\""),
    ("instructions", "<?"),
    ("character data", "<![CDATA["),
    ("details", "<details>\n\n"),
    ("autolinks", "<https://a.example/> "),
    ("addresses", "https://a.example/b "),
    ("addresses that go on", "https://a.example/b?c=d&"),
    ("mail", "a@example.org "),
    ("www", "www."),
    ("entities", "&amp;"),
    ("entities that open", "&"),
    ("backslashes", "\\"),
    ("escapes", "\\*"),
    ("tabs", "\t"),
    ("spaces", " "),
    ("lines with two spaces", "a  \n"),
    ("names of blocks", "a ^b\n\n"),
    ("double quotes", "\"a "),
    ("single quotes", "'a "),
    ("dashes", "a -- b "),
    ("abbreviations", "e.g. "),
    ("full stops", "."),
    ("sentences", "A b. "),
    ("sentences that cite", "A b [@a]. "),
    ("quotations", "\"A b c d\" [@a]. "),
    ("dates", "2025-08-15 "),
    ("braces", "{"),
    ("attributes", "[a]{.b} "),
    ("inserted", "++a++ "),
    ("marked", "==a== "),
    ("roles", "{a}`b` "),
    ("emoji", "🇺🇦"),
    ("marks on letters", "e\u{301}"),
    ("Cyrillic", "слово "),
    ("Arabic", "كلمة "),
    ("ideographs", "字"),
    ("notes that open in words", "The ferry^[ stops. "),
    ("remarks that open", "/* a\n"),
    ("marks of conflicts", "=======\n\n"),
    ("deep quotes", ">>>>>>> so it is\n\n"),
    ("braces behind brackets", "]{a "),
];

/// What each of these puts out is many times what is typed for it: a note at the foot with its ways back, an entry in the
/// contents with a name to lead to, a finding. They are measured by the piece, and not by the byte: a megabyte has 200,000
/// notes within a line, and no page has a thousand. So many microseconds one may take, twice those of a busy machine.
const LARGE: &[(&str, u64)] = &[
    ("citations", NOTE),
    ("citations that open", NOTE),
    ("citations of many", NOTE),
    ("bare citations", NOTE),
    ("sentences that cite", NOTE),
    ("quotations", NOTE),
    ("notes", NOTE),
    ("notes that are defined", NOTE),
    ("notes in the line", NOTE),
    ("headings", HEADING),
    ("headings that are underlined", HEADING),
    ("headings with attributes", HEADING),
    ("declarations in headings", HEADING),
    ("elements that close", HEADING),
];
const NOTE: u64 = 40;
const HEADING: u64 = 15;

/// How long a text may take that repeats a piece: a second for each megabyte, where little is put out for it.
fn limit(name: &str, piece: &str, bytes: usize) -> Duration {
    let each = LARGE.iter().find(|(large, _)| *large == name).map(|(_, each)| *each);
    let by_piece = |each| Duration::from_micros(each * (bytes / piece.len()) as u64);
    each.map_or(Duration::from_micros(bytes as u64), by_piece)
}

/// The processor time of a check of a text that repeats a piece.
fn time(program: &PathBuf, piece: &str, bytes: usize) -> Duration {
    let text = format!("---\ntitle: T\nas_of: 2025\n---\n{}\n", piece.repeat(bytes / piece.len()));
    time_of_check(program, &Site::new().source("a").file("content/briefings/b.md", text))
}

/// The processor time of a check of a site, the least of two. Python knows of its children.
fn time_of_check(program: &PathBuf, site: &Site) -> Duration {
    let ask = "import resource, subprocess, sys\n\
               done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n\
               used = resource.getrusage(resource.RUSAGE_CHILDREN)\n\
               print(done.returncode, used.ru_utime + used.ru_stime)";
    let measured = (0..2).map(|_| {
        let mut python = Command::new("python3");
        python.args(["-c", ask]).arg(program).args(["check", "--format", "short"]).current_dir(site.root());
        let told = Run::of(&mut python).exits(0);
        let (code, seconds) = told.stdout.trim().split_once(' ').expect("two numbers");
        assert!(matches!(code, "0" | "1"), "{}", told.stderr);
        Duration::from_secs_f64(seconds.parse().expect("a number"))
    });
    measured.min().unwrap_or_default()
}

/// The program that is measured.
fn program() -> PathBuf {
    let wanted = std::env::var_os("STANDPOINT_PROGRAM");
    let program = wanted.map_or_else(|| env!("CARGO_BIN_EXE_standpoint").into(), PathBuf::from);
    std::path::absolute(program).expect("a path")
}

/// `STANDPOINT_PROGRAM=target/release/standpoint cargo test --test it -- --ignored --nocapture growth`
#[test]
#[ignore = "measures a program that was made to be quick"]
fn a_megabyte_of_anything_takes_a_second_or_what_its_notes_take() {
    const BYTES: usize = 500_000;
    assert!(LARGE.iter().all(|(large, _)| NASTY.iter().any(|(name, _)| name == large)), "each is measured");
    let program = program();
    let nothing = time(&program, "a", 1);
    let mut table = format!(
        "\nAn empty site: {} ms.\n\n| construct | 0.5 MB, ms | 2 MB, ms | limit | ratio |\n\
         |---|---:|---:|---:|---:|\n",
        nothing.as_millis()
    );
    let mut slow = Vec::new();
    for (name, piece) in NASTY {
        let [one, four] = [1, 4].map(|times| time(&program, piece, times * BYTES).saturating_sub(nothing));
        let (limit, ratio) = (limit(name, piece, 4 * BYTES), four.as_secs_f64() / one.as_secs_f64().max(0.001));
        let [small, large, most] = [one, four, limit].map(|time| time.as_millis());
        let _ = writeln!(table, "| {name} | {small} | {large} | {most} | {ratio:.1} |");
        // What grows with the square of its text takes sixteen times as long; memory and noise never double the four.
        if four > limit || four > one * 8 + Duration::from_millis(200) {
            slow.push(*name);
        }
    }
    println!("{table}");
    assert!(slow.is_empty(), "these are slow: {slow:?}");
}

/// What each of these begins, only the end of the text could end.
#[test]
#[ignore = "measures a program that was made to be quick"]
fn what_stays_open_is_looked_for_once() {
    let program = program();
    let text = |n: usize, before: &str, piece: &str, behind: &str| {
        let front = "---\ntitle: T\nas_of: 2025\n---\n";
        ("briefings/b.md", format!("{front}{before}{}{behind}\n", piece.repeat(n / piece.len())))
    };
    let style = |n: usize, piece: &str| {
        let (before, behind) = ("<svg xmlns=\"http://www.w3.org/2000/svg\"><style>image(", "</style></svg>");
        ("images/a.svg", format!("{before}{}{behind}", piece.repeat(n / piece.len())))
    };
    type Text<'a> = &'a dyn Fn(usize) -> (&'static str, String);
    let texts: [(&str, Text); 16] = [
        ("letters in brackets", &|n| text(n, "", "[x](#y)", "")),
        ("notes", &|n| text(n, "", "The ferry^[ stops. ", "")),
        ("notes in notes", &|n| text(n, "", "^[", &format!(" x\n{}", "]".repeat(n / 2)))),
        ("remarks", &|n| text(n, "", "/* a\n", "*/ b")),
        ("words struck out", &|n| text(n, "", "{--a ", "")),
        ("marks of conflicts", &|n| text(n, "", "=======\n\n", "")),
        ("deep quotes", &|n| text(n, "", ">>>>>>> so it is\n\n", "")),
        ("a citation of none", &|n| text(n, "[@a", ";", "x]")),
        ("escapes before numbers", &|n| text(n, "", "\\", &"[1]".repeat(n / 3))),
        ("braces", &|n| text(n, "", "]{a ", "}")),
        ("stars", &|n| text(n, "a ", "*", "b")),
        ("short codes", &|n| text(n, "", "[a b=\"\" ", "")),
        ("copies of copies", &|n| text(n / 4, "[^1]\n\n[^1]: ", "https://web.archive.org/web/2024/", "https://a.org")),
        ("code in comments", &|n| text(n, "", "a `b` <!-- `c -->\n\n", "")),
        ("images of a style", &|n| style(n, "image(x ")),
        ("quotes of a style", &|n| style(n, "\" ")),
    ];
    for (name, text) in texts {
        let [one, four] = [10_000, 40_000].map(|bytes| {
            let (path, text) = text(bytes);
            time_of_check(&program, &Site::new().source("a").file(&format!("content/{path}"), text))
        });
        assert!(four < one * 8 + Duration::from_millis(200), "{name}: {one:?} and {four:?}");
    }
}

#[test]
fn a_sentence_of_names_is_not_written_out_at_each_of_them() {
    for piece in ["@a ", "[@a ", "[@a; ", "[[b]] [@a], "] {
        let text = format!("---\ntitle: A title of some words\nas_of: 2025\n---\nSo says {}.\n", piece.repeat(2000));
        let site = Site::new().source("a").file("content/briefings/b.md", text);
        site.build();
        let each = site.page("sources/a.html").len() / 2000;
        assert!(each < 1500, "{piece}: {each} bytes each");
    }
}
