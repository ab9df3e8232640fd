//! What somebody gets wrong who writes a theme, and what they are told: one mistake, one finding, where it is mended.

use expect_test::{Expect, expect};

use crate::harness::Site;

pub const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">";

/// A site whose theme has these files, with a briefing, an actor with a position, and an event.
pub fn themed(files: &[(&str, &str)]) -> Site {
    let site = Site::bare()
        .file("standpoint.yaml", "title: T\nbase_url: https://a.org/repo/\ntheme: own\n")
        .source("press")
        .actor("velia")
        .issue("dam")
        .file("content/positions/velia/dam.md", "---\nas_of: 2025-08\nstance: opposes\n---\nIt says no [@press].\n")
        .briefing("b", "They met [@press]. See [the dam](../positions/velia/dam.md).")
        .briefing("c", "Again [@press].");
    files.iter().fold(site, |site, (path, text)| site.file(&format!("themes/own/{path}"), text))
}

/// Compares all that `check` says of such a theme.
fn says(files: &[(&str, &str)], code: i32, expected: &Expect) {
    let run = themed(files).run(&["check"]).exits(code);
    expected.assert_eq(&run.stdout);
}

/// A briefing's template with these lines before its text, the first of them the second of the file.
pub fn briefing(lines: &str) -> String {
    format!(
        "{{% extends \"base.html\" %}}{{% block main %}}\n{lines}\n{{{{ html | safe }}}}{{% include \"notes.html\" %}}{{% endblock main %}}\n"
    )
}

/// Compares what `check` says of these lines in a briefing's template, in short: the place, the level, the words.
pub fn short(lines: &str, code: i32, expected: &[&str]) {
    let site = themed(&[("templates/briefing.html", &briefing(lines))]);
    let run = site.run(&["check", "--format", "short"]).exits(code);
    let told: Vec<&str> = run.stdout.lines().map(|line| line.trim_start_matches("themes/own/templates/")).collect();
    assert_eq!(told, expected, "{lines}");
}

// One mistake, one message.

#[test]
fn a_slip_that_spoils_many_pages_is_one_finding_with_their_number() {
    says(
        &[("templates/briefing.html", &briefing("{{ page.titel }}"))],
        1,
        &expect![[r#"
            error[template-error]: `page` has no field `titel` (on 2 pages)
             --> themes/own/templates/briefing.html:2:9
              |
            2 | {{ page.titel }}
              |         ^^^^^
              |
              = help: did you mean `title`?

        "#]],
    );
}

#[test]
fn the_page_in_the_place_of_one_that_failed_says_what_to_mend() {
    let site = themed(&[("templates/briefing.html", &briefing("{{ page.titel }}"))]);
    site.build().exits(1);
    let page = site.page("briefings/b.html");
    assert!(page.contains("<code>themes/own/templates/briefing.html:2</code>: `page` has no field `titel`"), "{page}");
}

#[test]
fn what_is_wrong_in_a_template_is_said_before_all_else() {
    let site = themed(&[("templates/footer.html", "{{ page.titel }}")]).briefing("a", "See [@nobody].");
    let run = site.run(&["check", "--format", "short"]).exits(1);
    let first = run.stdout.lines().next().unwrap_or_default();
    assert!(first.starts_with("themes/own/templates/footer.html:1:9: error: `page` has no field `titel`"), "{first}");
    run.finding("unknown-source");
}

#[test]
fn a_field_of_nothing_says_what_is_none_and_when_it_is_not() {
    says(
        &[("templates/actor.html", &briefing("{{ page.as_of.text }}"))],
        1,
        &expect![[r#"
            error[template-error]: `page.as_of` is none here, so it has no `text`
             --> themes/own/templates/actor.html:2:15
              |
            2 | {{ page.as_of.text }}
              |               ^^^^
              |
              = help: ask for it first: `{% if page.as_of %}…{% endif %}`
              = help: `page.as_of`: What its text stands for: of a briefing, and of a position.

        "#]],
    );
}

#[test]
fn a_tag_that_is_not_closed_is_named_where_it_opens() {
    says(
        &[(
            "templates/briefing.html",
            "{% extends \"base.html\" %}\n{% block main %}\n{% if html %}\n<p>\n{% endblock main %}\n",
        )],
        1,
        &expect![[r#"
            error[template-error]: this `if` is not closed before `endblock`
             --> themes/own/templates/briefing.html:3:4
              |
            3 | {% if html %}
              |    ^^
              |
              = help: write `{% endif %}` where it ends
              = help: the built-in template of this name is used instead, when there is one

        "#]],
    );
}

#[test]
fn tags_that_close_nothing_or_belong_to_other_languages_are_named() {
    for (lines, place, words) in [
        ("{% for a in page.tags %}\nx", "2:4", "this `for` is not closed before `endblock`"),
        (
            "{% if html %}{% for a in page.tags %}{% endif %}{% endfor %}",
            "2:17",
            "this `for` is not closed before `endif`",
        ),
        ("x\n{% endif %}", "1:29", "this `block` is not closed before `endif`"),
        ("{% else %}", "2:4", "this `else` stands in no `if`"),
        ("{% fi html %}x{% endif %}", "2:4", "there is no tag `fi`"),
        ("{% set x %}y", "2:4", "this `set` is not closed before `endblock`"),
        ("{% macro badge() %}x{% endmacro %}", "2:4", "there is no tag `macro`"),
    ] {
        let site = themed(&[("templates/briefing.html", &briefing(lines))]);
        let run = site.check().exits(1);
        let line = run.finding("template-error");
        assert!(line.starts_with(&format!("themes/own/templates/briefing.html:{place}: error: {words}")), "{line}");
        assert_eq!(run.stdout.matches("[template-error]").count(), 1, "{}", run.stdout);
    }
}

#[test]
fn a_component_that_takes_other_arguments_is_named_where_it_is_defined() {
    says(
        &[("templates/parts.html", "{% component date(day: map) %}{{ day.text }}{% endcomponent date %}\n")],
        1,
        &expect![[r#"
            error[template-error]: the built-in components.html calls `date`, and `date` takes no `date` (on 14 pages)
             --> themes/own/templates/parts.html:1:14
              |
            1 | {% component date(day: map) %}{{ day.text }}{% endcomponent date %}
              |              ^^^^
              |
              = help: a component that takes the place of a built-in one takes the same arguments

        "#]],
    );
}

#[test]
fn a_component_that_calls_itself_is_named_where_it_is_defined() {
    says(
        &[
            ("templates/parts.html", "{% component tree(a) %}{{ <tree a={a} /> }}{% endcomponent tree %}\n"),
            ("templates/briefing.html", &briefing("{{ <tree a={1} /> }}")),
        ],
        1,
        &expect![[r#"
            error[template-error]: the component `tree` calls itself without end (on 2 pages)
             --> themes/own/templates/parts.html:1:14
              |
            1 | {% component tree(a) %}{{ <tree a={a} /> }}{% endcomponent tree %}
              |              ^^^^
              |
              = help: call it only where there is something left: `{% if … %}` around the call

        "#]],
    );
}

#[test]
fn an_error_in_a_component_is_named_in_the_component() {
    let site = themed(&[
        ("templates/parts.html", "{% component mine(of: map) %}\n{{ of.titel }}\n{% endcomponent mine %}\n"),
        ("templates/briefing.html", &briefing("{{ <mine of={page} /> }}")),
    ]);
    let run = site.check().exits(1);
    let line = run.finds("themes/own/templates/parts.html:2:7: error", "template-error");
    assert!(line.contains("`of` has no field `titel` (on 2 pages)"), "{line}");
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
}

#[test]
fn what_stood_in_a_template_that_cannot_be_read_is_no_second_mistake() {
    let site = themed(&[
        ("templates/parts.html", "{% component badge() %}x{% endcomponent badge %}{% if %}\n"),
        ("templates/briefing.html", &briefing("{{ <badge /> }}{% include \"line.html\" %}")),
        ("templates/line.html", "<hr>"),
    ]);
    let run = site.run(&["check", "--format", "short"]).exits(1);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.starts_with("themes/own/templates/parts.html:1:"), "{}", run.stdout);
}

// Names that do not exist.

#[test]
fn a_name_that_is_only_asked_for_must_exist_too() {
    short(
        "{% if sumary %}x{% endif %}",
        1,
        &["briefing.html:2:7: error: there is nothing called `sumary` here [template-error]"],
    );
    short(
        "{% if page.sumary %}x{% endif %}",
        1,
        &["briefing.html:2:12: error: `page` has no field `sumary` [template-error]"],
    );
    short(
        "{{ site.nosuch or \"x\" }}",
        1,
        &["briefing.html:2:9: error: `site` has no field `nosuch` [template-error]"],
    );
    short(
        "{% if summary and not page.nosuch?.deeper %}x{% endif %}",
        1,
        &["briefing.html:2:28: error: `page` has no field `nosuch` [template-error]"],
    );
    short(
        "{{ as_of.txt | default(value=\"x\") }}",
        1,
        &["briefing.html:2:10: error: `as_of` has no field `txt` [template-error]"],
    );
    short(
        "{% for follower in followers %}{% if follower.ttle %}x{% endif %}{% endfor %}",
        1,
        &["briefing.html:2:47: error: `follower` has no field `ttle` [template-error]"],
    );
    short(
        "{% if page[\"sumary\"] %}x{% endif %}",
        1,
        &["briefing.html:2:12: error: `page` has no field `sumary` [template-error]"],
    );
    short(
        "{% if page.tags is defined and page.tgs is defined %}x{% endif %}",
        1,
        &["briefing.html:2:37: error: `page` has no field `tgs` [template-error]"],
    );
    short(
        "{% if summary %}{{ words(key=\"title.matriks\") }}{% endif %}",
        1,
        &["briefing.html:2:20: error: there are no words `title.matriks` [template-error]"],
    );
}

#[test]
fn what_is_no_text_is_not_written_and_a_text_not_gone_through() {
    short(
        "{{ as_of }}",
        1,
        &["briefing.html:2:4: error: `as_of` is a DateView, which is not for readers as a whole [template-error]"],
    );
    short(
        "{{ page.authors }}",
        1,
        &["briefing.html:2:9: error: `page.authors` is a list, which is not for readers as a whole [template-error]"],
    );
    short(
        "{{ \"As of \" ~ page.as_of }}",
        1,
        &[
            "briefing.html:2:20: error: `page.as_of` is a DateView, which is not for readers as a whole [template-error]",
        ],
    );
    short(
        "{% for letter in page.title %}x{% endfor %}",
        1,
        &["briefing.html:2:23: error: `page.title` is a text: there is nothing to go through [template-error]"],
    );
    short(
        "{{ page.title.text }}",
        1,
        &["briefing.html:2:15: error: `page.title` is a text and has no fields (on 2 pages) [template-error]"],
    );
}

#[test]
fn what_may_be_none_is_asked_for_as_ever_and_what_a_template_makes_is_known() {
    short(
        "{% if summary %}{{ summary }}{% endif %}{{ page.description or \"x\" }}{% if page.as_of %}{{ page.as_of.text }}{% endif %}\
        {% set mine = page.as_of %}{% if mine %}{{ mine.text }}{% endif %}{% set body %}x{% endset %}{{ body }}\
        {% for tag in page.tags %}{{ loop.index }}{{ tag | upper }}{% endfor %}{% if nothing is defined %}x{% endif %}\
        {% set names = [entry.title for entry in page.contents if entry.level == 2] %}{{ names | join(sep=\", \") }}\
        {% if rests_on?.shaken?.lost %}x{% endif %}{{ page.contents | length }}{% if authors %}{{ authors[0] }}{% endif %}{{ (followers | length) + 1 }}\
        {% for key, value in {\"a\": 1} %}{{ key }}{{ value }}{% endfor %}{{ <date date={as_of} /> }}{{ page.path[:3] }}\
        {% if not \"x\" in page.tags or page.draft %}x{% endif %}{{ \"a\" if page.draft else \"b\" }}{{ -1 + page.contents | length }}",
        0,
        &[],
    );
}

#[test]
fn a_template_that_pages_share_may_ask_for_what_some_of_them_have() {
    let footer = "<footer>{% if summary %}{{ summary }}{% endif %}{% if sumary %}x{% endif %}</footer>\n";
    let run = themed(&[("templates/footer.html", footer)]).run(&["check", "--format", "short"]).exits(1);
    assert_eq!(
        run.stdout,
        "themes/own/templates/footer.html:1:55: error: there is nothing called `sumary` here [template-error]\n"
    );
}

#[test]
fn templates_that_no_page_uses_are_read_too() {
    // No text has such a block, and there are no judgements.
    for (name, text) in [("blocks/mine.html", "{{ block.matrx }}"), ("judgements.html", "{{ opn }}")] {
        let run = themed(&[(&format!("templates/{name}"), text)]).check().exits(1);
        let line = run.finding("template-error");
        assert!(line.starts_with(&format!("themes/own/templates/{name}:1:")), "{line}");
    }
}

// Templates of ours that change.

#[test]
fn a_block_that_a_base_does_not_have_is_left_out_and_told() {
    let base = format!(
        "<!doctype html>\n<html lang=\"en\"><head>{POLICY}<title>{{{{ page.title }}}}</title></head>\n<body>{{% block main %}}{{% endblock main %}}</body></html>\n"
    );
    let own = "{% extends \"base.html\" %}{% block main %}{{ html | safe }}{% include \"notes.html\" %}{% endblock main %}\n{% block aside %}{% endblock aside %}\n{% block foot %}<p>Lost.</p>{% endblock foot %}\n";
    says(
        &[("templates/base.html", &base), ("templates/briefing.html", own)],
        0,
        &expect![[r#"
            warning[lost-block]: this template has no block `running`, so that what the built-in position.html writes there is left out
            --> themes/own/templates/base.html:1:1
             = help: write `{% block running %}{% endblock running %}` where it belongs

            warning[lost-block]: `base.html` has no block `foot`, so that this is left out
             --> themes/own/templates/briefing.html:3:10
              |
            3 | {% block foot %}<p>Lost.</p>{% endblock foot %}
              |          ^^^^
              |
              = help: give the template that is extended a block of that name, or fill one that it has

        "#]],
    );
}

#[test]
fn a_base_without_our_blocks_serves_the_pages_that_are_written_for_it() {
    let base = format!(
        "<!doctype html>\n<html lang=\"en\"><head>{POLICY}<title>{{{{ page.title }}}}</title></head>\n<body class=\"mine\">{{% block content %}}{{% endblock content %}}</body></html>\n"
    );
    let own = "{% extends \"base.html\" %}{% block content %}{{ html | safe }}{% include \"notes.html\" %}{% endblock content %}\n";
    let site = themed(&[("templates/base.html", &base), ("templates/briefing.html", own)]);
    site.build().exits(1);
    let run = site.run(&["check", "--format", "short"]).exits(1);
    assert_eq!(
        run.stdout.lines().next().unwrap_or_default(),
        "themes/own/templates/base.html:1:1: error: this template has no block `main`, in which the built-in 404.html, actor.html and 13 more write: these are made with the built-in base.html [template-error]"
    );
    assert!(site.page("briefings/b.html").contains("<body class=\"mine\">"));
    assert!(site.page("actors/velia.html").contains("Actor velia"));
}

/// The names of the blocks in a template.
fn blocks_in(text: &str) -> std::collections::BTreeSet<String> {
    text.split("{% block ").skip(1).filter_map(|rest| Some(rest.split_once(' ')?.0.to_owned())).collect()
}

#[test]
fn the_docs_list_the_blocks_that_a_base_must_have() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a file");
    let folder = root.join("themes/default/templates");
    let pages =
        crate::harness::files_below(&folder).into_iter().map(|path| read(&format!("themes/default/templates/{path}")));
    let base = blocks_in(&read("themes/default/templates/base.html"));
    let filled: std::collections::BTreeSet<String> = pages
        .filter(|text| text.starts_with("{% extends \"base.html\" %}"))
        .flat_map(|text| blocks_in(&text))
        .collect();
    let docs = read("docs/themes.md");
    let (_, section) = docs.split_once("### Blocks of base.html\n").expect("the section");
    let section = section.split("\n#").next().unwrap_or_default();
    let told =
        section.lines().filter_map(|line| line.strip_prefix("- `")?.split_once('`')).map(|(name, _)| name.to_owned());
    assert_eq!(told.collect::<std::collections::BTreeSet<_>>(), base.intersection(&filled).cloned().collect());
}

// Silent mistakes.

#[test]
fn a_template_that_nothing_uses_is_told() {
    says(
        &[("templates/breifing.html", "{{ page.title }}\n")],
        0,
        &expect![[r#"
            warning[unused-template]: nothing uses the template `breifing.html`
            --> themes/own/templates/breifing.html:1:1
             = help: did you mean `briefing.html`? that is the name of a template

        "#]],
    );
}

#[test]
fn folders_and_files_that_nothing_reads_are_told() {
    for (path, words, meant) in [
        ("template/briefing.html", "nothing reads the folder `template` of a theme", "templates"),
        ("Static/house.css", "nothing reads the folder `Static` of a theme", "static"),
        ("layouts/briefing.html", "nothing reads the folder `layouts` of a theme", "templates"),
        ("blocks/mine.html", "nothing reads the folder `blocks` of a theme", "templates/blocks"),
        ("style.css", "`style.css` stands where nothing is read", "static/style.css"),
        ("briefing.html", "`briefing.html` stands where nothing is read", "templates/briefing.html"),
        ("words/pl.yml", "`words/pl.yml` is not read", "words/pl.yaml"),
        ("theme.yml", "`theme.yml` is not read", "theme.yaml"),
    ] {
        let run = themed(&[(path, "x")]).run(&["check"]).exits(0);
        let expected =
            format!("warning[theme-file]: {words}\n--> themes/own/{path}:1:1\n = help: did you mean `{meant}`?\n\n");
        assert_eq!(run.stdout, expected);
    }
    themed(&[("README.md", "x"), ("LICENSE", "x"), ("sketches/one.txt", "x")]).check().exits(0).lacks("theme-file");
}

#[test]
fn a_theme_yaml_that_cannot_be_used_is_found_at_its_line() {
    for (text, expected) in [
        ("standpoint: 0.1\nextends: default\n", ""),
        ("standpoint: 0.1\nextend: none\n", "2:1: warning: theme.yaml has no key `extend` [unknown-key]"),
        ("extends: nothing\n", "1:10: error: a theme extends `default` or `none`, not `nothing` [unknown-word]"),
        ("standpoint: new\n", "1:13: error: here must stand a version of Standpoint [wrong-type]"),
        (
            "standpoint: 99.1\n",
            "1:13: error: this theme was made for Standpoint 99.1, and this is 0.1.0 [future-version]",
        ),
        ("extends: default\nextends: none\n", "2:1: error: the key `extends` stands here twice [duplicate-key]"),
        ("- a\n", "1:1: error: here must stand lines `key: value` [wrong-type]"),
        (
            "extends: none\n",
            "1:10: error: a theme that extends nothing needs a `templates/base.html` of its own [missing-key]",
        ),
    ] {
        let run = themed(&[("theme.yaml", text)]).run(&["check", "--format", "short"]);
        let first = run.stdout.lines().next().unwrap_or_default();
        assert_eq!(first.trim_start_matches("themes/own/theme.yaml:"), expected, "{text}");
    }
    let broken = themed(&[("theme.yaml", "extends: [\n")]).check().exits(1);
    assert!(broken.finding("bad-yaml").starts_with("themes/own/theme.yaml:1:10: error"), "{}", broken.stdout);
}

#[test]
fn a_theme_that_extends_nothing_publishes_nothing_of_ours() {
    let base = format!(
        "<!doctype html>\n<html lang=\"en\"><head>{POLICY}<title>{{{{ page.title }}}}</title></head>\n<body{{% block running %}}{{% endblock running %}}>{{% block main %}}{{% endblock main %}}</body></html>\n"
    );
    let site = themed(&[
        ("theme.yaml", "standpoint: 0.1\nextends: none\n"),
        ("templates/base.html", &base),
        ("static/mine.css", "p { margin: 0 }\n"),
    ]);
    assert!(site.build().exits(0).stderr.ends_with("Nothing to mend.\n"));
    let assets: Vec<String> = site.files().into_iter().filter(|path| path.starts_with("assets/")).collect();
    assert_eq!(assets, ["assets/mine.css"]);
}

#[test]
fn a_folder_that_is_misspelt_is_told_to_the_letter() {
    says(
        &[("template/briefing.html", "x\n")],
        0,
        &expect![[r#"
            warning[theme-file]: nothing reads the folder `template` of a theme
            --> themes/own/template/briefing.html:1:1
             = help: did you mean `templates`?

        "#]],
    );
}

#[test]
fn a_page_without_its_policy_is_told() {
    let page = "<!doctype html>\n<html lang=\"en\"><head><title>T</title></head><body>{{ html | safe }}{% include \"notes.html\" %}</body></html>\n";
    says(
        &[("templates/briefing.html", page)],
        0,
        &expect![[r#"
            warning[no-policy]: this page has no content security policy (and in 1 more places)
            --> public/briefings/b.html:1:1
             = help: begin the head with the block `policy` of the built-in base.html; docs/themes.md has the line

        "#]],
    );
}

#[test]
fn notes_that_lead_nowhere_back_are_told() {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head>{POLICY}<title>T</title></head><body>\n{{{{ html | safe }}}}<ol>{{% for note in notes.sources %}}<li id=\"{{{{ note.id }}}}\">{{{{ note.html | safe }}}}</li>{{% endfor %}}</ol></body></html>\n"
    );
    let site = themed(&[("templates/page.html", &page)])
        .file("content/pages/p.md", "---\ntitle: P\n---\nThey met [@press].\n");
    expect![[r##"
        warning[no-way-back]: no note leads back to this place
         --> public/pages/p.html:3:56
          |
        3 | <p>They met<sup class="cite"><a href="#note-press" id="cite-press-1" role="doc-noteref">[1]</a></sup><span class="side" hidden><span ...
          |                                                        ^^^^^^^^^^^^
          |
          = help: show every `back` of `notes` where the theme lists them, as the built-in notes.html does

    "##]]
    .assert_eq(&site.run(&["check"]).exits(0).stdout);
}

#[test]
fn a_style_sheet_that_loads_what_is_not_there_is_told() {
    let css = "@import \"style.css\";\n@import url(gone.css);\nbody { background: url('../assets/favicon.svg'), url(\"Gone%20too.png?v=1\") }\n\
        p { mask: url(#x); background: url(data:image/png;base64,AA) }\n@font-face { src: url(/assets/a.woff2) }\n";
    let run = themed(&[("static/mine.css", css)]).run(&["check", "--format", "short"]).exits(1);
    let told: Vec<&str> =
        run.stdout.lines().map(|line| line.trim_start_matches("themes/own/static/mine.css:")).collect();
    assert_eq!(
        told,
        [
            "2:13: error: this style sheet loads `gone.css`, which is not there [broken-link]",
            "3:55: error: this style sheet loads `Gone%20too.png`, which is not there [broken-link]",
            "5:23: warning: `/assets/a.woff2` begins with `/` [root-link]",
        ]
    );
}

// The views that are checked against are those that are given.

/// Each name and field that a value has, as a template asks for it.
fn paths(prefix: &str, value: &serde_json::Value, out: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                out.insert(path.clone());
                paths(&path, value, out);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| paths(&format!("{prefix}[0]"), item, out)),
        _ => {}
    }
}

/// What a template knows, as Tera writes it: nothing stands where something is none.
fn parsed(context: &str) -> serde_json::Value {
    let whole = context.replace("\": ,", "\": null,").replace("\": }", "\": null}");
    serde_json::from_str(&whole).expect("what the template knows")
}

#[test]
fn every_name_that_a_template_is_given_may_be_asked_for() {
    let full = || {
        let site = themed(&[]);
        site.file("content/pages/free.md", "---\ntitle: Free\ntags: [a]\nformerly: old\n---\n# One\n\nText [@press, p. 3].[^1]\n\n```matrix\n```\n\n[^1]: A remark.\n")
            .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-08-15\nactors: [velia]\nissues: [dam]\n---\nThey met [@press].\n")
    };
    for template in [
        "home.html",
        "briefing.html",
        "actor.html",
        "issue.html",
        "position.html",
        "event.html",
        "source.html",
        "page.html",
        "index.html",
        "matrix.html",
        "timeline.html",
        "changes.html",
        "404.html",
    ] {
        let dump = full().file(&format!("themes/own/templates/{template}"), "{{ __tera_context | safe }}");
        dump.build();
        let mut asked = std::collections::BTreeSet::new();
        for page in dump.files().into_iter().filter(|path| path.ends_with(".html")) {
            let text = dump.page(&page);
            if text.starts_with('{') {
                let context: serde_json::Value = parsed(&text);
                paths("", &context, &mut asked);
            }
        }
        assert!(asked.len() > 30, "{template} knows {asked:?}");
        let asks: String = asked.iter().map(|path| format!("{{% if {path} %}}{{% endif %}}\n")).collect();
        let run = full().file(&format!("themes/own/templates/{template}"), asks).check();
        for words in ["has no field", "nothing called", "has no fields"] {
            assert!(!run.stdout.contains(words), "{template}: {}", run.stdout);
        }
    }
}
