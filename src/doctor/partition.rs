//! Roles and Regions of different partitions, between which no credentials hold.

use crate::console::partition;
use crate::diagnostic::code::OTHER_PARTITION;
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::{Kind, Known};
use crate::shared_config::{Profile, View};
use crate::source::Source;

use super::{Examination, Patient, profiles};

/// Settings that hold an ARN of whoever signs.
const ARNS: [&str; 3] = ["role_arn", "login_session", "mfa_serial"];

/// Reports a role, device or sign-in of another partition than the Region that is called.
pub(super) struct Partition;

impl Examination for Partition {
    fn name(&self) -> &'static str {
        "partition"
    }

    fn about(&self) -> &'static str {
        "Whether Region, role, MFA device and sign-in are all of one partition: AWS, China, GovCloud, the European one."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let Some(region) = &patient.situation.identity.region else { return Vec::new() };
        let Some(own) = partition::of_region(&region.value) else { return Vec::new() };
        let in_use = patient.in_use();
        let profiles = in_use.iter().filter_map(|name| patient.profile(name));
        let stated = profiles.flat_map(|profile| of_profile(patient, &profile));
        let other = of_variable(patient)
            .into_iter()
            .chain(stated)
            .find(|known| named(&known.value).is_some_and(|name| name != own));
        other.and_then(|other| finding(region, own, &other)).into_iter().collect()
    }
}

/// Returns the role that the variables name, if that is the one in use.
fn of_variable(patient: &Patient<'_, '_>) -> Option<Known<String>> {
    let role = patient.environment().filled("AWS_ROLE_ARN")?;
    let is_used = patient.situation.identity.kind == Kind::WebIdentity;
    is_used.then(|| Known::new(role, Source::variable("AWS_ROLE_ARN")))
}

fn of_profile<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Vec<Known<String>> {
    let view = patient.config().view(View::Boto);
    let session = profile.value("sso_session").and_then(|name| view.sso_session(name));
    let own = ARNS.iter().chain(&["sso_region"]).filter_map(|key| profile.get(key));
    let of_session = session.iter().filter_map(|session| session.get("sso_region"));
    let settings = own.chain(of_session);
    settings.map(|setting| Known::new(&*setting.value, patient.source(setting))).collect()
}

/// Returns the partition of an ARN or of a Region.
fn named(value: &str) -> Option<&str> {
    let mut fields = value.split(':');
    let of_arn = || fields.next().filter(|first| *first == "arn").and_then(|_| fields.next());
    partition::of_region(value).or_else(of_arn).filter(|name| name.starts_with("aws"))
}

fn finding(region: &Known<String>, own: &str, other: &Known<String>) -> Option<Finding> {
    let theirs = named(&other.value)?;
    let (name, value) = (escaped(&region.value), escaped(&other.value));
    let finding = OTHER_PARTITION
        .finding(format!("the Region {name} is in partition {own}, but {value} is in {}", escaped(theirs)))
        .seen(region.source.clone(), name)
        .seen(other.source.clone(), value)
        .why("no credentials of one partition hold in another: InvalidClientTokenId, or UnrecognizedClientException");
    Some(finding.fix(fix(region, theirs)))
}

/// Returns the command that takes the Region away, or gives the profile one of the other partition.
fn fix(region: &Known<String>, theirs: &str) -> String {
    let home = match theirs {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        "aws-eusc" => "eusc-de-east-1",
        _ => "us-east-1",
    };
    match &region.source {
        Source::Variable(name) => format!("export {name}={home}"),
        source @ Source::File { section, .. } => {
            let name = section.strip_prefix("profile ").unwrap_or(section);
            if section.is_empty() {
                profiles::edit(source)
            } else {
                profiles::configure(name, "region", home)
            }
        }
        Source::Cache(_)
        | Source::Process(_)
        | Source::WebIdentity { .. }
        | Source::AssumeRole { .. }
        | Source::Sso { .. }
        | Source::Login(_)
        | Source::Container(_)
        | Source::Imds
        | Source::Flag(_)
        | Source::AccessKeyId
        | Source::Default => format!("export AWS_REGION={home}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(region: &str, role: &str) -> Vec<String> {
        let config = format!(
            "[profile a]\nregion = {region}\nrole_arn = {role}\nsource_profile = b\n[profile b]\naws_access_key_id = k\naws_secret_access_key = s\n"
        );
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], config: &config, ..Fake::default() };
        fake.patient(|patient| lines(&Partition.run(patient)))
    }

    #[test]
    fn one_partition_is_fine() {
        for (region, role) in [
            ("eu-west-1", "arn:aws:iam::111122223333:role/R"),
            ("cn-north-1", "arn:aws-cn:iam::111122223333:role/R"),
            ("us-gov-east-1", "arn:aws-us-gov:iam::111122223333:role/R"),
            ("eu-west-1", "r"),
            ("nowhere", "arn:aws-cn:iam::111122223333:role/R"),
        ] {
            assert_eq!(found(region, role), [""; 0], "{region} {role}");
        }
    }

    #[test]
    fn a_role_of_another_partition_is_reported() {
        for (region, role, expected) in [
            (
                "eu-west-1",
                "arn:aws-cn:iam::111122223333:role/R",
                "AWSP-E033 the Region eu-west-1 is in partition aws, but arn:aws-cn:iam::111122223333:role/R is in aws-cn",
            ),
            (
                "us-gov-west-1",
                "arn:aws:iam::111122223333:role/R",
                "AWSP-E033 the Region us-gov-west-1 is in partition aws-us-gov, but arn:aws:iam::111122223333:role/R is in aws",
            ),
        ] {
            assert_eq!(found(region, role), [expected]);
        }
    }

    #[test]
    fn a_sign_in_of_another_partition_is_reported() {
        let config = "[profile a]\nregion = eu-west-1\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = us-gov-west-1\nsso_start_url = u\n";
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], config, ..Fake::default() };

        let found = fake.patient(|patient| lines(&Partition.run(patient)));

        assert_eq!(
            found,
            [
                "AWSP-E033 the Region eu-west-1 is in partition aws, but us-gov-west-1 is in aws-us-gov"
            ]
        );
    }
}
