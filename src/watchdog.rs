//! Work that a theme can make endless: nobody can stop a thread from outside, so the whole run ends, and says at what it
//! was.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::platform;

/// No template of an honest theme needs a hundredth of it.
const LONGEST: Duration = Duration::from_secs(20);
/// So much may be taken beside one piece of work, in bytes; pages themselves have a limit of their own.
const LARGEST: u64 = 2 << 30;
/// How often to look.
const LOOK: Duration = Duration::from_millis(50);

static WATCHES: AtomicBool = AtomicBool::new(false);
static NEXT: AtomicU64 = AtomicU64::new(0);
static RUNNING: Mutex<BTreeMap<u64, Work>> = Mutex::new(BTreeMap::new());

struct Work {
    name: String,
    since: Instant,
    /// What the process held when the work was first seen.
    memory: Option<u64>,
}

/// Does the work, which is watched if anybody watches; `name` says what it is.
pub fn watched<T>(name: impl FnOnce() -> String, work: impl FnOnce() -> T) -> T {
    if !WATCHES.load(Ordering::Relaxed) {
        return work();
    }
    let watch = Watch(NEXT.fetch_add(1, Ordering::Relaxed));
    running(|all| all.insert(watch.0, Work { name: name(), since: Instant::now(), memory: None }));
    work()
}

/// Ends the watch, also when the work panics.
struct Watch(u64);

impl Drop for Watch {
    fn drop(&mut self) {
        running(|all| all.remove(&self.0));
    }
}

fn running<T>(ask: impl FnOnce(&mut BTreeMap<u64, Work>) -> T) -> T {
    ask(&mut RUNNING.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Watches from here on. `end` is told what is wrong, and must end the process.
pub fn start(end: fn(&str)) {
    if !WATCHES.swap(true, Ordering::Relaxed) {
        // Where the system starts no more threads, nothing is watched.
        let _ = thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
            loop {
                thread::sleep(LOOK);
                if let Some(why) = running(|all| all.values_mut().find_map(complaint)) {
                    end(&why);
                }
            }
        });
    }
}

/// What there is to say against a piece of work.
fn complaint(work: &mut Work) -> Option<String> {
    if work.since.elapsed() > LONGEST {
        return Some(format!("{} is still at work after {} seconds", work.name, LONGEST.as_secs()));
    }
    let now = platform::memory()?;
    let before = *work.memory.get_or_insert(now);
    (now > before + LARGEST).then(|| format!("{} takes over {} GiB of memory", work.name, LARGEST >> 30))
}
