//! Web identity variables, which a pod or a CI job sets.

use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::{Kind, Problem, Stop};
use crate::profile_kind;
use crate::shared_config::View;
use crate::source::Source;

use super::code::{EMPTY_TOKEN_FILE, TOKEN_WITHOUT_ROLE, WEB_IDENTITY_OVERRIDES_PROFILE};
use super::words::{chosen, in_account};
use super::{Check, Situation};

const TOKEN: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";
const ROLE: &str = "AWS_ROLE_ARN";

/// Reports web identity variables that win over the profile somebody chose, or that lack a role.
pub(super) struct WebIdentity;

impl Check for WebIdentity {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let stop = situation.identity.error.as_ref();
        let finding = match stop.map(|stop| stop.problem) {
            Some(Problem::WebIdentityWithoutRole) => stop.map(without_role),
            Some(_) => None,
            None => hidden_token(situation).or_else(|| overridden(situation)),
        };
        finding.into_iter().collect()
    }
}

fn without_role(stop: &Stop) -> Finding {
    let title = if let Source::Variable(name) = &stop.source {
        format!("{name} is set without a role: AWS_ROLE_ARN is missing or empty")
    } else {
        escaped(&stop.message)
    };
    TOKEN_WITHOUT_ROLE
        .finding(title)
        .seen(stop.source.clone(), "no role")
        .why("the AWS CLI and boto3 stop here; the SDK for Rust looks on")
        .fix("awsp clean")
}

/// Returns a finding where the variable is empty and hides the token file that the profile names.
fn hidden_token(situation: &Situation<'_, '_>) -> Option<Finding> {
    let identity = situation.identity;
    let is_empty = situation.environment.text(TOKEN)?.is_empty();
    let selected =
        identity.selected.as_ref().filter(|_| is_empty && !situation.uses_variables())?;
    let profile = situation.config.view(View::Boto).profile(&selected.value)?;
    let hidden = Some(profile_kind::of(&profile)).filter(|kind| *kind == Kind::WebIdentity);
    let name = hidden.map(|_| escaped(&selected.value))?;
    let finding = EMPTY_TOKEN_FILE
        .finding(format!("{TOKEN} is set but empty, which hides that of profile {name}"))
        .seen(Source::variable(TOKEN), "empty")
        .why("the AWS CLI and boto3 take the empty variable for an answer and leave the profile's own token aside")
        .fix("awsp clean");
    Some(finding)
}

/// Returns a finding where variables win over the profile somebody chose, or over its role.
fn overridden(situation: &Situation<'_, '_>) -> Option<Finding> {
    let identity = situation.identity;
    let selected = chosen(identity).filter(|_| identity.kind == Kind::WebIdentity)?;
    let has_own_token = identity.profile.is_some();
    if has_own_token && !situation.environment.has(ROLE) {
        return None;
    }
    let (winner, what) =
        if has_own_token { (ROLE, "the role of profile") } else { (TOKEN, "profile") };
    let name = escaped(&selected.value);
    let finding = WEB_IDENTITY_OVERRIDES_PROFILE
        .finding(format!("{winner}{} overrides {what} {name}", in_account(identity)))
        .seen(Source::variable(winner), "set")
        .seen(selected.source.clone(), name)
        .why("in the AWS CLI and boto3 web identity variables win over most profiles; in the SDKs for Rust and JavaScript the profile wins")
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
        [profile bad]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = half\n\
        [profile half]\nweb_identity_token_file = /p\n\
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
                &[(TOKEN, ""), ("AWS_PROFILE", "pod")],
                "AWSP-E016 AWS_WEB_IDENTITY_TOKEN_FILE is set but empty, which hides that of profile pod",
            ),
            (
                &[("AWS_PROFILE", "bad")],
                "AWSP-E007 profile `half` has web_identity_token_file but no role_arn",
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
