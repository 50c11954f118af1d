//! Hidden characters in the values of variables.

use crate::diagnostic::code::{HIDDEN_IN_VARIABLE, QUOTED};
use crate::environment::{Clean, Role, Variable};
use crate::finding::Finding;
use crate::shared_config::View;
use crate::source::Source;

use super::characters::{self, Spaces};
use super::{Examination, Patient};

/// Reports characters that nobody sees, and quotes that were kept, in the variables that tools read.
pub(super) struct HiddenVariable;

impl Examination for HiddenVariable {
    fn name(&self) -> &'static str {
        "hidden-characters-in-variables"
    }

    fn about(&self) -> &'static str {
        "Line ends, spaces, byte order marks, zero-width characters and quotes in the values of AWS variables."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let present = patient.environment().present();
        let judged = present.filter(|(variable, _)| is_judged(variable));
        let texts = judged.map(|(variable, value)| (variable, value.to_string_lossy()));
        texts
            .filter(|(variable, value)| !is_name_of_profile(patient, variable, value))
            .filter_map(|(variable, value)| judge(variable, &value))
            .collect()
    }
}

/// Returns whether tools take the value as it is; a path may hold anything, and what other tools noted for themselves, too.
const fn is_judged(variable: &Variable) -> bool {
    !matches!(variable.role, Role::File | Role::Marker | Role::Claim)
}

fn is_name_of_profile(patient: &Patient<'_, '_>, variable: &Variable, value: &str) -> bool {
    variable.role == Role::Profile && patient.config().view(View::Boto).has(value)
}

fn judge(variable: &Variable, value: &str) -> Option<Finding> {
    let name = variable.name;
    let finding = if characters::is_quoted(value) {
        QUOTED
            .finding(format!("the value of {name} still stands in quotes"))
            .seen(Source::variable(name), "begins and ends with a quote")
    } else {
        let what = characters::odd(value, spaces(variable))?;
        HIDDEN_IN_VARIABLE.finding(format!("{name} has {what}")).seen(Source::variable(name), what)
    };
    let finding = finding.why(why(variable));
    Some(fixes(variable).into_iter().fold(finding, Finding::fix))
}

/// Returns whether the value is a name or may be one: all others have no spaces.
fn spaces(variable: &Variable) -> Spaces {
    // A time, which may be written with a space, and a path.
    if matches!(variable.name, "AWS_CREDENTIAL_EXPIRATION" | "AWS_CREDENTIAL_FILE") {
        return Spaces::Inside;
    }
    match variable.role {
        Role::Profile | Role::WebIdentity | Role::Region | Role::Setting => Spaces::Inside,
        Role::Key
        | Role::Container
        | Role::Bearer
        | Role::Endpoint
        | Role::File
        | Role::Marker
        | Role::Claim => Spaces::Nowhere,
    }
}

const fn why(variable: &Variable) -> &'static str {
    match variable.role {
        Role::Key => {
            "the AWS CLI and the SDKs sign with it or send it as it is: SignatureDoesNotMatch, IncompleteSignature, or `Invalid header value`"
        }
        Role::Profile => {
            "every tool looks for a profile of exactly that name: `The config profile could not be found`"
        }
        Role::Region => {
            "the tools make a host's name of it: `Could not connect to the endpoint URL`, or `Provided region_name doesn't match a supported format`"
        }
        Role::Container | Role::Endpoint => "the tools make an address of it that leads nowhere",
        Role::Bearer => "the tools send it in a header: `Invalid header value`",
        Role::WebIdentity | Role::Setting | Role::File | Role::Marker | Role::Claim => {
            "the tools take it as it is, with what cannot be seen"
        }
    }
}

fn fixes(variable: &Variable) -> Vec<String> {
    let name = variable.name;
    let away = match variable.clean {
        Clean::Always => "awsp clean".to_owned(),
        Clean::OnRequest | Clean::Never => format!("unset {name}"),
    };
    match variable.role {
        Role::Key | Role::Bearer => {
            let keep =
                format!(r#"export {name}="$(printf %s "${name}" | LC_ALL=C tr -cd '!#-&(-~')""#);
            vec![keep, away]
        }
        Role::Profile
        | Role::WebIdentity
        | Role::Container
        | Role::Marker
        | Role::Region
        | Role::Endpoint
        | Role::File
        | Role::Claim
        | Role::Setting => vec![away],
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(variables: &[(&'static str, &'static str)]) -> Vec<String> {
        let config = "[profile ' dev ']\n[profile dev]\n";
        let fake = Fake { variables, config, ..Fake::default() };
        fake.patient(|patient| lines(&HiddenVariable.run(patient)))
    }

    #[test]
    fn ordinary_values_are_fine() {
        for variable in [
            ("AWS_PROFILE", "dev"),
            ("AWS_PROFILE", " dev "),
            ("AWS_PROFILE", "a name with größe"),
            ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz"),
            ("AWS_CONFIG_FILE", "/a b "),
            ("AWSUME_PROFILE", " x"),
            ("AWS_SESSION_TOKEN", ""),
            ("AWS_REGION", "EU (Ireland)"),
            ("AWS_CREDENTIAL_EXPIRATION", "2026-01-02 04:00:00+00:00"),
            ("AWS_CREDENTIAL_FILE", "/my files/credentials"),
        ] {
            assert_eq!(found(&[variable]), [""; 0], "{variable:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_told_by_its_place_alone() {
        for (variable, expected) in [
            (
                ("AWS_SECRET_ACCESS_KEY", "topsecret\r"),
                "AWSP-E022 AWS_SECRET_ACCESS_KEY has a carriage return (U+000D) at character 10 of 10",
            ),
            (
                ("AWS_ACCESS_KEY_ID", "\u{feff}AKIA"),
                "AWSP-E022 AWS_ACCESS_KEY_ID has a byte order mark (U+FEFF) at character 1 of 5",
            ),
            (
                ("AWS_SESSION_TOKEN", "top secret"),
                "AWSP-E022 AWS_SESSION_TOKEN has a space (U+0020) at character 4 of 10",
            ),
            (
                ("AWS_PROFILE", "dev "),
                "AWSP-E022 AWS_PROFILE has a space (U+0020) at character 4 of 4",
            ),
            (
                ("AWS_REGION", "eu-west-1\n"),
                "AWSP-E022 AWS_REGION has a line feed (U+000A) at character 10 of 10",
            ),
            (
                ("AWS_PROFILE", "\u{201c}dev\u{201d}"),
                "AWSP-E022 AWS_PROFILE has a curly quote (U+201C) at character 1 of 5",
            ),
            (
                ("AWS_SECRET_ACCESS_KEY", "\"topsecret\""),
                "AWSP-E026 the value of AWS_SECRET_ACCESS_KEY still stands in quotes",
            ),
        ] {
            assert_eq!(found(&[variable]), [expected]);
        }
    }

    #[test]
    fn the_command_keeps_all_that_a_key_is_made_of() {
        let fixes = fixes(&Variable::ALL[3]);

        assert_eq!(
            fixes,
            [
                r#"export AWS_SECRET_ACCESS_KEY="$(printf %s "$AWS_SECRET_ACCESS_KEY" | LC_ALL=C tr -cd '!#-&(-~')""#,
                "awsp clean"
            ]
        );
    }
}
