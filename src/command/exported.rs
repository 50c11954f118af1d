//! Keys in the shell instead of the name of a profile: what `use --export` and `refresh` set.

use crate::credentials::Credentials;
use crate::environment::{Change, Clean, Environment};

use super::use_profile::{REGIONS, is_claimed, previous};

/// What goes into the shell.
pub(super) struct Exported<'a> {
    /// The keys.
    pub(super) credentials: &'a Credentials,
    /// The profile whose they are; none for a role that no profile names.
    pub(super) profile: Option<&'a str>,
    /// The Region of the profile, or the one that was asked for.
    pub(super) region: Option<String>,
}

impl Exported<'_> {
    /// Returns the change: everything that would shadow the keys goes, and the profile's name, too, for with another one beside
    /// them no tool could tell whose they are.
    pub(super) fn change(&self, environment: &Environment) -> Change {
        let stray = environment
            .present()
            .filter(|(variable, _)| {
                variable.clean == Clean::Always
                    || ["AWSP_KEY_ID", "AWSP_PROFILE"].contains(&variable.name)
            })
            .fold(Change::new(), |change, (variable, _)| change.unset(variable.name));
        let change = self
            .credentials
            .variables()
            .fold(stray, |change, (name, value)| change.set(name, value));
        let change = change.set("AWSP_KEY_ID", &self.credentials.access_key_id);
        let change = match self.profile {
            Some(name) => previous(environment, name, change.set("AWSP_PROFILE", name)),
            None => previous(environment, "", change),
        };
        with_region(environment, change, self.region.as_deref())
    }
}

/// Sets both variables of the Region; one that somebody else set stays.
fn with_region(environment: &Environment, change: Change, region: Option<&str>) -> Change {
    let is_foreign =
        |name: &&str| environment.filled(name).is_some() && !is_claimed(environment, name);
    match region {
        Some(region) => {
            let change = REGIONS.iter().fold(change, |change, name| change.set(name, region));
            change.set("AWSP_REGION", region)
        }
        None if REGIONS.iter().any(is_foreign) => change,
        None => {
            let names = REGIONS.into_iter().chain(["AWSP_REGION"]);
            let set = names.filter(|name| environment.has(name));
            set.fold(change, Change::unset)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(token: Option<&str>) -> Credentials {
        Credentials {
            access_key_id: "ASIAKEY".to_owned(),
            secret_access_key: "hush".to_owned().into(),
            session_token: token.map(|token| token.to_owned().into()),
            expires_at: token.map(|_| 1_900_000_000),
            account: None,
        }
    }

    fn after(environment: &Environment, token: Option<&str>, region: Option<&str>) -> Environment {
        let credentials = credentials(token);
        let region = region.map(str::to_owned);
        let exported = Exported { credentials: &credentials, profile: Some("staging"), region };
        environment.after(&exported.change(environment))
    }

    #[test]
    fn keys_stand_alone() {
        let mut environment = Environment::default();
        for variable in crate::environment::Variable::identities() {
            environment = environment.after(&Change::new().set(variable.name, "x"));
        }

        let after = after(&environment, Some("token"), Some("eu-west-1"));

        let expected = [
            ("AWS_ACCESS_KEY_ID", "ASIAKEY"),
            ("AWS_SECRET_ACCESS_KEY", "hush"),
            ("AWS_SESSION_TOKEN", "token"),
            ("AWS_CREDENTIAL_EXPIRATION", "2030-03-17T17:46:40Z"),
            ("AWSP_KEY_ID", "ASIAKEY"),
            ("AWSP_PROFILE", "staging"),
            ("AWSP_PREVIOUS", "x"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWSP_REGION", "eu-west-1"),
        ];
        assert_eq!(after, Environment::from(expected));
    }

    #[test]
    fn keys_that_never_end_take_the_end_of_others_away() {
        let before = Environment::from([
            ("AWS_SESSION_TOKEN", "old"),
            ("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z"),
        ]);

        let after = after(&before, None, None);

        assert!(!after.has("AWS_SESSION_TOKEN") && !after.has("AWS_CREDENTIAL_EXPIRATION"));
    }

    #[test]
    fn a_region_of_somebody_else_stays_and_one_of_awsp_goes() {
        let foreign = Environment::from([("AWS_REGION", "eu-west-1")]);
        let own = Environment::from([("AWS_REGION", "eu-west-1"), ("AWSP_REGION", "eu-west-1")]);

        assert!(after(&foreign, None, None).has("AWS_REGION"));
        assert!(!after(&own, None, None).has("AWS_REGION"));
    }
}
