//! What it means that there is nothing to ask AWS with.

use crate::credentials::{Resolver, Signs};
use crate::diagnostic::asked::of_the_way;
use crate::diagnostic::code::{MFA_IS_MISSING, NOTHING_SIGNS, PROCESS_FAILS, SIGN_IN, UNREACHABLE};
use crate::diagnostic::words::word;
use crate::display::escaped;
use crate::error::Error;
use crate::finding::Finding;
use crate::identity::Kind;
use crate::network::Fault;
use crate::why;

use super::{ASKED, Answers, renewal};

/// Returns the answers where nobody could be asked because of `error`.
pub(super) fn answers(resolver: &Resolver<'_, '_>, signs: &Signs<'_>, error: &Error) -> Answers {
    let mut answers = Answers::default();
    if signs.identity.error.is_none() {
        answers.findings.extend(finding(resolver, signs, error));
    }
    let names = ASKED.iter().map(|(name, _)| *name);
    for name in
        names.filter(|name| *name != "process-answers" || signs.identity.kind == Kind::Process)
    {
        answers.skip(name, "there are no credentials to ask with");
    }
    answers
}

fn finding(resolver: &Resolver<'_, '_>, signs: &Signs<'_>, error: &Error) -> Option<Finding> {
    match resolver.last_fault() {
        Some(fault @ Fault::Refused(_)) => Some(refused(&fault, signs, error)),
        Some(fault) => Some(of_the_way(&fault)),
        None => without_a_call(signs, error),
    }
}

/// Returns what the table of errors makes of a call on the way to the credentials that AWS has refused.
fn refused(fault: &Fault, signs: &Signs<'_>, error: &Error) -> Finding {
    let Fault::Refused(refusal) = fault else { return of_the_way(fault) };
    let text = format!(
        "An error occurred ({}) when calling the {} operation: {}",
        refusal.code,
        operation(signs.identity.kind),
        refusal.message
    );
    let known = why::recognise(text.as_bytes());
    let told =
        known.and_then(|seen| why::verdict(&seen, &[], &signs.identity, None).into_iter().next());
    let mut told = told.unwrap_or_else(|| of_the_way(fault));
    // The text was made up for the table; what AWS said stands in the error.
    told.evidence.retain(|seen| seen.source != why::SOURCE);
    told.seen(signs.identity.source.clone(), error.to_string())
}

/// Returns the call that gets credentials of a kind.
const fn operation(kind: Kind) -> &'static str {
    match kind {
        Kind::Sso | Kind::SsoLegacy | Kind::SsoToken => "GetRoleCredentials",
        Kind::WebIdentity => "AssumeRoleWithWebIdentity",
        Kind::Login => "CreateOAuth2Token",
        Kind::Role
        | Kind::Static
        | Kind::Session
        | Kind::Process
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => "AssumeRole",
    }
}

fn without_a_call(signs: &Signs<'_>, error: &Error) -> Option<Finding> {
    let (kind, place) = (signs.identity.kind, signs.identity.source.clone());
    let profile = signs.profile_name().unwrap_or("default");
    let name = signs
        .profile_name()
        .map_or("the next call".to_owned(), |name| format!("profile {}", escaped(name)));
    let finding = match (error, kind) {
        (Error::Interrupted, _) => return None,
        (Error::Network { .. }, _) => UNREACHABLE
            .finding(error.to_string())
            .why("AWS cannot be asked; nothing is wrong with the credentials as far as this shows")
            .fix("awsp explain"),
        (_, Kind::Process) => PROCESS_FAILS
            .finding(format!("the credential_process of {name} brings no credentials"))
            .why("every tool that uses the profile stops there: `Error when retrieving credentials from custom-process`")
            .fix(format!("awsp export {}", word(profile))),
        (_, Kind::Sso | Kind::SsoLegacy | Kind::SsoToken | Kind::Login) => SIGN_IN
            .finding(format!("{name} has no session that AWS could be asked with"))
            .why("the tools end with `Token has expired and refresh failed`, or with `Error loading SSO Token`")
            .fix(renewal(signs)),
        (_, Kind::Role) if needs_code(signs) => MFA_IS_MISSING
            .finding(format!("{name} asks for a code of its MFA device"))
            .why("without one the role cannot be asked for, and neither can AWS")
            .fix(format!("awsp doctor {} --online --mfa-token CODE", word(profile))),
        (_, _) => NOTHING_SIGNS
            .finding(format!("{name} has nothing to sign with"))
            .why("the tools end with `Unable to locate credentials`")
            .fix("awsp list --long"),
    };
    Some(finding.seen(place, error.to_string()))
}

fn needs_code(signs: &Signs<'_>) -> bool {
    signs.profile.as_ref().is_some_and(|profile| profile.value("mfa_serial").is_some())
}
