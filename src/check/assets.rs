//! Files that are copied as they are: none may run code, fetch from elsewhere, or give a place away.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use super::inside::{self, InsidePiece};
use super::location::{self, Taken};
use super::{style, svg};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::stored::Stored;
use crate::web;

/// So many bytes tell what kind of file it is.
const HEAD: usize = 4096;
/// Drawings over this size are not looked through: 16 MiB, as a drawing takes ten times its size while it is.
const LARGEST_DRAWING: u64 = 16 << 20;

/// What is wrong with a file; `path` is the one from the site's folder.
pub fn look(path: &Arc<str>, file: &Stored) -> Option<Diagnostic> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let kind = if ending.is_empty() { String::new() } else { format!(".{ending} ") };
    let finding = |code: Code, message: String| Some(Diagnostic::new(code, Span::file(path), message).mended());
    if let Ok(Some(what)) = location::told(file) {
        return Some(says_where(path, what));
    }
    match ending.as_str() {
        "css" => css(path, &file.bytes().ok()?),
        "svg" if file.length() > LARGEST_DRAWING => Some(too_large(path, file.length())),
        "svg" => svg::unsafe_part(&file.bytes().ok()?).and_then(|why| finding(Code::UnsafeSvg, why)),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" if damage(file).is_some() => {
            finding(Code::TornImage, damage(file)?.to_owned())
        }
        "svgz" => match packed_drawing(file) {
            Some(why) => finding(Code::UnsafeSvg, why),
            None => finding(Code::ActiveFile, "a browser that opens this .svgz file runs what it holds".to_owned()),
        },
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "xsl" | "xslt" | "mht" | "mhtml" | "hta" => {
            finding(Code::ActiveFile, format!("a browser that opens this .{ending} file runs what it holds"))
        }
        // What a theme brings is the theme's.
        "js" | "mjs" | "wasm" | "swf" | "jar" if path.starts_with("content/") => {
            finding(Code::ActiveFile, format!("this .{ending} file is a program, and no page of the site runs one"))
        }
        // Browsers draw whatever is XML by its type: `.rdf`, `.kml`, `.atom` and many more.
        _ if ending != "txt" && is_active_xml(file).unwrap_or(false) => {
            finding(Code::ActiveFile, format!("a browser that opens this {kind}file may run what it holds"))
        }
        _ => None,
    }
}

/// Why a packed drawing must not be published.
fn packed_drawing(file: &Stored) -> Option<String> {
    let mut why = None;
    let bytes = file.bytes().ok().filter(|bytes| bytes.len() as u64 <= LARGEST_DRAWING)?;
    let all = inside::each(&bytes, &mut |piece| match piece {
        InsidePiece::File(drawing) if why.is_none() && !drawing.is_empty() => why = svg::unsafe_part(drawing),
        _ => {}
    });
    all.ok().and(why)
}

fn says_where(path: &Arc<str>, what: Taken) -> Diagnostic {
    let (what, hint) = match what {
        Taken::Image => ("image", "remove the metadata, for example with `exiftool -gps:all= -xmp:geotag= FILE`"),
        Taken::Moving => (
            "photograph that moves",
            "save it as one that does not, or take the film out: `exiftool -trailer:all= FILE`",
        ),
        Taken::Film => ("film", "copy it without its metadata: `ffmpeg -i FILE -map_metadata -1 -c copy NEW`"),
        Taken::Within => {
            let message = "an image in this file says where it was taken";
            let hint = "take its metadata out before it is put in, or have the program that made the file compress its pictures";
            return Diagnostic::new(Code::ImageLocation, Span::file(path), message).hint(hint);
        }
        Taken::Beside => ("file", "take it out of content/: what it holds belongs to the photograph"),
    };
    let message = format!("this {what} says where it was taken");
    Diagnostic::new(Code::ImageLocation, Span::file(path), message).hint(hint)
}

fn too_large(path: &Arc<str>, length: u64) -> Diagnostic {
    let (size, most) = (length.div_ceil(1 << 20), LARGEST_DRAWING >> 20);
    let message = format!("this drawing has {size} MiB, and what runs or fetches is looked for in {most} MiB at most");
    Diagnostic::new(Code::UnsafeSvg, Span::file(path), message)
        .hint("simplify its paths, or save it as a PNG or WebP image: browsers are slow to draw so much, too")
}

/// The files that a style sheet loads and that are not there. It stands at `path` under `public/`; `has` says whether a
/// file stands at a path, in small letters.
pub fn missing(path: &str, from: &Arc<str>, file: &Stored, has: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    if !path.to_lowercase().ends_with(".css") {
        return Vec::new();
    }
    let Ok(bytes) = file.bytes() else { return Vec::new() };
    let text = String::from_utf8_lossy(&bytes);
    let plain = style::plain(&text);
    let mut addresses = style::loaded(&plain);
    addresses.sort();
    addresses.dedup();
    let small = LazyCell::new(|| text.to_ascii_lowercase());
    let finding = |address: Cow<str>| {
        let file = address.split(['?', '#']).next().unwrap_or_default().trim();
        let is_elsewhere = file.is_empty() || file.split('/').next().is_some_and(|first| first.contains(':'));
        if is_elsewhere || style::is_foreign(&address) {
            return None;
        }
        let target = within(path, &web::percent_decoded(file));
        let is_root = file.starts_with('/');
        if !is_root && target.as_ref().is_none_or(|target| has(target)) {
            return None;
        }
        let (place, written) = written(&text, &small, file);
        let span = Span::new(from, place);
        if is_root {
            let message = format!("`{written}` begins with `/`");
            return Some(
                Diagnostic::new(Code::RootLink, span, message)
                    .hint("write the path from the folder of this style sheet"),
            );
        }
        let target = target?;
        let message = format!("this style sheet loads `{written}`, which is not there");
        Some(Diagnostic::new(Code::BrokenLink, span, message).hint(format!("nothing stands at public/{target}")))
    };
    addresses.into_iter().filter_map(finding).collect()
}

/// The path under `public/` to which one leads from the folder of another, in small letters.
fn within(path: &str, file: &str) -> Option<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/").to_lowercase())
}

/// Behind so many bytes stands no small picture any more that a photograph brings of itself.
const THUMBNAIL: u64 = 64 << 10;

/// Why no browser shows an image, or only a part of it, as far as its beginning and its end tell.
fn damage(file: &Stored) -> Option<&'static str> {
    let head = file.head(12).ok()?;
    let ends_with = |sign: &[u8], from: u64| file.contains_from(from, &[sign]).unwrap_or(true);
    let last = file.length().saturating_sub(HEAD as u64);
    let size = head.get(4..8).and_then(|size| size.try_into().ok()).map_or(0, u32::from_le_bytes);
    let is_torn = match &*head {
        [] => return Some("this image is empty"),
        [b'<', ..] => return Some("this file is called an image, and is a page or a text"),
        [0x89, b'P', b'N', b'G', ..] => !ends_with(b"IEND", last),
        [0xff, 0xd8, ..] => {
            !(ends_with(&[0xff, 0xd9], last) || last > THUMBNAIL && ends_with(&[0xff, 0xd9], THUMBNAIL))
        }
        [b'R', b'I', b'F', b'F', ..] => u64::from(size) + 8 > file.length(),
        _ => false,
    };
    is_torn.then_some("the end of this image is missing")
}

/// That a style sheet would fetch something from another host.
fn css(path: &Arc<str>, bytes: &[u8]) -> Option<Diagnostic> {
    let text = String::from_utf8_lossy(bytes);
    let plain = style::plain(&text);
    let address = style::fetched(&plain).into_iter().find(|address| style::is_foreign(address))?;
    let (place, written) = written(&text, &text.to_ascii_lowercase(), address.trim_end());
    let message = format!("this style sheet fetches {written}");
    Some(Diagnostic::new(Code::ThemeRequest, Span::new(path, place), message).mended())
}

/// Where an address stands in a style sheet, which is given in `small` letters too, and as it is written there; it was read in these, and where it has
/// signs by their numbers nobody finds it again.
fn written<'s>(text: &'s str, small: &str, address: &'s str) -> (Range<usize>, &'s str) {
    match small.find(address) {
        Some(at) => (at..at + address.len(), &text[at..at + address.len()]),
        None => (0..0, address),
    }
}

/// Whether a file is XML, by its first sign, and holds more than data: what browsers draw and run, or what could bring it in.
fn is_active_xml(file: &Stored) -> io::Result<bool> {
    let is_before = |byte: u8| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(&byte);
    match file.first_byte_but(is_before)? {
        Some(b'<') => {
            let parts: [&[u8]; 4] =
                [b"<!DOCTYPE", b"<?xml-stylesheet", b"http://www.w3.org/1999/xhtml", b"http://www.w3.org/2000/svg"];
            Ok(!file.is_utf8()? || file.contains(&parts)?)
        }
        // UTF-16 is no text that we could look through.
        Some(b'\xff' | b'\xfe') => {
            let head = file.head(4)?;
            Ok(head.starts_with(b"\xff\xfe<") || head.starts_with(b"\xfe\xff\0<"))
        }
        _ => Ok(false),
    }
}
