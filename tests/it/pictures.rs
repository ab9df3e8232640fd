//! The pictures that social networks show beside links.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::harness::Site;

const SETTINGS: &str = "title: River desk\nbase_url: https://example.org/repo/\nlanguage: en\n";

fn site() -> Site {
    Site::new()
        .file("standpoint.yaml", SETTINGS)
        .file("content/briefings/talks.md", "---\ntitle: Talks on the dam\nas_of: 2025-08\n---\nWords.\n")
        .file("content/briefings/gata.md", "---\ntitle: Ґата і дамба\nas_of: 2025-08\nlanguage: uk\n---\nСлова.\n")
        .file("content/briefings/sadd.md", "---\ntitle: السد\nas_of: 2025-08\nlanguage: ar\n---\nكلمات.\n")
}

fn bytes(site: &Site, path: &str) -> Vec<u8> {
    std::fs::read(site.path("public").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Width, palette and dots of a picture of sixteen colours.
struct Picture {
    palette: Vec<[u8; 3]>,
    rows: Vec<Vec<u8>>,
}

fn read(png: &[u8]) -> Picture {
    let mut rest = png.strip_prefix(b"\x89PNG\r\n\x1a\n").expect("a PNG");
    let (mut palette, mut packed, mut size) = (Vec::new(), Vec::new(), (0, 0));
    while !rest.is_empty() {
        let number = |at: usize| u32::from_be_bytes(rest[at..at + 4].try_into().expect("four bytes")) as usize;
        let length = number(0);
        let (kind, data) = (&rest[4..8], &rest[8..8 + length]);
        let mut sum = flate2::Crc::new();
        sum.update(&rest[4..8 + length]);
        assert_eq!(sum.sum() as usize, number(8 + length), "the sum of a chunk");
        match kind {
            b"IHDR" => {
                size = (number(8), number(12));
                assert_eq!(data[8..], [4, 3, 0, 0, 0], "four bits, a palette");
            }
            b"PLTE" => palette = data.chunks(3).map(|colour| colour.try_into().expect("three")).collect(),
            b"IDAT" => packed.extend(data),
            b"IEND" => {}
            other => panic!("{}", String::from_utf8_lossy(other)),
        }
        rest = &rest[12 + length..];
    }
    assert_eq!(size, (1200, 630));
    let mut all = Vec::new();
    ZlibDecoder::new(&*packed).read_to_end(&mut all).expect("rows");
    let rows = all.chunks(601).map(|row| {
        assert_eq!(row[0], 0, "no filter");
        row[1..].iter().flat_map(|two| [two >> 4, two & 15]).collect()
    });
    let rows: Vec<Vec<u8>> = rows.collect();
    assert_eq!(rows.len(), 630);
    Picture { palette, rows }
}

impl Picture {
    /// How many dots of a part are not of the ground.
    fn drawn(&self, rows: std::ops::Range<usize>) -> usize {
        self.rows[rows].iter().flatten().filter(|dot| **dot > 0).count()
    }
}

fn told(site: &Site, path: &str) -> Vec<String> {
    let page = site.page(path);
    let said = page.split("<meta property=\"og:image").skip(1);
    said.filter_map(|rest| rest.split_once("content=\"")?.1.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn a_briefing_and_the_site_have_a_picture_each_time_the_same() {
    let (one, other) = (site(), site());
    one.build().exits(0);
    other.build().exits(0);
    for path in ["index.png", "briefings/talks.png", "briefings/gata.png"] {
        let png = bytes(&one, path);
        assert_eq!(png, bytes(&other, path), "{path}");
        assert!(png.len() < 40_000, "{path}: {} bytes", png.len());
        let picture = read(&png);
        assert_eq!(picture.palette[0], [0x0b, 0x43, 0x47], "the cover of the theme");
        assert_eq!(picture.palette.len(), 16);
        // The bar, the title below it, and white around all.
        assert!(picture.drawn(64..70) > 400 && picture.drawn(120..320) > 3000, "{path}");
        assert_eq!(picture.drawn(0..60) + picture.drawn(600..630), 0, "{path}");
    }
    let same = bytes(&one, "briefings/talks.png") == bytes(&one, "briefings/gata.png");
    assert!(!same, "two titles are two pictures");
    assert_eq!(
        told(&one, "briefings/talks.html"),
        ["https://example.org/repo/briefings/talks.png", "Talks on the dam"]
    );
    assert_eq!(told(&one, "briefings/index.html"), ["https://example.org/repo/index.png", "River desk"]);
}

#[test]
fn a_title_without_letters_has_no_picture_of_its_own() {
    let site = site();
    site.build().exits(0);
    assert!(!site.has("briefings/sadd.png"));
    assert_eq!(told(&site, "briefings/sadd.html"), ["https://example.org/repo/index.png", "River desk"]);
    let site = site.file("standpoint.yaml", SETTINGS.replace("River desk", "河"));
    site.build().exits(0);
    assert!(!site.has("index.png") && site.has("briefings/talks.png"));
    assert!(told(&site, "briefings/sadd.html").is_empty());
    assert!(site.page("briefings/sadd.html").contains("<meta name=\"twitter:card\" content=\"summary\">"));
}

#[test]
fn long_titles_end_in_the_picture() {
    let site = Site::new().file("standpoint.yaml", SETTINGS);
    let titles = ["word ".repeat(200), "Donaudampfschifffahrt".repeat(20), "W".to_owned(), "a-b — c".repeat(12)];
    for (at, title) in titles.iter().enumerate() {
        site.write(
            &format!("content/briefings/b{at}.md"),
            format!("---\ntitle: {title}\nas_of: 2025-08\n---\nWords.\n"),
        );
    }
    site.build().exits(0);
    for at in 0..titles.len() {
        let picture = read(&bytes(&site, &format!("briefings/b{at}.png")));
        let edges = picture.rows.iter().map(|row| row[..70].iter().chain(&row[1130..]).filter(|dot| **dot > 0).count());
        assert_eq!(edges.sum::<usize>(), 0, "{at}: something stands at the edge");
    }
}

#[test]
fn pictures_are_where_they_are_wanted() {
    // Off, and without an address.
    let site = site();
    for settings in [SETTINGS.to_owned() + "pictures: false\n", "title: T\nrules: {missing-base-url: off}\n".to_owned()]
    {
        let site = Site::new()
            .file("standpoint.yaml", settings)
            .file("content/briefings/talks.md", "---\ntitle: Talks\nas_of: 2025-08\n---\nWords.\n");
        site.build().exits(0);
        assert!(
            !site.files().iter().any(|path| path.ends_with(".png")) && told(&site, "briefings/talks.html").is_empty()
        );
    }
    // One of the author's takes the place of ours.
    let own = b"\x89PNG\r\n\x1a\nmine";
    site.write("content/briefings/talks.png", own);
    site.build();
    assert_eq!(bytes(&site, "briefings/talks.png"), own);
    // A theme's colours are those of its pictures.
    let site = site.file("standpoint.yaml", SETTINGS.to_owned() + "theme: own\n").file(
        "themes/own/static/theme.css",
        ":root { --cover: light-dark(#fe0, #111); --cover-ink: light-dark(#010203, #fff); }\n",
    );
    site.build();
    let picture = read(&bytes(&site, "briefings/gata.png"));
    assert_eq!((picture.palette[0], picture.palette[6]), ([0xff, 0xee, 0], [1, 2, 3]));
}

#[test]
fn an_author_names_the_picture_of_a_page() {
    let text = |image: &str| format!("---\ntitle: Talks\nas_of: 2025-08\nimage: {image}\n---\nWords.\n");
    let site = Site::new()
        .file("standpoint.yaml", [SETTINGS, "pictures: false\n"].concat())
        .file("content/briefings/beside.md", text("the%20hall.jpg"))
        .file("content/briefings/top.md", text("/images/map.webp"))
        .file("content/actors/velia.md", "---\nname: Velia\nimage: ../images/map.webp\n---\n")
        .file("content/briefings/the hall.jpg", "no more than a name")
        .file("content/images/map.webp", "a map");
    site.check().exits(0);
    site.build().exits(0);
    let map = "https://example.org/repo/images/map.webp";
    for (page, picture) in [
        ("briefings/beside", "https://example.org/repo/briefings/the%20hall.jpg"),
        ("briefings/top", map),
        ("actors/velia", map),
    ] {
        assert_eq!(told(&site, &format!("{page}.html"))[0], picture);
    }
    assert!(told(&site, "timeline.html").is_empty() && !site.has("index.png"));
    // That of the front page is that of all which have none; and nothing is drawn where one is given.
    site.write("content/index.md", "---\ntitle: Home\nimage: images/map.webp\n---\n");
    site.write("standpoint.yaml", SETTINGS);
    site.build().exits(0);
    assert_eq!(told(&site, "actors/index.html")[0], map);
    assert!(!site.has("index.png") && !site.has("briefings/beside.png"));
    for (wrong, message) in [
        ("/images/mep.webp", "there is no file content/images/mep.webp"),
        ("images/map.webp", "there is no file content/briefings/images/map.webp"),
        ("../../secret.png", "`../../secret.png` leads out of content/"),
        ("https://elsewhere.example/a.png", "`https://elsewhere.example/a.png` is no file of this site"),
        ("top.md", "there is no file content/briefings/top.md"),
    ] {
        site.write("content/briefings/top.md", text(wrong));
        let run = site.check().exits(1);
        let finding = run.finds("content/briefings/top.md:4:8", "broken-link");
        assert!(finding.contains(message), "{finding}");
        site.build().exits(1);
        assert!(told(&site, "briefings/top.html")[0].ends_with("/briefings/top.png"), "the one that is drawn");
    }
    let plan = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
    site.write("content/briefings/plan.svg", plan);
    site.write("content/briefings/top.md", text("plan.svg"));
    let run = site.check().exits(1);
    assert!(run.finds("content/briefings/top.md:4:8", "broken-link").contains("show no picture of the kind"));
}
