//! The answer for people.

use crate::credentials::Signs;
use crate::display::without_password;
use crate::error::Error;
use crate::inputs::Inputs;
use crate::segment;
use crate::table;
use crate::terminal::Reply;
use crate::time;

use super::answer::Answer;

/// Returns the whole answer as a table.
pub(super) fn whole(own: &Answer, inputs: &Inputs) -> Reply {
    Reply::text(&inputs.tilde(&table::text(&rows(own))))
}

fn rows(own: &Answer) -> Vec<Vec<String>> {
    let (caller, identity, who) = (&own.caller, &own.identity, own.who());
    let account = match &own.alias {
        Some(alias) => format!("{} ({alias})", caller.account),
        None => caller.account.clone(),
    };
    let name = if who.name.is_empty() { String::new() } else { format!(" {}", who.name) };
    let mut rows = vec![
        row("identity", segment::subject(identity), identity.source.to_string()),
        row("account", account, String::new()),
        row("arn", caller.arn.clone(), String::new()),
        row("principal", format!("{}{name}", who.kind), String::new()),
    ];
    let more = [("session", who.session), ("permission set", who.permission_set)];
    rows.extend(
        more.into_iter().filter_map(|(name, value)| Some(row(name, value?, String::new()))),
    );
    rows.push(row("user id", caller.user_id.clone(), String::new()));
    let region = identity.region.as_ref();
    rows.push(row(
        "region",
        region.map_or("-".to_owned(), |region| region.value.clone()),
        region.map_or(String::new(), |region| region.source.to_string()),
    ));
    rows.push(row("key", own.key_id.clone(), String::new()));
    let endpoint = own.endpoint.as_ref().map(|endpoint| {
        row("endpoint", without_password(&endpoint.value), endpoint.source.to_string())
    });
    rows.extend(endpoint);
    rows
}

fn row(name: &str, value: String, source: String) -> Vec<String> {
    vec![name.to_owned(), value, source]
}

/// Adds a word on a clock that is off.
pub(super) fn skew(reply: Reply, skew: Option<i64>) -> Reply {
    match skew.filter(|skew| skew.abs() > time::WORTH_A_WORD) {
        None => reply,
        Some(skew) => {
            reply.note(&format!("warning: this machine's clock is {}", time::skew(skew))).note(
                "hint: set it (timedatectl set-ntp true): AWS takes no signature that is five minutes off",
            )
        }
    }
}

/// Adds who the chosen profile would be, where something else signs; the exit code is 1 where that is somebody else.
pub(super) fn beside(
    reply: Reply,
    own: &Answer,
    signs: &Signs<'_>,
    chosen: Result<Answer, Error>,
) -> Reply {
    let selected = signs.identity.selected.as_ref();
    let name = selected.map(|profile| profile.value.clone()).unwrap_or_default();
    match chosen {
        Err(error) => reply.note(&format!("note: the profile `{name}` itself: {error}")),
        Ok(chosen) if chosen.caller.arn == own.caller.arn => reply,
        Ok(chosen) => {
            let text = format!(
                "warning: the profile `{name}` is not used: it would be {}",
                chosen.caller.arn
            );
            let hint = "hint: awsp clean   (unsets what overrides the profile)";
            Reply { code: 1, ..reply.note(&text).note(hint) }
        }
    }
}
