//! Locks, and waiting for other programs.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How often to look whether a program has ended.
const LOOK: Duration = Duration::from_millis(10);

/// Locks. What is behind our locks is whole at any moment, even when a thread that held one has died.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How a program has ended; nothing when it still runs after the `longest` time.
///
/// # Errors
/// When the system does not tell.
pub fn ended_within(child: &mut Child, longest: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            None if start.elapsed() < longest => thread::sleep(LOOK),
            end => return Ok(end),
        }
    }
}

/// Whether the system starts so many threads more, all at once. Some libraries take theirs for granted, and panic.
///
/// # Errors
/// Why not.
pub fn starts_threads(count: usize) -> io::Result<()> {
    // Each waits until all are there.
    let start = |_| {
        let (stay, left) = mpsc::channel::<()>();
        thread::Builder::new().spawn(move || left.recv()).map(|thread| (stay, thread))
    };
    (0..count).map(start).collect::<io::Result<Vec<_>>>().map(drop)
}
