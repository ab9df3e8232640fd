//! The site that `init` starts with: two towns, a river and all kinds of texts, which explain themselves.

use include_dir::{Dir, include_dir};

static SITE: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter/site");
/// Files whose own names would mean something where they lie in this repository.
const GITIGNORE: &str = include_str!("starter/gitignore");
const WORKFLOW: &str = include_str!("starter/pages.yml");

/// The files of the starter site by their paths, sorted. `ci` asks for the workflow that publishes it too.
pub fn starter(ci: bool) -> Vec<(String, String)> {
    let mut files = vec![(".gitignore".to_owned(), GITIGNORE.to_owned())];
    if ci {
        let workflow = WORKFLOW.replace("{version}", env!("CARGO_PKG_VERSION"));
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
