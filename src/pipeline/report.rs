//! What a run found and did, and how long it took.

use std::time::{Duration, Instant};

use crate::diagnostic::{Diagnostic, Severity};
use crate::read::Snapshot;
use crate::write::Written;

/// What a run found and did.
#[derive(Debug)]
pub struct Report {
    /// Everything that was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// How much advice there is beside it, which nobody asked for.
    pub advice: usize,
    /// What was read, for drawing the findings.
    pub snapshot: Snapshot,
    /// How many pages the site has.
    pub pages: usize,
    /// What was written; nothing when the site was only checked.
    pub written: Option<Written>,
    /// How long each phase took.
    pub phases: Vec<(&'static str, Duration)>,
}

impl Report {
    /// What was found in a site of this many pages.
    pub(super) fn of(snapshot: Snapshot, pages: usize, diagnostics: Vec<Diagnostic>, clock: Clock) -> Report {
        Report { diagnostics, advice: 0, snapshot, pages, written: None, phases: clock.laps }
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// How long each phase takes.
pub(super) struct Clock {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    pub(super) fn start() -> Clock {
        Clock { last: Instant::now(), laps: Vec::new() }
    }

    /// Ends a phase.
    pub(super) fn lap(&mut self, phase: &'static str) {
        let now = Instant::now();
        self.laps.push((phase, now - self.last));
        self.last = now;
    }
}
