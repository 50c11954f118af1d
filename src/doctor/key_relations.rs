//! Keys that contradict each other, and other keys of the same account.

use std::collections::BTreeMap;

use crate::access_key_id;
use crate::diagnostic::code::{SHARED_SECRET, SIBLING_KEYS, TWO_SECRETS};
use crate::diagnostic::words::use_profile;
use crate::finding::Finding;

use super::pair::{self, Pair};
use super::{Examination, Patient};

/// How many other keys are named.
const LISTED: usize = 20;

/// Reports one secret under two key ids and one key id with two secrets, and notes other keys of the account in use.
pub(super) struct KeyRelations;

impl Examination for KeyRelations {
    fn name(&self) -> &'static str {
        "keys-among-each-other"
    }

    fn about(&self) -> &'static str {
        "Whether a key id or a secret stands in several places with different partners, and which other keys the account has."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let pairs: Vec<Pair> = pair::all(patient)
            .into_iter()
            .filter(|pair| pair.is_legible() && !pair.has_endpoint && pair.id.len() >= 16)
            .collect();
        let mut findings = shared_secrets(&pairs);
        findings.extend(two_secrets(&pairs));
        findings.extend(siblings(&pairs));
        findings
    }
}

/// Returns the pairs that are alike in one part, of which the other part differs, each with the first of its kind.
fn conflicts(
    pairs: &[Pair],
    same: fn(&Pair) -> &str,
    other: fn(&Pair) -> &str,
) -> Vec<(&Pair, &Pair)> {
    let mut first: BTreeMap<&str, &Pair> = BTreeMap::new();
    let mut conflicts = Vec::new();
    for pair in pairs {
        let known = *first.entry(same(pair)).or_insert(pair);
        if other(known) != other(pair) {
            conflicts.push((known, pair));
        }
    }
    conflicts
}

fn shared_secrets(pairs: &[Pair]) -> Vec<Finding> {
    let conflicts = conflicts(pairs, |pair| &pair.secret, |pair| &pair.id);
    let finding = |(one, other): (&Pair, &Pair)| {
        SHARED_SECRET
            .finding(format!(
                "{} ({}) and {} ({}) have the same secret under different key ids",
                one.owner(),
                one.shown_id(),
                other.owner(),
                other.shown_id()
            ))
            .seen(one.secret_source.clone(), format!("beside {}", one.shown_id()))
            .seen(other.secret_source.clone(), format!("beside {}", other.shown_id()))
            .why("a secret belongs to one key id: with the other one AWS answers SignatureDoesNotMatch")
            .fix(other.enter_again())
            .fix(one.enter_again())
    };
    conflicts.into_iter().take(LISTED).map(finding).collect()
}

fn two_secrets(pairs: &[Pair]) -> Vec<Finding> {
    let conflicts = conflicts(pairs, |pair| &pair.id, |pair| &pair.secret);
    let finding = |(one, other): (&Pair, &Pair)| {
        TWO_SECRETS
            .finding(format!(
                "{} and {} have the same key id ({}) with different secrets",
                one.owner(),
                other.owner(),
                one.shown_id()
            ))
            .seen(one.id_source.clone(), one.shown_id())
            .seen(other.id_source.clone(), other.shown_id())
            .why("a key id has one secret for ever: with the other one AWS answers SignatureDoesNotMatch")
            .fix(other.enter_again())
            .fix(one.enter_again())
    };
    conflicts.into_iter().take(LISTED).map(finding).collect()
}

/// Returns which other long-term keys there are of the account that the next call signs for.
fn siblings(pairs: &[Pair]) -> Option<Finding> {
    let is_long_term = |pair: &&Pair| pair.id.starts_with("AKIA");
    let own = pairs.iter().filter(is_long_term).find(|pair| pair.is_in_use)?;
    let account = access_key_id::account(&own.id)?;
    let is_sibling = |pair: &&Pair| {
        pair.id != own.id && access_key_id::account(&pair.id).as_ref() == Some(&account)
    };
    let others: Vec<&Pair> = pairs.iter().filter(is_long_term).filter(is_sibling).collect();
    let first = others.first()?;
    let more =
        if others.len() > 1 { format!(" (and {} more)", others.len() - 1) } else { String::new() };
    let finding = SIBLING_KEYS
        .finding(format!(
            "account {account} has other keys here: {} ({}){more}",
            first.owner(),
            first.shown_id()
        ))
        .seen(own.id_source.clone(), format!("{}, in use", own.shown_id()))
        .why("if AWS answers InvalidClientTokenId the key in use may have been replaced by one of those when it was rotated");
    let finding = others
        .iter()
        .take(LISTED)
        .fold(finding, |finding, pair| finding.seen(pair.id_source.clone(), pair.shown_id()));
    Some(
        finding
            .fix(first.profile.as_deref().map_or_else(|| "awsp current".to_owned(), use_profile)),
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, SECRET, lines};
    use super::*;

    fn found(credentials: &str) -> Vec<String> {
        let fake = Fake { variables: &[("AWS_PROFILE", "a")], credentials, ..Fake::default() };
        fake.patient(|patient| lines(&KeyRelations.run(patient)))
    }

    fn profile(name: &str, id: &str, secret: &str) -> String {
        format!("[{name}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n")
    }

    const ID: &str = "AKIARZPUZDIKGFADW22Y";
    const SIBLING: &str = "AKIARZPUZDIKAAAAAAAA";
    const STRANGER: &str = "AKIAY34FZKBOKMUTVV7A";
    const OTHER: &str = "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz1";

    #[test]
    fn different_keys_of_different_accounts_and_copies_are_fine() {
        let strangers = profile("a", ID, SECRET) + &profile("b", STRANGER, OTHER);
        let copies = profile("a", ID, SECRET) + &profile("b", ID, SECRET);

        assert_eq!(found(&strangers), [""; 0]);
        assert_eq!(found(&copies), [""; 0]);
    }

    #[test]
    fn keys_that_contradict_each_other_are_reported() {
        for (other, expected) in [
            (
                profile("b", STRANGER, SECRET),
                "AWSP-W015 profile a (…W22Y) and profile b (…VV7A) have the same secret under different key ids",
            ),
            (
                profile("b", ID, OTHER),
                "AWSP-W016 profile a and profile b have the same key id (…W22Y) with different secrets",
            ),
            (
                profile("b", SIBLING, OTHER),
                "AWSP-N013 account 123456789012 has other keys here: profile b (…AAAA)",
            ),
        ] {
            assert_eq!(found(&(profile("a", ID, SECRET) + &other)), [expected]);
        }
    }
}
