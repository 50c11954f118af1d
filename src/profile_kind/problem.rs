//! Why a profile cannot give credentials, as far as its own keys tell.

use crate::identity::{Problem, Stop, profile_source};
use crate::region::is_host_label;
use crate::shared_config::{Profile, Section, SharedConfig, View};
use crate::source::Source;

use super::{Kind, file_of_keys};

/// Returns what the AWS CLI stops at in a profile it takes for `kind`; chains of roles are judged elsewhere.
pub(crate) fn problem<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    kind: Kind,
) -> Option<Stop> {
    match kind {
        Kind::Static | Kind::Session => half_pair(config, profile),
        Kind::WebIdentity => web_identity_without_role(config, profile),
        Kind::Sso => sso_session(config, profile),
        Kind::SsoLegacy => sso_keys(config, profile, None),
        Kind::Process => empty(config, profile, "credential_process"),
        Kind::Login => empty(config, profile, "login_session"),
        Kind::Role
        | Kind::SsoToken
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    }
}

/// Returns where `key` stands, or the profile itself when it lacks the key.
fn place<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, key: &str) -> Source {
    profile
        .get(key)
        .map_or_else(|| profile_source(config, profile), |key| config.setting_source(key))
}

/// Returns that a key is there and says nothing.
fn empty<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, key: &str) -> Option<Stop> {
    let setting = profile.get(key).filter(|setting| setting.value.trim().is_empty())?;
    let message = format!("{key} of profile `{}` is empty", profile.name());
    Some(Stop::new(Problem::BadSetting, message, config.setting_source(setting)))
}

fn half_pair<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    let file = file_of_keys(profile);
    if profile.get_in(file, "aws_secret_access_key").is_some() {
        return None;
    }
    let key_id = profile.get_in(file, "aws_access_key_id")?;
    let message = format!(
        "profile `{}` has aws_access_key_id but no aws_secret_access_key in the same file",
        profile.name()
    );
    Some(Stop::new(Problem::HalfPairInFile, message, config.setting_source(key_id)))
}

fn web_identity_without_role<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    if profile.value("role_arn").is_some_and(|role| !role.is_empty()) {
        return None;
    }
    let message =
        format!("profile `{}` has web_identity_token_file but no role_arn", profile.name());
    let source = place(config, profile, "web_identity_token_file");
    Some(Stop::new(Problem::WebIdentityWithoutRole, message, source))
}

fn sso_session<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    let name = profile.value("sso_session")?;
    let Some(session) = config.view(View::Boto).sso_session(name) else {
        return broken_session(config, profile);
    };
    contradiction(config, profile, &session)
        .or_else(|| sso_keys(config, profile, Some(&session)))
        .or_else(|| broken_session(config, profile))
}

/// Returns why no token can be asked for with the session that a profile names: it is not there, or lacks a part of its
/// own. botocore makes no client for such a profile, whatever its credentials are.
pub(crate) fn broken_session<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    let name = profile.value("sso_session")?;
    let stop =
        |message| Some(Stop::new(Problem::Sso, message, place(config, profile, "sso_session")));
    let Some(session) = config.view(View::Boto).sso_session(name) else {
        let owner = profile.name();
        return stop(format!("profile `{owner}` names [sso-session {name}], which is in no file"));
    };
    let key = ["sso_start_url", "sso_region"].into_iter().find(|key| session.get(key).is_none())?;
    stop(format!("[sso-session {name}] lacks {key}"))
}

/// Returns a key that profile and session both have, with different values.
fn contradiction<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    session: &Section<'t>,
) -> Option<Stop> {
    let (own, key) = session.settings.iter().find_map(|setting| {
        let own = profile.get(&setting.key)?;
        (own.value != setting.value).then_some((own, &setting.key))
    })?;
    let message = format!(
        "{key} of profile `{}` differs from that of [sso-session {}]",
        profile.name(),
        session.name
    );
    Some(Stop::new(Problem::Sso, message, config.setting_source(own)))
}

/// Returns an `sso_region` that is no Region.
fn bad_region<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    session: Option<&Section<'t>>,
) -> Option<Stop> {
    const KEY: &str = "sso_region";
    let region = session.and_then(|session| session.get(KEY)).or_else(|| profile.get(KEY))?;
    let message = format!("{KEY} of profile `{}` is no label of a host name", profile.name());
    (!is_host_label(&region.value))
        .then(|| Stop::new(Problem::Sso, message, config.setting_source(region)))
}

fn sso_keys<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    session: Option<&Section<'t>>,
) -> Option<Stop> {
    let is_missing = |key: &&str| {
        profile.get(key).is_none() && session.is_none_or(|session| session.get(key).is_none())
    };
    if let Some(stop) = bad_region(config, profile, session) {
        return Some(stop);
    }
    let required = ["sso_role_name", "sso_account_id", "sso_start_url", "sso_region"];
    let missing: Vec<&str> = required.into_iter().filter(is_missing).collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!("profile `{}` lacks {}", profile.name(), missing.join(", "));
    Some(Stop::new(Problem::Sso, message, profile_source(config, profile)))
}

#[cfg(test)]
mod tests {
    use crate::profile_kind::of;
    use crate::shared_config::Texts;

    use super::*;

    fn message(config: &str, credentials: &str) -> Option<(Problem, String, Source)> {
        let texts = Texts::from_strings(config, credentials);
        let config = SharedConfig::parse(&texts);
        let profile = config.view(View::Boto).profile("p").unwrap();
        let stop = problem(&config, &profile, of(&profile))?;
        Some((stop.problem, stop.message, stop.source))
    }

    #[test]
    fn a_whole_profile_has_no_problem() {
        for (config, credentials) in [
            ("[profile p]\nregion = x", ""),
            ("", "[p]\naws_access_key_id = a\naws_secret_access_key = s"),
            ("", "[p]\naws_access_key_id =\naws_secret_access_key ="),
            ("[profile p]\nrole_arn = r\nweb_identity_token_file = t", ""),
            (
                "[profile p]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\nsso_region = x\n\
                 [sso-session s]\nsso_start_url = u\nsso_region = x",
                "",
            ),
            (
                "[profile p]\nsso_account_id = 1\nsso_role_name = r\nsso_start_url = u\nsso_region = x",
                "",
            ),
            ("[profile p]\ncredential_process = x", ""),
        ] {
            assert_eq!(message(config, credentials), None, "{config}{credentials}");
        }
    }

    /// Both files, what profile `p` lacks, and the line that says it.
    const LACKING: &[(&str, &str, &str, usize)] = &[
        (
            "[profile p]\naws_secret_access_key = s",
            "\n[p]\naws_access_key_id = a",
            "profile `p` has aws_access_key_id but no aws_secret_access_key in the same file",
            3,
        ),
        (
            "[profile p]\nweb_identity_token_file = t",
            "",
            "profile `p` has web_identity_token_file but no role_arn",
            2,
        ),
        (
            "[profile p]\nsso_account_id = 1\nsso_session = s",
            "",
            "profile `p` names [sso-session s], which is in no file",
            3,
        ),
        (
            "[sso-session s]\nsso_start_url = u\nsso_region = x\n[profile p]\nsso_account_id = 1\nsso_session = s",
            "",
            "profile `p` lacks sso_role_name",
            4,
        ),
        (
            "[sso-session s]\nsso_start_url = u\nsso_region = x\n[profile p]\nsso_account_id = 1\nsso_session = s\nsso_region = y",
            "",
            "sso_region of profile `p` differs from that of [sso-session s]",
            7,
        ),
        ("[profile p]\ncredential_process =", "", "credential_process of profile `p` is empty", 2),
        ("[profile p]\nlogin_session =", "", "login_session of profile `p` is empty", 2),
        (
            "[profile p]\nsso_role_name = r",
            "",
            "profile `p` lacks sso_account_id, sso_start_url, sso_region",
            1,
        ),
    ];

    #[test]
    fn what_a_profile_lacks_is_named_with_its_place() {
        for &(config, credentials, expected, line) in LACKING {
            let (_, text, source) = message(config, credentials).unwrap();

            assert_eq!(text, expected);
            assert!(
                matches!(source, Source::File { line: found, .. } if found == line),
                "{source:?}"
            );
        }
    }
}
