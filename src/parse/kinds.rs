//! The front matter of each kind. The keys are those of `docs/writing.md`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Dialect;
use super::alternate::alternate;
use super::fields::Fields;
use super::language::language;
use super::place::ContentPlace;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{Language, slug};
use crate::model::document::{
    Actor, Allowed, Alternate, Archived, Briefing, Correction, Document, Event, Issue, Judgement, Kind, Meta, Outcome,
    Page, Phrase, Position, Quote, Reason, Reference, Retraction, Source, Unread,
};
use crate::model::extra::Extra;
use crate::model::words::{Likelihood, PrivateKey};
use crate::web;
use crate::yaml::{Node, Value};

/// What front matter says.
pub struct Front {
    /// What the kind of the file asks for.
    pub meta: Meta,
    /// The language of the text, when it says so.
    pub language: Option<String>,
    /// The line that findings about the whole file underline.
    pub head: Span,
    /// The keys whose values were refused.
    pub refused: BTreeSet<&'static str>,
    /// Not to be published yet.
    pub draft: bool,
    /// For the house alone.
    pub internal: bool,
    /// What was put right in it.
    pub corrections: Vec<Correction>,
    /// The findings that it answers.
    pub allow: Allowed,
    /// Other names by which links call it.
    pub aliases: Vec<String>,
    /// What it is filed under.
    pub tags: Vec<Phrase>,
    /// The ids that it had before.
    pub formerly: Vec<Reference>,
    /// Where the same stands in other languages.
    pub alternate: Box<[Alternate]>,
    /// The picture beside links to its page.
    pub image: Option<Reference>,
    /// What its author tells the theme.
    pub extra: Extra,
}

impl Front {
    /// The document that says so, without a text.
    pub fn document(self, path: &Arc<str>, id: String) -> Document {
        let Front { meta, language, head, refused, draft, internal, corrections, allow, .. } = self;
        Document {
            language,
            draft,
            internal,
            unread: Unread { whole: None, keys: refused },
            corrections: corrections.into(),
            allow,
            aliases: self.aliases.into(),
            tags: self.tags.into(),
            formerly: self.formerly.into(),
            alternate: self.alternate,
            image: self.image,
            extra: self.extra,
            ..Document::bare(path.clone(), id, head, meta)
        }
    }
}

/// Reads front matter. `yaml` comes with the byte of the file at which it starts, and with the title that stands at the
/// head of the text.
pub fn front(
    path: &Arc<str>,
    place: &ContentPlace,
    yaml: ((Node<'_>, usize), Option<&str>),
    dialect: Dialect,
    out: &mut Vec<Diagnostic>,
) -> Front {
    let ((node, base), heading) = yaml;
    let mut fields = Fields::new(path, base, node, place.kind.word(), out);
    fields.heading = heading.map(str::to_owned);
    let internal = fields.is_internal();
    let (private, is_unclear) = match place.kind {
        Kind::Source => fields.private_keys(),
        _ => Default::default(),
    };
    let draft = fields.draft();
    if place.kind == Kind::Source {
        fields.node("private");
    }
    // The language of a source is not that of the note on it.
    let tag = |fields: &mut Fields| fields.spanned("language").and_then(|tag| language(fields, tag));
    let own = if place.kind == Kind::Source { None } else { tag(&mut fields) };
    fields.set_in = dialect.of_text(own.as_deref()).set_in();
    let mut front = Front {
        meta: meta(&mut fields, place, private),
        language: own,
        corrections: fields.maps("corrections", "correction", correction),
        allow: allow(&mut fields),
        aliases: if place.kind == Kind::Actor { Vec::new() } else { aliases(&mut fields) },
        tags: fields.tags("tags"),
        formerly: if place.kind == Kind::Home { Vec::new() } else { fields.list("formerly") },
        alternate: match place.kind {
            Kind::Briefing | Kind::Page => alternate(&mut fields),
            _ => [].into(),
        },
        image: fields.spanned("image"),
        extra: fields.extra(),
        head: fields.place_of(&["title", "name", "stance"]),
        refused: fields.refused(),
        draft,
        internal: internal || is_unclear,
    };
    front.draft |= fields.take_held_by_value();
    if let Some(said) = fields.described_alone().filter(|_| place.kind == Kind::Source) {
        (front.internal, front.draft) = (true, said);
    }
    // A part of it may hold the whole back.
    front.draft |= fields.is_held();
    fields.finish();
    front
}

/// Other names of a text. To Hugo they are older addresses of its page.
fn aliases(fields: &mut Fields) -> Vec<String> {
    let (addresses, names): (Vec<_>, Vec<_>) = fields
        .list("aliases")
        .into_iter()
        .partition(|alias| alias.value.starts_with('/') && !alias.value.contains(' '));
    for alias in addresses {
        let message = format!("`{}` is an address, and `aliases` are other names of what a text is about", alias.value);
        let hint = "write `formerly:`, with the names that the file had: at each of their addresses a page leads on";
        fields.refuse(Code::UnknownKey, alias.span, message, hint);
    }
    names.into_iter().map(|name| name.value).collect()
}

/// Reads what texts of this kind say of themselves; `private` are the keys of a source that readers do not see.
fn meta(fields: &mut Fields, place: &ContentPlace, private: BTreeSet<PrivateKey>) -> Meta {
    match place.kind {
        Kind::Home => {
            fields.heading = None;
            Meta::Home(Page { title: plain(fields, "title").unwrap_or_default() }.into())
        }
        Kind::Briefing => Meta::Briefing(briefing(fields, &place.id).into()),
        Kind::Actor => Meta::Actor(actor(fields, &place.id).into()),
        Kind::Issue => Meta::Issue(issue(fields, &place.id).into()),
        Kind::Position => Meta::Position(position(fields, place).into()),
        Kind::Event => Meta::Event(event(fields, &place.id).into()),
        Kind::Source => Meta::Source(source(fields, &place.id, private).into()),
        // The list of a kind has a title without one.
        Kind::Page if place.id.ends_with("/_index") => {
            let title = plain(fields, "title");
            let heading = fields.heading.take().map(|title| Phrase::new(title, fields.set_in));
            Meta::Page(Page { title: title.or(heading).unwrap_or_default() }.into())
        }
        Kind::Page => Meta::Page(Page { title: title(fields, "title", &place.id) }.into()),
    }
}

/// `allow: {date-anomaly: The report came out a week after the act.}`: without a reason nothing is silenced.
fn allow(fields: &mut Fields) -> Allowed {
    let mut allowed = Allowed::new();
    for (code, span, reason) in fields.rules("allow", "the reason, in words for readers") {
        let words = fields.plain("allow", reason.value, "write the reason in words, and cite in the text");
        if words.trim().is_empty() {
            let message = format!("`{}` has no reason here, so it is not silenced", code.name());
            let hint = format!("say why it is right: `{}: …`; readers may see the words", code.name());
            fields.refuse(Code::MissingKey, span, message, hint);
            continue;
        }
        allowed.insert(code, Reason { words: Phrase::new(words, fields.set_in), span });
    }
    allowed
}

fn correction(fields: &mut Fields) -> Option<Correction> {
    let date = fields.date("date");
    if date.is_none() {
        fields.require("date");
    }
    let text = fields.required_text("text", "…");
    let text = fields.plain("text", text, "cite in the text below the front matter");
    Some(Correction { date: date?.value, text: Phrase::new(text, fields.set_in) })
}

fn briefing(fields: &mut Fields, id: &str) -> Briefing {
    let as_of = fields.date("as_of");
    if as_of.is_none() {
        fields.require("as_of");
    }
    Briefing {
        title: title(fields, "title", id),
        as_of,
        follows: fields.spanned("follows"),
        summary: plain(fields, "summary"),
        actors: fields.list("actors"),
        issues: fields.list("issues"),
        authors: fields.names("authors"),
        notes: fields.word("notes"),
        judgements: fields.maps("judgements", "judgement", |fields| Some(judgement(fields))),
    }
}

/// A title that this site gives. The one of a source is its own, whatever stands in it.
fn title(fields: &mut Fields, key: &'static str, id: &str) -> Phrase {
    let text = fields.required_text(key, id);
    let text = fields.plain(key, text, "cite in the text below the front matter");
    // An id is a name, and stays as it is.
    if text.is_empty() || text == id { Phrase::new(id.to_owned(), None) } else { Phrase::new(text, fields.set_in) }
}

/// A text that lists show.
fn plain(fields: &mut Fields, key: &'static str) -> Option<Phrase> {
    let text = fields.text(key)?;
    let text = fields.plain(key, text, "cite in the text below the front matter");
    Some(Phrase::new(text, fields.set_in))
}

fn judgement(fields: &mut Fields) -> Judgement {
    let span = fields.place_of(&["text"]);
    let text = fields.required_text("text", "…");
    Judgement {
        span,
        id: fields.text("id"),
        text: Phrase::new(fields.plain("text", text, "name its sources in `cites:`"), fields.set_in),
        likelihood: fields.word_by("likelihood", Likelihood::named),
        confidence: fields.word("confidence"),
        cites: fields.list("cites"),
        outcome: fields.maps("outcome", "outcome", outcome).pop(),
        refused: fields.refused(),
    }
}

/// Without a date or a result it says nothing.
fn outcome(fields: &mut Fields) -> Option<Outcome> {
    let (date, result) = (fields.date("date"), fields.word("result"));
    fields.require("date");
    fields.require("result");
    let note = fields.text("note").map(|note| Phrase::new(note, fields.set_in));
    Some(Outcome { date: date?, result: result?, note })
}

fn actor(fields: &mut Fields, id: &str) -> Actor {
    let colour = fields.spanned("colour").and_then(|colour| {
        let digits = colour.value.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(colour.value);
        }
        fields.refuse(
            Code::WrongType,
            colour.span,
            format!("`{}` is no colour", colour.value),
            "write it in quotes as \"#rrggbb\", for example \"#3366aa\"",
        );
        None
    });
    Actor {
        name: title(fields, "name", id),
        kind: fields.phrase("kind"),
        short_name: fields.phrase("short_name"),
        part_of: fields.list("part_of"),
        aliases: fields.phrases("aliases"),
        flag: fields.text("flag"),
        colour,
    }
}

fn issue(fields: &mut Fields, id: &str) -> Issue {
    Issue {
        title: title(fields, "title", id),
        question: plain(fields, "question"),
        scale: fields.spanned_phrases("scale"),
        related: fields.list("related"),
    }
}

fn position(fields: &mut Fields, place: &ContentPlace) -> Position {
    let (actor, issue, label) = place.cell.clone().unwrap_or_default();
    let (as_of, stance) = (fields.date("as_of"), fields.word("stance"));
    if as_of.is_none() {
        fields.require("as_of");
    }
    if stance.is_none() {
        fields.require("stance");
    }
    Position {
        actor,
        issue,
        label,
        as_of,
        stance,
        basis: fields.word("basis"),
        firmness: fields.word("firmness"),
        option: fields.spanned("option"),
        accepts: fields.list("accepts"),
        rejects: fields.list("rejects"),
        summary: plain(fields, "summary"),
        trigger: fields.spanned("trigger"),
        review_after: fields.date("review_after").map(|date| date.value),
    }
}

fn event(fields: &mut Fields, id: &str) -> Event {
    let date = fields.date("date");
    if date.is_none() {
        fields.require("date");
    }
    Event {
        title: title(fields, "title", id),
        date,
        announced: fields.date("announced").map(|date| date.value),
        after: fields.list("after"),
        place: fields.phrase("place"),
        actors: fields.list("actors"),
        issues: fields.list("issues"),
        kind: fields.phrase("kind"),
    }
}

/// An ISBN. One that nobody can look up is shown as it is written, and told.
fn isbn(fields: &mut Fields) -> Option<String> {
    let isbn = fields.spanned("isbn")?;
    if let Some(why) = web::isbn_fault(&isbn.value) {
        let message = format!("`{}` is no ISBN: {why}", isbn.value);
        fields.refuse(Code::BadIsbn, isbn.span, message, "copy it again from the book; give one alone");
    }
    Some(isbn.value)
}

fn source(fields: &mut Fields, id: &str, private: BTreeSet<PrivateKey>) -> Source {
    let own = fields.spanned("language").and_then(|tag| language(fields, tag));
    let title = fields.required_text("title", id);
    let set_in = match &own {
        Some(tag) => fields.set_in.map(|_| Language::of(tag)),
        None => fields.set_in,
    };
    let doi = fields.address("doi");
    let url = fields.address("url").or_else(|| doi.clone());
    Source {
        keys: other_keys(fields),
        doi: doi.as_ref().or(url.as_ref()).and_then(|address| address.value.doi()).map(str::to_owned),
        isbn: isbn(fields),
        medium: fields.text("medium"),
        title: Phrase::new(title, set_in),
        title_translated: fields.phrase("title_translated"),
        url,
        publication: fields.word("type"),
        container: fields.text("container"),
        volume: fields.text("volume"),
        issue: fields.text("issue"),
        pages: fields.text("pages"),
        edition: fields.text("edition"),
        place: fields.text("place"),
        editors: fields.names("editors"),
        publisher: fields.text("publisher"),
        authors: fields.names("authors"),
        kind: fields.word("kind"),
        published: fields.date("published"),
        accessed: fields.date("accessed").map(|date| date.value),
        language: own,
        archived: fields.maps("archived", "archived copy", archived),
        status: fields.word("status"),
        reliability: fields.word("reliability"),
        credibility: fields.word("credibility"),
        voice_of: fields.list("voice_of"),
        derived_from: fields.list("derived_from"),
        contradicts: fields.list("contradicts"),
        quotes: quotes(fields),
        retracted: retraction(fields),
        descriptor: plain(fields, "descriptor"),
        private,
        stand_in: None,
    }
}

fn archived(fields: &mut Fields) -> Option<Archived> {
    let url = fields.address("url");
    if url.is_none() {
        fields.require("url");
    }
    let date = fields.date("date").map(|date| date.value);
    Some(Archived { url: url?.value, date })
}

fn quotes(fields: &mut Fields) -> Vec<Quote> {
    let mut ids = BTreeSet::new();
    fields.maps("quotes", "quote", |fields| {
        let quote = quote(fields)?;
        let at = fields.place_of(&["id"]);
        // Of one without an id that is told.
        if at.range() != (0..0) && !ids.insert(slug::slug(&quote.id)) {
            let message = format!("two passages of this source are called `{}`", quote.id);
            fields.refuse(
                Code::DuplicateId,
                at,
                message,
                "give each an id of its own: a citation finds the first alone",
            );
        }
        Some(quote)
    })
}

fn quote(fields: &mut Fields) -> Option<Quote> {
    Some(Quote {
        id: fields.required_text("id", "quote"),
        text: fields.required_text("text", "…"),
        translation: fields.phrase("translation"),
        locator: fields.text("locator"),
    })
}

/// Other names of a source, as they may stand in a citation: between braces nearly anything can.
fn other_keys(fields: &mut Fields) -> Vec<Reference> {
    let mut keys = fields.list("keys");
    keys.retain(|key| {
        let is_fit = !key.value.is_empty() && !key.value.contains(|c: char| "{}@".contains(c) || c.is_whitespace());
        if !is_fit {
            let message = format!("`{}` cannot stand in a citation", key.value);
            fields.refuse(Code::WrongType, key.span.clone(), message, "a key has neither spaces nor braces nor `@`");
        }
        is_fit
    });
    keys
}

fn retraction(fields: &mut Fields) -> Option<Retraction> {
    let read = fields.maps("retracted", "retraction", |retraction| {
        Some(Retraction { date: retraction.date("date").map(|date| date.value), reason: retraction.phrase("reason") })
    });
    // Whoever writes anything but "no" here means that it was taken back, and readers must not miss that.
    let denied = |node: &Node| matches!(&node.value, Value::Text(text, _) if text == "false" || text == "no");
    let written = fields.node("retracted").is_some_and(|node| !denied(&node));
    read.into_iter().next().or_else(|| written.then_some(Retraction { date: None, reason: None }))
}
