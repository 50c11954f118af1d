//! What STS once said about an access key id, kept so that the prompt can tell who its owner is without asking again.
//!
//! A key id belongs to the same user or session for ever, so an entry never gets old.

use std::io;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Identity, Known, arn};
use crate::access_key_id;
use crate::environment::Environment;
use crate::own_folder;
use crate::session::{CacheFiles, Cached, Caches, sha256};
use crate::source::Source;
use crate::time::rfc3339;

/// The folder of the entries.
const FOLDER: &str = "identities";

/// A key, and who was asked about it: a stand-in for AWS may say anything.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AskedKey<'a> {
    /// The access key id.
    pub(crate) id: &'a str,
    /// The endpoint of STS, if it is not AWS's own.
    pub(crate) endpoint: Option<&'a str>,
}

/// Who owns a key id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verified {
    /// The ARN of the user or session.
    pub(crate) arn: String,
    /// The account.
    pub(crate) account: String,
    /// The unique id.
    pub(crate) user_id: String,
    /// The name of the account, where somebody gave it one and the key may ask for it.
    pub(crate) alias: Option<String>,
}

/// Keeps what STS said about a key at `now`, in seconds since 1970; the key id itself is not written down.
///
/// What is kept already is not written again, for every change has the hooks ask.
pub(crate) fn remember(
    environment: &Environment,
    key: &AskedKey<'_>,
    verified: &Verified,
    now: i64,
) -> io::Result<()> {
    let kept = recall(environment, &CacheFiles::new(now), key);
    if kept.is_some_and(|kept| kept.value == *verified) {
        return Ok(());
    }
    let entry = json!({
        "Arn": verified.arn,
        "Account": verified.account,
        "UserId": verified.user_id,
        "AccountAlias": verified.alias,
        "VerifiedAt": rfc3339(now),
    });
    own_folder::keep(environment, FOLDER, &file_name(key), &entry.to_string())
}

/// Returns what STS said about a key, and the file that holds it; torn and foreign files say nothing.
pub(crate) fn recall(
    environment: &Environment,
    caches: &dyn Caches,
    key: &AskedKey<'_>,
) -> Option<Cached<Verified>> {
    let path = path(environment, key)?;
    let json = serde_json::from_str(&caches.read(&path)?).ok()?;
    let value = parse(&json).filter(|verified| is_credible(verified, key.id))?;
    Some(Cached { value, path })
}

/// Returns `identity` with who its keys belong to, where neither files nor variables tell but STS once did.
pub(crate) fn completed(
    identity: Identity,
    environment: &Environment,
    caches: &dyn Caches,
    endpoint: impl FnOnce() -> Option<String>,
) -> Identity {
    let is_open = identity.principal.is_none() && identity.error.is_none();
    let Some(id) = identity.access_key_id.as_deref().filter(|_| is_open) else { return identity };
    let endpoint = endpoint();
    let key = AskedKey { id, endpoint: endpoint.as_deref() };
    let Some(found) = recall(environment, caches, &key) else { return identity };
    let Verified { arn, account, .. } = found.value;
    let source = Source::Cache(found.path);
    let told = identity.account.filter(|told| told.value == account);
    Identity {
        account: told.or_else(|| Some(Known::new(account, source.clone()))),
        principal: arn::caller(&arn).map(|name| Known::new(name, source)),
        ..identity
    }
}

fn path(environment: &Environment, key: &AskedKey<'_>) -> Option<PathBuf> {
    Some(own_folder::path(environment, FOLDER)?.join(file_name(key)))
}

fn file_name(key: &AskedKey<'_>) -> String {
    let name = match key.endpoint {
        Some(endpoint) => sha256(&format!("{}\n{endpoint}", key.id)),
        None => sha256(key.id),
    };
    name + ".json"
}

fn parse(json: &Value) -> Option<Verified> {
    let text = |name| json.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Verified {
        arn: text("Arn")?,
        account: text("Account")?,
        user_id: text("UserId")?,
        alias: text("AccountAlias"),
    })
}

/// Returns whether ARN and account belong together, and the key id names no other account: a stand-in for AWS would not know.
fn is_credible(verified: &Verified, key_id: &str) -> bool {
    let account = Some(verified.account.as_str());
    let own = access_key_id::account(key_id);
    arn::account(&verified.arn) == account && (own.is_none() || own.as_deref() == account)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::Path;

    use super::*;
    use crate::identity::{Kind, Problem, Stop};
    use crate::session::fake::FakeCaches;

    const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
    const KEY: &str = "AKIARZPUZDIKGFADW22Y"; // account 123456789012
    const OLD_KEY: &str = "AKIAIOSFODNN7EXAMPLE"; // its letters hold no account
    const USER: &str = "arn:aws:iam::123456789012:user/team/ann";

    fn verified(arn: &str) -> Verified {
        Verified {
            arn: arn.to_owned(),
            account: arn::account(arn).unwrap().to_owned(),
            user_id: "AIDA".to_owned(),
            alias: Some("corp".to_owned()),
        }
    }

    fn caches_in(folder: &Path) -> Environment {
        let folder = folder.to_str().unwrap();
        Environment::from([("HOME", folder), ("XDG_CACHE_HOME", folder)])
    }

    fn own(id: &str) -> AskedKey<'_> {
        AskedKey { id, endpoint: None }
    }

    fn recalled(environment: &Environment, key_id: &str) -> Option<Verified> {
        recall(environment, &CacheFiles::new(NOW), &own(key_id)).map(|found| found.value)
    }

    fn keys(key_id: &str, account: Option<&str>) -> Identity {
        Identity {
            access_key_id: Some(key_id.to_owned()),
            account: account.map(|account| Known::new(account, Source::Default)),
            ..Identity::new(Kind::Static, Source::Default)
        }
    }

    /// Returns who `identity` is where STS has said `arn` of its key.
    fn knowing(arn: &str, identity: Identity) -> Identity {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        let key_id = identity.access_key_id.clone().unwrap();
        remember(&environment, &own(&key_id), &verified(arn), NOW).unwrap();
        completed(identity, &environment, &CacheFiles::new(NOW), || None)
    }

    fn values(identity: &Identity) -> (Option<&str>, Option<&str>) {
        (
            identity.account.as_ref().map(|known| known.value.as_str()),
            identity.principal.as_ref().map(|known| known.value.as_str()),
        )
    }

    #[test]
    fn what_was_said_is_told_again_of_the_same_key_alone() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        assert_eq!(recalled(&environment, KEY), None);

        remember(&environment, &own(KEY), &verified(USER), NOW).unwrap();

        assert_eq!(recalled(&environment, KEY), Some(verified(USER)));
        assert_eq!(recalled(&environment, OLD_KEY), None);
        let nameless = Verified { alias: None, ..verified(USER) };
        remember(&environment, &own(KEY), &nameless, NOW).unwrap();
        assert_eq!(recalled(&environment, KEY), Some(nameless));
    }

    #[test]
    fn the_file_is_for_this_user_alone_and_does_not_hold_the_key_id() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());

        remember(&environment, &own(KEY), &verified(USER), NOW).unwrap();

        let path = path(&environment, &own(KEY)).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(KEY) && !path.to_str().unwrap().contains(KEY), "{text}");
        assert!(text.contains("2026-01-02T03:04:05Z"), "{text}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    }

    #[test]
    fn what_a_stand_in_for_aws_says_counts_there_alone() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        let there = AskedKey { id: KEY, endpoint: Some("http://localhost:4566") };

        remember(&environment, &there, &verified(USER), NOW).unwrap();

        assert_eq!(recalled(&environment, KEY), None);
        assert!(recall(&environment, &CacheFiles::new(NOW), &there).is_some());
    }

    #[test]
    fn what_is_known_already_is_not_written_again() {
        let place = tempfile::tempdir().unwrap();
        let environment = caches_in(place.path());
        let inode = || fs::metadata(path(&environment, &own(KEY)).unwrap()).unwrap().ino();
        remember(&environment, &own(KEY), &verified(USER), NOW).unwrap();
        let first = inode();

        remember(&environment, &own(KEY), &verified(USER), NOW + 3600).unwrap();
        assert_eq!(inode(), first);

        let renamed = verified("arn:aws:iam::123456789012:user/bob");
        remember(&environment, &own(KEY), &renamed, NOW).unwrap();
        assert_eq!(recalled(&environment, KEY), Some(renamed));
    }

    #[test]
    fn torn_and_foreign_files_say_nothing() {
        let environment = Environment::from([("HOME", "/home/ann"), ("XDG_CACHE_HOME", "/c")]);
        let path = path(&environment, &own(KEY)).unwrap();
        for (text, is_good) in [
            (format!(r#"{{"Arn": "{USER}", "Account": "123456789012", "UserId": "A"}}"#), true),
            (format!(r#"{{"Arn": "{USER}", "Account": "123456789012"}}"#), false),
            (format!(r#"{{"Arn": "{USER}", "Account": "999999999999", "UserId": "A"}}"#), false),
            (r#"{"Arn": "ann", "Account": "123456789012", "UserId": "A"}"#.to_owned(), false),
            // The key id names another account: whoever said so was not AWS.
            (
                format!(
                    r#"{{"Arn": "{}", "Account": "000000000000", "UserId": "A"}}"#,
                    "arn:aws:iam::000000000000:root"
                ),
                false,
            ),
            (format!(r#"{{"Arn": "{USER}""#), false),
            (String::new(), false),
        ] {
            let caches = FakeCaches::default().with_file(&path, &text);

            assert_eq!(recall(&environment, &caches, &own(KEY)).is_some(), is_good, "{text}");
        }
    }

    #[test]
    fn keys_get_the_name_of_their_owner() {
        for (arn, expected) in [
            (USER, Some("ann")),
            ("arn:aws:iam::123456789012:root", Some("root")),
            ("arn:aws:sts::123456789012:assumed-role/Admin/ann", Some("Admin/ann")),
            ("arn:aws:sts::123456789012:assumed-role/Admin/botocore-session-17", Some("Admin")),
            ("arn:aws:sts::123456789012:federated-user/ann", Some("ann")),
        ] {
            let identity = knowing(arn, keys(KEY, Some("123456789012")));

            assert_eq!(values(&identity), (Some("123456789012"), expected), "{arn}");
            let principal = identity.principal.unwrap().source;
            assert!(matches!(principal, Source::Cache(_)), "{arn}: {principal:?}");
            assert_eq!(identity.account.unwrap().source, Source::Default, "{arn}");
        }
    }

    #[test]
    fn an_account_that_the_key_id_does_not_tell_comes_with_the_name() {
        for stated in [None, Some("999999999999")] {
            let identity = knowing(USER, keys(OLD_KEY, stated));

            assert_eq!(values(&identity), (Some("123456789012"), Some("ann")), "{stated:?}");
            assert!(matches!(identity.account.unwrap().source, Source::Cache(_)), "{stated:?}");
        }
    }

    #[test]
    fn who_has_a_name_or_cannot_sign_stays_as_it_is() {
        let named =
            Identity { principal: Some(Known::new("Admin", Source::Default)), ..keys(KEY, None) };
        let stop = Stop::new(Problem::HalfPair, "", Source::Default);
        for identity in [named, keys(KEY, None).stopped(stop)] {
            assert_eq!(knowing(USER, identity.clone()), identity);
        }
    }
}
