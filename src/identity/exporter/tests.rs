use crate::environment::Change;

use super::*;

const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
const LATER: &str = "2026-01-02T04:04:05Z";

/// Returns temporary keys of account 609629065308, and `variables`.
fn keys_and(variables: &[(&'static str, &str)]) -> Environment {
    let keys = Environment::from([
        ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_SESSION_TOKEN", "token"),
    ]);
    let change =
        variables.iter().fold(Change::new(), |change, (name, value)| change.set(name, *value));
    keys.after(&change)
}

fn label(environment: &Environment) -> Option<String> {
    Exporter::of(environment, NOW, &Expected::default()).map(|exporter| exporter.label())
}

const EXPORTED: [(&str, &[(&str, &str)]); 6] = [
    ("aws-vault:dev", &[("AWS_VAULT", "dev"), ("AWS_CREDENTIAL_EXPIRATION", LATER)]),
    (
        "granted:dev",
        &[
            ("GRANTED_SSO", "true"),
            ("GRANTED_SSO_ACCOUNT_ID", "609629065308"),
            ("GRANTED_SSO_ROLE_NAME", "Admin"),
            ("AWS_PROFILE", "dev"),
            ("AWS_SESSION_EXPIRATION", LATER),
        ],
    ),
    ("granted:dev", &[("AWS_PROFILE", "dev"), ("AWS_SESSION_EXPIRATION", LATER)]),
    (
        "awsume:dev",
        &[
            ("AWSUME_PROFILE", "dev"),
            ("AWS_PROFILE", "dev"),
            ("AWS_DEFAULT_PROFILE", "dev"),
            ("AWSUME_EXPIRATION", "2026-01-03T12:00:00"),
        ],
    ),
    (
        "aws-sso-cli:Main:Admin",
        &[
            ("AWS_SSO_PROFILE", "Main:Admin"),
            ("AWS_SSO_ACCOUNT_ID", "609629065308"),
            ("AWS_SSO_SESSION_EXPIRATION", "2026-01-02 04:04:05 +0000 UTC"),
        ],
    ),
    ("dev", &[("AWSP_KEY_ID", "ASIAY34FZKBOKMUTVV7A"), ("AWSP_PROFILE", "dev")]),
];

#[test]
fn keys_that_a_tool_exported_are_called_by_its_name() {
    for (expected, variables) in EXPORTED {
        assert_eq!(label(&keys_and(variables)).as_deref(), Some(expected), "{variables:?}");
    }
}

#[test]
fn a_mark_without_whole_keys_accounts_for_nothing() {
    for (_, variables) in EXPORTED {
        for lacking in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] {
            let environment = keys_and(variables).after(&Change::new().unset(lacking));

            assert_eq!(label(&environment), None, "{variables:?} without {lacking}");
        }
    }
}

#[test]
fn keys_without_a_mark_are_nobodys() {
    assert_eq!(label(&keys_and(&[("AWS_PROFILE", "dev")])), None);
}

#[test]
fn keys_that_have_ended_are_nobodys() {
    for (_, variables) in EXPORTED {
        let past = Change::new().set("AWS_CREDENTIAL_EXPIRATION", "2026-01-02T03:04:05Z");

        assert_eq!(label(&keys_and(variables).after(&past)), None, "{variables:?}");
    }
}

#[test]
fn the_own_variable_of_a_tool_tells_when_its_keys_end() {
    for (mark, expiration) in [
        ("GRANTED_SSO", "AWS_SESSION_EXPIRATION"),
        ("AWSUME_PROFILE", "AWSUME_EXPIRATION"),
        ("AWS_SSO_PROFILE", "AWS_SSO_SESSION_EXPIRATION"),
    ] {
        let past = [("AWS_PROFILE", "x"), (mark, "x"), (expiration, "2025-12-31T03:04:05Z")];

        assert_eq!(label(&keys_and(&past)), None, "{mark}");
        assert_eq!(keys_expire_at(&keys_and(&past)), Some(1_767_150_245), "{mark}");
    }
}

#[test]
fn another_profile_selected_later_contradicts_the_keys() {
    for (_, variables) in EXPORTED.into_iter().filter(|(name, _)| !name.starts_with("granted")) {
        for other in ["other", ""] {
            let selected = Change::new().set("AWS_PROFILE", other);

            assert_eq!(label(&keys_and(variables).after(&selected)), None, "{variables:?}");
        }
    }
}

#[test]
fn keys_of_granted_are_contradicted_by_the_account_or_role_of_the_profile() {
    let (_, variables) = EXPORTED[1];
    let environment = keys_and(variables);
    for (account, role, expected) in [
        (Some("609629065308"), Some("Admin"), true),
        (None, None, true),
        (Some("111122223333"), Some("Admin"), false),
        (Some("609629065308"), Some("ReadOnly"), false),
    ] {
        let profile =
            Expected { account: account.map(str::to_owned), role: role.map(str::to_owned) };

        let found = Exporter::of(&environment, NOW, &profile).is_some();

        assert_eq!(found, expected, "{profile:?}");
    }
}

#[test]
fn keys_of_another_account_than_the_tool_states_are_nobodys() {
    for (name, mark) in
        [("AWS_SSO_ACCOUNT_ID", "AWS_SSO_PROFILE"), ("GRANTED_SSO_ACCOUNT_ID", "GRANTED_SSO")]
    {
        let environment = keys_and(&[(mark, "x"), (name, "111122223333"), ("AWS_PROFILE", "x")]);
        let alone = environment.after(&Change::new().unset("AWS_PROFILE"));

        assert_eq!(label(&alone), None, "{name}");
    }
}

#[test]
fn a_key_id_that_awsp_did_not_export_is_not_its_own() {
    let environment = keys_and(&[("AWSP_KEY_ID", "ASIAQNZGKIQY56JQ7WML")]);

    assert_eq!(label(&environment), None);
}

#[test]
fn a_server_of_aws_vault_is_known_by_its_address() {
    for (uri, expected) in [
        ("http://127.0.0.1:9099/", true),
        ("http://localhost:9099/", true),
        ("http://169.254.170.2/creds", false),
        ("http://127.0.0.1.evil.example/", false),
    ] {
        let environment =
            Environment::from([("AWS_VAULT", "dev"), ("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri)]);

        assert_eq!(Exporter::of_container(&environment).is_some(), expected, "{uri}");
    }
}
