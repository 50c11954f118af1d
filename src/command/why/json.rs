//! The report in the shape that `awsp help json` documents.

use serde_json::{Value, json};

use crate::finding::Finding;
use crate::identity::Identity;
use crate::time;

use super::Report;

/// Returns the whole report.
pub(super) fn whole(report: &Report) -> Value {
    let (mut checked, mut skipped) = (
        vec!["variables", "files", "caches"],
        vec![json!({"name": "sts", "why": "AWS is not asked"})],
    );
    if report.is_recognised {
        checked.insert(0, "text");
    } else {
        skipped.insert(0, json!({"name": "text", "why": "no AWS error is recognised in it"}));
    }
    json!({
        "findings": report.findings.iter().map(Finding::to_json).collect::<Vec<_>>(),
        "identity": identity(&report.identity),
        "checked": checked,
        "skipped": skipped,
    })
}

fn identity(identity: &Identity) -> Value {
    json!({
        "profile": identity.profile.as_ref().map(|profile| &profile.value),
        "account": identity.account.as_ref().map(|account| &account.value),
        "principal": identity.principal.as_ref().map(|principal| &principal.value),
        "region": identity.region.as_ref().map(|region| &region.value),
        "kind": identity.kind.word(),
        "state": identity.state.word(),
        "expires_at": identity.expires_at.map(time::rfc3339),
        "source": identity.source.to_json(),
    })
}
