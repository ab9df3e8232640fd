//! `cargo bench`: how long a whole build takes, beside the floor: reading the same files, Markdown to HTML,
//! writing, and nothing else.
//!
//! Machines differ and are shared, so what counts are ratios. Each build directly follows a run of the floor in
//! a process of its own, and ratios are taken pair by pair. Nothing here is asserted: the tables are for people.
//! Four layouts are measured: with notes of the authors alone, plain, plain with code blocks, and one whose pages are
//! mostly those of sources.
//!
//! ```text
//! cargo bench --bench build              1,000 and 10,000 briefings
//! cargo bench --bench build -- 300       other sizes
//! cargo bench --bench build -- growth    how it grows with each kind of thing; `growth events` with one,
//!                                        `growth mistakes` with what broken links cost
//! cargo bench --bench build -- days       what days cost, and the changes between two of them
//! build-… generate 300 DIR [LAYOUT]      only the site, for a profiler; `notes`, `plain`, `code` or `cited`
//! build-… grow KIND 500 DIR              the same with many of one kind of thing
//! build-… build DIR OUT                  one build of it, with its figures; also `floor`
//! ```

mod days;
mod floor;
mod generator;
mod growth;
mod measure;

use std::path::Path;
use std::{env, fs};

use generator::Layout;
use measure::Measured;
use tempfile::TempDir;

fn main() {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["generate", size, root, ref layout @ ..] => {
            let size = size.parse().expect("a number of briefings");
            let layout =
                Layout::named(layout.first().unwrap_or(&"plain")).expect("`notes`, `plain`, `code` or `cited`");
            generator::write(Path::new(root), size, layout).expect("the site is written");
        }
        ["grow", kind, n, root] => growth::write(kind, n.parse().expect("a number"), Path::new(root)),
        ["growth", "mistakes"] => growth::report_mistakes(place()),
        ["growth", ref kinds @ ..] => {
            growth::report(place(), kinds);
            if kinds.is_empty() {
                growth::report_mistakes(place());
            }
        }
        ["days"] => days::report(place(), 10_000, 5000),
        [job, root, out] if job.parse::<usize>().is_err() => measure::job(job, Path::new(root), Path::new(out)),
        ref sizes => {
            let mut sizes: Vec<usize> = sizes.iter().map(|size| size.parse().expect("a number of briefings")).collect();
            // Without `--bench`, `cargo test --all-targets` runs this; then it need only show that it works.
            let in_earnest = env::args().any(|word| word == "--bench");
            if sizes.is_empty() {
                sizes = if in_earnest { vec![1000, 10_000] } else { vec![20] };
            }
            report(&sizes);
            if !in_earnest {
                growth::try_all(place());
                days::report(place(), 20, 100);
            }
        }
    }
}

const DISK: &str = env!("CARGO_TARGET_TMPDIR");

/// Where sites stand: in memory, where the system has such a place.
fn place() -> &'static Path {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory } else { Path::new(DISK) }
}

fn report(sizes: &[usize]) {
    let mut rows: Vec<Row> = Vec::new();
    for layout in Layout::ALL {
        for &size in sizes {
            rows.push(Row::measure(size, layout, place()));
        }
    }
    let disk = Path::new(DISK);
    if place() != disk {
        rows.push(Row::measure(sizes.last().copied().unwrap_or(1000), Layout::Plain, disk));
    }
    full_builds(&rows);
    growth(&rows);
    phases(&rows);
    warm_builds(&rows);
}

/// A site and what was measured on it.
struct Row {
    name: String,
    size: usize,
    /// The floor and the build that followed it, several times.
    pairs: Vec<(Measured, Measured)>,
    /// Builds again when nothing has changed.
    same: Vec<Measured>,
    /// Builds again when one briefing has changed.
    edited: Vec<Measured>,
}

impl Row {
    fn measure(size: usize, layout: Layout, place: &Path) -> Row {
        let name = format!("{size} {}, {}", layout.name(), place_name(place));
        eprintln!("measuring {name} …");
        let folder = TempDir::with_prefix_in("standpoint-bench-", place).expect("a temporary folder");
        let (root, results) = (folder.path().join("site"), folder.path().join("results"));
        generator::write(&root, size, layout).expect("the site is written");
        let out = results.join("public");
        let times = match size {
            0..=100 => 1,
            101..=2000 => 5,
            _ => 3,
        };
        // The first read from a disk is the system's business; this one is not counted.
        measure::run("floor", &root, &out);
        let absent = |job: &str| {
            fs::remove_dir_all(&results).expect("the last results are removed");
            measure::run(job, &root, &out)
        };
        let pairs = (0..times).map(|_| (absent("floor"), absent("build"))).collect();
        let same = (0..times).map(|_| measure::run("build", &root, &out)).collect();
        let edited = (0..times)
            .map(|nth| {
                edit(&root, nth);
                measure::run("build", &root, &out)
            })
            .collect();
        Row { name, size, pairs, same, edited }
    }

    fn floor(&self, figure: impl Fn(&Measured) -> f64) -> f64 {
        median(self.pairs.iter().map(|(floor, _)| figure(floor)))
    }

    fn build(&self, figure: impl Fn(&Measured) -> f64) -> f64 {
        median(self.pairs.iter().map(|(_, build)| figure(build)))
    }

    /// The build over the floor before it.
    fn ratio(&self, figure: impl Fn(&Measured) -> f64) -> f64 {
        median(self.pairs.iter().map(|(floor, build)| figure(build) / figure(floor)))
    }
}

fn place_name(place: &Path) -> &'static str {
    if place.starts_with("/dev/shm") { "memory" } else { "disk" }
}

/// Adds a sentence to the text of a briefing.
fn edit(root: &Path, nth: usize) {
    let path = root.join(format!("content/briefings/{}.md", generator::briefing(nth)));
    let text = fs::read_to_string(&path).expect("a briefing");
    fs::write(&path, text.replacen("\n\n## ", " One more sentence.\n\n## ", 1)).expect("the edit is written");
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn full_builds(rows: &[Row]) {
    println!("\nA full build into an absent folder; medians, ratios pair by pair. Threads: {}.\n", threads());
    println!(
        "| briefings | floor wall s | build wall s | wall ratio | floor CPU s | build CPU s | CPU ratio | floor MiB | build MiB |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for row in rows {
        println!(
            "| {} | {:.3} | {:.3} | {:.1} | {:.3} | {:.3} | {:.1} | {:.0} | {:.0} |",
            row.name,
            row.floor(|run| run.wall),
            row.build(|run| run.wall),
            row.ratio(|run| run.wall),
            row.floor(|run| run.cpu),
            row.build(|run| run.cpu),
            row.ratio(|run| run.cpu),
            row.floor(|run| run.peak),
            row.build(|run| run.peak),
        );
    }
}

/// CPU of each size over the smallest of its kind; with ten times the pages, about 10 is proportional.
fn growth(rows: &[Row]) {
    let kind = |row: &Row| row.name.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    println!();
    for row in rows {
        let Some(first) = rows.iter().find(|first| kind(first) == kind(row) && first.size < row.size) else { continue };
        let grown = |figure: &dyn Fn(&Row) -> f64| figure(row) / figure(first);
        println!(
            "Growth from {} to {}: pages x {:.1}, CPU of the floor x {:.1}, of the build x {:.1}, its memory x {:.1}.",
            first.name,
            row.name,
            grown(&|row| row.size as f64),
            grown(&|row| row.floor(|run| run.cpu)),
            grown(&|row| row.build(|run| run.cpu)),
            grown(&|row| row.build(|run| run.peak)),
        );
    }
}

fn phases(rows: &[Row]) {
    println!("\nWall time of each phase of the full build, in ms.\n");
    let names: Vec<&str> = rows[0].pairs[0].1.phases.iter().map(|(name, _)| name.as_str()).collect();
    println!("| briefings | {} |", names.join(" | "));
    println!("|---|{}", "---:|".repeat(names.len()));
    for row in rows {
        let times = (0..names.len()).map(|nth| format!(" {:.1} |", row.build(|run| run.phases[nth].1 * 1000.0)));
        println!("| {} |{}", row.name, times.collect::<String>());
    }
}

fn warm_builds(rows: &[Row]) {
    println!("\nA build into the folder of the one before.\n");
    println!("| briefings | nothing changed: wall s | CPU s | one briefing changed: wall s | CPU s |");
    println!("|---|---:|---:|---:|---:|");
    for row in rows {
        let figure = |runs: &[Measured], figure: fn(&Measured) -> f64| median(runs.iter().map(figure));
        println!(
            "| {} | {:.3} | {:.3} | {:.3} | {:.3} |",
            row.name,
            figure(&row.same, |run| run.wall),
            figure(&row.same, |run| run.cpu),
            figure(&row.edited, |run| run.wall),
            figure(&row.edited, |run| run.cpu),
        );
    }
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
