//! Pages that say the same in other languages: `alternate:` in front matter. Whichever side names the other, each leads to
//! all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::drafts::{Drafts, HeldBack};
use super::placed::Placed;
use crate::analysis::alternate::target;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Alternate, Kind};
use crate::model::site::{SameAs, Things};
use crate::model::table::Table;
use crate::model::{PageId, TextId};
use crate::nearest::Suggestions;

/// For each page that has a counterpart: all that say the same, itself too. Names that lead nowhere are reported.
pub fn pages(
    things: &Things,
    texts: &Table<TextId, Placed>,
    drafts: &Drafts,
    site_language: &str,
    out: &mut Vec<Diagnostic>,
) -> BTreeMap<PageId, Arc<[SameAs]>> {
    let (mut groups, near) = (Groups::default(), Suggestions::default());
    for Placed { document, page, .. } in texts.iter() {
        let kind = document.meta.kind();
        for alternate in &*document.alternate {
            let same = match &alternate.language {
                Some(tag) if alternate.is_address() => Some(SameAs::Web(tag.value.clone(), alternate.to.value.clone())),
                _ => target(things, kind, alternate).map(SameAs::Page),
            };
            let own = document.language.as_deref().unwrap_or(site_language);
            let is = |page: PageId| {
                let text = things.pages[page].text.and_then(|text| texts[text].document.language.as_deref());
                text.unwrap_or(site_language)
            };
            let said = alternate.language.as_ref().map(|tag| tag.value.as_str());
            let is_other = match &same {
                Some(SameAs::Page(page)) => {
                    let is = is(*page);
                    !is.eq_ignore_ascii_case(own) && said.is_none_or(|said| said.eq_ignore_ascii_case(is))
                }
                _ => said.is_none_or(|said| !said.eq_ignore_ascii_case(own)),
            };
            match same {
                // What `check` tells of the languages of the two is no reason to lead readers to the wrong one.
                Some(_) if !is_other => {}
                Some(same) => groups.join(*page, same),
                None => out.extend(lost(things, kind, alternate, drafts, &near)),
            }
        }
    }
    groups.done()
}

/// That there is no page of a name; nothing where it is one that readers get later.
fn lost(things: &Things, kind: Kind, alternate: &Alternate, drafts: &Drafts, near: &Suggestions) -> Option<Diagnostic> {
    let (name, (kind, id)) = (&alternate.to, alternate.named(kind));
    match drafts.thing(kind, id) {
        Some(HeldBack::Later) => return None,
        Some(held) => return held.named(&name.span, &format!("the {} `{id}`", kind.word())),
        None => {}
    }
    let near = near.nearest(&format!("{}/{id}", kind.folder()), || {
        let briefings = things.briefings.iter().map(|entry| ["briefings/", &entry.id].concat());
        briefings.chain(things.free_pages.iter().map(|entry| ["pages/", &entry.id].concat()))
    });
    let folder = kind.folder();
    let message = format!("there is no page `{}` to lead to in another language", name.value);
    let finding = Diagnostic::new(Code::UnknownAlternate, name.span.clone(), message)
        .did_you_mean(&name.value, near.as_deref())
        .hint(format!("write content/{folder}/{id}.md, correct the id, or give a whole address"));
    Some(finding)
}

/// Which pages say the same, as far as is known.
#[derive(Default)]
struct Groups {
    of: BTreeMap<PageId, usize>,
    all: Vec<BTreeSet<SameAs>>,
}

impl Groups {
    fn join(&mut self, page: PageId, same: SameAs) {
        let own = self.of_page(page);
        let SameAs::Page(other) = same else {
            self.all[own].insert(same);
            return;
        };
        let other = self.of_page(other);
        if own != other {
            for member in std::mem::take(&mut self.all[other]) {
                if let SameAs::Page(page) = member {
                    self.of.insert(page, own);
                }
                self.all[own].insert(member);
            }
        }
    }

    /// The group of a page, which has none but itself at first.
    fn of_page(&mut self, page: PageId) -> usize {
        let Groups { of, all } = self;
        *of.entry(page).or_insert_with(|| {
            all.push([SameAs::Page(page)].into());
            all.len() - 1
        })
    }

    fn done(self) -> BTreeMap<PageId, Arc<[SameAs]>> {
        let all: Vec<Arc<[SameAs]>> = self.all.into_iter().map(|group| group.into_iter().collect()).collect();
        self.of.into_iter().map(|(page, at)| (page, all[at].clone())).collect()
    }
}
