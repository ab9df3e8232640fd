//! One run at a time writes into an output.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::Path;

use super::folder;
use crate::Error;

/// A lock, given up when this is dropped; the system gives it up when we are killed. Closing the file alone would not
/// do: a program that another thread is just starting may hold a copy of it for a moment.
pub struct Lock(File);

impl Lock {
    /// Takes the lock, or says at once who has it.
    pub fn take(path: &Path) -> Result<Lock, Error> {
        let mut options = File::options();
        let mut file = folder::open_note(path, options.create(true).truncate(false).read(true).write(true))?;
        match file.try_lock() {
            Ok(()) => {
                // The number is for those who wait; the lock holds without it.
                let _ = file.set_len(0);
                let _ = write!(file, "{}", std::process::id());
                Ok(Lock(file))
            }
            Err(TryLockError::WouldBlock) => {
                let pid = fs::read_to_string(path).ok().and_then(|text| text.trim().parse().ok());
                Err(Error::Busy { path: path.to_owned(), pid })
            }
            Err(TryLockError::Error(error)) => Err(Error::io("lock", path)(error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
