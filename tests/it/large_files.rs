//! Files of real size beside the texts: they go past the program, and not through its memory.

use std::fs;
use std::path::Path;
use std::process::Command;

use standpoint::pipeline::{self, Build, Edition};

use crate::bad_inputs::files::sparse;
use crate::harness::{Run, Site};

/// How much memory a run that ends with a code took at most, in MiB. Python knows of its children; nobody else is here on
/// every machine.
fn most_memory(site: &Site, arguments: &[&str], expected: &str) -> u64 {
    let ask = "import resource, subprocess, sys\n\
               done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n\
               print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
    let mut python = Command::new("python3");
    python.args(["-c", ask, env!("CARGO_BIN_EXE_standpoint")]).args(arguments).current_dir(site.root());
    let told = Run::of(&mut python).exits(0).stdout;
    let (code, kilobytes) = told.trim().split_once(' ').expect("two numbers");
    assert_eq!(code, expected);
    kilobytes.parse::<u64>().expect("a number") >> 10
}

#[test]
fn large_files_cost_no_memory_and_come_out_as_they_are() {
    let texts = || Site::new().briefing("b", "![A](../assets/0.png) [B](../assets/1.bin)");
    let none = texts().file("content/assets/0.png", "").file("content/assets/1.bin", "");
    let without = most_memory(&none, &["build"], "0");
    let site = texts();
    for (number, ending) in ["png", "bin", "jpg", "txt", "tif"].into_iter().enumerate() {
        sparse(&site, &format!("content/assets/{number}.{ending}"), 40 << 20);
    }
    // A scan and a film, which are gone through for what tells where they were taken.
    begin(&site, "content/assets/4.tif", b"II*\0\x08\0\0\0\0\0");
    begin(&site, "content/assets/1.bin", b"\0\0\0\x08ftyp");
    // A picture with a head, and an end that has to arrive.
    let mut picture = b"GIF89a\x40\x01\xf0\x00\x00\x00\x00".to_vec();
    picture.resize(3 << 20, 7);
    picture.extend(b"the end");
    site.write("content/assets/map.gif", &picture);
    site.write(
        "content/briefings/b.md",
        "---\ntitle: B\nas_of: 2025\n---\n![A](../assets/0.png) ![Map](../assets/map.gif) [B](../assets/1.bin)\n",
    );
    for story in ["the first build", "a build over the same files", "a check"] {
        let arguments: &[&str] = if story == "a check" { &["check"] } else { &["build"] };
        let with = most_memory(&site, arguments, "0");
        assert!(with < without + 24, "{story}: {with} MiB with 203 MiB of files, {without} MiB without them");
    }
    assert_eq!(fs::read(site.path("public/assets/map.gif")).expect("a file"), picture);
    assert_eq!(fs::metadata(site.path("public/assets/1.bin")).expect("a file").len(), 40 << 20);
    assert!(site.page("briefings/b.html").contains("width=\"320\" height=\"240\""), "its size is read from its head");
    // What is as it was keeps its place on the disk.
    let place = |path: &Path| fs::metadata(path).expect("a file").modified().expect("a time");
    let before = place(&site.path("public/assets/map.gif"));
    site.build().exits(0);
    assert_eq!(place(&site.path("public/assets/map.gif")), before);
    picture.extend(b", moved");
    site.write("content/assets/map.gif", &picture);
    site.build().exits(0);
    assert_eq!(fs::read(site.path("public/assets/map.gif")).expect("a file"), picture);
}

/// Writes the first bytes of a file anew.
fn begin(site: &Site, path: &str, bytes: &[u8]) {
    let file = fs::OpenOptions::new().write(true).open(site.path(path)).expect("a file");
    std::io::Write::write_all(&mut &file, bytes).expect("written");
}

#[test]
fn what_a_theme_brings_beside_its_texts_costs_no_memory_either() {
    let site = Site::new()
        .briefing("b", "Text.")
        .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\ntheme: mine\n");
    site.write("themes/mine/static/own.css", "body { color: #123456 }");
    let without = most_memory(&site, &["build"], "0");
    sparse(&site, "themes/mine/static/film.mp4", 90 << 20);
    let with = most_memory(&site, &["build"], "0");
    assert!(with < without + 12, "{with} MiB with 90 MiB of a film, {without} MiB without it");
    assert_eq!(fs::metadata(site.path("public/assets/film.mp4")).expect("a file").len(), 90 << 20);
    assert!(site.has("assets/own.css"));
}

/// Behind the picture in small that it brings of itself, all of it is gone through for its end.
#[test]
fn a_photograph_that_has_lost_its_end_costs_no_memory_either() {
    let site = Site::new().briefing("b", "Text.").file("content/assets/small.jpg", b"\xff\xd8\xff\xe0");
    let without = most_memory(&site, &["build"], "0");
    sparse(&site, "content/assets/torn.jpg", 60 << 20);
    begin(&site, "content/assets/torn.jpg", b"\xff\xd8\xff\xe0");
    let with = most_memory(&site, &["build"], "0");
    assert!(with < without + 12, "{with} MiB with 60 MiB of a photograph, {without} MiB without it");
    site.check().finds("content/assets/torn.jpg:1:1: warning", "torn-image");
}

#[test]
fn many_small_files_cost_no_memory_either() {
    let site = Site::new().briefing("b", "Text.").file("content/assets/0.jpg", "");
    let without = most_memory(&site, &["build"], "0");
    let bytes = vec![7; 16 << 10];
    (0..1500).for_each(|number| site.write(&format!("content/assets/small/{number}.jpg"), &bytes));
    let with = most_memory(&site, &["build"], "0");
    assert!(with < without + 12, "{with} MiB with 24 MiB of small files, {without} MiB without them");
}

/// Where a text is kept from readers, each file is read, to look for it.
#[test]
fn a_large_file_that_is_searched_is_read_piece_by_piece() {
    let internal = "---\ntitle: In\nas_of: 2025\naudience: internal\n---\nNobody believes in the ferry.\n";
    let site = Site::new().briefing("b", "Text.").file("content/briefings/in.md", internal);
    let mut random = fastrand::Rng::with_seed(3);
    let mut noise = |length: usize| std::iter::repeat_with(|| random.u8(..)).take(length).collect::<Vec<u8>>();
    site.write("content/assets/large.jpg", noise(1 << 20));
    let with_one = most_memory(&site, &["build"], "0");
    let noise = noise(4 << 20);
    site.write("content/assets/large.jpg", &noise);
    let with = most_memory(&site, &["build"], "0");
    assert!(with < with_one + 40, "{with} MiB with a file of 4 MiB, {with_one} MiB with one of 1 MiB");
    // One that is larger is not held as a whole, nor are the pixels of an image.
    let tiles = noise.repeat(3);
    site.write("content/assets/large.jpg", &tiles);
    let mut image = b"\x89PNG\r\n\x1a\n".to_vec();
    image.extend(u32::try_from(tiles.len()).expect("small").to_be_bytes());
    image.extend([b"IDAT", &*tiles, &[0; 4], &[0, 0, 0, 0], b"IEND", &[0; 4]].concat());
    site.write("content/assets/large.png", &image);
    let with_many = most_memory(&site, &["build"], "0");
    // Two are read at once where there are two cores.
    assert!(with_many < 2 * with, "{with_many} MiB with two files of 12 MiB, {with} MiB with one of 4 MiB");
    fs::remove_file(site.path("content/assets/large.png")).expect("removed");
    // What is looked for is found behind all that, too.
    site.write("content/assets/large.jpg", [&*noise, b" Nobody believes in the ferry. "].concat());
    site.check().exits(1).finds("content/briefings/in.md:6:1: error", "leak");
}

#[test]
fn what_is_wrong_with_a_large_file_is_found_in_pieces_of_it() {
    let mut photograph = crate::bad_inputs::location::photograph(true);
    photograph.resize(200 << 10, 0);
    let mut merged = "a,b\n".repeat(40_000);
    merged.push_str("<<<<<<< HEAD\na,c\n=======\na,d\n>>>>>>> other\n");
    let mut drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><desc>{}</desc>", "x".repeat(100_000));
    drawing.push_str("<script>alert(1)</script></svg>");
    let site = Site::new()
        .briefing("b", "Text.")
        .file("content/assets/here.jpg", photograph)
        .file("content/assets/list.csv", merged)
        .file("content/assets/map.svg", &drawing)
        .file("content/assets/map.rdf", drawing);
    let found = site.check();
    found.finds("content/assets/here.jpg:1:1: error", "image-location");
    found.finds("content/assets/list.csv:40001:1: error", "conflict-marker");
    found.finds("content/assets/map.svg:1:1: error", "unsafe-svg");
    found.finds("content/assets/map.rdf:1:1: warning", "active-file");
}

/// To look a drawing through takes ten times its size, so that larger ones are not; a file of data takes none.
#[test]
fn data_of_any_size_and_drawings_that_are_too_large_cost_no_memory() {
    let site = Site::new().briefing("b", "Text.").file("content/assets/0.kml", "<kml/>");
    let without = most_memory(&site, &["build"], "0");
    let place = "<Placemark><name>Місто</name></Placemark>\n".repeat(500_000);
    site.write("content/assets/all.kml", format!("<kml xmlns=\"http://www.opengis.net/kml/2.2\">{place}</kml>"));
    let shape = "<path d=\"M1 1h1v1h-1z\"/>\n".repeat(700_000);
    site.write("content/assets/map.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{shape}</svg>"));
    let with = most_memory(&site, &["build"], "1");
    assert!(with < without + 12, "{with} MiB with 40 MiB of data and drawings, {without} MiB without them");
    let found = site.check().exits(1);
    found.lacks("active-file");
    let told = found.finds("content/assets/map.svg:1:1: error", "unsafe-svg");
    assert!(
        told.contains("this drawing has 17 MiB, and what runs or fetches is looked for in 16 MiB at most"),
        "{told}"
    );
}

/// While a film is still copied into the site's folder, a build finds it another one at its end.
#[test]
fn a_file_that_grows_while_the_site_is_made_is_named_where_it_lies() {
    let site = Site::new().briefing("b", "Text.").file("content/assets/film.mp4", vec![7; 50_000]);
    let edition = Edition::open(site.root(), &Build::default()).expect("a site");
    site.write("content/assets/film.mp4", vec![7; 60_000]);
    let failed = pipeline::build_edition(&edition, site.root(), &site.path("public"));
    let why = failed.err().expect("it is another file").to_string();
    assert!(why.starts_with("cannot copy ") && why.contains("content/assets/film.mp4: this file was changed"), "{why}");
    assert!(!site.path("public").exists());
}
