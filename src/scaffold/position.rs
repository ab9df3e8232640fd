//! A new position, which starts from the last one of its cell.

use super::front_matter::{FrontMatter, one_line};
use super::{NewFile, NoNewFile, known};
use crate::markdown::slug::slug;
use crate::model::document::{Phrase, Position, Spanned};
use crate::model::words::{Stance, Word};
use crate::model::{ActorId, Date, Day, IssueId, PositionId, Rank, Site};

/// A new position of an actor on an issue. It takes from the last one what it says; without a stance, that too.
///
/// # Errors
/// When there is no such actor or issue, or a position of that day.
pub fn position(
    site: &Site,
    (actor, issue): (&str, &str),
    as_of: &Date,
    stance: Option<Stance>,
) -> Result<NewFile, NoNewFile> {
    let actor_at = known(site.actor(actor), "actor", actor, site.actors.iter().map(|entry| entry.id.as_str()))?;
    let issue_at = known(site.issue(issue), "issue", issue, site.issues.iter().map(|entry| entry.id.as_str()))?;
    let cell = site.cell(actor_at, issue_at).map(|at| &site.cells[at]);
    let earlier: Vec<Earlier> = cell.iter().flat_map(|cell| &cell.positions).map(|at| Earlier::of(site, *at)).collect();
    let date = |earlier: &Earlier| earlier.meta.as_of.as_ref().map(|date| date.value.clone());
    if let Some(same) = earlier.iter().find(|known| date(known).is_some_and(|known| known.same_days(as_of))) {
        let why = format!("this position is of {as_of} too; change it, or give another date with --as-of");
        return Err(NoNewFile::There(same.path.to_owned(), why));
    }
    // One that is filled in later starts from what came before it. What a draft says is not for a file that is none.
    let mut finished = earlier.iter().filter(|known| !known.is_draft);
    let before = finished.clone().find(|known| known.rank.counts_on(Day::of(as_of)));
    let last = before.or(finished.next()).copied();
    let mut notes = Vec::new();
    if let Some(Earlier { path, .. }) = last {
        notes.push(format!("It starts from {path}."));
    } else if stance.is_none() {
        notes.push(format!("Its stance, `{}`, is a placeholder.", PLACEHOLDER.id()));
    }
    let triggers = triggers(site, (actor_at, issue_at), last, as_of);
    let scale = Scale { options: &site.issues[issue_at].meta.scale };
    let text = text(last, as_of, stance, (&scale, &triggers));
    Ok(NewFile { path: path(&earlier, actor, issue, as_of), text, notes })
}

/// A position that is there.
#[derive(Clone, Copy)]
struct Earlier<'s> {
    /// The path of its file.
    path: &'s str,
    /// What that says.
    meta: &'s Position,
    /// Whether it is a draft.
    is_draft: bool,
    /// Where it stands in time.
    rank: Rank,
    /// Where the options that it names stand on the scale.
    option: Option<usize>,
    accepts: &'s [usize],
    rejects: &'s [usize],
}

impl<'s> Earlier<'s> {
    fn of(site: &'s Site, at: PositionId) -> Earlier<'s> {
        let entry = &site.positions[at];
        let (accepts, rejects) = (entry.accepts.as_slice(), entry.rejects.as_slice());
        Earlier {
            path: &site.texts[entry.text].path,
            meta: &entry.meta,
            is_draft: site.texts[entry.text].draft,
            rank: entry.rank,
            option: entry.option,
            accepts,
            rejects,
        }
    }
}

/// The events that can have moved a position: known by its day, not over before the last one was held, and about its
/// actor or its issue; newest first, those about both before the others, and no more than a line holds.
fn triggers<'s>(
    site: &'s Site,
    (actor, issue): (ActorId, IssueId),
    last: Option<Earlier>,
    as_of: &Date,
) -> Vec<&'s str> {
    let since = last.and_then(|last| last.meta.as_of.as_ref()).map(|date| date.value.earliest());
    let known = last.and_then(|last| last.meta.trigger.as_ref()).map(|trigger| trigger.value.as_str());
    let mut events: Vec<_> = site.events.iter().collect();
    events.reverse();
    let can = events.into_iter().filter(|event| {
        let Some(date) = event.meta.date.as_ref().map(|date| &date.value) else { return false };
        event.rank.counts_on(Day::of(as_of))
            && since.is_none_or(|since| date.latest() >= since)
            && Some(event.id.as_str()) != known
            && (event.actors.contains(&actor) || event.issues.contains(&issue))
    });
    let mut can: Vec<_> = can.collect();
    can.sort_by_key(|event| !(event.actors.contains(&actor) && event.issues.contains(&issue)));
    can.into_iter().take(MOST_TRIGGERS).map(|event| event.id.as_str()).collect()
}

const MOST_TRIGGERS: usize = 3;

/// The options of an issue.
struct Scale<'s> {
    options: &'s [Spanned<Phrase>],
}

impl<'s> Scale<'s> {
    /// What a position calls an option: its words, or its number where others have the same ones.
    fn name(&self, at: usize) -> String {
        let written = |option: &Spanned<Phrase>| option.value.written().trim().to_lowercase();
        let words = self.options.get(at).map(written);
        let same = self.options.iter().filter(|option| Some(written(option)) == words).count();
        match self.options.get(at) {
            Some(option) if same == 1 => option.value.written().to_owned(),
            _ => (at + 1).to_string(),
        }
    }

    fn names(&self, all: &[usize]) -> Vec<String> {
        all.iter().map(|at| self.name(*at)).collect()
    }

    /// What is said of the options, from where the last position stands; below it, what there is to choose from.
    fn keys(&self, mut front: FrontMatter, last: Option<Earlier>) -> FrontMatter {
        if self.options.is_empty() {
            return front;
        }
        let remark = "where it stands on the scale, by the words or the number:";
        front = match last.and_then(|last| last.option) {
            Some(option) => front.remarked("option", &self.name(option), remark),
            None => front.example("option: 1", remark),
        };
        for (at, option) in self.options.iter().enumerate() {
            front = front.comment(&format!("  {} {}", at + 1, one_line(option.value.written())));
        }
        let (accepts, rejects) = self.examples(last.and_then(|last| last.option).unwrap_or_default());
        for (key, options, example, remark) in [
            ("accepts", last.map(|last| last.accepts), accepts, "what it could live with, its option among them"),
            ("rejects", last.map(|last| last.rejects), rejects, "what it rules out"),
        ] {
            let options = self.names(options.unwrap_or_default());
            front = match options.is_empty() {
                true => front.example(&example, remark),
                false => front.list(key, options.iter().map(String::as_str), remark),
            };
        }
        front
    }

    /// Options that may stand beside an own one: a neighbour is accepted, the end that is farther away rejected.
    fn examples(&self, own: usize) -> (String, String) {
        let last = self.options.len() - 1;
        let end = if own * 2 > last { 0 } else { last };
        let away = if end == 0 { Some(own + 1) } else { own.checked_sub(1) };
        let beside = away.filter(|at| *at <= last).unwrap_or(own.abs_diff(1)).min(last);
        let mut accepts = vec![own, beside];
        accepts.retain(|at| *at != end);
        accepts.sort_unstable();
        let numbers: Vec<String> = accepts.iter().map(|at| (at + 1).to_string()).collect();
        (format!("accepts: [{}]", numbers.join(", ")), format!("rejects: [{}]", end + 1))
    }
}

/// When someone should look again at what was held on a day: three months later.
fn look_again(as_of: &Date) -> String {
    let day = as_of.latest();
    let later = day.checked_add(jiff::Span::new().months(3)).unwrap_or(day);
    later.strftime("%Y-%m").to_string()
}

/// The stance of a position of which nothing is known yet. It is no claim of ours: `check` asks for the source.
const PLACEHOLDER: Stance = Stance::Ambiguous;

/// A path that no position of the cell has: with the date as its label, unless it is the first.
fn path(earlier: &[Earlier], actor: &str, issue: &str, as_of: &Date) -> String {
    let label = slug(as_of.edtf());
    let labels = std::iter::once(String::new())
        .chain(std::iter::once(format!(".{label}")))
        .chain((2..).map(|number| format!(".{label}-{number}")));
    let mut paths = labels.map(|label| format!("content/positions/{actor}/{issue}{label}.md"));
    paths.find(|path| earlier.iter().all(|known| known.path != path)).unwrap_or_default()
}

fn text(last: Option<Earlier>, as_of: &Date, stance: Option<Stance>, (scale, triggers): (&Scale, &[&str])) -> String {
    let before = last.map(|last| last.meta);
    let known = stance.or(before.and_then(|last| last.stance));
    let mut front = FrontMatter::new()
        .remarked("as_of", as_of.edtf(), "when it was held")
        .word("stance", Some(known.unwrap_or(PLACEHOLDER)));
    front = scale
        .keys(front, last)
        .word("basis", before.and_then(|last| last.basis))
        .word("firmness", before.and_then(|last| last.firmness));
    front = match before.and_then(|last| last.summary.as_ref()) {
        Some(summary) => front.key("summary", summary.written()),
        None => front.open("summary", "one sentence; else the first paragraph of the text"),
    };
    let text = match last {
        Some(Earlier { path, meta, .. }) => {
            let date = meta.as_of.as_ref().map_or_else(String::new, |date| format!(", of {}", date.value));
            format!(
                "<!-- The keys above are those of {path}{date}. Change what has moved,\n\
                 say it here, and cite what it rests on: `[@key]`. -->"
            )
        }
        None => "<!-- What they want, with its source: a sentence, and `[@key]` behind it. -->".to_owned(),
    };
    let (trigger, remark) = match triggers {
        [] => ("an-event", "the event that moved it".to_owned()),
        [one] => (*one, "the event that moved it".to_owned()),
        [first, others @ ..] => (*first, format!("the event that moved it; or {}", others.join(", "))),
    };
    front
        .example(&format!("trigger: {trigger}"), &remark)
        .example(&format!("review_after: {}", look_again(as_of)), "when someone should look again")
        .also("corrections, language, draft, audience, allow, aliases, tags, formerly, image, extra")
        .text(&text)
}
