//! The live preview: what `build` would write, shown in a browser while it is being written.

pub mod editor;
mod events;
pub mod http;
mod locate;
mod pages;
pub mod state;
pub mod watch;
mod wire;
