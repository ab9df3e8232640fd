//! Copies in archives: what they are a copy of, and of which day.

use super::percent_decoded;

/// A copy of a page in an archive.
#[derive(Debug, PartialEq, Eq)]
pub struct Copy {
    /// The address of the page, where the copy's own address holds it.
    pub original: Option<String>,
    /// The day on which it was taken, as far as its address says: `2024-06-03`, `2024-06`, `2024`.
    pub day: Option<String>,
}

/// Archives whose addresses hold that of the page, mostly behind the time (Memento, RFC 7089, has no form of its own). Those
/// of several names are here by the one that `one_host` gives them.
const ARCHIVES: [&str; 40] = [
    "web.archive.org",
    "wayback.archive.org",
    "archive.ph",
    "arquivo.pt",
    "webarchive.nationalarchives.gov.uk",
    "webarchive.loc.gov",
    "wayback.archive-it.org",
    "webarchive.org.uk",
    "webarchive.parliament.uk",
    "vefsafn.is",
    "megalodon.jp",
    "webcitation.org",
    "ghostarchive.org",
    "perma.cc",
    "webarchiv.cz",
    "wayback.webarchiv.cz",
    "swap.stanford.edu",
    "archive.wikiwix.com",
    "timetravel.mementoweb.org",
    "web.archive.bibalex.org",
    "archive.bibalex.org",
    "archivesinternet.bnf.fr",
    "webarchive.bnf.fr",
    "webarchiv.onb.ac.at",
    "webarchive.nla.gov.au",
    "web.archive.org.au",
    "haw.nsk.hr",
    "warp.da.ndl.go.jp",
    "webarchive.bac-lac.gc.ca",
    "webarchive.proni.gov.uk",
    "webarchive.nrscotland.gov.uk",
    "webharvest.gov",
    "collections.internetmemory.org",
    "veebiarhiiv.digar.ee",
    "arhiv.nuk.uni-lj.si",
    "wayback.webarchive.lu",
    "wayback.vefsafn.is",
    "web-archive.oecd.org",
    "conifer.rhizome.org",
    "archive.st",
];

/// Reads the address of a copy, when a host is an archive. `rest` is what stands behind the host.
pub fn copy(host: &str, rest: &str) -> Option<Copy> {
    ARCHIVES.contains(&host).then(|| {
        if let Some((before, address)) = bare(host, rest) {
            return Copy { original: Some(format!("http://{address}")), day: before.split('/').rev().find_map(day) };
        }
        let inner = |rest: &str| ["http:/", "https:/"].iter().filter_map(|scheme| rest.find(scheme)).min();
        // Some browsers copy the inner address with escapes. Behind one without them, they are of its own parameters.
        let rest = if inner(rest).is_none() { percent_decoded(rest) } else { rest.into() };
        // WebCite puts the day behind the address.
        let dated = rest.split_once("&date=").filter(|_| host == "webcitation.org");
        let (rest, dated) = dated.unwrap_or((&*rest, ""));
        let inner = inner(rest);
        let before = inner.map_or(rest, |at| &rest[..at]);
        let original = inner.map(|at| with_two_slashes(&rest[at..]));
        Copy { original, day: before.split('/').rev().find_map(day).or_else(|| day(dated)) }
    })
}

/// An address without a scheme, as the Wayback Machine takes them too, and what stands before it.
fn bare<'t>(host: &str, rest: &'t str) -> Option<(&'t str, &'t str)> {
    let time = rest.strip_prefix("/web/").filter(|_| host.ends_with("archive.org"))?.find('/')?;
    let (before, address) = rest.split_at("/web/".len() + time + 1);
    let name = address.split('/').next()?;
    (name.contains('.') && !name.contains('%')).then_some((before, address))
}

/// Some archives and mail programs leave one slash.
fn with_two_slashes(address: &str) -> String {
    let (scheme, rest) = address.split_once(":/").unwrap_or((address, ""));
    format!("{scheme}://{}", rest.trim_start_matches('/'))
}

/// The figures of the time that a part of a path begins with. Some part it: `2024.06.03-101500`, `2024-0603-1015-00`.
pub fn time(part: &str) -> String {
    let time = part.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    time.filter(u8::is_ascii_digit).map(char::from).collect()
}

/// The day in a time of fourteen figures, or fewer, behind which the Wayback Machine may put signs such as `id_`.
fn day(part: &str) -> Option<String> {
    let figures = time(part);
    match figures.len() {
        8.. => Some(format!("{}-{}-{}", &figures[..4], &figures[4..6], &figures[6..8])),
        6 | 7 => Some(format!("{}-{}", &figures[..4], &figures[4..6])),
        4 | 5 => Some(figures[..4].to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_copy_says_of_what_and_when() {
        for (host, rest, original, day) in [
            (
                "web.archive.org",
                "/web/20240603101500/https://a.org/x?y=1",
                Some("https://a.org/x?y=1"),
                Some("2024-06-03"),
            ),
            ("web.archive.org", "/web/2024id_/http://a.org/", Some("http://a.org/"), Some("2024")),
            ("archive.ph", "/202406031015/https:/a.org/x", Some("https://a.org/x"), Some("2024-06-03")),
            ("web.archive.org", "/web/2024/https%3A%2F%2Fa.org%2Fx", Some("https://a.org/x"), Some("2024")),
            ("megalodon.jp", "/2024-0603-1015-00/https://a.org:443/x", Some("https://a.org:443/x"), Some("2024-06-03")),
            ("webcitation.org", "/6a?url=https://a.org/x", Some("https://a.org/x"), None),
            ("archive.ph", "/2024.06.03-101500/http://a.org/", Some("http://a.org/"), Some("2024-06-03")),
            ("archive.ph", "/AbC1x", None, None),
            (
                "web.archive.org",
                "/web/20240603/a.org/2019/x?u=https://b.org/y",
                Some("http://a.org/2019/x?u=https://b.org/y"),
                Some("2024-06-03"),
            ),
            (
                "webcitation.org",
                "/query?url=https%3A%2F%2Fa.org%2Fx&date=2012-03-04",
                Some("https://a.org/x"),
                Some("2012-03-04"),
            ),
            (
                "wayback.webarchiv.cz",
                "/wayback/20120304101500/http://a.org/",
                Some("http://a.org/"),
                Some("2012-03-04"),
            ),
            ("swap.stanford.edu", "/was/20120304101500/http://a.org/x", Some("http://a.org/x"), Some("2012-03-04")),
            ("arquivo.pt", "/wayback/20120304101500/http://a.org/", Some("http://a.org/"), Some("2012-03-04")),
            ("archive.wikiwix.com", "/cache/?url=http%3A%2F%2Fa.org%2Fx", Some("http://a.org/x"), None),
            (
                "web.archive.org",
                "/web/2024/https://a.org/x?u=https%3A%2F%2Fb.org%2Fy%26z",
                Some("https://a.org/x?u=https%3A%2F%2Fb.org%2Fy%26z"),
                Some("2024"),
            ),
            (
                "web.archive.org",
                "/web/2024/https://a.org/x?l=en&date=2023-01-01",
                Some("https://a.org/x?l=en&date=2023-01-01"),
                Some("2024"),
            ),
        ] {
            let expected = Copy { original: original.map(str::to_owned), day: day.map(str::to_owned) };
            assert_eq!(copy(host, rest), Some(expected), "{host}{rest}");
        }
        assert_eq!(copy("a.org", "/web/2024/https://b.org/"), None);
    }
}
