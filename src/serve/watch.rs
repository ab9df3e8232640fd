//! Says when something of a site may have changed.
//!
//! The system tells of changes, folder by folder; where it does not, we look twice a second. An event is a hint, and
//! no more: it says where to look, and the content decides. So nothing here has to be exact, but nothing may be lost:
//! whoever reads all that a [`Hint`] names, each time, ends up with what lies on the disk.

mod places;
mod silent;

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{CreateKind, RemoveKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use self::places::Places;
use crate::Error;
use crate::sync::starts_threads;

/// A batch ends when nothing has come for this long. Editors save in several steps.
const QUIET: Duration = Duration::from_millis(8);
/// A batch lasts no longer than this after its first event.
const LONGEST: Duration = Duration::from_millis(50);
/// How often we look where nobody tells.
const PAUSE: Duration = Duration::from_millis(500);
/// A look at a large site over a slow network may take long. The pause is so many times as long, within reason.
const PAUSE_PER_LOOK: u32 = 9;
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What may have changed. The content decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// These files were written, made, removed or renamed. Each is a path from the site's folder with `/`, such as
    /// `content/actors/russia.md`, spelt as on the disk; whether a file is there is for the reader to see.
    Files(BTreeSet<String>),
    /// Anything: folders or links changed, very many files did, or the system lost count.
    Everything,
}

/// Watches the content, the themes and the settings of a site.
pub struct Watch {
    /// The site's folder as it was named.
    root: PathBuf,
    /// Another folder that it is read from.
    beside: Option<PathBuf>,
    places: Places,
    /// Who tells of changes. `None`: we look ourselves.
    teller: Option<Teller>,
    pause: Duration,
    words: Receiver<Tidings>,
    stop: Stop,
    stopped: bool,
    notice: Option<String>,
}

/// Ends a [`Watch`] from another thread.
#[derive(Clone)]
pub struct Stop(Sender<Tidings>);

type Teller = Box<dyn Watcher + Send>;

enum Tidings {
    Told(notify::Result<Event>),
    Stop,
}

impl Stop {
    /// Lets the watch's [`Watch::next`] return `None`, now or when it is called.
    pub fn stop(&self) {
        // Nobody listens any more: it has ended.
        let _ = self.0.send(Tidings::Stop);
    }
}

impl Watch {
    /// Begins to watch the site at `root`. Changes from now on are told by [`next`](Watch::next), so call this before
    /// the site is read. `poll` asks for looking every so often instead of being told. The second value says in one
    /// line why we look, when that was not asked for.
    ///
    /// # Errors
    /// When there is no folder at `root`.
    pub fn start(root: &Path, poll: bool) -> Result<(Watch, Option<String>), Error> {
        Watch::start_with(root, None, (!poll).then_some(&recommended))
    }

    /// The same, and watches another folder too that the site is read from.
    ///
    /// # Errors
    /// When there is no folder at `root`.
    pub fn start_beside(root: &Path, beside: Option<PathBuf>, poll: bool) -> Result<(Watch, Option<String>), Error> {
        Watch::start_with(root, beside, (!poll).then_some(&recommended))
    }

    /// The same with another way to be told.
    fn start_with(
        root: &Path,
        beside: Option<PathBuf>,
        make: Option<&dyn Fn(Sender<Tidings>) -> notify::Result<Teller>>,
    ) -> Result<(Watch, Option<String>), Error> {
        fs::read_dir(root).map_err(Error::io("watch", root))?;
        let (sender, words) = channel();
        let (teller, notice) = match make.map(|make| make(sender.clone())).transpose() {
            Ok(teller) => (teller, None),
            Err(error) => (None, Some(reason(&error))),
        };
        let mut watch = Watch {
            root: root.to_owned(),
            beside,
            places: Places::default(),
            teller,
            pause: PAUSE,
            words,
            stop: Stop(sender),
            stopped: false,
            notice,
        };
        watch.look();
        let notice = watch.notice();
        Ok((watch, notice))
    }

    /// The other folder that it watches.
    pub fn beside(&self) -> Option<&Path> {
        self.beside.as_deref()
    }

    /// What to tell the author since the last time: why we look from now on, in one line. To be asked after each
    /// [`next`](Watch::next), since the system's limit can be met at any time.
    pub fn notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// A handle that ends it.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Waits for an event that concerns the site, and gathers what comes close behind it.
    fn listen(&mut self) -> Option<Hint> {
        let mut batch = Batch::default();
        while batch.is_empty() {
            match self.words.recv() {
                Ok(Tidings::Told(event)) => batch.add(event, &self.places),
                Ok(Tidings::Stop) | Err(_) => return self.end(),
            }
        }
        let end = Instant::now() + LONGEST;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.words.recv_timeout(left.min(QUIET)) {
                Ok(Tidings::Told(event)) => batch.add(event, &self.places),
                Ok(Tidings::Stop) | Err(RecvTimeoutError::Disconnected) => return self.end(),
                Err(RecvTimeoutError::Timeout) => break,
            }
            if left.is_zero() {
                break;
            }
        }
        let hint = if batch.folders { Hint::Everything } else { self.places.hint(&batch.paths) };
        if hint != Hint::Everything && !batch.lost {
            return Some(hint);
        }
        // Folders are watched before whoever gets the hint reads them: what appears later will be told.
        let before = self.look();
        // The system loses count when very many files are read at once, which is what we do after each
        // `Everything`: to say that again would never end.
        if hint == Hint::Everything { Some(hint) } else { self.places.since(&before, batch.paths) }
    }

    /// Waits a while, and looks what has changed.
    fn wait_and_look(&mut self) -> Option<Hint> {
        let end = Instant::now() + self.pause;
        loop {
            match self.words.recv_timeout(end.saturating_duration_since(Instant::now())) {
                // An echo of what was told before.
                Ok(Tidings::Told(_)) if Instant::now() < end => {}
                Ok(Tidings::Told(_)) | Err(RecvTimeoutError::Timeout) => break,
                Ok(Tidings::Stop) | Err(RecvTimeoutError::Disconnected) => return self.end(),
            }
        }
        if self.teller.is_some() && !self.root.is_dir() {
            return None;
        }
        let before = self.look();
        self.places.since(&before, BTreeSet::new())
    }

    fn end(&mut self) -> Option<Hint> {
        self.stopped = true;
        None
    }

    /// Looks at the site anew, and returns what it saw before.
    fn look(&mut self) -> Places {
        let start = Instant::now();
        let told =
            self.teller.as_mut().map(|teller| watch_all(teller, (&self.root, self.beside.as_deref()), &self.places));
        let now = match told {
            Some(Ok(places)) => places,
            other => {
                if let Some(Err(why)) = other {
                    self.teller = None;
                    self.notice = Some(why);
                }
                let Ok(places) =
                    Places::look::<Infallible>(&self.root, self.beside.as_deref(), |folder| Ok(folder.is_dir()));
                places
            }
        };
        self.pause = (start.elapsed() * PAUSE_PER_LOOK).clamp(PAUSE, LONGEST_PAUSE);
        std::mem::replace(&mut self.places, now)
    }
}

impl Iterator for Watch {
    type Item = Hint;

    /// Waits for the next changes. `None` when it was stopped.
    fn next(&mut self) -> Option<Hint> {
        while !self.stopped {
            let hint =
                if self.teller.is_none() || self.places.are_gone() { self.wait_and_look() } else { self.listen() };
            if hint.is_some() {
                return hint;
            }
        }
        None
    }
}

/// Events of one moment.
#[derive(Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    /// Folders came or went.
    folders: bool,
    /// The system does not know what happened.
    lost: bool,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.folders && !self.lost
    }

    fn add(&mut self, event: notify::Result<Event>, places: &Places) {
        let event = match event {
            Ok(event) if !event.need_rescan() && !event.paths.is_empty() => event,
            _ => return self.lost = true,
        };
        let folder = matches!(
            event.kind,
            EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder | RemoveKind::Other)
        );
        let mut concerning = event.paths.into_iter().filter(|path| places.concern(path)).peekable();
        self.folders |= folder && concerning.peek().is_some();
        self.paths.extend(concerning);
    }
}

/// The way to be told that suits the system best.
fn recommended(words: Sender<Tidings>) -> notify::Result<Teller> {
    let tell = move |event: notify::Result<Event>| {
        // Whoever opens a file reads it, and we do so ourselves. A write is told as such.
        if !event.as_ref().is_ok_and(|event| event.kind.is_access() && !event.need_rescan()) {
            let _ = words.send(Tidings::Told(event));
        }
    };
    // Two paths to one folder would be taken for one; we follow links ourselves, to where they lead.
    let config = Config::default().with_follow_symlinks(false);
    // One and another for what has just ended.
    starts_threads(2).map_err(notify::Error::io)?;
    Ok(Box::new(RecommendedWatcher::new(tell, config)?))
}

/// Lets the teller watch the site as it is now, and nothing else. Says why that cannot be.
fn watch_all(teller: &mut Teller, (root, beside): (&Path, Option<&Path>), before: &Places) -> Result<Places, String> {
    let mut watched = teller.paths_mut();
    // A folder of the same name may be another one by now.
    for folder in &before.folders {
        // The teller has forgotten the ones that were removed.
        let _ = watched.remove(folder);
    }
    let places = Places::look(root, beside, |folder| {
        if let Some(name) = silent::file_system(folder) {
            return Err(format!(
                "the site's files lie on a shared file system ({name}), which does not tell of every change: \
                 looking twice a second"
            ));
        }
        match watched.add(folder, RecursiveMode::NonRecursive) {
            Ok(()) => Ok(true),
            Err(error) if is_absent(&error) => Ok(false),
            Err(error) => Err(reason(&error)),
        }
    })?;
    watched.commit().map_err(|error| reason(&error))?;
    Ok(places)
}

/// Whether a folder is not there any more, or closed to us: nothing that we would read.
fn is_absent(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory
        ),
        _ => false,
    }
}

/// Why we look ourselves, in one line.
fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system lets us watch no more folders (its limit is \
             fs.inotify.max_user_watches): looking for changes twice a second"
            .to_owned(),
        _ => format!("the system cannot tell of changes ({error}): looking twice a second"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use notify::WatcherKind;

    use super::*;

    /// A system that lets so many folders be watched, and tells nothing by itself.
    struct Limited(Arc<Mutex<usize>>);

    impl Watcher for Limited {
        fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Self> {
            Err(notify::Error::generic("made by hand"))
        }

        fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
            let mut left = self.0.lock().expect("a number");
            *left = left.checked_sub(1).ok_or(notify::Error::new(ErrorKind::MaxFilesWatch))?;
            Ok(())
        }

        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            *self.0.lock().expect("a number") += 1;
            Ok(())
        }

        fn kind() -> WatcherKind {
            WatcherKind::NullWatcher
        }
    }

    /// A site that a system of so many folders watches.
    fn limited(most: usize) -> (tempfile::TempDir, Watch, Option<String>) {
        let site = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(site.path().join("content/actors")).expect("folders");
        let left = Arc::new(Mutex::new(most));
        let make = move |_| -> notify::Result<Teller> { Ok(Box::new(Limited(left.clone()))) };
        let (watch, notice) = Watch::start_with(site.path(), None, Some(&make)).expect("a watch");
        (site, watch, notice)
    }

    fn told(watch: &Watch, kind: EventKind, path: &Path) {
        let path = fs::canonicalize(path).expect("a path");
        watch.stop.0.send(Tidings::Told(Ok(Event::new(kind).add_path(path)))).expect("a listener");
    }

    const LIMIT: &str = "the system lets us watch no more folders (its limit is fs.inotify.max_user_watches): \
                         looking for changes twice a second";

    #[test]
    fn where_the_system_watches_too_few_folders_we_look() {
        let (site, mut watch, notice) = limited(2);
        assert_eq!(notice.as_deref(), Some(LIMIT));
        fs::write(site.path().join("content/actors/a.md"), "text").expect("a file");
        assert_eq!(watch.next(), Some(Hint::Files(["content/actors/a.md".to_owned()].into())));
        assert_eq!(watch.notice(), None, "it was said");
    }

    #[test]
    fn the_limit_may_be_met_later() {
        let (site, mut watch, notice) = limited(3);
        assert_eq!(notice, None);
        let new = site.path().join("content/issues");
        fs::create_dir(&new).expect("a folder");
        told(&watch, EventKind::Create(CreateKind::Folder), &new);
        assert_eq!(watch.next(), Some(Hint::Everything));
        assert_eq!(watch.notice().as_deref(), Some(LIMIT));
        fs::write(new.join("b.md"), "text").expect("a file");
        assert_eq!(watch.next(), Some(Hint::Files(["content/issues/b.md".to_owned()].into())));
        assert_eq!(watch.notice(), None, "it was said");
    }

    #[test]
    fn a_system_that_cannot_watch_at_all_is_not_asked_again() {
        let site = tempfile::tempdir().expect("a folder");
        let make = |_| -> notify::Result<Teller> { Err(notify::Error::io(io::Error::other("too many of them"))) };
        let (mut watch, notice) = Watch::start_with(site.path(), None, Some(&make)).expect("a watch");
        assert_eq!(
            notice.as_deref(),
            Some("the system cannot tell of changes (too many of them): looking twice a second")
        );
        fs::create_dir(site.path().join("content")).expect("a folder");
        assert_eq!(watch.next(), Some(Hint::Everything));
    }

    #[test]
    fn when_the_system_loses_count_we_look() {
        let (site, mut watch, _) = limited(9);
        let lost = || Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        for (name, event) in [("a", Ok(lost())), ("b", Err(notify::Error::generic("broken")))] {
            watch.stop.0.send(Tidings::Told(Ok(lost()))).expect("a listener");
            fs::write(site.path().join(format!("content/{name}.md")), "text").expect("a file");
            watch.stop.0.send(Tidings::Told(event)).expect("a listener");
            assert_eq!(watch.next(), Some(Hint::Files([format!("content/{name}.md")].into())));
        }
        watch.stop.0.send(Tidings::Told(Ok(lost()))).expect("a listener");
        assert_eq!(watch.listen(), None, "nothing has changed since");
        assert!(!watch.stopped);
    }

    #[test]
    fn many_files_at_once_are_everything() {
        let (site, watch, _) = limited(9);
        let folder = fs::canonicalize(site.path()).expect("a path").join("content/actors");
        let changed = |most: usize| (0..most).map(|number| folder.join(format!("{number}.md"))).collect();
        assert!(matches!(watch.places.hint(&changed(64)), Hint::Files(files) if files.len() == 64));
        assert_eq!(watch.places.hint(&changed(65)), Hint::Everything);
    }
}
