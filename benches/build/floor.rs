//! The least that any generator must do with the same files: read, Markdown to HTML, write. No front matter, no
//! links, no notes of its own, no template. Nothing that builds a site can be quicker.

use std::path::{Path, PathBuf};
use std::{fs, io};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

/// Writes each text of the site as a file of its own into `out`, which must not be there yet.
pub fn run(root: &Path, out: &Path) -> io::Result<()> {
    fs::create_dir_all(out)?;
    let content = root.join("content");
    let mut texts = Vec::new();
    list(&content, &mut texts)?;
    texts.par_iter().try_for_each(|path| {
        let text = fs::read_to_string(path)?;
        let body = text.split_once("\n---\n").map_or(text.as_str(), |(_, body)| body);
        let mut page = String::with_capacity(text.len() * 5 / 4);
        html::push_html(&mut page, Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES));
        let inside = path.strip_prefix(&content).unwrap_or(path).with_extension("html");
        // One folder for all, so that folders cost the floor nothing.
        fs::write(out.join(inside.to_string_lossy().replace('/', "-")), page)
    })
}

fn list(folder: &Path, texts: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), texts)?;
        } else {
            texts.push(entry.path());
        }
    }
    Ok(())
}
