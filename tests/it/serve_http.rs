//! The server of the preview, as raw requests meet it. A small driver publishes states by hand.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::ops::Deref;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use standpoint::pipeline::{Build, Edition};
use standpoint::serve::editor::Editor;
use standpoint::serve::http::{DEFAULT_PORT, Server};
use standpoint::serve::state::{EditionFindings, Shared, State};

use crate::harness::Site;
use crate::serve_client::{Client, SCRIPT, Tab, without_script};

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A site and a server that shows it.
pub struct Preview {
    /// The site.
    pub site: Site,
    shared: Arc<Shared>,
    pub(crate) client: Client,
}

fn state(site: &Site, number: u64) -> State {
    let edition = Arc::new(Edition::open(site.root(), &Build::default()).expect("a site"));
    let found = EditionFindings::new(edition.first_findings(), &edition);
    State { edition, number, found, trouble: None, renamed: [].into() }
}

impl Preview {
    /// A site, shown.
    pub fn of(site: Site) -> Preview {
        Preview::with_editor(site, Some("true"))
    }

    /// A site, shown; with the command of an editor.
    pub fn with_editor(site: Site, editor: Option<&str>) -> Preview {
        let editor = Editor::new(site.root(), editor.map(str::to_owned));
        let server = Server::bind(LOOPBACK, Some(0)).and_then(|server| server.with_editor(editor)).expect("a server");
        Preview::run(site, server)
    }

    fn run(site: Site, server: Server) -> Preview {
        let url = server.addresses().remove(0);
        let address = url.trim_start_matches("http://").trim_end_matches('/').parse().expect("an address");
        let shared = Arc::new(Shared::new(state(&site, 1)));
        let shown = shared.clone();
        thread::spawn(move || server.run(shown, |_| {}));
        Preview { site, shared, client: Client::new(address) }
    }

    /// Shows the site as it is on the disk now.
    pub fn publish(&self) {
        self.shared.publish_with(|now| Some(state(&self.site, now.number + 1)));
    }
}

impl Deref for Preview {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// A site with a page of each sort.
pub fn small() -> Site {
    Site::new()
        .source("un")
        .actor("russia")
        .issue("troops")
        .file("content/positions/russia/troops.md", "---\nas_of: 2025-08-20\nstance: opposes\n---\nNo [@un].\n")
        .briefing("b", "It said so [@un, p. 3].")
        .file("content/pages/method/dates.md", "---\ntitle: Dates\n---\nWe date.\n")
        .file("content/maps/líne 1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/notes.txt", "Grüße")
}

#[test]
fn a_page_is_what_build_writes_with_one_script_more() {
    let preview = Preview::of(small());
    preview.site.build().exits(0);
    for path in preview.site.pages() {
        let answer = preview.get(&format!("/{path}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/html; charset=utf-8")), "{path}");
        assert_eq!(without_script(&answer.body), preview.site.page(&path), "{path}");
    }
}

#[test]
fn files_come_as_they_are_with_their_types() {
    let preview = Preview::of(small());
    for (path, content_type) in [
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/assets/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("/notes.txt", "text/plain; charset=utf-8"),
        ("/maps/l%C3%ADne%201.svg", "image/svg+xml; charset=utf-8"),
        ("/_standpoint/live.js", "text/javascript; charset=utf-8"),
        ("/_standpoint/live.css", "text/css; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(content_type)), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    assert_eq!(preview.get("/notes.txt").body, "Grüße");
    let head = preview.ask("HEAD", "/notes.txt", "");
    assert_eq!((head.status, head.header("content-length"), head.body.as_str()), (200, Some("7"), ""));
}

/// A large file is sent from the disk, on a connection that goes on; and never as half of it one, half another.
#[test]
fn a_large_file_is_sent_from_where_it_lies() {
    let film: Vec<u8> = (0..3_000_000_u32).map(|at| at.to_le_bytes()[at as usize % 3]).collect();
    let site = small();
    site.write("content/film.mp4", &film);
    let preview = Preview::of(site);
    let answer = preview.get("/film.mp4");
    assert_eq!((answer.status, answer.header("content-length")), (200, Some("3000000")));
    assert!(answer.bytes == film);
    let head = preview.ask("HEAD", "/film.mp4", "");
    assert_eq!((head.status, head.header("content-length"), head.body.as_str()), (200, Some("3000000"), ""));
    preview.site.write("content/film.mp4", &film[..2_000_000]);
    assert_eq!(preview.get("/film.mp4").status, 404);
    preview.publish();
    assert!(preview.get("/film.mp4").bytes == film[..2_000_000]);
}

#[test]
fn addresses_lead_where_they_lead_on_github_pages() {
    let preview = Preview::of(small());
    for (target, status) in [
        ("/", 200),
        ("/index.html", 200),
        ("/matrix", 200),
        ("/briefings/b", 200),
        ("/briefings/b?from=mail", 200),
        ("/briefings/", 200),
        ("/briefings/b/", 404),
        ("/Briefings/b", 404),
        ("/nothing", 404),
    ] {
        assert_eq!(preview.get(target).status, status, "{target}");
    }
    let folder = preview.get("/briefings?a=b");
    assert_eq!((folder.status, folder.header("location")), (301, Some("/briefings/?a=b")));
}

#[test]
fn the_page_for_missing_addresses_works_at_any_depth() {
    let preview = Preview::of(small());
    let missing = preview.get("/a/b/c");
    assert_eq!(missing.status, 404);
    // Its links have the path of `base_url`.
    assert!(missing.body.contains("href=\"/repo/index.html\""), "{}", missing.body);
    assert!(missing.body.contains(SCRIPT));
    for (target, status) in
        [("/repo/index.html", 200), ("/repo/assets/style.css", 200), ("/repo/", 200), ("/repo/briefings/b", 200)]
    {
        assert_eq!(preview.get(target).status, status, "{target}");
    }
    for (target, location) in [("/repo", "/repo/"), ("/repo/briefings", "/repo/briefings/")] {
        assert_eq!(preview.get(target).header("location"), Some(location), "{target}");
    }
    // A page that is really there comes first.
    preview.site.write("content/repo/index.html", "mine");
    preview.publish();
    assert_eq!(preview.get("/repo/index.html").body, "mine");
    assert_eq!(preview.get("/repo/matrix.html").status, 200);
}

// Who may ask, and for what.

#[test]
fn only_the_names_of_this_machine_are_answered() {
    let preview = Preview::of(small());
    let port = preview.address.port();
    let status = |host: &str| preview.raw(format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status;
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"] {
        assert_eq!(status(&format!("Host: {host}:{port}\r\n")), 200, "{host}");
    }
    let ours = format!("Host: localhost:{port}\r\n");
    for host in [
        "",
        "Host: \r\n",
        "Host: evil.example\r\n",
        &format!("Host: evil.example:{port}\r\n"),
        &format!("Host: localhost.evil.example:{port}\r\n"),
        &format!("Host: 192.168.0.1:{port}\r\n"),
        "Host: localhost\r\n",
        "Host: localhost:1\r\n",
        &format!("{ours}{ours}"),
    ] {
        assert_eq!(status(host), 403, "{host:?}");
    }
    let whole = |host: &str| preview.ask("GET", &format!("http://{host}/"), "").status;
    assert_eq!((whole(&preview.address.to_string()), whole("evil.example")), (200, 400));
}

#[test]
fn other_sites_can_lead_here_but_neither_listen_nor_open_the_editor() {
    let preview = Preview::of(small());
    let token = preview.token();
    let wish = json!({ "token": token, "file": "content/briefings/b.md", "line": 1 }).to_string();
    for from in [
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://localhost:1\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ] {
        assert_eq!(preview.ask("GET", "/", from).status, 403, "{from}");
        assert_eq!(preview.ask("GET", "/_standpoint/places?path=/", from).status, 403, "{from}");
        assert_eq!(preview.ask("GET", "/_standpoint/events?page=/", from).status, 403, "{from}");
        assert_eq!(preview.post(from, &wish).status, 403, "{from}");
    }
    // A link leads here, which no browser takes for a script or an image.
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
    assert_eq!(preview.ask("GET", "/", link).status, 200);
    assert_eq!(preview.ask("GET", "/_standpoint/places?path=/", link).status, 403);
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", preview.address);
    assert_eq!(preview.ask("GET", "/", &own).status, 200);
    assert_eq!(preview.post(&own, &wish).status, 200);
}

#[test]
fn nothing_but_reading_is_allowed() {
    let preview = Preview::of(small());
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        let answer = preview.ask(method, "/index.html", "");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    assert_eq!(preview.get("/_standpoint/open").header("allow"), Some("POST"));
    assert_eq!(preview.ask("POST", "/_standpoint/events", "").header("allow"), Some("GET"));
}

#[test]
fn no_path_leads_out_of_the_site() {
    let preview = Preview::of(small());
    for target in [
        "/../standpoint.yaml",
        "/../../../../../../etc/passwd",
        "/%2e%2e/standpoint.yaml",
        "/..%2fstandpoint.yaml",
        "/%252e%252e%252fstandpoint.yaml",
        "/assets/../../standpoint.yaml",
        "/..\\standpoint.yaml",
        "/..%5cstandpoint.yaml",
        "/standpoint.yaml",
        "/content/briefings/b.md",
        "//etc/passwd",
        "/index.html%00",
        "/%ff",
        "/.%00./standpoint.yaml",
        "/C:/Windows/win.ini",
        "/file:///etc/passwd",
        "/repo/../standpoint.yaml",
        "/repo//etc/passwd",
    ] {
        assert_eq!(preview.get(target).status, 404, "{target}");
    }
    // Nor does a folder's redirect lead to another host.
    assert_eq!(preview.get("//briefings").status, 404);
    assert_eq!(preview.ask("GET", "index.html", "").status, 400);
}

#[test]
fn requests_without_measure_are_refused_and_the_server_goes_on() {
    let preview = Preview::of(small());
    let long = "x".repeat(200 << 10);
    assert_eq!(preview.get(&format!("/{long}")).status, 414);
    assert_eq!(preview.get(&format!("/{}", &long[..9 << 10])).status, 414);
    assert_eq!(preview.get(&format!("/?{}", &long[..7 << 10])).status, 200);
    assert_eq!(preview.ask("GET", "/", &format!("Cookie: {long}\r\n")).status, 431);
    assert_eq!(preview.ask("GET", "/", &"A: b\r\n".repeat(200)).status, 431);
    assert_eq!(preview.ask("POST", "/_standpoint/open", "Content-Length: 99999999999999\r\n").status, 413);
    assert_eq!(preview.ask("POST", "/_standpoint/open", "Content-Length: -1\r\n").status, 400);
    assert_eq!(preview.ask("POST", "/_standpoint/open", "Transfer-Encoding: chunked\r\n").status, 411);
    for junk in ["\0\0\0\0\n\n", "hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\n\r\n\r\n"]
    {
        assert_eq!(preview.raw(junk).status, 400, "{junk:?}");
    }
    drop(preview.connect());
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn idle_and_slow_visitors_hold_nobody_up() {
    let preview = Preview::of(small());
    let idle: Vec<TcpStream> = (0..40).map(|_| preview.connect()).collect();
    let slow: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET / HT").expect("sent");
            stream
        })
        .collect();
    let tabs: Vec<Tab> = (0..20).map(|_| preview.tab("/")).collect();
    // Whoever has to wait for one of them waits longer than a client of these tests does.
    for _ in 0..20 {
        assert_eq!(preview.get("/briefings/b.html").status, 200);
    }
    drop((idle, slow, tabs));
}

#[test]
fn a_flood_of_connections_is_turned_away_and_passes() {
    let preview = Preview::of(small());
    let flood: Vec<_> = (0..300).filter_map(|_| TcpStream::connect(preview.address).ok()).collect();
    drop(flood);
    let end = Instant::now() + Duration::from_secs(30);
    while preview.raw(format!("GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.address)).status != 200
    {
        assert!(Instant::now() < end, "the server has not come back");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn one_connection_serves_several_requests() {
    let preview = Preview::of(small());
    let mut stream = preview.connect();
    let request = format!("GET /notes.txt HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    // Both at once, the second in pieces.
    stream.write_all(format!("{request}{}", &request[..30]).as_bytes()).expect("sent");
    thread::sleep(Duration::from_millis(30));
    stream.write_all(&request.as_bytes()[30..]).expect("sent");
    stream.write_all(request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").as_bytes()).expect("sent");
    let mut all = String::new();
    stream.read_to_string(&mut all).expect("answers");
    assert_eq!((all.matches("HTTP/1.1 200 OK").count(), all.matches("Grüße").count()), (3, 3), "{all}");
}

// Ports and hosts.

#[test]
fn a_busy_port_that_was_asked_for_is_the_machines_failure() {
    let taken = TcpListener::bind((LOOPBACK, 0)).expect("a port");
    let port = taken.local_addr().expect("its address").port();
    let error = Server::bind(LOOPBACK, Some(port)).err().expect("it is busy");
    assert_eq!(error.exit_code(), 3);
    assert_eq!(
        error.to_string(),
        format!(
            "cannot listen on 127.0.0.1:{port}: another program does already; \
             name another port with --port, or leave --port out to get one that is free"
        )
    );
}

#[test]
fn a_busy_usual_port_gives_way_to_one_of_the_next_ten() {
    // Whoever has it, it is busy now.
    let _taken = TcpListener::bind((LOOPBACK, DEFAULT_PORT));
    let server = Server::bind(LOOPBACK, None).expect("one of the ten");
    assert!(server.took_another_port());
    let address = server.addresses().remove(0);
    let port: u16 =
        address.trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    assert!((DEFAULT_PORT + 1..=DEFAULT_PORT + 10).contains(&port), "{address}");
}

#[test]
fn on_the_local_network_editing_is_off() {
    let site = small();
    let editor = Editor::new(site.root(), Some("true".to_owned()));
    let any = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let server = Server::bind(any, Some(0)).and_then(|server| server.with_editor(editor)).expect("a server");
    let preview = Preview::run(site, server);
    assert!(preview.address.ip().is_loopback(), "the first address is for this machine");
    assert_eq!(preview.data("/", "token"), None);
    let wish = json!({ "token": "", "file": "content/briefings/b.md", "line": 1 }).to_string();
    assert_eq!(preview.post("", &wish).status, 403);
    let host = |host: &str| {
        let port = preview.address.port();
        preview.raw(format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n")).status
    };
    let system = rustix::system::uname();
    let name = system.nodename().to_str().expect("a name");
    assert_eq!((host(name), host("localhost"), host("evil.example")), (200, 200, 403));
}

// The stream.

#[test]
fn a_tab_hears_what_has_become_of_its_page() {
    let preview = Preview::of(small());
    let mut tab = preview.tab("/briefings/b.html");
    let first = tab.event();
    assert_eq!((&first["page"], &first["number"], &first["styles"]), (&json!("same"), &json!(1), &json!([])));
    assert_eq!(preview.shared.open_pages(), ["briefings/b.html"]);

    preview.site.write("content/pages/method/dates.md", "---\ntitle: Dates\n---\nWe date with care.\n");
    preview.publish();
    assert_eq!(tab.event()["page"], "same");

    preview.site.write("content/briefings/b.md", "---\ntitle: Briefing b\nas_of: 2025-08\n---\nIt did not [@un].\n");
    preview.publish();
    assert_eq!(tab.event()["page"], "changed");
    preview.publish();
    assert_eq!(tab.event()["page"], "same");

    std::fs::remove_file(preview.site.path("content/briefings/b.md")).expect("it was there");
    preview.publish();
    assert_eq!(tab.event()["page"], "gone");

    preview.site.write("content/briefings/b.md", "---\ntitle: Briefing b\nas_of: 2025-08\n---\nBack [@un].\n");
    preview.publish();
    assert_eq!(tab.event()["page"], "changed");

    // It has moved twice.
    let to = preview.site.path("content/briefings/ü.md");
    std::fs::rename(preview.site.path("content/briefings/b.md"), to).expect("it was there");
    let mut next = state(&preview.site, preview.shared.current().number + 1);
    let moves = [("b", "c"), ("c", "ü")].map(|(from, to)| [from, to].map(|id| format!("briefings/{id}.html")));
    next.renamed = moves.into_iter().map(|[from, to]| (from, to)).collect();
    preview.shared.publish_with(|_| Some(next));
    assert_eq!(tab.event()["page"], json!({ "moved": "/briefings/%C3%BC.html" }));
    assert_eq!(preview.get("/briefings/%C3%BC.html").status, 200);
}

#[test]
fn a_hidden_tab_catches_up_when_it_is_shown() {
    let preview = Preview::of(small().file("themes/default/static/own.css", "p {}"));
    let [seen, is] = ["seen", "is"].map(|name| preview.data("/briefings/b.html", name).expect("known"));
    preview.site.write("content/briefings/b.md", "---\ntitle: Briefing b\nas_of: 2025-08\n---\nNew [@un].\n");
    preview.publish();
    preview.site.write("themes/default/static/own.css", "p { color: red }");
    preview.publish();
    preview.publish();
    let event = preview.stream(&format!("page=/briefings/b&seen={seen}&is={is}")).event();
    assert_eq!((&event["page"], &event["number"]), (&json!("changed"), &json!(4)));
    let styles = event["styles"].to_string();
    assert!(styles.contains("own.css") && !styles.contains("print.css"), "{styles}");

    // A tab from before the server was started again may have anything.
    let event = preview.stream(&format!("page=/briefings/b&seen=ffff.77&is={is}")).event();
    assert!(event["styles"].to_string().contains("print.css"), "{event}");
}

#[test]
fn a_tab_on_nothing_hears_when_something_comes() {
    let preview = Preview::of(small());
    let mut tab = preview.tab("/pages/new.html");
    assert_eq!(tab.event()["page"], "same");
    preview.site.write("content/pages/new.md", "---\ntitle: New\n---\nHere.\n");
    preview.publish();
    assert_eq!(tab.event()["page"], "changed");
}

#[test]
fn a_closed_tab_is_forgotten() {
    let preview = Preview::of(small());
    let mut tab = preview.tab("/matrix.html");
    tab.event();
    assert_eq!(preview.shared.open_pages(), ["matrix.html"]);
    drop(tab);
    let end = Instant::now() + Duration::from_secs(30);
    while !preview.shared.open_pages().is_empty() {
        assert!(Instant::now() < end, "still there");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_oldest_of_many_tabs_makes_room_and_asks_instead() {
    let preview = Preview::of(small());
    // One after the other, so that the first is the oldest.
    let opened = (0..5).map(|_| {
        let mut tab = preview.tab("/matrix.html");
        tab.event();
        tab
    });
    let mut tabs: Vec<Tab> = opened.collect();
    assert!(tabs[0].rest().starts_with("event: crowded\n"), "the first one keeps its place");

    let mut asking = preview.stream("page=/matrix.html&asks=");
    assert_eq!(asking.event()["page"], "changed");
    assert!(asking.rest().starts_with("event: crowded\n"), "one that only asks keeps the connection");
    preview.publish();
    tabs[1..].iter_mut().for_each(|tab| assert_eq!(tab.event()["number"], 2));
}

#[test]
fn findings_come_with_their_place_and_their_lines() {
    let preview = Preview::of(small());
    let mut tab = preview.tab("/briefings/b.html");
    assert_eq!(tab.event()["errors"], 0);
    preview.site.write("content/briefings/b.md", "---\ntitle: B\nas_of: 2025-08\n---\nSee <b> and [@unn].\n");
    let mut next = state(&preview.site, 2);
    next.trouble = Some("the disk is full".to_owned());
    preview.shared.publish_with(|_| Some(next));
    let event = tab.event();
    assert_eq!((&event["errors"], &event["trouble"]), (&json!(1), &json!("the disk is full")));
    let finding = &event["findings"][0];
    let expected = json!({
        "severity": "error",
        "code": "unknown-source",
        "message": finding["message"],
        "file": "content/briefings/b.md",
        "line": 5,
        "column": 14,
        "editable": true,
        "excerpt": finding["excerpt"],
        "hints": finding["hints"],
        "related": [],
    });
    assert_eq!(*finding, expected);
    let excerpt = &finding["excerpt"];
    let text = ["before", "marked", "after"].map(|part| excerpt[part].as_str().expect("a text")).concat();
    assert_eq!((text.as_str(), &excerpt["line"]), ("See <b> and [@unn].", &json!(5)));
    assert!(finding["hints"].to_string().contains("did you mean"), "{finding}");
}

#[test]
fn findings_that_come_late_bring_no_old_edition_back() {
    let preview = Preview::of(small().briefing("c", "Who says so? [@nobody]"));
    let old = preview.shared.current().edition.clone();
    let new = state(&preview.site, 0).edition;
    let findings = [old.all_findings(&false.into()).expect("nobody stops it"), Vec::new()];
    thread::scope(|scope| {
        scope.spawn(|| {
            findings.iter().cycle().take(2000).for_each(|found| preview.shared.publish_findings(&old, found))
        });
        for edition in [&new, &old].into_iter().cycle().take(400) {
            preview.shared.publish_with(|last| {
                let found = EditionFindings::new(Vec::new(), edition);
                let number = last.number + 1;
                Some(State { edition: edition.clone(), number, found, trouble: None, renamed: [].into() })
            });
            assert!(Arc::ptr_eq(&preview.shared.current().edition, edition));
            thread::yield_now();
            assert!(Arc::ptr_eq(&preview.shared.current().edition, edition));
        }
    });
}
