//! Code, and fenced blocks that may be generated parts.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::{Highlighted, Writer};
use crate::diagnostic::Code;
use crate::markdown::{Block, CiteTarget, Citing, Fence, Hole, MarkerKind, Plain, is_key, slug, source};

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind, range: Range<usize>) {
        self.say_left_out();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        // Pandoc writes classes, `{.sh .numberLines}`, and Quarto what is to be run, `{r}`.
        let name = info.strip_prefix("{.").unwrap_or(info);
        let name = name.split([' ', ',', '{', '}', '\t']).next().unwrap_or_default();
        let (code, first) = self.lines_of_code();
        match kind {
            CodeBlockKind::Fenced(_) => {
                self.report_open_fence(&range);
                self.report_words_of_head(&range);
                if info.starts_with('{') && !info.starts_with("{.") {
                    self.report_cell(&range);
                }
            }
            CodeBlockKind::Indented => self.report_indented_words(&code, &range),
        }
        if name == "math" {
            return self.fenced_formula(&code, range);
        }
        let name_at = range.start + self.source[range.clone()].find(name).unwrap_or(0);
        let name_place = name_at..name_at + name.len();
        let shown = self.visible(&code, &range);
        let highlighted = if name.is_empty() { None } else { Some((self.options.highlight)(name, &shown)) };
        let colours = if let Some(Highlighted::Coloured(html)) = &highlighted { Some(html.as_str()) } else { None };
        let html = code_html(&self.visible(name, &name_place), colours, &shown);
        // The word may name a block of the theme, which only the whole site can tell.
        if matches!(highlighted, Some(Highlighted::Unknown)) && slug::is_name(name) {
            return self.block(name, name_place, code, first.unwrap_or(range.end), html);
        }
        if let Some(highlighted) = &highlighted {
            self.report_colours(highlighted, name, name_place);
        }
        self.out.html.push_str(&html);
    }

    /// In the words of a note, which are one line, a sign stands for code.
    fn say_left_out(&mut self) {
        if self.notes.open.is_empty() {
            return;
        }
        self.end_of_words();
        if let Some(note) = self.notes.open.last_mut().filter(|note| !note.words.text.ends_with('…')) {
            note.words.append(&Plain { text: "…".to_owned(), places: Vec::new() });
        }
    }

    /// Takes the lines of a block of code, and the byte with which they begin.
    fn lines_of_code(&mut self) -> (String, Option<usize>) {
        let (mut code, mut first) = (String::new(), None);
        for (event, place) in self.events.by_ref() {
            match event {
                Event::Text(text) => {
                    first.get_or_insert(place.start);
                    code.push_str(&text);
                }
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        self.html.around.pop();
        (code, first)
    }

    /// Keeps a block that may be a generated part. Its lines, which begin at byte `inside`, are its options.
    fn block(&mut self, name: &str, name_place: Range<usize>, code: String, inside: usize, html: String) {
        let quoted = if name == QUOTE { quoted(&code, inside) } else { None };
        self.out.hole(Hole::Block(self.body.blocks.len() as u32));
        self.body.blocks.push(Block {
            name: name.to_owned(),
            options: if quoted.is_some() { String::new() } else { code },
            quotes: quoted.is_some().then_some(self.body.markers.len() as u32),
            span: self.span(inside..inside),
            name_span: self.span(name_place),
            code: html,
        });
        if let Some(mut citing) = quoted {
            let place = citing.bytes.clone();
            citing.bytes = self.bytes(place.clone());
            self.out.html.push_str("<p class=\"quote-source\">");
            self.marker(MarkerKind::Cites([citing].into()), place);
            self.end_of_words();
            self.out.html.push_str("</p>\n");
        }
    }

    /// Reports code that has no colours.
    fn report_colours(&mut self, highlighted: &Highlighted, name: &str, at: Range<usize>) {
        let (code, message, hint) = match highlighted {
            Highlighted::Coloured(_) => return,
            Highlighted::Unknown => (
                Code::UnknownLanguage,
                format!("`{name}` is no language known here"),
                "it is shown as plain code; write `text` to say that it is meant so",
            ),
            Highlighted::TooLarge => (
                Code::CodeTooLarge,
                "this code is too large to be coloured".to_owned(),
                "it is shown plain; show the part that matters, and link the file",
            ),
            Highlighted::LongLine => (
                Code::CodeTooLarge,
                "a line of this code is too long to be coloured".to_owned(),
                "it is shown plain; break the line, or show the part that matters",
            ),
        };
        self.report(code, at, message).hint_last(hint);
    }

    /// Reports words in the head of a block that other programs show: `title="ferry.py"`.
    fn report_words_of_head(&mut self, block: &Range<usize>) {
        let head = source::first_line(&self.source[block.clone()]);
        let signs = ["title=", "filename=", "file=", "caption=", "cap="];
        let Some((at, sign)) = signs.iter().find_map(|sign| Some((head.find(&[sign, "\""].concat())?, sign))) else {
            return;
        };
        let length = head[at + sign.len() + 1..].find('"').map_or(head.len() - at, |end| sign.len() + end + 2);
        let message = "words in the head of a block of code are not shown";
        self.report(Code::UnreadMarkup, block.start + at..block.start + at + length, message)
            .hint_last("write them as a line of the text, above the code or below it");
    }

    /// Reports code that other programs run.
    fn report_cell(&mut self, block: &Range<usize>) {
        let first = self.source[block.clone()].lines().next().unwrap_or_default().len();
        let message = "a cell of code is not run, and stands as it is typed";
        self.report(Code::UnreadMarkup, block.start..block.start + first, message)
            .hint_last("put in what it makes; write a language alone, as in ```r, to show its code");
    }

    /// A formula between fences, as GitHub has it.
    fn fenced_formula(&mut self, tex: &str, range: Range<usize>) {
        if self.options.math {
            self.out.html.push_str("<p>");
            self.formula(tex, true, range);
            self.out.html.push_str("</p>\n");
            return;
        }
        self.out.html.push_str(&code_html("math", None, tex));
        self.report(Code::UnreadMarkup, range, "mathematics is not read, and stands as it is typed")
            .hint_last("write `math: true` into the settings");
    }

    /// Reports words that are shown as code since they stand between the quotation marks of TeX, `` ``so'' ``.
    pub(super) fn report_tex_quotes(&mut self, code: &str, range: &Range<usize>) {
        if code.contains("''") && self.source[range.start..].starts_with("``") && !code.contains('`') {
            let message =
                "the quotation marks of TeX are not read: what stands from one ` `` ` to the next is shown as code";
            self.report(Code::UnreadMarkup, range.clone(), message)
                .hint_last("write `\"…\"`, which is printed as the language of the text has it");
        }
    }

    /// Reports a link of reStructuredText, `` `words <https://…>`_ ``, which is shown as code.
    pub(super) fn report_link_of_rest(&mut self, code: &str, range: &Range<usize>) {
        let is_one = code.ends_with('>') && code.contains(" <") && self.source[range.end..].starts_with('_');
        if is_one
            && self.tell(
                "`…`_",
                Code::UnreadMarkup,
                range.start..range.end + 1,
                "a link of other programs, `` `words <https://…>`_ ``, is not read, and is shown as code",
                true,
            )
        {
            self.hint_last("write `[words](https://…)`");
        }
    }

    /// Reports words that are shown as code because their line is indented, as word processors begin a paragraph.
    fn report_indented_words(&mut self, code: &str, block: &Range<usize>) {
        let cites = ["[@", "[^", "[["].iter().any(|sign| code.contains(sign));
        let is_word = |word: &str| word.trim_end_matches([',', ';', ':', '.']).chars().all(char::is_alphabetic);
        let words = |line: &str| line.split_whitespace().take_while(|word| is_word(word)).count();
        if cites || code.lines().any(|line| words(line) >= 4) {
            let first = self.source[block.clone()].lines().next().unwrap_or_default().trim_end().len();
            let message = "a paragraph that begins with a tab or four spaces is shown as code";
            self.report(Code::UnreadMarkup, block.start..block.start + first, message)
                .hint_last("take the space before it away; put code between two lines of ```");
        }
    }

    /// Reports a fence that nothing closes: all that follows it is code.
    fn report_open_fence(&mut self, block: &Range<usize>) {
        let source = self.source[block.clone()].trim_end();
        let fence = source.split_once('\n').map_or(source, |(first, _)| first);
        let last = source[fence.len()..].rsplit('\n').next().unwrap_or_default();
        let last = last.trim_start_matches([' ', '\t', '>']);
        if Fence::begun_by(fence).is_some_and(|open| !open.is_ended_by(last)) {
            let sign = if fence.starts_with('~') { "~~~" } else { "```" };
            self.report(
                Code::UnclosedFence,
                block.start..block.start + fence.len(),
                "nothing closes this block of code, so it takes all that follows",
            )
            .hint_last(format!("write {sign} on a line of its own where it ends"));
        }
    }
}

/// The block that shows a passage, which it cites.
const QUOTE: &str = "quote";

/// What a block `quote` names: `key#passage`, as it would stand in a citation. `at` is the byte of the code in its file.
fn quoted(code: &str, at: usize) -> Option<Citing> {
    let name = code.trim();
    let key = name.strip_prefix('@').unwrap_or(name);
    let start = at + code.find(key)?;
    is_key(key).then(|| Citing {
        target: CiteTarget::Key(key.into()),
        prefix: "".into(),
        locator: None,
        spot: None,
        bytes: start..start + key.len(),
    })
}

fn code_html(language: &str, highlighted: Option<&str>, code: &str) -> String {
    let mut html = String::with_capacity(code.len() + 64);
    html.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if !language.is_empty() {
        html.push_str(" class=\"language-");
        let _ = escape_html(&mut html, language);
        html.push('"');
    }
    html.push('>');
    match highlighted {
        Some(highlighted) => html.push_str(highlighted),
        None => {
            let _ = escape_html_body_text(&mut html, code);
        }
    }
    html.push_str("</code></pre>\n");
    html
}
