//! The documents keep their word: what they tell a reader to write builds, what they say the program prints is
//! what it prints, and their tables are complete.
//!
//! Two forms carry examples. A path in bold over a fenced block is a file of the site that the page builds:
//!
//! > **`content/actors/velia.md`**
//!
//! In a block `console`, each line `$ standpoint …` is run, and what stands below it must be all that the
//! program says. `…` stands for anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use standpoint::model::words::{
    Basis, Confidence, Credibility, Firmness, Likelihood, Reliability, SourceKind, Stance, Status, Word,
};

use crate::harness::Site;
use crate::html::words;

/// A page of the documentation, by its path in the repository.
fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

// Examples and commands.

#[test]
fn what_writing_md_shows_is_what_happens() {
    let site = follow("docs/writing.md");
    let briefing = site.page("briefings/spring-2025.html");
    assert!(briefing.contains(">[see 1.1]</a>"), "words before a key and a place behind it");
    assert!(!site.has("briefings/summer-2025.html"), "a draft is not published");
    assert!(site.page("images/sarna.svg").starts_with("<svg"), "other files are copied");
}

#[test]
fn what_bring_md_shows_is_what_happens() {
    let site = follow("docs/bring.md");
    assert!(site.page("briefings/paper.html").contains("href=\"#note-duarte-2024"));
}

#[test]
fn what_living_md_shows_is_what_happens() {
    let site = follow("docs/living.md");
    let january = words(&site.page("briefings/january.html"));
    assert!(january.contains("Stands for 20 January 2026. Since then 1 of 2 positions has moved"), "{january}");
    assert!(january.contains("Who runs the ferry, April"), "its successor: {january}");
    let april = words(&site.page("briefings/april.html"));
    assert!(april.contains("from “Oster runs it” to “Both run it” (1 step towards “Vale runs it”), softer"), "{april}");
    assert!(april.contains("from “Unlikely” to “Likely”"), "its judgement: {april}");
    let changes = words(&site.page("changes.html"));
    assert!(changes.contains("seven to four, not eight to three"), "{changes}");
    assert!(words(&site.page("timeline.html")).contains("2 May 2026 Planned"), "an event to come");
    assert!(site.has("matrix/2026-01.html") && site.has("matrix/2026-03.html"));
}

#[test]
fn what_themes_md_shows_is_what_happens() {
    let site = follow("docs/themes.md");
    assert!(site.page("404.html").contains("Nothing stands here"), "the site's own template");
    assert!(site.page("404.html").contains("Readers are not tracked"), "round it, the built-in one");
    assert!(site.page("index.html").contains("1 position still to be researched"), "the block");
}

#[test]
fn the_first_briefing_of_the_readme_builds() {
    let site = follow("README.md");
    assert!(site.page("briefings/first.html").contains("role=\"doc-noteref\">[1]</a>"), "its citation");
}

/// Does what a page tells its reader to do: writes the files and runs the commands, in the order of the page. At the
/// end the site is built, errors that the page shows included.
fn follow(page: &str) -> Site {
    let site = Site::bare();
    for step in steps(&read(page)) {
        match step {
            Step::File { path, text } => site.write(&path, text),
            Step::Command { command, output } => run(&site, page, &command, &output),
        }
    }
    assert!(matches!(site.build().code, Some(0 | 1)), "{page}: its site builds");
    site
}

fn run(site: &Site, page: &str, command: &str, output: &str) {
    let arguments: Vec<&str> = command.split_whitespace().collect();
    let run = site.run(&arguments);
    // As a terminal shows them: findings, what was built, and on the last line the summary.
    let talk = run.stderr.trim_end_matches('\n');
    let (findings, summary) = run.stderr.split_at(talk.rfind('\n').map_or(0, |at| at + 1));
    let (findings, advice) = findings.split_at(if findings.ends_with("--advice\n") { 0 } else { findings.len() });
    let said = format!("{findings}{}{advice}{summary}", run.stdout);
    assert!(matches(output, &said), "{page} shows for `standpoint {command}`:\n{output}\nThe program says:\n{said}");
    let errors = summary.contains(" error") && !summary.starts_with("0 errors");
    assert_eq!(run.code, Some(i32::from(errors)), "the exit code of `standpoint {command}`");
}

/// Whether `text` is `pattern`, in which `…` stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('…');
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn an_ellipsis_stands_for_anything_and_for_nothing_else() {
    assert!(matches("Built 9 pages: …\nDone.\n", "Built 9 pages: 3 changed\nDone.\n"));
    assert!(!matches("Built 9 pages: …\nDone.\n", "Built 8 pages: 3 changed\nDone.\n"));
    assert!(!matches("Done.\n", "Done.\nMore.\n"));
}

/// What a page asks of its reader.
enum Step {
    File { path: String, text: String },
    Command { command: String, output: String },
}

fn steps(page: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut path = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("**`").and_then(|rest| rest.strip_suffix("`**")) {
            path = Some(name.to_owned());
        } else if line.starts_with("```") {
            let fence: String = line.chars().take_while(|c| *c == '`').collect();
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            match path.take() {
                Some(path) => steps.push(Step::File { path, text: format!("{}\n", block.join("\n")) }),
                None if line == "```console" => steps.extend(commands(&block)),
                None => {}
            }
        } else if !line.is_empty() {
            path = None;
        }
    }
    assert!(steps.iter().any(|step| matches!(step, Step::File { .. })), "the page has examples");
    assert!(steps.iter().any(|step| matches!(step, Step::Command { .. })), "the page has commands to run");
    steps
}

fn commands(block: &[&str]) -> Vec<Step> {
    let mut commands = Vec::new();
    for line in block {
        if let Some(command) = line.strip_prefix("$ standpoint ") {
            commands.push(Step::Command { command: command.to_owned(), output: String::new() });
        } else if let Some(Step::Command { output, .. }) = commands.last_mut() {
            output.push_str(line);
            output.push('\n');
        } else {
            panic!("a block `console` begins with `$ standpoint`, not with: {line}");
        }
    }
    commands
}

// Tables of keys and words.

#[test]
fn writing_md_lists_every_key_of_every_kind() {
    let page = read("docs/writing.md");
    for (heading, path) in [
        ("## Settings", "standpoint.yaml"),
        ("### Source", "content/sources/a.md"),
        ("### Actor", "content/actors/a.md"),
        ("### Issue", "content/issues/a.md"),
        ("### Position", "content/positions/a/a.md"),
        ("### Event", "content/events/a.md"),
        ("### Briefing", "content/briefings/a.md"),
        ("### Page", "content/pages/a.md"),
    ] {
        let rows = rows_under(&page, heading);
        let bold = |row: &&Vec<String>| row[0].starts_with("**");
        let keys: BTreeSet<String> = rows.iter().map(|row| row[0].replace(['*', '`'], "")).collect();
        let required: BTreeSet<String> = rows.iter().filter(bold).map(|row| row[0].replace(['*', '`'], "")).collect();
        assert_eq!((keys, required), keys_of(path), "the keys under `{heading}`, and the bold ones among them");
    }
}

/// The keys that a file takes, and the ones that it needs, by the program's own word.
pub fn keys_of(path: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let unknown = "a-key-that-no-kind-of-file-has: 1\n";
    let text = if path.ends_with(".md") { format!("---\n{unknown}---\n") } else { unknown.to_owned() };
    let found = Site::bare().file("content/index.md", "---\n---\nHome.\n").file(path, text).run(&["check"]).stdout;
    let keys = found.lines().find_map(|line| line.trim_start().strip_prefix("= help: its keys: ")).expect("the keys");
    let needed = found.lines().filter_map(|line| {
        let (_, key) = line.strip_prefix("error[missing-key]: ")?.split_once(" needs `")?;
        Some(key.trim_end_matches('`').to_owned())
    });
    (keys.split(", ").map(str::to_owned).collect(), needed.collect())
}

#[test]
fn writing_md_names_every_word_and_every_block() {
    let page = read("docs/writing.md");
    fn words<W: Word>() -> impl Iterator<Item = (&'static str, &'static str)> {
        W::ALL.iter().map(|word| (W::NAME, word.id()))
    }
    let words = words::<Stance>()
        .chain(words::<Basis>())
        .chain(words::<Firmness>())
        .chain(words::<Likelihood>())
        .chain(words::<Confidence>())
        .chain(words::<SourceKind>())
        .chain(words::<Status>())
        .chain(words::<Reliability>())
        .chain(words::<Credibility>());
    for (list, word) in words {
        assert!(page.contains(&format!("`{word}`")), "the {list} `{word}` is missing");
    }
    let told: BTreeSet<String> = rows_under(&page, "## Blocks").iter().map(|row| row[0].replace('`', "")).collect();
    let blocks = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates/blocks");
    let names = fs::read_dir(blocks)
        .expect("the blocks of the built-in theme")
        .map(|entry| entry.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned());
    assert_eq!(told, names.collect());
}

/// The cells of the first table under a heading, row by row.
fn rows_under(page: &str, heading: &str) -> Vec<Vec<String>> {
    let at = page.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no `{heading}`"));
    let table =
        page[at + 1..].lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    table.skip(2).map(cells).collect()
}

fn cells(row: &str) -> Vec<String> {
    let inside = row.trim().trim_start_matches('|').trim_end_matches('|');
    inside.split(" | ").map(|cell| cell.trim().to_owned()).collect()
}

// Tables of views.

#[test]
fn themes_md_lists_every_field_of_every_view() {
    let mut declared = views(&read("src/render/view.rs"));
    // Every page hands these to its template, whatever else its view holds.
    for view in ["HomeView", "BriefingView", "TextView", "IndexView"] {
        declared.entry(view.to_owned()).or_default().push(("html".to_owned(), "text".to_owned()));
    }
    for view in ["Home", "Briefing", "Actor", "Issue", "Cell", "Event", "Source", "Text"] {
        let notes = ("notes".to_owned(), "NotesView".to_owned());
        declared.entry(format!("{view}View")).or_default().push(notes);
    }
    // Only `feed/entry.html` has them.
    declared.entry("FeedEntry".to_owned()).or_default().push(("notes".to_owned(), "NotesView".to_owned()));
    let declared = fields(&declared);
    let told = fields(&told(&read("docs/themes.md")));
    let missing: Vec<&String> = declared.difference(&told).collect();
    let invented: Vec<&String> = told.difference(&declared).collect();
    assert!(
        missing.is_empty() && invented.is_empty(),
        "docs/themes.md lacks {missing:#?}\nand has what no view has: {invented:#?}"
    );
}

#[test]
fn themes_md_says_which_template_gets_which_view() {
    let source = read("src/render/view.rs");
    let page = read("docs/themes.md");
    // `PageKind::Home => ("home", "home.html"),`
    let kinds = read("src/model/page.rs");
    let templates: Vec<(&str, &str)> = kinds
        .lines()
        .filter_map(|line| line.trim().strip_prefix("PageKind::")?.split_once(" => ("))
        .filter_map(|(kind, names)| Some((kind.trim_end_matches("(_)"), names.split('"').nth(3)?)))
        // The matrix of another day is a matrix.
        .map(|(kind, template)| (if kind == "Edition" { "Matrix" } else { kind }, template))
        .collect();
    assert!(templates.len() >= 12, "the templates in page.rs were found");
    for (variant, file) in templates {
        let view = source
            .lines()
            .find_map(|line| line.trim().strip_prefix(variant)?.strip_prefix('('))
            .map(|view| view.trim_end_matches("),").trim_start_matches("Box<").replace("<'a>", "").replace('>', ""))
            .unwrap_or_else(|| panic!("the view of {variant}"));
        assert!(page.contains(&format!("\n### {file}: {view}\n")), "no heading `### {file}: {view}`");
    }
}

/// The fields of each view, each with the words for its type.
type Views = BTreeMap<String, Vec<(String, String)>>;

fn fields(views: &Views) -> BTreeSet<String> {
    assert!(views.len() > 30, "the views were found");
    views
        .iter()
        .flat_map(|(view, fields)| fields.iter().map(move |(name, form)| format!("{view}.{name}: {form}")))
        .collect()
}

/// The views that templates see: what derives `Serialize` in `view.rs`. That file keeps one field a line.
fn views(source: &str) -> Views {
    let mut views = Views::new();
    let (mut serialized, mut flattened) = (false, false);
    let mut view: Option<String> = None;
    for line in source.lines().map(str::trim) {
        if let Some(derives) = line.strip_prefix("#[derive(") {
            serialized = derives.contains("Serialize");
        } else if let Some(attribute) = line.strip_prefix("#[serde(") {
            assert!(matches!(attribute, "flatten)]" | "untagged)]"), "teach this test about #[serde({attribute}");
            flattened = attribute == "flatten)]";
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            view = std::mem::take(&mut serialized).then(|| rest.trim_end_matches(" {").replace("<'a>", ""));
        } else if line.starts_with("pub enum BlockContent") {
            // Its fields, without `pub`, are those of the block.
            view = Some("BlockView".to_owned());
        } else if line.starts_with("pub enum ") || line.starts_with("impl ") {
            view = None;
        } else if let (Some(view), Some((name, form))) = (&view, field(line))
            && !std::mem::take(&mut flattened)
        {
            views.entry(view.clone()).or_default().push((name.to_owned(), words_for(&form)));
        }
    }
    views
}

/// The name and the type of a field: `pub title: &'a str,`.
fn field(line: &str) -> Option<(&str, String)> {
    let (name, form) = line.strip_suffix(',')?.split_once(": ")?;
    let name = name.strip_prefix("pub ").unwrap_or(name);
    let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    is_name.then(|| (name, form.replace("<'a>", "").replace("'a ", "").replace("'static ", "")))
}

/// A type as the page writes it.
fn words_for(form: &str) -> String {
    let inside = |outer: &str| form.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Option<") {
        return format!("{} or none", words_for(inner));
    }
    if let Some(inner) = inside("Box<") {
        return words_for(inner);
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", words_for(inner));
    }
    if let Some(inner) = form.strip_prefix("&[").and_then(|rest| rest.strip_suffix(']')) {
        return format!("list of {}", words_for(inner));
    }
    match form {
        "String" | "&str" | "Cow<'a, str>" => "text".to_owned(),
        "[String; 2]" => "list of text".to_owned(),
        "usize" | "u8" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        "&Extra" => "map".to_owned(),
        "&BTreeMap<String, Vec<String>>" => "lists of text by name".to_owned(),
        view => view.to_owned(),
    }
}

/// The views as the page lists them: a heading that ends with the name of a view, and a table.
fn told(page: &str) -> Views {
    let mut views = Views::new();
    let mut view = None;
    for line in page.lines() {
        if line.starts_with('#') {
            view = line.strip_prefix("### ").and_then(|heading| heading.rsplit(' ').next()).map(str::to_owned);
        } else if let (Some(view), true) = (&view, line.starts_with("| `")) {
            let cells = cells(line);
            views.entry(view.clone()).or_default().push((cells[0].replace('`', ""), without_links(&cells[1])));
        }
    }
    views
}

/// `[ActorCard](#actorcard)` is `ActorCard`.
fn without_links(text: &str) -> String {
    match (text.find('['), text.find("](#"), text.find(')')) {
        (Some(open), Some(middle), Some(close)) => {
            format!("{}{}{}", &text[..open], &text[open + 1..middle], &text[close + 1..])
        }
        _ => text.to_owned(),
    }
}

// Links.

#[test]
fn links_between_the_documents_lead_somewhere() {
    for page in [
        "README.md",
        "CHANGELOG.md",
        "docs/writing.md",
        "docs/living.md",
        "docs/sourcing.md",
        "docs/data.md",
        "docs/themes.md",
        "docs/publishing.md",
    ] {
        let text = without_examples(&read(page));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
            let target = match file {
                "" => folder,
                file => folder.parent().expect("a folder").join(file),
            };
            assert!(target.exists(), "{page} links {link}, which is not there");
            if !place.is_empty() {
                let headings = fs::read_to_string(&target).expect("a text");
                let found = headings.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == place);
                assert!(found, "{page} links {link}, which has no such heading");
            }
        }
    }
}

/// A page without what stands in fenced blocks and between backticks.
fn without_examples(page: &str) -> String {
    let mut text = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let fence: String = line.trim_start().chars().take_while(|c| *c == '`').collect();
        if fence.len() >= 3 {
            lines.by_ref().take_while(|line| line.trim() != fence).for_each(drop);
        } else {
            text.extend(line.split('`').step_by(2));
            text.push('\n');
        }
    }
    text
}

/// The place that GitHub gives to a heading.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c)).collect::<String>().replace(' ', "-")
}

#[test]
fn each_dependency_has_its_reason_and_all_are_counted() {
    let read = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file");
    let (manifest, told) = (read("Cargo.toml"), read("docs/dependencies.md"));
    let (mut section, mut named) = ("", 0);
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let is_dependency = section.contains("dependencies") && line.contains(" = ") && !line.starts_with('#');
        if is_dependency {
            assert!(line.contains(" # "), "Cargo.toml: say behind it why it is needed: {line}");
            named += usize::from(!section.contains("dev-"));
        }
    }
    let all = read("Cargo.lock").matches("[[package]]").count();
    assert!(told.contains(&format!("uses {named} libraries by name")), "docs/dependencies.md: {named} by name");
    assert!(told.contains(&format!("`Cargo.lock` has\n{all} packages")), "docs/dependencies.md: {all} in all");
}
