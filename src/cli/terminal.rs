//! The one way to the terminal. Whatever others wrote (titles, paths, what Git and print programs say, arguments) must not
//! move it, write backwards or look like another line: what it would obey is made visible.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use clap::error::{ContextKind, Error, ErrorKind};

use crate::diagnostic::visible;
use crate::nearest::nearest;

/// Text that has been gone over part by part, since it holds colours of our own.
pub struct Drawn(String);

impl Drawn {
    /// Takes text whose parts are visible, or which has no colours.
    pub fn new(text: String, styled: bool) -> Drawn {
        Drawn(if styled { text } else { lines(&text) })
    }
}

/// Whether to use colours on a stream (<https://no-color.org>).
pub fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints a result.
pub fn say(text: &str) {
    result(&lines(text));
}

/// Prints talk beside the result.
pub fn talk(text: &str) {
    write(std::io::stderr(), &lines(text));
}

/// Prints findings as a result.
pub fn say_drawn(drawn: &Drawn) {
    result(&drawn.0);
}

/// Prints findings beside the result.
pub fn talk_drawn(drawn: &Drawn) {
    write(std::io::stderr(), &drawn.0);
}

/// Prints talk over the last line, on a terminal.
pub fn talk_over(text: &str) {
    write(std::io::stderr(), &format!("\r\x1b[K{}", lines(text)));
}

/// Prints what is to be said about the arguments: help, which is ours, or what is wrong with them, which quotes them.
/// `commands` are the names of all commands, among which behind `help` nobody else looks for the one that was meant.
pub fn about_arguments<'a>(error: &Error, commands: impl Iterator<Item = &'a str>) {
    let unknown = match (error.kind(), error.get(ContextKind::SuggestedSubcommand)) {
        (ErrorKind::InvalidSubcommand, None) => error.get(ContextKind::InvalidSubcommand),
        _ => None,
    };
    let near = unknown.and_then(|word| nearest(&word.to_string(), commands).map(str::to_owned));
    let tip = near.map_or_else(String::new, |near| format!("  tip: did you mean `{near}`?\n"));
    match error.use_stderr() {
        true => talk(&(error.render().to_string() + &tip)),
        false if colours(&std::io::stdout()) => result(&error.render().ansi().to_string()),
        false => say(&error.render().to_string()),
    }
}

/// Text in lines.
fn lines(text: &str) -> String {
    visible(text, &['\n', '\t']).into_owned()
}

/// Why a result could not be written, as far as somebody wants it: a disk is full.
static UNWRITTEN: OnceLock<String> = OnceLock::new();

/// Why a result that was printed could not be written.
pub fn unwritten() -> Option<&'static str> {
    UNWRITTEN.get().map(String::as_str)
}

/// Writes a result. That nobody reads any more, as behind `| head`, is no reason to fail.
fn result(text: &str) {
    let mut stream = std::io::stdout();
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => drop(UNWRITTEN.set(error.to_string())),
        _ => {}
    }
}

/// Writes talk. Where that cannot be done nobody can be told.
fn write(mut stream: impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
