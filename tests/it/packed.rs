//! What is not for readers, packed: in documents, archives and images that lie beside the texts. A tired editor links the
//! minutes themselves.

use std::io::Write;

use expect_test::expect;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use standpoint::pipeline::{Build, Edition};

use crate::harness::Site;

const SECRET: &str = "Talk beside the Zeelandia canal";

/// A site with a source whose title is not for readers.
fn site() -> Site {
    let note = format!("---\naudience: internal\ndescriptor: A negotiator\ntitle: {SECRET}\n---\n");
    Site::new().file("content/sources/minutes-4711.md", note).briefing("b", "So it is [@minutes-4711].")
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

/// Some parts as a ZIP file has them: each packed by a method, with its flags.
pub fn zip_with(parts: &[(&str, &[u8])], method: u16, flags: u16) -> Vec<u8> {
    let (mut archive, mut list) = (Vec::new(), Vec::new());
    let number = |out: &mut Vec<u8>, numbers: &[u16]| numbers.iter().for_each(|it| out.extend(it.to_le_bytes()));
    for (name, bytes) in parts {
        let packed = if method == 8 { deflated(bytes) } else { bytes.to_vec() };
        let size = u32::try_from(packed.len()).expect("small");
        let whole = u32::try_from(bytes.len()).expect("small");
        let start = u32::try_from(archive.len()).expect("small");
        let name_length = u16::try_from(name.len()).expect("short");
        let sizes = [[0; 4], size.to_le_bytes(), whole.to_le_bytes()].concat();
        archive.extend(b"PK\x03\x04");
        number(&mut archive, &[20, flags, method, 0, 0]);
        archive.extend(&sizes);
        number(&mut archive, &[name_length, 0]);
        archive.extend(name.as_bytes());
        archive.extend(packed);
        list.extend(b"PK\x01\x02");
        number(&mut list, &[20, 20, flags, method, 0, 0]);
        list.extend(&sizes);
        number(&mut list, &[name_length, 0, 0, 0, 0, 0, 0]);
        list.extend(start.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (at, size) = (archive.len() as u32, list.len() as u32);
    archive.extend(list);
    archive.extend(b"PK\x05\x06");
    number(&mut archive, &[0, 0, parts.len() as u16, parts.len() as u16]);
    archive.extend([size.to_le_bytes(), at.to_le_bytes()].concat());
    number(&mut archive, &[0]);
    archive
}

fn zip(name: &str, text: &str) -> Vec<u8> {
    zip_with(&[("[Content_Types].xml", b"<Types/>"), (name, text.as_bytes())], 8, 0)
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

/// A tape with one file.
pub fn tape(bytes: &[u8]) -> Vec<u8> {
    let mut head = [0; 512];
    head[..5].copy_from_slice(b"a.txt");
    head[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
    head[257..262].copy_from_slice(b"ustar");
    let padding = vec![0; bytes.len().next_multiple_of(512) - bytes.len() + 1024];
    [&head, bytes, &padding].concat()
}

/// An image with a text in a chunk of a kind.
pub fn png(kind: &[u8; 4], before: &[u8], text: &str) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text.as_bytes()).expect("memory");
    let data = [before, &packed.finish().expect("memory")].concat();
    let length = u32::try_from(data.len()).expect("small").to_be_bytes();
    [b"\x89PNG\r\n\x1a\n", &length[..], kind, &data, &[0; 4], &[0; 4], b"IEND", &[0; 4]].concat()
}

#[test]
fn what_is_packed_in_a_document_is_found() {
    let public = Edition::open(site().root(), &Build::default()).expect("a site");
    let split = "<w:p><w:r><w:t>Talk be</w:t></w:r><w:r><w:t>side the Zeelandia canal</w:t></w:r></w:p>";
    let long = format!("{} {SECRET} {}", "before ".repeat(2000), "behind ".repeat(2000));
    let packed: [(&str, Vec<u8>); 18] = [
        ("docx, over two runs", zip("word/document.xml", split)),
        ("docx, its title", zip("docProps/core.xml", &format!("<dc:title>{SECRET}</dc:title>"))),
        ("docx, a comment", zip("word/comments.xml", &format!("<w:t>{SECRET}</w:t>"))),
        ("xlsx", zip("xl/sharedStrings.xml", &format!("<si><t>{SECRET}</t></si>"))),
        ("pptx", zip("ppt/notesSlides/notesSlide1.xml", &format!("<a:t>{SECRET}</a:t>"))),
        ("odt", zip("content.xml", &format!("<text:p>{SECRET}</text:p>"))),
        ("odp", zip("meta.xml", &format!("<dc:subject>{SECRET}</dc:subject>"))),
        ("epub", zip("OEBPS/a.xhtml", "<p>Talk <i>beside</i> the Zeelandia canal</p>")),
        ("zip of a docx", zip_with(&[("a.docx", &zip("word/document.xml", split))], 8, 0)),
        ("zip, not packed", zip_with(&[("a.txt", SECRET.as_bytes())], 0, 0)),
        ("zip, a name", zip("talk-beside-the-zeelandia-canal.txt", "x")),
        ("zip behind an image", [b"GIF89a".to_vec(), zip("a.txt", SECRET)].concat()),
        ("zip in UTF-16", zip("a.txt", &SECRET.chars().map(|c| format!("{c}\0")).collect::<String>())),
        ("gzip", gzip(long.as_bytes())),
        ("tar.gz of a docx", gzip(&tape(&zip("word/document.xml", split)))),
        ("PNG, zTXt", png(b"zTXt", b"Comment\0\0", &long)),
        ("PNG, iTXt", png(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0", &long)),
        ("PNG in a docx", zip_with(&[("word/media/a.png", &png(b"zTXt", b"Comment\0\0", &long))], 8, 0)),
    ];
    for (what, bytes) in packed {
        let found = public.leaks_of("files/x", &bytes);
        assert!(found.iter().any(|finding| finding.code.name() == "leak"), "{what}");
        assert!(!found.iter().any(|finding| finding.code.name() == "unsearched-file"), "{what}");
    }
    for (what, bytes) in [("docx", zip("word/document.xml", "<w:t>The dam</w:t>")), ("gzip", gzip(b"The dam"))] {
        assert!(public.leaks_of("files/x", &bytes).is_empty(), "{what}");
    }
}

#[test]
fn what_older_programs_write_is_found() {
    let note = |title: &str| format!("---\naudience: internal\ndescriptor: A negotiator\ntitle: {title}\n---\n");
    let codes = |text: &str| {
        let byte = |c: char| match c {
            'А'..='я' => u8::try_from(u32::from(c) - 0x410 + 0xc0).expect("a byte"),
            'і' => 0xb3,
            'ї' => 0xbf,
            _ => u8::try_from(u32::from(c)).expect("Latin"),
        };
        text.chars().map(byte).collect::<Vec<u8>>()
    };
    let rtf = |text: &str| {
        let sign = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{}?", u32::from(c)) };
        format!("{{\\rtf1\\ansi {}}}", text.chars().map(sign).collect::<String>()).into_bytes()
    };
    let hex = |text: &str| {
        let sign = |byte: &u8| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("\\'{byte:02x}") };
        codes(text).iter().map(sign).collect::<String>()
    };
    let (german, ukrainian) = ("Gespräch am Gewässer der Übersee", "Розмова біля київського каналу");
    for (title, what, bytes) in [
        (german, "Windows-1252", codes(german)),
        (ukrainian, "Windows-1251", codes(ukrainian)),
        (ukrainian, "RTF by numbers", rtf(ukrainian)),
        (german, "RTF by bytes", format!("{{\\rtf1\\ansi {}}}", hex(german)).into()),
        (ukrainian, "RTF by bytes", format!("{{\\rtf1\\ansi\\ansicpg1251 {}}}", hex(ukrainian)).into()),
        (SECRET, "RTF with marks", format!("{{\\rtf1 {}}}", SECRET.replace("beside", "\\b be\\i0 side\\b0 ")).into()),
        (SECRET, "TeX", format!("\\title{{{}}}", SECRET.replace("beside", "\\emph{beside}")).into()),
    ] {
        let site =
            Site::new().file("content/sources/minutes-4711.md", note(title)).briefing("b", "So [@minutes-4711].");
        let public = Edition::open(site.root(), &Build::default()).expect("a site");
        assert!(!public.leaks_of("files/x", &bytes).is_empty(), "{what}: {title}");
    }
}

#[test]
fn a_file_into_which_nobody_can_look_is_told_so() {
    let public = Edition::open(site().root(), &Build::default()).expect("a site");
    let locked = [b"\xd0\xcf\x11\xe0".to_vec(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()];
    let whole = zip("a.txt", "The dam");
    for (what, bytes, why) in [
        ("zip with a password", zip_with(&[("a.txt", b"x")], 8, 1), "password"),
        ("odt with a password", zip("META-INF/manifest.xml", "<manifest:encryption-data/>"), "password"),
        ("docx with a password", locked.concat(), "password"),
        ("PDF with a password", b"%PDF-1.7\n/Encrypt 4 0 R /Filter /Standard".to_vec(), "password"),
        ("half a zip", whole[..whole.len() / 2].to_vec(), "cannot be read"),
        ("half a gzip", gzip(&[b'x'; 100])[..15].to_vec(), "cannot be read"),
        ("another way to pack", zip_with(&[("a.txt", b"x")], 14, 0), "does not know"),
        ("7z", b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), "does not know"),
        ("rar", b"Rar!\x1a\x07\x01\0".to_vec(), "does not know"),
        ("a bomb", gzip(&vec![0; 33 << 20]), "too much"),
        ("archives in archives", (0..9).fold(whole.clone(), |inner, _| zip_with(&[("a", &inner)], 8, 0)), "too much"),
    ] {
        let found = public.leaks_of("files/x", &bytes);
        let told = found.iter().find(|finding| finding.code.name() == "unsearched-file");
        assert!(told.is_some_and(|finding| finding.message.contains(why)), "{what}: {found:?}");
    }
}

#[test]
fn an_archive_with_a_secret_stops_the_build_and_one_that_cannot_be_read_is_an_error() {
    let text = "So it is [@minutes-4711], see [minutes](../files/minutes.docx).";
    let site = site().briefing("b", text).file("content/files/minutes.docx", zip("word/document.xml", SECRET));
    let run = site.build().exits(1);
    assert!(run.stderr.contains("`title` of the source `minutes-4711` is not for readers, and would stand in"));
    assert!(run.stderr.contains("`files/minutes.docx` (inside it)"), "{}", run.stderr);
    assert!(!site.has("index.html"), "nothing is written");
    site.write("content/files/minutes.docx", zip_with(&[("word/document.xml", b"x")], 8, 1));
    expect![[r#"
        content/files/minutes.docx:1:1: error: nobody can look into this file for what is not for readers: it is locked with a password [unsearched-file]
    "#]]
    .assert_eq(&site.check().exits(1).stdout);
    site.write("standpoint.yaml", "base_url: https://example.org/\nrules: {unsearched-file: off}\n");
    site.build().exits(0);
    // Where there is nothing to hide, nobody looks.
    let open = Site::new().source("un").briefing("b", "So [@un], see [it](../files/a.7z).");
    open.file("content/files/a.7z", b"7z\xbc\xaf\x27\x1c\0\x04").build().exits(0);
}

/// A hundred names of six letters, and a hundred megabytes of photographs: some name stands there by chance.
#[test]
fn a_short_name_is_none_where_its_letters_only_happen_to_follow_one_another() {
    let actor = "---\nname: Egorov\naudience: internal\n---\n";
    let found = |photograph: &[u8]| {
        let site = Site::new().briefing("b", "Text.").file("content/actors/x.md", actor);
        site.file("content/images/a.jpg", photograph).check().stdout
    };
    let noise = |middle: &[u8]| [b"\xff\xd8\xff\xe0\0\x10JFIF\0\x9c\x85", middle, b"\xe1\x07\xff\xd9"].concat();
    assert!(!found(&noise(b"e\x01G\xb7\x02o\x8fr\x03O\x91\x04v")).contains("[leak]"));
    for metadata in [&b"Artist\0Egorov\0"[..], b"Artist: EGOROV", b"e\0g\0o\0r\0o\0v\0"] {
        assert!(found(&noise(metadata)).contains("[leak]"), "{metadata:?}");
    }
}
