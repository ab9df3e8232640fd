//! One measurement, in a process of its own, so that its memory and its processor time are nobody else's.

use std::path::Path;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use rustix::time::{ClockId, clock_gettime};
use standpoint::pipeline::{self, Build};

use crate::floor;

/// What a process took.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Seconds on the clock on the wall.
    pub wall: f64,
    /// Seconds of processor time, of all threads.
    pub cpu: f64,
    /// Peak memory in MiB.
    pub peak: f64,
    /// Seconds of each phase of a build.
    pub phases: Vec<(String, f64)>,
}

/// Starts this program again for one job (`floor` or `build`) and waits for its figures.
pub fn run(job: &str, root: &Path, out: &Path) -> Measured {
    let (measured, talk) = run_quietly(job, root, out);
    eprint!("{talk}");
    measured
}

/// The same for a site that may have faults: what it says about them comes back.
pub fn run_quietly(job: &str, root: &Path, out: &Path) -> (Measured, String) {
    let program = env::current_exe().expect("this program has a path");
    let output = Command::new(program).arg(job).args([root, out]).output().expect("this program starts again");
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{job} of {}: {talk}", root.display());
    let mut measured = Measured::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (name, figure) = line.split_once('\t').expect("a name and a figure");
        let figure: f64 = figure.parse().expect("a figure");
        match name {
            "wall" => measured.wall = figure,
            "cpu" => measured.cpu = figure,
            "peak" => measured.peak = figure,
            phase => measured.phases.push((phase.to_owned(), figure)),
        }
    }
    (measured, talk)
}

/// The other side: does the job and prints the figures.
pub fn job(job: &str, root: &Path, out: &Path) {
    let start = Instant::now();
    match job {
        "floor" => floor::run(root, out).expect("the floor is written"),
        "build" => build(root, out),
        other => panic!("`{other}` is no job; there are `floor`, `build` and `generate`"),
    }
    println!("wall\t{}", start.elapsed().as_secs_f64());
    let cpu = clock_gettime(ClockId::ProcessCPUTime);
    println!("cpu\t{}", cpu.tv_sec as f64 + cpu.tv_nsec as f64 / 1e9);
    println!("peak\t{}", peak());
}

fn build(root: &Path, out: &Path) {
    let report = pipeline::build(root, out, &Build::default()).expect("the site is built");
    // The generated site is clean. Should a new rule think otherwise, the figures say so.
    if let Some(first) = report.diagnostics.first() {
        eprintln!("{} findings, such as: {} ({:?})", report.diagnostics.len(), first.message, first.span);
    }
    for (phase, time) in &report.phases {
        println!("{phase}\t{}", time.as_secs_f64());
    }
}

/// The most memory that this process has had, in MiB; 0 where the system does not say.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() / 1024.0
}
