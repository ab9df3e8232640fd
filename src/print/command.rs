//! Printing with another program, which the settings name: it reads a page from a folder and writes a PDF.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use pulldown_cmark_escape::escape_html;

use super::{Paper, PublicSite};
use crate::Error;
use crate::pipeline::Finished;
use crate::sync::ended_within;
use crate::tags::{decoded, each_tag};

/// The longest that it may take for one page.
const LONGEST: Duration = Duration::from_secs(300);

/// A folder with all files of the site that pages use; it goes when this is dropped.
pub struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    /// Writes the files of the site into a temporary folder.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn with_files_of(source: &PublicSite) -> Result<Folder, Error> {
        let path = super::browser::own_folder(None).map_err(Error::io("create", &std::env::temp_dir()))?;
        let folder = Folder(path);
        for (path, bytes) in source.edition.files() {
            folder.put(path, &bytes.bytes().map_err(Error::io("read", std::path::Path::new(path)))?)?;
        }
        Ok(folder)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.0.join(path);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(Error::io("create", above))?;
        }
        fs::write(&path, bytes).map_err(Error::io("write", &path))
    }

    /// Prints the page at a path of the site. Says why not, when the program fails.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn print(
        &self,
        command: &str,
        source: &PublicSite,
        path: &str,
        paper: Paper,
    ) -> Result<Result<Vec<u8>, String>, Error> {
        let Some(Finished::Page(page)) = source.edition.get(path) else {
            return Ok(Err("there is no such page".to_owned()));
        };
        let page = with_styles(&with_public_links(&page.html, &source.address(path)), paper);
        self.put(path, page.as_bytes())?;
        let (html, pdf) = (self.0.join(path), self.0.join(path).with_extension("pdf"));
        let words = shlex::split(command).unwrap_or_default();
        let fill =
            |word: &String| word.replace("{html}", &html.to_string_lossy()).replace("{pdf}", &pdf.to_string_lossy());
        let words: Vec<String> = words.iter().map(fill).collect();
        let Some((program, arguments)) = words.split_first() else {
            return Ok(Err("`print.command` in the settings names no program".to_owned()));
        };
        let talk = html.with_extension("talk");
        if let Err(why) = run(Command::new(program).args(arguments), program, &talk) {
            return Ok(Err(why));
        }
        Ok(match fs::read(&pdf) {
            Ok(bytes) if bytes.starts_with(b"%PDF-") => Ok(bytes),
            _ => Err(format!("{program} has ended well, but written no PDF to {{pdf}}")),
        })
    }
}

fn run(command: &mut Command, program: &str, talk: &Path) -> Result<(), String> {
    let log = fs::File::create(talk).map_err(|error| error.to_string())?;
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn();
    let mut child = child.map_err(|error| format!("{program} cannot be started: {error}"))?;
    let Some(status) = ended_within(&mut child, LONGEST).map_err(|error| error.to_string())? else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(format!("{program} did not end within {} seconds", LONGEST.as_secs()));
    };
    if status.success() {
        return Ok(());
    }
    let said = fs::read(talk).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(format!("{program} failed ({status}){}", last.map(|line| format!(": {}", line.trim())).unwrap_or_default()))
}

/// A page whose links to other pages lead to their public addresses: in a PDF, a path of this machine would lead
/// nowhere and tell too much.
fn with_public_links(page: &str, address: &str) -> String {
    let Ok(base) = url::Url::parse(address) else { return page.to_owned() };
    let mut out = String::with_capacity(page.len());
    let mut done = 0;
    each_tag(page, |name, _, attributes| {
        let link = attributes.iter().find(|attribute| name == "a" && attribute.name == "href");
        let Some(link) = link.filter(|link| !link.value.starts_with('#')) else { return };
        let Ok(public) = base.join(&decoded(link.value)) else { return };
        out.push_str(&page[done..link.at]);
        // Writing to a string cannot fail.
        let _ = escape_html(&mut out, public.as_str());
        done = link.at + link.value.len();
    });
    out.push_str(&page[done..]);
    out
}

/// A page with styles for what engines other than browsers do, and for the size of the paper.
fn with_styles(page: &str, paper: Paper) -> String {
    let size =
        paper.overrules().map(|size| format!("@page {{ size: {size} }} @page wide {{ size: {size} landscape }}\n"));
    let style = format!("<style>{}{}</style></head>", include_str!("command.css"), size.unwrap_or_default());
    // The policy of the page would refuse it.
    let free = page.replacen("http-equiv=\"Content-Security-Policy\"", "name=\"policy\"", 1);
    free.replacen("</head>", &style, 1)
}
