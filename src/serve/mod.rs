//! The live preview: a loop round the functions of `build`.

pub mod watch;
