//! A made-up site of any size: the same bytes for the same size, on any machine.
//!
//! A briefing has about 786 words, 12 or 13 citations of 9 sources, two notes of its author, links, a list, and
//! on every third page a table. These are the proportions of a real collection of briefings. The words mean
//! nothing, but they are as long as words are, and some of them are Cyrillic.
//!
//! One thing is chosen for the comparison with the floor. A briefing that places no block gets a matrix, its
//! positions and a timeline by itself when its scope has a position; that is work which the floor does not do at
//! all. So nine briefings of ten are about an actor and an issue without a position, and only every tenth
//! shows what a real one would.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use fastrand::Rng;

const ACTORS: usize = 20;
const ISSUES: usize = 12;
const EVENTS: usize = 30;
/// Positions of each actor, on issues of its own: 60 in all.
const HELD: usize = 3;
/// Sources that a briefing draws on, and how often it cites them.
const DRAWN_ON: usize = 9;
const CITED: usize = 12;
/// Sections of a briefing, and sentences of running text in all of them.
const SECTIONS: [&str; 5] = ["Background", "What was said", "Where they differ", "What it rests on", "Outlook"];
const SENTENCES: usize = 40;

/// How the parts of a site stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Briefings whose authors cite in notes of their own, and no sources.
    Notes,
    /// Many briefings, few sources: one for every four.
    Plain,
    /// The same with a code block on every tenth briefing.
    Code,
    /// More sources than briefings, so that most pages are those of sources.
    Cited,
}

impl Layout {
    /// All of them.
    pub const ALL: [Layout; 4] = [Layout::Notes, Layout::Plain, Layout::Code, Layout::Cited];

    /// What tables and command lines call it.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Notes => "notes",
            Layout::Plain => "plain",
            Layout::Code => "code",
            Layout::Cited => "cited",
        }
    }

    /// The layout of this name.
    pub fn named(name: &str) -> Option<Layout> {
        Layout::ALL.into_iter().find(|layout| layout.name() == name)
    }

    fn sources(self, briefings: usize) -> usize {
        match self {
            Layout::Notes => 0,
            Layout::Plain | Layout::Code => (briefings / 4).max(DRAWN_ON),
            Layout::Cited => (briefings * 181 / 100).max(DRAWN_ON),
        }
    }
}

/// Writes a site with this many briefings.
pub fn write(root: &Path, briefings: usize, layout: Layout) -> io::Result<()> {
    let mut maker = Maker { rng: Rng::with_seed(0x5747_0001), sources: layout.sources(briefings), briefings, layout };
    let put = |path: String, text: String| fs::write(root.join(path), text);
    for folder in ["briefings", "actors", "issues", "positions", "events", "sources", "pages"] {
        fs::create_dir_all(root.join("content").join(folder))?;
    }
    // Where there are no sources, no position can rest on one.
    // Each address would be a source with a page: what is measured here is notes.
    let rules = if layout == Layout::Notes { "note_links: links\nrules:\n  uncited-position: off\n" } else { "" };
    put("standpoint.yaml".to_owned(), format!("{SETTINGS}{rules}"))?;
    put("content/pages/method.md".to_owned(), format!("---\ntitle: Method\n---\n{}\n", maker.prose(5)))?;
    for at in 0..ACTORS {
        put(format!("content/actors/{}.md", actor(at)), maker.actor(at))?;
        fs::create_dir_all(root.join("content/positions").join(actor(at)))?;
        for issue_at in held(at) {
            put(format!("content/positions/{}/{}.md", actor(at), issue(issue_at)), maker.position())?;
        }
    }
    for at in 0..ISSUES {
        put(format!("content/issues/{}.md", issue(at)), maker.issue(at))?;
    }
    for at in 0..EVENTS {
        put(format!("content/events/event-{at:02}.md"), maker.event(at))?;
    }
    for at in 0..maker.sources {
        put(format!("content/sources/{}.md", source(at)), maker.source(at))?;
    }
    for at in 0..briefings {
        put(format!("content/briefings/{}.md", briefing(at)), maker.briefing(at))?;
    }
    Ok(())
}

const SETTINGS: &str = "\
title: A site to measure
description: Made-up briefings in real proportions.
base_url: https://example.org/briefings/
language: en
authors: [Desk One, Desk Two]
";

fn actor(at: usize) -> String {
    format!("actor-{at:02}")
}

fn issue(at: usize) -> String {
    format!("issue-{at:02}")
}

fn source(at: usize) -> String {
    format!("source-{at:04}")
}

/// The path of a briefing without `.md`.
pub fn briefing(at: usize) -> String {
    format!("briefing-{at:05}")
}

/// The issues on which an actor has a position.
fn held(actor: usize) -> [usize; HELD] {
    std::array::from_fn(|nth| (actor * 7 + nth * 5) % ISSUES)
}

struct Maker {
    rng: Rng,
    sources: usize,
    briefings: usize,
    layout: Layout,
}

impl Maker {
    fn actor(&mut self, at: usize) -> String {
        let kind = self.rng.choice(["state", "institution", "person"]).unwrap_or("state");
        format!("---\nname: {}\nkind: {kind}\nshort_name: Actor {at}\n---\n{}\n", self.title(), self.prose(4))
    }

    fn issue(&mut self, at: usize) -> String {
        let (title, question, related) = (self.title(), self.title(), issue((at + 1) % ISSUES));
        format!("---\ntitle: {title}\nquestion: {question}?\nrelated: [{related}]\n---\n{}\n", self.prose(4))
    }

    fn position(&mut self) -> String {
        let stance = self.rng.choice(["supports", "conditional", "ambiguous", "opposes"]).unwrap_or("supports");
        let (first, second) = (self.marker(), self.marker());
        format!(
            "---\nas_of: 2025-06-{:02}\nstance: {stance}\nbasis: stated\nfirmness: firm\n---\n{}{first}.\n\n{}{second}.\n",
            self.rng.usize(1..=28),
            self.sentence(),
            self.sentence(),
        )
    }

    fn event(&mut self, at: usize) -> String {
        let (title, citation) = (self.title(), self.marker());
        format!(
            "---\ntitle: {title}\ndate: 2025-{:02}-{:02}\nplace: Geneva\nkind: summit\nactors: [{}]\nissues: [{}]\n---\n{} {}{citation}.\n",
            1 + at % 12,
            1 + at % 28,
            actor(at % ACTORS),
            issue(at % ISSUES),
            self.prose(2),
            self.sentence(),
        )
    }

    /// The address names the day on which the source came out, as those of newspapers do.
    fn source(&mut self, at: usize) -> String {
        let (title, language) = if at.is_multiple_of(8) {
            (format!("{} {}", self.word(CYRILLIC), self.word(CYRILLIC)), "uk")
        } else {
            (self.title(), "en")
        };
        let (month, day) = (self.rng.usize(1..=12), self.rng.usize(1..=28));
        let kind = self.rng.choice(["news", "document", "analysis", "official-statement"]).unwrap_or("news");
        format!(
            "---\ntitle: {title}\nurl: https://news-{}.example/2024/{month:02}/{day:02}/{}-{at}\npublisher: News {}\n\
             authors: [Author {}]\nkind: {kind}\npublished: 2024-{month:02}-{day:02}\naccessed: 2025-01-10\n\
             language: {language}\nreliability: B\ncredibility: 2\n---\n{}\n",
            at % 40,
            self.word(ENGLISH),
            at % 40,
            at % 90,
            self.prose(2),
        )
    }

    fn briefing(&mut self, at: usize) -> String {
        let (actor_at, issue_at) = self.scope(at);
        let mut text = format!(
            "---\ntitle: {}\nas_of: 2025-{:02}-{:02}\nsummary: {}\nactors: [{}]\nissues: [{}]\n---\n",
            self.title(),
            self.rng.usize(1..=12),
            self.rng.usize(1..=28),
            // No Markdown is read in a summary.
            self.prose(2).replace('*', ""),
            actor(actor_at),
            issue(issue_at),
        );
        let mut tails = self.tails(at).into_iter();
        for (nth, heading) in SECTIONS.into_iter().enumerate() {
            if nth > 0 {
                let _ = write!(text, "## {heading}\n\n");
            }
            for _ in 0..2 {
                for tail in tails.by_ref().take(SENTENCES / SECTIONS.len() / 2) {
                    let _ = write!(text, "{}{tail}. ", self.sentence());
                }
                text.push_str("\n\n");
            }
            match nth {
                1 => self.list(&mut text),
                2 if at.is_multiple_of(3) => self.table(&mut text),
                3 if self.layout == Layout::Code && at.is_multiple_of(10) => text.push_str(&self.code_block(at / 10)),
                _ => {}
            }
        }
        let _ = write!(text, "[^a]: {}{}.\n\n[^b]: {}\n", self.sentence(), self.marker(), self.prose(1));
        if self.layout == Layout::Notes {
            for nth in 1..=CITED {
                let (title, news) = (self.title(), self.rng.usize(0..40));
                let _ = write!(
                    text,
                    "\n[^{nth}]: {title}, *News {news}*, <https://news-{news}.example/2024/{at}-{nth}>.\n"
                );
            }
        }
        text
    }

    /// An actor and an issue; they have a position on every tenth page only.
    fn scope(&mut self, at: usize) -> (usize, usize) {
        let actor = self.rng.usize(0..ACTORS);
        let wanted = at % 10 == 5;
        let issues: Vec<usize> = (0..ISSUES).filter(|issue| held(actor).contains(issue) == wanted).collect();
        (actor, self.rng.choice(issues).unwrap_or(0))
    }

    /// What stands at the end of each sentence: a citation, a link, a note, or nothing.
    fn tails(&mut self, at: usize) -> Vec<String> {
        let mut drawn_on: Vec<String> = (0..DRAWN_ON).map(|_| self.key()).collect();
        if self.layout == Layout::Cited {
            // So that no source is without a use.
            drawn_on[0] = source(at * 2 % self.sources);
            drawn_on[1] = source((at * 2 + 1) % self.sources);
        }
        // Each source once, some again, and one in the notes: 12 or 13 in all.
        let cited = if self.layout == Layout::Notes { CITED } else { CITED - 1 + self.rng.usize(0..2) };
        let mut tails: Vec<String> = (0..cited)
            .map(|nth| match nth % 3 {
                _ if self.layout == Layout::Notes => format!(" [^{}]", nth + 1),
                0 => format!(" [@{}, p. {}]", drawn_on[nth % DRAWN_ON], self.rng.usize(1..40)),
                _ => format!(" [@{}]", drawn_on[nth % DRAWN_ON]),
            })
            .collect();
        tails.extend([" [^a]".to_owned(), " [^b]".to_owned()]);
        tails.push(format!(" as [{}](../actors/{}.md) has it", self.word(ENGLISH), actor(self.rng.usize(0..ACTORS))));
        tails.push(format!(" beside [{}](../issues/{}.md)", self.word(ENGLISH), issue(self.rng.usize(0..ISSUES))));
        for nth in 0..self.rng.usize(0..=3) {
            let other = briefing(self.rng.usize(0..self.briefings));
            tails.push(match nth {
                0 => format!(" (see [[{other}]])"),
                1 => format!(" (see [{}]({other}.md#outlook))", self.word(ENGLISH)),
                _ => format!(" (see [{}]({other}.md))", self.word(ENGLISH)),
            });
        }
        tails.resize(SENTENCES, String::new());
        self.rng.shuffle(&mut tails);
        tails
    }

    fn list(&mut self, text: &mut String) {
        for _ in 0..4 {
            let _ = writeln!(text, "- **{}**: {}", self.word(ENGLISH), self.sentence());
        }
        text.push('\n');
    }

    fn table(&mut self, text: &mut String) {
        text.push_str("| Who | What | Since |\n|---|---|---:|\n");
        for year in 2020..2025 {
            let _ = writeln!(text, "| {} | {} | {year} |", self.title(), self.title());
        }
        text.push('\n');
    }

    /// A short block in one of four languages. No two pages have the same one, so that remembering blocks wins nothing.
    fn code_block(&mut self, at: usize) -> String {
        let other = self.key();
        CODE[at % CODE.len()].replace("KEY", &other).replace("NUMBER", &at.to_string())
    }

    /// The marker of a citation behind a space; nothing where there are no sources.
    fn marker(&mut self) -> String {
        if self.sources == 0 { String::new() } else { format!(" [@{}]", self.key()) }
    }

    fn key(&mut self) -> String {
        source(self.rng.usize(0..self.sources.max(1)))
    }

    fn prose(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence() + ".").collect::<Vec<_>>().join(" ")
    }

    /// 8 to 23 words, one in 25 of them Cyrillic, without a full stop.
    fn sentence(&mut self) -> String {
        let mut text = String::from(self.word(OPENINGS));
        for _ in 0..self.rng.usize(7..23) {
            text.push(' ');
            let word = if self.rng.usize(0..25) == 0 { self.word(CYRILLIC) } else { self.word(ENGLISH) };
            match self.rng.usize(0..60) {
                0 => text.extend(["*", word, "*"]),
                1 => text.extend(["\"", word, "\""]),
                2..=4 => text.extend([word, ","]),
                _ => text.push_str(word),
            }
        }
        // No comma before a full stop or a citation.
        text.truncate(text.trim_end_matches(',').len());
        text
    }

    fn title(&mut self) -> String {
        format!("{} {} of {}", self.word(OPENINGS), self.word(ENGLISH), self.word(ENGLISH))
    }

    fn word(&mut self, words: &'static str) -> &'static str {
        let count = words.split_ascii_whitespace().count();
        words.split_ascii_whitespace().nth(self.rng.usize(0..count)).unwrap_or_default()
    }
}

const OPENINGS: &str = "The A Each This No Neither Another Every Its Their One Such Some Any";

const ENGLISH: &str = "\
    agreement army assembly assurance border bloc brigade capital ceasefire chancellor commission committee concession \
    condition conference council condition credit declaration defence delegation deadline demand deterrence draft \
    election embargo embassy envoy exchange export force foreign formula framework frontier fund government grain \
    guarantee guideline harbour hearing initiative inspection interim joint land leader letter limit line loan mandate \
    mechanism mediation member memorandum military minister mission monitoring neutral negotiation observer offer \
    office official parliament partner passage peace pipeline plan pledge police port power presence president \
    pressure principle proposal protocol question ratification reading recognition reconstruction refusal report \
    request reserve resolution restraint return right round sanction secretary security session settlement share \
    shipment side signal sovereignty spokesman staff stage state statement status strait summit supply support talks \
    tariff term territory text timetable trade training transit treaty troops truce trust union vote warning weapon \
    withdrawal working zone after against among and as at because before behind between but by for from in into of on \
    or over since so than that then through to towards under until when where which while who with without accepted \
    announced argued asked confirmed considered declined demanded denied described expected held insisted kept left \
    made meant met moved named offered opened proposed put rejected repeated said saw sent set signed spoke took told \
    wanted was were will would written clear early final first former full further general high last later likely \
    limited long new open own public recent second several similar strong third unclear whole";

const CYRILLIC: &str = "\
    гарантії безпеки війська переговори перемирие санкции мирный план угода территория Верховна Рада Україна Россия \
    договір міністр заявление";

const CODE: &[&str] = &[
    "```json\n{\n  \"actor\": \"actor-03\",\n  \"issue\": \"issue-07\",\n  \"stance\": \"opposes\",\n  \"as_of\": \"2025-06-14\",\n  \"sources\": [\"KEY\", \"source-0002\"],\n  \"firm\": true,\n  \"votes\": NUMBER\n}\n```\n\n",
    "```yaml\n# A position, as it is kept.\nas_of: 2025-06-14\nstance: opposes\nbasis: stated\nsources:\n  - key: KEY\n    locator: p. NUMBER\n  - key: source-0002\nreview: true\n```\n\n",
    "```sql\nSELECT actor, COUNT(*) AS positions\nFROM positions\nWHERE as_of >= '2025-01-01' AND source <> 'KEY'\nGROUP BY actor\nHAVING COUNT(*) > NUMBER\nORDER BY positions DESC; -- the most outspoken first\n```\n\n",
    "```python\ndef shifts(positions, source=\"KEY\"):\n    \"\"\"Pairs of positions that differ.\"\"\"\n    for before, after in zip(positions, positions[NUMBER:]):\n        if before.stance != after.stance:\n            yield before, after  # one shift\n\n\nprint(len(list(shifts([]))))\n```\n\n",
];
