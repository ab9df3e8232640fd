//! The site as data.

pub mod csl;
