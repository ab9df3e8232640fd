//! HTTP/1.1 on a socket, as much of it as a preview needs. Whatever the other end sends or leaves out, a request costs
//! no more than the limits here.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::stored::Stored;

/// The longest address that is read, in bytes.
const LONGEST_TARGET: usize = 8 << 10;
/// The longest head of a request.
const LONGEST_HEAD: usize = 32 << 10;
/// The most lines in a head.
const MOST_HEADERS: usize = 100;
/// The longest body of a request.
const LONGEST_BODY: usize = 16 << 10;
/// How long a connection may wait for its next request: browsers open some in advance.
const IDLE: Duration = Duration::from_secs(60);
/// How long a request may take to arrive, once it has begun.
const ARRIVAL: Duration = Duration::from_secs(10);
/// How long a write may wait for a slow reader.
const SLOWEST_READER: Duration = Duration::from_secs(30);

/// A request.
pub struct Request {
    /// `GET` and the like.
    pub method: String,
    /// What is asked for: path and query, as sent.
    pub target: String,
    /// Whether the connection serves for the next request too.
    pub keep: bool,
    /// What came with it.
    pub body: Vec<u8>,
    headers: Vec<(String, String)>,
}

/// An answer.
pub struct Response {
    /// The status.
    pub status: u16,
    /// Headers beside those that all answers have.
    pub headers: Vec<(&'static str, String)>,
    /// The content.
    pub body: Reply,
}

/// The content of an answer.
pub enum Reply {
    /// Made for this answer.
    Own(Vec<u8>),
    /// A file of the site.
    Shared(Arc<[u8]>),
    /// One that is copied, from where it lies.
    Stored(Stored),
}

/// One end of a connection.
pub struct Connection {
    stream: Arc<TcpStream>,
    /// What has been read and not been used.
    buffer: Vec<u8>,
}

impl Request {
    /// The values of a header.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        let headers = self.headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        headers.map(|(_, value)| value.as_str())
    }

    /// The value of a header that must be there once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.values(name);
        values.next().filter(|_| values.next().is_none())
    }

    /// Whether `Connection` has this word.
    fn connection(&self, word: &str) -> bool {
        self.values("connection")
            .flat_map(|value| value.split(','))
            .any(|value| value.trim().eq_ignore_ascii_case(word))
    }

    /// How long its body is, or the status that refuses it.
    fn body_length(&self) -> Result<usize, u16> {
        if self.values("transfer-encoding").next().is_some() {
            return Err(411);
        }
        if self.values("content-length").next().is_none() {
            return Ok(0);
        }
        let length = self.header("content-length").filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        match length.ok_or(400_u16)?.parse() {
            Ok(length) if length <= LONGEST_BODY => Ok(length),
            _ => Err(413),
        }
    }
}

impl Response {
    /// A short text.
    pub fn text(status: u16, text: &str) -> Response {
        Response::new(status, "text/plain; charset=utf-8", Reply::Own(format!("{text}\n").into_bytes()))
    }

    /// An answer with a type.
    pub fn new(status: u16, content_type: &str, body: Reply) -> Response {
        Response { status, headers: vec![("Content-Type", content_type.to_owned())], body }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Response {
        self.headers.push((name, value.into()));
        self
    }

    /// Everything above the body. An answer that does not keep the connection ends with it.
    fn head(&self, keep: bool, length: Option<usize>) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        let own = self.headers.iter().map(|(name, value)| (*name, value.as_str()));
        // What is shown changes with every save, and belongs to nobody but this site's own pages.
        let all = own.chain([
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            // No page elsewhere may show it as its own, and have its reader click on it.
            ("Content-Security-Policy", "frame-ancestors 'none'"),
            ("X-Frame-Options", "DENY"),
            ("Connection", if keep { "keep-alive" } else { "close" }),
        ]);
        for (name, value) in all {
            // A line break in a value would begin a header of its own.
            let value: String = value.chars().filter(|c| !c.is_control()).collect();
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(length) = length {
            head.push_str(&format!("Content-Length: {length}\r\n"));
        }
        head.push_str("\r\n");
        head
    }
}

impl Reply {
    /// Its bytes, or where they are to be read.
    fn bytes(&self) -> Result<&[u8], &Stored> {
        match self {
            Reply::Own(bytes) => Ok(bytes),
            Reply::Shared(bytes) => Ok(bytes),
            Reply::Stored(stored) => stored.held().map(|bytes| &**bytes).ok_or(stored),
        }
    }
}

impl Connection {
    /// Takes over a socket.
    ///
    /// # Errors
    /// When the socket is gone already.
    pub fn new(stream: TcpStream) -> io::Result<Connection> {
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(SLOWEST_READER))?;
        Ok(Connection { stream: Arc::new(stream), buffer: Vec::new() })
    }

    /// The socket, by which others can end the connection.
    pub fn socket(&self) -> Arc<TcpStream> {
        self.stream.clone()
    }

    /// The address at this end: the one by which this machine was called.
    pub fn local(&self) -> Option<IpAddr> {
        self.stream.local_addr().ok().map(|address| address.ip().to_canonical())
    }

    /// The next request; none when no more will come. `Err` has the status to refuse it with.
    pub fn request(&mut self) -> Result<Option<Request>, u16> {
        let mut end = None;
        let mut tried = 0;
        loop {
            // A head can only be complete when a line has ended since the last try.
            if self.buffer[tried..].contains(&b'\n') {
                if let Some((mut request, length)) = parse(&self.buffer)? {
                    self.buffer.drain(..length);
                    let length = request.body_length()?;
                    let end = end.unwrap_or_else(|| Instant::now() + ARRIVAL);
                    while self.buffer.len() < length {
                        self.read(Some(end))?.then_some(()).ok_or(400_u16)?;
                    }
                    request.body = self.buffer.drain(..length).collect();
                    return Ok(Some(request));
                }
                tried = self.buffer.len();
            }
            if self.buffer.len() > LONGEST_HEAD {
                return Err(if self.buffer[..LONGEST_HEAD].contains(&b'\n') { 431 } else { 414 });
            }
            if !self.buffer.is_empty() {
                end.get_or_insert_with(|| Instant::now() + ARRIVAL);
            }
            if !self.read(end)? {
                return Ok(None);
            }
        }
    }

    /// Reads what has come. False when nothing more will come, or nothing has begun for too long.
    fn read(&mut self, end: Option<Instant>) -> Result<bool, u16> {
        let left = end.map_or(IDLE, |end| end.saturating_duration_since(Instant::now()));
        if left.is_zero() {
            return Err(408);
        }
        let mut chunk = [0; 4096];
        if self.stream.set_read_timeout(Some(left)).is_err() {
            return Ok(false);
        }
        match (&*self.stream).read(&mut chunk) {
            Ok(length) => {
                self.buffer.extend_from_slice(&chunk[..length]);
                Ok(length > 0)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) && end.is_some() => {
                Err(408)
            }
            Err(_) => Ok(false),
        }
    }

    /// Sends an answer; without its body when only its head was asked for.
    ///
    /// # Errors
    /// When the other end is gone or too slow.
    pub fn respond(&mut self, response: &Response, keep: bool, head_only: bool) -> io::Result<()> {
        let body = match response.body.bytes() {
            Ok(body) => body,
            Err(stored) => return self.respond_from(stored, response, keep, head_only),
        };
        let mut first = response.head(keep, Some(body.len())).into_bytes();
        let body = if head_only { &[] } else { body };
        // One packet, where it fits into one.
        let rest = if body.len() < 1 << 16 {
            first.extend_from_slice(body);
            &[]
        } else {
            body
        };
        (&*self.stream).write_all(&first)?;
        (&*self.stream).write_all(rest)
    }

    /// Sends an answer whose body lies on the disk, piece by piece.
    fn respond_from(&mut self, stored: &Stored, response: &Response, keep: bool, head_only: bool) -> io::Result<()> {
        let head = response.head(keep, usize::try_from(stored.length()).ok());
        (&*self.stream).write_all(head.as_bytes())?;
        if head_only { Ok(()) } else { stored.send_to(&mut &*self.stream) }
    }

    /// Begins an answer that ends with the connection.
    ///
    /// # Errors
    /// When the other end is gone.
    pub fn begin(&mut self, response: &Response) -> io::Result<()> {
        self.send(&response.head(false, None))
    }

    /// Sends a piece of it.
    ///
    /// # Errors
    /// When the other end is gone or too slow.
    pub fn send(&mut self, text: &str) -> io::Result<()> {
        (&*self.stream).write_all(text.as_bytes())
    }

    /// Whether the other end still listens, without waiting for it to say so.
    pub fn is_open(&self) -> bool {
        let look = || {
            self.stream.set_nonblocking(true)?;
            let seen = self.stream.peek(&mut [0]);
            self.stream.set_nonblocking(false)?;
            seen
        };
        look().map_or_else(|error| error.kind() == ErrorKind::WouldBlock, |length| length > 0)
    }

    /// Ends the connection. What still comes is read for a while: closing with something unread would make the system
    /// take back the answer.
    pub fn end(mut self) {
        let end = Instant::now() + Duration::from_secs(1);
        let _ = self.stream.shutdown(Shutdown::Write);
        self.buffer.clear();
        while self.read(Some(end)) == Ok(true) {
            self.buffer.clear();
        }
    }
}

/// Reads a head with its length; none when it is not complete.
fn parse(bytes: &[u8]) -> Result<Option<(Request, usize)>, u16> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(431),
        Err(_) => return Err(400),
    };
    let (Some(method), Some(target)) = (head.method, head.path) else { return Err(400) };
    if target.len() > LONGEST_TARGET {
        return Err(414);
    }
    let text = |header: &httparse::Header| String::from_utf8_lossy(header.value).into_owned();
    let mut request = Request {
        method: method.to_owned(),
        target: target.to_owned(),
        keep: false,
        body: Vec::new(),
        headers: head.headers.iter().map(|header| (header.name.to_owned(), text(header))).collect(),
    };
    request.keep = head.version == Some(1) && !request.connection("close");
    Ok(Some((request, length)))
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Error",
    }
}
