//! Words as the index has them: folded, so that case and marks make no difference. The script of the theme
//! (`static/search.js`) folds what a reader types in the same way.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer word is none that anybody types.
const LONGEST: usize = 40;

/// Gives each word of a plain text to `take`, folded.
pub fn of_text(text: &str, take: &mut impl FnMut(&str)) {
    let mut words = IndexedWords::new(take);
    words.text(text);
    words.end();
}

/// Gives each word of some markup to `take`, folded. What stands in tags is no word.
pub fn of_markup(html: &str, take: &mut impl FnMut(&str)) {
    let mut words = IndexedWords::new(take);
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let sign = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        words.text(&rest[..sign]);
        let end = match rest.as_bytes().get(sign) {
            Some(b'<') => rest[sign..].find('>'),
            Some(_) => rest.as_bytes()[sign..].iter().take(10).position(|byte| *byte == b';'),
            None => break,
        };
        match end.map(|end| &rest[sign + 1..sign + end]) {
            Some("#39" | "#x27" | "apos") => words.apostrophe(),
            _ => words.end(),
        }
        at += sign + end.unwrap_or(0) + 1;
    }
    words.end();
}

/// By what the words of a pack are chosen: all forms that the script may take for one word share it. That is the first
/// three letters, of scripts without spaces the first, since a reader may type one sign, and of Cyrillic ones, whose vowels come and go, the first and the next consonant.
pub fn key(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or_default();
    if !is_cyrillic(first) {
        let length = if is_unspaced(first) { 1 } else { 3 };
        return word.chars().take(length).collect();
    }
    let consonant = letters.find(|c| !"аеиоуыэюяієьъ".contains(*c));
    [Some(first), consonant.map(kin)].into_iter().flatten().collect()
}

/// Consonants that take turns in the forms of a word.
fn kin(consonant: char) -> char {
    match consonant {
        'з' | 'ж' => 'г',
        'ц' | 'ч' => 'к',
        'с' | 'ш' => 'х',
        other => other,
    }
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Whether a letter is of a script that sets no spaces between words. Of such a run each pair of letters is a word,
/// and its last letter, which begins no pair.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// The words of a text, as its letters come.
struct IndexedWords<'t, T: FnMut(&str)> {
    word: String,
    letters: usize,
    /// The letter before, in a script without spaces.
    before: Option<char>,
    take: &'t mut T,
}

impl<'t, T: FnMut(&str)> IndexedWords<'t, T> {
    fn new(take: &'t mut T) -> IndexedWords<'t, T> {
        IndexedWords { word: String::new(), letters: 0, before: None, take }
    }

    /// Most letters are folded already, and stand side by side.
    fn text(&mut self, text: &str) {
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let run = rest.bytes().take_while(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9')).count();
            if run > 0 {
                self.letters(&rest[..run]);
                at += run;
            } else if let Some(c) = rest.chars().next() {
                self.push(c);
                at += c.len_utf8();
            }
        }
    }

    /// Takes letters and figures that are folded.
    fn letters(&mut self, run: &str) {
        if self.before.is_some() {
            self.end();
        }
        self.word.push_str(run);
        self.letters += run.len();
    }

    fn push(&mut self, c: char) {
        match c {
            'a'..='z' | '0'..='9' | 'а'..='и' | 'к'..='я' | 'є' | 'і' => self.letter(c),
            'A'..='Z' => self.letter(c.to_ascii_lowercase()),
            '\'' | '’' | '‘' | 'ʼ' => self.apostrophe(),
            '\u{ad}' | '\u{200c}' | '\u{200d}' => {}
            _ if c.is_ascii() => self.end(),
            _ => std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part)).for_each(|part| self.folded(part)),
        }
    }

    fn folded(&mut self, part: char) {
        for c in part.to_lowercase() {
            match c {
                'ς' => self.letter('σ'),
                'ґ' => self.letter('г'),
                'ł' => self.letter('l'),
                'ø' => self.letter('o'),
                'đ' => self.letter('d'),
                'ı' => self.letter('i'),
                'ß' => "ss".chars().for_each(|c| self.letter(c)),
                'æ' => "ae".chars().for_each(|c| self.letter(c)),
                'œ' => "oe".chars().for_each(|c| self.letter(c)),
                _ if is_combining_mark(c) => {}
                _ if is_unspaced(c) && c.is_alphanumeric() => self.unspaced(c),
                _ if c.is_alphanumeric() => self.letter(c),
                _ => self.end(),
            }
        }
    }

    fn letter(&mut self, c: char) {
        if self.before.is_some() {
            self.end();
        }
        self.word.push(c);
        self.letters += 1;
    }

    fn unspaced(&mut self, c: char) {
        match self.before {
            Some(before) => {
                self.word.clear();
                self.word.extend([before, c]);
                (self.take)(&self.word);
                self.letters = 0;
            }
            None => {
                self.end();
                self.word.push(c);
                // Where it stays alone it is a word all the same.
                self.letters = 2;
            }
        }
        self.before = Some(c);
    }

    /// It belongs to its word, but where it cuts off an article: `l'accord`.
    fn apostrophe(&mut self) {
        if self.letters <= 2 && self.word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.end();
        }
    }

    fn end(&mut self) {
        if let (Some(last), 0) = (self.before, self.letters) {
            self.word.clear();
            self.word.push(last);
            self.letters = 2;
        }
        let is_figure = self.letters == 1 && self.word.starts_with(char::is_numeric);
        if (self.letters > 1 && self.letters <= LONGEST) || is_figure {
            (self.take)(&self.word);
        }
        self.word.clear();
        self.letters = 0;
        self.before = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        of_text(text, &mut |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn case_and_marks_make_no_difference() {
        assert_eq!(words("Гарантії, ЇЖАК; Ёлка"), ["гарантіі", "іжак", "елка"]);
        assert_eq!(words("Łódź Ærø STRASSE Straße"), ["lodz", "aero", "strasse", "strasse"]);
        assert_eq!(words("Σοφός أَمْن"), ["σοφοσ", "امن"]);
    }

    #[test]
    fn an_apostrophe_joins_or_cuts_off_an_article() {
        assert_eq!(words("п'ять обʼєкт don’t l'accord Ukraine's"), ["пять", "обєкт", "dont", "accord", "ukraines"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        assert_eq!(words("安全保障 EU 安"), ["安全", "全保", "保障", "障", "eu", "安"]);
        assert_eq!(words("水电站。大坝 dam"), ["水电", "电站", "站", "大坝", "坝", "dam"]);
    }

    #[test]
    fn tags_and_entities_are_no_words() {
        let mut found = Vec::new();
        of_markup("<p class=\"x\">Land &amp; sea<br>don&#39;t 5 &lt;b", &mut |word| found.push(word.to_owned()));
        assert_eq!(found, ["land", "sea", "dont", "5"]);
    }

    #[test]
    fn forms_of_a_word_share_its_key() {
        for forms in [
            ["рік", "року"],
            ["рука", "руці"],
            ["день", "дня"],
            ["нога", "нозі"],
            ["guarantee", "guaranteed"],
            ["安", "安全"],
        ] {
            assert_eq!(key(forms[0]), key(forms[1]), "{forms:?}");
        }
    }
}
