//! The keys of a profile themselves, for somebody who signs with them: as far as they are at hand without the network.

pub(crate) mod entry;
mod kept;
pub(crate) mod own;
pub(crate) mod process;
mod process_chain;
mod secret;

use crate::display::escaped;
use crate::error::Error;
use crate::identity::{Identity, Kind, Problem, State, Stop};
use crate::inputs::Inputs;
use crate::precedence::{self, Facts, Family};
use crate::profile_lookup;
use crate::shared_config::{FileKind, Profile, SharedConfig, View};
use crate::source::Source;
use crate::time;

use process_chain::ProcessChain;

pub(crate) use secret::Secret;

/// What signs a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Credentials {
    /// The access key id.
    pub(crate) access_key_id: String,
    /// The secret access key.
    pub(crate) secret_access_key: Secret,
    /// The session token; long-term keys have none.
    pub(crate) session_token: Option<Secret>,
    /// When they end, in seconds since 1970, if they do and if that is known.
    pub(crate) expires_at: Option<i64>,
    /// The account, if it is known.
    pub(crate) account: Option<String>,
}

impl Credentials {
    /// Returns the variables that tell a program, with their values, in the AWS CLI's order.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, String)> {
        let secret = |secret: &Secret| secret.reveal().to_owned();
        let all = [
            ("AWS_ACCESS_KEY_ID", Some(self.access_key_id.clone())),
            ("AWS_SECRET_ACCESS_KEY", Some(secret(&self.secret_access_key))),
            ("AWS_SESSION_TOKEN", self.session_token.as_ref().map(secret)),
            ("AWS_CREDENTIAL_EXPIRATION", self.expires_at.map(time::rfc3339)),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }
}

/// Finds the profile that a user means, and returns what `--profile NAME` would have the AWS CLI sign with, and who that is; of a profile that only the SDKs see,
/// what they would sign with.
pub(crate) fn of_profile(inputs: &Inputs, name: &str) -> Result<(Credentials, Identity), Error> {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let name = &profile_lookup::find(&config, &inputs.settings().aliases, name)?.name;
    let (family, view) = if config.view(View::Boto).has(name) {
        (Family::AwsCli, View::Boto)
    } else {
        (Family::Rust, View::Sdk)
    };
    let facts = Facts {
        environment: &inputs.environment,
        config: &config,
        caches: &inputs.caches,
        now: inputs.now,
        profile_flag: Some(name),
    };
    let identity = precedence::identify(family, &facts);
    let profile = config.view(view).profile(name);
    let credentials = Search { inputs, config: &config, name, profile }.credentials(&identity)?;
    Ok((credentials, identity))
}

struct Search<'a, 't> {
    inputs: &'a Inputs,
    config: &'a SharedConfig<'t>,
    name: &'a str,
    profile: Option<Profile<'t>>,
}

impl Search<'_, '_> {
    fn credentials(&self, identity: &Identity) -> Result<Credentials, Error> {
        if let Some(stop) = &identity.error {
            return Err(self.stopped(stop));
        }
        let found = match identity.kind {
            Kind::Static | Kind::Session => self.stated(identity),
            Kind::Process => return self.of_process(identity),
            Kind::Role | Kind::WebIdentity | Kind::Sso | Kind::SsoLegacy | Kind::Login => {
                self.kept(identity)
            }
            Kind::SsoToken
            | Kind::Environment
            | Kind::CredentialFile
            | Kind::Container
            | Kind::None => None,
        };
        let account = identity.account.as_ref().map(|account| account.value.clone());
        let found = found.map(|found| Credentials { account: found.account.or(account), ..found });
        found.ok_or_else(|| self.nothing(identity))
    }

    /// Returns keys that stand in a file.
    fn stated(&self, identity: &Identity) -> Option<Credentials> {
        let keys = identity.keys.as_ref()?;
        let token = keys.token.as_ref().map(|token| self.value(&token.source));
        Some(Credentials {
            access_key_id: self.value(&keys.id.source)?,
            secret_access_key: self.value(&keys.secret.source)?.into(),
            session_token: token.flatten().map(Secret::from),
            expires_at: identity.expires_at,
            account: None,
        })
    }

    /// Returns what stands at a place in the profile.
    fn value(&self, source: &Source) -> Option<String> {
        let Source::File { key, .. } = source else { return None };
        let profile = self.profile.as_ref()?;
        let mut settings = [FileKind::Config, FileKind::Credentials]
            .into_iter()
            .filter_map(|file| profile.get_in(file, key));
        let setting = settings.find(|setting| self.config.setting_source(setting) == *source)?;
        Some(setting.value.clone().into_owned())
    }

    /// Returns the session that the AWS CLI keeps, if it would use it.
    fn kept(&self, identity: &Identity) -> Option<Credentials> {
        let Source::Cache(path) = &identity.keys.as_ref()?.id.source else { return None };
        kept::read(&self.inputs.caches.text(path)?, self.inputs.now)
    }

    fn of_process(&self, identity: &Identity) -> Result<Credentials, Error> {
        let setting = self.profile.as_ref().and_then(|profile| profile.get("credential_process"));
        let Some(setting) = setting else { return Err(self.nothing(identity)) };
        let chain = ProcessChain::of(&self.inputs.environment).with(self.name)?;
        let environment = self.inputs.environment.after(&chain.change());
        let account = identity.account.as_ref().map(|account| account.value.clone());
        let found = process::run(&setting.value, &environment, self.inputs.now);
        let found = found.map_err(|fault| Error::Credentials {
            message: format!("{}: {fault}", self.config.setting_source(setting)),
            hint: "run the command yourself: it has to print one JSON object with \"Version\": 1"
                .to_owned(),
        })?;
        Ok(Credentials { account: found.account.or(account), ..found })
    }

    /// Says what the tools stop at.
    fn stopped(&self, stop: &Stop) -> Error {
        let hint = format!("`awsp explain --profile {}` shows what each tool does", self.shown());
        let message = match stop.source.place() {
            Some((path, line)) => format!("{}:{line}: {stop}", path.display()),
            None => stop.to_string(),
        };
        if matches!(stop.problem, Problem::NoCredentials | Problem::NotSignedIn) {
            return Error::Credentials { message, hint };
        }
        Error::Profile { message, hint }
    }

    /// Says why there are no keys at hand.
    fn nothing(&self, identity: &Identity) -> Error {
        let name = self.shown();
        if matches!(identity.kind, Kind::None | Kind::SsoToken) {
            let message = format!("profile `{name}` has no credentials of its own");
            let hint = "`awsp list --long` shows where each profile is defined".to_owned();
            return Error::Credentials { message, hint };
        }
        let message = format!("profile `{name}` has no session that is still good");
        Error::Credentials { message, hint: self.sign_in(identity) }
    }

    /// Returns the command that gets a session, and keeps it where awsp finds it.
    fn sign_in(&self, identity: &Identity) -> String {
        let name = self.shown();
        let is_gone = matches!(identity.state, State::None | State::Expired);
        if is_gone && matches!(identity.kind, Kind::Sso | Kind::SsoLegacy) {
            return format!("aws sso login --profile {name}");
        }
        if is_gone && identity.kind == Kind::Login {
            return format!("aws login --profile {name}");
        }
        format!("aws sts get-caller-identity --profile {name}   (keeps one for awsp, too)")
    }

    fn shown(&self) -> String {
        escaped(self.name)
    }
}
