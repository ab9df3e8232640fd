//! Files that are copied as they are: none may run code, fetch from elsewhere, or give a place away.

use std::io::Cursor;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};

/// What is wrong with a file; `path` is the one from the site's folder.
pub fn look(path: &Arc<str>, bytes: &[u8]) -> Option<Diagnostic> {
    let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    let finding = |code: Code, message: String| Some(Diagnostic::new(code, Span::file(path), message).mended());
    match ending.as_str() {
        "css" => css(bytes).and_then(|why| finding(Code::ThemeRequest, why)),
        "svg" => svg(bytes).and_then(|why| finding(Code::UnsafeSvg, why)),
        "jpg" | "jpeg" | "png" | "webp" | "tif" | "tiff" | "heic" | "avif" if has_location(bytes) => {
            finding(Code::ImageLocation, "this image says where it was taken".to_owned())
        }
        _ => None,
    }
}

/// What a style sheet would fetch from another host.
fn css(bytes: &[u8]) -> Option<String> {
    let text = without_comments(&String::from_utf8_lossy(bytes));
    let found = foreign(&text.to_ascii_lowercase())?;
    let address = &text[found..];
    let end = address.find(['"', '\'', ')', ';', '\n']).unwrap_or(address.len());
    Some(format!("this style sheet fetches {}", &address[..end]))
}

/// Where an address of another host stands in a style, written in lower case, that a browser would ask for.
fn foreign(style: &str) -> Option<usize> {
    let behind = |word: &'static str| style.match_indices(word).map(move |(at, _)| at + word.len());
    let addresses = behind("url(").chain(behind("@import"));
    // An `image-set` takes texts too, one behind the other.
    let sets = behind("image-set(").flat_map(|at| {
        let end = style[at..].find([';', '}']).map_or(style.len(), |end| at + end);
        style[at..end].match_indices(['"', '\'']).map(move |(quote, _)| at + quote + 1)
    });
    // The name of an XML language is no address.
    let named = |at: usize| style[..at].rsplit([';', '}']).next().is_some_and(|rule| rule.contains("@namespace"));
    addresses
        .filter(|at| !named(*at))
        .chain(sets)
        .map(|at| {
            let rest = &style[at..];
            at + rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).len()
        })
        .find(|at| ["http://", "https://", "//"].iter().any(|start| style[*at..].starts_with(start)))
}

fn without_comments(style: &str) -> String {
    let mut parts = style.split("/*");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    text
}

/// Why an SVG file must not be published.
fn svg(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => return Some("this SVG file is not UTF-8".to_owned()),
    };
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = match roxmltree::Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => return Some(format!("this SVG file cannot be read: {error}")),
    };
    let mut orders = document.root().children().filter_map(|node| node.pi());
    if orders.any(|order| order.target == "xml-stylesheet") {
        return Some("this SVG file fetches a style sheet".to_owned());
    }
    document.descendants().filter(roxmltree::Node::is_element).find_map(|element| {
        let name = element.tag_name().name();
        if matches!(name, "script" | "foreignObject" | "iframe") {
            return Some(format!("this SVG file holds a <{name}>"));
        }
        if name == "style" && element.text().is_some_and(|style| style.contains("url(") || style.contains("@import")) {
            return Some("a style in this SVG file fetches something".to_owned());
        }
        element.attributes().find_map(|attribute| {
            let value = attribute.value().trim();
            let inside = value.starts_with('#') || value.starts_with("data:image/");
            if attribute.name().starts_with("on") {
                Some(format!("this SVG file holds an `{}` attribute", attribute.name()))
            } else if attribute.name() == "href" && name != "a" && !inside {
                Some(format!("this SVG file fetches {value}"))
            } else if attribute.name() == "href" && value.to_lowercase().starts_with("javascript:") {
                Some("a link in this SVG file runs code".to_owned())
            } else if foreign(&value.to_ascii_lowercase()).is_some() {
                Some(format!("an `{}` attribute in this SVG file fetches something", attribute.name()))
            } else {
                None
            }
        })
    })
}

/// Whether the metadata of an image hold a latitude.
fn has_location(bytes: &[u8]) -> bool {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    read.is_ok_and(|metadata| metadata.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some())
}
