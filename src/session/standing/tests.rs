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
        (token(LATER, PAST), "2026-01-02T05:19:05Z", (State::Valid, Some(7200), false)),
        (token(LATER, PAST), LATER, (State::Valid, Some(3600), false)),
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
    let ending = |seconds| Standing::until(State::Valid, NOW + seconds, false);
    let (soon, late) = (ending(60), ending(7200));
    let mfa = RoleRequest { mfa_serial: Some("m"), ..ROLE };
    for (request, kept_until, base, expected) in [
        (&ROLE, None, &ready, (State::Refreshable, None, false)),
        (&ROLE, None, &ended, (State::Expired, Some(-60), false)),
        (&ROLE, Some(LATER), &ready, (State::Valid, Some(2700), true)),
        (&ROLE, Some(LATER), &ended, (State::Valid, Some(2700), false)),
        (&ROLE, Some(LATER), &soon, (State::Valid, Some(2700), false)),
        (&ROLE, Some(LATER), &late, (State::Valid, Some(7200), false)),
        (&mfa, Some(LATER), &late, (State::Valid, Some(2700), false)),
        (&ROLE, Some(PAST), &ready, (State::Refreshable, None, false)),
        (&mfa, None, &ready, (State::None, None, false)),
        (&mfa, Some(PAST), &ready, (State::Expired, Some(-900), false)),
        (&mfa, Some(LATER), &ready, (State::Valid, Some(2700), false)),
    ] {
        let none = FakeCaches::default();
        let caches = kept_until
            .map(|end| FakeCaches::default().with(Store::Cli, &request.file_name(), &kept(end)));
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
                "clientId": "c", "refreshToken": "r", "dpopKey": "-----BEGIN EC PRIVATE KEY-----"}}"#
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
