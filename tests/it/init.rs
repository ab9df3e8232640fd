//! `standpoint init`: a folder that was empty is a site that works and explains itself.

use std::fs;

use expect_test::expect;

use crate::harness::{Site, files_below};
use crate::html::words;

/// A site that `init` has made in a folder of its own.
pub fn fresh() -> Site {
    let site = Site::bare();
    site.run(&["init"]).exits(0);
    site
}

/// A text whose keys that stand in comments are taken out of them.
pub fn switched_on(text: &str) -> String {
    let mut on = String::new();
    for line in text.lines() {
        let inside = line.trim_start().strip_prefix('#').map(|rest| rest.trim_start().trim_start_matches("- "));
        let key = inside.and_then(|inside| inside.split_once(':')).map_or("", |(key, _)| key);
        let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b"_-".contains(&b));
        on.push_str(&if is_key { line.replacen("# ", "", 1) } else { line.to_owned() });
        on.push('\n');
    }
    on
}

#[test]
fn a_new_site_builds_and_has_nothing_to_mend() {
    let site = fresh();
    let told = site.run(&["check", "--deny-warnings"]).exits(0).stderr;
    assert!(told.ends_with("advice: standpoint check --advice\nNothing to mend.\n"), "{told}");
    site.build().exits(0);
    for (folder, count) in [("actors", 2), ("issues", 2), ("sources", 3), ("briefings", 2), ("events", 1)] {
        assert_eq!(files_below(&site.path("content").join(folder)).len(), count, "{folder}");
    }
    let matrix = site.page("matrix.html");
    assert!(matrix.contains("class=\"is-gap\"") && matrix.contains("class=\"shifted\""), "a gap and a shift: {matrix}");
    let cell = site.page("positions/highford/summer-limit.html");
    assert!(cell.contains("position-highford-summer-limit.2024"), "one cell has a history");
    assert!(cell.contains("../../events/dry-summer.html"), "and the event that moved it");
    let july = words(&site.page("briefings/wend-runs-dry.html"));
    assert!(july.contains("Since then 1 of 2 positions has moved"), "an older briefing tells what moved: {july}");
    assert!(site.page("briefings/wend-runs-dry.html").contains("<svg"), "and shows who stood where");
    let september = words(&site.page("briefings/dry-summers.html"));
    assert!(september.contains("from “No limit” to “A limit in dry months”"), "the next one says it: {september}");
}

#[test]
fn what_a_new_site_says_to_its_author_no_reader_sees() {
    let site = fresh();
    site.build().exits(0);
    for page in site.pages() {
        let html = site.page(&page);
        for remark in ["<!--", "This comment is not shown", "To add an", "in quotes, since"] {
            assert!(!html.contains(remark), "{page} shows {remark}");
        }
    }
    let texts = files_below(site.root()).into_iter().filter(|path| path.ends_with(".md") && path != "README.md");
    let silent: Vec<String> = texts
        .filter(|path| !path.starts_with("public/"))
        .filter(|path| !fs::read_to_string(site.path(path)).expect("a text").contains(['#', '<']))
        .collect();
    assert_eq!(silent, ["content/positions/highford/gauge.md"], "all but the plainest explain something");
}

#[test]
fn it_says_what_it_did_and_what_to_do_next() {
    expect![[r#"
        Wrote 20 files into my-site: a small site about two towns and a river.

        Next:
          standpoint serve my-site --open   shows it in your browser, and each change at once
          standpoint check my-site          finds what is wrong or doubtful

        my-site/README.md says what lies where.
        To publish it on GitHub Pages, push it to a repository as `main`, and choose there under Settings, Pages: GitHub Actions.
    "#]]
    .assert_eq(&Site::bare().run(&["init", "my-site"]).exits(0).stdout);
    let here = Site::bare().run(&["init", "--no-ci"]).exits(0).stdout;
    assert!(here.contains("into this folder:") && here.contains("standpoint serve --open "), "{here}");
    assert!(!here.contains("GitHub"), "{here}");
    let spaced = Site::bare().run(&["init", "my new site"]).exits(0).stdout;
    assert!(spaced.contains("\n  standpoint check 'my new site'  "), "{spaced}");
}

#[test]
fn without_ci_there_is_no_workflow() {
    let site = Site::bare();
    site.run(&["init", "--no-ci"]).exits(0);
    let files = files_below(site.root());
    assert!(!files.iter().any(|path| path.starts_with(".github")), "{files:?}");
    assert!(files.contains(&".gitignore".to_owned()) && files.contains(&"standpoint.yaml".to_owned()), "{files:?}");
}

#[test]
fn a_folder_that_is_not_empty_is_refused_and_left_alone() {
    let site = Site::bare().file("notes/b.txt", "mine").file("notes/a.txt", "mine too");
    expect![[r#"
        standpoint: notes: this folder is not empty: it holds `a.txt`; name one that is empty or not there yet, as in `standpoint init my-site`
    "#]]
    .assert_eq(&site.run(&["init", "notes"]).exits(3).stderr);
    expect![[r#"
        standpoint: notes/a.txt: this is a file; name a folder that is empty or not there yet
    "#]]
    .assert_eq(&site.run(&["init", "notes/a.txt"]).exits(3).stderr);
    assert_eq!(files_below(site.root()), ["notes/a.txt", "notes/b.txt"]);
    fresh().run(&["init"]).exits(3);
}

#[test]
fn a_new_repository_counts_as_empty() {
    let site = Site::bare().file(".git/HEAD", "ref: refs/heads/main\n");
    site.run(&["init", "."]).exits(0);
    assert_eq!(fs::read_to_string(site.path(".git/HEAD")).expect("it stays"), "ref: refs/heads/main\n");
    site.build().exits(0);
    let ignored = fs::read_to_string(site.path(".gitignore")).expect("a list");
    assert!(
        ["/public/", "/internal/", ".standpoint/"].iter().all(|line| ignored.lines().any(|other| other == *line)),
        "{ignored}"
    );
}

/// GitHub finds workflows at the top of a repository only, and says nothing of others.
#[test]
fn a_site_below_the_top_of_a_repository_is_told_where_its_workflow_belongs() {
    let repository = Site::bare().file(".git/HEAD", "ref: refs/heads/main\n");
    let run = repository.run(&["init", "docs/site"]).exits(0);
    let unknown = "This program does not know from which repository it was built: write in .github/workflows/pages.yml, at \
                   OWNER/REPOSITORY, where Standpoint lies on GitHub.\n";
    assert_eq!(run.stderr, unknown);
    let said = run.stdout;
    let top = fs::canonicalize(repository.root()).expect("a folder");
    let end = format!(
        "To publish it on GitHub Pages, move its .github to the top of the repository, {}, since GitHub looks nowhere \
         else;\nwrite there `dir: docs/site` beside `version:`; push it as `main`, and choose there under Settings, Pages: \
         GitHub Actions.\n",
        top.display()
    );
    assert!(said.ends_with(&end), "{said}");
}

#[test]
fn the_settings_of_a_new_site_tell_of_every_key() {
    let settings = fs::read_to_string(fresh().path("standpoint.yaml")).expect("settings");
    let (keys, _) = crate::docs::keys_of("standpoint.yaml");
    let told = |key: &str| {
        let line = |line: &str| line.trim_start_matches(['#', ' ']).starts_with(&format!("{key}:"));
        settings.lines().any(line)
    };
    let missing: Vec<&String> = keys.iter().filter(|key| !told(key)).collect();
    assert!(missing.is_empty(), "the settings in src/scaffold/starter say nothing of {missing:?}");
}

#[test]
fn every_line_of_the_settings_that_is_switched_off_may_be_switched_on() {
    let site = fresh();
    let settings = fs::read_to_string(site.path("standpoint.yaml")).expect("settings");
    let on = switched_on(&settings);
    assert!(on.contains("\nbase_url:") && on.contains("\n  command:") && on.contains("\n  undated-source:"), "{on}");
    // A folder beside the site is nobody's here.
    let site = site.file("vault/pages/plan.md", "---\ntitle: Our plan\n---\nNot yet.\n");
    site.write("standpoint.yaml", on.replace("../vault", "vault"));
    assert_eq!(site.check().exits(0).stdout, "");
}
