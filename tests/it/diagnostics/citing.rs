//! Findings about links and citations.

use expect_test::expect;

use super::{clean, finds};

#[test]
fn unread_link() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nSee [the plan](the plan.pdf).\n",
        0,
        &expect![[r#"
        warning[unread-link]: this is not read as a link, and is shown as it is written
         --> content/pages/p.md:4:14
          |
        4 | See [the plan](the plan.pdf).
          |              ^^^^^^^^^^^^^^^
          |
          = help: put an address with a space in it between `<` and `>`, or write `%20` for the space; a citation or note belongs behind the link

    "#]],
    );
}

#[test]
fn ambiguous_link() {
    let site = clean().issue("russia").file("content/pages/p.md", "---\ntitle: P\n---\nSee [[russia]].\n");
    expect![[r#"
        error[ambiguous-link]: `[[russia]]` could mean 2 things
         --> content/pages/p.md:4:5
          |
        4 | See [[russia]].
          |     ^^^^^^^^^^
          |
          = help: write one of [[actors/russia]], [[issues/russia]]

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

#[test]
fn link_to_draft() {
    let site = clean()
        .file("content/briefings/d.md", "---\ntitle: D\nas_of: 2025-08\ndraft: true\n---\nSoon.\n")
        .file("content/pages/p.md", "---\ntitle: P\n---\nSee [[d]] and [it](../briefings/d.md).\n");
    expect![[r#"
        error[link-to-draft]: `[[d]]` is a draft, which is not published
         --> content/pages/p.md:4:5
          |
        4 | See [[d]] and [it](../briefings/d.md).
          |     ^^^^^
          |
          = help: take out of it what holds it back, such as `draft: true`, or remove what leads there; --drafts builds drafts too

        error[link-to-draft]: `../briefings/d.md` is a draft, which is not published
         --> content/pages/p.md:4:15
          |
        4 | See [[d]] and [it](../briefings/d.md).
          |               ^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: take out of it what holds it back, such as `draft: true`, or remove what leads there; --drafts builds drafts too

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

#[test]
fn link_to_what_may_be_a_draft() {
    let site = clean()
        .file("content/briefings/d.md", b"---\ntitle: D\ndraft: true\n---\nCaf\xe9\n")
        .file("content/pages/p.md", "---\ntitle: P\n---\nSee [[d]].\n");
    expect![[r#"
        error[not-utf-8]: this file is not UTF-8 text: an invalid byte at byte 32
         --> content/briefings/d.md:5:4
          |
        5 | Caf�
          |    ^
          |
          = help: save it again as UTF-8 (in most editors: Save with encoding). The message names the first byte that is wrong

        error[link-to-draft]: `[[d]]` cannot be read, and might be a draft, so it is not published
         --> content/pages/p.md:4:5
          |
        4 | See [[d]].
          |     ^^^^^
          |
          = help: mend that file first

    "#]].assert_eq(&site.run(&["check"]).exits(1).stdout);
}

#[test]
fn uncited_source_link() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n[They say](https://press.example/report) no.\n",
        0,
        &expect![[r#"
            warning[uncited-source-link]: this address is that of the source `press`, but a link cites nothing
             --> content/pages/p.md:4:1
              |
            4 | [They say](https://press.example/report) no.
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: write `[@press]` here too, so that the source's page shows the sentence

        "#]],
    );
}

#[test]
fn bad_citation() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nNo [@press, @agency].\n",
        1,
        &expect![[r#"
            error[bad-citation]: `@agency` is read as a place in `press`, and not cited
             --> content/pages/p.md:4:5
              |
            4 | No [@press, @agency].
              |     ^^^^^^
              |
              = help: put `;` between sources: `[@press; @agency]`

        "#]],
    );
}

#[test]
fn bare_citation() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nSo [a; @press], and [@ press], and [@press says](https://a.example/).\n",
        0,
        &expect![[r#"
            warning[bare-citation]: the brackets around `@press` cite nothing, since what stands before a `;` in them names no source
             --> content/pages/p.md:4:8
              |
            4 | So [a; @press], and [@ press], and [@press says](https://a.example/).
              |        ^^^^^^
              |
              = help: give each source its key, as in `[@one; @press]`, or write `[@press]` and the rest outside

            warning[bare-citation]: `[@ press]` cites nothing, for the space in it
             --> content/pages/p.md:4:21
              |
            4 | So [a; @press], and [@ press], and [@press says](https://a.example/).
              |                     ^^^^^^^^^
              |
              = help: write `[@press]`

            warning[bare-citation]: `@press` in the words of a link cites nothing
             --> content/pages/p.md:4:37
              |
            4 | So [a; @press], and [@ press], and [@press says](https://a.example/).
              |                                     ^^^^^^
              |
              = help: write `[@press]` behind the link; `\@` if the sign is meant

        "#]],
    );
}

#[test]
fn swallowed_line() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nSo[^1].\n\n[^1]: Ours.\nThe next paragraph.\n",
        0,
        &expect![[r#"
            warning[swallowed-line]: this line belongs to the note above it
             --> content/pages/p.md:7:1
              |
            7 | The next paragraph.
              | ^^^^^^^^^^^^^^^^^^^
              |
              = help: put an empty line before it, or indent it by four spaces if it belongs to the note

        "#]],
    );
}

#[test]
fn what_is_wrong_with_an_address_is_said_once() {
    // As that of a link and as that of a source; and for each marker of the note.
    for (address, code) in [("https://a.example/?utm_source=x", "[dirty-url]"), ("http://[x/", "[bad-url]")] {
        let run = clean().briefing("b", &format!("One[^1]. Two[^1].\n\n[^1]: {address}\n")).check();
        assert_eq!(run.stdout.matches(code).count(), 1, "{}", run.stdout);
    }
}

#[test]
fn unknown_passage() {
    let site = clean().file(
        "content/sources/press.md",
        "---\ntitle: The press report\nurl: https://press.example/\npublished: 2025-01-01\nquotes: [{id: refusal, text: No.}]\n---\n",
    );
    site.write(
        "content/positions/russia/troops.md",
        "---\nas_of: 2025-08\nstance: opposes\n---\nIt says no [@press#refusl].\n",
    );
    expect![[r#"
        error[unknown-passage]: the source `press` keeps no passage `refusl`
         --> content/positions/russia/troops.md:5:13
          |
        5 | It says no [@press#refusl].
          |             ^^^^^^^^^^^^^
          |
          = help: did you mean `refusal`?
          = help: its `quotes` have an `id` each; cite the whole source, or add the passage there

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}
