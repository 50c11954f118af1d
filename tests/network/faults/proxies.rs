//! Proxies that are no help.

use super::{End, GIVEN_UP, PROFILES, to_aws};
use crate::network::fake::Fake;
use crate::network::home::home;
use crate::network::lines::{closed_port, proxy};

#[test]
fn a_proxy_that_is_down() {
    let sandbox = to_aws().with("HTTPS_PROXY", format!("http://127.0.0.1:{}", closed_port()));
    End { says: &["HTTPS_PROXY"], ..GIVEN_UP }.check(&sandbox);
}

#[test]
fn a_proxy_that_wants_a_password() {
    let port = proxy("407 Proxy Authentication Required");
    let sandbox = to_aws().with("https_proxy", format!("http://127.0.0.1:{port}"));
    End { says: &["https_proxy", "407"], ..GIVEN_UP }.check(&sandbox);
}

#[test]
fn a_proxy_that_reaches_nobody() {
    let port = proxy("502 Bad Gateway");
    let sandbox = to_aws().with("HTTPS_PROXY", format!("http://127.0.0.1:{port}"));
    End { says: &["HTTPS_PROXY"], ..GIVEN_UP }.check(&sandbox);
}

#[test]
fn a_proxy_that_is_no_address() {
    for address in ["http://[bad", "::", "http://127.0.0.1:99999"] {
        let sandbox = to_aws().with("HTTPS_PROXY", address);
        End { says: &["HTTPS_PROXY"], ..GIVEN_UP }.check(&sandbox);
    }
}

#[test]
fn the_password_of_a_proxy_is_not_told() {
    let address = format!("http://user:hunter2@127.0.0.1:{}", closed_port());
    let sandbox = to_aws().with("HTTPS_PROXY", address);
    End { says: &["HTTPS_PROXY"], ..GIVEN_UP }.check(&sandbox);
}

#[test]
fn servers_of_this_machine_are_reached_without_the_proxy_where_no_proxy_says_so() {
    let Some(fake) = Fake::start() else { return };
    let address = format!("http://127.0.0.1:{}", closed_port());
    let sandbox = home(&fake, PROFILES)
        .with("HTTP_PROXY", &address)
        .with("http_proxy", &address)
        .with("NO_PROXY", "example.com,127.0.0.1");

    assert_eq!(sandbox.awsp(&["export", "p"]).code, 0);
}
