//! Certificates made for one test, and servers with them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::fake::Fake;
use crate::support::tool;

/// What `openssl ca` has to be told in a file.
const SETTINGS: &str = "\
[ca]
default_ca = ours
[ours]
database = index
rand_serial = yes
unique_subject = no
policy = any
default_md = sha256
[any]
commonName = supplied
";

/// An authority that nobody trusts by itself.
pub(super) struct Authority {
    folder: TempDir,
    openssl: PathBuf,
}

/// What a server's certificate says.
#[derive(Clone, Copy)]
pub(super) enum Certificate {
    /// It is for 127.0.0.1, and good today.
    Good,
    /// It is for another name.
    ForAnotherName,
    /// It ended years ago.
    Expired,
}

impl Authority {
    /// Makes one named `Somebody's Proxy`, if openssl is here.
    pub(super) fn new() -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("awsp-tls-").tempdir().unwrap();
        let authority = Self { openssl: tool("openssl")?, folder };
        fs::write(authority.path("settings"), SETTINGS).unwrap();
        fs::write(authority.path("index"), "").unwrap();
        authority.openssl(&format!(
            "req -x509 {NEW_KEY} -keyout ca.key -out ca.pem -days 2 -subj /CN=Somebody's_Proxy"
        ));
        Some(authority)
    }

    /// Returns the file of the authority's own certificate.
    pub(super) fn file(&self) -> PathBuf {
        self.path("ca.pem")
    }

    /// Starts a server with such a certificate.
    pub(super) fn server(&self, certificate: Certificate) -> Option<Fake> {
        let (name, from, to) = match certificate {
            Certificate::Good => ("IP:127.0.0.1", "20200101000000Z", "21000101000000Z"),
            Certificate::ForAnotherName => {
                ("DNS:another.example", "20200101000000Z", "21000101000000Z")
            }
            Certificate::Expired => ("IP:127.0.0.1", "20200101000000Z", "20210101000000Z"),
        };
        fs::write(self.path("names"), format!("subjectAltName = {name}\n")).unwrap();
        self.openssl(&format!("req -new {NEW_KEY} -keyout leaf.key -out request -subj /CN=leaf"));
        self.openssl(&format!(
            "ca -batch -config settings -cert ca.pem -keyfile ca.key -in request -out leaf.pem -notext -outdir . \
             -extfile names -startdate {from} -enddate {to}"
        ));
        let [leaf, key] = ["leaf.pem", "leaf.key"].map(|name| fs::read(self.path(name)).unwrap());
        fs::write(self.path("server.pem"), [leaf, key].concat()).unwrap();
        Fake::with_certificate(&self.path("server.pem"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn openssl(&self, words: &str) {
        let mut command = Command::new(&self.openssl);
        command.args(words.split_whitespace()).current_dir(self.folder.path()).stdin(Stdio::null());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
}

/// A key that is made in no time.
const NEW_KEY: &str = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
