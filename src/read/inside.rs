//! Opening a file of the site and no other one: between the look at a name and the reading of what it names, somebody may
//! have put a link there.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path};

use rustix::fs::{CWD, Mode, OFlags, openat};

/// Reads the file at a way below the root. Neither it nor a folder on the way may be a link.
pub fn read(root: &Path, way: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = open(root, way)?;
    let data = file.metadata()?;
    if !data.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "this is no file any more"));
    }
    bytes.reserve(usize::try_from(data.len()).unwrap_or(0));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file without following a link or waiting for a pipe.
#[cfg(target_os = "linux")]
fn open(root: &Path, way: &Path) -> io::Result<File> {
    use rustix::fs::{ResolveFlags, openat2};
    use rustix::io::Errno;
    let folder = openat(CWD, root, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    match openat2(&folder, way, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty(), resolve) {
        // Older systems do not have the call, and some sandboxes forbid it.
        Err(Errno::NOSYS | Errno::PERM) => step_by_step(root, way),
        file => Ok(file?.into()),
    }
}

/// Opens a file without following a link or waiting for a pipe.
#[cfg(not(target_os = "linux"))]
fn open(root: &Path, way: &Path) -> io::Result<File> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn no_link_is_followed_on_either_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("site");
        fs::create_dir_all(root.join("content/a")).expect("folders");
        fs::write(root.join("content/a/b.md"), "ours").expect("a file");
        fs::write(folder.path().join("secret"), "theirs").expect("a file");
        symlink(folder.path().join("secret"), root.join("content/link")).expect("a link");
        symlink(folder.path(), root.join("content/out")).expect("a link");
        for open in [open, step_by_step] {
            assert!(open(&root, Path::new("content/a/b.md")).is_ok());
            for way in ["content/link", "content/out/secret", "../secret"] {
                assert!(open(&root, Path::new(way)).is_err(), "{way}");
            }
        }
        assert_eq!(read(&root, Path::new("content/a/b.md")).expect("a text"), b"ours");
        assert!(read(&root, Path::new("content/a")).is_err());
    }
}
