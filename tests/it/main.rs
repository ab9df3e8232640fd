//! The program as its users meet it: a folder in, a site and messages out.

mod harness;

mod citing;
