//! Who one profile is, whatever the variables say.

use crate::access_key_id;
use crate::chain::{self, Base, Chain, CredentialSource};
use crate::profile_kind::{self, Kind};
use crate::session::{RoleRequest, Sessions, SsoKey, Standing, integer, seconds_since_epoch};
use crate::shared_config::{Profile, Setting, SharedConfig};
use crate::source::Source;

use super::{Identity, Known, Problem, State, Stop, arn, profile_source};

/// What a look at profiles takes: the files, the sessions, the time.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a, 't> {
    /// The AWS files.
    pub(crate) config: &'a SharedConfig<'t>,
    /// The sessions; without them no cache is touched and their state is unknown.
    pub(crate) sessions: Option<&'a Sessions<'a>>,
    /// Now, in seconds since 1970.
    pub(crate) now: i64,
}

impl<'t> Look<'_, 't> {
    /// Returns who `profile` is when its credentials are of `kind`; Region and selection are left open.
    pub(crate) fn at(&self, profile: &Profile<'t>, kind: Kind) -> Identity {
        let identity = match kind {
            Kind::Static | Kind::Session => self.keys(profile, kind),
            Kind::Role => self.role(profile),
            Kind::WebIdentity => self.web_identity(profile),
            Kind::Sso | Kind::SsoLegacy => self.sso(profile, kind),
            Kind::Process => self.process(profile),
            Kind::Login => self.login(profile),
            Kind::SsoToken
            | Kind::Environment
            | Kind::CredentialFile
            | Kind::Container
            | Kind::None => Identity::new(kind, profile_source(self.config, profile)),
        };
        let name = Known::new(profile.name(), profile_source(self.config, profile));
        let identity = Identity { profile: Some(name), ..identity };
        match profile_kind::problem(self.config, profile, kind) {
            Some(stop) => identity.stopped(stop),
            None => identity,
        }
    }

    fn keys(&self, profile: &Profile<'t>, kind: Kind) -> Identity {
        let file = profile_kind::file_of_keys(profile);
        let key_id = profile.get_in(file, "aws_access_key_id");
        let text = key_id.map(|setting| setting.value.clone().into_owned());
        let source = key_id.map(|setting| self.config.setting_source(setting));
        let identity = Identity {
            account: self.stated_account(profile, text.as_deref()),
            access_key_id: text,
            ..Identity::new(kind, source.unwrap_or(Source::Default))
        };
        if kind == Kind::Session {
            return identity.standing(Standing::of_keys(expiration(profile), self.now));
        }
        identity
    }

    /// Returns `aws_account_id`, unless the key id itself names another account.
    fn stated_account(&self, profile: &Profile<'t>, key_id: Option<&str>) -> Option<Known<String>> {
        let stated = profile.get("aws_account_id").filter(|setting| !setting.value.is_empty());
        let stated = stated.map(|setting| self.known(setting));
        account_of_keys(stated, key_id)
    }

    fn role(&self, profile: &Profile<'t>) -> Identity {
        let place = profile_source(self.config, profile);
        let role = profile
            .get("role_arn")
            .map_or_else(|| Known::new("", place.clone()), |setting| self.known(setting));
        let signed_by = |source: Source| {
            let source =
                Source::AssumeRole { role_arn: role.value.clone(), source: Box::new(source) };
            Identity::new(Kind::Role, source).in_role(&role)
        };
        match chain::walk(self.config, profile.clone()) {
            Err(stop) => signed_by(stop.source.clone()).stopped(stop),
            Ok(_) if role.value.is_empty() => {
                let message = format!("role_arn of profile `{}` is empty", profile.name());
                signed_by(place).stopped(Stop::new(
                    Problem::RoleSource,
                    message,
                    role.source.clone(),
                ))
            }
            Ok(chain) => {
                let (source, standing) = self.chain(&chain);
                signed_by(source).standing(standing)
            }
        }
    }

    /// Returns what signs the first call of a chain, and how the role at its other end stands.
    fn chain(&self, chain: &Chain<'t>) -> (Source, Standing) {
        let (mut source, mut standing) = self.base(&chain.base);
        for role in chain.roles.iter().rev() {
            if let Some(sessions) = self.sessions {
                standing = Standing::of_role(sessions, self.now, &request(role), &standing);
            }
        }
        for role in chain.roles.iter().skip(1).rev() {
            let role_arn = role.value("role_arn").unwrap_or_default().to_owned();
            source = Source::AssumeRole { role_arn, source: Box::new(source) };
        }
        if self.sessions.is_none() {
            standing = Standing::bare(State::Unknown);
        }
        (source, standing)
    }

    fn base(&self, base: &Base<'t>) -> (Source, Standing) {
        let unknown = Standing::bare(State::Unknown);
        match base {
            Base::Machine(CredentialSource::Environment) => {
                (Source::variable("AWS_ACCESS_KEY_ID"), unknown)
            }
            Base::Machine(CredentialSource::Ec2InstanceMetadata) => (Source::Imds, unknown),
            Base::Machine(CredentialSource::EcsContainer) => (Source::Container, unknown),
            Base::Profile(profile, kind) => {
                let signer = self.at(profile, *kind);
                // Long-term keys sign whenever they are asked.
                let state = if *kind == Kind::Static { State::Refreshable } else { signer.state };
                let standing = Standing {
                    expires_at: signer.expires_at,
                    renewable: signer.renewable,
                    ..Standing::bare(state)
                };
                (signer.source, standing)
            }
        }
    }

    fn web_identity(&self, profile: &Profile<'t>) -> Identity {
        let role = profile.get("role_arn").map_or_else(
            || Known::new("", profile_source(self.config, profile)),
            |setting| self.known(setting),
        );
        self.with_token(&role, profile.value("role_session_name"))
    }

    /// Returns who takes `role` with a web identity token.
    pub(crate) fn with_token(&self, role: &Known<String>, session_name: Option<&str>) -> Identity {
        let request = RoleRequest {
            role_arn: &role.value,
            role_session_name: session_name,
            ..RoleRequest::default()
        };
        let standing =
            self.sessions.map(|found| Standing::of_web_identity(found, self.now, &request));
        Identity::new(Kind::WebIdentity, Source::WebIdentity)
            .in_role(role)
            .standing(standing.unwrap_or(Standing::bare(State::Unknown)))
    }

    fn sso(&self, profile: &Profile<'t>, kind: Kind) -> Identity {
        let text = |key| profile.value(key).unwrap_or_default();
        let key = if kind == Kind::Sso {
            SsoKey::Session(text("sso_session"))
        } else {
            SsoKey::StartUrl(text("sso_start_url"))
        };
        let role = (text("sso_account_id"), text("sso_role_name"));
        let standing = self.sessions.map(|found| Standing::of_sso(found, self.now, role, key));
        let account = profile.get("sso_account_id").filter(|setting| !setting.value.is_empty());
        let name = profile.get("sso_role_name").filter(|setting| !setting.value.is_empty());
        Identity {
            account: account.map(|setting| self.known(setting)),
            principal: name.map(|setting| self.known(setting)),
            ..Identity::new(kind, Source::Sso(key.name().to_owned()))
        }
        .standing(standing.unwrap_or(Standing::bare(State::Unknown)))
    }

    fn process(&self, profile: &Profile<'t>) -> Identity {
        let command = profile.value("credential_process").unwrap_or_default();
        Identity {
            account: self.stated_account(profile, None),
            ..Identity::new(Kind::Process, Source::Process(program(command).to_owned()))
        }
        .standing(Standing::bare(State::Unknown))
    }

    fn login(&self, profile: &Profile<'t>) -> Identity {
        let session = profile.value("login_session").unwrap_or_default();
        let standing = self.sessions.map(|found| Standing::of_login(found, self.now, session));
        let place = profile.get("login_session").map(|setting| self.config.setting_source(setting));
        let at_place = |value: Option<&str>| Some(Known::new(value?, place.clone()?));
        Identity {
            account: at_place(arn::account(session)),
            principal: at_place(arn::principal(session)),
            ..Identity::new(Kind::Login, Source::Login)
        }
        .standing(standing.unwrap_or(Standing::bare(State::Unknown)))
    }

    fn known(&self, setting: &Setting<'t>) -> Known<String> {
        Known::new(&*setting.value, self.config.setting_source(setting))
    }
}

/// Returns the account of keys: what is stated beside them, unless the key id itself names another.
pub(crate) fn account_of_keys(
    stated: Option<Known<String>>,
    key_id: Option<&str>,
) -> Option<Known<String>> {
    let Some(written) = key_id.and_then(access_key_id::account) else { return stated };
    match stated {
        Some(stated) if stated.value == written => Some(stated),
        Some(_) | None => Some(Known::new(written, Source::AccessKeyId)),
    }
}

/// Returns the parameters that name the cache file of the profile's role.
pub(crate) fn request<'a>(profile: &'a Profile<'_>) -> RoleRequest<'a> {
    RoleRequest {
        role_arn: profile.value("role_arn").unwrap_or_default(),
        role_session_name: profile.value("role_session_name"),
        external_id: profile.value("external_id"),
        mfa_serial: profile.value("mfa_serial"),
        duration_seconds: profile.value("duration_seconds").and_then(integer),
    }
}

/// Returns the end of keys that another tool wrote beside them; AWS's own tools write none.
fn expiration(profile: &Profile<'_>) -> Option<i64> {
    ["expiration", "x_security_token_expires", "aws_expiration"]
        .into_iter()
        .find_map(|key| seconds_since_epoch(profile.value(key)?))
}

/// Returns the program of a command line, without its arguments.
fn program(command: &str) -> &str {
    let command = command.trim_start();
    match command.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next().unwrap_or(quoted),
        None => command.split_whitespace().next().unwrap_or(command),
    }
}

#[cfg(test)]
mod tests;
