//! `standpoint explain`.

use std::process::ExitCode;

use super::terminal::{say, talk};
use crate::diagnostic::Code;
use crate::nearest::meant;
use crate::paths::SETTINGS;

/// Prints what a finding means, or the names of all.
pub fn explain(name: Option<&str>) -> ExitCode {
    let Some(name) = name else {
        for code in Code::ALL {
            say(&format!("{:<21} {:<8} {}\n", code.name(), code.severity().word(), first_sentence(code.meaning())));
        }
        return ExitCode::SUCCESS;
    };
    match Code::find(name) {
        Some(code) => {
            say(&format!(
                "{} ({})\n\n{}\n\nTo mend it: {}\n\nTo change its level, write in {SETTINGS}:\n\n    rules:\n      {}: off   # or advice, warning, error\n",
                code.name(),
                code.severity().word(),
                code.meaning(),
                code.mend(),
                code.name(),
            ));
            ExitCode::SUCCESS
        }
        None => {
            let hint = meant(name, Code::ALL.iter().map(|code| code.name()));
            let hint = hint.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            talk(&format!("standpoint: there is no finding `{name}`{hint}\n`standpoint explain` lists all of them.\n"));
            ExitCode::from(2)
        }
    }
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}
