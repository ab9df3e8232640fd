//! Images and figures, captions of tables, notes within a line, callouts with titles, formulas: what people bring from
//! Pandoc, Quarto, Obsidian and GitHub.

use crate::harness::Site;
use crate::html::Page;

/// The beginning and the end of a PNG file of this size, which is all that is looked at.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend(b"\0\0\0\0IEND\xaeB\x60\x82");
    bytes
}

fn site(text: &str) -> Site {
    Site::new().source("s").file("content/map.png", png(640, 400)).file("content/odd.png", "x").briefing("b", text)
}

/// The page of a text, and what is found in it.
fn read(text: &str) -> (Page, String) {
    read_site(&site(text))
}

fn read_site(site: &Site) -> (Page, String) {
    let run = site.check();
    site.build();
    let found = run.stdout.lines().filter(|line| !line.contains("[unused-source]")).collect::<Vec<_>>().join("\n");
    (site.read("briefings/b.html"), found)
}

fn prose(page: &Page) -> &str {
    page.inner(page.class("prose")[0])
}

// Images.

#[test]
fn an_image_alone_with_a_title_is_a_figure_whose_caption_cites() {
    let (page, found) = read(
        "![A map](../map.png \"The \\\"line\\\" of 2024\")\n\n![A map](../map.png 'Drawn by Velia [@s, p. 3].[^n] It \"holds\"')\n\n[^n]: So.",
    );
    assert_eq!(found, "");
    let figures: Vec<_> = page.all("figure").collect();
    assert_eq!(
        page.inner(figures[0]),
        "<img src=\"../map.png\" alt=\"A map\" width=\"640\" height=\"400\" loading=\"lazy\"><figcaption>The “line” of 2024</figcaption>"
    );
    let caption = page.inside(figures[1]).find(|element| element.name == "figcaption").expect("a caption");
    assert_eq!(page.text(caption), "Drawn by Velia[1.1].[a] It “holds”");
    assert!(!prose(&page).contains("<p></p>") && !prose(&page).contains("<p><figure"), "{}", prose(&page));
    let site = site("![A map](../map.png \"Drawn by Velia in 2024 [@s].\")");
    site.build();
    assert!(site.page("sources/s.html").contains("Drawn by Velia in 2024."), "the caption is the sentence");
}

#[test]
fn an_image_in_a_line_or_without_a_title_is_no_figure() {
    for text in [
        "Here ![A](../map.png \"T\") it is.",
        "![A](../map.png)",
        "- ![A](../map.png \"T\")",
        "![A](../map.png \"T\") ![B](../map.png)",
    ] {
        let (page, _) = read(text);
        assert!(page.all("figure").next().is_none(), "{text}");
    }
    let (page, _) = read("> ![A](../map.png \"T\")\n\nText.");
    assert!(prose(&page).starts_with("<blockquote dir=\"auto\">\n<figure>"), "{}", prose(&page));
}

#[test]
fn sizes_are_in_the_markup() {
    for (text, expected) in [
        ("![A](../map.png)", " width=\"640\" height=\"400\" "),
        ("![A](../map.png){width=320}", " width=\"320\" height=\"200\" class=\"sized\""),
        ("![A](../map.png){height=100px}", " width=\"160\" height=\"100\" class=\"sized\""),
        ("![A](../map.png){width=50%}", " width=\"640\" height=\"400\" class=\"share-50\""),
        ("![A](../map.png){ width=\"33%\" }", " class=\"share-35\""),
        ("![A|300](../map.png)", " alt=\"A\" width=\"300\" height=\"187\""),
        ("![A|300x50](../map.png)", " width=\"300\" height=\"50\""),
        ("![[../map.png|300]]", " width=\"300\" height=\"187\""),
        ("<img src=\"../map.png\" alt=\"A\" width=\"64\">", " width=\"64\" height=\"40\""),
        ("![A](../odd.png){width=30}", "alt=\"A\" width=\"30\" class=\"sized\" loading"),
        ("![A](../odd.png)", "alt=\"A\" loading=\"lazy\">"),
    ] {
        let (page, found) = read(text);
        assert!(prose(&page).contains(expected), "{text}\n{}", prose(&page));
        assert!(!prose(&page).contains(['{', '}']) && !found.contains("unread-markup"), "{text}: {found}");
        assert!(!page.html().contains(" style="), "{text}");
    }
}

#[test]
fn other_attributes_of_an_image_are_pointed_out_once_and_not_shown() {
    let (page, found) =
        read("![A](../map.png \"Cap\"){#fig-map width=50% fig-align=\"center\"}\n\n![B](../map.png){.wide} Text.");
    assert_eq!(found.matches("[unread-markup]").count(), 1, "{found}");
    assert!(found.contains("b.md:5:23: warning"), "{found}");
    assert!(page.all("figure").count() == 1 && !prose(&page).contains("fig-"), "{}", prose(&page));
    let (page, found) = read("A [link](b.md){width=50%} and `code`{.x}");
    assert!(prose(&page).contains("{width=50%}") && found.contains("[unread-markup]"), "{found}");
}

#[test]
fn the_size_of_a_file_follows_the_file() {
    let site = site("![A](../map.png)");
    site.build();
    site.write("content/map.png", png(100, 50));
    site.build();
    assert!(site.page("briefings/b.html").contains("width=\"100\" height=\"50\""));
}

// Captions of tables.

#[test]
fn a_table_has_its_caption_from_before_or_behind_it() {
    let table = "| a | b |\n|---|---|\n| 1 | 2 |";
    for text in [
        format!("{table}\n\n: Prices *now* [@s]\n\nMore."),
        format!("{table}\n: Prices *now* [@s]"),
        format!("Words.\n\n: Prices *now* [@s]\n\n{table}"),
        format!("Table: Prices *now* [@s]\n\n{table}\n\nMore."),
        format!("{table}\n\nTable: Prices *now*\n[@s]"),
    ] {
        let (page, found) = read(&text);
        assert_eq!(found, "", "{text}");
        let table = page.all("table").next().expect("a table");
        let start = page.inner(table);
        assert!(start.starts_with("<caption>Prices <em>now</em><sup class=\"cite\">"), "{text}\n{start}");
        assert!(page.all("dl").next().is_none(), "{text}");
    }
}

#[test]
fn each_table_has_its_own_caption_and_what_has_no_table_stays_text() {
    let table = "| a [@s] |\n|---|\n| b |";
    let (page, found) =
        read(&format!("{table}\n\n: One [@s, p. 1]\n\n{table}\n\n: Two\n\nTerm\n: Means.\n\nTable: no table.\n"));
    assert_eq!(found, "");
    let captions: Vec<_> = page.all("caption").map(|caption| page.text(caption)).collect();
    assert_eq!(captions, ["One[1.1]", "Two"]);
    assert_eq!(page.all("dd").count(), 1);
    assert!(prose(&page).contains("<p>Table: no table.</p>"), "{}", prose(&page));
    let (page, found) = read(&format!("> {}\n>\n> : In a quote {{#tbl:x}}", table.replace('\n', "\n> ")));
    assert!(found.contains("b.md:9:16: warning") && found.contains("[unread-markup]"), "{found}");
    assert_eq!(page.all("caption").map(|caption| page.text(caption)).collect::<Vec<_>>(), ["In a quote"]);
}

// Notes within a line.

#[test]
fn a_note_within_a_line_is_a_note() {
    let text = "It holds^[So *they* say [@s, p. 2], and [others](https://o.example/ \"x]\").] and^[Yes] ends.\n\n\
                | a^[In a cell] |\n|---|\n| `^[code]` \\^[no] |";
    let (page, found) = read(text);
    // It is a note like any other, so the address in it is cited.
    assert_eq!(found, "content/briefings/b.md:5:41: warning: no source note describes o.example [unrecorded-source]");
    let notes: Vec<_> = page.class("remark").into_iter().map(|marker| page.text(marker)).collect();
    assert_eq!(notes, ["[a]", "[b]", "[c]"]);
    let html = page.html();
    assert!(html.contains("So <em>they</em> say<sup class=\"cite\">") && html.contains("In a cell"), "{html}");
    assert!(html.contains("<a href=\"https://o.example/\"") && !html.contains("](<a"), "{html}");
    assert!(html.contains("<code>^[code]</code> ^[no]"), "{html}");
    // What is wrong in one is told at its place.
    let (_, found) = read("One^[two [@nobody]] three.");
    assert!(found.contains("b.md:5:11: error") && found.contains("[unknown-source]"), "{found}");
    // One that is nothing but an address cites it.
    let (page, found) = read("One^[https://o.example/a_b].");
    assert!(found.contains("[unrecorded-source]"), "{found}");
    assert!(page.class("remark").is_empty(), "{}", prose(&page));
}

// Callouts.

#[test]
fn callouts_have_their_titles_and_fold() {
    let (page, found) = read(
        "> [!info]- *Who* says so [@s]\n> One.\n\n> [!tip]+\n> Two.\n\n> [!warning] Ice\n> Three.\n\n> [!note]\n> Four.",
    );
    assert_eq!(found, "");
    let details: Vec<_> = page
        .all("details")
        .filter(|details| details.get("class").is_some_and(|class| class.contains("alert")))
        .collect();
    assert_eq!(
        details.iter().map(|one| (one.get("class"), one.get("open"))).collect::<Vec<_>>(),
        [(Some("alert alert-note"), None), (Some("alert alert-tip"), Some("")),]
    );
    let titles: Vec<_> = page.class("alert-title").into_iter().map(|title| page.text(title)).collect();
    assert_eq!(titles, ["Note Who says so[1]", "Tip", "Warning Ice", "Note"]);
    assert_eq!(page.inside(details[0]).next().map(|element| element.name.as_str()), Some("summary"));
    assert!(!page.html().contains('\u{f8f0}'));
}

#[test]
fn callouts_stand_in_one_another_and_in_items() {
    let text = "::: {.callout-note title=\"Outer\"}\nOne.\n\n:::: {.callout-tip collapse=\"true\"}\n## Inner\nTwo [@s].\n\n```\n::: x\n```\n::::\n\nThree.\n:::\n\nFour.\n\n- > [!note] Item\n  > Five.";
    let (page, found) = read(text);
    assert_eq!(found, "");
    let outer = page.with("class", "alert alert-note")[0];
    let inner = page.inside(outer).find(|element| element.name == "details").expect("the inner one");
    assert!(page.inner(inner).contains("<p>Two<sup"), "{}", page.inner(inner));
    assert!(page.inner(inner).contains("::: x") && !page.inner(inner).contains("Three"), "{}", page.inner(inner));
    assert!(
        page.inner(outer).contains("<p>Three.</p>") && !page.inner(outer).contains("Four"),
        "{}",
        page.inner(outer)
    );
    let item = page.all("li").find(|item| page.inner(item).contains("Five")).expect("the item");
    assert_eq!(page.inside(item).filter(|element| element.name == "aside").count(), 1);
}

#[test]
fn a_callout_in_its_summary_is_no_lead() {
    let site = site("> [!note] Mind\n> The lead is here.\n\nMore.");
    site.build();
    let page = site.read("briefings/b.html");
    assert_eq!(page.with("name", "description")[0].get("content"), Some("The lead is here."));
}

// Formulas.

#[test]
fn formulas_are_set_where_they_are_switched_on() {
    let text = "Energy $E = mc^2$ costs $5 and $10, or $5 million and 3$ [@s].\n\n$$\n\\frac{a}{b} \\le \\sum_{i=1}^{n} x_i\n$$\n";
    let (page, found) = read(text);
    assert!(found.contains("b.md:5:8: warning: mathematics is not read"), "{found}");
    assert!(page.all("math").next().is_none());
    let site = site(text).file("standpoint.yaml", "title: T\nbase_url: https://example.org/\nmath: true\n");
    let (page, found) = read_site(&site);
    assert_eq!(found, "");
    let formulas: Vec<_> = page.all("math").collect();
    assert_eq!(formulas.len(), 2, "{}", prose(&page));
    assert_eq!(formulas[1].get("display"), Some("block"));
    assert!(page.inside(formulas[1]).any(|element| element.name == "mfrac"));
    assert!(
        prose(&page).contains("costs $5 and $10, or $5") && prose(&page).contains("and 3$<sup"),
        "{}",
        prose(&page)
    );
    assert!(!page.html().contains(" style=") && page.all("script").all(|script| script.is_script_of_ours()));
    // What is quoted elsewhere has the formula in the words of TeX.
    assert!(site.page("data/citations.csv").contains("Energy E = mc^2 costs"));
    assert!(site.page("feed.xml").contains("&lt;math"));
}

/// A site that sets formulas.
fn with_math(text: &str) -> Site {
    site(text).file("standpoint.yaml", "title: T\nbase_url: https://example.org/\nmath: true\n")
}

#[test]
fn a_formula_with_a_mistake_is_told_and_shown_as_it_is_written() {
    for tex in ["\\frac{1}", "x^2^3", "\\nonsense{x}"] {
        let (page, found) = read_site(&with_math(&format!("It is ${tex}$ so.")));
        assert!(found.contains("b.md:5:7: warning") && found.contains("[bad-formula]"), "{tex}: {found}");
        assert_eq!(found.lines().count(), 1, "{tex}: {found}");
        assert!(prose(&page).contains(&format!("It is ${tex}$ so.")), "{}", prose(&page));
    }
    // Nothing of it runs.
    let text = "$\\text{<img src=x onerror=alert(1)>}$ $\\href{javascript:alert(1)}{x}$ $\\color{red}{x}$";
    let (page, _) = read_site(&with_math(text));
    assert!(page.all("img").next().is_none() && page.elements().all(|element| element.get("onerror").is_none()));
    assert!(page.all("a").all(|link| link.get("href").is_none_or(|to| !to.starts_with("javascript"))));
    assert!(!page.html().contains(" style="));
}

#[test]
fn images_that_nobody_sees_are_told() {
    let whole = png(640, 400);
    let torn = |bytes: &[u8]| bytes[..bytes.len() - 12].to_vec();
    for (name, bytes, told) in [
        ("map.png", Vec::new(), "this image is empty"),
        ("map.png", torn(&whole), "the end of this image is missing"),
        ("map.jpg", b"\xff\xd8\xff\xe0 and so on".to_vec(), "the end of this image is missing"),
        ("map.webp", b"RIFF\x40\0\0\0WEBPVP8 ".to_vec(), "the end of this image is missing"),
        ("map.jpg", b"<!DOCTYPE html><p>Not found".to_vec(), "is a page or a text"),
    ] {
        let site =
            Site::new().briefing("b", &format!("![A map]({name})")).file(&format!("content/briefings/{name}"), bytes);
        let found = site.check().stdout;
        let at = format!("content/briefings/{name}:1:1: warning: ");
        assert!(found.contains(&at) && found.contains(told) && found.contains("[torn-image]"), "{name}: {found}");
    }
    for name in ["map.tiff", "map.tif", "map.HEIC", "map.psd"] {
        let site =
            Site::new().briefing("b", &format!("![A map]({name})")).file(&format!("content/briefings/{name}"), "x");
        let found = site.check().stdout;
        assert!(found.contains("b.md:5:1: warning: browsers do not show an image of this kind"), "{name}: {found}");
        site.build();
        let page = site.page("briefings/b.html");
        assert!(page.contains(&format!("{name}\">A map</a>")) && !page.contains("<img"), "{name}: {page}");
    }
    for (name, bytes) in [("map.png", whole), ("map.jpg", b"\xff\xd8\xff\xe0 so \xff\xd9".to_vec())] {
        let site =
            Site::new().briefing("b", &format!("![A map]({name})")).file(&format!("content/briefings/{name}"), bytes);
        assert_eq!(site.check().stdout, "", "{name}");
    }
}
