//! A strict reader of finished pages, so that the tests do not rest on the program's own one.
//!
//! It takes what HTML allows of well-formed markup and nothing else: tags are balanced, attributes are quoted
//! and stand once, no `<` or bare `&` is left in a text.

use std::ops::Range;

/// A page, read.
pub struct Page {
    html: String,
    elements: Vec<Element>,
}

/// An element of a page.
pub struct Element {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Bytes from its start tag to its end tag, both included.
    outer: Range<usize>,
    /// Bytes between the two.
    inner: Range<usize>,
    /// The element that it stands in.
    parent: Option<usize>,
}

/// Elements without content (HTML Standard, 13.1.2).
const VOID: [&str; 9] = ["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

impl Element {
    /// Whether it is a script that pages have: data, or one by which readers search or copy.
    pub fn is_script_of_ours(&self) -> bool {
        let ours = ["assets/search.js", "assets/copy.js"];
        let is_ours = self.get("src").is_some_and(|src| ours.iter().any(|path| src.ends_with(path)));
        self.get("type") == Some("application/ld+json") || is_ours
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Page {
    /// Reads a page or a part of one.
    ///
    /// # Errors
    /// Says what is not well formed, and where.
    pub fn read(html: &str) -> Result<Page, String> {
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(next) = html[at..].find('<').map(|next| at + next) {
            references(&html[at..next])?;
            let rest = &html[next..];
            let end = next + tag_length(rest).ok_or_else(|| format!("a tag without an end: {}", start_of(rest)))?;
            at = end;
            if rest.starts_with("<!") {
                continue;
            }
            if let Some(name) = rest.strip_prefix("</") {
                let name = name.split(['>', ' ', '\n']).next().unwrap_or_default();
                let last = open.pop().ok_or_else(|| format!("</{name}> closes nothing"))?;
                if elements[last].name != name {
                    return Err(format!("</{name}> closes <{}>: {}", elements[last].name, start_of(rest)));
                }
                elements[last].inner.end = next;
                elements[last].outer.end = end;
                continue;
            }
            let tag = html[next + 1..end - 1].trim_end_matches('/');
            let (name, attributes) = tag.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((tag, ""));
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return Err(format!("a bare `<`: {}", start_of(rest)));
            }
            let closed = html[..end - 1].ends_with('/');
            if !closed && !VOID.contains(&name) {
                open.push(elements.len());
            }
            let parent = open.iter().rev().copied().find(|parent| *parent != elements.len());
            let attributes = read_attributes(attributes).map_err(|why| format!("{why}: {}", start_of(rest)))?;
            let name = name.to_owned();
            elements.push(Element { name, attributes, outer: next..end, inner: end..end, parent });
        }
        references(&html[at..])?;
        match open.pop() {
            Some(left) => Err(format!("<{}> is never closed", elements[left].name)),
            None => Ok(Page { html: html.to_owned(), elements }),
        }
    }

    /// The whole page, as it was written.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// Its elements, in order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter()
    }

    /// The elements of a name, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// The element of an id; there must be one.
    pub fn by_id(&self, id: &str) -> &Element {
        self.find_id(id).unwrap_or_else(|| panic!("no id `{id}` in:\n{}", self.html))
    }

    /// The element of an id, if there is one.
    pub fn find_id(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.get("id") == Some(id))
    }

    /// The elements that have this value in an attribute.
    pub fn with(&self, attribute: &str, value: &str) -> Vec<&Element> {
        self.elements.iter().filter(|element| element.get(attribute) == Some(value)).collect()
    }

    /// The elements that have a class.
    pub fn class(&self, class: &str) -> Vec<&Element> {
        let has = |element: &&Element| {
            element.get("class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
        };
        self.elements.iter().filter(has).collect()
    }

    /// The elements inside another one.
    pub fn inside(&self, element: &Element) -> impl Iterator<Item = &Element> {
        let range = element.inner.clone();
        self.elements.iter().filter(move |other| range.contains(&other.outer.start))
    }

    /// The elements around another one, from the inside out.
    pub fn around<'p>(&'p self, element: &'p Element) -> impl Iterator<Item = &'p Element> {
        std::iter::successors(element.parent, |at| self.elements[*at].parent).map(|at| &self.elements[at])
    }

    /// The markup of what stands in an element.
    pub fn inner(&self, element: &Element) -> &str {
        &self.html[element.inner.clone()]
    }

    /// The main part without the elements that have an attribute, and without empty lines.
    pub fn main_without(&self, attribute: &str) -> String {
        let main = self.main();
        let start = main.as_ptr() as usize - self.html.as_ptr() as usize;
        let (mut left, mut from) = (String::new(), start);
        for element in self.elements().filter(|element| element.get(attribute).is_some()) {
            let open = self.html[..element.inner.start].rfind('<').expect("its tag");
            if open >= from && open < start + main.len() {
                left.push_str(&self.html[from..open]);
                let end = element.inner.end;
                from = end + self.html[end..].find('>').expect("its end") + 1;
            }
        }
        left.push_str(&self.html[from..start + main.len()]);
        left.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// The words in an element, as a browser shows them: spaces joined, references decoded.
    pub fn text(&self, element: &Element) -> String {
        words(self.inner(element))
    }

    /// The main part of the page.
    pub fn main(&self) -> &str {
        self.inner(self.all("main").next().expect("a <main>"))
    }
}

/// The words of some markup, but for those beside the text: they stand below it once more.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some(next) = html[at..].find('<').map(|next| at + next) {
        text.push_str(&html[at..next]);
        let rest = &html[next..];
        at = next + tag_length(rest).unwrap_or(rest.len());
        if rest.starts_with("<span class=\"side") {
            at = next + rest.find("</span>").expect("its end") + "</span>".len();
        }
    }
    text.push_str(&html[at..]);
    decoded(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tag_length(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return rest.find("-->").map(|end| end + 3);
    }
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn read_attributes(mut text: &str) -> Result<Vec<(String, String)>, String> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        text = text.trim_start();
        if text.is_empty() {
            return Ok(attributes);
        }
        let end = text.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(text.len());
        let name = text[..end].to_owned();
        if attributes.iter().any(|(known, _)| *known == name) {
            return Err(format!("the attribute `{name}` stands twice"));
        }
        text = &text[end..];
        let mut value = String::new();
        if let Some(rest) = text.strip_prefix('=') {
            let inside = rest.strip_prefix('"').ok_or_else(|| format!("`{name}` has no quotes"))?;
            let end = inside.find('"').ok_or_else(|| format!("`{name}` has one quote"))?;
            references(&inside[..end])?;
            value = decoded(&inside[..end]);
            text = &inside[end + 1..];
        }
        attributes.push((name, value));
    }
}

/// Every `&` of a text must begin a character reference.
fn references(text: &str) -> Result<(), String> {
    for (at, _) in text.match_indices('&') {
        let name: String = text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
        if name.is_empty() || !text[at + 1 + name.len()..].starts_with(';') {
            return Err(format!("a bare `&`: {}", start_of(&text[at..])));
        }
    }
    Ok(())
}

fn decoded(text: &str) -> String {
    let mut plain = text.to_owned();
    for (reference, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'")] {
        plain = plain.replace(reference, c);
    }
    plain.replace("&nbsp;", "\u{a0}").replace("&#x2F;", "/").replace("&amp;", "&")
}

fn start_of(text: &str) -> String {
    text.chars().take(60).collect()
}

#[test]
fn the_reader_takes_well_formed_markup_and_nothing_else() {
    let page = Page::read("<p id=\"a\">One <b>two</b> &amp; <br> three</p>").expect("well formed");
    assert_eq!(page.text(page.by_id("a")), "One two & three");
    assert_eq!(page.inside(page.by_id("a")).count(), 2);
    for bad in ["<p>", "</p>", "<p><b></p></b>", "a < b", "a & b", "<a href=x>y</a>", "<a id=\"1\" id=\"2\">y</a>"] {
        assert!(Page::read(bad).is_err(), "{bad}");
    }
}
