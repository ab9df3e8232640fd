//! The generated parts of a page: what each block's template may know.

use std::collections::{BTreeMap, BTreeSet};

use super::cards::word;
use super::compose::{Composer, gap_line, no_source, note_id};
use super::gaps;
use super::view::{BlockView, CitedSource, JudgementView, Part, PositionView, PositionsByIssue, Text, WordView};
use crate::model::Site;
use crate::model::date::Date;
use crate::model::document::{BlockOptions, Briefing, Reference};
use crate::model::site::Entry;
use crate::model::words::Word;

/// What a page's blocks show when their options do not say otherwise.
pub struct Scope<'a> {
    /// Indexes of the actors.
    pub actors: Vec<usize>,
    /// Indexes of the issues.
    pub issues: Vec<usize>,
    /// There is nothing that has positions, so events are not chosen by it.
    everything: bool,
    /// For readers: what it should hold, and the site does not have.
    gap: Option<String>,
    /// The briefing whose judgements they show.
    briefing: Option<&'a Entry<Briefing>>,
}

impl<'a> Scope<'a> {
    /// Everything that has positions.
    pub fn all(site: &'a Site) -> Scope<'a> {
        let actors = (0..site.actors.len()).filter(|at| !site.cells_of_actor[*at].is_empty()).collect();
        let issues = (0..site.issues.len()).filter(|at| !site.cells_of_issue[*at].is_empty()).collect();
        Scope::new(actors, issues, None)
    }

    /// What a briefing names; what it does not name, all that have positions on the rest.
    pub fn of(site: &'a Site, briefing: &'a Entry<Briefing>) -> Scope<'a> {
        let named_actors = find(&briefing.meta.actors, |id| site.actor(id));
        let named_issues = find(&briefing.meta.issues, |id| site.issue(id));
        // Of names that are all unknown nothing is meant, rather than everything.
        let (all_actors, all_issues) = (briefing.meta.actors.is_empty(), briefing.meta.issues.is_empty());
        let holds = |all: bool, named: &[usize], at: usize| all || named.contains(&at);
        let touched = site.cells.iter().filter(|cell| {
            holds(all_actors, &named_actors, cell.actor) && holds(all_issues, &named_issues, cell.issue)
        });
        let (with_actors, with_issues): (BTreeSet<usize>, BTreeSet<usize>) =
            touched.map(|cell| (cell.actor, cell.issue)).unzip();
        let actors = if all_actors { with_actors.into_iter().collect() } else { named_actors };
        let issues = if all_issues { with_issues.into_iter().collect() } else { named_issues };
        let scope = Scope::new(actors, issues, Some(briefing));
        Scope {
            everything: scope.everything && all_actors && all_issues,
            gap: gaps::of_briefing(site, &briefing.meta),
            ..scope
        }
    }

    fn new(actors: Vec<usize>, issues: Vec<usize>, briefing: Option<&'a Entry<Briefing>>) -> Scope<'a> {
        let everything = actors.is_empty() && issues.is_empty();
        Scope { actors, issues, everything, gap: None, briefing }
    }

    /// Whether it has a position to show.
    fn has_positions(&self, site: &Site) -> bool {
        self.actors.iter().any(|actor| self.issues.iter().any(|issue| site.cell_at.contains_key(&(*actor, *issue))))
    }

    fn narrowed(&self, site: &Site, options: &BlockOptions) -> (Vec<usize>, Vec<usize>) {
        let actors = options.options.get("actors").map(|names| find(names, |id| site.actor(id)));
        let issues = options.options.get("issues").map(|names| find(names, |id| site.issue(id)));
        (actors.unwrap_or_else(|| self.actors.clone()), issues.unwrap_or_else(|| self.issues.clone()))
    }
}

fn find(references: &[Reference], index: impl Fn(&str) -> Option<usize>) -> Vec<usize> {
    references.iter().filter_map(|id| index(&id.value)).collect()
}

/// The text of a page, with its blocks made. A briefing that places no block gets a sensible order by itself.
pub fn text<'a, M>(composer: &mut Composer<'a>, site: &'a Site, entry: &'a Entry<M>, scope: &Scope<'a>) -> Text {
    let mut made = Made { site, scope, parts: Vec::new(), gap: scope.gap.as_deref(), judged: false };
    let main = composer.main(entry);
    let tail = composer.html_with(&main, |composer, at, html| {
        let block = &entry.body.blocks[at as usize];
        if site.blocks.contains(&block.name) {
            made.parts.push(Part::Html(std::mem::take(html)));
            made.block(composer, &block.name, &entry.blocks[at as usize]);
        } else {
            html.push_str(&block.code);
        }
    });
    made.parts.push(Part::Html(tail));
    let placed = entry.body.blocks.iter().any(|block| site.blocks.contains(&block.name));
    made.add_missing(composer, placed);
    Text { parts: made.parts }
}

/// Puts the sources of the page into its `sources` blocks, now that all have their numbers.
pub fn fill_sources(composer: &Composer, site: &Site, text: &mut Text) {
    for part in &mut text.parts {
        let Part::Block(block) = part else { continue };
        if block.name != "sources" {
            continue;
        }
        let kinds = block.options.get("kind");
        block.sources = composer
            .cited()
            .enumerate()
            .filter(|(_, at)| {
                let kind = site.sources[*at].meta.kind.map(Word::id);
                kinds.is_none_or(|kinds| kinds.iter().any(|wanted| Some(wanted.as_str()) == kind))
            })
            .map(|(before, at)| CitedSource {
                number: before + 1,
                note: note_id(&site.sources[at].id),
                source: composer.cards.source(at),
            })
            .collect();
    }
}

struct Made<'s, 'a> {
    site: &'a Site,
    scope: &'s Scope<'a>,
    parts: Vec<Part>,
    /// What the scope lacks, until it has been said.
    gap: Option<&'s str>,
    /// The judgements have been shown; their markers have ids, which must not come twice.
    judged: bool,
}

impl<'a> Made<'_, 'a> {
    /// Adds what the author did not place: all in order when there was no block at all, and always the
    /// judgements, since their sources count on being shown.
    fn add_missing(&mut self, composer: &mut Composer<'a>, placed: bool) {
        let Some(briefing) = self.scope.briefing else { return };
        let judged = self.judged || (briefing.meta.judgements.is_empty() && !lacks_judgements(briefing));
        if !judged {
            self.headed(composer, "judgements", "Judgements");
        }
        if briefing.unread.whole.is_some() {
            // What it was to show is not known.
            return;
        }
        if let Some(gap) = self.gap.take() {
            self.say(gap);
        }
        if !placed && self.scope.has_positions(self.site) {
            self.headed(composer, "matrix", "Who stands where");
            self.headed(composer, "positions", "Positions by issue");
            if !self.events(&BlockOptions::default()).is_empty() {
                self.headed(composer, "timeline", "Timeline");
            }
        }
    }

    fn headed(&mut self, composer: &mut Composer<'a>, name: &str, title: &str) {
        if !self.site.blocks.contains(name) {
            return;
        }
        let id = composer.unique_id(name);
        self.parts.push(Part::Html(format!("<h2 id=\"{id}\">{title}</h2>\n")));
        let url = format!("#{id}");
        composer.contents.push(super::view::ContentsEntry { level: 2, title: title.to_owned(), url, id });
        composer.level = 2;
        self.block(composer, name, &BlockOptions::default());
    }

    /// Says what is missing.
    fn say(&mut self, words: &str) {
        let mut html = String::new();
        gap_line(&mut html, words);
        self.parts.push(Part::Html(html));
    }

    fn block(&mut self, composer: &mut Composer<'a>, name: &str, options: &BlockOptions) {
        if let Some(gap) = self.gap.take() {
            self.say(gap);
        }
        let gap = gaps::of_block(self.site, name, options);
        if let Some(words) = &gap.words {
            self.say(words);
        }
        let (actors, issues) = self.scope.narrowed(self.site, options);
        let chosen = !matches!(name, "sources" | "judgements");
        if gap.empty || (chosen && self.scope.gap.is_some() && (actors.is_empty() || issues.is_empty())) {
            return;
        }
        let level = (composer.level + 1).min(6);
        let mut view = BlockView {
            name: name.to_owned(),
            options: plain(options),
            level,
            matrix: None,
            positions: Vec::new(),
            events: Vec::new(),
            sources: Vec::new(),
            judgements: Vec::new(),
        };
        match name {
            "matrix" => view.matrix = Some(composer.cards.matrix(&actors, &issues)),
            "positions" => view.positions = self.positions(composer, &actors, &issues, level),
            "timeline" => view.events = self.events(options).into_iter().map(|at| composer.cards.event(at)).collect(),
            "judgements" => view.judgements = self.judgements(composer),
            // Its sources are known when the whole page is.
            "sources" => {}
            // A block that the theme adds may want any of these.
            _ => {
                view.matrix = Some(composer.cards.matrix(&actors, &issues));
                view.events = self.events(options).into_iter().map(|at| composer.cards.event(at)).collect();
            }
        }
        self.parts.push(Part::Block(Box::new(view)));
    }

    fn positions(
        &self,
        composer: &mut Composer<'a>,
        actors: &[usize],
        issues: &[usize],
        level: u8,
    ) -> Vec<PositionsByIssue> {
        let site = self.site;
        issues
            .iter()
            .filter_map(|&issue| {
                let cells: Vec<usize> =
                    actors.iter().filter_map(|&actor| site.cell_at.get(&(actor, issue)).copied()).collect();
                let gaps = actors.iter().filter(|actor| !site.cell_at.contains_key(&(**actor, issue)));
                (!cells.is_empty()).then(|| PositionsByIssue {
                    issue: composer.cards.issue(issue),
                    positions: cells.iter().map(|&cell| position_beside(composer, site, cell, level + 2)).collect(),
                    gaps: gaps.map(|&actor| composer.cards.actor(actor)).collect(),
                })
            })
            .collect()
    }

    /// The events in scope, oldest first.
    fn events(&self, options: &BlockOptions) -> Vec<usize> {
        let site = self.site;
        let (actors, issues) = self.scope.narrowed(site, options);
        let chosen = ["actors", "issues"].iter().any(|key| options.options.contains_key(*key));
        let everything = self.scope.everything && !chosen;
        let bound = |key: &str| options.options.get(key)?.first().and_then(|date| Date::parse(&date.value).ok());
        let (from, to) = (bound("from"), bound("to"));
        let names_one = |references: &[Reference], known: &[usize], index: &dyn Fn(&str) -> Option<usize>| {
            references.is_empty() || references.iter().any(|id| index(&id.value).is_some_and(|at| known.contains(&at)))
        };
        (0..site.events.len())
            .filter(|&at| {
                let meta = &site.events[at].meta;
                let after = from
                    .as_ref()
                    .is_none_or(|from| meta.date.as_ref().is_some_and(|date| date.latest() >= from.earliest()));
                let before =
                    to.as_ref().is_none_or(|to| meta.date.as_ref().is_some_and(|date| date.earliest() <= to.latest()));
                after
                    && before
                    && (everything
                        || (names_one(&meta.actors, &actors, &|id| site.actor(id))
                            && names_one(&meta.issues, &issues, &|id| site.issue(id))))
            })
            .collect()
    }

    fn judgements(&mut self, composer: &mut Composer<'a>) -> Vec<JudgementView> {
        let Some(briefing) = self.scope.briefing else { return Vec::new() };
        if std::mem::replace(&mut self.judged, true) {
            return Vec::new();
        }
        if lacks_judgements(briefing) {
            self.say("Some judgements are left out: they could not be read.");
        }
        let judgements = briefing.meta.judgements.iter().zip(&briefing.links.judgements);
        judgements
            .map(|(judgement, cited)| {
                let mut html = String::new();
                for (key, cited) in judgement.cites.iter().zip(cited) {
                    match cited.source {
                        Some(source) => composer.source_marker("", source, cited.ordinal, None, "", &mut html),
                        None => no_source(&mut html, &key.value),
                    }
                }
                let sources: BTreeSet<usize> = cited.iter().filter_map(|cited| cited.source).collect();
                // A word that was written and is none must not seem never to have been there.
                let missing = |key, label| judgement.refused.contains(key).then_some(WordView { id: "missing", label });
                let band = judgement.likelihood.map(crate::model::words::Likelihood::band);
                JudgementView {
                    text: judgement.text.clone(),
                    html,
                    likelihood: judgement.likelihood.map(word).or_else(|| missing("likelihood", "Likelihood missing")),
                    from: band.map(|(from, _)| from),
                    to: band.map(|(_, to)| to),
                    confidence: judgement.confidence.map(word).or_else(|| missing("confidence", "Confidence missing")),
                    sources: sources.len(),
                }
            })
            .collect()
    }
}

/// Whether something stands under `judgements` that is none.
fn lacks_judgements(briefing: &Entry<Briefing>) -> bool {
    briefing.unread.keys.contains("judgements")
}

/// Today's position of a cell, on a page that is not its own.
pub fn position_beside<'a>(composer: &mut Composer<'a>, site: &'a Site, cell: usize, base: u8) -> PositionView {
    let entry = &site.positions[site.cells[cell].positions[0]];
    position(composer, site, cell, 0, &entry.scope(), base)
}

/// A position of a cell in full; `nth` 0 is today's. An empty `scope` means that the page is about it.
pub fn position<'a>(
    composer: &mut Composer<'a>,
    site: &'a Site,
    cell: usize,
    nth: usize,
    scope: &str,
    base: u8,
) -> PositionView {
    let entry = &site.positions[site.cells[cell].positions[nth]];
    let text = if scope.is_empty() { composer.main(entry) } else { composer.beside(entry, scope, base) };
    let html = composer.html(&text);
    let anchor = composer.unique_id(&entry.anchor());
    PositionView { card: composer.cards.position(cell, nth), html, anchor }
}

fn plain(options: &BlockOptions) -> BTreeMap<String, Vec<String>> {
    let words = |references: &[Reference]| references.iter().map(|reference| reference.value.clone()).collect();
    options.options.iter().map(|(key, values)| (key.clone(), words(values))).collect()
}
