//! `standpoint publish`: the site becomes the next commit of a branch of another repository. That repository lies on
//! the disk here.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{Run, Site};

/// A site in a repository of its own, with a bare repository beside it that it may push to.
struct Office {
    site: Site,
    remote: tempfile::TempDir,
}

/// Git without the settings of whoever runs the tests.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    let output = set_apart(&mut git).args(arguments).current_dir(folder).output().expect("git");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn set_apart(command: &mut Command) -> &mut Command {
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "A. Analyst"),
        ("GIT_AUTHOR_EMAIL", "analyst@example.org"),
        ("GIT_COMMITTER_NAME", "A. Analyst"),
        ("GIT_COMMITTER_EMAIL", "analyst@example.org"),
    ] {
        command.env(name, value);
    }
    command
}

impl Office {
    fn new() -> Office {
        let site = Site::new().source("one").actor("north").issue("water").briefing("first", "They agree.[@one]");
        let site = site.file(
            "content/positions/north/water.md",
            "---\nas_of: 2025-03-01\nstance: supports\n---\nYes, as it said.[@one]\n",
        );
        let remote = tempfile::tempdir().expect("a folder");
        git(remote.path(), &["init", "--quiet", "--bare", "--initial-branch=main"]);
        git(site.root(), &["init", "--quiet", "--initial-branch=main"]);
        git(site.root(), &["remote", "add", "origin", &remote.path().display().to_string()]);
        git(site.root(), &["add", "."]);
        git(site.root(), &["commit", "--quiet", "-m", "The site"]);
        Office { site, remote }
    }

    fn publish(&self, arguments: &[&str]) -> Run {
        let mut command = self.site.command(&[&["publish"], arguments].concat());
        Run::of(set_apart(&mut command))
    }

    /// What the branch has in the other repository.
    fn published(&self, branch: &str) -> Vec<String> {
        git(self.remote.path(), &["ls-tree", "-r", "--name-only", branch]).lines().map(str::to_owned).collect()
    }

    fn commits(&self) -> usize {
        git(self.remote.path(), &["rev-list", "--count", "gh-pages"]).trim().parse().expect("a number")
    }

    /// Somebody else commits a file to the branch, as the settings page of a host does with a `CNAME`.
    fn somebody_adds(&self, path: &str, text: &str) -> PathBuf {
        let there = self.site.root().with_extension("somebody");
        let remote = self.remote.path().display().to_string();
        if !there.exists() {
            git(self.site.root(), &["clone", "--quiet", "--branch", "gh-pages", &remote, &there.display().to_string()]);
        }
        git(&there, &["pull", "--quiet"]);
        std::fs::write(there.join(path), text).expect("a file");
        git(&there, &["add", "--force", path]);
        git(&there, &["commit", "--quiet", "-m", "Somebody's"]);
        git(&there, &["push", "--quiet"]);
        there
    }
}

#[test]
fn the_first_time_makes_the_branch_and_the_second_one_says_what_has_changed() {
    let office = Office::new();
    let first = office.publish(&[]);
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    assert!(first.stdout.ends_with("choose the branch gh-pages there under Settings, Pages.\n"), "{}", first.stdout);
    assert!(
        first.stdout.contains("Positions: 1 new\n  + Actor north on Issue water: Supports, where no position was known before (2025-03-01)\n"),
        "{}",
        first.stdout
    );
    assert!(first.stdout.contains("Pushed to origin/gh-pages as "), "{}", first.stdout);
    let mut built = crate::harness::files_below(&office.site.path("public"));
    built.push(".standpoint-files".to_owned());
    built.sort();
    let mut there = office.published("gh-pages");
    there.sort();
    assert_eq!(there, built, "the branch has the site and the list of its files, and nothing else");

    let again = office.publish(&[]);
    assert_eq!(again.stdout, "origin/gh-pages has this site already; nothing was pushed.\n");
    assert_eq!(office.commits(), 1);

    office.site.write(
        "content/positions/north/water.2.md",
        "---\nas_of: 2025-04-01\nstance: opposes\n---\nNo, after all.[@two]\n",
    );
    office.site.write("content/sources/two.md", "---\ntitle: Two\nurl: https://two.example/\npublished: 2025\n---\n");
    let third = office.publish(&[]);
    let changes = "Positions: 1 moved\n  ~ Actor north on Issue water: from “Supports” to “Opposes” (2 steps) (2025-04-01)\n\
                   Sources: 1 new\n  + Two\nPages: ";
    assert!(third.stdout.starts_with(changes), "{}", third.stdout);
    assert_eq!(office.commits(), 2, "each publication is one commit after the last one");
}

#[test]
fn what_was_published_and_says_something_else_now_is_told_apart_also_where_old_data_says_less() {
    let office = Office::new();
    office.publish(&[]);
    let there = office.somebody_adds("about.txt", "Theirs\n");
    // As a version before options wrote it.
    let path = there.join("data/positions.json");
    let old = std::fs::read_to_string(&path).expect("positions");
    let (row, _) = old.split_once(",\"option\"").expect("what is new in it");
    std::fs::write(&path, format!("{row}}}\n]\n")).expect("positions");
    git(&there, &["commit", "--quiet", "--all", "-m", "Of an older version"]);
    git(&there, &["push", "--quiet"]);
    office.site.write("content/actors/south.md", "---\nname: South\n---\n");
    let same = office.publish(&["--dry-run"]);
    assert!(!same.stdout.contains("Positions"), "{}", same.stdout);
    office.site.write(
        "content/positions/north/water.md",
        "---\nas_of: 2025-03-01\nstance: opposes\n---\nNo, as it said.[@one]\n",
    );
    let run = office.publish(&["--dry-run"]);
    let line = "Positions: 1 rewritten\n  ~ Actor north on Issue water: the position of 1 March 2025 was rewritten, \
                from “Supports” to “Opposes”\n";
    assert!(run.stdout.starts_with(line), "{}", run.stdout);
    std::fs::remove_file(office.site.path("content/positions/north/water.md")).expect("the position");
    let run = office.publish(&["--dry-run"]);
    let line = "Positions: 1 gone\n  - Actor north on Issue water: the position of 1 March 2025 (“Supports”) is not there \
                any more\n";
    assert!(run.stdout.starts_with(line), "{}", run.stdout);
}

#[test]
fn every_byte_arrives_whatever_the_user_has_told_git_about_line_ends() {
    let office = Office::new();
    office.site.write("content/data/table.txt", "one\r\ntwo\r\n");
    office.site.write(".gitattributes", "* text=auto eol=lf\n*.txt export-subst filter=none\n");
    git(office.site.root(), &["config", "core.autocrlf", "input"]);
    assert_eq!(office.publish(&[]).code, Some(0));
    assert_eq!(git(office.remote.path(), &["show", "gh-pages:data/table.txt"]), "one\r\ntwo\r\n");
}

#[test]
fn the_users_own_work_stays_as_it_is() {
    let office = Office::new();
    office.site.write("content/actors/north.md", "---\nname: Half written\n---\n");
    git(office.site.root(), &["add", "content/actors/north.md"]);
    office.site.write("content/actors/north.md", "---\nname: Written\n---\n");
    let status = git(office.site.root(), &["status", "--porcelain"]);
    assert_eq!(office.publish(&[]).code, Some(0));
    let after = git(office.site.root(), &["status", "--porcelain"]);
    assert_eq!(after.replace("?? .standpoint/\n", "").replace("?? public/\n", ""), status);
    assert_eq!(git(office.site.root(), &["branch", "--list"]), "* main\n");
    assert!(crate::harness::files_below(&office.site.path(".git")).iter().all(|path| !path.contains("standpoint")));
}

#[test]
fn files_of_others_in_the_branch_stay_and_pages_that_are_gone_go() {
    let office = Office::new();
    office.publish(&[]);
    office.somebody_adds("CNAME", "briefings.example.org\n");
    std::fs::remove_file(office.site.path("content/briefings/first.md")).expect("the briefing");
    let run = office.publish(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("  - briefings/first.html\n"), "{}", run.stdout);
    let there = office.published("gh-pages");
    assert!(there.iter().any(|path| path == "CNAME"), "{there:?}");
    assert!(there.iter().all(|path| path != "briefings/first.html"), "{there:?}");
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let office = Office::new();
    office.publish(&[]);
    office.somebody_adds("about.txt", "Theirs\n");
    office.site.write("content/about.txt", "Ours\n");
    let run = office.publish(&[]);
    assert_eq!(run.code, Some(3));
    assert!(
        run.stderr.ends_with(
            "standpoint: origin/gh-pages: about.txt is there already, and Standpoint has not put it there; \
             remove it from the branch\n"
        ),
        "{}",
        run.stderr
    );
    assert_eq!(git(office.remote.path(), &["show", "gh-pages:about.txt"]), "Theirs\n");
}

#[test]
fn a_site_of_another_program_in_the_branch_is_counted() {
    let office = Office::new();
    office.publish(&["--branch", "other"]);
    git(office.site.root(), &["push", "--quiet", "origin", "refs/remotes/origin/other:refs/heads/gh-pages"]);
    let there = office.somebody_adds("index.html", "Theirs\n");
    for path in ["404.html", "robots.txt"] {
        std::fs::write(there.join(path), "Theirs\n").expect("a file");
    }
    git(&there, &["rm", "--quiet", ".standpoint-files"]);
    git(&there, &["commit", "--quiet", "--all", "-m", "Of another program"]);
    git(&there, &["push", "--quiet"]);
    let run = office.publish(&[]);
    assert_eq!(run.code, Some(3));
    assert!(
        run.stderr.ends_with(
            "404.html and 2 more are there already, and Standpoint has not put them there; \
             remove them from the branch, or name another one with --branch\n"
        ),
        "{}",
        run.stderr
    );
}

/// GitHub's settings page commits the domain without a line end.
#[test]
fn a_domain_that_the_host_wrote_into_the_branch_is_no_stranger() {
    let office = Office::new();
    office.publish(&[]);
    office.somebody_adds("CNAME", "example.org");
    let settings = |domain: &str| format!("title: Test\nbase_url: https://{domain}/\ncustom_domain: {domain}\n");
    office.site.write("standpoint.yaml", settings("example.org"));
    let run = office.publish(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);

    let other = Office::new();
    other.publish(&[]);
    other.somebody_adds("CNAME", "example.net");
    other.site.write("standpoint.yaml", settings("example.org"));
    let run = other.publish(&[]);
    assert_eq!(run.code, Some(3));
    assert!(
        run.stderr.ends_with(
            "origin/gh-pages: its CNAME names another domain than `custom_domain` does; correct the one or the other\n"
        ),
        "{}",
        run.stderr
    );
}

#[test]
fn what_is_missing_in_git_is_said_before_anything_is_built() {
    let office = Office::new();
    assert_eq!(office.publish(&["--remote", "nowhere"]).code, Some(3));
    assert!(!office.site.path("public").exists());
}

#[test]
fn a_dry_run_shows_the_same_and_pushes_nothing() {
    let office = Office::new();
    let dry = office.publish(&["--dry-run"]);
    assert_eq!(dry.code, Some(0), "{}", dry.stderr);
    assert!(dry.stdout.contains("Positions: 1 new\n"), "{}", dry.stdout);
    assert!(dry.stdout.ends_with("Nothing was pushed to origin/gh-pages.\n"), "{}", dry.stdout);
    assert_eq!(git(office.remote.path(), &["branch", "--list"]), "");
}

#[test]
fn another_remote_and_branch_can_be_named() {
    let office = Office::new();
    git(office.site.root(), &["remote", "rename", "origin", "public"]);
    let run = office.publish(&["--remote", "public", "--branch", "site"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(office.published("site").contains(&"index.html".to_owned()));

    let run = office.publish(&[]);
    assert_eq!(run.code, Some(3));
    assert!(
        run.stderr.ends_with("standpoint: there is no remote `origin`; name one of these with --remote: public\n"),
        "{}",
        run.stderr
    );
}

/// What must not be published, and why.
#[test]
fn what_is_not_fit_is_refused_before_anything_is_pushed() {
    let refused = |settings: &str, arguments: &[&str], code: i32, why: &str| {
        let office = Office::new();
        if !settings.is_empty() {
            office.site.write("standpoint.yaml", settings);
        }
        let run = office.publish(arguments);
        assert_eq!(run.code, Some(code), "{}", run.stderr);
        assert!(run.stderr.contains(why), "{}", run.stderr);
        assert_eq!(git(office.remote.path(), &["branch", "--list"]), "");
    };
    refused("title: Test\n", &[], 1, "the site has no `base_url`");
    for local in
        ["http://localhost:3737/", "http://127.0.0.1/x/", "http://192.168.1.4/", "http://[::1]/", "http://nas/"]
    {
        refused("", &["--base-url", local], 1, "which leads readers to their own machine or network");
    }
    refused("base_url: https://example.org/\ntitel: Test\n", &["--deny-warnings"], 1, "is not published");
    refused("", &["--drafts"], 2, "unexpected argument '--drafts'");
    refused("", &["--branch", "main"], 3, "the branch of the site's own text");
}

#[test]
fn a_branch_with_the_text_of_a_site_is_refused() {
    let office = Office::new();
    git(office.site.root(), &["push", "--quiet", "origin", "main"]);
    git(office.site.root(), &["switch", "--quiet", "--create", "other"]);
    let run = office.publish(&["--branch", "main"]);
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("origin/main: this branch holds the text of a site"), "{}", run.stderr);
}

#[test]
fn a_title_cannot_move_the_terminal() {
    let office = Office::new();
    office.site.write("content/pages/odd.md", "# Odd\u{1b}[2J\n\nText.\n");
    let run = office.publish(&["--dry-run"]);
    assert!(run.stdout.contains("  + Odd\\u001b[2J\n"), "{}", run.stdout);
}

#[test]
fn what_cannot_be_the_name_of_a_branch_is_refused() {
    let office = Office::new();
    for name in ["", "-x", "--force", "gh-*", "a:b", "a..b", "x y", "@{-1}", "HEAD", "refs/heads/x"] {
        let run = office.publish(&[&format!("--branch={name}")]);
        assert_eq!(run.code, Some(3), "{name}: {}", run.stdout);
        assert!(run.stderr.contains(&format!("`{name}` cannot be the name of a branch")), "{}", run.stderr);
    }
    assert_eq!(git(office.remote.path(), &["branch", "--list"]), "");
}

#[test]
fn a_branch_whose_name_only_ends_alike_is_another_one() {
    let office = Office::new();
    git(office.site.root(), &["push", "--quiet", "origin", "main:refs/heads/a/refs/heads/gh-pages"]);
    let run = office.publish(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(office.commits(), 1);
}

/// Git says in the environment of a hook which repository it is at work on, and that is not the site's.
#[test]
fn a_site_goes_to_the_repository_that_it_lies_in_whatever_the_environment_says() {
    let (office, other) = (Office::new(), Office::new());
    let mut command = office.site.command(&["publish"]);
    let there = other.site.path(".git");
    let command = set_apart(&mut command)
        .env("GIT_DIR", &there)
        .env("GIT_WORK_TREE", other.site.root())
        .env("GIT_INDEX_FILE", there.join("index"))
        .env("GIT_OBJECT_DIRECTORY", there.join("objects"));
    let run = Run::of(command);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(git(other.remote.path(), &["branch", "--list"]), "");
    assert_eq!(office.commits(), 1);
}

#[test]
fn a_remote_beside_the_site_is_found_from_any_folder() {
    let office = Office::new();
    let remote = office.remote.path().file_name().expect("a name").to_str().expect("UTF-8");
    git(office.site.root(), &["remote", "set-url", "origin", &format!("../{remote}")]);
    let mut command = office.site.command(&["publish"]);
    command.arg(office.site.root()).current_dir("/");
    let run = Run::of(set_apart(&mut command));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(office.commits(), 1);
}

#[test]
fn a_folder_outside_of_git_is_told_how_to_begin() {
    let site = Site::new();
    let run = Run::of(set_apart(&mut site.command(&["publish"])).env("GIT_CEILING_DIRECTORIES", "/"));
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("is in no Git repository; run `git init`"), "{}", run.stderr);
}

#[test]
fn a_remote_that_cannot_be_reached_is_named() {
    let office = Office::new();
    git(office.site.root(), &["remote", "set-url", "origin", "/nowhere/at/all"]);
    let run = office.publish(&[]);
    assert_eq!(run.code, Some(3));
    assert!(
        run.stderr.contains("git says: '/nowhere/at/all' does not appear to be a git repository"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_pdf_of_an_older_text_keeps_the_site_from_being_published() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new();
    let settings = "title: Test\nbase_url: https://example.org/repo/\nprint:\n  command: ./engine {html} {pdf}\n";
    office.site.write("standpoint.yaml", settings);
    office.site.write("engine", "#!/bin/sh\necho %PDF-1.7 > \"$2\"\n");
    std::fs::set_permissions(office.site.path("engine"), std::fs::Permissions::from_mode(0o755)).expect("rights");
    office.site.run(&["pdf"]).exits(0);
    office.publish(&[]).exits(0);
    assert!(office.published("gh-pages").contains(&"briefings/first.pdf".to_owned()));

    let office = Office { site: office.site.briefing("first", "They do not agree.[@one]"), ..office };
    for settings in [settings.to_owned(), format!("{settings}rules: {{stale-pdf: off}}\n")] {
        office.site.write("standpoint.yaml", settings);
        let run = office.publish(&[]).exits(1);
        let words = "standpoint: briefings/first.pdf was printed from an older state of its page; print it again with \
                     `standpoint pdf`, or delete it; nothing was pushed.\n";
        assert!(run.stderr.ends_with(words), "{}", run.stderr);
    }
    assert_eq!(office.commits(), 1);

    std::fs::remove_file(office.site.path("public/briefings/first.pdf")).expect("a file");
    office.publish(&[]).exits(0);
    assert!(!office.published("gh-pages").contains(&"briefings/first.pdf".to_owned()));
}
