//! Set-off paragraphs in the forms of Pandoc, Quarto, Docusaurus and Obsidian become those of GitHub:
//! `::: tip`, `::: {.callout-note title="…"}`, `:::note[Title]`, `> [!info]- Title`.

use std::ops::Range;

use super::lead::line_end;
use super::pieces::Piece;
use super::{Edit, SourceFinding, attributes};
use crate::diagnostic::Code;

/// Begins the paragraph that is the title of a callout; behind it stands how that folds: `-` closed, `+` open, `.` not at
/// all.
pub const TITLE: char = '\u{f8f0}';

/// So many callouts may stand in one another: each line gets the signs of all that it is in.
const DEEPEST: usize = 32;

/// A block between colons that is open.
struct Open {
    is_callout: bool,
    range: Range<usize>,
    /// How many quotes it stands in: it ends with them at the latest.
    quotes: usize,
}

/// Rewrites the callouts of a text; other blocks between colons are pointed out.
pub fn rewrite(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>, found: &mut Vec<SourceFinding>) {
    let mut blocks = Blocks { text, edits, open: Vec::new(), depth: 0, unread: None, unclosed: None, heading: None };
    // How many quotes the line before stands in: only the first line of one is the title of a callout.
    let (mut covered, mut quotes_before) = (0, 0);
    for piece in pieces {
        let Piece::Line(start, words) = *piece else { continue };
        // Code has no lines of its own here.
        blocks.quote_lines(covered, start);
        covered = line_end(text, start);
        let lead = &text[start..words];
        if blocks.line(start, words, quotes(lead) > quotes_before) {
            quotes_before = quotes(lead);
        }
    }
    blocks.quote_lines(covered, text.len());
    blocks.report(found);
}

/// The blocks between colons of a text.
struct Blocks<'t, 'e> {
    text: &'t str,
    edits: &'e mut Vec<Edit>,
    open: Vec<Open>,
    /// How many of the open ones are callouts.
    depth: usize,
    /// The first that is no callout.
    unread: Option<Range<usize>>,
    /// The first callout that nothing closes.
    unclosed: Option<Range<usize>>,
    /// Where a heading stands that has become the title of a callout.
    heading: Option<usize>,
}

impl<'t> Blocks<'t, '_> {
    /// Takes the line that begins at a byte, with its words at another. `begins_quote`: it is the first of one. Says whether
    /// it is a line of its own, and no part of a callout's frame.
    fn line(&mut self, start: usize, words: usize, begins_quote: bool) -> bool {
        let end = line_end(self.text, start);
        let (lead, line) = (&self.text[start..words], self.text[words..end].trim_end());
        if self.heading.take() == Some(start) {
            self.edits.push(Edit { range: start..words + line.len(), by: "> ".repeat(self.depth) });
            return false;
        }
        self.end_with_quotes(quotes(lead));
        // In a quote it has the signs of that too.
        let is_plain = lead.chars().all(|c| c == '>' || c.is_whitespace());
        let around = if lead.contains('>') { lead } else { "" };
        let block = if is_plain { line.strip_prefix(":::") } else { None };
        let callout = match block.map(|rest| rest.trim_start_matches(':').trim()) {
            Some("") => {
                if self.open.pop().is_some_and(|block| block.is_callout) {
                    self.depth -= 1;
                    let by = "> ".repeat(self.depth) + around;
                    self.edits.push(Edit { range: start..words + line.len(), by });
                    return false;
                }
                None
            }
            Some(opening) => {
                let callout = self.begun(opening, words..words + line.len(), quotes(lead));
                callout.map(|callout| callout.written(&("> ".repeat(self.depth) + around)))
            }
            None if !is_plain && line.strip_prefix(":::").is_some_and(|rest| !rest.trim().is_empty()) => {
                self.unread.get_or_insert(words..words + line.len());
                None
            }
            None if begins_quote => {
                let written = |callout: Callout| callout.written(&format!("{}{lead}", "> ".repeat(self.depth)));
                Callout::in_quote(line).map(written)
            }
            None => None,
        };
        match callout {
            Some(callout) => self.edits.push(Edit { range: start..end, by: callout }),
            None => {
                self.quote_lines(start, start + 1);
                // Else it is taken for a definition.
                if line.starts_with(":::") {
                    self.edits.push(Edit { range: words..words, by: "\\".to_owned() });
                }
            }
        }
        true
    }

    /// Ends the blocks that stand in more quotes than the line.
    fn end_with_quotes(&mut self, quotes: usize) {
        while let Some(block) = self.open.pop_if(|block| block.quotes > quotes) {
            self.depth -= usize::from(block.is_callout);
            self.unclosed = self.unclosed.take().or(block.is_callout.then_some(block.range));
        }
    }

    /// Opens the block that a line begins, and gives the callout that it is.
    fn begun(&mut self, opening: &'t str, line: Range<usize>, quotes: usize) -> Option<Callout<'t>> {
        let mut callout = Callout::of(opening).filter(|_| self.depth < DEEPEST);
        let end = line_end(self.text, line.start);
        self.open.push(Open { is_callout: callout.is_some(), range: line.clone(), quotes });
        if callout.is_none() {
            self.unread.get_or_insert(line);
        }
        if let Some(callout) = callout.as_mut().filter(|callout| callout.title.is_empty())
            && let Some(title) = heading_at(self.text, end)
        {
            callout.title = title;
            self.heading = Some(end);
        }
        self.depth += usize::from(callout.is_some());
        callout
    }

    /// Puts the lines from one byte to another into quotes, one in another.
    fn quote_lines(&mut self, mut from: usize, to: usize) {
        while self.depth > 0 && from < to {
            self.edits.push(Edit { range: from..from, by: "> ".repeat(self.depth) });
            from = line_end(self.text, from);
        }
    }

    fn report(self, found: &mut Vec<SourceFinding>) {
        let left = self.open.into_iter().find(|block| block.is_callout).map(|block| block.range);
        if let Some(range) = self.unclosed.or(left) {
            found.push(SourceFinding {
                code: Code::UnclosedFence,
                range,
                message: "nothing closes this callout, so it takes all that follows".to_owned(),
                hint: "write `:::` on a line of its own where it ends".to_owned(),
            });
        }
        if let Some(range) = self.unread {
            found.push(SourceFinding {
                code: Code::UnreadMarkup,
                range,
                message: "a block between colons that is no callout is shown as it is typed".to_owned(),
                hint:
                    "name a callout: `::: note`, `tip`, `important`, `warning` or `caution`; else take the colons away"
                        .to_owned(),
            });
        }
    }
}

/// How many quotes a line stands in, by what is before its words.
fn quotes(lead: &str) -> usize {
    lead.bytes().filter(|byte| *byte == b'>').count()
}

/// The words of the heading that stands on the line at a byte: it is the title of a callout that has none.
fn heading_at(text: &str, at: usize) -> Option<&str> {
    let line = text[at..line_end(text, at)].trim();
    let words = line.trim_start_matches('#');
    ((1..=6).contains(&(line.len() - words.len())) && words.starts_with(' ')).then(|| words.trim())
}

/// A set-off paragraph: what GitHub calls its kind, and its title.
struct Callout<'t> {
    kind: &'static str,
    title: &'t str,
    /// How it folds: `-` closed, `+` open, `.` not at all.
    fold: char,
}

impl<'t> Callout<'t> {
    /// What stands behind colons: `tip Title`, `note[Title]`, `{.callout-note title="Title"}`, `note{title="Title"}`.
    fn of(opening: &'t str) -> Option<Callout<'t>> {
        let opening = opening.trim_end_matches(':').trim_end();
        let (said, list) = opening.split_at(opening.find('{').unwrap_or(opening.len()));
        let (name, rest) = match said.trim() {
            "" => (attributes::each(list).find_map(|(word, _)| word.strip_prefix('.'))?, ""),
            said => {
                let name = said.split(|c: char| !c.is_alphanumeric() && c != '-').next()?;
                (name, said[name.len()..].trim())
            }
        };
        let title = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(rest).trim_matches('"');
        let title = if title.is_empty() { attributes::value(list, "title").unwrap_or_default() } else { title };
        let fold = match attributes::value(list, "collapse") {
            Some("true") => '-',
            Some("false") => '+',
            _ => '.',
        };
        Some(Callout { kind: kind(name)?, title, fold })
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
            Some(kind) if !title.is_empty() || !says_more(name) => (kind, title),
            Some(kind) => (kind, name),
            // What kind its author meant must not be lost.
            None => ("NOTE", if title.is_empty() { name } else { title }),
        };
        let fold = rest.chars().next().filter(|fold| matches!(fold, '-' | '+')).unwrap_or('.');
        Some(Callout { kind, title, fold })
    }

    /// Its first lines as GitHub has them, the first behind `lead`.
    fn written(&self, lead: &str) -> String {
        let Callout { kind, title, fold } = self;
        // The sign of an item stands once.
        let next: String = lead.chars().map(|c| if c == '>' { c } else { ' ' }).collect();
        match title.is_empty() && *fold == '.' {
            true => format!("{lead}[!{kind}]\n"),
            false => format!("{lead}[!{kind}]\n{next}{TITLE}{fold}{title}\n{next}\n"),
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

/// Whether the name of a kind says more than what GitHub calls it.
fn says_more(name: &str) -> bool {
    const SAME: [&str; 9] = ["note", "info", "tip", "hint", "important", "warning", "attention", "caution", "danger"];
    !SAME.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use crate::markdown::source::Source;

    #[test]
    fn callouts_of_other_programs_become_those_of_github() {
        for (written, read) in [
            ("::: tip\nOne.\n\n- two\n:::\nThree.", "> [!TIP]\n> One.\n> \n> - two\n\nThree."),
            (":::note[Mind this]\nOne.\n:::", "> [!NOTE]\n> T.Mind this\n> \n> One.\n"),
            (":::note{title=\"Mind this\" .x}\nOne.\n:::", "> [!NOTE]\n> T.Mind this\n> \n> One.\n"),
            ("::: note [Mind this]{title=\"No\" collapse=true}\nOne.\n:::", "> [!NOTE]\n> T-Mind this\n> \n> One.\n"),
            ("::: {.tip title='Mind this'}\nOne.\n:::", "> [!TIP]\n> T.Mind this\n> \n> One.\n"),
            ("> ::: note\n> One.\n> :::\n> Two.", "> > [!NOTE]\n> > One.\n> \n> Two."),
            ("> :::tip[A]\n> One.\n\nTwo.", "> > [!TIP]\n> > T.A\n> > \n> > One.\n\nTwo."),
            ("::: {.callout-warning title=\"Ice\"}\nOne.\n:::\n", "> [!WARNING]\n> T.Ice\n> \n> One.\n\n"),
            ("::: {.callout-note collapse=\"true\"}\n## Ice\nOne.\n:::\n", "> [!NOTE]\n> T-Ice\n> \n> \n> One.\n\n"),
            ("::: tip\n```\n::: x\n```\n:::", "> [!TIP]\n> ```\n> ::: x\n> ```\n"),
            ("::: tip\nA\n:::: note\nB\n::::\nC\n:::", "> [!TIP]\n> A\n> > [!NOTE]\n> > B\n> \n> C\n"),
            ("> [!info]- Sources\n> One.", "> [!NOTE]\n> T-Sources\n> \n> One."),
            ("- > [!note]+\n  > One.", "- > [!NOTE]\n  > T+\n  > \n  > One."),
            (
                "> [!info] A\n> One.\n> > [!tip] B\n> > Two.",
                "> [!NOTE]\n> T.A\n> \n> One.\n> > [!TIP]\n> > T.B\n> > \n> > Two.",
            ),
            ("> [!question]\n> One.", "> [!NOTE]\n> T.question\n> \n> One."),
            ("> [!info]\n> One.", "> [!NOTE]\n> One."),
            ("> [!recipe]\n> One.", "> [!NOTE]\n> T.recipe\n> \n> One."),
        ] {
            assert_eq!(Source::of(written, false).text.replace(super::TITLE, "T"), read);
        }
        for same in ["> [!NOTE]\n> One.", "> One\n> [!info] Two"] {
            assert_eq!(Source::of(same, false).text, same);
        }
    }
}
