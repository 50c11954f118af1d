//! What botocore asks when the profile has no credentials.

use std::path::{Path, PathBuf};

use crate::identity::{Identity, Keys, Kind, Part, Problem, Stop, account_of_keys};
use crate::shared_config::{self, Contents, FileKind, at_variable, home};
use crate::source::Source;

use super::super::call::Call;

/// The section of boto 2's settings that holds keys.
const BOTO_SECTION: &str = "Credentials";

/// Reads the ancient file of `AWSAccessKeyId=` and `AWSSecretKey=`.
pub(super) fn credential_file(call: &Call<'_, '_>) -> Option<Identity> {
    const NAME: &str = "AWS_CREDENTIAL_FILE";
    call.environment.raw(NAME)?;
    let path = at_variable(call.environment, NAME);
    let text = path.as_ref().and_then(|path| call.look.sessions?.text(path));
    let (Some(path), Some(text)) = (path, text) else {
        let stop =
            Stop::new(Problem::File, "AWS_CREDENTIAL_FILE cannot be read", Source::variable(NAME));
        return Some(Identity::new(Kind::CredentialFile, Source::variable(NAME)).stopped(stop));
    };
    let line = |key| line_of(&text, &path, key);
    let (key_id, source) = line("AWSAccessKeyId")?;
    let identity = Identity {
        account: account_of_keys(None, Some(&key_id)),
        access_key_id: Some(key_id.clone()),
        ..Identity::new(Kind::CredentialFile, source.clone())
    };
    let Some((secret, place)) = line("AWSSecretKey") else {
        let message = "the file of AWS_CREDENTIAL_FILE lacks AWSSecretKey";
        let stop = Stop::new(Problem::HalfPairInFile, message, Source::variable(NAME));
        return Some(identity.stopped(stop));
    };
    let (id, secret) = (Part::found(&key_id, source), Part::found(&secret, place));
    Some(Identity { keys: Some(Keys { id, secret, token: None }), ..identity })
}

/// Returns the value behind `key =`, and where it stands.
fn line_of(text: &str, path: &Path, key: &str) -> Option<(String, Source)> {
    let mut lines = text.lines().enumerate();
    lines.find_map(|(index, line)| {
        let (_, value) = line.split_once('=').filter(|(name, _)| name.trim() == key)?;
        let (path, line, key) = (path.to_owned(), index + 1, key.to_owned());
        Some((value.trim().to_owned(), Source::File { path, line, section: String::new(), key }))
    })
}

/// Returns the keys in the settings of boto 2: those that `BOTO_CONFIG` names, else the machine's, else the user's.
pub(super) fn boto_config(call: &Call<'_, '_>) -> Option<Identity> {
    if call.environment.has("BOTO_CONFIG") {
        return of_boto(call, &at_variable(call.environment, "BOTO_CONFIG")?);
    }
    let own = home(call.environment).map(|home| home.join(".boto"));
    let paths = [Some(PathBuf::from("/etc/boto.cfg")), own];
    paths.into_iter().flatten().find_map(|path| of_boto(call, &path))
}

fn of_boto(call: &Call<'_, '_>, path: &Path) -> Option<Identity> {
    let text = call.look.sessions?.text(path)?;
    let contents = Contents::in_memory(FileKind::Credentials, text);
    let sections = shared_config::lone_file(&contents);
    let at = |line, key: &str| Source::File {
        path: path.to_owned(),
        line,
        section: BOTO_SECTION.to_owned(),
        key: key.to_owned(),
    };
    if let Some((line, reason)) = sections.fault_of_lone_file() {
        let stop = Stop::new(
            Problem::File,
            format!("{}:{line}: {}", path.display(), reason.message()),
            at(line, ""),
        );
        return Some(Identity::new(Kind::CredentialFile, at(line, "")).stopped(stop));
    }
    let section = sections.profile(BOTO_SECTION)?;
    let part = |key| {
        let setting = section.get(key)?;
        Some(Part::found(&setting.value, at(setting.line, key)))
    };
    let id = part("aws_access_key_id")?;
    let key_id = section.value("aws_access_key_id").map(str::to_owned);
    let identity = Identity {
        account: account_of_keys(None, key_id.as_deref()),
        access_key_id: key_id,
        ..Identity::new(Kind::CredentialFile, id.source.clone())
    };
    let Some(secret) = part("aws_secret_access_key") else {
        let message = "the settings of boto 2 have aws_access_key_id but no aws_secret_access_key";
        let stop = Stop::new(Problem::HalfPairInFile, message, id.source);
        return Some(identity.stopped(stop));
    };
    Some(Identity { keys: Some(Keys { id, secret, token: None }), ..identity })
}
