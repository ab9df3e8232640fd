//! What a site chooses of its pages: which of them there are, which stand in the menu, and data that only its theme knows.

use crate::harness::Site;
use crate::html::words;

const SETTINGS: &str = "title: Sarna\nbase_url: https://example.org/repo/\n";

/// A site of which every page that can be hidden has something to show.
fn full() -> Site {
    Site::bare()
        .source("s")
        .actor("a")
        .issue("i")
        .file("content/positions/a/i.md", "---\nas_of: 2025-02\nstance: supports\nbasis: stated\n---\nYes [@s].\n")
        .file(
            "content/positions/a/i.2025-06.md",
            "---\nas_of: 2025-06\nstance: opposes\nbasis: stated\n---\nNo [@s].\n",
        )
        .file(
            "content/events/summit.md",
            "---\ntitle: Summit\ndate: 2025-03-01\nactors: [a]\nissues: [i]\n---\nThey met [@s].\n",
        )
        .file("content/pages/about.md", "---\ntitle: About us\n---\nWords.\n")
        .briefing("b", "Words [@s].\n\n```changes\nsince: 2025-01\n```")
}

fn with(settings: &str) -> Site {
    full().file("standpoint.yaml", format!("{SETTINGS}{settings}"))
}

/// All pages and files of the whole site, as one text.
fn everything(site: &Site) -> String {
    let files = walkdir::WalkDir::new(site.path("public")).into_iter().flatten();
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.collect::<Vec<_>>().join("\n")
}

/// The words of the menu of a page.
fn menu(site: &Site, page: &str) -> Vec<String> {
    let page = site.page(page);
    let menu = page.split("<nav class=\"menu\"").nth(1).expect("a menu").split("</nav>").next().expect("its end");
    menu.split("<li>").skip(1).map(|line| words(line).trim().to_owned()).collect()
}

#[test]
fn a_hidden_page_is_nowhere() {
    for (name, path) in [
        ("timeline", "timeline.html"),
        ("matrix", "matrix.html"),
        ("changes", "changes.html"),
        ("evidence", "evidence.html"),
        ("search", "search.html"),
        ("sources", "sources/index.html"),
        ("positions", "positions/index.html"),
        ("briefings", "briefings/index.html"),
        ("events", "events/index.html"),
        ("actors", "actors/index.html"),
        ("issues", "issues/index.html"),
    ] {
        let shown = with("");
        shown.build().exits(0);
        assert!(shown.has(path) && everything(&shown).contains(path), "{path} is there to be hidden");
        let hidden = with(&format!("hide: [{name}]\n"));
        hidden.build().exits(0).lacks("broken-link");
        assert!(!hidden.has(path), "{path}");
        assert!(!everything(&hidden).contains(path), "{path} is named somewhere");
        let feed = path.replace(".html", ".xml");
        assert!(!hidden.has(&feed), "{feed}");
    }
}

#[test]
fn many_pages_can_be_hidden_at_once_with_the_matrices_of_other_days() {
    let site = with("hide: [timeline, matrix, changes, evidence, positions]\neditions: [2025-03]\n");
    site.build().exits(0);
    assert!(!site.has("matrix/2025-03.html"));
    assert_eq!(menu(&site, "index.html"), ["Briefings", "Actors", "Issues", "Events", "Sources", "About us", "Search"]);
}

#[test]
fn a_page_that_is_not_there_to_be_hidden_is_told() {
    with("hide: [timelines]\n").check().exits(1).finds("standpoint.yaml:3:8: error", "unknown-word");
    let site = with("hide: [sources]\n").file("content/sources/_index.md", "---\ntitle: Ours\n---\nOur sources.\n");
    site.check().exits(1).finds("content/sources/_index.md:1:1: error", "bad-setting");
}

#[test]
fn a_menu_has_the_lines_that_the_settings_name() {
    let site = with(
        "menu: [about, sources, {title: Who says what, to: matrix}, {title: The desk, to: https://desk.example/}]\n",
    );
    site.build().exits(0);
    assert_eq!(menu(&site, "index.html"), ["About us", "Sources", "Who says what", "The desk", "Search"]);
    let source = site.page("sources/s.html");
    assert!(source.contains("href=\"../pages/about.html\">About us"), "{source}");
    assert!(source.contains("href=\"../sources/index.html\" aria-current=\"true\">Sources"), "{source}");
    assert!(source.contains("href=\"https://desk.example/\" rel=\"external noreferrer\">The desk"), "{source}");
}

#[test]
fn texts_of_every_kind_can_stand_in_a_menu() {
    let site = with("menu: [briefings/b.md, pages/about.html, actors/a, index]\n");
    site.build().exits(0);
    assert_eq!(menu(&site, "briefings/b.html"), ["Briefing b", "About us", "Actor a", "Sarna", "Search"]);
}

#[test]
fn a_line_of_a_menu_that_leads_nowhere_is_told() {
    with("menu: [matrx]\n").check().exits(1).finds("standpoint.yaml:3:8: error", "broken-link");
    with("menu: [aboot]\n").check().exits(1).finds("standpoint.yaml:3:8: error", "broken-link");
    let hidden = with("menu: [matrix]\nhide: [matrix]\n");
    hidden.check().exits(1).finds("standpoint.yaml:3:8: error", "broken-link");
    with("menu: briefings\n").check().exits(1).finds("standpoint.yaml:3:7: error", "wrong-type");
    with("menu: [{title: Nowhere}]\n").check().exits(1).finds("standpoint.yaml:3:8: error", "missing-key");
}

#[test]
fn data_of_every_kind_of_text_reaches_templates_as_it_is_written() {
    let extra =
        "extra: {whole: 7, part: 1.5, yes: true, text: \"7\", day: 2025-01, code: 007, list: [a, {b: c}], none: }\n";
    let mut site = with(extra);
    for (path, front) in [
        ("actors/z", "name: Z"),
        ("issues/z", "title: Z"),
        ("positions/z/z", "as_of: 2025-02\nstance: supports\nbasis: stated"),
        ("events/z", "title: Z\ndate: 2025-01-01"),
        ("sources/z", "title: Z\nurl: https://z.example/\npublished: 2025-01-01"),
        ("briefings/z", "title: Z\nas_of: 2025-02"),
        ("pages/z", "title: Z"),
        ("index", "title: Sarna"),
    ] {
        site = site.file(&format!("content/{path}.md"), format!("---\n{front}\n{extra}---\nWords [@z].\n"));
    }
    let show = |name: &str| {
        format!(
            "[{{{{ {name}.whole + 1 }}}}|{{{{ {name}.part * 2 }}}}|{{% if {name}.yes == true %}}yes{{% endif %}}|\
             {{{{ {name}.text ~ 1 }}}}|{{{{ {name}.day }}}}|{{{{ {name}.code }}}}|{{{{ {name}.list[1].b }}}}|{{{{ {name}?.nothing or \"-\" }}}}]"
        )
    };
    let footer = format!(
        "<footer>{{% if page.extra?.whole %}}{}{{% endif %}}{}</footer>\n",
        show("page.extra"),
        show("site.extra")
    );
    let site = site.file("themes/default/templates/footer.html", footer);
    let run = site.check();
    site.build();
    run.lacks("unknown-key");
    run.lacks("template-error");
    let told = "[8|3|yes|71|2025-01|007|c|-]";
    for page in ["index", "actors/z", "issues/z", "positions/z/z", "events/z", "sources/z", "briefings/z", "pages/z"] {
        let page = words(&site.page(&format!("{page}.html")));
        assert!(page.replace("3.0", "3").contains(&format!("{told}{told}")), "{page}");
    }
    assert!(!words(&site.page("actors/a.html")).contains(&format!("{told}{told}")), "a text that has none");
}

#[test]
fn data_that_is_no_map_is_told() {
    with("extra: word\n").check().exits(1).finds("standpoint.yaml:3:8: error", "wrong-type");
}

#[test]
fn cards_have_the_data_of_what_they_show() {
    let site = with("")
        .file("content/actors/y.md", "---\nname: Y\nextra: {colour: blue}\n---\n")
        .file("content/positions/y/i.md", "---\nas_of: 2025-02\nstance: supports\nbasis: stated\n---\nYes [@s].\n")
        .file(
            "themes/default/templates/components.html",
            "{% component actor.sign(actor: map) -%}<i>{{ actor.extra?.colour or \"none\" }}</i>{%- endcomponent actor.sign %}",
        );
    site.build().exits(0);
    let list = site.page("actors/index.html");
    assert!(list.contains("<i>blue</i>") && list.contains("<i>none</i>"), "{list}");
}

#[test]
fn parts_of_pages_are_replaced_without_their_pages() {
    let site = with("")
        .file("themes/default/templates/actor.html", "{% extends \"built-in/actor.html\" %}\n{% block heading %}<p>Before</p>{{ super() }}<p>{{ actor.id }}</p>{% endblock heading %}\n")
        .file("themes/default/templates/briefing.html", "{% extends \"built-in/briefing.html\" %}{% block notes %}<p>No notes</p>{% endblock notes %}")
        .file("themes/default/templates/source.html", "{% extends \"built-in/source.html\" %}{% block facts %}<p>{{ source.key }}</p>{% endblock facts %}")
        .file("themes/default/templates/base.html", "{% extends \"built-in/base.html\" %}{% block masthead %}<p>Letterhead</p>{{ super() }}{% endblock masthead %}{% block foot %}{{ super() }}<p>Imprint</p>{% endblock foot %}");
    site.build();
    let actor = site.page("actors/a.html");
    assert!(actor.contains("<p>Before</p><header class=\"title\">") && actor.contains("<p>a</p>"), "{actor}");
    assert!(
        actor.contains("Letterhead") && actor.contains("class=\"colophon\"") && actor.contains("Imprint"),
        "{actor}"
    );
    let briefing = site.page("briefings/b.html");
    assert!(briefing.contains("<p>No notes</p>") && !briefing.contains("doc-endnotes"), "{briefing}");
    let source = site.page("sources/s.html");
    assert!(source.contains("<p>s</p>") && !source.contains("class=\"record\""), "{source}");
}

#[test]
fn a_component_can_show_what_it_takes_the_place_of() {
    let own = "{% component matrix.cell(position: map, way, show: string) -%}\
               <b>{{ position.stance.id }}</b>{{ <default.matrix.cell position={position} way={way} show={show} /> }}\
               {%- endcomponent matrix.cell %}\n\
               {% component matrix.gap() -%}<i>Ask us</i>{%- endcomponent matrix.gap %}\n\
               {% component stance.word(stance: map) -%}<u>{{ stance.label }}</u>{%- endcomponent stance.word %}\n";
    let site = with("")
        .actor("b")
        .issue("j")
        .file("content/positions/b/j.md", "---\nas_of: 2025-02\nstance: silent\nbasis: stated\n---\nNothing [@s].\n")
        .file("themes/default/templates/parts.html", own);
    site.build();
    let matrix = site.page("matrix.html");
    assert!(matrix.contains("<b>opposes</b>") && matrix.contains("class=\"cell\""), "{matrix}");
    assert!(matrix.contains("<u>Opposes</u>"), "parts of ours are those of the theme within too: {matrix}");
    assert!(matrix.contains("<i>Ask us</i>"), "{matrix}");
}

#[test]
fn a_block_of_a_theme_leaves_the_automatic_ones_unless_it_stands_alone() {
    let text =
        |options: &str| format!("---\ntitle: Own\nas_of: 2025-08\n---\nWords [@s].\n\n```letter\n{options}```\n");
    for (options, automatic) in
        [("", true), ("greeting: us\n", true), ("alone: false\n", true), ("alone: true\n", false)]
    {
        let site = with("")
            .file("themes/default/templates/blocks/letter.html", "<p>Dear reader</p>")
            .file("content/briefings/own.md", text(options));
        site.build();
        let page = site.page("briefings/own.html");
        assert!(page.contains("Dear reader"), "{page}");
        assert_eq!(page.contains("Who stands where"), automatic, "{options}: {page}");
    }
    let site = with("")
        .file("themes/default/templates/blocks/letter.html", "<p>Dear reader</p>")
        .file("content/briefings/own.md", text("```\n\n```timeline\n"));
    site.build();
    assert!(!site.page("briefings/own.html").contains("Who stands where"), "one of ours is chosen");
}

/// Our own templates go through sections, and get no more: to a theme that names the whole lists they are given.
#[test]
fn a_theme_can_go_through_all_sources_and_positions_in_one_list() {
    let index = "{% extends \"built-in/index.html\" %}{% block main %}\
        {% for source in sources %}<i>{{ source.key }}</i>{% endfor %}\
        {% for position in positions %}<b>{{ position.actor.id }}</b>{% endfor %}{% endblock main %}";
    let site = full().file("themes/mine/templates/index.html", index);
    site.write("standpoint.yaml", "title: T\nbase_url: https://example.org/\ntheme: mine\n");
    site.build();
    let words = |path: &str, tag: &str| {
        let page = site.page(path);
        page.split(&format!("<{tag}>"))
            .skip(1)
            .map(|part| part.split('<').next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(!words("sources/index.html", "i").is_empty() && words("sources/index.html", "b").is_empty());
    assert!(!words("positions/index.html", "b").is_empty() && words("positions/index.html", "i").is_empty());
}
