//! Files that are copied as they are: none may run code, fetch from elsewhere, or give a place away.

use std::io::Cursor;
use std::sync::Arc;

use super::{style, svg};
use crate::diagnostic::{Code, Diagnostic, Span};

/// What is wrong with a file; `path` is the one from the site's folder.
pub fn look(path: &Arc<str>, bytes: &[u8]) -> Option<Diagnostic> {
    let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    let finding = |code: Code, message: String| Some(Diagnostic::new(code, Span::file(path), message).mended());
    match ending.as_str() {
        "css" => css(bytes).and_then(|why| finding(Code::ThemeRequest, why)),
        "svg" => svg::unsafe_part(bytes).and_then(|why| finding(Code::UnsafeSvg, why)),
        "jpg" | "jpeg" | "png" | "webp" | "tif" | "tiff" | "heic" | "avif" if has_location(bytes) => {
            finding(Code::ImageLocation, "this image says where it was taken".to_owned())
        }
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "xsl" | "xslt" | "svgz" | "mht" | "mhtml" | "hta" => {
            finding(Code::ActiveFile, format!("a browser that opens this .{ending} file runs what it holds"))
        }
        // What a theme brings is the theme's.
        "js" | "mjs" | "wasm" | "swf" | "jar" if path.starts_with("content/") => {
            finding(Code::ActiveFile, format!("this .{ending} file is a program, and no page of the site runs one"))
        }
        // Browsers draw whatever is XML by its type: `.rdf`, `.kml`, `.atom` and many more.
        _ if ending != "txt" && is_active_xml(bytes) => {
            finding(Code::ActiveFile, format!("a browser that opens this .{ending} file may run what it holds"))
        }
        _ => None,
    }
}

/// What a style sheet would fetch from another host.
fn css(bytes: &[u8]) -> Option<String> {
    let plain = style::plain(&String::from_utf8_lossy(bytes));
    let address = style::fetched(&plain).into_iter().find(|address| style::is_foreign(address))?;
    Some(format!("this style sheet fetches {}", address.trim_end()))
}

/// Whether an XML file holds more than data: what browsers draw and run, or what could bring it in.
fn is_active_xml(bytes: &[u8]) -> bool {
    let begins = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    // UTF-16 is no text that we could look through.
    let wide = [&b"\xff\xfe<"[..], b"\xfe\xff\0<"].iter().any(|mark| bytes.starts_with(mark));
    if !begins.starts_with(b"<") {
        return wide;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    ["<!DOCTYPE", "<?xml-stylesheet", "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"]
        .iter()
        .any(|part| text.contains(part))
}

/// Whether the metadata of an image hold a latitude.
fn has_location(bytes: &[u8]) -> bool {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    read.is_ok_and(|metadata| metadata.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some())
}
