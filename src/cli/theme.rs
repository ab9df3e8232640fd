//! `standpoint theme`: begin a theme, copy a built-in file into it, and see what changed in the built-in ones since.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::terminal::{say, talk};
use super::{Refusal, ended};
use crate::nearest::meant;
use crate::pipeline::{self, Build, Edition};
use crate::scaffold::theme::{self, ORIGINALS};
use crate::write::{self, Change, FileChange};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The arguments of `theme`.
#[derive(Debug, clap::Args)]
pub struct ThemeArguments {
    #[command(subcommand)]
    what: What,
    /// The site's folder [default: the nearest one upwards that has a standpoint.yaml]
    #[arg(long, value_name = "DIR", global = true)]
    site: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Begin a theme in themes/NAME
    New {
        /// Its name: small letters, digits and `-`
        name: String,
        /// One that has nothing of the built-in look, and publishes none of its files
        #[arg(long)]
        bare: bool,
    },
    /// Copy a file of the built-in theme into that of the site, to start from
    Copy {
        /// Which: `briefing.html`, `blocks/matrix.html`, `style.css`, …
        file: String,
    },
    /// Show what changed in the built-in files since they were copied
    Diff {
        /// Count from now on: what is shown has been looked through
        #[arg(long)]
        seen: bool,
    },
}

/// Does what is asked of a theme.
pub fn theme(ThemeArguments { what, site }: &ThemeArguments) -> ExitCode {
    let root = match site {
        Some(site) => site.clone(),
        None => pipeline::site_around(&std::env::current_dir().unwrap_or_default()),
    };
    let done = match what {
        What::New { name, bare } => new(&root, name, *bare),
        What::Copy { file } => copy(&root, file),
        What::Diff { seen } => diff(&root, *seen),
    };
    ended(done)
}

fn new(root: &Path, name: &str, bare: bool) -> Result<(), Refusal> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) || name.starts_with('-') {
        return Err(Refusal::Usage(format!(
            "`{name}` is no name for a theme; write it with small letters, digits and `-`, such as `house`"
        )));
    }
    if name == "default" {
        return Err(Refusal::Usage("`default` is the built-in theme; choose another name".to_owned()));
    }
    let files = theme::begun(name, bare, VERSION);
    let written = write::fresh_files(root, files.iter().map(|(path, text)| (&**path, &**text)))?;
    written.iter().for_each(|at| say(&format!("{}\n", at.display())));
    talk(&format!("Write `theme: {name}` into standpoint.yaml to use it.\n"));
    Ok(())
}

/// The name of the site's theme.
fn name(root: &Path) -> Result<(Edition, String), Refusal> {
    let edition = Edition::open(root, &Build::default())?;
    let name = edition.site().settings.theme.clone();
    Ok((edition, name))
}

fn copy(root: &Path, file: &str) -> Result<(), Refusal> {
    let built_in = pipeline::built_in_theme();
    let paths: Vec<&str> = built_in.iter().map(|(path, _)| path.as_str()).collect();
    let Some(inside) = theme::meant(&paths, file) else {
        let names = paths.iter().map(|path| path.split_once('/').map_or(*path, |(_, short)| short));
        let hint = meant(file, names)
            .map_or_else(|| "docs/themes.md lists its templates".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(Refusal::Usage(format!("the built-in theme has no file `{file}`; {hint}")));
    };
    let bytes = built_in.iter().find(|(path, _)| path == inside).map(|(_, bytes)| *bytes).unwrap_or_default();
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Refusal::Usage(format!(
            "`{inside}` is no text; put a file of your own at that path of your theme"
        )));
    };
    let (_, name) = name(root)?;
    let stamped = theme::stamped(inside, text, VERSION);
    let path = format!("themes/{name}/{inside}");
    let original = format!("themes/{name}/{ORIGINALS}/{inside}");
    let files = [(&*path, &*stamped), (&*original, text)];
    let written = write::fresh_files(root, files.into_iter())?;
    written.iter().take(1).for_each(|at| say(&format!("{}\n", at.display())));
    talk(&format!(
        "It takes the place of the built-in one as a whole. {ORIGINALS}/ keeps that as it is now, for `standpoint theme diff`.\n"
    ));
    Ok(())
}

fn diff(root: &Path, seen: bool) -> Result<(), Refusal> {
    let (edition, name) = name(root)?;
    let folder = format!("themes/{name}/{ORIGINALS}/");
    let built_in = pipeline::built_in_theme();
    let originals = edition.snapshot().themes.iter().filter_map(|asset| {
        let text = std::str::from_utf8(asset.bytes.held()?).ok()?;
        Some((asset.path.strip_prefix(&folder)?, text))
    });
    let mut copied = 0;
    let mut changes = Vec::new();
    for (inside, before) in originals {
        copied += 1;
        let now = built_in.iter().find(|(path, _)| path == inside);
        let now = now.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok());
        let told = match now {
            Some(now) if now == before => continue,
            None if before.is_empty() => continue,
            Some(now) => theme::difference(before, now),
            None => "The built-in theme has no such file any more.\n".to_owned(),
        };
        say(&format!("themes/{name}/{inside}\n{told}\n"));
        let path = format!("{folder}{inside}");
        let before = Some(before.as_bytes().to_vec());
        let now = now.unwrap_or_default().as_bytes().to_vec();
        changes.push(Change::Write(FileChange { path, before, now }));
    }
    if seen {
        write::together(root, &changes)?;
    }
    talk(&match (copied, changes.len()) {
        (0, _) => format!("No file of themes/{name} was copied with `standpoint theme copy`.\n"),
        (_, 0) => "Nothing changed in the built-in files since they were copied.\n".to_owned(),
        _ if seen => "From now on, what changes after this is shown.\n".to_owned(),
        _ => "Take over what you want of it; then `standpoint theme diff --seen` counts from here.\n".to_owned(),
    });
    Ok(())
}
