//! Who a call is signed as, as far as that can be told without making it.

pub(crate) mod arn;
mod exporter;
mod keys;
mod profile;
pub(crate) mod verified;

use std::fmt::{self, Display, Formatter};

use crate::session::Standing;
use crate::shared_config::{Profile, SharedConfig};
use crate::source::Source;

pub(crate) use crate::profile_kind::Kind;
pub(crate) use exporter::{Expected, Exporter, Tool, keys_expire_at};
pub(crate) use keys::{Keys, Part};
pub(crate) use profile::{Look, account_of_keys, container_variable, request as role_request};

/// A value, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it was found.
    pub(crate) source: Source,
}

impl<T> Known<T> {
    /// Returns `value` as found at `source`.
    pub(crate) fn new(value: impl Into<T>, source: Source) -> Self {
        Self { value: value.into(), source }
    }
}

/// Whether the next call has credentials that AWS takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// There is a session, and it has not ended.
    Valid,
    /// The AWS CLI gets a session by itself, without asking anybody.
    Refreshable,
    /// The session has ended, or somebody has to sign in.
    Expired,
    /// It cannot be told from here.
    Unknown,
    /// There is no session: long-term keys need none; other kinds have yet to sign in.
    None,
}

impl State {
    /// Returns the word used in JSON and tables.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Refreshable => "refreshable",
            Self::Expired => "expired",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }
}

/// What the AWS CLI refuses to go past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    /// What is wrong.
    pub(crate) problem: Problem,
    /// The whole thing in one line; no secret in it.
    pub(crate) message: String,
    /// Where it was seen.
    pub(crate) source: Source,
}

impl Stop {
    /// Returns a refusal.
    pub(crate) fn new(problem: Problem, message: impl Into<String>, source: Source) -> Self {
        Self { problem, message: message.into(), source }
    }
}

impl Display for Stop {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The kinds of what the AWS CLI refuses to go past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A file that it cannot parse.
    File,
    /// The selected profile is in no file.
    MissingProfile,
    /// The profile's name is empty.
    EmptyProfileName,
    /// A key id without its secret, in variables.
    HalfPair,
    /// A key id without its secret, in a file.
    HalfPairInFile,
    /// `AWS_CREDENTIAL_EXPIRATION` is past.
    PastExpiration,
    /// `AWS_CREDENTIAL_EXPIRATION` is no time.
    BadExpiration,
    /// A web identity token without a role.
    WebIdentityWithoutRole,
    /// A role with both or neither of `source_profile` and `credential_source`, or with a wrong one.
    RoleSource,
    /// A `source_profile` that is not there, or has no credentials.
    BrokenChain,
    /// A chain of `source_profile` that comes back to where it was.
    Loop,
    /// Settings of IAM Identity Center that are missing or contradict each other.
    Sso,
    /// The file of a web identity token cannot be read.
    TokenFile,
    /// A role, and no Region to ask for it in.
    NoRegion,
    /// A role that takes a code, and a tool that cannot ask for one.
    Mfa,
    /// A setting whose value a tool does not take.
    BadSetting,
    /// A container's endpoint that is not asked.
    Container,
    /// A cache file that cannot be read.
    BadCache,
    /// Nobody is signed in.
    NotSignedIn,
    /// Nothing has any credentials.
    NoCredentials,
}

/// Who the next call is signed as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The profile that the credentials come from; `None` when something else overrides it.
    pub(crate) profile: Option<Known<String>>,
    /// The profile that is selected, whether or not its credentials are used; its other settings are.
    pub(crate) selected: Option<Known<String>>,
    /// What kind of credentials they are.
    pub(crate) kind: Kind,
    /// Where they come from.
    pub(crate) source: Source,
    /// The access key id, if it stands in a variable or file.
    pub(crate) access_key_id: Option<String>,
    /// Where the parts of the keys are, if they stand anywhere; else `source` hands them out.
    pub(crate) keys: Option<Keys>,
    /// The account.
    pub(crate) account: Option<Known<String>>,
    /// The role or user.
    pub(crate) principal: Option<Known<String>>,
    /// The Region; empty where an empty variable hides all others.
    pub(crate) region: Option<Known<String>>,
    /// Whether there is a session.
    pub(crate) state: State,
    /// When the AWS CLI stops using it, in seconds since 1970.
    pub(crate) expires_at: Option<i64>,
    /// Whether the AWS CLI renews it then by itself.
    pub(crate) renewable: bool,
    /// The tool that exported the keys on purpose.
    pub(crate) exported_by: Option<Exporter>,
    /// Why the call would fail before it is made.
    pub(crate) error: Option<Stop>,
}

impl Identity {
    /// Returns an identity about which only this much is known.
    pub(crate) const fn new(kind: Kind, source: Source) -> Self {
        Self {
            profile: None,
            selected: None,
            kind,
            source,
            access_key_id: None,
            keys: None,
            account: None,
            principal: None,
            region: None,
            state: State::None,
            expires_at: None,
            renewable: false,
            exported_by: None,
            error: None,
        }
    }

    /// Returns who signs where no source has any credentials.
    pub(crate) const fn nobody() -> Self {
        Self::new(Kind::None, Source::Default)
    }

    /// Returns what is left where a tool stops before it looks for credentials.
    pub(crate) fn refused(stop: Stop) -> Self {
        Self::new(Kind::None, stop.source.clone()).stopped(stop)
    }

    /// Also has the session that `standing` describes.
    pub(crate) fn standing(self, standing: Standing) -> Self {
        let session = standing.arn.and_then(|session_arn| {
            let session = arn::session(&session_arn.value)?;
            Some(Known::new(session, session_arn.source))
        });
        Self {
            state: standing.state,
            expires_at: standing.expires_at,
            renewable: standing.renewable,
            keys: standing.key_id.map(Keys::kept).or(self.keys),
            account: self.account.or(standing.account),
            principal: session.or(self.principal),
            ..self
        }
    }

    /// Also has a role, whose ARN tells account and name.
    pub(crate) fn in_role(self, role: &Known<String>) -> Self {
        Self {
            account: arn::account(&role.value)
                .map(|account| Known::new(account, role.source.clone())),
            principal: arn::role_name(&role.value)
                .map(|name| Known::new(name, role.source.clone())),
            ..self
        }
    }

    /// Also is what the AWS CLI refuses.
    pub(crate) fn stopped(self, stop: Stop) -> Self {
        Self { state: State::None, expires_at: None, error: Some(stop), ..self }
    }

    /// Returns when somebody has to sign in again; `None` for what never ends or renews itself.
    pub(crate) fn countdown(&self) -> Option<i64> {
        match self.state {
            State::Valid | State::Expired => self.expires_at.filter(|_| !self.renewable),
            State::Refreshable | State::Unknown | State::None => None,
        }
    }
}

/// Returns where a profile begins.
pub(crate) fn profile_source(config: &SharedConfig<'_>, profile: &Profile<'_>) -> Source {
    let (file, line) = profile.place();
    Source::File {
        path: config.texts().of(file).path_of_settings(),
        line,
        section: profile.name().to_owned(),
        key: String::new(),
    }
}
