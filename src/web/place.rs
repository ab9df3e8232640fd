//! What place in a thing an address names: `#page=9`, `#t=75`, `#:~:text=…`.

use url::Url;

use super::percent_decoded;

/// A place in what an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedPlace {
    /// A page of a PDF (Adobe, "Parameters for Opening PDF Files").
    Page(String),
    /// Seconds from the start of a recording (W3C, "Media Fragments URI 1.0", and what the hosts of videos take).
    Time(u32),
    /// Words of the page (WICG, "Text Fragments").
    Words(String),
    /// A part of the page, by its name.
    Part(String),
    /// The whole, as an archive has kept it: the day, as far as it is known.
    Copy(Option<String>),
}

/// Whether the part of an address behind `#` names no place but another page, as the scripts of some sites have it; of the
/// European Court of Human Rights, `#{"itemid":["001-59449"]}`.
pub fn is_route(fragment: &str) -> bool {
    fragment.starts_with(['/', '!', '{', '?']) || ["%7B", "%7b"].iter().any(|sign| fragment.starts_with(sign))
}

/// The parameters by which hosts of videos name a moment.
const MOMENTS: [&str; 3] = ["t", "start", "time_continue"];

/// Whether a host shows videos from the moment that an address names.
fn has_moments(host: &str) -> bool {
    const HOSTS: &str = "youtube.com youtu.be music.youtube.com youtube-nocookie.com rutube.ru twitch.tv player.twitch.tv \
        open.spotify.com bilibili.com vk.com vk.ru vkvideo.ru vimeo.com player.vimeo.com dailymotion.com soundcloud.com \
        odysee.com rumble.com podcasts.apple.com loom.com c-span.org";
    let host = ["www.", "m."].iter().fold(host, |host, start| host.strip_prefix(start).unwrap_or(host));
    HOSTS.split_ascii_whitespace().any(|known| known == host)
}

/// Takes the moment out of the query of a video's address.
pub fn take_moment(url: &mut Url) -> Option<NamedPlace> {
    let query = url.query().filter(|_| has_moments(url.host_str().unwrap_or_default()))?.to_owned();
    let is_moment = |pair: &&str| pair.split_once('=').is_some_and(|(name, _)| MOMENTS.contains(&name));
    let moment = query.split('&').find(is_moment)?;
    let place = seconds(moment.split_once('=')?.1).map(NamedPlace::Time);
    let rest: Vec<&str> = query.split('&').filter(|pair| !is_moment(pair)).collect();
    url.set_query((!rest.is_empty()).then(|| rest.join("&")).as_deref());
    place
}

/// The place that the part behind `#` names.
pub fn of_fragment(fragment: &str) -> Option<NamedPlace> {
    if is_route(fragment) {
        return None;
    }
    let (part, directive) = match fragment.split_once(":~:") {
        Some((part, directive)) => (part, Some(directive)),
        None => (fragment, None),
    };
    if let Some(words) = directive.and_then(|directive| directive.split('&').find_map(|one| one.strip_prefix("text=")))
    {
        return Some(NamedPlace::Words(passage(words)));
    }
    let named = |name: &str| part.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    if let Some(page) = named("page").filter(|page| !page.is_empty()) {
        return Some(NamedPlace::Page(page.to_owned()));
    }
    if let Some(seconds) = named("t").and_then(seconds) {
        return Some(NamedPlace::Time(seconds));
    }
    (!part.is_empty()).then(|| NamedPlace::Part(percent_decoded(part).into_owned()))
}

/// The words of a text directive: `prefix-,start,end,-suffix`.
fn passage(directive: &str) -> String {
    let parts = directive.split(',').filter(|part| !part.starts_with('-') && !part.ends_with('-'));
    parts.map(percent_decoded).collect::<Vec<_>>().join(" … ")
}

/// `75`, `75s`, `1m15s`, `1:15`, `1:02:03`, or a stretch of which the start counts: `75,90`.
fn seconds(time: &str) -> Option<u32> {
    let time = time.split([',', '.']).next()?.trim_start_matches("npt:");
    if time.contains(':') {
        return time.split(':').try_fold(0_u32, |sum, part| sum.checked_mul(60)?.checked_add(part.parse().ok()?));
    }
    let (mut sum, mut figures) = (0_u32, String::new());
    for c in time.chars() {
        let unit = match c {
            '0'..='9' => {
                figures.push(c);
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        sum = sum.checked_add(std::mem::take(&mut figures).parse::<u32>().ok()?.checked_mul(unit)?)?;
    }
    match figures.is_empty() {
        true => (!time.is_empty()).then_some(sum),
        false => sum.checked_add(figures.parse().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_names_a_place() {
        for (fragment, place) in [
            ("page=9", NamedPlace::Page("9".to_owned())),
            ("search=gas&page=12&zoom=100", NamedPlace::Page("12".to_owned())),
            ("t=75", NamedPlace::Time(75)),
            ("t=1h2m3s", NamedPlace::Time(3723)),
            ("t=npt:1:15,2:00", NamedPlace::Time(75)),
            (":~:text=no%20pass", NamedPlace::Words("no pass".to_owned())),
            ("top:~:text=so-,We%20will,stay,-there", NamedPlace::Words("We will … stay".to_owned())),
            ("%D1%81%D1%82-5", NamedPlace::Part("ст-5".to_owned())),
        ] {
            assert_eq!(of_fragment(fragment), Some(place), "{fragment}");
        }
        for none in ["", "/inbox/1", "!topic", "{%22itemid%22:[%22001-59449%22]}", "%7B%22i%22:1%7D", "?id=5"] {
            assert_eq!(of_fragment(none), None, "{none}");
        }
    }
}
