//! What each system does in its own way: the only room that names one.
//!
//! | | Linux | macOS | Windows |
//! |---|---|---|---|
//! | old and new site exchanged in one step | yes | yes | no: file by file, and `build` says so |
//! | saved before the exchange | all of it | the names; the disk decides | each file |
//! | no link is followed between a look and the reading | yes | yes | links are looked for first, so a swap in that moment is not seen |
//! | notes of ours are no links, no second names of files and no pipes | yes | yes | no links |
//! | a browser prints, and ends with us | yes | yes | no: `print.command` names a program that prints |
//! | network folders are asked for changes | yes | no | no |
//! | a limit on memory for a template | yes | no: on time alone | no: on time alone |
//!
//! Locks are those of the standard library: all three systems give up the lock of a process that has died. No system
//! needs a handler of signals here: whatever ends a build leaves the old site or the new one, and the next run clears up.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub use system::{
    Guarded, Stamp, exchange, file_system, has_other_names, is_mount_point, link, machine_name, memory, open_inside,
    open_plain, own_folder, program, save_all, save_names, unprivileged,
};

/// The user and the group that a program runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct User {
    /// The number of the user.
    pub id: u32,
    /// The number of the group.
    pub group: u32,
}
