//! A browser: where it is, how it is started, and that nothing of it is left.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::cdp::{Client, Failure};
use crate::Error;
use crate::platform::{self, Guarded, User, program};

/// The longest that a browser may take to start.
const START: Duration = Duration::from_secs(30);

/// The switches that every browser is started with. No name of a host is ever resolved.
const SWITCHES: [&str; 13] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-crash-reporter",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
];

/// Programs that are looked for on the search path.
const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/// Where macOS keeps them.
const APPLICATIONS: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Which program to start, and how.
#[derive(Debug, Clone)]
pub struct Choice {
    program: PathBuf,
    sandbox: bool,
}

impl Choice {
    /// Finds the browser: the one that was named, the one in `STANDPOINT_BROWSER`, else one in the usual places.
    ///
    /// # Errors
    /// When there is none; says what to install.
    pub fn find(named: Option<&Path>, sandbox: bool) -> Result<Choice, Error> {
        let variable = std::env::var_os("STANDPOINT_BROWSER").filter(|value| !value.is_empty()).map(PathBuf::from);
        let (named, from) = match (named, variable) {
            (Some(path), _) => (path.to_owned(), "--browser"),
            (None, Some(path)) => (path, "STANDPOINT_BROWSER"),
            (None, None) => {
                let program = usual().ok_or_else(|| {
                    Error::Browser(format!(
                        "there is no Chromium or Chrome on this machine, which prints the pages; {}, \
                         or name one with --browser or STANDPOINT_BROWSER",
                        advice()
                    ))
                })?;
                return Ok(Choice { program, sandbox });
            }
        };
        let program = if named.components().count() > 1 { program(&named) } else { on_path(&named) };
        let why = || Error::Browser(format!("{from} names {}, which is no program", named.display()));
        Ok(Choice { program: program.ok_or_else(why)?, sandbox })
    }
}

fn on_path(name: &Path) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find_map(|folder| program(&folder.join(name)))
}

fn usual() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| on_path(Path::new(name))).or_else(|| {
        let home = std::env::home_dir().unwrap_or_default();
        let own = APPLICATIONS.iter().map(|path| home.join(path.trim_start_matches('/')));
        APPLICATIONS.iter().map(PathBuf::from).chain(own).find_map(|path| program(&path))
    })
}

/// What to install on this system.
fn advice() -> &'static str {
    if cfg!(target_os = "macos") {
        return "install one with `brew install --cask google-chrome`";
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let is = |name: &str| {
        let families = release.lines().filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")));
        families.flat_map(|line| line.trim_matches('"').split(' ')).any(|family| family == name)
    };
    // Ubuntu's package is a snap, which cannot see the temporary folder.
    if is("ubuntu") {
        "install Chrome from https://www.google.com/chrome/"
    } else if is("debian") {
        "install one with `apt install chromium`"
    } else if is("fedora") || is("rhel") {
        "install one with `dnf install chromium`"
    } else if is("arch") {
        "install one with `pacman -S chromium`"
    } else if is("alpine") {
        "install one with `apk add chromium`"
    } else if is("suse") || is("opensuse") {
        "install one with `zypper install chromium`"
    } else {
        "install one of them"
    }
}

/// A browser that runs. It ends when this is dropped, and when Standpoint ends in whatever way.
pub struct Browser {
    /// The connection to it.
    pub client: Client,
    guard: Guarded,
}

impl Browser {
    /// Starts a browser and waits until it answers.
    ///
    /// # Errors
    /// When it does not start, or not in time.
    pub fn start(choice: &Choice) -> Result<Browser, Error> {
        // A browser that reads what somebody has sent is not run as root: its sandbox could not hold it there.
        let user = platform::unprivileged();
        let folder = own_folder(user).map_err(Error::io("create", &std::env::temp_dir()))?;
        let mut arguments: Vec<String> = SWITCHES.map(str::to_owned).into();
        arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
        arguments.extend((!choice.sandbox).then(|| "--no-sandbox".to_owned()));
        arguments.push("about:blank".to_owned());
        let started = Guarded::start(&choice.program, &arguments, &folder, user);
        if started.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        let (guard, to, from) = started.map_err(Error::io("start", &choice.program))?;
        let client = Client::new(to, from);
        match client.call("Browser.getVersion", json!({}), START) {
            Ok(_) => Ok(Browser { client, guard }),
            Err(failure) => Err(Error::Browser(not_started(choice, &failure, &folder))),
        }
    }
}

impl Browser {
    /// Whether it still answers; one that does not is as good as dead.
    pub fn answers(&self) -> bool {
        self.client.call("Browser.getVersion", json!({}), Duration::from_secs(5)).is_ok()
    }
}

/// Why a browser does not start, with the last thing it said.
fn not_started(choice: &Choice, failure: &Failure, folder: &Path) -> String {
    let why = match failure {
        Failure::Dead => "ended at once".to_owned(),
        Failure::Late(_) => format!("does not answer within {} seconds", START.as_secs()),
        Failure::Refused(why) => format!("is not one that we can drive ({why})"),
    };
    let talk = fs::read(folder.join("talk")).unwrap_or_default();
    let talk = String::from_utf8_lossy(&talk);
    let said = talk.lines().rev().find(|line| !line.trim().is_empty());
    let said = said.map(|line| format!("; it says: {}", line.trim())).unwrap_or_default();
    let sandbox = if choice.sandbox && talk.to_ascii_lowercase().contains("sandbox") {
        "; where the system gives it no sandbox, as in some containers, and the pages are your own, use --no-sandbox"
    } else {
        ""
    };
    format!("the browser {} {why}{said}{sandbox}", choice.program.display())
}

impl Drop for Browser {
    fn drop(&mut self) {
        // So that it can put its things away; the guard ends one that does not.
        let _ = self.client.call("Browser.close", json!({}), Duration::from_secs(2));
        self.guard.let_go();
    }
}

/// A temporary folder that only one user can look into.
pub fn own_folder(user: Option<User>) -> io::Result<PathBuf> {
    let mut number = 0;
    loop {
        let folder = std::env::temp_dir().join(format!("standpoint-{}-{number}", std::process::id()));
        match platform::own_folder(&folder, user) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => number += 1,
            Err(error) => return Err(error),
        }
    }
}
