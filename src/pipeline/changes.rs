//! What changed in a site, for those who ask at a command line.

use super::Edition;
use crate::analysis::day;
use crate::model::{BriefingId, Date, Day};
use crate::render::{self, view::ToldChange};

impl Edition {
    /// What changed, newest first: what counts on the site's own day, or `until` another, and did not `since` one.
    pub fn changes(&self, since: Option<&Date>, until: Option<&Date>) -> Vec<ToldChange<'_>> {
        render::told(&self.library, since.map(Day::of), until.map(Day::of))
    }

    /// The date that the site stands for: the newest in it.
    pub fn date(&self) -> Option<&Date> {
        day::date_of_site(self.site())
    }

    /// The briefing of a name: its id, or its file as a shell completes it.
    pub fn briefing(&self, name: &str) -> Option<BriefingId> {
        let id = name.strip_prefix("content/").unwrap_or(name);
        let id = id.strip_prefix("briefings/").unwrap_or(id);
        let id = id.strip_suffix(".md").or(id.strip_suffix(".html")).unwrap_or(id);
        self.site().briefing_at.get(id).copied()
    }
}
