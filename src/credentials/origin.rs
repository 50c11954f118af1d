//! How exported keys of an ad-hoc role were made, so that they can be made anew: nothing in the shell tells.

use std::io;

use serde_json::{Value, json};

use crate::environment::Environment;
use crate::own_folder;
use crate::session::sha256;

use super::AdHocRole;

/// The folder of these notes.
const FOLDER: &str = "origins";

/// Notes how the key with this id was made.
pub(crate) fn remember(
    environment: &Environment,
    key_id: &str,
    role: &AdHocRole,
) -> io::Result<()> {
    let duration = role.duration.map(|duration| duration.get().to_string());
    let note = json!({
        "RoleArn": role.role_arn,
        "SourceProfile": role.source_profile,
        "RoleSessionName": role.session_name,
        "ExternalId": role.external_id,
        "Duration": duration,
    });
    own_folder::keep(environment, FOLDER, &file_name(key_id), &note.to_string())
}

/// Returns how the key with this id was made, if awsp made it for a role that no profile names.
pub(crate) fn recall(environment: &Environment, key_id: &str) -> Option<AdHocRole> {
    let text = own_folder::read(environment, FOLDER, &file_name(key_id))?;
    let note: Value = serde_json::from_str(&text).ok()?;
    let part = |name| note.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(AdHocRole {
        role_arn: part("RoleArn")?,
        source_profile: part("SourceProfile"),
        session_name: part("RoleSessionName"),
        external_id: part("ExternalId"),
        duration: part("Duration").and_then(|duration| duration.parse().ok()),
    })
}

fn file_name(key_id: &str) -> String {
    sha256(key_id) + ".json"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_comes_back_for_its_own_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_str().unwrap();
        let environment = Environment::from([("HOME", path), ("XDG_CACHE_HOME", path)]);
        let role = AdHocRole {
            role_arn: "arn:aws:iam::111122223333:role/R".to_owned(),
            source_profile: Some("base".to_owned()),
            session_name: None,
            external_id: Some("x:1".to_owned()),
            duration: "1h".parse().ok(),
        };

        remember(&environment, "ASIA1", &role).unwrap();

        assert_eq!(recall(&environment, "ASIA1"), Some(role));
        assert_eq!(recall(&environment, "ASIA2"), None);
    }
}
