//! Moto's STS, which checks signatures and policies.

use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use super::clients::venv_python;
use super::fake::{Server, script};

/// A server of account 123456789012 with users and roles: see `tests/aws/moto_aws.py`.
pub(super) struct Moto {
    server: Server,
}

impl Moto {
    /// Returns the server of all tests, if this machine has one.
    pub(super) fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Moto>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }

    fn start() -> Option<Self> {
        let server = Server::start(Command::new(venv_python()?).arg(script("moto_aws.py")));
        Some(Self { server })
    }

    /// Returns the address of the server.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.said()["port"])
    }

    /// Returns key id and secret of a user: alice may assume roles, mallory may not, ivy may see everybody's keys, carl's
    /// key is deleted and dora's inactive, which this server bears with.
    pub(super) fn keys(&self, user: &str) -> [String; 2] {
        let said = self.said();
        [0, 1].map(|part| said["keys"][user][part].as_str().unwrap().to_owned())
    }

    fn said(&self) -> Value {
        serde_json::from_str(&self.server.said).unwrap()
    }
}
