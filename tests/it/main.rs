//! The program as its users meet it: a folder in, a site and messages out.

mod harness;

mod bad_inputs;
mod html;

mod blocks;
mod browser;
mod citing;
mod cli;
mod diagnostics;
mod docs;
mod golden;
mod markdown;
mod output;
mod pages;
mod print_csl;
mod print_finish;
mod properties;
mod quoting;
mod regressions;
mod serve_editor;
mod serve_http;
mod tidy;
mod watch;
