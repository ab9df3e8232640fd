//! A title that stands in the text, `# Title`, and not in front matter.

use std::ops::Range;

use crate::markdown::{slug, without_citations};

/// A heading of the first level with which a text begins.
pub struct FirstHeading {
    /// Its words, without signs of Markdown.
    pub words: String,
    /// Where its line stands in the file.
    pub line: Range<usize>,
    /// It is its words and nothing else, so it can be left out where a page shows them above the text.
    is_plain: bool,
}

impl FirstHeading {
    /// The one with which the text that starts at a byte of a file begins.
    pub fn of(text: &str, start: usize) -> Option<FirstHeading> {
        let body = text.get(start..)?;
        let blank = body.len() - body.trim_start_matches(['\n', '\r']).len();
        let line = body[blank..].split_inclusive('\n').next()?;
        let (line, inside) = match line.strip_prefix("# ") {
            Some(inside) => (line, inside.trim().trim_end_matches('#').trim()),
            None => underlined(&body[blank..], line)?,
        };
        let (inside, attributes) = match inside.rsplit_once('{') {
            Some((words, attributes)) if attributes.ends_with('}') => (words.trim_end(), true),
            _ => (inside, false),
        };
        let plain = without_citations(inside);
        let words = plain.replace(['*', '`'], "").trim().to_owned();
        let is_plain = plain == inside && !attributes && !words.contains(['[', '<', '\\', '$', '&']);
        // A title of nothing but signs is none.
        let is_title = words.contains(char::is_alphanumeric) && !words.contains("](");
        let line = start + blank..start + blank + line.len();
        is_title.then_some(FirstHeading { words, line, is_plain })
    }

    /// Where the text below it begins, if a page that is called so need not show it again.
    pub fn below(&self, title: &str) -> Option<usize> {
        (self.is_plain && slug::slug(title) == slug::slug(&self.words)).then_some(self.line.end)
    }
}

/// A heading that a line of `=` underlines, and its words.
fn underlined<'t>(body: &'t str, line: &'t str) -> Option<(&'t str, &'t str)> {
    let under = body[line.len()..].split_inclusive('\n').next()?;
    let is_line = !under.trim().is_empty() && under.trim_end().bytes().all(|b| b == b'=');
    // A list, a quote, a fence or code is no heading.
    let is_words = !line.starts_with(['#', '>', '-', '*', '+', '|', '`', '~', '<', ' ', '\t', ':', '{', '%']);
    let is_counted = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains([')', '.']);
    (is_line && is_words && !is_counted).then(|| (&body[..line.len() + under.len()], line.trim()))
}

#[cfg(test)]
mod tests {
    use super::FirstHeading;

    #[test]
    fn a_text_may_begin_with_its_title() {
        for (text, words) in [
            ("# The port\n\nText.", "The port"),
            ("\n\n# The *port* ##\nText.", "The port"),
            ("# Port [@a, p. 3]\n", "Port"),
            ("# Port {#port}", "Port"),
            ("The port\n========\n\nText.", "The port"),
            ("\nThe *port*\n=", "The port"),
        ] {
            assert_eq!(FirstHeading::of(text, 0).map(|heading| heading.words).as_deref(), Some(words), "{text}");
        }
        for text in [
            "## The port\n",
            "Text.\n\n# The port\n",
            "#tag\n",
            "# \n",
            "    # code\n\nText.",
            "",
            "Text\nmore\n====\n",
            "- a\n===\n",
            "A\n---\n",
        ] {
            assert!(FirstHeading::of(text, 0).is_none(), "{text}");
        }
    }

    #[test]
    fn it_is_shown_once_where_it_is_the_title() {
        let below = |text: &str, title| FirstHeading::of(text, 0).and_then(|heading| heading.below(title));
        assert_eq!(below("# The port\nText.", "The Port"), Some(11));
        assert_eq!(below("# The port\nText.", "A port"), None);
        assert_eq!(below("# The port [@a]\nText.", "The port"), None, "its marker must stay");
    }
}
