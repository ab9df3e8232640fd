//! The program as its users meet it: a folder in, a site and messages out.

mod harness;

mod bad_inputs;
mod html;

mod browser;
mod citing;
mod docs;
mod markdown;
mod properties;
