//! Identity from the path: what kind of content a file is, and its id.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Kind;

/// What a path stands for.
pub struct ContentPlace {
    /// The kind of content.
    pub kind: Kind,
    /// The id among its kind.
    pub id: String,
    /// For a position: actor, issue and label.
    pub cell: Option<(String, String, Option<String>)>,
}

/// What the file at `path` is, or why it is nothing.
pub fn of(path: &Arc<str>) -> Result<ContentPlace, Box<Diagnostic>> {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let inside = inside.strip_suffix(".md").unwrap_or(inside);
    let place = |kind, id: String| Ok(ContentPlace { kind, id, cell: None });
    if matches!(inside, "index" | "_index") {
        return place(Kind::Home, "index".to_owned());
    }
    let Some((folder, id)) = inside.split_once('/') else {
        let message = "a text cannot lie here".to_owned();
        return refused(path, Code::Misplaced, message, "move it into a folder of content/, such as pages/");
    };
    let Some(kind) = Kind::FOLDERS.into_iter().find(|kind| kind.folder() == folder) else {
        return Err(Box::new(in_no_folder(path, folder)));
    };
    // `_index.md` is the page of its folder: of one among the pages, or the list of a kind.
    if id == "_index" {
        return place(Kind::Page, format!("{folder}/_index"));
    }
    if let (Kind::Page, Some(above)) = (kind, id.strip_suffix("/_index")) {
        return place(kind, format!("{above}/index"));
    }
    match (kind, id.split_once('/')) {
        (Kind::Position, Some((actor, file))) if !file.contains('/') => {
            let (issue, label) = match file.split_once('.') {
                Some((issue, label)) => (issue, Some(label.to_owned())),
                None => (file, None),
            };
            let cell = Some((actor.to_owned(), issue.to_owned(), label));
            Ok(ContentPlace { kind, id: id.to_owned(), cell })
        }
        (Kind::Page, _) => place(kind, id.to_owned()),
        (_, below) => match unfit(kind, id, below.is_some()) {
            Some((code, message, hint)) => refused(path, code, message, hint),
            None => place(kind, id.to_owned()),
        },
    }
}

/// Why an id of a kind cannot be one, and what to do. `is_below`: it stands in a folder of its own.
fn unfit(kind: Kind, id: &str, is_below: bool) -> Option<(Code, String, &'static str)> {
    match kind {
        Kind::Position => Some((
            Code::Misplaced,
            "a position lies in the folder of its actor".to_owned(),
            "name it positions/<actor>/<issue>.md, or positions/<actor>/<issue>.<label>.md for an earlier one",
        )),
        _ if is_below => Some((
            Code::Misplaced,
            format!("{} have no folders within their folder", kind.folder()),
            "move the file up, so that its name alone is the id",
        )),
        Kind::Issue if id.contains('.') => Some((
            Code::BadName,
            "the id of an issue must not hold `.`: in the name of a position a label stands behind it".to_owned(),
            "write `-` instead",
        )),
        Kind::Source if !crate::markdown::is_key(id) => Some((
            Code::BadName,
            format!(
                "`{id}` cannot be cited: a key has letters, digits, and single signs such as `-` or `.` between them"
            ),
            "rename the file",
        )),
        _ => None,
    }
}

fn refused(path: &Arc<str>, code: Code, message: String, hint: &str) -> Result<ContentPlace, Box<Diagnostic>> {
    Err(Box::new(Diagnostic::new(code, Span::file(path), message).hint(hint)))
}

fn in_no_folder(path: &Arc<str>, folder: &str) -> Diagnostic {
    let known = Kind::FOLDERS.map(Kind::folder);
    Diagnostic::new(Code::Misplaced, Span::file(path), format!("`{folder}/` is no folder for texts"))
        .nearest(folder, known)
        .hint(format!("texts belong into {}", known.map(|name| format!("{name}/")).join(", ")))
}
