//! What says where it was taken: photographs, films, and the documents in which they are.

use crate::harness::Site;
use crate::packed::{gzip, png, tape, zip_with};

// Row 43.

#[test]
fn a_photograph_that_says_where_it_was_taken_is_an_error() {
    let site = Site::new().briefing("b", "Text.").file("content/files/a.jpg", photograph(true));
    site.check().exits(1).finds("content/files/a.jpg:1:1: error", "image-location");
    let site = Site::new().briefing("b", "Text.").file("content/files/a.jpg", photograph(false));
    site.check().exits(0);
}

#[test]
fn whatever_says_where_it_was_taken_is_an_error_whatever_it_is_called() {
    let xmp = "<rdf:Description exif:GPSLatitude=\"50,27.0N\" exif:GPSLongitude=\"30,31.4E\"/>";
    let boxed = |kind: &str, inside: &[u8]| {
        let length = u32::try_from(inside.len() + 8).expect("a small box").to_be_bytes();
        [&length[..], kind.as_bytes(), inside].concat()
    };
    let film =
        |inside: &[u8]| [boxed("ftyp", b"isom\0\0\0\0"), boxed("mdat", &[7; 9000]), boxed("moov", inside)].concat();
    let with_place = photograph(true);
    let webp = b"RIFF\0\0\0\0WEBPEXIF\0\0\0\0";
    let digits: Vec<String> = with_place[6..].iter().map(|byte| format!("{byte:02x}")).collect();
    let in_digits = format!("\nexif\n{:8}\n{}\n", digits.len(), digits.concat());
    let xmp_in_digits = xmp.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let xmp_in_digits = format!("\nxmp\n{:8}\n{xmp_in_digits}\n", xmp.len());
    for (name, file, what) in [
        ("without-ending", with_place.clone(), "this image"),
        ("wrong.png", with_place.clone(), "this image"),
        ("print.tif", directories(true), "this image"),
        // Its directory says that it has more than it has.
        (
            "damaged.tif",
            {
                let mut file = directories(true);
                file[9] = 9;
                file
            },
            "this image",
        ),
        // Behind its place stands what cannot be read.
        ("edited.jpg", damaged(&with_place), "this image"),
        ("lightroom.jpg", [b"\xff\xd8\xff\xe1", xmp.as_bytes(), &[0xff, 0xd9]].concat(), "this image"),
        ("drawn.png", [b"\x89PNG\r\n\x1a\n", xmp.as_bytes(), b"IEND"].concat(), "this image"),
        ("darktable.xmp", format!("<?xml version=\"1.0\"?>\n<x:xmpmeta>{xmp}</x:xmpmeta>").into_bytes(), "this file"),
        ("lightroom.xmp", format!("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">{xmp}</x:xmpmeta>").into_bytes(), "this file"),
        ("android.mp4", film(&boxed("udta", b"\0\0\0\x1e\xa9xyz\0\x12\x15\xc7+50.4500+030.5233/")), "this film"),
        ("iphone.mov", film(b"mdtacom.apple.quicktime.location.ISO6709"), "this film"),
        ("film-without-ending", film(b"mdtacom.apple.quicktime.location.ISO6709"), "this film"),
        // The metadata stand behind others, in a block of WebP that has the words of JPEG before it, behind a photograph
        // that moves, packed in a text of PNG.
        ("second.jpg", [b"\xff\xd8\xff\xe1\0\x08Exif\0\0", &with_place[2..]].concat(), "this image"),
        ("telegram.webp", [webp, &with_place[6..]].concat(), "this image"),
        (
            "moves.jpg",
            [photograph(false), film(b"\xa9xyz\0\x12\x15\xc7+50.4500+030.5233/")].concat(),
            "this photograph that moves",
        ),
        ("packed.png", png(b"zTXt", b"XML:com.adobe.xmp\0\0", xmp), "this image"),
        ("imagemagick.png", png(b"zTXt", b"Raw profile type exif\0\0", &in_digits), "this image"),
        (
            "figures.png",
            [b"\x89PNG\r\n\x1a\n\0\0\0\x20tEXtRaw profile type exif\0", in_digits.as_bytes()].concat(),
            "this image",
        ),
        ("bare.png", png(b"zTXt", b"Raw profile type exif\0\0", &in_digits.replace("457869660000", "")), "this image"),
        ("profile.png", png(b"zTXt", b"Raw profile type xmp\0\0", &xmp_in_digits), "this image"),
        // In documents, packed or not.
        (
            "films.zip",
            zip_with(&[("a.mov", &film(b"mdtacom.apple.quicktime.location.ISO6709"))], 8, 0),
            "an image in this file",
        ),
        (
            "beside.zip",
            zip_with(&[("a.xmp", format!("<?xml version=\"1.0\"?>{xmp}").as_bytes())], 8, 0),
            "an image in this file",
        ),
        ("edited.pdf", [b"%PDF-1.4\n", xmp.as_bytes()].concat(), "an image in this file"),
        (
            "album.pdf",
            [b"%PDF-1.4\n", photograph(false).repeat(300).as_slice(), &with_place].concat(),
            "an image in this file",
        ),
        ("report.docx", zip_with(&[("word/media/image1.jpeg", &with_place)], 8, 0), "an image in this file"),
        ("talk.pptx", zip_with(&[("ppt/media/image1.jpeg", &with_place)], 0, 0), "an image in this file"),
        (
            "all.zip",
            zip_with(&[("a.docx", &zip_with(&[("word/media/1.tif", &directories(true))], 8, 0))], 8, 0),
            "an image in this file",
        ),
        ("album.tar", tape(&with_place), "an image in this file"),
        ("album.tgz", gzip(&tape(&with_place)), "an image in this file"),
        ("scan.pdf", [b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n", &with_place[..]].concat(), "an image in this file"),
        ("action-camera.mp4", film(b"GPS5l\x14\0\x01"), "this film"),
        ("old.3gp", film(&boxed("loci", b"\0\0\0\0\x15\xc7\0\0")), "this film"),
    ] {
        let site = Site::new().briefing("b", "Text.").file(&format!("content/files/{name}"), file);
        let found = site.check();
        let told = found.finds(&format!("content/files/{name}:1:1: error"), "image-location");
        assert!(told.contains(&format!("{what} says where it was taken")), "{told}");
    }
    for (name, file) in [
        ("unplaced.webp", [webp, photograph(false).as_slice()].concat()),
        ("notes.docx", zip_with(&[("word/media/image1.jpeg", &photograph(false))], 8, 0)),
        ("broken.docx", b"PK\x03\x04 and nothing more".to_vec()),
        ("drawn-by-hand.png", png(b"zTXt", b"Comment\0\0", "45786966 and exif: GPSLatitude")),
        ("print.tif", directories(false)),
        ("torn.tif", directories(true)[..20].to_vec()),
        ("silent.mp4", film(b"mvhd")),
        ("about.csv", b"key,meaning\nexif:GPSLatitude,degrees\n".to_vec()),
    ] {
        let site = Site::new().briefing("b", "Text.").file(&format!("content/files/{name}"), file);
        site.check().lacks("image-location");
    }
}

/// A photograph with one entry more behind its place, of a kind that there is not and that leads behind its end.
fn damaged(photograph: &[u8]) -> Vec<u8> {
    let at = photograph.windows(4).position(|bytes| bytes == [0x88, 0x25, 0, 4]).expect("the entry of the place");
    let mut file = photograph.to_vec();
    // The directory goes on behind its end with what was no entry.
    file[at - 1] = 2;
    file
}

/// A JPEG file of metadata only.
pub fn photograph(with_place: bool) -> Vec<u8> {
    let tiff = directories(with_place);
    let mut file = vec![0xff, 0xd8, 0xff, 0xe1];
    file.extend(u16::try_from(tiff.len() + 8).expect("a small file").to_be_bytes());
    file.extend(b"Exif\0\0");
    file.extend(tiff);
    file.extend([0xff, 0xd9]);
    file
}

/// A TIFF file of metadata only: one directory, which leads to the one for the place or holds the orientation.
fn directories(with_place: bool) -> Vec<u8> {
    // Each entry: tag, type, count, value.
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let directory = |entry: Vec<u8>| [&[0, 1][..], &entry, &[0; 4]].concat();
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    if with_place {
        tiff.extend(directory(entry(0x8825, 4, 1, 26_u32.to_be_bytes())));
        // Latitude: three fractions, which stand behind the directory.
        tiff.extend(directory(entry(0x0002, 5, 3, 44_u32.to_be_bytes())));
        for number in [50_u32, 1, 27, 1, 0, 1] {
            tiff.extend(number.to_be_bytes());
        }
    } else {
        tiff.extend(directory(entry(0x0112, 3, 1, [0, 1, 0, 0])));
    }
    tiff
}
