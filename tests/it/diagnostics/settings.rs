//! Findings about keys and settings.

use expect_test::expect;

use super::finds;

#[test]
fn duplicate_key() {
    finds(
        "content/actors/russia.md",
        "---\nname: Russia\nkind: state\nname: Another\n---\n",
        1,
        &expect![[r#"
        error[duplicate-key]: the key `name` stands here twice
         --> content/actors/russia.md:4:1
          |
        4 | name: Another
          | ^^^^
          |
         ::: content/actors/russia.md:2:1
          |
        2 | name: Russia
          | ---- first here; this one counts
          |
          = help: keep one of them

    "#]],
    );
    finds(
        "standpoint.yaml",
        "base_url: https://example.org/\ntitle: T\ntitle: U\n",
        1,
        &expect![[r#"
        error[duplicate-key]: the key `title` stands here twice
         --> standpoint.yaml:3:1
          |
        3 | title: U
          | ^^^^^
          |
         ::: standpoint.yaml:2:1
          |
        2 | title: T
          | ----- first here; this one counts
          |
          = help: keep one of them

    "#]],
    );
}

#[test]
fn future_version() {
    finds(
        "standpoint.yaml",
        "version: 2\nbase_url: https://example.org/\n",
        1,
        &expect![[r#"
        error[future-version]: this program knows version 1, not `2`
         --> standpoint.yaml:1:10
          |
        1 | version: 2
          |          ^
          |
          = help: write `version: 1`, or use a newer Standpoint

    "#]],
    );
}

#[test]
fn bad_setting() {
    finds(
        "standpoint.yaml",
        "base_url: example.org\n",
        1,
        &expect![[r#"
        error[bad-setting]: `example.org` is not an absolute address such as https://example.org/
         --> standpoint.yaml:1:11
          |
        1 | base_url: example.org
          |           ^^^^^^^^^^^
          |
          = help: write the address at which the site will stand, such as https://example.org/briefing/

    "#]],
    );
    finds(
        "standpoint.yaml",
        "base_url: https://example.org/?a=1\ncustom_domain: https://example.org/\nprint:\n  command: weasyprint {html}\n",
        1,
        &expect![[r#"
            error[bad-setting]: `https://example.org/?a=1` has a query or a fragment, which no page can stand below
             --> standpoint.yaml:1:11
              |
            1 | base_url: https://example.org/?a=1
              |           ^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: write the address at which the site will stand, such as https://example.org/briefing/

            error[bad-setting]: `https://example.org/` is no domain name
             --> standpoint.yaml:2:16
              |
            2 | custom_domain: https://example.org/
              |                ^^^^^^^^^^^^^^^^^^^^
              |
              = help: write the name alone, such as www.example.org

            error[bad-setting]: this command has no `{pdf}`
             --> standpoint.yaml:4:12
              |
            4 |   command: weasyprint {html}
              |            ^^^^^^^^^^^^^^^^^
              |
              = help: write `{html}` where the path of the page belongs and `{pdf}` where that of the PDF does

        "#]],
    );
}

#[test]
fn missing_base_url() {
    finds(
        "standpoint.yaml",
        "title: T\n",
        1,
        &expect![[r#"
        error[missing-base-url]: the settings do not say where the site will stand
        --> standpoint.yaml:1:1
         = help: add `base_url: https://…/`, or give --base-url

    "#]],
    );
}

#[test]
fn domain_mismatch() {
    finds(
        "standpoint.yaml",
        "base_url: https://example.org/\ncustom_domain: www.example.org\n",
        0,
        &expect![[r#"
        warning[domain-mismatch]: the host will show the site at www.example.org, but `base_url` is https://example.org/
         --> standpoint.yaml:2:16
          |
        2 | custom_domain: www.example.org
          |                ^^^^^^^^^^^^^^^
          |
          = help: write `base_url: https://www.example.org/`, or correct the domain

    "#]],
    );
}

#[test]
fn unknown_theme() {
    finds(
        "standpoint.yaml",
        "base_url: https://example.org/\ntheme: defualt\n",
        1,
        &expect![[r#"
        error[unknown-theme]: there is no theme `defualt`
        --> standpoint.yaml:1:1
         = help: put its files into themes/defualt/, or remove the line `theme:`

    "#]],
    );
}
