//! The whole answer for one tool: what wins, what it hides, and why.

use crate::display::without_password;
use crate::identity::{Identity, Keys, Kind, Known, Problem, State, Stop};
use crate::source::Source;
use crate::time::rfc3339;

use super::call::Call;
use super::rules::{Find, Offer, Place, Rules};
use super::{Family, Signer, placed};

/// A value that won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ranked {
    /// The value, and where it stands.
    pub(crate) known: Known<String>,
    /// Where else one stands, in the order in which they would be asked.
    pub(crate) shadows: Vec<Source>,
    /// Why it won, in one line.
    pub(crate) rule: &'static str,
}

impl Ranked {
    fn without_password(mut self) -> Self {
        self.known.value = without_password(&self.known.value);
        self
    }

    /// Returns the value; `None` if only the machine knows it.
    pub(crate) fn value(&self) -> Option<&str> {
        (self.known.source != Source::Imds).then_some(self.known.value.as_str())
    }
}

/// What one tool would do.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    /// The tool.
    pub(crate) family: Family,
    /// Who signs.
    pub(crate) identity: Identity,
    /// Why those credentials won, in one line; empty where nothing did.
    pub(crate) rule: &'static str,
    /// Who would have signed otherwise, in the order in which they would be asked.
    pub(crate) shadows: Vec<Identity>,
    /// What the tool went past because it does not work.
    pub(crate) passed: Vec<Stop>,
    /// The profile.
    pub(crate) profile: Option<Ranked>,
    /// The Region.
    pub(crate) region: Option<Ranked>,
    /// The endpoint of STS, if it is not AWS's own.
    pub(crate) endpoint: Option<Ranked>,
    /// When the credentials end.
    pub(crate) expires_at: Option<Ranked>,
    /// Why there are no credentials.
    pub(crate) error: Option<Stop>,
}

impl Verdict {
    /// Returns what a tool with these rules makes of `call`.
    pub(super) fn of(family: Family, rules: &Rules, call: &Call<'_, '_>) -> Self {
        let mut verdict = Self {
            family,
            identity: Identity::nobody(),
            rule: "",
            shadows: Vec::new(),
            passed: Vec::new(),
            profile: ranked(rules.profile, call).or_else(|| by_default(call)),
            region: ranked(rules.region, call),
            endpoint: ranked(rules.endpoint, call).map(Ranked::without_password),
            expires_at: None,
            error: None,
        };
        match (rules.refuses)(call) {
            Some(stop) => verdict.identity = Identity::refused(stop),
            None => verdict.ask(rules, call),
        }
        verdict.identity = placed(verdict.identity, call);
        verdict.error = verdict.identity.error.clone().or_else(|| lacking(&verdict.identity));
        verdict.expires_at = expires_at(&verdict, call).filter(|_| verdict.error.is_none());
        verdict
    }

    /// Asks every source, also those behind the one that wins.
    fn ask(&mut self, rules: &Rules, call: &Call<'_, '_>) {
        let mut winner = None;
        for provider in rules.credentials {
            match (provider.offer)(call) {
                Offer::Passes(stop) if winner.is_none() => self.passed.push(stop),
                Offer::Takes(identity) if winner.is_none() => {
                    self.rule = provider.rule;
                    winner = Some(*identity);
                }
                Offer::Takes(identity) if rules.looks_on || is_somebody(&identity) => {
                    self.shadows.push(*identity);
                }
                Offer::Nothing | Offer::Passes(_) | Offer::Takes(_) => {}
            }
        }
        self.identity = winner.unwrap_or_else(Identity::nobody);
    }

    /// Returns whether the other tool signs with the same key, for the same Region, or fails like this one.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let region =
            |verdict: &Self| verdict.region.as_ref().and_then(Ranked::value).map(str::to_owned);
        Signer::of(&self.identity) == Signer::of(&other.identity)
            && self.error.is_none() == other.error.is_none()
            && region(self) == region(other)
    }

    /// Returns where the parts of the keys come from, if the tool gets any.
    pub(crate) fn keys(&self) -> Option<Keys> {
        if self.error.is_some() {
            return None;
        }
        Some(keys_of(&self.identity))
    }

    /// Returns what the keys hide.
    pub(crate) fn shadowed_keys(&self) -> impl Iterator<Item = Keys> {
        self.shadows.iter().map(keys_of)
    }
}

/// Returns whether there are credentials, and not only a machine that may have some.
const fn is_somebody(identity: &Identity) -> bool {
    !matches!(identity.kind, Kind::None | Kind::SsoToken)
}

fn keys_of(identity: &Identity) -> Keys {
    identity.keys.clone().unwrap_or_else(|| Keys::fetched(&identity.source))
}

/// Returns the first value of a list of places, and where the others stand.
fn ranked(places: &[Place], call: &Call<'_, '_>) -> Option<Ranked> {
    let mut found = places.iter().filter_map(|place| Some((place.rule, place.find(call)?)));
    let (rule, known) = found.next()?;
    let shadows = found.map(|(_, known)| known.source).filter(|source| *source != Source::Imds);
    let shadows = shadows.collect();
    Some(Ranked { known, shadows, rule })
}

fn by_default(call: &Call<'_, '_>) -> Option<Ranked> {
    let rule = "nobody names a profile, so `default` is taken";
    Some(Ranked { known: call.default_profile()?, shadows: Vec::new(), rule })
}

/// Where the end of keys may stand that lie in variables.
const ENDS_IN_VARIABLES: [&str; 4] = [
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_SESSION_EXPIRATION",
    "AWSUME_EXPIRATION",
    "AWS_SSO_SESSION_EXPIRATION",
];

/// Where the end of keys may stand that lie in a file.
const ENDS_IN_FILES: [&str; 3] = ["expiration", "x_security_token_expires", "aws_expiration"];

/// Returns when the credentials end, and where that stands.
fn expires_at(verdict: &Verdict, call: &Call<'_, '_>) -> Option<Ranked> {
    let identity = &verdict.identity;
    let end = rfc3339(identity.expires_at?);
    let beside = match identity.kind {
        Kind::Environment => {
            ENDS_IN_VARIABLES.into_iter().find_map(|name| Find::Filled(name).at(call))
        }
        Kind::Session => ENDS_IN_FILES.into_iter().find_map(|key| call.setting(key)),
        Kind::Static
        | Kind::Role
        | Kind::WebIdentity
        | Kind::Sso
        | Kind::SsoLegacy
        | Kind::SsoToken
        | Kind::Process
        | Kind::Login
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    };
    let source = beside.map_or_else(|| keys_of(identity).id.source, |known| known.source);
    let rule = "the end is written beside the credentials";
    Some(Ranked { known: Known::new(end, source), shadows: Vec::new(), rule })
}

/// Returns what stops a tool that has chosen a source which has nothing to give at this time.
pub(super) fn lacking(identity: &Identity) -> Option<Stop> {
    let source = &identity.source;
    let takes_sign_in = matches!(source.signer(), Source::Sso { .. } | Source::Login(_));
    match (identity.kind, identity.state) {
        (Kind::None | Kind::SsoToken, _) if *source != Source::Imds => {
            Some(Stop::new(Problem::NoCredentials, "no credentials are configured", source.clone()))
        }
        (_, State::None) if takes_sign_in => {
            Some(Stop::new(Problem::NotSignedIn, "nobody is signed in", source.clone()))
        }
        (_, State::Expired) if takes_sign_in => {
            Some(Stop::new(Problem::NotSignedIn, "the session has ended", source.clone()))
        }
        (_, _) => None,
    }
}
