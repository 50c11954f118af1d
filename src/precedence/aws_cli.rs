//! Who signs the next call of the AWS CLI, version 2.

mod behind_profile;
mod keys;
mod machine;
mod web_identity;

use crate::environment::Environment;
use crate::identity::{Identity, Known, Look, Problem, Stop};
use crate::profile_kind::{self, Kind};
use crate::region;
use crate::session::{Caches, Sessions};
use crate::shared_config::{SharedConfig, View};
use crate::source::Source;

use super::{Call, Provider};

/// Everything that the AWS CLI asks for credentials, in its order.
const PROVIDERS: [Provider; 6] = [
    keys::in_variables,
    role_of_profile,
    web_identity::web_identity,
    rest_of_profile,
    behind_profile::credential_file,
    behind_profile::container,
];

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
    let call = Call { environment, look, profile, is_named: selected.is_some(), is_explicit };
    let identity = call.first_of(&PROVIDERS).unwrap_or_else(|| nobody(&call));
    Identity { selected: selected.or(by_default), region, ..identity }
}

/// Returns the profile that somebody named; an empty variable names one, an empty flag does not.
fn selected(environment: &Environment, flag: Option<&str>) -> Option<Known<String>> {
    let of_flag = flag
        .filter(|name| !name.is_empty())
        .map(|name| Known::new(name, Source::Flag("--profile")));
    of_flag.or_else(|| {
        PROFILE_VARIABLES
            .into_iter()
            .find_map(|name| Some(Known::new(environment.text(name)?, Source::variable(name))))
    })
}

/// Returns what the AWS CLI stops at before it looks for any credentials.
fn refused(config: &SharedConfig<'_>, selected: Option<&Known<String>>) -> Option<Stop> {
    let profiles = config.view(View::Boto);
    if let Some(fault) = profiles.fault() {
        return Some(Stop::new(Problem::File, fault.to_string(), fault.source()));
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

fn role_of_profile(call: &Call<'_, '_>) -> Option<Identity> {
    let profile = call.profile.as_ref()?;
    let is_role = profile_kind::of(profile) == Kind::Role;
    let identity = is_role.then(|| call.look.at(profile, Kind::Role))?;
    match machine::lacks_source(call, profile).filter(|_| identity.error.is_none()) {
        Some(stop) => Some(identity.stopped(stop)),
        None => Some(identity),
    }
}

fn rest_of_profile(call: &Call<'_, '_>) -> Option<Identity> {
    let profile = call.profile.as_ref()?;
    let kind = profile_kind::except(profile, &[Kind::Role, Kind::WebIdentity]);
    let gives_credentials = !matches!(kind, Kind::None | Kind::SsoToken);
    gives_credentials.then(|| call.look.at(profile, kind))
}

/// Returns who is left when nothing offers credentials: the machine, if it is one of AWS's.
fn nobody(call: &Call<'_, '_>) -> Identity {
    let is_off = call
        .environment
        .text("AWS_EC2_METADATA_DISABLED")
        .is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let source = if is_off { Source::Default } else { Source::Imds };
    let Some(profile) = call.profile.as_ref().filter(|_| call.is_named) else {
        return Identity::new(Kind::None, source);
    };
    // A variable that is set but empty may have hidden the profile's own web identity.
    let kind = profile_kind::except(profile, &[Kind::Role, Kind::WebIdentity]);
    Identity { source, ..call.look.at(profile, kind) }
}

#[cfg(test)]
mod tests;
