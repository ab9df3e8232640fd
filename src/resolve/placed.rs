//! A text in its place, before the names in it are resolved.

use std::sync::Arc;

use crate::model::PageId;
use crate::model::document::Document;

/// A text in its place.
#[derive(Debug)]
pub struct Placed {
    /// The text; a newer one of this file may have other words.
    pub document: Arc<Document>,
    /// Its number among all documents; none for one that was made here.
    pub file: Option<usize>,
    /// The page that it is at home on.
    pub page: PageId,
    /// What its ids begin with there.
    pub scope: String,
}
