//! Publishing to a branch of a Git repository, for those who do not let GitHub build their site.
//!
//! What was built becomes the next commit of the branch. The branch keeps every file that is not ours, such as a
//! `CNAME`: which files are ours, a list in the branch itself says, so that it holds on every machine. The user's work
//! tree, index and branches stay as they are.

mod address;
mod changes;
mod git;

use std::collections::BTreeSet;
use std::path::Path;

use crate::Error;
use crate::write::Held;

pub use address::why_not;
pub use changes::Changes;
use changes::DATA;
use git::{Entry, Git};

/// The list of our files in the branch, one path a line.
const LIST: &str = ".standpoint-files";

/// The next commit of a branch, ready to be made.
pub struct Next<'a> {
    git: Git,
    remote: &'a str,
    branch: &'a str,
    parent: Option<String>,
    tree: String,
    /// What it changes.
    pub changes: Changes,
}

/// Whether a site lies in a repository that has such a remote: known before anything is built.
///
/// # Errors
/// When it does not; says what to do.
pub fn ready(root: &Path, remote: &str) -> Result<(), Error> {
    known(&Git::of(root)?, remote)
}

/// Prepares the next commit of a branch: that of `remote`, with the site that was built into `out`.
///
/// # Errors
/// When there is no repository, no remote, or a file in the branch that is not ours stands in the way.
pub fn prepare<'a>(
    root: &Path,
    out: &Held,
    remote: &'a str,
    branch: &'a str,
    title_of: impl Fn(&str) -> Option<String>,
) -> Result<Next<'a>, Error> {
    let git = Git::of(root)?;
    known(&git, remote)?;
    // Git prints the name again; `@{-1}` and its like become another one.
    if git.ask(&["check-ref-format", "--branch", branch]).ok().as_deref().map(str::trim_end) != Some(branch) {
        return Err(Error::Git(format!("`{branch}` cannot be the name of a branch; name another one with --branch")));
    }
    let refused = |why: &str| Error::Refused { path: format!("{remote}/{branch}").into(), why: why.to_owned() };
    let here = git.ask(&["symbolic-ref", "--quiet", "--short", "HEAD"]).unwrap_or_default();
    if here.trim_end() == branch {
        return Err(refused("this is the branch of the site's own text; name another one with --branch"));
    }
    let parent = git.fetched(remote, branch)?;
    let there = parent.as_deref().map_or(Ok(Vec::new()), |parent| git.files(parent))?;
    if there.iter().any(|entry| entry.path == crate::read::SETTINGS) {
        return Err(refused("this branch holds the text of a site; name another one with --branch"));
    }
    let list = parent.as_deref().and_then(|parent| git.text(parent, LIST)).unwrap_or_default();
    let before: BTreeSet<&str> = list.lines().chain((!list.is_empty()).then_some(LIST)).collect();

    let paths: Vec<&str> = out.paths().iter().map(String::as_str).collect();
    let mut site = git.store(out.folder(), &paths)?;
    let list: String = paths.iter().map(|path| format!("{path}\n")).collect();
    let object = git.tell(&["hash-object", "-w", "--stdin"], list.as_bytes())?.trim_end().to_owned();
    let clashes = clashes(&there, &before, &site);
    // The settings page of GitHub writes the same domain without a line end.
    let same_domain = |path: &str| {
        let theirs = parent.as_deref().and_then(|parent| git.text(parent, path)).unwrap_or_default();
        path == "CNAME"
            && std::fs::read_to_string(out.folder().join(path)).is_ok_and(|ours| ours.trim() == theirs.trim())
    };
    let clashes: Vec<&str> = clashes.into_iter().filter(|path| !same_domain(path)).collect();
    if let Some(why) = in_the_way(&clashes) {
        return Err(refused(&why));
    }
    let now: BTreeSet<&str> = paths.iter().copied().collect();
    let gone: Vec<&str> = before.iter().copied().filter(|path| !now.contains(path) && *path != LIST).collect();
    let data = DATA.map(|path| {
        let old = parent.as_deref().and_then(|parent| git.text(parent, path)).unwrap_or_default();
        (old, std::fs::read_to_string(out.folder().join(path)).unwrap_or_default())
    });
    let data = data.each_ref().map(|(old, new)| (old.as_str(), new.as_str()));
    let changes = Changes::between(&there, &before, &site, data, title_of);
    site.push(Entry { path: LIST.to_owned(), object });
    let tree = git.tree(parent.as_deref(), &gone, &site)?;
    Ok(Next { git, remote, branch, parent, tree, changes })
}

/// Whether there is such a remote, in words that help.
fn known(git: &Git, remote: &str) -> Result<(), Error> {
    if git.ask(&["remote", "get-url", "--", remote]).is_ok() {
        return Ok(());
    }
    let all = git.ask(&["remote"])?;
    let all: Vec<&str> = all.lines().collect();
    Err(Error::Git(match all[..] {
        [] => format!("there is no remote `{remote}`; add it with `git remote add {remote} ADDRESS`"),
        _ => format!("there is no remote `{remote}`; name one of these with --remote: {}", all.join(", ")),
    }))
}

/// Files that are not ours, where one of ours or a folder of ours belongs, or a file of ours where their folder is.
fn clashes<'a>(there: &'a [Entry], before: &BTreeSet<&str>, site: &[Entry]) -> Vec<&'a str> {
    let ours: std::collections::BTreeMap<&str, &str> =
        site.iter().map(|entry| (entry.path.as_str(), entry.object.as_str())).collect();
    let our_folders: BTreeSet<&str> =
        site.iter().flat_map(|entry| entry.path.match_indices('/').map(|(at, _)| &entry.path[..at])).collect();
    let foreign = there.iter().filter(|entry| !before.contains(entry.path.as_str()));
    let clashes = |entry: &&Entry| {
        ours.get(entry.path.as_str()).is_some_and(|object| *object != entry.object)
            || our_folders.contains(entry.path.as_str())
            || entry.path.match_indices('/').any(|(at, _)| ours.contains_key(&entry.path[..at]))
    };
    foreign.filter(clashes).map(|entry| entry.path.as_str()).collect()
}

/// Why files of somebody else stop a publication, and what to do about it.
fn in_the_way(clashes: &[&str]) -> Option<String> {
    Some(match clashes {
        [] => return None,
        ["CNAME"] => {
            "its CNAME names another domain than `custom_domain` does; correct the one or the other".to_owned()
        }
        [path] => format!("{path} is there already, and Standpoint has not put it there; remove it from the branch"),
        [path, others @ ..] => format!(
            "{path} and {} more are there already, and Standpoint has not put them there; \
             remove them from the branch, or name another one with --branch",
            others.len()
        ),
    })
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
        let before = self.git.ask(&["rev-parse", &format!("{parent}^{{tree}}")])?;
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
        let commit = self.git.tell(&commit, message.as_bytes())?.trim_end().to_owned();
        let to = format!("{commit}:refs/heads/{}", self.branch);
        self.git.ask(&["push", "--quiet", "--", self.remote, &to]).map_err(|error| match error {
            Error::Git(why) if why.contains("[rejected]") => Error::Git(format!(
                "{}/{} has changed in the meantime; run `standpoint publish` once more",
                self.remote, self.branch
            )),
            error => error,
        })?;
        Ok(commit.chars().take(10).collect())
    }
}
