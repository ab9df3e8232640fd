//! Manuscripts of Pandoc and Quarto: a briefing with its sources by one command.

use super::{notes, with};

const PAPER: &str = r#"---
title: "Water: and power"
subtitle: A view from the Sarna
author:
  - name: Jane Doe
    affiliation: University of Velia
  - given: Ana
    family: Berg
date: 2025-03-05
abstract: |
  What happens to the water [@doe:2020].

  And why.
lang: en-GB
bibliography: lib/refs.bib
format: html
references:
- id: own2024
  type: report
  title: Our own
  author:
  - family: Roe
    given: Rick
  issued: {year: 2024, month: 5}
---

# Water

The water falls [see @doe:2020, p. 3; @herald]. So says @own2024, and [-@herald].[^1]

As @fig-map shows, ![A map](maps/sarna.png){#fig-map width=50%}, it does. {{< include more.qmd >}}

```{r}
plot(1)
```

::: {layout-ncol=2}
Two
:::

::: {.callout-note}
Fine.
:::

```{=latex}
\newpage
```

Not there [@nowhere]. `@code` and jane@mail.example stay.

[^1]: A note of mine [@alias2].
"#;

const REFS: &str = "\
@article{doe:2020, title = {Water}, year = 2020, doi = {10.1000/182}, abstract = {Long}}
@online{herald, title = {Talks}, url = {https://herald.example/talks}, year = 2025}
@book{second, title = {Second}, ids = {alias2}, year = 2001}
@book{unused, title = {Unused}, year = 2001, file = {x.pdf}}
@book{broken, title = {Broken
";

#[test]
fn a_manuscript_becomes_a_briefing_with_what_it_cites() {
    let site = with("draft/paper.qmd", PAPER).file("draft/lib/refs.bib", REFS);
    let run = site.run(&["import", "--manuscript", "draft/paper.qmd"]).exits(1);
    let briefing = std::fs::read_to_string(site.path("content/briefings/paper.md")).expect("the briefing");
    let front = "\
---
title: \"Water: and power: A view from the Sarna\"
as_of: 2025-03-05
summary: What happens to the water. And why.
authors: [Jane Doe, Ana Berg]
language: en-GB
---
";
    assert!(briefing.starts_with(front), "{briefing}");
    let body = PAPER.split_once("month: 5}\n---\n").expect("its body").1;
    assert!(briefing.ends_with(body), "{briefing}");
    assert_eq!(notes(&site).into_keys().collect::<Vec<_>>(), ["doe-2020", "herald", "own2024", "second"]);
    for told in [
        "draft/paper.qmd:5:5: warning: of this author `affiliation` is left out",
        "draft/paper.qmd:16:1: warning: `format` of the metadata is left out",
        "draft/paper.qmd:31:4: warning: `@fig-map` needs a hand: it is a cross-reference",
        "draft/paper.qmd:31:20: warning: `maps/sarna.png` needs a hand: it is a file beside",
        "draft/paper.qmd:31:44: warning: `{#fig-map width=50%}` needs a hand: it is a list of attributes",
        "draft/paper.qmd:31:75: warning: `{{< include more.qmd >}}` needs a hand: it is a short code",
        "draft/paper.qmd:33:1: warning: `{r}` needs a hand: it is a cell that another program runs",
        "draft/paper.qmd:37:1: warning: `::: {layout-ncol=2}` needs a hand: it is a block that other programs lay out",
        "draft/paper.qmd:45:1: warning: `{=latex}` needs a hand: it is text for another format",
        "draft/paper.qmd:49:12: warning: `nowhere` is cited, and no bibliography has it",
        "draft/lib/refs.bib:5:1: error: this entry is not closed",
        "`abstract` is left out",
    ] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
    assert!(!run.stderr.contains("`file`"), "what is not imported is not told of: {}", run.stderr);
    assert!(
        run.stderr.contains(
            "1 record of draft/lib/refs.bib is not cited; `standpoint import draft/lib/refs.bib` imports all."
        ),
        "{}",
        run.stderr
    );
    site.build();
    let page = site.page("briefings/paper.html");
    for key in ["doe-2020", "herald", "second"] {
        assert!(page.contains(&format!("#note-{key}")), "{key}");
    }
}

#[test]
fn metadata_is_markdown_and_a_key_in_running_text_is_cited() {
    let paper = "---\ntitle: \"On *Water* and `code`\"\nsubtitle: A **view**\nabstract: |\n  It [falls](x.md)\n  *fast*.\ndate: 2025\n---\n\
                 As @nowhere2020 [p. 3] says (@gone2021), `@property` and a@mail.example.\n\n(@good) One\n\nAs (@good) shows.\n\n```py\n@dataclass\n```\n";
    let site = with("paper.md", paper);
    let run = site.run(&["import", "--manuscript", "paper.md"]).exits(0);
    let briefing = std::fs::read_to_string(site.path("content/briefings/paper.md")).expect("the briefing");
    assert!(briefing.contains("title: \"On Water and code: A view\"\n"), "{briefing}");
    assert!(briefing.contains("summary: It falls fast.\n"), "{briefing}");
    for told in ["paper.md:9:4: warning: `nowhere2020` is cited", "`gone2021` is cited"] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
    assert_eq!(run.stderr.matches("is cited, and no bibliography has it").count(), 2, "{}", run.stderr);
}

#[test]
fn a_bibliography_may_be_named_and_nothing_is_written_over() {
    let paper = "---\ntitle: T\nauthor: Jane Doe\ndate: 5 March 2025\nbibliography: [gone.bib]\n---\nText [@a].\n";
    let site = with("paper.md", paper).file("refs.bib", "@book{a, title = {A}, year = 2001, isbn = {9780140444308}}\n");
    let missing = site.run(&["import", "--manuscript", "paper.md", "--dry-run"]).exits(1);
    assert!(
        missing.stderr.contains("paper.md:5:16: error: the bibliography gone.bib is not there"),
        "{}",
        missing.stderr
    );
    assert!(notes(&site).is_empty());
    site.run(&["import", "--manuscript", "paper.md", "--bibliography", "refs.bib"]).exits(0);
    assert_eq!(notes(&site).len(), 1);
    assert_eq!(site.check().exits(0).stdout, "");
    let again = site.run(&["import", "--manuscript", "paper.md", "--bibliography", "refs.bib"]).exits(3);
    assert!(again.stderr.contains("content/briefings/paper.md"), "{}", again.stderr);
}

#[test]
fn notes_that_are_there_learn_the_names_that_a_manuscript_uses() {
    let note = "---\ntitle: Mine\ndoi: 10.1000/182\npublished: 2020\n---\nMy note.\n";
    let paper = "---\ntitle: T\ndate: 2025\nbibliography: refs.bib\n---\nText [@doe:2020].\n";
    let refs = "@article{doe:2020, title = {Water}, publisher = {Press}, year = 2020, doi = {10.1000/182}}\n";
    let site = with("paper.md", paper).file("refs.bib", refs).file("content/sources/mine.md", note);
    let run = site.run(&["import", "--manuscript", "paper.md"]).exits(0);
    assert!(run.stdout.contains("filled: content/sources/mine.md (keys)\n"), "{}", run.stdout);
    assert_eq!(notes(&site)["mine"], "title: Mine\ndoi: 10.1000/182\npublished: 2020\nkeys: [doe:2020]\n");
    assert_eq!(site.check().exits(0).stdout, "");
}

#[test]
fn metadata_that_cannot_be_read_stops_it() {
    let site = with("paper.md", "---\ntitle: T: x\n---\nText.\n");
    let run = site.run(&["import", "--manuscript", "paper.md"]).exits(1);
    assert!(run.stderr.contains("bad-yaml") && run.stderr.ends_with("Nothing was written.\n"), "{}", run.stderr);
    assert!(!site.path("content/briefings").exists());
}

#[test]
fn metadata_may_stand_below_and_in_files_of_yaml() {
    let paper = "\
---
title: T
date: 2025
bibliography: [refs.yaml]
---
Text [@a; @b].

---

More.

---
references:
- id: b
  type: book
  title: \"@sec-x\"
  ISBN: 978-0-14-044430-8
  issued: {date-parts: [[2001, 5]]}
...

End.
";
    let refs = "---\nreferences:\n- id: a\n  type: article-journal\n  title: A\n  DOI: 10.1000/1\n  issued:\n  - year: 2020\n    month: 3\n...\n";
    let site = with("paper.md", paper).file("refs.yaml", refs);
    let run = site.run(&["import", "--manuscript", "paper.md"]).exits(0);
    assert!(!run.stderr.contains("needs-hand"), "{}", run.stderr);
    let briefing = std::fs::read_to_string(site.path("content/briefings/paper.md")).expect("the briefing");
    assert_eq!(briefing, "---\ntitle: T\nas_of: 2025\n---\nText [@a; @b].\n\n---\n\nMore.\n\n\nEnd.\n");
    assert!(notes(&site)["a"].contains("published: 2020-03\n"), "{}", notes(&site)["a"]);
    assert!(notes(&site)["b"].contains("published: 2001-05\n"), "{}", notes(&site)["b"]);
    assert_eq!(site.check().exits(0).stdout, "");
}

#[test]
fn captions_links_to_files_and_names_of_formulas_need_a_hand() {
    let text = "---\ntitle: A\ndate: 2025\nauthor:\n  - {given: Ludwig, non-dropping-particle: van, family: Beethoven}\n---\n\n\
                ![The river [@a]](https://a.example/r.png)\n\n![Shown](r.png \"Shown\")\n\n![In a line](r.png) of it.\n\n\
                [the other](other.qmd#sec) and [this](#x) and [web](https://a.example/x)\n\n$$\nx\n$$ {#eq-x}\n\n## Head {#head}\n";
    let site = with("a.qmd", text);
    let run = site.run(&["import", "--manuscript", "a.qmd"]);
    let briefing = std::fs::read_to_string(site.path("content/briefings/a.md")).expect("the briefing");
    assert!(briefing.contains("authors: [Ludwig van Beethoven]"), "{briefing}");
    for told in [
        "a.qmd:8:1: warning: `![The river [@a]](https://a.example/r.png)` needs a hand: it is an image whose words Pandoc shows below",
        "a.qmd:10:1: warning: `r.png` needs a hand: it is a file",
        "a.qmd:12:1: warning: `r.png` needs a hand: it is a file",
        "a.qmd:14:13: warning: `other.qmd#sec` needs a hand: it is a file",
        "a.qmd:18:4: warning: `{#eq-x}` needs a hand: it is a list of attributes",
    ] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
    assert_eq!(run.stderr.matches("needs a hand").count(), 5, "{}", run.stderr);
    site.run(&["check"]);
    assert!(site.run(&["check", "--format", "short"]).stdout.contains("a list of attributes, `{…}`, is not read"));
}
