//! Roles: one after the other, each signed by the one below.

use crate::chain::{Base, Chain, CredentialSource};
use crate::display::escaped;
use crate::error::Error;
use crate::identity::arn::OWN_SESSION;
use crate::identity::{Kind, role_request};
use crate::mfa::{self, Device};
use crate::network::{AssumeRole, Fault, Sts};
use crate::session::{RoleRequest, Store, sha256};
use crate::shared_config::{FileKind, Profile, View};
use crate::source::Source;

use super::hold::{Hold, Made};
use super::resolver::{Resolver, profile, stopped};
use super::{Credentials, Secret, Signs, entry};

/// The longest session of a role that another role asks for, in seconds; AWS refuses a longer one.
const LONGEST_OF_CHAIN: i32 = 3600;

/// What shows that the MFA device is at hand.
enum Proof {
    /// A session that was made with a code, and signs for every role that asks for one.
    Session(Credentials),
    /// A code, which goes along with the call.
    Code(Secret),
}

impl<'t> Resolver<'_, 't> {
    /// Returns the credentials of the role of `signs`.
    pub(super) fn role(&self, signs: &Signs<'t>) -> Result<Credentials, Error> {
        let profile = profile(signs)?;
        let chain = (signs.dialect.walk)(self.config, profile.clone());
        let chain = chain.map_err(|stop| stopped(signs, &stop))?;
        self.link(&chain, 0)
    }

    /// Returns the credentials of one role of a chain, or of what signs first.
    fn link(&self, chain: &Chain<'t>, depth: usize) -> Result<Credentials, Error> {
        let Some(role) = chain.roles.get(depth) else { return self.first(chain) };
        let request = self.with_duration(role_request(role), depth);
        self.held(&self.hold_of_role(chain, depth, &request), || {
            let duration = duration(&request)?;
            if chain.roles.get(depth + 1).is_some() || is_role(&chain.base) {
                self.check_chained(role, duration)?;
            }
            let signer = self.link(chain, depth + 1)?;
            self.assume(role, &request, duration, signer)
        })
    }

    /// Gives the first role the length that the user wishes.
    fn with_duration<'r>(&self, request: RoleRequest<'r>, depth: usize) -> RoleRequest<'r> {
        match self.duration.filter(|_| depth == 0) {
            Some(wish) => RoleRequest { duration_seconds: Some(wish.get().to_string()), ..request },
            None => request,
        }
    }

    fn first(&self, chain: &Chain<'t>) -> Result<Credentials, Error> {
        match &chain.base {
            Base::Profile(profile, kind) => self.base(profile, *kind),
            Base::Machine(CredentialSource::Environment) => self.of_variables(),
            Base::Machine(CredentialSource::EcsContainer) => self.container(),
            Base::Machine(CredentialSource::Ec2InstanceMetadata) => self.instance(),
        }
    }

    /// Refuses what AWS would refuse, before anybody is asked for a code.
    fn check_chained(&self, role: &Profile<'t>, duration: Option<i32>) -> Result<(), Error> {
        if duration.is_none_or(|duration| duration <= LONGEST_OF_CHAIN) {
            return Ok(());
        }
        Err(too_long(&match self.duration {
            Some(_) => Source::Flag("--duration"),
            None => self.place(role, "duration_seconds"),
        }))
    }

    fn assume(
        &self,
        role: &Profile<'t>,
        request: &RoleRequest<'_>,
        duration: Option<i32>,
        signer: Credentials,
    ) -> Result<Made, Error> {
        let (signer, mfa) = match request.mfa_serial {
            Some(serial) => self.proven(role, serial, signer)?,
            None => (signer, None),
        };
        let wanted = AssumeRole {
            role_arn: request.role_arn.to_owned(),
            session_name: self.session_name(request.role_session_name),
            external_id: request.external_id.map(str::to_owned),
            duration,
            mfa,
        };
        self.take_role(&wanted, &signer)
    }

    /// Takes a role.
    pub(super) fn take_role(
        &self,
        wanted: &AssumeRole,
        signer: &Credentials,
    ) -> Result<Made, Error> {
        let target = self.sts(Some(&wanted.role_arn))?;
        let taken = Sts::new(self.network()?, &target).assume(signer, wanted);
        let (credentials, user) = taken.map_err(|fault| match &wanted.mfa {
            Some((serial, _)) if is_about_code(&fault) => {
                self.failed(fault);
                mfa::refused(serial)
            }
            Some(_) | None => {
                self.refused(fault, &format!("the role {}", escaped(&wanted.role_arn)))
            }
        })?;
        self.remember_role(&credentials, user.as_ref());
        let entry = entry::role(&credentials, user.as_ref());
        Ok((credentials, entry))
    }

    /// Returns what signs for a role that asks for an MFA device, and what goes along with the call.
    fn proven(
        &self,
        role: &Profile<'t>,
        serial: &str,
        signer: Credentials,
    ) -> Result<(Credentials, Option<(String, Secret)>), Error> {
        let place = self.place(role, "mfa_serial");
        let device = Device { serial, process: role.value("mfa_process"), place };
        let proof = match &signer.session_token {
            // Only long-term keys can make a session of their own.
            None => self.mfa_session(&device, &signer)?,
            Some(_) => Proof::Code(self.codes.code(&device)?),
        };
        Ok(match proof {
            Proof::Session(session) => (session, None),
            Proof::Code(code) => (signer, Some((serial.to_owned(), code))),
        })
    }

    /// Returns a session of `signer` that was made with a code: one code serves every role with the same device.
    fn mfa_session(&self, device: &Device<'_>, signer: &Credentials) -> Result<Proof, Error> {
        let key = format!("mfa {} {}", signer.access_key_id, device.serial);
        let denied = std::cell::OnceCell::new();
        let session = self.held(&Hold::Own(key), || {
            let code = self.codes.code(device)?;
            let target = self.sts(Some(device.serial))?;
            let made =
                Sts::new(self.network()?, &target).session_token(signer, device.serial, &code);
            let made = made.map_err(|fault| {
                if is_about_code(&fault) {
                    self.failed(fault);
                    return mfa::refused(device.serial);
                }
                if fault.code() == Some("AccessDenied") {
                    _ = denied.set(code);
                }
                self.refused(fault, "a session for the MFA code")
            })?;
            Ok((made, serde_json::Value::Null))
        });
        // Where GetSessionToken is forbidden the role itself takes the code.
        match denied.into_inner() {
            Some(code) => Ok(Proof::Code(code)),
            None => session.map(Proof::Session),
        }
    }

    /// Returns where a role's session is kept: where the AWS CLI keeps it, unless another profile with another signer would
    /// get it there.
    fn hold_of_role(&self, chain: &Chain<'t>, depth: usize, request: &RoleRequest<'_>) -> Hold {
        let is_of_variables = matches!(chain.base, Base::Machine(CredentialSource::Environment));
        let role = chain.roles.get(depth);
        if is_of_variables || role.is_some_and(|role| self.is_shared_by_name(role, request)) {
            return Hold::Own(self.own_key(chain, depth, request));
        }
        Hold::shared(self.sessions().path(Store::Cli, &request.file_name()))
    }

    /// Returns whether another profile asks for the same role in another way.
    pub(super) fn is_shared_by_name(&self, own: &Profile<'t>, request: &RoleRequest<'_>) -> bool {
        let mut profiles = self.config.view(View::Boto).profiles();
        profiles.any(|other| {
            other.value("role_arn") == Some(request.role_arn)
                && role_request(&other).file_name() == request.file_name()
                && ways(&other) != ways(own)
        })
    }

    fn own_key(&self, chain: &Chain<'t>, depth: usize, request: &RoleRequest<'_>) -> String {
        let below = chain.roles.iter().skip(depth + 1);
        let mut all = String::new();
        below.for_each(|role| all.extend(settings_of(role)));
        match &chain.base {
            Base::Profile(profile, _) => all.extend(settings_of(profile)),
            Base::Machine(source) => {
                all.push_str(source.word());
                let key_id = self.inputs.environment.text("AWS_ACCESS_KEY_ID");
                all.push_str(&key_id.unwrap_or_default());
            }
        }
        format!("role {} {}", request.file_name(), sha256(&all))
    }

    /// Returns the name that a session gets.
    pub(super) fn session_name(&self, stated: Option<&str>) -> String {
        let stated = stated.filter(|name| !name.is_empty());
        stated.map_or_else(|| format!("{OWN_SESSION}{}", self.inputs.now), str::to_owned)
    }

    fn place(&self, profile: &Profile<'t>, key: &str) -> Source {
        let setting = profile.get(key).map(|setting| self.config.setting_source(setting));
        setting.unwrap_or(Source::Default)
    }
}

/// Returns how a profile comes to its role.
fn ways<'a>(profile: &'a Profile<'_>) -> [Option<&'a str>; 3] {
    ["source_profile", "credential_source", "web_identity_token_file"].map(|key| profile.value(key))
}

/// Returns every setting of a profile, as `key=value` and the end of a line.
fn settings_of<'a>(profile: &'a Profile<'_>) -> impl Iterator<Item = String> + 'a {
    [FileKind::Config, FileKind::Credentials]
        .into_iter()
        .flat_map(|file| profile.settings_in(file))
        .map(|setting| format!("{}={}\n", setting.key, setting.value))
}

/// Returns whether what signs first is a role itself.
fn is_role(base: &Base<'_>) -> bool {
    match base {
        Base::Profile(profile, Kind::Login) => {
            profile.value("login_session").is_some_and(|arn| arn.contains(":assumed-role/"))
        }
        Base::Profile(_, kind) => {
            matches!(kind, Kind::Sso | Kind::SsoLegacy | Kind::WebIdentity | Kind::Role)
        }
        Base::Machine(source) => *source != CredentialSource::Environment,
    }
}

/// Returns how long the session is to last, in seconds.
fn duration(request: &RoleRequest<'_>) -> Result<Option<i32>, Error> {
    let Some(text) = &request.duration_seconds else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Error::Profile {
        message: format!("duration_seconds = {} is no length of a session", escaped(text)),
        hint: "sessions last from 900 to 43200 seconds".to_owned(),
    })
}

/// Says that a chain of roles gets no session of that length.
pub(super) fn too_long(place: &Source) -> Error {
    Error::Profile {
        message: format!(
            "{place}: a role that a role asks for lasts {LONGEST_OF_CHAIN} seconds at most"
        ),
        hint: "ask for an hour or less (--duration 1h, duration_seconds = 3600); AWS refuses more"
            .to_owned(),
    }
}

/// Returns whether a role that a role asks for may last so long.
pub(super) const fn is_too_long(duration: i32) -> bool {
    duration > LONGEST_OF_CHAIN
}

fn is_about_code(fault: &Fault) -> bool {
    fault.code() == Some("AccessDenied") && fault.says("MultiFactorAuthentication")
}
