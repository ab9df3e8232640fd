//! `standpoint impact`: what rests on a source, and what would rest on nothing without it.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::json;

use super::terminal::{say, talk};
use super::{counted, machine};
use crate::diagnostic::excerpt::Texts;
use crate::diagnostic::{Span, printable};
use crate::model::SourceId;
use crate::nearest::nearest;
use crate::paths;
use crate::pipeline::{Audience, Build, Edition, TouchedView};

/// The arguments of `impact`.
#[derive(Debug, clap::Args)]
pub struct ImpactArguments {
    /// The key of the source
    key: String,
    /// The site's folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// What is left without this source too; may be given more than once
    #[arg(long, value_name = "KEY")]
    without: Vec<String>,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: ImpactForm,
    /// Exit with 1 when a claim of today would be left without an origin
    #[arg(long, value_enum, value_name = "WHAT")]
    fail_on: Option<FailOn>,
    /// Tell of drafts too
    #[arg(long)]
    drafts: bool,
}

/// How it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ImpactForm {
    /// A line for each claim, with the file beneath
    Human,
    /// One JSON object, whose fields docs/data.md lists
    Json,
}

/// What makes the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A claim of today that would be left without an origin
    Lost,
}

/// Tells what rests on a source.
pub fn impact(arguments: &ImpactArguments) -> ExitCode {
    // An editor asks for all that rests on it, whoever may read that.
    let build = Build { drafts: arguments.drafts, audience: Audience::Internal, ..Build::default() };
    let edition = match Edition::open(&arguments.dir, &build) {
        Ok(edition) => edition,
        Err(error) => return machine(&error),
    };
    let keys = std::iter::once(&arguments.key).chain(&arguments.without);
    let found: Result<Vec<SourceId>, String> = keys.map(|key| source(&edition, key)).collect();
    let sources = match found {
        Ok(sources) => sources,
        Err(why) => {
            talk(&format!("standpoint: {why}\n"));
            return ExitCode::from(2);
        }
    };
    let touched = edition.touched(sources[0], &sources[1..]);
    match arguments.format {
        ImpactForm::Human => say(&told(&edition, sources[0], &touched)),
        ImpactForm::Json => say(&(as_json(&edition, sources[0], &arguments.without, &touched) + "\n")),
    }
    let lost = touched.iter().any(|claim| claim.current && claim.left == 0);
    ExitCode::from(u8::from(arguments.fail_on.is_some() && lost))
}

/// The source of a key, or of the file that a shell completes.
fn source(edition: &Edition, name: &str) -> Result<SourceId, String> {
    let key = paths::id_of(name, "sources").trim_start_matches('@');
    edition.site().source(key).ok_or_else(|| {
        let near = nearest(key, edition.site().source_at.keys().map(String::as_str));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        format!("there is no source `{key}`{hint}")
    })
}

fn told(edition: &Edition, source: SourceId, touched: &[TouchedView]) -> String {
    let entry = &edition.site().sources[source];
    let mut out = format!("{}: {}\n", entry.id, printable(entry.meta.title.written().to_owned()));
    if touched.is_empty() {
        out.push_str("Nothing rests on it.\n");
        return out;
    }
    let mut texts = Texts::new(edition.snapshot().texts_by_path());
    for hand in touched.chunk_by(|a, b| a.hand == b.hand) {
        let _ = write!(out, "\nAt {} hand: {}\n", ordinal(hand[0].hand), counted(hand.len(), "claim"));
        for claim in hand {
            let place = place(&mut texts, claim.span);
            let _ = write!(out, "  {}\n    {place}{}\n", line(claim), path_of(claim));
        }
    }
    let lost = touched.iter().filter(|claim| claim.current && claim.left == 0).count();
    let end = match lost {
        0 => "Without it, each of them that is held today has another origin left.".to_owned(),
        lost => format!("Without it, {} of today would rest on nothing.", counted(lost, "claim")),
    };
    let _ = write!(out, "\n{end}\n");
    out
}

fn line(claim: &TouchedView) -> String {
    let date = claim.as_of.as_ref().map_or_else(String::new, |date| format!(" ({})", date.text));
    let left = match (claim.left, claim.current) {
        (0, true) => "; NOTHING LEFT".to_owned(),
        (0, false) => "; nothing left; no longer held".to_owned(),
        (left, _) => format!("; {left} of {} left", counted(claim.origins, "origin")),
    };
    let title = printable(claim.title.to_owned());
    match claim.kind {
        "sentence" | "judgement" => {
            format!("{title}{date}, {}: “{}”{left}", claim.kind, printable(claim.words.to_string()))
        }
        _ => format!("{title}{date}{left}"),
    }
}

/// Through which sources it rests on the one.
fn path_of(claim: &TouchedView) -> String {
    if claim.through.len() > 1 { format!(", through {}", claim.through[1..].join(" and ")) } else { String::new() }
}

fn ordinal(hand: usize) -> String {
    match hand {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        more => format!("{more}th"),
    }
}

fn place(texts: &mut Texts<impl Fn(&str) -> Option<std::sync::Arc<str>>>, span: &Span) -> String {
    let (line, column) = texts.place_of(span);
    format!("{}:{line}:{column}", printable(span.path.to_string()))
}

fn as_json(edition: &Edition, source: SourceId, without: &[String], touched: &[TouchedView]) -> String {
    let mut texts = Texts::new(edition.snapshot().texts_by_path());
    let claims: Vec<serde_json::Value> = touched
        .iter()
        .map(|claim| {
            let (line, column) = texts.place_of(claim.span);
            let mut claim_json = serde_json::to_value(claim).unwrap_or_default();
            claim_json["file"] = json!(&*claim.span.path);
            claim_json["line"] = json!(line);
            claim_json["column"] = json!(column);
            claim_json["lost"] = json!(claim.left == 0);
            claim_json
        })
        .collect();
    json!({ "source": edition.site().sources[source].id, "without": without, "claims": claims }).to_string()
}
