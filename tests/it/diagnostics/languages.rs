//! Findings about languages.

use expect_test::expect;

use super::clean;

#[test]
fn missing_words() {
    let site = clean()
        .file("content/pages/p.md", "---\ntitle: P\nlanguage: sv\n---\nText.\n")
        .file("content/pages/q.md", "---\ntitle: Q\nlanguage: fi\n---\nText.\n")
        .file("themes/default/words/uk.yaml", "title: {matrix: Сітка}\n")
        .file("themes/default/words/sv.yaml", "title: {matrix: Matris}\n");
    let run = site.run(&["check"]).exits(0);
    // How many there are changes with each version.
    let number = run.stdout.split(" and ").nth(1).and_then(|rest| rest.split(" more").next()).expect("a number");
    assert!(number.parse::<usize>().is_ok_and(|number| number > 600), "{number}");
    expect![[r#"
        warning[missing-words]: the theme has no words in `fi`, so it speaks `en` there
        --> content/pages/q.md:1:1
         = help: write them into themes/default/words/fi.yaml, with the keys of the built-in words/en.yaml

        warning[missing-words]: the words of `sv` lack `alert.caution`, `alert.important`, `alert.note` and MANY more, which stand in English there
        --> themes/default/words/sv.yaml:1:1
         = help: put them into themes/default/words/sv.yaml

    "#]]
    .assert_eq(&run.stdout.replace(number, "MANY"));
}

#[test]
fn alternates() {
    let site = clean()
        .file("content/pages/gas.md", "---\ntitle: Gas\nalternate: {fr: pages/haz, uk: hazz}\n---\nText.\n")
        .file("content/pages/haz.md", "---\ntitle: Газ\nlanguage: uk\n---\nТекст.\n");
    expect![[r#"
        warning[alternate-language]: `pages/haz` is written in `uk`, and not in `fr`
         --> content/pages/gas.md:3:13
          |
        3 | alternate: {fr: pages/haz, uk: hazz}
          |             ^^
          |
          = help: write `language: fr` into it, or correct the tag

        error[unknown-alternate]: there is no page `hazz` to lead to in another language
         --> content/pages/gas.md:3:32
          |
        3 | alternate: {fr: pages/haz, uk: hazz}
          |                                ^^^^
          |
          = help: did you mean `pages/haz`?
          = help: write content/pages/hazz.md, correct the id, or give a whole address

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}
