//! Random inputs for each reader of what others write: none panics, hangs, or gives what it must not. `tests/run` tries some
//! hundred of each; with `STANDPOINT_FUZZ_SECONDS` each target is tried for that long, with other numbers each time. What was
//! once found to be wrong is kept in `tests/corpus/TARGET/` and tried first, each time.

use std::fs;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use fastrand::Rng;
use standpoint::diagnostic::{Diagnostic, Severity};
use standpoint::import::{self, Format};
use standpoint::model::{Date, Settings};
use standpoint::pipeline::{Build, Edition};
use standpoint::web::{self, WebAddress};
use standpoint::{finish, parse};

use crate::harness::Site;

/// No input of some kilobytes may take longer of a processor, in a program that was not made to be quick.
const LONGEST: Duration = Duration::from_secs(2);

/// Pieces that mean something to some reader.
const PIECES: &[&str] = &[
    "---\n",
    "\n---\n",
    "[@a]",
    "[@a, p. 2; @b]",
    "[^1]",
    "[^1]: ",
    "^[",
    "[[",
    "]]",
    "](",
    "![",
    "```\n",
    "```matrix\n",
    "~~~",
    "> ",
    "> [!NOTE]\n",
    "- [x] ",
    "| a | b |\n|---|---|\n",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<script>",
    "<details>",
    "$$",
    "$x$",
    "\\",
    "{#id}",
    "{.a}",
    "^name",
    "::: note\n",
    ":::",
    "# ",
    "===\n",
    "\t",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "&#x6a;",
    "&lt;",
    "https://",
    "www.",
    "mailto:",
    "javascript:",
    "//",
    "%zz",
    "%2e%2e/",
    "../",
    "title: ",
    "as_of: ",
    "date: 2025-02-30",
    "private: [url]",
    "draft: true",
    "audience: internal",
    "- ",
    ": ",
    "&a ",
    "*a",
    "!!str ",
    "|\n  ",
    ">-\n  ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "'",
    "#",
    "@article{",
    "@string{",
    "author = ",
    " and ",
    "TY  - ",
    "ER  - ",
    "UR  - ",
    "{\"id\":",
    "null",
    "1e999",
    "2025-08/..",
    "2025?",
    "~2025-08",
    "summer 2025",
    "-0001",
    "obj",
    "endobj",
    "stream\n",
    "<<",
    ">>",
    "/Type",
    "GET / HTTP/1.1\r\n",
    "Host: ",
    "Content-Length: 99999999999999999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "\r\n\r\n",
    "Ґ",
    "ß",
    "🇺🇦",
    "é",
    "“",
    "«",
];

/// Changes an input a little, a few times.
fn changed(random: &mut Rng, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[random.usize(..seeds.len())].clone();
    for _ in 0..random.usize(1..8) {
        let at = random.usize(0..=bytes.len());
        let end = (at + random.usize(0..40)).min(bytes.len());
        match random.u8(0..7) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let part = bytes[at..end].repeat(random.usize(1..20));
                bytes.splice(at..at, part);
            }
            2 | 3 => {
                let piece = PIECES[random.usize(..PIECES.len())].repeat(if random.u8(0..8) == 0 { 200 } else { 1 });
                bytes.splice(at..at, piece.into_bytes());
            }
            4 => {
                let other = &seeds[random.usize(..seeds.len())];
                let from = random.usize(0..=other.len());
                bytes.splice(at..end, other[from..(from + 60).min(other.len())].to_vec());
            }
            5 if at < bytes.len() => bytes[at] = random.u8(..),
            _ => bytes.truncate(at.max(bytes.len() / 2)),
        }
    }
    bytes.truncate(20_000);
    bytes
}

/// Tries a target with what is kept, and with changes of the seeds.
fn target(name: &str, seeds: &[&[u8]], rounds: u64, run: impl Fn(&[u8])) {
    let run = |bytes: &[u8]| {
        let start = spent();
        let done = catch_unwind(AssertUnwindSafe(|| run(bytes)));
        let took = spent() - start;
        if done.is_err() || took > LONGEST {
            let file = std::env::temp_dir().join(format!("standpoint-fuzz-{name}-{}", bytes.len()));
            fs::write(&file, bytes).expect("the input");
            panic!("{name}, {took:?}: keep {} in tests/corpus/{name}/", file.display());
        }
    };
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let mut all: Vec<Vec<u8>> = seeds.iter().map(|seed| seed.to_vec()).collect();
    if kept.is_dir() {
        all.extend(crate::harness::files_below(&kept).iter().map(|path| fs::read(kept.join(path)).expect("a file")));
    }
    all.iter().for_each(|bytes| run(bytes));
    let longer = std::env::var("STANDPOINT_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let (mut random, end) = match longer {
        None => (Rng::with_seed(name.len() as u64), None),
        Some(seconds) => (Rng::new(), Some(Instant::now() + Duration::from_secs(seconds))),
    };
    let mut round = 0;
    while end.map_or(round < rounds, |end| Instant::now() < end) {
        run(&changed(&mut random, &all));
        round += 1;
    }
    if end.is_some() {
        let _ = writeln!(std::io::stderr(), "{name}: {round} inputs");
    }
}

/// How long the processor has worked for this thread: what else the machine does is of no account.
fn spent() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Findings point into their text, between letters.
fn sound(text: &str, findings: &[Diagnostic]) {
    for finding in findings {
        let (start, end) = (finding.span.start as usize, finding.span.end as usize);
        let whole = finding.text.as_deref().unwrap_or(text);
        assert!(whole.get(start..end).is_some(), "{start}..{end} of {}: {}", whole.len(), finding.message);
    }
}

fn document(path: &str) -> impl Fn(&[u8]) {
    let (path, settings) = (Arc::<str>::from(path), Settings::default());
    move |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let read = parse::document(&path, &text, parse::Dialect::of(&settings));
        sound(&text, &read.diagnostics);
        parse::said(&path, &text);
    }
}

const BODIES: &[&[u8]] = &[
    b"# One\n\nWords [@a, p. 2], more.[^1] And ^[a note with https://example.org/x].\n\n[^1]: [@b] says *so*.\n",
    b"> [!WARNING]\n> Text with `code` and $x^2$.\n\n- [x] done\n- [ ] not\n  1. deep\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\nTable: Words\n",
    b"```matrix\nactors: [a, b]\nas_of: 2025-08\n```\n\n```timeline\nfrom: 2025\n```\n\n::: note\nText\n:::\n\n<details><summary>S</summary>\n\nText\n\n</details>\n",
    b"See [[page#part|words]], [x](../pages/p.md#h \"t\"), ![alt](../a.png){width=50%}, <b>raw</b> <!-- gone --> www.example.org.\n\nA ^name\n\nTerm\n: Words\n",
];

#[test]
fn bodies_and_citations() {
    let with_head = |body: &[u8]| [b"---\ntitle: T\nas_of: 2025\n---\n".as_slice(), body].concat();
    let seeds: Vec<Vec<u8>> = BODIES.iter().map(|body| with_head(body)).collect();
    let seeds: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
    target("bodies", &seeds, 500, document("content/briefings/b.md"));
}

#[test]
fn front_matter_and_blocks() {
    let (source, position) = (SOURCE.as_bytes(), POSITION.as_bytes());
    target("source", &[source], 300, document("content/sources/s.md"));
    target("position", &[position, source], 300, document("content/positions/a/i.md"));
}

/// A small site with one of everything, in which the file at `path` is the input: made up to its last page.
fn edition(path: &'static str) -> impl Fn(&[u8]) {
    let rest: &[(&str, &str)] = &[
        ("standpoint.yaml", "title: T\nbase_url: https://example.org/x/\neditions: [2025-01]\n"),
        ("content/actors/red.md", "---\nname: Red\n---\n"),
        ("content/actors/blue.md", "---\nname: Blue\npart_of: red\n---\n"),
        ("content/issues/land.md", "---\ntitle: Land\nscale: [All, Half, None]\n---\n"),
        ("content/positions/red/land.md", POSITION),
        ("content/positions/red/land.2024.md", "---\nas_of: 2024\nstance: opposes\noption: 3\n---\nT [@s].\n"),
        (
            "content/positions/blue/land.md",
            "---\nas_of: 2024\nstance: supports\noption: Half\n---\nSo it is [@s, p. 2].\n",
        ),
        ("content/events/war.md", "---\ntitle: War\ndate: 2022-02\nactors: [red]\n---\nIt began [@s#q1].\n"),
        ("content/sources/s.md", SOURCE),
        ("content/briefings/b.md", BRIEFING),
        ("content/briefings/c.md", "---\ntitle: C\nas_of: 2024\n---\nSee [[b#one]] and [[red]].\n\n```changes\n```\n"),
    ];
    move |bytes| {
        let of = |(other, text): &(&str, &str)| {
            ((*other).to_owned(), if *other == path { bytes.to_vec() } else { text.as_bytes().to_vec() })
        };
        let edition = Edition::of_texts(rest.iter().map(of).collect(), &Build::default());
        let texts = edition.snapshot().texts_by_path();
        for finding in edition.all_findings(&AtomicBool::new(false)).expect("nobody stops it") {
            sound(texts(&finding.span.path).as_deref().unwrap_or_default(), std::slice::from_ref(&finding));
            // What is wrong with a finished page is our doing, not the author's.
            let broken = ["broken-link", "broken-anchor", "duplicate-id"].contains(&finding.code.name());
            assert!(!broken || !finding.span.path.starts_with("public/"), "{finding:?}");
            let as_written = rest.iter().any(|(_, text)| text.as_bytes() == bytes);
            assert!(
                !as_written || finding.severity == Severity::Warning,
                "the site without noise is sound: {finding:?}"
            );
        }
    }
}

const SOURCE: &str = "---\ntitle: 'A report'\nurl: https://example.org/r?utm_source=x\npublished: 2025-03-04\nauthors: [A. One, B. Two]\n\
    kind: news\nquotes:\n  - id: q1\n    text: |\n      Words\n    locator: p. 2\nprivate: [url]\ndescriptor: A diplomat\n---\nA note.\n";
const POSITION: &str = "---\nas_of: 2025-03\nstance: conditional\nbasis: stated\nfirmness: firm\noption: All\naccepts: [All, half]\nrejects: [3]\n\
    trigger: war\nreview_after: 2026\n---\nT [@s].\n";
const BRIEFING: &str = "---\ntitle: B\nas_of: 2025-08\nfollows: c\njudgements:\n  - id: j\n    text: It holds.\n    likelihood: likely\n    cites: [s]\n\
    corrections:\n  - {date: 2025-09, text: A word.}\n---\n# One {#one}\n\nWords [@s, p. 2].[^1]\n\n```matrix\nactors: [red, blue]\nas_of: 2025-01\n\
    show: option\n```\n\n```positions\nstance: opposes\nchanged_since: c\n```\n\n```timeline\nfrom: 2021\nto: 2025-08\n```\n\n```spectrum\n\
    issue: land\n```\n\n```agreement\n```\n\n```changes\nsince: 2024\nuntil: latest\n```\n\n```shifts\n```\n\n```sources\nkind: news\n```\n\n\
    ```quote\ns#q1\n```\n\n```judgements\n```\n\n```allowed\n```\n\n[^1]: [@s] says *so*.\n";

#[test]
fn blocks_and_all_that_is_made_of_a_text() {
    target("edition-briefing", &[BRIEFING.as_bytes()], 20, edition("content/briefings/b.md"));
    target("edition-position", &[POSITION.as_bytes()], 10, edition("content/positions/red/land.md"));
    target("edition-source", &[SOURCE.as_bytes()], 10, edition("content/sources/s.md"));
    let settings: &[u8] = b"title: T\nbase_url: https://example.org/x/\nlanguage: uk\nmenu:\n  - title: About\n    page: briefings/b\n\
        rules:\n  unused-source: off\norder:\n  actors: [red, blue]\neditions: [2025-01, 2025-02]\nhide: [matrix, search]\n";
    target("edition-settings", &[settings], 10, edition("standpoint.yaml"));
}

#[test]
fn settings() {
    let seed: &[u8] = b"title: T\nbase_url: https://example.org/x/\nlanguage: uk\nmenu:\n  - title: About\n    page: pages/about\nrules:\n  unused-source: off\n\
        order:\n  actors: [a, b]\neditions: [2025-01, 2025-02]\nprint:\n  command: weasyprint {html} {pdf}\n";
    let path: Arc<str> = Arc::from("standpoint.yaml");
    target("settings", &[seed], 400, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        sound(&text, &parse::settings(&path, &text).diagnostics);
        let _ = parse::base_url(&text);
    });
}

#[test]
fn dates() {
    let seeds: &[&[u8]] = &[
        b"2025-08-15",
        b"2025-08",
        b"2025-21",
        b"2025-08?",
        b"2025-08-01/2025-08-15",
        b"../2025",
        b"19XX",
        b"3 August 2025",
    ];
    target("dates", seeds, 5000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = Date::meant(&text);
        let _ = Date::named_in(&text);
        if let Ok(date) = Date::parse(&text) {
            assert!(date.earliest() <= date.latest(), "{text}");
            let again = Date::parse(date.edtf()).expect("what is written is read");
            assert!(again.same_days(&date), "{text}");
        }
    });
}

#[test]
fn addresses() {
    let seeds: &[&[u8]] = &[
        b"https://example.org/a/b?x=1&utm_source=y#:~:text=words",
        b"http://xn--e1afmkfd.xn--p1ai:8080/%D0%B0?q=%zz",
        b"https://user:secret@example.org//a/../b",
        b"https://web.archive.org/web/2020010203/https://example.org/",
        b"doi:10.1000/182",
        b"//host/x",
        b"mailto:a@example.org",
        b"0x7f.1",
        b"../pages/p.md#x",
    ];
    target("addresses", seeds, 4000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = (web::destination(&text), web::is_address(&text), web::spot(&text).is_some(), web::domain(&text));
        let _ = (
            web::identified(&text),
            web::is_private_address(&text),
            web::encode_path(&text).len(),
            web::percent_decoded(&text).len(),
        );
        if let Ok(address) = WebAddress::parse(&text) {
            let _ = (address.readable(), address.fingerprint(), address.copied().is_some(), web::near(&text));
            let again = WebAddress::parse(&address.url).expect("what is clean is an address");
            assert_eq!(
                (&again.url, &again.canonical),
                (&address.url, &address.canonical),
                "clean once, clean for ever: {text}"
            );
        }
    });
}

#[test]
fn exports_of_other_programs() {
    let bibtex: &[u8] = b"@string{acm = \"ACM\"}\n@article{a1, author = {M{\\\"u}ller, A. and Two, B.}, title = {{The} \\emph{title}}, year = 2025, journal = acm # { J}, url = {https://example.org/}}\n@book{b, crossref = {a1}}\n";
    let ris: &[u8] = b"TY  - NEWS\nAU  - One, A.\nTI  - Title\nDA  - 2025/08/15/\nUR  - https://example.org/\nER  - \n";
    let csl: &[u8] = br#"[{"id":"a","type":"report","title":"T","author":[{"family":"One","given":"A"}],"issued":{"date-parts":[[2025,8]]},"URL":"https://example.org/","note":"archive: x"}]"#;
    let yaml: &[u8] =
        b"references:\n- id: a\n  type: report\n  title: T\n  author:\n  - family: One\n  issued: 2025-08\n";
    for (name, seed, format, rounds) in [
        ("bibtex", bibtex, Format::Bibtex, 400),
        ("ris", ris, Format::Ris, 800),
        ("csl", csl, Format::Csl, 800),
        ("csl-yaml", yaml, Format::CslYaml, 500),
    ] {
        let path: Arc<str> = Arc::from("export");
        target(name, &[seed], rounds, |bytes| {
            let _ = Format::of("export", bytes);
            let export = import::read(&path, bytes, format);
            sound(&export.text, &export.findings);
        });
    }
}

#[test]
fn printed_pdfs() {
    let pdf = crate::print_finish::bytes(crate::print_finish::printed());
    let facts = crate::print_finish::facts();
    target("pdf", &[&pdf], 150, |bytes| {
        if let Ok(finished) = finish::finish(bytes, &facts) {
            assert!(finished.starts_with(b"%PDF-"));
        }
        let _ = (finish::words(bytes).is_ok(), finish::destinations(bytes).is_ok());
    });
}

/// How often a thread of the preview that answers has failed: it takes nobody along.
fn failed_answers() -> &'static AtomicUsize {
    static FAILED: AtomicUsize = AtomicUsize::new(0);
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() == Some("connection") {
                FAILED.fetch_add(1, Ordering::Relaxed);
            }
            before(info);
        }));
    });
    &FAILED
}

#[test]
fn requests() {
    let failed = failed_answers();
    let preview = crate::serve_http::Preview::of(Site::new().briefing("b", "Text."));
    let client = preview.client;
    let host = client.address.to_string();
    let plain = format!("GET /briefings/b.html HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let post = format!(
        "POST /_standpoint/open HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"
    );
    let twice = format!("HEAD /%62riefings/./b.html?x=1 HTTP/1.1\r\nHost: {host}\r\n\r\n{plain}");
    target("requests", &[plain.as_bytes(), post.as_bytes(), twice.as_bytes()], 200, |bytes| {
        let mut stream = client.connect();
        // One that is refused is not read to its end, and one that is half there is at its end now.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 "), "{}", String::from_utf8_lossy(&answer));
        assert_eq!(failed.load(Ordering::Relaxed), 0, "the preview fails on a request of before");
    });
    assert_eq!(client.get("/briefings/b.html").status, 200);
}
