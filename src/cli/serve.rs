//! `standpoint serve`: the words of the preview.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use super::terminal::{colours, say, talk, talk_drawn};
use super::{Format, counted, findings, machine};
use crate::pipeline::Build;
use crate::serve::{self, News, ServeOptions};

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
    /// Look for changes twice a second instead of being told by the system
    #[arg(long)]
    poll: bool,
}

/// Shows the site until Ctrl-C.
pub fn serve(arguments: ServeArguments) -> ExitCode {
    let ServeArguments { dir, port, host, open, drafts, poll } = arguments;
    let build = Build { drafts, ..Build::default() };
    let styled = colours(&std::io::stderr());
    let tell = move |news: News| match news {
        News::Ready { addresses, instead } => ready(&addresses, instead, open),
        News::Notice(line) => talk(&format!("Note: {line}.\n")),
        News::Shown { files, took } => {
            talk(&format!("{}; shown after {} ms.\n", changed(&files), took.as_millis().max(1)));
        }
        News::Found(edition, found) => {
            talk_drawn(&findings::drawn(found, edition.snapshot().texts_by_path(), Format::Human, styled));
            talk(&super::summary(found));
        }
        News::Recovered => talk("The site can be read again, and is as it was before.\n"),
        News::Trouble(why) => talk(&format!("standpoint: {why}\nThe preview shows the site as it was before.\n")),
    };
    match serve::run(&dir, ServeOptions { port, host, poll, build }, tell) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => machine(&error),
    }
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
