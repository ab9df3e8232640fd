//! Emphasis that is none by the rules of CommonMark, which ask for spaces that scripts like Chinese do not write.

use std::ops::Range;

use crate::markdown::language::is_unspaced;

/// The first of it in some words.
pub fn unread(words: &str) -> Option<Range<usize>> {
    // For each number of signs.
    let (mut open, mut has_no_end): ([Option<Run>; 4], _) = ([None; 4], [false; 4]);
    let mut runs = Runs { words, at: 0 };
    while let Some(run) = runs.next() {
        let open = &mut open[run.length];
        match open.take() {
            None if run.can_open() => *open = Some(run),
            None if run.is_tight_before_sign() && !has_no_end[run.length] => {
                // It was meant to begin something where another one stands behind.
                let mut ahead = runs.clone();
                match ahead.find(|other| other.length == run.length && other.is_behind_word()) {
                    Some(end) if is_meant(&run) => return Some(run.start..end.start + end.length),
                    Some(_) => runs = ahead,
                    None => has_no_end[run.length] = true,
                }
            }
            None => {}
            Some(_) if run.can_close() => {}
            Some(begun) if run.is_tight_behind_sign() && is_meant(&run) => {
                return Some(begun.start..run.start + run.length);
            }
            Some(begun) => *open = Some(begun),
        }
    }
    None
}

/// Whether nobody could mean anything else by these signs: two or more stars, or a script that has no spaces.
fn is_meant(run: &Run) -> bool {
    let outside = if run.is_tight_behind_sign() { run.behind } else { run.before };
    (run.sign == '*' && run.length > 1) || outside.is_some_and(is_unspaced)
}

/// Whether a sign at a byte may be of a run that is not read: a letter on one side and another sign on the other, which may
/// be the first byte of one.
pub fn may_be_at(bytes: &[u8], at: usize) -> bool {
    let sign = bytes[at];
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    if before == sign || before == b'\\' {
        return false;
    }
    let length = bytes[at..].iter().take_while(|byte| **byte == sign).count();
    let behind = bytes.get(at + length).copied().unwrap_or(b' ');
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    let is_sign = |byte: u8| byte.is_ascii_punctuation() || byte >= 0x80;
    is_letter(before) && is_sign(behind) || is_sign(before) && is_letter(behind)
}

/// Some of the same sign, with what stands on its sides.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    length: usize,
    sign: char,
    before: Option<char>,
    behind: Option<char>,
}

impl Run {
    fn can_open(&self) -> bool {
        !is_space(self.behind) && (!is_punctuation(self.behind) || is_space(self.before) || is_punctuation(self.before))
    }

    fn can_close(&self) -> bool {
        !is_space(self.before) && (!is_punctuation(self.before) || is_space(self.behind) || is_punctuation(self.behind))
    }

    /// `他**“`
    fn is_tight_before_sign(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric) && is_punctuation(self.behind)
    }

    /// `。**他`
    fn is_tight_behind_sign(&self) -> bool {
        is_punctuation(self.before) && self.behind.is_some_and(char::is_alphanumeric)
    }

    fn is_behind_word(&self) -> bool {
        !is_space(self.before)
    }
}

/// The runs of stars and low lines in some words.
#[derive(Clone)]
struct Runs<'w> {
    words: &'w str,
    at: usize,
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        loop {
            let start = self.at + self.words[self.at..].find(['*', '_'])?;
            let sign = if self.words[start..].starts_with('*') { '*' } else { '_' };
            let length = self.words[start..].bytes().take_while(|byte| char::from(*byte) == sign).count();
            self.at = start + length;
            let before = self.words[..start].chars().next_back();
            let behind = self.words[self.at..].chars().next();
            if before != Some('\\') && length <= 3 {
                return Some(Run { start, length, sign, before, behind });
            }
        }
    }
}

fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

fn is_punctuation(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::unread;

    #[test]
    fn emphasis_that_is_none_is_found() {
        for (words, found) in [
            ("**重要。**他说", "**重要。**"),
            ("**\"word\"**he", "**\"word\"**"),
            ("他**“重要”**说", "**“重要”**"),
            ("一*「重要」*と", "*「重要」*"),
            ("**好** 又 **重要。**他", "**重要。**"),
            ("그는 **“중요”**라고", ""),
            ("说__重要__他", ""),
            ("**重要**他", ""),
            ("a**b**c, **(x)** and (**y**), 2*3*(4)*5", ""),
            ("x*(y)*z", ""),
            ("A sum x*(y)*z and **重要。**他说", "**重要。**"),
            ("A sum x*(y and **重要。**他说", "**重要。**"),
            ("**So.** He said **\"no\".** Then", ""),
            ("\\**重要。\\**他", ""),
        ] {
            let told = unread(words).map_or("", |range| &words[range]);
            if words.starts_with('그') {
                assert_eq!(told, "**“중요”**", "{words}");
            } else {
                assert_eq!(told, found, "{words}");
            }
        }
    }
}
