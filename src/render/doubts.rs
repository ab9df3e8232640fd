//! What does not fit about a source, in sentences for readers.

use super::cards::Cards;
use crate::diagnostic::Code;
use crate::model::site::Doubt;
use crate::model::{Site, SourceId};

/// The doubts about a source that nobody has answered, and what is answered to the others.
pub fn of<'s>(cards: &Cards, site: &'s Site, source: SourceId) -> (Vec<String>, Vec<&'s str>) {
    let (mut open, mut answers) = (Vec::new(), Vec::new());
    for doubt in site.doubts.get(&source).into_iter().flatten() {
        match site.answer(source, doubt).map(|reason| &*reason.words) {
            // One reason may answer several.
            Some(answer) if answers.contains(&answer) => {}
            Some(answer) => answers.push(answer),
            None => open.push(sentence(cards, site, source, doubt)),
        }
    }
    // That an address or a date is missing the page says where they would stand.
    let path = &site.texts[site.sources[source].text].path;
    for rule in [Code::SourceWithoutUrl, Code::UndatedSource] {
        let answer = site.reason(path, rule).map(|reason| &*reason.words);
        answers.extend(answer.filter(|answer| !answers.contains(answer)));
    }
    (open, answers)
}

fn sentence(cards: &Cards, site: &Site, source: SourceId, doubt: &Doubt) -> String {
    let entry = &site.sources[source];
    let words = cards.words;
    let published = entry.meta.published.as_ref().map(|date| words.date(&date.value)).unwrap_or_default();
    match doubt {
        Doubt::SameAddress { key, .. } => words.with("doubt.same-address", &[("note", key), ("first", &entry.id)]),
        Doubt::AddressDate { named, .. } => {
            words.with("doubt.address-date", &[("named", &words.date(named)), ("published", &published)])
        }
        Doubt::LaterThanUse { named, more } => {
            let named = named.iter().filter_map(|text| {
                let (title, date) = (cards.title(site.texts[*text].page), cards.date(site.as_of(*text)?));
                Some(words.with("doubt.text", &[("title", title), ("date", &date.as_of.unwrap_or(date.text))]))
            });
            let more = (*more > 0).then(|| words.count("doubt.more", *more, &[]));
            let names: Vec<String> = named.chain(more).collect();
            let names = names.join(words.text("list.clauses"));
            words.with("doubt.later", &[("published", &published), ("texts", &names)])
        }
    }
}
