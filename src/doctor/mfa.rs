//! MFA devices that are none, or of somebody else.

use crate::access_key_id;
use crate::chain::{self, Base};
use crate::diagnostic::code::{MFA_OF_OTHER_ACCOUNT, MFA_SERIAL_SHAPE};
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::{Kind, arn};
use crate::profile_kind;
use crate::shared_config::{Profile, Setting};

use super::{Examination, Patient, profiles};

/// Reports an `mfa_serial` that names a user, or a device of another account than the keys that sign.
pub(super) struct Mfa;

impl Examination for Mfa {
    fn name(&self) -> &'static str {
        "mfa"
    }

    fn about(&self) -> &'static str {
        "Whether every mfa_serial is a device, and one of the account whose keys sign."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        profiles::each(patient, |profile| {
            let Some(serial) = profile.get("mfa_serial") else { return Vec::new() };
            let shape = shape(patient, profile, serial);
            shape.or_else(|| foreign(patient, profile, serial)).into_iter().collect()
        })
    }
}

fn shape<'t>(
    patient: &Patient<'_, 't>,
    profile: &Profile<'t>,
    serial: &Setting<'t>,
) -> Option<Finding> {
    let value = &*serial.value;
    let what = if value.starts_with("arn:") {
        let is_device = value.contains(":mfa/") || value.contains(":sms-mfa/");
        let kind =
            if value.contains(":user/") { "is the ARN of a user" } else { "is no device's ARN" };
        (!is_device).then(|| format!("{kind}: a device's has `:mfa/` in it"))?
    } else if value.len() < 9 {
        "is too short for a serial number: 9 characters at least".to_owned()
    } else {
        return None;
    };
    let source = patient.source(serial);
    let fix = device_of_user(value).map_or_else(
        || profiles::edit(&source),
        |device| profiles::configure(profile.name(), "mfa_serial", &device),
    );
    let finding = MFA_SERIAL_SHAPE
        .finding(format!("the mfa_serial of profile {} {what}", escaped(profile.name())))
        .seen(source, escaped(value))
        .why("STS answers `MultiFactorAuthentication failed, unable to validate MFA code`, whatever the code")
        .fix(fix)
        .fix("aws iam list-mfa-devices");
    Some(finding)
}

/// Returns the device that is named like the user, as most are.
fn device_of_user(arn: &str) -> Option<String> {
    let (start, user) = arn.split_once(":user/")?;
    let name = user.rsplit('/').next().filter(|name| !name.is_empty())?;
    Some(format!("{start}:mfa/{name}"))
}

fn foreign<'t>(
    patient: &Patient<'_, 't>,
    profile: &Profile<'t>,
    serial: &Setting<'t>,
) -> Option<Finding> {
    let of_device = arn::account(&serial.value)?;
    let signer = signer(patient, profile)?;
    let keys = profile_kind::keys(&signer);
    let id = keys.id?;
    let of_keys = access_key_id::account(&id.value).filter(|account| account != of_device)?;
    let finding = MFA_OF_OTHER_ACCOUNT
        .finding(format!(
            "the mfa_serial of profile {} is of account {of_device}, but the keys that sign are of {of_keys}",
            escaped(profile.name())
        ))
        .seen(patient.source(serial), escaped(&serial.value))
        .seen(patient.source(id), format!("account {of_keys}"))
        .why("the device is the user's own, in the user's account: STS answers AccessDenied, or `unable to validate MFA code`")
        .fix(profiles::configure(profile.name(), "mfa_serial", &serial.value.replacen(of_device, &of_keys, 1)))
        .fix("aws iam list-mfa-devices");
    Some(finding)
}

/// Returns the profile whose keys sign the call that takes the code.
fn signer<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Option<Profile<'t>> {
    if profile_kind::of(profile) != Kind::Role {
        return Some(profile.clone());
    }
    let chain = chain::walk(patient.config(), profile.clone()).ok()?;
    match chain.base {
        // A role in between signs itself, and no user has a device there.
        Base::Profile(signer, Kind::Static) if chain.roles.len() == 1 => Some(signer),
        Base::Profile(_, _) | Base::Machine(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(serial: &str) -> Vec<Finding> {
        let config = format!(
            "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = b\nmfa_serial = {serial}\n[profile b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\n"
        );
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], config: &config, ..Fake::default() };
        fake.patient(|patient| Mfa.run(patient))
    }

    #[test]
    fn devices_of_the_signer_are_fine() {
        for serial in ["arn:aws:iam::123456789012:mfa/me", "GAHT12345678"] {
            assert_eq!(lines(&found(serial)), [""; 0], "{serial}");
        }
    }

    #[test]
    fn a_serial_that_cannot_work_is_reported_with_the_likely_one() {
        for (serial, expected, fix) in [
            (
                "arn:aws:iam::123456789012:user/team/me",
                "AWSP-E036 the mfa_serial of profile a is the ARN of a user: a device's has `:mfa/` in it",
                "aws configure set mfa_serial arn:aws:iam::123456789012:mfa/me --profile a",
            ),
            (
                "123456",
                "AWSP-E036 the mfa_serial of profile a is too short for a serial number: 9 characters at least",
                "${EDITOR:-vi} +4 /home/ann/.aws/config",
            ),
            (
                "arn:aws:iam::111122223333:mfa/me",
                "AWSP-E037 the mfa_serial of profile a is of account 111122223333, but the keys that sign are of 123456789012",
                "aws configure set mfa_serial arn:aws:iam::123456789012:mfa/me --profile a",
            ),
        ] {
            let found = found(serial);
            assert_eq!(lines(&found), [expected]);
            assert_eq!(found[0].fix[0], fix);
        }
    }
}
