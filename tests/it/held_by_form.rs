//! Front matter and settings of another form than ours: what somebody meant to keep from readers is kept from them.

use std::fs;

use crate::confidential::site_with_a_vault;
use crate::harness::Site;
use crate::held_back::each;

/// In a map, the parts of it say what the key says.
#[test]
fn a_map_in_the_place_of_a_word_holds_back_what_the_word_would() {
    for (line, found, page) in each(
        [
            "audience: {internal: true}",
            "audience: {internal}",
            "audience:\n  internal: true",
            "audience: {}",
            "audience: []",
            "audience: [null]",
            "audience: \"\"",
            "audience: \"  \"",
            "audience: {{ audience }}",
            "audience:",
            "AUDIENCE: {internal: true}",
            "TLP: {level: AMBER}",
            "embargo: {until: 2099-01-01}",
            "embargo: {from: 2020-01-01, until: 2099-01-01}",
            "embargo: {active: true}",
            "classification: {level: SECRET}",
            "visibility: {level: internal}",
            "visibility: {public: false}",
            "sharing: {private: true}",
            "published: {value: false}",
            "private: {all: true}",
            "private: {title: true}",
            "confidential: {}",
            "confidential: {by: {name: Ana}}",
            "tags: {draft: true}",
            "status: {published: false}",
            "workflow: {published: false}",
            "access: {draft: true}",
            "access: {public: false}",
            "status: {embargo: 2099-01-01}",
            "tags:\n- dam\n draft:true",
            "tags: [dam,\n draft:true]",
            "tags:\n- dam\n- water\n audience:internal",
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(found.contains("b.md:4:1: error") || found.contains("[held-back]"), "{line}: {found}");
        assert!(page.is_none(), "{line}");
    }
    for (line, found, page) in each(
        [
            "audience: [public]",
            "audience: {public: true}",
            "audience: {public: true, internal: false}",
            "visibility: {public: true, private: false}",
            "visibility: {public: true, search: false}",
            "visibility: {distance: 10 km}",
            "show: {title: false}",
            "hide: {title: true}",
            "render: {date: no}",
            "embargo: {until: 2020-01-01, reason: the vote, lifted_by: Ana}",
            "embargo: {country: Iran, goods: oil}",
            "TLP: {level: CLEAR, note: may be shared}",
            "summary: The committee\n  private, at 10:30",
            "summary: The (secret\n  agents; private; see https://a.example)",
            "embargo: {until: 2020-01-01}",
            "embargo: {active: false}",
            "embargo: {lifted: true}",
            "output: {html_document: {toc: false}}",
            "hide: {toc: true}",
            "share: {twitter: true, mail: false}",
            "published: {date: 2025-01-01, by: Ana}",
            "visibility: {level: public}",
            "TLP: {level: CLEAR}",
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(!found.contains("error") && page.is_some(), "{line}: {found}");
    }
}

/// What was to be private of it can only be guessed, so all of it is.
#[test]
fn a_source_that_names_what_is_private_in_another_form_is_private() {
    for private in ["private: {title: true, url: true}", "private:\n  title: true", "private: {}", "private: [[title]]"]
    {
        let note = format!(
            "---\ntitle: Zanzibar\nurl: https://zanzibar.example/x\ndescriptor: An official\n{private}\n---\nHe said so.\n"
        );
        let site = Site::new().file("content/sources/talk.md", note).briefing("b", "So [@talk].");
        assert!(site.check().exits(1).stdout.contains("[wrong-type]"), "{private}");
        site.build();
        for file in site.files() {
            let bytes = fs::read(site.path(&format!("public/{file}"))).expect("a file");
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains("zanzibar") && !text.contains("he said so"), "{private}: {file}");
        }
    }
}

/// Front matter that is no lines of `key: value` can be read by nobody, and may have held the text back.
#[test]
fn front_matter_that_is_no_map_holds_back_what_seems_to_say_so() {
    for head in [
        "title:Talks\nas_of:2025-08\ndraft:true",
        "- title: Talks\n- draft: true",
        "[title: Talks, draft: true]",
        "title = Talks\ndraft = true",
        "title： Talks\ndraft： true",
        "draft",
        "audience:internal",
        "title: Talks\ndraft; true",
        "title: Talks\n draft:true",
        "title: Talks\nas_of: 2025\n audience=internal",
    ] {
        for folder in ["briefings", "pages", "sources"] {
            let path = format!("content/{folder}/t.md");
            let site = Site::new().briefing("b", "Text.").file(&path, format!("---\n{head}\n---\nZanzibar.\n"));
            let run = site.check().exits(1);
            assert!(!run.stdout.contains("missing-key"), "{head}: {}", run.stdout);
            site.build();
            assert!(!site.has(&format!("{folder}/t.html")), "{path}: {head}");
            assert!(site.pages().iter().all(|page| !site.page(page).contains("Zanzibar")), "{path}: {head}");
        }
    }
    let run = Site::new().file("content/pages/p.md", "---\ntitle:Talks\nas_of:2025\n---\nText.\n").check().exits(1);
    assert!(
        run.stderr.contains("write a space behind each colon: `title: Talks`") || run.stdout.contains("wrong-type")
    );
    // Words that go on in the next line say nothing of the text.
    for head in [
        "title: The long way to the\n  draft",
        "title: Talks\nsummary: |\n  draft: nothing\n",
        "title: The law\n  of 12:30",
    ] {
        let site = Site::new().file("content/pages/p.md", format!("---\n{head}\n---\nText.\n"));
        site.check().lacks("held-back");
        site.build();
        assert!(site.has("pages/p.html"), "{head}");
    }
}

/// As somebody has it who copies an example out of a manual.
#[test]
fn front_matter_in_a_fence_is_no_text() {
    let fences =
        ["```yaml", "``` yaml", "~~~yml", "```YAML", "```toml", "```{yaml}", "```yaml title=\"x\"", "~~~ {.yaml}"];
    for fence in fences.into_iter().chain(["```frontmatter", "```front-matter", "```ini", "```yaml:b.md"]) {
        let end = &fence[..3];
        for folder in ["briefings", "pages"] {
            let text = format!("{fence}\ntitle: Talks\nas_of: 2025-08\ndraft: true\n{end}\nZanzibar.\n");
            let site = Site::new().briefing("b", "Text.").file(&format!("content/{folder}/t.md"), text);
            site.check().exits(1).finds(&format!("content/{folder}/t.md:1:1: error"), "front-matter");
            site.build();
            assert!(site.pages().iter().all(|page| !site.page(page).contains("Zanzibar")), "{folder}: {fence}");
        }
    }
}

#[test]
fn settings_that_do_not_say_where_private_texts_lie_build_nothing() {
    for (settings, said) in [
        ("private_content:\n", "name no folder that can be read"),
        ("extra:\n  private_content: ../vault\n", "name no folder that can be read"),
        ("private:\n  content: ../vault\n", "name no folder that can be read"),
        ("description: Ours\n  private_content:../vault\n", "name no folder that can be read"),
        ("hide:\n- timeline\n- private_content: ../vault\n", "name no folder that can be read"),
        ("private_dir: ../vault\n", "name no folder that can be read"),
        ("x: [\nexport private_content ../vault\n", "name no folder that can be read"),
        ("private_content: .\n", "name no folder that can be read"),
        ("private_content: [../vault]\nx: [\n", "name no folder that can be read"),
        ("private_content: {folder: ../vault}\n", "name no folder that can be read"),
        ("private-content: ../vault\n", "name no folder that can be read"),
        ("private_contents: ../vault\n", "name no folder that can be read"),
        ("Private_content: ../vault\n", "name no folder that can be read"),
        ("private_content = ../vault\n", "name no folder that can be read"),
        ("subtitle: The dam: who wants it\nprivate_content: ../vault\n", "name no folder that can be read"),
        ("author: \u{0}\nprivate_content: ../vault\n", "name no folder that can be read"),
        ("private_content: ../vault/sources\n", "lies in no folder where it would be read"),
        ("private_content: ../empty\n", "there is no text in `../empty`"),
        ("private_content: ../safe\n", "lies in no folder where it would be read"),
        ("private_content: ../mistyped\n", "lies in no folder where it would be read"),
        ("private_content: ..\n", "`..` holds what is for readers"),
        ("private_content: ../site\n", "`../site` holds what is for readers"),
        ("private_content: ../site/content/briefings\n", "`../site/content/briefings` holds what is for readers"),
    ] {
        let site = site_with_a_vault();
        fs::create_dir(site.path("empty")).expect("a folder");
        site.write("safe/vault/sources/talk.md", "---\ntitle: Talk\n---\n");
        site.write("mistyped/source/talk.md", "---\ntitle: Talk\n---\n");
        site.write("mistyped/pages/plan.md", "---\ntitle: Plan\n---\n");
        site.write("site/standpoint.yaml", format!("title: T\nbase_url: https://example.org/\n{settings}"));
        let run = site.run(&["build", "site"]).exits(1);
        assert!(
            run.stderr.contains("error[no-private-content]") && run.stderr.contains(said),
            "{settings}: {}",
            run.stderr
        );
        assert!(!site.path("site/public/index.html").exists(), "{settings}");
    }
    // Under another name.
    for name in ["standpoint.yml", "Standpoint.yaml", "standpoint (1).yaml", ".standpoint.yaml", "standpoint.toml"] {
        let site = site_with_a_vault();
        let named = fs::read(site.path("site/standpoint.yaml")).expect("settings");
        fs::remove_file(site.path("site/standpoint.yaml")).expect("removed");
        site.write(&format!("site/{name}"), named);
        assert!(site.run(&["build", "site"]).exits(1).stderr.contains("error[no-private-content]"), "{name}");
        assert!(!site.path("site/public/index.html").exists(), "{name}");
    }
    // Words in a value of sound settings are none.
    let site = site_with_a_vault();
    site.write(
        "site/standpoint.yaml",
        "title: T\nbase_url: https://example.org/\ndescription: >\n  Ours.\n  Private content: none.\n",
    );
    assert!(!site.run(&["build", "site"]).stderr.contains("no-private-content"));
    // Who has taken the line out by a sign has no such folder.
    let site = site_with_a_vault();
    site.write("site/standpoint.yaml", "title: T\nbase_url: https://example.org/\n# private_content: ../vault\n");
    assert!(!site.run(&["build", "site"]).stderr.contains("no-private-content"));
}

/// A text may end within the fence, and its last letter take two bytes.
#[test]
fn a_fence_that_nothing_closes_is_read_to_its_last_letter() {
    for text in ["```yaml\ntitle: café", "```md\n\n日本", "~~~json\n\"draft\": true, é"] {
        let site = Site::new().briefing("b", "Text.").file("content/pages/p.md", text);
        assert!(!site.check().stdout.contains("the program fails"), "{text}");
        let internal = site_with_a_vault();
        internal.write("vault/pages/plan.md", text);
        assert!(!internal.run(&["build", "site"]).stderr.contains("mistake of the program"), "{text}");
    }
}

/// Somebody has closed it a line too early, or left an empty one above it.
#[test]
fn keys_behind_front_matter_that_a_mark_ends_are_none_of_the_text() {
    for lines in [
        "draft: true\n---",
        "audience: internal\n---",
        "\nstatus: Draft\nowner: Ana\n---",
        "tags:\n - a\ndraft: true\n...",
    ] {
        let text = format!("---\ntitle: P\n---\n{lines}\nZanzibar.\n");
        let site = Site::new().briefing("b", "Text.").file("content/pages/p.md", text);
        assert!(site.check().exits(1).stdout.contains("error: these lines read as front matter"), "{lines}");
        site.build();
        assert!(!site.has("pages/p.html"), "{lines}");
    }
    for body in
        ["Note: it is so.\n---\nMore.", "# Draft: the law\n\n---\n\nMore.", "He said: draft it.\n\ndraft: true\n"]
    {
        let site = Site::new().file("content/pages/p.md", format!("---\ntitle: P\n---\n{body}\n"));
        site.check().lacks("held-back");
    }
}

/// As Quarto, Hugo, Notion and a house's own templates have it: what says so stands some maps deep.
#[test]
fn a_wish_within_the_maps_of_other_programs_holds_back_the_text() {
    for (line, found, page) in each(
        [
            "<<: {audience: internal}",
            "<<: {draft: true}",
            "format: {html: {draft: true}}",
            "website: {draft: true}",
            "document: {status: draft}",
            "properties: {Status: {select: {name: Draft}}}",
            "status: {select: {name: Draft}}",
            "taxonomies: {tags: [draft]}",
            "taxonomies:\n  tags:\n  - dam\n  - draft",
            "hugo: {build: {render: never}}",
            "review: {status: pending}",
            "approval: {approved: false}",
            "security: {classification: SECRET}",
            "security: {tlp: amber}",
            "tlp_level: amber",
            "tlpColor: RED",
            "embargo: {lifted: false}",
            "embargo: {note: do not publish}",
            "note: {text: do not publish before the vote}",
            "house: {desk: {publish: false}}",
            "status: pending",
            "status: On hold",
            "status: Ready for review",
            "status: awaiting sign-off",
            "subtitle: DRAFT",
            "subtitle: Draft, not for publication",
            "subtitle: Entwurf",
            "status: {nazwa: szkic}",
            "статус: {назва: Чернетка}",
            "estado: {nombre: borrador}",
            "publikacja: {status: szkic}",
            "wp: {post_status: draft}",
            "post: {status: draft}",
            "permissions: {public: false}",
            "classification: {tlp: red}",
            "distribution: {statement: Not for public release}",
            "approval: pending",
            "Freigabe: nein",
            "доступ: внутрішній",
            "publish: ❌",
            "publish: hold",
            "status: Drafting",
            "status: gesperrt",
            "version: Draft 2",
            "taxonomies: {tags: [status/draft, water]}",
            "info: {tags: [internal]}",
            "hidden: {reason: legal review}",
            "version: 0.1-draft",
            "caveat: \"DRAFT – do not circulate\"",
            "sensitivity_label: Confidential",
            "tags: [\"tlp:amber\"]",
            "summary: CONFIDENTIAL",
            "description: Not for publication",
            "embargo: 1400 GMT, oil figures",
            "embargo: May (gas deal)",
            "embargo: vote on the bill",
            "embargo: over the weekend",
            "visibility: 3 editors",
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(found.contains("[held-back]"), "{line}: {found}");
        assert!(page.is_none(), "{line}");
    }
    for (line, found, page) in each(
        [
            "bill: {status: draft}",
            "law: {reading: {status: draft}}",
            "company: {ownership: {private: true}}",
            "format: {html: {draft: false, toc: true}}",
            "ferry: {draft: 4.5 m}",
            "embargo: {lifted: true}",
            "embargo: {on: [oil, gas]}",
            "embargo: EU oil embargo",
            "embargo: on arms since 2014",
            "TLP: CLEAR (may be shared)",
            "TLP: WHITE, for anyone",
            "availability: in print",
            "availability: online",
            "visibility: 10 km",
            "room: private",
            "summary: It has\n  draft = 5 m",
            "subtitle: The draft law",
            "foto: privat",
            "publisher: First Draft",
            "exhibition: Work in Progress",
            "labels: {public: Public, private: Private}",
            "status: {law: draft}",
            "image_credit: Private",
            "chart: {categories: [private, public, internal]}",
            "hidden: {toc: true}",
            "embargo: lifted in 2016",
            "publish: ✅",
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(!found.contains("error") && page.is_some(), "{line}: {found}");
    }
}

#[test]
fn a_title_that_calls_its_text_a_draft_holds_it_back_and_one_about_drafts_does_not() {
    let of_title = |title: &str| {
        let site = Site::new().file("content/pages/p.md", format!("---\ntitle: \"{title}\"\n---\nWords.\n"));
        let found = site.check().stdout;
        site.build();
        (found, site.has("pages/p.html"))
    };
    for title in [
        "CONFIDENTIAL - Water talks",
        "INTERNAL: Water talks",
        "SECRET – The visit",
        "Water talks - DRAFT v2",
        "Water talks – draft v3",
        "WIP: Water talks",
        "EMBARGOED UNTIL 3 MAY 2099: Water talks",
        "Water talks (embargoed until 3 May 2099)",
        "Sperrfrist 12.05.2099: Wassergespräche",
        "NOT FOR PUBLICATION Water talks",
        "Water talks DO NOT PUBLISH",
        "VS-NfD Wassergespräche",
        "NATO RESTRICTED – Water talks",
        "OFFICIAL-SENSITIVE Water talks",
        "INTERN – Wassergespräche",
        "Wassergespräche (intern)",
        "Not for publication – Water talks",
        "Water talks - draft",
        "Water talks | Draft",
        "Water talks (draft 2)",
        "Water talks (2nd draft)",
        "Water talks DRAFT 2",
        "Water talks_DRAFT_v3",
        "🔒 CONFIDENTIAL Water talks",
        "CONFIDENTIAL: WATER TALKS",
        "TLP:AMBER Water talks",
        "TLP:RED: Water talks",
        "Water talks (TLP:GREEN)",
        "Water talks – TLP:RED – August 2025",
        "Water talks (TLP:RED, not for onward sharing)",
        "2025 review – RESTRICTED",
        "GEHEIM: 12 Punkte für die Ministerin",
        "eBus tender – RESTRICTED",
        "Water talks / SECRET",
        "SECRET/NOFORN Water talks",
        "Contingency plan (strictly confidential)",
        "(Draft) Work plan 2026",
        "Draft v0.3",
    ] {
        let (found, is_there) = of_title(title);
        assert!(found.contains("[held-back]") && !is_there, "{title}: {found}");
    }
    for title in [
        "The INTERNAL market",
        "Internal: what the ministries told each other",
        "Confidential: the leaked paper",
        "The draft of 3 May",
        "A ferry of draft 4",
        "The TLP:RED rule explained",
        "TLP:RED, TLP:AMBER and what they mean",
        "Ownership: PUBLIC/PRIVATE",
        "Constitution – draft 2015",
        "Streng geheim: wie der BND abhört",
        "Strictly Confidential: lobbying in Brussels",
        "Second draft: what Berlin changed",
        "NATO RESTRICTED – what the stamp means",
        "COP30: what the draft text says (draft 3)",
        "The peace plan (draft text)",
        "Resolution 242 (first draft)",
        "Iran: embargo until October 2099",
        "Russland – Embargo bis 2099",
        "EMBARGO 2.0 – The next sanctions package",
        "What is VS-NfD",
    ] {
        let (found, is_there) = of_title(title);
        assert!(!found.contains("[held-back]") && is_there, "{title}: {found}");
    }
}

/// Facts of a thing are no fields of the text.
#[test]
fn a_list_of_facts_with_which_a_text_begins_holds_nothing_back() {
    for (facts, found, page) in each(
        [
            "- Public: 60 %\n- Private: 40 %",
            "- Length: 90 m\n- Draft: 4.5 m",
            "- Embargo: lifted in 2016\n- Sanctions: since 2014",
            "- Visibility: 10 km\n- Wind: 4 m/s",
            "Private: 12 firms\nPublic: 3 firms",
            "- Embargo: in force\n- Sanctions: since 2018",
            "- Embargo: since 2014\n- Sanctions: since 2018",
            "- Draft: Commission proposal\n- Vote: 20 May",
            "- Draft: 2015\n- Adopted: 2018",
            "- Entwurf: Mai 2025\n- Beschluss: Juli 2025",
            "- Confidential: 12 articles\n- Public: 3",
            "- Withheld: 12 million euros\n- Paid: 3 million",
            "- Build: no\n- Cost: 12 bn",
            "- Private: hospitals\n- Public: schools",
            "- Status: pending\n- Case: C-12/24",
        ],
        |facts| (String::new(), format!("{facts}\n\nWords.")),
    ) {
        assert!(!found.contains("[held-back]") && page.is_some(), "{facts}: {found}");
    }
    for (fields, found, page) in each(
        ["- Embargo: 3 May 2099\n- Owner: Ana", "- Private: yes\n- Owner: Ana", "- Draft: v2\n- Owner: Ana"],
        |fields| (String::new(), format!("{fields}\n\nWords.")),
    ) {
        // A version is no length, and a day no sum.
        assert!(found.contains("[held-back]") && page.is_none(), "{fields}: {found}");
    }
}

/// Somebody has kept the front matter of another program below ours, or a remark for whoever edits.
#[test]
fn what_stands_in_another_form_right_behind_the_front_matter_is_read_too() {
    for body in [
        "+++\ntitle = \"P\"\ndraft = true\n+++\n",
        "{\n  \"draft\": true\n}\n",
        "```yaml\ndraft: true\n```\n",
        "```{yaml}\ndraft: true\n```\n",
        "```yaml title=\"front matter\"\naudience: internal\n```\n",
        "<!-- draft: true -->\n",
        "<!-- DRAFT -->\n",
        "<!-- Not for publication. -->\n",
        "%% draft %%\n",
        "%%draft: true%%\n",
        "<!--\ndraft: true\n-->\n",
        "<!-- private -->\n",
        "<!-- This is a draft -->\n",
        "<!-- DRAFT - do not publish -->\n",
        "<!-- Draft v2 -->\n",
        "<!-- \"draft\": true -->\n",
        "[//]: # (draft: true)\n",
        "```\ndraft: true\n```\n",
        "+++\ntags = [\"energy\", \"draft\"]\n+++\n",
        "+++\nextra.private = true\n+++\n",
        "```yaml\ntags:\n  - dam\n  - draft\n```\n",
    ] {
        let text = format!("---\ntitle: P\n---\n\n{body}\nZanzibar.\n");
        let site = Site::new().briefing("b", "Text.").file("content/pages/p.md", text);
        assert!(site.check().exits(1).stdout.contains("[held-back]"), "{body}");
        site.build();
        assert!(!site.has("pages/p.html"), "{body}");
    }
    for body in [
        "<!-- The draft law is in the annex. -->\n",
        "<!-- draft: see the annex -->\n",
        "%% ask Ana %%\n",
        "{{ note }}\n",
        "```json\n{\"ships\": 3}\n```\n",
        "```yaml\nship: Ana\n```\n",
        "```yaml\ncraft: pottery\nprivate: 60 %\naudience: 4000\n```\n",
        "{private} words here\n",
        "<!-- private sector figures below -->\n",
        "<!-- TODO -->\n",
        "<!-- DRAFT law: see chapter 2 -->\n",
        "```\ndraft, vote, law\n```\n",
        "%% review %%\n",
        "Words.\n\n```yaml\ndraft: true\n```\n",
    ] {
        let text = format!("---\ntitle: P\n---\n\n{body}\nZanzibar.\n");
        let site = Site::new().briefing("b", "Text.").file("content/pages/p.md", text);
        site.check().lacks("held-back");
        site.build();
        assert!(site.has("pages/p.html"), "{body}");
    }
}

/// A page needs no front matter where it begins with its title, and a title is no key.
#[test]
fn a_page_that_begins_with_its_title_is_published_whatever_that_is_about() {
    for text in [
        "# Privacy\n\nWe keep no data.",
        "# Craft\n\nPots.",
        "# Secret\n\nWho knows.",
        "# Embargo: Iran\n\nSince 1979.",
        "# Draft: how a law is made\n\nThree readings.",
        "# Schools: public, private\n\nBoth.",
        "# Hospitals\n- Private: 40 %\n- Public: 60 %\n\nBoth.",
        "# Who reads us\n- Audience: 400 people\n\nThey do.",
    ] {
        let site = Site::new().briefing("b", "Text.").file("content/pages/p.md", format!("{text}\n"));
        site.check().exits(0).lacks("held-back");
        site.build();
        assert!(site.has("pages/p.html"), "{text}");
    }
    for text in [
        "# Water\ndraft: true\n\nZanzibar.",
        "# [Draft] Water talks\n\nZanzibar.",
        "# **DRAFT** Water talks\n\nZanzibar.",
        "# Draft: true\n\nZanzibar.",
        "# title: Water\n# audience: internal\n---\n\nZanzibar.",
        "# WIP Water talks\n\nZanzibar.",
        "WIP – Water talks\n===\n\nZanzibar.",
    ] {
        let site = Site::new().briefing("b", "Text.").file("content/pages/p.md", format!("{text}\n"));
        assert!(site.check().exits(1).stdout.contains("[held-back]"), "{text}");
        site.build();
        assert!(!site.has("pages/p.html"), "{text}");
    }
}
