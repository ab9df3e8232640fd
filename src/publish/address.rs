//! Whether a site's address is one that others can reach.

use std::net::IpAddr;

/// Why nobody else could read a site at this address; nothing when they could.
pub fn why_not(base_url: Option<&str>) -> Option<String> {
    let Some(address) = base_url else {
        let hint = "write the address of the site into standpoint.yaml, or give it with --base-url";
        return Some(format!("the site has no `base_url`; {hint}"));
    };
    let url = url::Url::parse(address).ok()?;
    let local = match url.host()? {
        url::Host::Domain(name) => local_name(name),
        url::Host::Ipv4(ip) => local_ip(IpAddr::V4(ip)),
        url::Host::Ipv6(ip) => local_ip(IpAddr::V6(ip)),
    };
    local.then(|| format!("`base_url` is {address}, which leads readers to their own machine or network"))
}

/// Names that no public name server knows: those of one part, and those set aside (RFC 6761, RFC 6762, RFC 8375).
fn local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or(name);
    !name.contains('.')
        || matches!(last, "localhost" | "local" | "internal" | "lan" | "test" | "invalid")
        || name.ends_with(".home.arpa")
}

fn local_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}
