//! Standpoint: a folder of Markdown becomes a website in which every claim leads to its source and every
//! source leads back to every claim that rests on it.
//!
//! ```text
//! disk ─read→ Snapshot ─parse→ Document* ─resolve→ Site ─render→ pages ─write→ public/
//!               (files)       (one file)      (everything)  (finished)
//!                                                  └──────check──────┘→ Diagnostics
//! ```
//!
//! Start at [`pipeline`], which is the only file that names all the phases. `ARCHITECTURE.md` tells the rest.

// Floor 4: words and exit codes.
pub mod cli;

// Floor 3: loops, sockets, other programs; new files.
pub mod import;
pub mod print;
pub mod publish;
pub mod scaffold;
pub mod serve;

// Floor 2: the way through all the phases.
pub mod pipeline;

// Floor 1: the phases. None of them imports another.
pub mod check;
pub mod parse;
pub mod read;
pub mod render;
pub mod resolve;
pub mod write;

// Floor 0: what the phases hand to one another, and what follows from it.
pub mod analysis;

pub mod model;

pub mod markdown;

pub mod codes;
mod collate;
pub mod diagnostic;
mod error;
pub mod finish;
pub mod ids;
mod nearest;
mod panics;
mod paths;
mod platform;
pub mod secrets;
mod stored;
mod sync;
pub mod tags;
mod watchdog;
pub mod web;
mod yaml;

pub use error::Error;

/// Parsing and rendering make very many small texts, on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
