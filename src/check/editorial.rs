//! What an editor would ask of the content.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::alternates::alternates;
use super::confidential::confidential;
use super::judgements::judgements;
use super::options::options;
use super::order::order;
use super::quotations::quotations;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::{Meta, Phrase, Source};
use crate::model::site::{Doubt, Entry, SourceNames};
use crate::model::text::Target;
use crate::model::words::Stance;
use crate::model::{PageId, PageKind, Site, SourceId, TextId};
use crate::paths::SETTINGS;

/// Every finding about the content of a site.
pub fn editorial(site: &Site) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    sources(site, &mut out);
    positions(site, &mut out);
    order(site, &mut out);
    options(site, &mut out);
    judgements(site, &mut out);
    quotations(site, &mut out);
    confidential(site, &mut out);
    actors(site, &mut out);
    domains(site, &mut out);
    menu_lines(site, &mut out);
    alternates(site, &mut out);
    if site.base_url().is_none() && !site.settings.base_url_written {
        let settings = Arc::from(SETTINGS);
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

/// Lines of the menu that lead nowhere. A site of an earlier day lacks pages that today's has; the check of that tells of
/// those that are nowhere.
fn menu_lines(site: &Site, out: &mut Vec<Diagnostic>) {
    if site.build.as_of.is_some() {
        return;
    }
    let lines = site.settings.menu.iter().flatten().zip(&site.menu);
    for (line, _) in lines.filter(|(_, target)| target.is_none()) {
        let name = &line.to.value;
        let hidden = PageKind::made_as(name).is_some_and(|kind| site.settings.hidden.contains(&kind));
        let message = match hidden {
            true => format!("the menu leads to `{name}`, which `hide:` takes out of the site"),
            false => format!("the menu leads to `{name}`, and there is no such page"),
        };
        let made = PageKind::MADE.iter().map(|(name, _)| *name);
        let names = made.chain(site.free_pages.iter().map(|page| page.id.as_str()));
        let finding = Diagnostic::new(Code::BrokenLink, line.to.span.clone(), message);
        let finding = if hidden { finding } else { finding.nearest(name, names) };
        let is_near = !finding.hints.is_empty();
        out.push(match is_near {
            true => finding,
            false => finding.hint("name a list such as `briefings`, the file of a page, or an address"),
        });
    }
}

/// A host sends readers to the domain of its own; canonical links must not lead them away again.
fn domains(site: &Site, out: &mut Vec<Diagnostic>) {
    let (Some(domain), Some(base)) = (&site.settings.custom_domain, site.base_url()) else { return };
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
    for (at, source) in site.sources.entries() {
        let doubts = site.doubts.get(&at).into_iter().flatten();
        out.extend(doubts.map(|doubt| doubtful(site, at, doubt)));
        if !source.recorded {
            continue;
        }
        let text = &site.texts[source.text];
        let finding = |code, message: String| Diagnostic::new(code, text.head.clone(), message);
        // What others draw on is used at second hand.
        let is_used = !site.uses.of_source(at).is_empty() || !source.derivatives.is_empty();
        if !is_used && !site.in_drafts.sources.contains(&at) {
            out.push(
                finding(Code::UnusedSource, format!("nothing cites the source `{}`", source.id))
                    .hint(format!("cite it: `[@{}]`; or remove the note", source.id)),
            );
        }
        if source.meta.stand_in.is_some() {
            out.extend(unnamed(source, &text.head));
            continue;
        }
        // What was written and refused has been reported as that.
        let (meta, written) = (&source.meta, |key| text.unread.holds(key));
        let can_be_found = meta.isbn.is_some() || meta.medium.is_some() || written("isbn") || written("doi");
        let has_address = meta.url.is_some() || !meta.archived.is_empty() || written("url") || written("archived");
        if !has_address && !can_be_found {
            out.push(
                finding(Code::SourceWithoutUrl, format!("readers cannot look `{}` up: it has no address", source.id))
                    .mended(),
            );
        }
        if meta.published.is_none() && !written("published") {
            out.push(finding(Code::UndatedSource, format!("the source `{}` has no date", source.id)).mended());
        }
    }
}

/// That readers are told nothing at all of a source that is kept from them.
fn unnamed(source: &Entry<Source, SourceNames>, head: &Span) -> Option<Diagnostic> {
    let is_unnamed = source.meta.descriptor.is_none() && *source.meta.title == *source.id;
    let message = "readers know this source by a `descriptor` alone, and it has none";
    is_unnamed.then(|| {
        Diagnostic::new(Code::MissingKey, head.clone(), message)
            .hint("say as much as may be known, such as `descriptor: A senior official of the ministry`")
    })
}

/// What does not fit about a source.
fn doubtful(site: &Site, source: SourceId, doubt: &Doubt) -> Diagnostic {
    let Entry { id, meta, text, .. } = &site.sources[source];
    let published = meta.published.as_ref();
    let dated = published.map(|date| date.value.to_string()).unwrap_or_default();
    let dated_at = published.map_or_else(|| site.texts[*text].head.clone(), |date| date.span.clone());
    let hint = "look the date up; the source's page shows this to readers";
    match doubt {
        Doubt::SameAddress { key, span, first } => {
            let message = format!("the note `{key}` describes the same address as `{id}`");
            Diagnostic::new(Code::DuplicateUrl, span.clone(), message)
                .related(first.clone(), "this note is the one shown; both keys lead to it")
                .hint(format!("merge the two notes, and cite `{id}`"))
        }
        Doubt::AddressDate { named, address } => {
            let message = format!("the address names {named}, but the source is dated {dated}");
            Diagnostic::new(Code::DateAnomaly, dated_at, message)
                .related(address.clone(), format!("this address names {named}"))
                .hint(hint)
        }
        Doubt::LaterThanUse { named, more } => {
            let named: Vec<(Span, String)> = named.iter().map(|text| dated_text(site, *text)).collect();
            let mut names: Vec<String> = named.iter().map(|(_, words)| words.clone()).collect();
            names.extend((*more > 0).then(|| format!("{more} more")));
            let names = names.join("; ");
            let message = format!("the source is dated {dated}, which is later than what rests on it: {names}");
            let finding = Diagnostic::new(Code::DateAnomaly, dated_at, message).hint(hint);
            Diagnostic { related: named, ..finding }
        }
    }
}

/// A text with its date, and where that stands.
fn dated_text(site: &Site, at: TextId) -> (Span, String) {
    let text = &site.texts[at];
    let span = match &text.meta {
        Meta::Position(position) => position.as_of.as_ref().map_or(&text.head, |date| &date.span),
        _ => &text.head,
    };
    let title = site.pages[text.page].title.as_ref().map(Phrase::written).unwrap_or_default();
    let as_of = site.as_of(at).map(|date| format!(" (as of {date})")).unwrap_or_default();
    (span.clone(), format!("{title}{as_of}"))
}

fn positions(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in &site.positions {
        let text = &site.texts[entry.text];
        // A citation of an unknown source has been reported as that.
        let cites = text.body.markers.iter().any(|marker| marker.shown && !marker.cites().is_empty());
        // That nobody has spoken can often be shown by no source.
        let silent = entry.meta.stance == Some(Stance::Silent);
        if !cites && !silent && text.unread.whole.is_none() {
            out.push(
                Diagnostic::new(Code::UncitedPosition, text.head.clone(), "this position rests on no source")
                    .hint("cite what it rests on: `[@key]` behind the sentence"),
            );
        }
    }
}

fn actors(site: &Site, out: &mut Vec<Diagnostic>) {
    let linked = LazyCell::new(|| -> BTreeSet<PageId> {
        let links = site.texts.iter().flat_map(|text| &text.links.targets).flatten();
        links.filter_map(|target| if let Target::Page(page, _) = target { Some(*page) } else { None }).collect()
    });
    for (at, entry) in site.actors.entries() {
        let in_draft = site.in_drafts.actors.contains(&at);
        let is_named = entry.in_briefing || !entry.cells.is_empty() || !entry.events.is_empty() || in_draft;
        // Someone who belongs to a named actor explains that one.
        let is_context = !entry.meta.part_of.is_empty() || !entry.members.is_empty() || !entry.voices.is_empty();
        if !is_named && !is_context && !linked.contains(&entry.page) {
            let message = format!("nothing names the actor `{}`", entry.id);
            out.push(
                Diagnostic::new(Code::UnusedActor, site.texts[entry.text].head.clone(), message)
                    .hint("write what it wants in positions/, or remove the file"),
            );
        }
    }
}
