//! Set-off paragraphs in the forms of Pandoc, Quarto, Docusaurus and Obsidian become those of GitHub:
//! `::: tip`, `::: {.callout-note title="…"}`, `:::note[Title]`, `> [!info]- Title`.

use std::ops::Range;

use super::pieces::{Piece, line_end};
use super::{Edit, Found};
use crate::diagnostic::Code;

/// Rewrites the callouts of a text; other blocks between colons are pointed out.
pub fn rewrite(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>, found: &mut Vec<Found>) {
    let lines = pieces.iter().filter_map(|piece| match piece {
        Piece::Line(start, words) => Some((*start, *words)),
        _ => None,
    });
    // For each block between colons that is open, whether it is a callout.
    let mut open: Vec<(bool, Range<usize>)> = Vec::new();
    let (mut covered, mut unread) = (0, None);
    let mut was_quote = false;
    for (start, words) in lines {
        let end = line_end(text, start);
        let (lead, line) = (&text[start..words], text[words..end].trim_end());
        let is_inside = open.iter().any(|(is_callout, _)| *is_callout);
        if is_inside {
            // Code has no lines of its own here.
            quote_lines(text, covered, start, edits);
        }
        covered = end;
        let block = if lead.trim().is_empty() { line.strip_prefix(":::") } else { None };
        let callout = match block.map(|rest| rest.trim_start_matches(':').trim()) {
            Some("") => {
                if open.pop().is_some_and(|(is_callout, _)| is_callout) {
                    edits.push(Edit { range: start..words + line.len(), by: String::new() });
                    continue;
                }
                None
            }
            Some(opening) => {
                let callout = Callout::of(opening);
                open.push((callout.is_some(), words..words + line.len()));
                if callout.is_none() {
                    unread.get_or_insert(words..words + line.len());
                }
                callout.map(|callout| callout.written("> "))
            }
            None if lead.contains('>') && line.strip_prefix(":::").is_some_and(|rest| !rest.trim().is_empty()) => {
                unread.get_or_insert(words..words + line.len());
                None
            }
            None if lead.contains('>') && !was_quote => Callout::in_quote(line).map(|callout| callout.written(lead)),
            None => None,
        };
        was_quote = lead.contains('>');
        if is_inside {
            edits.push(Edit { range: start..start, by: "> ".to_owned() });
        }
        match callout {
            Some(callout) => edits.push(Edit { range: start..end, by: callout }),
            // Else it is taken for a definition.
            None if line.starts_with(":::") => edits.push(Edit { range: words..words, by: "\\".to_owned() }),
            None => {}
        }
    }
    if let Some((_, range)) = open.iter().find(|(is_callout, _)| *is_callout) {
        quote_lines(text, covered, text.len(), edits);
        found.push(Found {
            code: Code::UnclosedFence,
            range: range.clone(),
            message: "nothing closes this callout, so it takes all that follows".to_owned(),
            hint: "write `:::` on a line of its own where it ends".to_owned(),
        });
    }
    if let Some(range) = unread {
        found.push(Found {
            code: Code::UnreadMarkup,
            range,
            message: "a block between colons that is no callout is shown as it is typed".to_owned(),
            hint: "name a callout: `::: note`, `tip`, `important`, `warning` or `caution`; else take the colons away"
                .to_owned(),
        });
    }
}

/// Puts the lines from one byte to another into a quote.
fn quote_lines(text: &str, mut from: usize, to: usize, edits: &mut Vec<Edit>) {
    while from < to {
        edits.push(Edit { range: from..from, by: "> ".to_owned() });
        from = line_end(text, from);
    }
}

/// A set-off paragraph: what GitHub calls its kind, and its title.
struct Callout<'t> {
    kind: &'static str,
    title: &'t str,
}

impl<'t> Callout<'t> {
    /// What stands behind colons: `tip Title`, `note[Title]`, `{.callout-note title="Title"}`.
    fn of(opening: &'t str) -> Option<Callout<'t>> {
        let opening = opening.trim_end_matches(':').trim_end();
        if let Some(attributes) = opening.strip_prefix('{') {
            let class = attributes.split([' ', '}']).find_map(|word| word.strip_prefix('.'))?;
            let title = attributes.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"'));
            return Some(Callout { kind: kind(class)?, title: title.map_or("", |(title, _)| title) });
        }
        let name = opening.split(|c: char| !c.is_alphanumeric() && c != '-').next()?;
        let rest = opening[name.len()..].trim();
        let rest = rest.split('{').next().unwrap_or_default().trim();
        let title = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(rest);
        Some(Callout { kind: kind(name)?, title: title.trim_matches('"') })
    }

    /// The first line of a quote: `[!info]- Title`. One that GitHub knows is none.
    fn in_quote(line: &'t str) -> Option<Callout<'t>> {
        let (name, rest) = line.strip_prefix("[!")?.split_once(']')?;
        let known = matches!(name.to_lowercase().as_str(), "note" | "tip" | "important" | "warning" | "caution");
        let title = rest.trim_start_matches(['-', '+']).trim();
        if !name.starts_with(char::is_alphabetic) || (known && rest.trim().is_empty()) {
            return None;
        }
        let (kind, title) = match kind(name) {
            Some(kind) => (kind, title),
            // What kind its author meant must not be lost.
            None => ("NOTE", if title.is_empty() { name } else { title }),
        };
        Some(Callout { kind, title })
    }

    /// Its first lines as GitHub has them, each behind `lead`.
    fn written(&self, lead: &str) -> String {
        let Callout { kind, title } = self;
        match title.is_empty() {
            true => format!("{lead}[!{kind}]\n"),
            false => format!("{lead}[!{kind}]\n{lead}**{title}**\n{lead}\n"),
        }
    }
}

/// What GitHub calls a kind of callout.
fn kind(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    Some(match name.strip_prefix("callout-").unwrap_or(&name) {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "question" | "help" | "faq" | "example"
        | "quote" | "cite" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" => "TIP",
        "important" => "IMPORTANT",
        "warning" | "attention" => "WARNING",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "CAUTION",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::markdown::source::Source;

    #[test]
    fn callouts_of_other_programs_become_those_of_github() {
        for (written, read) in [
            ("::: tip\nOne.\n\n- two\n:::\nThree.", "> [!TIP]\n> One.\n> \n> - two\n\nThree."),
            (":::note[Mind this]\nOne.\n:::", "> [!NOTE]\n> **Mind this**\n> \n> One.\n"),
            ("::: {.callout-warning title=\"Ice\"}\nOne.\n:::\n", "> [!WARNING]\n> **Ice**\n> \n> One.\n\n"),
            ("::: tip\n```\n::: x\n```\n:::", "> [!TIP]\n> ```\n> ::: x\n> ```\n"),
            ("> [!info]- Sources\n> One.", "> [!NOTE]\n> **Sources**\n> \n> One."),
            ("> [!recipe]\n> One.", "> [!NOTE]\n> **recipe**\n> \n> One."),
        ] {
            assert_eq!(Source::of(written).text, read);
        }
        for same in ["> [!NOTE]\n> One.", "> One\n> [!info] Two"] {
            assert_eq!(Source::of(same).text, same);
        }
    }
}
