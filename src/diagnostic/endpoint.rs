//! Variables that send requests elsewhere.

use crate::display::escaped;
use crate::environment::{Role, Variable};
use crate::finding::Finding;
use crate::source::Source;

use super::code::ENDPOINT;
use super::{Check, Situation};

/// Reports endpoint variables: signed requests and tokens go where they point.
pub(super) struct Endpoint;

impl Check for Endpoint {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let environment = situation.environment;
        let ignored = environment.text(Variable::IGNORE_ENDPOINTS);
        if ignored.is_some_and(|ignored| ignored.eq_ignore_ascii_case("true")) {
            return Vec::new();
        }
        let set: Vec<(&str, String)> = Variable::ALL
            .iter()
            .filter(|variable| variable.role == Role::Endpoint)
            .filter_map(|variable| {
                Some((variable.name, address(&environment.filled(variable.name)?)))
            })
            .collect();
        let Some((first, address)) = set.first() else { return Vec::new() };
        let more =
            if set.len() > 1 { format!(" (and {} more)", set.len() - 1) } else { String::new() };
        let names: Vec<&str> = set.iter().map(|(name, _)| *name).collect();
        let finding = ENDPOINT
            .finding(format!("{first} sends requests to {address}{more}"))
            .why("whoever listens there gets signed requests, and its answers count as AWS's")
            .fix(format!("unset {}", names.join(" ")));
        vec![set.iter().fold(finding, |finding, (name, address)| {
            finding.seen(Source::variable(name), address.clone())
        })]
    }
}

/// Returns scheme, host and port alone: a user and password in front of the host stay hidden.
fn address(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let separator = if scheme.is_empty() { "" } else { "://" };
    escaped(&format!("{scheme}{separator}{host}"))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    #[test]
    fn aws_itself_is_fine() {
        for variables in [
            &[] as Variables,
            &[("AWS_ENDPOINT_URL", "")],
            &[("AWS_ENDPOINT_URL", "http://x"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")],
        ] {
            assert_eq!(found(&Endpoint, variables, ""), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn another_address_is_reported_without_its_password() {
        for (variables, expected) in [
            (
                &[("AWS_ENDPOINT_URL", "http://localhost:4566")] as Variables,
                "AWSP-W008 AWS_ENDPOINT_URL sends requests to http://localhost:4566",
            ),
            (
                &[("AWS_ENDPOINT_URL_STS", "https://me:secret@proxy.example/path?key=secret")],
                "AWSP-W008 AWS_ENDPOINT_URL_STS sends requests to https://proxy.example",
            ),
            (
                &[("AWS_ENDPOINT_URL", "http://a"), ("AWS_ENDPOINT_URL_SSO", "http://b")],
                "AWSP-W008 AWS_ENDPOINT_URL sends requests to http://a (and 1 more)",
            ),
        ] {
            assert_eq!(found(&Endpoint, variables, ""), [expected], "{variables:?}");
        }
    }
}
