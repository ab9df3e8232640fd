//! `standpoint.yaml`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::alternate;
use super::conflict;
use super::fields::Fields;
use super::language::language;
use super::private;
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity};
use crate::markdown::Language;
use crate::model::Date;
use crate::model::document::{Alternate, Spanned};
use crate::model::settings::{MenuLine, Order};
use crate::model::{PageKind, Settings};
use crate::nearest::nearest;
use crate::web;
use crate::yaml::{self, Node, Value};

/// The version of the settings and of the front matter that this program knows.
const VERSION: u32 = 1;

/// Reads the settings. What cannot be used keeps its default.
pub fn settings(path: &Arc<str>, text: &str) -> Outcome<Settings> {
    let mut diagnostics = Vec::new();
    let mut settings = Settings::default();
    let conflicts = conflict::find(text);
    conflict::report(path, text, &conflicts, &mut diagnostics);
    settings.base_url_written = !conflicts.is_empty();
    let text = &*conflict::without(text, &conflicts);
    match yaml::parse(text) {
        Ok(node) => {
            yaml::report_cut(&node, text, path, 0, &mut diagnostics);
            let mut fields = Fields::new(path, 0, node, "settings file", &mut diagnostics);
            read(&mut fields, &mut settings);
            fields.finish();
        }
        Err(refusal) => {
            diagnostics.push(refusal.finding("this file", text, path, 0));
            // It may well stand there.
            settings.base_url_written = true;
        }
    }
    Outcome { value: settings, diagnostics }
}

fn read(fields: &mut Fields, settings: &mut Settings) {
    check_version(fields);
    if let Some(address) = fields.spanned("base_url") {
        settings.base_url_written = true;
        settings.base_url = address_of_site(fields, address);
    }
    settings.custom_domain = custom_domain(fields);
    if let Some(language) = fields.spanned("language").and_then(|tag| language(fields, tag)) {
        settings.language = language;
    }
    settings.authors = fields.names("authors");
    if let Some(theme) = fields.text("theme") {
        settings.theme = theme;
    }
    settings.smart_punctuation = fields.flag("smart_punctuation", true);
    settings.safe_html = html(fields);
    settings.math = fields.flag("math", false);
    settings.pictures = fields.flag("pictures", true);
    fields.set_in = settings.smart_punctuation.then(|| Language::of(&settings.language));
    if let Some(title) = fields.phrase("title") {
        settings.title = title.to_string();
    }
    settings.description = fields.phrase("description").map(|text| text.to_string());
    settings.cites_in_notes = note_links(fields);
    settings.print_command = print_command(fields);
    settings.editions = editions(fields);
    settings.order = order(fields);
    settings.private_content = private_content(fields);
    settings.hidden = hidden(fields);
    settings.menu = menu(fields);
    settings.alternate = alternate(fields);
    settings.extra = fields.extra();
    settings.notes = fields.word("notes").unwrap_or(settings.notes);
    settings.yardstick = fields.word("yardstick").unwrap_or(settings.yardstick);
    settings.rules = rules(fields);
}

fn check_version(fields: &mut Fields) {
    if let Some(version) = fields.spanned("version")
        && version.value.parse() != Ok(VERSION)
    {
        let newer = version.value.parse::<u32>().is_ok_and(|version| version > VERSION);
        let code = if newer { Code::FutureVersion } else { Code::WrongType };
        let message = format!("this program knows version {VERSION}, not `{}`", version.value);
        fields.refuse(code, version.span, message, "write `version: 1`, or use a newer Standpoint");
    }
}

/// Where the site will stand: `base_url: https://example.org/briefing/`.
fn address_of_site(fields: &mut Fields, text: Spanned<String>) -> Option<String> {
    if web::is_private_address(&text.value) {
        let message = format!("`{}` leads readers to their own machine or network", text.value);
        let hint = "write the address at which others find the site";
        fields.refuse(Code::PrivateHost, text.span.clone(), message, hint);
    }
    match base_url(&text.value) {
        Ok(url) => Some(url),
        Err(why) => {
            let hint = "write the address at which the site will stand, such as https://example.org/briefing/";
            fields.refuse(Code::BadSetting, text.span, format!("`{}` {why}", text.value), hint);
            None
        }
    }
}

/// Checks the address of a site and gives it one final slash.
///
/// # Errors
/// Says what is wrong with it, to be put behind the address.
pub fn base_url(text: &str) -> Result<String, &'static str> {
    let url = url::Url::parse(text.trim()).map_err(|_| "is not an absolute address such as https://example.org/")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("does not begin with https:// or http://");
    }
    // A parser of addresses mends these, each in its own way; whoever wrote them meant something else.
    let rest = text.trim().split_once("://").map_or("", |(_, rest)| rest);
    if rest.is_empty() || rest.starts_with('/') {
        return Err("has no host behind `://`");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a query or a fragment, which no page can stand below");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a user name or a password");
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    if !url.host_str().is_some_and(|host| host.chars().all(is_plain)) {
        return Err("has a host with signs that no host has");
    }
    if url.host_str().is_some_and(|host| host.strip_suffix('.').unwrap_or(host).split('.').any(str::is_empty)) {
        return Err("has an empty part between the dots of its host");
    }
    if url.path().contains("//") {
        // A path that begins so would be read as another host.
        return Err("has an empty folder in its path: `//`");
    }
    if rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c)) {
        return Err("holds a space or a sign that no address has");
    }
    let mut url = String::from(url);
    if !url.ends_with('/') {
        url.push('/');
    }
    Ok(url)
}

/// `custom_domain: www.example.org`.
fn custom_domain(fields: &mut Fields) -> Option<Spanned<String>> {
    let text = fields.spanned("custom_domain")?;
    let domain = web::domain(&text.value);
    if domain.is_none() {
        let hint = "write the name alone, such as www.example.org";
        fields.refuse(Code::BadSetting, text.span.clone(), format!("`{}` is no domain name", text.value), hint);
    }
    Some(Spanned { value: domain?, span: text.span })
}

/// `html: safe` or `html: shown`.
fn html(fields: &mut Fields) -> bool {
    let Some(word) = fields.spanned("html") else { return true };
    if !matches!(word.value.as_str(), "safe" | "shown") {
        let hint = "write `safe`, which lets harmless elements pass, or `shown`, which shows all HTML as it is written";
        fields.refuse(Code::BadSetting, word.span, format!("`{}` is no way to treat HTML", word.value), hint);
    }
    word.value != "shown"
}

/// `note_links: links`: whether the addresses in notes are cited.
fn note_links(fields: &mut Fields) -> bool {
    let Some(word) = fields.spanned("note_links") else { return true };
    if !matches!(&*word.value, "sources" | "links") {
        let hint = "write `sources`, by which the addresses in notes are cited, or `links`, by which they are links";
        fields.refuse(Code::UnknownWord, word.span, format!("`{}` is no reading of notes", word.value), hint);
    }
    word.value != "links"
}

/// `print: {command: weasyprint {html} {pdf}}`.
fn print_command(fields: &mut Fields) -> Option<String> {
    let command = fields.maps("print", "list of print settings", |print| print.spanned("command")).pop()?;
    if let Some(gap) = ["{html}", "{pdf}"].iter().find(|gap| !command.value.contains(**gap)) {
        let hint = "write `{html}` where the path of the page belongs and `{pdf}` where that of the PDF does";
        fields.refuse(Code::BadSetting, command.span, format!("this command has no `{gap}`"), hint);
        return None;
    }
    Some(command.value)
}

/// `editions: [2025-01, 2025-06]`, oldest first and each once. Each stands for its last day, so a year follows its months.
fn editions(fields: &mut Fields) -> Vec<Spanned<Date>> {
    let mut editions: Vec<Spanned<Date>> = Vec::new();
    for text in fields.list("editions") {
        match Date::parse(&text.value) {
            Ok(value) => editions.push(Spanned { value, span: text.span }),
            Err(why) => {
                let message = format!("`{}` is no date: {why}", text.value);
                fields.refuse(
                    Code::BadDate,
                    text.span,
                    message,
                    "write the days of the matrix, such as `[2025-01, 2025-06]`",
                );
            }
        }
    }
    editions.sort_by(|a, b| (a.value.latest(), &a.value).cmp(&(b.value.latest(), &b.value)));
    editions.dedup_by(|a, b| a.value.plain() == b.value.plain());
    editions
}

/// `order: {actors: [germany, france], issues: [rights]}`.
fn order(fields: &mut Fields) -> Order {
    let read = |order: &mut Fields| Some(Order { actors: order.list("actors"), issues: order.list("issues") });
    fields.maps("order", "order of actors and issues", read).pop().unwrap_or_default()
}

/// `private_content: ../vault`. Within the site's folder it may be anywhere but where texts for readers lie.
fn private_content(fields: &mut Fields) -> Option<Spanned<String>> {
    let folder = fields.spanned("private_content")?;
    let first = folder.value.trim_start_matches("./").split('/').next().unwrap_or_default();
    if folder.value.trim().is_empty() || ["content", "themes", "public", ".", ""].contains(&first) {
        let hint = "write the way to a folder that lies apart, such as `../vault`";
        fields.refuse(Code::BadSetting, folder.span, format!("`{}` cannot hold private texts", folder.value), hint);
        return None;
    }
    Some(folder)
}

/// Where a text that may be no settings at all names a folder of what is private, however it spells that and wherever.
pub fn wish_for_private_content(text: &str) -> Option<Range<usize>> {
    match yaml::parse(text) {
        Ok(node @ Node { value: Value::Map(_), .. }) => wish_within(&node, text, false),
        _ => wish_in_lines(text, 0),
    }
}

fn names_private_content(key: &str) -> bool {
    let letters = private::letters(key);
    let what = ["content", "folder", "vault", "dir", "path", "texts", "sources"];
    let is_meant = letters.contains("private") && what.iter().any(|what| letters.contains(what))
        || nearest(&letters, ["privatecontent", "privatefolder", "privatevault"]).is_some();
    // `no-private-content` is a rule.
    is_meant && !letters.starts_with("no")
}

/// The same in a node of YAML, which stands under a key that says `private`, or does not.
fn wish_within(node: &Node, text: &str, is_private: bool) -> Option<Range<usize>> {
    match &node.value {
        Value::Map(pairs) => pairs.iter().find_map(|(key, value)| {
            let Value::Text(name, _) = &key.value else { return None };
            let together = if is_private { ["private", name].concat() } else { name.to_string() };
            let is_named = names_private_content(&together);
            is_named.then(|| key.range.clone()).or_else(|| wish_within(value, text, name.contains("private")))
        }),
        Value::List(items) => items.iter().find_map(|item| wish_within(item, text, false)),
        // A line that was read as the rest of the value above it.
        Value::Text(_, true) if !text[node.range.clone()].starts_with(['|', '>']) => {
            let start = node.range.start + text[node.range.clone()].find('\n')?;
            wish_in_lines(&text[start..node.range.end], start)
        }
        Value::Text(..) | Value::Null => None,
    }
}

/// The same in lines that are no YAML and begin at a byte of the file.
fn wish_in_lines(text: &str, base: usize) -> Option<Range<usize>> {
    let mut at = base;
    text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        let words = line.trim_start();
        let words = words.strip_prefix("export ").unwrap_or(words).trim_start_matches(['-', '"', '\'', '<', ' ']);
        let key = words.split(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).next().unwrap_or_default();
        let is_line = !key.is_empty() && key.len() < words.trim_end().len();
        (is_line && names_private_content(key)).then(|| start..start + line.trim_end().len())
    })
}

/// `hide: [timeline, matrix]`, and what is older or shorter: `evidence: false`, `search: false`.
fn hidden(fields: &mut Fields) -> BTreeSet<PageKind> {
    let mut hidden = BTreeSet::new();
    if !fields.flag("evidence", true) {
        hidden.insert(PageKind::Evidence);
    }
    if !fields.flag("search", true) {
        hidden.insert(PageKind::Search);
    }
    for name in fields.list("hide") {
        match PageKind::made_as(&name.value) {
            Some(kind) => drop(hidden.insert(kind)),
            None => {
                let names = PageKind::MADE.map(|(name, _)| name);
                let message = format!("no page is called `{}`", name.value);
                let finding = Diagnostic::new(Code::UnknownWord, name.span, message).nearest(&name.value, names);
                let is_near = !finding.hints.is_empty();
                fields.push(if is_near { finding } else { finding.hint(format!("pages: {}", names.join(", "))) });
            }
        }
    }
    hidden
}

/// `menu: [briefings, about, {title: Our work, to: https://…}]`.
fn menu(fields: &mut Fields) -> Option<Vec<MenuLine>> {
    let node = fields.node("menu")?;
    let Value::List(items) = node.value else {
        fields.refuse(
            Code::WrongType,
            fields.place_of(&["menu"]),
            "here must stand a list for `menu`",
            "write the names of pages, such as `menu: [briefings, matrix, about]`",
        );
        return None;
    };
    let line = |item: Node| match &item.value {
        Value::Map(_) => fields.within(item, "line of a menu", |line| {
            let title = line.text("title");
            line.require("to");
            Some(MenuLine { title, to: line.spanned("to")? })
        }),
        _ => Some(MenuLine { title: None, to: fields.text_of(item, "the name of a page")? }),
    };
    Some(items.into_iter().filter_map(line).collect())
}

/// `alternate: {uk: https://uk.example.org/}`: a site has no pages to name here, only other sites.
fn alternate(fields: &mut Fields) -> Box<[Alternate]> {
    let named = alternate::alternate(fields).into_vec();
    let is_site = |alternate: &Alternate| {
        let is_address = alternate.is_address();
        if !is_address {
            let message = format!("`{}` is no address of a site", alternate.to.value);
            let hint =
                "write `alternate: {uk: https://uk.example.org/}`; pages name their counterparts in their front matter";
            fields.refuse(Code::BadSetting, alternate.to.span.clone(), message, hint);
        }
        is_address
    };
    named.into_iter().filter(is_site).collect()
}

/// `rules: {unused-source: off, dirty-url: error}`.
fn rules(fields: &mut Fields) -> BTreeMap<Code, Option<Severity>> {
    let mut levels = BTreeMap::new();
    for (code, span, level) in fields.rules("rules", "`off`, `advice`, `warning` or `error`") {
        if code.is_final() {
            let message = format!("no setting changes `{}`", code.name());
            fields.refuse(Code::BadSetting, span, message, "take the line out, and mend what is found");
            continue;
        }
        match level.value.as_str() {
            "off" => levels.insert(code, None),
            "advice" => levels.insert(code, Some(Severity::Advice)),
            "warning" => levels.insert(code, Some(Severity::Warning)),
            "error" => levels.insert(code, Some(Severity::Error)),
            other => {
                let message = format!("`{other}` is no level");
                fields.refuse(Code::UnknownWord, level.span, message, "write `off`, `advice`, `warning` or `error`");
                None
            }
        };
    }
    levels
}
