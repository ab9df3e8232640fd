//! Images and figures: their words, their sizes, their captions.

use std::ops::Range;

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};
use pulldown_cmark_escape::escape_html_body_text;

use super::Writer;
use super::html::marker_length;
use crate::diagnostic::Code;
use crate::markdown::{Hole, ImageSize, Link, LinkTo, Said, citation, html};
use crate::web::{self, Destination};

/// No list of attributes is longer, in bytes.
const LONGEST_LIST: usize = 1000;

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    pub(super) fn image(&mut self, to: &str, title: &str, range: Range<usize>) {
        let alt = self.collect_text();
        let by_name = self.source[range.clone()].starts_with("![[");
        if by_name && self.embed(to, &alt, &range) {
            return;
        }
        // In a table the bar of `![[map.png|300]]` has its escape before it; and a size is no words.
        let to = to.strip_suffix('\\').filter(|_| by_name).unwrap_or(to);
        let (alt, size) = match sized(&alt, by_name) {
            Some((alt, size)) => (alt.to_owned(), size),
            None => (alt, ImageSize::File),
        };
        let (end, size) = self.attributes_behind(&range, size);
        if let Ok(Destination::Path(path, fragment)) = web::destination(to)
            && is_other_file(&path)
        {
            let own = alt.trim();
            let words = if own.is_empty() || own == to { path.rsplit('/').next().unwrap_or(&path) } else { own };
            let words = words.to_owned();
            let to = if by_name { LinkTo::Name(path, fragment) } else { LinkTo::Path(path, fragment) };
            return self.link_to_file(to, &words, &range);
        }
        if alt.trim().is_empty() && matches!(web::destination(to), Ok(Destination::Path(..))) {
            self.report_without_words(&range);
        }
        if title.is_empty() || !self.is_whole_paragraph(&(range.start..end)) {
            return self.write_image(to, title, &alt, size, range);
        }
        // An image by itself, and what is said of it.
        self.interrupt_paragraph();
        self.out.html.push_str("<figure>");
        self.write_image(to, "", &alt, size, range.clone());
        self.out.html.push_str("<figcaption>");
        self.caption(title, &range);
        self.end_of_words();
        self.out.html.push_str("</figcaption></figure>");
    }

    pub(super) fn report_without_words(&mut self, range: &Range<usize>) {
        self.report(Code::ImageWithoutWords, range.clone(), "this image has no words in its place")
            .hint_last("say what it shows: `![A map of the river](…)`; some readers cannot see it");
    }

    /// Writes an image, or a gap where it was refused.
    pub(super) fn write_image(&mut self, to: &str, title: &str, alt: &str, size: ImageSize, range: Range<usize>) {
        let alt = self.visible(&self.set_aside(alt), &range).into_owned();
        if !self.notes.open.is_empty() {
            // In brief a note has no pictures.
            self.plain.text.push_str(&alt);
        }
        let title = self.set_aside(title);
        let title = self.visible(&title, &range);
        match web::destination(to) {
            Ok(Destination::Path(path, fragment)) => {
                let written = self.source[range.clone()].split("](").next().unwrap_or_default();
                if citation::without_citations(written) != written {
                    self.report(
                        Code::UnshownCitation,
                        range.clone(),
                        "the words of an image have no markers, so the citation in them is left out",
                    )
                    .hint_last("cite in the text beside the image");
                }
                self.out.hole(Hole::Image(self.body.links.len() as u32));
                let by_name = self.source[range.clone()].starts_with("![[");
                let to = if by_name { LinkTo::Name(path, fragment) } else { LinkTo::Path(path, fragment) };
                let (title, alt) = (title.into_owned(), Some(alt));
                self.body.links.push(Link { span: self.span(range), to, title, alt, size });
                return;
            }
            Ok(_) => {
                self.report(Code::ForeignImage, range, "this image would be fetched from another host")
                    .hint_last("copy it into content/ and link it from there: readers are not to be tracked");
            }
            Err(refusal) => self.refuse(&refusal, range),
        }
        self.out.html.push_str("<span class=\"gap\">");
        self.out.hole(Hole::Said(Said::ImageRefused));
        self.out.html.push(' ');
        // Writing to a string cannot fail.
        let _ = escape_html_body_text(&mut self.out.html, &alt);
        self.out.html.push_str("</span>");
    }

    /// Writes the title of an image as its caption, in which citations and notes have their markers.
    fn caption(&mut self, title: &str, image: &Range<usize>) {
        match self.place_of_title(title, image) {
            Some(place) => self.marked_words(place),
            // It is written elsewhere, or with escapes.
            None => {
                if citation::without_citations(title) != title {
                    let message = "the citation in this caption is left out";
                    self.report(Code::UnshownCitation, image.clone(), message)
                        .hint_last("write the caption behind the address of the image, without `\\` in it");
                }
                let set = self.set_aside(&citation::without_citations(title)).into_owned();
                let set = self.visible(&set, image).into_owned();
                self.write_plain_text(&set);
            }
        }
    }

    /// Writes words that the parser has handed over as they are, with what marks them: emphasis, code, links.
    fn marked_words(&mut self, place: Range<usize>) {
        let text = &self.source[place.clone()];
        let mut extensions = Extensions::ENABLE_STRIKETHROUGH;
        extensions.set(Extensions::ENABLE_MATH, self.options.math);
        let events: Vec<_> = Parser::new_ext(text, extensions).into_offset_iter().collect();
        let is_inline = |tag: &Tag| matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. });
        let is_one = matches!(events.first(), Some((Event::Start(Tag::Paragraph), _)))
            && events.iter().skip(1).all(|(event, _)| !matches!(event, Event::Start(tag) if !is_inline(tag)));
        if !is_one {
            return self.lines_of_html(place);
        }
        // What stands in a citation is its own.
        let brackets = text.match_indices('[').map(|(at, _)| at);
        let cites: Vec<_> = brackets.filter_map(|at| Some(at..at + marker_length(&text[at..])?)).collect();
        let mut words: Option<Range<usize>> = None;
        for (event, range) in events {
            let is_cited = cites.iter().any(|cite| cite.start <= range.start && range.end <= cite.end);
            let range = place.start + range.start..place.start + range.end;
            if is_cited || matches!(event, Event::Text(_) | Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_))
            {
                let start = words.as_ref().map_or(range.start, |words| words.start);
                words = Some(start..range.end.max(words.map_or(0, |words| words.end)));
                continue;
            }
            words.take().into_iter().for_each(|words| self.lines_of_html(words));
            match event {
                Event::Code(code) => {
                    self.out.html.push_str("<code>");
                    self.write_text(&code, &range);
                    self.out.html.push_str("</code>");
                }
                Event::InlineMath(tex) => self.formula(&tex, false, range),
                Event::DisplayMath(tex) => self.formula(&tex, true, range),
                Event::Start(Tag::Link { dest_url, title, .. }) => {
                    let end = self.follow(&dest_url, &title, range, LinkTo::Path);
                    self.link_ends.push(end);
                }
                Event::End(TagEnd::Link) => self.close_link(),
                Event::Start(tag) => self.out.html.push_str(mark(&tag.to_end()).0),
                Event::End(tag) => self.out.html.push_str(mark(&tag).1),
                _ => {}
            }
        }
        words.into_iter().for_each(|words| self.lines_of_html(words));
    }

    fn lines_of_html(&mut self, place: Range<usize>) {
        let (source, mut at) = (self.source, place.start);
        for line in source[place].split_inclusive('\n') {
            self.line_of_html(line, at);
            at += line.len();
        }
    }

    /// Where the title of an image stands, when it stands there letter by letter.
    fn place_of_title(&self, title: &str, image: &Range<usize>) -> Option<Range<usize>> {
        let written = self.source[image.clone()].strip_suffix(')')?.trim_end();
        let (before, quote) = (written.len().checked_sub(1)?, written.chars().next_back()?);
        let open = if quote == ')' { '(' } else { quote };
        let start = written.get(..before)?.rfind([open].as_slice())? + 1;
        let raw = &written[start..before];
        (matches!(quote, '"' | '\'' | ')') && html::decoded(raw) == title)
            .then_some(image.start + start..image.start + before)
    }

    /// The end of the list of attributes right behind an image, and the size that it gives.
    fn attributes_behind(&mut self, image: &Range<usize>, mut size: ImageSize) -> (usize, ImageSize) {
        let none = (image.end, size);
        let Some(list) = self.source[image.end..].strip_prefix('{') else { return none };
        // A line may have many images, and none of them a list that ends.
        let list = &list[..list.floor_char_boundary(LONGEST_LIST)];
        let Some((list, _)) = list.split_once(['}', '\n']) else { return none };
        let is_attribute = |word: &str| word.starts_with(['#', '.']) || word.contains('=');
        let end = image.end + list.len() + 2;
        if list.trim().is_empty() || !list.split_whitespace().all(is_attribute) || !self.source[..end].ends_with('}') {
            return none;
        }
        let place = image.end..end;
        let mut is_left_out = false;
        for word in list.split_whitespace() {
            match word.split_once('=').and_then(|(name, value)| size.with(name, value.trim_matches(['"', '\'']))) {
                Some(with) => size = with,
                None => is_left_out = true,
            }
        }
        let message = "of a list of attributes behind an image, only `width` and `height` are taken";
        if is_left_out && self.tell("{}", Code::UnreadMarkup, place.clone(), message, true) {
            self.hint_last("write what is said of the image into its title: `![words](map.png \"Caption\")`");
        }
        self.taken = place;
        (end, size)
    }
}

impl ImageSize {
    /// The same with an attribute of this name and value, if it gives a size.
    pub fn with(self, name: &str, value: &str) -> Option<ImageSize> {
        let share = value.strip_suffix('%').and_then(|share| share.trim().parse::<f32>().ok());
        if let Some(share) = share.filter(|share| (1.0..=100.0).contains(share)) {
            return (name == "width").then_some(ImageSize::Share(share as u8));
        }
        let units = [("px", 1.0), ("in", 96.0), ("cm", 37.8), ("mm", 3.78), ("pt", 1.333), ("em", 16.0)];
        let unit = units.iter().find_map(|(unit, length)| Some((value.strip_suffix(unit)?, *length)));
        let (number, length) = unit.unwrap_or((value, 1.0));
        let length = number.trim().parse::<f32>().ok()? * length;
        let length = Some(length.round()).filter(|length| (1.0..=20_000.0).contains(length))? as u16;
        match (name, self) {
            ("width", ImageSize::Sized(_, height)) => Some(ImageSize::Sized(Some(length), height)),
            ("width", _) => Some(ImageSize::Sized(Some(length), None)),
            ("height", ImageSize::Sized(width, _)) => Some(ImageSize::Sized(width, Some(length))),
            ("height", ImageSize::File) => Some(ImageSize::Sized(None, Some(length))),
            ("height", share) => Some(share),
            _ => None,
        }
    }
}

/// The tags of words that are marked, first and last.
fn mark(tag: &TagEnd) -> (&'static str, &'static str) {
    match tag {
        TagEnd::Emphasis => ("<em>", "</em>"),
        TagEnd::Strong => ("<strong>", "</strong>"),
        TagEnd::Strikethrough => ("<del>", "</del>"),
        _ => ("", ""),
    }
}

/// Whether a file is none that a page shows, by its ending: a document, a video.
fn is_other_file(path: &str) -> bool {
    const IMAGES: [&str; 11] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "apng", "bmp", "ico", "jfif"];
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_ending = |ending: &String| ending.len() <= 5 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    ending.filter(is_ending).is_some_and(|ending| !IMAGES.contains(&&*ending) && ending.contains(char::is_alphabetic))
}

/// The words of an image before their size, as Obsidian has it: `words|300`, `words|300x200`; of one that is linked by
/// its name, the size may be all.
fn sized(alt: &str, by_name: bool) -> Option<(&str, ImageSize)> {
    let (words, size) = alt.rsplit_once('|').unwrap_or(("", alt));
    if words.is_empty() && !by_name && !alt.starts_with('|') {
        return None;
    }
    let (width, height) = size.split_once('x').map_or((size, None), |(width, height)| (width, Some(height)));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(width) || !height.is_none_or(is_number) {
        return None;
    }
    let size = ImageSize::File.with("width", width)?;
    let size = height.map_or(Some(size), |height| size.with("height", height))?;
    Some((words.trim_end_matches('\\').trim_end(), size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_others_write_them() {
        let sized_to = |width, height| ImageSize::Sized(width, height);
        for (alt, by_name, expected) in [
            ("300", true, Some(("", sized_to(Some(300), None)))),
            ("300x200", true, Some(("", sized_to(Some(300), Some(200))))),
            ("A map|300", false, Some(("A map", sized_to(Some(300), None)))),
            ("300", false, None),
            ("A map", true, None),
            ("x", true, None),
            ("A|b", false, None),
        ] {
            assert_eq!(sized(alt, by_name), expected, "{alt}");
        }
        for (name, value, expected) in [
            ("width", "50%", Some(ImageSize::Share(50))),
            ("width", "300px", Some(sized_to(Some(300), None))),
            ("width", "2in", Some(sized_to(Some(192), None))),
            ("height", "40", Some(sized_to(None, Some(40)))),
            ("width", "0", None),
            ("width", "calc(1px)", None),
            ("fig-align", "center", None),
        ] {
            assert_eq!(ImageSize::File.with(name, value), expected, "{name}={value}");
        }
    }
}
