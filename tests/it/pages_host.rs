//! A host with the rules of GitHub Pages, for a folder that stands below a path, such as `/repo/`.
//!
//! The rules are those that people have observed (the table of slorber/trailing-slash-guide, and GitHub's own pages on
//! limits and the page for missing addresses).

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

use percent_encoding::percent_decode_str;

/// What the host answers to a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// A file.
    Found(PathBuf),
    /// Look there.
    Moved(String),
    /// `404.html`, whatever the depth of the address, when the site has one.
    Missing(Option<PathBuf>),
}

/// A folder and where it stands.
#[derive(Clone)]
pub struct Host {
    folder: PathBuf,
    /// With a slash at both ends.
    prefix: String,
}

impl Host {
    /// A host that shows `folder` below `prefix`.
    pub fn new(folder: &Path, prefix: &str) -> Host {
        Host { folder: folder.to_owned(), prefix: prefix.to_owned() }
    }

    /// The answer to a request for an address that begins with a slash.
    pub fn answer(&self, target: &str) -> Answer {
        let (path, query) = target.split_at(target.find('?').unwrap_or(target.len()));
        if format!("{path}/") == self.prefix {
            return Answer::Moved(format!("{path}/{query}"));
        }
        let Some(inside) = path.strip_prefix(&self.prefix) else { return Answer::Missing(None) };
        let missing = || Answer::Missing(self.file("404.html"));
        let Ok(inside) = percent_decode_str(inside).decode_utf8() else { return missing() };
        if inside.is_empty() || inside.ends_with('/') {
            return self.file(&format!("{inside}index.html")).map_or_else(missing, Answer::Found);
        }
        match self.file(&inside).or_else(|| self.file(&format!("{inside}.html"))) {
            Some(file) => Answer::Found(file),
            None if self.place(&inside).is_some_and(|place| place.is_dir()) => Answer::Moved(format!("{path}/{query}")),
            None => missing(),
        }
    }

    /// A file of exactly this name; never what a link leads to.
    fn file(&self, inside: &str) -> Option<PathBuf> {
        self.place(inside).filter(|place| place.is_file())
    }

    fn place(&self, inside: &str) -> Option<PathBuf> {
        let mut place = self.folder.clone();
        for part in inside.split('/') {
            if matches!(part, "" | "." | "..") || part.contains(['\\', '\0']) {
                return None;
            }
            place.push(part);
            // Names are told apart by case, also where the file system of the test does not.
            let listed = fs::read_dir(place.parent()?).ok()?.flatten().any(|entry| entry.file_name() == part);
            if !listed || place.is_symlink() {
                return None;
            }
        }
        Some(place)
    }

    /// Answers on a port of this machine, as long as the test runs.
    pub fn listen(self) -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("its address");
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let host = self.clone();
                thread::spawn(move || host.serve(stream));
            }
        });
        address
    }

    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
        let request = lines.next()?.ok()?;
        while !lines.next()?.ok()?.is_empty() {}
        let (status, more, file) = match self.answer(request.split(' ').nth(1)?) {
            Answer::Found(file) => ("200 OK", String::new(), Some(file)),
            Answer::Moved(to) => ("301 Moved Permanently", format!("Location: {to}\r\n"), None),
            Answer::Missing(file) => ("404 Not Found", String::new(), file),
        };
        let body = file.as_ref().map(|file| fs::read(file).expect("a file")).unwrap_or_default();
        let name = file.as_deref().unwrap_or(Path::new("x.html")).to_string_lossy().into_owned();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: max-age=600\r\n\
             Access-Control-Allow-Origin: *\r\n{more}Connection: close\r\n\r\n",
            standpoint::web::content_type(&name),
            body.len()
        );
        let mut stream = stream;
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).ok()
    }
}

#[test]
fn the_host_has_the_rules_of_github_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let names = ["index.html", "404.html", "file.html", "folder/index.html", "both.html", "both/index.html"];
    for name in names.into_iter().chain(["empty/x.txt", "Case.html", "п.html", "noext", "..well/x"]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, name).expect("a file");
    }
    let host = Host::new(folder.path(), "/repo/");
    let found = |name: &str| Answer::Found(folder.path().join(name));
    let moved = |to: &str| Answer::Moved(to.to_owned());
    let missing = || Answer::Missing(Some(folder.path().join("404.html")));
    for (target, answer) in [
        ("/repo", moved("/repo/")),
        ("/repo/", found("index.html")),
        ("/", Answer::Missing(None)),
        ("/other/", Answer::Missing(None)),
        ("/repo/file", found("file.html")),
        ("/repo/file/", missing()),
        ("/repo/folder", moved("/repo/folder/")),
        ("/repo/folder?a=1", moved("/repo/folder/?a=1")),
        ("/repo/folder/", found("folder/index.html")),
        ("/repo/both", found("both.html")),
        ("/repo/both/", found("both/index.html")),
        ("/repo/empty/", missing()),
        ("/repo/case", missing()),
        ("/repo/Case", found("Case.html")),
        ("/repo/%D0%BF", found("п.html")),
        ("/repo/../repo/", missing()),
        ("/repo/%2e%2e/x", missing()),
        ("/repo//file", missing()),
        ("/repo/%ff", missing()),
        ("/repo/noext", found("noext")),
        ("/repo/deep/and/deeper.html", missing()),
    ] {
        assert_eq!(host.answer(target), answer, "{target}");
    }
}
