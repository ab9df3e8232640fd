//! What the machine cannot do. One of these ends the run.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of the machine, or a refusal to touch something that is not ours.
#[derive(Debug)]
pub enum Error {
    /// The system refused to do something to a file.
    Io {
        /// What was to be done, such as "read".
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// We refuse; says why and what to do.
    Refused {
        /// What it is about.
        path: PathBuf,
        /// Why, and what to do.
        why: String,
    },
    /// Another run is at work on the same output.
    Busy {
        /// The lock.
        path: PathBuf,
        /// Process number of the other run.
        pid: u32,
    },
}

impl Error {
    /// Makes an error out of what the system said, for `map_err`.
    pub fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
        let path = path.to_owned();
        move |source| Error::Io { doing, path, source }
    }

    /// The exit code: 3 the machine or a refusal, 4 another run is at work.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Io { .. } | Error::Refused { .. } => 3,
            Error::Busy { .. } => 4,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Error::Io { doing, path, source } => write!(f, "cannot {doing} {}: {source}", path.display()),
            Error::Refused { path, why } => write!(f, "{}: {why}", path.display()),
            Error::Busy { path, pid } => write!(
                f,
                "another build (process {pid}) is writing here; wait for it, or remove {} if it is dead",
                path.display()
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
