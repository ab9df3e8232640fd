//! What addresses carry that is no part of them.

use url::Url;

use super::one_host;

/// Parameters that say who clicked where, not what the page is; and the tokens of bot walls.
const TRACKING: [&str; 55] = [
    "shareType",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "yclid",
    "ysclid",
    "msclkid",
    "twclid",
    "ttclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "oly_anon_id",
    "oly_enc_id",
    "vero_id",
    "_openstat",
    "wickedid",
    "spm",
    "cmpid",
    "ref_src",
    "ref_url",
    "srsltid",
    "gad_source",
    "_gl",
    "wprov",
    "trk",
    "rcm",
    "at_medium",
    "at_campaign",
    "at_format",
    "at_link_id",
    "at_link_type",
    "at_link_origin",
    "at_bbc_team",
    "at_ptr_name",
    "xtor",
    "wt_mc",
    "wt.mc_id",
    "WT.mc_id",
    "_ga",
    "__twitter_impression",
    "smid",
    "srnd",
    "is_from_webapp",
    "sender_device",
    "usqp",
    "amp_js_v",
    "amp_gsa",
    "PHPSESSID",
];
const TRACKING_PREFIXES: [&str; 5] = ["utm_", "TSPD_", "__cf_chl_", "_hs", "pk_"];

/// Parameters that say who shared a link, on hosts where a name so short means nothing else.
const SHARING: [(&str, &[&str]); 13] = [
    ("kommersant.ru", &["from"]),
    ("rbc.ru", &["from"]),
    ("lenta.ru", &["from"]),
    ("gazeta.ru", &["from"]),
    ("vedomosti.ru", &["from"]),
    ("iz.ru", &["from"]),
    ("interfax.ru", &["from"]),
    ("x.com", &["s", "t"]),
    ("youtube.com", &["si", "feature", "pp", "ab_channel"]),
    ("m.youtube.com", &["si", "feature", "pp", "ab_channel"]),
    ("youtu.be", &["si", "feature"]),
    ("docs.google.com", &["usp"]),
    ("drive.google.com", &["usp"]),
];

/// Takes tracking parameters out of the query and names them.
pub fn strip(url: &mut Url) -> Vec<String> {
    let mut removed = Vec::new();
    // Some write it behind `#`, so that their own servers do not see it.
    let begins_fragment = |fragment: &str| fragment.split_once('=').map(|(name, _)| name.to_owned());
    if let Some(name) = url.fragment().and_then(begins_fragment).filter(|name| is_tracking(name)) {
        url.set_fragment(None);
        removed.push(name);
    }
    removed.extend(strip_session(url));
    let Some(query) = url.query() else { return removed };
    let host = one_host(url.host_str().unwrap_or_default());
    let host = host.strip_prefix("www.").unwrap_or(host);
    let sharing = SHARING.iter().find(|(known, _)| *known == host).map_or(&[][..], |(_, names)| names);
    let before = removed.len();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or(pair);
            let tracks = is_tracking(name) || sharing.contains(&name);
            if tracks {
                removed.push(name.to_owned());
            }
            !tracks
        })
        .collect();
    if removed.len() > before {
        let kept = kept.join("&");
        url.set_query((!kept.is_empty()).then_some(kept.as_str()));
    }
    removed
}

/// Takes the number of a visit out of the path, as servers of Java have it: `/news;jsessionid=0A1B`.
fn strip_session(url: &mut Url) -> Option<String> {
    let name = url.path().match_indices(';').find_map(|(at, _)| {
        let name = url.path()[at + 1..].split('=').next()?;
        name.eq_ignore_ascii_case("jsessionid").then(|| (at, name.to_owned()))
    });
    let (at, name) = name?;
    let (before, session) = url.path().split_at(at);
    let path = [before, session.find('/').map_or("", |end| &session[end..])].concat();
    url.set_path(&path);
    Some(name)
}

/// Only known names: a long value of another one may be what tells two documents apart.
fn is_tracking(name: &str) -> bool {
    let begins = |prefix: &&str| name.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix));
    TRACKING.iter().any(|known| known.eq_ignore_ascii_case(name)) || TRACKING_PREFIXES.iter().any(begins)
}
