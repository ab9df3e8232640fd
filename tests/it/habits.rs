//! What authors bring from other programs: it is read as it was meant, or they are told.

use crate::harness::Site;
use crate::html::Page;

/// The page of a briefing with this text, and what `check` says in short.
fn read(text: &str) -> (Page, String) {
    let site =
        Site::new().source("s").file("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025\n---\n{text}\n"));
    let found = site.run(&["check", "--format", "short"]).stdout;
    let found = found.split_inclusive('\n').filter(|line| !line.contains("[unused-source]")).collect();
    site.build();
    (site.read("briefings/b.html"), found)
}

/// The same of many, each by itself.
fn each<T>(cases: impl IntoIterator<Item = T>, text: impl Fn(&T) -> String) -> Vec<(T, Page, String)> {
    let whole = |case: &T| format!("---\ntitle: B\nas_of: 2025\n---\n{}\n", text(case));
    let told = crate::harness::each(&Site::new().source("s"), "content/briefings/b.md", cases, whole);
    let read = |page: Option<String>| Page::read(&page.expect("a page")).expect("a sound page");
    told.into_iter().map(|(case, found, page)| (case, read(page), found)).collect()
}

/// The words of the text on its page.
fn words(page: &Page) -> String {
    crate::html::words(page.main())
}

#[test]
fn a_comment_goes_and_the_rest_of_its_line_is_read() {
    for (text, page, found) in each(
        [
            "{/* check this */} The *ferry* stops [@s].",
            "The *ferry* {# which? #} stops [@s].\n\n{% comment %}\nask them\n{% endcomment %}",
            "<!-- check this --> The *ferry* stops [@s].",
            "The *ferry* <!-- which?\n\nask them --> stops [@s].",
            "The *ferry* stops [@s].\n<!-- to do:\n\n- ask them\n-->",
            "The *ferry* stops [@s]. %% ask them %%",
            "The *ferry*%%which?%% stops%% ask them %% [@s].",
            "> <!-- the quote\n> ends here\nask them -->\n\nThe *ferry* stops [@s].",
        ],
        |text| text.to_string(),
    ) {
        assert_eq!(found, "", "{text}");
        assert!(words(&page).contains("The ferry stops[1]."), "{text}: {}", words(&page));
        for secret in ["check", "which", "ask", "to do", "ends here", "--&gt;"] {
            assert!(!page.main().contains(secret), "{text}: {secret}");
        }
    }
}

#[test]
fn a_comment_that_never_ends_holds_back_all_that_follows() {
    for ((text, place), page, found) in each(
        [
            ("It stops.\n\n<!-- Said by Smith\n\nSmith is afraid.", "b.md:7:1"),
            ("It stops <!-- said by Smith.", "b.md:5:10"),
            ("[It](https://a.example/ \"by <!-- Smith\")", "b.md:5:29"),
            ("![It <!-- Smith](map.png)", "b.md:5:6"),
        ],
        |(text, _)| text.to_string(),
    ) {
        assert!(found.contains(&format!("{place}: error: this comment has no end")), "{text}: {found}");
        assert!(!page.html().contains("Smith"), "{text}");
    }
    let site = Site::new().file(
        "content/briefings/b.md",
        "---\ntitle: B <!-- ask Smith -->\nas_of: 2025\nsummary: It stops <!-- says Smith\n---\nText.\n",
    );
    let found = site.run(&["check", "--format", "short"]).exits(1).stdout;
    assert!(found.contains("b.md:4:10: error: a comment in this text has no end"), "{found}");
    site.build();
    for path in ["briefings/b.html", "index.html", "feed.xml"].into_iter().filter(|path| site.has(path)) {
        assert!(!site.page(path).contains("Smith"), "{path}");
    }
}

#[test]
fn what_shows_a_comment_as_code_stays() {
    let (page, found) = read("Write `<!-- this -->`:\n\n```html\n<!-- that -->\n```\n\nand \\<!- so [@s].");
    assert_eq!(found, "");
    for shown in ["&lt;!-- this --&gt;", "&lt;!-- that --&gt;", "&lt;!- so"] {
        assert!(page.html().contains(shown), "{shown}");
    }
}

#[test]
fn findings_behind_a_comment_stand_at_their_place() {
    let (_, found) = read("<!-- one\n\ntwo --> The ferry [@nobody] stops.\n\n:x: [@nobody]");
    let places: Vec<&str> = found.lines().filter_map(|line| line.split_once(": error")).map(|two| two.0).collect();
    assert_eq!(places, ["content/briefings/b.md:7:20", "content/briefings/b.md:9:6"]);
}

#[test]
fn a_colon_begins_a_definition_only_with_a_space_behind_it() {
    let (page, found) = read("Mind this.\n:warning: Careful, the *ice*.");
    assert!(page.all("dl").next().is_none(), "{}", page.html());
    assert!(words(&page).contains(":warning: Careful, the ice."), "{}", words(&page));
    assert!(found.contains(":6:1: warning: the short name of a picture, `:warning:`, is not read"), "{found}");
    let (page, found) = read("Term\n: What it means.\n\n|a|b|\n|:-|-:|\n|c|d|");
    assert_eq!((page.all("dd").count(), page.all("table").count(), found.as_str()), (1, 1, ""));
}

#[test]
fn blocks_between_colons_are_callouts_or_pointed_out() {
    let (page, found) = read("Before.\n::: {.callout-tip title=\"Mind\"}\nThe *ice* [@s].\n\n- One\n:::\nBehind.");
    assert_eq!(found, "");
    let tip = page.with("class", "alert alert-tip")[0];
    assert_eq!(page.text(tip).split_whitespace().collect::<Vec<_>>().join(" "), "Tip Mind The ice[1]. One");
    let (page, found) = read("Before.\n\n::: columns\nThe *ice*.\n:::");
    assert!(found.contains("b.md:7:1: warning: a block between colons that is no callout"), "{found}");
    assert!(words(&page).contains("::: columns") && words(&page).contains("The ice."), "{}", words(&page));
    assert!(page.all("dl").next().is_none());
    let (page, found) = read("> ::: tip\n> Ice.\n> :::");
    assert!(!found.contains("colons") && page.all("blockquote").next().is_some(), "{found}");
    assert_eq!(
        page.text(page.with("class", "alert alert-tip")[0]).split_whitespace().collect::<Vec<_>>(),
        ["Tip", "Ice."]
    );
    let (_, found) = read("- ::: tip\n  Ice.");
    assert!(found.contains("b.md:5:3: warning: a block between colons"), "{found}");
    let (_, found) = read("Before.\n\n::: tip\nIce.\n\nBehind.");
    assert!(found.contains("b.md:7:1: warning: nothing closes this callout"), "{found}");
}

#[test]
fn what_was_meant_as_a_table_and_is_none_is_told() {
    for ((text, place, what), page, found) in each(
        [
            ("| a | b | c |\n|--|--|\n| c | d | e |", "6:1", "3 cells stand above this line, which has 2"),
            ("> | a | b |\n> |--|--|--|\n> | c | d |", "6:3", "2 cells stand above this line, which has 3"),
            ("- x\n\n  a | b\n  --|--|--\n  c | d", "8:3", "2 cells stand above this line, which has 3"),
            ("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+", "5:1", "between `+` and `-`"),
            ("| a | b |\n|---+---|\n| c | d |", "6:1", "2 cells stand above this line, which has 1"),
        ],
        |(text, _, _)| text.to_string(),
    ) {
        assert!(found.contains(&format!("b.md:{place}: warning: ")) && found.contains(what), "{text}: {found}");
        assert_eq!(found.matches("[unread-markup]").count(), 1, "{text}: {found}");
        assert!(page.all("table").next().is_none(), "{text}");
    }
    for (text, _, found) in each(
        [
            "| a | b |\n|--|:-:|\n| -- | -- |\n| c | d |",
            "a | b\n--|--\nc | d",
            "| [[s|x]] | b |\n|--|--|\n| c | d |",
            "| `a\\|b` | c |\n|--|--|\n| c | d |",
            "| a |\n|---|\n| b |",
            "One | two\n---\n\n- x\n\n---",
            "```\n+---+\n| a |\n+---+\n```",
        ],
        |text| text.to_string(),
    ) {
        assert!(!found.contains("[unread-markup]"), "{text}: {found}");
    }
}

#[test]
fn markup_that_is_not_read_is_told_once_a_kind() {
    for ((text, what), _, found) in each(
        [
            ("$$\\int x\\,dx$$ and $a_1$", "mathematics"),
            ("So \\(a^2\\) is.", "mathematics is not read, and stands without its `\\`"),
            ("$$a^2$$", "mathematics is not read, and stands as it is typed"),
            ("Words \\(x^2\\) here.", "mathematics"),
            ("![Map](map.png){#fig-x width=50%}", "a list of attributes"),
            ("[words]{.smallcaps}", "a list of attributes"),
            ("That is ==new==.", "a mark"),
            ("{{< video x >}}", "a short code"),
            ("As {% include x %}.", "a short code"),
            ("See @fig-map and @tbl:prices.", "a reference to a figure"),
            ("H~2~O and x^2^.", "a raised or lowered sign"),
            ("One\n\n\\newpage\n\nTwo", "a command of TeX"),
            ("!!! note\n    Words", "an admonition"),
            ("A claim ^claim-1\ngoes on.", "the name of a block"),
            ("[TOC]", "a place for a list of contents"),
            ("*[EU]: European Union", "the meaning of an abbreviation"),
            ("##Background", "a heading without a space"),
            ("• the first", "a bullet"),
            ("\u{f0b7}\tthe first", "a bullet"),
            ("– the first\n– the second", "a list of lines"),
            ("The options:\na) the first\nb) the second", "a list of lines"),
            ("(i) the first\n(ii) the second", "a list of lines"),
        ],
        |(text, _)| format!("{text}\n\nThen:\n\n{text}"),
    ) {
        let told = found.lines().filter(|line| line.contains("[unread-markup]")).collect::<Vec<_>>();
        assert_eq!(told.len(), 1, "{text}: {found}");
        assert!(told[0].contains(what) && told[0].contains("(in "), "{text}: {found}");
    }
}

#[test]
fn what_only_looks_like_markup_of_others_is_not_told() {
    for (text, _, found) in each(
        [
            "It costs US$5 to $10, or 5 $.",
            "At 12:30:45, see a:b:c, 50%, 100 % and 5%% more.",
            "`$$x$$` and `{{ x }}` and\n\n```tex\n\\newpage\n==x==\n```",
            "## Title {#id}\n\n~~old~~ ~ 5 and a == b.",
            "See https://a.example/?a==b&c={d}&e=~f~.",
            "Write me at a@figaro.example. C:\\temp\\x",
            "Set {a, b}, 2^10 and *[sic]*.",
            "#dam and #5, C## here",
            "Peace · bread • land.\n•no space\n",
            "— Так.\n\n— Ні.",
            "(a) the first\n\n(b) the second",
            "1) the first\n2) the second",
            "Then\n(sic) he\n(sic) she",
        ],
        |text| text.to_string(),
    ) {
        assert!(!found.contains("[unread-markup]"), "{text}: {found}");
    }
}

#[test]
fn what_a_row_has_too_much_is_an_error_at_its_place() {
    for (row, place) in
        [("| Oil | 5 | from the *port* [@s] |", ":7:13"), ("| `a|b` | 5 |", ":7:11"), ("| Oil | [x](a|b) | 5", ":7:15")]
    {
        let (_, found) = read(&format!("|a|b|\n|-|-|\n{row}"));
        assert!(found.contains(&format!("b.md{place}: error: this row has more cells")), "{row}: {found}");
    }
    let (page, found) = read("|a|b|\n|-|-|\n| [[s|the *source*]] | `c\\|d` |\n|[[s]]|x||");
    assert_eq!(found, "", "a bar within a name, an escaped one, and an empty end");
    let links: Vec<String> = page
        .all("table")
        .flat_map(|table| page.inside(table))
        .filter(|inside| inside.name == "a")
        .map(|link| page.text(link))
        .collect();
    assert_eq!(links.len(), 2, "{links:?}");
}

#[test]
fn fences_and_notes_without_an_end_or_a_text_are_told() {
    let (_, found) = read("Text.\n\n```\ncode\n\nMore text.");
    assert!(found.contains("b.md:7:1: warning: nothing closes this block of code"), "{found}");
    let (_, found) = read("> ~~~\n> code\n\nMore text.");
    assert!(found.contains("b.md:5:3: warning: nothing closes"), "{found}");
    assert_eq!(read("~~~~\ncode\n~~~\n~~~~\n\n> ```\n> x\n> ```\n\n- ```\n  y\n  ```").1, "");
    for note in ["", " &nbsp;", " <br>", " ****", " <!-- later -->", " <span></span>"] {
        let (_, found) = read(&format!("Words[^1].\n\n[^1]:{note}\n\nMore."));
        assert!(found.contains("b.md:7:1: warning: this note says nothing"), "{note}: {found}");
    }
    for note in ["^[]", "^[ ]", "^[<!-- later -->]"] {
        let (_, found) = read(&format!("Words{note}."));
        assert!(found.contains("this note says nothing"), "{note}: {found}");
    }
    let (_, found) = read("Words[^1].\n\n[^1]: ![A map](data:,)\n");
    assert!(!found.contains("this note says nothing"), "a picture says something: {found}");
}

#[test]
fn a_semicolon_parts_citations_only_before_a_key() {
    let (page, found) = read("It is so [@s, art. 5; annex II] and so [see @s, pp. 33--35 and *passim*; @s].");
    assert_eq!(found, "");
    let notes = page.text(page.with("class", "note-list")[0]);
    for locator in ["art. 5; annex II", "pp. 33–35 and passim"] {
        assert!(notes.contains(locator), "{locator}: {notes}");
    }
    let (page, _) = read("It is so [@nobody, p. 143].");
    assert!(words(&page).contains("[@nobody, p. 143: no such source]"), "{}", words(&page));
}

#[test]
fn a_note_without_a_space_is_an_address_as_a_whole() {
    for address in
        ["https://gov.example/search?f[0]=topic:4", "https://x.com/ferry_watch_", "https://a.example/a*b*c~d~"]
    {
        let (page, found) = read(&format!("It says so[^1].\n\n[^1]: {address}"));
        assert_eq!(found.lines().count(), 1, "{found}");
        assert!(found.contains("[unrecorded-source]"), "{found}");
        let links = page.all("a").filter_map(|link| link.get("href")).collect::<Vec<_>>();
        assert!(links.contains(&address), "{address}: {links:?}");
    }
}

/// What people write; each `W` becomes a word that stands nowhere else, and each `N` the label of a note.
const WRITTEN: [&str; 29] = [
    "Plain W, *W* and **W**.",
    "## W W",
    "- W\n- W [@s, W]\n  - W",
    "> W\n> — W",
    "> [!info]- W\n> W",
    "::: tip W\nW\n\nW\n:::",
    "::: columns\nW\n:::",
    "| W | W |\n|---|:-:|\n| W | `W\\|W` |",
    "W^[W W] and ==W== [W]{.W}",
    "$$W$$ and \\W{W}",
    ":W: W",
    "W\n: W",
    "W\n:W",
    "```\nW\n: W\n```",
    "Text:\n\n    W",
    "<b>W</b> W <W>",
    "W[^N] and W.\n\n[^N]: W W",
    "W[^N].\n\n[^N]: https://W.example/W#W",
    "![W](x.png \"W\") [W](https://a.example/W \"W\")",
    "{{< W >}} {% W %} W",
    "W~W~ x^W^ ~~W~~",
    "!!! W\n    W",
    "[[W]] and [[s|W]]",
    "<!-- away --> W",
    "W <!-- away\n\naway --> W",
    "W %% away %% W",
    "[@W, W] and [W @s; W]",
    "`W` W\nW  \nW\\\nW",
    "W @W [W] [W][W] \\W 5\" 'W' \"W",
];

#[test]
fn no_word_of_a_text_is_lost_between_file_and_page() {
    let mut random = fastrand::Rng::with_seed(11);
    let site = Site::new().source("s").file("content/pages/x.png", "picture");
    let mut texts = Vec::new();
    for page in 0..120 {
        let (mut text, mut words) = (String::new(), Vec::new());
        for part in 0..random.usize(1..12) {
            for c in WRITTEN[random.usize(..WRITTEN.len())].chars() {
                match c {
                    'W' => {
                        words.push(format!("w{page}q{}x", words.len()));
                        text.push_str(&words[words.len() - 1]);
                    }
                    'N' => text.push_str(&format!("n{part}")),
                    c => text.push(c),
                }
            }
            text.push_str("\n\n");
        }
        site.write(&format!("content/pages/p{page}.md"), format!("---\ntitle: P\n---\n{text}"));
        texts.push((text, words));
    }
    site.build();
    for (page, (text, words)) in texts.iter().enumerate() {
        let read = site.read(&format!("pages/p{page}.html"));
        for word in words {
            assert!(read.main().contains(word.as_str()), "{word} of:\n{text}\nis not in:\n{}", read.main());
        }
        assert!(!read.main().contains("away"), "{text}");
    }
}

#[test]
fn a_citation_among_signs_that_nobody_sees_cites() {
    let site = Site::new().source("wire").file(
        "content/pages/p.md",
        "---\ntitle: P\n---\nOne [@\u{200b}wire]. Two [\u{feff}@wire, p. 3]. Three [@wire\u{200b}]. Four [@\u{ad}wire,\u{200b}p. 3].\n",
    );
    site.check().exits(0).lacks("bare-citation");
    site.build();
    let page = site.page("pages/p.html");
    assert_eq!(page.matches("id=\"cite-").count(), 4, "{page}");
    assert_eq!(crate::html::words(&page).matches("p. 3").count(), 1, "one place of the two: {page}");
    // Brackets of other scripts do not, and say so.
    for text in ["［@wire］", "【@wire】", "“@wire”"] {
        let site = Site::new().source("wire").file("content/pages/p.md", format!("---\ntitle: P\n---\nWord {text}.\n"));
        site.check().finding("bare-citation");
    }
}

#[test]
fn words_that_are_shown_as_code_or_in_a_table_by_a_slip_are_told() {
    for (text, _, found) in each(
        ["\tThe mayor has refused again.", "Words.\n\n    As before [@wire].", "\tBoth sides agree, after months"],
        |text| text.to_string(),
    ) {
        assert!(found.contains("shown as code [unread-markup]"), "{text}: {found}");
    }
    for (text, _, found) in each(
        [
            "    let x = 5;\n    f(x)",
            "- one\n\n    The same item goes on here.",
            "```\nthe mayor has refused again\n```",
        ],
        |text| text.to_string(),
    ) {
        assert!(!found.contains("[unread-markup]"), "{text}: {found}");
    }
    let (_, found) = read("| a | b |\n|---|---|\n| 1 | 2 |\nThe mayor has refused.");
    let line = found.lines().find(|line| line.contains("[swallowed-line]")).expect("a finding");
    assert!(line.contains("b.md:8:1: warning: this line belongs to the table above it"), "{line}");
    let (_, found) = read("a | b\n--|--\n1 | 2\n| 3 |\n\nThe mayor has refused.");
    assert!(!found.contains("[swallowed-line]"), "{found}");
}

#[test]
fn a_citation_that_stands_only_where_nothing_leads_is_none_for_a_position() {
    let site = Site::new().source("s").actor("a").actor("b").issue("i");
    let position = |note: &str| format!("---\nas_of: 2024-01-01\nstance: supports\n---\nWords.\n\n[^1]: {note}\n");
    let site = site
        .file("content/positions/a/i.md", position("See [@s]."))
        .file("content/positions/b/i.md", position("https://s.example/report"));
    let run = site.check().exits(0);
    for actor in ["a", "b"] {
        run.finds(&format!("content/positions/{actor}/i.md:3:9: warning"), "uncited-position");
        run.finds(&format!("content/positions/{actor}/i.md:7:1: warning"), "unused-note");
    }
    run.finds("content/sources/s.md:2:8: warning", "unused-source");
}

#[test]
fn a_source_long_after_a_position_is_a_doubt_and_of_what_is_stated_soon() {
    let source = |key: &str, day: &str| {
        let text = format!("---\ntitle: S\nurl: https://{key}.example/\npublished: {day}\n---\nA note.\n");
        (format!("content/sources/{key}.md"), text)
    };
    for (basis, late) in [("", ["s91"].as_slice()), ("basis: stated\n", &["s51", "s91"])] {
        let site = Site::new().actor("a").issue("i").file(
            "content/positions/a/i.md",
            format!(
                "---\nas_of: 2024-01-01\nstance: supports\n{basis}---\nWords [@s51]. More.[^1]\n\n[^1]: See [@s91].\n"
            ),
        );
        let files = [source("s51", "2024-02-21"), source("s91", "2024-04-01")];
        let site = files.iter().fold(site, |site, (path, text)| site.file(path, text));
        let run = site.check().exits(0);
        for key in ["s51", "s91"] {
            let place = format!("content/sources/{key}.md:4:12: warning: ");
            let found = run.stdout.lines().any(|line| line.starts_with(&place) && line.ends_with("[date-anomaly]"));
            assert_eq!(found, late.contains(&key), "{basis:?} {key}: {}", run.stdout);
        }
    }
}

#[test]
fn actors_that_are_part_of_one_another_are_told() {
    let actor = |whole: &str| format!("---\nname: Actor\npart_of: {whole}\n---\n");
    let site = Site::new().file("content/actors/a.md", actor("a"));
    let line = site.check().exits(0).finds("content/actors/a.md:3:10: warning", "part-of-itself").to_owned();
    assert!(line.contains("the actor `a` would be a part of itself"), "{line}");
    site.build().exits(0);
    let site = Site::new()
        .file("content/actors/a.md", actor("[un, b]"))
        .file("content/actors/b.md", actor("c"))
        .file("content/actors/c.md", actor("a"))
        .file("content/actors/d.md", actor("c"))
        .actor("un");
    let run = site.check().exits(0);
    let found: Vec<&str> = run.stdout.lines().filter(|line| line.ends_with("[part-of-itself]")).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("content/actors/a.md:3:15: warning: "), "{found:?}");
    assert!(found[0].contains("each of these actors would be a part of the next: a → b → c → a"), "{found:?}");
    Site::new().actor("a").file("content/actors/b.md", actor("a")).check().lacks("part-of-itself");
}

#[test]
fn brackets_that_signs_keep_from_citing_are_told() {
    for text in ["[@@s]", "[@*s*]", "[@**s**, p. 3]", "[@\"s\"]", "[@`s`]", "[@@@s]"] {
        let site = Site::new().source("s").file("content/pages/p.md", format!("---\ntitle: P\n---\nWords {text}.\n"));
        let line = site.check().exits(0).finds("content/pages/p.md:4:7: warning", "bare-citation").to_owned();
        assert!(line.contains("this cites nothing, for the signs between `@` and `s`"), "{line}");
    }
    // What is no key is none.
    for text in ["[@@home]", "[@*home*]", "[@\"s\" is a key]"] {
        let site = Site::new().source("s").file("content/pages/p.md", format!("---\ntitle: P\n---\nWords {text}.\n"));
        site.check().lacks("bare-citation");
    }
}

#[test]
fn an_image_by_name_has_its_size_and_stands_in_a_table_too() {
    for text in
        ["![[x.png|300]]", "| a | b |\n|---|---|\n| ![[x.png|300x200]] | c |", "| a |\n|---|\n| ![[x.png\\|300]] |"]
    {
        let site = Site::new()
            .file("content/pages/x.png", "")
            .file("content/pages/p.md", format!("---\ntitle: P\n---\n{text}\n"));
        let run = site.check().exits(0);
        run.finding("image-without-words");
        site.build();
        let page = site.page("pages/p.html");
        assert!(page.contains("/x.png\"") && page.contains(" alt=\"\" width=\"300\""), "{page}");
    }
    let site = Site::new()
        .file("content/pages/x.png", "")
        .file("content/pages/p.md", "---\ntitle: P\n---\n| a | b |\n|---|---|\n| ![[x.png|A map]] | c |\n");
    site.check().exits(0).lacks("image-without-words");
    site.build();
    assert!(site.page("pages/p.html").contains("alt=\"A map\""));
}

#[test]
fn files_that_somebody_works_with_are_published_where_a_text_links_them_and_told_where_none_does() {
    let names = ["memo.docx", "memo.ODT", "mail.eml", "ana.vcf", "notes.sqlite", "table.xlsx"];
    let site = names.iter().fold(Site::new(), |site, name| site.file(&format!("content/files/{name}"), "x"));
    let unlinked = site.file("content/pages/p.md", "---\ntitle: P\n---\nWords.\n").file("content/files/map.pdf", "x");
    let run = unlinked.check().exits(0);
    for name in names {
        run.finds(&format!("content/files/{name}:1:1: warning"), "unlinked-file");
    }
    assert!(!run.stdout.contains("map.pdf"), "{}", run.stdout);
    let links: String = names.iter().map(|name| format!("- [{name}](../files/{name})\n")).collect();
    let linked = unlinked.file("content/pages/p.md", format!("---\ntitle: P\n---\nWords.\n\n{links}"));
    linked.check().exits(0).lacks("unlinked-file");
    linked.build();
    assert!(linked.has("files/memo.docx"));
}

#[test]
fn folders_of_programs_and_second_copies_are_not_read() {
    let page = "---\ntitle: P\n---\nZanzibar.\n";
    let site = Site::new()
        .file("content/pages/p.md", page.replace("Zanzibar", "Words"))
        .file("content/pages/p 2.md", page)
        .file("content/pages/node_modules/kit/README.md", page)
        .file("content/pages/annex 2.md", page);
    let run = site.check().exits(1);
    let copy = run.finds("content/pages/p 2.md:1:1: warning", "stray-file");
    assert!(copy.contains("looks like a copy that another program left"), "{copy}");
    run.finds("content/pages/node_modules:1:1: warning", "stray-file");
    // Alone, it is a text with a name that needs another form.
    run.finds("content/pages/annex 2.md:1:1: error", "bad-name");
    site.build();
    assert!(site.files().iter().all(|path| !site.page_lossy(path).contains("Zanzibar")));
}

#[test]
fn a_folder_once_more_is_not_read_and_nor_is_what_programs_keep_there() {
    let page = "---\ntitle: P\n---\nZanzibar.\n";
    let copies = ["notes 2", "notes (1)", "notes - Copy", "notes - Kopie", "notes copy", "Copy of notes"];
    let kept = ["@eaDir", "$RECYCLE.BIN", "_gsdata_", "#recycle"];
    let site = Site::new().file("content/pages/notes/talks.md", page.replace("Zanzibar", "Words"));
    let site = copies.iter().chain(&kept).fold(site, |site, folder| {
        site.file(&format!("content/pages/{folder}/talks.md"), page)
            .file(&format!("content/pages/{folder}/map.csv"), page)
    });
    let run = site.check();
    for folder in copies.iter().chain(&kept) {
        run.finds(&format!("content/pages/{folder}:1:1: warning"), "stray-file");
    }
    site.build();
    assert!(site.files().iter().all(|path| !site.page_lossy(path).contains("Zanzibar")));
    // Alone, or of a year, each is a folder with a name.
    let site = Site::new()
        .file("content/pages/annex-2/a.md", page)
        .file("content/pages/talks/a.md", page)
        .file("content/pages/talks 2024/a.md", page)
        .file("content/pages/hard_copy.md", page)
        .file("content/pages/advance_copy.md", page)
        .file("content/pages/hard-copy.md", page);
    site.check().lacks("stray-file");
    let site = site.file("content/pages/hard.md", page);
    let run = site.check();
    for name in ["hard_copy", "hard-copy"] {
        run.finds(&format!("content/pages/{name}.md:1:1: warning"), "stray-file");
    }
}

#[test]
fn libraries_of_references_and_settings_of_programs_are_not_published() {
    let left = ["_quarto.yml", "hugo.toml", "token.txt", "known_hosts", "db.sqlite-wal"];
    let texts = ["My Library.rdf", "references.json", "refs.yaml", "lib.enl", "a.text"];
    let site = left.iter().chain(&texts).fold(Site::new().briefing("x", "Words."), |site, name| {
        site.file(&format!("content/files/{name}"), "zanzibar")
    });
    let run = site.check();
    for name in left {
        run.finds(&format!("content/files/{name}:1:1: warning"), "stray-file");
    }
    for name in texts {
        run.finds(&format!("content/files/{name}:1:1: warning"), "file-ending");
    }
    site.build();
    assert!(site.files().iter().all(|path| !site.page_lossy(path).contains("zanzibar")));
    let site = Site::new().briefing("x", "Words.");
    let site = ["data.json", "grain.yaml", "map.rdf", "tokens.csv"]
        .iter()
        .fold(site, |site, name| site.file(&format!("content/files/{name}"), "zanzibar"));
    assert!(!site.check().stdout.contains("content/files"));
}

#[test]
fn front_matter_of_hugo_and_zola_is_pointed_out_as_toml() {
    let site = Site::new().file("content/pages/old.md", "+++\ntitle = \"Old\"\n+++\nText.\n");
    let run = site.run(&["check"]).exits(1);
    assert!(
        run.stdout.contains("error[front-matter]: this front matter is TOML, and only YAML is read"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("with `title: …` in the place of `title = \"…\"`"), "{}", run.stdout);
}
