//! Findings about files as files: their names, sizes and kinds.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use expect_test::{Expect, expect};

use super::{clean, finds};
use crate::bad_inputs::files::sparse;
use crate::bad_inputs::location::photograph;
use crate::harness::Site;

/// Compares all that `check` says of a site.
fn says(site: &Site, code: i32, expected: &Expect) {
    expected.assert_eq(&site.run(&["check"]).exits(code).stdout);
}

#[test]
fn empty_file() {
    finds(
        "content/pages/p.md",
        "\n",
        1,
        &expect![[r#"
        error[empty-file]: this file is empty
        --> content/pages/p.md:1:1
         = help: write its front matter, or delete it

    "#]],
    );
}

#[test]
fn too_large_and_large_file() {
    let site = clean();
    sparse(&site, "content/film.mp4", 101 << 20);
    sparse(&site, "content/half.mp4", 51 << 20);
    sparse(&site, "content/pages/p.md", 5 << 20);
    says(
        &site,
        1,
        &expect![[r#"
        error[too-large]: this file has 101 MiB; 100 MiB is the most
        --> content/film.mp4:1:1
         = help: keep it somewhere else, and link it

        warning[large-file]: this file has 51 MiB
        --> content/half.mp4:1:1
         = help: keep it somewhere else, and link it

        error[too-large]: this file has 5 MiB; 4 MiB is the most
        --> content/pages/p.md:1:1
         = help: split it

    "#]],
    );
}

#[test]
fn too_large_front_matter() {
    let text = format!("---\ntitle: P\n{}---\nText.\n", "# A comment.\n".repeat(6_000));
    finds(
        "content/pages/p.md",
        text,
        1,
        &expect![[r#"
        error[too-large]: front matter has 76 KiB; 64 KiB is the most
         --> content/pages/p.md:1:1
          |
        1 | ---
          | ^^^
          |
          = help: move the text below it

    "#]],
    );
}

#[test]
fn bad_name() {
    finds(
        "content/pages/CON.md",
        "---\ntitle: P\n---\n",
        1,
        &expect![[r#"
        error[bad-name]: `con` is the name of a device on Windows
        --> content/pages/CON.md:1:1
         = help: rename it: letters and digits of any script, `-`, `_` and `.` are safe

    "#]],
    );
}

#[test]
fn file_ending() {
    finds(
        "content/pages/p.markdown",
        "---\ntitle: P\n---\n",
        0,
        &expect![[r#"
        warning[file-ending]: texts end in `.md`; this file is neither read nor published
        --> content/pages/p.markdown:1:1
         = help: rename it to content/pages/p.md

    "#]],
    );
    finds(
        "standpoint.yml",
        "title: P\n",
        0,
        &expect![[r#"
        warning[file-ending]: settings are read from standpoint.yaml; this file is not read
        --> standpoint.yml:1:1
         = help: move what it says into standpoint.yaml, and remove it

    "#]],
    );
}

#[test]
fn name_form() {
    finds(
        "content/pages/cafe\u{301}.md",
        "---\ntitle: P\n---\n",
        0,
        &expect![[r#"
        warning[name-form]: this file name is written with decomposed letters (NFD)
        --> content/pages/café.md:1:1
         = help: rename it with composed letters (NFC); its address uses them

    "#]],
    );
}

#[test]
fn misplaced_file() {
    finds(
        "content/stray/p.md",
        "---\ntitle: P\n---\n",
        1,
        &expect![[r#"
        error[misplaced-file]: `stray/` is no folder for texts
        --> content/stray/p.md:1:1
         = help: texts belong into briefings/, actors/, issues/, positions/, events/, sources/, pages/

    "#]],
    );
    finds(
        "content/positions/troops.md",
        "---\nas_of: 2025\nstance: silent\n---\n",
        1,
        &expect![[r#"
        error[misplaced-file]: a position lies in the folder of its actor
        --> content/positions/troops.md:1:1
         = help: name it positions/<actor>/<issue>.md, or positions/<actor>/<issue>.<label>.md for an earlier one

    "#]],
    );
}

#[test]
fn unsafe_symlink() {
    let site = clean();
    symlink("/etc/hosts", site.path("content/hosts.txt")).expect("a link");
    symlink("..", site.path("content/events/up")).expect("a link");
    symlink("gone.md", site.path("content/events/gone-too.md")).expect("a link");
    says(
        &site,
        1,
        &expect![[r#"
        error[unsafe-symlink]: this symbolic link leads nowhere
        --> content/events/gone-too.md:1:1
         = help: remove the link, or put back what it points to

        error[unsafe-symlink]: this symbolic link leads round in a circle, to content
        --> content/events/up:1:1
         = help: remove the link

        error[unsafe-symlink]: this symbolic link leads out of what may be published
        --> content/hosts.txt:1:1
         = help: copy what it points to into the site, or remove the link

    "#]],
    );
}

#[test]
fn special_file() {
    let site = clean();
    let _socket = UnixListener::bind(site.path("content/socket")).expect("a socket");
    says(
        &site,
        1,
        &expect![[r#"
        error[special-file]: this is a pipe, a socket or a device, not a file
        --> content/socket:1:1
         = help: remove it

    "#]],
    );
}

#[test]
fn interrupted_change() {
    finds(
        ".standpoint/changes",
        "content/index.md\n",
        1,
        &expect![[r#"
        error[interrupted-change]: a change of several texts was interrupted, so some of them are changed and some are not
        --> .standpoint/changes:1:1
         = help: run `standpoint rename` or `standpoint import` once more, which takes back what was done

    "#]],
    );
}

#[test]
fn stray_file() {
    finds(
        "content/.env",
        "KEY=1",
        0,
        &expect![[r#"
        warning[stray-file]: `.env` looks like a leftover or a secret, and is not published
        --> content/.env:1:1
         = help: delete it, or move it out of the site's folder

    "#]],
    );
}

#[test]
fn unsafe_svg() {
    finds(
        "content/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>",
        1,
        &expect![[r#"
            error[unsafe-svg]: this SVG file holds a <script>
            --> content/a.svg:1:1
             = help: remove what the message names, for example by exporting the drawing as plain SVG

        "#]],
    );
}

#[test]
fn active_file() {
    finds(
        "content/a.html",
        "<p>x",
        0,
        &expect![[r#"
            warning[active-file]: a browser that opens this .html file runs what it holds
            --> content/a.html:1:1
             = help: write a page in Markdown, save drawings as plain SVG, or leave the file if it is yours and meant so

        "#]],
    );
}

#[test]
fn image_location() {
    finds(
        "content/a.jpg",
        photograph(true),
        1,
        &expect![[r#"
        error[image-location]: this image says where it was taken
        --> content/a.jpg:1:1
         = help: remove the metadata, for example with `exiftool -gps:all= -xmp:geotag= FILE`

    "#]],
    );
}

#[test]
fn torn_image() {
    finds(
        "content/a.png",
        Vec::new(),
        0,
        &expect![[r#"
        warning[torn-image]: this image is empty
        --> content/a.png:1:1
         = help: fetch or save the image again

    "#]],
    );
}

#[test]
fn no_content() {
    let site = Site::new();
    let run = site.run(&["check"]).exits(1);
    expect![[r#"
        error[no-content]: there is no text in the folder content/, so the site is empty
        --> content:1:1
         = help: put the texts into content/, such as content/index.md; `standpoint init` shows how

    "#]]
    .assert_eq(&run.stdout);
}

#[test]
fn unlinked_file() {
    finds(
        "content/positions/russia/draft.docx",
        "x",
        0,
        &expect![[r#"
            warning[unlinked-file]: no text links this file, and it is published
            --> content/positions/russia/draft.docx:1:1
             = help: link it if readers are to have it, or move it out of content/

        "#]],
    );
}
