//! Who has signed the certificate of a server that nobody trusts: the TLS library does not tell.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme};

use super::proxy::host_of;

/// How long all of it may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// The name of somebody, and that of an organisation, as certificates number them.
const NAMES: [&[u8]; 2] = [&[0x55, 4, 3], &[0x55, 4, 10]];

/// Returns the name of whoever has signed the certificate of a server. Nothing is sent but a greeting: the handshake ends
/// once the certificate is seen. Nobody waits for a server that takes its time.
pub(super) fn of(authority: &str) -> Option<String> {
    let (sender, receiver) = mpsc::channel();
    let authority = authority.to_owned();
    thread::spawn(move || _ = sender.send(asked(&authority)));
    receiver.recv_timeout(PATIENCE).ok()?
}

fn asked(authority: &str) -> Option<String> {
    let seen = Arc::new(Seen::default());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::<Seen>::clone(&seen))
        .with_no_client_auth();
    let name = ServerName::try_from(host_of(authority)).ok()?;
    let mut connection = ClientConnection::new(Arc::new(config), name).ok()?;
    let mut stream = connect(authority)?;
    _ = connection.complete_io(&mut stream);
    let certificate = seen.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
    issuer(&certificate)
}

fn connect(authority: &str) -> Option<TcpStream> {
    let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let place = if has_port { authority.to_owned() } else { format!("{authority}:443") };
    let address = place.to_socket_addrs().ok()?.next()?;
    let stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    Some(stream)
}

/// Keeps the certificate that a server shows, and believes none.
#[derive(Debug, Default)]
struct Seen(Mutex<Option<Vec<u8>>>);

fn enough() -> Error {
    Error::General("the certificate is all that was wanted".to_owned())
}

impl ServerCertVerifier for Seen {
    fn verify_server_cert(
        &self,
        own: &CertificateDer<'_>,
        _above: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _status: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(own.to_vec());
        Err(enough())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(enough())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(enough())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}

/// Returns the name of the issuer in a certificate (RFC 5280, 4.1).
fn issuer(certificate: &[u8]) -> Option<String> {
    const VERSION: u8 = 0xa0;
    let (_, certificate, _) = element(certificate)?;
    let (_, signed, _) = element(certificate)?;
    let (tag, _, behind) = element(signed)?;
    let from_serial = if tag == VERSION { behind } else { signed };
    let (_, _, from_algorithm) = element(from_serial)?;
    let (_, _, from_issuer) = element(from_algorithm)?;
    let (_, issuer, _) = element(from_issuer)?;
    NAMES.iter().find_map(|wanted| name_in(issuer, wanted))
}

fn name_in(mut names: &[u8], wanted: &[u8]) -> Option<String> {
    while let Some((_, set, behind)) = element(names) {
        let (_, pair, _) = element(set)?;
        let (_, kind, from_value) = element(pair)?;
        if kind == wanted {
            let (_, value, _) = element(from_value)?;
            return Some(String::from_utf8_lossy(value).into_owned());
        }
        names = behind;
    }
    None
}

/// Takes the first element of DER: its tag, what is in it, and what stands behind it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        short @ 0..=0x7f => (usize::from(*short), rest),
        0x81 | 0x82 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (content, behind) = rest.split_at_checked(length)?;
    Some((*tag, content, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        let length = u8::try_from(content.len()).unwrap();
        let head: &[u8] = if length < 0x80 { &[tag, length] } else { &[tag, 0x81, length] };
        [head, &content].concat()
    }

    /// Returns a certificate that these names have issued, each a number and a text.
    fn certificate(version: &[u8], names: &[(&[u8], &str)]) -> Vec<u8> {
        let names: Vec<Vec<u8>> = names
            .iter()
            .map(|(kind, text)| {
                der(0x31, &[&der(0x30, &[&der(6, &[kind]), &der(12, &[text.as_bytes()])])])
            })
            .collect();
        let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
        let signed = der(0x30, &[version, &der(2, &[&[1]]), &der(0x30, &[]), &der(0x30, &names)]);
        der(0x30, &[&signed])
    }

    #[test]
    fn the_issuer_is_named_as_itself_or_as_its_organisation() {
        let version = der(0xa0, &[&der(2, &[&[2]])]);
        let long = "x".repeat(100);
        for (version, names, expected) in [
            (&version[..], &[(NAMES[1], "Corp"), (NAMES[0], "Corp Proxy")][..], Some("Corp Proxy")),
            (&[], &[(NAMES[1], "Corp")], Some("Corp")),
            (&[], &[(NAMES[0], long.as_str())], Some(long.as_str())),
            (&[], &[(&[0x55, 4, 6], "DE")], None),
        ] {
            assert_eq!(issuer(&certificate(version, names)).as_deref(), expected, "{names:?}");
        }
    }

    #[test]
    fn torn_certificates_name_nobody() {
        let whole = certificate(&[], &[(NAMES[0], "Corp")]);

        for length in 0..whole.len() {
            assert_eq!(issuer(whole.get(..length).unwrap()), None, "{length}");
        }
        assert_eq!(issuer(&[0x30, 0x85, 1]), None);
    }
}
