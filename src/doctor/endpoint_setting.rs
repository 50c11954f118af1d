//! Profiles that send requests elsewhere.

use crate::diagnostic::code::ENDPOINT_IN_FILE;
use crate::display::{escaped, without_password};
use crate::environment::Variable;
use crate::finding::Finding;
use crate::profile_kind;

use super::{Examination, Patient, profiles};

/// Notes an endpoint in the profile in use; of those in variables the prompt's checks speak.
pub(super) struct EndpointSetting;

impl Examination for EndpointSetting {
    fn name(&self) -> &'static str {
        "endpoint-settings"
    }

    fn about(&self) -> &'static str {
        "Whether the profile in use sends requests to somebody else than AWS."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let ignored = patient.environment().text(Variable::IGNORE_ENDPOINTS);
        if ignored.is_some_and(|ignored| ignored.eq_ignore_ascii_case("true")) {
            return Vec::new();
        }
        let Some(profile) = patient.selected() else { return Vec::new() };
        let keys = ["endpoint_url", "services"];
        let setting =
            keys.iter().find_map(|key| profile.get(key)).filter(|set| !set.value.is_empty());
        let Some(setting) = setting else { return Vec::new() };
        let value = escaped(&without_password(&setting.value));
        let others =
            if profile_kind::has(&profile, "endpoint_url") { "requests" } else { "some requests" };
        vec![
            ENDPOINT_IN_FILE
                .finding(format!(
                    "profile {} sends {others} elsewhere ({} = {value})",
                    escaped(profile.name()),
                    setting.key
                ))
                .seen(patient.source(setting), value)
                .why("keys of AWS mean nothing there, and keys from there mean nothing to AWS: InvalidAccessKeyId, InvalidClientTokenId, or no connection")
                .fix(profiles::edit(&patient.source(setting))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(setting: &str) -> Vec<String> {
        let config = format!("[profile a]\n{setting}\n");
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], config: &config, ..Fake::default() };
        fake.patient(|patient| lines(&EndpointSetting.run(patient)))
    }

    #[test]
    fn an_endpoint_of_the_profile_is_noted_without_its_password() {
        let expected =
            "AWSP-N018 profile a sends requests elsewhere (endpoint_url = http://…@localhost:4566)";

        assert_eq!(found("endpoint_url = http://me:secret@localhost:4566"), [expected]);
        assert_eq!(
            found("services = local"),
            ["AWSP-N018 profile a sends some requests elsewhere (services = local)"]
        );
        assert_eq!(found("region = eu-west-1"), [""; 0]);
    }
}
