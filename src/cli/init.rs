//! `standpoint init`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{counted, machine, say};
use crate::{scaffold, write};

/// The arguments of `init`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder of the new site: an empty one, or one that is not there yet
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Leave the workflow out that publishes the site on GitHub Pages
    #[arg(long)]
    no_ci: bool,
}

/// Writes a small working site and says what to do next.
pub fn init(Arguments { dir, no_ci }: Arguments) -> ExitCode {
    let files = scaffold::starter(!no_ci);
    if let Err(error) = write::fresh_folder(&dir, &files) {
        return machine(&error);
    }
    let here = dir == Path::new(".");
    let site = if here { String::new() } else { format!(" {}", dir.display()) };
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
        say("To publish it on GitHub Pages, push it to a repository, and choose there under Settings, Pages: \
             GitHub Actions.\n");
    }
    ExitCode::SUCCESS
}
