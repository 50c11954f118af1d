//! The Region of the next call, and where it was found.

use crate::environment::Environment;
use crate::identity::Known;
use crate::shared_config::{Profile, SharedConfig};
use crate::source::Source;

/// The variables that the AWS CLI asks for a Region, in its order; an empty one counts.
const AWS_CLI: [&str; 2] = ["AWS_REGION", "AWS_DEFAULT_REGION"];

/// Returns the Region that the AWS CLI uses; nothing is inherited from other profiles.
pub(crate) fn of_aws_cli<'t>(
    environment: &Environment,
    config: &SharedConfig<'t>,
    profile: Option<&Profile<'t>>,
) -> Option<Known<String>> {
    let variable = AWS_CLI.into_iter().find_map(|name| Some((name, environment.text(name)?)));
    match variable {
        Some((name, region)) => Some(Known::new(region, Source::variable(name))),
        None => of_profile(config, profile?),
    }
}

/// Returns the Region that a profile names.
pub(crate) fn of_profile<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
) -> Option<Known<String>> {
    let setting = profile.get("region")?;
    Some(Known::new(&*setting.value, config.setting_source(setting)))
}

#[cfg(test)]
mod tests {
    use crate::shared_config::{Texts, View};

    use super::*;

    fn region(environment: &Environment, config: &str, credentials: &str) -> Option<String> {
        let texts = Texts::from_strings(config, credentials);
        let config = SharedConfig::parse(&texts);
        let profile = config.view(View::Boto).profile("p");
        of_aws_cli(environment, &config, profile.as_ref()).map(|region| region.value)
    }

    #[test]
    fn the_aws_cli_asks_its_variables_first_then_the_profile() {
        let config = "[profile p]\nregion = eu-west-1\n[default]\nregion = us-west-2\n";
        for (environment, expected) in [
            (Environment::from([]), "eu-west-1"),
            (Environment::from([("AWS_DEFAULT_REGION", "eu-west-2")]), "eu-west-2"),
            (
                Environment::from([
                    ("AWS_REGION", "eu-west-3"),
                    ("AWS_DEFAULT_REGION", "eu-west-2"),
                ]),
                "eu-west-3",
            ),
            (Environment::from([("AWS_REGION", ""), ("AWS_DEFAULT_REGION", "eu-west-2")]), ""),
        ] {
            assert_eq!(
                region(&environment, config, "").as_deref(),
                Some(expected),
                "{environment:?}"
            );
        }
    }

    #[test]
    fn the_credentials_file_wins_and_nothing_is_inherited() {
        let none = Environment::default();
        for (config, credentials, expected) in [
            ("[profile p]\nregion = a\n", "[p]\nregion = b\n", Some("b")),
            ("[default]\nregion = a\n[profile p]\noutput = json\n", "", None),
            ("[profile q]\nregion = a\n[profile p]\nrole_arn = r\nsource_profile = q\n", "", None),
        ] {
            assert_eq!(region(&none, config, credentials).as_deref(), expected, "{config}");
        }
    }
}
