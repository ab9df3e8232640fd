//! Links: where they lead, and which ones are refused.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType};
use pulldown_cmark_escape::escape_href;

use super::{LinkEnd, Writer};
use crate::markdown::typography::typeset;
use crate::markdown::{Hole, ImageSize, Link, LinkTo, NoCitation, Said, WebLink, citation, write_title};
use crate::web::{self, AddressRefusal, Destination};

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    pub(super) fn open_link(&mut self, kind: LinkType, to: &str, title: &str, range: Range<usize>) {
        match kind {
            LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown => {
                self.collect_text();
                return self.citation(range);
            }
            LinkType::WikiLink { has_pothole } => return self.open_wiki_link(to, has_pothole, range),
            _ => {}
        }
        if let Some((key, length)) = citation::key_of_link(&self.source[range.clone()]) {
            self.mention(key, range.start + 1..range.start + 2 + length, NoCitation::Link);
        }
        self.in_bare_address = matches!(kind, LinkType::Autolink | LinkType::Email);
        let to: Cow<str> = if kind == LinkType::Email { format!("mailto:{to}").into() } else { to.into() };
        let end = self.follow(&to, title, range, LinkTo::Path);
        self.link_ends.push(end);
    }

    pub(super) fn close_link(&mut self) {
        self.in_bare_address = false;
        match self.link_ends.pop() {
            Some(LinkEnd::Outside) => self.out.html.push_str("</a>"),
            Some(LinkEnd::Inside(number)) => self.out.hole(Hole::LinkEnd(number)),
            Some(LinkEnd::Refused) => {
                self.out.html.push(' ');
                self.out.hole(Hole::Said(Said::LinkRefused));
                self.out.html.push_str("</span>");
            }
            None => {}
        }
    }

    pub(super) fn open_wiki_link(&mut self, to: &str, has_pothole: bool, range: Range<usize>) {
        // In a table the bar is escaped, and the escape stays with what stands before it.
        let to = if has_pothole { to.trim_end_matches('\\') } else { to };
        let to = self.visible(to, &range);
        let end = self.follow(&to, "", range, LinkTo::Name);
        if let (LinkEnd::Inside(number), false) = (&end, has_pothole) {
            // Without words of its own it shows the title of what it leads to.
            self.collect_text();
            self.out.hole(Hole::Title(*number));
            self.plain.push_title(*number);
            self.out.hole(Hole::LinkEnd(*number));
            return;
        }
        self.link_ends.push(end);
    }

    /// Writes the start of a link, and says what its end will be.
    pub(super) fn follow(
        &mut self,
        to: &str,
        title: &str,
        range: Range<usize>,
        inside: impl FnOnce(String, Option<String>) -> LinkTo,
    ) -> LinkEnd {
        let title = self.set_aside(title);
        let title = &*self.visible(&title, &range);
        let to = match web::destination(to) {
            Ok(Destination::Web(address)) => {
                let span = self.span(range.clone());
                self.diagnostics.extend(address.findings(to, &span));
                if let Some(note) = self.open_notes.last_mut() {
                    note.links.push((to.to_owned(), range));
                }
                self.write_outside_link(&address.url, title);
                let original = address.copied().and_then(|(original, _)| original).map(|original| original.canonical);
                self.body.web_links.push(WebLink { span, canonical: address.canonical, original, markers: 0..0 });
                return LinkEnd::Outside;
            }
            Ok(Destination::Contact(url)) => {
                self.write_outside_link(&url, title);
                return LinkEnd::Outside;
            }
            Ok(Destination::Anchor(id)) => LinkTo::Anchor(id),
            Ok(Destination::Path(path, fragment)) => inside(path, fragment),
            Err(refusal) => {
                self.refuse(&refusal, range);
                // Only the page shows the gap: lists and summaries, which have no links, have the words alone.
                self.out.html.push_str("<span class=\"gap\">");
                return LinkEnd::Refused;
            }
        };
        let number = self.body.links.len() as u32;
        self.out.hole(Hole::LinkStart(number));
        self.body.links.push(Link {
            span: self.span(range),
            to,
            title: title.to_owned(),
            alt: None,
            size: ImageSize::File,
        });
        LinkEnd::Inside(number)
    }

    fn write_outside_link(&mut self, url: &str, title: &str) {
        self.out.html.push_str("<a href=\"");
        let _ = escape_href(&mut self.out.html, url);
        self.out.html.push_str("\" rel=\"external noreferrer\"");
        write_title(&mut self.out.html, title);
        self.out.html.push('>');
    }

    /// Words of their own, as they are printed.
    pub(super) fn set_aside<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.typesetter {
            Some(_) => typeset(text, self.options.language),
            None => Cow::Borrowed(text),
        }
    }

    pub(super) fn refuse(&mut self, refusal: &AddressRefusal, range: Range<usize>) {
        let (code, message, hint) = refusal.explain();
        self.report(code, range, message).hint_last(hint);
    }
}

/// The first bare address that begins within `range`, by the rules of GitHub Flavored Markdown (section 6.9,
/// "Autolinks (extension)"): it ends before white space, and before punctuation that ends a sentence.
pub(super) fn bare_address(source: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let start = start_of_address(source, range)?;
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|' | '"' | '`');
    let mut address = source[start..].split(ends).next().unwrap_or_default();
    // A note or citation may stand right behind it.
    let marker = ["[^", "[@", "[-@", "[["].iter().filter_map(|sign| address.find(sign)).min();
    address = &address[..marker.unwrap_or(address.len())];
    // How many brackets it closes without having opened them.
    let mut surplus = [('(', ')'), ('[', ']')]
        .map(|(open, close)| (close, address.matches(close).count().saturating_sub(address.matches(open).count())));
    loop {
        let last = ['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '’', '”', '»'];
        address = match address.strip_suffix(last) {
            Some(shorter) => shorter,
            None => match surplus.iter_mut().find(|(close, count)| *count > 0 && address.ends_with(*close)) {
                Some((_, count)) => {
                    *count -= 1;
                    &address[..address.len() - 1]
                }
                None => return Some(start..start + address.len()),
            },
        };
    }
}

/// Where the first address begins within `range`, with its scheme or with `www.`.
fn start_of_address(source: &str, range: &Range<usize>) -> Option<usize> {
    let text = &source[range.clone()];
    let before = |at: usize| source[..range.start + at].chars().next_back();
    let is_host = |text: &str| text.starts_with(char::is_alphanumeric);
    // Most pieces of text have no colon at all.
    let scheme = memchr::memchr(b':', text.as_bytes()).and_then(|_| {
        text.match_indices("://").filter(|(at, _)| is_host(&text[at + 3..])).find_map(|(at, _)| {
            let start = text[..at].strip_suffix("https").or_else(|| text[..at].strip_suffix("http"))?.len();
            Some(start).filter(|start| before(*start).is_none_or(|c| !c.is_alphanumeric()))
        })
    });
    // No further than to the other one, so that many of them take no longer than their text is long.
    let rest = &text[..scheme.unwrap_or(text.len())];
    let www = memchr::memmem::find_iter(rest.as_bytes(), "www.").find(|at| {
        let host = rest[at + 4..].split(['/', ' ', '\n']).next().unwrap_or_default();
        before(*at).is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('))
            && is_host(host)
            && host.trim_end_matches('.').contains('.')
    });
    www.or(scheme).map(|at| range.start + at)
}
