//! The program as its users meet it: a folder in, a site and messages out.

mod harness;

mod addresses;
mod allow;
mod bad_inputs;
mod html;

mod attacks;
mod blocks;
mod browser;
mod citing;
mod cli;
mod data;
mod data_readers;
mod days;
mod diagnostics;
mod docs;
mod drafts;
mod feed;
mod golden;
mod habits;
mod head;
mod init;
mod languages;
mod markdown;
mod new;

mod output;
mod pages;
mod pages_host;
mod pages_rules;
mod pdf;
mod pdf_fit;
mod pdf_pages;
mod pdf_stale;
mod print_csl;
mod print_finish;
mod properties;
mod publish;
mod quoting;
mod regressions;
mod sentences;
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
mod whole;
mod words;
mod workflow;
