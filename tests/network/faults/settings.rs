//! Settings that would lead astray.

use super::{PROFILES, config, placed, prepared, refused};
use crate::network::fake::Fake;
use crate::network::home::{BASE_SECRET, assert_readable_failure, at, home};

#[test]
fn an_address_without_tls_is_for_this_machine_only() {
    placed("http://192.0.2.1", refused(3, &["http"]));
}

#[test]
fn an_address_that_is_none() {
    for address in ["nonsense", "http://", "https://[", "ftp://127.0.0.1/"] {
        placed(address, refused(3, &["AWS_ENDPOINT_URL"]));
    }
}

#[test]
fn a_token_goes_to_an_address_elsewhere_only_when_that_is_allowed() {
    let sandbox = prepared(at("https://portal.nowhere.invalid", &config()));
    let asked = sandbox.awsp(&["export", "corp"]);
    assert_readable_failure(&asked, 3);
    assert!(asked.stderr.contains("--allow-endpoint"), "{asked:?}");

    assert_readable_failure(&sandbox.awsp(&["export", "--allow-endpoint", "corp"]), 5);
}

#[test]
fn variables_that_would_make_the_sdk_panic() {
    let Some(fake) = Fake::start() else { return };
    for (name, value) in [
        ("AWS_ENDPOINT_URL", ""),
        ("AWS_ENDPOINT_URL_IAM", ""),
        ("AWS_MAX_ATTEMPTS", ""),
        ("AWS_MAX_ATTEMPTS", "many"),
        ("AWS_RETRY_MODE", "sometimes"),
        ("AWS_USE_FIPS_ENDPOINT", "perhaps"),
    ] {
        let output = home(&fake, PROFILES).with(name, value).awsp(&["export", "p"]);
        // What the AWS CLI stops at is said by its name; the rest means nothing.
        let is_said = output.code == 3 && output.stderr.contains(name);
        assert!(
            is_said || (output.code == 0 && !output.stdout.is_empty()),
            "{name}={value}: {output:?}"
        );
        assert!(!output.stderr.contains(BASE_SECRET), "{output:?}");
    }
}
