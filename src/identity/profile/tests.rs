use crate::dialect;
use crate::session::fake::{FakeCaches, sessions};
use crate::session::{Store, sso_token};
use crate::shared_config::{Texts, View};

use crate::identity::Problem;

use super::*;

const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z

/// Returns who profile `p` is.
fn look(config: &str, credentials: &str, caches: Option<&FakeCaches>) -> Identity {
    let texts = Texts::from_strings(config, credentials);
    let config = SharedConfig::parse(&texts);
    let profile = config.view(View::Boto).profile("p").unwrap();
    let sessions = caches.map(|caches| sessions(caches));
    let (dialect, environment) = (&dialect::BOTO, &Environment::default());
    Look { dialect, environment, config: &config, sessions: sessions.as_ref(), now: NOW }
        .at(&profile, dialect.kind(&profile))
}

const SSO: &str = "[sso-session s]\nsso_start_url = u\nsso_region = x\n\
    [profile p]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = Admin\n";
const ROLE: &str = "[profile p]\nrole_arn = arn:aws:iam::222222222222:role/path/Deploy\n";

/// What stands in profile `p`, and account, principal and state that follow; KEYS stands for a key pair, ROLE for an ARN.
const KINDS: &[(&str, Option<&str>, Option<&str>, State)] = &[
    ("KEYS", Some("123456789012"), None, State::None),
    ("KEYSaws_session_token = t", Some("123456789012"), None, State::Unknown),
    (
        "KEYSaws_session_token = t\nexpiration = 2026-01-02T04:00:00Z",
        Some("123456789012"),
        None,
        State::Valid,
    ),
    ("ROLEsource_profile = p\nKEYS", Some("222222222222"), Some("Deploy"), State::Refreshable),
    (
        "ROLEsource_profile = p\nmfa_serial = m\nKEYS",
        Some("222222222222"),
        Some("Deploy"),
        State::None,
    ),
    ("ROLEcredential_source = EcsContainer", Some("222222222222"), Some("Deploy"), State::Unknown),
    ("ROLEweb_identity_token_file = /t", Some("222222222222"), Some("Deploy"), State::Unknown),
    (
        "sso_start_url = u\nsso_region = x\nsso_account_id = 111122223333\nsso_role_name = Admin",
        Some("111122223333"),
        Some("Admin"),
        State::None,
    ),
    (
        "login_session = arn:aws:sts::123456789012:assumed-role/Admin/me",
        Some("123456789012"),
        Some("Admin/me"),
        State::None,
    ),
    ("credential_process = x", None, None, State::Unknown),
    (
        "credential_process = x\naws_account_id = 111122223333",
        Some("111122223333"),
        None,
        State::Unknown,
    ),
    ("region = x", None, None, State::None),
];

#[test]
fn every_kind_tells_account_principal_and_state() {
    for &(settings, account, principal, state) in KINDS {
        let config = format!("[profile p]\n{settings}\n")
            .replace(
                "KEYS",
                "aws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\n",
            )
            .replace("ROLE", "role_arn = arn:aws:iam::222222222222:role/path/Deploy\n");

        let identity = look(&config, "", Some(&FakeCaches::default()));

        assert_eq!(identity.error, None, "{config}");
        assert_eq!(identity.account.map(|account| account.value).as_deref(), account, "{config}");
        assert_eq!(identity.principal.map(|known| known.value).as_deref(), principal, "{config}");
        assert_eq!(identity.state, state, "{config}");
    }
}

#[test]
fn the_account_comes_from_what_is_stated_unless_the_key_id_contradicts_it() {
    for (key_id, stated, expected, is_from_key_id) in [
        ("AKIARZPUZDIKGFADW22Y", "", Some("123456789012"), true),
        ("AKIARZPUZDIKGFADW22Y", "123456789012", Some("123456789012"), false),
        ("AKIARZPUZDIKGFADW22Y", "111122223333", Some("123456789012"), true),
        ("AKIAIOSFODNN7EXAMPLE", "111122223333", Some("111122223333"), false),
        ("AKIAIOSFODNN7EXAMPLE", "", None, false),
    ] {
        let file = format!(
            "[p]\naws_access_key_id = {key_id}\naws_secret_access_key = s\naws_account_id = {stated}\n"
        );

        let account = look("", &file, None).account;

        assert_eq!(account.as_ref().map(|account| account.value.as_str()), expected, "{file}");
        let from_key_id = account.is_some_and(|account| account.source == Source::AccessKeyId);
        assert_eq!(from_key_id, is_from_key_id, "{file}");
    }
}

#[test]
fn without_sessions_no_state_is_claimed() {
    for config in
        [SSO, &format!("{SSO}[profile q]\n"), &format!("{ROLE}credential_source = Environment\n")]
    {
        assert_eq!(look(config, "", None).state, State::Unknown, "{config}");
    }
}

#[test]
fn a_chain_of_roles_stands_as_the_session_at_its_end() {
    let chain = format!(
        "{ROLE}source_profile = middle\n\
         [profile middle]\nrole_arn = arn:aws:iam::333333333333:role/Middle\nsource_profile = base\n{}",
        SSO.replace("[profile p]", "[profile base]")
    );
    for (end, state) in
        [("2026-01-02T04:00:00Z", State::Valid), ("2026-01-02T03:00:00Z", State::Expired)]
    {
        let token = format!(r#"{{"accessToken": "t", "expiresAt": "{end}"}}"#);
        let caches = FakeCaches::default().with(Store::Sso, &sso_token("s"), &token);

        let identity = look(&chain, "", Some(&caches));

        assert_eq!(identity.state, state, "{end}");
        let Source::AssumeRole { source, .. } = identity.source else { panic!("no role") };
        let Source::AssumeRole { role_arn, source } = *source else { panic!("no chain") };
        assert_eq!(role_arn, "arn:aws:iam::333333333333:role/Middle");
        assert!(matches!(&*source, Source::Sso { session, .. } if session == "s"), "{source:?}");
    }
}

#[test]
fn kept_credentials_of_a_role_tell_session_and_end() {
    let config = format!("{ROLE}role_session_name = me\ncredential_source = EcsContainer\n");
    let request = RoleRequest {
        role_arn: "arn:aws:iam::222222222222:role/path/Deploy",
        role_session_name: Some("me"),
        ..RoleRequest::default()
    };
    let kept = r#"{"Credentials": {"AccessKeyId": "A", "Expiration": "2026-01-02T04:04:05+00:00"},
        "AssumedRoleUser": {"Arn": "arn:aws:sts::222222222222:assumed-role/Deploy/me"}}"#;
    let caches = FakeCaches::default().with(Store::Cli, &request.file_name(), kept);

    let identity = look(&config, "", Some(&caches));

    assert_eq!(identity.state, State::Valid);
    assert_eq!(identity.expires_at, Some(NOW + 2700));
    let principal = identity.principal.unwrap();
    assert_eq!(principal.value, "Deploy/me");
    assert!(matches!(principal.source, Source::Cache(_)), "{principal:?}");
}

#[test]
fn only_the_program_of_a_process_is_kept() {
    for (command, expected) in [
        ("vault-helper --password secret", "vault-helper"),
        ("\"/opt/my tools/helper\" --token secret", "/opt/my tools/helper"),
        ("'/opt/my tools/helper' x", "/opt/my tools/helper"),
        ("  helper", "helper"),
        ("\"\"/opt/helper\"\" x", "/opt/helper"),
        ("\"/opt/my tools/helper", "/opt/my"),
        ("", ""),
    ] {
        assert_eq!(program(command), expected);
    }
}

#[test]
fn a_role_without_an_arn_is_refused() {
    let identity = look("[profile p]\nrole_arn =\ncredential_source = Environment\n", "", None);

    assert_eq!(identity.error.unwrap().problem, Problem::RoleSource);
}
