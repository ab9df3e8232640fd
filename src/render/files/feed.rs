//! `feed.xml`: the newest briefings and positions in full (Atom, RFC 4287).
//!
//! An entry is rendered by the theme as on its page, and then made fit for a reader that knows neither the page nor its
//! style sheet: every address becomes absolute. That holds for links from marker to note and back too, since many
//! readers take ids away or show several entries at once; on the page the link always leads to the right place.

use std::cmp::Reverse;

use pulldown_cmark_escape::escape_html;
use url::Url;

use crate::analysis::day;
use crate::diagnostic::Outcome;
use crate::ids;
use crate::model::date::Date;
use crate::model::page::FEED;
use crate::model::{BriefingId, PositionId, Site};
use crate::render::blocks::{self, Scope};
use crate::render::compose::Composer;
use crate::render::page::PageNotes;
use crate::render::pages;
use crate::render::view::{FeedEntry, FeedView, Part, Text};
use crate::render::{Library, Theme};
use crate::tags::{decoded, each_tag};

/// How many entries a feed has. A reader that asks once a week misses none of them.
pub(super) const NEWEST: usize = 50;

/// How much markup a feed may hold: entries beyond it have their summaries alone, and so has one whose text is longer by
/// itself. Readers refuse what is much larger.
const FULL: usize = 1 << 20;

/// The feed of a site.
pub fn feed(theme: &Theme, library: &Library) -> Outcome<String> {
    let mut diagnostics = Vec::new();
    let site = library.site();
    let base = site.base_url().unwrap_or_default();
    let mut room = FULL;
    let mut entries = Vec::new();
    for (date, item) in newest(site) {
        let is_full = room > 0 && length(site, item) <= FULL;
        let (mut entry, whole) = entry(library, date, item, is_full);
        if let Some((text, notes)) = whole {
            let html = theme.entry(&mut entry, &text, &notes).drain_into(&mut diagnostics);
            entry.html = match Url::parse(entry.page.canonical.as_deref().unwrap_or(base)) {
                Ok(page) => from_afar(&html, &page),
                Err(_) => html,
            };
            room = room.saturating_sub(entry.html.len());
        }
        entries.push(entry);
    }
    let authors = &site.settings.authors;
    let view = FeedView {
        url: format!("{base}{}", FEED),
        home: base,
        updated: entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_default(),
        authors: if authors.is_empty() { std::slice::from_ref(library.title()) } else { authors },
        entries,
    };
    let mut xml = theme.feed(&view).drain_into(&mut diagnostics);
    xml.retain(is_xml);
    Outcome { value: xml, diagnostics }
}

/// Something that has an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FeedItem {
    Briefing(BriefingId),
    Position(PositionId),
}

/// The newest things that have a date, what is known to have followed first; those of which that is open by their paths. Drafts are not among them.
fn newest(site: &Site) -> Vec<(&Date, FeedItem)> {
    let briefings = site.briefings.entries().map(|(at, entry)| (entry.text, entry.rank, FeedItem::Briefing(at)));
    let positions = site.positions.entries().map(|(at, entry)| (entry.text, entry.rank, FeedItem::Position(at)));
    let shown = briefings.chain(positions).filter(|(text, ..)| !site.texts[*text].draft);
    let dated = |(text, rank, item)| Some((rank, &site.texts[text].path, site.as_of(text)?, item));
    let mut all: Vec<_> = shown.filter_map(dated).collect();
    all.sort_by_key(|(rank, path, ..)| (Reverse(*rank), *path));
    all.into_iter().take(NEWEST).map(|(_, _, date, item)| (date, item)).collect()
}

/// How long the markup of an item's own text is at least, before anything is put together.
fn length(site: &Site, item: FeedItem) -> usize {
    let text = match item {
        FeedItem::Briefing(at) => site.briefings[at].text,
        FeedItem::Position(at) => site.positions[at].text,
    };
    site.texts[text].body.shortest()
}

/// An entry; when it is to be full, with its text and its notes.
fn entry<'a>(
    library: &'a Library,
    date: &Date,
    item: FeedItem,
    is_full: bool,
) -> (FeedEntry<'a>, Option<(Text<'a>, PageNotes<'a>)>) {
    let site = library.site();
    let page = match item {
        FeedItem::Briefing(at) => site.briefings[at].page,
        FeedItem::Position(at) => site.positions[at].page,
    };
    let composer = pages::composer(library, page);
    let head = pages::head(library, &composer.cards, page, false);
    let address = head.canonical.clone().unwrap_or_default();
    let (id, url, position, summary) = match item {
        FeedItem::Briefing(at) => (address.clone(), address, None, composer.cards.briefing_summary(at)),
        FeedItem::Position(at) => {
            let entry = &site.positions[at];
            let url = if entry.nth == 0 { address.clone() } else { format!("{address}#{}", ids::position(&entry.id)) };
            // What tells a position from all others. Files are renamed when a newer position takes their place; who held
            // what on which day stays.
            let day = date.plain();
            let id = format!("{address}#as-of-{day}{}", numbered(older_of_one_day(site, at)));
            (id, url, Some(composer.cards.position(at)), composer.cards.position_summary(at))
        }
    };
    let authors: &[String] = if head.authors == site.settings.authors { &[] } else { head.authors };
    let updated = format!("{}T00:00:00Z", date.earliest());
    let entry = FeedEntry { id, url, updated, authors, summary, position, page: head, html: String::new() };
    (entry, is_full.then(|| whole(composer, site, item)))
}

/// The text of an item and its notes.
fn whole<'a>(mut composer: Composer<'a>, site: &'a Site, item: FeedItem) -> (Text<'a>, PageNotes<'a>) {
    let mut text = match item {
        FeedItem::Briefing(at) => {
            let scope = Scope::of(site, &composer.cards, at);
            blocks::text(&mut composer, site, site.briefings[at].text, &scope)
        }
        FeedItem::Position(at) => {
            let scope = &site.texts[site.positions[at].text].scope;
            vec![Part::Html(blocks::position(&mut composer, site, at, scope, 4).html)]
        }
    };
    composer.finish_remarks();
    blocks::fill_sources(&composer, site, &mut text);
    (text, composer.notes())
}

/// How many positions of the cell are of the same day as one, and come before it: of two of one day the one that is known
/// to be older keeps its name in feeds; where nobody knows, their names decide.
pub(super) fn older_of_one_day(site: &Site, at: PositionId) -> usize {
    let day = day::date_of(site, at).map(Date::plain);
    let place = |at: PositionId| (site.positions[at].rank, &site.positions[at].id);
    let cell = site.cells[site.positions[at].cell].positions.iter();
    let same = cell.filter(|other| day::date_of(site, **other).map(Date::plain) == day);
    same.filter(|other| place(**other) < place(at)).count()
}

pub(super) fn numbered(before: usize) -> String {
    if before == 0 { String::new() } else { format!("-{}", before + 1) }
}

/// Where the drawing that begins at a place ends; drawings may stand in one another.
fn end_of_drawing(html: &str, at: usize) -> usize {
    let (mut depth, mut end) = (0_usize, at);
    loop {
        let Some(next) = html[end..].find("svg").map(|next| end + next) else { return html.len() };
        end = next + "svg".len();
        let is_name = html[end..].starts_with(|next: char| next == '>' || next.is_ascii_whitespace());
        match &html[..next] {
            before if is_name && before.ends_with('<') => depth += 1,
            before if is_name && before.ends_with("</") => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return html[end..].find('>').map_or(html.len(), |close| end + close + 1);
        }
    }
}

/// Markup of a page as it can be shown elsewhere: with absolute addresses, without drawings that only a style sheet
/// gives a size, and with a sign between parts that only a style sheet would keep apart.
fn from_afar(html: &str, page: &Url) -> String {
    let mut out = String::with_capacity(html.len() * 3 / 2);
    let (mut done, mut code_ends) = (0, 0);
    each_tag(html, |name, at, attributes| {
        if at < done {
            return;
        }
        if name == "pre" {
            code_ends = html[at..].find("</pre>").map_or(html.len(), |end| at + end);
        }
        if name == "svg" {
            out.push_str(&html[done..at]);
            done = end_of_drawing(html, at);
            return;
        }
        // The colours of code are spans too, and nothing may come between them.
        if name == "span" && at >= code_ends && ["</span>", "</time>"].iter().any(|end| html[..at].ends_with(end)) {
            out.push_str(&html[done..at]);
            out.push_str(" · ");
            done = at;
        }
        for attribute in attributes {
            let address = match attribute.name {
                "href" | "src" | "poster" => absolute(page, attribute.value),
                "srcset" => {
                    Some(attribute.value.split(',').map(|one| candidate(page, one)).collect::<Vec<_>>().join(", "))
                }
                _ => None,
            };
            if let Some(address) = address {
                out.push_str(&html[done..attribute.at]);
                // Writing to a string cannot fail.
                let _ = escape_html(&mut out, &address);
                done = attribute.at + attribute.value.len();
            }
        }
    });
    out.push_str(&html[done..]);
    out
}

/// An address of the page, made absolute if it is not.
fn absolute(page: &Url, written: &str) -> Option<String> {
    let address = decoded(written);
    match Url::parse(&address) {
        Ok(_) => None,
        Err(_) => page.join(&address).ok().map(String::from),
    }
}

/// An image and its size, out of a list of them.
fn candidate(page: &Url, written: &str) -> String {
    let (address, size) = written.trim().split_once(' ').unwrap_or((written.trim(), ""));
    format!("{} {size}", absolute(page, address).unwrap_or_else(|| decoded(address).into_owned())).trim().to_owned()
}

/// Whether a character may stand in XML 1.0.
pub(super) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_absolute_and_texts_stay() {
        let page = Url::parse("https://example.org/repo/briefings/b.html").unwrap();
        let afar = |html: &str| from_afar(html, &page);
        assert_eq!(
            afar("<a href=\"../a.html?x=1&amp;y=2#z\">"),
            "<a href=\"https://example.org/repo/a.html?x=1&amp;y=2#z\">"
        );
        assert_eq!(
            afar("<a href=\"#note-s\" id=\"c\">"),
            "<a href=\"https://example.org/repo/briefings/b.html#note-s\" id=\"c\">"
        );
        assert_eq!(
            afar("<img src=\"i.png\" srcset=\"i.png 1x, j.png 2x\">"),
            "<img src=\"https://example.org/repo/briefings/i.png\" srcset=\"https://example.org/repo/briefings/i.png 1x, https://example.org/repo/briefings/j.png 2x\">"
        );
        for same in [
            "<a href=\"mailto:a@b.example\">",
            "<code>&lt;a href=\"#x\"&gt;</code>",
            "<a href=\"https://a.example/?a=1&amp;b=2\">",
        ] {
            assert_eq!(afar(same), same);
        }
        assert_eq!(afar("<svg viewBox=\"0 0 1 1\"><use href=\"#x\"/></svg> <b>Yes</b>"), " <b>Yes</b>");
        let nested = "<svg class=\"a\"><svg x=\"1\"><path d=\"svg\"/></svg><defs><marker/></defs></svg > <b>Yes</b>";
        assert_eq!(afar(nested), " <b>Yes</b>");
        assert_eq!(afar("<p><span>News</span><span>2025</span></p>"), "<p><span>News</span> · <span>2025</span></p>");
        assert_eq!(afar("<time>2025</time><span>Here</span>"), "<time>2025</time> · <span>Here</span>");
        let code = "<pre><code><span>$</span><span>A</span></code></pre>";
        assert_eq!(afar(code), code);
    }

    #[test]
    fn only_characters_of_xml_are_left() {
        let mut text = "a\u{0}\u{8}\u{b}\u{1f}\u{fffe}\t\n\r🛑é".to_owned();
        text.retain(is_xml);
        assert_eq!(text, "a\t\n\r🛑é");
    }
}
