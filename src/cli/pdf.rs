//! `standpoint pdf`: the words of printing.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;

use clap::ValueEnum;

use super::terminal::{colours, say, talk, talk_drawn, talk_over};
use super::{Format, Output, SiteArguments, counted, findings, machine, one_by_one, summary};
use crate::Error;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::PageId;
use crate::pipeline::{self, Edition, Report};
use crate::print::{self, Paper, PrintOptions, Sheet};
use crate::sync::lock;
use crate::write::{self, Prints};

/// The arguments of `pdf`.
#[derive(Debug, clap::Args)]
pub struct PdfArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Which briefings, by their file names [default: all]
    briefings: Vec<String>,
    #[command(flatten)]
    output: Output,
    /// The size of the paper
    #[arg(long, value_enum, default_value = "a4")]
    paper: Size,
    /// How many pages to print at once
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
    /// Print actors and issues too
    #[arg(long)]
    all: bool,
    /// Print what is handed out of each briefing, on two sheets: summary, judgements, matrix
    #[arg(long, conflicts_with = "all")]
    handout: bool,
    /// The Chromium or Chrome that prints [default: STANDPOINT_BROWSER, else one from the usual places]
    #[arg(long, value_name = "PATH")]
    browser: Option<PathBuf>,
    /// Let the browser run without its sandbox, where the system gives it none and the pages are your own
    #[arg(long)]
    no_sandbox: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Size {
    A4,
    Letter,
}

/// Builds the site, prints its briefings beside their pages, and leads from the pages to them.
pub fn pdf(mut arguments: PdfArguments) -> ExitCode {
    // One word that is no folder is a briefing of the site here.
    if let Some(word) = arguments.site.dir.to_str().filter(|_| !arguments.site.dir.is_dir()) {
        arguments.briefings.insert(0, word.to_owned());
        arguments.site.dir = PathBuf::from(".");
    }
    let edition = match Edition::open(&arguments.site.dir, &arguments.site.build()) {
        Ok(edition) => edition,
        Err(error) => return machine(&error),
    };
    let pages = match print::pages(&edition, &arguments.briefings, arguments.all) {
        Ok(pages) => pages,
        Err(why) => {
            talk(&format!("standpoint: {why}\n"));
            return ExitCode::from(2);
        }
    };
    if arguments.handout && arguments.browser.is_none() && edition.site().settings.print_command.is_some() {
        talk("standpoint: `print.command` prints whole pages; for `--handout` name a browser with `--browser PATH`\n");
        return ExitCode::from(2);
    }
    match run(&arguments, &edition, pages) {
        Ok(code) => code,
        Err(error) => machine(&error),
    }
}

fn run(arguments: &PdfArguments, edition: &Edition, pages: Vec<PageId>) -> Result<ExitCode, Error> {
    let dir = &arguments.site.dir;
    let out = &arguments.output.of(dir, edition.site().build.audience);
    // What is printed leads to no PDF; what is written leads to those that are there.
    let build =
        || pipeline::build_edition(&edition.with_prints(write::prints(out)?), dir, out).map(|(report, _)| report);
    let count = pages.len();
    let options = PrintOptions {
        pages,
        paper: match arguments.paper {
            Size::A4 => Paper::A4,
            Size::Letter => Paper::Letter,
        },
        handout: arguments.handout,
        jobs: arguments.jobs,
        browser: arguments.browser.clone(),
        sandbox: !arguments.no_sandbox,
    };
    let mut report = build()?;
    if report.written.is_none() {
        talk_drawn(&findings::print(&report, Format::Human, colours(&std::io::stderr())));
        talk("Nothing was written or printed.\n");
        talk(&summary(&report.diagnostics));
        return Ok(ExitCode::from(1));
    }
    let why = |report: &Report| report.written.as_ref().and_then(|written| written.one_by_one);
    let first = why(&report);
    let Printing { printed, failed, found } = print_into(Prints::open(out)?, edition, &options)?;
    // Once more, so that the pages lead to their PDFs.
    if printed > 0 {
        report = build()?;
    }
    report.diagnostics = edition.settle(found.into_iter().chain(report.diagnostics).collect());
    talk_drawn(&findings::print(&report, Format::Human, colours(&std::io::stderr())));
    talk(&one_by_one(out, first.or(why(&report))));
    for sheet in &failed {
        let why = sheet.pdf.as_ref().err().map_or("", String::as_str);
        talk(&format!("standpoint: {} was not printed: {why}\n", sheet.path));
    }
    let folder = out.strip_prefix(".").unwrap_or(out);
    say(&format!("Printed {printed} of {} into {}.\n", counted(count, "page"), folder.display()));
    talk(&summary(&report.diagnostics));
    Ok(exit(&report, &failed))
}

fn exit(report: &Report, failed: &[Sheet]) -> ExitCode {
    match failed {
        [] => ExitCode::from(u8::from(report.count(Severity::Error) > 0)),
        _ => ExitCode::from(3),
    }
}

/// What came of all pages.
#[derive(Default)]
struct Printing {
    printed: usize,
    failed: Vec<Sheet>,
    found: Vec<Diagnostic>,
}

/// Prints, and writes each PDF as soon as it is there.
fn print_into(prints: Prints, edition: &Edition, options: &PrintOptions) -> Result<Printing, Error> {
    let shown = std::io::stderr().is_terminal();
    let state = Mutex::new((Printing::default(), prints));
    print::run(edition, options, |mut sheet| {
        let mut state = lock(&state);
        let (printing, prints) = &mut *state;
        printing.found.append(&mut sheet.found);
        match &sheet.pdf {
            Ok(bytes) if !noted(edition.leaks_of(&sheet.path, bytes), &mut printing.found) => {
                prints.put(&sheet.path, bytes, &sheet.printed_from)?;
                printing.printed += 1;
                if shown {
                    let (done, of) = (printing.printed + printing.failed.len(), options.pages.len());
                    talk_over(&format!("{done} of {of}: {}", sheet.path));
                }
            }
            Ok(_) => {}
            Err(_) => printing.failed.push(sheet),
        }
        Ok(())
    })
    .inspect_err(|_| end_line(shown))?;
    end_line(shown);
    let (mut printing, _) = state.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    printing.failed.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(printing)
}

/// Whether there was something to find.
fn noted(mut new: Vec<Diagnostic>, found: &mut Vec<Diagnostic>) -> bool {
    let is_some = !new.is_empty();
    found.append(&mut new);
    is_some
}

fn end_line(shown: bool) {
    if shown {
        talk_over("");
    }
}
