//! Themes. Rows 8 and 48 to 51.

use crate::harness::Site;

/// A site whose theme has this page template.
fn themed(template: &str) -> Site {
    Site::bare()
        .file("standpoint.yaml", "title: T\nbase_url: https://a.org/repo/\ntheme: mine\n")
        .file("themes/mine/templates/briefing.html", template)
        .briefing("b", "Text.")
}

/// A template that is a whole page around this.
fn page(inside: &str) -> String {
    format!("<!doctype html>\n<html lang=\"en\"><head><title>T</title></head>\n<body>\n{inside}\n</body></html>\n")
}

// Row 8.

#[test]
fn a_link_of_the_theme_that_begins_with_a_slash_is_a_warning() {
    let site = themed(&page("<a href=\"/index.html\">Home</a>"));
    let run = site.check().exits(0);
    let line = run.finding("root-link");
    assert!(line.starts_with("public/briefings/b.html:4:10: warning: "), "{line}");
}

// Row 48.

#[test]
fn a_theme_that_prints_all_it_has_shows_only_what_is_public() {
    let site = themed(&page("<pre>{{ __tera_context }}</pre>"))
        .file("content/briefings/draft.md", "---\ntitle: Canary one\nas_of: 2025\ndraft: true\n---\nCanary two.\n")
        .file("content/files/.env", "CANARY=three")
        .file("content/sources/press.md", "---\ntitle: Press\nurl: https://a.org/\npublished: 2025\n---\n");
    site.build();
    let page = site.page("briefings/b.html");
    assert!(!page.to_lowercase().contains("canary"), "{page}");
    assert!(!page.contains(&*site.root().to_string_lossy()), "no path of this machine:\n{page}");
}

// Row 49.

#[test]
fn a_theme_that_fetches_from_a_host_is_an_error() {
    for tag in [
        "<link rel=\"stylesheet\" href=\"https://fonts.example/x.css\">",
        "<script src=\"//cdn.example/x.js\"></script>",
        "<img src=\"https://img.example/x.png\" alt=\"\">",
        "<iframe src=\"https://a.example/\"></iframe>",
        "<video poster=\"https://a.example/x.png\"></video>",
    ] {
        fetches(tag);
    }
}

/// Asserts that the place of what this tag fetches is found.
fn fetches(tag: &str) {
    let run = themed(&page(tag)).check().exits(1);
    let line = run.finding("theme-request");
    assert!(line.starts_with("public/briefings/b.html:4:"), "{line}");
}

#[test]
fn a_scheme_in_capitals_is_a_scheme() {
    fetches("<img src='HTTPS://img.example/x.png' alt=''>");
}

#[test]
fn the_rarer_ways_of_fetching_are_found_too() {
    fetches("<object data=\"https://a.example/x\"></object>");
    fetches("<link rel=\"preconnect\" href=\"https://a.example\">");
    fetches("<link rel=\"dns-prefetch\" href=\"//a.example\">");
    fetches("<link rel=\"alternate stylesheet\" href=\"https://a.example/x.css\">");
    fetches("<meta http-equiv=\"Refresh\" content=\"5; url='https://a.example/'\">");
    fetches("<svg><image href=\"https://a.example/x.png\"/></svg>");
    fetches("<svg><use xlink:href=\"https://a.example/x.svg#y\"/></svg>");
    fetches("<a href=\"../index.html\" ping=\"https://a.example/\">x</a>");
    fetches("<form action=\"https://a.example/\"></form>");
    fetches("<base href=\"https://a.example/\">");
    fetches("<IMG SRC=\"https://a.example/x.png\" ALT=\"\">");
    fetches("<title>x</TITLE><img src=\"https://a.example/x.png\" alt=\"\"><svg><title>x</title></svg>");
    fetches("<track src=\"wss://a.example/\">");
    fetches("<img srcset=\"../assets/favicon.svg 1x, https://img.example/x.png 2x\" alt=\"\">");
}

#[test]
fn a_stylesheet_of_the_theme_that_fetches_from_a_host_is_an_error() {
    for (css, column) in [
        ("@import \"https://fonts.example/x.css\";", 10),
        ("p { background: url(//img.example/x.png) }", 21),
        ("p { background: URL( 'HTTPS://img.example/x.png' ) }", 23),
        ("p { background: image-set(\"x.png\" 1x, \"https://img.example/x.png\" 2x) }", 40),
    ] {
        let site = themed(&page("x")).file("themes/mine/static/extra.css", css);
        site.check().exits(1).finds(&format!("themes/mine/static/extra.css:1:{column}: error"), "theme-request");
    }
}

#[test]
fn an_address_that_a_style_sheet_does_not_fetch_is_fine() {
    let css = "/* url(https://a.example/x) */ @namespace svg url(http://www.w3.org/2000/svg);\
        p::before { content: \"https://a.example\" }";
    themed(&page("x")).file("themes/mine/static/extra.css", css).check().exits(0).lacks("theme-request");
}

#[test]
fn an_image_that_fetches_is_an_error() {
    for svg in [
        "<?xml-stylesheet href=\"https://a.example/x.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect fill=\"url(https://a.example/x.svg#y)\"/></svg>",
    ] {
        let site = themed(&page("x")).file("themes/mine/static/x.svg", svg);
        site.check().exits(1).finds("themes/mine/static/x.svg:1:1: error", "unsafe-svg");
    }
}

#[test]
fn a_link_that_only_a_reader_follows_is_fine() {
    themed(&page("<a href=\"https://a.example/\">x</a>")).check().exits(0).lacks("theme-request");
}

#[test]
fn a_link_in_the_head_that_only_says_where_something_is_is_fine() {
    for relation in ["canonical", "alternate", "license", "author", "me", "me author"] {
        let link = format!("<link rel=\"{relation}\" href=\"https://a.example/\">");
        let run = themed(&page(&link)).check().exits(0);
        assert!(!run.stdout.contains("theme-request"), "{relation}: {}", run.stdout);
    }
}

#[test]
fn a_colon_makes_a_scheme_only_behind_a_word_at_the_beginning() {
    // RFC 3986: a scheme begins with a letter and holds no slash. These are paths, and nothing is there.
    for path in ["../files/a:b.html", "./a:b", "1:2", "-x:y"] {
        let run = themed(&page(&format!("<a href=\"{path}\">x</a>"))).check().exits(1);
        run.finding("broken-link");
    }
    for address in ["mailto:a@a.example", "tel:+1234", "web+x.y-1:z"] {
        themed(&page(&format!("<a href=\"{address}\">x</a>"))).check().exits(0).lacks("broken-link");
    }
}

#[test]
fn a_query_in_a_link_changes_neither_the_page_nor_the_place() {
    let checked = |to: &str| themed(&page(&format!("<a href=\"{to}\">x</a>"))).check();
    checked("../404.html?q=1").exits(0).lacks("broken-link");
    checked("../404.html?q=1#sp-gone").exits(1).finding("broken-anchor");
    checked("../404.html#sp-gone?q=1").exits(1).finding("broken-anchor");
    checked("../gone.html?q=1#x").exits(1).finding("broken-link");
}

// Row 50.

#[test]
fn a_script_or_style_in_a_page_is_an_error() {
    for code in [
        "<script>alert</script>",
        "<SCRIPT>alert</SCRIPT>",
        "<style>p{}</style>",
        "<p style=\"color:red\">x</p>",
        "<p onClick=\"x\">x</p>",
    ] {
        let run = themed(&page(code)).check().exits(1);
        assert!(run.finding("inline-code").starts_with("public/briefings/b.html:"), "{code}");
    }
}

#[test]
fn the_error_says_the_hash_that_a_security_policy_would_need() {
    for script in ["<script>alert</script>", "<SCRIPT>alert</SCRIPT>"] {
        let run = themed(&page(script)).check().exits(1);
        let line = run.finding("inline-code");
        assert!(line.starts_with("public/briefings/b.html:4:"), "{line}");
        // printf alert | openssl dgst -sha256 -binary | base64
        assert!(line.contains("sha256-35BQWN1npAn++BSA6B5HNlcrDttNf7mHxpXNB+Jg7IE="), "{line}");
    }
}

// Row 51.

/// Asserts that a page template with this mistake in its fourth line is reported there, and the rest is built.
fn mistaken(mistake: &str, place: &str, words: &str) {
    let site = themed(&page(mistake));
    let run = site.check().exits(1);
    let line = run.finds(&format!("themes/mine/templates/briefing.html:{place}: error"), "template-error");
    assert!(line.contains(words), "{line}");
    site.build().exits(1);
    assert!(site.has("briefings/b.html") && site.has("index.html"), "the rest is built");
}

#[test]
fn a_mistake_in_a_template_is_an_error_at_its_place() {
    mistaken("{{ page.titel }}", "4:9", "`page` has no field `titel`");
    mistaken("{{ nothing }}", "4:4", "there is nothing called `nothing` here");
    mistaken("{% if %}", "4:7", "expected");
    mistaken("{% for i in range(end=1000000000) %}x{% endfor %}", "4:13", "exceeds the limit");
    let twice = "{% for i in range(end=99999) %}{% for j in range(end=99999) %}x{% endfor %}{% endfor %}";
    mistaken(twice, "4:44", "more than 1000000 numbers");
    // Only the next tag shows that the braces were never closed.
    mistaken("{{ page.title", "5:1", "expected }}");
}

#[test]
fn an_unknown_filter_or_template_is_an_error_at_its_place() {
    mistaken("{{ page.title | nofilter }}", "4:17", "nofilter");
    mistaken("{% include \"nothing.html\" %}", "4:12", "nothing.html");
}

#[test]
fn templates_that_include_or_extend_one_another_in_a_circle_are_an_error() {
    for word in ["include", "extends"] {
        let tag = |to: &str| format!("{{% {word} \"{to}\" %}}");
        let site = themed(&tag("other.html")).file("themes/mine/templates/other.html", tag("briefing.html"));
        let run = site.check().exits(1);
        let line = run.finding("template-error");
        assert!(line.starts_with("themes/mine/templates/"), "{line}");
    }
}

#[test]
fn a_template_that_extends_nothing_is_an_error() {
    let run = themed("{% extends \"base.htm\" %}").check().exits(1);
    let line = run.finding("template-error");
    assert!(line.starts_with("themes/mine/templates/briefing.html:"), "{line}");
}

#[test]
fn all_broken_templates_are_found_in_one_run() {
    let site = themed("{% if %}").file("themes/mine/templates/actor.html", "{{ ").actor("a");
    let run = site.check().exits(1);
    assert_eq!(run.stdout.matches("[template-error]").count(), 2, "{}", run.stdout);
}

// Components, and templates that a theme extends under their own name.

/// What the main part of `b` says.
fn words_of_b(site: &Site) -> String {
    let page = site.read("briefings/b.html");
    page.text(page.all("body").next().expect("the page"))
}

#[test]
fn a_component_of_the_theme_takes_the_place_of_the_built_in_one() {
    for file in ["mine.html", "components.html"] {
        let component = "{% component date(date: map) -%}On the day {{ date.edtf }}{%- endcomponent date %}";
        let site = Site::bare()
            .file("standpoint.yaml", "title: T\nbase_url: https://a.org/repo/\ntheme: mine\n")
            .file(&format!("themes/mine/templates/{file}"), component)
            .briefing("b", "Text.");
        site.build().exits(0);
        assert!(words_of_b(&site).contains("As of On the day 2025-08"), "{file}: {}", words_of_b(&site));
    }
}

#[test]
fn a_component_that_two_files_define_is_found_and_costs_the_second_one_only() {
    let badge = |words: &str| format!("{{% component badge() -%}}{words}{{%- endcomponent badge %}}");
    let site = themed("{% extends \"base.html\" %}{% block main %}{{ <badge /> }}{% endblock main %}")
        .file("themes/mine/templates/a.html", badge("The first."))
        .file("themes/mine/templates/b.html", badge("The second."));
    let run = site.check().exits(1);
    let line = run.finds("themes/mine/templates/b.html:1:1: error", "template-error");
    assert!(line.contains("the component `badge` stands in `a.html` too"), "{line}");
    site.build().exits(1);
    assert!(words_of_b(&site).contains("The first."), "{}", words_of_b(&site));
}

#[test]
fn a_theme_can_extend_the_template_that_it_overrides() {
    let site = themed(
        "{% extends \"built-in/briefing.html\" %}{% block main %}<p>House style.</p>{{ super() }}{% endblock main %}",
    );
    site.build().exits(0);
    let words = words_of_b(&site);
    assert!(words.contains("House style.") && words.contains("Text."), "{words}");
}

#[test]
fn a_base_without_the_block_that_pages_fill_is_found_and_not_used() {
    let site = Site::bare()
        .file("standpoint.yaml", "title: T\nbase_url: https://a.org/repo/\ntheme: mine\n")
        .file("themes/mine/templates/base.html", page("{% block mian %}{% endblock mian %}"))
        .briefing("b", "Text.");
    let run = site.check().exits(1);
    let line = run.finds("themes/mine/templates/base.html:1:1: error", "template-error");
    assert!(line.contains("this template has no block `main`"), "{line}");
    assert_eq!(run.stdout.matches("[template-error]").count(), 1, "{}", run.stdout);
    site.build().exits(1);
    assert!(words_of_b(&site).contains("Text."));
}

#[test]
fn the_names_of_the_built_in_templates_are_taken() {
    let site = themed(&page("Mine.")).file("themes/mine/templates/built-in/base.html", "x");
    site.check().exits(1).finds("themes/mine/templates/built-in/base.html:1:1: error", "template-error");
}
