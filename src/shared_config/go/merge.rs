//! How the SDK puts the sections of both files together: not key by key.

use super::super::body::Setting;
use super::super::profiles::Section;

const KEY_ID: &str = "aws_access_key_id";
const SECRET: &str = "aws_secret_access_key";
const TOKEN: &str = "aws_session_token";

/// The settings that a section of the credentials file changes in one of the config file; others count only where the
/// config file lacks the section.
const CHANGED: &[&str] = &[
    "role_arn",
    "source_profile",
    "credential_source",
    "external_id",
    "mfa_serial",
    "role_session_name",
    "region",
    "endpoint_discovery_enabled",
    "credential_process",
    "web_identity_token_file",
    "s3_use_arn_region",
    "s3_disable_multiregion_access_points",
    "ec2_metadata_service_endpoint_mode",
    "ec2_metadata_service_endpoint",
    "ec2_metadata_v1_disabled",
    "use_dualstack_endpoint",
    "use_fips_endpoint",
    "defaults_mode",
    "retry_mode",
    "ca_bundle",
    "duration_seconds",
    "max_attempts",
    "sso_session",
    "sso_account_id",
    "sso_region",
    "sso_role_name",
    "sso_start_url",
    "auth_scheme_preference",
    "login_session",
];

/// Leaves of a profile that is in both files what the SDK takes from each.
///
/// Half a pair stays in the credentials file, where the SDK stops at it; there, any section hides half a pair of the
/// config file.
pub(in super::super) fn merge(config: &mut Vec<Setting<'_>>, credentials: &mut Vec<Setting<'_>>) {
    let has = |settings: &[Setting<'_>], key| settings.iter().any(|setting| setting.key == key);
    let pair = [KEY_ID, SECRET].map(|key| has(credentials, key));
    let is_whole = pair == [true, true];
    credentials.retain(|setting| match &*setting.key {
        KEY_ID | SECRET => true,
        TOKEN => is_whole,
        key => CHANGED.contains(&key),
    });
    if pair == [false, false] && has(config, KEY_ID) != has(config, SECRET) {
        config.retain(|setting| !matches!(&*setting.key, KEY_ID | SECRET));
    }
}

/// Returns an `[sso-session]` of both files.
pub(in super::super) fn merged_session<'t>(
    config: Option<Section<'t>>,
    credentials: Option<Section<'t>>,
) -> Option<Section<'t>> {
    let (Some(mut session), Some(changes)) = (config.clone(), credentials.clone()) else {
        return config.or(credentials);
    };
    for change in changes.settings {
        session.settings.retain(|setting| setting.key != change.key);
        session.settings.push(change);
    }
    Some(session)
}
