//! Which issue stands above each sheet: the one that its text begins with, so that a reader who opens the paper anywhere
//! knows what the actors there speak of.

use std::collections::BTreeMap;

use crate::finish::HeadingPlace;

/// A heading that stands in this upper share of a sheet is what the sheet begins with.
const TOP: f32 = 0.125;

/// For each page, from the first, the words of the issue that it begins with; empty where it begins with none. Pages behind
/// the last one of which something is known are left out. `issues` are the headings that name one, each with the last
/// heading of what stands under it.
pub fn issues<'h>(
    headings: &'h [(u8, String, String)],
    issues: &BTreeMap<usize, usize>,
    places: &[Option<HeadingPlace>],
) -> Vec<&'h str> {
    let mut sheets: Vec<&str> = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (at, ((_, words, _), place)) in headings.iter().zip(places).enumerate() {
        let Some((page, below)) = place else { continue };
        if open.is_some_and(|(last, _)| at <= last) {
            continue;
        }
        // What was open until here stands above all sheets that have begun since.
        while sheets.len() < *page {
            sheets.push(open.map_or("", |(_, words)| words));
        }
        open = issues.get(&at).map(|last| (*last, words.as_str()));
        if *below < TOP {
            sheets[*page - 1] = open.map_or("", |(_, words)| words);
        }
    }
    sheets
}

#[cfg(test)]
mod tests {
    use super::issues;

    #[test]
    fn a_sheet_has_the_issue_that_it_begins_with() {
        let heading = |level: u8, words: &str| (level, words.to_owned(), String::new());
        let headings =
            [heading(2, "Who"), heading(3, "The dam"), heading(4, "Velia"), heading(3, "Tolls"), heading(2, "End")];
        let places = [Some((1, 0.5)), Some((1, 0.6)), Some((2, 0.5)), Some((4, 0.08)), Some((5, 0.3))];
        assert_eq!(issues(&headings, &[(1, 2), (3, 3)].into(), &places), ["", "The dam", "The dam", "Tolls", "Tolls"]);
        assert_eq!(issues(&headings, &[].into(), &places), [""; 5]);
        // What has no place on paper begins nothing.
        assert_eq!(issues(&headings, &[(1, 2), (3, 3)].into(), &[None; 5]), [""; 0]);
    }

    #[test]
    fn headings_behind_an_issue_are_not_of_it_however_low_they_are() {
        let heading = |level: u8, words: &str| (level, words.to_owned(), String::new());
        let headings = [heading(3, "The dam"), heading(4, "Velia"), heading(4, "A summit"), heading(4, "Talks")];
        let places = [Some((1, 0.5)), Some((2, 0.2)), Some((2, 0.8)), Some((3, 0.1))];
        assert_eq!(issues(&headings, &[(0, 1)].into(), &places), ["", "The dam", ""]);
    }
}
