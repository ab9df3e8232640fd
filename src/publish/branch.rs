//! What a branch has: the site that was published last, and what others have put there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::LIST;
use super::git::{CommittedFile, Git};
use crate::Error;

/// A branch as it is before a publication.
pub struct Branch {
    /// Its newest commit; none when there is no such branch yet.
    pub tip: Option<String>,
    /// All its files.
    pub files: Vec<CommittedFile>,
    /// The paths of those that are ours, the list of them included.
    pub ours: BTreeSet<String>,
}

impl Branch {
    /// Brings a branch here from another repository.
    ///
    /// # Errors
    /// What Git says.
    pub fn fetched(git: &Git, remote: &str, name: &str) -> Result<Branch, Error> {
        let tip = git.fetched(remote, name)?;
        let files = tip.as_deref().map_or(Ok(Vec::new()), |tip| git.files(tip))?;
        let mut branch = Branch { tip, files, ours: BTreeSet::new() };
        let list = branch.text(git, LIST);
        branch.ours = list.lines().chain((!list.is_empty()).then_some(LIST)).map(str::to_owned).collect();
        Ok(branch)
    }

    /// The text of a file; empty when there is none.
    pub fn text(&self, git: &Git, path: &str) -> String {
        self.tip.as_deref().and_then(|tip| git.text(tip, path)).unwrap_or_default()
    }

    /// Why files of others stop the publication of a site that lies in `folder`, and what to do about it.
    pub fn in_the_way(&self, git: &Git, site: &[CommittedFile], folder: &Path) -> Option<String> {
        // The settings page of GitHub writes the same domain without a line end.
        let same_domain = || {
            let ours = fs::read_to_string(folder.join("CNAME"));
            ours.is_ok_and(|ours| ours.trim() == self.text(git, "CNAME").trim())
        };
        let clashes: Vec<&str> =
            self.clashes(site).into_iter().filter(|path| *path != "CNAME" || !same_domain()).collect();
        Some(match clashes[..] {
            [] => return None,
            ["CNAME"] => {
                "its CNAME names another domain than `custom_domain` does; correct the one or the other".to_owned()
            }
            [path] => {
                format!("{path} is there already, and Standpoint has not put it there; remove it from the branch")
            }
            [path, ref others @ ..] => format!(
                "{path} and {} more are there already, and Standpoint has not put them there; \
                 remove them from the branch, or name another one with --branch",
                others.len()
            ),
        })
    }

    /// Files of others where one of ours or a folder of ours belongs, and those in a folder where a file of ours does.
    fn clashes(&self, site: &[CommittedFile]) -> Vec<&str> {
        let ours: BTreeMap<&str, &str> =
            site.iter().map(|entry| (entry.path.as_str(), entry.object.as_str())).collect();
        let our_folders: BTreeSet<&str> = site.iter().flat_map(|entry| folders(&entry.path)).collect();
        let foreign = self.files.iter().filter(|entry| !self.ours.contains(&entry.path));
        let clashes = |entry: &&CommittedFile| {
            ours.get(entry.path.as_str()).is_some_and(|object| *object != entry.object)
                || our_folders.contains(entry.path.as_str())
                || folders(&entry.path).any(|folder| ours.contains_key(folder))
        };
        foreign.filter(clashes).map(|entry| entry.path.as_str()).collect()
    }
}

/// The folders that a path leads through.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
