//! `standpoint publish`: the words of publishing to a branch.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

use super::{Format, colours, findings, machine, say, summary, talk};
use crate::diagnostic::Severity;
use crate::pipeline::{self, Edition, Overrides};
use crate::publish::{self, Next, Target};
use crate::{Error, parse, write};

/// The arguments of `publish`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The site's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Where the site is written [default: public/ in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The repository to which it is pushed
    #[arg(long, value_name = "NAME", default_value = "origin")]
    remote: String,
    /// The branch that GitHub Pages shows
    #[arg(long, value_name = "NAME", default_value = "gh-pages")]
    branch: String,
    /// Show what would change, and push nothing
    #[arg(long)]
    dry_run: bool,
    /// Where the site will stand, instead of `base_url` in the settings
    #[arg(long, value_name = "URL", value_parser = parse::base_url)]
    base_url: Option<String>,
    /// Treat warnings as errors
    #[arg(long)]
    deny_warnings: bool,
}

/// Builds the site and pushes it to a branch, if nothing is wrong with it.
pub fn publish(arguments: Arguments) -> ExitCode {
    run(&arguments).unwrap_or_else(|error| machine(&error))
}

fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let Arguments { dir, remote, branch, .. } = arguments;
    let out = arguments.out.clone().unwrap_or_else(|| dir.join("public"));
    let overrides = Overrides {
        base_url: arguments.base_url.clone(),
        deny_warnings: arguments.deny_warnings,
        prints: write::prints(&out)?,
        ..Overrides::default()
    };
    let edition = Edition::open(dir, &overrides)?;
    if let Some(why) = publish::why_not(edition.site().settings.base_url.as_deref()) {
        return Ok(refused(&why));
    }
    let target = Target::of(dir, remote, branch)?;
    // What is pushed is what was built and looked at here: no other run writes there in between.
    let (report, held) = pipeline::build_edition(&edition, dir, &out)?;
    talk(&findings::print(&report, Format::Human, colours(&std::io::stderr())));
    talk(&summary(&report.diagnostics));
    if report.count(Severity::Error) > 0 {
        return Ok(refused("a site with errors is not published"));
    }
    let titles: HashMap<&str, &str> = edition.pages().collect();
    let title_of = |path: &str| titles.get(path).map(|title| (*title).to_owned());
    push(arguments, target.next(&held, title_of)?)
}

fn push(arguments: &Arguments, next: Next) -> Result<ExitCode, Error> {
    let Arguments { remote, branch, dry_run, .. } = arguments;
    if !next.is_new()? {
        say(&format!("{remote}/{branch} has this site already; nothing was pushed.\n"));
        return Ok(ExitCode::SUCCESS);
    }
    say(&next.changes.words());
    if *dry_run {
        say(&format!("Nothing was pushed to {remote}/{branch}.\n"));
        return Ok(ExitCode::SUCCESS);
    }
    let first = next.is_first();
    let commit = next.push()?;
    say(&format!("Pushed to {remote}/{branch} as {commit}.\n"));
    if first {
        say(&format!("To show it on GitHub Pages, choose the branch {branch} there under Settings, Pages.\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(why: &str) -> ExitCode {
    talk(&format!("standpoint: {why}; nothing was pushed.\n"));
    ExitCode::from(1)
}
