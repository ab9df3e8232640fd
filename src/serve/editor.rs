//! Opening the author's editor at a place in a file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::sync::ended_within;

/// How long an editor is watched for not starting at all.
const START: Duration = Duration::from_millis(300);

/// The editor that the author has chosen, for the files of one site.
#[derive(Debug, Clone)]
pub struct Editor {
    root: PathBuf,
    command: Option<String>,
}

/// How an editor is told the line.
enum LineSyntax {
    /// `-g FILE:LINE`
    Goto,
    /// `FILE:LINE`
    Colon,
    /// `+LINE FILE`
    Plus,
    /// `--line LINE FILE`, or with another word
    Option(&'static str),
    /// `-nLINE FILE`
    Joined(&'static str),
    /// We do not know.
    Unknown,
}

impl Editor {
    /// The editor named by `$VISUAL`, or else by `$EDITOR`.
    pub fn from_environment(root: &Path) -> Editor {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        Editor::new(root, set("VISUAL").or_else(|| set("EDITOR")))
    }

    /// An editor by the command that starts it, which may have arguments.
    pub fn new(root: &Path, command: Option<String>) -> Editor {
        // An editor that runs already has a working folder of its own.
        Editor { root: std::path::absolute(root).unwrap_or_else(|_| root.to_owned()), command }
    }

    /// Opens a file of the site, whose path begins at the site's folder, and does not wait for the editor to end.
    ///
    /// # Errors
    /// Says why not, and what to do.
    pub fn open(&self, file: &str, line: usize) -> Result<(), String> {
        let command =
            self.command.as_deref().ok_or("no editor is set: put its name into VISUAL, such as VISUAL=code")?;
        let words = shlex::split(command).unwrap_or_default();
        let (program, own) = words.split_first().ok_or_else(|| format!("`{command}` is no command: see VISUAL"))?;
        let name = name(program);
        if needs_terminal(&name, own) {
            return Err(format!("`{name}` needs a terminal: set VISUAL to an editor with a window"));
        }
        run(Command::new(program).args(own).args(place(&name, &self.root.join(file), line)), program)
    }
}

/// What an editor is called: without folders and endings.
fn name(program: &str) -> String {
    let name = Path::new(program).file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.trim_end_matches(".exe").trim_end_matches(".cmd").to_owned()
}

fn needs_terminal(name: &str, arguments: &[String]) -> bool {
    let has = |options: &[&str]| arguments.iter().any(|argument| options.contains(&argument.as_str()));
    match name {
        "vi" | "vim" | "nvim" => !has(&["-g"]),
        "view" | "nano" | "pico" | "kak" | "micro" | "hx" | "helix" | "ed" | "joe" | "jed" | "mcedit" | "ne" | "mg"
        | "zile" => true,
        "emacs" | "emacsclient" => has(&["-nw", "-t", "-tty", "--tty", "--no-window-system"]),
        _ => false,
    }
}

/// The arguments that open a file at a line.
fn place(name: &str, file: &Path, line: usize) -> Vec<OsString> {
    let file = file.as_os_str().to_owned();
    let colon = || {
        let mut place = file.clone();
        place.push(format!(":{line}"));
        place
    };
    match line_syntax(name) {
        LineSyntax::Goto => vec!["-g".into(), colon()],
        LineSyntax::Colon => vec![colon()],
        LineSyntax::Plus => vec![format!("+{line}").into(), file],
        LineSyntax::Option(word) => vec![word.into(), line.to_string().into(), file],
        LineSyntax::Joined(word) => vec![format!("{word}{line}").into(), file],
        LineSyntax::Unknown => vec![file],
    }
}

fn line_syntax(name: &str) -> LineSyntax {
    match name {
        "code" | "code-insiders" | "code-oss" | "codium" | "vscodium" | "cursor" | "windsurf" | "positron" => {
            LineSyntax::Goto
        }
        "subl" | "sublime_text" | "zed" | "zeditor" | "zed-editor" | "hx" | "helix" | "lapce" | "pulsar" | "atom" => {
            LineSyntax::Colon
        }
        "vi" | "vim" | "nvim" | "gvim" | "mvim" | "emacs" | "emacsclient" | "nano" | "kak" | "micro" | "gedit"
        | "gnome-text-editor" | "xed" | "pluma" | "bbedit" | "geany" => LineSyntax::Plus,
        "idea" | "pycharm" | "webstorm" | "rustrover" | "goland" | "clion" | "phpstorm" | "rubymine" | "rider"
        | "mate" | "kate" | "kwrite" | "mousepad" => LineSyntax::Option("--line"),
        "notepad++" => LineSyntax::Joined("-n"),
        _ => LineSyntax::Unknown,
    }
}

/// Starts a program. One that ends badly at once has not opened anything.
fn run(command: &mut Command, program: &str) -> Result<(), String> {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("`{program}` does not start ({error}): see VISUAL"))?;
    match ended_within(&mut child, START) {
        Ok(Some(status)) if !status.success() => return Err(format!("`{program}` has ended with {status}")),
        // Nobody else will ask how it ended, and until someone does, the system keeps it.
        Ok(None) => drop(std::thread::spawn(move || child.wait())),
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How an editor is started for line 7 of a file.
    fn started(program: &str) -> String {
        let words = place(&name(program), Path::new("/site/content/a b.md"), 7);
        words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn each_known_editor_is_told_the_line_as_it_understands() {
        for (program, expected) in [
            ("code", "-g | /site/content/a b.md:7"),
            ("/opt/VSCodium/bin/codium", "-g | /site/content/a b.md:7"),
            ("subl", "/site/content/a b.md:7"),
            ("zed", "/site/content/a b.md:7"),
            ("gvim", "+7 | /site/content/a b.md"),
            ("emacsclient", "+7 | /site/content/a b.md"),
            ("gedit", "+7 | /site/content/a b.md"),
            ("rustrover", "--line | 7 | /site/content/a b.md"),
            ("kate", "--line | 7 | /site/content/a b.md"),
            ("notepad++.exe", "-n7 | /site/content/a b.md"),
            ("ours", "/site/content/a b.md"),
        ] {
            assert_eq!(started(program), expected, "{program}");
        }
    }

    #[test]
    fn an_editor_in_a_terminal_is_not_started() {
        for (command, expected) in [
            (Some("nvim"), "`nvim` needs a terminal: set VISUAL to an editor with a window"),
            (Some("emacs -nw"), "`emacs` needs a terminal: set VISUAL to an editor with a window"),
            (Some("'"), "`'` is no command: see VISUAL"),
            (None, "no editor is set: put its name into VISUAL, such as VISUAL=code"),
        ] {
            let editor = Editor::new(Path::new("/site"), command.map(str::to_owned));
            assert_eq!(editor.open("content/a.md", 1), Err(expected.to_owned()));
        }
        assert!(!needs_terminal("vim", &["-g".to_owned()]), "vim -g has a window");
    }

    #[test]
    fn an_editor_that_does_not_start_says_so() {
        let open = |command: &str| Editor::new(Path::new("/site"), Some(command.to_owned())).open("content/a.md", 1);
        let error = open("no-such-editor --wait").expect_err("there is no such editor");
        assert!(error.starts_with("`no-such-editor` does not start ("), "{error}");
        assert_eq!(open("false"), Err("`false` has ended with exit status: 1".to_owned()));
        assert_eq!(open("true 'with arguments'"), Ok(()));
    }
}
