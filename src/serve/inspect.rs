//! Looks over the finished pages in the background, so that nobody waits for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use super::News;
use super::state::Shared;
use crate::Error;
use crate::diagnostic::Diagnostic;
use crate::pipeline::Edition;
use crate::sync::lock;

/// How long the writer pauses before all pages are made and looked at: the browser comes first.
const PAUSE: Duration = Duration::from_millis(200);

/// Looks over one edition after the other; a new one interrupts the work on the last.
pub struct Inspector {
    jobs: Sender<Arc<Job>>,
    last: Mutex<Arc<Job>>,
}

/// An edition to look over.
struct Job {
    edition: Arc<Edition>,
    /// Tells the work to stop.
    stop: AtomicBool,
    /// Whether it has come to its end.
    done: AtomicBool,
}

impl Inspector {
    /// Starts the thread that does the work, with an edition. It ends with the inspector.
    ///
    /// # Errors
    /// When the system starts no more threads.
    pub fn start<T: Fn(News) + Send + Sync + 'static>(
        edition: Arc<Edition>,
        shared: Arc<Shared>,
        tell: Arc<T>,
    ) -> Result<Inspector, Error> {
        let (jobs, received) = channel();
        let inspect = move || inspect_all(&received, &shared, &*tell);
        thread::Builder::new().name("inspector".to_owned()).spawn(inspect).map_err(Error::Threads)?;
        let inspector = Inspector { jobs, last: Mutex::new(Job::new(edition.clone())) };
        inspector.inspect(edition);
        Ok(inspector)
    }

    /// Looks over an edition, after a pause.
    pub fn inspect(&self, edition: Arc<Edition>) {
        self.interrupt();
        let job = Job::new(edition);
        self.last().clone_from(&job);
        // The thread ends with the process only.
        let _ = self.jobs.send(job);
    }

    /// Stops the work that is going on: the next edition will need the processors.
    pub fn interrupt(&self) {
        self.last().stop.store(true, Ordering::Relaxed);
    }

    /// Takes up again what was interrupted.
    pub fn resume(&self) {
        let last = self.last().clone();
        if !last.done.load(Ordering::Relaxed) {
            self.inspect(last.edition.clone());
        }
    }

    fn last(&self) -> MutexGuard<'_, Arc<Job>> {
        lock(&self.last)
    }
}

impl Job {
    fn new(edition: Arc<Edition>) -> Arc<Job> {
        Job { edition, stop: false.into(), done: false.into() }.into()
    }
}

fn inspect_all(jobs: &Receiver<Arc<Job>>, shared: &Shared, tell: &impl Fn(News)) {
    let mut told: Option<Vec<Diagnostic>> = None;
    while let Ok(mut job) = jobs.recv() {
        while let Ok(newer) = jobs.recv_timeout(PAUSE) {
            job = newer;
        }
        let Some(findings) = job.edition.all_findings(&job.stop) else { continue };
        job.done.store(true, Ordering::Relaxed);
        shared.publish_findings(&job.edition, &findings);
        if !told.is_some_and(|told| say_the_same(&told, &findings)) {
            tell(News::Found(&job.edition, &findings));
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
