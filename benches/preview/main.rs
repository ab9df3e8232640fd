//! `cargo bench --bench preview`: how soon a saved file is seen, with the real program and real Chromium.
//!
//! Machines differ and are shared. Nothing here is asserted: the tables are for people, and say what we aim at.
//!
//! ```text
//! cargo bench --bench preview                1,000 and 10,000 briefings
//! cargo bench --bench preview -- 300         other sizes
//! cargo bench --bench preview -- 300 cited   another layout: `notes`, `plain`, `code` or `cited`
//! ```
//!
//! Chromium is where `STANDPOINT_BROWSER` says, or at its usual place; `tests/run` installs the rest.

#[path = "../build/generator.rs"]
#[allow(dead_code)] // The other bench edits many briefings.
mod generator;
mod server;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use generator::Layout;
use server::Server;
use standpoint::pipeline::{Build, Edition};
use tempfile::TempDir;

/// What we aim at, in ms, at up to 1,000 briefings and above: start to first page, a paragraph, a template.
const AIMS: [[f64; 2]; 3] = [[300.0, 1500.0], [40.0, 40.0], [100.0, 150.0]];

const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");
const PAINT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/preview/paint.mjs");

fn main() {
    // Without `--bench`, `cargo test --all-targets` runs this; then it need only show that it works.
    let in_earnest = env::args().any(|word| word == "--bench");
    let mut sizes: Vec<usize> = env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = if in_earnest { vec![1000, 10_000] } else { vec![20] };
    }
    if in_earnest && browser().is_none() {
        eprintln!("No Chromium, node or playwright-core here (tests/run installs them): measuring up to the page.");
    }
    let layout = env::args().find_map(|word| Layout::named(&word)).unwrap_or(Layout::Plain);
    for size in sizes {
        report(size, layout, in_earnest);
    }
}

fn report(size: usize, layout: Layout, in_earnest: bool) {
    let (starts, saves) = if in_earnest { (7, 60) } else { (1, 2) };
    let site = Site::new(size, layout);
    let aim = |nth: usize| format!("{:.0}", AIMS[nth][usize::from(size > 1000)]);
    let none = String::new;
    println!("\n{size} briefings, {}.\n\n| | median | p90 | aim |\n|---|---:|---:|---:|", layout.name());
    row("start → first page, ms", &(0..starts).map(|_| site.first_page()).collect::<Vec<_>>(), aim(0));

    row("paragraph saved → the next edition is made, ms", &site.next_editions(saves), none());

    let server = Server::start(&site.root);
    row("paragraph saved → its page served, ms", &site.served(&server, saves), none());
    if let Some(browser) = browser().filter(|_| in_earnest) {
        let painted = site.painted(&server, &browser, saves);
        let of = |kind: &str| painted.iter().filter(|(of, _)| of == kind).map(|(_, ms)| *ms).collect::<Vec<_>>();
        row("paragraph saved → painted, ms", &of("paragraph"), aim(1));
        row("template saved → painted, ms", &of("template"), aim(2));
        row("another page saved → painted, ms", &of("other"), none());
    }
    if in_earnest {
        let tab = server.follow(PAGE);
        server.settle();
        let before = server.cpu();
        thread::sleep(Duration::from_secs(5));
        row("processor time in 5 s of rest, ms", &[server.cpu() - before], "0".to_owned());
        drop(tab);
    }
    row("memory of the server, MiB", &[server.memory()], none());
}

fn row(name: &str, figures: &[f64], aim: String) {
    let mut figures = figures.to_vec();
    figures.sort_by(f64::total_cmp);
    let at = |part: f64| figures[((figures.len() - 1) as f64 * part).round() as usize];
    println!("| {name} | {:.1} | {:.1} | {aim} |", at(0.5), at(0.9));
}

/// The page that is open.
const PAGE: &str = "/briefings/briefing-00000.html";

/// A made-up site with a theme of its own.
struct Site {
    _folder: TempDir,
    root: PathBuf,
}

impl Site {
    fn new(size: usize, layout: Layout) -> Site {
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() { memory } else { Path::new(env!("CARGO_TARGET_TMPDIR")) };
        let folder = TempDir::with_prefix_in("standpoint-bench-", place).expect("a temporary folder");
        let root = folder.path().to_owned();
        generator::write(&root, size, layout).expect("the site is written");
        let settings = fs::read_to_string(root.join("standpoint.yaml")).expect("the settings") + "theme: own\n";
        fs::write(root.join("standpoint.yaml"), settings).expect("the settings");
        fs::create_dir_all(root.join("themes/own/templates")).expect("a theme");
        fs::write(root.join("themes/own/templates/footer.html"), "<footer>Saved 0.</footer>\n").expect("a template");
        Site { _folder: folder, root }
    }

    /// Starts the program and asks for a page.
    fn first_page(&self) -> f64 {
        let start = Instant::now();
        let page = Server::start(&self.root).get(PAGE);
        assert!(page.ends_with("</html>\n"), "half a page");
        ms(start)
    }

    /// Saves, and makes the next edition in this process: what of the next two rows is not watching, sending and drawing.
    fn next_editions(&self, times: usize) -> Vec<f64> {
        let file = format!("content/briefings/{}.md", generator::briefing(0));
        let text = fs::read_to_string(self.root.join(&file)).expect("a briefing");
        let mut edition = Edition::open(&self.root, &Build::default()).expect("the site is read");
        let hint = BTreeSet::from([file.clone()]);
        let save = |nth| {
            fs::write(self.root.join(&file), with_words(&text, &format!("Made {nth}."))).expect("saved");
            let start = Instant::now();
            let next = edition.next(&self.root, Some(&hint)).expect("the site is read again");
            let took = ms(start);
            edition = next.expect("another edition");
            took
        };
        (0..times).map(save).collect()
    }

    /// Saves, and waits until the stream says that the page has changed, and for the page.
    fn served(&self, server: &Server, times: usize) -> Vec<f64> {
        let file = self.root.join(format!("content/briefings/{}.md", generator::briefing(0)));
        let text = fs::read_to_string(&file).expect("a briefing");
        let mut tab = server.follow(PAGE);
        let save = |nth| {
            thread::sleep(pause(nth));
            let start = Instant::now();
            fs::write(&file, with_words(&text, &format!("Served {nth}."))).expect("saved");
            while !tab.next_event().contains("\"page\":\"changed\"") {}
            assert!(server.get(PAGE).contains(&format!("Served {nth}. ")), "the old page");
            ms(start)
        };
        (0..times).map(save).collect()
    }

    /// Lets a script save files while a browser shows the page. Gives what was saved, and ms until it was painted.
    fn painted(&self, server: &Server, browser: &Path, times: usize) -> Vec<(String, f64)> {
        let output = Command::new("node")
            .arg(PAINT)
            .args([&format!("http://{}{PAGE}", server.address), self.root.to_str().expect("UTF-8")])
            .arg(times.to_string())
            .env("STANDPOINT_BROWSER", browser)
            .stderr(Stdio::inherit())
            .output()
            .expect("node runs");
        assert!(output.status.success(), "{PAINT} has failed");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let figure =
            |line: &str| line.split_once('\t').map(|(kind, ms)| (kind.to_owned(), ms.parse().expect("a figure")));
        text.lines().filter_map(figure).collect()
    }
}

/// A text with some words in front.
fn with_words(text: &str, words: &str) -> String {
    text.replacen("\n---\n", &format!("\n---\n{words} "), 1)
}

/// Writers pause; sometimes the pages are being looked over when they save again.
fn pause(nth: usize) -> Duration {
    Duration::from_millis(100 + nth as u64 * 137 % 700)
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// Chromium, when it is there with all that drives it.
fn browser() -> Option<PathBuf> {
    let browser = env::var_os("STANDPOINT_BROWSER").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    let node = || Command::new("node").arg("--version").stdout(Stdio::null()).status().is_ok_and(|is| is.success());
    let driver = Path::new(TOOLS).join("node_modules/playwright-core");
    (browser.exists() && driver.exists() && node()).then_some(browser)
}
