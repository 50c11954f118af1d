//! Sessions that are to last longer than they can.

use crate::chain::{self, Base, CredentialSource};
use crate::diagnostic::code::{CHAINED_DURATION, DURATION_RANGE, LONG_DURATION};
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Kind;
use crate::profile_kind;
use crate::session::integer;
use crate::shared_config::{Profile, Setting};

use super::{Examination, Patient, profiles};

/// What STS takes at all, in seconds.
const RANGE: std::ops::RangeInclusive<i64> = 900..=43_200;

/// The longest session of a role that a role takes, and of every role that nobody has given more.
const HOUR: i64 = 3600;

/// Reports a `duration_seconds` that no role can have, and one over an hour where a role takes the role.
pub(super) struct Duration;

impl Examination for Duration {
    fn name(&self) -> &'static str {
        "duration"
    }

    fn about(&self) -> &'static str {
        "Whether every duration_seconds is one that STS gives."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        profiles::each(patient, |profile| judge(patient, profile).into_iter().collect())
    }
}

fn judge<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Option<Finding> {
    let is_role = matches!(profile_kind::of(profile), Kind::Role | Kind::WebIdentity);
    let setting = profile.get("duration_seconds").filter(|_| is_role)?;
    let seconds: i64 = integer(&setting.value)?.parse().unwrap_or(i64::MAX);
    let name = escaped(profile.name());
    let finding = if !RANGE.contains(&seconds) {
        DURATION_RANGE
            .finding(format!("the duration_seconds of profile {name} is not within 900 and 43200"))
            .why("STS refuses the call: `ValidationError: … failed to satisfy constraint`")
    } else if seconds > HOUR && is_chained(patient, profile) {
        CHAINED_DURATION
            .finding(format!("profile {name} takes its role with temporary credentials, for more than an hour"))
            .why("STS gives a role that a role takes one hour at most: `DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining`")
    } else if seconds > HOUR {
        LONG_DURATION
            .finding(format!("the role of profile {name} has to allow sessions of {seconds} seconds"))
            .why("a role allows one hour unless somebody gave it more: else `DurationSeconds exceeds the MaxSessionDuration set for this role`")
    } else {
        return None;
    };
    Some(with_place(finding, patient, profile, setting))
}

fn with_place<'t>(
    finding: Finding,
    patient: &Patient<'_, 't>,
    profile: &Profile<'t>,
    setting: &Setting<'t>,
) -> Finding {
    finding
        .seen(patient.source(setting), format!("duration_seconds = {}", escaped(&setting.value)))
        .fix(profiles::configure(profile.name(), "duration_seconds", "3600"))
}

/// Returns whether temporary credentials sign for the role, as far as the files tell.
fn is_chained<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> bool {
    if profile_kind::of(profile) != Kind::Role {
        return false;
    }
    let Ok(chain) = chain::walk(patient.config(), profile.clone()) else { return false };
    if chain.roles.len() > 1 {
        return true;
    }
    match chain.base {
        Base::Machine(CredentialSource::Environment) => false,
        Base::Machine(CredentialSource::Ec2InstanceMetadata | CredentialSource::EcsContainer) => {
            true
        }
        Base::Profile(_, kind) => match kind {
            Kind::Session | Kind::WebIdentity | Kind::Sso | Kind::SsoLegacy | Kind::Role => true,
            Kind::Static
            | Kind::Process
            | Kind::Login
            | Kind::SsoToken
            | Kind::Environment
            | Kind::CredentialFile
            | Kind::Container
            | Kind::None => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    const KEYS: &str = "aws_access_key_id = k\naws_secret_access_key = s";

    fn found(duration: &str, base: &str) -> Vec<String> {
        let config = format!(
            "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = b\nduration_seconds = {duration}\n[profile b]\n{base}\n[profile c]\n{KEYS}\n"
        );
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], config: &config, ..Fake::default() };
        fake.patient(|patient| lines(&Duration.run(patient)))
    }

    #[test]
    fn an_hour_is_fine_for_everybody() {
        for duration in ["3600", "900", "+1_800", "long"] {
            assert_eq!(found(duration, KEYS), [""; 0], "{duration}");
        }
    }

    #[test]
    fn more_than_a_role_gives_is_reported() {
        let chained =
            "AWSP-E038 profile a takes its role with temporary credentials, for more than an hour";
        let range = "AWSP-E039 the duration_seconds of profile a is not within 900 and 43200";
        for (duration, base, expected) in [
            ("899", KEYS, range),
            ("43201", KEYS, range),
            ("-1", KEYS, range),
            ("99999999999999999999999", KEYS, range),
            ("7200", "role_arn = r\nsource_profile = c", chained),
            ("7200", &format!("{KEYS}\naws_session_token = t"), chained),
            ("7200", KEYS, "AWSP-N014 the role of profile a has to allow sessions of 7200 seconds"),
        ] {
            assert_eq!(found(duration, base), [expected], "{duration} {base}");
        }
    }
}
