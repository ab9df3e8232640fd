//! The ids on pages: how each kind is made, and how it is known again. They come from keys and not from numbers, so
//! that an edit elsewhere leaves them.
//!
//! | id | of |
//! |---|---|
//! | `note-KEY` | a note: of a source by its key, of a remark by what stands for one |
//! | `note-KEY/PLACE` | a place in a source, in its note |
//! | `cite-SCOPE:KEY-N` | the how-manieth marker of a source or a remark in its text |
//! | `position-ID` | a position, on a page that shows several |
//! | `quote-ID` | a quote, on the page of its source |
//! | `sp-issue-ID` | the positions on an issue, in a block |
//! | `sp-…` | whatever a theme names |
//! | `block-NAME` | a block that has a name, `^name`; to all else it is a heading |
//! | `SCOPE:…`, or anything else | a heading; `h-…` where its words begin like one of the above |
//!
//! A scope is empty for the text that a page is about, and ends with `:` for texts that it shows beside that, so that
//! ids never clash and never depend on the neighbours.

/// What the id of a note begins with.
pub const NOTE: &str = "note-";
/// What the id of a marker begins with.
pub const MARKER: &str = "cite-";
const POSITION: &str = "position-";
const QUOTE: &str = "quote-";
const THEME: &str = "sp-";
const FREED: &str = "h-";
/// The heading above the notes of a page, in the templates.
pub const NOTES_TITLE: &str = "sp-notes-title";

/// The kind of an id, with what stands behind its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind<'i> {
    /// `note-…`: the key, or a key with a place; [`keys_of_note`] gives both readings.
    Note(&'i str),
    /// `cite-…`.
    Marker(&'i str),
    /// `position-…`.
    Position(&'i str),
    /// `quote-…`.
    Quote(&'i str),
    /// `sp-…`.
    Theme(&'i str),
    /// Any other: the whole id.
    Heading(&'i str),
}

impl<'i> IdKind<'i> {
    /// Reads an id.
    pub fn read(id: &'i str) -> IdKind<'i> {
        let behind = |start| id.strip_prefix(start);
        (behind(NOTE).map(IdKind::Note))
            .or_else(|| behind(MARKER).map(IdKind::Marker))
            .or_else(|| behind(POSITION).map(IdKind::Position))
            .or_else(|| behind(QUOTE).map(IdKind::Quote))
            .or_else(|| behind(THEME).map(IdKind::Theme))
            .unwrap_or(IdKind::Heading(id))
    }

    /// Whether the site or its theme makes the id. No heading may have one like it.
    pub fn is_made(self) -> bool {
        !matches!(self, IdKind::Heading(_))
    }
}

/// The id of a note.
pub fn note(key: &str) -> String {
    [NOTE, key].concat()
}

/// The id of a place in a source, in the note of that source.
pub fn place(key: &str, place: &str) -> String {
    [NOTE, key, "/", place].concat()
}

/// The id of a marker: the how-manieth use of a source or a remark in its text.
pub fn marker(scope: &str, key: &str, ordinal: u32) -> String {
    [MARKER, scope, key, "-", &ordinal.to_string()].concat()
}

/// The id of a position on a page that shows several.
pub fn position(id: &str) -> String {
    [POSITION, &id.replace('/', "-")].concat()
}

/// The id of a section of positions on an issue. Headings may be called `issue-…`, so it begins as those of a theme do.
pub fn issue(id: &str) -> String {
    theme(&["issue-", id].concat())
}

/// The id of something that a theme names.
pub fn theme(name: &str) -> String {
    [THEME, name].concat()
}

/// The id of a quote, by its name in the form of an id.
pub fn quote(name: &str) -> String {
    [QUOTE, name].concat()
}

/// The id of a block, by its name in the form of an id.
pub fn block(name: &str) -> String {
    ["block-", name].concat()
}

/// The id of a heading whose words make `slug`.
pub fn heading(slug: &str) -> String {
    if IdKind::read(slug).is_made() { freed(slug) } else { slug.to_owned() }
}

/// What frees the id of a heading from the form of those that are made.
pub fn freed(slug: &str) -> String {
    [FREED, slug].concat()
}

/// The scope of a text by its name, which holds no colon: no label does, and no file name.
pub fn scope(name: &str) -> String {
    [name, ":"].concat()
}

/// The scope of a text that has no name. No other one is like it.
pub fn scope_without_name() -> String {
    scope("unlabelled:")
}

/// The name in a scope; none in that of the text that a page is about.
pub fn name_of_scope(scope: &str) -> Option<&str> {
    scope.strip_suffix(':')
}

/// The key of a remark, by its label as a slug, where its text has a scope.
pub fn remark_key(scope: &str, label: &str) -> String {
    [scope, label].concat()
}

/// What an id that a text gives or names is called where that text has a scope. Only headings and markers are the
/// text's own; all else is the page's.
pub fn in_scope(scope: &str, id: &str) -> String {
    match IdKind::read(id) {
        IdKind::Marker(rest) => [MARKER, scope, rest].concat(),
        IdKind::Heading(_) => [scope, id].concat(),
        _ => id.to_owned(),
    }
}

/// The keys that may be meant behind `note-`: all of it, or what stands before a place.
pub fn keys_of_note(rest: &str) -> impl Iterator<Item = &str> {
    std::iter::once(rest).chain(rest.rsplit_once('/').map(|(key, _)| key))
}

/// The key behind `cite-`, without scope and number.
pub fn key_of_marker(rest: &str) -> Option<&str> {
    let (scoped, _) = rest.rsplit_once('-')?;
    Some(scoped.rsplit_once(':').map_or(scoped, |(_, key)| key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_read_as_what_it_is() {
        assert_eq!(IdKind::read(&note("un-2202")), IdKind::Note("un-2202"));
        assert_eq!(IdKind::read(&position("red/land.2024")), IdKind::Position("red-land.2024"));
        assert_eq!(IdKind::read(&quote("first")), IdKind::Quote("first"));
        assert_eq!(IdKind::read("sp-events"), IdKind::Theme("events"));
        assert_eq!(IdKind::read("notes-on-it"), IdKind::Heading("notes-on-it"));
        assert_eq!(IdKind::read("red/land:note-"), IdKind::Heading("red/land:note-"));
    }

    #[test]
    fn no_heading_is_read_as_something_made() {
        for wanted in ["goals", "note-un", "cite-it", "position-paper", "quote-of-the-day", "sp-1", "h-note-un"] {
            let id = heading(wanted);
            assert_eq!(IdKind::read(&id), IdKind::Heading(&id));
        }
        assert_eq!([heading("goals"), heading("note-un")], ["goals", "h-note-un"]);
    }

    #[test]
    fn names_of_scopes_are_read_back() {
        assert_eq!(name_of_scope(&scope("red/land.2024")), Some("red/land.2024"));
        assert_eq!(name_of_scope(&scope_without_name()), Some("unlabelled:"));
        assert_eq!(name_of_scope(""), None);
    }

    #[test]
    fn keys_are_read_back() {
        let IdKind::Note(rest) = IdKind::read("note-un/a/p-3") else { unreachable!("it is the id of a note") };
        assert_eq!(keys_of_note(rest).collect::<Vec<_>>(), ["un/a/p-3", "un/a"]);
        for scope in ["", "red/land:", "unlabelled::"] {
            let id = marker(scope, "un-2202", 12);
            let IdKind::Marker(rest) = IdKind::read(&id) else { unreachable!("it is the id of a marker") };
            assert_eq!(key_of_marker(rest), Some("un-2202"), "{id}");
        }
    }

    #[test]
    fn only_headings_and_markers_take_the_scope_of_their_text() {
        let scoped = |id| in_scope("red/land:", id);
        assert_eq!(scoped("goals"), "red/land:goals");
        assert_eq!(scoped("cite-un-1"), "cite-red/land:un-1");
        assert_eq!(scoped("note-un/p-3"), "note-un/p-3");
        assert_eq!(scoped("quote-first"), "quote-first");
    }
}
