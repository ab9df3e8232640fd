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
mod pdf;
mod pdf_pages;
mod print_csl;
mod print_finish;
mod properties;
mod quoting;
mod regressions;
mod serve_client;
mod serve_editions;
mod serve_editor;
mod serve_http;
mod serve_mistakes;
mod serve_process;
mod serve_program;
mod serve_same;
mod serve_saving;
mod tidy;
mod watch;
