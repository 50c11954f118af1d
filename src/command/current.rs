//! `awsp current`: who the next call will be.

use serde_json::{Value, json};

use crate::cli::CurrentArgs;
use crate::code;
use crate::finding::Severity;
use crate::identity::Identity;
use crate::inputs::Inputs;
use crate::json;
use crate::outlook::Outlook;
use crate::segment;
use crate::table;
use crate::terminal::Reply;
use crate::time;

/// Runs `awsp current`.
pub(crate) fn run(args: &CurrentArgs, inputs: &Inputs) -> Reply {
    let outlook = Outlook::in_full(inputs);
    let reply = if args.json {
        Reply::data(json::text(&to_json(&outlook)))
    } else {
        code::findings(
            Reply::text(&inputs.tilde(&table::text(&rows(&outlook.identity, inputs.now)))),
            outlook.findings.iter().filter(|finding| finding.severity > Severity::Note),
            inputs,
        )
    };
    code::complaints(reply, inputs)
}

/// Returns the rows: what, its value, and where that comes from.
fn rows(identity: &Identity, now: i64) -> Vec<Vec<String>> {
    let mut rows = vec![vec![
        "identity".to_owned(),
        or_dash(segment::subject(identity)),
        identity.source.to_string(),
    ]];
    // How the profile was chosen says more than where it is defined; keys of a tool are of another than the chosen one.
    let profile = identity.profile.as_ref().map(|profile| {
        let chosen = identity.selected.as_ref().filter(|chosen| chosen.value == profile.value);
        chosen.unwrap_or(profile).clone()
    });
    let known = [
        ("profile", &profile),
        ("account", &identity.account),
        ("region", &identity.region),
        ("principal", &identity.principal),
    ];
    for (name, value) in known {
        let (value, source) = value.as_ref().map_or(("-".to_owned(), String::new()), |known| {
            (known.value.clone(), known.source.to_string())
        });
        rows.push(vec![name.to_owned(), value, source]);
    }
    rows.push(vec!["kind".to_owned(), identity.kind.word().to_owned(), String::new()]);
    rows.push(vec!["session".to_owned(), time::session(identity, now), String::new()]);
    rows
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "-".to_owned() } else { text }
}

/// Returns the shape that `awsp help json` documents.
fn to_json(outlook: &Outlook) -> Value {
    let identity = &outlook.identity;
    json!({
        "profile": identity.profile.as_ref().map(|profile| &profile.value),
        "account": identity.account.as_ref().map(|account| &account.value),
        "account_source": identity.account.as_ref().map(|account| account.source.to_json()),
        "principal": identity.principal.as_ref().map(|principal| &principal.value),
        "region": identity.region.as_ref().map(|region| &region.value),
        "kind": identity.kind.word(),
        "state": identity.state.word(),
        "expires_at": identity.expires_at.map(time::rfc3339),
        "tool": outlook.tool.word(),
        "warnings": outlook.findings.iter().map(crate::finding::Finding::to_json).collect::<Vec<_>>(),
    })
}
