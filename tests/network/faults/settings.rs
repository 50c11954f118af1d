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
    // What the AWS CLI stops at is said by its name; the rest means nothing to it, and to awsp.
    for (name, value, code) in [
        ("AWS_ENDPOINT_URL", "", 0),
        ("AWS_ENDPOINT_URL_IAM", "", 0),
        ("AWS_MAX_ATTEMPTS", "", 3),
        ("AWS_MAX_ATTEMPTS", "many", 3),
        ("AWS_RETRY_MODE", "sometimes", 3),
        ("AWS_USE_FIPS_ENDPOINT", "perhaps", 0),
    ] {
        let output = home(&fake, PROFILES).with(name, value).awsp(&["export", "p"]);

        assert_eq!(output.code, code, "{name}={value}: {output:?}");
        assert_eq!(output.stdout.is_empty(), code != 0, "{name}={value}: {output:?}");
        assert_eq!(output.stderr.contains(name), code != 0, "{name}={value}: {output:?}");
        assert!(!output.stderr.contains(BASE_SECRET), "{output:?}");
    }
}
