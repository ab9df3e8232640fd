//! `standpoint publish`: the words of publishing to a branch.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::process::ExitCode;

use super::terminal::{colours, say, talk, talk_drawn};
use super::{Format, Output, findings, machine, summary};
use crate::diagnostic::Severity;
use crate::paths::printed_by;
use crate::pipeline::{self, Audience, Build, Edition};
use crate::publish::{self, Next, PublishTarget};
use crate::{Error, parse, write};

/// The arguments of `publish`.
#[derive(Debug, clap::Args)]
pub struct PublishArguments {
    /// The site's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    #[command(flatten)]
    output: Output,
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
pub fn publish(arguments: PublishArguments) -> ExitCode {
    run(&arguments).unwrap_or_else(|error| machine(&error))
}

fn run(arguments: &PublishArguments) -> Result<ExitCode, Error> {
    let PublishArguments { dir, remote, branch, .. } = arguments;
    let out = arguments.output.of(dir, Audience::Public);
    let build = Build {
        base_url: arguments.base_url.clone(),
        deny_warnings: arguments.deny_warnings,
        prints: write::prints(&out)?,
        ..Build::default()
    };
    let edition = Edition::open(dir, &build)?;
    if let Some(why) = publish::why_not(edition.site().base_url()) {
        return Ok(refused(&why));
    }
    let target = PublishTarget::of(dir, remote, branch)?;
    // What is pushed is what was built and looked at here: no other run writes there in between.
    let (report, held) = pipeline::build_edition(&edition, dir, &out)?;
    talk_drawn(&findings::print(&report, Format::Human, colours(&std::io::stderr())));
    talk(&summary(&report.diagnostics));
    let Some(held) = held.filter(|_| report.count(Severity::Error) == 0) else {
        return Ok(refused("a site with errors is not published"));
    };
    let stale = edition.stale_prints();
    if let [first, more @ ..] = &stale[..] {
        let (what, it) = match more.len() {
            0 => (format!("{first} was printed from an older state of its page"), "it"),
            more => (format!("{first} and {more} more were printed from an older state of their pages"), "them"),
        };
        let commands: BTreeSet<&str> = stale.iter().map(|pdf| printed_by(pdf)).collect();
        let commands = commands.into_iter().map(|command| format!("`{command}`")).collect::<Vec<_>>().join(" and ");
        return Ok(refused(&format!("{what}; print {it} again with {commands}, or delete {it}")));
    }
    let titles: HashMap<&str, &str> = edition.pages().collect();
    let title_of = |path: &str| titles.get(path).map(|title| (*title).to_owned());
    push(arguments, target.next(&held, title_of, |published| edition.positions_since(published))?)
}

fn push(arguments: &PublishArguments, next: Next) -> Result<ExitCode, Error> {
    let PublishArguments { remote, branch, dry_run, .. } = arguments;
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
