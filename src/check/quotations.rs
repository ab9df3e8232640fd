//! Words between quotation marks, held against the passages that the cited source keeps to the letter.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::Quote;
use crate::model::text::Text;
use crate::model::{Site, SourceId};

/// Longer passages, in words times words, are not compared word by word.
const MOST: usize = 1_000_000;
/// With fewer words a quotation may be anybody's.
const FEWEST: usize = 4;
/// Marks that open a quotation, each with those that close it.
const MARKS: [(char, &[char]); 7] = [
    ('“', &['”', '“']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('"', &['"']),
    ('‘', &['’']),
    ('‚', &['‘']),
];
/// Words that turn a statement into its opposite, in the languages of which we know sentences.
const NEGATIONS: [&str; 38] = [
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "none",
    "nobody",
    "nothing",
    "without",
    "cannot",
    "не",
    "ні",
    "ніколи",
    "без",
    "нет",
    "ни",
    "никогда",
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keiner",
    "keinem",
    "nie",
    "niemals",
    "ohne",
    "pas",
    "jamais",
    "sans",
    "aucun",
    "nunca",
    "ni",
    "sin",
    "non",
    "mai",
    "senza",
    "não",
    "bez",
];

/// Reports quotations that say something else than what is kept.
pub fn quotations(site: &Site, out: &mut Vec<Diagnostic>) {
    if site.sources.iter().all(|source| source.meta.quotes.is_empty()) {
        return;
    }
    for text in site.texts.iter() {
        in_text(site, text, out);
    }
}

fn in_text(site: &Site, text: &Text, out: &mut Vec<Diagnostic>) {
    let mut seen = None;
    for marker in &text.body.markers {
        let sources = marker.part_of(&text.links.cited).iter().filter_map(|cited| cited.source);
        let kept: Vec<(SourceId, &Quote)> =
            sources.flat_map(|at| site.sources[at].meta.quotes.iter().map(move |quote| (at, quote))).collect();
        // Several markers may stand in one sentence.
        if kept.is_empty() || seen == Some(marker.sentence) {
            continue;
        }
        seen = Some(marker.sentence);
        for quoted in quoted(&text.body.sentences[marker.sentence as usize].text) {
            if let Some((source, quote, slip)) = slip(quoted, &kept) {
                let (code, words, hint) = slip.told(quoted);
                let key = &site.sources[source].id;
                let message = format!("{words} the passage `{}` that the source `{key}` keeps", quote.id);
                out.push(Diagnostic::new(code, marker.span.clone(), message).hint(hint));
            }
        }
    }
}

/// The quotations in a sentence.
fn quoted(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = sentence;
    while let Some((at, open)) = rest.char_indices().find(|(_, c)| MARKS.iter().any(|(open, _)| open == c)) {
        let inside = &rest[at + open.len_utf8()..];
        let closing = MARKS.iter().find(|(mark, _)| *mark == open).map_or(&[][..], |(_, closing)| closing);
        let end = inside.char_indices().find(|(at, c)| closing.contains(c) && !is_apostrophe(inside, *at, *c));
        let Some((end, close)) = end else { break };
        found.push(&inside[..end]);
        rest = &inside[end + close.len_utf8()..];
    }
    found
}

/// Whether a mark stands within a word: `don’t`.
fn is_apostrophe(text: &str, at: usize, mark: char) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    mark == '’' && text[..at].ends_with(is_letter) && text[at + mark.len_utf8()..].starts_with(is_letter)
}

/// How a quotation differs from what is kept.
#[derive(Debug, PartialEq)]
enum Slip {
    /// What it leaves out says no.
    NegationLeftOut(String),
    /// It has a word where the passage has another one, or none.
    Altered { said: Option<String>, kept: Option<String> },
}

impl Slip {
    fn told(self, quoted: &str) -> (Code, String, String) {
        let begin: String = quoted.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
        match self {
            Slip::NegationLeftOut(left_out) => (
                Code::NegationLeftOut,
                format!("“{begin} …” leaves out “{left_out}” from"),
                "quote it whole: without these words it may say the opposite".to_owned(),
            ),
            Slip::Altered { said, kept } => {
                let hint = match (said, kept) {
                    (Some(said), Some(kept)) => format!("it has “{kept}” where this says “{said}”"),
                    (Some(said), None) => format!("it does not say “{said}”"),
                    (None, Some(kept)) => {
                        format!("it says “{kept}” too; what is left out has an ellipsis in its place")
                    }
                    (None, None) => "compare the two".to_owned(),
                };
                (Code::AlteredQuotation, format!("“{begin} …” is nearly"), hint)
            }
        }
    }
}

/// What is wrong with a quotation: nothing when one of the passages has its words, or when it is like none of them.
fn slip<'q>(quoted: &str, kept: &[(SourceId, &'q Quote)]) -> Option<(SourceId, &'q Quote, Slip)> {
    let parts = parts(quoted);
    if parts.iter().map(Vec::len).sum::<usize>() < FEWEST {
        return None;
    }
    let mut nearest = None;
    for (source, quote) in kept {
        for words in [Some(quote.text.as_str()), quote.translation.as_deref()].into_iter().flatten() {
            let words = self::words(words);
            match found(&parts, &words) {
                Some(places) => match negation(&places, &words) {
                    None => return None,
                    Some(left_out) => nearest = Some((1.0, *source, *quote, Slip::NegationLeftOut(left_out))),
                },
                None if words.len() * quoted.len() > MOST => {}
                None => {
                    let (likeness, slip) = likeness(&parts.concat(), &words);
                    if likeness >= 0.7 && nearest.as_ref().is_none_or(|(known, ..)| *known < likeness) {
                        nearest = Some((likeness, *source, *quote, slip));
                    }
                }
            }
        }
    }
    nearest.map(|(_, source, quote, slip)| (source, quote, slip))
}

/// The words of a text, small and without signs.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '’' || c == '\''));
    let words = words.map(|word| word.trim_matches(['’', '\'']).replace('’', "'").to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// What a quotation says without a break: it breaks at an ellipsis, and where somebody put words of his own in brackets.
fn parts(quoted: &str) -> Vec<Vec<String>> {
    let mut text = String::new();
    let mut depth = 0;
    for c in quoted.replace("...", "…").chars() {
        match c {
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                text.push('…');
            }
            c if depth <= 0 => text.push(c),
            _ => {}
        }
    }
    text.split('…').map(words).filter(|words| !words.is_empty()).collect()
}

/// Where the parts stand in a passage, one behind the other.
fn found(parts: &[Vec<String>], words: &[String]) -> Option<Vec<Range<usize>>> {
    let mut from = 0;
    let mut places = Vec::new();
    for part in parts {
        let at = words[from..].windows(part.len()).position(|window| window == part)?;
        places.push(from + at..from + at + part.len());
        from += at + part.len();
    }
    Some(places)
}

/// The words that a quotation jumps over, where one of them says no.
fn negation(places: &[Range<usize>], words: &[String]) -> Option<String> {
    let says_no = |word: &String| NEGATIONS.contains(&word.as_str()) || word.ends_with("n't");
    let gaps = places.windows(2).map(|pair| &words[pair[0].end..pair[1].start]);
    gaps.filter(|gap| gap.iter().any(says_no)).map(|gap| gap.join(" ")).next()
}

/// How much of what is said stands in a passage in the same order, from 0 to 1; and the first difference.
fn likeness(said: &[String], kept: &[String]) -> (f64, Slip) {
    // The longest common subsequence, from the end.
    let mut longest = vec![vec![0_usize; kept.len() + 1]; said.len() + 1];
    for (i, word) in said.iter().enumerate().rev() {
        for (j, other) in kept.iter().enumerate().rev() {
            longest[i][j] = match word == other {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    // Where what they share begins in the passage.
    let (mut i, mut j) = (0, kept.iter().position(|word| Some(word) == said.first()).unwrap_or(0));
    while i < said.len() && j < kept.len() && said[i] == kept[j] {
        (i, j) = (i + 1, j + 1);
    }
    let (mut word, mut other) = (said.get(i).cloned(), kept.get(j).cloned());
    if said.get(i + 1).is_some() && said.get(i + 1) == kept.get(j) {
        other = None;
    } else if kept.get(j + 1).is_some() && kept.get(j + 1) == said.get(i) {
        word = None;
    }
    (longest[0][0] as f64 / said.len() as f64, Slip::Altered { said: word, kept: other })
}

#[cfg(test)]
mod tests {
    use super::{Slip, found, likeness, negation, parts, quoted, words};

    #[test]
    fn quotations_are_found_in_the_marks_of_each_language() {
        for (sentence, expected) in [
            ("He said “we don’t sign” and left.", vec!["we don’t sign"]),
            ("Er sagte: „Wir gehen.“ Und dann »nie«.", vec!["Wir gehen.", "nie"]),
            ("Він сказав «так» і «ні».", vec!["так", "ні"]),
            ("He ‘can’t’ say.", vec!["can’t"]),
            ("No quotation.", vec![]),
        ] {
            assert_eq!(quoted(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn an_ellipsis_may_not_jump_over_a_no() {
        let kept = words("We will not sign the treaty of March.");
        let places = |said: &str| found(&parts(said), &kept);
        assert_eq!(negation(&places("We will … sign the treaty").expect("it is there"), &kept).as_deref(), Some("not"));
        assert_eq!(negation(&places("not sign […] of March").expect("it is there"), &kept), None);
        assert_eq!(places("sign the [Sarna] treaty of March").map(|places| places.len()), Some(2));
        assert_eq!(places("will sign the treaty"), None);
    }

    #[test]
    fn the_first_difference_is_told() {
        let slip = |said: &str, kept: &str| likeness(&words(said), &words(kept)).1;
        let altered = |said: Option<&str>, kept: Option<&str>| Slip::Altered {
            said: said.map(str::to_owned),
            kept: kept.map(str::to_owned),
        };
        let kept = "They will not open the northern valve.";
        assert_eq!(slip("will open the northern valve", kept), altered(None, Some("not")));
        assert_eq!(slip("will not open the southern valve", kept), altered(Some("southern"), Some("northern")));
        assert_eq!(slip("will not ever open the northern valve", kept), altered(Some("ever"), None));
    }
}
