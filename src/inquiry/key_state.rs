//! How a long-term key stands that AWS does not know: IAM tells somebody else of the same account.

use crate::access_key_id;
use crate::cli::OnlineArgs;
use crate::credentials::{Credentials, Resolver, Signs};
use crate::diagnostic::asked::KeyState;
use crate::dialect;
use crate::identity::{Kind, Look, State};
use crate::network::iam::{AccessKey, Iam};
use crate::precedence;
use crate::session::Sessions;
use crate::shared_config::{Profile, View};

use super::Question;

/// How many profiles are asked.
const MOST: usize = 5;

/// How long one of them is waited for, in seconds.
const PATIENCE: u16 = 10;

/// Returns how the key stands, and the profile that could see it; else why nobody could.
pub(super) fn of<'t>(
    question: &Question<'_, 't>,
    signs: &Signs<'t>,
    key_id: &str,
) -> Result<(KeyState, String), String> {
    let account = access_key_id::account(key_id)
        .ok_or("the account of the key is not known, so nobody else of it can be asked")?;
    let mut asked = Vec::new();
    for name in others(question, signs, &account).into_iter().take(MOST) {
        match state(question, &name, key_id) {
            Some(state) => return Ok((state, name)),
            None => asked.push(name),
        }
    }
    Err(if asked.is_empty() {
        format!("no other profile of account {account} can be asked without signing in")
    } else {
        format!(
            "{} may not see the keys of others: that takes iam:ListAccessKeys and iam:GetAccessKeyLastUsed",
            asked.join(", ")
        )
    })
}

/// Returns the profiles of the account that can sign without anybody's help, those first that need no call for it.
fn others<'t>(question: &Question<'_, 't>, signs: &Signs<'t>, account: &str) -> Vec<String> {
    let inputs = question.inputs;
    let sessions = Sessions::of(&inputs.environment, &inputs.caches);
    let look = Look {
        dialect: &dialect::BOTO,
        environment: &inputs.environment,
        config: question.config,
        sessions: Some(&sessions),
        now: inputs.now,
    };
    let own = signs.profile_name();
    let is_other = |profile: &Profile<'t>| {
        Some(profile.name()) != own && (own.is_none() || profile.value("source_profile") != own)
    };
    let profiles = question.config.view(View::Boto).profiles().filter(is_other);
    let mut found: Vec<(u8, String)> = profiles
        .filter_map(|profile| {
            let identity = precedence::of_profile(&look, &profile);
            let is_of_account = identity.account.is_some_and(|own| own.value == account);
            let calls = calls(identity.kind, identity.state, &profile).filter(|_| is_of_account)?;
            Some((calls, profile.name().to_owned()))
        })
        .collect();
    found.sort_by_key(|(calls, _)| *calls);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Returns how many calls it takes to sign as that profile; `None` where it takes a person or a program.
fn calls(kind: Kind, state: State, profile: &Profile<'_>) -> Option<u8> {
    match kind {
        Kind::Static => Some(0),
        Kind::Session | Kind::Login => (state == State::Valid).then_some(0),
        Kind::Sso | Kind::SsoLegacy => (state == State::Valid).then_some(1),
        Kind::Role if state == State::Valid || profile.value("mfa_serial").is_none() => Some(1),
        Kind::Role
        | Kind::WebIdentity
        | Kind::Process
        | Kind::SsoToken
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    }
}

/// Asks IAM as that profile.
fn state(question: &Question<'_, '_>, asker: &str, key_id: &str) -> Option<KeyState> {
    let signs = Signs::named(question.inputs, question.config, asker).ok()?;
    let timeout = question.options.timeout.min(PATIENCE);
    let options = OnlineArgs { mfa_token: None, timeout, ..question.options.clone() };
    let services = signs.services.clone();
    let resolver = Resolver::new(question.inputs, question.config, services, &options);
    let resolver = resolver.looking_only();
    let credentials = resolver.credentials(&signs).ok()?;
    seen_by(&resolver, &credentials, &signs, key_id)
}

fn seen_by(
    resolver: &Resolver<'_, '_>,
    credentials: &Credentials,
    signs: &Signs<'_>,
    key_id: &str,
) -> Option<KeyState> {
    let target = resolver.iam(signs.arn().unwrap_or_default()).ok()?;
    let iam = Iam::new(resolver.network().ok()?, &target, credentials);
    match iam.owner(key_id) {
        Ok(Some(user)) => of_user(&iam, user, key_id),
        Err(fault) if fault.code() == Some("NoSuchEntity") => {
            Some(KeyState::Deleted { user: resolver.remembered_user(key_id) })
        }
        // AWS says the same of a key that is gone as of one that one may not ask about.
        Ok(None) | Err(_) => match resolver.remembered_user(key_id) {
            Some(user) => of_user(&iam, user, key_id),
            None => of_own(&iam, key_id),
        },
    }
}

fn of_user(iam: &Iam<'_>, user: String, key_id: &str) -> Option<KeyState> {
    match iam.access_keys(Some(&user)) {
        Ok(keys) => Some(match keys.iter().find(|key| key.id == key_id) {
            Some(key) => stands(key, user),
            None => KeyState::Deleted { user: Some(user) },
        }),
        Err(fault) if fault.code() == Some("NoSuchEntity") => Some(KeyState::UserDeleted),
        Err(_) => None,
    }
}

/// Looks among the keys of whoever asks: a user may see the own keys where those of others are hidden.
fn of_own(iam: &Iam<'_>, key_id: &str) -> Option<KeyState> {
    let keys = iam.access_keys(None).ok()?;
    let key = keys.into_iter().find(|key| key.id == key_id)?;
    let user = key.user.clone().unwrap_or_else(|| "NAME".to_owned());
    Some(stands(&key, user))
}

fn stands(key: &AccessKey, user: String) -> KeyState {
    if key.is_active { KeyState::Active } else { KeyState::Inactive { user } }
}
