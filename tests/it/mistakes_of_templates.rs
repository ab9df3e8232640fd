//! What somebody gets wrong within templates: in calls, in loops, in what holds templates together, and in data of a
//! theme's own. Each is one finding, before any page is made, at its place.

use crate::harness::Site;
use crate::mistakes_of_themes::{POLICY, briefing, short, themed};

/// What `check` says in short of a theme with these files, without the folder of the theme.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let run = themed(files).run(&["check", "--format", "short"]);
    run.stdout.lines().map(|line| line.trim_start_matches("themes/own/").to_owned()).collect()
}

/// The hints of the only finding about these lines in a briefing's template.
fn hints(lines: &str) -> Vec<String> {
    let run = themed(&[("templates/briefing.html", &briefing(lines))]).run(&["check"]).exits(1);
    assert_eq!(run.stdout.matches("error[").count(), 1, "{lines}: {}", run.stdout);
    let hints = run.stdout.lines().filter_map(|line| line.trim_start().strip_prefix("= help: "));
    hints.map(str::to_owned).collect()
}

// One mistake, one message.

#[test]
fn what_comes_of_a_mistake_is_none_of_its_own() {
    for (lines, expected) in [
        (
            "{% for note in notes.source %}{{ note.html | safe }}{% endfor %}",
            "2:22: error: `notes` has no field `source` (on 2 pages)",
        ),
        ("{% set day = as_of.txt %}{{ day }}", "2:20: error: `as_of` has no field `txt` (on 2 pages)"),
        ("{{ <briefing.meta as_of autors /> }}", "2:4: error: `briefing.meta` takes no `autors` (on 2 pages)"),
        ("{{ <date date={as_of.nothing} /> }}", "2:22: error: `as_of` has no field `nothing` (on 2 pages)"),
    ] {
        short(lines, 1, &[&format!("briefing.html:{expected} [template-error]")]);
    }
}

#[test]
fn a_name_that_is_nearly_one_is_told_with_that_one() {
    for (lines, hint) in [
        ("{{ <briefing.meta as_of autors /> }}", "did you mean `authors`?"),
        ("{{ <briefing.mta as_of authors /> }}", "did you mean `briefing.meta`?"),
        ("{{ page.title | uper }}", "did you mean `upper`?"),
        ("{% if page.title is strting_with(pat=\"x\") %}x{% endif %}", "did you mean `starting_with`?"),
        ("{{ page.title | truncate(lenght=3) }}", "did you mean `length`?"),
        ("{% include \"foter.html\" %}", "did you mean `footer.html`?"),
        ("{{ title }}", "did you mean `page.title`?"),
        ("{{ extra.kicker }}", "did you mean `page.extra`?"),
        ("{{ word(key=\"title.matrix\") }}", "did you mean `words`?"),
        (
            "{{ words(\"title.matrix\") }}",
            "what is given has a name here, such as `truncate(length=80)` and `words(key=\"title.matrix\")`",
        ),
    ] {
        assert_eq!(hints(lines)[0], hint, "{lines}");
    }
}

#[test]
fn what_is_missing_in_a_call_is_told_before_any_page_is_made() {
    // No text has such a block.
    for (text, expected) in [
        ("{{ block.name | replace(from=\"a\") }}", "1:17: error: `replace` must be given `to`"),
        ("{{ block.name | truncate }}", "1:17: error: `truncate` must be given `length`"),
        ("{% for n in range(stop=3) %}{% endfor %}", "1:13: error: `range` takes no `stop`"),
        ("{{ words() }}", "1:4: error: `words` must be given `key`"),
        ("{{ words(key=\"say.part-of\") }}", "1:4: error: the words `say.part-of` need a value for `wholes`"),
        ("{{ words(key=\"count.positions\") }}", "1:4: error: the words `count.positions` need a value for `n`"),
    ] {
        assert_eq!(
            told(&[("templates/blocks/mine.html", text)]),
            [format!("templates/blocks/mine.html:{expected} [template-error]")]
        );
    }
}

#[test]
fn what_is_nested_thousands_deep_is_told_where_it_stands() {
    let nested = |open: &str, inside: &str, close: &str| format!("{}{inside}{}", open.repeat(5000), close.repeat(5000));
    for text in [
        format!("{{{{ {} }}}}", nested("[", "1", "]")),
        format!("{{{{ {} }}}}", nested("(", "1", ")")),
        format!("{{{{ {} }}}}", nested("{\"a\": ", "1", "}")),
        format!("{{{{ {} }}}}", nested("not ", "true", "")),
        format!("{{{{ {} }}}}", nested("- ", "1", "")),
        format!("{{{{ {} }}}}", nested("2 ** ", "1", "")),
        format!("{{{{ {} }}}}", nested("1 + ", "1", "")),
        format!("{{{{ site{} }}}}", nested("", "", ".title")),
        nested("{% if true %}", "x", "{% endif %}"),
        nested("{% set a %}", "x", "{% endset %}"),
        format!("{{% if true %}}{}x{{% endif %}}", nested("{% elif true %}", "", "")),
    ] {
        let told = told(&[("templates/blocks/mine.html", &text)]);
        let is_told =
            |line: &String| line.starts_with("templates/blocks/mine.html:1:") && line.contains("[template-error]");
        assert!(told.len() == 1 && told.iter().all(is_told), "{}: {told:?}", &text[..20]);
    }
}

// What is given must be what is wanted.

#[test]
fn a_built_in_component_that_is_given_another_view_is_told_at_the_call() {
    for (call, expected) in [
        ("<date date={page} />", "the built-in `date` cannot use what it is given: `date` has no field `datetime`"),
        (
            "<position.strip card={page} />",
            "the built-in `position.strip` cannot use what it is given: `card` has no field `stance`",
        ),
        (
            "<briefing.list briefings={block.events} level={2} />",
            "the built-in `briefing.list` cannot use what it is given: `briefing` has no field `as_of`",
        ),
        ("<link to={block} />", "the built-in `link` cannot use what it is given: `to` has no field `url`"),
    ] {
        let line = format!("templates/blocks/mine.html:1:4: error: {expected} [template-error]");
        assert_eq!(told(&[("templates/blocks/mine.html", &format!("{{{{ {call} }}}}"))]), [line]);
    }
    let fit = "{% for event in block.events %}{{ <date date={event.date} /> }}{{ <link to={event} /> }}{{ <sources.count of={event} title=\"x\" /> }}{% endfor %}\
        {{ <timeline events={block.events} /> }}{% if block.matrix %}{{ <matrix matrix={block.matrix} /> }}{% endif %}";
    assert_eq!(told(&[("templates/blocks/mine.html", fit)]), Vec::<String>::new());
}

#[test]
fn objects_are_neither_written_nor_gone_through() {
    for (lines, expected) in [
        ("{% for part in as_of %}x{% endfor %}", "2:16: error: `as_of` is a DateView: there is nothing to go through"),
        (
            "{% for name, tag in page.tags %}x{% endfor %}",
            "2:26: error: `page.tags` is a list, which has no names to go through",
        ),
        ("{{ as_of | str }}", "2:4: error: `as_of` is a DateView, which is not for readers as a whole"),
        ("{{ as_of | upper }}", "2:4: error: `as_of` is a DateView, which is not for readers as a whole (on 2 pages)"),
        ("{{ page.extra }}", "2:9: error: `page.extra` is a map, which is not for readers as a whole"),
    ] {
        let lines_told = told(&[("templates/briefing.html", &briefing(lines))]);
        assert_eq!(lines_told.len(), 1, "{lines}: {lines_told:?}");
        let line = lines_told[0].trim_start_matches("templates/briefing.html:").trim_end_matches(" [template-error]");
        assert_eq!(line.trim_end_matches(" (on 2 pages)"), expected.trim_end_matches(" (on 2 pages)"), "{lines}");
    }
}

#[test]
fn finished_markup_is_not_written_as_text() {
    let page = "{% extends \"base.html\" %}{% block main %}{{ html }}{% include \"notes.html\" %}{% endblock main %}";
    assert_eq!(
        told(&[("templates/briefing.html", page)])[0],
        "templates/briefing.html:1:45: error: `html` is finished markup, whose signs would be shown [template-error]"
    );
    let notes =
        "{% for note in notes.sources %}<p id=\"{{ note.id }}\">{{ note.html | safe }} {{ note.back }}</p>{% endfor %}";
    assert_eq!(
        told(&[("templates/notes.html", notes)])[0],
        "templates/notes.html:1:85: error: `note.back` is finished markup, whose signs would be shown [template-error]"
    );
    // In XML it is a text.
    assert_eq!(
        told(&[("templates/feed.xml", "<x>{% for entry in entries %}{{ entry.html }}{% endfor %}</x>")]),
        Vec::<String>::new()
    );
}

#[test]
fn what_an_author_did_not_write_under_extra_says_how_to_ask() {
    for lines in ["{{ page.extra.kicker }}", "{{ page.extra?.kicker }}", "{{ site.extra.nokey.deeper }}"] {
        let told = told(&[("templates/briefing.html", &briefing(lines))]);
        let (name, field) = if lines.contains("site") { ("site", "nokey") } else { ("page", "kicker") };
        let words = format!("error: `{name}.extra` has no `{field}` here (on 2 pages)");
        assert!(told.len() == 1 && told[0].contains(&words), "{told:?}");
    }
    assert_eq!(
        hints("{{ page.extra.kicker }}"),
        [
            "where it may be missing, write `{{ page.extra?.kicker or \"\" }}`, or ask first: `{% if page.extra?.kicker %}`"
        ]
    );
}

// What holds templates together.

#[test]
fn what_comes_back_to_itself_or_leads_nowhere_is_told_where_it_does() {
    let circle = [
        ("templates/a.html", "{% include \"b.html\" %}"),
        ("templates/b.html", "x\n{% include \"a.html\" %}"),
        ("templates/briefing.html", &briefing("{% include \"a.html\" %}")),
    ];
    assert_eq!(
        told(&circle),
        ["templates/a.html:1:12: error: this template includes itself, by way of `b.html` [template-error]"]
    );
    for (name, text, expected) in [
        ("footer.html", "<p>\n{% include \"footer.html\" %}", "2:12: error: this template includes itself"),
        ("briefing.html", "{% extends \"briefing.html\" %}", "1:12: error: this template extends itself"),
        ("briefing.html", "{% extends \"bas.html\" %}", "1:12: error: Unknown template `bas.html`"),
        ("footer.html", "{{ \"x }}", "1:4: error: this quote is not closed"),
    ] {
        assert_eq!(
            told(&[(&format!("templates/{name}"), text)]),
            [format!("templates/{name}:{expected} [template-error]")]
        );
    }
    let run = themed(&[("templates/briefing.html", "{% extends \"briefing.html\" %}")]).run(&["check"]);
    assert!(
        run.stdout.contains("= help: the built-in template of this name is `built-in/briefing.html`"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_block_that_is_nearly_one_is_one_mistake() {
    let page =
        "{% extends \"base.html\" %}{% block mian %}{{ html | safe }}{% include \"notes.html\" %}{% endblock mian %}";
    let site = themed(&[("templates/briefing.html", page)]);
    let run = site.run(&["check"]).exits(1);
    assert!(run.stdout.starts_with("error[template-error]: `base.html` has no block `mian`\n"), "{}", run.stdout);
    assert!(run.stdout.contains("= help: did you mean `main`?\n"), "{}", run.stdout);
    assert_eq!(run.stdout.matches("error[").count(), 1, "{}", run.stdout);
    site.build().exits(1);
    assert!(site.page("briefings/b.html").contains("They met"), "the built-in template takes its place");
}

#[test]
fn what_a_page_leaves_out_as_a_whole_is_told_once() {
    for (main, expected) in [
        ("{{ html | safe }}", "this page does not have the notes to which its markers lead (and in 1 more places)"),
        (
            "{% include \"notes.html\" %}",
            "this page does not have the text to which its notes lead back (and in 1 more places)",
        ),
    ] {
        let page = format!("{{% extends \"base.html\" %}}{{% block main %}}{main}{{% endblock main %}}");
        let told = told(&[("templates/briefing.html", &page)]);
        assert!(told.len() == 1 && told[0].contains(expected), "{told:#?}");
    }
    let notes = "<ol>{% for note in notes.sources %}<li id=\"{{ note.id }}\">{{ note.html | safe }} {{ note.back | safe }}</li>{% endfor %}</ol>";
    let site = themed(&[("templates/notes.html", notes)]).briefing("a", "It says [@press, p. 3] and [@press, p. 4].");
    let run = site.run(&["check", "--format", "short"]).exits(1);
    let lost = run.stdout.lines().filter(|line| !line.contains("`#sp-notes`")).collect::<Vec<_>>();
    assert!(
        lost.len() == 1
            && lost[0].contains("the notes of this page do not have the places in sources to which its markers lead"),
        "{lost:#?}"
    );
}

#[test]
fn a_component_that_nothing_calls_is_told() {
    let own = "{% component matrix.cel(position: map, way, show: string) %}x{% endcomponent matrix.cel %}";
    let run = themed(&[("templates/parts.html", own)]).run(&["check"]).exits(0);
    assert!(
        run.stdout.starts_with("warning[unused-template]: nothing calls the component `matrix.cel`\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("= help: did you mean `matrix.cell`? that is the name of a component"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_component_that_calls_itself_is_told_before_any_page_is_made() {
    for (parts, expected) in [
        (
            "{% component a() %}{{ <b /> }}{% endcomponent a %}\n{% component b() %}{{ <a /> }}{% endcomponent b %}",
            "the component `a` calls itself without end, by way of `b`",
        ),
        (
            "{% component a(n: integer) %}{% if n > 0 %}{{ n }}{% endif %}{{ <a n={n - 1} /> }}{% endcomponent a %}",
            "the component `a` calls itself without end",
        ),
        (
            "{% component a() %}{% <b> %}x{% </b> %}{% endcomponent a %}\n{% component b() %}{{ body | safe }}{{ <a /> ~ \"x\" }}{% endcomponent b %}",
            "the component `a` calls itself without end, by way of `b`",
        ),
    ] {
        assert_eq!(
            told(&[("templates/parts.html", parts)]),
            [format!("templates/parts.html:1:14: error: {expected} [template-error]")]
        );
    }
    let gap = "{% component matrix.gap() %}<b>{{ <matrix.gap /> }}</b>{% endcomponent matrix.gap %}";
    let run = themed(&[("templates/parts.html", gap)]).run(&["check"]).exits(1);
    assert!(
        run.stdout.contains("= help: the built-in one, whose place it takes, is `default.matrix.gap`"),
        "{}",
        run.stdout
    );
    // One that ends.
    let tree = "{% component tree(n: integer) %}{% if n > 0 %}{{ n }}{{ <tree n={n - 1} /> }}{% endif %}{% endcomponent tree %}";
    let site =
        themed(&[("templates/parts.html", tree), ("templates/briefing.html", &briefing("{{ <tree n={3} /> }}"))]);
    site.build().exits(0);
    assert!(site.page("briefings/b.html").contains("321"), "it is called");
}

#[test]
fn a_component_sees_what_it_is_given() {
    let parts = "{% component sign(label: string) %}{{ page.title }}{% endcomponent sign %}";
    let site = themed(&[
        ("templates/parts.html", parts),
        ("templates/briefing.html", &briefing("{{ <sign label=\"x\" /> }}")),
    ]);
    let run = site.run(&["check"]).exits(1);
    assert!(run.stdout.contains("= help: `sign` sees what it is given, which is `body`, `label`"), "{}", run.stdout);
}

// Data of a theme's own.

const DECLARED: &str = "standpoint: 0.1\nextra:\n  settings: {imprint: text}\n  all: {updated: date}\n  briefing:\n    kicker: [Analysis, Comment]\n    lead: {image: text, wide: true or false}\n    editors: list of text\n    parts:\n      - {name: text, pages: number}\n";

/// A site whose theme declares its keys, with a briefing that has these lines.
fn declared(lines: &str) -> Site {
    let front = format!("---\ntitle: X\nas_of: 2025-08\nextra:\n{lines}---\nThey met [@press].\n");
    themed(&[("theme.yaml", DECLARED)]).file("content/briefings/x.md", front)
}

#[test]
fn keys_that_a_theme_declares_are_checked_like_ours() {
    for (lines, expected) in [
        (
            "  kicker: Analysis\n  editors: [Ann]\n  lead: {image: a.png, wide: false}\n  parts: [{name: One, pages: 3}]\n  updated: 2025-08\n",
            "",
        ),
        ("  kicker:\n  updated: 2025\n", ""),
        ("  kickr: Analysis\n", "5:3: warning: the theme knows no `kickr` under `extra` [unknown-key]"),
        ("  kicker: Analysys\n", "5:11: error: `Analysys` is none of the words for `kicker` [unknown-word]"),
        (
            "  kicker: 7\n",
            "5:11: error: `kicker` must be one of `Analysis`, `Comment`, as theme.yaml has it [wrong-type]",
        ),
        ("  editors: Ann\n", "5:12: error: `editors` must be a list, as theme.yaml has it [wrong-type]"),
        ("  editors: [Ann, 7]\n", "5:18: error: `editors` must be a text, as theme.yaml has it [wrong-type]"),
        ("  lead: {imge: a.png}\n", "5:10: warning: the theme knows no `lead.imge` under `extra` [unknown-key]"),
        (
            "  lead: {wide: maybe}\n",
            "5:16: error: `lead.wide` must be `true` or `false`, as theme.yaml has it [wrong-type]",
        ),
        (
            "  parts: [{name: One, pages: three}]\n",
            "5:30: error: `parts.pages` must be a number, as theme.yaml has it [wrong-type]",
        ),
        ("  updated: soon\n", "5:12: error: `updated` must be a date, as theme.yaml has it [wrong-type]"),
        ("  kicker: Analysis\n  kicker: Comment\n", "6:3: error: the key `kicker` stands here twice [duplicate-key]"),
    ] {
        let run = declared(lines).run(&["check", "--format", "short"]);
        assert_eq!(run.stdout.trim_end().trim_start_matches("content/briefings/x.md:"), expected, "{lines}");
    }
    let run = declared("  kickr: Analysis\n").run(&["check"]).exits(0);
    assert!(run.stdout.contains("= help: did you mean `kicker`?"), "{}", run.stdout);
    let site = declared("")
        .file("standpoint.yaml", "title: T\nbase_url: https://a.org/repo/\ntheme: own\nextra: {imprnt: x}\n");
    let settings = site.run(&["check", "--format", "short"]);
    assert_eq!(
        settings.stdout,
        "standpoint.yaml:4:9: warning: the theme knows no `imprnt` under `extra` [unknown-key]\n"
    );
}

#[test]
fn what_a_theme_leaves_open_accepts_anything() {
    let open = |theme: &str| {
        themed(&[("theme.yaml", theme)])
            .file("content/actors/z.md", "---\nname: Z\nextra: {whatever: [1, {b: true}]}\n---\nWords [@press].\n")
            .check()
    };
    open("standpoint: 0.1\n").exits(0).lacks("unknown-key");
    open("standpoint: 0.1\nextra: {briefing: {kicker: text}}\n").exits(0).lacks("unknown-key");
    open("standpoint: 0.1\nextra: {actor: {region: text}}\n").exits(0).finding("unknown-key");
}

#[test]
fn forms_that_are_none_are_told_in_theme_yaml() {
    for (text, expected) in [
        ("extra: {briefng: {kicker: text}}\n", "1:9: warning: nothing called `briefng` has an `extra` [unknown-key]"),
        ("extra: {briefing: {kicker: txt}}\n", "1:28: error: `txt` is no form of a value [unknown-word]"),
        ("extra: {briefing: {kicker: list of txt}}\n", "1:28: error: `txt` is no form of a value [unknown-word]"),
        ("extra: {briefing: kicker}\n", "1:19: error: here must stand lines of `key: value` [wrong-type]"),
        ("extra: {briefing: {a: text, a: text}}\n", "1:29: error: the key `a` stands here twice [duplicate-key]"),
    ] {
        let line = told(&[("theme.yaml", text)]);
        assert_eq!(line, [format!("theme.yaml:{expected}")], "{text}");
    }
}

#[test]
fn templates_may_ask_for_what_a_theme_declares_and_nothing_else() {
    let page = |lines: &str| told(&[("theme.yaml", DECLARED), ("templates/briefing.html", &briefing(lines))]);
    for (lines, expected) in [
        (
            "{{ page.extra.kickr or \"\" }}",
            "2:15: error: theme.yaml declares no `kickr` for `page.extra` [template-error]",
        ),
        (
            "{{ page.extra?.lead?.imge or \"\" }}",
            "2:22: error: theme.yaml declares no `imge` for `page.extra?.lead` [template-error]",
        ),
        (
            "{{ site.extra.imprnt or \"\" }}",
            "2:15: error: theme.yaml declares no `imprnt` for `site.extra` [template-error]",
        ),
        (
            "{% if page.extra.lead %}{{ page.extra.lead }}{% endif %}",
            "2:39: error: `page.extra.lead` is a map, which is not for readers as a whole [template-error]",
        ),
    ] {
        assert_eq!(page(lines), [format!("templates/briefing.html:{expected}")], "{lines}");
    }
    let right = "{% if page.extra?.lead?.wide %}{{ page.extra.lead.image }}{% endif %}{% for name in page.extra?.editors or [] %}{{ name }}{% endfor %}{{ site.extra?.imprint or \"\" }}{{ page.extra?.updated or \"\" }}";
    assert_eq!(page(right), Vec::<String>::new());
    // A template that pages share may ask for what some of them declare.
    let footer = "{% if page.extra?.kicker %}{{ page.extra.kicker }}{% endif %}";
    assert_eq!(told(&[("theme.yaml", DECLARED), ("templates/footer.html", footer)]), Vec::<String>::new());
}

// Policies.

#[test]
fn a_policy_that_browsers_pass_over_is_none() {
    let base = |head: &str, body: &str| {
        format!(
            "<!doctype html>\n<html lang=\"en\"{{% block running %}}{{% endblock running %}}><head>{head}<title>{{{{ page.title }}}}</title></head>\n<body>{body}{{% block main %}}{{% endblock main %}}</body></html>\n"
        )
    };
    for (head, body, is_told) in [
        (POLICY, "", false),
        ("", POLICY, true),
        ("<meta http-equiv=\"Content-Security-Policy\" content=\"\">", "", true),
    ] {
        let told = told(&[("templates/base.html", &base(head, body))]);
        assert_eq!(told.iter().any(|line| line.ends_with("[no-policy]")), is_told, "{told:?}");
    }
    let moved = "<!doctype html>\n<html lang=\"en\"><head><meta http-equiv=\"refresh\" content=\"0; url={{ url }}\"><title>{{ title }}</title></head></html>\n";
    let site = themed(&[("templates/moved.html", moved)])
        .file("content/pages/p.md", "---\ntitle: P\nformerly: [old]\n---\nThey met [@press].\n");
    site.check().exits(0).finds("public/pages/old.html:1:1: warning", "no-policy");
}
