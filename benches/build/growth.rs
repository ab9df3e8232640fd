//! How a build grows with each kind of thing: sites of little else, with n, 2n and 4n of it. Where the time is
//! proportional, the ratios are about 2 and 4, or below, since every site takes a moment by itself.

use std::path::Path;
use std::{fs, io};

use tempfile::TempDir;

use crate::measure;

/// Measures the kinds of these names, or all.
pub fn report(place: &Path, names: &[&str]) {
    println!("\nGrowth with each kind of thing: processor time of a build, the least of three.\n");
    println!("| kind | n | n, ms | 2n, ms | 4n, ms | 2n / n | 4n / n |\n|---|---:|---:|---:|---:|---:|---:|");
    for kind in KINDS.iter().filter(|kind| names.is_empty() || names.contains(&kind.name)) {
        let [one, two, four] = [1, 2, 4].map(|times| kind.measure(place, kind.n * times, 3));
        let (n, twice, fourfold) = (kind.n, two / one, four / one);
        println!("| {} | {n} | {one:.0} | {two:.0} | {four:.0} | {twice:.1} | {fourfold:.1} |", kind.name);
    }
}

/// Measures what mistakes cost: checking a site of many broken links beside the same site without its links. The aim
/// is less than twice the time.
pub fn report_mistakes(place: &Path) {
    let [broken, clean] = ["vault of broken links", "vault without links"].map(|name| {
        let kind = KINDS.iter().find(|kind| kind.name == name).expect("a kind that is measured");
        kind.measure(place, kind.n, 3)
    });
    let ratio = broken / clean;
    println!("\n600 notes with 4,800 broken links: {broken:.0} ms; without links: {clean:.0} ms; ratio {ratio:.1}.");
}

/// Builds a small site of each kind, which shows that each can be built.
pub fn try_all(place: &Path) {
    for kind in &KINDS {
        kind.measure(place, 2, 1);
    }
}

/// Writes the site with `n` of one kind of thing.
pub fn write(name: &str, n: usize, root: &Path) {
    KINDS.iter().find(|kind| kind.name == name).expect("a kind that is measured").write_site(root, n);
}

/// Writes a text or another file of a site, by its path under `content/`.
type Put<'a> = &'a dyn Fn(&str, &str) -> io::Result<()>;

/// A kind of thing that a site may have many of.
struct Kind {
    name: &'static str,
    /// How many make a build of a tenth of a second or so, the start of the program not counted.
    n: usize,
    /// Writes this many.
    write: fn(Put, usize) -> io::Result<()>,
}

impl Kind {
    /// The processor time of a build with `n` of this kind, in ms.
    fn measure(&self, place: &Path, n: usize, times: usize) -> f64 {
        let folder = TempDir::with_prefix_in("standpoint-bench-", place).expect("a temporary folder");
        let (root, out) = (folder.path().join("site"), folder.path().join("results/public"));
        self.write_site(&root, n);
        let build = |_| {
            let took = measure::run_quietly("build", &root, &out).0.cpu * 1000.0;
            fs::remove_dir_all(folder.path().join("results")).expect("the results are removed");
            took
        };
        (0..times).map(build).fold(f64::INFINITY, f64::min)
    }

    fn write_site(&self, root: &Path, n: usize) {
        let put = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap_or(root))?;
            fs::write(path, text)
        };
        let settings = "title: Growth\nbase_url: https://example.org/\nauthors: [Desk]\n";
        put("standpoint.yaml", settings).expect("the settings are written");
        let put = |path: &str, text: &str| put(&format!("content/{path}"), text);
        (self.write)(&put, n).expect("the site is written");
    }
}

const KINDS: [Kind; 25] = [
    Kind { name: "briefings", n: 500, write: |put, n| each(n, |at| briefing(put, at, "A sentence [@source-0].")) },
    Kind { name: "briefings with a cell each", n: 200, write: briefings_with_cells },
    Kind { name: "sources", n: 500, write: |put, n| each(n, |at| source(put, at)) },
    Kind { name: "uses of one source", n: 2000, write: |put, n| in_tens(put, n, |_| "One use [@source-0].".into()) },
    Kind { name: "citations in one text", n: 2000, write: |put, n| in_one(put, n, |_| "One [@source-0].".into()) },
    Kind {
        name: "notes in one text",
        n: 2000,
        write: |put, n| in_one(put, n, |at| format!("A[^{at}].\n\n[^{at}]: B.")),
    },
    Kind { name: "bare addresses", n: 500, write: |put, n| in_tens(put, n, bare_address) },
    Kind { name: "actors", n: 500, write: |put, n| each(n, |at| actor(put, at)) },
    Kind { name: "issues", n: 500, write: |put, n| each(n, |at| issue(put, at)) },
    Kind { name: "cells", n: 500, write: cells },
    Kind { name: "positions in one cell", n: 200, write: positions_in_one_cell },
    Kind { name: "events", n: 500, write: events },
    Kind { name: "links", n: 5000, write: |put, n| in_tens(put, n, |at| format!("See [[briefing-{}]].", at / 10)) },
    Kind { name: "links to headings", n: 500, write: links_to_headings },
    Kind { name: "broken links", n: 100, write: |put, n| in_tens(put, n, |at| format!("See [it](lost-{at}.md).")) },
    Kind { name: "vault of broken links", n: 600, write: |put, n| vault(put, n, lost_links) },
    Kind { name: "vault without links", n: 600, write: |put, n| vault(put, n, |_| String::new()) },
    Kind { name: "lost keys", n: 100, write: lost_keys },
    Kind { name: "lost names", n: 100, write: lost_names },
    Kind { name: "lost pages", n: 500, write: lost_pages },
    Kind { name: "broken anchors", n: 500, write: broken_anchors },
    Kind { name: "wrong options of blocks", n: 100, write: wrong_options },
    Kind { name: "near names in one text", n: 1000, write: near_names },
    Kind { name: "headings in one text", n: 2000, write: |put, n| in_one(put, n, |at| format!("## Heading {at}")) },
    Kind { name: "copied files", n: 1000, write: |put, n| each(n, |at| put(&format!("maps/map-{at}.txt"), "A map")) },
];

fn each(n: usize, write: impl FnMut(usize) -> io::Result<()>) -> io::Result<()> {
    (0..n).try_for_each(write)
}

/// Writes paragraphs, ten in a briefing; they may cite `source-0`.
fn in_tens(put: Put, n: usize, paragraph: impl Fn(usize) -> String) -> io::Result<()> {
    source(put, 0)?;
    each(n.div_ceil(10), |at| {
        let paragraphs: Vec<String> = (at * 10..n.min(at * 10 + 10)).map(&paragraph).collect();
        briefing(put, at, &paragraphs.join("\n\n"))
    })
}

/// Writes paragraphs, all in one briefing; they may cite `source-0`.
fn in_one(put: Put, n: usize, paragraph: impl Fn(usize) -> String) -> io::Result<()> {
    source(put, 0)?;
    briefing(put, 0, &(0..n).map(paragraph).collect::<Vec<_>>().join("\n\n"))
}

/// Notes as people keep them for themselves, with a few paragraphs of prose each.
fn vault(put: Put, n: usize, links: impl Fn(usize) -> String) -> io::Result<()> {
    let prose = "The harbour was closed for a week, and nobody said why until the council met again. ".repeat(8);
    each(n, |at| {
        let text = format!("{prose}\n\n{}\n\n{prose}\n\n{prose}", links(at));
        put(&format!("pages/note-{at}.md"), &format!("---\ntitle: Note {at}\n---\n{text}\n"))
    })
}

/// Eight links, half of them by name: four in a note to what other notes miss too, four to what only it misses.
fn lost_links(at: usize) -> String {
    let missed = |link: usize| {
        if link.is_multiple_of(2) { format!("common-idea-{}", at % 97) } else { format!("idea-{at}-{link}") }
    };
    let link =
        |link: usize| if link < 4 { format!("[[{}]]", missed(link)) } else { format!("[it]({}.md)", missed(link)) };
    (0..8).map(link).collect::<Vec<_>>().join(" and ")
}

/// All have the same words at the end, so that they want the same key.
fn bare_address(at: usize) -> String {
    format!("One [^{at}].\n\n[^{at}]: https://news.example/{at}/the-talks")
}

fn briefings_with_cells(put: Put, n: usize) -> io::Result<()> {
    issue(put, 0)?;
    each(n, |at| {
        actor(put, at)?;
        position(put, &format!("actor-{at}/issue-0"), 1)?;
        let front = format!("title: Briefing {at}\nas_of: 2025-06\nactors: [actor-{at}]\nissues: [issue-0]");
        put(&format!("briefings/briefing-{at}.md"), &format!("---\n{front}\n---\nA sentence.\n"))
    })
}

/// Ten issues, and actors with a position on each.
fn cells(put: Put, n: usize) -> io::Result<()> {
    each(10, |at| issue(put, at))?;
    each(n.div_ceil(10), |at| actor(put, at))?;
    each(n, |at| position(put, &format!("actor-{}/issue-{}", at / 10, at % 10), 1))
}

fn positions_in_one_cell(put: Put, n: usize) -> io::Result<()> {
    actor(put, 0)?;
    issue(put, 0)?;
    each(n, |at| position(put, &format!("actor-0/issue-0.at-{at}"), at))
}

/// Ten actors and ten issues take part in all of them.
fn events(put: Put, n: usize) -> io::Result<()> {
    each(10, |at| actor(put, at).and_then(|()| issue(put, at)))?;
    each(n, |at| {
        let (with, date) = (at % 10, date(at));
        let front = format!("title: Event {at}\ndate: {date}\nactors: [actor-{with}]\nissues: [issue-{with}]");
        put(&format!("events/event-{at}.md"), &format!("---\n{front}\n---\nIt happened.\n"))
    })
}

/// A text with as many headings as there are links to them.
fn links_to_headings(put: Put, n: usize) -> io::Result<()> {
    in_tens(put, n, |at| format!("See [it](../pages/long.md#heading-{at})."))?;
    let headings: String = (0..n).map(|at| format!("## Heading {at}\n\n")).collect();
    put("pages/long.md", &format!("---\ntitle: Long\n---\n{headings}"))
}

/// As many sources as there are citations of none.
fn lost_keys(put: Put, n: usize) -> io::Result<()> {
    each(n, |at| source(put, at))?;
    in_tens(put, n, |at| format!("One [@lost-{at}]."))
}

/// Briefings that name actors and issues that are not there, beside as many that are.
fn lost_names(put: Put, n: usize) -> io::Result<()> {
    each(n, |at| {
        actor(put, at)?;
        issue(put, at)?;
        let front = format!("title: Briefing {at}\nas_of: 2025-06\nactors: [lost-{at}]\nissues: [lost-{at}]");
        put(&format!("briefings/briefing-{at}.md"), &format!("---\n{front}\n---\nA sentence.\n"))
    })
}

/// Briefings that name counterparts, pictures and other briefings that are not there, beside as many that are.
fn lost_pages(put: Put, n: usize) -> io::Result<()> {
    each(n, |at| {
        put(&format!("images/picture-{at}.png"), "")?;
        let front = format!("title: Briefing {at}\nas_of: 2025-06\nalternate: [lost-{at}]\nimage: lost-{at}.png");
        let block = format!("```changes\nsince: lost-{at}\n```\n");
        put(&format!("briefings/briefing-{at}.md"), &format!("---\n{front}\n---\n{block}"))
    })
}

/// Half of them to places of their own text, half to those of another; both have as many headings.
fn broken_anchors(put: Put, n: usize) -> io::Result<()> {
    let headings: String = (0..n).map(|at| format!("## Heading {at}\n\n")).collect();
    let links: String =
        (0..n).map(|at| format!("See [it]({}#headin-{at}).\n\n", if at % 2 == 0 { "" } else { "other.md" })).collect();
    put("pages/links.md", &format!("---\ntitle: Links\n---\n{headings}{links}"))?;
    put("pages/other.md", &format!("---\ntitle: Other\n---\n{headings}"))
}

/// Blocks that name an actor that is not there, a day that is none, and an option that they have not.
fn wrong_options(put: Put, n: usize) -> io::Result<()> {
    each(n, |at| actor(put, at))?;
    in_tens(put, n, |at| format!("```timeline\nactors: [acto-{at}]\nfrom: day-{at}\nsize-{at}: 1\n```"))
}

/// Links by name in one text, each a letter away from many names.
fn near_names(put: Put, n: usize) -> io::Result<()> {
    each(n, |at| actor(put, at))?;
    in_one(put, n, |at| format!("See [[actr-{at}]]."))
}

fn briefing(put: Put, at: usize, text: &str) -> io::Result<()> {
    put(&format!("briefings/briefing-{at}.md"), &format!("---\ntitle: Briefing {at}\nas_of: 2025-06\n---\n{text}\n"))
}

fn source(put: Put, at: usize) -> io::Result<()> {
    let front = format!("title: Source {at}\nurl: https://news.example/2024/{at}\nkind: news\npublished: 2024-05");
    put(&format!("sources/source-{at}.md"), &format!("---\n{front}\n---\nA report.\n"))
}

fn actor(put: Put, at: usize) -> io::Result<()> {
    put(&format!("actors/actor-{at}.md"), &format!("---\nname: Actor {at}\nkind: state\n---\nA state.\n"))
}

fn issue(put: Put, at: usize) -> io::Result<()> {
    put(&format!("issues/issue-{at}.md"), &format!("---\ntitle: Issue {at}\nquestion: Whose?\n---\nIn dispute.\n"))
}

fn position(put: Put, id: &str, at: usize) -> io::Result<()> {
    let front = format!("as_of: {}\nstance: supports\nbasis: stated", date(at));
    put(&format!("positions/{id}.md"), &format!("---\n{front}\n---\nIt is for it.\n"))
}

/// A day of its own for each, for a long time.
fn date(at: usize) -> String {
    format!("{}-{:02}-{:02}", 1900 + at / 336, 1 + at / 28 % 12, 1 + at % 28)
}
