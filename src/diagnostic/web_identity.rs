//! Web identity variables, which a pod or a CI job sets.

use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::{Kind, Problem};
use crate::source::Source;

use super::code::{TOKEN_WITHOUT_ROLE, WEB_IDENTITY_OVERRIDES_PROFILE};
use super::words::{chosen, in_account, variable};
use super::{Check, Situation};

const TOKEN: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";
const ROLE: &str = "AWS_ROLE_ARN";

/// Reports web identity variables that win over the profile somebody chose, or that lack a role.
pub(super) struct WebIdentity;

impl Check for WebIdentity {
    fn run(&self, situation: &Situation<'_>) -> Vec<Finding> {
        let identity = situation.identity;
        if identity.kind != Kind::WebIdentity {
            return Vec::new();
        }
        let problem = identity.error.as_ref().map(|stop| stop.problem);
        if problem == Some(Problem::WebIdentityWithoutRole) {
            return without_role(situation).into_iter().collect();
        }
        let Some(selected) = chosen(identity) else { return Vec::new() };
        let name = escaped(&selected.value);
        let has_own_token = identity.profile.is_some();
        let winner = if has_own_token { ROLE } else { TOKEN };
        let role_of_variable = situation.environment.has(ROLE);
        if has_own_token && !role_of_variable {
            return Vec::new();
        }
        let what = if has_own_token { "the role of profile" } else { "profile" };
        let title = format!("{winner}{} overrides {what} {name}", in_account(identity));
        vec![
            WEB_IDENTITY_OVERRIDES_PROFILE
                .finding(title)
                .seen(variable(winner), "set")
                .seen(selected.source.clone(), name)
                .why("in the AWS CLI and boto3 web identity variables win over most profiles; in the SDK for Rust the profile wins")
                .fix("awsp clean"),
        ]
    }
}

fn without_role(situation: &Situation<'_>) -> Option<Finding> {
    let stop = situation.identity.error.as_ref()?;
    let title = match &stop.source {
        Source::Variable(name) => {
            format!("{name} is set without a role: AWS_ROLE_ARN is missing or empty")
        }
        _ => stop.message.clone(),
    };
    let finding = TOKEN_WITHOUT_ROLE
        .finding(title)
        .seen(stop.source.clone(), "no role")
        .why("the AWS CLI and boto3 stop here; the SDK for Rust looks on")
        .fix("awsp clean");
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const SET: (&str, &str) = (TOKEN, "/t");
    const ARN: (&str, &str) = (ROLE, "arn:aws:iam::111122223333:role/Pod");
    const FILE: &str = "[profile keys]\ncredential_process = x\n\
        [profile role]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = keys\n\
        [profile pod]\nrole_arn = arn:aws:iam::222222222222:role/R\nweb_identity_token_file = /p\n\
        [default]\nregion = x\n";

    #[test]
    fn a_pod_without_a_chosen_profile_is_fine() {
        for variables in [
            &[SET, ARN] as Variables,
            &[SET, ARN, ("AWS_PROFILE", "role")],
            &[("AWS_PROFILE", "pod")],
            &[ARN, ("AWS_PROFILE", "keys")],
            &[(TOKEN, ""), ARN, ("AWS_PROFILE", "keys")],
            &[],
        ] {
            assert_eq!(found(&WebIdentity, variables, FILE), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn variables_that_win_over_the_profile_are_reported() {
        for (variables, expected) in [
            (
                &[SET, ARN, ("AWS_PROFILE", "keys")] as Variables,
                "AWSP-W004 AWS_WEB_IDENTITY_TOKEN_FILE (account 111122223333) overrides profile keys",
            ),
            (
                &[ARN, ("AWS_PROFILE", "pod")],
                "AWSP-W004 AWS_ROLE_ARN (account 111122223333) overrides the role of profile pod",
            ),
            (
                &[SET],
                "AWSP-E007 AWS_WEB_IDENTITY_TOKEN_FILE is set without a role: AWS_ROLE_ARN is missing or empty",
            ),
            (
                &[SET, (ROLE, ""), ("AWS_PROFILE", "keys")],
                "AWSP-E007 AWS_WEB_IDENTITY_TOKEN_FILE is set without a role: AWS_ROLE_ARN is missing or empty",
            ),
        ] {
            assert_eq!(found(&WebIdentity, variables, FILE), [expected], "{variables:?}");
        }
    }
}
