//! What days cost: a build of briefings of which each has its own, beside the same briefings without; and the changes
//! between two days.

use std::path::Path;
use std::time::Instant;
use std::{fs, io};

use standpoint::model::Date;
use standpoint::pipeline::{Build, Edition};
use tempfile::TempDir;

use crate::generator::{self, Layout};
use crate::measure;

/// Pairs of builds, and looks at the changes.
const TIMES: usize = 5;

/// Measures both. The aims are 10 % more, and 50 ms for the changes between two days of 5,000 positions.
pub fn report(place: &Path, briefings: usize, positions: usize) {
    let folder = TempDir::with_prefix_in("standpoint-bench-", place).expect("a temporary folder");
    let [dated, undated] = ["dated", "undated"].map(|name| folder.path().join(name));
    for site in [&dated, &undated] {
        generator::write(site, briefings, Layout::Plain).expect("the site is written");
    }
    take_days(&undated).expect("the briefings are written again");
    let build = |site: &Path| measure::run_quietly("build", site, &site.with_extension("public")).0.cpu;
    let mut ratios: Vec<f64> = (0..TIMES).map(|_| build(&dated) / build(&undated)).collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "\n{briefings} briefings with a day each, beside the same without: {:.2} of the processor time.",
        ratios[TIMES / 2]
    );
    let (ms, count) = changes(&folder.path().join("moves"), positions).expect("a site of positions");
    println!("{count} changes between two days of a site of {positions} positions: {ms:.1} ms, in words.");
}

/// Takes `as_of:` out of all briefings.
fn take_days(site: &Path) -> io::Result<()> {
    for file in fs::read_dir(site.join("content/briefings"))? {
        let path = file?.path();
        let text = fs::read_to_string(&path)?;
        let lines = text.lines().filter(|line| !line.starts_with("as_of:"));
        fs::write(&path, lines.map(|line| format!("{line}\n")).collect::<String>())?;
    }
    Ok(())
}

/// The middle of the times, in ms, that the changes between two days take, and how many there are. Each cell moves from
/// month to month.
fn changes(site: &Path, positions: usize) -> io::Result<(f64, usize)> {
    const ACTORS: usize = 50;
    const MOVES: usize = 10;
    let put = |path: String, text: String| {
        let path = site.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap_or(site))?;
        fs::write(path, text)
    };
    fs::create_dir_all(site)?;
    fs::write(site.join("standpoint.yaml"), "title: Moves\n")?;
    put(
        "sources/wire.md".to_owned(),
        "---\ntitle: Wire\nurl: https://wire.example/1\npublished: 2024\n---\n".to_owned(),
    )?;
    for actor in 0..ACTORS {
        put(format!("actors/a{actor}.md"), format!("---\nname: Actor {actor}\n---\n"))?;
    }
    let cells = positions / MOVES;
    for cell in 0..cells {
        let (actor, issue) = (cell % ACTORS, cell / ACTORS);
        put(format!("issues/i{issue}.md"), format!("---\ntitle: Issue {issue}\nscale: [One, Two, Three]\n---\n"))?;
        for nth in 1..=MOVES {
            let (month, option) = (nth, 1 + (cell + nth) % 3);
            let front = format!("as_of: 2025-{month:02}-{:02}\nstance: supports\noption: {option}", 1 + cell % 28);
            put(format!("positions/a{actor}/i{issue}.{nth}.md"), format!("---\n{front}\n---\nSo [@wire].\n"))?;
        }
    }
    let edition = Edition::open(site, &Build::default()).expect("a site");
    let day = |text: &str| Date::parse(text).expect("a date");
    let (since, until) = (day("2025-05-31"), day("2025-06-30"));
    let mut took = Vec::new();
    let mut count = 0;
    for _ in 0..TIMES {
        let start = Instant::now();
        count = edition.changes(Some(&since), Some(&until)).len();
        took.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    Ok((took[TIMES / 2], count))
}
