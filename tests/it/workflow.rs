//! The workflows and the action. That of a new site and that of this repository are the same but for the steps that bring
//! the program; all are held to the same rules, and the script of the action is run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use granit_parser::{Event, Parser};

use crate::harness::{Run, Site};
use crate::init::fresh;

const PATH: &str = ".github/workflows/pages.yml";

/// Both workflows.
fn both() -> [String; 2] {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join(PATH);
    [fresh().path(PATH), ours].map(|path| fs::read_to_string(path).expect("a workflow"))
}

/// A file of this project.
fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every workflow, and the action, each with its path; that of a new site among them.
fn all() -> Vec<(String, String)> {
    let folder = project(".github/workflows");
    let names = crate::harness::files_below(&folder).into_iter().map(|name| format!(".github/workflows/{name}"));
    let read = |path: String| (fs::read_to_string(project(&path)).expect("a workflow"), path);
    let new = (both()[0].clone(), "starter".to_owned());
    let all = names.chain(["action.yml".to_owned()]).map(read).chain([new]);
    all.map(|(text, path)| (path, text)).collect()
}

/// The values of a YAML text, by their paths such as `jobs.build.steps.0.uses`.
fn values(text: &str) -> BTreeMap<String, String> {
    let mut events = Parser::new_from_str(text).map(|event| event.expect("YAML").0).filter(|event| {
        use Event::{MappingEnd, MappingStart, Scalar, SequenceEnd, SequenceStart};
        matches!(event, MappingStart(..) | MappingEnd | SequenceStart(..) | SequenceEnd | Scalar(..))
    });
    let mut values = BTreeMap::new();
    let first = events.next().expect("something");
    gather(&mut events, first, "", &mut values);
    values
}

fn gather<'t>(
    events: &mut impl Iterator<Item = Event<'t>>,
    event: Event,
    path: &str,
    values: &mut BTreeMap<String, String>,
) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match event {
        Event::Scalar(text, ..) => {
            values.insert(path.to_owned(), text.into_owned());
        }
        Event::SequenceStart(..) => {
            for number in 0.. {
                match events.next().expect("an end") {
                    Event::SequenceEnd => break,
                    item => gather(events, item, &below(&number.to_string()), values),
                }
            }
        }
        _ => {
            let before = values.len();
            while let Event::Scalar(key, ..) = events.next().expect("an end") {
                let value = events.next().expect("a value");
                gather(events, value, &below(&key), values);
            }
            if values.len() == before {
                values.insert(path.to_owned(), "{}".to_owned());
            }
        }
    }
}

/// The value at a path; empty when there is none.
fn at<'v>(values: &'v BTreeMap<String, String>, path: &str) -> &'v str {
    values.get(path).map_or("", String::as_str)
}

/// The values whose paths end so.
fn ending<'v>(values: &'v BTreeMap<String, String>, end: &str) -> Vec<&'v str> {
    values.iter().filter(|(path, _)| path.ends_with(end)).map(|(_, value)| value.as_str()).collect()
}

#[test]
fn it_runs_for_main_for_pull_requests_and_by_hand() {
    for text in both() {
        let values = values(&text);
        assert_eq!(at(&values, "on.push.branches.0"), "main");
        let events: BTreeSet<&str> =
            values.keys().filter_map(|path| path.strip_prefix("on.")?.split('.').next()).collect();
        assert_eq!(events, BTreeSet::from(["pull_request", "push", "workflow_dispatch"]));
    }
}

#[test]
fn each_job_may_do_what_it_must_and_nothing_else() {
    for text in both() {
        let values = values(&text);
        let permissions: Vec<(&str, &str)> = values
            .iter()
            .filter(|(path, _)| path.contains("permissions"))
            .map(|(path, value)| (path.as_str(), value.as_str()))
            .collect();
        let expected = [
            ("jobs.address.permissions.pages", "read"),
            ("jobs.build.permissions.contents", "read"),
            ("jobs.deploy.permissions.id-token", "write"),
            ("jobs.deploy.permissions.pages", "write"),
            ("permissions", "{}"),
        ];
        assert_eq!(permissions, expected);
        assert!(ending(&values, "persist-credentials").contains(&"false"), "no token stays in the work tree");
    }
}

#[test]
fn a_pull_request_is_never_published() {
    for text in both() {
        let values = values(&text);
        let not_here = "github.event_name != 'pull_request'";
        // What asks for a permission of Pages does not even start.
        for job in ["address", "deploy"] {
            assert_eq!(at(&values, &format!("jobs.{job}.if")), not_here, "{job}");
        }
        assert_eq!(at(&values, "jobs.deploy.environment.name"), "github-pages");
        assert_eq!(at(&values, "jobs.deploy.needs"), "build");
    }
    let action = values(&fs::read_to_string(project("action.yml")).expect("the action"));
    let condition_of = |name: &str| {
        let (path, _) = action.iter().find(|(_, value)| value.starts_with(name)).expect("the step");
        at(&action, &path.replace(".uses", ".if"))
    };
    let is_handed_on = |kind: &str| format!("inputs.upload == 'true' && github.event_name {kind} 'pull_request'");
    assert_eq!(condition_of("actions/upload-pages-artifact@"), is_handed_on("!="));
    assert_eq!(condition_of("actions/upload-artifact@"), is_handed_on("=="));
}

#[test]
fn publications_wait_for_each_other_and_none_is_cut_off() {
    for text in both() {
        let values = values(&text);
        let group = at(&values, "concurrency.group");
        assert_eq!(group, "${{ github.event_name == 'pull_request' && github.ref || 'pages' }}");
        assert_eq!(at(&values, "concurrency.cancel-in-progress"), "false");
    }
}

#[test]
fn no_words_of_strangers_reach_a_shell() {
    for (path, text) in all() {
        for line in ending(&values(&text), ".run") {
            assert!(!line.contains("${{"), "{path}: a value of the event, in a shell: {line}");
        }
        for (_, rest) in text.match_indices("github.event").map(|(at, _)| text.split_at(at)) {
            assert!(rest.starts_with("github.event_name"), "{path}: only the kind of the event is looked at: {rest}");
        }
        assert!(!text.contains("secrets."), "{path}: nothing secret is needed");
        assert!(!text.contains("pull_request_target"), "{path}: what strangers send never runs with our rights");
    }
}

#[test]
fn whatever_is_used_is_named_by_its_commit_and_everywhere_by_the_same() {
    let mut commits: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in all() {
        let values = values(&text);
        for used in ending(&values, ".uses") {
            // The starter's line for our own action is filled in when a site begins.
            if used == "./" || used == "OWNER/REPOSITORY@COMMIT" {
                continue;
            }
            let (action, commit) = used.split_once('@').expect("a version");
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}: {used}");
            commits.entry(action.to_owned()).or_default().insert(commit.to_owned());
            // A person reads the version behind it, and so does a program that proposes newer ones.
            let line = text.lines().find(|line| line.contains(used)).expect("its line");
            assert!(line.contains(" # v"), "{path}: {line}");
        }
        let checkouts = ending(&values, ".uses").iter().filter(|used| used.starts_with("actions/checkout@")).count();
        let without = ending(&values, ".persist-credentials");
        assert!(without.len() == checkouts && without.iter().all(|value| *value == "false"), "{path}: a token stays");
    }
    assert!(commits.len() >= 7 && commits.values().all(|commits| commits.len() == 1), "{commits:?}");
}

#[test]
fn each_job_of_each_workflow_says_what_it_may() {
    for (path, text) in all().into_iter().filter(|(path, _)| path != "action.yml") {
        let values = values(&text);
        assert_eq!(at(&values, "permissions"), "{}", "{path}");
        let jobs: BTreeSet<&str> =
            values.keys().filter_map(|key| key.strip_prefix("jobs.")?.split('.').next()).collect();
        for job in jobs {
            let own = format!("jobs.{job}.permissions.");
            assert!(values.keys().any(|key| key.starts_with(&own)), "{path}: {job}");
        }
        let may_write = |key: &&String| key.contains("permissions") && values[*key] == "write";
        let writing: BTreeSet<&str> = values.keys().filter(may_write).map(String::as_str).collect();
        let expected: &[&str] = match path.as_str() {
            ".github/workflows/advisories.yml" | ".github/workflows/pdf.yml" => &[],
            ".github/workflows/release.yml" => &[
                "jobs.release.permissions.attestations",
                "jobs.release.permissions.contents",
                "jobs.release.permissions.id-token",
                "jobs.wheel.permissions.id-token",
            ],
            _ => &["jobs.deploy.permissions.id-token", "jobs.deploy.permissions.pages"],
        };
        assert_eq!(writing, expected.iter().copied().collect(), "{path}");
    }
}

#[test]
fn a_release_is_made_of_a_tag_only_and_for_every_system_that_dependencies_are_looked_at_for() {
    let text = fs::read_to_string(project("").join(".github/workflows/release.yml")).expect("a workflow");
    let values = values(&text);
    for job in ["release", "wheel"] {
        assert_eq!(at(&values, &format!("jobs.{job}.if")), "github.ref_type == 'tag'");
    }
    let deny = fs::read_to_string(project("deny.toml")).expect("deny.toml");
    let script = fs::read_to_string(project("action/run.sh")).expect("a script");
    let targets: BTreeSet<&str> = ending(&values, ".target").into_iter().collect();
    assert_eq!(targets.len(), 5);
    for target in targets {
        assert!(deny.contains(&format!("\"{target}\"")), "deny.toml lacks {target}");
        let system = target.split_once('-').expect("a system").1;
        assert!(script.contains(&format!("-{system}\"")), "the action does not know {system}");
    }
    assert_eq!(at(&values, "jobs.release.steps.1.run").lines().nth(1), Some("sha256sum -- * > ../SHA256SUMS"));
}

#[test]
fn the_two_differ_only_in_where_the_program_comes_from() {
    let [new, ours] = both();
    let parts = |text: &str| {
        let (before, rest) = text.split_once("          persist-credentials: false\n").expect("what goes before");
        let (bring, after) = rest.split_once("          base-url: ").expect("what comes behind");
        (before.to_owned(), bring.to_owned(), after.to_owned())
    };
    let ((before, bring, after), (our_before, our_bring, our_after)) = (parts(&new), parts(&ours));
    assert_eq!((before, after), (our_before, our_after));
    assert!(bring.contains(&format!("version: {}\n", env!("CARGO_PKG_VERSION"))), "{bring}");
    assert!(our_bring.contains("cargo build --release --locked\n"), "{our_bring}");
    // Programs that no release has built do not know where the action is.
    assert!(bring.contains("uses: OWNER/REPOSITORY@COMMIT # write here"), "{bring}");
    let inputs = fs::read_to_string(project("action.yml")).expect("the action");
    let known: BTreeSet<String> = values(&inputs)
        .keys()
        .filter_map(|key| Some(key.strip_prefix("inputs.")?.split('.').next()?.to_owned()))
        .collect();
    for text in [&new, &ours] {
        let values = values(text);
        let given = values.keys().filter(|key| key.starts_with("jobs.build.") && key.contains(".with."));
        let given: Vec<&str> = given.filter_map(|key| key.rsplit('.').next()).collect();
        for name in given.into_iter().filter(|name| *name != "persist-credentials") {
            assert!(known.contains(name), "the action does not take {name}");
        }
    }
}

/// A folder of releases with one for this machine, whose program is the one that is tested.
fn releases() -> Site {
    let program = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_standpoint"));
    let folder = Site::bare().file("standpoint", program);
    let version = env!("CARGO_PKG_VERSION");
    let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
    let (here, into) = (folder.path("standpoint"), folder.path(&format!("v{version}")));
    let mut pack = Command::new(project("release/pack.sh"));
    Run::of(pack.arg(here).arg(&target).arg(&into)).exits(0);
    let name = format!("standpoint-{version}-{target}.tar.gz");
    let mut digest = Command::new("sha256sum");
    let sums = Run::of(digest.arg(&name).current_dir(&into)).exits(0).stdout;
    folder.file(&format!("v{version}/SHA256SUMS"), sums)
}

/// Runs a step of the action as GitHub does, with these variables.
fn step(site: &Site, step: &str, variables: &[(&str, &str)]) -> Run {
    let mut shell = Command::new("bash");
    shell.arg(project("action/run.sh")).arg(step).current_dir(site.root());
    shell.env("RUNNER_TEMP", std::env::temp_dir()).env("GITHUB_PATH", site.path("path")).env("NO_COLOR", "1");
    shell.env("GITHUB_OUTPUT", site.path("output")).envs(variables.iter().copied());
    let run = Run::of(&mut shell);
    // What a step downloads lies in a folder of its own.
    if let Some(bin) = run.stdout.lines().last().filter(|line| line.ends_with("/bin")) {
        assert!(Path::new(bin).join("standpoint").is_file(), "{bin}");
    }
    run
}

#[test]
fn the_action_says_which_of_its_inputs_nobody_can_read() {
    let site = Site::new();
    for (of, name, value, told) in [
        ("check", "DENY_WARNINGS", "True", "deny-warnings must be true or false, and is True"),
        ("build", "PDF", "no", "pdf must be true or false, and is no"),
        ("install", "STANDPOINT_PROGRAM", "/nowhere/standpoint", "there is no program /nowhere/standpoint"),
        ("install", "STANDPOINT_PROGRAM", "/bin/sh", "a program must be called standpoint: /bin/sh"),
    ] {
        let stderr = step(&site, of, &[(name, value)]).exits(1).stderr;
        assert_eq!(stderr, format!("::error::{told}\n"));
    }
}

#[test]
fn the_action_brings_the_program_of_a_release_and_no_other_one() {
    let (site, releases) = (Site::new(), releases());
    let (version, folder) = (env!("CARGO_PKG_VERSION"), releases.root().display().to_string());
    let install = |version: &str, digest: &str| {
        let given = [("STANDPOINT_VERSION", version), ("STANDPOINT_RELEASES", &*folder), ("STANDPOINT_SHA256", digest)];
        step(&site, "install", &given)
    };
    let run = install(version, "").exits(0);
    let digest = run.stdout.lines().find_map(|line| line.rsplit_once("sha256: ")).expect("the digest is told").1;
    let path = fs::read_to_string(site.path("path")).expect("the search path");
    let bin = path.trim();
    let mut program = Command::new(Path::new(bin).join("standpoint"));
    assert_eq!(Run::of(program.arg("--version")).exits(0).stdout, format!("standpoint {version}\n"));

    assert!(!install(version, digest).exits(0).stdout.contains("sha256: "), "there is nothing more to tell");
    // As Windows shows digests, and as it ends lines.
    install(version, &digest.to_uppercase()).exits(0);
    let sums = format!("v{version}/SHA256SUMS");
    let listed = fs::read_to_string(releases.path(&sums)).expect("the list");
    releases.write(&sums, listed.replace('\n', "\r\n").repeat(2));
    install(version, "").exits(0);
    let other = "0".repeat(64);
    let refused = install(version, &other).exits(1).stderr;
    assert!(refused.contains(&format!("has the digest {digest}, and not {other}; it is not run")), "{refused}");
    assert!(install("../1", "").exits(1).stderr.contains("::error::this is no version: ../1"));
    assert!(install(version, "12 34").exits(1).stderr.contains("sha256 must have 64 digits"));
    assert!(install("9.9.9", "").exits(1).stderr.contains("::error::cannot get "));
    // Somebody changes the archive, and leaves the list as it was.
    let name = format!("v{version}/standpoint-{version}-{}-unknown-linux-musl.tar.gz", std::env::consts::ARCH);
    releases.write(&name, "another one");
    assert!(install(version, "").exits(1).stderr.contains("it is not run"));
    let plain = [("STANDPOINT_VERSION", version), ("STANDPOINT_RELEASES", "http://example.org")];
    assert!(step(&site, "install", &plain).exits(1).stderr.contains("not fetched over http"));
    for folder in fs::read_to_string(site.path("path")).expect("the search path").lines() {
        fs::remove_dir_all(Path::new(folder).parent().expect("a folder")).expect("removed");
    }
}

#[test]
fn the_action_shows_findings_beside_the_lines_and_builds() {
    let site = fresh();
    let program = env!("CARGO_BIN_EXE_standpoint");
    step(&site, "install", &[("STANDPOINT_PROGRAM", program)]).exits(0);
    let found = fs::read_to_string(site.path("path")).expect("the search path");
    let path = format!("{}:{}", found.trim(), std::env::var("PATH").unwrap_or_default());
    let path = ("PATH", path.as_str());
    for address in ["https://someone.github.io/briefing", ""] {
        // As GitHub runs it: a value that is not there is empty.
        let given = [path, ("BASE_URL", address), ("SITE", "."), ("PDF", "false"), ("DENY_WARNINGS", "false")];
        step(&site, "check", &given).exits(0);
        step(&site, "build", &given).exits(0);
        let canonical = site.page("index.html").contains("https://someone.github.io/briefing/");
        assert_eq!(canonical, !address.is_empty());
    }
    assert_eq!(fs::read_to_string(site.path("output")).expect("outputs"), "public=./public\n".repeat(2));
    site.write("content/pages/wrong.md", "---\ntitle: Wrong\n---\nAs [@nobody] says.\n");
    let said = step(&site, "check", &[path]).exits(1).stdout;
    assert!(said.starts_with("::error file=content/pages/wrong.md,line=4,col=5"), "{said}");
    assert!(step(&site, "build", &[path]).exits(1).stderr.contains("1 error"), "what is wrong is not handed on");
    site.write("content/pages/wrong.md", "---\ntitle: Wrong\nsummry: A key\n---\nSaid.\n");
    step(&site, "check", &[path]).exits(0);
    step(&site, "check", &[path, ("DENY_WARNINGS", "true")]).exits(1);
}
