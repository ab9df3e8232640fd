//! Signs that are shown as they are typed, though their author meant something else by them: each is told once.

use crate::harness::Site;

/// What `check` says in short of each text, as a page of its own in one site.
fn found(texts: &[&str]) -> Vec<String> {
    let name = |at: usize| format!("content/pages/p{at:03}.md");
    let mut site = Site::new();
    for (at, text) in texts.iter().enumerate() {
        site = site.file(&name(at), format!("---\ntitle: P\n---\n{text}\n"));
    }
    let told = site.run(&["check", "--format", "short"]).stdout;
    let of = |at: usize| {
        let lines = told.lines().filter(|line| line.contains(&name(at)));
        lines.collect::<Vec<_>>().join("\n")
    };
    (0..texts.len()).map(of).collect()
}

#[test]
fn signs_that_begin_what_nothing_ends_are_told() {
    let told = [
        ("It **bold **text is.", "4:4: warning: nothing ends what `**` begins here"),
        ("It ** bold** text is.", "nothing ends what `**` begins here"),
        ("It **unclosed text is.", "4:4: warning: nothing ends what `**` begins here"),
        ("It is\n**unclosed text.", "5:1: warning: nothing ends what `**` begins here"),
        ("So **a\n\nb** it is.", "4:4: warning: nothing ends what `**` begins here"),
        ("So **bold* is.", "nothing ends what `**` begins here"),
        ("__Unclosed text is.", "nothing ends what `__` begins here"),
        ("| a | b |\n|---|---|\n| **c | d |", "nothing ends what `**` begins here"),
        ("> **Unclosed text is.\n\n- **One more**", "4:3: warning: nothing ends what `**` begins here"),
        (
            "It ~~unclosed is, and ~~another.",
            "nothing ends what `~~` begins here, so it stands as it is typed (2 in this file)",
        ),
        ("It `unclosed code is.", "4:4: warning: nothing ends what `` ` `` begins here"),
        ("It is `--dry-run here.", "nothing ends what `` ` `` begins here"),
        ("He wrote ``so'' then.", "nothing ends what `` `` `` begins here"),
        ("See [unclosed](https://a.example/x", "4:14: warning: nothing closes the address of this link"),
        ("See [unclosed](https://a.example/x and more.", "nothing closes the address of this link"),
        ("See [a](https://a.example/x [b](https://b.example/y).", "nothing closes the address of this link"),
        ("See [the method](../pages/method.md and more.", "4:16: warning: nothing closes the address of this link"),
        ("See [the method](<method.md and more.", "nothing closes the address of this link"),
        ("See [[method for more.", "4:5: warning: nothing closes the brackets of this link"),
        ("See [w](a.md \"t\" \"u\").", "this is not read as a link"),
    ];
    for ((text, what), found) in told.iter().zip(found(&told.map(|(text, _)| text))) {
        assert!(found.contains(what), "{text}: {found}");
        assert_eq!(found.lines().count(), 1, "{text}: {found}");
    }
}

#[test]
fn headings_links_and_hidden_words_of_other_programs_are_told() {
    let told = [
        ("So {{< x", "4:4: warning: a short code is not read"),
        ("{{< figure\n  src=\"x\" >}}", "a short code is not read"),
        ("So {% if x", "a short code is not read"),
        ("[gallery ids=\"1,2\"]", "4:1: warning: a short code, `[name key=\"…\"]`, is not read"),
        ("See ![x] (p.png)", "a link whose brackets stand apart"),
        ("See [the map] (map.pdf).", "a link whose brackets stand apart"),
        ("#Heading without space", "4:1: warning: a heading with no space behind its sign"),
        ("One.\n\n#Heading without space\n\nTwo.", "6:1: warning: a heading with no space behind its sign"),
        ("== Heading ==", "4:1: warning: a heading of other programs"),
        ("=== Deeper ===\nWords.", "a heading of other programs"),
        ("== Heading\n\nWords.", "a heading of other programs"),
        ("h1. Title\nWords.", "a heading of other programs"),
        ("See [http://a.example label].", "4:5: warning: a link of other programs"),
        ("See [[https://a.example/x the label]].", "a link of other programs"),
        ("See [label|https://a.example/x].", "4:5: warning: a link of other programs"),
        ("See <https://a.example/x|label>.", "4:5: warning: a link of other programs"),
        ("See [http://a.example In Kyiv].", "4:5: warning: a link of other programs"),
        ("It is ||spoiler|| x.", "4:7: warning: words between double bars"),
        ("It is ||x, no|| x.", "4:7: warning: words between double bars"),
    ];
    for ((text, what), found) in told.iter().zip(found(&told.map(|(text, _)| text))) {
        assert!(found.contains(what), "{text}: {found}");
        assert_eq!(found.lines().count(), 1, "{text}: {found}");
    }
}

/// `#Kyiv Independent` may be the one or the other, so its author is told how to write either.
#[test]
fn a_word_to_search_for_that_looks_like_a_heading_is_told_with_its_own_form() {
    let site = Site::new().briefing("b", "#Kyiv Independent\n\nIt stops.");
    let told = site.run(&["check"]).exits(0).stdout;
    assert!(told.contains("= help: write `# Title`; a word to search for is written `\\#Kyiv`"), "{told}");
    Site::new().briefing("b", "\\#Kyiv Independent\n\nIt stops.").check().exits(0).lacks("unread-markup");
}

#[test]
fn honest_text_with_such_signs_is_not_told() {
    let honest = [
        "It is 2 ** 3, a * b and 2**3 of C#, see #1 and #hashtag, ~~ and `==`.",
        "~50 ships, ~~50 boats and **/*.md or src/**/x.",
        "| Port | Tons** |\n|---|---|\n| A | 5** |\n\n**Without transit.",
        "It was so.** Others say no.\n\n**As of May.",
        "\\**unclosed and \\~~x, \\`y and \\[a](https://a.example/x.",
        "`**a` and ``b `c`` and\n\n```\n**x `y ~~z\n== Heading ==\n#Heading without space\n```",
        "**One\nand two** and __three\nfour__, *one* _two_ ~~three\nfour~~.",
        "П`ять портів і об`єкт.",
        "[[nodes[0], 1], 2] and [a](Dr.Smith said so\nin a remark).",
        "The speaker `Abd al-Rahman and the `ulama' agree; the `Ali line.",
        "He said `yes' to it, rock `n roll.",
        "__errno_location of programs and __dirname.",
        "==============\n== NOTICE,   ==\n==============",
        "Name: ____ and __ and ______.",
        "#MeToo in the army",
        "#Ukraine",
        "#Ukraine is burning, they write.",
        "#Ukraine #Odesa ports",
        "#StandWithUkraine campaign of May",
        "Words\n#Ukraine port strike\nmore",
        "a == b and c == d",
        "x == y ==",
        "See H1. Title, or h1.Title.",
        "See [https://a.example, accessed in May], [https://a.example accessed 3 May 2024] and [https://a.example].",
        "See [https://a.example in Ukrainian], [https://b.example accessed in May] and the rest.",
        "See [https://a.example and others], [https://b.example auf Ukrainisch].",
        "See [https://a.example Accessed in May] and [https://b.example retrieved in May].",
        "[https://a.example label](https://a.example)",
        "[x]: https://a.example/x\n\nSee [x].",
        "It is a || b or c || d.",
        "The norm ||x|| of a vector.",
        "The norm ||x + y|| of two.",
        "| a | b |\n|---|---|\n|| c |\n| [a](https://a.example) |https://b.example/y |",
        "<a href=\"https://a.example/x\" title=\"a\">words</a> [see title=yes]",
        "It runs [on all] ([the list](https://a.example/x)).",
        "He wrote [sic] (p. 12), [x] (no. 5) and [y] (v1.2).",
    ];
    for (text, found) in honest.iter().zip(found(&honest)) {
        assert_eq!(found, "", "{text}");
    }
}

/// What other programs write above a block of code stands in its head.
#[test]
fn words_in_the_head_of_code_are_told() {
    let texts = [
        "```python title=\"ferry.py\"\nx\n```",
        "```{.r filename=\"run.R\"}\nx\n```",
        "``` {.python caption=\"How we counted\"}\nx\n```",
    ];
    for found in found(&texts) {
        assert!(found.contains("words in the head of a block of code are not shown"), "{found}");
    }
    assert_eq!(found(&["```python\ntitle=\"x\"\n```", "```python {hl_lines=[1]}\nx\n```"]), ["", ""]);
}
