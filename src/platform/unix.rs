//! Linux, macOS and their like.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown, symlink};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::Errno;

use super::User;

/// Exchanges two folders in one step. Nothing is done, and `false` is given, where the file system cannot.
pub fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    let done = rustix::fs::renameat_with(CWD, one, CWD, other, rustix::fs::RenameFlags::EXCHANGE);
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    let done = Err::<(), _>(Errno::NOSYS);
    match done {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::XDEV | Errno::BUSY) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Makes a symbolic link.
pub fn link(target: &Path, at: &Path) -> io::Result<()> {
    symlink(target, at)
}

/// Opens what a path names without following a link at its end or waiting for a pipe.
pub fn open_plain(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(flags.bits().cast_signed()).open(path)
}

/// Whether a file has another name too, under which it may be somebody else's.
pub fn has_other_names(data: &Metadata) -> bool {
    data.nlink() > 1
}

/// Opens a file at a way below a folder, following no link on it and waiting for no pipe.
pub fn open_inside(root: &Path, way: &Path) -> io::Result<File> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{ResolveFlags, openat2};
        let folder = openat(CWD, root, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        match openat2(&folder, way, flags, Mode::empty(), resolve) {
            // Older systems do not have the call, and some sandboxes forbid it.
            Err(Errno::NOSYS | Errno::PERM) => {}
            file => return Ok(file?.into()),
        }
    }
    step_by_step(root, way)
}

fn step_by_step(root: &Path, way: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mut at = openat(CWD, root, flags | OFlags::DIRECTORY, Mode::empty())?;
    for step in way.components() {
        let Component::Normal(name) = step else { return Err(ErrorKind::InvalidInput.into()) };
        at = openat(&at, name, flags | OFlags::NOFOLLOW, Mode::empty())?;
    }
    Ok(at.into())
}

/// Waits until all that was written to the file system of a folder is on the disk. One call for many files costs
/// next to nothing; one for each would double the time of a build.
#[cfg(target_os = "linux")]
pub fn save_all(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Where the system has no such call, the disk decides.
#[cfg(not(target_os = "linux"))]
pub fn save_all(folder: &Path) -> io::Result<()> {
    save_names(folder)
}

/// Waits until the names in a folder are on the disk.
pub fn save_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Whether another file system, or another part of this one, begins at a folder.
#[cfg(target_os = "linux")]
pub fn is_mount_point(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::TYPE)
        .is_ok_and(|data| data.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

/// Whether another file system begins at a folder.
#[cfg(not(target_os = "linux"))]
pub fn is_mount_point(folder: &Path) -> bool {
    let device = |path: &Path| fs::symlink_metadata(path).map(|data| data.dev()).ok();
    folder.parent().is_some_and(|parent| device(folder).is_some() && device(folder) != device(parent))
}

/// The number by which the system calls the kind of file system of a folder.
pub fn file_system(folder: &Path) -> Option<u32> {
    // The type of the field differs between processors; the number always has 32 bits. Other systems have other numbers,
    // and tell of network folders as far as they can.
    #[cfg(target_os = "linux")]
    return rustix::fs::statfs(folder).ok().map(|system| system.f_type as u32);
    #[cfg(not(target_os = "linux"))]
    return folder.parent().and(None);
}

/// A file at one moment, as far as can be seen from outside.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    inode: u64,
    written: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    /// The stamp of a file of which the system has told this.
    pub fn of(data: &Metadata) -> Stamp {
        Stamp {
            size: data.size(),
            inode: data.ino(),
            written: (data.mtime(), data.mtime_nsec()),
            changed: (data.ctime(), data.ctime_nsec()),
        }
    }
}

/// The name of this machine.
pub fn machine_name() -> Option<String> {
    Some(rustix::system::uname().nodename().to_string_lossy().to_ascii_lowercase())
}

/// How much memory the process holds, in bytes.
pub fn memory() -> Option<u64> {
    // Systems other than Linux tell it only to code that is not safe.
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"))?;
    Some(resident.parse::<u64>().ok()? << 10)
}

/// A path, when a program lies there.
pub fn program(path: &Path) -> Option<PathBuf> {
    let data = fs::metadata(path).ok()?;
    (data.is_file() && data.permissions().mode() & 0o111 != 0).then(|| path.to_owned())
}

/// Who is to run what root must not: `nobody`, when we are root.
pub fn unprivileged() -> Option<User> {
    if !rustix::process::geteuid().is_root() {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let fields: Vec<&str> = users.lines().find_map(|line| line.strip_prefix("nobody:"))?.split(':').collect();
    Some(User { id: fields.get(1)?.parse().ok()?, group: fields.get(2)?.parse().ok()? })
}

/// Makes a folder that only one user can look into.
pub fn own_folder(folder: &Path, user: Option<User>) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(folder)?;
    user.map_or(Ok(()), |user| chown(folder, Some(user.id), Some(user.group)))
}

/// A program that we talk with over two pipes, and that ends when we end, in whatever way. A shell starts it, and ends it.
pub struct Guarded {
    shell: Child,
    /// When this is closed, the shell ends the program and removes its folder.
    lifeline: Option<UnixStream>,
}

impl Guarded {
    /// Starts a program in a folder that is its home and goes with it; gives the pipes to it and from it.
    pub fn start(
        program: &Path,
        arguments: &[String],
        folder: &Path,
        user: Option<User>,
    ) -> io::Result<(Guarded, ChildStdin, ChildStdout)> {
        let (ours, theirs) = UnixStream::pair()?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", include_str!("guard.sh"), "guard"]).arg(folder).arg(program).args(arguments);
        command.current_dir(folder).process_group(0);
        for name in ["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(name, folder);
        }
        if let Some(user) = user {
            command.uid(user.id).gid(user.group);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::from(OwnedFd::from(theirs)));
        let mut shell = command.spawn()?;
        // Its copies of the pipes would keep them open.
        drop(command);
        let pipes = (shell.stdin.take(), shell.stdout.take());
        let guarded = Guarded { shell, lifeline: Some(ours) };
        let (Some(to), Some(from)) = pipes else { return Err(ErrorKind::BrokenPipe.into()) };
        Ok((guarded, to, from))
    }

    /// Lets go of the program, which then ends.
    pub fn let_go(&mut self) {
        drop(self.lifeline.take());
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.let_go();
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_is_followed_on_either_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("site");
        fs::create_dir_all(root.join("content/a")).expect("folders");
        fs::write(root.join("content/a/b.md"), "ours").expect("a file");
        fs::write(folder.path().join("secret"), "theirs").expect("a file");
        symlink(folder.path().join("secret"), root.join("content/link")).expect("a link");
        symlink(folder.path(), root.join("content/out")).expect("a link");
        for open in [open_inside, step_by_step] {
            assert!(open(&root, Path::new("content/a/b.md")).is_ok());
            for way in ["content/link", "content/out/secret", "../secret"] {
                assert!(open(&root, Path::new(way)).is_err(), "{way}");
            }
        }
    }
}
