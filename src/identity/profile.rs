//! Who one profile is, whatever the variables say.

mod role;

use crate::access_key_id;
use crate::dialect::{Dialect, KeySettings};
use crate::environment::Environment;
use crate::profile_kind::Kind;
use crate::session::{RoleRequest, Sessions, SsoKey, Standing, integer, seconds_since_epoch};
use crate::shared_config::{Profile, Setting, SharedConfig, words};
use crate::source::Source;

pub(crate) use role::container_variable;

use super::{Identity, Keys, Known, Part, State, arn, profile_source};

/// What a look at profiles takes: the files, the sessions, the time.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a, 't> {
    /// How the tool reads a profile.
    pub(crate) dialect: &'static Dialect,
    /// The variables the tool would see.
    pub(crate) environment: &'a Environment,
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
        match (self.dialect.problem)(self.config, profile, kind) {
            Some(stop) => identity.stopped(stop),
            None => identity,
        }
    }

    fn keys(&self, profile: &Profile<'t>, kind: Kind) -> Identity {
        let found = (self.dialect.keys)(profile);
        let text = found.id.map(|setting| setting.value.clone().into_owned());
        let source = found.id.map(|setting| self.config.setting_source(setting));
        let identity = Identity {
            account: self.stated_account(profile, text.as_deref()),
            access_key_id: text,
            keys: self.parts(&found),
            ..Identity::new(kind, source.unwrap_or(Source::Default))
        };
        if kind == Kind::Session {
            return identity.standing(Standing::of_keys(expiration(profile), self.now));
        }
        identity
    }

    fn parts(&self, found: &KeySettings<'_, 't>) -> Option<Keys> {
        let part = |setting: &Setting<'t>| {
            Part::found(&setting.value, self.config.setting_source(setting))
        };
        Some(Keys {
            id: part(found.id?),
            secret: part(found.secret?),
            token: found.token.map(part),
        })
    }

    /// Returns `aws_account_id`, unless the key id itself names another account.
    fn stated_account(&self, profile: &Profile<'t>, key_id: Option<&str>) -> Option<Known<String>> {
        let stated = profile.get("aws_account_id").filter(|setting| !setting.value.is_empty());
        let stated = stated.map(|setting| self.known(setting));
        account_of_keys(stated, key_id)
    }

    fn web_identity(&self, profile: &Profile<'t>) -> Identity {
        let role = profile.get("role_arn").map_or_else(
            || Known::new("", profile_source(self.config, profile)),
            |setting| self.known(setting),
        );
        let token_file = profile.value("web_identity_token_file").unwrap_or_default();
        self.with_token(&role, token_file, profile.value("role_session_name"))
    }

    /// Returns who takes `role` with the web identity token in `token_file`.
    pub(crate) fn with_token(
        &self,
        role: &Known<String>,
        token_file: &str,
        session_name: Option<&str>,
    ) -> Identity {
        let request = RoleRequest {
            role_arn: &role.value,
            role_session_name: session_name,
            ..RoleRequest::default()
        };
        let standing =
            self.sessions.map(|found| Standing::of_web_identity(found, self.now, &request));
        let source =
            Source::WebIdentity { role_arn: role.value.clone(), token_file: token_file.to_owned() };
        Identity::new(Kind::WebIdentity, source)
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
        let source = Source::Sso {
            session: key.name().to_owned(),
            account_id: role.0.to_owned(),
            role_name: role.1.to_owned(),
        };
        Identity {
            account: account.map(|setting| self.known(setting)),
            principal: name.map(|setting| self.known(setting)),
            ..Identity::new(kind, source)
        }
        .standing(standing.unwrap_or(Standing::bare(State::Unknown)))
    }

    fn process(&self, profile: &Profile<'t>) -> Identity {
        let command = profile.value("credential_process").unwrap_or_default();
        Identity {
            account: self.stated_account(profile, None),
            ..Identity::new(Kind::Process, Source::Process(program(command)))
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
            ..Identity::new(Kind::Login, Source::Login(session.to_owned()))
        }
        .standing(standing.unwrap_or(Standing::bare(State::Unknown)))
    }

    /// Returns a key of `profile`, empty or not.
    pub(crate) fn setting(&self, profile: &Profile<'t>, key: &str) -> Option<Known<String>> {
        profile.get(key).map(|setting| self.known(setting))
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

/// Returns the program of a command line, without its arguments; of one whose quotes have no end, what it begins with.
fn program(command: &str) -> String {
    let first = words(command).and_then(|words| words.into_iter().next());
    let begin = command.split_whitespace().next().unwrap_or(command);
    first.unwrap_or_else(|| begin.trim_matches(['"', '\'']).to_owned())
}

#[cfg(test)]
mod tests;
