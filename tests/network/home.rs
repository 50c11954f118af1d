//! A HOME whose tools take a fake for AWS.

use serde_json::json;

use super::fake::Fake;
use crate::support::{Output, Sandbox};

/// The key of the user that profiles named `base` belong to: of account 123456789012.
pub(super) const BASE_KEY: &str = "AKIARZPUZDIKGFADW22Y";

/// The secret of that user, which may appear nowhere.
pub(super) const BASE_SECRET: &str = "static-secret";

/// The device of that user.
pub(super) const SERIAL: &str = "arn:aws:iam::123456789012:mfa/u";

/// Where people sign in to the session named `s`.
pub(super) const START: &str = "https://x.awsapps.com/start";

/// That session.
pub(super) const SESSION: &str =
    "[sso-session s]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\n";

/// Who has signed in by `aws login`.
const LOGIN: &str = "arn:aws:iam::123456789012:user/me";

/// The key that proves it, which nobody has to keep secret.
const LOGIN_KEY: &str = "\
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHoAoGCCqGSM49AwEHoUQDQgAE
jlM7b6C/e0YluzBmfAH7YH75+LioD+9bMAYocDGHsqNz6x294DMYNm0Gn4Om9ZAAU8c2M8sEGyHF
XhqGwfQAtA==
-----END EC PRIVATE KEY-----
";

/// The services that credentials come from, with the variable of their address and the version of their model.
const SERVICES: [(&str, &str, &str); 5] = [
    ("AWS_ENDPOINT_URL_STS", "sts", "2011-06-15"),
    ("AWS_ENDPOINT_URL_IAM", "iam", "2010-05-08"),
    ("AWS_ENDPOINT_URL_SSO", "sso", "2019-06-10"),
    ("AWS_ENDPOINT_URL_SSO_OIDC", "sso-oidc", "2019-06-10"),
    ("AWS_ENDPOINT_URL_SIGNIN", "signin", "2023-01-01"),
];

/// Returns a sandbox with the profiles `base`, a user, and those of `config`, all in us-east-1, whose tools ask `fake`.
pub(super) fn home(fake: &Fake, config: &str) -> Sandbox {
    at(&fake.url(), config)
}

/// Returns such a sandbox whose tools ask the server at `url`.
pub(super) fn at(url: &str, config: &str) -> Sandbox {
    let mut sandbox = cut_off(config);
    for (variable, service, version) in SERVICES {
        sandbox = sandbox.with(variable, url);
        let rules = format!("models/{service}/{version}/endpoint-rule-set-1.json");
        sandbox.file(&rules, rules_for(url));
    }
    // A CLI older than the variables takes the address from the service's rules.
    let models = sandbox.home().join("models");
    sandbox.with("AWS_DATA_PATH", models)
}

/// Returns such a sandbox whose tools ask AWS itself, so it is for tests that keep them from arriving there.
pub(super) fn cut_off(config: &str) -> Sandbox {
    let sandbox =
        Sandbox::new().with("AWS_REGION", "us-east-1").with("AWS_DEFAULT_REGION", "us-east-1");
    let base = format!(
        "[profile base]\naws_access_key_id = {BASE_KEY}\naws_secret_access_key = {BASE_SECRET}\n"
    );
    sandbox.config(base + config);
    sandbox
}

/// Returns the endpoint rules of a service that is at one address everywhere.
fn rules_for(url: &str) -> String {
    let endpoint = json!({"url": url, "properties": {}, "headers": {}});
    let region =
        json!({"builtIn": "AWS::Region", "required": false, "documentation": "", "type": "String"});
    json!({
        "version": "1.0",
        "parameters": {"Region": region},
        "rules": [{"conditions": [], "type": "endpoint", "endpoint": endpoint}],
    })
    .to_string()
}

/// Writes the cached token of a single sign-on, named by its session or start URL, that ends in so many seconds.
pub(super) fn write_sso_token(sandbox: &Sandbox, name: &str, seconds: i64) {
    let token = json!({
        "startUrl": START, "region": "us-east-1", "accessToken": "old", "expiresAt": from_now(seconds),
        "clientId": "id", "clientSecret": "client-secret", "registrationExpiresAt": from_now(86400),
        "refreshToken": "again",
    });
    sandbox.file(&sso_cache(name), token.to_string());
}

/// Returns where under HOME that token is kept.
pub(super) fn sso_cache(name: &str) -> String {
    format!(".aws/sso/cache/{}.json", sha1(name))
}

/// Writes the cache of a login that ends in so many seconds.
pub(super) fn write_login(sandbox: &Sandbox, seconds: i64) {
    let keys = json!({
        "accessKeyId": "ASIARTX3GSDSQUISEM2E", "secretAccessKey": "s", "sessionToken": "t",
        "accountId": "123456789012", "expiresAt": from_now(seconds),
    });
    let login = json!({
        "accessToken": keys, "tokenType": "aws_sigv4", "refreshToken": "again", "idToken": "x",
        "clientId": "arn:aws:signin:::devtools/same-device", "dpopKey": LOGIN_KEY,
    });
    sandbox.file(&login_cache(), login.to_string());
}

/// Returns where under HOME that login is kept.
pub(super) fn login_cache() -> String {
    format!(".aws/login/cache/{}.json", hash::<sha2::Sha256>(LOGIN))
}

fn sha1(text: &str) -> String {
    hash::<sha1::Sha1>(text)
}

fn hash<D: sha1::Digest>(text: &str) -> String {
    D::digest(text).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Returns a moment so many seconds from now as the caches write it.
pub(super) fn from_now(seconds: i64) -> String {
    let now = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Fails unless `output` is a failure that a person can read: an error and perhaps a hint, a line each, nothing else.
pub(super) fn assert_readable_failure(output: &Output, code: i32) {
    assert_eq!(output.code, code, "{output:?}");
    let lines: Vec<&str> = output.stderr.lines().collect();
    let shape: Vec<&str> = lines.iter().filter_map(|line| line.split(' ').next()).collect();
    assert!(matches!(*shape, ["error:"] | ["error:", "hint:"]), "{output:?}");
    let control = |character: char| character.is_control() && character != '\n';
    assert!(!output.stderr.contains(control), "{output:?}");
    assert!(lines.iter().all(|line| line.chars().count() < 700), "{output:?}");
    for secret in [BASE_SECRET, "client-secret", "hunter2"] {
        assert!(!output.stderr.contains(secret), "a secret is told");
    }
}
