//! Whether a site's address is one that others can reach.

use crate::paths::SETTINGS;
use crate::web;

/// Why nobody else could read a site at this address; nothing when they could.
pub fn why_not(base_url: Option<&str>) -> Option<String> {
    let Some(address) = base_url else {
        let hint = format!("write the address of the site into {SETTINGS}, or give it with --base-url");
        return Some(format!("the site has no `base_url`; {hint}"));
    };
    web::is_private_address(address)
        .then(|| format!("`base_url` is {address}, which leads readers to their own machine or network"))
}
