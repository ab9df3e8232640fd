//! `cargo bench --bench preview`: how soon a saved file is seen.

#[path = "../build/generator.rs"]
mod generator;

use std::collections::BTreeSet;
use std::time::Instant;
use std::{env, fs};

use standpoint::pipeline::{Edition, Overrides};

fn main() {
    let sizes: Vec<usize> = env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![20] } else { sizes } {
        let folder = tempfile::TempDir::with_prefix_in("standpoint-bench-", "/dev/shm").expect("a folder");
        generator::write(folder.path(), size, false).expect("the site is written");
        let start = Instant::now();
        let mut edition = Edition::open(folder.path(), &Overrides::default()).expect("a site");
        edition.get("index.html").expect("a page");
        println!("{size}: start to first page {:?}", start.elapsed());
        let path = fs::read_dir(folder.path().join("content/briefings"))
            .expect("briefings")
            .next()
            .expect("one")
            .expect("one");
        let name = path.file_name().to_string_lossy().replace(".md", "");
        let hint = BTreeSet::from([format!("content/briefings/{name}.md")]);
        for nth in 0..10 {
            let text = fs::read_to_string(path.path()).expect("a text") + &format!("\nOne more paragraph, {nth}.\n");
            fs::write(path.path(), text).expect("saved");
            let start = Instant::now();
            let next = edition.next(folder.path(), Some(&hint)).expect("a site").expect("a change");
            let resolved = start.elapsed();
            next.get(&format!("briefings/{name}.html")).expect("a page");
            println!("  next edition {resolved:?}, its page after {:?}", start.elapsed());
            let start = Instant::now();
            edition = next;
            println!("  letting go {:?}", start.elapsed());
        }
    }
}
