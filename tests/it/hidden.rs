//! What is not to be seen in other programs: by classes, attributes and styles, and by what a title says of its text.

use crate::harness::{Site, each};

/// What `check` says of a briefing with each of these texts, and its page, if it has one.
fn texts<const N: usize>(texts: [&str; N]) -> Vec<(&str, String, Option<String>)> {
    let text = |text: &&str| format!("---\ntitle: B\nas_of: 2025\n---\n{text}\n");
    each(&Site::new(), "content/briefings/b.md", texts, text)
}

/// Quarto hides by class, other style sheets too; what is hidden in other formats alone is for readers of pages.
#[test]
fn what_a_class_hides_is_held_back() {
    for (text, found, page) in texts([
        "It stops. [zanzibar]{.content-hidden}",
        "It stops. [zanzibar *is*]{.hidden}",
        "It <span class=\"hidden\">zanzibar</span> stops.",
        "It <span class=\"small d-none\">zanzibar</span> stops.",
        "<template>zanzibar</template>\n\nIt stops.",
        "::: {.content-hidden when-profile=\"public\"}\nzanzibar\n:::\n\nIt stops.",
        "::: {.content-visible when-profile=\"internal\"}\nzanzibar\n:::\n\nIt stops.",
        "::: {.note hidden}\nzanzibar\n:::\n\nIt stops.",
        "::: {style=\"display: none\"}\nzanzibar\n:::\n\nIt stops.",
        "::: speaker-notes\nzanzibar\n:::\n\nIt stops.",
        "It stops. [zanzibar]{hidden}",
        "It stops. [zanzibar]{hidden=true}",
        "It stops. [zanzibar]{style=\"display:none\"}",
        "It stops. [zanzibar]{style=\"display: none;\"}",
        "<aside class=\"notes\">zanzibar</aside>\n\nIt stops.",
        "It stops. [zanzibar]{.note hidden}",
        "It stops. [zanzibar [and so on](https://example.org/)]{.a style=\"color: red; display:none\"}",
        "It stops. [zanzibar]{title='The } cost' style='visibility: hidden'}",
        "It stops. [*zanzibar*]{#a .b .comment}",
        "::: private\nzanzibar\n:::\n\nIt stops.",
        "::: {.callout-note .internal}\nzanzibar\n:::\n\nIt stops.",
        "It [zanzibar]{.hidden foo} stops.",
        "It <span title=\">\" hidden>zanzibar</span> stops.",
        "> It <span\n> hidden>zanzibar</span> stops.",
        "It stops. {%comment%}zanzibar{%endcomment%}{--x--}",
        "It stops. {{<  comment  >}}zanzibar{{<  /comment  >}}{--x--}",
        "It [zanzibar]{style=\"display:none\" foo} stops.",
        "It [zanzibar]{.hidden by=O'Brien} and Bob's words {x} stop.",
        "It [zanzibar]{class=\"note hidden\"} stops.",
        "It [zanzibar]{.Hidden} stops.",
        "::: {.callout-note hidden open}\nzanzibar\n:::\n\nIt stops.",
        "::: {.note style = \"display: none\"}\nzanzibar\n:::\n\nIt stops.",
        "::: {.content-hidden when-format=\"pdf\" when-profile=\"public\"}\nzanzibar\n:::\n\nIt stops.",
        "::: {.content-visible when-format=\"pdf\"}\nzanzibar\n:::\n\nIt stops.",
        "::: {.d-none}\nzanzibar\n:::\n\nIt stops.",
        "::: {.note title=\"Costs\" style='display:none'}\nzanzibar\n:::\n\nIt stops.",
    ]) {
        assert!(found.contains("error"), "{text}: {found}");
        assert!(!page.unwrap_or_default().contains("zanzibar"), "{text}");
    }
    for (text, found, page) in texts([
        "::: {.content-hidden when-format=\"pdf\"}\nzanzibar\n:::",
        "::: {.content-hidden unless-format=\"html\"}\nzanzibar\n:::",
        "[zanzibar]{.hiddenite}",
        "[zanzibar]{title=\"The hidden cost\"}",
        "::: {.note title=\"The .hidden cost\"}\nzanzibar\n:::",
        "Theories of {hidden variables} and zanzibar",
        "<aside class=\"notable\">zanzibar</aside>",
        "::: {.content-visible when-format=\"html\"}\nzanzibar\n:::",
    ]) {
        assert!(page.is_some_and(|page| page.contains("zanzibar")), "{text}: {found}");
    }
}

/// Where nobody here knows how far a list of attributes reaches, its author is told, and no site is published before.
#[test]
fn what_a_list_hides_elsewhere_is_an_error() {
    for (text, found, _) in texts([
        "## zanzibar {.hidden}",
        "## zanzibar {visibility=\"hidden\"}",
        "*zanzibar*{.hidden}",
        "*zanzibar*{.internal}",
        "*zanzibar*{title=\"a } b\" .hidden}",
        "zanzibar\n{: .private}",
        "> [!private]\n> zanzibar",
        "> [!Internal]- For us\n> zanzibar",
        "<internal>zanzibar</internal>",
        "{{< private >}}zanzibar{{< /private >}}",
        "{% hidden %}zanzibar{% endhidden %}",
        "`zanzibar`{hidden}",
        "[zanzibar](https://example.org/){.d-none}",
        "Words of zanzibar.\n{: .hidden}",
        "- zanzibar {.note style=\"display: none\"}",
    ]) {
        assert!(found.contains("error") && found.contains("[held-back]"), "{text}: {found}");
    }
    for (text, found, _) in texts([
        "## The {hidden} cost",
        "The height $h_{hidden}$",
        "{{ hidden }}",
        "The { hidden } cost",
        "::: Draft law\nWords\n:::",
        "> [!note] Private law\n> It is so.",
        "Words {.note}",
        "Words {style=\"color: red\"}",
    ]) {
        assert!(!found.contains("held-back"), "{text}: {found}");
    }
}

/// A title may say in capitals what its text is; a headline says such things in words.
#[test]
fn a_title_that_says_that_its_text_is_for_nobody_is_believed() {
    let text = |title: &&str| format!("---\ntitle: \"{title}\"\nas_of: 2025\n---\nzanzibar\n");
    let briefings = |titles: Vec<&'static str>| each(&Site::new(), "content/briefings/b.md", titles, text);
    for (title, found, page) in briefings(vec![
        "DRAFT: NOT FOR PUBLICATION",
        "DRAFT – Water talks",
        "[DRAFT] Water talks",
        "DRAFT - Water talks",
        "DRAFT – 水会谈",
        "Water talks (NOT FOR PUBLICATION)",
        "Embargoed until 3 May 2030",
        "Water talks (draft)",
        "[Entwurf] Water talks",
        "Water talks (confidential)",
        "Water talks CONFIDENTIAL",
        "ENTWURF Wasser",
        "Water talks_DRAFT",
        "Water TLP:RED",
        "Water (internal)",
    ]) {
        assert!(
            found.contains("content/briefings/b.md:2:8: error") && found.contains("[held-back]"),
            "{title}: {found}"
        );
        assert!(page.is_none_or(|page| !page.contains("zanzibar")), "{title}");
    }
    for (title, found, page) in briefings(vec![
        "Draft: the law on water",
        "The draft law",
        "DRAFT LAW PASSED",
        "Confidential: what the ministers knew",
        "SECRET: what the ministers knew",
        "WATER TALKS",
        "The law (draft of May)",
        "Draft (law)",
        "The new constitution (draft)",
        "DRAFT law passes",
        "CONFIDENTIAL SOURCES – what they say",
        "Talks at the UN",
    ]) {
        assert!(!found.contains("held-back"), "{title}: {found}");
        assert!(page.is_some_and(|page| page.contains("zanzibar")), "{title}");
    }
    // A source is called as it is called.
    let source = "---\ntitle: \"CONFIDENTIAL: the files\"\nurl: https://example.org/a\n---\n";
    let site = Site::new().file("content/sources/s.md", source).briefing("b", "It stops [@s].");
    site.check().lacks("held-back");
}

/// A slip of the key `draft` holds back, with an error; a key that only looks like it says something else.
#[test]
fn a_slip_is_an_error_and_another_word_is_none() {
    let text = |line: &&str| format!("---\ntitle: B\nas_of: 2025\n{line}\n---\nzanzibar\n");
    let tried = |lines: Vec<&'static str>| each(&Site::new(), "content/briefings/b.md", lines, text);
    for (line, found, page) in tried(vec!["darft: true", "drafts: yes", "privat: ja", "audiences: [team]", "draf:"]) {
        assert!(
            found.contains("content/briefings/b.md:4:1: error") && found.contains("[held-back]"),
            "{line}: {found}"
        );
        assert!(page.is_none_or(|page| !page.contains("zanzibar")), "{line}");
    }
    for (line, found, page) in
        tried(vec!["drafter: Ana", "drafted: 2024", "drift: 4", "privat: nein", "craft: pottery", "darft: false"])
    {
        assert!(page.is_some_and(|page| page.contains("zanzibar")), "{line}: {found}");
    }
}
