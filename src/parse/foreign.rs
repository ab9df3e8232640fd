//! Keys of front matter that other programs know: what our own ones are called.

use crate::model::document::Kind;

/// What to do about a key of other programs in front matter; `owner` is what the map belongs to.
pub fn hint(owner: &str, key: &str) -> Option<&'static str> {
    let is_text = owner == Kind::Home.word() || Kind::FOLDERS.iter().any(|kind| kind.word() == owner);
    HINTS.iter().filter(|_| is_text).find(|(keys, _)| keys.contains(&key)).map(|(_, hint)| *hint)
}

const NOTHING: &str = "nothing here needs it: take it away when you pass, or leave it";

const HINTS: [(&[&str], &str); 12] = [
    (
        &["publishDate", "publishdate", "publish_date", "expiryDate"],
        "no clock decides what is published here: `draft: true` holds a text back",
    ),
    (
        &["date", "created", "pubdate", "pub_date"],
        "write `as_of:` in a briefing or position, `published:` in a source, `date:` in an event",
    ),
    (
        &["lastmod", "updated", "modified", "last_modified_at"],
        "`corrections:` tells readers what was put right, and when",
    ),
    (
        &["description", "abstract", "excerpt", "subtitle", "lead"],
        "write `summary:` in a briefing or position; elsewhere the first paragraph stands for it",
    ),
    (
        &["author", "creator", "by"],
        "write `authors:` in a briefing or a source; `authors:` in the settings names those of the site",
    ),
    (&["lang", "locale"], "write `language:`"),
    (&["alias"], "write `aliases:`"),
    (&["categories", "category", "keywords", "keyword", "topics", "tag"], "write `tags:`"),
    (
        &["permalink", "slug", "url_path", "redirect_from", "old_url"],
        "the address comes from the name of the file; `formerly:` names older ones",
    ),
    (
        &["bibliography", "csl", "nocite", "references", "link-citations"],
        "the sources are the notes in content/sources/",
    ),
    (
        &["cover", "thumbnail", "banner", "hero", "images", "og_image"],
        "`image:` names the picture beside links; place others in the text: `![Words](image.jpg)`",
    ),
    (
        &[
            "layout",
            "weight",
            "sidebar_position",
            "sidebar_label",
            "nav_order",
            "order",
            "toc",
            "cssclass",
            "cssclasses",
            "template",
            "format",
            "output",
            "editor",
            "execute",
            "params",
            "taxonomies",
            "extra",
            "menu",
            "math",
            "comments",
            "type",
            "id",
            "uid",
            "publish",
            "number-sections",
            "documentclass",
            "geometry",
            "fontsize",
            "mainfont",
            "header-includes",
        ],
        NOTHING,
    ),
];
