//! The answer in the shape that `awsp help json` documents.

use serde_json::{Value, json};

use super::answer::Answer;

/// Returns the whole answer.
pub(super) fn whole(own: &Answer, chosen: Option<&Answer>, skew: Option<i64>) -> Value {
    let mut value = one(own);
    if let Some(members) = value.as_object_mut() {
        members.insert("clock_skew_seconds".to_owned(), json!(skew));
        members.insert("as_profile".to_owned(), chosen.map_or(Value::Null, one));
    }
    value
}

fn one(answer: &Answer) -> Value {
    let (caller, identity, who) = (&answer.caller, &answer.identity, answer.who());
    json!({
        "Account": caller.account,
        "AccountAlias": answer.alias,
        "Arn": caller.arn,
        "Type": who.kind,
        "Name": who.name,
        "SessionName": who.session,
        "PermissionSet": who.permission_set,
        "UserId": caller.user_id,
        "Region": identity.region.as_ref().map(|region| &region.value),
        "Profile": identity.profile.as_ref().map(|profile| &profile.value),
        "AccessKeyId": answer.key_id,
        "source": identity.source.to_json(),
    })
}
