//! File names: which ones become addresses, which are refused, which are left out.

use std::path::Path;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::model::document::Kind;
use crate::paths::device_of;

/// Stems whose pages the site makes itself.
const OURS: [&str; 3] = ["index", "404", "pagefind"];
/// The longest name in bytes: `.html` and a suffix for a temporary file must still fit the 255 of most systems.
const LONGEST: usize = 200;

/// The path from the site's folder as messages show it, with `/` and without characters that would change how
/// a terminal shows the rest.
pub fn shown(root: &Path, path: &Path) -> Arc<str> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> =
        relative.components().map(|part| part.as_os_str().to_string_lossy().replace(unshown, "\u{fffd}")).collect();
    parts.join("/").into()
}

fn unshown(c: char) -> bool {
    // What joins letters of Persian and of Indian scripts is no such sign.
    let is_unseen = matches!(c, '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}');
    c.is_control() || is_unseen || crate::web::is_bidi_control(c)
}

/// What to do about a name that is refused: for a text, the command that gives it another one everywhere.
pub fn another(path: &str) -> String {
    let told = || {
        let (folder, old) = path.strip_prefix("content/")?.strip_suffix(".md")?.split_once('/')?;
        let kind = Kind::FOLDERS.into_iter().find(|kind| kind.folder() == folder)?.word();
        let new = old.split('/').map(safe).collect::<Option<Vec<String>>>()?.join("/");
        let is_plain = !old.contains(['"', '`', '$', '\\', '!', '\u{fffd}']);
        // A name that is kept for something else needs another word, which only its author knows.
        (is_plain && new != old.to_lowercase())
            .then(|| format!("`standpoint rename {kind} \"{old}\" {new}` gives it another name everywhere"))
    };
    told().unwrap_or_else(|| "rename it: letters and digits of any script, `-`, `_` and `.` are safe".to_owned())
}

/// A part of a path in small letters, with `-` in the place of what is not safe.
fn safe(part: &str) -> Option<String> {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let words = part.split(|c| !is_safe(c)).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty());
    let safe = words.collect::<Vec<_>>().join("-").to_lowercase();
    (!safe.is_empty()).then_some(safe)
}

/// The same path with composed letters (Unicode NFC).
pub fn composed(path: &Arc<str>) -> Arc<str> {
    if is_nfc(path) { path.clone() } else { path.nfc().collect::<String>().into() }
}

/// Whether a name is what editors, systems or secrets leave behind.
pub fn is_stray(name: &str) -> bool {
    let hidden = name.starts_with('.') && !name.starts_with("..") && name != ".well-known";
    hidden
        || is_copy(name)
        || is_secret(name)
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || is_left(&name.to_lowercase())
        || OF_PROGRAMS.contains(&&*name.to_lowercase())
        // Lives of persons stand in `cvs`.
        || name == "CVS"
}

/// What systems, disks of a network and programs keep for themselves, and the settings of programs that make sites.
const OF_PROGRAMS: [&str; 36] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "node_modules",
    "__pycache__",
    "__macosx",
    "_darcs",
    "nohup.out",
    "@eadir",
    "@recycle",
    "@tmp",
    "#recycle",
    "#snapshot",
    "$recycle.bin",
    "recycler",
    "system volume information",
    "lost+found",
    "_gsdata_",
    "temporary items",
    "network trash folder",
    "_quarto.yml",
    "_bookdown.yml",
    "_config.yml",
    "_toc.yml",
    "mkdocs.yml",
    "hugo.toml",
    "hugo.yaml",
    "book.toml",
    "antora.yml",
    "pelicanconf.py",
    "_quarto.yaml",
    "_config.yaml",
    "mkdocs.yaml",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
];

/// Whether a name, in small letters, is that of what editors, word processors and file managers save for themselves, of
/// changes, of what only leads to a place on one machine or in one account, or of what programs tell of themselves.
fn is_left(name: &str) -> bool {
    const ENDINGS: &str = "swp swo swn tmp temp bak orig wbk asd autosave old patch diff webloc url lnk desktop website \
        gdoc gsheet gslides gdraw gform rdp dmp mdmp pid lock laccdb ldb download code-workspace sqlite-wal sqlite-shm sqlite-journal db-wal db-shm \
        db-journal pyc pyo git";
    const LOGS: &str = "debug error errors access install crash build server npm-debug yarn-error console output";
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let is_in = |words: &str, word: &str| words.split_ascii_whitespace().any(|known| known == word);
    is_in(ENDINGS, ending)
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || (ending == "log" && is_in(LOGS, stem))
        || of_database(name)
            .is_some_and(|stem| ["dump", "backup"].iter().any(|word| stem.starts_with(word) || stem.ends_with(word)))
}

/// What stands before the ending of a file of commands for a database, packed or not.
fn of_database(name: &str) -> Option<&str> {
    let packed = [".gz", ".bz2", ".xz", ".zst", ".zip"].iter().find_map(|ending| name.strip_suffix(ending));
    packed.unwrap_or(name).strip_suffix(".sql")
}

/// Whether a name is that of what opens doors: private keys, passwords, whole mailboxes.
fn is_secret(name: &str) -> bool {
    const ENDINGS: &str = "env pem ppk p12 pfx kdb kdbx keystore jks pst ost mbox mbx ovpn keychain agilekeychain 1pux \
        tfstate tfvars har";
    const NAMES: &str = "id_rsa id_dsa id_ecdsa id_ed25519 wallet.dat cookies.txt cookies.sqlite logins.json key4.db \
        credentials.json secrets.json secrets.yaml secrets.yml passwords.txt passwords.csv passwords.xlsx token.txt \
        tokens.txt secret.txt secrets.txt password.txt apikey.txt api_key.txt api-key.txt client_secret.json service-account.json service_account.json credentials passwd known_hosts _netrc \
        authorized_keys";
    let name = &*name.to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_in = |words: &str, word: &str| words.split_ascii_whitespace().any(|known| known == word);
    is_in(ENDINGS, ending) || is_in(NAMES, name)
}

/// What `git mergetool` puts into the name of each side.
const MERGED: [&str; 4] = ["BASE", "LOCAL", "REMOTE", "BACKUP"];

/// What programs that synchronise put into brackets behind a name.
const CONFLICTED: [&str; 9] = [
    "conflicted copy",
    "(conflicted)",
    "[conflicted]",
    "[conflict]",
    "(case conflict",
    "(sfconflict",
    "selective sync conflict",
    "unicode encoding conflict",
    "white space conflict",
];

/// Whether a name is that of a copy which a program left when it synchronised or merged files, or of a file that is still
/// being fetched: read, it would be a text, a position or a picture that nobody wrote.
pub fn is_copy(name: &str) -> bool {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    // `git mergetool` writes `ferry_BASE_1234.md`, or `ferry.BASE.1234.md`.
    let merged = || {
        let mut parts = stem.rsplit(['_', '.']);
        let last = parts.next().unwrap_or_default();
        let side = if is_number(last) { parts.next().unwrap_or_default() } else { last };
        MERGED.contains(&side) && side.len() < stem.len()
    };
    // `ferry.txt.REMOTE.1234.txt`
    let is_merged_file = || {
        let mut parts = stem.rsplit('.');
        let is_side = parts.next().is_some_and(is_number) && parts.next().is_some_and(|side| MERGED.contains(&side));
        is_side && parts.next().is_some_and(|before| before == ending)
    };
    // File managers write `ferry (1).md`; a picture may be called so.
    let counted = || {
        let rest = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        rest.is_some_and(|(_, number)| is_number(number) && number.len() < 4)
    };
    let by_ending = [".rej", ".part", ".crdownload", ".!sync", ".unison.tmp", ".ffs_tmp"];
    let small = name.to_lowercase();
    name.contains(".sync-conflict-")
        || CONFLICTED.iter().any(|words| small.contains(words))
        || name.starts_with("~$")
        || by_ending.iter().any(|end| name.ends_with(end))
        // Subversion puts `plan.pdf.mine` and `plan.pdf.r12` beside a file.
        || (has_ending(stem) && (ending == "mine" || ending.strip_prefix('r').is_some_and(is_number)))
        // `ferry.md.mine`, `ferry.md.~1~`, `ferry.md.BASE`, `ferry.md.txt`: a text once more, which would be published raw.
        || (ending != "md" && name.to_lowercase().contains(".md."))
        || is_side_of_a_merge(name)
        || is_merged_file()
        || (ending == "md" && (merged() || counted() || is_named_copy(stem) || is_labelled_copy(stem) || is_of_a_machine(stem)))
}

/// Whether Git left a file beside the one with which it could not be merged: `ferry.md~HEAD`, `ferry~HEAD.md`.
fn is_side_of_a_merge(name: &str) -> bool {
    let side = name.rsplit_once('~').map_or("", |(_, side)| side.strip_suffix(".md").unwrap_or(side));
    ["HEAD", "main", "master", "ours", "theirs"].contains(&side)
}

/// Whether a file is what the system keeps of a program that has failed.
pub fn is_core(name: &str) -> bool {
    name == "core" || name.strip_prefix("core.").is_some_and(is_number)
}

/// Whether a file has a name by which Vim tries whether it may write into a folder: 4913, and where that is taken 5036 and
/// so on.
pub fn is_probe(name: &str) -> bool {
    name.parse::<u32>().is_ok_and(|number| (4913..=9999).contains(&number) && (number - 4913) % 123 == 0)
}

/// Whether a file manager says in one of its languages that this is a copy: `ferry copy`, `ferry - Kopie (2)`.
fn is_named_copy(stem: &str) -> bool {
    let stem = without_number(stem).to_lowercase();
    let before = COPY.iter().find_map(|word| stem.strip_suffix(word));
    before.is_some_and(|before| before.ends_with([' ', '(']) && before.len() > 1)
}

/// The word for a copy in the languages of file managers.
const COPY: [&str; 10] = ["copy", "kopie", "copie", "copia", "cópia", "kopia", "копия", "копія", "نسخة", "副本"];

/// A name without the number behind it, and without the brackets around what it ends with.
fn without_number(stem: &str) -> &str {
    stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')'))
}

/// Whether what stands behind the last dot or sign of a name says that it is a copy: `ferry.bak`,
/// `ferry_conflict-20240603-101500`, `ferry.conflict1`, `ferry.variant-ab12`. Behind a dot stands the label of a
/// position, which would be a shift that nobody wrote; behind another sign only a word with a time.
fn is_labelled_copy(stem: &str) -> bool {
    let stem = stem.to_lowercase();
    let label = stem.split_once('.').map_or("", |(_, label)| label);
    let label = label.rsplit('.').next().unwrap_or_default();
    let conflict = ["conflicted", "conflict"].iter().find_map(|word| label.strip_prefix(word));
    let timed = || {
        let conflict = stem.rsplit_once("_conflict-").or_else(|| stem.rsplit_once("-conflict-"))?;
        Some(conflict.1.bytes().take_while(u8::is_ascii_digit).count() >= 8)
    };
    ["bak", "backup", "orig", "copy"].contains(&label)
        || conflict.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        || label.strip_prefix("variant-").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_alphanumeric()))
        || timed() == Some(true)
}

/// Whether a name ends in that of a machine as Windows gives it, which OneDrive appends to the loser of two versions:
/// `ferry-DESKTOP-AB12CD3`.
fn is_of_a_machine(stem: &str) -> bool {
    let machine = ["-DESKTOP-", "-LAPTOP-"].iter().find_map(|sign| stem.rsplit_once(sign));
    machine.is_some_and(|(_, id)| {
        (6..=8).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

/// Whether a name ends as those of files do.
fn has_ending(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.chars().all(char::is_alphabetic))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a name is that of a text for another tool, which readers would find as its author typed it, with all that is
/// not meant for them.
pub fn is_foreign_text(name: &str) -> bool {
    const OTHERS: &str = "qmd rmd rmarkdown rnw mdx jmd pmd livemd mdoc markdoc mdc ipynb \
        enex webarchive textpack wps excalidraw scrivx ulysses bearnote enl enlx \
        bib bibtex biblatex ris enw nbib csl bst \
        org rst adoc asciidoc asc textile typ wiki mediawiki creole djot dj fountain t2t pod texi texinfo dbk docbook dita ditamap fodt fodp \
        tex ltx lyx sty cls bbl blg bcf aux lof lot fls synctex \
        njk php phtml liquid hbs handlebars mustache ejs erb haml pug jade twig j2 jinja jinja2 tera tmpl asp aspx jsp \
        canvas base opml";
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let is_other = |ending: &str| OTHERS.split_ascii_whitespace().any(|other| other == ending);
    // `ferry.qmd.txt` is one that a mail program or a browser has named.
    let inner =
        name.strip_suffix(".txt").and_then(|stem| stem.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
    is_other(&ending) || inner.is_some_and(|inner| is_other(&inner)) || is_mistyped_text(name) || is_library(name)
}

/// Whether a name is that of what a program for bibliographies hands out, with the remarks of whoever keeps it.
fn is_library(name: &str) -> bool {
    const NAMES: [&str; 7] = ["references", "refs", "bibliography", "mylibrary", "zotero", "library", "exporteditems"];
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let stem: String = stem.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    NAMES.contains(&&*stem) && ["json", "yaml", "yml", "rdf", "xml"].contains(&&*ending.to_lowercase())
}

/// Whether a folder is a text of another tool, with all that it needs.
pub fn is_bundle(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    ["textbundle", "scriv", "rtfd", "ulysses", "mdbundle"].contains(&&*ending)
}

/// Whether a name ends as others end those of texts.
pub fn is_mistyped_text(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending != "md"
        && [
            "md",
            "markdown",
            "mdown",
            "mkd",
            "mkdn",
            "mkdown",
            "mdwn",
            "mdtext",
            "mdtxt",
            "text",
            "mmd",
            "multimarkdown",
            "ronn",
        ]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// The same for the last part of a path.
pub fn is_stray_path(path: &Path) -> bool {
    path.file_name().is_some_and(|name| is_stray(&name.to_string_lossy())) || is_second(path)
}

/// What programs that merge or save put before the ending of a text.
const SIDES: [&str; 12] =
    ["ours", "theirs", "mine", "yours", "local", "remote", "base", "head", "tmp", "temp", "rej", "sfconflict"];
/// The same, where it may be the label of a position.
const SIDES_OR_LABELS: [&str; 7] = ["old", "merged", "merge", "incoming", "current", "left", "right"];

/// Whether a file is a text once more, beside the text itself: `ferry 2.md` beside `ferry.md`, as iCloud names what it cannot
/// merge, and `ferry.theirs.md`, as programs that merge name the sides. Without the text beside it, that is a name. So it is
/// with folders: `notes 2` beside `notes`.
pub fn is_second(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(stem) = name.strip_suffix(".md") else {
        let is_there = |first: &str| path.with_file_name(first).is_dir() && path.is_dir();
        // `talks 2024` beside `talks` is a folder of a year.
        let counted =
            || without_count(&name).filter(|first| name[first.len()..].bytes().filter(u8::is_ascii_digit).count() < 3);
        return counted().or_else(|| original(&name)).is_some_and(is_there);
    };
    let is_side = |side: &str| {
        let side = &*side.to_lowercase();
        let has_labels = || path.components().any(|part| part.as_os_str() == "positions");
        SIDES.contains(&side) || (SIDES_OR_LABELS.contains(&side) && !has_labels())
    };
    let side = || stem.rsplit_once('.').filter(|(_, side)| is_side(side)).map(|(first, _)| first);
    let first = without_count(stem).or_else(side);
    let is_there = |first: &str| path.with_file_name(format!("{first}.md")).is_file();
    first.is_some_and(is_there) || original(stem).is_some_and(is_there)
}

/// A name without the number of a copy: `ferry` of `ferry 2`, and of `ferry (1)`.
fn without_count(stem: &str) -> Option<&str> {
    let (first, count) = stem.rsplit_once(' ')?;
    let number = count.strip_prefix('(').and_then(|count| count.strip_suffix(')')).unwrap_or(count);
    is_number(number).then_some(first)
}

/// The name of the text of which one is a copy by its name: `Copy of ferry`, `ferry-copy`, `ferry (Ana's conflict)`.
fn original(stem: &str) -> Option<&str> {
    const BEFORE: [&str; 12] = [
        "Copy of ",
        "Kopie von ",
        "Copie de ",
        "Copia de ",
        "Copia di ",
        "Cópia de ",
        "Kopia ",
        "Копия ",
        "Копія ",
        "نسخة من ",
        "Copy ",
        "Kopie ",
    ];
    const CONFLICT: [&str; 9] =
        ["conflict", "konflikt", "conflit", "conflicto", "conflitto", "конфлікт", "конфликт", "冲突", "衝突"];
    if let Some(first) = BEFORE.iter().find_map(|word| stem.strip_prefix(word)) {
        return Some(first);
    }
    let (first, last) = without_number(stem).rsplit_once(['-', '_', '(', '[', ' '])?;
    let small = last.trim_end_matches([')', ']']).to_lowercase();
    if COPY.contains(&&*small) {
        return Some(first.trim_end_matches([' ', '-']));
    }
    // `ferry (Ana's conflict 2024)`, `ferry_Conflict_ana_Jun-03`.
    let start = stem
        .find(['(', '['])
        .or_else(|| stem.to_lowercase().find("_conflict").filter(|at| stem.is_char_boundary(*at)))?;
    let inside = stem[start..].to_lowercase();
    CONFLICT.iter().any(|word| inside.contains(word)).then(|| stem[..start].trim_end())
}

/// Whether a stray file is none that anybody need hear of: Git wants it there or Obsidian, or an editor that has the file beside it
/// open (swap files of Vim and Kate, locks and autosaves of Emacs).
pub fn is_silent(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let swap = || [".swp", ".swo", ".kate-swp"].iter().find_map(|end| name.strip_prefix('.')?.strip_suffix(end));
    let autosave = || name.strip_prefix('#')?.strip_suffix('#');
    let open = name.strip_prefix(".#").or_else(swap).or_else(autosave);
    matches!(&*name, ".gitignore" | ".gitkeep" | ".gitattributes" | ".obsidian")
        || open.is_some_and(|open| !open.is_empty() && path.with_file_name(open).is_file())
}

/// Refuses a path of the site in which a name cannot become an address.
///
/// # Errors
/// Says why.
pub fn check_name(path: &str) -> Result<(), String> {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    inside.split('/').zip(1..).try_for_each(|(name, depth)| match is_stray(name) {
        _ if matches!(name, "" | "." | "..") => Err(format!("`{name}` is no name, and may lead elsewhere")),
        true => Err(format!("`{name}` would look like a leftover")),
        false => check(Path::new(name), depth),
    })
}

/// Refuses a name that cannot become an address.
pub fn check(path: &Path, depth: usize) -> Result<(), String> {
    let Some(name) = path.file_name() else { return Ok(()) };
    let Some(name) = name.to_str() else { return Err("this file name is not UTF-8".to_owned()) };
    if let Some(c) = name.chars().find(|c| unshown(*c) || "\"<>:|?*\\".contains(*c)) {
        let c = if unshown(c) { c.escape_default().to_string() } else { c.to_string() };
        return Err(format!("a file name must not hold `{c}`"));
    }
    if ["_drafts", "_draft", "_private", "_internal", "_unpublished"].contains(&name.to_lowercase().as_str()) {
        return Err(
            "what lies in a folder of this name is for no readers in other programs; move out what is".to_owned()
        );
    }
    if name.starts_with("..") {
        return Err("a file name must not begin with `..`, which leads out of a folder".to_owned());
    }
    if name.contains('%') {
        return Err("a file name must not hold `%`, which addresses use for escapes".to_owned());
    }
    if name.len() > LONGEST {
        return Err(format!("this file name has {} bytes; {LONGEST} is the most", name.len()));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Err("a file name must not begin or end with a space, nor end with a full stop".to_owned());
    }
    if let Some(device) = device_of(name) {
        return Err(format!("`{device}` is the name of a device on Windows"));
    }
    // content/index.md is the home page, at depth 1; below it these pages are the site's own.
    let text = name.strip_suffix(".md");
    if text.is_some_and(|stem| stem.trim().is_empty()) {
        return Err("this file name has nothing before `.md` that could be an id".to_owned());
    }
    if text.is_some_and(|stem| stem.ends_with('.')) {
        return Err("the name of a text is its id, which must not end with a full stop".to_owned());
    }
    if text.is_some_and(|stem| OURS.contains(&stem.to_lowercase().as_str()) && !(depth == 1 && stem == "index")) {
        return Err("the site makes a page of this name itself".to_owned());
    }
    if text.is_some_and(|stem| stem.contains(char::is_whitespace)) {
        return Err("the name of a text is its id, which must not hold spaces; write `-` instead".to_owned());
    }
    // The page of its folder.
    if text.is_some_and(|stem| stem.starts_with('_') && stem != "_index") {
        return Err("a name must not begin with `_`: some hosts leave such files out".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cannot_become_addresses_are_refused() {
        let long = format!("{}.md", "a".repeat(300));
        for name in
            ["a\nb.md", "a\"b.md", "CON.md", "con.txt", "a%2e.md", "dot..md", "index.md", "404.md", "_x.md", &long]
        {
            assert!(check(Path::new(name), 2).is_err(), "{name}");
        }
        for name in ["russia.md", "гарантії.md", "foreign-troops.2022.md", "a_b.md"] {
            assert_eq!(check(Path::new(name), 2), Ok(()), "{name}");
        }
        assert_eq!(check(Path::new("index.md"), 1), Ok(()), "the home page");
    }

    #[test]
    fn vim_tries_by_names_of_a_row() {
        assert!(is_probe("4913") && is_probe("5036") && is_probe("5159"));
        assert!(!is_probe("4914") && !is_probe("2024") && !is_probe("4913.md"));
    }

    #[test]
    fn leftovers_are_known_by_their_names() {
        for name in [
            ".env",
            ".DS_Store",
            "a.md~",
            ".a.md.swp",
            "Thumbs.db",
            "#a.md#",
            ".git",
            "~$a.docx",
            "a.md.rej",
            "id_rsa",
            "keys.ENV",
            "a.kdbx",
            "fix.patch",
            "Report.url",
            "a.LNK",
            "a.BAK",
            "wallet.dat",
            "dump.sql",
            "velia-backup.sql",
            "debug.log",
            "@eaDir",
            "$RECYCLE.BIN",
            "_gsdata_",
            "_quarto.yml",
            "hugo.toml",
            "token.txt",
            "known_hosts",
            "db.sqlite-wal",
        ] {
            assert!(is_stray(name), "{name}");
        }
        for name in [
            "ferry.sync-conflict-20240603-101500-ABCDEF7.md",
            "ferry (Ana's conflicted copy 2024-06-03).md",
            "ferry (conflicted copy 2024-06-03 101500).md",
            "ferry_BASE_1234.md",
            "ferry_LOCAL_99.md",
            "ferry (1).md",
            "ferry copy.md",
            "ferry.LOCAL.99.md",
            "ferry.BASE.md",
            "ferry.md.BASE",
            "ferry.md.mine",
            "ferry.md.txt",
            "ferry.bak.md",
            "ferry.conflict1.md",
            "ferry.conflict-20240603.md",
            "ferry_conflict-20240603-101500.md",
            "ferry.variant-ab12.md",
            "ferry-DESKTOP-AB12CD3.md",
            "map.png.crdownload",
            "ferry-DESKTOP-AB12CD3.md",
            "ferry.md~HEAD",
            "ferry~HEAD.md",
            "ferry(1).md",
            "ferry - Kopie.md",
            "ferry - Copie (2).md",
            "ferry (копія).md",
            "ferry copy 2.md",
            "plan.pdf.mine",
            "plan.pdf.r12",
            "ferry (conflicted copy).md",
            "ferry (Case Conflict).md",
            "ferry (SFConflict ana@x.example 2024-06-03-10-15-00).md",
            "ferry [Conflict].md",
        ] {
            assert!(is_stray(name) && is_copy(name), "{name}");
        }
        for name in [
            "a.md",
            "CNAME",
            ".well-known",
            "report.pdf",
            "map (1).png",
            "the_base_12.md",
            "DATA_BASE_x.md",
            "BASE.md",
            "ferry.conflictual.md",
            "border-conflict.md",
            "border-conflict-2024.md",
            "ferry.2024-06.md",
            "ferry.variant.md",
            "4913.md",
            "carbon-copy.md",
            "copy.md",
            "velia(2024).md",
            "the-DESKTOP-era.md",
            "id_rsa.pub",
            "core",
            "queries.sql",
            "ship.log",
            "archive.r00",
            "sudan(conflict).md",
            "wallet.png",
            "hard_copy.md",
            "advance_copy.md",
            "tokens.csv",
            "data.sqlite",
        ] {
            assert!(!is_stray(name), "{name}");
        }
    }
}
