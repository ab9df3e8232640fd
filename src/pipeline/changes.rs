//! What changed in a site, and what rests on a source of it, for those who ask at a command line.

use std::collections::HashSet;

use super::plan::Standing;
use super::report::Clock;
use super::{Edition, Finished, from_files};
use crate::analysis::compare::{Days, Record};
use crate::analysis::day;
use crate::diagnostic::Outcome;
use crate::model::{BriefingId, Build, Date, Day, SourceId};
use crate::paths;
use crate::read;
use crate::render::{self, ComparisonView, GroundedView, ToldChange, TouchedView};
use crate::tags::each_tag;

impl Edition {
    /// Another state of a site, out of its settings and texts, by path from its folder.
    pub fn of_texts(files: Vec<(String, Vec<u8>)>, build: &Build) -> Edition {
        let files = Outcome { value: read::in_memory(files), diagnostics: Vec::new() };
        from_files(files, build, None, &mut Clock::start())
    }

    /// What changed, newest first: what counts on the site's own day, or `until` another, and did not `since` one.
    pub fn changes(&self, since: Option<&Date>, until: Option<&Date>) -> Vec<ToldChange<'_>> {
        render::told(&self.library, since.map(Day::of), until.map(Day::of))
    }

    /// What the site says, to be held against another state of it.
    pub fn record(&self) -> Record {
        render::record(&self.library)
    }

    /// How the site, which says what is recorded as `now`, differs from an `old` state of it; in what counts `until` a day
    /// and did not `since` another, when these are given.
    pub fn compared<'a>(
        &'a self,
        old: &'a Record,
        now: &'a Record,
        since: Option<&Date>,
        until: Option<&Date>,
    ) -> ComparisonView<'a> {
        render::compared(&self.library, old, now, Days { since: since.map(Day::of), until: until.map(Day::of) })
    }

    /// What happened to positions since a build made this `data/positions.json`: `new`, `shift`, `renewed`, `renamed`,
    /// `rewritten` or `gone`, and a sentence with its date.
    pub fn positions_since(&self, json: &str) -> Vec<(&'static str, String)> {
        let (old, now) = (render::past::positions(json), self.record());
        let ComparisonView { changes, renamed, rewritten, gone, .. } = self.compared(&old, &now, None, None);
        let told = changes.into_iter().map(|told| told.change);
        let facts = told.filter(|change| ["new", "shift", "renewed"].contains(&change.kind));
        let facts = facts.map(|change| (change.kind, format!("{} ({})", change.sentence, change.date.edtf)));
        let others = renamed.into_iter().chain(rewritten).chain(gone).filter(|other| other.thing == "position");
        facts.chain(others.map(|other| (other.kind, other.sentence))).collect()
    }

    /// What rests on a source, with what is left of it without that one and some others.
    pub fn touched(&self, source: SourceId, without: &[SourceId]) -> Vec<TouchedView<'_>> {
        render::touched(&self.library, source, without)
    }

    /// What each sentence that cites rests on, of the page at a path.
    pub fn grounded(&self, path: &str) -> Vec<GroundedView<'_>> {
        let (Some(Standing::Page(at)), Some(Finished::Page(page))) = (self.plan().standing(path), self.get(path))
        else {
            return Vec::new();
        };
        let mut ids = HashSet::new();
        each_tag(&page.html, |_, _, attributes| {
            let id = attributes.iter().find(|attribute| attribute.name == "id");
            ids.extend(id.map(|id| id.value));
        });
        render::grounded(&self.library, self.plan().outputs.pages[at].1, &ids)
    }

    /// The date that the site stands for: the newest in it.
    pub fn date(&self) -> Option<&Date> {
        day::date_of_site(self.site())
    }

    /// The briefing of a name: its id, or its file as a shell completes it.
    pub fn briefing(&self, name: &str) -> Option<BriefingId> {
        self.site().briefing_at.get(paths::id_of(name, "briefings")).copied()
    }

    /// Whether there is the file of a briefing that this edition does not show.
    pub fn holds_back(&self, name: &str) -> bool {
        let path = format!("content/briefings/{}.md", paths::id_of(name, "briefings"));
        self.briefing(name).is_none() && self.snapshot().texts.iter().any(|file| *file.path == *path)
    }
}
