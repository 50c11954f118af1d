//! The Security Token Service.

use aws_config::Region;
use aws_credential_types::Credentials as Signature;
use aws_sdk_sts::Client;
use aws_sdk_sts::config::{Builder, Config, StalledStreamProtectionConfig};
use aws_sdk_sts::types::{AssumedRoleUser, Credentials as Answer};

use crate::credentials::{AssumedRole, Credentials, Secret};

use super::clock_skew::OnceMore;
use super::{Fault, Network, Target};

/// The Security Token Service at one address.
pub(crate) struct Sts<'a> {
    network: &'a Network,
    target: &'a Target,
}

/// Who a call was signed as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The ARN of the role's session or the user.
    pub(crate) arn: String,
    /// The account.
    pub(crate) account: String,
    /// AWS's own id of the user or role, with the session's name.
    pub(crate) user_id: String,
}

impl Caller {
    /// Returns whether the parts look like AWS's: what a server says is not believed unseen.
    fn is_well_formed(&self) -> bool {
        let is_plain =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        self.arn.starts_with("arn:")
            && is_plain(&self.arn)
            && is_plain(&self.user_id)
            && self.account.len() == 12
            && self.account.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// What a role is asked for with.
#[derive(Clone, Debug, Default)]
pub(crate) struct AssumeRole {
    /// The role.
    pub(crate) role_arn: String,
    /// The session's name.
    pub(crate) session_name: String,
    /// The external id.
    pub(crate) external_id: Option<String>,
    /// How long the session lasts, in seconds.
    pub(crate) duration: Option<i32>,
    /// The MFA device and its code.
    pub(crate) mfa: Option<(String, Secret)>,
}

/// A session for the console may do all that its user may.
const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

/// What a call that brings a session brings.
type Session = (Credentials, Option<AssumedRole>);

impl<'a> Sts<'a> {
    /// Returns the service at `target`.
    pub(crate) const fn new(network: &'a Network, target: &'a Target) -> Self {
        Self { network, target }
    }

    /// Asks who `credentials` are.
    pub(crate) fn caller(&self, credentials: &Credentials) -> Result<Caller, Fault> {
        let call = self.client(Some(credentials)).get_caller_identity();
        let said = self.network.run(call.send()).map_err(|error| self.network.fault(&error))?;
        let text =
            |text: Option<String>| text.ok_or_else(|| self.network.not_aws("it lacks a part"));
        let caller = Caller {
            arn: text(said.arn)?,
            account: text(said.account)?,
            user_id: text(said.user_id)?,
        };
        if caller.is_well_formed() { Ok(caller) } else { Err(self.network.not_aws("it is nobody")) }
    }

    /// Takes a role, signed with `credentials`.
    pub(crate) fn assume(
        &self,
        credentials: &Credentials,
        role: &AssumeRole,
    ) -> Result<Session, Fault> {
        let (serial, code) = role.mfa.clone().unzip();
        let call = self
            .client(Some(credentials))
            .assume_role()
            .role_arn(&role.role_arn)
            .role_session_name(&role.session_name)
            .set_external_id(role.external_id.clone())
            .set_duration_seconds(role.duration)
            .set_serial_number(serial)
            .set_token_code(code.map(|code| code.reveal().to_owned()));
        let said = self.network.run(call.send()).map_err(|error| self.network.fault(&error))?;
        self.session(said.credentials, said.assumed_role_user)
    }

    /// Takes a role with a web identity token, which nothing signs.
    pub(crate) fn assume_with_token(
        &self,
        role_arn: &str,
        session_name: &str,
        token: &Secret,
    ) -> Result<Session, Fault> {
        let call = self
            .client(None)
            .assume_role_with_web_identity()
            .role_arn(role_arn)
            .role_session_name(session_name)
            .web_identity_token(token.reveal());
        let said = self.network.run(call.send()).map_err(|error| self.network.fault(&error))?;
        self.session(said.credentials, said.assumed_role_user)
    }

    /// Proves once that an MFA device is at hand: what this returns signs for every role that asks for it.
    pub(crate) fn session_token(
        &self,
        credentials: &Credentials,
        serial: &str,
        code: &Secret,
    ) -> Result<Credentials, Fault> {
        let call = self.client(Some(credentials)).get_session_token();
        let call = call.serial_number(serial).token_code(code.reveal());
        let said = self.network.run(call.send()).map_err(|error| self.network.fault(&error))?;
        self.session(said.credentials, None).map(|(credentials, _)| credentials)
    }

    /// Makes a session of long-term keys that may do what they may: the console takes no long-term keys.
    pub(crate) fn federation_token(&self, credentials: &Credentials) -> Result<Credentials, Fault> {
        let call = self.client(Some(credentials)).get_federation_token();
        let call = call.name("awsp").policy(EVERYTHING);
        let said = self.network.run(call.send()).map_err(|error| self.network.fault(&error))?;
        self.session(said.credentials, None).map(|(credentials, _)| credentials)
    }

    fn session(
        &self,
        said: Option<Answer>,
        user: Option<AssumedRoleUser>,
    ) -> Result<Session, Fault> {
        let said = said.ok_or_else(|| self.network.not_aws("it holds no credentials"))?;
        let user = user.map(|user| AssumedRole { id: user.assumed_role_id, arn: user.arn });
        let account = user.as_ref().and_then(|user| user.arn.split(':').nth(4)).map(str::to_owned);
        let credentials = Credentials {
            access_key_id: said.access_key_id,
            secret_access_key: said.secret_access_key.into(),
            session_token: Some(said.session_token.into()),
            expires_at: Some(said.expiration.secs()),
            account,
        };
        if credentials.is_well_formed() {
            Ok((credentials, user))
        } else {
            Err(self.network.not_aws("its credentials look like none of AWS's"))
        }
    }

    fn client(&self, credentials: Option<&Credentials>) -> Client {
        Client::from_conf(self.config(credentials).build())
    }

    fn config(&self, credentials: Option<&Credentials>) -> Builder {
        let config = Config::builder()
            .behavior_version(Network::behavior())
            .http_client(self.network.http.clone())
            .retry_config(Network::retries())
            .timeout_config(Network::timeouts())
            .retry_classifier(OnceMore::default())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .region(Region::new(self.target.region.clone()))
            .use_fips(self.target.fips)
            .use_dual_stack(self.target.dual_stack);
        let mut config = match credentials {
            Some(credentials) => config.credentials_provider(signature(credentials)),
            None => config.allow_no_auth(),
        };
        config.set_endpoint_url(self.target.endpoint.as_ref().map(|url| url.value.clone()));
        config
    }
}

/// Returns credentials as the SDK signs with them. Whether they have ended, AWS decides.
fn signature(credentials: &Credentials) -> Signature {
    let token = credentials.session_token.as_ref().map(|token| token.reveal().to_owned());
    let secret = credentials.secret_access_key.reveal();
    Signature::new(&credentials.access_key_id, secret, token, None, "awsp")
}
