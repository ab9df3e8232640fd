//! The sources as BibTeX, for biblatex and for what knows only the BibTeX of 1988.
//!
//! What both must read sets the form. An escape never holds a brace alone, since BibTeX counts braces behind a
//! backslash too; a date stands as `date`, which is all that biblatex needs, and as `year` and `month` for the others.

use std::fmt::Write;

use super::{by_key, csl, room};
use crate::markdown::slug;
use crate::model::date::Date;
use crate::model::document::Source;
use crate::model::words::{Publication, SourceKind, Word};
use crate::render::Library;
use crate::render::words::Words;

/// The names that stand for months without braces.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// All sources, by key.
pub fn write(library: &Library) -> String {
    let (site, words) = (library.site(), library.words());
    let sources = by_key(site);
    let ids: Vec<&str> = sources.iter().map(|at| site.sources[*at].id.as_str()).collect();
    let mut bib = String::with_capacity(room(sources.len()));
    for (key, at) in keys(&ids).iter().zip(sources) {
        if !bib.is_empty() {
            bib.push('\n');
        }
        entry(&mut bib, words, key, &site.sources[at].meta, &csl::retracted_behind(library, at));
    }
    bib
}

/// A source by itself.
pub(super) fn one(words: &Words, key: &str, source: &Source, behind: &[String]) -> String {
    let mut bib = String::new();
    keys(&[key]).iter().for_each(|key| entry(&mut bib, words, key, source, behind));
    bib
}

fn entry(bib: &mut String, words: &Words, key: &str, source: &Source, behind: &[String]) {
    let BibtexForm { kind, subtype, container, publisher } = BibtexForm::of(source);
    // Writing to a string cannot fail.
    let _ = writeln!(bib, "@{kind}{{{key},");
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(bib, "  {name} = {value},");
        }
    };
    let verbatim = |text: &str| format!("{{{text}}}");
    let plain = |text: &str| format!("{{{}}}", escape(text));
    // A second pair of braces keeps names whole and capitals as they are.
    let whole = |text: &str| format!("{{{{{}}}}}", escape(text));

    let one = |name: &String| if name == "et al." { "others".to_owned() } else { verbatim(&escape(name)) };
    let people = |names: &[String]| {
        let people: Vec<String> = names.iter().map(one).collect();
        (!people.is_empty()).then(|| verbatim(&people.join(" and ")))
    };
    field("author", people(&source.authors));
    field("editor", people(&source.editors));
    field("title", (!source.title.is_empty()).then(|| whole(source.title.written())));
    field(container, source.container.as_deref().map(whole));
    field("volume", source.volume.as_deref().map(plain));
    field("number", source.issue.as_deref().map(plain));
    field("pages", source.pages.as_deref().map(|pages| plain(pages).replace('–', "--")));
    field("edition", source.edition.as_deref().map(plain));
    field(publisher, source.publisher.as_deref().map(whole));
    field("address", source.place.as_deref().map(plain));
    let published = source.published.as_ref().map(|published| &published.value);
    field("date", published.map(Date::edtf).map(verbatim));
    field("year", published.map(|date| verbatim(&date.known().0.to_string())));
    let month = published.and_then(|date| MONTHS.get(usize::try_from(date.known().1?).ok()?.checked_sub(1)?));
    field("month", month.map(|month| (*month).to_owned()));
    field("url", source.url.as_ref().map(|url| verbatim(&address(&url.value.url))));
    field("urldate", source.accessed.as_ref().map(Date::edtf).map(verbatim));
    field("doi", source.doi.as_deref().map(|doi| verbatim(&address(doi))));
    field("isbn", source.isbn.as_deref().map(plain));
    field("howpublished", source.medium.as_deref().map(plain));
    field("language", source.language.as_deref().map(plain));
    let names: Vec<&str> = source.keys.iter().map(|key| key.value.as_str()).filter(|key| !key.contains(',')).collect();
    field("ids", (!names.is_empty()).then(|| verbatim(&names.join(", "))));
    field("entrysubtype", subtype.map(verbatim));
    field("keywords", source.kind.map(Word::id).map(verbatim));
    let mut remarks = csl::remarks(words, source, behind);
    remarks.extend(source.archived.iter().map(|copy| csl::archived(words, copy)));
    field("note", (!remarks.is_empty()).then(|| plain(&remarks.join("; "))));
    bib.push_str("}\n");
}

/// What a source is to BibTeX.
struct BibtexForm {
    /// The type of its entry.
    kind: &'static str,
    /// What the type does not tell.
    subtype: Option<&'static str>,
    /// The field for what it is a part of.
    container: &'static str,
    /// The field for who brought it out.
    publisher: &'static str,
}

impl BibtexForm {
    fn of(source: &Source) -> BibtexForm {
        let loose = if source.url.is_some() { "online" } else { "misc" };
        let said = source.publication.or_else(|| {
            let is_in_newspaper = source.container.is_some() && source.kind == Some(SourceKind::News);
            is_in_newspaper.then_some(Publication::ArticleNewspaper)
        });
        let (kind, subtype) = match said {
            None => (loose, None),
            Some(Publication::ArticleJournal) => ("article", None),
            Some(Publication::ArticleMagazine) => ("article", Some("magazine")),
            Some(Publication::ArticleNewspaper) => ("article", Some("newspaper")),
            Some(Publication::Book) => ("book", None),
            Some(Publication::Chapter) => ("incollection", None),
            Some(Publication::PaperConference) => ("inproceedings", None),
            Some(Publication::Report) => ("techreport", None),
            // Of which degree, nobody told us.
            Some(Publication::Thesis) => ("thesis", None),
            Some(Publication::Manuscript) => ("unpublished", None),
            Some(Publication::Pamphlet) => ("booklet", None),
            Some(Publication::EntryEncyclopedia) => ("inreference", None),
            Some(Publication::Dataset) => ("dataset", None),
            Some(Publication::Software) => ("software", None),
            Some(Publication::Patent) => ("patent", None),
            Some(Publication::Legislation) => ("legislation", None),
            Some(Publication::LegalCase) => ("jurisdiction", None),
            Some(Publication::PersonalCommunication) => ("letter", None),
            Some(other) => (loose, Some(other.id())),
        };
        let container = match kind {
            "article" => "journal",
            "incollection" | "inproceedings" | "inreference" => "booktitle",
            _ => "maintitle",
        };
        let publisher = match kind {
            "article" | "book" | "incollection" | "inproceedings" | "inreference" => "publisher",
            "techreport" => "institution",
            "thesis" => "school",
            _ => "organization",
        };
        BibtexForm { kind, subtype, container, publisher }
    }
}

/// Text as TeX prints it, on one line.
fn escape(text: &str) -> String {
    let mut tex = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        // TeX makes a dash or a quote of two of these.
        if matches!(c, '-' | '\'' | '`') && tex.ends_with(c) {
            tex.push_str("{}");
        }
        match c {
            '&' | '%' | '$' | '#' | '_' => tex.extend(['\\', c]),
            '{' => tex.push_str("{\\textbraceleft}"),
            '}' => tex.push_str("{\\textbraceright}"),
            '\\' => tex.push_str("{\\textbackslash}"),
            '~' => tex.push_str("{\\textasciitilde}"),
            '^' => tex.push_str("{\\textasciicircum}"),
            c if c.is_control() => tex.push(' '),
            c => tex.push(c),
        }
    }
    tex
}

/// An address without the characters that end a field or an escape; everything else is read to the letter.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// A key for each id: the id itself wherever BibTeX takes it. Keys that differ only in case are one key to BibTeX.
fn keys(ids: &[&str]) -> Vec<String> {
    let (plain, others): (Vec<usize>, Vec<usize>) = (0..ids.len()).partition(|at| ids[*at].chars().all(is_plain));
    let mut keys = vec![String::new(); ids.len()];
    let mut given = slug::Ids::default();
    for at in plain.into_iter().chain(others) {
        let wanted: String = ids[at].chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
        let folded = wanted.to_lowercase();
        let number = given.unique(&folded).split_off(folded.len());
        keys[at] = wanted + &number;
    }
    keys
}

/// Whether a character may stand in the key of an entry, for BibTeX, biber and TeX alike.
fn is_plain(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphanumeric() || "-_.:+/".contains(c)
}
