//! Pages on paper: from the finished HTML to a PDF that can be handed out.

pub mod csl;
pub mod finish;
