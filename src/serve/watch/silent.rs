//! File systems that do not tell of every change: the ones that a network or another system writes to as well.

use std::path::Path;

use crate::platform;

/// What `statfs` calls the file systems that must be asked. The numbers stand in Linux's `linux/magic.h`, and those
/// of file systems outside the kernel's tree in the table by which the `tail` of GNU coreutils knows where to poll.
const SILENT: [(u32, &str); 24] = [
    (0x0000_6969, "NFS"),
    (0x0000_517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB"),
    (0x0000_564c, "NCP"),
    (0x5346_414f, "AFS"),
    (0x6b41_4653, "AFS"),
    (0x7375_7245, "Coda"),
    (0x00c3_6400, "Ceph"),
    (0x0bd0_0bd0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x0116_1970, "GFS2"),
    (0x7461_636f, "OCFS2"),
    (0xaad7_aaea, "PanFS"),
    (0xbeef_dead, "SNFS"),
    (0x6163_6673, "ACFS"),
    (0x1983_0326, "BeeGFS"),
    (0x0102_1997, "9p"),
    (0x6573_5546, "FUSE"),
    (0x786f_4256, "VirtualBox"),
    (0xbacb_acbc, "VMware"),
    (0x7c7c_6673, "Parallels"),
    (0x00c0_ffee, "hostfs"),
    (0x6175_6673, "aufs"),
];

/// The name of the file system on which a folder lies, when it must be asked for changes.
pub fn file_system(folder: &Path) -> Option<&'static str> {
    named(platform::file_system(folder)?)
}

fn named(kind: u32) -> Option<&'static str> {
    SILENT.iter().find(|(number, _)| *number == kind).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_and_shared_folders_are_known_and_local_ones_are_not() {
        for (number, name) in [(0x6969, "NFS"), (0xff53_4d42, "CIFS"), (0x0102_1997, "9p"), (0x6573_5546, "FUSE")] {
            assert_eq!(named(number), Some(name));
        }
        // ext4, XFS, Btrfs, tmpfs, overlayfs, FAT.
        for number in [0xef53, 0x5846_5342, 0x9123_683e, 0x0102_1994, 0x794c_7630, 0x4d44] {
            assert_eq!(named(number), None);
        }
        assert_eq!(file_system(Path::new("nowhere at all")), None);
    }
}
