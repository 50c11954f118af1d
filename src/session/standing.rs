//! How a session stands: whether the next call can use it, and until when.

use crate::identity::{Known, State};
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
    pub(crate) arn: Option<String>,
}

impl Standing {
    /// Returns a standing about which no more is known.
    pub(crate) const fn bare(state: State) -> Self {
        Self { state, expires_at: None, renewable: false, account: None, arn: None }
    }

    const fn until(state: State, expires_at: i64, renewable: bool) -> Self {
        Self { state, expires_at: Some(expires_at), renewable, account: None, arn: None }
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
        if token.state != State::Expired && token.state != State::None {
            return token;
        }
        RoleCredentials::of_sso_role(sessions, account_id, role_name, key)
            .filter(|kept| kept.value.usable_until > now)
            .map_or(token, |kept| Self::of_kept(&kept, false))
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
            Some(end) if end > now => Self::until(State::Valid, end, true),
            Some(end) if end.saturating_add(LOGIN_LASTS) > now => {
                Self::until(State::Refreshable, end, true)
            }
            Some(end) => Self::until(State::Expired, end, false),
        };
        let account =
            token.value.account.map(|account| Known::new(account, Source::Cache(token.path)));
        Self { account, ..standing }
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
                Self::of_kept(&kept, base_stands && !asks_for_code)
            }
            Some(kept) if asks_for_code => {
                Self::until(State::Expired, kept.value.usable_until, false)
            }
            None if asks_for_code => Self::bare(State::None),
            Some(_) | None => Self { account: None, arn: None, ..base.clone() },
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

    fn of_kept(kept: &Cached<RoleCredentials>, renewable: bool) -> Self {
        let source = || Source::Cache(kept.path.clone());
        Self {
            account: kept.value.account.clone().map(|account| Known::new(account, source())),
            arn: kept.value.arn.clone(),
            ..Self::until(State::Valid, kept.value.usable_until, renewable)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{FakeCaches, sessions};
    use super::super::{Store, file_name};
    use super::*;

    const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
    const PAST: &str = "2026-01-02T03:04:05Z";
    const LATER: &str = "2026-01-02T04:04:05Z";
    const ROLE: RoleRequest<'_> = RoleRequest {
        role_arn: "arn:aws:iam::222222222222:role/R",
        role_session_name: None,
        external_id: None,
        mfa_serial: None,
        duration_seconds: None,
    };

    /// Returns caches with a token of the sign-in session `corp`, renewable until `registration`.
    fn token(expires_at: &str, registration: &str) -> FakeCaches {
        let text = format!(
            r#"{{"accessToken": "t", "expiresAt": "{expires_at}", "refreshToken": "r", "clientId": "c",
                "clientSecret": "s", "registrationExpiresAt": "{registration}"}}"#
        );
        let name = file_name::sso_token("corp");
        FakeCaches::default().with(Store::Sso, &name, &text)
    }

    fn kept(expiration: &str) -> String {
        format!(
            r#"{{"Credentials": {{"AccessKeyId": "A", "Expiration": "{expiration}", "AccountId": "333333333333"}}}}"#
        )
    }

    fn in_short(standing: &Standing) -> (State, Option<i64>, bool) {
        (standing.state, standing.expires_at.map(|end| end - NOW), standing.renewable)
    }

    #[test]
    fn a_sign_in_session_stands_as_its_token_does() {
        for (caches, expected) in [
            (FakeCaches::default(), (State::None, None, false)),
            (token(LATER, LATER), (State::Valid, Some(3600), true)),
            (token(LATER, PAST), (State::Valid, Some(3600), false)),
            (token(PAST, LATER), (State::Refreshable, Some(0), true)),
            (token(PAST, PAST), (State::Expired, Some(0), false)),
            (token("soon", LATER), (State::Unknown, None, false)),
        ] {
            let standing =
                Standing::of_sso(&sessions(&caches), NOW, ("1", "R"), SsoKey::Session("corp"));

            assert_eq!(in_short(&standing), expected);
        }
    }

    #[test]
    fn a_token_of_the_old_format_is_never_renewed() {
        for (end, expected) in
            [(LATER, (State::Valid, Some(3600), false)), (PAST, (State::Expired, Some(0), false))]
        {
            let caches = token(end, LATER);

            let standing =
                Standing::of_sso(&sessions(&caches), NOW, ("1", "R"), SsoKey::StartUrl("corp"));

            assert_eq!(in_short(&standing), expected, "{end}");
        }
    }

    #[test]
    fn kept_credentials_outlive_a_token_that_is_gone() {
        let key = SsoKey::Session("corp");
        let name = file_name::sso_role("1", "R", key);
        for (caches, expiration, expected) in [
            (token(PAST, PAST), LATER, (State::Valid, Some(2700), false)),
            (FakeCaches::default(), LATER, (State::Valid, Some(2700), false)),
            (token(PAST, PAST), "2026-01-02T03:19:05Z", (State::Expired, Some(0), false)),
            (token(LATER, LATER), "2026-01-03T03:19:05Z", (State::Valid, Some(3600), true)),
        ] {
            let caches = caches.with(Store::Cli, &name, &kept(expiration));

            let standing = Standing::of_sso(&sessions(&caches), NOW, ("1", "R"), key);

            assert_eq!(in_short(&standing), expected, "{expiration}");
        }
    }

    #[test]
    fn a_role_stands_as_its_kept_credentials_or_as_what_signs_for_it() {
        let ready = Standing::bare(State::Refreshable);
        let ended = Standing::until(State::Expired, NOW - 60, false);
        let mfa = RoleRequest { mfa_serial: Some("m"), ..ROLE };
        for (request, kept_until, base, expected) in [
            (&ROLE, None, &ready, (State::Refreshable, None, false)),
            (&ROLE, None, &ended, (State::Expired, Some(-60), false)),
            (&ROLE, Some(LATER), &ready, (State::Valid, Some(2700), true)),
            (&ROLE, Some(LATER), &ended, (State::Valid, Some(2700), false)),
            (&ROLE, Some(PAST), &ready, (State::Refreshable, None, false)),
            (&mfa, None, &ready, (State::None, None, false)),
            (&mfa, Some(PAST), &ready, (State::Expired, Some(-900), false)),
            (&mfa, Some(LATER), &ready, (State::Valid, Some(2700), false)),
        ] {
            let none = FakeCaches::default();
            let caches = kept_until.map(|end| {
                FakeCaches::default().with(Store::Cli, &request.file_name(), &kept(end))
            });
            let caches = caches.unwrap_or(none);

            let standing = Standing::of_role(&sessions(&caches), NOW, request, base);

            assert_eq!(in_short(&standing), expected, "{request:?} {kept_until:?} {base:?}");
        }
    }

    #[test]
    fn a_login_session_renews_itself_for_twelve_hours() {
        const SESSION: &str = "arn:aws:iam::123456789012:user/me";
        for (end, expected) in [
            (LATER, (State::Valid, Some(3600), true)),
            ("2026-01-01T15:04:06Z", (State::Refreshable, Some(-43_199), true)),
            ("2026-01-01T15:04:05Z", (State::Expired, Some(-43_200), false)),
        ] {
            let text = format!(
                r#"{{"accessToken": {{"accessKeyId": "A", "accountId": "123456789012", "expiresAt": "{end}"}},
                    "clientId": "c", "refreshToken": "r", "dpopKey": "k"}}"#
            );
            let name = file_name::login_token(SESSION);
            let caches = FakeCaches::default().with(Store::Login, &name, &text);

            let standing = Standing::of_login(&sessions(&caches), NOW, SESSION);

            assert_eq!(in_short(&standing), expected, "{end}");
            assert_eq!(standing.account.unwrap().value, "123456789012");
        }
    }

    #[test]
    fn keys_stand_until_the_time_beside_them() {
        for (end, expected) in [
            (None, (State::Unknown, None, false)),
            (Some(NOW + 1), (State::Valid, Some(1), false)),
            (Some(NOW), (State::Expired, Some(0), false)),
        ] {
            assert_eq!(in_short(&Standing::of_keys(end, NOW)), expected);
        }
    }

    #[test]
    fn a_web_identity_is_known_only_by_its_kept_credentials() {
        let caches = FakeCaches::default().with(Store::Cli, &ROLE.file_name(), &kept(LATER));

        let standing = Standing::of_web_identity(&sessions(&caches), NOW, &ROLE);
        assert_eq!(in_short(&standing), (State::Valid, Some(2700), true));
        assert_eq!(standing.account.unwrap().value, "333333333333");

        let none = FakeCaches::default();
        let standing = Standing::of_web_identity(&sessions(&none), NOW, &ROLE);
        assert_eq!(in_short(&standing), (State::Unknown, None, false));
    }
}
