//! The attributes of HTML that pass, and what becomes of links, images and names of places in it.

use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark_escape::escape_html;

use super::html::End;
use super::{LinkEnd, Writer};
use crate::diagnostic::Code;
use crate::ids;
use crate::markdown::html::{EVERYWHERE, Element, IDLE, Tag};
use crate::markdown::{Hole, ImageSize, LinkTo, slug, write_title};

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// Writes the attributes of a tag that pass, and `class`.
    pub(super) fn write_attributes(&mut self, element: &Element, tag: &Tag, class: &str, range: &Range<usize>) {
        let align = tag.get("align").filter(|_| element.attributes.contains(&"align")).and_then(side);
        if let Some(class) = Some(class).filter(|class| !class.is_empty()).or(align) {
            self.out.html.push_str(" class=\"");
            self.out.html.push_str(class);
            self.out.html.push('"');
        }
        let is_known = |name: &str| element.attributes.contains(&name) || EVERYWHERE.contains(&name);
        for (name, value) in tag.attributes.iter().filter(|(name, _)| is_known(name)) {
            match name.as_str() {
                "id" | "name" => self.write_anchor(value),
                "title" => {
                    let title = self.set_aside(value);
                    let title = self.visible(&title, range);
                    write_title(&mut self.out.html, &title);
                }
                "open" | "reversed" => {
                    self.out.html.push(' ');
                    self.out.html.push_str(name);
                }
                name if is_sound(name, value) => {
                    self.out.html.push_str(&format!(" {name}=\""));
                    // Writing to a string cannot fail.
                    let _ = escape_html(&mut self.out.html, value.trim());
                    self.out.html.push('"');
                }
                _ => {}
            }
        }
        self.report_left_out(element, tag, range, &[]);
    }

    /// Reports the attributes that are left out, but for some that are taken elsewhere.
    pub(super) fn report_left_out(&mut self, element: &Element, tag: &Tag, range: &Range<usize>, taken: &[&str]) {
        for (name, value) in &tag.attributes {
            let name = name.as_str();
            let known = element.attributes.contains(&name) || EVERYWHERE.contains(&name);
            let passes = known && (is_sound(name, value) || is_own(name, value));
            if passes || taken.contains(&name) || IDLE.contains(&name) {
                continue;
            }
            let shown = name.chars().take(40).filter(|c| !c.is_control()).collect::<String>();
            let shown = self.visible(&shown, range).into_owned();
            let message = format!("the attribute `{shown}` of HTML does not pass here, and is left out");
            if self.tell(&format!(" {name}"), Code::HtmlAttribute, range.clone(), &message, true) {
                self.hint_last("take it away; how a page looks is a matter of its theme");
            }
        }
    }

    /// Names a place in the text, which links can lead to.
    fn write_anchor(&mut self, id: &str) {
        let slug = slug::slug(id);
        if slug.is_empty() {
            return;
        }
        let id = ids::heading(&slug);
        // Of two, a browser goes to the first.
        if !self.ids.is_taken(&id) {
            let id = self.ids.unique(&id);
            self.out.hole(Hole::Anchor(self.body.anchors.len() as u32));
            self.body.anchors.push(id);
        }
    }

    /// A link, up to its words. The name of a place stands before it.
    pub(super) fn html_link(&mut self, tag: &Tag, range: &Range<usize>) -> End {
        if let Some(id) = tag.get("id").or_else(|| tag.get("name")) {
            self.out.html.push_str("<span");
            self.write_anchor(id);
            self.out.html.push_str("></span>");
        }
        if let Some(element) = Element::named("a") {
            self.report_left_out(element, tag, range, &["id", "name", "title", "href"]);
        }
        let (to, title) = (tag.get("href").unwrap_or_default(), tag.get("title").unwrap_or_default());
        let to = self.visible(to, range).into_owned();
        let end: LinkEnd = self.follow(to.trim(), title, range.clone(), LinkTo::Path);
        self.link_ends.push(end);
        End::Link
    }

    /// An image.
    pub(super) fn html_image(&mut self, tag: &Tag, range: Range<usize>) {
        let mut size = ImageSize::File;
        for name in ["width", "height"] {
            size = tag.get(name).and_then(|value| size.with(name, value.trim())).unwrap_or(size);
        }
        let taken: &[&str] = if size == ImageSize::File { &["id"] } else { &["id", "width", "height"] };
        if let Some(element) = Element::named("img") {
            self.report_left_out(element, tag, &range, taken);
        }
        let (to, title) = (tag.get("src").unwrap_or_default(), tag.get("title").unwrap_or_default());
        let alt = tag.get("alt");
        if alt.is_none() {
            self.report_without_words(&range);
        }
        let to = self.visible(to, &range).into_owned();
        self.write_image(to.trim(), title, alt.unwrap_or_default(), size, range);
    }
}

/// Which side something is set to, by its class.
fn side(align: &str) -> Option<&'static str> {
    match align.trim().to_ascii_lowercase().as_str() {
        "left" => Some("left"),
        "center" | "middle" => Some("center"),
        "right" => Some("right"),
        _ => None,
    }
}

/// Whether an attribute that is written in a way of our own says something.
fn is_own(name: &str, value: &str) -> bool {
    match name {
        "align" => side(value).is_some(),
        "id" | "name" => !slug::slug(value).is_empty(),
        _ => matches!(name, "title" | "open" | "reversed" | "href" | "src" | "alt"),
    }
}

/// Whether a value says what its attribute can say.
fn is_sound(name: &str, value: &str) -> bool {
    let value = value.trim();
    let is_number = |most: u32| value.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    match name {
        "lang" => {
            let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
            value.len() <= 35 && value.starts_with(|c: char| c.is_ascii_alphabetic()) && value.split('-').all(is_part)
        }
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "colspan" | "span" => is_number(1000),
        "rowspan" => is_number(65_534),
        "width" | "height" => is_number(20_000),
        "start" | "value" => value.parse::<i32>().is_ok(),
        "type" => matches!(value, "1" | "a" | "A" | "i" | "I"),
        "scope" => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        "datetime" => {
            let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '.' | '+' | ' ');
            (4..=40).contains(&value.len()) && value.chars().all(is_sign)
        }
        _ => false,
    }
}
