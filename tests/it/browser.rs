//! The built model site in real Chromium, and before an HTML checker. `tests/run` installs what this needs and
//! insists on it; a plain `cargo test` without it says what it left out.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::Site;
use crate::pages_host::Host;

pub const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");

/// Whether the browser and the tools are there. `STANDPOINT_BROWSER_TESTS` makes their absence a failure.
pub fn ready(test: &str, needed: &[&Path]) -> bool {
    let missing: Vec<_> = needed.iter().filter(|path| !path.exists()).collect();
    if missing.is_empty() {
        return true;
    }
    assert!(std::env::var_os("STANDPOINT_BROWSER_TESTS").is_none(), "{test} needs {missing:?}: run tests/run");
    // Straight to the stream, since the test runner keeps what `eprintln!` says of tests that pass.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: {missing:?} missing; tests/run installs it");
    false
}

pub fn chromium() -> PathBuf {
    std::env::var_os("STANDPOINT_BROWSER").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

pub fn playwright() -> PathBuf {
    Path::new(TOOLS).join("node_modules/playwright-core")
}

/// The model site of this repository, built into a folder of its own.
fn model_site() -> Site {
    let site = Site::bare();
    let root = env!("CARGO_MANIFEST_DIR");
    let out = site.path("public");
    site.run(&["build", root, "--out", out.to_str().expect("UTF-8")]).exits(0);
    site
}

/// A site whose texts strain the layout: right-to-left, long words, long addresses, many columns.
fn strained_site() -> Site {
    let long = format!("https://example.org/{}?q={}", "a-very-long-path-segment/".repeat(10), "x".repeat(60));
    let mut site = Site::bare().file(
        "standpoint.yaml",
        "title: موقف الأطراف من المفاوضات\nlanguage: ar\nbase_url: https://example.org/repo/\nauthors: [فريق التحرير]\n",
    );
    site = site.file(
        "content/sources/long.md",
        format!(
            "---\ntitle: {}\nurl: {long}\npublished: 2025-01-01\nlanguage: uk\n---\nПримітка.\n",
            "Надзвичайно довга назва джерела ".repeat(6)
        ),
    );
    for actor in 1..=8 {
        site = site.file(
            &format!("content/actors/a{actor}.md"),
            format!(
                "---\nname: الطرف رقم {actor} في المفاوضات الطويلة\nshort_name: الطرف {actor}\n---\nوصف [@long].\n"
            ),
        );
    }
    for issue in 1..=10 {
        site = site.file(
            &format!("content/issues/i{issue}.md"),
            format!("---\ntitle: المسألة {issue}\nquestion: ما العمل؟\n---\nنص.\n"),
        );
        for actor in 1..=8 {
            if (issue * actor) % 5 != 0 {
                let stance = ["supports", "conditional", "ambiguous", "opposes", "silent"][(issue + actor) % 5];
                site = site.file(
                    &format!("content/positions/a{actor}/i{issue}.md"),
                    format!("---\nas_of: 2025-08-20\nstance: {stance}\nfirmness: red-line\nbasis: stated\n---\nنص الموقف [@long, ص. 3].\n"),
                );
            }
        }
    }
    let word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung".repeat(3);
    site.briefing("b", &format!(
        "نص عربي طويل [@long] و{long} ثم {word}.\n\n```matrix\n```\n\n| أ | ب | ج | د | هـ |\n|---|---|---|---|---|\n| {word} | 2 | 3 | 4 | 5 |\n\n```json\n{{\"{word}\": 1}}\n```\n"
    ))
}

pub fn node(script: &str, arguments: &[&str]) {
    let output = Command::new("node").arg(script).args(arguments).current_dir(TOOLS).output().expect("node runs");
    assert!(
        output.status.success(),
        "{script} {arguments:?}:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn accessible(test: &str, site: fn() -> Site, arguments: &[&str]) {
    if ready(test, &[&chromium(), &playwright()]) {
        let site = site();
        if !site.has("index.html") {
            site.build();
        }
        let public = site.path("public");
        let public = public.to_str().expect("UTF-8");
        node("accessible.mjs", &[&[public], arguments].concat());
    }
}

/// Measures the contrast of every text and state on pages of a built site.
pub fn measures_contrast(public: &Path, flags: &[&str], pages: &[&str]) {
    if ready("contrast", &[&chromium(), &playwright()]) {
        node("contrast.mjs", &[&[public.to_str().expect("UTF-8")], flags, pages].concat());
    }
}

#[test]
fn the_model_site_is_accessible_on_a_desk() {
    accessible("accessible on a desk", model_site, &["--most", "20"]);
}

#[test]
fn the_model_site_is_accessible_on_a_telephone() {
    accessible("accessible on a telephone", model_site, &["--width", "360", "--most", "12"]);
}

#[test]
fn the_model_site_is_accessible_in_the_dark() {
    accessible("accessible in the dark", model_site, &["--dark", "--most", "12"]);
}

#[test]
fn right_to_left_texts_and_long_words_do_not_break_the_layout() {
    accessible("right to left on a desk", strained_site, &["--most", "12"]);
    accessible("right to left on a telephone", strained_site, &["--width", "360", "--most", "12"]);
}

#[test]
fn a_first_visit_is_light_and_nothing_jumps() {
    if ready("light", &[&chromium(), &playwright()]) {
        let site = model_site();
        let address = Host::new(&site.path("public"), "/briefing/").listen();
        let root = format!("http://{address}/briefing/");
        for page in ["briefings/negotiations-after-alaska.html", "briefings/security-guarantees.html"] {
            node("light.mjs", &[&root, page]);
        }
    }
}

/// A small site in a language, with all parts that a menu leads to.
fn foreign_site(language: &str, [title, actor, issue, event, summary, text]: [&str; 6]) -> Site {
    let settings = format!("title: {title}\nbase_url: https://e.example/\nlanguage: {language}\n");
    let position = |stance: &str| format!("---\nas_of: 2025-03-01\nstance: {stance}\n---\n{text} [@one].\n");
    Site::bare()
        .file("standpoint.yaml", settings)
        .source("one")
        .source("two")
        .file("content/actors/a.md", format!("---\nname: {actor}\n---\n"))
        .file("content/issues/i.md", format!("---\ntitle: {issue}\n---\n"))
        .file("content/positions/a/i.md", position("supports"))
        .file("content/events/e.md", format!("---\ntitle: {event}\ndate: 2025-03-02\nactors: [a]\n---\n{text} [@two].\n"))
        .file(
            "content/briefings/b.md",
            format!("---\ntitle: {title}\nas_of: 2025-03-22\nsummary: {summary}\n---\n{text} [@one, 3][@two]. {text} [@one, 7].\n\n## {issue}\n\n{text}.\n"),
        )
}

#[test]
fn nothing_jumps_on_a_telephone_in_other_letters() {
    let ukrainian = [
        "Гребля",
        "Республіка Велія",
        "Гребля на Сарні",
        "Повінь",
        "Обидві держави згодні, що хтось має вимірювати річку, і мало в чому ще",
        "Сторони погодилися, що гарантії мають бути надані до початку переговорів про кордон. Міністр заявив, що жодне рішення не \
         буде ухвалене без участі країни, якої воно стосується. За даними спостерігачів, угоду підписали у вересні, однак її умови \
         досі не оприлюднено. Посол додав, що перевірка триватиме щонайменше шість місяців",
    ];
    let polish = [
        "Zapora",
        "Republika Welii",
        "Zapora na Sarnie",
        "Powódź",
        "Oba państwa zgadzają się, że ktoś powinien mierzyć rzekę, i w niewielu innych sprawach",
        "Strony zgodziły się, że gwarancje muszą zostać udzielone przed rozpoczęciem rozmów o granicy. Minister oświadczył, że żadna \
         decyzja nie zapadnie bez udziału państwa, którego dotyczy. Według obserwatorów umowę podpisano we wrześniu, jednak jej \
         warunków dotąd nie ujawniono. Ambasador dodał, że kontrola potrwa co najmniej sześć miesięcy",
    ];
    if ready("telephone", &[&chromium(), &playwright()]) {
        for (language, words) in [("uk", ukrainian), ("pl", polish)] {
            let site = foreign_site(language, words);
            site.build().exits(0);
            let address = Host::new(&site.path("public"), "/").listen();
            node("light.mjs", &[&format!("http://{address}/"), "briefings/b.html", "390", "430"]);
        }
    }
}

#[test]
fn on_a_host_every_page_has_its_styles_and_fonts_and_asks_nobody_else() {
    if ready("hosted", &[&chromium(), &playwright()]) {
        for prefix in ["/", "/repo/"] {
            let site = crate::pages_rules::built_for(&format!("https://host.example{prefix}"));
            let public = site.path("public");
            let address = Host::new(&public, prefix).listen();
            node("hosted.mjs", &[&format!("http://{address}{prefix}"), public.to_str().expect("UTF-8"), "12"]);
        }
    }
}

#[test]
fn a_reader_goes_from_marker_to_note_to_source_and_back() {
    if ready("reading", &[&chromium(), &playwright()]) {
        let site = model_site();
        let public = site.path("public");
        node("reading.mjs", &[public.to_str().expect("UTF-8"), "briefings/negotiations-after-alaska.html"]);
    }
}

/// A site with a briefing of two matrices: one of four actors, then one of nine.
fn two_matrices() -> Site {
    let mut site = Site::new().source("s").issue("i");
    for actor in ["a", "b", "c", "d", "e", "f", "g", "h", "j"] {
        let position = "---\nas_of: 2025\nstance: silent\n---\nNothing said [@s].\n";
        site = site.actor(actor).file(&format!("content/positions/{actor}/i.md"), position);
    }
    let few = "Before it.\n\n## Few\n\n```matrix\nactors: [a, b, c, d]\n```\n\nBehind it.\n\n";
    site.briefing("b", &format!("{few}## Many\n\n```matrix\n```\n\n## After\n\nBehind both [@s]."))
}

#[test]
fn at_400_per_cent_no_letter_is_clipped() {
    if ready("narrow", &[&chromium(), &playwright()]) {
        let authors = "Олександра Дмитренко-Коваленко, Дмитро Олександрович Кириленко-Вишневецький, Ann Author, \
                       Maximilian von und zu Hohenstein-Oberkirchen";
        let site = Site::new().source("s").actor("a").issue("i").file(
            "content/briefings/b.md",
            format!("---\ntitle: B\nas_of: 2025-08-01\nauthors: [{authors}]\n---\nWords [@s].\n\n```sources\n```\n"),
        );
        site.build().exits(0);
        let public = site.path("public");
        node(
            "narrow.mjs",
            &[public.to_str().expect("UTF-8"), "briefings/b.html", "briefings/index.html", "index.html"],
        );
    }
}

#[test]
fn on_paper_a_wide_matrix_lies_across_and_a_narrow_one_stays_in_the_text() {
    if ready("paper", &[&chromium(), &playwright()]) {
        let site = two_matrices();
        site.build();
        let public = site.path("public");
        node("paper.mjs", &[public.to_str().expect("UTF-8"), "briefings/b.html", "PLP"]);
    }
}

#[test]
fn every_page_of_the_model_site_is_valid_html() {
    let checker = Path::new(TOOLS).join("node_modules/vnu-jar/build/dist/vnu.jar");
    if ready("valid HTML", &[&checker]) {
        let site = model_site();
        let output = Command::new("java")
            .args(["-Xss4m", "-jar"])
            .arg(&checker)
            // The checker does not know container queries and anchors yet (CSS Containment 3, Anchor Positioning 1), and
            // takes no file for `'self'` of a policy: `policy.mjs` asks a browser.
            .args([
                "--filterpattern",
                ".*(container-type|@container|anchor|position-(area|try)|Content Security Policy).*",
            ])
            .args(["--Werror", "--skip-non-html", "--also-check-css", "--also-check-svg", "--format", "gnu"])
            .arg(site.path("public"))
            .output()
            .expect("java runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// A site whose pages have something to open, to type into and to tick.
fn lively_site() -> Site {
    let footer = "<footer><details id=\"more\"><summary>More</summary><p>Hidden words</p></details>\
        <details class=\"plain\"><summary>Yet more</summary><p>Also hidden</p></details>\
        <p><label>Search <input class=\"search\" type=\"search\"></label> <label><input type=\"checkbox\"> Tick</label>\
        <label>Number <input type=\"number\" id=\"number\"></label></p></footer>";
    let text: String = (1..=40).map(|at| format!("Paragraph {at} says so [@un, p. {at}].\n\n")).collect();
    Site::new()
        .file("standpoint.yaml", "title: Lively\nbase_url: https://example.org/repo/\ntheme: own\n")
        .file("themes/own/templates/footer.html", footer)
        .file("themes/own/static/own.css", "footer { color: rgb(1, 2, 3); }\n")
        .file("themes/own/templates/head.html", "<link rel=\"stylesheet\" href=\"{{ page.root }}assets/own.css\">\n")
        .source("un")
        .actor("russia")
        .file("content/issues/troops.md", "---\ntitle: Issue troops\nquestion: Who may come?\n---\n")
        .file(
            "content/positions/russia/troops.md",
            "---\nas_of: 2025-08-20\nstance: opposes\nsummary: Nobody.\n---\nNo [@un].\n",
        )
        .file(
            "content/positions/russia/troops.2025-01.md",
            "---\nas_of: 2025-01-20\nstance: conditional\n---\nYes [@un].\n",
        )
        .file("content/pages/about.md", "---\ntitle: About\n---\nWho we are.\n")
        .briefing("b", &text)
}

/// Lets a script edit a site and watch the real program show it. Nothing of the preview may then be in what is built.
fn edited(test: &str, script: &str) {
    if ready(test, &[&chromium(), &playwright()]) {
        let site = lively_site();
        node(script, &[env!("CARGO_BIN_EXE_standpoint"), site.root().to_str().expect("UTF-8")]);
        assert!(!site.path("public").exists(), "the preview has written something");
        site.build();
        for (path, bytes) in site.tree() {
            assert!(!String::from_utf8_lossy(&bytes).contains("standpoint-live"), "{path}");
            assert!(!String::from_utf8_lossy(&bytes).contains("_standpoint/"), "{path}");
        }
    }
}

#[test]
fn an_open_page_changes_in_place() {
    edited("the live preview", "live.mjs");
}

#[test]
fn many_tabs_follow_and_find_the_next_server() {
    edited("the live preview in many tabs", "tabs.mjs");
}

/// The model site as a project site of GitHub Pages.
fn below_a_folder() -> Site {
    let site = Site::bare();
    let out = site.path("public");
    let out = out.to_str().expect("UTF-8");
    site.run(&["build", env!("CARGO_MANIFEST_DIR"), "--out", out, "--base-url", BASE]).exits(0);
    site
}

const BASE: &str = "https://standpoint.example/repo/";

#[test]
fn every_page_keeps_its_security_policy() {
    if ready("the security policy", &[&chromium(), &playwright()]) {
        node("policy.mjs", &[below_a_folder().path("public").to_str().expect("UTF-8")]);
    }
}

#[test]
fn other_programs_read_the_feed_and_the_linked_data() {
    let tools = ["feedparser", "jsonld"].map(|tool| Path::new(TOOLS).join("node_modules").join(tool));
    if ready("feed and JSON-LD", &[&tools[0], &tools[1]]) {
        node("others.mjs", &[below_a_folder().path("public").to_str().expect("UTF-8"), BASE]);
    }
}

#[test]
fn the_sitemap_is_valid_by_its_schema() {
    let schema = Path::new(TOOLS).join("node_modules/sitemap/schema/sitemap.xsd");
    let checker = Path::new("/usr/bin/xmllint");
    if ready("the sitemap", &[&schema, checker]) {
        let site = below_a_folder();
        let mut command = Command::new(checker);
        command.args(["--noout", "--nonet", "--schema"]).arg(&schema).arg(site.path("public/sitemap.xml"));
        let output = command.output().expect("xmllint runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
