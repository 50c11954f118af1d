//! Hidden characters in the values of both files.

use crate::diagnostic::code::{HIDDEN_IN_FILE, QUOTED};
use crate::display::escaped;
use crate::finding::Finding;
use crate::shared_config::{FileKind, Profile, Setting};

use super::characters::{self, Spaces};
use super::{Examination, MEND, Patient, profiles};

/// Settings that AWS or a host's name gets as they are, and that never have spaces.
const EXACT: [&str; 14] = [
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "aws_security_token",
    "region",
    "role_arn",
    "mfa_serial",
    "external_id",
    "role_session_name",
    "sso_start_url",
    "sso_region",
    "sso_account_id",
    "sso_role_name",
    "login_session",
];

/// Settings that name something else in the files.
const NAMES: [&str; 3] = ["source_profile", "sso_session", "credential_source"];

/// Reports characters that nobody sees, and quotes that were kept, in what AWS gets as it stands in a file.
pub(super) struct HiddenSetting;

impl Examination for HiddenSetting {
    fn name(&self) -> &'static str {
        "hidden-characters-in-files"
    }

    fn about(&self) -> &'static str {
        "Spaces, byte order marks, zero-width characters and quotes in the values of every profile."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        profiles::each(patient, |profile| {
            let files = [FileKind::Credentials, FileKind::Config].into_iter();
            let settings = files.flat_map(|file| profile.settings_in(file));
            settings.filter_map(|setting| judge(patient, profile, setting)).collect()
        })
    }
}

fn judge<'t>(
    patient: &Patient<'_, 't>,
    profile: &Profile<'t>,
    setting: &Setting<'t>,
) -> Option<Finding> {
    let (key, value) = (&*setting.key, &*setting.value);
    let spaces = if EXACT.contains(&key) { Spaces::Nowhere } else { Spaces::Inside };
    if (spaces == Spaces::Inside && !NAMES.contains(&key)) || has_comment(value) {
        return None;
    }
    let owner = escaped(profile.name());
    let finding = if characters::is_quoted(value) {
        let title = format!("the {key} of profile {owner} still stands in quotes");
        QUOTED.finding(title).seen(patient.source(setting), "begins and ends with a quote")
    } else {
        let what = characters::odd(value, spaces)?;
        let title = format!("the {key} of profile {owner} has {what}");
        HIDDEN_IN_FILE.finding(title).seen(patient.source(setting), what)
    };
    let finding = finding
        .why("it is a part of the value to the AWS CLI and the SDKs: SignatureDoesNotMatch, IncompleteSignature, `Invalid header value`, or a name that is not found")
        .fix(MEND)
        .fix(profiles::edit(&patient.source(setting)));
    Some(finding)
}

/// Returns whether a comment stands behind the value, about which the reader has more to say.
fn has_comment(value: &str) -> bool {
    value.contains(" #") || value.contains(" ;")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(settings: &str) -> Vec<String> {
        let config = format!("[profile a]\n{settings}\n");
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], config: &config, ..Fake::default() };
        fake.patient(|patient| lines(&HiddenSetting.run(patient)))
    }

    #[test]
    fn ordinary_values_are_fine() {
        for settings in [
            "region = eu-west-1\r",
            "credential_process = \"/a b\" c",
            "source_profile = a name",
            "region = eu-west-1 # home",
            "cli_pager =",
        ] {
            assert_eq!(found(settings), [""; 0], "{settings:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_told_by_its_place_alone() {
        for (settings, expected) in [
            (
                "aws_secret_access_key = top\u{200b}secret",
                "AWSP-E023 the aws_secret_access_key of profile a has a zero-width space (U+200B) at character 4 of 10",
            ),
            (
                "aws_access_key_id = AKIA RZP",
                "AWSP-E023 the aws_access_key_id of profile a has a space (U+0020) at character 5 of 8",
            ),
            (
                "source_profile = b\u{ad}",
                "AWSP-E023 the source_profile of profile a has a character without a shape (U+00AD) at character 2 of 2",
            ),
            (
                "aws_secret_access_key = \"topsecret\"",
                "AWSP-E026 the aws_secret_access_key of profile a still stands in quotes",
            ),
            (
                "region = \u{2018}eu-west-1\u{2019}",
                "AWSP-E023 the region of profile a has a curly quote (U+2018) at character 1 of 11",
            ),
        ] {
            assert_eq!(found(settings), [expected]);
        }
    }
}
