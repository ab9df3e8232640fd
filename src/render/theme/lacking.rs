//! What the words of a language lack, so that its pages say it in another one.

use std::sync::Arc;

use super::Languages;
use super::files::Templates;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::render::words::Words;

/// How many keys a finding names.
const FIRST: usize = 3;

/// A finding for each language of which words are missing, however many they are. `own` are the files of words that the
/// theme `name` has; `words` leaves out the languages of which there are none.
pub fn lacking(name: &str, languages: &Languages, words: &[Arc<Words>], own: &Templates) -> Vec<Diagnostic> {
    let finding = |(tag, asked_by): &(String, Arc<str>)| {
        let file = format!("themes/{name}/words/{tag}.yaml");
        let known = words.iter().find(|words| words.tag == *tag && words.has_own());
        let Some(known) = known else {
            let spoken = if words[0].has_own() && words[0].tag != *tag { &words[0].tag } else { "en" };
            let message = format!("the theme has no words in `{tag}`, so it speaks `{spoken}` there");
            let hint = format!("write them into {file}, with the keys of the built-in words/en.yaml");
            return Some(Diagnostic::new(Code::MissingWords, Span::file(asked_by), message).hint(hint));
        };
        let lacking = known.lacking();
        let first: Vec<String> = lacking.iter().take(FIRST).map(|key| format!("`{key}`")).collect();
        let more = match lacking.len() - first.len() {
            0 if first.is_empty() => return None,
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!("the words of `{tag}` lack {}{more}, which stand in English there", first.join(", "));
        let place = own_file(tag, own).unwrap_or(asked_by);
        Some(Diagnostic::new(Code::MissingWords, Span::file(place), message).hint(format!("put them into {file}")))
    };
    languages.iter().filter_map(finding).collect()
}

/// The file of the narrowest tag that a theme has for a language.
fn own_file<'o>(tag: &str, own: &'o Templates) -> Option<&'o Arc<str>> {
    let tag = tag.to_ascii_lowercase();
    let tags = std::iter::successors(Some(&*tag), |tag| Some(tag.rsplit_once('-')?.0));
    tags.filter_map(|tag| own.get(tag)).map(|file| &file.path).next()
}
