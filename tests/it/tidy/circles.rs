//! Within a room too files name one another in one direction: none is in a circle.
//!
//! A file is a part of the one above it and may use what stands there: as in Rust itself, what is private to a module is
//! open to all below it. So only the other ways count.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, sources};

/// A path of modules from the crate, such as `render::cards`.
type Module = Vec<String>;

/// The files of the program as modules, with what each of them names.
struct Modules {
    /// The code of each.
    code: BTreeMap<Module, String>,
    /// Names that a module hands on from one below it, each with where it comes from.
    handed_on: BTreeMap<(Module, String), Module>,
}

impl Modules {
    fn of(sources: &[Source]) -> Modules {
        let code = sources.iter().map(|source| {
            let path = source.path.strip_suffix(".rs").expect("a source file");
            let path = path.strip_suffix("/mod").unwrap_or(path);
            let lines = source.code_without_tests().map(|(_, line)| format!("{line}\n"));
            (path.split('/').map(str::to_owned).collect(), lines.collect())
        });
        let mut modules = Modules { code: code.collect(), handed_on: BTreeMap::new() };
        for (module, code) in &modules.code {
            for (at, start) in code.match_indices("pub use ") {
                for mut path in paths(&code[at + start.len()..]) {
                    let name = path.pop().expect("a name");
                    let from = [module.clone(), path].concat();
                    modules.handed_on.insert((module.clone(), name), from);
                }
            }
        }
        modules
    }

    /// The modules of its own room that a module names.
    fn named(&self, module: &Module) -> BTreeSet<Module> {
        let code = &self.code[module];
        let below = self.code.keys().filter_map(|other| other.strip_prefix(module.as_slice())?.first());
        let starts = ["crate", "super", "self"].into_iter().chain(below.map(String::as_str));
        let places = starts.collect::<BTreeSet<_>>().into_iter().flat_map(|start| {
            let places = code.match_indices(start).filter(move |(at, _)| {
                let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.');
                code[at + start.len()..].starts_with("::") && !code[..*at].ends_with(part)
            });
            places.map(|(at, _)| at)
        });
        let named = places.flat_map(|at| paths(&code[at..])).map(|path| self.find(module, &path));
        let of_the_room = named.filter(|named| named.first() == module.first());
        of_the_room.filter(|named| !module.starts_with(named)).collect()
    }

    /// The module in which a name that stands in another one is at home.
    fn find(&self, from: &Module, path: &[String]) -> Module {
        let mut here = from.clone();
        for part in path {
            match part.as_str() {
                "crate" => here.clear(),
                "self" => {}
                "super" => drop(here.pop()),
                name => {
                    let below = [here.clone(), vec![name.to_owned()]].concat();
                    if self.code.contains_key(&below) {
                        here = below;
                    } else {
                        return self.handed_on.get(&(here.clone(), name.to_owned())).cloned().unwrap_or(here);
                    }
                }
            }
        }
        here
    }

    /// The circles: files each of which leads to all the others.
    fn circles(&self) -> BTreeSet<Vec<String>> {
        let named: BTreeMap<&Module, BTreeSet<Module>> =
            self.code.keys().map(|module| (module, self.named(module))).collect();
        let reached = |from: &Module| {
            let mut reached = BTreeSet::new();
            let mut open = vec![from];
            while let Some(next) = open.pop() {
                open.extend(named.get(next).into_iter().flatten().filter(|to| reached.insert((*to).clone())));
            }
            reached
        };
        let reached: BTreeMap<&Module, BTreeSet<Module>> = named.keys().map(|from| (*from, reached(from))).collect();
        let with = |module: &Module| reached[module].iter().filter(|other| reached[other].contains(module)).collect();
        let circles = reached.keys().map(|module| with(module)).filter(|circle: &Vec<&Module>| circle.len() > 1);
        circles.map(|circle| circle.into_iter().map(|module| module.join("::")).collect()).collect()
    }
}

/// The paths at the beginning of a text; groups in braces are several.
fn paths(text: &str) -> Vec<Module> {
    let mut found = Vec::new();
    read(text, Vec::new(), &mut found);
    found
}

/// Reads one path, and gives the text behind it.
fn read<'t>(mut text: &'t str, mut path: Module, found: &mut Vec<Module>) -> &'t str {
    loop {
        if let Some(mut rest) = text.strip_prefix('{') {
            loop {
                rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
                match rest.strip_prefix('}') {
                    Some(behind) => return behind,
                    None => rest = read(rest, path.clone(), found),
                }
            }
        }
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        path.push(text[..end].to_owned());
        match text[end..].strip_prefix("::") {
            Some(rest) => text = rest,
            None => {
                found.push(path);
                // Another name behind `as`, or a star.
                return &text[text.find([',', '}', ';']).unwrap_or(text.len())..];
            }
        }
    }
}

fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let source = |(path, text): &(&str, &str)| Source { path: (*path).to_owned(), text: (*text).to_owned() };
    let sources: Vec<Source> = files.iter().map(source).collect();
    Modules::of(&sources).circles().into_iter().map(|circle| circle.join(" ")).collect()
}

#[test]
fn files_of_one_room_name_one_another_in_one_direction() {
    assert_eq!(Modules::of(&sources()).circles(), BTreeSet::new());
}

#[test]
fn a_circle_is_seen_however_its_names_are_written() {
    for (there, back) in [
        ("use super::b::B;", "use super::a::A;"),
        ("use crate::r::b;", "fn f() { super::a::g() }"),
        ("use super::{c::C, b::{self, B}};", "use crate::{m::M, r::{A}};"),
    ] {
        let room = ("r/mod.rs", "mod a;\nmod b;\nmod c;\npub use a::A;\n");
        let files = [room, ("r/a.rs", there), ("r/b.rs", back), ("r/c.rs", "")];
        assert_eq!(circles(&files), ["r::a r::b"], "{there} {back}");
        let one_way = [room, ("r/a.rs", there), ("r/b.rs", ""), ("r/c.rs", "use super::a::A;\n")];
        assert_eq!(circles(&one_way).len(), usize::from(there.contains("c::C")), "{there}");
    }
    // A file and the one above it are no circle; one behind the other is.
    assert_eq!(circles(&[("r.rs", "use a::f;"), ("r/a.rs", "use super::g;")]), [] as [&str; 0]);
    let three = [("r/a.rs", "use super::b::B;"), ("r/b.rs", "use super::c::C;"), ("r/c.rs", "use super::a::A;")];
    assert_eq!(circles(&three), ["r::a r::b r::c"]);
    assert_eq!(circles(&[("r/a.rs", "// super::b::B\n"), ("r/b.rs", "use super::a::A;")]), [] as [&str; 0]);
}
