//! What kind of credentials a profile holds, and what is wrong with it.

mod problem;

use crate::dialect::{self, KeySettings};
use crate::shared_config::{FileKind, Profile, Setting};

pub(crate) use problem::{broken_session, problem};

/// Where credentials come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Long-term keys in a file.
    Static,
    /// Temporary keys in a file.
    Session,
    /// A role, signed for by another profile or by the machine.
    Role,
    /// A role, taken with a web identity token.
    WebIdentity,
    /// A role of IAM Identity Center, over an `[sso-session]`.
    Sso,
    /// A role of IAM Identity Center, in the old format.
    SsoLegacy,
    /// An `[sso-session]` alone, which gives no credentials.
    SsoToken,
    /// The output of a program.
    Process,
    /// A session of `aws login`.
    Login,
    /// Keys in environment variables.
    Environment,
    /// Keys in the file that `AWS_CREDENTIAL_FILE` names.
    CredentialFile,
    /// The endpoint of a container.
    Container,
    /// Nothing that can be seen from here.
    None,
}

impl Kind {
    /// Returns the word used in JSON and tables.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Session => "session",
            Self::Role => "role",
            Self::WebIdentity => "web-identity",
            Self::Sso => "sso",
            Self::SsoLegacy => "sso-legacy",
            Self::SsoToken => "sso-token",
            Self::Process => "process",
            Self::Login => "login",
            Self::Environment => "environment",
            Self::CredentialFile => "credential-file",
            Self::Container => "container",
            Self::None => "none",
        }
    }
}

/// A kind, and whether a profile has what it takes.
pub(crate) type KindRule = (Kind, fn(&Profile<'_>) -> bool);

/// What the AWS CLI and boto3 try on a profile, in their order; a key counts even when its value is empty.
pub(crate) const BOTO: &[KindRule] = &[
    (Kind::Role, |profile| has(profile, "role_arn") && !has(profile, "web_identity_token_file")),
    (Kind::WebIdentity, |profile| {
        profile.value("web_identity_token_file").is_some_and(|path| !path.is_empty())
    }),
    (Kind::Sso, |profile| is_sso(profile) && has(profile, "sso_session")),
    (Kind::SsoLegacy, is_sso),
    (Kind::Session, |profile| {
        has_key_id(profile, FileKind::Credentials) && has_token(profile, FileKind::Credentials)
    }),
    (Kind::Static, |profile| has_key_id(profile, FileKind::Credentials)),
    (Kind::Login, |profile| has(profile, "login_session")),
    (Kind::Process, |profile| has(profile, "credential_process")),
    (Kind::Session, |profile| {
        has_key_id(profile, FileKind::Config) && has_token(profile, FileKind::Config)
    }),
    (Kind::Static, |profile| has_key_id(profile, FileKind::Config)),
    (Kind::SsoToken, |profile| has(profile, "sso_session")),
];

/// Returns the kind that the AWS CLI and boto3 settle on.
pub(crate) fn of(profile: &Profile<'_>) -> Kind {
    dialect::BOTO.kind(profile)
}

/// Returns the file whose keys a profile with keys uses: the credentials file is asked first.
pub(crate) fn file_of_keys(profile: &Profile<'_>) -> FileKind {
    if has_key_id(profile, FileKind::Credentials) {
        FileKind::Credentials
    } else {
        FileKind::Config
    }
}

/// Returns the keys of the one file that they are taken from; of the token's names the old one wins.
pub(crate) fn keys<'a, 't>(profile: &'a Profile<'t>) -> KeySettings<'a, 't> {
    let file = file_of_keys(profile);
    let get = |key| profile.get_in(file, key);
    let token = token(profile, file).filter(|token| !token.value.is_empty());
    KeySettings { id: get("aws_access_key_id"), secret: get("aws_secret_access_key"), token }
}

fn token<'a, 't>(profile: &'a Profile<'t>, file: FileKind) -> Option<&'a Setting<'t>> {
    ["aws_security_token", "aws_session_token"]
        .into_iter()
        .find_map(|key| profile.get_in(file, key))
}

/// Returns whether a profile has a key, be it empty.
pub(crate) fn has(profile: &Profile<'_>, key: &str) -> bool {
    profile.get(key).is_some()
}

fn is_sso(profile: &Profile<'_>) -> bool {
    has(profile, "sso_account_id") || has(profile, "sso_role_name")
}

fn has_key_id(profile: &Profile<'_>, file: FileKind) -> bool {
    profile.get_in(file, "aws_access_key_id").is_some()
}

fn has_token(profile: &Profile<'_>, file: FileKind) -> bool {
    token(profile, file).is_some_and(|token| !token.value.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::shared_config::{SharedConfig, Texts, View};

    use super::*;

    /// Returns the kind of profile `p`, of which `config` and `credentials` hold the keys.
    fn kind_of(config: &str, credentials: &str) -> Kind {
        let texts = Texts::from_strings(
            &format!("[profile p]\n{config}\n[profile other]\n[sso-session s]\n"),
            &if credentials.is_empty() { String::new() } else { format!("[p]\n{credentials}\n") },
        );
        of(&SharedConfig::parse(&texts).view(View::Boto).profile("p").unwrap())
    }

    const KEYS: &str = "aws_access_key_id = a\naws_secret_access_key = s";

    #[test]
    fn every_kind_is_known_by_its_keys() {
        for (config, credentials, expected) in [
            ("region = eu-west-1", "", Kind::None),
            (KEYS, "", Kind::Static),
            ("", KEYS, Kind::Static),
            ("aws_access_key_id = a\naws_session_token = t", "", Kind::Session),
            ("", "aws_access_key_id = a\naws_security_token = t", Kind::Session),
            ("aws_session_token = t", KEYS, Kind::Static),
            ("", "aws_access_key_id = a\naws_session_token =", Kind::Static),
            ("role_arn = r\nsource_profile = other", "", Kind::Role),
            ("role_arn = r\ncredential_source = Environment", "", Kind::Role),
            ("role_arn =", KEYS, Kind::Role),
            ("role_arn = r\nweb_identity_token_file = /t", "", Kind::WebIdentity),
            ("sso_session = s\nsso_account_id = 1\nsso_role_name = r", "", Kind::Sso),
            ("sso_session = s\nsso_account_id = 1", "", Kind::Sso),
            ("sso_start_url = u\nsso_account_id = 1\nsso_role_name = r", "", Kind::SsoLegacy),
            ("sso_session = s", "", Kind::SsoToken),
            ("credential_process = x", "", Kind::Process),
            ("login_session = arn", "", Kind::Login),
            ("credential_source = Environment", "", Kind::None),
            ("aws_secret_access_key = s", "", Kind::None),
        ] {
            assert_eq!(kind_of(config, credentials), expected, "{config:?} {credentials:?}");
        }
    }

    #[test]
    fn the_first_source_that_applies_wins() {
        for (config, credentials, expected) in [
            ("role_arn = r\nsource_profile = p\nsso_account_id = 1", KEYS, Kind::Role),
            (
                "role_arn = r\nweb_identity_token_file = /t\nsso_account_id = 1",
                KEYS,
                Kind::WebIdentity,
            ),
            ("role_arn = r\nweb_identity_token_file =", KEYS, Kind::Static),
            ("sso_session = s\nsso_role_name = r", KEYS, Kind::Sso),
            ("sso_start_url = u\nsso_region = r", KEYS, Kind::Static),
            ("sso_session = s", KEYS, Kind::Static),
            ("login_session = arn", KEYS, Kind::Static),
            ("credential_process = x", KEYS, Kind::Static),
            ("credential_process = x\nlogin_session = arn", "", Kind::Login),
            ("credential_process = x\naws_access_key_id = a", "", Kind::Process),
            ("sso_session = s\naws_access_key_id = a", "", Kind::Static),
        ] {
            assert_eq!(kind_of(config, credentials), expected, "{config:?} {credentials:?}");
        }
    }
}
