//! Looks over the finished pages in the background, so that nobody waits for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::News;
use super::state::Shared;
use crate::diagnostic::Diagnostic;
use crate::pipeline::Edition;

/// How long the writer pauses before all pages are made and looked at: the browser comes first.
const PAUSE: Duration = Duration::from_millis(200);

/// Looks over one edition after the other; a new one interrupts the work on the last.
pub struct Inspector {
    editions: Sender<(Arc<Edition>, Arc<AtomicBool>)>,
    /// Tells the work that is going on to stop.
    stop: Mutex<Arc<AtomicBool>>,
}

impl Inspector {
    /// Starts the thread that does the work. It ends with the inspector.
    pub fn start<T: Fn(News) + Send + Sync + 'static>(shared: Arc<Shared>, tell: Arc<T>) -> Inspector {
        let (editions, received) = channel();
        thread::spawn(move || inspect_all(&received, &shared, &*tell));
        Inspector { editions, stop: Mutex::default() }
    }

    /// Looks over an edition, after a pause.
    pub fn inspect(&self, edition: Arc<Edition>) {
        let stop = Arc::new(AtomicBool::new(false));
        let mut last = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        last.store(true, Ordering::Relaxed);
        *last = stop.clone();
        // The thread ends with the process only.
        let _ = self.editions.send((edition, stop));
    }

    /// Stops the work that is going on: the next edition will need the processors.
    pub fn interrupt(&self) {
        self.stop.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }
}

fn inspect_all(editions: &Receiver<(Arc<Edition>, Arc<AtomicBool>)>, shared: &Shared, tell: &impl Fn(News)) {
    let mut told: Option<Vec<Diagnostic>> = None;
    while let Ok(mut work) = editions.recv() {
        while let Ok(newer) = editions.recv_timeout(PAUSE) {
            work = newer;
        }
        let (edition, stop) = work;
        let Some(findings) = edition.all_findings(&stop) else { continue };
        shared.publish_findings(&edition, &findings);
        if !told.is_some_and(|told| say_the_same(&told, &findings)) {
            tell(News::Found(&edition, &findings));
        }
        told = Some(findings);
    }
}

/// Whether two lists say the same. That a line more stands above the place is nothing new.
fn say_the_same(told: &[Diagnostic], findings: &[Diagnostic]) -> bool {
    let same = |(a, b): (&Diagnostic, &Diagnostic)| {
        (a.severity, a.code, &a.message, &a.span.path) == (b.severity, b.code, &b.message, &b.span.path)
    };
    told.len() == findings.len() && told.iter().zip(findings).all(same)
}
