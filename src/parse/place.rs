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
    let refuse =
        |code, message: String, hint: &str| Err(Box::new(Diagnostic::new(code, Span::file(path), message).hint(hint)));
    if matches!(inside, "index" | "_index") {
        return Ok(ContentPlace { kind: Kind::Home, id: "index".to_owned(), cell: None });
    }
    let Some((folder, id)) = inside.split_once('/') else {
        return refuse(
            Code::Misplaced,
            "a text cannot lie here".to_owned(),
            "move it into a folder of content/, such as pages/",
        );
    };
    let Some(kind) = Kind::FOLDERS.into_iter().find(|kind| kind.folder() == folder) else {
        let known = Kind::FOLDERS.map(Kind::folder);
        let finding = Diagnostic::new(Code::Misplaced, Span::file(path), format!("`{folder}/` is no folder for texts"))
            .nearest(folder, known)
            .hint(format!("texts belong into {}", known.map(|name| format!("{name}/")).join(", ")));
        return Err(Box::new(finding));
    };
    // `_index.md` is the page of its folder: of one among the pages, or the list of a kind.
    if id == "_index" {
        return Ok(ContentPlace { kind: Kind::Page, id: format!("{folder}/_index"), cell: None });
    }
    if let (Kind::Page, Some(above)) = (kind, id.strip_suffix("/_index")) {
        return Ok(ContentPlace { kind, id: format!("{above}/index"), cell: None });
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
        (Kind::Position, _) => refuse(
            Code::Misplaced,
            "a position lies in the folder of its actor".to_owned(),
            "name it positions/<actor>/<issue>.md, or positions/<actor>/<issue>.<label>.md for an earlier one",
        ),
        (Kind::Page, _) => Ok(ContentPlace { kind, id: id.to_owned(), cell: None }),
        (_, Some(_)) => refuse(
            Code::Misplaced,
            format!("{} have no folders within their folder", kind.folder()),
            "move the file up, so that its name alone is the id",
        ),
        (Kind::Issue, None) if id.contains('.') => refuse(
            Code::BadName,
            "the id of an issue must not hold `.`: in the name of a position a label stands behind it".to_owned(),
            "write `-` instead",
        ),
        (Kind::Source, None) if !crate::markdown::is_key(id) => refuse(
            Code::BadName,
            format!(
                "`{id}` cannot be cited: a key has letters, digits, and single signs such as `-` or `.` between them"
            ),
            "rename the file",
        ),
        (_, None) => Ok(ContentPlace { kind, id: id.to_owned(), cell: None }),
    }
}
