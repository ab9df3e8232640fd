//! The server: who may ask, for what, and who answers. Each connection has a thread of its own, so that nobody waits for
//! a slow one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::editor::Editor;
use super::events::{self, OpenTab};
use super::locate::{Wanted, locate};
use super::pages::{self, Live, Lookup};
use super::state::Shared;
use super::wire::{Connection, Reply, Request, Response};
use crate::diagnostic::Span;
use crate::pipeline::Edition;
use crate::sync::lock;
use crate::{Error, platform, web};

/// The port that is taken when none is asked for; no other tool that writers use has it.
pub const DEFAULT_PORT: u16 = 3737;
/// How many ports behind it are tried when it is busy.
const NEXT_PORTS: u16 = 10;
/// When there are more connections at a time, the one that waits longest for a request goes; if none waits, a new one is
/// turned away, so that files can still be opened.
const MOST_CONNECTIONS: usize = 200;

/// The script in the page, with the library that it needs, in a scope of their own.
const SCRIPT: &str = concat!("(() => {\n", include_str!("idiomorph.js"), include_str!("live.js"), "})();\n");
const STYLE: &str = include_str!("live.css");

/// A server that listens, and answers once it is run.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    instead: bool,
    /// The names by which this machine may be called, in lower case. Another name in `Host` is that of a page elsewhere
    /// which has made its own name lead here.
    names: Vec<String>,
    /// This run: numbers of states of another one mean nothing.
    run: String,
    /// What a page must know to open the editor, and the editor.
    editing: Option<(String, Editor)>,
    /// The folder of the PDFs that pages lead to.
    prints: Option<PathBuf>,
}

impl Server {
    /// Listens on a port of an address of this machine. Without a port it is the usual one, or the first free one of the
    /// ten behind it; with port 0 the system chooses.
    ///
    /// # Errors
    /// When the port is busy, or the system does not allow it.
    pub fn bind(host: IpAddr, port: Option<u16>) -> Result<Server, Error> {
        let mut outcome = listen(host, port.unwrap_or(DEFAULT_PORT));
        for next in (DEFAULT_PORT + 1..=DEFAULT_PORT + NEXT_PORTS).filter(|_| port.is_none()) {
            match &outcome {
                Err(Error::Listen { source, .. }) if source.kind() == io::ErrorKind::AddrInUse => {
                    outcome = listen(host, next);
                }
                _ => break,
            }
        }
        let (listener, address) = outcome?;
        Ok(Server {
            listener,
            address,
            instead: port.is_none() && address.port() != DEFAULT_PORT,
            names: names(host),
            run: random(8)?,
            editing: None,
            prints: None,
        })
    }

    /// Lets pages open the editor, if only this machine can reach them.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn with_editor(mut self, editor: Editor) -> Result<Server, Error> {
        if self.address.ip().is_loopback() {
            self.editing = Some((random(32)?, editor));
        }
        Ok(self)
    }

    /// Answers with the PDFs in an output, too.
    #[must_use]
    pub fn with_prints(self, out: &Path) -> Server {
        Server { prints: Some(out.to_owned()), ..self }
    }

    /// Whether the usual port was busy, and another one was taken.
    pub fn took_another_port(&self) -> bool {
        self.instead
    }

    /// Where to look, best first: an address that a browser on this machine can open, and the one for other machines.
    pub fn addresses(&self) -> Vec<String> {
        let ip = self.address.ip();
        let all = match ip {
            IpAddr::V4(v4) if v4.is_unspecified() => [Some(IpAddr::V4(Ipv4Addr::LOCALHOST)), outer(ip)],
            IpAddr::V6(v6) if v6.is_unspecified() => [Some(IpAddr::V6(Ipv6Addr::LOCALHOST)), outer(ip)],
            _ => [Some(ip), None],
        };
        all.into_iter().flatten().map(|ip| format!("http://{}/", SocketAddr::new(ip, self.address.port()))).collect()
    }

    /// Answers requests with what `shared` shows. Does not end; `tell` hears when its port is taken away, and when it has
    /// it again.
    pub fn run(self, shared: Arc<Shared>, tell: impl Fn(String)) {
        let Server { mut listener, address, names, run, editing, prints, .. } = self;
        let (port, waiting) = (address.port(), Waiting::default());
        let desk = Arc::new(Desk { port, names, run, editing, prints, shared, waiting });
        let busy = Arc::new(AtomicUsize::new(0));
        let mut failed = 0_u32;
        loop {
            let Ok((stream, _)) = listener.accept() else {
                // Too many open files, or a visitor who has gone again: both pass.
                thread::sleep(Duration::from_millis(20));
                failed = failed.saturating_add(1);
                // What goes on is a socket that the system has closed, as some do when a network goes or the machine sleeps.
                // Another one is had once nobody else has the port.
                if failed.is_multiple_of(25)
                    && let Ok(another) = TcpListener::bind(address)
                {
                    listener = another;
                    tell(format!("the system closed the port of the preview; it is at http://{address}/ again"));
                } else if failed == 100 {
                    tell(format!("the preview at {address} cannot be reached; it comes back when its port is free"));
                }
                continue;
            };
            failed = 0;
            let (desk, place) = (desk.clone(), Seat::take(&busy));
            // Without a thread the visitor is turned away.
            let _ = thread::Builder::new().name("connection".to_owned()).spawn(move || {
                // The visitor is gone, or too slow.
                let _ = desk.serve(stream, &place);
            });
        }
    }
}

fn listen(host: IpAddr, port: u16) -> Result<(TcpListener, SocketAddr), Error> {
    let address = SocketAddr::new(host, port);
    let listener = TcpListener::bind(address).and_then(|listener| Ok((listener.local_addr()?, listener)));
    listener.map(|(address, listener)| (listener, address)).map_err(|source| Error::Listen { address, source })
}

/// A word that nobody can guess.
fn random(bytes: usize) -> Result<String, Error> {
    let mut word = vec![0; bytes];
    getrandom::fill(&mut word)
        .map_err(|error| Error::Refused { path: "the system's random numbers".into(), why: error.to_string() })?;
    Ok(word.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The names by which this machine may be called. Its addresses need no list: each connection knows its own.
fn names(host: IpAddr) -> Vec<String> {
    let mut names = vec!["localhost".to_owned()];
    if !host.is_loopback() {
        names.extend(platform::machine_name().into_iter().flat_map(|name| [format!("{name}.local"), name]));
    }
    names
}

/// The address at which other machines reach this one. Nothing is sent: the system only says which way it would go.
fn outer(any: IpAddr) -> Option<IpAddr> {
    let (from, to): (SocketAddr, SocketAddr) = match any {
        IpAddr::V4(_) => ((Ipv4Addr::UNSPECIFIED, 0).into(), ([192, 0, 2, 1], 9).into()),
        IpAddr::V6(_) => ((Ipv6Addr::UNSPECIFIED, 0).into(), ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1], 9).into()),
    };
    let socket = UdpSocket::bind(from).ok()?;
    socket.connect(to).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_loopback())
}

/// One of the places for connections.
struct Seat {
    busy: Arc<AtomicUsize>,
    /// How many there were before.
    before: usize,
}

impl Seat {
    fn take(busy: &Arc<AtomicUsize>) -> Seat {
        Seat { busy: busy.clone(), before: busy.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The connections that wait for a request, the one that waits longest first.
#[derive(Default)]
struct Waiting {
    next: AtomicU64,
    sockets: Mutex<BTreeMap<u64, Arc<TcpStream>>>,
}

impl Waiting {
    /// Waits for the next request.
    fn request(&self, connection: &mut Connection) -> Result<Option<Request>, u16> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        lock(&self.sockets).insert(number, connection.socket());
        let request = connection.request();
        lock(&self.sockets).remove(&number);
        request
    }

    /// Ends the one that has waited longest; false when none waits.
    fn end_oldest(&self) -> bool {
        let oldest = lock(&self.sockets).pop_first();
        oldest.is_some_and(|(_, socket)| socket.shutdown(Shutdown::Both).is_ok())
    }
}

/// Where requests are answered.
struct Desk {
    port: u16,
    names: Vec<String>,
    run: String,
    editing: Option<(String, Editor)>,
    prints: Option<PathBuf>,
    shared: Arc<Shared>,
    waiting: Waiting,
}

/// How a request is answered.
enum Answer {
    Once(Response),
    Stream(OpenTab),
}

impl Desk {
    /// Answers the requests of one connection.
    fn serve(&self, stream: TcpStream, place: &Seat) -> io::Result<()> {
        let mut connection = Connection::new(stream)?;
        // Idle ones, which browsers open in advance and others to block us, make room.
        if place.before >= MOST_CONNECTIONS && !self.waiting.end_oldest() {
            connection.respond(&Response::text(503, "Too many connections"), false, false)?;
            return Ok(());
        }
        loop {
            let request = match self.waiting.request(&mut connection) {
                Ok(Some(request)) => request,
                Ok(None) => return Ok(()),
                Err(status) => {
                    connection.respond(&Response::text(status, "This request cannot be answered"), false, false)?;
                    break;
                }
            };
            match self.answer(&request, connection.local()) {
                Answer::Once(response) => {
                    connection.respond(&response, request.keep, request.method == "HEAD")?;
                    if !request.keep {
                        break;
                    }
                }
                Answer::Stream(tab) => return events::stream(&mut connection, &self.shared, tab, &self.live()),
            }
        }
        connection.end();
        Ok(())
    }

    fn answer(&self, request: &Request, local: Option<IpAddr>) -> Answer {
        let Some(host) = request.header("host").filter(|host| self.is_ours(host, local)) else {
            return refused("This server does not answer to that name");
        };
        let Some(target) = path_of(&request.target, host) else {
            return Answer::Once(Response::text(400, "This is no path"));
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if is_from_elsewhere(request, host, path) {
            return refused("Not from another site");
        }
        let reads = matches!(request.method.as_str(), "GET" | "HEAD");
        let allowed = |is: bool, methods: &str| {
            let refuse = || Response::text(405, "This cannot be done here").header("Allow", methods);
            if is { None } else { Some(Answer::Once(refuse())) }
        };
        match path {
            "/_standpoint/open" => allowed(request.method == "POST", "POST").unwrap_or_else(|| self.open(request)),
            "/_standpoint/events" => allowed(request.method == "GET", "GET")
                .unwrap_or_else(|| Answer::Stream(OpenTab::read(query, &self.run))),
            _ => allowed(reads, "GET, HEAD").unwrap_or_else(|| Answer::Once(self.read(path, target))),
        }
    }

    fn read(&self, path: &str, target: &str) -> Response {
        let own = |kind: &str, text: &str| Response::new(200, kind, Reply::Own(text.into()));
        match path {
            "/_standpoint/live.js" => own("text/javascript; charset=utf-8", SCRIPT),
            "/_standpoint/live.css" => own("text/css; charset=utf-8", STYLE),
            "/_standpoint/places" => self.places(target),
            "/_standpoint/grounds" => self.grounds(target),
            _ => {
                let state = self.shared.current();
                self.print(&state.edition, path).unwrap_or_else(|| pages::answer(&state, target, &self.live()))
            }
        }
    }

    /// A PDF of the output that the edition knows.
    fn print(&self, edition: &Edition, path: &str) -> Option<Response> {
        let path = web::percent_decoded(path.strip_prefix('/')?);
        let is_known = edition.site().build.prints.contains_key(&*path);
        let file = self.prints.as_ref().filter(|_| is_known)?.join(&*path);
        Some(Response::new(200, web::content_type(&path), Reply::Own(fs::read(file).ok()?)))
    }

    /// What a page is told about this run.
    fn live(&self) -> Live<'_> {
        Live { run: &self.run, token: self.editing.as_ref().map(|(token, _)| token.as_str()) }
    }

    /// A page in which comments say where in its file each block begins: what the script asks for to find a place.
    fn places(&self, target: &str) -> Response {
        let edition = &self.shared.current().edition;
        let address = target.split_once("?page=").map_or("", |(_, page)| page);
        match pages::find(edition, &web::percent_decoded(address)) {
            Lookup::At(path, _) if self.editing.is_some() => edition.page_with_places(&path),
            _ => None,
        }
        .map_or_else(
            || Response::text(404, "No page stands there"),
            |page| Response::new(200, "text/html; charset=utf-8", Reply::Own(page.into())),
        )
    }

    /// What the sentences of a page rest on; and where each stands, for those who may open the editor.
    fn grounds(&self, target: &str) -> Response {
        let edition = &self.shared.current().edition;
        let address = target.split_once("?page=").map_or("", |(_, page)| page);
        let Lookup::At(path, _) = pages::find(edition, &web::percent_decoded(address)) else {
            return Response::text(404, "No page stands there");
        };
        let place = |span: &Span| self.editing.is_some().then(|| json!({ "file": &*span.path, "byte": span.start }));
        let grounded = edition.grounded(&path);
        let grounded: Vec<_> =
            grounded.iter().map(|claim| json!({ "claim": claim, "place": place(claim.span) })).collect();
        Response::new(200, "application/json", Reply::Own(json!(grounded).to_string().into()))
    }

    /// Whether `Host` is a name of this machine, or the address at which the connection has come in.
    fn is_ours(&self, host: &str, local: Option<IpAddr>) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            // The colons of an IPv6 address stand within brackets.
            Some((name, port)) if !port.contains(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let is_address = bare.parse::<IpAddr>().is_ok_and(|ip| Some(ip) == local || ip.is_loopback());
        port == Some(self.port) && (is_address || self.names.contains(&name.to_ascii_lowercase()))
    }

    /// Opens the editor at what was clicked, or at the place of a finding.
    fn open(&self, request: &Request) -> Answer {
        let Some((token, editor)) = &self.editing else { return refused("Editing is off") };
        // A form on a page elsewhere cannot send this type.
        let is_json = request.header("content-type").is_some_and(|kind| kind.starts_with("application/json"));
        if !is_json {
            return Answer::Once(Response::text(415, "This has to be JSON"));
        }
        let Ok(wish) = serde_json::from_slice::<Wish>(&request.body) else {
            return Answer::Once(Response::text(400, "This is no wish to open a file"));
        };
        if wish.token != *token {
            return refused("This page belongs to another run of the preview: load it again");
        }
        let edition = &self.shared.current().edition;
        let answer = match locate(edition, &wish.wanted) {
            None => json!({ "opened": false, "why": "no file of the site stands behind this" }),
            Some((file, line)) => {
                let place = format!("{file}:{}", line.max(1));
                match editor.open(&file, line.max(1)) {
                    Ok(()) => json!({ "opened": true, "place": place }),
                    Err(why) => json!({ "opened": false, "place": place, "why": why }),
                }
            }
        };
        Answer::Once(Response::new(200, "application/json; charset=utf-8", Reply::Own(answer.to_string().into())))
    }
}

/// What a page asks to open.
#[derive(Deserialize)]
struct Wish {
    token: String,
    #[serde(flatten)]
    wanted: Wanted,
}

fn refused(why: &str) -> Answer {
    Answer::Once(Response::text(403, why))
}

/// The path and query that a request asks for; proxies send the whole address.
fn path_of<'r>(target: &'r str, host: &str) -> Option<&'r str> {
    let path = target.strip_prefix("http://").map_or(Some(target), |rest| rest.strip_prefix(host));
    path.filter(|path| path.starts_with('/'))
}

/// Whether a page of another site has sent this. It may lead readers here, for which a browser names no origin; and a program
/// that is no browser says nothing of where it comes from.
fn is_from_elsewhere(request: &Request, host: &str, path: &str) -> bool {
    let ours = format!("http://{host}");
    let is_elsewhere = |site: &str| !matches!(site, "same-origin" | "none");
    let is_followed = !path.starts_with("/_standpoint/") && request.header("sec-fetch-mode") == Some("navigate");
    request.values("origin").any(|origin| origin != ours)
        || !is_followed && request.values("sec-fetch-site").any(is_elsewhere)
}
