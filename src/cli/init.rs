//! `standpoint init`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::terminal::{say, talk};
use super::{counted, machine};
use crate::{pipeline, scaffold, write};

/// The arguments of `init`.
#[derive(Debug, clap::Args)]
pub struct InitArguments {
    /// The folder of the new site: an empty one, or one that is not there yet
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Leave the workflow out that publishes the site on GitHub Pages
    #[arg(long)]
    no_ci: bool,
}

/// Writes a small working site and says what to do next.
pub fn init(InitArguments { dir, no_ci }: InitArguments) -> ExitCode {
    let files = scaffold::starter(!no_ci);
    if let Err(error) = write::fresh_folder(&dir, &files) {
        return machine(&error);
    }
    let here = dir == Path::new(".");
    let site = if here { String::new() } else { format!(" {}", quoted(&dir)) };
    let into = if here { "this folder".to_owned() } else { dir.display().to_string() };
    say(&format!(
        "Wrote {} into {into}: a small site about two towns and a river.\n\n\
         Next:\n  \
           standpoint serve{site} --open   shows it in your browser, and each change at once\n  \
           standpoint check{site}          finds what is wrong or doubtful\n\n\
         {} says what lies where.\n",
        counted(files.len(), "file"),
        dir.strip_prefix(".").unwrap_or(&dir).join("README.md").display(),
    ));
    if !no_ci {
        say(&how_to_publish(&dir));
        if scaffold::action().is_none() {
            talk(
                "This program does not know from which repository it was built: write in .github/workflows/pages.yml, at \
                 OWNER/REPOSITORY, where Standpoint lies on GitHub.\n",
            );
        }
    }
    ExitCode::SUCCESS
}

/// How the site gets onto GitHub Pages. GitHub looks for workflows at the top of a repository only.
fn how_to_publish(dir: &Path) -> String {
    let choose = "choose there under Settings, Pages: GitHub Actions.\n";
    match pipeline::repository_around(dir) {
        None => format!("To publish it on GitHub Pages, push it to a repository as `main`, and {choose}"),
        Some((top, way)) => format!(
            "To publish it on GitHub Pages, move its .github to the top of the repository, {}, since GitHub looks \
             nowhere else;\nwrite there `dir: {}` beside `version:`; push it as `main`, and {choose}",
            top.display(),
            way.display(),
        ),
    }
}

/// A path as a shell reads it, for commands that people copy.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+@".contains(c);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
