//! The JSON of `awsp explain`.

use serde_json::{Map, Value, json};

use crate::identity::{Keys, Part, Stop};
use crate::precedence::{Ranked, Verdict};
use crate::source::Source;
use crate::time::rfc3339;

/// Returns the shape that `awsp help json` documents.
pub(super) fn of(verdicts: &[Verdict]) -> Value {
    let tools: Map<String, Value> =
        verdicts.iter().map(|verdict| (verdict.family.word().to_owned(), tool(verdict))).collect();
    json!({"tools": tools, "agree": crate::precedence::agree(verdicts)})
}

fn tool(verdict: &Verdict) -> Value {
    let identity = &verdict.identity;
    let keys = verdict.keys();
    let text = |known: &Option<crate::identity::Known<String>>| {
        known.as_ref().map(|known| known.value.clone())
    };
    let part = |of: fn(&Keys) -> Option<&Part>| {
        let part = keys.as_ref().and_then(of)?;
        let shadows =
            verdict.shadowed_keys().filter_map(|keys| of(&keys).map(|part| part.source.to_json()));
        Some(value("masked", json!(part.masked), &part.source, shadows.collect(), verdict.rule))
    };
    json!({
        "profile": verdict.profile.as_ref().map(ranked),
        "access_key_id": part(|keys| Some(&keys.id)),
        "secret_access_key": part(|keys| Some(&keys.secret)),
        "session_token": part(|keys| keys.token.as_ref()),
        "region": verdict.region.as_ref().map(ranked),
        "endpoint": verdict.endpoint.as_ref().map(ranked),
        "expires_at": expires_at(verdict),
        "account": text(&identity.account).filter(|_| verdict.error.is_none()),
        "principal": text(&identity.principal).filter(|_| verdict.error.is_none()),
        "kind": identity.kind.word(),
        "state": identity.state.word(),
        "error": verdict.error.as_ref().map(error),
    })
}

fn ranked(ranked: &Ranked) -> Value {
    let shadows = ranked.shadows.iter().map(Source::to_json).collect();
    value("value", json!(ranked.value()), &ranked.known.source, shadows, ranked.rule)
}

fn value(name: &str, value: Value, source: &Source, shadows: Vec<Value>, rule: &str) -> Value {
    json!({name: value, "source": source.to_json(), "shadows": shadows, "rule": rule})
}

fn expires_at(verdict: &Verdict) -> Option<Value> {
    let end = verdict.identity.expires_at.filter(|_| verdict.error.is_none())?;
    let keys = verdict.keys()?;
    Some(value("value", json!(rfc3339(end)), &keys.id.source, Vec::new(), ""))
}

fn error(stop: &Stop) -> Value {
    json!({"message": stop.message, "source": stop.source.to_json()})
}
