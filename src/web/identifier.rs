//! Names of publications that stand for an address: DOI, arXiv, Handle, PubMed.

/// The address that a name stands for: `doi:10.1000/182`, `10.1000/182`, `arXiv:2401.00001`, `PMID: 123`, `hdl:10/1`. A
/// full stop behind it ends the sentence.
pub fn address(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    if !text.contains(char::is_whitespace)
        && HOSTS.iter().any(|host| text.strip_prefix(host).is_some_and(|rest| !rest.is_empty()))
    {
        return Some(format!("https://{text}"));
    }
    if text.split_whitespace().nth(2).is_some() {
        return None;
    }
    let (scheme, name) = match text.split_once(':') {
        // `urn:nbn:…`, `info:doi/…` and `ark:/…` name their kind at greater length.
        Some(("info" | "urn", name)) => match name.split_once(['/', ':']) {
            Some((kind, name)) => (kind.to_lowercase(), name),
            None => return None,
        },
        Some((scheme, name)) if !scheme.contains('/') => (scheme.to_lowercase(), name.trim()),
        _ => match text.split_once(' ') {
            Some((scheme, name)) => (scheme.to_lowercase(), name.trim()),
            None if text.starts_with("PMC") => ("pmcid".to_owned(), text),
            None => ("doi".to_owned(), text),
        },
    };
    if name.contains(char::is_whitespace) {
        return None;
    }
    Some(match scheme.as_str() {
        "doi" if is_doi(name) => format!("https://doi.org/{}", name.replace('<', "%3C").replace('>', "%3E")),
        "arxiv" if is_arxiv(name) => format!("https://arxiv.org/abs/{name}"),
        "pmid" if is_number(name) => format!("https://pubmed.ncbi.nlm.nih.gov/{name}/"),
        "pmcid" | "pmc" if is_number(name.trim_start_matches("PMC")) => {
            format!("https://pmc.ncbi.nlm.nih.gov/articles/PMC{}/", name.trim_start_matches("PMC"))
        }
        "ark" if name.contains('/') => format!("https://n2t.net/ark:/{}", name.trim_start_matches('/')),
        "nbn" if name.contains(':') => format!("https://nbn-resolving.org/urn:nbn:{name}"),
        "hdl" if name.contains('/') => format!("https://hdl.handle.net/{name}"),
        _ => return None,
    })
}

/// Hosts of such addresses, which are often written without a scheme.
const HOSTS: [&str; 6] =
    ["doi.org/", "dx.doi.org/", "arxiv.org/abs/", "hdl.handle.net/", "pubmed.ncbi.nlm.nih.gov/", "n2t.net/"];

/// A prefix of `10.` and four or more figures, and anything behind a slash (ISO 26324).
fn is_doi(name: &str) -> bool {
    let Some((prefix, suffix)) = name.split_once('/') else { return false };
    let registrant = prefix.strip_prefix("10.").unwrap_or_default();
    registrant.len() >= 4 && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !suffix.is_empty()
}

/// `2401.00001v2`, or the older `math/0309136`.
fn is_arxiv(name: &str) -> bool {
    let number = name.rsplit('/').next().unwrap_or(name);
    number.len() >= 7 && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'v'))
}

/// What is wrong with an ISBN: its last figure follows from the others (ISO 2108).
pub fn isbn_fault(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let number =
        text.strip_prefix("ISBN").map_or(text, |rest| rest.trim_start_matches("-10").trim_start_matches("-13"));
    let is_between = |c: char| matches!(c, '-' | ' ' | ':' | '‐' | '‑' | '–' | '\u{a0}');
    let signs: Vec<char> = number.chars().filter(|c| !is_between(*c)).collect();
    let value = |(at, c): (usize, &char)| match c {
        'X' | 'x' if at == 9 && signs.len() == 10 => Some(10),
        c => c.to_digit(10),
    };
    let Some(figures) = signs.iter().enumerate().map(value).collect::<Option<Vec<u32>>>() else {
        return Some("it holds more than figures");
    };
    let sum =
        |weight: &dyn Fn(u32) -> u32| -> u32 { (0..).zip(&figures).map(|(at, figure)| weight(at) * figure).sum() };
    let fits = match figures.len() {
        10 => sum(&|at| 10 - at) % 11 == 0,
        13 => sum(&|at| if at % 2 == 0 { 1 } else { 3 }) % 10 == 0,
        _ => return Some("it has neither ten nor thirteen figures"),
    };
    (!fits).then_some("its last figure does not follow from the others")
}

fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_figure_of_an_isbn_follows_from_the_others() {
        for right in
            ["978-0-14-044430-8", "9780306406157", "0-306-40615-2", "3-16-148410-X", "ISBN-13: 978 0 14 044430 8"]
        {
            assert_eq!(isbn_fault(right), None, "{right}");
        }
        for wrong in [
            "123",
            "978-0-14-044430-9",
            "0-306-40615-3",
            "X-306-40615-2",
            "978-0-14-044430-8, 0140444300",
            "to come",
            "",
        ] {
            assert!(isbn_fault(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn names_of_publications_stand_for_addresses() {
        for (name, expected) in [
            ("doi:10.1000/182", "https://doi.org/10.1000/182"),
            ("DOI: 10.1002/(SICI)1<2::AID>3", "https://doi.org/10.1002/(SICI)1%3C2::AID%3E3"),
            ("10.1000/182", "https://doi.org/10.1000/182"),
            ("arXiv:2401.00001v2", "https://arxiv.org/abs/2401.00001v2"),
            ("arxiv:math/0309136", "https://arxiv.org/abs/math/0309136"),
            ("PMID 123456", "https://pubmed.ncbi.nlm.nih.gov/123456/"),
            ("doi.org/10.1000/182", "https://doi.org/10.1000/182"),
            ("DOI 10.1000/182.", "https://doi.org/10.1000/182"),
            ("10.1000/182.5.", "https://doi.org/10.1000/182.5"),
            ("info:doi/10.1000/182", "https://doi.org/10.1000/182"),
            ("PMC123456", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123456/"),
            ("PMCID: PMC123456", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123456/"),
            ("ark:/12148/btv1b8", "https://n2t.net/ark:/12148/btv1b8"),
            ("urn:nbn:de:101:1-2", "https://nbn-resolving.org/urn:nbn:de:101:1-2"),
            ("hdl:2027/mdp.1", "https://hdl.handle.net/2027/mdp.1"),
        ] {
            assert_eq!(address(name).as_deref(), Some(expected), "{name}");
        }
        for none in [
            "10.5/7",
            "doi:x",
            "https://a.org/10.1000/182",
            "Doi is a town",
            "3/4",
            "arXiv:new",
            "",
            "PMC",
            "urn:isbn:9780306406157",
            "doi.org/",
        ] {
            assert_eq!(address(none), None, "{none}");
        }
    }
}
