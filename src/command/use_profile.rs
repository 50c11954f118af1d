//! `awsp use`: selects a profile.

use std::borrow::Cow;
use std::ffi::OsStr;

use crate::cli::UseArgs;
use crate::code;
use crate::credentials::AdHocRole;
use crate::display::escaped;
use crate::environment::{Change, Clean, Environment};
use crate::error::Error;
use crate::inputs::Inputs;
use crate::outlook::Outlook;
use crate::profile_lookup;
use crate::settings::Settings;
use crate::shared_config::SharedConfig;
use crate::terminal::Reply;

use super::shell_keys::{self, Whose, Wish};

pub(super) const REGIONS: [&str; 2] = ["AWS_REGION", "AWS_DEFAULT_REGION"];

/// Runs `awsp use`.
pub(crate) fn run(args: &UseArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let region = args.region.as_deref().map(check_region).transpose()?;
    if let Some(role) = role(args) {
        return with_keys(Whose::Role(role), args, region, inputs);
    }
    let name = wanted(args, &inputs.environment)?;
    check_name(&name)?;
    if args.export {
        return with_keys(Whose::Profile(name.into_owned()), args, region, inputs);
    }
    let shell = code::listener(inputs)?;
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let found = profile_lookup::find(&config, &inputs.settings().aliases, &name)?;
    check_name(&found.name)?; // an alias may lead to a name that nobody typed
    let region = region.or_else(|| followed_region(inputs.settings(), &config, &found.name));
    let change = change(&inputs.environment, &found.name, region, inputs.settings());
    let outlook = Outlook::over(inputs, inputs.environment.after(&change), &texts, &config);
    let reply = code::reply(inputs, shell, &change, &outlook)?;
    let reply = code::say(reply, &outlook, inputs);
    Ok(found
        .warnings
        .iter()
        .fold(reply, |reply, warning| reply.note(&format!("warning: {warning}"))))
}

/// Returns the role that no profile names, if one is asked for.
fn role(args: &UseArgs) -> Option<AdHocRole> {
    Some(AdHocRole {
        role_arn: args.role_arn.clone()?,
        source_profile: args.source_profile.clone(),
        session_name: args.session_name.clone(),
        external_id: args.external_id.clone(),
        duration: args.duration,
    })
}

/// Puts keys into the shell instead of a name.
fn with_keys(
    whose: Whose,
    args: &UseArgs,
    region: Option<String>,
    inputs: &Inputs,
) -> Result<Reply, Error> {
    let shell = code::listener(inputs)?;
    let (duration, online) = (args.duration, &args.online);
    shell_keys::put(&Wish { whose, region, duration, is_new: false, online }, shell, inputs)
}

/// Returns the name that was typed, or the previous one for `-`.
fn wanted<'a>(args: &'a UseArgs, environment: &'a Environment) -> Result<Cow<'a, str>, Error> {
    let Some(name) = args.profile.as_deref() else {
        return Err(Error::Usage {
            message: "which profile?".to_owned(),
            hint: "awsp use NAME   (`awsp list` shows the names, `awsp use -` goes back)"
                .to_owned(),
        });
    };
    if name == OsStr::new("-") {
        return environment.filled("AWSP_PREVIOUS").ok_or(Error::NoPrevious);
    }
    name.to_str().map(Cow::Borrowed).ok_or_else(|| Error::RefusedName {
        name: escaped(&name.to_string_lossy()),
        why: "is no UTF-8, which AWS files have to be",
    })
}

/// Refuses what would act on a terminal, or what AWS tools take for a broken variable.
fn check_name(name: &str) -> Result<(), Error> {
    let why = if name.is_empty() {
        "is empty: an empty AWS_PROFILE breaks the AWS CLI and boto3"
    } else if name.chars().any(char::is_control) {
        "holds a control character"
    } else {
        return Ok(());
    };
    Err(Error::RefusedName { name: escaped(name), why })
}

/// Returns `region` if it could be one: a label of a host name, or the AWS CLI stops.
fn check_region(region: &str) -> Result<String, Error> {
    let good = (1..=63).contains(&region.len())
        && !region.starts_with('-')
        && !region.ends_with('-')
        && !region.bytes().all(|byte| byte.is_ascii_digit())
        && region
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if good {
        return Ok(region.to_owned());
    }
    Err(Error::Usage {
        message: format!("`{}` is no Region", escaped(region)),
        hint: "a Region looks like eu-west-1".to_owned(),
    })
}

/// Returns the Region of the profile, if the user wants the variables to follow it.
fn followed_region(settings: &Settings, config: &SharedConfig<'_>, name: &str) -> Option<String> {
    let region =
        settings.region_follows_profile.then(|| profile_lookup::region(config, name))??;
    check_region(&region).ok()
}

/// Returns the change: everything that would shadow the profile goes, the profile comes.
fn change(
    environment: &Environment,
    name: &str,
    region: Option<String>,
    settings: &Settings,
) -> Change {
    let stray = environment
        .present()
        .filter(|(variable, _)| variable.clean == Clean::Always || variable.name == "AWSP_KEY_ID")
        .fold(Change::new(), |change, (variable, _)| change.unset(variable.name));
    let change =
        previous(environment, name, stray.set("AWS_PROFILE", name).set("AWSP_PROFILE", name));
    match region {
        Some(region) => {
            let change =
                REGIONS.iter().fold(change, |change, variable| change.set(variable, &region));
            change.set("AWSP_REGION", region)
        }
        None => without_region(environment, change, settings.region_follows_profile),
    }
}

/// Remembers the profile that is left, whoever chose it.
pub(super) fn previous(environment: &Environment, name: &str, change: Change) -> Change {
    match selected(environment) {
        Some(current) if current != name => change.set("AWSP_PREVIOUS", current),
        Some(_) | None => change,
    }
}

/// Returns the profile that is selected, or whose keys awsp has put here, if one could select it again.
pub(super) fn selected(environment: &Environment) -> Option<String> {
    let has_own_keys = || {
        let claim = environment.filled("AWSP_KEY_ID");
        claim.is_some() && claim == environment.filled("AWS_ACCESS_KEY_ID")
    };
    let exported = || environment.filled("AWSP_PROFILE").filter(|_| has_own_keys());
    let name = environment.filled("AWS_PROFILE").or_else(exported)?;
    check_name(&name).is_ok().then(|| name.into_owned())
}

/// Removes the Region variables that awsp set, or all of them when they follow the profile.
fn without_region(environment: &Environment, change: Change, all: bool) -> Change {
    let change = REGIONS
        .into_iter()
        .filter(|name| environment.has(name) && (all || is_claimed(environment, name)))
        .fold(change, Change::unset);
    if environment.has("AWSP_REGION") { change.unset("AWSP_REGION") } else { change }
}

/// Returns whether awsp set this Region variable: its claim equals the live value.
pub(super) fn is_claimed(environment: &Environment, name: &str) -> bool {
    environment.filled("AWSP_REGION").is_some_and(|claim| environment.text(name) == Some(claim))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(environment: &Environment, region: Option<&str>, settings: &Settings) -> Environment {
        environment.after(&change(environment, "staging", region.map(str::to_owned), settings))
    }

    #[test]
    fn everything_that_would_shadow_the_profile_goes() {
        let mut environment = Environment::default();
        for variable in crate::environment::Variable::identities() {
            environment = environment.after(&Change::new().set(variable.name, "x"));
        }

        let after = after(&environment, None, &Settings::default());

        let expected =
            [("AWS_PROFILE", "staging"), ("AWSP_PROFILE", "staging"), ("AWSP_PREVIOUS", "x")];
        assert_eq!(after, Environment::from(expected));
    }

    #[test]
    fn a_region_stays_unless_awsp_set_it() {
        let foreign = Environment::from([("AWS_REGION", "eu-west-1")]);
        let claimed = Environment::from([
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWSP_REGION", "eu-west-1"),
        ]);

        assert!(after(&foreign, None, &Settings::default()).has("AWS_REGION"));
        let after = after(&claimed, None, &Settings::default());
        assert!(
            !after.has("AWS_REGION")
                && !after.has("AWSP_REGION")
                && after.has("AWS_DEFAULT_REGION")
        );
    }

    #[test]
    fn a_region_that_is_asked_for_is_set_for_every_tool() {
        let after = after(&Environment::default(), Some("eu-west-1"), &Settings::default());

        for name in ["AWS_REGION", "AWS_DEFAULT_REGION", "AWSP_REGION"] {
            assert_eq!(after.text(name).as_deref(), Some("eu-west-1"), "{name}");
        }
    }

    #[test]
    fn regions_that_follow_the_profile_go_when_it_has_none() {
        let settings = Settings { region_follows_profile: true, ..Settings::default() };

        let after = after(&Environment::from([("AWS_REGION", "eu-west-1")]), None, &settings);

        assert!(!after.has("AWS_REGION"));
    }

    #[test]
    fn selecting_the_same_profile_again_keeps_the_way_back() {
        let environment = Environment::from([("AWS_PROFILE", "staging"), ("AWSP_PREVIOUS", "dev")]);

        assert_eq!(
            after(&environment, None, &Settings::default()).text("AWSP_PREVIOUS").as_deref(),
            Some("dev")
        );
    }
}
