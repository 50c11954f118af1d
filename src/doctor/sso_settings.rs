//! Settings of IAM Identity Center that it never takes, and the old format.

use crate::diagnostic::code::{LEGACY_SSO, SSO_SETTING};
use crate::display::{escaped, without_password};
use crate::finding::Finding;
use crate::identity::Kind;
use crate::profile_kind;
use crate::shared_config::{Profile, Setting, View};

use super::{Examination, Patient, profiles};

/// Hosts where people sign in that are no start page of an organization.
const NO_PORTAL: [&str; 3] = ["signin.aws.amazon.com", "console.aws.amazon.com", "aws.amazon.com"];

/// Reports start URLs and account ids that cannot be right, and notes profiles whose token is never renewed.
pub(super) struct SsoSettings;

impl Examination for SsoSettings {
    fn name(&self) -> &'static str {
        "sso-settings"
    }

    fn about(&self) -> &'static str {
        "Start URLs and account ids of IAM Identity Center, and profiles in its old format."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        profiles::each(patient, |profile| {
            let kind = profile_kind::of(profile);
            if !matches!(kind, Kind::Sso | Kind::SsoLegacy | Kind::SsoToken) {
                return Vec::new();
            }
            let url = start_url(patient, profile);
            let account =
                profile.get("sso_account_id").filter(|account| !is_account(&account.value));
            let old = profile.get("sso_start_url").filter(|_| kind == Kind::SsoLegacy);
            let url = url.and_then(|setting| Some((bad_url(&setting.value)?, setting)));
            let url = url.map(|(what, setting)| bad(patient, profile, &setting, what));
            let account = account.map(|setting| {
                bad(
                    patient,
                    profile,
                    setting,
                    "is no account: an account has twelve digits, zeros in front included",
                )
            });
            let old = old.map(|setting| legacy(patient, profile, setting));
            [url, account, old].into_iter().flatten().collect()
        })
    }
}

fn start_url<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Option<Setting<'t>> {
    let view = patient.config().view(View::Boto);
    let session = profile.value("sso_session").and_then(|name| view.sso_session(name));
    let of_session = session.as_ref().and_then(|session| session.get("sso_start_url"));
    of_session.or_else(|| profile.get("sso_start_url")).cloned()
}

fn bad_url(url: &str) -> Option<&'static str> {
    let Some(rest) = url.strip_prefix("https://") else {
        return Some("has to begin with https://");
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if !host.contains('.') {
        return Some("has no host");
    }
    let is_none = NO_PORTAL.iter().any(|other| {
        host == *other || host.strip_suffix(other).is_some_and(|start| start.ends_with('.'))
    });
    let is_none = is_none && !host.starts_with("identitycenter.");
    is_none.then_some("is a page of AWS for everybody, not the start page of your organization")
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn bad<'t>(
    patient: &Patient<'_, 't>,
    profile: &Profile<'t>,
    setting: &Setting<'t>,
    what: &str,
) -> Finding {
    let source = patient.source(setting);
    let edit = profiles::edit(&source);
    SSO_SETTING
        .finding(format!("the {} of profile {} {what}", setting.key, escaped(profile.name())))
        .seen(source, escaped(&without_password(&setting.value)))
        .why("`aws sso login` ends with InvalidRequestException, or GetRoleCredentials with ForbiddenException: No access")
        .fix("aws configure sso")
        .fix(edit)
}

fn legacy<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>, setting: &Setting<'t>) -> Finding {
    let name = escaped(profile.name());
    LEGACY_SSO
        .finding(format!("profile {name} is in the old format, in which the token is never renewed"))
        .seen(patient.source(setting), "no sso_session")
        .why("the AWS CLI asks for a new sign-in whenever the token has ended, after 1 to 8 hours; with an [sso-session] it renews the token by itself: `aws configure sso` makes one")
        .fix("aws configure sso")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(url: &str, account: &str) -> Vec<String> {
        let config = format!(
            "[profile a]\nsso_session = s\nsso_account_id = {account}\nsso_role_name = R\n[sso-session s]\nsso_region = eu-west-1\nsso_start_url = {url}\n"
        );
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], config: &config, ..Fake::default() };
        fake.patient(|patient| lines(&SsoSettings.run(patient)))
    }

    const ACCOUNT: &str = "111122223333";

    #[test]
    fn start_pages_of_organizations_are_fine() {
        for url in [
            "https://my-company.awsapps.com/start",
            "https://d-1234567890.awsapps.com/start#/",
            "https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws",
            "https://identitycenter.amazonaws.com/ssoins-1234567890abcdef",
            "https://start.us-gov-home.awsapps.com/directory/x",
            "https://start.home.awsapps.cn/directory/x",
        ] {
            assert_eq!(found(url, ACCOUNT), [""; 0], "{url}");
        }
    }

    #[test]
    fn what_cannot_be_a_start_page_is_reported() {
        for (url, account, expected) in [
            (
                "my-company.awsapps.com/start",
                ACCOUNT,
                "AWSP-E044 the sso_start_url of profile a has to begin with https://",
            ),
            (
                "http://x.awsapps.com/start",
                ACCOUNT,
                "AWSP-E044 the sso_start_url of profile a has to begin with https://",
            ),
            ("https:///start", ACCOUNT, "AWSP-E044 the sso_start_url of profile a has no host"),
            (
                "https://eu-west-1.signin.aws.amazon.com/x",
                ACCOUNT,
                "AWSP-E044 the sso_start_url of profile a is a page of AWS for everybody, not the start page of your organization",
            ),
            (
                "https://x.awsapps.com/start",
                "11122223333",
                "AWSP-E044 the sso_account_id of profile a is no account: an account has twelve digits, zeros in front included",
            ),
        ] {
            assert_eq!(found(url, account), [expected]);
        }
    }

    #[test]
    fn the_old_format_is_noted_once_for_many_profiles() {
        let config: String = ["a", "b", "c"]
            .map(|name| format!("[profile {name}]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = {ACCOUNT}\nsso_role_name = R\n"))
            .concat();
        let fake = Fake { config: &config, ..Fake::default() };

        let expected = "AWSP-N011 profile a is in the old format, in which the token is never renewed (and 2 more like it)";
        assert_eq!(fake.patient(|patient| lines(&SsoSettings.run(patient))), [expected]);
    }
}
