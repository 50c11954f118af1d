//! What the machine itself signs with: variables, a container's endpoint, an instance's service.

use crate::error::Error;
use crate::network::{Fault, machine};

use super::resolver::Resolver;
use super::{Credentials, Secret};

impl Resolver<'_, '_> {
    /// Returns the keys in the variables; of the token's names the old one wins.
    pub(super) fn of_variables(&self) -> Result<Credentials, Error> {
        let filled = |name| self.inputs.environment.filled(name).map(std::borrow::Cow::into_owned);
        let token = filled("AWS_SECURITY_TOKEN").or_else(|| filled("AWS_SESSION_TOKEN"));
        let keys = filled("AWS_ACCESS_KEY_ID").zip(filled("AWS_SECRET_ACCESS_KEY"));
        let (access_key_id, secret) = keys.ok_or_else(|| Error::Credentials {
            message: "there are no keys in the variables, where credential_source looks".to_owned(),
            hint: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY".to_owned(),
        })?;
        let session_token = token.map(Secret::from);
        let secret_access_key = secret.into();
        Ok(Credentials {
            access_key_id,
            secret_access_key,
            session_token,
            expires_at: None,
            account: None,
        })
    }

    /// Returns what the container's endpoint hands out.
    pub(super) fn container(&self) -> Result<Credentials, Error> {
        machine::container(self.network()?)
            .map_err(|fault| of_machine(fault, "the container's endpoint"))
    }

    /// Returns what the instance metadata service hands out.
    pub(super) fn instance(&self) -> Result<Credentials, Error> {
        let endpoint = self.services.metadata.as_deref();
        machine::instance(self.network()?, endpoint).map_err(|fault| {
            if !matches!(fault, Fault::Unreachable { .. } | Fault::Slow { .. }) {
                return of_machine(fault, "the instance metadata service");
            }
            // Nobody is next door: this is no instance.
            Error::Credentials {
                message: "no credentials are configured, and this is no EC2 instance with a role"
                    .to_owned(),
                hint: "`awsp use NAME` selects a profile, `awsp list` shows them".to_owned(),
            }
        })
    }
}

fn of_machine(fault: Fault, what: &str) -> Error {
    let login = "see what this machine is allowed to hand out";
    fault.into_error(&format!("credentials from {what}"), login)
}
