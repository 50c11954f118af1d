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
    let identity = identity.standing(standing_of_variables(environment, call.look.now));
    if let Some(stop) = keys_refused(environment, call.look.now) {
        return Some(Identity { error: Some(stop), ..identity });
    }
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
    // A variable that is set but empty may have hidden the profile's own web identity.
    let kind = profile_kind::except(profile, &[Kind::Role, Kind::WebIdentity]);
    Identity { source, ..call.look.at(profile, kind) }
}

fn variable(name: &str) -> Source {
    Source::Variable(name.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::environment::Change;
    use crate::session::fake::FakeCaches;
    use crate::shared_config::Texts;

    use super::*;

    const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
    const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A");
    const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
    const TOKEN: (&str, &str) = ("AWS_SESSION_TOKEN", "t");
    const WEB: [(&str, &str); 2] = [
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "/t"),
        ("AWS_ROLE_ARN", "arn:aws:iam::555555555555:role/Pod"),
    ];
    const FILE: &str = "[default]\nregion = us-east-1\n\
        [profile keys]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\nregion = eu-west-1\n\
        [profile sso]\nsso_start_url = u\nsso_region = x\nsso_account_id = 111122223333\nsso_role_name = Admin\n\
        [profile role]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = keys\n\
        [profile pod]\nrole_arn = arn:aws:iam::444444444444:role/W\nweb_identity_token_file = /p\n\
        [profile process]\ncredential_process = x\n\
        [profile bare]\noutput = json\n";

    type Variables = &'static [(&'static str, &'static str)];

    fn who(variables: Variables, flag: Option<&str>) -> Identity {
        let start = Change::new().set("HOME", "/home/ann");
        let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
        let environment = Environment::default().after(&change);
        let texts = Texts::from_strings(FILE, "");
        let caches = FakeCaches::default()
            .with_file("/old", "AWSAccessKeyId = AKIARZPUZDIKGFADW22Y\nAWSSecretKey=s\n")
            .with_file("/half", "AWSAccessKeyId=AKIARZPUZDIKGFADW22Y\n")
            .with_file("/other", "# nothing here\n");
        identify(&environment, &SharedConfig::parse(&texts), &caches, NOW, flag)
    }

    /// Returns kind and account, or why the AWS CLI stops.
    fn answer(identity: &Identity) -> String {
        match (&identity.error, &identity.account) {
            (Some(stop), _) => stop.message.clone(),
            (None, Some(account)) => format!("{} {}", identity.kind.word(), account.value),
            (None, None) => identity.kind.word().to_owned(),
        }
    }

    #[test]
    fn the_first_source_that_applies_wins() {
        for (variables, expected) in [
            (&[] as Variables, "none"),
            (&[("AWS_PROFILE", "keys")], "static 123456789012"),
            (&[("AWS_PROFILE", "sso")], "sso-legacy 111122223333"),
            (&[("AWS_PROFILE", "role")], "role 222222222222"),
            (&[("AWS_PROFILE", "bare")], "none"),
            // Keys win over every profile.
            (&[ID, SECRET, TOKEN, ("AWS_PROFILE", "role")], "environment 609629065308"),
            (&[ID, SECRET, TOKEN, WEB[0], WEB[1]], "environment 609629065308"),
            (&[("AWS_ACCESS_KEY_ID", ""), SECRET, ("AWS_PROFILE", "keys")], "static 123456789012"),
            (&[SECRET, TOKEN, ("AWS_PROFILE", "keys")], "static 123456789012"),
            // Web identity variables win over all but roles.
            (&[WEB[0], WEB[1], ("AWS_PROFILE", "keys")], "web-identity 555555555555"),
            (&[WEB[0], WEB[1], ("AWS_PROFILE", "sso")], "web-identity 555555555555"),
            (&[WEB[0], WEB[1], ("AWS_PROFILE", "process")], "web-identity 555555555555"),
            (&[WEB[0], WEB[1], ("AWS_PROFILE", "role")], "role 222222222222"),
            (&[WEB[0], WEB[1]], "web-identity 555555555555"),
            (&[WEB[1], ("AWS_PROFILE", "pod")], "web-identity 555555555555"),
            (&[WEB[1], ("AWS_PROFILE", "keys")], "static 123456789012"),
            (&[("AWS_WEB_IDENTITY_TOKEN_FILE", ""), ("AWS_PROFILE", "pod")], "none"),
            (&[("AWS_PROFILE", "pod")], "web-identity 444444444444"),
            // What comes behind the profile.
            (&[("AWS_CREDENTIAL_FILE", "/old")], "credential-file 123456789012"),
            (&[("AWS_CREDENTIAL_FILE", "/other")], "none"),
            (&[("AWS_CREDENTIAL_FILE", "/old"), ("AWS_PROFILE", "keys")], "static 123456789012"),
            (&[("AWS_CREDENTIAL_FILE", "/nope"), ("AWS_PROFILE", "keys")], "static 123456789012"),
            (&[("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x")], "container"),
            (&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "")], "container"),
            (
                &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://x"), ("AWS_PROFILE", "keys")],
                "static 123456789012",
            ),
            // Which profile.
            (&[("AWS_PROFILE", "keys"), ("AWS_DEFAULT_PROFILE", "sso")], "static 123456789012"),
            (&[("AWS_DEFAULT_PROFILE", "sso")], "sso-legacy 111122223333"),
        ] {
            assert_eq!(answer(&who(variables, None)), expected, "{variables:?}");
        }
    }

    #[test]
    fn what_stops_the_aws_cli_stops_here() {
        for (variables, expected) in [
            (&[ID] as Variables, "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY"),
            (
                &[ID, ("AWS_SECRET_ACCESS_KEY", ""), ("AWS_PROFILE", "keys")],
                "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY",
            ),
            (&[ID, SECRET, ("AWS_PROFILE", "nope")], "no profile named `nope`"),
            (&[("AWS_PROFILE", "keys ")], "no profile named `keys `"),
            (
                &[("AWS_PROFILE", ""), ("AWS_DEFAULT_PROFILE", "keys")],
                "the name of the profile is empty, which is no name",
            ),
            (&[("AWS_DEFAULT_PROFILE", "")], "the name of the profile is empty, which is no name"),
            (
                &[ID, SECRET, ("AWS_CREDENTIAL_EXPIRATION", "2026-01-02T03:04:05Z")],
                "AWS_CREDENTIAL_EXPIRATION is past",
            ),
            (
                &[ID, SECRET, ("AWS_CREDENTIAL_EXPIRATION", "tomorrow")],
                "AWS_CREDENTIAL_EXPIRATION is no time with a zone",
            ),
            (&[WEB[0]], "a web identity token is set without a role"),
            (&[WEB[0], ("AWS_ROLE_ARN", "")], "a web identity token is set without a role"),
            (&[("AWS_CREDENTIAL_FILE", "/nope")], "AWS_CREDENTIAL_FILE cannot be read"),
            (
                &[("AWS_CREDENTIAL_FILE", "/half")],
                "the file of AWS_CREDENTIAL_FILE lacks AWSSecretKey",
            ),
        ] {
            assert_eq!(answer(&who(variables, None)), expected, "{variables:?}");
        }
    }

    #[test]
    fn a_profile_on_the_command_line_wins_over_every_variable() {
        for (variables, flag, expected) in [
            (&[ID, SECRET, TOKEN] as Variables, "keys", "static 123456789012"),
            (&[ID], "keys", "static 123456789012"),
            (&[WEB[0], WEB[1]], "keys", "static 123456789012"),
            (&[WEB[1]], "pod", "web-identity 444444444444"),
            (&[("AWS_PROFILE", "nope")], "keys", "static 123456789012"),
            (&[("AWS_PROFILE", "keys")], "nope", "no profile named `nope`"),
            (&[ID, SECRET, TOKEN], "", "environment 609629065308"),
        ] {
            assert_eq!(answer(&who(variables, Some(flag))), expected, "{variables:?} {flag}");
        }
    }

    #[test]
    fn keys_that_override_a_profile_are_not_called_by_its_name() {
        let identity = who(&[ID, SECRET, TOKEN, ("AWS_PROFILE", "keys")], None);

        assert_eq!(identity.profile, None);
        assert_eq!(identity.selected.unwrap().value, "keys");
        assert_eq!(identity.source, variable("AWS_ACCESS_KEY_ID"));
        assert_eq!(identity.region.unwrap().value, "eu-west-1");
    }

    #[test]
    fn keys_in_variables_last_as_long_as_the_variables_say() {
        for (variables, state, left) in [
            (&[ID, SECRET, TOKEN] as Variables, State::Unknown, None),
            (&[ID, SECRET], State::None, None),
            (
                &[ID, SECRET, TOKEN, ("AWS_CREDENTIAL_EXPIRATION", "2026-01-02T04:04:05Z")],
                State::Valid,
                Some(3600),
            ),
            (
                &[ID, SECRET, TOKEN, ("AWS_CREDENTIAL_EXPIRATION", "2026-01-02T02:04:05Z")],
                State::Expired,
                Some(-3600),
            ),
            (
                &[ID, SECRET, TOKEN, ("AWS_SESSION_EXPIRATION", "2026-01-02T02:04:05Z")],
                State::Expired,
                Some(-3600),
            ),
        ] {
            let identity = who(variables, None);

            assert_eq!(identity.state, state, "{variables:?}");
            assert_eq!(identity.expires_at.map(|end| end - NOW), left, "{variables:?}");
        }
    }

    #[test]
    fn keys_that_a_tool_exported_go_by_the_name_it_gave_them() {
        let identity = who(&[ID, SECRET, TOKEN, ("AWS_VAULT", "prod")], None);

        assert_eq!(identity.exported_by.unwrap().label(), "aws-vault:prod");
        assert_eq!(identity.profile.unwrap(), Known::new("prod", variable("AWS_VAULT")));

        let server = who(
            &[
                ("AWS_VAULT", "prod"),
                ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9099/"),
            ],
            None,
        );
        assert_eq!(
            (server.kind, server.profile.unwrap().value.as_str()),
            (Kind::Container, "prod")
        );
    }

    #[test]
    fn keys_of_granted_are_judged_by_the_profile_in_the_files() {
        for (account, expected) in [("609629065308", false), ("111122223333", true)] {
            let texts = Texts::from_strings(
                &format!(
                    "[profile p]\nsso_start_url = u\nsso_region = x\nsso_account_id = {account}\nsso_role_name = R\n"
                ),
                "",
            );
            let environment = Environment::from([
                ID,
                SECRET,
                TOKEN,
                ("AWS_PROFILE", "p"),
                ("AWS_SESSION_EXPIRATION", "2026-01-02T04:04:05Z"),
            ]);

            let identity = identify(
                &environment,
                &SharedConfig::parse(&texts),
                &FakeCaches::default(),
                NOW,
                None,
            );

            assert_eq!(identity.exported_by.is_none(), expected, "{account}");
        }
    }

    #[test]
    fn the_machine_is_asked_last_unless_it_must_not_be() {
        for (value, expected) in [
            ("true", Source::Default),
            ("TRUE", Source::Default),
            ("1", Source::Imds),
            ("", Source::Imds),
        ] {
            let variables: Variables = Box::leak(Box::new([("AWS_EC2_METADATA_DISABLED", value)]));

            assert_eq!(who(variables, None).source, expected, "{value}");
        }
    }
}
