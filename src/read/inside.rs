//! Opening a file of the site and no other one: between the look at a name and the reading of what it names, somebody may
//! have put a link there.

use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::platform;

/// Reads the file at a way below the root. Neither it nor a folder on the way may be a link.
pub fn read(root: &Path, way: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = platform::open_inside(root, way)?;
    let data = file.metadata()?;
    if !data.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "this is no file any more"));
    }
    bytes.reserve(usize::try_from(data.len()).unwrap_or(0));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_is_no_file_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("a")).expect("a folder");
        fs::write(folder.path().join("a/b.md"), "ours").expect("a file");
        assert_eq!(read(folder.path(), Path::new("a/b.md")).expect("a text"), b"ours");
        assert!(read(folder.path(), Path::new("a")).is_err());
    }
}
