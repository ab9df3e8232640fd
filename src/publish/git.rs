//! Git, as a program: the user's own, with the user's own names, keys and helpers.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use crate::Error;

/// What tells Git of another repository than the one that a folder lies in. It is set wherever Git itself runs a
/// program, in a hook say, and would lead a site into a repository that is not its own.
const ELSEWHERE: [&str; 10] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_NAMESPACE",
    "GIT_SHALLOW_FILE",
    "GIT_PREFIX",
];

/// A repository, and an index of our own in it: the user's work tree and index stay as they are.
pub struct Git {
    /// A folder in its work tree, from which remotes named by a relative path are found.
    dir: PathBuf,
    folder: PathBuf,
    index: PathBuf,
}

impl Drop for Git {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.index);
    }
}

/// A file in a commit.
pub struct CommittedFile {
    /// Its path, with `/` between the parts.
    pub path: String,
    /// Its object.
    pub object: String,
    /// Whether it is a file, and neither a link nor another repository.
    pub is_file: bool,
}

impl Git {
    /// The repository that a folder lies in.
    ///
    /// # Errors
    /// When there is none, or no Git.
    pub fn of(dir: &Path) -> Result<Git, Error> {
        let folder = match run(git(dir).args(["rev-parse", "--absolute-git-dir"]), b"") {
            Ok(out) => PathBuf::from(out.trim_end()),
            Err(Error::Git(why)) if why.contains("not a git repository") => {
                let why = "is in no Git repository; run `git init` and `git remote add origin ADDRESS` there first";
                return Err(Error::Refused { path: dir.to_owned(), why: why.to_owned() });
            }
            Err(error) => return Err(error),
        };
        let index = folder.join(format!("standpoint-index-{}", std::process::id()));
        Ok(Git { dir: dir.to_owned(), folder, index })
    }

    /// What a command of Git prints.
    ///
    /// # Errors
    /// What Git says, when it fails.
    pub fn ask(&self, arguments: &[&str]) -> Result<String, Error> {
        self.tell(arguments, b"")
    }

    /// The same, with something to read.
    ///
    /// # Errors
    /// What Git says, when it fails.
    pub fn tell(&self, arguments: &[&str], input: &[u8]) -> Result<String, Error> {
        run(git(&self.dir).args(arguments), input)
    }

    /// The newest commit of a branch of another repository, brought here; none when it has no such branch.
    ///
    /// # Errors
    /// What Git says, when the other repository cannot be reached.
    pub fn fetched(&self, remote: &str, branch: &str) -> Result<Option<String>, Error> {
        let name = format!("refs/heads/{branch}");
        let there = self.ask(&["ls-remote", "--", remote, &name])?;
        // Git also lists what ends in this name: COMMIT, a tab, NAME
        let commit = there.lines().filter_map(|line| line.split_once('\t')).find(|(_, there)| *there == name);
        let Some((commit, _)) = commit else { return Ok(None) };
        // Without a trace in FETCH_HEAD, which is the user's.
        self.ask(&["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", remote, &name])?;
        Ok(Some(commit.to_owned()))
    }

    /// The files of a commit or tree.
    ///
    /// # Errors
    /// What Git says.
    pub fn files(&self, tree: &str) -> Result<Vec<CommittedFile>, Error> {
        let list = self.ask(&["ls-tree", "-r", "-z", "--full-tree", tree])?;
        // MODE TYPE OBJECT, a tab, PATH
        let entry = |line: &str| {
            let (facts, path) = line.split_once('\t')?;
            let object = facts.rsplit(' ').next()?.to_owned();
            Some(CommittedFile { path: path.to_owned(), object, is_file: facts.starts_with("100") })
        };
        Ok(list.split('\0').filter_map(entry).collect())
    }

    /// The text of a file in a commit, if it has one of this path.
    pub fn text(&self, commit: &str, path: &str) -> Option<String> {
        self.ask(&["cat-file", "blob", &format!("{commit}:{path}")]).ok()
    }

    /// The commit that a name stands for; none when it stands for none.
    pub fn commit(&self, revision: &str) -> Option<String> {
        // What begins with `-` is an option to Git.
        let wanted = format!("{revision}^{{commit}}");
        let asked = || self.ask(&["rev-parse", "--verify", "--quiet", &wanted]).ok();
        let known = if revision.starts_with('-') { None } else { asked() };
        known.map(|commit| commit.trim_end().to_owned())
    }

    /// What a commit has of the folder that Git was asked in, as a tree; none when it has no such folder.
    ///
    /// # Errors
    /// What Git says.
    pub fn tree_of_folder(&self, commit: &str) -> Result<Option<String>, Error> {
        let prefix = self.ask(&["rev-parse", "--show-prefix"])?;
        // Git ends the line, and a name may end with a space.
        let folder = prefix.strip_suffix('\n').unwrap_or(&prefix).trim_end_matches('/');
        let tree = self.ask(&["rev-parse", "--verify", "--quiet", &format!("{commit}:{folder}")]);
        Ok(tree.ok().map(|tree| tree.trim_end().to_owned()))
    }

    /// The bytes of objects, in their order.
    ///
    /// # Errors
    /// What Git says, or that it lacks one of them.
    pub fn blobs(&self, objects: &[&str]) -> Result<Vec<Vec<u8>>, Error> {
        let all = bytes_of(git(&self.dir).args(["cat-file", "--batch"]), lines(objects).as_bytes())?;
        let mut rest = &all[..];
        let mut next = || {
            // OBJECT TYPE SIZE, a line end, the bytes, a line end
            let end = rest.iter().position(|byte| *byte == b'\n')?;
            let size: usize = std::str::from_utf8(&rest[..end]).ok()?.rsplit(' ').next()?.parse().ok()?;
            let blob = rest.get(end + 1..end + 1 + size)?.to_vec();
            rest = rest.get(end + 2 + size..)?;
            Some(blob)
        };
        let lacks = |object: &&str| Error::Git(format!("git does not have the object {object}; run `git fetch` first"));
        objects.iter().map(|object| next().ok_or_else(|| lacks(object))).collect()
    }

    /// Takes files of a folder into the repository, bytes as they are: no filter and no line end of the user's
    /// settings changes them. Gives their objects in order.
    ///
    /// # Errors
    /// What Git says.
    pub fn store(&self, folder: &Path, paths: &[&str]) -> Result<Vec<CommittedFile>, Error> {
        // The folder may lie outside of the work tree, or be one of another repository.
        let mut command = git(folder);
        command.env("GIT_DIR", &self.folder).args(["hash-object", "-w", "--no-filters", "--stdin-paths"]);
        let objects = run(&mut command, lines(paths).as_bytes())?;
        let entry = |(path, object): (&&str, &str)| CommittedFile {
            path: (*path).to_owned(),
            object: object.to_owned(),
            is_file: true,
        };
        Ok(paths.iter().zip(objects.lines()).map(entry).collect())
    }

    /// A tree made from that of `parent`, without some files and with others.
    ///
    /// # Errors
    /// What Git says.
    pub fn tree(&self, parent: Option<&str>, without: &[&str], with: &[CommittedFile]) -> Result<String, Error> {
        let tell = |arguments: &[&str], input: &[u8]| {
            run(git(&self.dir).env("GIT_INDEX_FILE", &self.index).args(arguments), input)
        };
        tell(&["read-tree", parent.unwrap_or("--empty")], b"")?;
        let none = "0".repeat(with.first().map_or(40, |entry| entry.object.len()));
        let gone = without.iter().map(|path| format!("0 {none}\t{path}\0"));
        let here = with.iter().map(|entry| format!("100644 {}\t{}\0", entry.object, entry.path));
        tell(&["update-index", "-z", "--index-info"], gone.chain(here).collect::<String>().as_bytes())?;
        Ok(tell(&["write-tree"], b"")?.trim_end().to_owned())
    }
}

/// Git in the repository that a folder lies in.
fn git(dir: &Path) -> Command {
    let mut command = Command::new("git");
    ELSEWHERE.iter().for_each(|name| {
        command.env_remove(name);
    });
    // Git's messages are looked at, so they must be in one language.
    command.current_dir(dir).env("LC_ALL", "C");
    command
}

fn lines(paths: &[&str]) -> String {
    paths.iter().map(|path| format!("{path}\n")).collect()
}

fn run(command: &mut Command, input: &[u8]) -> Result<String, Error> {
    bytes_of(command, input).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn bytes_of(command: &mut Command, input: &[u8]) -> Result<Vec<u8>, Error> {
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Git("there is no `git` on this machine; install it".to_owned()),
        _ => Error::Git(format!("cannot start git: {error}")),
    })?;
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        // Git may answer before it has read everything. What it does not want to read, it need not.
        scope.spawn(|| stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    });
    let output = output.map_err(|error| Error::Git(format!("cannot wait for git: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::Git(format!("git says: {}", said.trim_end().trim_start_matches("fatal: "))))
}
