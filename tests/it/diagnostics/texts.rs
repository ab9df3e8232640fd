//! Findings about what stands in texts.

use expect_test::expect;

use super::{clean, finds};

#[test]
fn raw_html() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nSome <font>red</font> words.\n",
        0,
        &expect![[r#"
        warning[raw-html]: HTML in a text is shown as it is written, not used
         --> content/pages/p.md:4:6
          |
        4 | Some <font>red</font> words.
          |      ^^^^^^
          |
          = help: write Markdown instead; put code between backticks

    "#]],
    );
}

#[test]
fn html_attribute() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n<p style=\"color: red\">Some</p>\n",
        0,
        &expect![[r#"
        warning[html-attribute]: the attribute `style` of HTML does not pass here, and is left out
         --> content/pages/p.md:4:1
          |
        4 | <p style="color: red">Some</p>
          | ^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: take it away; how a page looks is a matter of its theme

    "#]],
    );
}

#[test]
fn unbalanced_html() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nSome <b>bold words.\n\nMore</i>.\n",
        0,
        &expect![[r#"
        warning[unbalanced-html]: nothing closes `<b>` before what stands around it ends, so it ends there
         --> content/pages/p.md:4:6
          |
        4 | Some <b>bold words.
          |      ^^^
          |
          = help: write `</b>` in the same paragraph, cell or item

        warning[unbalanced-html]: `</i>` closes nothing that is open here, and is left out
         --> content/pages/p.md:6:5
          |
        6 | More</i>.
          |     ^^^^
          |
          = help: take it away, or write the tag that it closes in the same paragraph, cell or item

    "#]],
    );
}

#[test]
fn bad_formula() {
    let settings = "title: Test\nbase_url: https://example.org/\nmath: true\n";
    let text = "---\ntitle: P\n---\nIt is $x^2^3$.\n";
    let site = clean().file("standpoint.yaml", settings).file("content/pages/p.md", text);
    let run = site.run(&["check"]).exits(0);
    let drawn = run.stdout.split("\n\n").next().unwrap_or_default();
    expect![[r#"
        warning[bad-formula]: this formula cannot be set: trying to add a superscript twice to the same element
         --> content/pages/p.md:4:7
          |
        4 | It is $x^2^3$.
          |       ^^^^^^^
          |
          = help: correct it; for a dollar that is money, write `\$`"#]]
    .assert_eq(drawn);
}

#[test]
fn heading_attribute() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n## Why {.wide}\n",
        0,
        &expect![[r#"
        warning[heading-attribute]: `.wide` cannot be set on a heading
         --> content/pages/p.md:4:1
          |
        4 | ## Why {.wide}
          | ^^^^^^^^^^^^^^
          |
          = help: only an id is taken: `## Title {#id}`

    "#]],
    );
}

#[test]
fn foreign_image() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n![A map](https://maps.example/map.png)\n",
        1,
        &expect![[r#"
        error[foreign-image]: this image would be fetched from another host
         --> content/pages/p.md:4:1
          |
        4 | ![A map](https://maps.example/map.png)
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: copy it into content/ and link it from there: readers are not to be tracked

    "#]],
    );
}

#[test]
fn image_without_words() {
    let site =
        clean().file("content/pages/map.png", "a map").file("content/pages/p.md", "---\ntitle: P\n---\n![](map.png)\n");
    expect![[r#"
        warning[image-without-words]: this image has no words in its place
         --> content/pages/p.md:4:1
          |
        4 | ![](map.png)
          | ^^^^^^^^^^^^
          |
          = help: say what it shows: `![A map of the river](…)`; some readers cannot see it

    "#]]
    .assert_eq(&site.run(&["check"]).exits(0).stdout);
}

#[test]
fn unknown_language() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n```klingon\nqapla\n```\n",
        0,
        &expect![[r#"
        warning[unknown-language]: `klingon` is neither a block nor a language known here
         --> content/pages/p.md:4:4
          |
        4 | ```klingon
          |    ^^^^^^^
          |
          = help: it is shown as plain code; write `text` to say that it is meant so

    "#]],
    );
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n```matirx\n```\n",
        0,
        &expect![[r#"
        warning[unknown-language]: `matirx` is neither a block nor a language known here
         --> content/pages/p.md:4:4
          |
        4 | ```matirx
          |    ^^^^^^
          |
          = help: did you mean `matrix`?
          = help: it is shown as plain code; write `text` to say that it is meant so

    "#]],
    );
}

#[test]
fn code_too_large() {
    let text = format!("---\ntitle: P\n---\n```rust\n{}```\n", "a = 1;\n".repeat(40_000));
    finds(
        "content/pages/p.md",
        text,
        0,
        &expect![[r#"
        warning[code-too-large]: this code is too large to be coloured
         --> content/pages/p.md:4:4
          |
        4 | ```rust
          |    ^^^^
          |
          = help: it is shown plain; show the part that matters, and link the file

    "#]],
    );
}

#[test]
fn bad_block() {
    finds(
        "content/issues/troops.md",
        "---\ntitle: Troops\n---\n```matrix\n```\n",
        1,
        &expect![[r#"
        error[bad-block]: the block `matrix` cannot stand in this kind of text
         --> content/issues/troops.md:4:4
          |
        4 | ```matrix
          |    ^^^^^^
          |
          = help: blocks belong into briefings, pages and the home page

    "#]],
    );
}

#[test]
fn unread_text() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nOne.\n\n- [x] \\\n  -\n",
        1,
        &expect![[r#"
            error[unread-text]: the Markdown reader fails at this line, so the whole text is left out
             --> content/pages/p.md:7:1
              |
            7 |   -
              | ^^^
              |
              = help: write that place in another way, and please report the text

        "#]],
    );
}

#[test]
fn too_deep() {
    finds(
        "content/pages/p.md",
        format!("---\ntitle: P\n---\n{}Deepest.\n", "> ".repeat(101)),
        1,
        &expect![[r#"
        error[too-deep]: here begins nesting over 100 levels deep
         --> content/pages/p.md:4:201
          |
        4 | ...> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > Deepest.
          |                                                                    ^
          |
          = help: write it flatter; what is deeper is shown as if it stood at this level

    "#]],
    );
}

#[test]
fn unclosed_comment() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nIt stops. <!-- Who says so?\n\nMore.\n",
        1,
        &expect![[r#"
        error[unclosed-comment]: this comment has no end, so all that follows it is held back
         --> content/pages/p.md:4:11
          |
        4 | It stops. <!-- Who says so?
          |           ^^^^
          |
          = help: write `-->` where it ends; to show the sign itself, put it between backticks

    "#]],
    );
}

#[test]
fn unread_markup() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nIt is ==new== today.\n\nAnd ==this== too.\n",
        0,
        &expect![[r#"
            warning[unread-markup]: a mark, `==…==`, is not read, and stands as it is typed (in 2 lines of this file)
             --> content/pages/p.md:4:7
              |
            4 | It is ==new== today.
              |       ^^^^^^^
              |
              = help: write `**…**` to make words stand out

        "#]],
    );
}

#[test]
fn lost_cells() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n| Day | Price |\n|-----|-------|\n| 1   | 5     | from the port |\n",
        1,
        &expect![[r#"
            error[lost-cells]: this row has more cells than the head of its table, so this is not shown
             --> content/pages/p.md:6:17
              |
            6 | | 1   | 5     | from the port |
              |                 ^^^^^^^^^^^^^^^
              |
              = help: give the head as many cells; a bar that parts no cells is written `\|`, in code and links too

        "#]],
    );
}

#[test]
fn empty_note() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nIt stops[^1].\n\n[^1]:\n",
        0,
        &expect![[r#"
        warning[empty-note]: this note says nothing
         --> content/pages/p.md:6:1
          |
        6 | [^1]:
          | ^^^^^
          |
          = help: write what its readers should know, or the address of a source; or take it out

    "#]],
    );
}

#[test]
fn unclosed_fence() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nIt says:\n\n```text\nNo.\n\nMore.\n",
        0,
        &expect![[r#"
        warning[unclosed-fence]: nothing closes this block of code, so it takes all that follows
         --> content/pages/p.md:6:1
          |
        6 | ```text
          | ^^^^^^^
          |
          = help: write ``` on a line of its own where it ends

    "#]],
    );
}

#[test]
fn conflict_marker() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nWords.\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> main\n",
        1,
        &expect![[r#"
        error[conflict-marker]: two versions of this part have not been merged
         --> content/pages/p.md:6:1
          |
        6 | <<<<<<< HEAD
          | ^^^^^^^^^^^^
          |
          = help: keep what is meant, down to the line `>>>>>>>`, and remove the three marks; in an example of them, set a space before each

    "#]],
    );
}
