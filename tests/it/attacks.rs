//! What those may try who want to harm a writer, a reader or a machine; and what noise found that nobody tries.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::harness::Site;
use crate::serve_program::Program;

// Texts on which the Markdown reader fails.

/// A task, a backslash, a line under it: pulldown-cmark 0.13.6 panics.
const FATAL: &str = "One [@press].\n\n- [x] \\\n  -\n\nMore.";

#[test]
fn a_text_on_which_the_reader_panics_is_an_error_at_its_line_and_a_gap() {
    for (text, line) in [(FATAL, 8), ("> 1. [ ] \\\n>    =\n", 6)] {
        let site = Site::new().source("press").briefing("b", text).briefing("other", "Two [@press].");
        let run = site.check().exits(1);
        run.finds(&format!("content/briefings/b.md:{line}:1: error"), "unread-text");
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        let run = site.build().exits(1);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        let page = site.read("briefings/b.html");
        let words = page.text(page.all("main").next().expect("the page"));
        // What its front matter says is shown.
        assert!(words.contains("Briefing b") && words.contains("August 2025"), "{words}");
        assert!(words.contains("This text could not be read"), "{words}");
        assert!(site.page("briefings/other.html").contains("Two"));
    }
}

#[test]
fn a_draft_on_which_the_reader_panics_stays_one() {
    let draft = format!("---\ntitle: D\nas_of: 2025\ndraft: true\n---\n{FATAL}\n");
    let site = Site::new().source("press").file("content/briefings/d.md", draft).briefing("b", "[d](d.md) [@press]");
    let run = site.build().exits(1);
    assert!(run.stderr.contains("link-to-draft"), "{}", run.stderr);
    assert!(!site.has("briefings/d.html"));
}

#[test]
fn the_preview_outlives_a_text_on_which_the_reader_panics() {
    let program = Program::serve(Site::new().source("press").briefing("b", "One [@press]."));
    let briefing = |text: &str| format!("---\ntitle: B\nas_of: 2025\n---\n{text}\n");
    for (text, words) in [(FATAL, "This text could not be read"), ("Mended [@press].", "Mended")] {
        program.site.write("content/briefings/b.md", briefing(text));
        program.shows("/briefings/b.html", words);
    }
}

// Markup that stays whole.

#[test]
fn a_task_in_a_heading_is_none_and_a_loose_one_is() {
    let site = Site::new().briefing("b", "- [ ] one\n  ---\n\n- [x] two\n\n- three\n");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains("id=\"one\">[ ] one") || page.contains(">[ ] one<"), "{page}");
    assert!(page.contains("<li class=\"task\"><p><input type=\"checkbox\" disabled checked"), "{page}");
}

// Work that grows in proportion.

#[test]
fn a_line_of_50_000_findings_takes_no_longer_than_as_many_lines() {
    // Columns were counted from the start of the line, and each deep quote was looked for among all findings.
    let deep = format!("\n\n{} deep", ">".repeat(101)).repeat(1000);
    let site = Site::new().briefing("b", &format!("{}{deep}", "[x](#n)".repeat(50_000)));
    let run = site.check().exits(1);
    assert_eq!(run.stdout.matches("[broken-anchor]").count(), 50_000);
    run.finds("content/briefings/b.md:5:349994: error", "broken-anchor");
    assert_eq!(run.stdout.matches("[too-deep]").count(), 1);
}

#[test]
fn a_hundred_thousand_open_colons_take_no_longer_than_as_many_lines() {
    // The open blocks were counted anew on each line, and each line of a callout got the signs of all around it.
    let site = Site::new().briefing("b", &"::: x\n".repeat(100_000));
    site.check().exits(0).finds("content/briefings/b.md:5:1: warning", "unread-markup");
    let site = Site::new().briefing("b", &format!("{}In {{}} all.\n", "::: note\n".repeat(50_000)));
    let run = site.check().exits(0);
    run.finds("content/briefings/b.md:37:1: warning", "unread-markup");
    run.finds("content/briefings/b.md:5:1: warning", "unclosed-fence");
    site.build();
    let page = site.page("briefings/b.html");
    assert_eq!((page.matches("alert-note").count(), page.contains("In {} all.")), (32, true));
}

#[test]
fn code_in_one_long_line_is_shown_plain() {
    let long = "f(a, \"b\" %in% ${c[1]}) | g; ".repeat(8000);
    for language in ["r", "sh", "js", "html", "css", "python", "xml", "ruby"] {
        let site = Site::new().briefing("b", &format!("```{language}\nx = 1\n{long}\n```"));
        let run = site.check().exits(0);
        let line = run.finds("content/briefings/b.md:5:4: warning", "code-too-large");
        assert!(line.contains("a line of this code is too long"), "{line}");
    }
    // Many lines of a length that people write have their colours.
    let site = Site::new().briefing("b", &format!("```sh\n{}\n```", "echo \"$a\" | grep b; ".repeat(50) + "\nls\n"));
    site.build().exits(0);
    assert!(site.page("briefings/b.html").contains("class=\"hl-"));
}

// Drawings and other files that run.

const DRAWING: &str = "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

#[test]
fn only_what_draws_may_stand_in_a_drawing() {
    let refused = |text: &str, words: &str| {
        let site = Site::new().briefing("b", "Text.").file("content/files/a.svg", text);
        let run = site.check().exits(1);
        let line = run.finds("content/files/a.svg:1:1: error", "unsafe-svg");
        assert!(line.contains(words), "{text}\n{line}");
    };
    for (doctype, words) in [
        ("svg [<!ENTITY x 'y'>]", "DOCTYPE"),
        ("svg [<!ATTLIST rect onload CDATA 'alert(1)'>]", "DOCTYPE"),
        ("svg SYSTEM \">\" [<!ATTLIST rect onload CDATA 'alert(1)'>]", "DOCTYPE"),
        ("html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"", "DOCTYPE"),
    ] {
        refused(&format!("<!DOCTYPE {doctype}><svg {DRAWING}/>"), words);
    }
    for (inside, words) in [
        ("<a href=\"java&#9;script:x\"><rect/></a>", "runs code"),
        ("<a xlink:href=\" &#13;JavaScript&#10;:x\"><rect/></a>", "runs code"),
        ("<a href=\"data:text/html,x\"><rect/></a>", "runs code"),
        ("<a href=\"vbscript:x\"><rect/></a>", "runs code"),
        ("<a href=\"#x\" ping=\"https://a.example/\"><rect/></a>", "`ping`"),
        ("<a><animate attributeName=\"href\" values=\"javascript:x\"/></a>", "changes the attribute `href`"),
        ("<a><set attributeName=\"xlink:href\" to=\"#x\"/></a>", "changes the attribute `xlink:href`"),
        ("<set attributeName=\"onclick\" to=\"x\"/>", "changes the attribute `onclick`"),
        ("<metadata><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">x</h:script></metadata>", "another language"),
        ("<h:img xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"//a.example\"/>", "another language"),
        ("<switch><foreignObject/></switch>", "<foreignObject>"),
        ("<handler/>", "<handler>"),
        ("<video/>", "<video>"),
        ("<rect onfocusin=\"x\"/>", "`onfocusin`"),
        ("<rect xml:base=\"https://a.example/\"/>", "`base`"),
        ("<use href=\"other.svg#x\"/>", "fetches other.svg#x"),
        ("<use href=\"data:image/svg+xml,x#y\"/>", "fetches data:"),
        ("<image href=\"photo.png\"/>", "fetches photo.png"),
        ("<feImage xlink:href=\"//a.example/x\"/>", "fetches //a.example/x"),
        ("<style>rect { fill: URL(https://a.example/) }</style>", "a style"),
        ("<style>rect { fill: u\\72 l(//a.example/) }</style>", "a style"),
        ("<style>x{}<!-- -->@import '//a.example/';</style>", "a style"),
        ("<style>x{}<![CDATA[@\\69mport '//a.example/';]]></style>", "a style"),
        ("<style>@font-face { src: url(font.woff2) }</style>", "a style"),
        ("<rect style=\"fill: image-set('a.png' 1x)\"/>", "`style`"),
        ("<rect filter=\"url(other.svg#x)\"/>", "`filter`"),
        ("<?xml-stylesheet href=\"#x\"?>", "a style sheet"),
    ] {
        refused(&format!("<svg {DRAWING}>{inside}</svg>"), words);
    }
}

#[test]
fn drawings_of_common_programs_pass() {
    let doctype =
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n  \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
    for inside in [
        // Inkscape, Illustrator, matplotlib, Graphviz.
        "<sodipodi:namedview xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" id=\"v\" \
         pagecolor=\"#fff\"/><metadata><r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <r:Description r:about=\"https://a.example/\"/></r:RDF></metadata>",
        "<style type=\"text/css\">.st0 { fill: url(#SVGID_1_); } /* https://a.example */</style>\
         <path class=\"st0\" d=\"M0,0\" enable-background=\"new\"/>",
        "<g id=\"figure_1\"><path clip-path=\"url(#p)\" style=\"fill: none; stroke: #1f77b4\" d=\"M 0 0\"/></g>",
        "<g id=\"node1\" class=\"node\"><title>a</title><a xlink:href=\"https://a.example/?a=1\" xlink:title=\"t\" \
         target=\"_top\"><ellipse fill=\"none\" cx=\"0\" cy=\"0\" rx=\"1\" ry=\"1\"/></a></g>",
        "<image href=\"data:image/png;base64,AA==\" width=\"1\" height=\"1\"/><use xlink:href=\"#a\"/>",
        "<rect data-name=\"a\" aria-label=\"b\" xml:space=\"preserve\"><animate attributeName=\"width\" values=\"1;2\" \
         dur=\"1s\" repeatCount=\"indefinite\"/></rect>",
    ] {
        let text = format!("<?xml version=\"1.0\"?>\n{doctype}\n<svg {DRAWING} viewBox=\"0 0 1 1\">{inside}</svg>");
        let site = Site::new().briefing("b", "Text.").file("content/files/a.svg", text);
        let run = site.check().exits(0);
        run.lacks("unsafe-svg");
    }
}

#[test]
fn other_files_that_browsers_run_are_pointed_out() {
    for (path, text) in [
        ("a.html", "<script>x</script>"),
        ("a.XHTML", "<html/>"),
        ("a.svgz", "packed"),
        ("a.xml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></html>"),
        ("b.xml", "<?xml-stylesheet href=\"x.xsl\"?><a/>"),
        ("c.xml", "<!DOCTYPE a [<!ENTITY x \"y\">]><a/>"),
        ("a.rdf", "<r><script xmlns=\"http://www.w3.org/1999/xhtml\">x</script></r>"),
        ("a.kml", "\u{feff}\n<?xml-stylesheet href=\"x.xsl\"?><a/>"),
        ("a.js", "x()"),
        ("a.mjs", "x()"),
        ("a.swf", "FWS"),
    ] {
        let site = Site::new().briefing("b", "Text.").file(&format!("content/files/{path}"), text);
        site.check().exits(0).finds(&format!("content/files/{path}:1:1: warning"), "active-file");
    }
    for (path, text) in [
        ("a.xml", "<table><row>1</row></table>"),
        ("a.gpx", "<?xml version=\"1.0\"?><gpx/>"),
        ("a.txt", "<!DOCTYPE a>"),
        ("a.csv", "a,<?xml-stylesheet"),
        ("a.zip", "PK http://www.w3.org/2000/svg"),
    ] {
        let site = Site::new().briefing("b", "Text.").file(&format!("content/files/{path}"), text);
        site.check().exits(0).lacks("active-file");
    }
}

// What came with a repository.

#[test]
fn notes_that_are_no_plain_files_are_refused() {
    for note in ["public.lock", "public.manifest", "public.prints"] {
        for kind in ["link", "name", "dangling", "pipe", "folder"] {
            let site = Site::new().briefing("b", "Text.").file("diary.txt", "mine").file(".standpoint/x", "");
            let note = site.path(".standpoint").join(note);
            match kind {
                "link" => symlink("../diary.txt", &note).expect("a link"),
                // A second name of a file, as an archive may bring it.
                "name" => fs::hard_link(site.path("diary.txt"), &note).expect("a name"),
                "dangling" => symlink("../new.txt", &note).expect("a link"),
                "pipe" => assert!(Command::new("mkfifo").arg(&note).status().expect("mkfifo").success()),
                _ => fs::create_dir(&note).expect("a folder"),
            }
            let run = site.build().exits(3);
            assert!(run.stderr.contains("this is no plain file; remove it"), "{kind}: {}", run.stderr);
            assert_eq!(fs::read_to_string(site.path("diary.txt")).expect("a text"), "mine");
            assert!(!site.path("new.txt").exists() && !site.path("public").exists());
        }
    }
}

#[test]
fn a_folder_of_notes_that_is_a_link_is_refused() {
    let site = Site::new().briefing("b", "Text.").file("elsewhere/public.manifest", "diary.txt\n");
    symlink("elsewhere", site.path(".standpoint")).expect("a link");
    let run = site.build().exits(3);
    assert!(run.stderr.contains(".standpoint: Standpoint keeps its notes in a folder"), "{}", run.stderr);
    assert_eq!(fs::read_dir(site.path("elsewhere")).expect("a folder").count(), 1);
}

#[test]
fn notes_are_written_new_and_never_through_what_is_there() {
    let site = Site::new().briefing("b", "Text.").file("diary.txt", "mine").file(".standpoint/x", "");
    symlink("../diary.txt", site.path(".standpoint/public.manifest-new")).expect("a link");
    symlink("content", site.path(".public.standpoint-new")).expect("a link");
    site.build().exits(0);
    assert_eq!(fs::read_to_string(site.path("diary.txt")).expect("a text"), "mine");
    assert!(site.path("content/briefings/b.md").exists());
    let manifest = fs::read_to_string(site.path(".standpoint/public.manifest")).expect("a list");
    assert!(manifest.contains("briefings/b.html"), "{manifest}");
}

#[test]
fn a_pdf_that_is_a_link_was_not_printed() {
    let site = Site::new().briefing("b", "Text.").file("secret.txt", "secret");
    site.write(".standpoint/public.prints", "briefings/b.pdf\n");
    fs::create_dir_all(site.path("public/briefings")).expect("folders");
    symlink("../../secret.txt", site.path("public/briefings/b.pdf")).expect("a link");
    site.build();
    assert!(!site.has("briefings/b.html") || !site.page("briefings/b.html").contains("b.pdf"));
    site.check().lacks("stale-pdf");
}

// Reading.

#[test]
fn a_link_into_the_output_is_refused_at_every_depth() {
    let site = Site::new().briefing("b", "Text.");
    symlink("../public", site.path("content/mirror")).expect("a link");
    symlink("..", site.path("content/all")).expect("a link");
    for _ in 0..3 {
        site.build();
    }
    assert!(!site.has("mirror") && !site.has("all/public"), "{:?}", site.files());
    let run = site.check().exits(1);
    run.finds("content/mirror:1:1: error", "unsafe-symlink");
    run.finds("content/all/public:1:1: error", "unsafe-symlink");
}

#[test]
fn a_link_to_a_file_of_the_site_is_read() {
    let site =
        Site::new().briefing("b", "![A map](map.png)").file("data/map.png", "a map").file("data/more/x.txt", "x");
    symlink("../../data/map.png", site.path("content/briefings/map.png")).expect("a link");
    symlink("../data/more", site.path("content/more")).expect("a link");
    site.build().exits(0);
    assert!(site.page("briefings/map.png") == "a map" && site.page("more/x.txt") == "x");
}

#[test]
fn what_is_swapped_for_a_link_while_it_is_read_is_never_published() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let site = Site::new().briefing("b", "Text.").file("content/a.txt", "open").file("content/f/a.txt", "open");
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("a.txt"), "SECRET").expect("a file");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (file, folder) = (site.path("content/a.txt"), site.path("content/f"));
            let (spare, beside) = (site.path("spare"), site.path("beside"));
            while !done.load(Ordering::Relaxed) {
                let _ = symlink(outside.path().join("a.txt"), &spare).and_then(|()| fs::rename(&spare, &file));
                let _ = fs::rename(&folder, &beside).and_then(|()| symlink(outside.path(), &folder));
                let _ = fs::write(&spare, "open").and_then(|()| fs::rename(&spare, &file));
                let _ = fs::remove_file(&folder).and_then(|()| fs::rename(&beside, &folder));
            }
        });
        for _ in 0..20 {
            site.build();
            for path in ["a.txt", "f/a.txt"] {
                assert!(!site.has(path) || site.page(path) == "open", "{path}");
            }
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn settings_that_are_a_folder_and_folders_that_are_files_are_pointed_out() {
    let site = Site::bare().file("standpoint.yaml/x", "").briefing("b", "Text.").file("themes", "");
    let run = site.check().exits(1);
    run.finds("standpoint.yaml:1:1: error", "bad-setting");
    run.finds("themes:1:1: error", "misplaced-file");
    Site::new().file("content", "").check().exits(1).finds("content:1:1: error", "misplaced-file");
}

#[test]
fn folders_that_differ_in_capital_letters_alone_clash() {
    let page = "---\ntitle: P\n---\nText.\n";
    for (one, other) in [
        ("pages/a/b.md", "pages/A/c.md"),
        ("Pictures/x/a.png", "pictures/x/b.png"),
        ("ä/a.txt", "Ä/b.txt"),
        ("οδος/a.txt", "οδοσ/b.txt"),
        ("straße/a.txt", "STRASSE/b.txt"),
        ("paſs/a.txt", "pass/b.txt"),
    ] {
        let site = Site::new().file(&format!("content/{one}"), page).file(&format!("content/{other}"), page);
        let run = site.check().exits(1);
        let line = run.finding("path-clash");
        assert!(line.contains("on Windows and macOS"), "{line}");
        // That its page is not there is no fault of the menus.
        run.lacks("broken-link");
    }
}

// Pages of a theme.

#[test]
fn what_a_page_of_a_theme_would_run_or_fetch_is_seen_in_every_form() {
    for (markup, code) in [
        ("<iframe srcdoc=\"&lt;script&gt;\"></iframe>", "inline-code"),
        ("<a href=\"java&#9;script:x\">x</a>", "inline-code"),
        ("<a href=\" JavaScript:x\">x</a>", "inline-code"),
        ("<img src=\"\\\\a.example/x.png\" alt=\"\">", "theme-request"),
        ("<img src=\"\thttps:&#10;//a.example/x.png\" alt=\"\">", "theme-request"),
        ("<img src = \"https://a.example/x.png\" alt = \"\">", "theme-request"),
        ("<script src\n=\n'https://a.example/x.js'></script>", "theme-request"),
        ("<a href = \"javascript:x\">x</a>", "inline-code"),
        ("<a href = \"nope.html\">x</a>", "broken-link"),
        ("<b id = \"a\">x</b><b id= a>y</b>", "duplicate-id"),
        ("<svg><a><set attributeName=\"href\" to=\"java&#9;script:x\"/></a></svg>", "inline-code"),
        ("<svg><a><animate attributeName=\"href\" values=\"#a; javascript:x\"/></a></svg>", "inline-code"),
        ("<svg><set attributeName=\"fill\" to=\"url(//a.example/x.svg#y)\"/></svg>", "theme-request"),
        ("<iframe src=\"data:text/html,x\"></iframe>", "inline-code"),
        ("<script src=\" DATA:text/javascript,x\"></script>", "inline-code"),
        ("<link rel=\"stylesheet\" href=\"data:text/css,x\">", "inline-code"),
        ("<svg><rect fill=\"URL(//a.example/x.svg#y)\"/></svg>", "theme-request"),
        ("<svg><path marker-end=\"u\\72l('https://a.example/x.svg#y')\"/></svg>", "theme-request"),
    ] {
        let site = Site::new()
            .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\ntheme: mine\n")
            .file("themes/mine/templates/footer.html", format!("<footer>{markup}</footer>\n"))
            .briefing("b", "Text.");
        site.check().exits(1).finding(code);
    }
    let harmless = "<img src = \"data:image/png;base64,iVBORw0KGgo=\" alt = \"\" hidden>\
        <svg><animate attributeName=\"x\" values=\"1;2\" from=\"0\" to=\"5\"/></svg>";
    let site = Site::new()
        .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\ntheme: mine\n")
        .file("themes/mine/templates/footer.html", format!("<footer>{harmless}</footer>\n"))
        .briefing("b", "Text.");
    assert_eq!(site.check().exits(0).stdout, "");
}

#[test]
fn a_style_sheet_of_a_theme_that_fetches_is_seen_in_every_form() {
    for css in [
        "@\\69mport 'https://a.example/';",
        "p { background: u\\72l(//a.example/x.png) }",
        "p { background: src('https://a.example/x.png') }",
        "p { background: -webkit-image-set(url(x.png) 1x, '\\\\\\\\a.example/x.png' 2x) }",
        "p { content: '/*' } @import '//a.example/'; p { content: '*/' }",
    ] {
        let site = Site::new()
            .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\ntheme: mine\n")
            .file("themes/mine/static/x.css", css)
            .briefing("b", "Text.");
        let run = site.check().exits(1);
        assert!(run.finding("theme-request").starts_with("themes/mine/static/x.css:1:"), "{css}: {}", run.stdout);
    }
}

#[test]
fn a_template_that_does_not_end_is_named() {
    let all = "{% set all = range(end=90000) %}";
    let loops = format!("{all}{{% for a in all %}}{{% for b in all %}}BODY{{% endfor %}}{{% endfor %}}");
    let doubled = "{% set x = \"0123456789abcdef\" %}".to_owned() + &"{% set x = x ~ x %}".repeat(40);
    for (template, code, words) in [
        (loops.replace("BODY", &"text ".repeat(500)), 1, "this template writes over 100 MiB into one page"),
        (loops.replace("BODY", ""), 3, "is still at work after 20 seconds"),
        (doubled, 3, "takes over 2 GiB of memory"),
    ] {
        let place = match template.contains("for") {
            true => "its deepest loop stands at themes/mine/templates/page.html:2:63",
            false => "a name that is set to twice itself stands at themes/mine/templates/page.html:2:44",
        };
        let site = Site::new()
            .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\ntheme: mine\n")
            .file("themes/mine/templates/page.html", format!("\n{template}"))
            .file("content/pages/p.md", "---\ntitle: P\n---\nText.\n");
        let run = site.build().exits(code);
        assert!(run.stderr.contains(words) && run.stderr.contains(place), "{}", run.stderr);
        assert_eq!(site.path("public").exists(), code == 1);
    }
}

// Addresses.

#[test]
fn addresses_that_no_site_can_have_are_refused_at_the_setting() {
    for (url, why) in [
        ("https://s.example//evil.example/", "empty folder"),
        ("https://s.example/a//b/", "empty folder"),
        ("https://s.example/\\\\evil.example/", "empty folder"),
        ("'https://s\".example/'", "signs that no host has"),
        ("https://s'x.example/", "signs that no host has"),
        ("https://s&x.example/", "signs that no host has"),
    ] {
        let site = Site::bare().file("standpoint.yaml", format!("title: T\nbase_url: {url}\n")).briefing("b", "Text.");
        let run = site.check().exits(1);
        let line = run.finds("standpoint.yaml:2:11: error", "bad-setting");
        assert!(line.contains(why), "{line}");
    }
}

#[test]
fn an_address_with_letters_of_any_script_is_compared_in_one_form() {
    for url in [
        "https://s.example/é/",
        "https://s.example/%C3%A9/",
        "https://пример.example/дім/a%20b/",
        "http://[2001:4860::8888]/x/",
    ] {
        let site = Site::bare().file("standpoint.yaml", format!("title: T\nbase_url: {url}\n")).briefing("b", "Text.");
        let run = site.check().exits(0);
        assert_eq!(run.stdout, "", "{url}");
    }
}

#[test]
fn addresses_within_a_network_are_seen_in_every_form() {
    for host in [
        "[::ffff:10.0.0.1]",
        "[::10.0.0.1]",
        "[64:ff9b::192.168.1.1]",
        "[2002:a00:1::1]",
        "[fec0::1]",
        "[2001:db8::1]",
        "100.64.0.1",
        "0.1.2.3",
        "198.18.0.1",
        "255.255.255.255",
        "0x7f.1",
        "2130706433",
        "intranet",
        "home.arpa",
        "nas.home.arpa.",
        "pi.localdomain",
    ] {
        let site = Site::new().briefing("b", &format!("[x](http://{host}/)"));
        site.check().exits(0).finds("content/briefings/b.md:5:1: warning", "private-host");
    }
    for host in ["100.128.0.1", "192.0.1.1", "[2001:4860::8888]", "[::ffff:8.8.8.8]", "arpa.example"] {
        Site::new().briefing("b", &format!("[x](http://{host}/)")).check().exits(0).lacks("private-host");
    }
}

// The preview.

#[test]
fn no_other_page_may_frame_the_preview() {
    let program = Program::serve(Site::new().briefing("b", "Text."));
    for path in ["/", "/briefings/b.html", "/nowhere", "/_standpoint/live.js"] {
        let answer = program.get(path);
        assert_eq!(answer.header("content-security-policy"), Some("frame-ancestors 'none'"), "{path}");
    }
}

#[test]
fn idle_connections_make_room() {
    let program = Program::serve(Site::new().briefing("b", "Text."));
    let idle: Vec<_> = (0..230).map(|_| program.connect()).collect();
    for _ in 0..3 {
        assert_eq!(program.get("/").status, 200);
    }
    drop(idle);
}

// The terminal.

/// What terminals obey: a window title, a C1 introducer, signs that turn the direction, an end of line of Unicode.
const OBEYED: &str = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{2066}\u{200f}\u{2028}\u{e0041}\u{7f}";

/// The ones of these that can stand in settings and front matter too.
const TURNS: &str = "\u{202e}\u{2066}\u{200f}";

/// Asserts that a terminal has nothing to obey in a text, whatever colours are switched off.
fn is_plain(text: &str) {
    let obeyed = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || "\u{202e}\u{2066}\u{200f}\u{2028}\u{e0041}".contains(c)
    };
    assert!(!text.contains(obeyed), "{text:?}");
}

#[test]
fn no_text_of_others_moves_the_terminal_in_any_format() {
    let site = Site::new()
        .file("content/briefings/b.md", format!("---\ntitle: \"A\\e]0;x\\a {}\"\nas_of: 2025\nodd{OBEYED}: 1\n---\n[@no{OBEYED}] [[x{OBEYED}]] <b>{OBEYED}</b> [@gone]\n", TURNS))
        .file(&format!("content/pages/{}.md", &OBEYED.replace('\u{2028}', "")[1..]), "---\ntitle: P\n---\nText.\n")
        .file(&format!("content/{OBEYED}.bin"), "x");
    for format in ["human", "short", "json", "github"] {
        let run = site.run(&["check", "--format", format]).exits(1);
        is_plain(&run.stdout);
        is_plain(&run.stderr);
        assert!(run.stdout.contains("\\u202e"), "{format}: {}", run.stdout);
        for line in run.stdout.lines().filter(|_| format == "json") {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|why| panic!("{why}: {line}"));
        }
    }
    let run = site.build();
    is_plain(&run.stdout);
    is_plain(&run.stderr);
}

#[test]
fn what_is_said_about_arguments_and_paths_is_plain() {
    let site = Site::new().briefing("b", "Text.");
    for arguments in [
        vec!["explain", OBEYED],
        vec!["build", "--format", OBEYED],
        vec![OBEYED],
        vec!["check", "--base-url", OBEYED],
        vec!["build", OBEYED],
        vec!["build", "--out", OBEYED],
        vec!["new", "source", OBEYED],
        vec!["init", OBEYED],
        vec!["publish", "--remote", OBEYED],
        vec!["pdf", OBEYED],
        vec!["--help"],
    ] {
        let run = site.run(&arguments);
        is_plain(&run.stdout);
        is_plain(&run.stderr);
    }
}

#[test]
fn what_a_print_program_says_is_plain() {
    let shell = format!("sh -c \"printf '\\\\033]0;x\\\\007 {}' >&2; exit 1; : {{html}} {{pdf}}\"", TURNS);
    let settings =
        format!("title: T\nbase_url: https://example.org/\nprint:\n  command: '{}'\n", shell.replace('\'', "''"));
    let site = Site::bare().file("standpoint.yaml", settings).briefing("b", "Text.");
    let run = site.run(&["pdf"]);
    assert_ne!(run.code, Some(0), "{}", run.stderr);
    is_plain(&run.stderr);
}
