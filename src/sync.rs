//! Locks.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks. What is behind our locks is whole at any moment, even when a thread that held one has died.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
