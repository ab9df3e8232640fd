//! The workflow that publishes a site on GitHub Pages: that of a new site and that of this repository are held to the
//! same rules, and are the same but for the steps that bring the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
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
        let condition_of = |action: &str| {
            let (path, _) = values.iter().find(|(_, value)| value.starts_with(action)).expect("the step");
            at(&values, &path.replace(".uses", ".if"))
        };
        assert_eq!(condition_of("actions/upload-pages-artifact@"), not_here);
        assert_eq!(condition_of("actions/upload-artifact@"), "github.event_name == 'pull_request'");
        assert_eq!(at(&values, "jobs.deploy.environment.name"), "github-pages");
        assert_eq!(at(&values, "jobs.deploy.needs"), "build");
    }
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
    for text in both() {
        let values = values(&text);
        let lines = ending(&values, ".run");
        assert!(lines.len() >= 3, "the lines were found");
        for line in lines {
            assert!(!line.contains("${{"), "a value of the event, in a shell: {line}");
        }
        for (_, rest) in text.match_indices("github.event").map(|(at, _)| text.split_at(at)) {
            assert!(rest.starts_with("github.event_name"), "only the kind of the event is looked at: {rest}");
        }
        assert!(!text.contains("secrets."), "nothing secret is needed");
    }
}

#[test]
fn its_actions_are_of_today() {
    let common = [
        "actions/checkout@v7",
        "actions/configure-pages@v6",
        "actions/deploy-pages@v5",
        "actions/upload-artifact@v7",
        "actions/upload-pages-artifact@v5",
    ];
    for (text, own) in both().iter().zip(["actions/cache@v6", "Swatinem/rust-cache@v2"]) {
        let values = values(text);
        let used: BTreeSet<&str> = ending(&values, ".uses").into_iter().collect();
        assert_eq!(used, common.into_iter().chain([own]).collect());
    }
}

#[test]
fn the_two_differ_only_in_where_the_program_comes_from() {
    let [new, ours] = both();
    let parts = |text: &str| {
        let (before, rest) = text.split_once("          persist-credentials: false\n").expect("what goes before");
        let (bring, after) = rest.split_once("      - name: Check\n").expect("what comes behind");
        (before.to_owned(), bring.to_owned(), after.to_owned())
    };
    let ((before, bring, after), (our_before, our_bring, our_after)) = (parts(&new), parts(&ours));
    assert_eq!((before, after), (our_before, our_after));
    let version = env!("CARGO_PKG_VERSION");
    assert!(bring.contains(&format!("cargo install --locked standpoint@{version}\n")), "{bring}");
    assert_eq!(bring.matches(version).count(), 2, "also in the name under which it is kept: {bring}");
    assert!(our_bring.contains("cargo build --release --locked\n"), "{our_bring}");
}

#[test]
fn its_lines_build_the_site_with_an_address_and_without() {
    let [new, _] = both();
    let values = values(&new);
    let site = fresh();
    let mut lines = 0;
    for address in ["https://someone.github.io/briefing", ""] {
        for line in ending(&values, ".run").into_iter().filter(|line| line.starts_with("standpoint ")) {
            // As GitHub runs it: a value that is not there is empty.
            run(&site, line, address).exits(0);
            lines += 1;
        }
        let canonical = site.page("index.html").contains("https://someone.github.io/briefing/");
        assert_eq!(canonical, !address.is_empty());
    }
    assert_eq!(lines, 4, "check and build, twice");
}

fn run(site: &Site, line: &str, address: &str) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_standpoint")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("bash");
    shell.args(["-e", "-c", line]).current_dir(site.root()).env("PATH", path).env("BASE_URL", address);
    Run::of(&mut shell)
}
