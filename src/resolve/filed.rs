//! A document of a known kind.

use std::sync::Arc;

use crate::model::document::Document;

/// A document of a known kind.
pub struct Filed<M> {
    /// The document.
    pub document: Arc<Document>,
    /// Its number among all documents; none for one that was made here.
    pub file: Option<usize>,
    /// What its front matter says.
    pub meta: Arc<M>,
}

impl<M> Filed<M> {
    /// A document of the number that it has among all.
    pub fn of(document: &Arc<Document>, file: usize, meta: &Arc<M>) -> Filed<M> {
        Filed { document: document.clone(), file: Some(file), meta: meta.clone() }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.document.id
    }
}
