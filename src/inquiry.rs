//! Asks AWS about a set-up: whether it takes what signs, whose that is, and how the key stands.
//!
//! Nothing is written outside awsp's own cache: sessions that are made for it are forgotten.

mod failure;
mod key_state;
mod merge;

use crate::cli::OnlineArgs;
use crate::credentials::{Credentials, Resolver, Signs};
use crate::diagnostic::asked::Asked;
use crate::diagnostic::code::NOT_THE_PROFILE;
use crate::diagnostic::words::{use_profile, word};
use crate::finding::{Finding, Severity};
use crate::identity::verified::Verified;
use crate::identity::{Identity, Kind};
use crate::inputs::Inputs;
use crate::network::iam::Iam;
use crate::network::{Caller, Fault, Sts, Target};
use crate::shared_config::SharedConfig;

pub(crate) use merge::merged;

/// How many profiles of a chain of roles are asked, one below the other.
const DEEPEST: usize = 8;

/// What AWS is asked for, as `awsp doctor --list` names and describes it.
pub(crate) const ASKED: &[(&str, &str)] = &[
    (
        "caller-identity",
        "Whether AWS takes the credentials, and whose they are: one GetCallerIdentity per identity.",
    ),
    ("clock-skew", "How far this machine's clock is from AWS's."),
    ("endpoint-answers", "Whether the endpoint, proxy and certificates let a call through."),
    ("process-answers", "What the credential_process of the profile says; it is run once."),
    (
        "key-state",
        "Whether IAM says that a refused key is deactivated or deleted or its user is, and how old a long-term key is.",
    ),
];

/// Returns whether AWS is asked for what has this name.
pub(crate) fn is_asked(name: &str) -> bool {
    ASKED.iter().any(|(asked, _)| *asked == name)
}

/// What is to be found out.
#[derive(Clone, Copy)]
pub(crate) struct Question<'a, 't> {
    /// The machine.
    pub(crate) inputs: &'a Inputs,
    /// Both AWS files.
    pub(crate) config: &'a SharedConfig<'t>,
    /// How AWS is asked.
    pub(crate) options: &'a OnlineArgs,
    /// The account that was meant, if somebody said so.
    pub(crate) account: Option<&'a str>,
}

/// What came of it.
#[derive(Default)]
pub(crate) struct Answers {
    /// What is wrong.
    pub(crate) findings: Vec<Finding>,
    /// Who signs, if AWS took it.
    pub(crate) caller: Option<Caller>,
    /// What was found out.
    pub(crate) checked: Vec<&'static str>,
    /// What was not, and why.
    pub(crate) skipped: Vec<(&'static str, String)>,
}

impl Answers {
    fn has_error(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    fn skip(&mut self, name: &'static str, why: impl Into<String>) {
        self.skipped.push((name, why.into()));
    }
}

impl<'t> Question<'_, 't> {
    /// Asks about whoever signs, and about the profile that is selected where something else signs.
    pub(crate) fn ask(&self, signs: &Signs<'t>) -> Answers {
        let mut answers = self.about(signs, DEEPEST);
        if let Some(chosen) = signs.chosen(self.inputs, self.config) {
            let other = self.about(&chosen, 0);
            answers.findings.extend(not_the_profile(&answers, &other, &chosen.identity, signs));
        }
        answers
    }

    fn about(&self, signs: &Signs<'t>, depth: usize) -> Answers {
        let resolver =
            Resolver::new(self.inputs, self.config, signs.services.clone(), self.options);
        let resolver = resolver.looking_only();
        let got = resolver.credentials(signs).and_then(|credentials| {
            let target = resolver.sts(signs.arn())?;
            resolver.network()?;
            Ok((credentials, target))
        });
        match got {
            Ok((credentials, target)) => {
                self.with_credentials(&resolver, signs, &credentials, &target)
            }
            // Who is refused is mostly not the role, but whoever asks for it.
            Err(error) => match self.signer(signs) {
                // Its program has run once already.
                Some(source) if source.identity.kind == Kind::Process => {
                    let is_refused = resolver.last_fault().is_some();
                    failure::answers(&resolver, if is_refused { signs } else { &source }, &error)
                }
                Some(source) if depth > 0 && is_told_by_aws(&resolver) => {
                    let below = Some(self.about(&source, depth - 1)).filter(Answers::has_error);
                    below.unwrap_or_else(|| failure::answers(&resolver, signs, &error))
                }
                Some(_) | None => failure::answers(&resolver, signs, &error),
            },
        }
    }

    /// Returns the profile that signs for a role.
    fn signer(&self, signs: &Signs<'t>) -> Option<Signs<'t>> {
        let profile = signs.profile.as_ref().filter(|_| signs.identity.kind == Kind::Role)?;
        let source = profile.value("source_profile").filter(|name| *name != profile.name())?;
        Signs::named(self.inputs, self.config, source).ok()
    }

    fn with_credentials(
        &self,
        resolver: &Resolver<'_, 't>,
        signs: &Signs<'t>,
        credentials: &Credentials,
        target: &Target,
    ) -> Answers {
        let mut answers = Answers { checked: checked(signs), ..Answers::default() };
        let Ok(network) = resolver.network() else { return answers };
        let said = Sts::new(network, target).caller(credentials);
        let mut asked = self.asked(signs, credentials, &target.region);
        asked.skew = network.skew();
        match said {
            Ok(caller) => {
                remember(resolver, &caller, credentials);
                answers.findings = asked.answered(&caller);
                self.age(&mut answers, resolver, &asked, &caller, credentials);
                answers.caller = Some(caller);
            }
            Err(fault) => {
                asked.works_elsewhere = works_elsewhere(&fault, target, |target| {
                    Sts::new(network, target).caller(credentials).is_ok()
                });
                answers.findings = asked.refused(&fault);
                self.key_state(&mut answers, signs, &asked);
            }
        }
        if answers.skipped.iter().all(|(name, _)| *name != "key-state") {
            answers.checked.push("key-state");
        }
        answers
    }

    fn asked(&self, signs: &Signs<'t>, credentials: &Credentials, region: &str) -> Asked {
        let identity = &signs.identity;
        let known = identity.account.as_ref().map(|account| account.value.clone());
        Asked {
            key_id: credentials.access_key_id.clone(),
            has_token: credentials.session_token.is_some(),
            source: identity.source.clone(),
            profile: signs.profile_name().map(str::to_owned),
            account: self.account.map(str::to_owned).or(known),
            renewal: renewal(signs),
            open_region: first_region(region),
            works_elsewhere: None,
            skew: None,
        }
    }

    /// Asks how old a long-term key is.
    fn age(
        &self,
        answers: &mut Answers,
        resolver: &Resolver<'_, 't>,
        asked: &Asked,
        caller: &Caller,
        credentials: &Credentials,
    ) {
        if !asked.key_id.starts_with("AKIA") {
            return answers
                .skip("key-state", "the key is temporary: it has an end, and no state in IAM");
        }
        let (Ok(target), Ok(network)) = (resolver.iam(&caller.arn), resolver.network()) else {
            return answers.skip("key-state", "IAM has no address");
        };
        match Iam::new(network, &target, credentials).access_keys(None) {
            Ok(keys) => answers.findings.extend(asked.of_age(&keys, self.inputs.now)),
            Err(fault) => answers.skip("key-state", unknown(&fault)),
        }
    }

    /// Asks IAM, as somebody else of the account, how a key stands that AWS does not know.
    fn key_state(&self, answers: &mut Answers, signs: &Signs<'t>, asked: &Asked) {
        let is_gone =
            |finding: &Finding| finding.code == crate::diagnostic::code::KEY_IS_GONE.name();
        let Some(place) = answers.findings.iter().position(is_gone) else {
            return answers.skip(
                "key-state",
                "IAM is asked only about long-term keys that AWS does not know",
            );
        };
        match key_state::of(self, signs, &asked.key_id) {
            Ok((state, by)) => {
                let Some(mut finding) = asked.in_iam(&state, &by) else { return };
                if let Some(refused) = answers.findings.get_mut(place) {
                    finding.evidence.extend(std::mem::take(&mut refused.evidence));
                    *refused = finding;
                }
            }
            Err(why) => answers.skip("key-state", why),
        }
    }
}

/// Returns whether a failure says something of credentials, and not of the way to AWS.
fn is_told_by_aws(resolver: &Resolver<'_, '_>) -> bool {
    resolver.last_fault().is_none_or(|fault| matches!(fault, Fault::Refused(_)))
}

/// Returns what the attempt alone has found out.
fn checked(signs: &Signs<'_>) -> Vec<&'static str> {
    let mut checked = vec!["caller-identity", "clock-skew", "endpoint-answers"];
    if signs.identity.kind == Kind::Process {
        checked.push("process-answers");
    }
    checked
}

fn remember(resolver: &Resolver<'_, '_>, caller: &Caller, credentials: &Credentials) {
    let owner = Verified {
        arn: caller.arn.clone(),
        account: caller.account.clone(),
        user_id: caller.user_id.clone(),
        alias: None,
    };
    resolver.remember(&credentials.access_key_id, &owner);
}

/// Returns what gets other keys of the same kind.
fn renewal(signs: &Signs<'_>) -> String {
    let name = signs.profile_name().unwrap_or("default");
    match signs.identity.kind {
        Kind::Sso | Kind::SsoLegacy | Kind::SsoToken => {
            format!("aws sso login --profile {}", word(name))
        }
        Kind::Login => format!("aws login --profile {}", word(name)),
        Kind::Static | Kind::Session => format!("aws configure --profile {}", word(name)),
        Kind::Role | Kind::WebIdentity | Kind::Process => "awsp refresh".to_owned(),
        Kind::Environment | Kind::CredentialFile | Kind::Container | Kind::None => {
            "awsp clean".to_owned()
        }
    }
}

/// Asks the Region that every account of the partition has, where another one does not know the keys.
fn works_elsewhere(
    fault: &Fault,
    target: &Target,
    takes: impl FnOnce(&Target) -> bool,
) -> Option<bool> {
    const NOT_KNOWN: [&str; 5] = [
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "InvalidToken",
        "AuthFailure",
        "RegionDisabledException",
    ];
    let region = first_region(&target.region);
    let is_open = NOT_KNOWN.contains(&fault.code()?) && target.region != region;
    is_open.then(|| takes(&Target { region: region.to_owned(), ..target.clone() }))
}

/// Returns the Region of a partition that nobody has to enable.
fn first_region(region: &str) -> &'static str {
    if region.starts_with("cn-") {
        "cn-north-1"
    } else if region.starts_with("us-gov-") {
        "us-gov-west-1"
    } else if region.starts_with("eusc-") {
        "eusc-de-east-1"
    } else {
        "us-east-1"
    }
}

fn unknown(fault: &Fault) -> String {
    match fault.code() {
        Some(code) => format!("IAM says {code}: seeing keys takes iam:ListAccessKeys"),
        None => "IAM cannot be asked".to_owned(),
    }
}

/// Says that the shell is somebody else than the selected profile, as AWS has told of both.
fn not_the_profile(
    own: &Answers,
    chosen: &Answers,
    identity: &Identity,
    signs: &Signs<'_>,
) -> Option<Finding> {
    let (own, chosen) = (own.caller.as_ref()?, chosen.caller.as_ref()?);
    let name = identity.profile.as_ref()?.value.as_str();
    (own.arn != chosen.arn).then(|| {
        NOT_THE_PROFILE
            .finding(format!(
                "AWS says this shell is {}, and profile {} would be {}",
                own.arn,
                word(name),
                chosen.arn
            ))
            .seen(signs.identity.source.clone(), own.arn.clone())
            .seen(identity.source.clone(), chosen.arn.clone())
            .why("the next call is signed by what stands in front of the profile")
            .fix("awsp clean")
            .fix(use_profile(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_region_is_asked_only_where_the_keys_are_not_known() {
        let target = |region: &str| Target { region: region.to_owned(), ..Target::default() };
        for (code, region, expected) in [
            ("InvalidClientTokenId", "me-south-1", Some("us-east-1")),
            ("RegionDisabledException", "us-gov-east-1", Some("us-gov-west-1")),
            ("InvalidClientTokenId", "us-east-1", None),
            ("InvalidClientTokenId", "cn-north-1", None),
            ("SignatureDoesNotMatch", "me-south-1", None),
        ] {
            let mut asked = None;
            let fault = Fault::refused(code, "no");

            let works = works_elsewhere(&fault, &target(region), |target| {
                asked = Some(target.region.clone());
                true
            });

            assert_eq!(asked.as_deref(), expected, "{code} {region}");
            assert_eq!(works.is_some(), expected.is_some(), "{code} {region}");
        }
    }
}
