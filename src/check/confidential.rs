//! What a tired editor says of a source that is to stay hidden, in the very place that cites it.

use std::collections::HashMap;

use super::decoded::letters;
use crate::analysis::evidence::{self, Claim, Claiming};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Document, Meta};
use crate::model::{Site, SourceId, TextId};

/// With fewer letters a name may be any word.
const SHORTEST: usize = 4;

/// The findings about sources of which readers know less than we.
pub fn confidential(site: &Site, out: &mut Vec<Diagnostic>) {
    if site.withheld.is_empty() {
        return;
    }
    let withheld: HashMap<&str, &Document> = site.withheld.iter().map(|it| (&*it.path, &**it)).collect();
    for at in site.texts.ids() {
        unshown(site, at, out);
        for claim in evidence::claims(site, at) {
            let said = said_by(site, &claim);
            let mut hidden = claim.sources.iter().flat_map(|source| hidden_names(site, &withheld, *source));
            if hidden.any(|name| names(&said, name)) {
                let message = format!("this {} names an author of the confidential source that it cites", claim.word());
                out.push(Diagnostic::new(Code::SourceNamed, claim.span(site).clone(), message).mended());
            }
        }
    }
}

/// That a block is to show a passage which readers do not get.
fn unshown(site: &Site, at: TextId, out: &mut Vec<Diagnostic>) {
    let text = &site.texts[at];
    for marker in text.links.blocks.iter().flatten().filter_map(|block| block.quotes) {
        let marker = &text.body.markers[marker as usize];
        let source = marker.part_of(&text.links.cited).first().and_then(|cited| cited.source);
        let is_withheld = |source: SourceId| {
            let source = &site.sources[source].meta;
            source.stand_in.is_some() && source.quotes.is_empty()
        };
        if source.is_some_and(is_withheld) {
            let message = "the passages of this source are not for readers, so this block shows them nothing";
            let finding = Diagnostic::new(Code::EmptyBlock, marker.span.clone(), message);
            out.push(finding.hint("say in your own words what may be known, and cite the source behind it"));
        }
    }
}

/// The words that make a claim.
fn said_by(site: &Site, claim: &Claim) -> String {
    let text = &site.texts[claim.text];
    match (claim.what, &text.meta) {
        (Claiming::Sentence(marker), _) => {
            let sentence = text.body.markers[marker as usize].sentence;
            text.body.sentences[sentence as usize].text.clone()
        }
        (Claiming::Judgement(_, at), Meta::Briefing(briefing)) => {
            briefing.judgements[at as usize].text.written().to_owned()
        }
        (_, Meta::Position(position)) => position.summary.as_ref().map_or("", |summary| summary.written()).to_owned(),
        (_, Meta::Event(event)) => event.title.written().to_owned(),
        _ => String::new(),
    }
}

/// Who wrote a source, where readers are not to know.
fn hidden_names<'s>(site: &Site, withheld: &HashMap<&str, &'s Document>, source: SourceId) -> &'s [String] {
    let entry = &site.sources[source];
    let told = entry.meta.stand_in.is_none() || !entry.meta.authors.is_empty();
    let whole = withheld.get(&*site.texts[entry.text].path).filter(|_| !told);
    match whole.map(|document| &document.meta) {
        Some(Meta::Source(source)) => &source.authors,
        _ => &[],
    }
}

/// Whether some words name somebody: in full, or by the last name.
fn names(said: &str, name: &str) -> bool {
    let whole = letters(name);
    if whole.len() >= SHORTEST && letters(said).contains(&whole) {
        return true;
    }
    // `Ministry of Water` is nobody's name.
    let parts: Vec<&str> = name.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    let is_person = (2..=4).contains(&parts.len()) && parts.iter().all(|part| part.starts_with(char::is_uppercase));
    let last = if name.contains(',') { parts.first() } else { parts.last() };
    let is_said = |last: &&str| {
        let mut words = said.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        last.chars().count() >= SHORTEST && words.any(|word| word == *last)
    };
    is_person && last.is_some_and(is_said)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn somebody_is_named_in_full_or_by_the_last_name() {
        for (said, name) in [
            ("As Quillon Abernathy told us, it is so.", "Quillon Abernathy"),
            ("As Abernathy’s aide told us.", "Quillon Abernathy"),
            ("Mr Abernathy said so.", "Abernathy, Quillon"),
            ("QUILLON ABERNATHY", "Quillon Abernathy"),
            ("За словами Григорія: Нечуйвітер погодився.", "Григорій Нечуйвітер"),
            ("The Ministry of Water says no.", "Ministry of Water"),
        ] {
            assert!(names(said, name), "{said}: {name}");
        }
        for (said, name) in [
            ("The water is low.", "Ministry of Water"),
            ("The dam is there.", "John Dam"),
            ("The may bug.", "Amy May"),
            ("A quill.", "Quillon Abernathy"),
        ] {
            assert!(!names(said, name), "{said}: {name}");
        }
    }
}
