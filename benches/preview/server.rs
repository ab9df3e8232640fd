//! The real program, showing a site; and a plain client of it, that is no browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

/// `standpoint serve`, until it is dropped.
pub struct Server {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Server {
    /// Starts it, and waits until it says where it is.
    pub fn start(site: &Path) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_standpoint"))
            .arg("serve")
            .arg(site)
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let (_, address) = line.trim().trim_end_matches('/').split_once("http://").expect("an address");
        Server { child, address: address.to_owned() }
    }

    /// Asks for something, and gives the answer to its end.
    pub fn get(&self, path: &str) -> String {
        let mut answer = String::new();
        self.ask(path).read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Opens the stream of a tab that shows a page, as the page's script does.
    pub fn follow(&self, path: &str) -> Tab {
        let page = self.get(path);
        let data = |name: &str| {
            let (_, rest) = page.rsplit_once(&format!("data-{name}=\"")).expect("the live script");
            rest.split('"').next().expect("a value")
        };
        let query = format!("/_standpoint/events?page={path}&seen={}&is={}", data("seen"), data("is"));
        let mut tab = Tab { stream: BufReader::new(self.ask(&query)) };
        tab.next_event();
        tab
    }

    fn ask(&self, target: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let head = format!("GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        stream.write_all(head.as_bytes()).expect("a request");
        stream
    }

    /// Processor time of all its threads so far, in ms; 0 where the system does not say.
    pub fn cpu(&self) -> f64 {
        let Ok(threads) = fs::read_dir(format!("/proc/{}/task", self.child.id())) else { return 0.0 };
        let spent =
            |path: &Path| fs::read_to_string(path.join("schedstat")).ok()?.split(' ').next()?.parse::<f64>().ok();
        threads.flatten().filter_map(|thread| spent(&thread.path())).sum::<f64>() / 1e6
    }

    /// Waits until it has nothing to do any more.
    pub fn settle(&self) {
        for _ in 0..100 {
            let before = self.cpu();
            thread::sleep(Duration::from_millis(500));
            if self.cpu() - before < 1.0 {
                break;
            }
        }
    }

    /// The memory that it has, in MiB; 0 where the system does not say.
    pub fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The stream of events of one page.
pub struct Tab {
    stream: BufReader<TcpStream>,
}

impl Tab {
    /// Waits for the next event, and gives what it says.
    pub fn next_event(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.stream.read_line(&mut line).expect("a line") > 0, "the stream has ended");
            if let Some(event) = line.strip_prefix("data: ") {
                return event.to_owned();
            }
        }
    }
}
