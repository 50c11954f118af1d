//! Who signs the next call of the AWS CLI, version 2.

use crate::environment::Environment;
use crate::identity::{
    Exporter, Identity, Known, Look, Problem, State, Stop, account_of_keys, keys_expire_at,
    profile_source,
};
use crate::profile_kind::{self, Kind};
use crate::region;
use crate::session::{Caches, Sessions, Standing, seconds_since_epoch};
use crate::shared_config::{Fault, Locations, SharedConfig, View};
use crate::source::Source;

use super::{Call, Provider};

/// Everything that the AWS CLI asks for credentials, in its order.
const PROVIDERS: [Provider; 6] =
    [keys_in_variables, role_of_profile, web_identity, rest_of_profile, credential_file, container];

/// The variables that name a profile, in the AWS CLI's order.
const PROFILE_VARIABLES: [&str; 2] = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"];

/// The profile that is taken when nobody names one.
const DEFAULT: &str = "default";

/// Returns who signs the next call. `profile_flag` is the word behind `--profile`.
pub(crate) fn identify(
    environment: &Environment,
    config: &SharedConfig<'_>,
    caches: &dyn Caches,
    now: i64,
    profile_flag: Option<&str>,
) -> Identity {
    let sessions = Sessions::of(environment, caches);
    let selected = selected(environment, profile_flag);
    if let Some(stop) = refused(config, selected.as_ref()) {
        let nobody = Identity::new(Kind::None, stop.source.clone()).stopped(stop);
        return Identity {
            selected,
            region: region::of_aws_cli(environment, config, None),
            ..nobody
        };
    }
    let name = selected.as_ref().map_or(DEFAULT, |selected| &selected.value);
    let profile = config.view(View::Boto).profile(name);
    let region = region::of_aws_cli(environment, config, profile.as_ref());
    let by_default = profile.as_ref().map(|_| Known::new(DEFAULT, Source::Default));
    let look = Look { config, sessions: Some(&sessions), now };
    let is_explicit = profile_flag.is_some_and(|name| !name.is_empty());
    let call = Call { environment, look, profile, is_explicit };
    let identity = call.first_of(&PROVIDERS).unwrap_or_else(|| nobody(&call));
    Identity { selected: selected.or(by_default), region, ..identity }
}

/// Returns the profile that somebody named; an empty variable names one, an empty flag does not.
fn selected(environment: &Environment, flag: Option<&str>) -> Option<Known<String>> {
    let of_flag = flag
        .filter(|name| !name.is_empty())
        .map(|name| Known::new(name, Source::Flag("--profile")));
    of_flag.or_else(|| {
        PROFILE_VARIABLES.into_iter().find_map(|name| {
            Some(Known::new(environment.text(name)?, Source::Variable(name.to_owned())))
        })
    })
}

/// Returns what the AWS CLI stops at before it looks for any credentials.
fn refused(config: &SharedConfig<'_>, selected: Option<&Known<String>>) -> Option<Stop> {
    let profiles = config.view(View::Boto);
    if let Some(fault) = profiles.fault() {
        return Some(file_refused(fault));
    }
    let selected = selected.filter(|selected| !profiles.has(&selected.value))?;
    let source = selected.source.clone();
    if selected.value.is_empty() {
        let message = "the name of the profile is empty, which is no name";
        return Some(Stop::new(Problem::EmptyProfileName, message, source));
    }
    let message = format!("no profile named `{}`", selected.value);
    Some(Stop::new(Problem::MissingProfile, message, source))
}

fn file_refused(fault: &Fault) -> Stop {
    let source = Source::File {
        path: fault.path.clone(),
        line: fault.line,
        section: String::new(),
        key: String::new(),
    };
    Stop::new(Problem::File, fault.to_string(), source)
}

fn keys_in_variables(call: &Call<'_, '_>) -> Option<Identity> {
    if call.is_explicit {
        return None;
    }
    let environment = call.environment;
    let key_id = environment.filled("AWS_ACCESS_KEY_ID")?;
    let identity = Identity {
        account: account_in_variables(environment, &key_id),
        access_key_id: Some(key_id.into_owned()),
        ..Identity::new(Kind::Environment, variable("AWS_ACCESS_KEY_ID"))
    };
    if let Some(stop) = keys_refused(environment, call.look.now) {
        return Some(identity.stopped(stop));
    }
    let identity = identity.standing(standing_of_variables(environment, call.look.now));
    let exporter = Exporter::of(environment, call.look.now, &call.expected());
    Some(exporter.into_iter().fold(identity, exported))
}

fn account_in_variables(environment: &Environment, key_id: &str) -> Option<Known<String>> {
    let stated = environment.filled("AWS_ACCOUNT_ID");
    let stated = stated.map(|account| Known::new(account, variable("AWS_ACCOUNT_ID")));
    account_of_keys(stated, Some(key_id))
}

/// Returns what the AWS CLI stops at once it has seen a key id in the variables.
fn keys_refused(environment: &Environment, now: i64) -> Option<Stop> {
    if environment.filled("AWS_SECRET_ACCESS_KEY").is_none() {
        let message = "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY";
        return Some(Stop::new(Problem::HalfPair, message, variable("AWS_ACCESS_KEY_ID")));
    }
    let expiration = environment.filled("AWS_CREDENTIAL_EXPIRATION")?;
    let source = variable("AWS_CREDENTIAL_EXPIRATION");
    match seconds_since_epoch(&expiration) {
        None => {
            let message = "AWS_CREDENTIAL_EXPIRATION is no time with a zone";
            Some(Stop::new(Problem::BadExpiration, message, source))
        }
        Some(end) if end <= now => {
            let message = "AWS_CREDENTIAL_EXPIRATION is past";
            Some(Stop::new(Problem::PastExpiration, message, source))
        }
        Some(_) => None,
    }
}

/// Returns how keys in variables stand: without a token they are long-term keys, which have no session.
fn standing_of_variables(environment: &Environment, now: i64) -> Standing {
    let token = environment
        .filled("AWS_SECURITY_TOKEN")
        .or_else(|| environment.filled("AWS_SESSION_TOKEN"));
    match keys_expire_at(environment) {
        None if token.is_none() => Standing::bare(State::None),
        expires_at => Standing::of_keys(expires_at, now),
    }
}

/// Returns the identity as the tool that exported it calls it.
fn exported(identity: Identity, exporter: Exporter) -> Identity {
    let source = variable(exporter.tool.profile_variable());
    Identity {
        profile: exporter.profile.clone().map(|name| Known::new(name, source)),
        principal: identity.principal.or_else(|| exporter.role.clone()),
        exported_by: Some(exporter),
        ..identity
    }
}

fn role_of_profile(call: &Call<'_, '_>) -> Option<Identity> {
    let profile = call.profile.as_ref()?;
    let is_role = profile_kind::of(profile) == Kind::Role;
    is_role.then(|| call.look.at(profile, Kind::Role))
}

/// Takes each part of a web identity from its variable, else from the profile.
fn web_identity(call: &Call<'_, '_>) -> Option<Identity> {
    let token = part(call, "AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file")?;
    if token.value.is_empty() {
        return None;
    }
    let is_of_profile = matches!(token.source, Source::File { .. });
    let own = call
        .profile
        .as_ref()
        .filter(|_| is_of_profile)
        .map(|profile| Known::new(profile.name(), profile_source(call.look.config, profile)));
    let role = part(call, "AWS_ROLE_ARN", "role_arn").filter(|role| !role.value.is_empty());
    let session = part(call, "AWS_ROLE_SESSION_NAME", "role_session_name");
    let identity = match role {
        Some(role) => call.look.with_token(&role, session.as_ref().map(|name| name.value.as_str())),
        None => {
            let message = "a web identity token is set without a role";
            let stop = Stop::new(Problem::WebIdentityWithoutRole, message, token.source);
            Identity::new(Kind::WebIdentity, Source::WebIdentity).stopped(stop)
        }
    };
    Some(Identity { profile: own, ..identity })
}

/// Returns a setting from its variable, empty or not, unless the profile was named on the command line; else from the profile.
fn part(call: &Call<'_, '_>, name: &str, key: &str) -> Option<Known<String>> {
    let value = call.environment.text(name).filter(|_| !call.is_explicit);
    if let Some(value) = value {
        return Some(Known::new(value, variable(name)));
    }
    let setting = call.profile.as_ref()?.get(key)?;
    Some(Known::new(&*setting.value, call.look.config.setting_source(setting)))
}

fn rest_of_profile(call: &Call<'_, '_>) -> Option<Identity> {
    let profile = call.profile.as_ref()?;
    let kind = profile_kind::except(profile, &[Kind::Role, Kind::WebIdentity]);
    let gives_credentials = !matches!(kind, Kind::None | Kind::SsoToken);
    gives_credentials.then(|| call.look.at(profile, kind))
}

/// Reads the ancient file of `AWSAccessKeyId=` and `AWSSecretKey=`.
fn credential_file(call: &Call<'_, '_>) -> Option<Identity> {
    const NAME: &str = "AWS_CREDENTIAL_FILE";
    call.environment.raw(NAME)?;
    let path = Locations::from_environment(call.environment).at_variable(call.environment, NAME);
    let text = path.and_then(|path| call.look.sessions?.text(&path));
    let identity = Identity::new(Kind::CredentialFile, variable(NAME));
    let Some(text) = text else {
        let stop = Stop::new(Problem::File, "AWS_CREDENTIAL_FILE cannot be read", variable(NAME));
        return Some(identity.stopped(stop));
    };
    let value = |key| {
        text.lines()
            .filter_map(|line| line.split_once('='))
            .find_map(|(name, value)| (name.trim() == key).then(|| value.trim().to_owned()))
    };
    let key_id = value("AWSAccessKeyId")?;
    let identity = Identity {
        account: account_of_keys(None, Some(&key_id)),
        access_key_id: Some(key_id),
        ..identity
    };
    if value("AWSSecretKey").is_some() {
        return Some(identity);
    }
    let message = "the file of AWS_CREDENTIAL_FILE lacks AWSSecretKey";
    Some(identity.stopped(Stop::new(Problem::HalfPairInFile, message, variable(NAME))))
}

fn container(call: &Call<'_, '_>) -> Option<Identity> {
    let names = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
    names.into_iter().find(|name| call.environment.has(name))?;
    let identity =
        Identity::new(Kind::Container, Source::Container).standing(Standing::bare(State::Unknown));
    Some(Exporter::of_container(call.environment).into_iter().fold(identity, exported))
}

/// Returns who is left when nothing offers credentials: the machine, if it is one of AWS's.
fn nobody(call: &Call<'_, '_>) -> Identity {
    let is_off = call
        .environment
        .text("AWS_EC2_METADATA_DISABLED")
        .is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let source = if is_off { Source::Default } else { Source::Imds };
    let Some(profile) = &call.profile else { return Identity::new(Kind::None, source) };
    Identity { source, ..call.look.at(profile, profile_kind::of(profile)) }
}

fn variable(name: &str) -> Source {
    Source::Variable(name.to_owned())
}
