//! The stream of events that a visible tab holds open (server-sent events, HTML Standard 9.2): what has become of its
//! page, which files have changed, what was found.

use std::io;
use std::time::Duration;

use serde_json::{Value, json};

use super::pages::{self, Live, Lookup, find, fingerprint, missing};
use super::state::{Shared, State};
use super::wire::{Connection, Reply, Response};
use crate::diagnostic::Severity;
use crate::pipeline::Finished;
use crate::web::percent_decoded;

/// How often a stream looks whether it is still wanted.
const LOOK: Duration = Duration::from_secs(1);
/// After so many looks a comment is sent, so that both ends notice when the other one is gone without a word.
const LOOKS_PER_COMMENT: u32 = 15;
/// So many streams may be open. A browser has six connections for all tabs of a site, and two of them are for pages.
const MOST_STREAMS: usize = 4;
/// Tells a tab to let others have its place, and to ask from time to time instead.
const CROWDED: &str = "event: crowded\ndata:\n\n";

/// What a tab shows.
pub struct OpenTab {
    /// The path of its address, with the slash at the start.
    path: String,
    /// The fingerprint of the page.
    is: String,
    /// The state of the copied files that it has; none when it comes from another run of the server.
    seen: Option<u64>,
    /// Whether it shows the page for missing addresses.
    missing: bool,
    /// Whether it only asks how things are, and leaves the streams to others.
    asks: bool,
}

impl OpenTab {
    /// Reads what a tab says about itself: `page`, `is`, `seen`, `missing` and `asks`. `run` is this run of the server.
    pub fn read(query: &str, run: &str) -> OpenTab {
        let value = |name: &str| {
            let mut pairs = url::form_urlencoded::parse(query.as_bytes());
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let seen = value("seen").unwrap_or_default();
        OpenTab {
            path: value("page").unwrap_or_else(|| "/".to_owned()),
            is: value("is").unwrap_or_default(),
            seen: seen.split_once('.').filter(|(of, _)| *of == run).and_then(|(_, number)| number.parse().ok()),
            missing: value("missing").is_some(),
            asks: value("asks").is_some(),
        }
    }

    /// The path of the page in the site, also when it is not there at the moment.
    fn page(&self, state: &State) -> String {
        match find(&state.edition, &self.path) {
            Lookup::At(path, _) => path,
            _ => percent_decoded(self.path.trim_start_matches('/')).into_owned(),
        }
    }

    /// What has become of the page, and the page itself when the tab has another one. It will show that from now on.
    fn page_now(&mut self, state: &State, live: &Live) -> (Value, Option<String>) {
        let page = match find(&state.edition, &self.path) {
            // The last good page stays.
            Lookup::At(_, Finished::Page(page)) if page.is_gap => return ("same".into(), None),
            Lookup::At(_, Finished::Page(page)) => {
                self.missing = false;
                Some(page.html)
            }
            Lookup::At(_, Finished::File(_) | Finished::Copied(_)) | Lookup::Folder => return ("changed".into(), None),
            Lookup::Nothing => match state.moved(&self.page(state)) {
                Some(path) => return (json!({ "moved": format!("/{}", crate::web::encode_path(path)) }), None),
                None if !self.missing => return ("gone".into(), None),
                None => missing(&state.edition),
            },
        };
        let is = page.as_ref().map(|page| fingerprint(page)).unwrap_or_default();
        if is == self.is {
            return ("same".into(), None);
        }
        self.is = is;
        ("changed".into(), page.map(|page| pages::shown(state, &page, self.missing, live)))
    }

    /// The copied files that are other ones than those that the tab has.
    fn files(&self, shared: &Shared, state: &State) -> Vec<String> {
        match self.seen {
            Some(seen) => shared.changed_since(seen),
            None => state.edition.files().map(|(path, _)| path.to_owned()).collect(),
        }
    }

    fn event(&mut self, shared: &Shared, state: &State, live: &Live) -> String {
        let (page, html) = self.page_now(state, live);
        let files = self.files(shared, state);
        let (images, styles): (Vec<_>, Vec<_>) =
            files.into_iter().filter(|path| is_shown(path)).partition(|path| !path.ends_with(".css"));
        let event = json!({
            "number": state.number,
            "seen": format!("{}.{}", live.run, state.number),
            "page": page,
            "html": html,
            "is": self.is,
            "styles": styles,
            "images": images,
            "errors": state.found.count(Severity::Error),
            "warnings": state.found.count(Severity::Warning),
            "findings": state.found.shown,
            "trouble": state.trouble,
        });
        self.seen = Some(state.number);
        format!("event: state\ndata: {event}\n\n")
    }
}

/// Whether a file is one that a page shows without being rendered again.
fn is_shown(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "css" | "svg" | "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif")
}

/// Sends the state, and each newer one, until the tab is closed or hidden, or newer tabs need its place.
pub fn stream(connection: &mut Connection, shared: &Shared, mut tab: OpenTab, live: &Live) -> io::Result<()> {
    let mut state = shared.current();
    connection.begin(&Response::new(200, "text/event-stream; charset=utf-8", Reply::Own(Vec::new())))?;
    if tab.asks {
        return connection.send(&(tab.event(shared, &state, live) + CROWDED));
    }
    let opened = shared.opened(tab.page(&state));
    let mut looks = 0;
    connection.send(&tab.event(shared, &state, live))?;
    while connection.is_open() {
        if opened.newer() >= MOST_STREAMS {
            return connection.send(CROWDED);
        }
        match shared.wait_for_newer(state.number, LOOK) {
            Some(newer) => {
                state = newer;
                connection.send(&tab.event(shared, &state, live))?;
            }
            None => {
                looks += 1;
                if looks % LOOKS_PER_COMMENT == 0 {
                    connection.send(":\n\n")?;
                }
            }
        }
    }
    Ok(())
}
