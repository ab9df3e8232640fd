//! A site as Git had it: its texts, from the objects of the repository. Work tree and index are neither asked nor
//! touched.

use std::path::Path;

use super::git::{CommittedFile, Git};
use crate::Error;
use crate::paths::SETTINGS;

/// The texts of a site at a commit.
pub struct Past {
    /// The commit.
    pub commit: String,
    /// Settings and Markdown files, by path from the site's folder.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The site at `root` as Git had it at a revision: a commit, a branch, a tag, `HEAD~3`, `main@{1 month ago}`. Or why
/// there is none: then the revision is not the right one.
///
/// # Errors
/// When the site is in no repository, or Git fails.
pub fn at_revision(root: &Path, revision: &str) -> Result<Result<Past, String>, Error> {
    let git = Git::of(root).map_err(|error| match error {
        Error::Refused { path, .. } => {
            let why = "is in no Git repository, so there is no earlier state to compare it with".to_owned();
            Error::Refused { path, why }
        }
        error => error,
    })?;
    let Some(commit) = git.commit(revision) else {
        let hint = "name a commit, a branch, a tag, or something like HEAD~3";
        return Ok(Err(format!("Git knows no revision `{revision}`; {hint}")));
    };
    let tree = git.tree_of_folder(&commit)?;
    let mut files = tree.map_or(Ok(Vec::new()), |tree| git.files(&tree))?;
    let is_text = |path: &str| path == SETTINGS || (path.starts_with("content/") && path.ends_with(".md"));
    files.retain(|file| file.is_file && is_text(&file.path));
    if files.is_empty() {
        let hint = "name a revision after the one in which it began";
        return Ok(Err(format!("at the revision `{revision}` the site was not there yet; {hint}")));
    }
    let objects: Vec<&str> = files.iter().map(|file| file.object.as_str()).collect();
    let texts = git.blobs(&objects)?;
    let files = files.into_iter().map(|CommittedFile { path, .. }| path).zip(texts).collect();
    Ok(Ok(Past { commit, files }))
}
