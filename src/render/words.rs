//! What readers meet in words: tables of the theme, `words/LANG.yaml`, two levels deep.
//!
//! A site's theme overrides the built-in tables key by key. What a language lacks stands in the next wider one
//! (`pt-BR`, `pt`), and at last in English. A text names its arguments in braces, and may have a form for each
//! category of numbers that its language has; `themes/default/words/en.yaml` tells translators more.

mod quoted;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use ahash::{HashMap, HashMapExt};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::date::Date;
use crate::model::language::is_other_script;
use crate::model::words::Word;
use crate::nearest::nearest;
use crate::web::NamedPlace;
use crate::yaml::{self, Node, Value};

/// The words of a theme in one language.
#[derive(Debug)]
pub struct Words {
    /// The tag of the language.
    pub tag: String,
    /// The narrowest first; behind those of the language the English ones, which have every key of the program's.
    tables: Vec<Arc<Table>>,
    /// How many of them are of the language itself.
    own: usize,
}

/// A file of words.
#[derive(Debug, Clone, Copy)]
pub struct WordFile<'f> {
    /// Its path from the site's folder.
    pub path: &'f Arc<str>,
    /// What stands in it.
    pub text: &'f str,
}

#[derive(Debug)]
struct Table {
    /// Which form a number asks for.
    rules: Option<PluralRules>,
    sections: HashMap<String, HashMap<String, Forms>>,
}

/// A text in the forms that numbers ask for. One that does not count has the form for all others alone.
type Forms = Vec<(PluralCategory, String)>;

/// Sections that may have keys which the English table does not have.
const OPEN: [&str; 5] = ["languages", LANGUAGE_IN, "scripts", "autonyms", SEASON_AS_OF];

/// The section of what languages call themselves, which is the same in each, so that it stands in the English file alone.
const AUTONYMS: &str = "autonyms";

/// The section of seasons as they stand behind "as of", which few languages have.
const SEASON_AS_OF: &str = "season-as-of";

/// The section of languages as something is said to be in them, which few languages have.
const LANGUAGE_IN: &str = "language-in";

/// Reads files of words, each once.
struct Loader<'l, F> {
    /// Finds those of a tag, such as `pt-br`, the site's before the program's.
    files: F,
    read: BTreeMap<String, Vec<Arc<Table>>>,
    /// The first table of English, which all others are held against.
    english: Option<Arc<Table>>,
    out: &'l mut Vec<Diagnostic>,
}

impl<'f, F: Fn(&str) -> Vec<WordFile<'f>>> Loader<'_, F> {
    /// The tables of a tag by itself.
    fn tables(&mut self, tag: &str) -> Vec<Arc<Table>> {
        if let Some(known) = self.read.get(tag) {
            return known.clone();
        }
        let mut tables = Vec::new();
        // The program's first, since all are held against the English one.
        for file in (self.files)(tag).into_iter().rev() {
            let english = self.english.clone();
            let table = WordsReader { file, english: english.as_deref(), rules: rules(tag), out: self.out }.table();
            let table = Arc::new(table);
            self.english.get_or_insert_with(|| table.clone());
            tables.push(table);
        }
        tables.reverse();
        self.read.insert(tag.to_owned(), tables.clone());
        tables
    }

    /// The words of a language; what it lacks is English, and what that lacks, in the language of the site.
    fn words(&mut self, language: &str, site: &str) -> Words {
        let tag = language.to_ascii_lowercase();
        let english = self.tables("en");
        // The widest first, so that findings come in this order.
        let mut own: Vec<_> = wider(&tag).into_iter().rev().map(|tag| self.tables(tag)).collect();
        own.reverse();
        let own = own.concat();
        let last = if language == site { Vec::new() } else { self.words(site, site).tables };
        let is_english = wider(&tag).contains(&"en");
        let tables = own.iter().cloned().chain(english.into_iter().filter(|_| !is_english)).chain(last).collect();
        Words { tag: language.to_owned(), tables, own: own.len() }
    }
}

/// A tag in small letters with those of the wider languages in its script, the narrowest first.
fn wider(tag: &str) -> Vec<&str> {
    let all = std::iter::successors(Some(tag), |tag| Some(tag.rsplit_once('-')?.0));
    all.filter(|wider| !is_other_script(tag, wider)).collect()
}

impl Words {
    /// Reads the words of the languages of a site, its own first. `files` finds those of a tag, such as `pt-br`, the
    /// site's before the program's. A language of which nobody has words is not among what comes back, unless it is the
    /// first.
    pub fn load<'f>(languages: &[&str], files: impl Fn(&str) -> Vec<WordFile<'f>>) -> Outcome<Vec<Words>> {
        let mut diagnostics = Vec::new();
        let mut loader = Loader { files, read: BTreeMap::new(), english: None, out: &mut diagnostics };
        let site = languages.first().copied().unwrap_or("en");
        let words = languages.iter().map(|language| loader.words(language, site)).enumerate();
        let words = words.filter(|(at, words)| *at == 0 || words.own > 0).map(|(_, words)| words).collect();
        Outcome { value: words, diagnostics }
    }

    /// Whether there are words in this very language.
    pub fn has_own(&self) -> bool {
        self.own > 0
    }

    /// The keys that the language itself lacks, so that they are said in English.
    pub fn lacking(&self) -> Vec<String> {
        let (own, others) = self.tables.split_at(self.own);
        let mut lacking = BTreeSet::new();
        // What English leaves empty, only some languages have, such as the forms of seasons.
        let is_common = |name: &String| {
            !self.tables.iter().any(|table| table.sections.get(name).is_some_and(|section| section.is_empty()))
        };
        for (name, section) in others.iter().flat_map(|table| &table.sections).filter(|(name, _)| is_common(name)) {
            let known = |key: &&String| own.iter().any(|table| table.lookup(name, key, None).is_some());
            let missing = section.keys().filter(|key| name != AUTONYMS && !known(key));
            lacking.extend(missing.map(|key| format!("{name}.{key}")));
        }
        lacking.into_iter().collect()
    }

    /// A text that has no arguments.
    pub fn text<'w>(&'w self, key: &'w str) -> &'w str {
        self.find(key, None).unwrap_or(key)
    }

    /// A text with its arguments in their places.
    pub fn with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        fill(self.text(key), &self.tag, |name, out| out.push_str(argument(arguments, name)))
    }

    /// A text in the form that a number asks for; it is the argument `n`.
    pub fn count(&self, key: &str, n: usize, arguments: &[(&str, &str)]) -> String {
        let number = n.to_string();
        fill(self.find(key, Some(n)).unwrap_or(key), &self.tag, |name, out| {
            out.push_str(if name == "n" { &number } else { argument(arguments, name) });
        })
    }

    /// The label of a word out of a closed list.
    pub fn label<W: Word>(&self, word: W) -> &str {
        self.lookup(W::NAME, word.id(), None).unwrap_or(word.id())
    }

    /// A place in a source.
    pub fn place(&self, place: &NamedPlace) -> String {
        match place {
            NamedPlace::Page(page) => self.with("place.page", &[("page", page)]),
            NamedPlace::Time(seconds) => {
                let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
                let time = match hours {
                    0 => format!("{minutes}:{seconds:02}"),
                    _ => format!("{hours}:{minutes:02}:{seconds:02}"),
                };
                self.with("place.time", &[("time", &time)])
            }
            NamedPlace::Words(words) => self.with("place.words", &[("words", words)]),
            NamedPlace::Part(name) => self.with("place.part", &[("name", name)]),
            NamedPlace::Copy(day) => match day.as_deref().map(Date::parse) {
                Some(Ok(day)) => self.with("place.copy-of-day", &[("date", &self.date(&day))]),
                _ => self.text("place.copy").to_owned(),
            },
        }
    }

    /// A date: `20 August 2025`, `about August 2025`, `spring 2022`.
    pub fn date(&self, date: &Date) -> String {
        self.date_of(date, None)
    }

    /// The same behind words that mean "as of", where the language has another form there: `весну 2025`.
    pub fn date_as_of(&self, date: &Date) -> Option<String> {
        let season = date.season()?.to_string();
        let own = self.tables[..self.own].iter().find_map(|table| table.lookup(SEASON_AS_OF, &season, None))?;
        Some(self.date_of(date, Some(own)))
    }

    fn date_of(&self, date: &Date, season_as_of: Option<&str>) -> String {
        let (year, month, day) = date.known();
        let year = &*year.to_string();
        let named = |section, number: i8| self.lookup(section, &number.to_string(), None).unwrap_or_default();
        let plain = match (date.season(), month, day) {
            (None, Some(month), Some(day)) => self.count(
                "date.day",
                day.unsigned_abs().into(),
                &[("month", named("month-of-day", month)), ("year", year)],
            ),
            (None, Some(month), None) => self.with("date.month", &[("month", named("month", month)), ("year", year)]),
            (Some(season), ..) => {
                let season = season_as_of.unwrap_or_else(|| named("season", season));
                self.with("date.season", &[("season", season), ("year", year)])
            }
            _ => self.with("date.year", &[("year", year)]),
        };
        let around = |marked, key, text: String| if marked { self.with(key, &[("date", &text)]) } else { text };
        around(date.uncertain, "date.uncertain", around(date.approximate, "date.approximate", plain))
    }

    /// What a reader calls the language of a tag: `Ukrainian`, `Portuguese (BR)`, `Serbian (Latin script)`; the tag
    /// itself when there is no word for its language.
    pub fn language(&self, tag: &str) -> String {
        self.language_of(&["languages"], tag)
    }

    /// The same where something is said to be in it, as far as the language has another form there: `po angielsku`.
    pub fn in_language(&self, tag: &str) -> String {
        self.language_of(&[LANGUAGE_IN, "languages"], tag)
    }

    fn language_of(&self, sections: &[&str], tag: &str) -> String {
        let named = |section, part: &str| self.lookup(section, &part.to_ascii_lowercase(), None);
        let known = |part| sections.iter().find_map(|section| named(section, part));
        let (primary, rest) = tag.split_once('-').unwrap_or((tag, ""));
        match known(tag).or_else(|| known(primary)) {
            Some(name) if rest.is_empty() || known(tag).is_some() => name.to_owned(),
            Some(name) => {
                let parts: Vec<&str> = rest.split('-').map(|part| named("scripts", part).unwrap_or(part)).collect();
                self.with("language.with-parts", &[("language", name), ("parts", &parts.join(self.text("list.words")))])
            }
            None => tag.to_owned(),
        }
    }

    /// What the language of a tag calls itself: `українська`; else what this one calls it.
    pub fn autonym(&self, tag: &str) -> String {
        let primary = tag.split('-').next().unwrap_or(tag);
        let named = |part: &str| self.lookup(AUTONYMS, &part.to_ascii_lowercase(), None);
        named(tag).or_else(|| named(primary)).map_or_else(|| self.language(tag), str::to_owned)
    }

    /// The text of a key in the form for a number.
    pub fn find(&self, key: &str, n: Option<usize>) -> Option<&str> {
        let (section, key) = key.split_once('.')?;
        self.lookup(section, key, n)
    }

    /// A text in all its forms, each with the category of numbers that asks for it, as CLDR calls it.
    pub fn forms(&self, key: &str) -> Vec<(&'static str, &str)> {
        let find =
            |(section, key): (&str, &str)| self.tables.iter().find_map(|table| table.sections.get(section)?.get(key));
        let forms = key.split_once('.').and_then(find);
        forms.into_iter().flatten().map(|(category, text)| (category_name(*category), &**text)).collect()
    }

    /// The arguments that the text of a key asks for, in any of its forms; with `n` where it counts.
    pub fn asked(&self, key: &str) -> Option<BTreeSet<String>> {
        let (section, key) = key.split_once('.')?;
        let forms = self.tables.iter().find_map(|table| table.sections.get(section)?.get(key))?;
        let mut asked = names(forms);
        asked.extend((forms.len() > 1).then(|| "n".to_owned()));
        Some(asked)
    }

    fn lookup(&self, section: &str, key: &str, n: Option<usize>) -> Option<&str> {
        self.tables.iter().find_map(|table| table.lookup(section, key, n))
    }
}

impl Table {
    fn lookup(&self, section: &str, key: &str, n: Option<usize>) -> Option<&str> {
        let forms = self.sections.get(section)?.get(key)?;
        let form = |wanted| Some(&*forms.iter().find(|(category, _)| *category == wanted)?.1);
        let asked = |n: usize| form(self.rules.as_ref()?.category_for(n));
        let exact = match n {
            // Most have one form, which needs no rule.
            _ if forms.len() == 1 => None,
            Some(0) => form(PluralCategory::Zero).or_else(|| asked(0)),
            Some(n) => asked(n),
            None => None,
        };
        exact.or_else(|| form(PluralCategory::Other))
    }
}

/// What CLDR calls a category of numbers.
fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Whether this can be the tag of a language, as files of words are named.
pub fn is_tag(name: &str) -> bool {
    let language = Locale::try_from_str(name).map(|tag| tag.id.language);
    language.is_ok_and(|language| language.as_str().len() < 4 && !language.is_unknown())
}

/// Puts arguments into the places of a text of a language. Where it has them in quotes, these get inner ones.
pub fn fill(text: &str, tag: &str, mut argument: impl FnMut(&str, &mut String)) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, name, behind)) = place(rest) {
        filled.push_str(before);
        let start = filled.len();
        argument(name, &mut filled);
        if let Some(marks) = quoted::around(before, behind, tag) {
            let set = quoted::set(&filled[start..], marks);
            filled.replace_range(start.., &set);
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

fn argument<'a>(arguments: &[(&str, &'a str)], name: &str) -> &'a str {
    arguments.iter().find(|(known, _)| *known == name).map_or("…", |(_, value)| value)
}

/// The first `{name}` of a text: what stands before it, the name, what stands behind it.
fn place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, behind) = rest.split_once('}')?;
    Some((before, name, behind))
}

/// The names of the arguments in some forms.
fn names(forms: &Forms) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, text) in forms {
        fill(text, "", |name, _| {
            found.insert(name.to_owned());
        });
    }
    found
}

/// Which form a number asks for in a language; without rules there is one form for all.
fn rules(tag: &str) -> Option<PluralRules> {
    let language: PluralRulesPreferences = Locale::try_from_str(tag).ok()?.into();
    PluralRules::try_new_cardinal(language).ok()
}

/// Reads a table. What cannot be used is reported and left out, so that what stands below it is used.
struct WordsReader<'r> {
    file: WordFile<'r>,
    /// The English table, unless this is it.
    english: Option<&'r Table>,
    rules: Option<PluralRules>,
    out: &'r mut Vec<Diagnostic>,
}

impl WordsReader<'_> {
    fn table(mut self) -> Table {
        let mut sections = HashMap::new();
        match yaml::parse(self.file.text) {
            Ok(root) => {
                for (name, place, node) in self.pairs(root, "sections, each with lines of `key: text`") {
                    let section = self.section(&name, place, node);
                    sections.insert(name, section);
                }
            }
            Err(refusal) => self.out.push(refusal.finding("this file of words", self.file.text, self.file.path, 0)),
        }
        Table { rules: self.rules, sections }
    }

    fn section(&mut self, name: &str, place: Range<usize>, node: Node) -> HashMap<String, Forms> {
        let english = self.english.map(|english| english.sections.get(name));
        if let (Some(None), Some(english)) = (english, self.english) {
            // A theme may have words of its own. They stand in a section of their own, so that a slip can be told.
            if let Some(near) = nearest(name, english.sections.keys().map(String::as_str)) {
                self.report(Code::UnknownKey, place, format!("the words of the program have no section `{name}`"))
                    .hints
                    .push(format!("did you mean `{near}`? words of a theme's own need a name that is not so near"));
            }
        }
        let mut texts = HashMap::new();
        for (key, place, node) in self.pairs(node, "lines of `key: text`") {
            let Some(forms) = self.forms(node) else { continue };
            if english.flatten().is_none_or(|english| self.fits(name, &key, place, &forms, english)) {
                texts.insert(key, forms);
            }
        }
        texts
    }

    /// Whether a text can stand for the English one of its key.
    fn fits(
        &mut self,
        section: &str,
        key: &str,
        place: Range<usize>,
        forms: &Forms,
        english: &HashMap<String, Forms>,
    ) -> bool {
        let Some(model) = english.get(key) else {
            if !OPEN.contains(&section) {
                let words = format!("the section `{section}` has no text `{key}`");
                let near = nearest(key, english.keys().map(String::as_str));
                let hint = near.map_or("put words of the theme's own into a section of their own".to_owned(), |near| {
                    format!("did you mean `{near}`?")
                });
                self.report(Code::UnknownKey, place, words).hints.push(hint);
            }
            return OPEN.contains(&section);
        };
        let (taken, known) = (names(forms), names(model));
        let Some(unknown) = taken.difference(&known).next() else { return true };
        let words = format!("`{section}.{key}` has no argument `{{{unknown}}}`");
        let known: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
        let hint = if known.is_empty() { "it has none".to_owned() } else { format!("it has {}", known.join(", ")) };
        self.report(Code::UnknownKey, place, words).hints.push(hint);
        false
    }

    /// A text, or a text for each category of numbers.
    fn forms(&mut self, node: Node) -> Option<Forms> {
        let range = node.range.clone();
        let forms = match node.value {
            Value::Text(text, _) => return Some(vec![(PluralCategory::Other, text.into_owned())]),
            Value::Map(_) => self.pairs(node, "a form"),
            _ => {
                self.wrong(range, "a text, or a form for each category of numbers");
                return None;
            }
        };
        let mut found = Forms::new();
        for (name, place, node) in forms {
            let category = PluralCategory::get_for_cldr_string(&name).filter(|category| self.is_asked_for(*category));
            match (category, node.value) {
                (Some(category), Value::Text(text, _)) => found.push((category, text.into_owned())),
                (Some(_), _) => self.wrong(node.range, "a text"),
                (None, _) => {
                    let words = format!("in this language no number asks for a form `{name}`");
                    self.report(Code::UnknownKey, place, words);
                }
            }
        }
        let complete = found.iter().any(|(category, _)| *category == PluralCategory::Other);
        if !complete {
            self.report(Code::MissingKey, range, "these forms have no `other`, which stands for all that are not here");
        }
        complete.then_some(found)
    }

    /// Whether the language has the category. A form for nothing at all, such as `no source`, makes sense in each.
    fn is_asked_for(&self, category: PluralCategory) -> bool {
        matches!(category, PluralCategory::Zero | PluralCategory::Other)
            || self.rules.as_ref().is_none_or(|rules| rules.categories().any(|known| known == category))
    }

    /// The keys of a map, each with its place and its value.
    fn pairs<'n>(&mut self, node: Node<'n>, wanted: &str) -> Vec<(String, Range<usize>, Node<'n>)> {
        let Value::Map(pairs) = node.value else {
            self.wrong(node.range, wanted);
            return Vec::new();
        };
        let mut found: Vec<(String, Range<usize>, Node<'n>)> = Vec::with_capacity(pairs.len());
        let mut seen = HashSet::new();
        for (key, value) in pairs {
            match key.value {
                Value::Text(name, _) if seen.insert(name.clone()) => found.push((name.into_owned(), key.range, value)),
                Value::Text(name, _) => {
                    self.report(Code::DuplicateKey, key.range, format!("the key `{name}` stands here twice"))
                        .hints
                        .push("keep one of them; the first counts".to_owned());
                }
                _ => self.wrong(key.range, "a word as key"),
            }
        }
        found
    }

    fn wrong(&mut self, place: Range<usize>, wanted: &str) {
        self.report(Code::WrongType, place, format!("here must stand {wanted}"));
    }

    fn report(&mut self, code: Code, place: Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        self.out.push(Diagnostic::new(code, Span::new(self.file.path, place), message));
        let last = self.out.len() - 1;
        &mut self.out[last]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::{
        Basis, Confidence, Credibility, Firmness, Likelihood, Reliability, SourceKind, Stance, Status,
    };

    const ENGLISH: &str = include_str!("../../themes/default/words/en.yaml");

    /// The words of a language for a site whose theme has one file of its own, and the findings in that.
    fn load(language: &str, own: (&str, &str)) -> (Words, Vec<String>) {
        let path = Arc::from("words.yaml");
        let files = |tag: &str| {
            let own = (own.0 == tag).then_some(own.1).into_iter();
            own.chain((tag == "en").then_some(ENGLISH)).map(|text| WordFile { path: &path, text }).collect()
        };
        let Outcome { mut value, diagnostics } = Words::load(&[language], files);
        let told = diagnostics.iter().map(|finding| {
            let at = &own.1[finding.span.range()];
            format!("{} at `{at}`: {} ({})", finding.code.name(), finding.message, finding.hints.join("; "))
        });
        (value.remove(0), told.collect())
    }

    fn english() -> Words {
        let (words, findings) = load("en", ("xx", ""));
        assert_eq!(findings, [] as [&str; 0]);
        words
    }

    #[test]
    fn the_narrowest_table_that_has_a_text_counts() {
        let own = "title:\n  matrix: Matriz\ngap:\n  no-actor: não há “{id}”\n";
        let (words, findings) = load("pt-BR", ("pt", own));
        assert_eq!(findings, [] as [&str; 0]);
        assert_eq!(words.text("title.matrix"), "Matriz");
        assert_eq!(words.text("title.timeline"), "Timeline", "what the language lacks is English");
        assert_eq!(words.with("gap.no-actor", &[("id", "x")]), "não há “x”");
        assert_eq!(words.label(Stance::Opposes), "Opposes");
    }

    #[test]
    fn a_number_asks_for_the_form_of_its_language() {
        let (pl, ar) = (
            "own:\n  sources:\n    one: \"{n} źródło\"\n    few: \"{n} źródła\"\n    many: \"{n} źródeł\"\n    other: źródła\n",
            "own:\n  n: {zero: zero, one: one, two: two, few: few, many: many, other: other}\n",
        );
        let (words, findings) = load("pl", ("pl", pl));
        assert_eq!(findings, [] as [&str; 0]);
        let counted = [1, 2, 5, 12, 22, 25, 0].map(|n| words.count("own.sources", n, &[]));
        let expected = ["1 źródło", "2 źródła", "5 źródeł", "12 źródeł", "22 źródła", "25 źródeł", "0 źródeł"];
        assert_eq!(counted, expected);
        assert_eq!(words.count("doubt.more", 5, &[]), "5 more", "what is English counts in English");
        let (words, findings) = load("ar", ("ar", ar));
        assert_eq!(findings, [] as [&str; 0]);
        let forms = [0, 1, 2, 3, 10, 11, 99, 100, 102, 103].map(|n| words.count("own.n", n, &[]));
        assert_eq!(forms, ["zero", "one", "two", "few", "few", "many", "many", "other", "other", "few"]);
    }

    #[test]
    fn nothing_at_all_may_have_a_form_in_each_language() {
        let own = "own:\n  n: {zero: no source, one: a source, other: \"{n} sources\"}\n";
        let (words, findings) = load("en", ("en", own));
        assert_eq!(findings, [] as [&str; 0]);
        assert_eq!([0, 1, 2].map(|n| words.count("own.n", n, &[])), ["no source", "a source", "2 sources"]);
    }

    #[test]
    fn what_a_theme_writes_wrong_is_told_and_left_out() {
        let own = "titel:\n  a: b\ntitle:\n  matrx: Grid\n  matrix: [a]\n  timeline: \"{when}\"\n  events: A\n  events: B\n\
            doubt:\n  text: \"{titel}\"\n  more:\n    few: x\n    one: y\nlanguages:\n  tlh: Klingon\n";
        let (words, findings) = load("en", ("en", own));
        let expected = [
            "unknown-key at `titel`: the words of the program have no section `titel` (did you mean `title`? words of a theme's own need a name that is not so near)",
            "duplicate-key at `events`: the key `events` stands here twice (keep one of them; the first counts)",
            "unknown-key at `matrx`: the section `title` has no text `matrx` (did you mean `matrix`?)",
            "wrong-type at `[a]`: here must stand a text, or a form for each category of numbers ()",
            "unknown-key at `timeline`: `title.timeline` has no argument `{when}` (it has none)",
            "unknown-key at `text`: `doubt.text` has no argument `{titel}` (it has `{date}`, `{title}`)",
            "unknown-key at `few`: in this language no number asks for a form `few` ()",
            "missing-key at `few: x\n    one: y\n`: these forms have no `other`, which stands for all that are not here ()",
        ];
        assert_eq!(findings, expected);
        let texts = ["title.matrix", "title.timeline", "title.events"].map(|key| words.text(key));
        assert_eq!(texts, ["Matrix", "Timeline", "A"]);
        assert_eq!(words.language("tlh-Latn"), "Klingon (Latin script)");
        let (words, findings) = load("en", ("en", "title: {matrix: Grid"));
        assert!(findings[0].starts_with("bad-yaml"), "{findings:?}");
        assert_eq!(words.text("title.matrix"), "Matrix");
    }

    #[test]
    fn dates_read_as_before() {
        let words = english();
        let parts = ["", "-01", "-05", "-12", "-01-01", "-02-28", "-05-20", "-12-31", "-21", "-22", "-23", "-24"];
        for date in parts.iter().flat_map(|part| ["", "~", "?", "%"].map(|mark| format!("2024{part}{mark}"))) {
            let date = Date::parse(&date).unwrap();
            assert_eq!(words.date(&date), date.to_string());
        }
    }

    #[test]
    fn dates_follow_their_language() {
        let cases = [
            (
                "fr",
                "date:\n  day: {one: \"1er {month} {year}\", other: \"{n} {month} {year}\"}\nmonth-of-day: {1: janvier}\n",
                "2025-01-01",
                "1er janvier 2025",
            ),
            ("zh", "date:\n  day: \"{year}年{month}{n}日\"\nmonth-of-day: {8: 8月}\n", "2025-08-20", "2025年8月20日"),
            ("pl", "month: {8: sierpień}\nmonth-of-day: {8: sierpnia}\n", "2025-08-20", "20 sierpnia 2025"),
            ("pl", "month: {8: sierpień}\nmonth-of-day: {8: sierpnia}\n", "2025-08?", "sierpień 2025 (uncertain)"),
        ];
        for (language, own, date, expected) in cases {
            let (words, findings) = load(language, (language, own));
            assert_eq!(findings, [] as [&str; 0]);
            assert_eq!(words.date(&Date::parse(date).unwrap()), expected);
        }
    }

    #[test]
    fn tags_have_names_that_readers_know() {
        let tags = ["uk", "UK", "pt-BR", "sr-Latn", "zh-Hant-TW", "tlh", "tlh-Latn"];
        let expected = [
            "Ukrainian",
            "Ukrainian",
            "Portuguese (BR)",
            "Serbian (Latin script)",
            "Chinese (traditional, TW)",
            "tlh",
            "tlh-Latn",
        ];
        assert_eq!(tags.map(|tag| english().language(tag)), expected);
    }

    /// A built-in file that is not English.
    macro_rules! built_in {
        ($($tag:literal),+) => { [$(($tag, include_str!(concat!("../../themes/default/words/", $tag, ".yaml")))),+] };
    }

    #[test]
    fn every_built_in_language_says_all_that_english_says() {
        for (tag, text) in built_in!("ar", "de", "es", "fr", "pl", "ru", "uk", "zh") {
            let (words, findings) = load(tag, (tag, text));
            assert_eq!(findings, [] as [&str; 0], "{tag}");
            assert_eq!(words.lacking(), [] as [&str; 0], "{tag}");
            let (own, english) = (&words.tables[0], &words.tables[1]);
            for (name, key, model) in english.sections.iter().flat_map(|(n, s)| s.iter().map(move |(k, f)| (n, k, f))) {
                let Some(forms) = own.sections.get(name).and_then(|section| section.get(key)) else { continue };
                let mut wanted = names(model);
                // A form such as "one of them" need not repeat the number.
                wanted.remove("n");
                assert!(wanted.is_subset(&names(forms)), "{tag}: {name}.{key} leaves out an argument");
                let rules = own.rules.as_ref().expect("rules");
                let asked = || (1..=130).map(|n: usize| rules.category_for(n));
                let has = |wanted| forms.iter().any(|(category, _)| *category == wanted);
                // Where no whole number asks for `other`, it has the form of fractions, which fits no number of things.
                let may_be_other = asked().any(|category| category == PluralCategory::Other);
                assert!(forms.len() == 1 || may_be_other || asked().all(has), "{tag}: {name}.{key} lacks a form");
            }
        }
    }

    #[test]
    fn every_word_of_a_closed_list_has_a_label() {
        fn check<W: Word>(words: &Words) {
            for word in W::ALL {
                let key = format!("{}.{}", W::NAME, word.id());
                assert!(words.find(&key, None).is_some(), "{key}");
            }
            assert_eq!(words.tables[0].sections[W::NAME].len(), W::ALL.len(), "{}", W::NAME);
        }
        let words = &english();
        check::<Stance>(words);
        check::<Basis>(words);
        check::<Firmness>(words);
        check::<Likelihood>(words);
        check::<Confidence>(words);
        check::<SourceKind>(words);
        check::<Status>(words);
        check::<Reliability>(words);
        check::<Credibility>(words);
    }
}
