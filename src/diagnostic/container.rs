//! The endpoint that hands a container its credentials.

use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Kind;
use crate::source::Source;

use super::code::EMPTY_CONTAINER_URI;
use super::{Check, Situation};

const NAMES: [&str; 2] =
    ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];

/// Reports an endpoint that is empty, or that the AWS CLI refuses to ask.
pub(super) struct Container;

impl Check for Container {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        if situation.identity.kind != Kind::Container {
            return Vec::new();
        }
        // The first that is set counts, whatever is in it.
        let name = NAMES.into_iter().find(|name| situation.environment.has(name));
        let empty = name.filter(|name| situation.environment.filled(name).is_none());
        let finding = |name: &str| {
            EMPTY_CONTAINER_URI
                .finding(format!("{name} is set but empty, and the AWS CLI asks it all the same"))
                .seen(Source::variable(name), "empty")
                .why("the presence of the variable counts: the tools ask the bare host and stop when that fails")
                .fix(format!("unset {name}"))
        };
        empty.map(finding).or_else(|| refused(situation)).into_iter().collect()
    }
}

fn refused(situation: &Situation<'_, '_>) -> Option<Finding> {
    let stop = situation.identity.error.as_ref()?;
    let Source::Variable(name) = &stop.source else { return None };
    let finding = EMPTY_CONTAINER_URI
        .finding(escaped(&stop.message))
        .seen(stop.source.clone(), "refused")
        .why("a token is sent to this machine, to the addresses of ECS and EKS, or over TLS, and nowhere else")
        .fix(format!("unset {name}"));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    #[test]
    fn an_endpoint_and_none_are_fine() {
        for variables in [
            &[] as Variables,
            &[(NAMES[0], "/v2/credentials")],
            &[(NAMES[1], "http://127.0.0.1:1/")],
            &[(NAMES[1], ""), ("AWS_PROFILE", "dev")],
        ] {
            let config = "[profile dev]\ncredential_process = x\n";

            assert_eq!(found(&Container, variables, config), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn an_empty_endpoint_is_reported_where_it_would_be_asked() {
        for (variables, name) in [
            (&[(NAMES[0], "")] as Variables, NAMES[0]),
            (&[(NAMES[0], ""), (NAMES[1], "http://127.0.0.1:1/")], NAMES[0]),
            (&[(NAMES[1], "")], NAMES[1]),
        ] {
            let expected =
                format!("AWSP-E013 {name} is set but empty, and the AWS CLI asks it all the same");

            assert_eq!(found(&Container, variables, ""), [expected], "{variables:?}");
        }
    }
}
