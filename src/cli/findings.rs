//! Printing findings.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::Format;
use super::digest::{Digest, Part};
use super::terminal::Drawn;
use crate::diagnostic::excerpt::{Excerpt, Texts};
use crate::diagnostic::{Diagnostic, SHOWN_PLACES, Severity, Span, printable, visible};
use crate::pipeline::{self, Report};

/// All findings of a run. `styled` asks for colours.
pub fn print(report: &Report, format: Format, styled: bool) -> Drawn {
    drawn(&for_this_log(report), report.snapshot.texts_by_path(), CHECK, format, styled)
}

/// The findings of a run as whoever sees what is printed may have them. Where `CI` is set, as every service that builds
/// sets it, that may be anybody: of what lies in the folder `private_content` no name, no place and no word is told.
fn for_this_log(report: &Report) -> Cow<'_, [Diagnostic]> {
    let is_ours = std::env::var("CI").map_or(true, |value| matches!(&*value, "" | "0" | "false"));
    let Some(folder) = report.snapshot.private_folder.as_deref().filter(|_| !is_ours) else {
        return Cow::Borrowed(&report.diagnostics);
    };
    // Also what is not read there, such as a copy or a file whose name is refused.
    let is_private = |span: &Span| span.path.strip_prefix(folder).is_some_and(|inside| inside.starts_with('/'));
    let paths = report.snapshot.private.keys();
    let names: Vec<String> = paths.flat_map(|path| [format!("`{}`", id(path)), path.to_string()]).collect();
    let is_named = |words: &str| names.iter().any(|name| words.contains(name));
    report.diagnostics.iter().map(|finding| without_private(finding, is_private, is_named)).collect()
}

/// What other texts call the one at a path.
fn id(path: &str) -> &str {
    let inside = path.splitn(3, '/').nth(2).unwrap_or(path);
    inside.strip_suffix(".md").unwrap_or(inside)
}

/// A finding without what it says of files that are private. A name that may have been meant may be one of theirs.
fn without_private(
    finding: &Diagnostic,
    is_private: impl Fn(&Span) -> bool,
    is_named: impl Fn(&str) -> bool,
) -> Diagnostic {
    let related =
        finding.related.iter().filter(|(span, words)| !is_private(span) && !is_named(words)).cloned().collect();
    let meaning = finding.code.meaning();
    let first = meaning.find(". ").map_or(meaning, |end| &meaning[..end]).trim_end_matches('.');
    if !is_private(&finding.span) {
        let hints = finding.hints.iter().filter(|hint| !hint.contains("did you mean") && !is_named(hint));
        let message = if is_named(&finding.message) { first } else { &finding.message };
        return Diagnostic {
            message: message.to_owned(),
            hints: hints.cloned().collect(),
            related,
            fix: None,
            ..finding.clone()
        };
    }
    let told = Diagnostic::new(finding.code, Span::file(&Arc::from("private_content")), first)
        .hint("run `standpoint check` where nobody else reads along: here `CI` is set, so no name and no word is told");
    Diagnostic { severity: finding.severity, related, ..told }
}

/// Findings for GitHub, which knows files by their paths from the top of the repository that a site lies in.
pub fn from_the_top(report: &Report, site: &Path) -> Drawn {
    let way = pipeline::repository_around(site).map_or_else(String::new, |(_, way)| format!("{}/", way.display()));
    let mut findings = for_this_log(report).into_owned();
    for finding in &mut findings {
        for span in std::iter::once(&mut finding.span).chain(finding.related.iter_mut().map(|(span, _)| span)) {
            span.path = format!("{way}{}", span.path).into();
        }
    }
    let texts = report.snapshot.texts_by_path();
    let text = |path: &str| texts(path.strip_prefix(&way)?);
    drawn(&findings, text, CHECK, Format::Github, false)
}

/// What tells all that is wrong with a site.
pub const CHECK: &str = "standpoint check";

/// Findings; `text` knows the texts that they point into, and the command `all` tells them all.
pub fn drawn(
    findings: &[Diagnostic],
    text: impl Fn(&str) -> Option<Arc<str>>,
    all: &str,
    format: Format,
    styled: bool,
) -> Drawn {
    let renderer = if styled { Renderer::styled().decor_style(DecorStyle::Unicode) } else { Renderer::plain() };
    let mut texts = Texts::new(text);
    let all = match format {
        Format::Human => {
            let digest = Digest::of(findings, all);
            let draw = |part: Part| match part {
                Part::Finding(finding) => human(&mut texts, finding, &renderer),
                Part::More(line) => line,
            };
            digest.parts.into_iter().map(draw).chain([digest.table]).collect()
        }
        Format::Short => findings.iter().map(|finding| short(&mut texts, finding)).collect(),
        Format::Json => findings.iter().map(|finding| json(&mut texts, finding)).collect(),
        Format::Github => findings.iter().map(|finding| github(&mut texts, finding)).collect(),
    };
    Drawn::new(all, styled)
}

/// The texts of a site.
trait Find: Fn(&str) -> Option<Arc<str>> {}
impl<F: Fn(&str) -> Option<Arc<str>>> Find for F {}

fn human(texts: &mut Texts<impl Find>, finding: &Diagnostic, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name("advice"),
    };
    let mut group = Group::with_title(level.primary_title(visible(&finding.message, &[])).id(finding.code.name()));
    let places = std::iter::once((&finding.span, "", AnnotationKind::Primary))
        .chain(shown_related(finding).iter().map(|(span, words)| (span, words.as_str(), AnnotationKind::Context)));
    for (span, words, kind) in places {
        let path = printable(span.path.to_string());
        let words = visible(words, &[]).into_owned();
        match texts.of(finding, span).filter(|_| *span != Span::file(&span.path)) {
            Some(text) => {
                let excerpt = visible_excerpt(text.excerpt(span));
                let mut annotation: Annotation = kind.span(excerpt.range);
                if !words.is_empty() {
                    annotation = annotation.label(words.clone());
                }
                let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.line).annotation(annotation);
                if excerpt.cut {
                    let (line, column) = text.line_column(span.start as usize);
                    group = group.element(Origin::path(path.clone()).line(line).char_column(column));
                } else {
                    snippet = snippet.path(path.clone());
                }
                group = group.element(snippet);
            }
            None => {
                group = group.element(Origin::path(path.clone()).line(1).char_column(1));
                if !words.is_empty() {
                    group = group.element(Level::NOTE.message(words.clone()));
                }
            }
        }
    }
    let more = finding.related.len() - shown_related(finding).len();
    if more > 0 {
        let places = super::counted(more, "more place");
        group = group.element(Level::NOTE.message(format!("and in {places}: all with --format json")));
    }
    for hint in &finding.hints {
        group = group.element(Level::HELP.message(visible(hint, &[])));
    }
    let mut text = renderer.render(&[group]).to_string();
    text.push_str("\n\n");
    text
}

/// Lines of a text as a terminal may have them, with the span where it then is.
fn visible_excerpt(excerpt: Excerpt) -> Excerpt {
    let Excerpt { text, line, range, cut } = excerpt;
    let show = |part: &str| visible(part, &['\n', '\t']).into_owned();
    let [before, within, behind] = [&text[..range.start], &text[range.clone()], &text[range.end..]].map(show);
    let range = before.len()..before.len() + within.len();
    Excerpt { text: before + &within + &behind, line, range, cut }
}

/// The related places that are drawn.
fn shown_related(finding: &Diagnostic) -> &[(Span, String)] {
    &finding.related[..finding.related.len().min(SHOWN_PLACES)]
}

fn short(texts: &mut Texts<impl Find>, finding: &Diagnostic) -> String {
    let (line, column) = texts.place(finding, &finding.span);
    format!(
        "{}:{line}:{column}: {}: {} [{}]\n",
        printable(finding.span.path.to_string()),
        finding.severity.word(),
        visible(&finding.message, &[]),
        finding.code.name()
    )
}

fn json(texts: &mut Texts<impl Find>, finding: &Diagnostic) -> String {
    let fix = texts.fix(finding);
    let text = texts.of(finding, &finding.span);
    let at = |byte: u32| text.as_ref().map_or((1, 1), |text| text.line_column(byte as usize));
    let ((line, column), (end_line, end_column)) = (at(finding.span.start), at(finding.span.end));
    let place = |byte: u32| {
        let (line, column) = at(byte);
        json!({"line": line, "column": column})
    };
    let fix = fix.map(|(span, text)| json!({"start": place(span.start), "end": place(span.end), "text": text}));
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
        "fix": fix,
    });
    format!("{object}\n")
}

/// A workflow command (GitHub Docs, "Workflow commands for GitHub Actions").
fn github(texts: &mut Texts<impl Find>, finding: &Diagnostic) -> String {
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
        if finding.severity == Severity::Advice { "notice" } else { finding.severity.word() },
        property(&finding.span.path),
        finding.code.name(),
        data(&message),
    )
}
