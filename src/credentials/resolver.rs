//! Gets the credentials of whoever the rules say signs, over the network where that is needed.

use std::cell::{Cell, OnceCell, RefCell};
use std::time::Duration;

use crate::cli::OnlineArgs;
use crate::display::escaped;
use crate::duration::Seconds;
use crate::error::Error;
use crate::identity::verified::{self, AskedKey, Verified};
use crate::identity::{Kind, Known, Problem, State, Stop};
use crate::inputs::Inputs;
use crate::mfa::Codes;
use crate::network::{Fault, Network, Target, clock_skew};
use crate::precedence::Services;
use crate::session::Sessions;
use crate::shared_config::{Profile, SharedConfig};
use crate::source::Source;
use crate::terminal::Reply;
use crate::time;

use super::hold::Hold;
use super::process_chain::ProcessChain;
use super::{AssumedRole, Credentials, Signs, found, stated};

/// What it takes to get credentials.
pub(crate) struct Resolver<'a, 't> {
    /// The machine.
    pub(super) inputs: &'a Inputs,
    /// Both AWS files.
    pub(super) config: &'a SharedConfig<'t>,
    /// Where the services are.
    pub(super) services: Services,
    /// How the user wants it.
    pub(super) options: &'a OnlineArgs,
    /// Where MFA codes come from.
    pub(super) codes: Codes,
    /// Whether the next session is to be a new one, whatever is kept.
    pub(super) renews: Cell<bool>,
    /// How long the session of the first role is to last.
    pub(super) duration: Option<Seconds>,
    /// Whether nothing is written into files that are not awsp's own.
    pub(super) only_looks: bool,
    faults: RefCell<Vec<Fault>>,
    warnings: RefCell<Vec<String>>,
    network: OnceCell<Network>,
}

impl<'a, 't> Resolver<'a, 't> {
    /// Returns a resolver that calls `services`; no socket is opened before the first call.
    pub(crate) fn new(
        inputs: &'a Inputs,
        config: &'a SharedConfig<'t>,
        services: Services,
        options: &'a OnlineArgs,
    ) -> Self {
        let codes = Codes::new(&inputs.environment, options.mfa_token.as_deref());
        let (faults, warnings, network) = Default::default();
        let (renews, duration, only_looks) = (Cell::new(false), None, false);
        Self {
            inputs,
            config,
            services,
            options,
            codes,
            renews,
            duration,
            only_looks,
            faults,
            warnings,
            network,
        }
    }

    /// Also writes nothing into files that are not awsp's own: sessions are not kept there, and tokens that can be renewed only
    /// once are not renewed.
    pub(crate) fn looking_only(self) -> Self {
        Self { only_looks: true, ..self }
    }

    /// Also makes a new session, whatever is kept.
    pub(crate) fn renewing(self) -> Self {
        self.renews.set(true);
        self
    }

    /// Returns the credentials of `signs`.
    pub(crate) fn credentials(&self, signs: &Signs<'t>) -> Result<Credentials, Error> {
        let identity = &signs.identity;
        if let Some(stop) = identity.error.as_ref().filter(|stop| is_final(stop)) {
            return Err(stopped(signs, stop));
        }
        let found = match identity.kind {
            Kind::Static | Kind::Session | Kind::Environment | Kind::CredentialFile => {
                stated::credentials(self, signs).ok_or_else(|| nothing(signs))?
            }
            Kind::Process => self.of_process(profile(signs)?)?,
            Kind::Role => self.role(signs)?,
            Kind::WebIdentity => self.web_identity(signs)?,
            Kind::Sso | Kind::SsoLegacy => self.sso(profile(signs)?, identity.kind)?,
            Kind::Login => self.login(profile(signs)?)?,
            Kind::Container => self.container()?,
            Kind::None if identity.source == Source::Imds => self.instance()?,
            Kind::SsoToken | Kind::None => return Err(nothing(signs)),
        };
        let account = identity.account.as_ref().map(|account| account.value.clone());
        Ok(Credentials { account: found.account.or(account), ..found })
    }

    /// Also has the session of the first role last that long, whatever its profile says.
    pub(crate) fn lasting(self, duration: Option<Seconds>) -> Self {
        Self { duration, ..self }
    }

    /// Returns what could not be done on the side, such as keeping a session.
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.warnings.borrow().clone()
    }

    /// Also says what could not be done on the side.
    pub(crate) fn say(&self, reply: Reply) -> Reply {
        found::warned(&self.warnings.borrow(), reply)
    }

    /// Returns why the last call that failed has failed, if one has.
    pub(crate) fn last_fault(&self) -> Option<Fault> {
        self.faults.borrow().last().cloned()
    }

    /// Notes a call that failed.
    pub(super) fn failed(&self, fault: Fault) -> Fault {
        self.faults.borrow_mut().push(fault.clone());
        fault
    }

    /// Returns how far AWS's clock is ahead, if AWS was asked, in seconds.
    pub(crate) fn skew(&self) -> Option<i64> {
        self.network.get().and_then(Network::skew)
    }

    /// Returns the network, which is opened by the first call.
    pub(crate) fn network(&self) -> Result<&Network, Error> {
        if let Some(network) = self.network.get() {
            return Ok(network);
        }
        let patience = Duration::from_secs(self.options.timeout.into());
        let bundle = self.services.ca_bundle.as_deref();
        let network = Network::new(&self.inputs.environment, bundle, patience)?;
        Ok(self.network.get_or_init(|| network))
    }

    /// Returns where the Security Token Service is called; `arn` tells the partition where nothing names a Region.
    pub(crate) fn sts(&self, arn: Option<&str>) -> Result<Target, Error> {
        let named = self.services.region.as_ref().map(|region| region.value.clone());
        let region = named.filter(|region| !region.is_empty());
        self.target(
            region.unwrap_or_else(|| implicit_region(arn).to_owned()),
            self.services.sts.as_ref(),
        )
    }

    /// Returns where IAM is called for the account of somebody.
    pub(crate) fn iam(&self, arn: &str) -> Result<Target, Error> {
        let region = self.sts(Some(arn))?.region;
        self.target(region, self.services.iam.as_ref())
    }

    /// Returns where the console signs in, if not at AWS's own address.
    pub(crate) fn signin(&self) -> Result<Option<String>, Error> {
        let target = self.target(String::new(), self.services.signin.as_ref())?;
        Ok(self.for_tokens(target)?.endpoint.map(|endpoint| endpoint.value))
    }

    /// Returns where a service is called.
    pub(super) fn target(
        &self,
        region: String,
        endpoint: Option<&Known<String>>,
    ) -> Result<Target, Error> {
        let (fips, dual_stack) = (self.services.fips, self.services.dual_stack);
        Target { region, endpoint: endpoint.cloned(), fips, dual_stack }.checked()
    }

    /// Returns the sessions on disk as the AWS CLI finds them.
    pub(super) fn sessions(&self) -> Sessions<'a> {
        Sessions::of(&self.inputs.environment, &self.inputs.caches)
    }

    /// Notes that a session could not be kept; it is as good as any until it ends.
    pub(super) fn keep(&self, hold: &Hold, kept: std::io::Result<()>) {
        if let Err(error) = kept {
            self.warn(format!("the session was not kept in {}: {error}", hold.shown()));
        }
    }

    /// Notes what the user should know, though the command goes on.
    pub(super) fn warn(&self, text: String) {
        self.warnings.borrow_mut().push(text);
    }

    /// Notes who the owner of a key is, for the prompt, which asks nobody; where that fails the prompt says less.
    pub(crate) fn remember(&self, key_id: &str, owner: &Verified) {
        let endpoint = self.services.sts.as_ref().map(|endpoint| endpoint.value.as_str());
        let key = AskedKey { id: key_id, endpoint };
        _ = verified::remember(&self.inputs.environment, &key, owner, self.inputs.now);
    }

    /// Returns the name of the user whose key that is, if AWS once said so.
    pub(crate) fn remembered_user(&self, key_id: &str) -> Option<String> {
        let endpoint = self.services.sts.as_ref().map(|endpoint| endpoint.value.as_str());
        let key = AskedKey { id: key_id, endpoint };
        let known = verified::recall(&self.inputs.environment, &self.inputs.caches, &key)?;
        let (_, path) = known.value.arn.split_once(":user/")?;
        path.rsplit('/').next().map(str::to_owned)
    }

    /// Notes who the owner of a role's keys is.
    pub(super) fn remember_role(&self, credentials: &Credentials, user: Option<&AssumedRole>) {
        if let Some((user, account)) = user.zip(credentials.account.clone()) {
            let owner =
                Verified { arn: user.arn.clone(), account, user_id: user.id.clone(), alias: None };
            self.remember(&credentials.access_key_id, &owner);
        }
    }

    /// Returns what the user is told of a call that failed.
    pub(crate) fn refused(&self, fault: Fault, what: &str) -> Error {
        let login = "`awsp explain` shows which keys sign, and where they come from";
        self.refused_but(fault, what, login)
    }

    /// Returns the same where `login` gets other credentials.
    pub(super) fn refused_but(&self, fault: Fault, what: &str, login: &str) -> Error {
        let fault = self.failed(fault);
        let skew = self.skew().filter(|skew| skew.abs() > time::MOST_SKEW);
        if let Some(skew) =
            skew.filter(|_| fault.code().is_some_and(|code| clock_skew::CODES.contains(&code)))
        {
            return wrong_clock(skew, what);
        }
        fault.into_error(what, login)
    }

    fn of_process(&self, profile: &Profile<'t>) -> Result<Credentials, Error> {
        let chain = ProcessChain::of(&self.inputs.environment).with(profile.name())?;
        let environment = self.inputs.environment.after(&chain.change());
        let setting = profile.get("credential_process");
        let Some(setting) = setting else { return Err(no_credentials(profile.name())) };
        let found = super::process::run(&setting.value, &environment, self.inputs.now);
        found.map_err(|fault| Error::Credentials {
            message: format!("{}: {fault}", self.config.setting_source(setting)),
            hint: "run the command yourself: it has to print one JSON object with \"Version\": 1"
                .to_owned(),
        })
    }

    /// Returns the credentials of a profile that is no role: what signs first in a chain.
    pub(super) fn base(&self, profile: &Profile<'t>, kind: Kind) -> Result<Credentials, Error> {
        match kind {
            Kind::Static | Kind::Session => {
                stated::of_profile(profile).ok_or_else(|| no_credentials(profile.name()))
            }
            Kind::Process => self.of_process(profile),
            Kind::WebIdentity => self.web_identity_of(profile),
            Kind::Sso | Kind::SsoLegacy => self.sso(profile, kind),
            Kind::Login => self.login(profile),
            Kind::Role
            | Kind::SsoToken
            | Kind::Environment
            | Kind::CredentialFile
            | Kind::Container
            | Kind::None => Err(no_credentials(profile.name())),
        }
    }
}

/// Returns the profile that the credentials come from.
pub(super) fn profile<'s, 't>(signs: &'s Signs<'t>) -> Result<&'s Profile<'t>, Error> {
    signs.profile.as_ref().ok_or_else(|| nothing(signs))
}

/// Says what the tools stop at.
pub(super) fn stopped(signs: &Signs<'_>, stop: &Stop) -> Error {
    let hint = format!("`awsp explain{}` shows what each tool does", flag(signs));
    let message = match stop.source.place() {
        Some((path, line)) => format!("{}:{line}: {stop}", path.display()),
        None => named(stop),
    };
    if matches!(stop.problem, Problem::NoCredentials | Problem::NotSignedIn) {
        return Error::Credentials { message, hint: sign_in(signs).unwrap_or(hint) };
    }
    Error::Profile { message, hint }
}

/// Returns what is wrong, with the name of the variable to blame.
fn named(stop: &Stop) -> String {
    let Source::Variable(name) = &stop.source else { return stop.to_string() };
    if stop.message.contains(name.as_str()) { stop.to_string() } else { format!("{name}: {stop}") }
}

/// Says that AWS refuses because of the time.
fn wrong_clock(skew: i64, what: &str) -> Error {
    Error::Network {
        message: format!("AWS refused {what}: this machine's clock is {}", time::skew(skew)),
        hint: "set it (timedatectl set-ntp true): AWS takes no signature that is 5 minutes off"
            .to_owned(),
    }
}

/// Returns whether nothing helps; a torn cache stops the AWS CLI, and is written anew here.
fn is_final(stop: &Stop) -> bool {
    !matches!(stop.problem, Problem::BadCache)
}

/// Returns the Region whose service answers for a partition (spec: aws-semantics 7.1).
fn implicit_region(arn: Option<&str>) -> &'static str {
    match arn.and_then(|arn| arn.split(':').nth(1)) {
        Some("aws-cn") => "cn-northwest-1",
        Some("aws-us-gov") => "us-gov-west-1",
        Some("aws-eusc") => "eusc-de-east-1",
        _ => "us-east-1",
    }
}

/// Returns ` --profile NAME`, if there is a profile.
fn flag(signs: &Signs<'_>) -> String {
    let name = signs.profile.as_ref().map(|profile| escaped(profile.name()));
    name.map(|name| format!(" --profile {name}")).unwrap_or_default()
}

/// Says that nothing signs.
fn nothing(signs: &Signs<'_>) -> Error {
    let Some(profile) = &signs.profile else {
        return Error::Credentials {
            message: "no credentials are configured".to_owned(),
            hint: "`awsp use NAME` selects a profile, `awsp list` shows them".to_owned(),
        };
    };
    if matches!(signs.identity.kind, Kind::None | Kind::SsoToken) {
        return no_credentials(profile.name());
    }
    Error::Credentials {
        message: format!("profile `{}` has no session that is still good", escaped(profile.name())),
        hint: sign_in(signs).unwrap_or_else(where_defined),
    }
}

/// Says that a profile has nothing to sign with.
pub(super) fn no_credentials(name: &str) -> Error {
    Error::Credentials {
        message: format!("profile `{}` has no credentials of its own", escaped(name)),
        hint: where_defined(),
    }
}

fn where_defined() -> String {
    "`awsp list --long` shows where each profile is defined".to_owned()
}

/// Returns the command that signs somebody in.
fn sign_in(signs: &Signs<'_>) -> Option<String> {
    let name = escaped(signs.profile.as_ref()?.name());
    let is_gone = matches!(signs.identity.state, State::None | State::Expired);
    match signs.identity.kind {
        Kind::Sso | Kind::SsoLegacy if is_gone => Some(format!("aws sso login --profile {name}")),
        Kind::Login if is_gone => Some(format!("aws login --profile {name}")),
        Kind::Static
        | Kind::Session
        | Kind::Role
        | Kind::WebIdentity
        | Kind::Sso
        | Kind::SsoLegacy
        | Kind::SsoToken
        | Kind::Process
        | Kind::Login
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    }
}
