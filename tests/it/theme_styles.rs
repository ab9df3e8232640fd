//! How themes change the looks: values that a table tells, style sheets beside ours, and two themes of our own that show it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use expect_test::expect;

use crate::browser;
use crate::harness::Site;
use crate::html::words;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The values that a style sheet gives to `:root`, by their names.
fn values(style: &str) -> BTreeMap<String, String> {
    let root = style.split(":root {\n").nth(1).expect("values").split("\n}").next().expect("their end");
    let lines = root.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    lines.map(|(name, value)| (name.to_owned(), value.split(';').next().unwrap_or(value).to_owned())).collect()
}

/// A site with every sign, mark and state that has a colour, in one of the themes under `docs/themes/`, or in ours.
fn colourful(theme: &str) -> Site {
    let mut site = Site::bare().file(
        "standpoint.yaml",
        format!("title: Sarna\nbase_url: https://example.org/repo/\ntheme: {theme}\nyardstick: icd203\n"),
    );
    let folder = Path::new(ROOT).join("docs/themes").join(theme);
    for file in walkdir::WalkDir::new(&folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let inside = file.path().strip_prefix(&folder).expect("within").to_str().expect("UTF-8");
        site = site.file(&format!("themes/{theme}/{inside}"), fs::read(file.path()).expect("a file"));
    }
    for (actor, stance) in
        [("a", "supports"), ("b", "conditional"), ("c", "ambiguous"), ("d", "opposes"), ("e", "silent")]
    {
        site = site.actor(actor).file(
            &format!("content/positions/{actor}/i.md"),
            format!(
                "---\nas_of: 2025-02\nstance: {stance}\nfirmness: red-line\nbasis: stated\n---\nIt says so [@s].\n"
            ),
        );
    }
    site.actor("f")
        .source("s")
        .issue("j")
        .file("content/issues/i.md", "---\ntitle: Issue i\nquestion: What now?\nscale: [one, two, three]\n---\nWords.\n")
        .file("content/positions/a/i.2025-06.md", "---\nas_of: 2025-06\nstance: opposes\noption: two\nrejects: [one]\n---\nNo more [@r].\n")
        .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-03-01\nkind: summit\nactors: [a]\nissues: [i]\n---\nThey met [@s].\n")
        .file(
            "content/sources/r.md",
            "---\ntitle: A withdrawn report\nurl: https://r.example/\npublished: 2025-01-02\nstatus: dead\nretracted: {date: 2025-02-01, reason: It was made up.}\nquotes: [{text: Never., id: never}]\n---\nNote.\n",
        )
        .briefing("b", TEXT)
}

/// Every form of a text that has a colour.
const TEXT: &str = r#"
A [link](https://x.example/), a marker [@s], one that leads nowhere [@nobody], `code`, ~~gone~~, <mark>marked</mark>.[^1]

[^1]: A note.

> A quotation.

> [!NOTE]
> Words with a [link](https://x.example/) and `code`.

> [!TIP]
> Words.

> [!IMPORTANT]
> Words.

> [!WARNING]
> Words.

> [!CAUTION]
> Words.

```rust
// A comment.
fn main() -> u32 { let name: &str = "text"; print(name, 12) }
```

```json
{"key": [1, true, "text"]}
```

```html
<p class="x">&amp;</p>
```

```diff
-gone
+new
```

| A | B |
|---|---|
| 1 | 2 |

## Views

```matrix
```

```positions
```

```spectrum
```

```timeline
```

```sources
```

```changes
since: 2025-01
```
"#;

const PAGES: [&str; 7] = [
    "index.html",
    "briefings/b.html",
    "issues/i.html",
    "positions/a/i.html",
    "sources/r.html",
    "events/summit.html",
    "evidence.html",
];

#[test]
fn the_table_of_values_says_what_the_style_does() {
    let style = values(&read("themes/default/static/style.css"));
    let page = read("docs/themes.md");
    let told = page.split("## Values").nth(1).expect("a table of values").split("\n#").next().expect("its end");
    let rows = told.lines().filter(|line| line.starts_with("| `--"));
    let cells = |row: &str| row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>();
    let told: BTreeMap<_, _> =
        rows.map(cells).map(|row| (row[1].trim_start_matches("--").to_owned(), row[2].clone())).collect();
    assert_eq!(told, style);
}

#[test]
fn every_value_is_used_and_paper_has_its_own_of_each_colour() {
    let (style, print) = (read("themes/default/static/style.css"), read("themes/default/static/print.css"));
    let paper = values(&print);
    for (name, value) in values(&style) {
        let uses = style.matches(&format!("var(--{name})")).count() + style.matches(&format!("var(--{name},")).count();
        assert!(uses > 0, "--{name} is used nowhere");
        if value.starts_with("light-dark(") {
            let own = paper.get(&name).unwrap_or_else(|| panic!("print.css leaves --{name} to the screen"));
            assert!(own.starts_with(&format!("var(--print-{name}, ")) && own.ends_with(" !important"), "{own}");
        }
    }
    assert_eq!(style.matches("@layer standpoint {").count(), 1);
    assert!(style.trim_end().ends_with("\n}"), "all rules are in the layer");
}

#[test]
fn a_theme_of_ten_lines_needs_no_template() {
    let site = colourful("recoloured");
    let lines = read("docs/themes/recoloured/static/theme.css").matches("--").count();
    assert_eq!(lines, 10);
    site.build();
    let page = site.page("briefings/b.html");
    let sheets: Vec<_> = page.match_indices("<link rel=\"stylesheet\" href=\"").map(|(at, _)| &page[at..]).collect();
    let names: Vec<_> = sheets.iter().map(|sheet| sheet.split('"').nth(3).expect("an address")).collect();
    assert_eq!(names, ["../assets/style.css", "../assets/theme.css", "../assets/print.css"]);
}

#[test]
fn sheets_of_a_theme_stand_behind_those_that_they_extend() {
    let site = Site::new()
        .briefing("b", "Words.")
        .file("themes/default/static/theme.css", "p { color: red }")
        .file("themes/default/static/theme-print.css", "p { color: blue }");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    let order = [
        "assets/style.css",
        "assets/theme.css",
        "assets/print.css\" media=\"print",
        "assets/theme-print.css\" media=\"print",
    ];
    let places: Vec<_> = order.iter().map(|name| page.find(name).unwrap_or_else(|| panic!("{name}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    let plain = Site::new().briefing("b", "Words.");
    plain.build().exits(0);
    assert!(!plain.page("briefings/b.html").contains("theme.css"));
}

#[test]
fn every_text_and_state_is_read_in_light_dark_and_on_paper() {
    let ways = [&[][..], &["--dark"], &["--print"], &["--print", "--dark"]];
    // The first has no sheet for paper of its own.
    for (theme, ways) in [("recoloured", &ways[..2]), ("newsroom", &ways[..]), ("default", &ways[..])] {
        let site = colourful(theme);
        site.build();
        for flags in ways {
            browser::measures_contrast(&site.path("public"), flags, &PAGES);
        }
    }
}

#[test]
fn a_bare_theme_has_every_page_and_none_of_our_looks() {
    let site = colourful("bare");
    site.build();
    let run = site.check();
    for code in ["template-error", "broken-link", "broken-anchor", "duplicate-id", "inline-code", "theme-request"] {
        run.lacks(code);
    }
    for page in PAGES {
        let page = site.page(page);
        assert!(page.contains("Content-Security-Policy") && !page.contains("masthead"), "{page}");
    }
    let style = site.page("assets/style.css");
    assert!(!style.contains("@font-face") && !style.contains("@layer"), "{style}");
}

#[test]
fn what_the_docs_show_of_a_recoloured_theme_is_that_theme() {
    assert!(read("docs/themes.md").contains(read("docs/themes/recoloured/static/theme.css").trim_end()));
}

#[test]
fn a_newsroom_has_a_matrix_notes_a_block_and_a_letterhead_of_its_own() {
    let site = colourful("newsroom")
        .file("content/positions/f/j.md", "---\nas_of: 2025-02\nstance: supports\nbasis: stated\n---\nYes [@s].\n")
        .file("standpoint.yaml", "title: Sarna\nbase_url: https://example.org/repo/\ntheme: newsroom\nyardstick: icd203\nextra: {address: [1 Quay]}\n")
        .file("content/briefings/news.md", "---\ntitle: News\nas_of: 2025-08\nextra: {kicker: Analysis, desk: River desk}\n---\nWords [@s, p. 3].[^1]\n\n```gaps\n```\n\n```matrix\n```\n\n[^1]: A remark.\n");
    site.build();
    let run = site.check();
    for code in [
        "template-error",
        "broken-link",
        "broken-anchor",
        "duplicate-id",
        "inline-code",
        "theme-request",
        "theme-value",
        "no-way-back",
        "unused-template",
        "lost-block",
        "unknown-key",
        "theme-file",
    ] {
        run.lacks(code);
    }
    let page = site.page("briefings/news.html");
    let said = words(&page);
    assert!(
        page.contains("class=\"table-scroll scorecard\"") && !page.contains("class=\"legend\""),
        "the matrix: {page}"
    );
    assert!(said.contains("Ask us") && said.contains("Opposes") && said.contains("1 source"), "its cells: {said}");
    assert!(said.contains("Still to be researched"), "the block: {said}");
    assert!(
        page.contains("<h2 id=\"sp-notes-title\">Credits</h2>") && page.contains("class=\"notes credits\""),
        "the notes: {page}"
    );
    assert!(page.contains("<div class=\"letterhead\">") && said.contains("1 Quay"), "the letterhead: {page}");
    assert!(page.contains(" data-desk=\"River desk\"") && said.contains("Analysis"), "what its author says: {page}");
    assert!(page.contains("assets/theme-print.css\" media=\"print\""), "{page}");
    let slip = site.file(
        "content/briefings/slip.md",
        "---\ntitle: Slip\nas_of: 2025-08\nextra: {kicker: Analysys}\n---\nWords [@s].\n",
    );
    slip.check().exits(1).finds("content/briefings/slip.md:4:17: error", "unknown-word");
}

#[test]
fn what_the_docs_show_of_the_newsroom_is_that_theme() {
    let page = read("docs/themes.md");
    let section =
        page.split("## The theme of a newsroom").nth(1).expect("its section").split("\n## ").next().expect("its end");
    let files = crate::harness::files_below(&Path::new(ROOT).join("docs/themes/newsroom"));
    assert_eq!(files.len(), 10, "{files:?}");
    let texts: Vec<String> = files.iter().map(|file| read(&format!("docs/themes/newsroom/{file}"))).collect();
    let shown: Vec<&str> = section.split("\n```").skip(1).step_by(2).collect();
    assert_eq!(shown.len(), 3);
    for code in shown {
        let code = code.split_once('\n').expect("a language").1;
        assert!(texts.iter().any(|text| text.contains(code.trim_end())), "no file has:\n{code}");
    }
}

// Values.

/// What `check` says in short of a site with this style sheet.
fn told(css: &str) -> Vec<String> {
    let site = Site::new().briefing("b", "Words.").file("themes/default/static/theme.css", css);
    let run = site.run(&["check", "--format", "short"]);
    run.stdout.lines().map(|line| line.trim_start_matches("themes/default/static/theme.css:").to_owned()).collect()
}

#[test]
fn one_colour_for_light_and_dark_is_told() {
    let one = |place: &str, name: &str| {
        format!("{place}: warning: `--{name}` has one colour for light and dark [theme-value]")
    };
    assert_eq!(told(":root { --paper: #fbf5ea }"), [one("1:9", "paper")]);
    assert_eq!(
        told(
            "/* Ours. */\n:root {\n  --ink: black;\n  --accent: rgb(1, 2, 3);\n  --space: 0.8rem;\n}\n.page-home { --cover: #123456; }"
        ),
        [one("3:3", "ink"), one("4:3", "accent"), one("7:14", "cover")]
    );
    let site = Site::new().briefing("b", "Words.").file("themes/default/static/theme.css", ":root { --paper: #fff }\n");
    expect![[r#"
        warning[theme-value]: `--paper` has one colour for light and dark
         --> themes/default/static/theme.css:1:9
          |
        1 | :root { --paper: #fff }
          |         ^^^^^^^
          |
          = help: write both: `--paper: light-dark(#fff, …)`
          = help: or have one look for everybody: `:root { color-scheme: light }`

    "#]]
    .assert_eq(&site.run(&["check"]).stdout);
    for right in [
        ":root { --paper: light-dark(#fbf5ea, #111) }",
        ":root { color-scheme: light; --paper: #fbf5ea }",
        "html { color-scheme: only dark }\n:root { --paper: #111; --ink: #eee }",
        ":root { --cream: #fbf5ea; --paper: light-dark(var(--cream), #111); --panel: var(--cream) }",
        "@media (prefers-color-scheme: dark) { :root { --paper: #111 } }",
        "@media print { :root { --ink: #222 } }",
        ":root { --serif: Georgia, serif; --radius: 0; --print-accent: #8c1c34 }",
        "/* --paper: #fff; */ a { content: \"--paper: #fff;\" }",
    ] {
        assert_eq!(told(right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn a_value_that_nothing_uses_is_told_where_it_is_nearly_one() {
    assert_eq!(
        told(
            ":root { --acent: light-dark(#8c1c34, #f0a3ae); --own: 1px; --house-edge: 2px }\np { margin: var(--own) }"
        ),
        ["1:9: warning: no style sheet uses `--acent` [theme-value]"]
    );
    let sheet = "@page { margin: 1cm }\n:root { --left: 60%; --type: 8pt }";
    assert_eq!(told(sheet), Vec::<String>::new(), "those of print.css");
}
