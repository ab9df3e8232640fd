//! What the machine cannot do. One of these ends the run.

use std::fmt;
use std::io;
use std::net::SocketAddr;
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
    /// Nobody can listen at an address.
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// There is no browser, or it does not do what it must; says why and what to do.
    Browser(String),
    /// Git does not do what it must; says why and what to do.
    Git(String),
    /// Another run is at work on the same output.
    Busy {
        /// The lock.
        path: PathBuf,
        /// Process number of the other run, once it has noted it.
        pid: Option<u32>,
    },
    /// The system starts no more threads.
    Threads(io::Error),
    /// A template does not come to an end; says which and what it takes.
    Endless(String),
    /// What an engine printed is no PDF that we can read.
    Pdf {
        /// Why not.
        why: String,
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
            Error::Busy { .. } => 4,
            _ => 3,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Error::Io { doing, path, source } => write!(f, "cannot {doing} {}: {source}", path.display()),
            Error::Refused { path, why } => write!(f, "{}: {why}", path.display()),
            Error::Listen { address, source } => write!(f, "cannot listen on {address}: {}", why_deaf(source)),
            Error::Threads(source) => {
                write!(
                    f,
                    "the system starts no more threads ({source}); close other programs, or raise the limit of `ulimit -u`"
                )
            }
            Error::Endless(why) => write!(f, "{why}; look for a loop that does not end"),
            Error::Browser(why) | Error::Git(why) => f.write_str(why),
            // The system gives up the lock of a run that has died: there is nothing to remove.
            Error::Busy { path, pid } => {
                let process = pid.map_or_else(String::new, |pid| format!(" (process {pid})"));
                write!(
                    f,
                    "another build{process} is writing here, and holds {}; wait until it has ended",
                    path.display()
                )
            }
            Error::Pdf { why } => write!(f, "cannot read the PDF that was printed: {why}"),
        }
    }
}

/// Why nobody can listen at an address, and what to do.
fn why_deaf(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::AddrInUse => {
            "another program does already; name another port with --port, or leave --port out to get one that is free"
                .to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "the system does not allow it; name a port from 1024 on with --port".to_owned()
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine has no such address; leave --host out, or name an address of this machine".to_owned()
        }
        _ => source.to_string(),
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } | Error::Listen { source, .. } | Error::Threads(source) => Some(source),
            _ => None,
        }
    }
}
