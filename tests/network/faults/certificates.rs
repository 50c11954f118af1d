//! Certificates that prove nothing, and those that do.

use super::{End, GIVEN_UP, config, placed, prepared, refused, to_aws};
use crate::network::fake::Fake;
use crate::network::home::at;
use crate::network::tls::{Authority, Certificate};
use crate::support::Sandbox;

/// Returns a sandbox whose tools ask a server with such a certificate, and trust its authority if `trusted`.
fn over_tls(certificate: Certificate, trusted: bool) -> Option<(Sandbox, Fake, Authority)> {
    let authority = Authority::new()?;
    let fake = authority.server(certificate)?;
    let sandbox = prepared(at(&fake.tls_url(), &config()));
    let sandbox = if trusted { sandbox.with("AWS_CA_BUNDLE", authority.file()) } else { sandbox };
    Some((sandbox, fake, authority))
}

#[test]
fn a_certificate_of_somebody_unknown() {
    let Some((sandbox, fake, _authority)) = over_tls(Certificate::Good, false) else { return };
    End { says: &["Somebody's_Proxy", "AWS_CA_BUNDLE"], ..GIVEN_UP }.check(&sandbox);
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn a_certificate_for_another_name() {
    let Some((sandbox, fake, _authority)) = over_tls(Certificate::ForAnotherName, true) else {
        return;
    };
    End { says: &["127.0.0.1"], ..GIVEN_UP }.check(&sandbox);
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn a_certificate_that_has_ended() {
    let Some((sandbox, fake, _authority)) = over_tls(Certificate::Expired, true) else { return };
    End { says: &["expired"], ..GIVEN_UP }.check(&sandbox);
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn a_certificate_that_aws_ca_bundle_vouches_for() {
    let Some((sandbox, fake, _authority)) = over_tls(Certificate::Good, true) else { return };
    let output = sandbox.awsp(&["export", "p"]);
    assert_eq!((output.code, fake.asked().len()), (0, 1), "{output:?}");
}

#[test]
fn a_server_that_speaks_no_tls() {
    let Some(fake) = Fake::start() else { return };
    placed(&fake.url().replace("http:", "https:"), GIVEN_UP);
}

#[test]
fn a_bundle_of_certificates_that_is_not_there() {
    let sandbox = to_aws().with("AWS_CA_BUNDLE", "/no/such/file");
    End { says: &["AWS_CA_BUNDLE"], ..refused(3, &[]) }.check(&sandbox);
}
