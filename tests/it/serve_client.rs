//! A small client of the preview: raw requests, and a tab's stream of events.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Everything above the body.
    pub head: String,
    /// The body, as a text.
    pub body: String,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// What stands in an answer beside the live script, which must stand before the end of the body and nowhere else.
pub fn without_script(page: &str) -> String {
    let start = page.find(SCRIPT).unwrap_or_else(|| panic!("no script in {page}"));
    let end = start + page[start..].find("</script>").expect("its end") + "</script>".len();
    let (before, after) = (&page[..start], &page[end..]);
    // A page whose template fails has no body.
    assert!((after.starts_with("</body>") || after.is_empty()) && !after.contains(SCRIPT), "{page}");
    [before, after].concat()
}

/// Asks a preview.
#[derive(Clone, Copy)]
pub struct Client {
    /// Where.
    pub address: SocketAddr,
}

impl Client {
    /// One that asks at an address.
    pub fn new(address: SocketAddr) -> Client {
        Client { address }
    }

    /// A connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time limit");
        stream
    }

    /// Sends bytes and reads the answer to its end.
    pub fn raw(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect();
        // A refused request may not be read to its end.
        let _ = stream.write_all(request.as_ref());
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(&bytes)));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (head, bytes) = (text(&bytes[..end]), bytes[end + 4..].to_vec());
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head, body: text(&bytes), bytes }
    }

    /// A request with further lines in its head.
    pub fn ask(&self, method: &str, target: &str, lines: &str) -> Answer {
        self.raw(format!("{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{lines}\r\n", self.address))
    }

    /// Asks for a page or a file.
    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "")
    }

    /// Asks for the editor.
    pub fn post(&self, lines: &str, body: &str) -> Answer {
        let length = body.len();
        let lines = format!("Content-Type: application/json\r\nContent-Length: {length}\r\n{lines}\r\n{body}");
        // The body stands where `ask` puts the empty line.
        self.raw(format!("POST /_standpoint/open HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{lines}", self.address))
    }

    /// What the live script is told in a page.
    pub fn data(&self, target: &str, name: &str) -> Option<String> {
        let page = self.get(target).body;
        let at = page.find(SCRIPT).expect("the live script");
        let tag = &page[at..at + page[at..].find('>').expect("its end")];
        let (_, value) = tag.split_once(&format!("data-{name}=\""))?;
        value.split_once('"').map(|(value, _)| value.to_owned())
    }

    /// What a page must know to open the editor.
    pub fn token(&self) -> String {
        self.data("/", "token").expect("a token")
    }

    /// Opens the stream of a tab that has just loaded the page at `target`.
    pub fn tab(&self, target: &str) -> Tab {
        let [seen, is] = ["seen", "is"].map(|name| self.data(target, name).expect("known"));
        let missing = if self.get(target).status == 404 { "&missing=" } else { "" };
        self.stream(&format!("page={target}&seen={seen}&is={is}{missing}"))
    }

    /// Opens a stream.
    pub fn stream(&self, query: &str) -> Tab {
        let mut stream = self.connect();
        let request = format!("GET /_standpoint/events?{query} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("sent");
        Tab { stream, buffer: Vec::new(), last: String::new() }
    }
}

/// The start of the tag of the live script.
pub const SCRIPT: &str = "<script src=\"/_standpoint/live.js\"";

/// A stream of events.
pub struct Tab {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// The last event, for those who wait for another one in vain.
    last: String,
}

impl Tab {
    /// What still comes until the stream ends.
    pub fn rest(&mut self) -> String {
        self.stream.read_to_end(&mut self.buffer).expect("an end");
        String::from_utf8_lossy(&self.buffer).trim_start().to_owned()
    }

    /// The next event.
    pub fn event(&mut self) -> Value {
        loop {
            let text = String::from_utf8_lossy(&self.buffer).into_owned();
            if let Some((start, (event, _))) =
                text.find("event: state\n").and_then(|at| Some((at, text[at..].split_once("\n\n")?)))
            {
                self.buffer.drain(..start + event.len() + 2);
                event.clone_into(&mut self.last);
                let data = event.lines().find_map(|line| line.strip_prefix("data: ")).expect("data");
                return serde_json::from_str(data).expect("JSON");
            }
            let mut chunk = [0; 4096];
            let length =
                self.stream.read(&mut chunk).unwrap_or_else(|why| panic!("no event: {why}; the last: {}", self.last));
            assert!(length > 0, "the stream has ended: {text}");
            self.buffer.extend_from_slice(&chunk[..length]);
        }
    }
}
