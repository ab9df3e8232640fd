//! What a PDF is: title, authors, subject, language, date. Said twice, for old readers (Info) and new ones (XMP).

use lopdf::{Dictionary, Document, Object, Stream, dictionary, text_string};

use super::{PdfFacts, objects};

const PRODUCER: &str = concat!("Standpoint ", env!("CARGO_PKG_VERSION"));

/// The claim that a document is PDF/UA-1 (ISO 14289-1, 5).
const ACCESSIBLE: &str = "   <pdfuaid:part>1</pdfuaid:part>\n";

/// Says what the document is, and whether it is PDF/UA-1. What the engine said about itself and its clock goes.
pub fn describe(document: &mut Document, facts: &PdfFacts, accessible: bool) -> lopdf::Result<()> {
    let info = document.add_object(info(facts));
    document.trailer.set("Info", info);
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Programs that know nothing of PDF look for the XMP as plain text.
    let metadata = document.add_object(Stream::new(kind, xmp(facts, accessible).into_bytes()).with_compression(false));
    let mut preferences = objects::of_catalogue(document, "ViewerPreferences");
    preferences.set("DisplayDocTitle", true);
    let catalogue = document.catalog_mut()?;
    catalogue.set("Metadata", metadata);
    catalogue.set("Lang", text_string(&facts.language));
    catalogue.set("ViewerPreferences", preferences);
    Ok(())
}

/// Several authors in one text.
fn author(facts: &PdfFacts) -> Option<String> {
    (!facts.authors.is_empty()).then(|| facts.authors.join("; "))
}

fn info(facts: &PdfFacts) -> Dictionary {
    let mut info = dictionary! {
        "Title" => text_string(&facts.title),
        "Creator" => text_string("Standpoint"),
        "Producer" => text_string(PRODUCER),
    };
    if let Some(author) = author(facts) {
        info.set("Author", text_string(&author));
    }
    if let Some(subject) = &facts.subject {
        info.set("Subject", text_string(subject));
    }
    if let Some(date) = date(facts) {
        info.set("CreationDate", date.clone());
        info.set("ModDate", date);
    }
    info
}

/// The day as PDF writes it.
pub fn date(facts: &PdfFacts) -> Option<Object> {
    let (year, month, day) = facts.date?;
    Some(text_string(&format!("D:{year:04}{month:02}{day:02}000000Z")))
}

/// Takes the claim back: what is put on the sheets from now on has no font within.
pub fn retract(document: &mut Document) {
    let metadata = document.catalog().and_then(|catalogue| catalogue.get(b"Metadata")).and_then(Object::as_reference);
    let Ok(Object::Stream(stream)) = metadata.and_then(|id| document.get_object_mut(id)) else { return };
    if let Ok(xmp) = stream.get_plain_content() {
        let xmp = String::from_utf8_lossy(&xmp).replace(ACCESSIBLE, "");
        stream.set_plain_content(xmp.into_bytes());
    }
}

fn xmp(facts: &PdfFacts, accessible: bool) -> String {
    let mut said = String::new();
    let mut say = |name: &str, value: &str| said.push_str(&format!("   <{name}>{value}</{name}>\n"));
    let local = |text: &str| format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(text));
    let list = |kind: &str, items: &[String]| {
        let items: String = items.iter().map(|item| format!("<rdf:li>{}</rdf:li>", escaped(item))).collect();
        format!("<rdf:{kind}>{items}</rdf:{kind}>")
    };
    say("dc:format", "application/pdf");
    say("dc:title", &local(&facts.title));
    if !facts.authors.is_empty() {
        say("dc:creator", &list("Seq", &facts.authors));
    }
    if let Some(subject) = &facts.subject {
        say("dc:description", &local(subject));
    }
    say("dc:language", &list("Bag", std::slice::from_ref(&facts.language)));
    say("xmp:CreatorTool", "Standpoint");
    say("pdf:Producer", PRODUCER);
    if let Some((year, month, day)) = facts.date {
        let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
        say("xmp:CreateDate", &date);
        say("xmp:ModifyDate", &date);
        say("xmp:MetadataDate", &date);
    }
    if accessible {
        said.push_str(ACCESSIBLE);
    }
    // The id of the packet is the same in every file: the XMP specification says so.
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         {said}  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// Text within XML. Characters that XML has no place for become the one that stands for them.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\t' | '\n' => safe.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}
