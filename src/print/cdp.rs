//! The DevTools protocol over two pipes: calls, their answers, and what happens in between.
//!
//! A message is JSON and ends with a NUL byte. Answers and events of a tab go to that tab's [`Session`], in order, so
//! that one thread serves one tab and answers what the page asks for while it waits for something else.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::sync::lock;

/// The longest that a call may take.
pub const CALL: Duration = Duration::from_secs(60);

/// Why a call brought nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The browser has ended.
    Dead,
    /// No answer came in time.
    Late(String),
    /// The browser says no, or the tab has crashed.
    Refused(String),
}

/// A connection to a browser.
pub struct Client {
    to: Mutex<Box<dyn Write + Send>>,
    routes: Arc<Mutex<Routes>>,
    next: AtomicU64,
}

/// To whom messages go. When the browser ends, all senders are dropped, and so each waiting call ends too.
#[derive(Default)]
struct Routes {
    ended: bool,
    calls: HashMap<u64, Sender<Value>>,
    sessions: HashMap<String, Sender<Value>>,
}

/// A tab to which we are attached.
pub struct Session<'c> {
    client: &'c Client,
    id: String,
    inbox: Receiver<Value>,
}

impl Client {
    /// A client that writes to one pipe and reads from the other until it ends.
    pub fn new(to: impl Write + Send + 'static, from: impl Read + Send + 'static) -> Client {
        let routes = Arc::new(Mutex::new(Routes::default()));
        let theirs = routes.clone();
        std::thread::spawn(move || listen(BufReader::new(from), &theirs));
        Client { to: Mutex::new(Box::new(to)), routes, next: AtomicU64::new(1) }
    }

    /// Calls the browser itself, and waits.
    ///
    /// # Errors
    /// When it says no, is late or dead.
    pub fn call(&self, method: &str, parameters: Value, longest: Duration) -> Result<Value, Failure> {
        let id = self.number();
        let (sender, inbox) = channel();
        self.register(|routes| routes.calls.insert(id, sender))?;
        self.send(&json!({"id": id, "method": method, "params": parameters}))?;
        match inbox.recv_timeout(longest) {
            Ok(answer) => result(method, answer),
            Err(RecvTimeoutError::Timeout) => Err(Failure::Late(method.to_owned())),
            Err(RecvTimeoutError::Disconnected) => Err(Failure::Dead),
        }
    }

    /// Attaches to a tab.
    ///
    /// # Errors
    /// As with each call.
    pub fn attach(&self, target: &str) -> Result<Session<'_>, Failure> {
        let answer = self.call("Target.attachToTarget", json!({"targetId": target, "flatten": true}), CALL)?;
        let id = text(&answer, "sessionId")?;
        let (sender, inbox) = channel();
        self.register(|routes| routes.sessions.insert(id.clone(), sender))?;
        Ok(Session { client: self, id, inbox })
    }

    fn register<T>(&self, put: impl FnOnce(&mut Routes) -> T) -> Result<(), Failure> {
        let mut routes = lock(&self.routes);
        if routes.ended {
            return Err(Failure::Dead);
        }
        put(&mut routes);
        Ok(())
    }

    fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    fn send(&self, message: &Value) -> Result<(), Failure> {
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        let mut to = lock(&self.to);
        to.write_all(&bytes).and_then(|()| to.flush()).map_err(|_| Failure::Dead)
    }
}

impl Session<'_> {
    /// Calls the tab and waits. Whatever happens in the meantime goes to `event`: its name and what it says.
    ///
    /// # Errors
    /// When the tab says no, has crashed or is late, or the browser is dead.
    pub fn call(
        &self,
        method: &str,
        parameters: Value,
        event: &mut dyn FnMut(&Self, &str, &Value) -> Result<(), Failure>,
    ) -> Result<Value, Failure> {
        let id = self.post(method, parameters)?;
        self.until(method, |message| (message["id"] == id).then(|| result(method, message.clone())), event)?
    }

    /// Calls the tab and waits for no answer. Gives the number of the call.
    ///
    /// # Errors
    /// When the browser is dead.
    pub fn post(&self, method: &str, parameters: Value) -> Result<u64, Failure> {
        let id = self.client.number();
        self.client.send(&json!({"id": id, "sessionId": self.id, "method": method, "params": parameters}))?;
        Ok(id)
    }

    /// Waits for a message that `wanted` makes something of. `what` names it, should it be late.
    ///
    /// # Errors
    /// When the tab has crashed or is late, or the browser is dead.
    pub fn until<T>(
        &self,
        what: &str,
        wanted: impl Fn(&Value) -> Option<T>,
        event: &mut dyn FnMut(&Self, &str, &Value) -> Result<(), Failure>,
    ) -> Result<T, Failure> {
        let end = Instant::now() + CALL;
        loop {
            let message = match self.inbox.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => return Err(Failure::Late(what.to_owned())),
                Err(RecvTimeoutError::Disconnected) => return Err(Failure::Dead),
            };
            if let Some(method) = message["method"].as_str() {
                if method == "Inspector.targetCrashed" {
                    return Err(Failure::Refused("its tab has crashed".to_owned()));
                }
                event(self, method, &message["params"])?;
            }
            if let Some(found) = wanted(&message) {
                return Ok(found);
            }
        }
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        lock(&self.client.routes).sessions.remove(&self.id);
    }
}

/// Hands on each message until the pipe ends.
fn listen(mut from: impl BufRead, routes: &Mutex<Routes>) {
    let mut bytes = Vec::new();
    while let Ok(1..) = from.read_until(0, &mut bytes) {
        let message: Option<Value> = serde_json::from_slice(bytes.strip_suffix(&[0]).unwrap_or(&bytes)).ok();
        bytes.clear();
        let Some(message) = message else { continue };
        let mut routes = lock(routes);
        let to = match (message["sessionId"].as_str(), message["id"].as_u64()) {
            (Some(session), _) => routes.sessions.get(session).cloned(),
            (None, Some(id)) => routes.calls.remove(&id),
            (None, None) => None,
        };
        if let Some(to) = to {
            // Nobody waits for it any more, perhaps.
            let _ = to.send(message);
        }
    }
    *lock(routes) = Routes { ended: true, ..Routes::default() };
}

fn result(method: &str, mut answer: Value) -> Result<Value, Failure> {
    match answer["error"]["message"].as_str() {
        Some(why) => Err(Failure::Refused(format!("the browser refuses {method}: {why}"))),
        None => Ok(answer["result"].take()),
    }
}

/// A text in an answer.
///
/// # Errors
/// When it is not there.
pub fn text(answer: &Value, key: &str) -> Result<String, Failure> {
    answer[key].as_str().map(str::to_owned).ok_or_else(|| Failure::Refused(format!("the browser gave no {key}")))
}
