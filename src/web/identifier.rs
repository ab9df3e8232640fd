//! Names of publications that stand for an address: DOI, arXiv, Handle, PubMed.

/// The address that a name stands for: `doi:10.1000/182`, `10.1000/182`, `arXiv:2401.00001`, `PMID: 123`, `hdl:10/1`.
pub fn address(text: &str) -> Option<String> {
    let text = text.trim();
    if text.split_whitespace().nth(2).is_some() {
        return None;
    }
    let (scheme, name) = match text.split_once(':') {
        Some((scheme, name)) if !scheme.contains('/') => (scheme.to_lowercase(), name.trim()),
        _ => match text.split_once(' ') {
            Some((scheme, name)) => (scheme.to_lowercase(), name.trim()),
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
        "hdl" if name.contains('/') => format!("https://hdl.handle.net/{name}"),
        _ => return None,
    })
}

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

fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_publications_stand_for_addresses() {
        for (name, expected) in [
            ("doi:10.1000/182", "https://doi.org/10.1000/182"),
            ("DOI: 10.1002/(SICI)1<2::AID>3", "https://doi.org/10.1002/(SICI)1%3C2::AID%3E3"),
            ("10.1000/182", "https://doi.org/10.1000/182"),
            ("arXiv:2401.00001v2", "https://arxiv.org/abs/2401.00001v2"),
            ("arxiv:math/0309136", "https://arxiv.org/abs/math/0309136"),
            ("PMID 123456", "https://pubmed.ncbi.nlm.nih.gov/123456/"),
            ("hdl:2027/mdp.1", "https://hdl.handle.net/2027/mdp.1"),
        ] {
            assert_eq!(address(name).as_deref(), Some(expected), "{name}");
        }
        for none in ["10.5/7", "doi:x", "https://a.org/10.1000/182", "Doi is a town", "3/4", "arXiv:new", ""] {
            assert_eq!(address(none), None, "{none}");
        }
    }
}
