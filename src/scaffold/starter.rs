//! The site that `init` starts with: two towns, a river and all kinds of texts, which explain themselves.

use include_dir::{Dir, include_dir};

static SITE: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter/site");
/// Files whose own names would mean something where they lie in this repository.
const GITIGNORE: &str = include_str!("starter/gitignore");
const WORKFLOW: &str = include_str!("starter/pages.yml");

/// What stands in the place of the action where nobody knows it; whoever begins a site fills it in.
const UNKNOWN: &str = "OWNER/REPOSITORY@COMMIT # write here where Standpoint lies on GitHub, and which commit of it";

/// The action of the repository from which this program was built: known to programs of a release.
pub fn action() -> Option<String> {
    action_of(option_env!("STANDPOINT_REPOSITORY")?, option_env!("STANDPOINT_COMMIT"))
}

/// The action in a repository, such as `https://github.com/someone/standpoint`, at a commit or else at the tag of this
/// version.
fn action_of(repository: &str, commit: Option<&str>) -> Option<String> {
    let name = repository.strip_prefix("https://github.com/")?.trim_end_matches('/').trim_end_matches(".git");
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    let (owner, repository) = name.split_once('/')?;
    let version = env!("CARGO_PKG_VERSION");
    let is_commit = |commit: &&str| commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit());
    (is_part(owner) && is_part(repository)).then(|| match commit.filter(is_commit) {
        Some(commit) => format!("{name}@{commit} # v{version}"),
        None => format!("{name}@v{version}"),
    })
}

/// The files of the starter site by their paths, sorted. `ci` asks for the workflow that publishes it too.
pub fn starter(ci: bool) -> Vec<(String, String)> {
    let mut files = vec![(".gitignore".to_owned(), GITIGNORE.to_owned())];
    if ci {
        let action = action().unwrap_or_else(|| UNKNOWN.to_owned());
        let workflow = WORKFLOW.replace("{action}", &action).replace("{version}", env!("CARGO_PKG_VERSION"));
        files.push((".github/workflows/pages.yml".to_owned(), workflow));
    }
    gather(&SITE, &mut files);
    files.sort();
    files
}

fn gather(folder: &Dir, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        let text = file.contents_utf8().unwrap_or_default();
        files.push((file.path().to_string_lossy().replace('\\', "/"), text.to_owned()));
    }
    folder.dirs().for_each(|folder| gather(folder, files));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_action_is_that_of_the_repository_that_built_the_program() {
        let version = env!("CARGO_PKG_VERSION");
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let pinned = format!("someone/standpoint@{commit} # v{version}");
        assert_eq!(action_of("https://github.com/someone/standpoint", Some(commit)), Some(pinned));
        let tagged = Some(format!("someone/standpoint@v{version}"));
        for repository in ["https://github.com/someone/standpoint/", "https://github.com/someone/standpoint.git"] {
            assert_eq!(action_of(repository, None), tagged);
            assert_eq!(action_of(repository, Some("main")), tagged, "a branch is no commit");
        }
        for none in ["https://example.org/someone/standpoint", "https://github.com/someone", "https://github.com/a/b c"]
        {
            assert_eq!(action_of(none, None), None, "{none}");
        }
    }
}
