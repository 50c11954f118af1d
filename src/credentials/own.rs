//! Sessions that awsp keeps for itself: those for which the AWS CLI's cache has no name, or one that others share.

use std::io;

use serde_json::{Value, json};

use super::{Credentials, entry, kept};
use crate::environment::Environment;
use crate::own_folder;
use crate::session::sha256;

/// The folder of the sessions.
const FOLDER: &str = "sessions";

/// A session counts while this much of it is left, as for the AWS CLI; in seconds.
const WINDOW: i64 = 15 * 60;

/// awsp's own sessions.
pub(crate) struct Own<'a> {
    environment: &'a Environment,
}

impl<'a> Own<'a> {
    /// Returns the sessions of the user whose environment this is.
    pub(crate) const fn of(environment: &'a Environment) -> Self {
        Self { environment }
    }

    /// Returns what is kept under `key`, if at least 15 minutes of it are left.
    pub(crate) fn read(&self, key: &str, now: i64) -> Option<Credentials> {
        let key = versioned(key);
        let text = own_folder::read(self.environment, FOLDER, &file_name(&key))?;
        let json: Value = serde_json::from_str(&text).ok()?;
        let is_same = json.get("Key").and_then(Value::as_str) == Some(&key);
        let last = now.saturating_add(WINDOW - 1);
        kept::read(&text, last).filter(|_| is_same)
    }

    /// Keeps `credentials` under `key`, which is everything that they depend on; keys without a token or an end are not kept.
    pub(crate) fn write(&self, key: &str, credentials: &Credentials) -> io::Result<()> {
        if credentials.session_token.is_none() || credentials.expires_at.is_none() {
            return Ok(());
        }
        let key = versioned(key);
        let entry = json!({"Key": key, "Credentials": entry::members(credentials)});
        own_folder::keep(self.environment, FOLDER, &file_name(&key), &entry.to_string())
    }
}

/// Returns `key` with a number that changes whenever an entry, or what belongs into a key, changes its meaning.
fn versioned(key: &str) -> String {
    format!("1 {key}")
}

fn file_name(key: &str) -> String {
    sha256(key) + ".json"
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::path::{Path, PathBuf};

    use super::*;

    const NOW: i64 = 1_767_322_000;
    const KEY: &str = "role \"arn\"\n../../é";

    fn caches_in(folder: &Path) -> Environment {
        let folder = folder.to_str().unwrap();
        Environment::from([("HOME", folder), ("XDG_CACHE_HOME", folder)])
    }

    fn entry_of(environment: &Environment, key: &str) -> PathBuf {
        own_folder::path(environment, FOLDER).unwrap().join(file_name(&versioned(key)))
    }

    fn credentials(end: i64) -> Credentials {
        Credentials {
            access_key_id: "ASIA".to_owned(),
            secret_access_key: "s".to_owned().into(),
            session_token: Some("t".to_owned().into()),
            expires_at: Some(end),
            account: Some("222222222222".to_owned()),
        }
    }

    #[test]
    fn what_is_kept_comes_back_under_its_key_alone() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        let own = Own::of(&environment);
        assert_eq!(own.read(KEY, NOW), None);

        own.write(KEY, &credentials(NOW + 3600)).unwrap();

        assert_eq!(own.read(KEY, NOW), Some(credentials(NOW + 3600)));
        for key in ["", "role", &format!("{KEY} "), &versioned(KEY)] {
            assert_eq!(own.read(key, NOW), None, "{key}");
        }
        own.write(KEY, &credentials(NOW + 7200)).unwrap();
        assert_eq!(own.read(KEY, NOW), Some(credentials(NOW + 7200)));
    }

    #[test]
    fn files_are_for_this_user_alone_and_lie_in_the_folder_whatever_the_key() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        for key in ["../../x", "/etc/x", "", &"long".repeat(100)] {
            Own::of(&environment).write(key, &credentials(NOW)).unwrap();

            let mode = fs::metadata(entry_of(&environment, key)).unwrap().permissions().mode();
            assert_eq!(mode & 0o7777, 0o600, "{key}");
        }
        let folder = own_folder::path(&environment, FOLDER).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o7777, 0o700);
        assert_eq!(fs::read_dir(folder).unwrap().count(), 4);
    }

    #[test]
    fn an_entry_counts_as_long_as_for_the_aws_cli() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        let own = Own::of(&environment);

        own.write(KEY, &credentials(NOW + WINDOW)).unwrap();

        assert!(own.read(KEY, NOW).is_some());
        assert!(own.read(KEY, NOW + 1).is_none());
        assert!(own.read(KEY, i64::MAX).is_none());
    }

    #[test]
    fn torn_and_foreign_entries_are_a_miss_and_are_replaced() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        let own = Own::of(&environment);
        own.write(KEY, &credentials(NOW + 3600)).unwrap();
        let path = entry_of(&environment, KEY);
        let whole = fs::read_to_string(&path).unwrap();
        for text in [
            String::new(),
            whole.get(..whole.len() / 2).unwrap().to_owned(),
            whole.replace("role", "user"),
            whole.replace("\"1 ", "\"2 "),
            whole.replace("\"Key\"", "\"key\""),
            whole.replace("SecretAccessKey", "secret"),
            "x".repeat(2_000_000),
        ] {
            assert_ne!(text, whole);
            fs::write(&path, &text).unwrap();
            assert_eq!(own.read(KEY, NOW), None, "{:?}", text.get(..100));
        }

        own.write(KEY, &credentials(NOW + 3600)).unwrap();
        assert!(own.read(KEY, NOW).is_some());
    }

    #[test]
    fn nothing_is_read_from_or_written_to_a_place_that_is_not_its_own() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        let own = Own::of(&environment);
        own.write(KEY, &credentials(NOW + 3600)).unwrap();
        let path = entry_of(&environment, KEY);
        let elsewhere = place.path().join("elsewhere");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert_eq!(own.read(KEY, NOW), None);

        fs::rename(&elsewhere, &path).unwrap();
        assert!(own.read(KEY, NOW).is_some());
        fs::set_permissions(path.parent().unwrap(), Permissions::from_mode(0o770)).unwrap();
        assert_eq!(own.read(KEY, NOW), None);
        assert!(own.write(KEY, &credentials(NOW + 3600)).is_err());
    }

    #[test]
    fn keys_that_never_end_are_not_kept() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        for credentials in [
            Credentials { session_token: None, ..credentials(NOW) },
            Credentials { expires_at: None, ..credentials(NOW) },
        ] {
            Own::of(&environment).write(KEY, &credentials).unwrap();
        }

        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn without_a_home_writing_fails_and_reading_finds_nothing() {
        let environment = Environment::from([("HOME", "relative")]);

        assert!(Own::of(&environment).write(KEY, &credentials(NOW)).is_err());
        assert_eq!(Own::of(&environment).read(KEY, NOW), None);
    }
}
