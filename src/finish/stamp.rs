//! A line over each sheet of a PDF. It is drawn into the finished file, so no style sheet can take it away.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// What the font is called on each page.
const FONT: &str = "SpStamp";
/// How large its letters are, in points.
const SIZE: f32 = 8.0;

/// Puts some words at the head of each sheet, over all that is there. The fonts that every program has know Latin letters
/// alone, so of other words `plain` stands there.
pub fn each_sheet(document: &mut Document, words: &str, plain: &str) -> lopdf::Result<()> {
    let has_letters = |words: &str| words.chars().all(|c| u32::from(c) < 0x100);
    let words = if has_letters(words) { words } else { plain };
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold", "Encoding" => "WinAnsiEncoding",
    };
    let font = document.add_object(font);
    // Whatever a page changes of how things are drawn ends before the line begins.
    let before = document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    for page in document.page_iter().collect::<Vec<_>>() {
        let [left, _, _, top] = sheet(document, page);
        let line = line(words, left + 14.0, top - 12.0);
        let behind = document.add_object(Stream::new(Dictionary::new(), line));
        let mut contents = vec![Object::from(before)];
        contents.extend(document.get_page_contents(page).into_iter().map(Object::from));
        contents.push(behind.into());
        document.get_object_mut(page)?.as_dict_mut()?.set("Contents", contents);
        add_font(document, page, font)?;
    }
    Ok(())
}

/// The edges of a sheet: left, bottom, right, top.
pub fn sheet(document: &Document, page: ObjectId) -> [f32; 4] {
    let mut at = document.get_dictionary(page).ok();
    for _ in 0..32 {
        let Some(node) = at else { break };
        let edges = node.get(b"MediaBox").ok().and_then(|value| document.dereference(value).ok());
        let edges = edges.and_then(|(_, value)| value.as_array().ok());
        let edges = edges.map(|edges| edges.iter().filter_map(|edge| edge.as_float().ok()).collect::<Vec<f32>>());
        if let Some([left, bottom, right, top]) = edges.as_deref() {
            return [left.min(*right), bottom.min(*top), left.max(*right), bottom.max(*top)];
        }
        at = node.get(b"Parent").and_then(Object::as_reference).ok().and_then(|up| document.get_dictionary(up).ok());
    }
    [0.0, 0.0, 595.0, 842.0]
}

/// What draws the line: a white ground, and the words on it.
fn line(words: &str, x: f32, y: f32) -> Vec<u8> {
    let width = words.chars().count() as f32 * SIZE * 0.62;
    let drawn = format!(
        "\nQ q /Artifact BMC 1 g {} {} {width} {} re f\nBT /{FONT} {SIZE} Tf 0 g {x} {y} Td (",
        x - 2.0,
        y - 3.0,
        SIZE + 4.0
    );
    let mut bytes = drawn.into_bytes();
    for c in words.chars() {
        if matches!(c, '(' | ')' | '\\') {
            bytes.push(b'\\');
        }
        bytes.push(u8::try_from(u32::from(c)).unwrap_or(b'?'));
    }
    bytes.extend(b") Tj ET EMC Q\n");
    bytes
}

/// Makes the font known on a page, which may share what it uses with others.
fn add_font(document: &mut Document, page: ObjectId, font: ObjectId) -> lopdf::Result<()> {
    let fonts = match document.get_or_create_resources(page)?.as_dict_mut()?.get_mut(b"Font") {
        Ok(Object::Reference(id)) => *id,
        Ok(Object::Dictionary(fonts)) => {
            fonts.set(FONT, font);
            return Ok(());
        }
        _ => {
            let resources = document.get_or_create_resources(page)?.as_dict_mut()?;
            resources.set("Font", dictionary! { FONT => font });
            return Ok(());
        }
    };
    document.get_object_mut(fonts)?.as_dict_mut()?.set(FONT, font);
    Ok(())
}
