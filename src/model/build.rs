//! What is asked of one run, beside what the settings say of the site.

use std::collections::BTreeMap;

use super::date::Date;

/// PDFs by their paths under `public/`, each with the hash of what it was printed from; empty when that is not known.
pub type Prints = BTreeMap<String, String>;

/// Whom a site is built for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: what is internal is not there.
    #[default]
    Public,
    /// The house: all is there, and each page says so.
    Internal,
}

impl Audience {
    /// The folder of a site in which its pages lie. What is internal never lies where hosts look for sites.
    pub fn folder(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Internal => "internal",
        }
    }
}

/// What a site is built for: the words of the command line, and what lies in the output already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Build {
    /// The address at which the site will stand, checked, with a final slash, in place of the one in the settings.
    pub base_url: Option<String>,
    /// Build drafts too.
    pub drafts: bool,
    /// Whom it is for.
    pub audience: Audience,
    /// The site as it stood on this day: what is dated later is not there.
    pub as_of: Option<Date>,
    /// Advice is wanted too: what could be better founded.
    pub advice: bool,
    /// Every warning is an error.
    pub deny_warnings: bool,
    /// The PDFs that lie in the output already: pages lead to those that were printed from what they are now.
    pub prints: Prints,
}
