//! How a session stands: whether the next call can use it, and until when.

use crate::identity::{Known, Part, State};
use crate::source::Source;

use super::{Cached, LoginToken, RoleCredentials, RoleRequest, Sessions, SsoKey, SsoToken};

/// `aws login` renews its credentials for this long at most, in seconds.
const LOGIN_LASTS: i64 = 12 * 3600;

/// Whether there is a session, and what its cache tells about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The answer.
    pub(crate) state: State,
    /// When the AWS CLI stops using it.
    pub(crate) expires_at: Option<i64>,
    /// Whether the AWS CLI renews it then without asking anybody.
    pub(crate) renewable: bool,
    /// The account, as the cache states it.
    pub(crate) account: Option<Known<String>>,
    /// The ARN of the session, as the cache states it.
    pub(crate) arn: Option<Known<String>>,
    /// The id of the key that lies in the cache, if that is the one that signs.
    pub(crate) key_id: Option<Part>,
}

impl Standing {
    /// Returns a standing about which no more is known.
    pub(crate) const fn bare(state: State) -> Self {
        Self { state, expires_at: None, renewable: false, account: None, arn: None, key_id: None }
    }

    const fn until(state: State, expires_at: i64, renewable: bool) -> Self {
        Self {
            state,
            expires_at: Some(expires_at),
            renewable,
            account: None,
            arn: None,
            key_id: None,
        }
    }

    /// Returns the standing of temporary keys that end at a time written beside them.
    pub(crate) fn of_keys(expires_at: Option<i64>, now: i64) -> Self {
        match expires_at {
            None => Self::bare(State::Unknown),
            Some(end) if end > now => Self::until(State::Valid, end, false),
            Some(end) => Self::until(State::Expired, end, false),
        }
    }

    /// Returns the standing of a role of IAM Identity Center: that of its token, or of kept credentials that outlive it.
    pub(crate) fn of_sso(
        sessions: &Sessions<'_>,
        now: i64,
        (account_id, role_name): (&str, &str),
        key: SsoKey<'_>,
    ) -> Self {
        let token = Self::of_token(sessions, now, key);
        let kept = RoleCredentials::of_sso_role(sessions, account_id, role_name, key)
            .filter(|kept| kept.value.usable_until > now);
        let Some(kept) = kept else { return token };
        let standing = Self::of_kept(&kept, false);
        if token.renewable || token.state == State::Unknown {
            return Self { key_id: standing.key_id, ..token };
        }
        standing.not_before_end_of(&token, &kept)
    }

    fn of_token(sessions: &Sessions<'_>, now: i64, key: SsoKey<'_>) -> Self {
        let (name, can_renew) = match key {
            SsoKey::Session(name) => (name, true),
            // The AWS CLI never renews a token of the old format, even if it could.
            SsoKey::StartUrl(url) => (url, false),
        };
        let Some(token) = SsoToken::read(sessions, name) else { return Self::bare(State::None) };
        let renewable = can_renew && token.value.renewable_until.is_some_and(|end| end > now);
        match token.value.expires_at {
            None => Self::bare(State::Unknown),
            Some(end) if end > now => Self::until(State::Valid, end, renewable),
            Some(end) if renewable => Self::until(State::Refreshable, end, true),
            Some(end) => Self::until(State::Expired, end, false),
        }
    }

    /// Returns the standing of an `aws login` session.
    pub(crate) fn of_login(sessions: &Sessions<'_>, now: i64, login_session: &str) -> Self {
        let Some(token) = LoginToken::read(sessions, login_session) else {
            return Self::bare(State::None);
        };
        let standing = match token.value.expires_at {
            None => Self::bare(State::Unknown),
            Some(end) if end.saturating_sub(sessions.login_window) > now => {
                Self::until(State::Valid, end, true)
            }
            Some(end) if token.value.has_key && end.saturating_add(LOGIN_LASTS) > now => {
                Self::until(State::Refreshable, end, true)
            }
            Some(end) => Self::until(State::Expired, end, false),
        };
        let source = Source::Cache(token.path);
        let account = token.value.account.map(|account| Known::new(account, source.clone()));
        let is_current = standing.state == State::Valid;
        let key_id = Part { masked: Some(token.value.key_id), source };
        Self { account, key_id: is_current.then_some(key_id), ..standing }
    }

    /// Returns the standing of a role whose call `base` signs.
    pub(crate) fn of_role(
        sessions: &Sessions<'_>,
        now: i64,
        request: &RoleRequest<'_>,
        base: &Self,
    ) -> Self {
        let asks_for_code = request.mfa_serial.is_some();
        let base_stands = matches!(base.state, State::Valid | State::Refreshable);
        match RoleCredentials::of_role(sessions, request) {
            Some(kept) if kept.value.usable_until > now => {
                let standing = Self::of_kept(&kept, base_stands && !asks_for_code);
                if asks_for_code { standing } else { standing.not_before_end_of(base, &kept) }
            }
            Some(kept) if asks_for_code => {
                Self::until(State::Expired, kept.value.usable_until, false)
            }
            None if asks_for_code => Self::bare(State::None),
            Some(_) | None => Self { account: None, arn: None, key_id: None, ..base.clone() },
        }
    }

    /// Returns the standing of a role that is taken with a web identity token, which may be there or not.
    pub(crate) fn of_web_identity(
        sessions: &Sessions<'_>,
        now: i64,
        request: &RoleRequest<'_>,
    ) -> Self {
        RoleCredentials::of_role(sessions, request)
            .filter(|kept| kept.value.usable_until > now)
            .map_or(Self::bare(State::Unknown), |kept| Self::of_kept(&kept, true))
    }

    /// Ends when both have ended: `base`, if it stands and cannot be renewed, and what it was used for last.
    fn not_before_end_of(self, base: &Self, kept: &Cached<RoleCredentials>) -> Self {
        match base.expires_at {
            Some(end) if base.state == State::Valid && !base.renewable => {
                let expires_at = Some(end.max(kept.value.usable_until));
                Self { expires_at, renewable: false, ..self }
            }
            Some(_) | None => self,
        }
    }

    fn of_kept(kept: &Cached<RoleCredentials>, renewable: bool) -> Self {
        let source = || Source::Cache(kept.path.clone());
        Self {
            account: kept.value.account.clone().map(|account| Known::new(account, source())),
            arn: kept.value.arn.clone().map(|arn| Known::new(arn, source())),
            key_id: Some(Part { masked: Some(kept.value.key_id.clone()), source: source() }),
            ..Self::until(State::Valid, kept.value.usable_until, renewable)
        }
    }
}

#[cfg(test)]
mod tests;
