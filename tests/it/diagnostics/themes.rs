//! Findings about themes and the pages that they make.

use expect_test::{Expect, expect};

use super::clean;

const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">";

/// Compares all that `check` says of a clean site whose theme has a page template with this line.
fn says(template: &str, line: &str, code: i32, expected: &Expect) {
    let site = clean()
        .file("content/pages/p.md", "---\ntitle: P\n---\nText.\n")
        .file("standpoint.yaml", "title: T\nbase_url: https://example.org/repo/\ntheme: own\n")
        .file(
            &format!("themes/own/templates/{template}"),
            format!("<!doctype html>\n<html lang=\"en\"><head>{POLICY}<title>T</title></head><body>\n{line}\n</body></html>\n"),
        );
    expected.assert_eq(&site.run(&["check"]).exits(code).stdout);
}

#[test]
fn template_error() {
    says(
        "page.html",
        "{{ page.titel }}",
        1,
        &expect![[r#"
            error[template-error]: `page` has no field `titel`
             --> themes/own/templates/page.html:3:9
              |
            3 | {{ page.titel }}
              |         ^^^^^
              |
              = help: did you mean `title`?

        "#]],
    );
}

#[test]
fn theme_request() {
    says(
        "page.html",
        "<img src=\"https://img.example/x.png\" alt=\"\">",
        1,
        &expect![[r#"
        error[theme-request]: this page would fetch https://img.example/x.png
         --> public/pages/p.html:3:11
          |
        3 | <img src="https://img.example/x.png" alt="">
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: copy the file into the theme's static/ folder and link it from there

    "#]],
    );
}

#[test]
fn root_link() {
    says(
        "page.html",
        "<a href=\"/index.html\">Home</a>",
        0,
        &expect![[r#"
        warning[root-link]: `/index.html` begins with `/`
         --> public/pages/p.html:3:10
          |
        3 | <a href="/index.html">Home</a>
          |          ^^^^^^^^^^^
          |
          = help: in a template write `{{ page.root }}` before the path

    "#]],
    );
}

#[test]
fn relative_on_404() {
    says(
        "404.html",
        "<a href=\"index.html\">Home</a>",
        1,
        &expect![[r#"
        error[relative-on-404]: `index.html` is relative
         --> public/404.html:3:10
          |
        3 | <a href="index.html">Home</a>
          |          ^^^^^^^^^^
          |
          = help: in the theme's 404.html, write `{{ page.root }}` before the path: there it is absolute

    "#]],
    );
}

#[test]
fn inline_code() {
    says(
        "page.html",
        "<script>alert</script>",
        1,
        &expect![[r#"
        error[inline-code]: a <script> is written into this page ('sha256-35BQWN1npAn++BSA6B5HNlcrDttNf7mHxpXNB+Jg7IE=')
         --> public/pages/p.html:3:1
          |
        3 | <script>alert</script>
          | ^
          |
          = help: move it into a file of the theme's static/ folder

    "#]],
    );
    says(
        "page.html",
        "<p style=\"color: red\" onclick=\"x\">x</p>",
        1,
        &expect![[r#"
        error[inline-code]: a `style` attribute is written into this page
         --> public/pages/p.html:3:11
          |
        3 | <p style="color: red" onclick="x">x</p>
          |           ^^^^^^^^^^
          |
          = help: move it into a file of the theme's static/ folder

        error[inline-code]: an `onclick` attribute is written into this page
         --> public/pages/p.html:3:32
          |
        3 | <p style="color: red" onclick="x">x</p>
          |                                ^
          |
          = help: move it into a file of the theme's static/ folder

    "#]],
    );
}

#[test]
fn broken_link_of_a_theme() {
    says(
        "page.html",
        "<a href=\"gone.html\">x</a> <a href=\"../../../out.html\">x</a>",
        1,
        &expect![[r#"
        error[broken-link]: `gone.html` leads to no page or file of the site
         --> public/pages/p.html:3:10
          |
        3 | <a href="gone.html">x</a> <a href="../../../out.html">x</a>
          |          ^^^^^^^^^
          |
          = help: correct the path. It counts from the folder of the file in which it stands

        error[broken-link]: `../../../out.html` leads out of the site
         --> public/pages/p.html:3:36
          |
        3 | <a href="gone.html">x</a> <a href="../../../out.html">x</a>
          |                                    ^^^^^^^^^^^^^^^^^
          |
          = help: correct the path. It counts from the folder of the file in which it stands

    "#]],
    );
}

#[test]
fn broken_anchor_of_a_theme_on_the_page_and_on_another() {
    says(
        "page.html",
        "<a href=\"#gone\">x</a> <a href=\"../actors/russia.html#gone\">x</a> <a href=\"../404.html#gone\">x</a>",
        1,
        &expect![[r##"
            error[broken-anchor]: the page has no place `#gone`
             --> public/pages/p.html:3:10
              |
            3 | <a href="#gone">x</a> <a href="../actors/russia.html#gone">x</a> <a href="../404.html#gone">x</a>
              |          ^^^^^
              |
              = help: correct the part behind `#`: it is the heading in lower case, with `-` for spaces

            error[broken-anchor]: actors/russia.html has no place `#gone`
             --> public/pages/p.html:3:32
              |
            3 | <a href="#gone">x</a> <a href="../actors/russia.html#gone">x</a> <a href="../404.html#gone">x</a>
              |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: correct the part behind `#`: it is the heading in lower case, with `-` for spaces

            error[broken-anchor]: 404.html has no place `#gone`
             --> public/pages/p.html:3:75
              |
            3 | <a href="#gone">x</a> <a href="../actors/russia.html#gone">x</a> <a href="../404.html#gone">x</a>
              |                                                                           ^^^^^^^^^^^^^^^^
              |
              = help: correct the part behind `#`: it is the heading in lower case, with `-` for spaces

        "##]],
    );
}

#[test]
fn a_mistake_on_many_pages_is_said_once_with_their_number() {
    let site = clean()
        .file("standpoint.yaml", "title: T\nbase_url: https://example.org/repo/\ntheme: own\n")
        .file("themes/own/templates/footer.html", "<footer><a href=\"{{ page.root }}gone.html\">x</a></footer>\n");
    expect![[r#"
        error[broken-link]: `/repo/gone.html` leads to no page or file of the site
          --> public/404.html:52:18
           |
        52 | <footer><a href="/repo/gone.html">x</a></footer>
           |                  ^^^^^^^^^^^^^^^
           |
           = help: correct the path. It counts from the folder of the file in which it stands

        error[broken-link]: `gone.html` leads to no page or file of the site (and in 15 more places)
          --> public/index.html:83:18
           |
        83 | <footer><a href="gone.html">x</a></footer>
           |                  ^^^^^^^^^
           |
           = help: correct the path. It counts from the folder of the file in which it stands

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}
