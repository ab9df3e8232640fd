//! What `standpoint.yaml` says.

use std::collections::{BTreeMap, BTreeSet};

use super::date::Date;
use super::document::{Alternate, Reference, Spanned};
use super::extra::Extra;
use super::page::PageKind;
use super::words::{NotesAt, Yardstick};
use crate::diagnostic::{Code, Severity};

/// The settings of a site. Every key has a default, so an empty file is a site too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Title of the site; empty when it has none.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Where it will stand, unless the command line says otherwise: see [`base_url`](super::Site::base_url).
    pub base_url: Option<String>,
    /// Whether it was written at all: one that was refused has been reported, and is not missing.
    pub base_url_written: bool,
    /// The domain of its own that a host shall show it under, in ASCII.
    pub custom_domain: Option<Spanned<String>>,
    /// BCP 47 tag of the language it is written in.
    pub language: String,
    /// Who writes it.
    pub authors: Vec<String>,
    /// Name of the theme: a folder under `themes/`, or `default`.
    pub theme: String,
    /// Turn `"quotes"`, `--` and `...` into their typographic forms.
    pub smart_punctuation: bool,
    /// Let harmless elements of HTML in texts pass; else all of it is shown as it is written.
    pub safe_html: bool,
    /// Set formulas between dollars.
    pub math: bool,
    /// Whether pages have pictures for links to them.
    pub pictures: bool,
    /// Whether the addresses in notes are cited; else they are links.
    pub cites_in_notes: bool,
    /// Where notes are shown.
    pub notes: NotesAt,
    /// The program that prints pages in place of a browser, with `{html}` and `{pdf}`.
    pub print_command: Option<String>,
    /// The days of which the matrix has a page of its own.
    pub editions: Vec<Spanned<Date>>,
    /// Which actors and issues come first.
    pub order: Order,
    /// The folder, as a path from the site's, of texts and files that are never for readers.
    pub private_content: Option<Spanned<String>>,
    /// The pages that the site would make by itself and that its authors do not want.
    pub hidden: BTreeSet<PageKind>,
    /// The lines of the menu, where the authors choose them.
    pub menu: Option<Vec<MenuLine>>,
    /// The roots of the same site in other languages.
    pub alternate: Box<[Alternate]>,
    /// What the authors tell the theme.
    pub extra: Extra,
    /// Whose bands the words of likelihood have.
    pub yardstick: Yardstick,
    /// Rules whose level the site changes; `None` switches a rule off.
    pub rules: BTreeMap<Code, Option<Severity>>,
}

/// The actors and issues that come first wherever they are listed, by their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Actors: the columns of the matrix.
    pub actors: Vec<Reference>,
    /// Issues: its rows.
    pub issues: Vec<Reference>,
}

/// A line of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuLine {
    /// Its words, where they are not the title of the page.
    pub title: Option<String>,
    /// The name of a page, or an address on the web.
    pub to: Spanned<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: String::new(),
            description: None,
            base_url: None,
            base_url_written: false,
            custom_domain: None,
            language: "en".to_owned(),
            authors: Vec::new(),
            theme: "default".to_owned(),
            smart_punctuation: true,
            safe_html: true,
            math: false,
            pictures: true,
            cites_in_notes: true,
            notes: NotesAt::Side,
            print_command: None,
            editions: Vec::new(),
            order: Order::default(),
            private_content: None,
            hidden: BTreeSet::new(),
            menu: None,
            alternate: [].into(),
            extra: Extra::default(),
            yardstick: Yardstick::Icd203,
            rules: BTreeMap::new(),
        }
    }
}
