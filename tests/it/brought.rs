//! Texts as they come from vaults, manuscripts and READMEs, in the forms that are met less often.

use crate::harness::Site;
use crate::html::words;

/// A site with sources, notes in folders and files.
fn site() -> Site {
    Site::new()
        .source("press")
        .source("talks")
        .file("content/pages/vault/China/ports.md", "---\ntitle: The ports of China\n---\n## Fees\n\nText.\n")
        .file("content/pages/vault/Rivers/README.md", "# Rivers\n\n[up](../).\n")
        .file("content/pages/vault/README.md", "# Vault\n")
        .file("content/pages/vault/files/plan.pdf", "%PDF-1.7\n")
        .file("content/pages/vault/files/map.png", "png")
}

/// The text of a page in the vault, as markup and in words, and what `check` says of it.
fn read(site: &Site, text: &str) -> (String, String, String) {
    let path = "content/pages/vault/note.md";
    site.write(path, format!("---\ntitle: Note\n---\n{text}\n"));
    let found = site.check().stdout;
    let found = found.lines().filter(|line| line.starts_with(path)).collect::<Vec<_>>().join("\n");
    site.build();
    parts(&site.page("pages/vault/note.html"), found)
}

/// The same of many, each by itself.
fn each<T>(
    site: &Site,
    cases: impl IntoIterator<Item = T>,
    text: impl Fn(&T) -> String,
) -> Vec<(T, (String, String, String))> {
    let whole = |case: &T| format!("---\ntitle: Note\n---\n{}\n", text(case));
    let told = crate::harness::each(site, "content/pages/vault/note.md", cases, whole);
    told.into_iter().map(|(case, found, page)| (case, parts(&page.expect("a page"), found))).collect()
}

fn parts(page: &str, found: String) -> (String, String, String) {
    let prose = page.split("<div class=\"prose\">").nth(1).and_then(|rest| rest.split("</div>").next());
    let prose = prose.unwrap_or(page).to_owned();
    let said = words(&prose);
    (prose, said, found)
}

// Links.

#[test]
fn a_path_from_the_folder_of_the_vault_or_of_the_note_names_a_note() {
    let site = site();
    for (name, (prose, _, found)) in each(
        &site,
        ["China/ports", "vault/China/ports", "./China/Ports", "../vault/China/ports", "/China/ports.md", "./ports"],
        |name| format!("[[{name}]] and [[{name}#Fees|fees]]"),
    ) {
        assert_eq!(found, "", "{name}");
        let to = "../../pages/vault/China/ports.html";
        assert!(prose.contains(&format!("<a href=\"{to}\">The ports of China</a>")), "{name}: {prose}");
        assert!(prose.contains(&format!("<a href=\"{to}#fees\">fees</a>")), "{name}: {prose}");
    }
    let (_, _, found) = read(&site, "[[hina/ports]] and [[Japan/ports]]");
    assert_eq!(found.matches("[unwritten-note]").count(), 2, "{found}");
    let site = site.file("content/pages/old/China/ports.md", "---\ntitle: Old\n---\n");
    let (_, _, found) = read(&site, "[[China/ports]]");
    assert!(found.contains("`[[China/ports]]` could mean 2 things"), "{found}");
}

#[test]
fn a_folder_leads_to_its_readme() {
    let site = site();
    for ((to, page), (prose, _, found)) in each(
        &site,
        [
            ("Rivers/", "../../pages/vault/Rivers/README.html"),
            ("./Rivers", "../../pages/vault/Rivers/README.html"),
            ("../vault", "../../pages/vault/README.html"),
        ],
        |(to, _)| format!("[it]({to})"),
    ) {
        assert_eq!(found, "");
        assert!(prose.contains(&format!("<a href=\"{page}\">it</a>")), "{to}: {prose}");
    }
    assert!(
        site.page("pages/vault/Rivers/README.html").contains("<a href=\"../../../pages/vault/README.html\">up</a>")
    );
}

#[test]
fn a_link_without_words_shows_what_it_leads_to() {
    let site = site();
    let (prose, _, _) = read(
        &site,
        "[](China/ports.md), [[ports|]], [](https://a.example/x?a=1&b=2), [](#below), [[plan.pdf]] and \
         [![map](files/map.png)](China/ports.md).\n\n## Below\n",
    );
    for part in [
        ">The ports of China</a>, <a href=\"../../pages/vault/China/ports.html\">The ports of China</a>,",
        ">https://a.example/x?a=1&amp;b=2</a>",
        "<a href=\"#below\">below</a>",
        "files/plan.pdf\">plan.pdf</a>",
    ] {
        assert!(prose.contains(part), "{part} in {prose}");
    }
    assert!(!prose.contains("loading=\"lazy\">The ports"), "an image is enough: {prose}");
}

// Files and images.

#[test]
fn a_file_that_is_no_image_is_linked_and_pointed_out() {
    let site = site().file("content/pages/vault/files/talk.mp4", "video");
    for ((text, link), (prose, _, found)) in each(
        &site,
        [
            ("![[plan.pdf]]", "files/plan.pdf\">plan.pdf</a>"),
            ("![[plan.pdf|The plan]]", "files/plan.pdf\">The plan</a>"),
            ("![[plan.pdf#page=3]]", "files/plan.pdf#page=3\">plan.pdf</a>"),
            ("![The plan](files/plan.pdf)", "files/plan.pdf\">The plan</a>"),
            ("![](files/talk.mp4 \"Talk\")", "files/talk.mp4\">talk.mp4</a>"),
        ],
        |(text, _)| text.to_string(),
    ) {
        assert!(prose.contains(link) && !prose.contains("<img"), "{text}: {prose}");
        assert_eq!(found.matches("[unread-markup]").count(), 1, "{text}: {found}");
        assert_eq!(found.lines().count(), 1, "{text}: {found}");
    }
    let (prose, _, found) = read(&site, "![[map.png]] ![A map](files/map.png)");
    assert_eq!(prose.matches("<img").count(), 2, "{prose}");
    assert!(!found.contains("unread-markup"), "{found}");
}

#[test]
fn a_caption_is_set_as_text_is() {
    let site = site();
    let (prose, _, found) = read(
        &site,
        "![A map](files/map.png \"The *old* map, **bold** `code` and [ports](China/ports.md): ~~no~~ [@press, *passim*].\")",
    );
    assert_eq!(found, "");
    let caption = "<figcaption>The <em>old</em> map, <strong>bold</strong> <code>code</code> and \
                   <a href=\"../../pages/vault/China/ports.html\">ports</a>: <del>no</del><sup class=\"cite\">";
    assert!(prose.contains(caption), "{prose}");
    for (plain, (prose, _, _)) in
        each(&site, ["1. First", "# No heading", "- no list", "> no quote", "2 * 3 * 4", "a_b_c & d"], |plain| {
            format!("![A map](files/map.png \"{plain}\")")
        })
    {
        let shown = plain.replace('&', "&amp;").replace('>', "&gt;");
        assert!(prose.contains(&format!("<figcaption>{shown}</figcaption>")), "{prose}");
    }
}

// Formulas.

#[test]
fn formulas_of_github_are_read() {
    let site = site();
    let text = "Here $`x^2`$ and\n\n```math\n\\frac{a}{b}\n```\n\n![A curve of $y^2$](files/map.png)";
    let (prose, _, found) = read(&site, text);
    assert_eq!(found.matches("mathematics is not read").count(), 2, "{found}");
    assert!(prose.contains("\\frac{a}{b}") && !found.contains("unknown-language"), "{found}");
    let site = site.file("standpoint.yaml", "base_url: https://example.org/repo/\nmath: true\n");
    let (prose, _, found) = read(&site, text);
    assert_eq!(found, "");
    assert_eq!(prose.matches("<math").count(), 2, "{prose}");
    assert!(prose.contains("<p><math display=\"block\"") && !prose.contains('`'), "{prose}");
    assert!(prose.contains("alt=\"A curve of y^2\""), "no word of an image is lost: {prose}");
}

#[test]
fn display_mathematics_over_lines_is_one_place() {
    let (_, _, found) = read(&site(), "$$\nx^2\n$$\n\nText.\n\n$$\ny\n$$");
    assert!(found.contains("mathematics is not read, and stands as it is typed (in 2 lines of this file)"), "{found}");
    let (_, _, found) = read(&site(), "$$\nx^2\n$$");
    assert!(found.contains("mathematics is not read, and stands as it is typed [unread-markup]"), "{found}");
}

// Citations and notes.

#[test]
fn forms_of_pandoc_that_braces_make_are_read() {
    let site = site();
    let (_, said, found) = read(&site, "As @{press} [p. 2] says, so it is [@press{pp. iv, vi-xi}, and on]. [@talks;]");
    assert_eq!(found, "");
    assert!(said.contains("says, so it is[1.2].[2]"), "{said}");
    let notes = words(&site.page("pages/vault/note.html"));
    assert!(notes.contains("1.1 p. 2") && notes.contains("1.2 pp. iv, vi-xi, and on"), "{notes}");
    let (_, said, found) = read(&site, "A mail to a@{b} and @{nobody} of it.");
    assert_eq!((said.as_str(), found.as_str()), ("A mail to a@{b} and @{nobody} of it.", ""));
}

#[test]
fn words_before_a_key_are_set_as_its_place_is() {
    let (_, said, found) = read(&site(), "So it is [*see* \"here\": @press, p. 2].");
    assert_eq!(found, "");
    assert!(said.contains("[see “here”: 1.1]"), "{said}");
}

#[test]
fn brackets_that_fall_apart_are_told() {
    let site = site();
    for (text, (_, _, found)) in
        each(&site, ["It is so [@press, p. 3 [sic]].", "It is so [@press, see [ports](China/ports.md)]."], |text| {
            text.to_string()
        })
    {
        let message =
            "note.md:4:11: warning: the brackets around `@press` are no citation, so what they say is no place in it";
        assert!(found.contains(message), "{text}: {found}");
    }
    let (_, said, found) = read(&site, "It is so [@press, p. 3 \\[sic\\]], and (@talks) says it.");
    assert_eq!(found, "");
    assert!(said.contains("so[1.1], and"), "{said}");
}

#[test]
fn code_that_never_ends_takes_no_note_within_a_line_along() {
    let (prose, said, found) = read(&site(), "One^[the *first* [@press]].\n\n```text\ncode");
    assert!(said.starts_with("One[a]."), "{said}");
    assert!(!prose.contains("inline-1:"), "{prose}");
    assert!(found.contains("note.md:6:1: warning: nothing closes this block of code"), "{found}");
    assert_eq!(found.lines().count(), 1, "{found}");
}

// What is not read.

const JIRA: &str = "a mark of Jira, `{quote}`, `bq.`, `!map.png!` or `[~name]`,";
const MANAGER: &str = "a field of a reference manager, `{Doe, 2020 #12}` or `ADDIN …`,";

#[test]
fn what_other_programs_count_run_and_mark_is_told() {
    let site = site();
    for ((text, name), (_, _, found)) in each(
        &site,
        [
            ("#. One\n#. Two", "a number that other programs count, `#.` or `(@)`,"),
            ("(@) One", "a number that other programs count, `#.` or `(@)`,"),
            ("- [/] Half\n- [-] No", "a task in another state, `[/]` or `[-]`,"),
            ("(@good) An example.", "`(@good)`, a number that other programs count,"),
            ("{quote}\nThey said so.\n{quote}", JIRA),
            ("bq. They said so.", JIRA),
            ("It is {color:red}red{color}.", JIRA),
            ("!image.png!", JIRA),
            ("See !map of ports.png|thumbnail! here.", JIRA),
            ("Ask [~ana] of it.", JIRA),
            ("{toc}\n\nWords.", JIRA),
            ("{|\n! a\n|-\n| b\n|}", "a table of a wiki, `{| … |}`,"),
            ("#+TITLE: Ports", "a line of Org, `#+TITLE:` or `#+BEGIN_QUOTE`,"),
            ("Words.\n\n#+BEGIN_QUOTE\nSo.\n#+END_QUOTE", "a line of Org, `#+TITLE:` or `#+BEGIN_QUOTE`,"),
            ("It fell ADDIN ZOTERO_ITEM CSL_CITATION {\"citationID\":\"x\"} (Doe).", MANAGER),
            ("It fell { | Doe, 2020 | p. 3 | |zu:1:AB}.", MANAGER),
            ("It fell {Doe, 2020 #12}.", MANAGER),
            ("It fell {Doe, 2020 #12@3; Roe, 2019 #4}.", MANAGER),
            ("It {++rose++}{>>ask Smith<<}.", "the mark of an editor, `{++…++}` or `{==…==}`,"),
            ("See {ref}`prices` below.", "a role, `{ref}` or `:ref:`,"),
            (".. note::\n   Mind this.", "a directive, `.. note::`,"),
            ("=== \"English\"\n\n    Words.", "a tab, `=== \"…\"`,"),
            ("It ++rose++ again.", "inserted words, `++…++`,"),
            ("It ==rose\nagain== here.", "a mark, `==…==`,"),
        ],
        |(text, _)| text.to_string(),
    ) {
        assert!(found.contains(&format!("{name} is not read, and stands as it is typed")), "{text}: {found}");
    }
    let (prose, _, found) = read(&site, "See `Herald <https://h.example/x>`_ and `Press <https://p.example>`__.");
    assert!(found.contains("note.md:4:5: warning: a link of other programs") && found.contains("2 places"), "{found}");
    assert!(prose.contains("<code>Herald"), "{prose}");
    let (prose, _, found) = read(&site, "```{r}\nplot(1)\n```");
    assert!(found.contains("note.md:4:1: warning: a cell of code is not run, and stands as it is typed"), "{found}");
    assert!(prose.contains("plot(1)"));
    for (text, (_, _, found)) in each(
        &site,
        [
            "```{.sh .numberLines}\nls -l\n```",
            "- [x] a\n- [ ] b",
            "(@press) says so.",
            "As (@smith) says.",
            "So {codes: x} is.",
            "Stop! Go! So it is.",
            "He said stop!now.png and went!",
            "So a :: b is said.",
            "A set {Kyiv, Lviv} of 12 and {A, B}.",
            "So it is ADDIN of them.",
            "`a <b>` and `c`",
            "It is #+1 for them.",
            "A [~10 %] rise, [~~x~~].",
            "[-@press]",
            "C++ and G++, a+++b",
            "Head\n===\n\n... and {so}",
            "a == b, and {so} `c`",
        ],
        |text| text.to_string(),
    ) {
        assert_eq!(found, "", "{text}");
    }
}

// Vaults.

#[test]
fn a_block_that_has_a_name_is_a_place() {
    let site = site();
    let text = "A claim [@press]. ^claim-1\n\n- one ^one\n- two\n  - three ^Three\n- [ ] four ^four\n\n> Said\n> so.\n\n^quote\n\n\
                - last\n\n^list\n\n> [!note] Title\n> Words.\n\n^call\n\n## Head ^head\n\n| a |\n|---|\n| b |\n\n^370661\n";
    let (prose, said, found) = read(&site, text);
    assert_eq!(found, "");
    assert!(!said.contains('^'), "{said}");
    for part in [
        "<p id=\"block-claim-1\">A claim",
        "<li id=\"block-one\">one</li>",
        "<li id=\"block-three\">three</li>",
        "<li id=\"block-four\" class=\"task\">",
        "<blockquote id=\"block-quote\" dir=\"auto\">",
        "<div id=\"block-370661\" class=\"table-scroll\"",
        "<ul id=\"block-list\">",
        "<aside id=\"block-call\" class=\"alert",
        "Head<span id=\"block-head\"></span></h2>",
    ] {
        assert!(prose.contains(part), "{part} in {prose}");
    }
    site.write(
        "content/pages/other.md",
        "---\ntitle: Other\n---\n[[note#^claim-1]], [[note#^Three|three]], [it](vault/note.md#^quote), \
         [there](vault/note.md#%5E370661), [[#^own]], ![[note#^list]] and [[note#^nobody]].\n\nMy own. ^own\n",
    );
    let found = site.check().stdout;
    let found: Vec<&str> = found.lines().filter(|line| line.starts_with("content/pages/other.md")).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("[unread-markup]") && found[1].contains("no block `^nobody`"), "{found:?}");
    site.build();
    let page = site.page("pages/other.html");
    for to in ["block-claim-1", "block-three", "block-quote", "block-370661", "block-list"] {
        assert!(page.contains(&format!("<a href=\"../pages/vault/note.html#{to}\">")), "{to}: {page}");
    }
    assert!(page.contains("<a href=\"#block-own\">"), "{page}");
}

#[test]
fn what_only_looks_like_the_name_of_a_block_stays() {
    let site = site();
    for (text, (prose, _, _)) in
        each(&site, ["The load is 10 ^6", "One ^a\ntwo", "x^2^", "`x ^a`", "A \\^b^"], |text| text.to_string())
    {
        assert!(prose.contains('^') && !prose.contains("id=\"block"), "{text}: {prose}");
    }
}

#[test]
fn the_id_of_a_heading_has_the_names_in_it() {
    let site = site();
    let text = "[[#ports fees]] and [up](#ports-fees)\n\n## [[ports]] fees\n\nText.\n\n## [[China/ports|the ports]]\n";
    let (prose, _, found) = read(&site, text);
    assert_eq!(found, "");
    assert!(prose.contains("id=\"ports-fees\"") && prose.contains("id=\"the-ports\""), "{prose}");
    assert_eq!(prose.matches("href=\"#ports-fees\"").count(), 2, "{prose}");
}

#[test]
fn in_a_vault_the_name_of_a_file_is_the_title_of_its_text() {
    let texts = [
        ("plain", "Just text.\n"),
        ("linked", "[[plain]] is here.\n"),
        ("list", "- a\n- b\n"),
        ("tags", "#one #two\n\nText\n"),
        ("props", "---\ntags: [a]\n---\nText\n"),
        ("field", "status:: done\n"),
    ];
    let all = |site: Site| {
        texts.into_iter().fold(site, |site, (name, text)| site.file(&format!("content/pages/in/{name}.md"), text))
    };
    let site = all(site().file("content/pages/.obsidian/app.json", "{}"));
    let found = site.check();
    found.lacks("front-matter");
    found.lacks("missing-key");
    let mut others = found.stdout.lines().filter(|line| !line.contains("a field, `key:: value`, is not read"));
    assert!(!others.any(|line| line.contains("pages/in/") || line.contains(".obsidian")), "{}", found.stdout);
    site.build();
    for (name, _) in texts {
        assert!(site.page(&format!("pages/in/{name}.html")).contains(&format!("<h1><bdi>{name}</bdi></h1>")), "{name}");
    }
    // What may have been meant to hold a text back is no title's matter.
    for text in
        ["title: A\ndraft: true\n\nText\n", "+++\ntitle = \"A\"\n+++\nText\n", "--\nTitle\n", "\u{2014}\ndraft: true\n"]
    {
        site.write("content/pages/in/plain.md", text);
        site.check().exits(1).finds("content/pages/in/plain.md:1:1: error", "front-matter");
    }
    // Elsewhere it may be a slip.
    let site = all(self::site());
    let found = site.check().exits(1);
    assert_eq!(found.stdout.matches("[front-matter]").count(), 5, "{}", found.stdout);
    assert_eq!(found.stdout.matches("[missing-key]").count(), 1, "{}", found.stdout);
}

#[test]
fn the_kind_of_a_callout_is_not_lost() {
    let (_, said, found) = read(&site(), "> [!question]\n> Who?\n\n> [!quote] Ana\n> So.\n\n> [!info]\n> Words.");
    assert_eq!(found, "");
    assert!(
        said.contains("Note question Who?") && said.contains("Note Ana So.") && said.contains("Note Words."),
        "{said}"
    );
}
