//! The live preview: what `build` would write, shown in a browser while it is being written.
//!
//! A loop: wait for a hint that something has changed, make the next [`Edition`], publish it. It is what `build` makes,
//! from the same functions; a page that someone looks at is made before the edition is published. The finished pages
//! are looked over in the background when the writer pauses.

mod changes;
pub mod editor;
mod events;
pub mod http;
mod inspect;
mod locate;
mod pages;
pub mod state;
pub mod watch;
mod wire;

use std::collections::BTreeSet;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::Error;
use crate::diagnostic::Diagnostic;
use crate::paths::SETTINGS;
use crate::pipeline::{self, Audience, Build, Edition};
use editor::Editor;
use http::Server;
use inspect::Inspector;
use state::{Shared, State};
use watch::{Hint, Watch};

/// What the command line says about the preview.
#[derive(Debug, Clone, Default)]
pub struct ServeOptions {
    /// The port; without one the usual one, or one of the ten behind it.
    pub port: Option<u16>,
    /// The address to listen at; without one only this machine is answered.
    pub host: Option<IpAddr>,
    /// Look for changes every so often instead of being told.
    pub poll: bool,
    /// What the site is built for.
    pub build: Build,
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
        /// The files that have changed, by their paths from the site's folder.
        files: BTreeSet<String>,
        /// How long it took from the hint on.
        took: Duration,
    },
    /// All that is to be found in an edition, when that is something else than before.
    Found(&'a Edition, &'a [Diagnostic]),
    /// What the machine cannot do at the moment; the last edition stays.
    Trouble(String),
    /// It can again, and finds the site as it was.
    Recovered,
}

/// How often a site is read again when files vanish: an editor or Git is at work.
const TRIES: usize = 5;
/// How long to wait before the next try when the site could not be read.
const PAUSE: Duration = Duration::from_millis(30);
/// How long whoever takes a text away has to bring it back. Until then the last edition is shown.
const ABSENCE: Duration = Duration::from_millis(250);
/// How often to look whether it is back.
const LOOK: Duration = Duration::from_millis(10);

/// Shows the site at `root` until the process ends.
///
/// # Errors
/// When the port is not to be had, or there is no site at `root` to begin with.
pub fn run(root: &Path, options: ServeOptions, tell: impl Fn(News) + Send + Sync + 'static) -> Result<(), Error> {
    let host = options.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let mut build = options.build;
    if !host.is_loopback() {
        (build.drafts, build.audience) = (false, Audience::Public);
    }
    let out = root.join(build.audience.folder());
    let server = Server::bind(host, options.port)?.with_editor(Editor::from_environment(root))?.with_prints(&out);
    if !host.is_loopback() {
        tell(News::Notice(
            "everyone on this network can read along; drafts and what is internal are hidden, and no editor is opened"
                .into(),
        ));
    }
    let watch = Watch::start_beside(root, pipeline::private_folder(root), options.poll);
    // It says better why there is no site here.
    let edition = Edition::open(root, &build)?;
    let edition = Arc::new(edition.with_prints_of(root)?.unwrap_or(edition));
    let (watch, notice) = watch?;
    notice.into_iter().for_each(|line| tell(News::Notice(line)));
    let shared = Arc::new(Shared::new(State::of(edition.clone(), 1)));
    tell(News::Ready { addresses: server.addresses(), instead: server.took_another_port() });
    let tell = Arc::new(tell);
    let answer = {
        let (shared, tell) = (shared.clone(), tell.clone());
        move || server.run(shared, move |line| tell(News::Notice(line)))
    };
    thread::Builder::new().name("server".to_owned()).spawn(answer).map_err(Error::Threads)?;
    let inspector = Inspector::start(edition, shared.clone(), tell.clone())?;
    follow((root, options.poll), watch, &shared, &inspector, &*tell);
    Ok(())
}

/// Shows each edition that comes, until nothing is watched any more.
fn follow((root, poll): (&Path, bool), mut watch: Watch, shared: &Shared, inspector: &Inspector, tell: &impl Fn(News)) {
    while let Some(mut hint) = watch.next() {
        if let Some(other) = elsewhere(root, poll, &watch, &hint) {
            (watch, hint) = (other, Hint::Everything);
        }
        watch.notice().into_iter().for_each(|line| tell(News::Notice(line)));
        let start = Instant::now();
        inspector.interrupt();
        let now = shared.current();
        // What an attempt that failed was told is not known any more.
        let files = match hint {
            Hint::Files(files) if now.trouble.is_none() => Some(files),
            _ => None,
        };
        match next(&now.edition, root, files.as_ref()) {
            Ok(Some(edition)) => {
                let edition = Arc::new(edition);
                shared.open_pages().iter().for_each(|page| drop(edition.get(page)));
                let files = changes::files(&now.edition, &edition);
                shared.publish_with(|last| Some(last.followed_by(edition.clone(), &files)));
                tell(News::Shown { files, took: start.elapsed() });
                inspector.inspect(edition);
            }
            Ok(None) => {
                if now.trouble.is_some() {
                    shared.publish_with(|last| Some(last.recovered()));
                    tell(News::Recovered);
                }
                inspector.resume();
            }
            Err(error) => {
                let trouble = error.to_string();
                if now.trouble.as_ref() != Some(&trouble) {
                    shared.publish_with(|last| Some(last.troubled(trouble.clone())));
                    tell(News::Trouble(trouble));
                }
                inspector.resume();
            }
        }
    }
}

/// A watch of other folders, where the settings name another one of private texts.
fn elsewhere(root: &Path, poll: bool, watch: &Watch, hint: &Hint) -> Option<Watch> {
    let may_be = match hint {
        Hint::Files(files) => files.contains(SETTINGS),
        Hint::Everything => true,
    };
    let beside = may_be.then(|| pipeline::private_folder(root)).filter(|folder| folder.as_deref() != watch.beside())?;
    Watch::start_beside(root, beside, poll).ok().map(|(watch, _)| watch)
}

/// The next edition. Files that vanish while they are read, and texts that are gone or empty, are no news yet: whoever
/// took them away is often about to put others in their place.
fn next(last: &Edition, root: &Path, files: Option<&BTreeSet<String>>) -> Result<Option<Edition>, Error> {
    let mut outcome = last.next(root, files);
    for _ in 1..TRIES {
        match &outcome {
            Ok(None) => break,
            Ok(Some(edition)) => {
                let lost = changes::lost(last, edition);
                if lost.is_empty() || !comes_back(root, &lost) {
                    break;
                }
            }
            Err(_) => thread::sleep(PAUSE),
        }
        outcome = last.next(root, None);
    }
    let next = outcome?;
    let printed = next.as_ref().unwrap_or(last).with_prints_of(root)?;
    Ok(printed.or(next))
}

/// Waits a moment for one of the files to be there, with something in it.
fn comes_back(root: &Path, files: &[Arc<str>]) -> bool {
    let end = Instant::now() + ABSENCE;
    while Instant::now() < end {
        if files.iter().any(|path| fs::metadata(root.join(&**path)).is_ok_and(|data| data.len() > 0)) {
            return true;
        }
        thread::sleep(LOOK);
    }
    false
}
