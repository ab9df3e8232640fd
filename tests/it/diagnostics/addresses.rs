//! Findings about addresses.

use expect_test::expect;

use super::{clean, finds};

#[test]
fn bad_url() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: press.example/report\npublished: 2025\n---\n",
        1,
        &expect![[r#"
            error[bad-url]: this is not an address: it does not begin with `https://`
             --> content/sources/press.md:3:6
              |
            3 | url: press.example/report
              |      ^^^^^^^^^^^^^^^^^^^^
              |
              = help: it must look like `https://host/path`

        "#]],
    );
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: 'https:///'\npublished: 2025\n---\n",
        1,
        &expect![[r#"
        error[bad-url]: this is not an address: empty host
         --> content/sources/press.md:3:6
          |
        3 | url: 'https:///'
          |      ^^^^^^^^^^^
          |
          = help: it must look like `https://host/path`

    "#]],
    );
}

#[test]
fn dangerous_url() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: javascript:alert(1)\npublished: 2025\n---\n",
        1,
        &expect![[r#"
            error[dangerous-url]: `javascript:` addresses run code or hide content, and are not linked
             --> content/sources/press.md:3:6
              |
            3 | url: javascript:alert(1)
              |      ^^^^^^^^^^^^^^^^^^^
              |
              = help: link the page that a reader should see

        "#]],
    );
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n[words](data:text/html,x)\n",
        1,
        &expect![[r#"
        error[dangerous-url]: `data:` addresses run code or hide content, and are not linked
         --> content/pages/p.md:4:1
          |
        4 | [words](data:text/html,x)
          | ^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: link the page that a reader should see

    "#]],
    );
}

#[test]
fn url_credentials() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: https://me:secret@press.example/\npublished: 2025\n---\n",
        1,
        &expect![[r#"
            error[url-credentials]: this address holds a user name or a password
             --> content/sources/press.md:3:6
              |
            3 | url: https://me:secret@press.example/
              |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: take out the part before `@`; if it was a real password, change it

        "#]],
    );
}

#[test]
fn schemeless_url() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: //press.example/\npublished: 2025\n---\n",
        0,
        &expect![[r#"
            warning[schemeless-url]: this address has no scheme
             --> content/sources/press.md:3:6
              |
            3 | url: //press.example/
              |      ^^^^^^^^^^^^^^^^
              |
              = help: write https://press.example/

        "#]],
    );
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n[words](//press.example/)\n",
        0,
        &expect![[r#"
        warning[schemeless-url]: this address has no scheme
         --> content/pages/p.md:4:1
          |
        4 | [words](//press.example/)
          | ^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: write https://press.example/

    "#]],
    );
}

#[test]
fn bad_isbn() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nisbn: 978-0-14-044430-9\npublished: 2025\n---\n",
        0,
        &expect![[r#"
            warning[bad-isbn]: `978-0-14-044430-9` is no ISBN: its last figure does not follow from the others
             --> content/sources/press.md:3:7
              |
            3 | isbn: 978-0-14-044430-9
              |       ^^^^^^^^^^^^^^^^^
              |
              = help: copy it again from the book; give one alone

        "#]],
    );
}

#[test]
fn lookalike_host() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: https://аррӏе.com/\npublished: 2025\n---\n",
        0,
        &expect![[r#"
            warning[lookalike-host]: the letters of this host look like others; it is xn--80ak6aa92e.com
             --> content/sources/press.md:3:6
              |
            3 | url: https://аррӏе.com/
              |      ^^^^^^^^^^^^^^^^^^
              |
              = help: compare it with the site that you mean

        "#]],
    );
}

#[test]
fn private_host() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: http://192.168.0.1/report\npublished: 2025\n---\n",
        0,
        &expect![[r#"
            warning[private-host]: this address only works inside some network
             --> content/sources/press.md:3:6
              |
            3 | url: http://192.168.0.1/report
              |      ^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: link a public copy

        "#]],
    );
}

#[test]
fn bidi_control() {
    finds(
        "content/actors/russia.md",
        "---\nname: Rus\u{202e}sia\n---\n",
        1,
        &expect![[r#"
        error[bidi-control]: this text holds \u202e, which turns the direction of writing
         --> content/actors/russia.md:2:7
          |
        2 | name: Rus\u202esia
          |       ^^^^^^^^^^^^
          |
          = help: type it again

    "#]],
    );
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nTurned \u{202e}here.\n",
        0,
        &expect![[r#"
        warning[bidi-control]: a character that turns the direction of writing stands in this text
         --> content/pages/p.md:4:1
          |
        4 | Turned \u202ehere.
          | ^^^^^^^^^^^^^^^^^^
          |
          = help: it is shown as \u202e and the like; take it out, or use a proper right-to-left paragraph

    "#]],
    );
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: https://press.example/\u{202e}x\npublished: 2025\n---\n",
        1,
        &expect![[r#"
            error[bidi-control]: this text holds \u202e, which turns the direction of writing
             --> content/sources/press.md:3:6
              |
            3 | url: https://press.example/\u202ex
              |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: type it again

        "#]],
    );
}

#[test]
fn control_character() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nA bell \u{7}here.\n",
        0,
        &expect![[r#"
        warning[control-character]: a character that nobody can see stands in this text
         --> content/pages/p.md:4:1
          |
        4 | A bell \u0007here.
          | ^^^^^^^^^^^^^^^^^^
          |
          = help: it is left out of the page; take it out, or copy the text again by way of a plain-text editor

    "#]],
    );
    finds(
        "content/actors/russia.md",
        "---\nname: \"Rus\\esia\"\n---\n",
        1,
        &expect![[r#"
            error[control-character]: this text holds a character that nobody can see
             --> content/actors/russia.md:2:7
              |
            2 | name: "Rus\esia"
              |       ^^^^^^^^^^
              |
              = help: take it out; a backslash between double quotes is written twice: `\\`

        "#]],
    );
}

#[test]
fn near_duplicate_url() {
    let site = clean().file(
        "content/sources/other.md",
        "---\ntitle: Other\nurl: http://www.press.example/report/\npublished: 2025\n---\n",
    );
    site.write("content/pages/p.md", "---\ntitle: P\n---\nIt says so [@other].\n");
    expect![[r#"
        warning[near-duplicate-url]: this address is nearly that of the source `other`
         --> content/sources/press.md:3:6
          |
        3 | url: https://press.example/report
          |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
         ::: content/sources/other.md:3:6
          |
        3 | url: http://www.press.example/report/
          |      -------------------------------- the other one
          |
          = help: if both lead to the same thing, write one note for it, and use its address

    "#]]
    .assert_eq(&site.run(&["check"]).exits(0).stdout);
}
