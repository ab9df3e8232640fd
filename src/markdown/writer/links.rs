//! Links: where they lead, and which ones are refused.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType};
use pulldown_cmark_escape::escape_href;

use super::addresses::{NoteLink, words_within};
use super::{LinkEnd, Writer};
use crate::diagnostic::Code;
use crate::markdown::typography::typeset;
use crate::markdown::{Hole, ImageSize, InPlain, Link, LinkTo, NoCitation, Said, WebLink, citation, write_title};
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
        } else if !matches!(kind, LinkType::Autolink | LinkType::Email) {
            let (source, from) = (self.source, range.start);
            let words = source[range.clone()].split("](").next().unwrap_or_default();
            for (at, key) in citation::bare_keys(words) {
                self.mention(key, from + at..from + at + 1 + key.len(), NoCitation::Link);
            }
        }
        let is_refused = || matches!(web::destination(to), Err(AddressRefusal::Scheme(_)));
        if kind == LinkType::Autolink && is_refused() && self.prefixed_tag(&range) {
            return self.link_ends.push(LinkEnd::Nothing);
        }
        self.in_bare_address = matches!(kind, LinkType::Autolink | LinkType::Email);
        let to: Cow<str> = if kind == LinkType::Email { format!("mailto:{to}").into() } else { to.into() };
        let end = self.follow(&to, title, range, LinkTo::Path);
        self.link_ends.push(end);
    }

    /// Gives a link without words, which nobody could see, the title of what it leads to, or else its address:
    /// `[](plan.md)`, as other generators have it, and `[[plan|]]`.
    pub(super) fn fill_link(&mut self) {
        match self.link_ends.last() {
            Some(LinkEnd::Inside(number)) => {
                let number = *number;
                let start = self.out.html.len();
                let is_empty = |(at, hole): &(u32, Hole)| *at as usize == start && *hole == Hole::LinkStart(number);
                if self.out.holes.last().is_some_and(is_empty) {
                    self.out.hole(Hole::Title(number));
                    self.plain.push(InPlain::Title(number));
                }
            }
            Some(LinkEnd::Outside(start)) if *start == self.out.html.len() => {
                let has_hole = self.out.holes.last().is_some_and(|(at, _)| *at as usize >= *start);
                let written = self.out.html[..*start].rsplit_once("href=\"").and_then(|(_, tag)| tag.split_once('"'));
                if let Some((address, _)) = written.filter(|_| !has_hole) {
                    let address = address.to_owned();
                    self.out.html.push_str(&address);
                    self.plain.text.push_str(&address.replace("&amp;", "&"));
                }
            }
            _ => {}
        }
    }

    pub(super) fn close_link(&mut self) {
        self.in_bare_address = false;
        match self.link_ends.pop() {
            Some(LinkEnd::Outside(_)) => {
                self.out.html.push_str("</a>");
                self.end_note_link();
            }
            Some(LinkEnd::Inside(number)) => self.out.hole(Hole::LinkEnd(number)),
            Some(LinkEnd::Refused) => {
                self.out.html.push(' ');
                self.out.hole(Hole::Said(Said::LinkRefused));
                self.out.html.push_str("</span>");
            }
            Some(LinkEnd::Nothing) | None => {}
        }
    }

    /// Notes where the words of a link in a note end.
    fn end_note_link(&mut self) {
        let Some(note) = self.notes.open.last_mut() else { return };
        let start = if note.words.text.is_empty() { 0 } else { note.words.text.len() + 1 };
        if let Some(link) = note.links.last_mut() {
            link.words.end = (start + self.plain.text.len()).max(link.words.start);
        }
    }

    pub(super) fn open_wiki_link(&mut self, to: &str, has_pothole: bool, range: Range<usize>) {
        // In a table the bar is escaped, and the escape stays with what stands before it.
        let to = if has_pothole { to.trim_end_matches('\\') } else { to };
        let to = self.visible(to, &range);
        if let Some((address, end)) = self.address_behind(range.end).filter(|_| !has_pothole) {
            // `[[1]](https://…)` is a link whose words have brackets.
            self.collect_text();
            self.taken = range.start..end;
            let (source, words) = (self.source, range.start + 1..range.end - 1);
            let end = self.follow(&address, "", range.start..end, LinkTo::Path);
            self.write_text(&source[words.clone()], &words);
            self.link_ends.push(end);
            return self.close_link();
        }
        let end = match wiki_target(&to) {
            Some(inside) => self.inside(inside, String::new(), range),
            None => self.follow(&to, "", range, LinkTo::Name),
        };
        if let (LinkEnd::Inside(number), Some(heading), false) = (&end, to.strip_prefix('#'), has_pothole) {
            let (number, heading) = (*number, heading.trim().to_owned());
            self.collect_text();
            self.write_plain_text(&heading);
            self.out.hole(Hole::LinkEnd(number));
            return;
        }
        if let (LinkEnd::Inside(number), false) = (&end, has_pothole) {
            // Without words of its own it shows the title of what it leads to.
            self.collect_text();
            self.out.hole(Hole::Title(*number));
            self.plain.push(InPlain::Title(*number));
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
                if let Some(note) = self.notes.open.last_mut() {
                    let start = if note.words.text.is_empty() { 0 } else { note.words.text.len() + 1 };
                    let start = start + self.plain.text.len();
                    note.links.push(NoteLink { url: to.to_owned(), range, words: start..start });
                }
                // What is doubtful about one that is cited is told of the source.
                if self.notes.open.is_empty() || !self.options.cites_in_notes {
                    self.diagnostics.extend(address.findings(to, &span));
                }
                self.write_outside_link(&address.url, title);
                let original = address.copied().and_then(|(original, _)| original).map(|original| original.canonical);
                self.body.web_links.push(WebLink { span, canonical: address.canonical, original, markers: 0..0 });
                return LinkEnd::Outside(self.out.html.len());
            }
            Ok(Destination::Contact(url)) => {
                self.write_outside_link(&url, title);
                return LinkEnd::Outside(self.out.html.len());
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
        self.inside(to, title.to_owned(), range)
    }

    /// Writes the start of a link within the site.
    fn inside(&mut self, to: LinkTo, title: String, range: Range<usize>) -> LinkEnd {
        let number = self.body.links.len() as u32;
        self.out.hole(Hole::LinkStart(number));
        self.body.links.push(Link { span: self.span(range), to, title, alt: None, size: ImageSize::File });
        LinkEnd::Inside(number)
    }

    /// The address between the parentheses that stand at byte `at`, and where these end.
    fn address_behind(&self, at: usize) -> Option<(String, usize)> {
        let inside = self.source[at..].strip_prefix('(')?;
        let length = inside.find([')', '\n', ' '])?;
        let address = &inside[..length];
        // Brackets within it, as in `…/Velia_(river)`.
        let open = address.matches('(').count();
        let length = if open == 0 { length } else { inside.match_indices(')').nth(open)?.0 };
        let address = &inside[..length];
        let is_address = inside[length..].starts_with(')') && web::is_address(address);
        is_address.then(|| (address.replace("&amp;", "&"), at + 1 + length + 1))
    }

    fn write_outside_link(&mut self, url: &str, title: &str) {
        self.out.html.push_str("<a href=\"");
        // The brackets around an address by numbers are a part of it.
        let host = if url.contains("://[") { url.find(']').map_or(0, |end| end + 1) } else { 0 };
        self.out.html.push_str(&url[..host]);
        let _ = escape_href(&mut self.out.html, &url[host..]);
        self.out.html.push_str("\" rel=\"external noreferrer\"");
        write_title(&mut self.out.html, title);
        self.out.html.push('>');
    }

    /// Writes a link where a text is to be put in whole, `![[note]]`, and says so.
    pub(super) fn embed(&mut self, to: &str, words: &str, range: &Range<usize>) -> bool {
        let to = to.trim_end_matches('\\');
        let name = to.split('#').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_file =
            ending.len() < 6 && ending != "md" && ending.chars().any(char::is_alphabetic) && !ending.contains(' ');
        let Some(inside) = wiki_target(to).filter(|_| !is_file) else { return false };
        self.report(Code::UnreadMarkup, range.clone(), "a text that is to be put in here, `![[…]]`, is not read")
            .hint_last("write `[[…]]`, which leads to it: here stands a link in its place");
        let LinkEnd::Inside(number) = self.inside(inside, String::new(), range.clone()) else { return true };
        match words.trim() {
            "" => self.out.hole(Hole::Title(number)),
            words if words == to => self.out.hole(Hole::Title(number)),
            words => self.write_plain_text(words),
        }
        self.out.hole(Hole::LinkEnd(number));
        true
    }

    /// Writes a link where a file is to be shown that is no image, `![](plan.pdf)`, and says so.
    pub(super) fn link_to_file(&mut self, to: LinkTo, words: &str, range: &Range<usize>) {
        const PICTURES: [&str; 11] =
            [".tif", ".heic", ".heif", ".psd", ".jp2", ".jxl", ".dng", ".cr2", ".nef", ".eps", ".ai"];
        let written = self.source[range.clone()].to_lowercase();
        let is_picture = PICTURES.iter().any(|ending| {
            let mut ends = written.match_indices(ending).map(|(at, _)| &written[at + ending.len()..]);
            ends.any(|behind| !behind.trim_start_matches('f').starts_with(char::is_alphanumeric))
        });
        let (message, hint) = match is_picture {
            true => (
                "browsers do not show an image of this kind",
                "save it as .png, .jpg or .webp: here stands a link in its place",
            ),
            false => (
                "a file that is no image is not shown in a text",
                "write `[words](…)`, which leads to it: here stands a link in its place",
            ),
        };
        self.report(Code::UnreadMarkup, range.clone(), message).hint_last(hint);
        if let LinkEnd::Inside(number) = self.inside(to, String::new(), range.clone()) {
            self.write_text(words, range);
            self.out.hole(Hole::LinkEnd(number));
        }
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

/// What a wiki link leads to, where that is no address: a name, and a heading there. What Markdown would read in it, such
/// as a scheme in `[[Note: a plan]]`, is a part of the name.
fn wiki_target(to: &str) -> Option<LinkTo> {
    let to = to.trim();
    let is_address = web::is_address(to) || to.contains("://") || to.starts_with("//") || to.starts_with("mailto:");
    let is_refused = || matches!(web::destination(to), Err(AddressRefusal::Dangerous(_) | AddressRefusal::Bidi(_)));
    if to.is_empty() || is_address || (to.contains(':') && is_refused()) {
        return None;
    }
    let (name, heading) = match to.split_once('#') {
        // Of `Name#Part#Section` the last one is meant.
        Some((name, rest)) => (name.trim(), rest.rsplit('#').next().map(|heading| heading.trim().to_owned())),
        None => (to, None),
    };
    let name = name.strip_suffix(".md").unwrap_or(name);
    Some(match (name, heading) {
        ("", Some(heading)) => LinkTo::Anchor(heading),
        (name, heading) => LinkTo::Name(name.to_owned(), heading),
    })
}

/// The first bare address that begins within `range`, by the rules of GitHub Flavored Markdown (section 6.9,
/// "Autolinks (extension)"): it ends before white space, and before punctuation that ends a sentence.
pub(super) fn bare_address(source: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let start = start_of_address(source, range)?;
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|' | '"' | '`') || ends_foreign(c);
    let mut address = source[start..].split(ends).next().unwrap_or_default();
    // A note or citation may stand right behind it.
    let marker = ["[^", "[@", "[-@", "[["].iter().filter_map(|sign| address.find(sign)).min();
    address = &address[..marker.unwrap_or(address.len())];
    // How many brackets it closes without having opened them.
    let count = |sign: u8| address.bytes().filter(|byte| *byte == sign).count();
    let mut surplus =
        [(b'(', b')'), (b'[', b']')].map(|(open, close)| (char::from(close), count(close).saturating_sub(count(open))));
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

/// Punctuation that no address has, in whatever script.
fn ends_foreign(c: char) -> bool {
    "،؛؟۔…。，；：！？、」』）】》»”".contains(c)
}

/// The address that words are, without punctuation behind it; nothing where more words follow behind foreign punctuation.
pub(super) fn only_address(words: &str) -> &str {
    // It would begin with the first word; of notes that hold notes, each has all that follow in its words.
    const LONGEST_HOST: usize = 300;
    let near = &words[..words.floor_char_boundary(LONGEST_HOST)];
    let first = near.find(char::is_whitespace).unwrap_or(near.len());
    match bare_address(words, &(0..first)) {
        Some(address) if address.start == 0 => {
            let rest = &words[address.end..];
            let is_stop = |c: char| ".,;:!?)]}\"'".contains(c) || ends_foreign(c);
            match rest.contains(char::is_alphanumeric) {
                // What else stands there, such as an underscore, is of the address.
                false if rest.chars().all(is_stop) => &words[address],
                true if rest.starts_with(ends_foreign) => "",
                _ => words,
            }
        }
        _ => words,
    }
}

/// The first name of a publication that begins within `range` and stands for an address: `doi:10.1000/182`.
pub(super) fn bare_identifier(source: &str, range: &Range<usize>) -> Option<Range<usize>> {
    words_within(source, range).find_map(|(from, word)| {
        let name = word.trim_start_matches(['(', '[', '<', '"', '“', '«']);
        let start = from + word.len() - name.len();
        let name = name.trim_end_matches(['.', ',', ';', ':', '>', ']', '"', '”', '»', '*', '_']);
        let closes = name.ends_with(')') && name.matches(')').count() > name.matches('(').count();
        let name = if closes { &name[..name.len() - 1] } else { name };
        web::identified(name).is_some().then_some(start..start + name.len())
    })
}

/// Where the first address begins within `range`, with its scheme or with `www.`.
fn start_of_address(source: &str, range: &Range<usize>) -> Option<usize> {
    let text = &source[range.clone()];
    let before = |at: usize| source[..range.start + at].chars().next_back();
    let is_host = |text: &str| text.starts_with(char::is_alphanumeric) || begins_with_number_in_brackets(text);
    let ends = |at: usize, word: &str| {
        let start = at.checked_sub(word.len())?;
        text.get(start..at)?.eq_ignore_ascii_case(word).then_some(start)
    };
    let scheme = |at: usize| {
        let start = ends(at, "https").or_else(|| ends(at, "http"))?;
        let is_start = text[at..].starts_with("://") && is_host(&source[range.start + at + 3..]);
        (is_start && before(start).is_none_or(|c| !c.is_alphanumeric())).then_some(start)
    };
    let www = |at: usize| {
        let start = ends(at, "www")?;
        let host = text[at + 1..].split(['/', ' ', '\n']).next().unwrap_or_default();
        let is_start = before(start).is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('))
            && is_host(host)
            && host.trim_end_matches('.').contains('.');
        is_start.then_some(start)
    };
    // No further than to the first one, so that many of them take no longer than their text is long.
    let mut signs = memchr::memchr2_iter(b':', b'.', text.as_bytes());
    let start = signs.find_map(|at| if text.as_bytes()[at] == b':' { scheme(at) } else { www(at) });
    start.map(|at| range.start + at)
}

/// Whether a host is an address of IPv6: `[2001:db8::1]`.
fn begins_with_number_in_brackets(text: &str) -> bool {
    let number = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or("", |(number, _)| number);
    number.contains(':') && number.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'))
}
