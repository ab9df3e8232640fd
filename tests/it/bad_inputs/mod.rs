//! What goes wrong in real folders, and what must then happen. Each number is a row of the project's list of
//! bad inputs: the finding stands at its place, the build goes on and shows the gap, and nothing panics, hangs
//! or is written where it must not be.

mod addresses;
mod conflicts;
pub mod files;
mod front_matter;
mod gaps;
pub mod location;
mod names;
mod notes;
mod output;
mod texts;
mod themes;
