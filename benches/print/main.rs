//! `cargo bench --bench print`: 20 briefings with one browser, beside 20 runs for one briefing each and beside the
//! browser's own command line, as ratios of wall time in one run. Needs Chromium (`STANDPOINT_BROWSER`).

#[path = "../build/generator.rs"]
#[allow(dead_code)] // This one needs a single layout.
mod generator;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

const BRIEFINGS: usize = 20;

fn main() {
    let browser = env::var_os("STANDPOINT_BROWSER").unwrap_or_else(|| "/usr/bin/chromium".into());
    let folder = tempfile::tempdir().expect("a folder");
    generator::write(folder.path(), BRIEFINGS, generator::Layout::Plain).expect("the site is written");
    let standpoint = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
        run(command.arg("pdf").arg(folder.path()).args(arguments).env("STANDPOINT_BROWSER", &browser))
    };
    // Once before, so that the site is built and the browser is in memory.
    standpoint(&[]);
    let two_tabs = standpoint(&[]);
    let one_tab = standpoint(&["--jobs", "1"]);
    let names: Vec<String> = fs::read_dir(folder.path().join("content/briefings"))
        .expect("briefings")
        .map(|entry| entry.expect("one").file_name().to_string_lossy().replace(".md", ""))
        .collect();
    let single: Duration = names.iter().map(|name| standpoint(&[name.as_str()])).sum();
    let own: Duration = names.iter().map(|name| command_line(&browser, folder.path(), name)).sum();
    let ratio = |time: Duration| time.as_secs_f64() / two_tabs.as_secs_f64();
    println!("{} briefings, one browser, two tabs: {two_tabs:.1?} = 1", names.len());
    println!("one tab:                            {one_tab:.1?} = {:.2}", ratio(one_tab));
    println!("a run for each:                     {single:.1?} = {:.2}", ratio(single));
    println!("the browser's command line:         {own:.1?} = {:.2}", ratio(own));
}

fn command_line(browser: &std::ffi::OsStr, site: &Path, name: &str) -> Duration {
    let page = format!("file://{}", site.join(format!("public/briefings/{name}.html")).display());
    let mut command = Command::new(browser);
    command.args(["--headless", "--disable-gpu", "--no-sandbox", "--no-pdf-header-footer", "--disable-dev-shm-usage"]);
    command.arg(format!("--user-data-dir={}", site.join("profile").display()));
    run(command.arg(format!("--print-to-pdf={}", site.join("own.pdf").display())).arg(page))
}

fn run(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a program");
    let took = start.elapsed();
    // Findings in the made-up texts are no matter here.
    assert!(matches!(status.code(), Some(0 | 1)), "{command:?}: {status}");
    took
}
