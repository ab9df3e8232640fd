//! The command line: words in, words and an exit code out.
//!
//! Exit codes: 0 clean, 1 the site has errors, 2 wrong usage, 3 the machine or a refusal, 4 another build is
//! at work, 130 interrupted. Results go to stdout, talk to stderr.

mod changes;
mod digest;
mod explain;
mod findings;
mod impact;
mod import;
mod init;
mod new;
mod pdf;
mod publish;
mod rename;
mod serve;
mod terminal;
mod theme;

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Date;
use crate::pipeline::{self, Audience, Build, Report};
use crate::{panics, parse, watchdog, write};
use terminal::{colours, say, say_drawn, talk, talk_drawn};

/// Turns a folder of Markdown into a briefing site whose every claim leads to its source.
#[derive(Debug, Parser)]
#[command(name = "standpoint", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new site: a small working one, to read and to write over
    Init(init::InitArguments),
    /// Write the next file, with the right keys: a source, a position, …
    New(new::NewArguments),
    /// Bring your sources from a reference manager: a note for each record of an export
    Import(import::ImportArguments),
    /// Give a thing another name, and change all that names it
    Rename(rename::RenameArguments),
    /// Begin a theme, copy a built-in file into it, or see what changed in those since
    Theme(theme::ThemeArguments),
    /// Build the site into public/
    Build {
        #[command(flatten)]
        site: SiteArguments,
        #[command(flatten)]
        output: Output,
    },
    /// Show the site in a browser while you write, and each change at once
    Serve(serve::ServeArguments),
    /// Build the site and print its briefings as PDFs beside their pages
    Pdf(pdf::PdfArguments),
    /// Build the site and push it to the branch that GitHub Pages shows, if nothing is wrong with it
    Publish(publish::PublishArguments),
    /// Find what is wrong or doubtful, and write nothing
    Check {
        #[command(flatten)]
        site: SiteArguments,
        /// Show advice too: which claims could be better founded
        #[arg(long)]
        advice: bool,
        /// How to print the findings
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
    /// Tell what changed: positions that are new or moved, events, briefings, what was put right or taken back
    Changes(changes::ChangesArguments),
    /// Tell what rests on a source, and what would rest on nothing without it
    Impact(impact::ImpactArguments),
    /// Say what a finding means and how to mend it
    Explain {
        /// The name of the finding, such as `unknown-source`; without it, all names
        code: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
struct SiteArguments {
    /// The site's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Where the site will stand, instead of `base_url` in the settings
    #[arg(long, value_name = "URL", value_parser = parse::base_url)]
    base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    drafts: bool,
    #[command(flatten)]
    day: DayArgument,
    #[command(flatten)]
    audience: AudienceArgument,
    /// Treat warnings as errors
    #[arg(long)]
    deny_warnings: bool,
}

#[derive(Debug, clap::Args)]
struct AudienceArgument {
    /// Whom it is for: the public, or the house, which sees what is internal too
    #[arg(long, value_enum, default_value = "public")]
    audience: Readers,
}

/// Whom a site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Readers {
    /// Everybody: what is internal is left out
    Public,
    /// The house: all of it, and each page says so
    Internal,
}

impl AudienceArgument {
    fn wanted(&self) -> Audience {
        match self.audience {
            Readers::Public => Audience::Public,
            Readers::Internal => Audience::Internal,
        }
    }
}

#[derive(Debug, clap::Args)]
struct DayArgument {
    /// The site as it stood on this day: what is dated later is left out
    #[arg(long, value_name = "DATE", value_parser = Date::parse)]
    as_of: Option<Date>,
}

#[derive(Debug, clap::Args)]
struct Output {
    /// Where the site is written [default: public/ in the site's folder; internal/ with --audience internal]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Output {
    /// The folder into which the site in a folder is written. What is internal never lies where hosts look for sites.
    fn of(&self, site: &Path, audience: Audience) -> PathBuf {
        self.out.clone().unwrap_or_else(|| site.join(audience.folder()))
    }
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The source line with the place underlined, and hints
    Human,
    /// One line each: `file:line:column: level: message [name]`
    Short,
    /// One JSON object a line
    Json,
    /// Workflow commands that GitHub shows beside the lines of a pull request
    Github,
}

impl SiteArguments {
    fn build(&self) -> Build {
        Build {
            base_url: self.base_url.clone(),
            drafts: self.drafts,
            as_of: self.day.as_of.clone(),
            audience: self.audience.wanted(),
            deny_warnings: self.deny_warnings,
            ..Build::default()
        }
    }
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let all = Arguments::command();
            terminal::about_arguments(&error, all.get_subcommands().map(clap::Command::get_name));
            return if error.use_stderr() { ExitCode::from(2) } else { written(ExitCode::SUCCESS) };
        }
    };
    panics::tell_with(|why| talk(&format!("standpoint: {why}\n")));
    watchdog::start(|why| {
        machine(&crate::Error::Endless(why.to_owned()));
        std::process::exit(3);
    });
    let obey = |has_threads| {
        let obeyed = panic::catch_unwind(AssertUnwindSafe(|| obey(arguments.command, has_threads)));
        obeyed.unwrap_or(ExitCode::from(3))
    };
    written(pipeline::with_threads(obey).unwrap_or_else(|error| machine(&error)))
}

/// The exit code, unless all went well and what came of it could not be written.
fn written(code: ExitCode) -> ExitCode {
    let Some(why) = terminal::unwritten() else { return code };
    talk(&format!("standpoint: what was to be printed cannot be written: {why}\n"));
    if code == ExitCode::SUCCESS { ExitCode::from(3) } else { code }
}

/// So many threads a preview takes at least: one that answers, one that looks over the site, those that watch it, and one for
/// each of two browsers.
const SERVING: usize = 6;

fn obey(command: Command, has_threads: bool) -> ExitCode {
    match command {
        Command::Init(arguments) => init::init(arguments),
        Command::New(arguments) => new::new(&arguments),
        Command::Import(arguments) => import::import(&arguments),
        Command::Rename(arguments) => rename::rename(&arguments),
        Command::Theme(arguments) => theme::theme(&arguments),
        Command::Build { site, output } => build(&site, &output.of(&site.dir, site.audience.wanted())),
        Command::Serve(arguments) => {
            let none = || Err(std::io::Error::other("not one for each core"));
            match if has_threads { crate::sync::starts_threads(SERVING) } else { none() } {
                Ok(()) => serve::serve(arguments),
                Err(source) => machine(&crate::Error::Threads(source)),
            }
        }
        Command::Pdf(arguments) => pdf::pdf(arguments),
        Command::Publish(arguments) => publish::publish(arguments),
        Command::Check { site, advice, format } => check(&site, advice, format),
        Command::Changes(arguments) => changes::changes(&arguments),
        Command::Impact(arguments) => impact::impact(&arguments),
        Command::Explain { code } => explain::explain(code.as_deref()),
    }
}

fn build(site: &SiteArguments, out: &Path) -> ExitCode {
    match pipeline::build(&site.dir, out, &site.build()) {
        Ok(report) => {
            let style = colours(&std::io::stderr());
            talk_drawn(&findings::print(&report, Format::Human, style));
            let folder = out.strip_prefix(".").unwrap_or(out);
            if let Some(written) = &report.written {
                talk(&one_by_one(out, written.one_by_one));
                say(&format!(
                    "Built {} into {}: {} changed, {} unchanged, {} removed.\nOpen {} in a browser.\n",
                    counted(report.pages, "page"),
                    folder.display(),
                    counted(written.changed, "file"),
                    written.unchanged,
                    written.removed,
                    folder.join("index.html").display(),
                ));
            } else {
                talk(&format!("Nothing was written; {} is as it was.\n", folder.display()));
            }
            talk(&summary(&report.diagnostics));
            exit(&report)
        }
        Err(error) => machine(&error),
    }
}

fn check(site: &SiteArguments, advice: bool, format: Format) -> ExitCode {
    let report = write::prints(&site.dir.join(site.audience.wanted().folder()))
        .and_then(|prints| pipeline::check(&site.dir, &Build { prints, advice, ..site.build() }));
    match report {
        Ok(report) => {
            let style = colours(&std::io::stdout());
            say_drawn(&match format {
                Format::Github => findings::from_the_top(&report, &site.dir),
                _ => findings::print(&report, format, style),
            });
            talk(&(advised(report.advice) + &summary(&report.diagnostics)));
            exit(&report)
        }
        Err(error) => machine(&error),
    }
}

fn exit(report: &Report) -> ExitCode {
    ExitCode::from(u8::from(report.count(Severity::Error) > 0))
}

fn summary(findings: &[Diagnostic]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let found = match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => "Nothing to mend".to_owned(),
        (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    match count(Severity::Advice) {
        0 => found + ".\n",
        1 => found + "; 1 piece of advice.\n",
        more => format!("{found}; {more} pieces of advice.\n"),
    }
}

/// How much advice there is that was not asked for.
fn advised(pieces: usize) -> String {
    match pieces {
        0 => String::new(),
        1 => "1 piece of advice: standpoint check --advice\n".to_owned(),
        more => format!("{more} pieces of advice: standpoint check --advice\n"),
    }
}

/// That an output was not exchanged in one step, and why.
fn one_by_one(out: &Path, why: Option<&str>) -> String {
    why.map_or_else(String::new, |why| format!("{} was renewed file by file, since {why}\n", out.display()))
}

/// Why nothing was done.
enum Refusal {
    Usage(String),
    Machine(crate::Error),
}

impl From<crate::Error> for Refusal {
    fn from(error: crate::Error) -> Refusal {
        Refusal::Machine(error)
    }
}

/// The exit code of a command that says itself what it has done.
fn ended(done: Result<(), Refusal>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Refusal::Usage(why)) => {
            talk(&format!("standpoint: {why}\n"));
            ExitCode::from(2)
        }
        Err(Refusal::Machine(error)) => machine(&error),
    }
}

fn machine(error: &crate::Error) -> ExitCode {
    talk(&format!("standpoint: {error}\n"));
    ExitCode::from(error.exit_code())
}

/// Takes back what a run has done to the texts that was killed, and says so.
fn take_back(root: &std::path::Path) -> Result<(), crate::Error> {
    match crate::write::take_back(root, || crate::pipeline::private_folder(root))? {
        0 => {}
        number => {
            talk(&format!("A change of {} that was interrupted has been taken back.\n", counted(number, "file")));
        }
    }
    Ok(())
}

/// `1 page`, `2 pages`.
fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
