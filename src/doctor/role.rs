//! Roles that STS refuses before it looks for them.

use crate::diagnostic::code::{ROLE_ARN_SHAPE, ROLE_PARAMETER};
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Kind;
use crate::profile_kind;
use crate::shared_config::{Profile, Setting};
use crate::source::Source;

use super::{Examination, Patient, profiles};

/// Reports ARNs that are no role's, and names and external ids that STS does not take.
pub(super) struct Role;

impl Examination for Role {
    fn name(&self) -> &'static str {
        "role"
    }

    fn about(&self) -> &'static str {
        "The shape of role ARNs, session names and external ids in every profile and in AWS_ROLE_ARN."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let of_profiles = profiles::each(patient, |profile| {
            if !matches!(profile_kind::of(profile), Kind::Role | Kind::WebIdentity) {
                return Vec::new();
            }
            let mut findings: Vec<Finding> = arn(patient, profile).into_iter().collect();
            let limited = LIMITS.iter().filter_map(|limit| Some((limit, profile.get(limit.key)?)));
            findings.extend(
                limited.filter_map(|(limit, setting)| parameter(patient, profile, limit, setting)),
            );
            findings
        });
        of_variable(patient).into_iter().chain(of_profiles).collect()
    }
}

/// What STS takes for a parameter.
struct Limit {
    key: &'static str,
    longest: usize,
    marks: &'static str,
}

const LIMITS: [Limit; 2] = [
    Limit { key: "external_id", longest: 1224, marks: "_+=,.@:/-" },
    Limit { key: "role_session_name", longest: 64, marks: "_+=,.@-" },
];

fn of_variable(patient: &Patient<'_, '_>) -> Option<Finding> {
    const NAME: &str = "AWS_ROLE_ARN";
    let role = patient.environment().filled(NAME)?;
    let is_used = patient.situation.identity.kind == Kind::WebIdentity;
    let what = fault(&role).filter(|_| is_used)?;
    Some(finding(NAME, &what, Source::variable(NAME), &role).fix("awsp clean"))
}

fn arn<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Option<Finding> {
    let setting = profile.get("role_arn").filter(|setting| !setting.value.is_empty())?;
    let what = fault(&setting.value)?;
    let source = patient.source(setting);
    let edit = profiles::edit(&source);
    let owner = format!("the role_arn of profile {}", escaped(profile.name()));
    let finding = finding(&owner, &what, source, &setting.value);
    let right = mended(&setting.value);
    let set = right.map(|right| profiles::configure(profile.name(), "role_arn", &right));
    Some(finding.fix(set.unwrap_or(edit)))
}

fn finding(owner: &str, what: &str, source: Source, value: &str) -> Finding {
    ROLE_ARN_SHAPE
        .finding(format!("{owner} {what}"))
        .seen(source, escaped(value))
        .why("STS refuses it: `ValidationError: … is invalid`, or AccessDenied as if the role were there and not yours")
}

/// Returns what is wrong with the ARN of a role.
fn fault(arn: &str) -> Option<String> {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    let what = match fields.as_slice() {
        ["arn", _, "iam", "", account, resource] if is_account(account) => {
            return of_resource(resource);
        }
        ["arn", _, "iam", account, resource]
            if is_account(account) && resource.starts_with("role/") =>
        {
            "has one colon too few: `iam::` takes two"
        }
        ["arn", _, "sts", ..] => {
            "is the ARN of a session: the role's own begins with `arn:aws:iam::`"
        }
        ["arn", _, "iam", "", account, _] if !is_account(account) => {
            "has no account: twelve digits stand between `iam::` and `:role/`"
        }
        ["arn", ..] => "is no ARN of a role: `arn:aws:iam::111122223333:role/NAME`",
        _ => "is no ARN: `arn:aws:iam::111122223333:role/NAME`",
    };
    Some(what.to_owned())
}

fn of_resource(resource: &str) -> Option<String> {
    let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
    match (kind, name) {
        ("role", "") => Some("ends before the role's name".to_owned()),
        ("role", _) => None,
        ("user" | "group" | "policy" | "instance-profile", _) => {
            Some(format!("is the ARN of a {kind}, not of a role"))
        }
        (_, _) => Some("is no ARN of a role: `:role/NAME` stands at its end".to_owned()),
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the ARN with the colon that it lacks.
fn mended(arn: &str) -> Option<String> {
    let mended = arn.replacen(":iam:", ":iam::", 1);
    fault(&mended).is_none().then_some(mended)
}

fn parameter<'t>(
    patient: &Patient<'_, 't>,
    profile: &Profile<'t>,
    limit: &Limit,
    setting: &Setting<'t>,
) -> Option<Finding> {
    let value = &*setting.value;
    let count = value.chars().count();
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || limit.marks.contains(letter);
    let what = if count < 2 {
        format!("is too short: {count} characters, and STS takes no fewer than 2")
    } else if count > limit.longest {
        format!("is too long: {count} characters, and STS takes no more than {}", limit.longest)
    } else if let Some(letter) = value.chars().find(|letter| !is_part(*letter)) {
        format!("has a character that STS does not take: `{}`", escaped(&letter.to_string()))
    } else {
        return None;
    };
    let finding = ROLE_PARAMETER
        .finding(format!("the {} of profile {} {what}", limit.key, escaped(profile.name())))
        .seen(patient.source(setting), format!("{count} characters"))
        .why("STS refuses the call: `ValidationError: … failed to satisfy constraint`")
        .fix(profiles::edit(&patient.source(setting)));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(settings: &str) -> Vec<String> {
        let config = format!(
            "[profile a]\nsource_profile = b\n{settings}\n[profile b]\naws_access_key_id = k\naws_secret_access_key = s\n"
        );
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], config: &config, ..Fake::default() };
        fake.patient(|patient| lines(&Role.run(patient)))
    }

    const ROLE: &str = "role_arn = arn:aws:iam::111122223333:role/path/R";

    #[test]
    fn roles_as_iam_makes_them_are_fine() {
        for settings in [
            ROLE,
            "role_arn = arn:aws-us-gov:iam::111122223333:role/R",
            &format!("{ROLE}\nexternal_id = a:b/c=d\nrole_session_name = me@example.com"),
        ] {
            assert_eq!(found(settings), [""; 0], "{settings}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_arn_is_said() {
        for (role, expected) in [
            ("arn:aws:iam:111122223333:role/R", "has one colon too few: `iam::` takes two"),
            ("arn:aws:iam::111122223333:user/me", "is the ARN of a user, not of a role"),
            (
                "arn:aws:sts::111122223333:assumed-role/R/me",
                "is the ARN of a session: the role's own begins with `arn:aws:iam::`",
            ),
            (
                "arn:aws:iam::12345:role/R",
                "has no account: twelve digits stand between `iam::` and `:role/`",
            ),
            ("arn:aws:iam::111122223333:role/", "ends before the role's name"),
            ("arn:aws:s3:::bucket", "is no ARN of a role: `arn:aws:iam::111122223333:role/NAME`"),
            ("R", "is no ARN: `arn:aws:iam::111122223333:role/NAME`"),
        ] {
            let expected = format!("AWSP-E035 the role_arn of profile a {expected}");
            assert_eq!(found(&format!("role_arn = {role}")), [expected], "{role}");
        }
    }

    #[test]
    fn a_missing_colon_is_put_back() {
        assert_eq!(
            mended("arn:aws:iam:111122223333:role/R").as_deref(),
            Some("arn:aws:iam::111122223333:role/R")
        );
        assert_eq!(mended("arn:aws:iam::1:role/R"), None);
    }

    #[test]
    fn parameters_that_sts_refuses_are_reported() {
        for (setting, expected) in [
            (
                "external_id = x",
                "AWSP-E040 the external_id of profile a is too short: 1 characters, and STS takes no fewer than 2",
            ),
            (
                "role_session_name = me/you",
                "AWSP-E040 the role_session_name of profile a has a character that STS does not take: `/`",
            ),
        ] {
            assert_eq!(found(&format!("{ROLE}\n{setting}")), [expected]);
        }
    }
}
