//! Publishing to a branch of a Git repository, for those who do not let GitHub build their site.
//!
//! What was built becomes the next commit of the branch. The branch keeps every file that is not ours, such as a
//! `CNAME`: which files are ours, a list in the branch itself says, so that it holds on every machine. The user's work
//! tree, index and branches stay as they are.

mod address;
mod branch;
mod changes;
mod git;
mod past;

use std::path::Path;

use crate::Error;
use crate::write::Held;

pub use address::why_not;
use branch::Branch;
pub use changes::Changes;
use changes::{POSITIONS, SOURCES};
use git::{CommittedFile, Git};
pub use past::{Past, at_revision};

/// The list of our files in the branch, one path a line.
const LIST: &str = ".standpoint-files";

/// Where a site is published. What can be wrong with it is known before anything is built.
pub struct PublishTarget<'a> {
    git: Git,
    remote: &'a str,
    branch: &'a str,
}

/// The next commit of a branch, ready to be made.
pub struct Next<'a> {
    target: PublishTarget<'a>,
    parent: Option<String>,
    tree: String,
    /// What it changes.
    pub changes: Changes,
}

impl<'a> PublishTarget<'a> {
    /// A branch of another repository that the one of the site at `root` knows as `remote`.
    ///
    /// # Errors
    /// When there is no repository or no such remote, or the branch is none for a site; says what to do.
    pub fn of(root: &Path, remote: &'a str, branch: &'a str) -> Result<PublishTarget<'a>, Error> {
        let target = PublishTarget { git: Git::of(root)?, remote, branch };
        target.knows_remote()?;
        // Git prints the name again; `@{-1}` and its like become another one.
        let named = target.git.ask(&["check-ref-format", "--branch", branch]);
        if branch.starts_with("refs/") || named.ok().as_deref().map(str::trim_end) != Some(branch) {
            let why = format!("`{branch}` cannot be the name of a branch; name another one with --branch");
            return Err(Error::Git(why));
        }
        let here = target.git.ask(&["symbolic-ref", "--quiet", "--short", "HEAD"]).unwrap_or_default();
        if here.trim_end() == branch {
            return Err(target.refused("this is the branch of the site's own text; name another one with --branch"));
        }
        Ok(target)
    }

    /// Whether there is such a remote, in words that help.
    fn knows_remote(&self) -> Result<(), Error> {
        let remote = self.remote;
        if self.git.ask(&["remote", "get-url", "--", remote]).is_ok() {
            return Ok(());
        }
        let all = self.git.ask(&["remote"])?;
        let all: Vec<&str> = all.lines().collect();
        Err(Error::Git(match all[..] {
            [] => format!("there is no remote `{remote}`; add it with `git remote add {remote} ADDRESS`"),
            _ => format!("there is no remote `{remote}`; name one of these with --remote: {}", all.join(", ")),
        }))
    }

    fn refused(&self, why: &str) -> Error {
        Error::Refused { path: format!("{}/{}", self.remote, self.branch).into(), why: why.to_owned() }
    }

    /// Prepares the next commit: the site that was built into `out`, and what others have put into the branch.
    /// `title_of` knows the title of the page at a path, and `positions` what happened to positions since the list of
    /// them that is given to it.
    ///
    /// # Errors
    /// When a file of others stands in the way, the branch is that of a site's text, or Git fails.
    pub fn next(
        self,
        out: &Held,
        title_of: impl Fn(&str) -> Option<String>,
        positions: impl Fn(&str) -> Vec<(&'static str, String)>,
    ) -> Result<Next<'a>, Error> {
        let git = &self.git;
        let branch = Branch::fetched(git, self.remote, self.branch)?;
        if branch.files.iter().any(|entry| entry.path == crate::paths::SETTINGS) {
            return Err(self.refused("this branch holds the text of a site; name another one with --branch"));
        }
        let paths: Vec<&str> = out.paths().iter().map(String::as_str).collect();
        let mut site = git.store(out.folder(), &paths)?;
        if let Some(why) = branch.in_the_way(git, &site, out.folder()) {
            return Err(self.refused(&why));
        }
        let new = |path: &str| std::fs::read_to_string(out.folder().join(path)).unwrap_or_default();
        let sources = (branch.text(git, SOURCES), new(SOURCES));
        let positions = positions(&branch.text(git, POSITIONS));
        let changes = Changes::between(&branch, &site, &sources, positions, title_of);
        let list: String = paths.iter().map(|path| format!("{path}\n")).collect();
        let object = git.tell(&["hash-object", "-w", "--stdin"], list.as_bytes())?.trim_end().to_owned();
        site.push(CommittedFile { path: LIST.to_owned(), object, is_file: true });
        let gone: Vec<&str> = branch
            .ours
            .iter()
            .map(String::as_str)
            .filter(|path| *path != LIST && !out.paths().contains(*path))
            .collect();
        let tree = git.tree(branch.tip.as_deref(), &gone, &site)?;
        Ok(Next { target: self, parent: branch.tip, tree, changes })
    }
}

impl Next<'_> {
    /// Whether there is no such branch yet.
    pub fn is_first(&self) -> bool {
        self.parent.is_none()
    }

    /// Whether the branch would become another one.
    ///
    /// # Errors
    /// What Git says.
    pub fn is_new(&self) -> Result<bool, Error> {
        let Some(parent) = &self.parent else { return Ok(true) };
        let before = self.target.git.ask(&["rev-parse", &format!("{parent}^{{tree}}")])?;
        Ok(before.trim_end() != self.tree)
    }

    /// Makes the commit and pushes it. Gives the commit's short name.
    ///
    /// # Errors
    /// What Git says. Nothing has changed then: the branch is pushed whole or not at all.
    pub fn push(self) -> Result<String, Error> {
        let message = format!("Publish the site\n\n{}", self.changes.words());
        let mut commit = vec!["commit-tree", &self.tree];
        if let Some(parent) = &self.parent {
            commit.extend(["-p", parent]);
        }
        let commit = self.target.git.tell(&commit, message.as_bytes())?.trim_end().to_owned();
        let to = format!("{commit}:refs/heads/{}", self.target.branch);
        self.target.git.ask(&["push", "--quiet", "--", self.target.remote, &to]).map_err(|error| match error {
            Error::Git(why) if why.contains("[rejected]") => Error::Git(format!(
                "{}/{} has changed in the meantime; run `standpoint publish` once more",
                self.target.remote, self.target.branch
            )),
            error => error,
        })?;
        Ok(commit.chars().take(10).collect())
    }
}
