//! Printing findings.

use std::ops::Range;
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
    report
        .diagnostics
        .iter()
        .map(|finding| match format {
            Format::Human => human(report, finding, &renderer),
            Format::Short => short(report, finding),
            Format::Json => json(report, finding),
            Format::Github => github(report, finding),
        })
        .collect()
}

/// The lines of a text around a span, with the number of the first one and the span within them.
struct Excerpt {
    text: String,
    line: usize,
    range: Range<usize>,
}

/// A longer line is cut around the place: nobody reads it, and drawing it takes long. In bytes.
const LONGEST_LINE: usize = 400;

fn text_of(report: &Report, finding: &Diagnostic, span: &Span) -> Option<Arc<str>> {
    match &finding.text {
        Some(text) if span.path == finding.span.path => Some(text.clone()),
        _ => report.snapshot.text(&span.path),
    }
}

/// The lines that a span touches, three at the most.
fn excerpt(text: &str, span: &Span) -> Excerpt {
    let start = floor(text, span.start as usize);
    let end = floor(text, span.end as usize).max(start);
    let mut from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[..from].matches('\n').count() + 1;
    let mut to =
        text[start..].match_indices('\n').map(|(at, _)| start + at).find(|at| *at >= end).unwrap_or(text.len());
    if let Some((third, _)) = text[from..to].match_indices('\n').nth(2) {
        to = from + third;
    }
    if start - from > LONGEST_LINE {
        from = floor(text, start - LONGEST_LINE / 2);
    }
    to = floor(text, to.min(start + LONGEST_LINE)).max(start);
    Excerpt { text: text[from..to].to_owned(), line, range: start - from..end.min(to) - from }
}

/// The nearest boundary between characters at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// Line and column of a byte; columns count characters. Both from 1.
fn line_column(text: &str, at: usize) -> (usize, usize) {
    let at = floor(text, at);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    (text[..start].matches('\n').count() + 1, text[start..at].chars().count() + 1)
}

fn place(report: &Report, finding: &Diagnostic, span: &Span) -> (usize, usize) {
    text_of(report, finding, span).map_or((1, 1), |text| line_column(&text, span.start as usize))
}

fn human(report: &Report, finding: &Diagnostic, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(&finding.message).id(finding.code.name()));
    let places = std::iter::once((&finding.span, "", AnnotationKind::Primary))
        .chain(finding.related.iter().map(|(span, words)| (span, words.as_str(), AnnotationKind::Context)));
    for (span, words, kind) in places {
        match text_of(report, finding, span).filter(|_| *span != Span::file(&span.path)) {
            Some(text) => {
                let excerpt = excerpt(&text, span);
                let mut annotation: Annotation = kind.span(excerpt.range);
                if !words.is_empty() {
                    annotation = annotation.label(words);
                }
                group = group.element(
                    Snippet::source(excerpt.text).line_start(excerpt.line).path(&*span.path).annotation(annotation),
                );
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

fn short(report: &Report, finding: &Diagnostic) -> String {
    let (line, column) = place(report, finding, &finding.span);
    format!(
        "{}:{line}:{column}: {}: {} [{}]\n",
        finding.span.path,
        finding.severity.word(),
        finding.message,
        finding.code.name()
    )
}

fn json(report: &Report, finding: &Diagnostic) -> String {
    let text = text_of(report, finding, &finding.span);
    let at = |byte: u32| text.as_ref().map_or((1, 1), |text| line_column(text, byte as usize));
    let ((line, column), (end_line, end_column)) = (at(finding.span.start), at(finding.span.end));
    let related: Vec<_> = finding
        .related
        .iter()
        .map(|(span, words)| {
            let (line, column) = place(report, finding, span);
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
fn github(report: &Report, finding: &Diagnostic) -> String {
    let (line, column) = place(report, finding, &finding.span);
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
        assert_eq!(line_column("перше\nдруге [x]", "перше\nдруге ".len()), (2, 7));
        assert_eq!(line_column("", 0), (1, 1));
    }

    #[test]
    fn an_excerpt_holds_the_lines_that_the_span_touches() {
        let text = "one\ntwo three\nfour\n";
        let span = |range: Range<usize>| Span::new(&Arc::from("a.md"), range);
        let shown = excerpt(text, &span(8..13));
        assert_eq!((shown.text.as_str(), shown.line, shown.range), ("two three", 2, 4..9));
        let shown = excerpt(text, &span(8..18));
        assert_eq!((shown.text.as_str(), shown.line, shown.range), ("two three\nfour", 2, 4..14));
    }
}
