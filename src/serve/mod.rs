//! The live preview: what `build` would write, shown in a browser while it is being written.
//!
//! A loop: wait for a hint that something has changed, make the next [`Edition`], publish it. It is what `build` makes,
//! from the same functions; a page that someone looks at is made before the edition is published. The finished pages
//! are looked over in the background when the writer pauses.

pub mod editor;
mod events;
pub mod http;
mod inspect;
mod locate;
mod pages;
mod renamed;
pub mod state;
pub mod watch;
mod wire;

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::Error;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{Edition, Overrides};
use editor::Editor;
use http::Server;
use inspect::Inspector;
use state::{Shared, State};
use watch::{Hint, Watch};

/// What the command line says about the preview.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port; without one the usual one, or one of the ten behind it.
    pub port: Option<u16>,
    /// The address to listen at; without one only this machine is answered.
    pub host: Option<IpAddr>,
    /// Look for changes every so often instead of being told.
    pub poll: bool,
    /// What changes about the site.
    pub overrides: Overrides,
}

/// What there is to say while the preview runs.
pub enum News<'a> {
    /// It answers at these addresses, best first. `instead`: the usual port was busy.
    Ready {
        /// The addresses.
        addresses: Vec<String>,
        /// Whether the usual port was busy, and another one was taken.
        instead: bool,
    },
    /// Something to know, in one line.
    Notice(String),
    /// Another edition is shown.
    Shown {
        /// How long it took from the hint on.
        took: Duration,
    },
    /// All that is to be found in an edition, when that is something else than before.
    Found(&'a Edition, &'a [Diagnostic]),
    /// What the machine cannot do at the moment; the last edition stays.
    Trouble(String),
}

/// How often a site is read again when files vanish while it is being read: an editor or Git is at work.
const TRIES: usize = 5;
/// How long to wait before the next try.
const PAUSE: Duration = Duration::from_millis(30);

/// Shows the site at `root` until the process ends.
///
/// # Errors
/// When the port is not to be had, or there is no site at `root` to begin with.
pub fn run(root: &Path, options: Options, tell: impl Fn(News) + Send + Sync + 'static) -> Result<(), Error> {
    let host = options.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let mut overrides = options.overrides;
    let server = Server::bind(host, options.port)?.with_editor(Editor::from_environment(root))?;
    if !host.is_loopback() {
        tell(News::Notice(
            "everyone on this network can read along; drafts are hidden, and no editor is opened".into(),
        ));
        overrides.drafts = false;
    }
    let (mut watch, notice) = Watch::start(root, options.poll)?;
    notice.into_iter().for_each(|line| tell(News::Notice(line)));

    let edition = Arc::new(Edition::open(root, &overrides)?);
    let shared = Arc::new(Shared::new(State::of(edition.clone(), 1)));
    tell(News::Ready { addresses: server.addresses(), instead: server.took_another_port() });
    thread::spawn({
        let shared = shared.clone();
        move || server.run(shared)
    });
    let tell = Arc::new(tell);
    let inspector = Inspector::start(shared.clone(), tell.clone());
    inspector.inspect(edition);

    while let Some(hint) = watch.next() {
        watch.notice().into_iter().for_each(|line| tell(News::Notice(line)));
        let start = Instant::now();
        inspector.interrupt();
        let now = shared.current();
        match next(&now.edition, root, &hint) {
            Ok(Some(edition)) => {
                let edition = Arc::new(edition);
                shared.open_pages().iter().for_each(|page| drop(edition.get(page)));
                shared.publish_with(|last| last.followed_by(edition.clone()));
                tell(News::Shown { took: start.elapsed() });
                inspector.inspect(edition);
            }
            Ok(None) if now.trouble.is_some() => shared.publish_with(State::recovered),
            Ok(None) => inspector.inspect(now.edition.clone()),
            Err(error) => {
                let trouble = error.to_string();
                if now.trouble.as_ref() != Some(&trouble) {
                    tell(News::Trouble(trouble.clone()));
                    shared.publish_with(|last| last.troubled(trouble.clone()));
                }
            }
        }
    }
    Ok(())
}

/// The next edition. Files that vanish while they are read are no trouble yet: whoever took them away is not done.
fn next(edition: &Edition, root: &Path, hint: &Hint) -> Result<Option<Edition>, Error> {
    let files = match hint {
        Hint::Files(files) => Some(files),
        Hint::Everything => None,
    };
    let mut outcome = edition.next(root, files);
    for _ in 1..TRIES {
        if outcome.is_ok() {
            break;
        }
        thread::sleep(PAUSE);
        outcome = edition.next(root, None);
    }
    outcome
}
