//! `awsp off`: deselects the profile.

use super::use_profile::{is_claimed, selected};
use crate::clean::belongs;
use crate::code;
use crate::environment::{Change, Clean, Environment, Role, Variable};
use crate::error::Error;
use crate::identity::Tool;
use crate::inputs::Inputs;
use crate::outlook::Outlook;
use crate::terminal::Reply;

/// Runs `awsp off`.
pub(crate) fn run(inputs: &Inputs) -> Result<Reply, Error> {
    let shell = code::listener(inputs)?;
    let change = change(&inputs.environment);
    let outlook = Outlook::after(inputs, &change);
    let reply = code::reply(inputs, shell, &change, &outlook)?;
    Ok(code::say(reply, &outlook, inputs))
}

/// Returns the change: the profile goes whoever set it, Regions and keys only if awsp did.
fn change(environment: &Environment) -> Change {
    let change = environment
        .present()
        .filter(|(variable, _)| goes(variable, environment))
        .fold(Change::new(), |change, (variable, _)| change.unset(variable.name));
    match selected(environment) {
        Some(profile) => change.set("AWSP_PREVIOUS", profile),
        None => change,
    }
}

fn goes(variable: &Variable, environment: &Environment) -> bool {
    match variable.role {
        Role::Profile => true,
        Role::Key => {
            variable.clean == Clean::Always
                && has_own_keys(environment)
                && belongs(variable, Tool::Awsp, environment)
        }
        Role::Region => is_claimed(environment, variable.name),
        Role::Claim => variable.name != "AWSP_PREVIOUS",
        Role::WebIdentity
        | Role::Container
        | Role::Bearer
        | Role::Marker
        | Role::Endpoint
        | Role::File
        | Role::Setting => false,
    }
}

/// Returns whether the keys in the environment are those that awsp put there.
fn has_own_keys(environment: &Environment) -> bool {
    environment
        .filled("AWSP_KEY_ID")
        .is_some_and(|claim| environment.text("AWS_ACCESS_KEY_ID") == Some(claim))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn off_takes_only_the_profile_and_what_awsp_set() {
        let environment = Environment::from([
            ("AWS_PROFILE", "staging"),
            ("AWS_DEFAULT_PROFILE", "other"),
            ("AWSP_PROFILE", "staging"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWSP_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "AKIAQ"),
            ("AWSP_KEY_ID", "AKIAOTHER"),
        ]);

        let after = environment.after(&change(&environment));

        let expected = [
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "AKIAQ"),
            ("AWSP_PREVIOUS", "staging"),
        ];
        assert_eq!(after, Environment::from(expected));
    }

    #[test]
    fn keys_that_awsp_exported_go_and_nothing_else() {
        let foreign = ("AWS_CREDENTIAL_FILE", "/somebody/elses");
        let environment = Environment::from([
            ("AWS_ACCESS_KEY_ID", "AKIAQ"),
            ("AWS_SECRET_ACCESS_KEY", "s"),
            ("AWSP_KEY_ID", "AKIAQ"),
            foreign,
        ]);

        assert_eq!(environment.after(&change(&environment)), Environment::from([foreign]));
    }
}
