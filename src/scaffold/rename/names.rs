//! Ids and keys in the settings, in front matter, blocks and citations.

use std::collections::BTreeSet;

use super::edits::Edits;
use super::{Renaming, Written};
use crate::markdown::slug::{last_part, plain};
use crate::markdown::{CiteTarget, Citing, Marker};
use crate::model::document::{Document, Kind, Meta, Phrase, Reference};
use crate::model::{PageKind, Settings};

/// Changes the names in the settings.
pub fn in_settings(settings: &Settings, Renaming { kind, old, new }: &Renaming, edits: &mut Edits) {
    let ordered = match kind {
        Kind::Actor => settings.order.actors.as_slice(),
        Kind::Issue => &settings.order.issues,
        _ => &[],
    };
    for name in ordered.iter().filter(|name| name.value == *old) {
        edits.replace(&name.span, old, new);
    }
    let path = format!("{}/{old}", kind.folder());
    for to in settings.menu.iter().flatten().map(|line| &line.to) {
        let name = to.value.strip_suffix(".md").or_else(|| to.value.strip_suffix(".html")).unwrap_or(&to.value);
        let is_page = *kind == Kind::Page && name == old && PageKind::made_as(name).is_none();
        if is_page || name == path {
            edits.replace_last(&to.span, old, new);
        }
    }
}

/// Changes the names in the front matter of a text.
pub fn in_front_matter(text: &Document, renaming: &Renaming, edits: &mut Edits) {
    let named: Vec<&Reference> = match (renaming.kind, &text.meta) {
        (Kind::Actor, Meta::Briefing(meta)) => meta.actors.iter().collect(),
        (Kind::Actor, Meta::Actor(meta)) => meta.part_of.iter().collect(),
        (Kind::Actor, Meta::Event(meta)) => meta.actors.iter().collect(),
        (Kind::Actor, Meta::Source(meta)) => meta.voice_of.iter().collect(),
        (Kind::Issue, Meta::Briefing(meta)) => meta.issues.iter().collect(),
        (Kind::Issue, Meta::Issue(meta)) => meta.related.iter().collect(),
        (Kind::Issue, Meta::Event(meta)) => meta.issues.iter().collect(),
        (Kind::Event, Meta::Position(meta)) => meta.trigger.iter().collect(),
        (Kind::Event, Meta::Event(meta)) => meta.after.iter().collect(),
        (Kind::Briefing, Meta::Briefing(meta)) => meta.follows.iter().collect(),
        (Kind::Source, Meta::Source(meta)) => meta.derived_from.iter().chain(&meta.contradicts).collect(),
        (Kind::Source, Meta::Briefing(meta)) => meta.judgements.iter().flat_map(|judgement| &judgement.cites).collect(),
        _ => Vec::new(),
    };
    for name in named.into_iter().filter(|name| name.value == renaming.old) {
        edits.replace(&name.span, &renaming.old, &renaming.new);
    }
    let kind = text.meta.kind();
    for alternate in text.alternate.iter().filter(|alternate| !alternate.is_address()) {
        if alternate.named(kind) == (renaming.kind, &renaming.old) {
            edits.replace_last(&alternate.to.span, &renaming.old, &renaming.new);
        }
    }
}

/// Changes the names in the blocks of a text.
pub fn in_blocks(text: &Document, renaming: &Renaming, edits: &mut Edits) {
    let keys: &[&str] = match renaming.kind {
        Kind::Actor => &["actors", "actor"],
        Kind::Issue => &["issues", "issue"],
        Kind::Briefing => &["since", "until", "changed_since"],
        _ => &[],
    };
    let options = text.blocks.iter().flat_map(|block| keys.iter().filter_map(|key| block.options.get(*key)).flatten());
    for name in options.filter(|name| name.value == renaming.old) {
        edits.replace(&name.span, &renaming.old, &renaming.new);
    }
}

/// Changes the keys in the citations of a text, and in what only looks like some.
pub fn in_citations(text: &Document, renaming: &Renaming, edits: &mut Edits) {
    if renaming.kind != Kind::Source {
        return;
    }
    let Renaming { old, new, .. } = renaming;
    for Citing { target, bytes, .. } in text.body.markers.iter().flat_map(Marker::cites) {
        let span = crate::diagnostic::Span::new(&text.path, bytes.clone());
        match target {
            CiteTarget::Key(key) | CiteTarget::Mention(key) if key.split('#').next() == Some(&**old) => {
                edits.replace(&span, old, new)
            }
            // A note of that label would be defined in this text.
            CiteTarget::Label(key) if **key == **old && has_note(text, new) => {
                edits.put(bytes.clone(), format!("[@{new}]"));
            }
            CiteTarget::Label(key) if **key == **old => edits.replace(&span, old, new),
            _ => {}
        }
    }
    for mention in text.body.mentions.iter().filter(|mention| mention.key == *old) {
        edits.replace(&mention.span, old, new);
    }
}

fn has_note(text: &Document, label: &str) -> bool {
    text.body.notes.iter().any(|note| note.label.to_lowercase() == label.to_lowercase())
}

/// By what wiki links name the thing that gets another name.
pub struct Named<'r> {
    renaming: &'r Renaming,
    /// Its titles and aliases, which stay.
    kept: BTreeSet<String>,
    /// The ids of all other texts, and the last parts of these.
    others: BTreeSet<String>,
}

impl<'r> Named<'r> {
    /// What the texts say of it.
    pub fn of(texts: &[Written], renaming: &'r Renaming) -> Named<'r> {
        let Renaming { kind, old, .. } = renaming;
        let own = texts.iter().find(|text| text.document.meta.kind() == *kind && text.document.id == *old);
        let mut kept: BTreeSet<String> = BTreeSet::new();
        if let Some(Written { document, .. }) = own {
            kept.extend(document.meta.title().map(|title| title.written().to_lowercase()));
            kept.extend(document.aliases.iter().map(|name| name.to_lowercase()));
            if let Meta::Actor(actor) = &document.meta {
                let names = actor.short_name.iter().chain(&actor.aliases).map(Phrase::written);
                kept.extend(names.map(str::to_lowercase));
            }
        }
        let others = texts.iter().filter(|text| own.is_none_or(|own| text.document.path != own.document.path));
        let others = others.map(|text| &*text.document.id).flat_map(|id| [plain(id), plain(last_part(id))]).collect();
        Named { renaming, kept, others }
    }

    /// What a wiki link of this name says afterwards, if it is another name.
    pub fn after(&self, name: &str) -> Option<String> {
        let Renaming { kind, old, new } = self.renaming;
        let folder = kind.folder();
        let inside = name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        let (prefix, id) = match inside {
            Some(id) => (format!("{folder}/"), id),
            None => (String::new(), name),
        };
        if id == old {
            return Some(prefix + new);
        }
        let of_position = || {
            let (prefix, cell) = match name.strip_prefix("positions/") {
                Some(cell) => ("positions/", cell),
                None => ("", name),
            };
            let (actor, issue) = cell.split_once('/')?;
            let rest = issue.strip_prefix(old.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('.'));
            match kind {
                Kind::Actor if actor == old => Some(format!("{prefix}{new}/{issue}")),
                Kind::Issue => Some(format!("{prefix}{actor}/{new}{}", rest?)),
                _ => None,
            }
        };
        let is_kept = || self.kept.contains(&id.to_lowercase());
        // In another case, or with other signs between its words.
        let of_case = || (plain(id) == plain(old) && !is_kept()).then(|| [&prefix, new.as_str()].concat());
        of_position().or_else(of_case).or_else(|| self.by_end(name).filter(|_| !is_kept()))
    }

    /// The path that the thing has afterwards, from `content/` and without an ending, where it alone is called so by the name
    /// of its file.
    pub fn path_after(&self, name: &str) -> Option<String> {
        let Renaming { kind, old, new } = self.renaming;
        let is_it =
            *kind != Kind::Position && plain(name) == plain(last_part(old)) && !self.others.contains(&plain(name));
        is_it.then(|| format!("{}/{new}", kind.folder()))
    }

    /// The same where a file in a folder is called by the end of its path alone.
    fn by_end(&self, name: &str) -> Option<String> {
        let Renaming { kind, old, new } = self.renaming;
        if *kind == Kind::Position || !old.contains('/') || self.others.contains(&plain(name)) {
            return None;
        }
        let end = plain(name.trim_start_matches(['.', '/']));
        let is_end = plain(old).strip_suffix(&end).is_some_and(|before| before.ends_with('/'));
        if !is_end {
            return None;
        }
        let (last, last_then) = (last_part(old), last_part(new));
        match end.contains('/') {
            // Only its folder is another one.
            false if plain(last) == plain(last_then) => None,
            false if !self.others.contains(&plain(last_then)) => Some(last_then.to_owned()),
            _ => Some(new.clone()),
        }
    }
}
