//! `standpoint theme`: a theme to begin with, files to start from, and what changed in those.

use crate::harness::Site;

/// A site with something on every kind of page, and the theme `house`.
fn site() -> Site {
    Site::bare()
        .file("standpoint.yaml", "title: T\nbase_url: https://a.org/repo/\ntheme: house\n")
        .source("press")
        .actor("velia")
        .issue("dam")
        .file("content/positions/velia/dam.md", "---\nas_of: 2025-08\nstance: opposes\n---\nIt says no [@press].\n")
        .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-08-15\n---\nThey met [@press].\n")
        .briefing("b", "They met [@press, p. 3].[^1]\n\n```matrix\n```\n\n[^1]: A remark.")
}

#[test]
fn a_theme_that_is_begun_needs_no_mending() {
    for (arguments, files, style) in [
        (&["theme", "new", "house"][..], &["theme.yaml", "static/theme.css"][..], "theme.css"),
        (&["theme", "new", "house", "--bare"], &["theme.yaml", "templates/base.html", "static/house.css"], "house.css"),
    ] {
        let site = site();
        let run = site.run(arguments).exits(0);
        let expected: String = files.iter().map(|file| format!("themes/house/{file}\n")).collect();
        assert_eq!(run.stdout, expected);
        assert_eq!(run.stderr, "Write `theme: house` into standpoint.yaml to use it.\n");
        let run = site.build().exits(0);
        assert!(run.stderr.ends_with("Nothing to mend.\n"), "{}", run.stderr);
        assert!(site.page("briefings/b.html").contains(&format!("assets/{style}")));
        // What is there stays as it is.
        site.run(arguments).exits(3);
    }
}

#[test]
fn a_bare_theme_publishes_what_it_has_and_nothing_else() {
    let site = site();
    site.run(&["theme", "new", "house", "--bare"]).exits(0);
    site.build().exits(0);
    let assets: Vec<String> = site.files().into_iter().filter(|path| path.starts_with("assets/")).collect();
    assert_eq!(assets, ["assets/house.css"]);
}

#[test]
fn a_name_that_no_folder_should_have_is_refused() {
    for name in ["", "House", "my theme", "../out", "default", "a/b"] {
        let run = site().run(&["theme", "new", name]).exits(2);
        assert!(run.stderr.contains("name"), "{}", run.stderr);
    }
}

#[test]
fn a_file_that_is_copied_changes_nothing_and_says_where_it_is_from() {
    let plain = site().file("standpoint.yaml", "title: T\nbase_url: https://a.org/repo/\n");
    plain.build().exits(0);
    let site = site();
    for (file, path) in [
        ("briefing.html", "templates/briefing.html"),
        ("base.html", "templates/base.html"),
        ("blocks/matrix.html", "templates/blocks/matrix.html"),
        ("templates/feed.xml", "templates/feed.xml"),
        ("en.yaml", "words/en.yaml"),
    ] {
        let run = site.run(&["theme", "copy", file]).exits(0);
        assert_eq!(run.stdout, format!("themes/house/{path}\n"));
        let text = std::fs::read_to_string(site.path(&format!("themes/house/{path}"))).expect("the copy");
        let first = text.lines().next().unwrap_or_default();
        assert!(first.contains("Copied from the built-in theme of Standpoint"), "{first}");
    }
    let run = site.build().exits(0);
    assert!(run.stderr.ends_with("Nothing to mend.\n"), "{}", run.stderr);
    assert_eq!(site.tree(), plain.tree());
}

#[test]
fn a_file_that_the_built_in_theme_does_not_have_is_refused() {
    let run = site().run(&["theme", "copy", "breifing.html"]).exits(2);
    assert_eq!(
        run.stderr,
        "standpoint: the built-in theme has no file `breifing.html`; did you mean `briefing.html`?\n"
    );
}

#[test]
fn what_changed_in_the_built_in_files_since_is_shown() {
    let site = site();
    let nothing = "No file of themes/house was copied with `standpoint theme copy`.\n";
    assert_eq!(site.run(&["theme", "diff"]).exits(0).stderr, nothing);
    site.run(&["theme", "copy", "note.html"]).exits(0);
    let same = "Nothing changed in the built-in files since they were copied.\n";
    assert_eq!(site.run(&["theme", "diff"]).exits(0).stderr, same);
    // As if it had been copied from an older version.
    let original = "themes/house/originals/templates/note.html";
    let now = std::fs::read_to_string(site.path(original)).expect("the original");
    let first = now.lines().next().expect("a line");
    site.write(original, now.replace(first, "<p>Older.</p>"));
    let run = site.run(&["theme", "diff"]).exits(0);
    let told = format!("themes/house/templates/note.html\n- <p>Older.</p>\n+ {first}\n");
    assert!(run.stdout.starts_with(&told), "{}", run.stdout);
    site.run(&["theme", "diff", "--seen"]).exits(0);
    assert_eq!(site.run(&["theme", "diff"]).exits(0).stderr, same);
}
