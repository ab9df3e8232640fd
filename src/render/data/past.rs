//! What data says that an earlier build made: the other side, when there is no more of a site than what was published.

use serde_json::Value;

use crate::analysis::compare::{ComparedItem, Options, Record, Said, Thing};
use crate::model::Date;
use crate::model::words::{Firmness, Stance, Word};

/// What `positions.json` says, perhaps of an older version, which notes less. Another program may have something else
/// there; then nothing is known.
pub fn positions(json: &str) -> Record {
    let rows: Vec<Value> = serde_json::from_str(json).unwrap_or_default();
    Record { items: rows.iter().map(position).collect(), ..Record::default() }
}

fn position(row: &Value) -> ComparedItem {
    let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let list = |field: &str| -> Vec<String> {
        row[field].as_array().into_iter().flatten().filter_map(|one| Some(one.as_str()?.to_owned())).collect()
    };
    let options = || Options {
        own: row["option"].as_str().map(str::to_owned),
        accepts: list("accepts"),
        rejects: list("rejects"),
    };
    ComparedItem {
        thing: Thing::Position { actor: text("actor"), issue: text("issue") },
        date: Date::parse(&text("as_of")).ok(),
        title: text("actor_name"),
        issue: text("issue_title"),
        file: format!("content/positions/{}.md", text("id")),
        said: Said {
            stance: Stance::find(&text("stance")),
            firmness: Firmness::find(&text("firmness")),
            options: row.get("option").map(|_| options()),
            summary: text("summary"),
            trigger: row["trigger"].as_str().filter(|trigger| !trigger.is_empty()).map(str::to_owned),
            ..Said::default()
        },
    }
}
