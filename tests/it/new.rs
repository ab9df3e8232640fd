//! `standpoint new`: the next file of a site, with the right keys.

use std::fs;

use expect_test::expect;

use crate::harness::{Run, Site, files_below};
use crate::init::{fresh, switched_on};

/// A site by `init`, and one file of each kind by `new`.
fn grown() -> Site {
    let site = fresh();
    for words in [
        &["actor", "Joint River Commission"][..],
        &["issue", "Who pays?"],
        &["position", "joint-river-commission", "who-pays", "--as-of", "2025-10"],
        &["position", "highford", "summer-limit", "--as-of", "2025-10-01"],
        &["event", "The towns meet", "--date", "2025-10-03"],
        &["briefing", "Autumn", "--as-of", "2025-10"],
        &["source", "https://press.example/2025/10/02/mills-agree-to-pay.html", "--accessed", "2025-10-05"],
    ] {
        new(&site, words).exits(0);
    }
    site
}

fn new(site: &Site, words: &[&str]) -> Run {
    site.run(&[&["new"], words].concat())
}

/// What `new` wrote, whose path it printed.
fn written(site: &Site, words: &[&str]) -> String {
    let path = new(site, words).exits(0).stdout;
    fs::read_to_string(site.path(path.trim_end())).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What `new` said when it wrote nothing.
fn refused(site: &Site, words: &[&str], code: i32) -> String {
    let before = files_below(site.root());
    let run = new(site, words).exits(code);
    assert_eq!(files_below(site.root()), before, "nothing was written");
    assert_eq!(run.stdout, "");
    run.stderr
}

#[test]
fn every_file_passes_check_with_nothing_worse_than_what_is_still_to_be_done() {
    let site = grown();
    for drafts in [&["check", "--format", "short"][..], &["check", "--format", "short", "--drafts"]] {
        expect![[r#"
            content/positions/highford/summer-limit.2025-10-01.md:3:9: warning: this position rests on no source [uncited-position]
            content/positions/highford/summer-limit.2025-10-01.md:3:9: warning: this position says just what the one before it said [unchanged-position]
            content/positions/joint-river-commission/who-pays.md:3:9: warning: this position rests on no source [uncited-position]
            content/sources/press-2025-10-02-mills-agree-to-pay.md:2:8: warning: nothing cites the source `press-2025-10-02-mills-agree-to-pay` [unused-source]
        "#]]
        .assert_eq(&site.run(drafts).exits(0).stdout);
    }
    site.build().exits(0);
    assert!(!site.has("briefings/autumn.html"), "a briefing begins as a draft");
    for page in site.pages() {
        assert!(!site.page(&page).contains("[@key"), "{page} shows what only its author should read");
    }
}

#[test]
fn every_file_tells_of_every_key_in_a_form_that_may_be_switched_on() {
    let site = grown();
    for path in [
        "content/actors/joint-river-commission.md",
        "content/issues/who-pays.md",
        "content/positions/highford/summer-limit.2025-10-01.md",
        "content/positions/joint-river-commission/who-pays.md",
        "content/events/the-towns-meet.md",
        "content/briefings/autumn.md",
        "content/sources/press-2025-10-02-mills-agree-to-pay.md",
    ] {
        let text = fs::read_to_string(site.path(path)).expect("a text");
        let (keys, _) = crate::docs::keys_of(path);
        let on = switched_on(&text);
        // What few files have is only named.
        let also = text.lines().find_map(|line| line.strip_prefix("# Also: ")?.split_once(" (")).expect("other keys").0;
        let named: Vec<&str> = also.split(", ").collect();
        // Where an issue has no scale, nothing stands on one.
        let scaled = !path.ends_with("/who-pays.md") || path.starts_with("content/issues/");
        let on_scale = |key: &str| ["option", "accepts", "rejects"].contains(&key);
        let told = |key: &str| (!scaled && on_scale(key)) || named.contains(&key) || on.contains(&format!("\n{key}:"));
        let missing: Vec<&String> = keys.iter().filter(|key| !told(key)).collect();
        assert!(missing.is_empty(), "{path} says nothing of {missing:?}:\n{text}");
        site.write(path, on);
    }
    // The examples name things that are not there, and nothing else is wrong with them.
    let found = site.run(&["check", "--format", "short", "--drafts"]).exits(1).stdout;
    for line in found.lines().filter(|line| line.contains(": error: ")) {
        assert!(line.contains(": there is no ") && line.contains("[unknown-"), "{line}");
    }
    assert!(!found.contains("[unknown-key]") && !found.contains("[unknown-word]"), "{found}");
}

#[test]
fn an_actor_is_named_by_its_name_or_by_its_id() {
    let site = fresh();
    assert_eq!(new(&site, &["actor", "Joint River Commission"]).stdout, "content/actors/joint-river-commission.md\n");
    assert!(written(&site, &["actor", "mill-owners"]).starts_with("---\nname: Mill Owners\n"));
    assert!(written(&site, &["actor", "Гребля"]).starts_with("---\nname: Гребля\n"));
    assert_eq!(new(&site, &["actor", "🟦", "--id", "blue"]).stdout, "content/actors/blue.md\n");
    assert!(written(&site, &["issue", "who-pays"]).starts_with("---\ntitle: Who pays\n"));
}

#[test]
fn any_title_survives_its_way_through_the_file() {
    let site = fresh();
    let titles = [
        "Water: whose?",
        "\"Ours\", they say",
        "# 1",
        "- no",
        "a \\ b",
        "~",
        "@mayor [x]",
        "yes # no",
        "it's",
        "end:",
        "{a}",
        "Tab\there",
        "5",
    ];
    for (number, title) in titles.iter().enumerate() {
        let id = format!("nasty-{number}");
        new(&site, &["event", "--id", &id, "--date", "2025-10", "--", title]).exits(0);
    }
    site.check().exits(0);
    site.build().exits(0);
    for (number, title) in titles.iter().enumerate() {
        let page = site.read(&format!("events/nasty-{number}.html"));
        let heading = page.all("h1").map(|heading| page.text(heading)).next().expect("a heading");
        let typed = heading.replace(['“', '”'], "\"").replace('’', "'");
        assert_eq!(typed, title.replace('\t', " "));
    }
}

#[test]
fn a_position_starts_from_the_last_one_of_its_cell() {
    let site = fresh();
    expect![[r#"
        ---
        as_of: 2025-10-01             # when it was held
        stance: conditional           # supports, conditional, ambiguous, opposes or silent
        option: A limit in dry months  # where it stands on the scale, by the words or the number:
        #   1 No limit
        #   2 A limit in dry months
        #   3 A limit each summer
        # accepts: [1, 2]             # what it could live with, its option among them
        # rejects: [3]                # what it rules out
        basis: stated                 # stated, enacted, reported or inferred
        firmness: negotiable          # red-line, firm, negotiable or signalled
        summary: Accepts a limit in dry months if both towns read the gauge.
        # trigger: an-event           # the event that moved it
        # review_after: 2026-01       # when someone should look again

        # Also: corrections, language, draft, audience, allow, aliases, tags, formerly, image, extra (see docs/writing.md)
        ---

        <!-- The keys above are those of content/positions/highford/summer-limit.md, of 2 September 2025. Change what has moved,
        say it here, and cite what it rests on: `[@key]`. -->
    "#]]
    .assert_eq(&written(&site, &["position", "highford", "summer-limit", "--as-of", "2025-10-01"]));
    assert!(site.path("content/positions/highford/summer-limit.2025-10-01.md").is_file(), "its label is its date");
    let third = written(&site, &["position", "highford", "summer-limit", "--as-of", "2025-11", "--stance", "opposes"]);
    assert!(
        third.contains("\nstance: opposes ") && third.contains("summer-limit.2025-10-01.md, of 1 October"),
        "{third}"
    );

    let first = new(&site, &["position", "lowmarsh", "gauge", "--as-of", "2025-10"]).exits(0);
    assert_eq!(first.stdout, "content/positions/lowmarsh/gauge.md\n");
    assert_eq!(first.stderr, "Its stance, `ambiguous`, is a placeholder.\n");
}

#[test]
fn a_position_is_asked_where_it_stands_and_what_moved_it() {
    let site = fresh();
    site.write("content/actors/mill.md", "---\nname: Mill\n---\n");
    let first = written(&site, &["position", "mill", "summer-limit", "--as-of", "2025-10"]);
    assert!(
        first.contains("\n# option: 1 ") && first.contains("\n#   2 A limit in dry months\n"),
        "the options of the scale: {first}"
    );
    // Of three events two can have moved Highford: one was over before, and one is not about it.
    for (title, day, about) in [
        ("Old", "2024-01-01", "actors: [highford]"),
        ("Rain", "2025-09-20", "actors: [highford]\nissues: [summer-limit]"),
        ("Fair", "2025-09-21", "issues: [summer-limit]"),
        ("Vote", "2025-09-22", "actors: [lowmarsh]\nissues: [gauge]"),
        ("Later", "2025-12-01", "actors: [highford]"),
    ] {
        let path = format!("content/events/{}.md", title.to_lowercase());
        site.write(&path, format!("---\ntitle: {title}\ndate: {day}\n{about}\n---\n"));
    }
    let next = written(&site, &["position", "highford", "summer-limit", "--as-of", "2025-10-01"]);
    assert!(next.contains("\n# trigger: rain               # the event that moved it; or fair\n"), "{next}");
    let between = written(&site, &["position", "highford", "summer-limit", "--as-of", "2025-01"]);
    assert!(
        between.contains("option: No limit") && between.contains("stance: opposes"),
        "from the one before: {between}"
    );
}

#[test]
fn what_a_position_says_of_options_goes_on_whatever_they_are_called() {
    let site = fresh().file(
        "content/issues/odd.md",
        "---\ntitle: Odd\nscale: [\"yes, but\", \"[no]: # x\", same, Same, \"5\"]\n---\n",
    );
    let source = "It says so [@highford-2025-09-02-minutes].";
    site.write(
        "content/positions/highford/odd.md",
        format!("---\nas_of: 2025-09-02\nstance: supports\noption: 2\naccepts: [\"yes, but\", 2, 4]\nrejects: [\"5\"]\n---\n{source}\n"),
    );
    let text = written(&site, &["position", "highford", "odd", "--as-of", "2025-10"]);
    assert!(text.contains("\naccepts: [\"yes, but\", \"[no]: # x\", 4] "), "doubled words go by number: {text}");
    site.check().exits(0).lacks("unknown-option");
}

#[test]
fn a_briefing_starts_from_the_one_that_it_follows() {
    let site = fresh();
    site.write(
        "content/briefings/dry-summers.md",
        fs::read_to_string(site.path("content/briefings/dry-summers.md"))
            .expect("a briefing")
            .replace("judgements:  ", "authors: [River desk, \"Ana, Ben\"]\nissues: [summer-limit]\njudgements:  "),
    );
    let run = new(&site, &["briefing", "autumn", "--follows", "dry-summers", "--as-of", "2025-10"]).exits(0);
    assert_eq!(run.stdout, "content/briefings/autumn.md\n");
    expect![[r#"
        ---
        title: The Wend after the dry summer
        as_of: 2025-10                # the day that its text stands for
        follows: dry-summers          # the one that it takes up, which then leads to this one
        draft: true                   # remove this line to publish it
        summary:                      # for lists and previews; else the first paragraph
        issues: [summer-limit]
        authors: [River desk, "Ana, Ben"]
        judgements:
        # Say of each how likely it is now, or take it out.
          - id: limit-by-2026
            text: The towns will agree on a limit in dry months before the summer of 2026.
            likelihood: likely
            confidence: moderate
            cites: [highford-2025-09-02-minutes, gazette-2025-07-15-wend]

        # Also: corrections, audience, allow, aliases, tags, formerly, image, extra (see docs/writing.md)
        ---

        <!-- It takes up content/briefings/dry-summers.md, of 5 September 2025. Say first what is new since then, and cite it: `[@key, p. 3]`. -->

        ## What changed

        ```changes
        ```

        ## Who stands where

        ```matrix
        ```

        ## How it came to this

        ```timeline
        ```
    "#]]
    .assert_eq(&fs::read_to_string(site.path("content/briefings/autumn.md")).expect("a briefing"));
    let titled = written(&site, &["briefing", "The Wend in autumn", "--follows", "dry-summers", "--as-of", "2025-11"]);
    assert!(titled.starts_with("---\ntitle: The Wend in autumn\n"), "{titled}");
    assert_eq!(site.run(&["check", "--drafts", "--format", "short"]).exits(0).stdout, "");
    site.run(&["build", "--drafts"]).exits(0);
    assert!(site.page("briefings/dry-summers.html").contains("autumn.html"), "the older one names it");
}

#[test]
fn judgements_without_a_name_are_asked_for_one() {
    let site = fresh().file(
        "content/briefings/old.md",
        "---\ntitle: Old\nas_of: 2025-09\njudgements:\n  - text: \"It: will\\nrain\"\n    likelihood: likely\n    cites: [gazette-2025-07-15-wend]\n---\nText.\n",
    );
    let run = new(&site, &["briefing", "new", "--follows", "old", "--as-of", "2025-10"]).exits(0);
    expect![[r#"
        It is a draft: `standpoint serve --drafts` shows it.
        Give the judgements an `id`, the same one here and in content/briefings/old.md: readers then see which of them moved.
    "#]]
    .assert_eq(&run.stderr);
    let text = fs::read_to_string(site.path("content/briefings/new.md")).expect("a briefing");
    assert!(
        text.contains("\n  - text: \"It: will rain\"\n") || text.contains("\n  - text: \"It: will\\nrain\"\n"),
        "{text}"
    );
}

#[test]
fn a_briefing_follows_one_that_is_there_and_older() {
    let site = fresh();
    expect![[r#"
        standpoint: there is no briefing `dry-sumers`; did you mean `dry-summers`?
    "#]]
    .assert_eq(&refused(&site, &["briefing", "autumn", "--follows", "dry-sumers"], 2));
    expect![[r#"
        standpoint: `dry-summers` is of 5 September 2025, and a briefing of August 2025 cannot follow it; give a later date with --as-of
    "#]]
    .assert_eq(&refused(&site, &["briefing", "autumn", "--follows", "dry-summers", "--as-of", "2025-08"], 2));
}

#[test]
fn a_position_of_a_day_that_has_one_is_refused() {
    let site = fresh();
    expect![[r#"
        standpoint: content/positions/highford/summer-limit.md: this position is of 2 September 2025 too; change it, or give another date with --as-of
    "#]]
    .assert_eq(&refused(&site, &["position", "highford", "summer-limit", "--as-of", "2025-09-02"], 3));
}

#[test]
fn a_position_of_nobody_or_on_nothing_is_refused() {
    let site = fresh();
    expect![[r#"
        standpoint: there is no actor `highfort`; did you mean `highford`?
    "#]]
    .assert_eq(&refused(&site, &["position", "highfort", "gauge"], 2));
    expect![[r#"
        standpoint: there is no issue `boats`; `standpoint new issue boats` makes one
    "#]]
    .assert_eq(&refused(&site, &["position", "highford", "boats"], 2));
}

#[test]
fn a_source_is_guessed_from_its_address() {
    let site = fresh();
    let address =
        "https://www.press.example/world/2025/10/02/mills-agree-to-pay-for-the-gauge.html?utm_source=mail#top";
    let run = new(&site, &["source", address, "--accessed", "2025-10-05"]).exits(0);
    assert_eq!(run.stdout, "content/sources/press-2025-10-02-mills-agree-to-pay.md\n");
    expect![[r#"
        Cite it as [@press-2025-10-02-mills-agree-to-pay]. What it says is guessed from the address: look it over.
        Left out of the address: utm_source.
    "#]]
    .assert_eq(&run.stderr);
    let text = fs::read_to_string(site.path(run.stdout.trim_end())).expect("a note");
    let keys: String = text.lines().take_while(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    expect![[r#"
        ---
        title: Mills agree to pay for the gauge  # guessed; in its own language
        url: https://www.press.example/world/2025/10/02/mills-agree-to-pay-for-the-gauge.html
        publisher: press.example      # guessed: who brought it out
        kind:                         # official-statement, document, transcript, news, analysis, social, dataset or interview
        published: 2025-10-02         # guessed: when it came out
        accessed: 2025-10-05          # when you read it
    "#]]
    .assert_eq(&keys);
}

#[test]
fn a_post_tells_its_day_and_its_author() {
    let site = fresh();
    let address = "https://twitter.com/rivermayor/status/1950998968416215459?s=20";
    let run = new(&site, &["source", address, "--accessed", "2025-10-05"]).exits(0);
    assert_eq!(run.stdout, "content/sources/x-2025-07-31-rivermayor.md\n");
    let text = fs::read_to_string(site.path(run.stdout.trim_end())).expect("a note");
    for line in [
        "title: Post by @rivermayor ",
        "url: https://x.com/rivermayor/status/1950998968416215459\n",
        "publisher: x.com ",
        "authors: \"@rivermayor\" ",
        "kind: social ",
        "published: 2025-07-31 ",
    ] {
        assert!(text.contains(&format!("\n{line}")), "{line} in {text}");
    }
    site.check().exits(0);
}

#[test]
fn an_address_that_says_nothing_gets_a_placeholder() {
    let site = fresh();
    let text = written(&site, &["source", "https://press.example/"]);
    assert!(text.starts_with("---\ntitle: press.example          # a placeholder: write its title\n"), "{text}");
    assert!(text.contains("\npublished:  "), "{text}");
    let keys = ["https://press.example/?id=1", "https://press.example/news/4711", "https://мид.рф/"]
        .map(|address| new(&site, &["source", address]).exits(0).stdout);
    // Four signs that follow from the address tell the second from the first.
    assert_eq!(
        keys,
        ["content/sources/press-00dl.md\n", "content/sources/press-4711.md\n", "content/sources/мид.md\n"]
    );
}

#[test]
fn a_source_that_has_a_note_is_refused_by_the_name_of_the_note() {
    let site = fresh();
    expect![[r#"
        standpoint: content/sources/gazette-2025-07-15-wend.md: this source note describes the address already; cite `[@gazette-2025-07-15-wend]`
    "#]]
    .assert_eq(&refused(
        &site,
        &["source", "https://EXAMPLE.com/2025/07/15/wend-runs-dry-at-lowmarsh?fbclid=abc#top"],
        3,
    ));
    let copy =
        "---\ntitle: A\nurl: https://a.example/\npublished: 2025\narchived:\n  - url: https://copies.example/7\n---\n";
    site.write("content/sources/a.md", copy);
    assert!(
        refused(&site, &["source", "https://copies.example/7"], 3).contains("sources/a.md"),
        "its copies count too"
    );
}

#[test]
fn a_copy_in_an_archive_begins_a_note_on_what_it_copies() {
    let site = fresh();
    let copy = "https://web.archive.org/web/20250102030405/https://press.example/2024/12/30/mills-agree";
    let path = new(&site, &["source", copy]).exits(0).stdout;
    assert_eq!(path, "content/sources/press-2024-12-30-mills-agree.md\n");
    let text = fs::read_to_string(site.path(path.trim())).expect("a note");
    assert!(text.contains("url: https://press.example/2024/12/30/mills-agree\n"), "{text}");
    assert!(text.contains(&format!("archived:\n  - url: {copy}\n    date: 2025-01-02\n")), "{text}");
    assert!(refused(&site, &["source", copy], 3).contains(path.trim()));
}

#[test]
fn a_source_whose_address_is_nearly_that_of_a_note_is_written_and_the_note_named() {
    let site = fresh();
    let near = "http://www.example.com/2025/07/15/wend-runs-dry-at-lowmarsh/";
    let run = site.run(&["new", "source", near]).exits(0);
    let told = "content/sources/gazette-2025-07-15-wend.md has nearly the same address, \
                https://example.com/2025/07/15/wend-runs-dry-at-lowmarsh: is this another text?\n";
    assert!(run.stderr.ends_with(told), "{}", run.stderr);
}

#[test]
fn whatever_else_leads_to_the_text_of_a_note_is_told() {
    for (known, near) in [
        ("https://t.me/s/rybar/54321", "https://t.me/rybar/54321"),
        ("https://www.facebook.com/velia/posts/1", "https://m.facebook.com/velia/posts/1"),
        ("https://en.wikipedia.org/wiki/Gas", "https://en.m.wikipedia.org/wiki/Gas"),
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&list=PL1"),
    ] {
        let site = fresh();
        site.write("content/sources/known.md", format!("---\ntitle: A\nurl: {known}\npublished: 2025\n---\n"));
        let run = site.run(&["new", "source", near]).exits(0);
        assert!(run.stderr.contains("content/sources/known.md has nearly the same address"), "{near}: {}", run.stderr);
    }
    // Another document of one page is another text.
    let site = fresh();
    let court = |number: &str| format!("https://hudoc.echr.coe.int/eng#{{%22itemid%22:[%22001-{number}%22]}}");
    let path = new(&site, &["source", &court("231000")]).exits(0).stdout;
    assert_eq!(path, "content/sources/coe-001-231000.md\n");
    assert!(fs::read_to_string(site.path(path.trim())).expect("a note").contains("001-231000"));
    let run = site.run(&["new", "source", &court("59449")]).exits(0);
    assert!(run.stdout == "content/sources/coe-001-59449.md\n" && !run.stderr.contains("nearly"), "{}", run.stderr);
}

#[test]
fn what_only_says_who_shared_an_address_is_left_out() {
    for (address, path) in [
        ("https://www.kommersant.ru/doc/6543210?from=main", "content/sources/kommersant-6543210.md\n"),
        ("https://t.me/v_zelenskiy_official/1234?single", "content/sources/t-v-zelenskiy-official-1234.md\n"),
        ("https://www.ft.com/content/wheat-runs-out?shareType=nongift", "content/sources/ft-wheat-runs-out.md\n"),
        // A day is asked for.
        ("https://data.example/list?from=2024", "content/sources/data-list-2024.md\n"),
    ] {
        assert_eq!(new(&fresh(), &["source", address]).exits(0).stdout, path, "{address}");
    }
}

#[test]
fn an_address_may_be_copied_with_its_marks() {
    for written in [
        "<https://press.example/mills>",
        "[Mills](https://press.example/mills)",
        "[Mills](<https://press.example/mills>)",
    ] {
        let site = fresh();
        new(&site, &["source", written]).exits(0);
        let note = fs::read_to_string(site.path("content/sources/press-mills.md")).expect("a note");
        assert!(note.contains("url: https://press.example/mills\n"), "{written}: {note}");
    }
}

#[test]
fn a_source_may_be_named_by_its_address_its_title_or_a_text() {
    let told = refused(&fresh(), &["source"], 2);
    assert!(["address", "--title", "--from"].iter().all(|way| told.contains(way)), "{told}");
    let told = refused(&fresh(), &["source", "--title", "T", "--kind", "interveiw"], 2);
    assert!(told.contains("did you mean `interview`?"), "{told}");
}

#[test]
fn an_address_that_only_a_note_names_may_be_written_down() {
    let site = fresh();
    site.write(
        "content/pages/more.md",
        "---\ntitle: More\n---\nSee.[^1]\n\n[^1]: https://press.example/2025/10/02/mills\n",
    );
    site.check().exits(0).finding("unrecorded-source");
    new(&site, &["source", "https://press.example/2025/10/02/mills"]).exits(0);
    assert_eq!(site.check().exits(0).stdout, "");
}

#[test]
fn the_note_takes_the_place_of_the_page_that_the_site_made() {
    let addresses = [
        "https://press.un.org/en/2019/sc14637.doc.htm",
        // The same words, and one host of the same name.
        "https://press.example/2025/10/02/mills",
        "https://press.example/2025/10/02/mills.html",
        "https://press.other.example/2025/10/02/mills",
        "https://news.press.org/2025/10/02/mills",
        "https://doi.org/10.1000/182",
        "https://t.me/the_mayor/4711",
        "https://203.0.113.5/report",
    ];
    let site = fresh();
    let cites: String = (1..=addresses.len()).map(|number| format!("See.[^{number}]\n")).collect();
    let notes: String = addresses.iter().zip(1..).map(|(url, number)| format!("\n[^{number}]: {url}\n")).collect();
    site.write("content/pages/more.md", format!("---\ntitle: More\n---\n{cites}{notes}"));
    site.build().exits(0);
    let pages = site.pages();
    assert!(!pages.contains(&"sources/press-2025-10-02-mills.html".to_owned()), "three would have it: {pages:?}");
    for key in ["un-sc14637", "other-2025-10-02-mills", "doi-182", "t-the-mayor-4711", "203-0-113-5-report"] {
        assert!(pages.contains(&format!("sources/{key}.html")), "{key}: {pages:?}");
    }
    let hints = site.run(&["check", "--format", "json"]).exits(0).stdout;
    for address in addresses {
        let path = new(&site, &["source", address]).exits(0).stdout;
        assert!(hints.contains(&format!("write {} with `title:` and `url: {address}`", path.trim())), "{path}{hints}");
    }
    site.build().exits(0);
    assert_eq!(site.pages(), pages, "every page stays where it was");
}

#[test]
fn a_key_may_be_given_and_must_be_free_and_fit_to_be_cited() {
    let site = fresh();
    let path = new(&site, &["source", "https://press.example/a-b", "--key", "mills"]).exits(0).stdout;
    assert_eq!(path, "content/sources/mills.md\n");
    expect![[r#"
        standpoint: content/sources/mills.md: this source has the name `Mills` already; choose another one with --key
    "#]]
    .assert_eq(&refused(&site, &["source", "https://press.example/c", "--key", "Mills"], 3));
    for key in ["a b", "-a", "index", "../a", "a/b", "con", ".a", ""] {
        refused(&site, &["source", "https://press.example/c", &format!("--key={key}")], 2);
    }
}

#[test]
fn what_is_there_stays_as_it_is() {
    let site = fresh();
    expect![[r#"
        standpoint: content/actors/highford.md: this actor has the name `highford` already; choose another one with --id
    "#]]
    .assert_eq(&refused(&site, &["actor", "Highford"], 3));
    // Also what is no text, and so unknown to the site.
    fs::create_dir(site.path("content/actors/blue.md")).expect("a folder in the way");
    expect![[r#"
        standpoint: content/actors/blue.md: this file is there already, and stays as it is; choose another name
    "#]]
    .assert_eq(&refused(&site, &["actor", "Blue"], 3));
}

#[test]
fn nothing_is_written_through_a_link_that_leads_out_of_the_site() {
    let (site, elsewhere) = (fresh(), Site::bare());
    fs::remove_dir_all(site.path("content/actors")).expect("the actors");
    std::os::unix::fs::symlink(elsewhere.root(), site.path("content/actors")).expect("a link");
    expect![[r#"
        standpoint: content/actors: a symbolic link leads out of the site here; remove it
    "#]]
    .assert_eq(&new(&site, &["actor", "Blue"]).exits(3).stderr);
    assert!(files_below(elsewhere.root()).is_empty());
}

#[test]
fn names_that_could_not_be_read_are_not_written() {
    let site = fresh();
    expect![[r#"
        standpoint: content/actors/index.md: the site makes a page of this name itself; choose another name with --id, or --key for a source
    "#]]
    .assert_eq(&refused(&site, &["actor", "Index"], 2));
    expect![[r#"
        standpoint: `🟦` has no letters and digits of which a file name could be made; give one with --id
    "#]]
    .assert_eq(&refused(&site, &["issue", "🟦"], 2));
    for id in ["../up", "a/b", "a b", "con", "_a", "a%20b", "dot."] {
        refused(&site, &["issue", "A title", "--id", id], 2);
    }
    refused(&site, &["actor", "Turned \u{202e}round"], 2);
    for address in
        ["", "press.example/a", "ftp://press.example/", "javascript:alert(1)", "https://me:pw@press.example/"]
    {
        refused(&site, &["source", address], 2);
    }
    refused(&site, &["event", "A meeting", "--date", "2025-02-30"], 2);
    refused(&site, &["position", "lowmarsh", "gauge", "--stance", "oposes"], 2);
}

#[test]
fn it_works_from_any_folder_of_the_site_and_for_another_site() {
    let site = fresh();
    let mut inside = site.command(&["new", "actor", "Blue"]);
    let run = Run::of(inside.current_dir(site.path("content/sources"))).exits(0);
    assert_eq!(run.stdout, "../../content/actors/blue.md\n", "a path from where one is");
    let away = Site::bare();
    let root = site.root().to_string_lossy().into_owned();
    let run = away.run(&["new", "actor", "Green", "--site", &root]).exits(0);
    assert_eq!(run.stdout, format!("{root}/content/actors/green.md\n"));
    assert!(refused(&away, &["actor", "Red"], 3).contains("this is no Standpoint site"));
}

#[test]
fn the_day_is_today_unless_another_is_given() {
    let site = fresh();
    let today = || jiff::Timestamp::now().to_string()[..10].to_owned();
    let before = today();
    let text = written(&site, &["event", "A meeting"]);
    assert!([before, today()].iter().any(|day| text.contains(&format!("\ndate: {day} "))), "{text}");
}

#[test]
fn what_has_no_address_is_a_source_too() {
    let site = fresh();
    let run = new(&site, &["source", "--title", "Interview, ministry", "--kind", "interview"]).exits(0);
    assert_eq!(run.stdout, "content/sources/interview-ministry.md\n");
    assert_eq!(run.stderr, "Cite it as [@interview-ministry]. Say in the note how to find it.\n");
    let text = fs::read_to_string(site.path("content/sources/interview-ministry.md")).expect("a note");
    assert!(
        text.starts_with("---\ntitle: Interview, ministry\npublisher:  ")
            && text.contains("\nkind: interview ")
            && text.contains("# how to find it; or `url:`"),
        "{text}"
    );
    let again = new(&site, &["source", "--title", "Interview, ministry"]).exits(0);
    assert_eq!(again.stdout, "content/sources/interview-ministry-2.md\n");
    new(&site, &["source"]).exits(2);
    new(&site, &["source", "https://a.example/", "--title", "T"]).exits(2);
    new(&site, &["source", "--title", "T", "--kind", "gossip"]).exits(2);
    refused(&site, &["source", "--title", "…"], 2);
}

#[test]
fn a_page_is_begun() {
    let site = fresh();
    assert_eq!(new(&site, &["page", "How we work"]).exits(0).stdout, "content/pages/how-we-work.md\n");
    assert!(
        fs::read_to_string(site.path("content/pages/how-we-work.md"))
            .expect("a page")
            .starts_with("---\ntitle: How we work\n\n# Also: corrections, language")
    );
    refused(&site, &["page", "How we work"], 3);
}
