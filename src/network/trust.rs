//! Whose certificates are believed.

use std::io::Read as _;
use std::path::Path;

use aws_smithy_http_client::tls::{TlsContext, TrustStore};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::error::Error;
use crate::file;

/// No bundle of certificates is larger, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Whose certificates are believed.
#[derive(Debug)]
pub(super) enum Trust {
    /// The system's.
    System,
    /// Those in this text, and no others.
    Bundle(Vec<u8>),
}

impl Trust {
    /// Reads the bundle if there is one; what is no certificate is an error here, for later it would end the process.
    pub(super) fn of(bundle: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = bundle else { return Ok(Self::System) };
        let refuse = |message: String| {
            Error::File {
            path: path.to_owned(),
            line: None,
            message,
            hint: "AWS_CA_BUNDLE, ca_bundle or REQUESTS_CA_BUNDLE has to name a file of certificates in PEM format"
                .to_owned(),
        }
        };
        let (file, _) = file::open(path).map_err(|error| refuse(error.to_string()))?;
        let mut text = Vec::new();
        file.take(LARGEST).read_to_end(&mut text).map_err(|error| refuse(error.to_string()))?;
        match certificates(&text) {
            Some(0) => Err(refuse("there is no certificate in it".to_owned())),
            Some(_) => Ok(Self::Bundle(text)),
            None => Err(refuse("one of its certificates cannot be read".to_owned())),
        }
    }

    /// Returns what the TLS library takes.
    pub(super) fn context(&self) -> TlsContext {
        let store = match self {
            Self::System => TrustStore::default(),
            Self::Bundle(text) => TrustStore::empty().with_pem_certificate(text.clone()),
        };
        TlsContext::builder().with_trust_store(store).build().unwrap_or_default()
    }
}

/// Returns how many certificates there are; `None` if one of them is broken.
fn certificates(text: &[u8]) -> Option<usize> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(text) {
        roots.add(certificate.ok()?).ok()?;
    }
    Some(roots.len())
}
