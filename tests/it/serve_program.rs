//! The real `standpoint serve`, and what it says, as the stories about it need them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::ops::Deref;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{Site, files_below};
use crate::serve_client::{Client, Tab, without_script};

/// Longer than anything takes on a machine that does other things as well.
const LONG: Duration = Duration::from_secs(20);

/// Waits until something holds; says what did not.
pub fn until<T>(what: &str, mut is: impl FnMut() -> Result<T, String>) -> T {
    let end = Instant::now() + LONG;
    loop {
        match is() {
            Ok(value) => return value,
            Err(why) => assert!(Instant::now() < end, "{what}: {why}"),
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// `standpoint serve` at work.
pub struct Program {
    /// What it shows.
    pub site: Site,
    child: Child,
    client: Client,
    said: Arc<Mutex<String>>,
}

impl Program {
    /// Serves a site, and waits until it does.
    pub fn serve(site: Site) -> Program {
        Program::serve_with(site, &[])
    }

    /// The same with more arguments.
    pub fn serve_with(site: Site, arguments: &[&str]) -> Program {
        let (mut child, said) = start(&site, &[&["serve", "--port", "0"], arguments].concat());
        let address = until("the address", || {
            let said = said.lock().expect("what it says").clone();
            let ended = child.try_wait().expect("a state");
            assert!(ended.is_none(), "it has ended: {said}");
            let address = said.split_once("The preview is at http://").and_then(|(_, rest)| rest.split_once("/\n"));
            address.map(|(address, _)| address.parse().expect("an address")).ok_or(said.clone())
        });
        Program { site, child, client: Client::new(address), said }
    }

    /// Everything that it has said, in order; the address and the time are masked.
    pub fn said(&self) -> String {
        let said = self.said.lock().expect("what it says").replace(&self.client.address.to_string(), "ADDRESS");
        let mut parts = said.split("shown after ");
        let masked: String = parts
            .by_ref()
            .skip(1)
            .map(|part| format!("shown after N{}", part.trim_start_matches(|c: char| c.is_ascii_digit())))
            .collect();
        format!("{}{masked}", said.split("shown after ").next().unwrap_or_default())
    }

    /// Waits until it has said something; gives all that it has said.
    pub fn says(&self, words: &str) -> String {
        until("what it says", || {
            let said = self.said();
            if said.contains(words) { Ok(said) } else { Err(format!("no {words:?} in {said}")) }
        })
    }

    /// Waits until a page has something in it.
    pub fn shows(&self, target: &str, words: &str) {
        until(target, || {
            let page = self.get(target);
            if page.body.contains(words) { Ok(()) } else { Err(format!("no {words:?} in {}", page.body)) }
        });
    }

    /// Waits until something is answered with a status.
    pub fn answers(&self, target: &str, status: u16) {
        until(target, || match self.get(target).status {
            found if found == status => Ok(()),
            found => Err(format!("{found}, not {status}")),
        });
    }

    /// Waits until everything that is served equals what `build` makes of the same folder; gives it.
    pub fn serves_what_build_writes(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = tempfile::tempdir().expect("a folder");
        let built = folder.path().join("built");
        let run = self.site.run(&["build", "--out", built.to_str().expect("UTF-8")]);
        assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
        let mut expected = BTreeMap::new();
        for path in files_below(&built) {
            let bytes = fs::read(built.join(&path)).expect("a file");
            until(&path, || {
                let served = self.served(&path);
                if served == bytes { Ok(()) } else { Err(String::from_utf8_lossy(&served).into_owned()) }
            });
            expected.insert(path, bytes);
        }
        expected
    }

    /// What is served at a path of the site, without the live script.
    pub fn served(&self, path: &str) -> Vec<u8> {
        let encoded = percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC).to_string();
        let answer = self.get(&format!("/{}", encoded.replace("%2F", "/")));
        let page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        // A page of the author's own is copied as it is.
        if page && answer.body.contains(crate::serve_client::SCRIPT) {
            return without_script(&answer.body).into_bytes();
        }
        answer.bytes
    }

    /// Sends a signal.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args([&format!("-{name}"), &pid]).status().expect("kill");
        assert!(sent.success());
    }

    /// Its process number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has ended.
    pub fn ends(&mut self) -> ExitStatus {
        let child = &mut self.child;
        until("its end", || child.try_wait().expect("a state").ok_or("it runs".to_owned()))
    }

    /// Whether it has ended.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().expect("a state").is_none()
    }
}

impl Deref for Program {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the program on a site; what it says comes together in one text.
pub fn start(site: &Site, arguments: &[&str]) -> (Child, Arc<Mutex<String>>) {
    let (mut reader, writer) = std::io::pipe().expect("a pipe");
    let mut command = site.command(arguments);
    command.stdin(std::process::Stdio::null()).stdout(writer.try_clone().expect("a pipe")).stderr(writer);
    let child = command.spawn().expect("the program runs");
    let said = Arc::new(Mutex::new(String::new()));
    thread::spawn({
        let said = said.clone();
        move || {
            let mut chunk = [0; 4096];
            // The command has the other end, and goes with it.
            drop(command);
            while let Ok(length @ 1..) = reader.read(&mut chunk) {
                said.lock().expect("what it says").push_str(&String::from_utf8_lossy(&chunk[..length]));
            }
        }
    });
    (child, said)
}

impl Tab {
    /// Reads events until one is as it should be. Their numbers only grow.
    pub fn event_that(&mut self, what: &str, is: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + LONG;
        let mut last = 0;
        loop {
            let event = self.event();
            let number = event["number"].as_u64().expect("a number");
            assert!(number > last, "{number} after {last}");
            last = number;
            if is(&event) {
                return event;
            }
            assert!(Instant::now() < end, "{what}: {event}");
        }
    }
}
