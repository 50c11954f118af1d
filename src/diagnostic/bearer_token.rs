//! Tokens that replace the signature.

use crate::environment::{Role, Variable};
use crate::finding::Finding;
use crate::source::Source;

use super::code::BEARER_TOKEN;
use super::{Check, Situation};

/// Notes bearer tokens: one service does not ask who the profile is.
pub(super) struct BearerToken;

impl Check for BearerToken {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        Variable::ALL
            .iter()
            .filter(|variable| variable.role == Role::Bearer)
            .filter(|variable| situation.environment.filled(variable.name).is_some())
            .map(|token| {
                BEARER_TOKEN
                    .finding(format!(
                        "{} takes the place of the profile for one service",
                        token.name
                    ))
                    .seen(Source::variable(token.name), "set")
                    .why("requests to that service carry the token instead of a signature")
                    .fix(format!("unset {}", token.name))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::found;
    use super::*;

    const NAME: &str = "AWS_BEARER_TOKEN_BEDROCK";

    #[test]
    fn a_bearer_token_is_noted_unless_it_is_empty() {
        assert_eq!(found(&BearerToken, &[(NAME, "")], ""), [""; 0]);
        assert_eq!(
            found(&BearerToken, &[(NAME, "t")], ""),
            ["AWSP-N007 AWS_BEARER_TOKEN_BEDROCK takes the place of the profile for one service"]
        );
    }
}
