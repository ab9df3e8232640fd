//! What an editor would ask of the content.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::PageId;
use crate::model::Site;
use crate::model::document::Reference;
use crate::model::site::Target;

/// Every finding about the content of a site.
pub fn editorial(site: &Site) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    sources(site, &mut out);
    positions(site, &mut out);
    same_dates(site, &mut out);
    actors(site, &mut out);
    domains(site, &mut out);
    if site.settings.base_url.is_none() && !site.settings.base_url_written {
        let settings = Arc::from("standpoint.yaml");
        out.push(
            Diagnostic::new(
                Code::MissingBaseUrl,
                Span::file(&settings),
                "the settings do not say where the site will stand",
            )
            .hint("add `base_url: https://…/`, or give --base-url"),
        );
    }
    out
}

/// A host sends readers to the domain of its own; canonical links must not lead them away again.
fn domains(site: &Site, out: &mut Vec<Diagnostic>) {
    let (Some(domain), Some(base)) = (&site.settings.custom_domain, &site.settings.base_url) else { return };
    let host = url::Url::parse(base).ok().and_then(|url| url.host_str().map(str::to_owned));
    if host.as_deref().is_some_and(|host| host != domain.value) {
        let message = format!("the host will show the site at {}, but `base_url` is {base}", domain.value);
        out.push(
            Diagnostic::new(Code::DomainMismatch, domain.span.clone(), message)
                .hint(format!("write `base_url: https://{}/`, or correct the domain", domain.value)),
        );
    }
}

fn sources(site: &Site, out: &mut Vec<Diagnostic>) {
    for (at, entry) in site.sources.iter().enumerate() {
        for doubt in &site.doubts[at] {
            let mut finding =
                Diagnostic::new(doubt.code, doubt.span.clone(), uncapitalised(&doubt.message)).hint(&doubt.hint);
            finding.related.clone_from(&doubt.related);
            out.push(finding);
        }
        if !site.is_recorded(at) {
            continue;
        }
        let finding = |code, message: String| Diagnostic::new(code, entry.head.clone(), message);
        let meta = &entry.meta;
        if site.uses[at].is_empty() {
            out.push(
                finding(Code::UnusedSource, format!("nothing cites the source `{}`", entry.id))
                    .hint(format!("cite it: `[@{}]`; or remove the note", entry.id)),
            );
        }
        // What was written and refused has been reported as that.
        let written = |key| entry.unread.holds(key);
        if meta.url.is_none() && meta.archived.is_empty() && !written("url") && !written("archived") {
            out.push(
                finding(Code::SourceWithoutUrl, format!("readers cannot look `{}` up: it has no address", entry.id))
                    .mended(),
            );
        }
        if meta.published.is_none() && !written("published") {
            out.push(finding(Code::UndatedSource, format!("the source `{}` has no date", entry.id)).mended());
        }
    }
}

fn positions(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in &site.positions {
        // A citation of an unknown source has been reported as that.
        let mut markers = entry.body.markers.iter().zip(&entry.links.cited);
        let cites = markers.any(|(marker, cited)| marker.shown && !cited.is_empty());
        // That nobody has spoken can often be shown by no source.
        let silent = entry.meta.stance == Some(crate::model::words::Stance::Silent);
        if !cites && !silent && entry.unread.whole.is_none() {
            out.push(
                Diagnostic::new(Code::UncitedPosition, entry.head.clone(), "this position rests on no source")
                    .hint("cite what it rests on: `[@key]` behind the sentence"),
            );
        }
    }
}

/// Positions of one cell between which the date does not decide.
fn same_dates(site: &Site, out: &mut Vec<Diagnostic>) {
    for two in site.cells.iter().flat_map(|cell| cell.positions.windows(2)) {
        let (first, second) = (&site.positions[two[0]], &site.positions[two[1]]);
        let (Some(shown), Some(as_of)) = (&first.meta.as_of, &second.meta.as_of) else { continue };
        if shown.value.same_days(&as_of.value) {
            let message = format!("another position in this cell is dated {} too", as_of.value);
            out.push(
                Diagnostic::new(Code::SameDate, as_of.span.clone(), message)
                    .related(shown.span.clone(), "this one is shown as the later one")
                    .hint("the date decides which is today's: give one of them another date, or make one of the two"),
            );
        }
    }
}

fn actors(site: &Site, out: &mut Vec<Diagnostic>) {
    let mut named = vec![false; site.actors.len()];
    site.cells.iter().for_each(|cell| named[cell.actor] = true);
    let mut name = |references: &[Reference]| {
        references.iter().filter_map(|id| site.actor(&id.value)).for_each(|at| named[at] = true);
    };
    site.briefings.iter().for_each(|entry| name(&entry.meta.actors));
    site.events.iter().for_each(|entry| name(&entry.meta.actors));
    site.sources.iter().for_each(|entry| name(&entry.meta.voice_of));
    site.actors.iter().for_each(|entry| name(entry.meta.part_of.as_slice()));
    for target in site.texts().flat_map(|text| &text.links.targets).flatten() {
        if let Target::Page(PageId::Actor(at), _) = target {
            named[*at] = true;
        }
    }
    for (at, entry) in site.actors.iter().enumerate() {
        // Someone who belongs to a named actor explains that one.
        let belongs = entry.meta.part_of.is_some();
        if !named[at] && !belongs {
            out.push(
                Diagnostic::new(
                    Code::UnusedActor,
                    entry.head.clone(),
                    format!("nothing names the actor `{}`", entry.id),
                )
                .hint("write what it wants in positions/, or remove the file"),
            );
        }
    }
}

fn uncapitalised(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut chars = sentence.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
