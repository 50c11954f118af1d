//! What the doctor looks at, and every code it may give.

use serde_json::{Value, json};

use crate::codes;
use crate::doctor::{EXAMINATIONS, SKIPPED};
use crate::inquiry::ASKED;
use crate::table;
use crate::terminal::Reply;

/// Returns the list, from the tables that the doctor itself goes by.
pub(super) fn reply(is_json: bool) -> Reply {
    if is_json { Reply::data(crate::json::text(&json())) } else { Reply::text(&text()) }
}

/// Every check: its name, when it is made, what it looks at.
fn checks() -> impl Iterator<Item = [&'static str; 3]> {
    let offline =
        EXAMINATIONS.iter().map(|examination| [examination.name(), "always", examination.about()]);
    let online = ASKED.iter().map(|(name, about)| [*name, "--online", *about]);
    let never = SKIPPED.iter().map(|(name, why)| [*name, "never", *why]);
    offline.chain(online).chain(never)
}

fn text() -> String {
    let checks: Vec<Vec<String>> = checks().map(|row| row.map(str::to_owned).to_vec()).collect();
    let codes: Vec<Vec<String>> = codes::all()
        .map(|code| {
            vec![
                code.name.to_owned(),
                code.severity.word().to_owned(),
                code.cause.to_owned(),
                first_sentence(&code.about).to_owned(),
            ]
        })
        .collect();
    format!(
        "{}\n{}\nhint: `awsp explain-code CODE` says more of a code",
        table::text(&checks),
        table::text(&codes)
    )
}

/// Returns the text up to the first full stop.
fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text.trim_end_matches('.'), |(first, _)| first)
}

fn json() -> Value {
    let checks: Vec<Value> = checks()
        .map(|[name, when, about]| json!({"name": name, "when": when, "about": about}))
        .collect();
    let codes: Vec<Value> = codes::all().map(|code| code.to_json()).collect();
    json!({"checks": checks, "codes": codes})
}
