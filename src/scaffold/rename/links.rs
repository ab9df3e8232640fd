//! Links by path and by name.

use std::ops::Range;

use super::Paths;
use super::edits::Edits;
use super::names::Named;
use crate::markdown::{Link, LinkTo};
use crate::model::document::Document;
use crate::web::{encode_path, percent_decoded};

/// Changes the links of a text.
pub fn in_text(text: &Document, named: &Named, paths: &Paths, edits: &mut Edits) {
    if let Some(image) = &text.image
        && let Some(after) = path_after(&text.path, &image.value, paths)
    {
        edits.replace(&image.span, &image.value, &after);
    }
    for link in &text.body.links {
        match &link.to {
            LinkTo::Anchor(_) => {}
            // An image by its bare name is found wherever it lies.
            LinkTo::Name(name, _) if link.alt.is_some() => {
                if let Some(after) = path_after(&text.path, name, paths).filter(|_| name.contains('/')) {
                    by_path(link, name, &after, edits);
                }
            }
            LinkTo::Name(name, _) => {
                if let Some(after) = named.after(name) {
                    by_name(link, name, &after, edits);
                }
            }
            LinkTo::Path(to, _) => {
                let after = path_after(&text.path, to, paths).or_else(|| path_by_name(&text.path, to, named, paths));
                if let Some(after) = after {
                    by_path(link, to, &after, edits);
                }
            }
        }
    }
}

/// A wiki link: its name stands behind the brackets.
fn by_name(link: &Link, name: &str, after: &str, edits: &mut Edits) {
    let range = link.span.range();
    let written = edits.at(&range);
    let Some(open) = written.find("[[") else { return edits.left.push(range) };
    match written[open..].find(name) {
        Some(at) => {
            let at = range.start + open + at;
            edits.put(at..at + name.len(), after.to_owned());
        }
        None => edits.left.push(range),
    }
}

/// What a path in the text at `from` has to say afterwards, if something else.
fn path_after(from: &str, to: &str, paths: &Paths) -> Option<String> {
    let here = folder(from);
    let target = join(here, to)?;
    // The page of a text may be linked in its place.
    let file = match target.strip_suffix(".html") {
        Some(stem) => format!("content/{stem}.md"),
        None => format!("content/{target}"),
    };
    let (now, there) = (paths.after(&file), paths.after(from));
    let bare = |path: &str| path.trim_end_matches('/').to_owned();
    let (now, ending) = match () {
        () if now != file => (now, ""),
        // A path without an ending, or to a folder.
        () if !target.ends_with(".md")
            && paths.after(&format!("{}.md", bare(&file))) != format!("{}.md", bare(&file)) =>
        {
            let now = paths.after(&format!("{}.md", bare(&file)));
            (now.strip_suffix(".md")?.to_owned(), if to.ends_with('/') { "/" } else { "" })
        }
        () => (file.clone(), if to.ends_with('/') { "/" } else { "" }),
    };
    if now == file && (folder(&there) == here || to.starts_with('/')) {
        return None;
    }
    let now = match target.ends_with(".html") {
        true => format!("{}.html", now.strip_suffix(".md")?),
        false => now,
    };
    let inside = now.strip_prefix("content/")?;
    let path = if to.starts_with('/') { format!("/{inside}") } else { between(folder(&there), inside) };
    Some(path + ending)
}

/// The same of a path of which the last part alone is right, `/en/velia`: it leads to the only text of that name.
fn path_by_name(from: &str, to: &str, named: &Named, paths: &Paths) -> Option<String> {
    let bare = to.trim_end_matches('/');
    // Zola writes the ending.
    let of_zola = bare.strip_prefix("@/").and_then(|path| path.strip_suffix(".md"));
    let name = of_zola.unwrap_or(bare).rsplit('/').next()?;
    let inside = named.path_after(name)?;
    let path = if to.starts_with('/') { format!("/{inside}") } else { between(folder(&paths.after(from)), &inside) };
    Some(path + if of_zola.is_some() { ".md" } else { &to[bare.len()..] })
}

/// The folder of a path from the site's folder, counted from `content/`.
fn folder(path: &str) -> &str {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    inside.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path from `content/` to which `to` leads from a folder; none when it leads out of it.
fn join(folder: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> =
        if to.starts_with('/') { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How a text in a folder writes a path from `content/`.
fn between(folder: &str, to: &str) -> String {
    let mut here: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut there: Vec<&str> = to.split('/').collect();
    while here.first().is_some_and(|part| there.len() > 1 && there[0] == *part) {
        here.remove(0);
        there.remove(0);
    }
    "../".repeat(here.len()) + &there.join("/")
}

/// A link of Markdown: its path stands between the parentheses, or in a definition elsewhere in the text.
fn by_path(link: &Link, to: &str, after: &str, edits: &mut Edits) {
    let range = link.span.range();
    let written = edits.at(&range);
    if let Some(at) = attribute(written, to) {
        return edits.put(range.start + at.start..range.start + at.end, encode_path(after).into_owned());
    }
    let inline = written.rfind("](").map(|at| range.start + at + 2);
    let wiki = written.find("![[").map(|at| range.start + at + 3);
    let found = inline.or(wiki).and_then(|start| destination(edits.text, start, to));
    if let Some((at, is_pointed)) = found {
        return edits
            .put(at, if is_pointed || wiki.is_some() { after.to_owned() } else { encode_path(after).into_owned() });
    }
    let defined: Vec<_> = definitions(edits.text).filter_map(|start| destination(edits.text, start, to)).collect();
    if defined.is_empty() {
        edits.left.push(range);
    }
    for (at, is_pointed) in defined {
        edits.put(at, if is_pointed { after.to_owned() } else { encode_path(after).into_owned() });
    }
}

/// The bytes of a path in a tag of HTML: `<a href="path">`, `<img src=path>`.
fn attribute(tag: &str, to: &str) -> Option<Range<usize>> {
    if !tag.starts_with('<') {
        return None;
    }
    // Names of attributes are written in whatever case, and lower case has the same bytes in ASCII.
    let lower = tag.to_ascii_lowercase();
    let named =
        ["href", "src"].into_iter().flat_map(|name| lower.match_indices(name).map(move |(at, _)| at + name.len()));
    named
        .filter_map(|at| {
            let rest = tag[at..].trim_start().strip_prefix('=')?.trim_start();
            let value = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
            let start = tag.len() - value.len();
            let path = value.split(['"', '\'', '#', '?', '>']).next().unwrap_or_default();
            let path =
                if value.len() == rest.len() { path.split(char::is_whitespace).next()? } else { path.trim_end() };
            (percent_decoded(path) == to).then(|| start..start + path.len())
        })
        .next()
}

/// The bytes of a path that begins at or behind `start` and is `to`; and whether it stands between `<` and `>`.
fn destination(text: &str, start: usize, to: &str) -> Option<(Range<usize>, bool)> {
    let rest = text.get(start..)?;
    let start = start + rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let (rest, start, is_pointed) = match rest.strip_prefix('<') {
        Some(inside) => (inside, start + 1, true),
        None => (rest, start, false),
    };
    // Parentheses within it are a part of it, so the longest end at which it reads so is taken.
    let ends =
        |c: char| if is_pointed { c == '>' } else { c.is_whitespace() || matches!(c, ')' | '#' | '?' | ']' | '|') };
    let mut ends: Vec<usize> = rest.match_indices(ends).map(|(at, _)| at).take(8).collect();
    ends.push(rest.find('\n').unwrap_or(rest.len()));
    let end = ends.into_iter().find(|end| {
        let path = rest[..*end].split(['#', '?']).next().unwrap_or_default();
        percent_decoded(path) == to
    })?;
    let length = rest[..end].split(['#', '?']).next().unwrap_or_default().len();
    Some((start..start + length, is_pointed))
}

/// Where the destinations of the definitions of a text begin: `[label]: path`.
fn definitions(text: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let inside = line.trim_start_matches([' ', '>']);
        let label = inside.strip_prefix('[').filter(|rest| !rest.starts_with('^'))?;
        let end = label.find("]:")?;
        Some(start + line.len() - label.len() + end + 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_follow_what_moves() {
        let moves = [("content/actors/velia.md".to_owned(), "content/actors/velian-republic.md".to_owned())];
        let paths = Paths { moves: &moves };
        for (from, to, after) in [
            ("content/briefings/a.md", "../actors/velia.md", Some("../actors/velian-republic.md")),
            ("content/briefings/a.md", "/actors/velia.html", Some("/actors/velian-republic.html")),
            ("content/briefings/a.md", "../actors/velia/", Some("../actors/velian-republic/")),
            ("content/actors/a.md", "velia", Some("velian-republic")),
            ("content/briefings/a.md", "../actors/morvan.md", None),
            ("content/actors/velia.md", "morvan.md", None),
        ] {
            assert_eq!(path_after(from, to, &paths).as_deref(), after, "{from} {to}");
        }
        let moves = [("content/pages/a.md".to_owned(), "content/pages/sub/a.md".to_owned())];
        let paths = Paths { moves: &moves };
        assert_eq!(path_after("content/pages/a.md", "../images/x.png", &paths).as_deref(), Some("../../images/x.png"));
        assert_eq!(path_after("content/pages/a.md", "a.md", &paths).as_deref(), Some("a.md"));
    }

    #[test]
    fn a_destination_is_found_in_every_form() {
        for (text, found) in [
            ("a.md)", "a.md"),
            ("<a b.md>)", "a b.md"),
            ("a%20b.md \"Title\")", "a%20b.md"),
            ("a.md#part)", "a.md"),
            ("a(1).md)", "a(1).md"),
        ] {
            let to = percent_decoded(found);
            let (range, _) = destination(text, 0, &to).unwrap_or_default();
            assert_eq!(&text[range], found);
        }
    }
}
