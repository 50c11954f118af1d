//! The JSON of `awsp explain`.

use serde_json::{Map, Value, json};

use crate::identity::{Keys, Part, Stop};
use crate::precedence::{Ranked, Verdict};
use crate::source::Source;

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
        let shadows: Vec<Value> = shadows.collect();
        Some(value("masked", part.masked.as_deref(), &part.source, &shadows, verdict.rule))
    };
    json!({
        "profile": verdict.profile.as_ref().map(ranked),
        "access_key_id": part(|keys| Some(&keys.id)),
        "secret_access_key": part(|keys| Some(&keys.secret)),
        "session_token": part(|keys| keys.token.as_ref()),
        "region": verdict.region.as_ref().map(ranked),
        "endpoint": verdict.endpoint.as_ref().map(ranked),
        "expires_at": verdict.expires_at.as_ref().map(ranked),
        "account": text(&identity.account).filter(|_| verdict.error.is_none()),
        "principal": text(&identity.principal).filter(|_| verdict.error.is_none()),
        "kind": identity.kind.word(),
        "state": identity.state.word(),
        "error": verdict.error.as_ref().map(error),
    })
}

fn ranked(ranked: &Ranked) -> Value {
    let shadows: Vec<Value> = ranked.shadows.iter().map(Source::to_json).collect();
    value("value", ranked.value(), &ranked.known.source, &shadows, ranked.rule)
}

fn value(name: &str, value: Option<&str>, source: &Source, shadows: &[Value], rule: &str) -> Value {
    json!({name: value, "source": source.to_json(), "shadows": shadows, "rule": rule})
}

fn error(stop: &Stop) -> Value {
    json!({"message": stop.message, "source": stop.source.to_json()})
}
