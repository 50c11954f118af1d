//! An account in a variable that is not the keys' own.

use crate::access_key_id;
use crate::display::escaped;
use crate::finding::Finding;
use crate::source::Source;

use super::code::WRONG_ACCOUNT_ID;
use super::{Check, Situation};

const NAME: &str = "AWS_ACCOUNT_ID";

/// Reports an `AWS_ACCOUNT_ID` that the key id contradicts.
pub(super) struct AccountId;

impl Check for AccountId {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let stated = situation.environment.filled(NAME).filter(|_| situation.uses_variables());
        let key_id = situation.identity.access_key_id.as_deref();
        let Some((stated, own)) = stated.zip(key_id.and_then(access_key_id::account)) else {
            return Vec::new();
        };
        if stated == own {
            return Vec::new();
        }
        let stated = escaped(&stated);
        vec![
            WRONG_ACCOUNT_ID
                .finding(format!("{NAME} says {stated}, but AWS_ACCESS_KEY_ID belongs to {own}"))
                .seen(Source::variable(NAME), stated)
                .seen(Source::variable("AWS_ACCESS_KEY_ID"), format!("account {own}"))
                .why("tools take the variable for the account of the keys, for names and for some endpoints")
                .fix(format!("unset {NAME}")),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y");
    const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");

    #[test]
    fn an_account_that_nothing_contradicts_is_fine() {
        for variables in [
            &[ID, SECRET, (NAME, "123456789012")] as Variables,
            &[("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"), SECRET, (NAME, "111122223333")],
            &[(NAME, "111122223333")],
            &[ID, SECRET, (NAME, "")],
        ] {
            assert_eq!(found(&AccountId, variables, ""), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn an_account_that_the_key_id_contradicts_is_reported() {
        let found = found(&AccountId, &[ID, SECRET, (NAME, "111122223333")], "");

        assert_eq!(
            found,
            [
                "AWSP-W009 AWS_ACCOUNT_ID says 111122223333, but AWS_ACCESS_KEY_ID belongs to 123456789012"
            ]
        );
    }
}
