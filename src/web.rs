//! Addresses on the web: checked, cleaned of tracking, and comparable; what place in a thing they name, and which are
//! copies in archives. All of it offline.
//!
//! Parsing follows the WHATWG URL standard (crate `url`). Two addresses mean the same source when their
//! [`canonical`](WebAddress::canonical) forms are equal.

mod archive;
pub mod credentials;
mod identifier;
mod near;
mod place;
mod redirect;
mod schemeless;
mod tracking;

pub use identifier::isbn_fault;
pub use near::near;
pub use place::NamedPlace;
pub use schemeless::with_scheme;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use unicode_security::{GeneralSecurityProfile, MixedScript, skeleton};
use url::{Host, Url};

use crate::diagnostic::{Code, Diagnostic, Span};

/// An `http` or `https` address that may be shown and linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    /// The address to link: normalised, without tracking parameters.
    pub url: String,
    /// For comparing: also without the place, and with one name for hosts that have several.
    pub canonical: String,
    /// The place that it names in what it leads to.
    pub place: Option<NamedPlace>,
    /// As collected, when cleaning took something out.
    pub collected: Option<String>,
    /// Names of the parameters that were taken out.
    pub removed: Vec<String>,
    /// The host that it led through, when it was one that only leads on.
    pub through: Option<String>,
    /// Host in readable form, without `www.`.
    pub host: String,
    /// What a careful reader would doubt about the host.
    pub doubt: Option<HostDoubt>,
}

/// Why a host deserves a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostDoubt {
    /// Letters that look like others: the Punycode form shows the difference.
    Lookalike(String),
    /// Only reachable from inside some network.
    Private,
}

impl HostDoubt {
    /// The finding, for the address at `span`.
    pub fn finding(&self, span: Span) -> Diagnostic {
        match self {
            HostDoubt::Lookalike(ascii) => Diagnostic::new(
                Code::LookalikeHost,
                span,
                format!("the letters of this host look like others; it is {ascii}"),
            )
            .hint("compare it with the site that you mean"),
            HostDoubt::Private => {
                Diagnostic::new(Code::PrivateHost, span, "this address only works inside some network")
                    .hint("link a public copy")
            }
        }
    }
}

/// Why a text is no address that we may link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressRefusal {
    /// There is none.
    Empty,
    /// Runs code or hides content.
    Dangerous(String),
    /// Contains a user name or a password.
    Credentials,
    /// Contains a character that turns the direction of writing.
    Bidi(char),
    /// Not an address; says why.
    Malformed(String),
    /// Another scheme than `http` and `https`.
    Scheme(String),
}

impl AddressRefusal {
    /// The code, the message and the hint of the finding.
    pub fn explain(&self) -> (Code, String, &'static str) {
        match self {
            AddressRefusal::Empty => (
                Code::BrokenLink,
                "there is no address here, so this leads nowhere".to_owned(),
                "write the address between the parentheses, or take the brackets away",
            ),
            AddressRefusal::Dangerous(scheme) => (
                Code::DangerousUrl,
                format!("`{scheme}:` addresses run code or hide content, and are not linked"),
                "link the page that a reader should see",
            ),
            AddressRefusal::Credentials => (
                Code::UrlCredentials,
                "this address holds a user name or a password".to_owned(),
                "take out the part before `@`; if it was a real password, change it",
            ),
            AddressRefusal::Bidi(c) => (
                Code::BidiControl,
                format!("this address holds \\u{:04x}, which turns the direction of writing", *c as u32),
                "copy the address again from the browser's address bar",
            ),
            AddressRefusal::Malformed(why) => {
                (Code::BadUrl, format!("this is not an address: {why}"), "it must look like `https://host/path`")
            }
            AddressRefusal::Scheme(scheme) => (
                Code::BadUrl,
                format!("`{scheme}:` is not a scheme that a reader can follow"),
                "use an `https` or `http` address; for a file, put it into content/ and link its path",
            ),
        }
    }
}

/// Schemes of links that an author may write in a text, beside `http` and `https`.
const HARMLESS_SCHEMES: [&str; 3] = ["mailto", "tel", "sms"];

/// Hosts that go by several names, each with `www.` before it or without.
const SAME_HOST: [(&str, &str); 10] = [
    ("dx.doi.org", "doi.org"),
    ("twitter.com", "x.com"),
    ("mobile.twitter.com", "x.com"),
    ("mobile.x.com", "x.com"),
    ("archive.today", "archive.ph"),
    ("archive.is", "archive.ph"),
    ("archive.li", "archive.ph"),
    ("archive.vn", "archive.ph"),
    ("archive.md", "archive.ph"),
    ("archive.fo", "archive.ph"),
];
/// Of these, too, the one with `www.` is the same.
const WITHOUT_WWW: [&str; 4] = ["doi.org", "x.com", "archive.ph", "perma.cc"];

impl WebAddress {
    /// Reads the address of a source.
    ///
    /// # Errors
    /// Says why the text cannot be one.
    pub fn parse(text: &str) -> Result<WebAddress, AddressRefusal> {
        // What word processors and messengers put into an address, and nobody sees.
        let seen = text.trim().replace(['\u{200b}', '\u{2060}', '\u{feff}', '\u{ad}'], "");
        let text = seen.trim();
        check_characters(text)?;
        let text: Cow<str> = match identifier::address(text) {
            Some(address) => address.into(),
            None if text.starts_with("//") => format!("https:{text}").into(),
            None if begins_with_www(text) => format!("https://{text}").into(),
            None => text.into(),
        };
        let url = Url::parse(&text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => {
                AddressRefusal::Malformed("it does not begin with `https://`".to_owned())
            }
            error => AddressRefusal::Malformed(error.to_string()),
        })?;
        match url.scheme() {
            "http" | "https" => {}
            other => return Err(refused_scheme(other)),
        }
        WebAddress::of(url, &text)
    }

    /// The address as it was parsed; `text` is what it was parsed from.
    fn of(mut url: Url, text: &str) -> Result<WebAddress, AddressRefusal> {
        check_credentials(&url)?;
        let mut through = None;
        if let Some(to) = redirect::followed(&url) {
            check_credentials(&to)?;
            through = Some(short_host(&url));
            url = to;
        }
        let removed = tracking::strip(&mut url);
        let collected = (!removed.is_empty() || through.is_some()).then(|| text.to_owned());
        let (canonical, place) = canonical(&url);
        Ok(WebAddress {
            canonical,
            place,
            collected,
            removed,
            through,
            host: short_host(&url),
            doubt: host_doubt(&url),
            url: url.into(),
        })
    }

    /// The page that it is a copy of, when it leads into an archive, as far as its own address holds that; and which
    /// copy it is.
    pub fn copied(&self) -> Option<(Option<WebAddress>, NamedPlace)> {
        let (host, rest) = self.url.split_once("://")?.1.split_once('/')?;
        let copy = archive::copy(one_host(host.trim_start_matches("www.")), &format!("/{rest}"))?;
        let original = copy.original.and_then(|original| WebAddress::parse(&original).ok());
        Some((original, NamedPlace::Copy(copy.day)))
    }

    /// The DOI that it leads to, in the letters in which it is written.
    pub fn doi(&self) -> Option<&str> {
        let length = self.canonical.strip_prefix("https://doi.org/")?.len();
        self.url.split_once("://")?.1.split_once('/')?.1.get(..length)
    }

    /// The address as people read it: letters of all scripts as themselves, and no signs for them.
    pub fn readable(&self) -> String {
        let Some((scheme, rest)) = self.url.split_once("://") else { return self.url.clone() };
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (host, _) = idna::domain_to_unicode(host);
        format!("{scheme}://{host}{}", letters_decoded(path))
    }

    /// Four letters and figures that follow from the address alone (FNV-1a).
    pub fn fingerprint(&self) -> String {
        let hash =
            self.canonical.bytes().fold(0x811c_9dc5_u32, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193));
        let sign = |place: u32| char::from_digit((hash >> (5 * place)) & 31, 32).unwrap_or('0');
        (0..4).map(sign).collect()
    }

    /// The address of the whole thing, whatever place it names.
    pub fn whole(self) -> WebAddress {
        match self.place {
            Some(_) => WebAddress { url: self.canonical.clone(), place: None, ..self },
            None => self,
        }
    }

    /// What is doubtful about it, though it works. `written` is the text that it was read from, at `span`.
    pub fn findings(&self, written: &str, span: &Span) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        if let Some(host) = &self.through {
            let message = format!("this address leads through {host}, and is not that of the page itself");
            findings.push(
                Diagnostic::new(Code::DirtyUrl, span.clone(), message)
                    .hint(format!("the address of the page is {}", self.url))
                    .fix(written, &self.url),
            );
        } else if !self.removed.is_empty() {
            let names: Vec<String> = self.removed.iter().map(|name| format!("`{name}`")).collect();
            let length = written.chars().count();
            let surplus = length.saturating_sub(self.url.chars().count());
            let names = names.join(", ");
            let message = format!("this address carries {names} ({surplus} of {length} characters are no part of it)");
            findings.push(
                Diagnostic::new(Code::DirtyUrl, span.clone(), message)
                    .hint(format!("the clean address is {}", self.url))
                    .fix(written, &self.url),
            );
        }
        if ["//", "www."].iter().any(|start| written.trim_start().starts_with(start)) {
            findings.push(
                Diagnostic::new(Code::SchemelessUrl, span.clone(), "this address has no scheme")
                    .hint(format!("write {}", self.url))
                    .fix(written, &self.url),
            );
        }
        findings.extend(self.doubt.iter().map(|doubt| doubt.finding(span.clone())));
        findings
    }
}

/// Whether a text is nothing but an address, or a name of a publication that stands for one.
pub fn is_address(text: &str) -> bool {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    let is_written_out = ["http://", "https://", "www."].iter().any(|start| begins(start) && text.len() > start.len());
    (is_written_out && !text.contains(char::is_whitespace)) || identifier::address(text).is_some()
}

/// The address that a name of a publication stands for, as in `doi:10.1000/182`.
pub fn identified(text: &str) -> Option<String> {
    identifier::address(text)
}

/// The place in a thing that an address names, and the address that leads there: in the thing, or to a copy of it.
pub fn spot(text: &str) -> Option<Spot> {
    let address = WebAddress::parse(text).ok()?;
    let (place, copy) = match address.copied() {
        Some((original, copy)) => match address.place.clone().or(original.and_then(|original| original.place)) {
            Some(place) => (place, Some(copy)),
            None => (copy, None),
        },
        None => (address.place.clone()?, None),
    };
    Some(Spot { place, copy, url: address.url })
}

/// A place that a reader can go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Which it is.
    pub place: NamedPlace,
    /// In which copy, where it is one in a copy.
    pub copy: Option<NamedPlace>,
    /// What leads there.
    pub url: String,
}

/// What a link in a text leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A page of another host.
    Web(WebAddress),
    /// An e-mail address or a telephone number, ready for `href`.
    Contact(String),
    /// A place on the same page, without `#`.
    Anchor(String),
    /// A file beside the text: its path as written, percent signs decoded, and the part behind `#`.
    Path(String, Option<String>),
}

/// Reads the destination of a link in a text.
///
/// # Errors
/// Says why it must not be linked.
pub fn destination(text: &str) -> Result<Destination, AddressRefusal> {
    // What browsers strip before they look at a scheme must not hide one (WHATWG URL, 4.4).
    let stripped = |c: char| matches!(c, '\t' | '\n' | '\r');
    let bare: Cow<str> = if text.contains(stripped) { text.replace(stripped, "").into() } else { text.into() };
    let bare = bare.trim_matches(|c: char| c <= ' ');
    if let Some(anchor) = bare.strip_prefix('#') {
        return Ok(Destination::Anchor(percent_decoded(anchor).into_owned()));
    }
    if bare.starts_with("//") {
        return WebAddress::parse(bare).map(Destination::Web);
    }
    match Url::parse(bare) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => {
            check_characters(bare)?;
            WebAddress::of(url, bare).map(Destination::Web)
        }
        Ok(url) if HARMLESS_SCHEMES.contains(&url.scheme()) => {
            check_characters(bare)?;
            Ok(Destination::Contact(url.into()))
        }
        Ok(url) => Err(refused_scheme(url.scheme())),
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let (path, fragment) = match bare.split_once('#') {
                Some((path, fragment)) => (path, Some(percent_decoded(fragment).into_owned())),
                None => (bare, None),
            };
            // A query changes nothing about which file is meant.
            let path = path.split('?').next().unwrap_or_default();
            if path.is_empty() && fragment.is_none() {
                return Err(AddressRefusal::Empty);
            }
            Ok(Destination::Path(percent_decoded(path).into_owned(), fragment))
        }
        Err(error) => Err(AddressRefusal::Malformed(error.to_string())),
    }
}

/// Characters that turn the direction of writing and can make a text look like another one.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

/// Characters that nobody can see and no page may have: controls, and those that are no characters. Source: HTML Living
/// Standard, 13.2.3.5 (preprocessing the input stream).
pub fn is_unprintable(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{fdd0}'..='\u{fdef}' => true,
        c => c.is_control() || (c as u32) & 0xfffe == 0xfffe,
    }
}

fn check_characters(text: &str) -> Result<(), AddressRefusal> {
    if !text.is_ascii()
        && let Some(control) = text.chars().find(|c| is_bidi_control(*c))
    {
        return Err(AddressRefusal::Bidi(control));
    }
    let bytes = text.as_bytes();
    let broken = |at: usize| !bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    match memchr::memchr_iter(b'%', bytes).find(|at| broken(*at)) {
        Some(at) => Err(AddressRefusal::Malformed(format!(
            "`{}` is not a percent escape",
            text[at..].chars().take(3).collect::<String>()
        ))),
        None => Ok(()),
    }
}

fn check_credentials(url: &Url) -> Result<(), AddressRefusal> {
    if url.username().is_empty() && url.password().is_none() { Ok(()) } else { Err(AddressRefusal::Credentials) }
}

/// Why a scheme that readers cannot follow is refused.
fn refused_scheme(scheme: &str) -> AddressRefusal {
    match scheme {
        "javascript" | "data" | "vbscript" => AddressRefusal::Dangerous(scheme.to_owned()),
        _ => AddressRefusal::Scheme(scheme.to_owned()),
    }
}

fn canonical(url: &Url) -> (String, Option<NamedPlace>) {
    let mut url = url.clone();
    let mut place = None;
    if let Some(fragment) = url.fragment().filter(|fragment| !place::is_route(fragment)) {
        place = place::of_fragment(fragment);
        url.set_fragment(None);
    }
    place = place.or_else(|| place::take_moment(&mut url));
    let host = url.host_str().unwrap_or_default();
    let name = one_host(host);
    if name != host {
        let name = name.to_owned();
        // Fails only for addresses without a host.
        let _ = url.set_host(Some(&name));
    }
    set_known_path(&mut url);
    (url.into(), place)
}

/// The one form of a path on hosts of which it is known: no case in a DOI (DOI Handbook 2.4), and one page of an archive
/// in several sizes.
fn set_known_path(url: &mut Url) {
    let path = url.path();
    let path = match url.host_str().unwrap_or_default() {
        "doi.org" => path.to_ascii_lowercase(),
        "archive.ph" if !path.contains("//") => {
            let path = path.strip_prefix("/wip").filter(|rest| rest.starts_with('/')).unwrap_or(path);
            path.trim_end_matches('/').trim_end_matches("/image").to_owned()
        }
        "perma.cc" => path.trim_end_matches('/').to_ascii_uppercase(),
        _ => return,
    };
    url.set_path(&path);
    if url.host_str() != Some("doi.org") {
        url.set_query(None);
    }
    // Fails only for schemes of other kinds.
    let _ = url.set_scheme("https");
}

/// The one name of a host that has several.
fn one_host(host: &str) -> &str {
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let named = SAME_HOST.iter().find(|(alias, _)| *alias == bare).map(|(_, name)| *name);
    named.or_else(|| WITHOUT_WWW.contains(&bare).then_some(bare)).unwrap_or(host)
}

/// A host in the letters that Punycode stands for (RFC 3492).
pub fn readable_host(host: &str) -> String {
    idna::domain_to_unicode(host).0
}

fn short_host(url: &Url) -> String {
    let unicode = readable_host(url.host_str().unwrap_or_default());
    unicode.strip_prefix("www.").unwrap_or(&unicode).to_owned()
}

fn host_doubt(url: &Url) -> Option<HostDoubt> {
    let host = url.host()?;
    if is_private(&host) {
        return Some(HostDoubt::Private);
    }
    let Host::Domain(domain) = host else { return None };
    let (unicode, _) = idna::domain_to_unicode(domain);
    // Below a domain in its own letters a name looks like no other one: `пошта.срб`.
    let is_at_home = |label: &str| label.is_single_script() && is_in_letters_of_end(label, &unicode);
    let is_odd = |label: &str| is_lookalike(label) && !is_at_home(label);
    let is_odd = has_foreign_end(&unicode) || unicode.split('.').any(is_odd);
    is_odd.then(|| HostDoubt::Lookalike(domain.to_owned()))
}

/// Whether an address is written without its scheme, as people say it.
pub fn begins_with_www(text: &str) -> bool {
    text.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."))
}

/// Whether the host of an address can be reached from its own machine or network only.
pub fn is_private_address(address: &str) -> bool {
    Url::parse(address.trim()).is_ok_and(|url| url.host().is_some_and(|host| is_private(&host)))
}

/// Whether a host can be reached from its own machine or network only. Names that no public name server knows are those
/// of one part, and those set aside (RFC 6761, RFC 6762, RFC 8375).
pub fn is_private(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let Some((_, last)) = name.rsplit_once('.') else { return true };
            matches!(last, "localhost" | "local" | "internal" | "lan" | "localdomain" | "test" | "invalid")
                // Names of networks at home and at work, which ICANN will never give away.
                || matches!(last, "home" | "corp" | "intranet" | "private" | "mail")
                || name == "home.arpa"
                || name.ends_with(".home.arpa")
        }
        Host::Ipv4(ip) => is_private_v4(*ip),
        Host::Ipv6(ip) => {
            // Within it may stand an address of the older kind: `::ffff:10.0.0.1`, `::10.0.0.1`, `64:ff9b::10.0.0.1`
            // (RFC 6052), `2002:a00:1::` (RFC 3056).
            let older = match ip.segments() {
                [0x64, 0xff9b, 0, 0, 0, 0, a, b] | [0x2002, a, b, ..] => Some(u32::from(a) << 16 | u32::from(b)),
                _ => ip.to_ipv4().map(u32::from),
            };
            ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || ip.is_multicast()
                || matches!(ip.segments(), [0xfec0..=0xfeff, ..] | [0x2001, 0xdb8, ..])
                || older.is_some_and(|ip| is_private_v4(ip.into()))
        }
    }
}

/// The blocks that no router of the internet passes on (IANA, "IPv4 Special-Purpose Address Registry").
fn is_private_v4(ip: std::net::Ipv4Addr) -> bool {
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_documentation()
        || matches!(ip.octets(), [0, ..] | [100, 64..=127, ..] | [192, 0, 0, _] | [198, 18..=19, ..] | [224..=255, ..])
}

/// Whether a label of a host mixes scripts, or looks as a whole like one in Latin letters
/// (Unicode Technical Standard 39, sections 4 and 5).
fn is_lookalike(label: &str) -> bool {
    if label.is_ascii() {
        return false;
    }
    // Letters like those of Latin that no language of today is written in, such as small capitals: `ɢoogle` (section 3.1
    // there).
    let is_like_latin = |c: char| matches!(c, '\u{80}'..='\u{52f}' | '\u{1c80}'..='\u{1fff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}');
    let is_rare = |c: char| c.is_alphabetic() && is_like_latin(c) && !c.identifier_allowed();
    // Two letters in one look like no other word: `cœur`, `læge`.
    let plain = label.replace(['œ', 'æ'], "");
    let is_like_ascii = !plain.is_ascii() && skeleton(&plain).all(|c| c.is_ascii());
    !label.is_single_script() || label.contains(is_rare) || is_like_ascii
}

fn is_in_letters_of_end(label: &str, host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let both = |letters: RangeInclusive<char>| [label, last].iter().all(|part| part.contains(|c| letters.contains(&c)));
    both('\u{400}'..='\u{52f}') || both('\u{370}'..='\u{3ff}')
}

/// The domains in Cyrillic and Greek letters (IANA, Root Zone Database).
const DOMAINS_LIKE_LATIN: &str = "рф укр бел бг мкд мон срб қаз ею дети ком москва онлайн орг рус сайт католик ελ ευ";

/// Whether a name ends with letters that look like Latin ones and are no domain: `bbc.сом`.
fn has_foreign_end(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    last.contains(|c| matches!(c, '\u{370}'..='\u{52f}')) && !DOMAINS_LIKE_LATIN.split(' ').any(|known| known == last)
}

/// The ASCII form of a domain name that a site can have for its own.
pub fn domain(text: &str) -> Option<String> {
    let name = idna::domain_to_ascii_strict(text.trim()).ok()?;
    // Without a dot nobody else can reach it; with a number at its end it is an address of the network.
    let (_, last) = name.rsplit_once('.')?;
    (!last.is_empty() && !last.bytes().all(|b| b.is_ascii_digit())).then_some(name)
}

/// An address in which only letters beyond ASCII are decoded: all other signs may part it.
fn letters_decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let length = rest.as_bytes()[at..]
            .chunks(3)
            .take_while(|part| matches!(part, [b'%', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', _]))
            .count()
            * 3;
        let (before, signs) = rest.split_at(at);
        let (signs, behind) = signs.split_at(length.max(1));
        decoded.push_str(before);
        let letters = percent_encoding::percent_decode_str(signs).decode_utf8();
        let is_word = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '’');
        match letters {
            Ok(letters) if is_word(&letters) => decoded.push_str(&letters),
            _ => decoded.push_str(signs),
        }
        rest = behind;
    }
    decoded + rest
}

/// Decodes percent escapes; what is not UTF-8 then becomes the replacement character.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    percent_encoding::percent_decode_str(text).decode_utf8_lossy()
}

/// Encodes a path under the site's root for `href`.
pub fn encode_path(path: &str) -> Cow<'_, str> {
    // The path percent-encode set of the URL standard, with `%` itself.
    const SET: percent_encoding::AsciiSet = percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b'%')
        .add(b'\\');
    percent_encoding::utf8_percent_encode(path, &SET).into()
}

/// The type of what stands at a path.
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "md" | "bib" | "yaml" | "yml" | "log" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "xml" | "rss" | "atom" | "xsl" => "application/xml; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "geojson" => "application/geo+json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "wasm" => "application/wasm",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "application/octet-stream",
    }
}
