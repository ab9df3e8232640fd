//! Printing findings.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::Format;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::pipeline::Report;

/// All findings of a run. `styled` asks for colours.
pub fn print(report: &Report, format: Format, styled: bool) -> String {
    let renderer = if styled { Renderer::styled().decor_style(DecorStyle::Unicode) } else { Renderer::plain() };
    let mut texts = Texts { report, known: HashMap::new() };
    report
        .diagnostics
        .iter()
        .map(|finding| match format {
            Format::Human => human(&mut texts, finding, &renderer),
            Format::Short => short(&mut texts, finding),
            Format::Json => json(&mut texts, finding),
            Format::Github => github(&mut texts, finding),
        })
        .collect()
}

/// The texts that findings point into, each with the bytes at which its lines start: a file may have thousands of
/// findings.
struct Texts<'r> {
    report: &'r Report,
    known: HashMap<Arc<str>, Option<Rc<Text>>>,
}

struct Text {
    text: Arc<str>,
    lines: Vec<usize>,
}

impl Texts<'_> {
    fn of(&mut self, finding: &Diagnostic, span: &Span) -> Option<Rc<Text>> {
        let own = finding.text.as_ref().filter(|_| span.path == finding.span.path);
        let report = self.report;
        let find = || own.cloned().or_else(|| report.snapshot.text(&span.path)).map(|text| Rc::new(Text::new(text)));
        self.known.entry(span.path.clone()).or_insert_with(find).clone()
    }

    /// Line and column of the start of a span.
    fn place(&mut self, finding: &Diagnostic, span: &Span) -> (usize, usize) {
        self.of(finding, span).map_or((1, 1), |text| text.line_column(span.start as usize))
    }
}

impl Text {
    fn new(text: Arc<str>) -> Text {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Text { text, lines }
    }

    /// Line and column of a byte; columns count characters. Both from 1.
    fn line_column(&self, at: usize) -> (usize, usize) {
        let at = floor(&self.text, at);
        let line = self.lines.partition_point(|start| *start <= at);
        (line, self.text[self.lines[line - 1]..at].chars().count() + 1)
    }
}

/// The lines of a text around a span, with the number of the first one and the span within them.
struct Excerpt {
    text: String,
    line: usize,
    range: Range<usize>,
    /// Whether its first line lacks its beginning, so that columns cannot be counted in it.
    cut: bool,
}

/// A longer line is cut around the place: nobody reads it, and drawing it takes long. In bytes.
const LONGEST_LINE: usize = 400;

/// The lines that a span touches, three at the most.
fn excerpt(text: &Text, span: &Span) -> Excerpt {
    let (line, _) = text.line_column(span.start as usize);
    let text = (&*text.text, &text.lines);
    let start = floor(text.0, span.start as usize);
    let end = floor(text.0, span.end as usize).max(start);
    let line_end = |line: usize| text.1.get(line).map_or(text.0.len(), |next| next - 1);
    let last = (line..line + 3).find(|line| line_end(*line) >= end).unwrap_or(line + 2);
    let (mut from, to) = (text.1[line - 1], line_end(last));
    let cut = start - from > LONGEST_LINE;
    if cut {
        from = floor(text.0, start - LONGEST_LINE / 2);
    }
    let to = floor(text.0, to.min(start + LONGEST_LINE)).max(start);
    Excerpt { text: text.0[from..to].to_owned(), line, range: start - from..end.min(to) - from, cut }
}

/// The nearest boundary between characters at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

fn human(texts: &mut Texts, finding: &Diagnostic, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(&finding.message).id(finding.code.name()));
    let places = std::iter::once((&finding.span, "", AnnotationKind::Primary))
        .chain(finding.related.iter().map(|(span, words)| (span, words.as_str(), AnnotationKind::Context)));
    for (span, words, kind) in places {
        match texts.of(finding, span).filter(|_| *span != Span::file(&span.path)) {
            Some(text) => {
                let excerpt = excerpt(&text, span);
                let mut annotation: Annotation = kind.span(excerpt.range);
                if !words.is_empty() {
                    annotation = annotation.label(words);
                }
                let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.line).annotation(annotation);
                if excerpt.cut {
                    let (line, column) = text.line_column(span.start as usize);
                    group = group.element(Origin::path(&*span.path).line(line).char_column(column));
                } else {
                    snippet = snippet.path(&*span.path);
                }
                group = group.element(snippet);
            }
            None => {
                group = group.element(Origin::path(&*span.path).line(1).char_column(1));
                if !words.is_empty() {
                    group = group.element(Level::NOTE.message(words));
                }
            }
        }
    }
    for hint in &finding.hints {
        group = group.element(Level::HELP.message(hint));
    }
    let mut text = renderer.render(&[group]).to_string();
    text.push_str("\n\n");
    text
}

fn short(texts: &mut Texts, finding: &Diagnostic) -> String {
    let (line, column) = texts.place(finding, &finding.span);
    format!(
        "{}:{line}:{column}: {}: {} [{}]\n",
        finding.span.path,
        finding.severity.word(),
        finding.message,
        finding.code.name()
    )
}

fn json(texts: &mut Texts, finding: &Diagnostic) -> String {
    let text = texts.of(finding, &finding.span);
    let at = |byte: u32| text.as_ref().map_or((1, 1), |text| text.line_column(byte as usize));
    let ((line, column), (end_line, end_column)) = (at(finding.span.start), at(finding.span.end));
    let related: Vec<_> = finding
        .related
        .iter()
        .map(|(span, words)| {
            let (line, column) = texts.place(finding, span);
            json!({"file": &*span.path, "line": line, "column": column, "message": words})
        })
        .collect();
    let object = json!({
        "severity": finding.severity.word(),
        "code": finding.code.name(),
        "message": finding.message,
        "file": &*finding.span.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "hints": finding.hints,
        "related": related,
    });
    format!("{object}\n")
}

/// A workflow command (GitHub Docs, "Workflow commands for GitHub Actions").
fn github(texts: &mut Texts, finding: &Diagnostic) -> String {
    let (line, column) = texts.place(finding, &finding.span);
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut message = finding.message.clone();
    for hint in &finding.hints {
        message.push('\n');
        message.push_str(hint);
    }
    format!(
        "::{} file={},line={line},col={column},title={}::{}\n",
        finding.severity.word(),
        property(&finding.span.path),
        finding.code.name(),
        data(&message),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        assert_eq!(Text::new("перше\nдруге [x]".into()).line_column("перше\nдруге ".len()), (2, 7));
        assert_eq!(Text::new("".into()).line_column(0), (1, 1));
    }

    #[test]
    fn an_excerpt_holds_the_lines_that_the_span_touches() {
        let text = Text::new("one\ntwo three\nfour\n".into());
        let span = |range: Range<usize>| Span::new(&Arc::from("a.md"), range);
        let shown = excerpt(&text, &span(8..13));
        assert_eq!((shown.text.as_str(), shown.line, shown.range), ("two three", 2, 4..9));
        let shown = excerpt(&text, &span(8..18));
        assert_eq!((shown.text.as_str(), shown.line, shown.range), ("two three\nfour", 2, 4..14));
    }
}
