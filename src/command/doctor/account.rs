//! Whether the next call acts in the account that was meant.

use crate::diagnostic::Situation;
use crate::diagnostic::code::{ACCOUNT_UNKNOWN, OTHER_ACCOUNT};
use crate::diagnostic::words::use_profile;
use crate::dialect;
use crate::display::escaped;
use crate::error::Error;
use crate::finding::Finding;
use crate::identity::{Look, profile_source};
use crate::precedence;
use crate::shared_config::{Profile, View};
use crate::source::Source;

/// How many profiles of the account are named.
const NAMED: usize = 3;

/// Refuses what is no account's number.
pub(super) fn check(account: &str) -> Result<(), Error> {
    if account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(Error::Usage {
        message: format!("`{}` is no account: an account is twelve digits", escaped(account)),
        hint: "awsp list --long shows the account of every profile".to_owned(),
    })
}

/// Returns what is wrong where another account is meant than the next call acts in.
pub(super) fn finding(situation: &Situation<'_, '_>, meant: &str) -> Option<Finding> {
    let profiles = profiles_of(situation, meant);
    let Some(account) = &situation.identity.account else {
        let finding = ACCOUNT_UNKNOWN
            .finding(format!("nothing tells offline whether the next call acts in account {meant}"))
            .why("neither a file nor the key id names the account: AWS does, with --online");
        return Some(
            with_profiles(finding, &profiles)
                .fix(format!("awsp doctor --online --account {meant}")),
        );
    };
    (account.value != meant).then(|| {
        let finding = OTHER_ACCOUNT
            .finding(format!(
                "the next call acts in account {}, not in {meant}",
                escaped(&account.value)
            ))
            .seen(account.source.clone(), account.value.clone())
            .why("every command changes what is in that account");
        let finding = with_profiles(finding, &profiles);
        if profiles.is_empty() { finding.fix("awsp list --long") } else { finding }
    })
}

fn with_profiles(finding: Finding, profiles: &[(String, Source)]) -> Finding {
    profiles.iter().fold(finding, |finding, (name, source)| {
        finding
            .seen(source.clone(), format!("profile {} is of that account", escaped(name)))
            .fix(use_profile(name))
    })
}

/// Returns the first profiles of an account, and where each is defined.
fn profiles_of<'t>(situation: &Situation<'_, 't>, account: &str) -> Vec<(String, Source)> {
    let look = Look {
        dialect: &dialect::BOTO,
        environment: situation.environment,
        config: situation.config,
        sessions: None,
        now: situation.now,
    };
    let is_of_account = |profile: &Profile<'t>| {
        let known = precedence::of_profile(&look, profile).account;
        known.is_some_and(|known| known.value == account)
    };
    let profiles = situation.config.view(View::Boto).profiles().filter(is_of_account);
    profiles
        .take(NAMED)
        .map(|profile| (profile.name().to_owned(), profile_source(situation.config, &profile)))
        .collect()
}
