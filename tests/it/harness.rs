//! A site in a folder of its own, and the real program run on it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::html::Page;

/// A site that a test writes file by file.
pub struct Site {
    folder: TempDir,
}

/// What the program did.
pub struct Run {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Results.
    pub stdout: String,
    /// Talk.
    pub stderr: String,
}

/// A text of many: what the test calls it by, what `check` says of it in short, and its page, if it has one.
pub type Told<T> = (T, String, Option<String>);

/// Many texts, each with what is said of it as if it stood at `path` alone. They stand beside one another in one site, for
/// to run the program takes longer than all of them.
pub fn each<T>(
    site: &Site,
    path: &str,
    cases: impl IntoIterator<Item = T>,
    text: impl Fn(&T) -> String,
) -> Vec<Told<T>> {
    let stem = path.strip_suffix(".md").expect("a text");
    let cases: Vec<T> = cases.into_iter().collect();
    let own = |number: usize| format!("{stem}-{number}.md");
    cases.iter().enumerate().for_each(|(number, case)| site.write(&own(number), text(case)));
    let found = site.check().stdout;
    site.build();
    let told = |(number, case): (usize, T)| {
        let (own, page) = (own(number), format!("{}-{number}.html", stem.trim_start_matches("content/")));
        let lines = found.lines().filter(|line| line.starts_with(&format!("{own}:")));
        let found = lines.map(|line| line.replace(&own, path)).collect::<Vec<_>>().join("\n");
        (case, found, site.has(&page).then(|| site.page(&page)))
    };
    cases.into_iter().enumerate().map(told).collect()
}

impl Site {
    /// A site with settings and nothing else.
    pub fn new() -> Site {
        Site::bare().file("standpoint.yaml", "title: Test\nbase_url: https://example.org/repo/\n")
    }

    /// An empty folder.
    pub fn bare() -> Site {
        Site { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Writes a file.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Site {
        self.write(path, content);
        self
    }

    /// Writes a source note with a title, a date and an address.
    pub fn source(self, key: &str) -> Site {
        let text = format!(
            "---\ntitle: The {key} report\nurl: https://{key}.example/report\npublished: 2025-01-01\n---\nA note.\n"
        );
        self.file(&format!("content/sources/{key}.md"), text)
    }

    /// Writes an actor.
    pub fn actor(self, id: &str) -> Site {
        self.file(&format!("content/actors/{id}.md"), format!("---\nname: Actor {id}\n---\n"))
    }

    /// Writes an issue.
    pub fn issue(self, id: &str) -> Site {
        self.file(&format!("content/issues/{id}.md"), format!("---\ntitle: Issue {id}\n---\n"))
    }

    /// Writes a briefing with this text.
    pub fn briefing(self, id: &str, text: &str) -> Site {
        self.file(
            &format!("content/briefings/{id}.md"),
            format!("---\ntitle: Briefing {id}\nas_of: 2025-08\n---\n{text}\n"),
        )
    }

    /// Writes a file, later on.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, content).expect("a file");
    }

    /// The path of a file of the site.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the program in the site's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// The program, ready to run in the site's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
        command.args(arguments).current_dir(self.root()).env("NO_COLOR", "1").env_remove("CI");
        command
    }

    /// `standpoint build`.
    pub fn build(&self) -> Run {
        self.run(&["build"])
    }

    /// `standpoint check --format short`: one finding a line.
    pub fn check(&self) -> Run {
        self.run(&["check", "--format", "short"])
    }

    /// A file of the built site.
    pub fn page(&self, path: &str) -> String {
        let path = self.path("public").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// A file of the built site that may be no text.
    pub fn page_lossy(&self, path: &str) -> String {
        let path = self.path("public").join(path);
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A page of the built site, read strictly.
    pub fn read(&self, path: &str) -> Page {
        Page::read(&self.page(path)).unwrap_or_else(|why| panic!("{path} is not well formed: {why}"))
    }

    /// The paths of everything under `public/`, sorted.
    pub fn files(&self) -> Vec<String> {
        files_below(&self.path("public"))
    }

    /// The paths of the built pages.
    pub fn pages(&self) -> Vec<String> {
        self.files().into_iter().filter(|path| path.ends_with(".html")).collect()
    }

    /// Everything under `public/`, byte for byte.
    pub fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let read = |path: String| (path.clone(), fs::read(self.path("public").join(path)).expect("a file"));
        self.files().into_iter().map(read).collect()
    }

    /// Whether the built site has a file.
    pub fn has(&self, path: &str) -> bool {
        self.path("public").join(path).exists()
    }
}

/// The paths of the files below a folder, with `/`, sorted.
pub fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.file_type().expect("a type").is_dir() {
                open.push(entry.path());
            } else {
                let path = entry.path();
                found.push(path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// A run that takes longer hangs. Generous, since several tests share the machine.
const LONGEST_RUN: Duration = Duration::from_secs(180);

impl Run {
    /// Runs a command to its end, which must come.
    pub fn of(command: &mut Command) -> Run {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let (mut stdout, mut stderr) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
        let drain = |pipe: &mut dyn Read| {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).expect("what the program says");
            bytes
        };
        let (stdout, stderr) =
            (std::thread::spawn(move || drain(&mut stdout)), std::thread::spawn(move || drain(&mut stderr)));
        let start = Instant::now();
        let status = loop {
            match child.try_wait().expect("a state") {
                Some(status) => break status,
                None if start.elapsed() > LONGEST_RUN => {
                    child.kill().expect("an end");
                    panic!("the program hangs: {command:?}");
                }
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let [stdout, stderr] = [stdout, stderr].map(|talk| talk.join().expect("a thread"));
        Output { status, stdout, stderr }.into()
    }

    /// Asserts the exit code, and shows what was said when it is another one.
    pub fn exits(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts that a finding of this name is among the lines of `check --format short`, and gives its line.
    pub fn finding(&self, code: &str) -> &str {
        let name = format!("[{code}]");
        self.stdout
            .lines()
            .find(|line| line.ends_with(&name))
            .unwrap_or_else(|| panic!("no {code} in:\n{}", self.stdout))
    }

    /// Asserts that `check --format short` has a line for this place and level, such as
    /// `content/index.md:1:1: error`, and this name; gives the line.
    pub fn finds(&self, place: &str, code: &str) -> &str {
        let (start, end) = (format!("{place}: "), format!(" [{code}]"));
        self.stdout
            .lines()
            .find(|line| line.starts_with(&start) && line.ends_with(&end))
            .unwrap_or_else(|| panic!("no {code} at {place} in:\n{}", self.stdout))
    }

    /// Asserts that no finding of this name is there.
    pub fn lacks(&self, code: &str) {
        let name = format!("[{code}]");
        assert!(!self.stdout.lines().any(|line| line.ends_with(&name)), "{code} in:\n{}", self.stdout);
    }
}
