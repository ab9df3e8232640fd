//! `standpoint serve`: the words of the preview.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;

use super::terminal::{colours, say, talk, talk_drawn};
use super::{Format, counted, findings, machine};
use crate::diagnostic::Diagnostic;
use crate::pipeline::Build;
use crate::serve::{self, News, ServeOptions};
use crate::sync::lock;

/// The arguments of `serve`.
#[derive(Debug, clap::Args)]
pub struct ServeArguments {
    /// The site's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The port [default: 3737, or the first free one of the ten behind it]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Let other machines look too, at this address of this one (0.0.0.0 for all)
    #[arg(long, value_name = "ADDR")]
    host: Option<IpAddr>,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    #[command(flatten)]
    day: super::DayArgument,
    #[command(flatten)]
    audience: super::AudienceArgument,
    /// Look for changes twice a second instead of being told by the system
    #[arg(long)]
    poll: bool,
}

/// Shows the site until Ctrl-C.
pub fn serve(arguments: ServeArguments) -> ExitCode {
    let ServeArguments { dir, port, host, open, drafts, day, audience, poll } = arguments;
    let build = Build { drafts, as_of: day.as_of, audience: audience.wanted(), ..Build::default() };
    let styled = colours(&std::io::stderr());
    let told = Mutex::new(None);
    let tell = move |news: News| match news {
        News::Ready { addresses, instead } => ready(&addresses, instead, open),
        News::Notice(line) => talk(&format!("Note: {line}.\n")),
        News::Shown { files, took } => {
            talk(&format!("{}; shown after {} ms.\n", changed(&files), took.as_millis().max(1)));
        }
        News::Found(edition, found) => {
            let (new, mended) = since(lock(&told).replace(found.to_vec()).as_deref(), found);
            talk_drawn(&findings::drawn(
                &new,
                edition.snapshot().texts_by_path(),
                findings::CHECK,
                Format::Human,
                styled,
            ));
            let mended = if mended > 0 { format!("{mended} mended. ") } else { String::new() };
            talk(&(mended + &super::summary(found)));
        }
        News::Recovered => talk("The site can be read again, and is as it was before.\n"),
        News::Trouble(why) => talk(&format!("standpoint: {why}\nThe preview shows the site as it was before.\n")),
    };
    match serve::run(&dir, ServeOptions { port, host, poll, build }, tell) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => machine(&error),
    }
}

/// The findings that were not there before, and how many of those are gone. One that has only moved, since lines were
/// written above it, is the same.
fn since(before: Option<&[Diagnostic]>, now: &[Diagnostic]) -> (Vec<Diagnostic>, usize) {
    let what = |finding: &Diagnostic| (finding.code, finding.span.path.clone(), finding.message.clone());
    let mut left: BTreeMap<_, usize> = BTreeMap::new();
    before.into_iter().flatten().for_each(|finding| *left.entry(what(finding)).or_default() += 1);
    let mut is_new = |finding: &&Diagnostic| match left.get_mut(&what(finding)).filter(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            false
        }
        None => true,
    };
    let new = now.iter().filter(&mut is_new).cloned().collect();
    (new, left.values().sum())
}

/// Which files have changed; of many, how many.
fn changed(files: &BTreeSet<String>) -> String {
    let mut names = files.iter();
    match (names.next(), names.len()) {
        (None, _) => "Changed".to_owned(),
        (Some(file), 0) => format!("Changed {file}"),
        (Some(file), more) => format!("Changed {file} and {}", counted(more, "more file")),
    }
}

fn ready(addresses: &[String], instead: bool, open: bool) {
    if instead {
        talk(&format!("Port {} is busy; taking another one.\n", serve::http::DEFAULT_PORT));
    }
    for (at, address) in addresses.iter().enumerate() {
        let words = if at == 0 { "The preview is at" } else { "On this network:" };
        say(&format!("{words} {address}\n"));
    }
    talk("Ctrl-C ends it.\n");
    if let (true, Some(address)) = (open, addresses.first())
        && let Err(error) = open::that_detached(address)
    {
        talk(&format!("No browser could be opened ({error}); open the address yourself.\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Span};

    #[test]
    fn only_what_is_new_is_told_and_what_is_gone_is_counted() {
        let found = |path: &str, at: usize, message: &str| {
            Diagnostic::new(Code::BrokenLink, Span::new(&path.into(), at..at + 1), message)
        };
        let first = [found("a.md", 1, "x"), found("a.md", 9, "x"), found("b.md", 1, "y")];
        assert_eq!(since(None, &first).0.len(), 3, "at first all are");
        let moved = [found("a.md", 5, "x"), found("a.md", 13, "x"), found("b.md", 1, "y")];
        assert_eq!(since(Some(&first), &moved).0.len(), 0);
        let next = [found("a.md", 5, "x"), found("b.md", 1, "z")];
        let (new, mended) = since(Some(&first), &next);
        assert_eq!((new.len(), new[0].message.as_str(), mended), (1, "z", 2));
    }
}
