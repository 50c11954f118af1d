//! Tools that export keys on purpose, and the variables they leave beside them.

use crate::access_key_id;
use crate::environment::Environment;
use crate::identity::Known;
use crate::session::{local_seconds_since_epoch, seconds_since_epoch};
use crate::source::Source;

/// A tool that exports keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// awsp itself, asked for `--export`.
    Awsp,
    /// aws-vault.
    AwsVault,
    /// granted.
    Granted,
    /// awsume.
    Awsume,
    /// aws-sso-cli.
    AwsSsoCli,
}

impl Tool {
    /// Every tool; the first whose marks fit accounts for the keys.
    pub(crate) const ALL: [Self; 5] =
        [Self::Awsp, Self::AwsVault, Self::Granted, Self::Awsume, Self::AwsSsoCli];

    /// Returns the name people know it by.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Awsp => "awsp",
            Self::AwsVault => "aws-vault",
            Self::Granted => "granted",
            Self::Awsume => "awsume",
            Self::AwsSsoCli => "aws-sso-cli",
        }
    }

    /// Returns the variables that show it was here; one is enough.
    pub(crate) const fn markers(self) -> &'static [&'static str] {
        match self {
            Self::Awsp => &["AWSP_KEY_ID"],
            Self::AwsVault => &["AWS_VAULT"],
            Self::Granted => &["GRANTED_SSO", "AWS_SESSION_EXPIRATION"],
            Self::Awsume => &["AWSUME_PROFILE"],
            Self::AwsSsoCli => &["AWS_SSO_PROFILE"],
        }
    }

    /// Returns the variable that names the profile; granted has none but `AWS_PROFILE`.
    pub(crate) const fn profile_variable(self) -> &'static str {
        match self {
            Self::Awsp => "AWSP_PROFILE",
            Self::AwsVault => "AWS_VAULT",
            Self::Granted => "AWS_PROFILE",
            Self::Awsume => "AWSUME_PROFILE",
            Self::AwsSsoCli => "AWS_SSO_PROFILE",
        }
    }

    /// Returns the variables that state account and role.
    const fn stated(self) -> (&'static str, &'static str) {
        match self {
            Self::Granted => ("GRANTED_SSO_ACCOUNT_ID", "GRANTED_SSO_ROLE_NAME"),
            Self::AwsSsoCli => ("AWS_SSO_ACCOUNT_ID", "AWS_SSO_ROLE_NAME"),
            Self::Awsp | Self::AwsVault | Self::Awsume => ("", ""),
        }
    }

    /// Returns the tool's own variable for when the keys end.
    const fn expiration(self) -> Option<&'static str> {
        match self {
            Self::Granted => Some("AWS_SESSION_EXPIRATION"),
            Self::Awsume => Some("AWSUME_EXPIRATION"),
            Self::AwsSsoCli => Some("AWS_SSO_SESSION_EXPIRATION"),
            Self::Awsp | Self::AwsVault => None,
        }
    }

    /// Returns whether its keys never come without a token.
    const fn always_has_token(self) -> bool {
        match self {
            Self::Granted | Self::AwsSsoCli => true,
            Self::Awsp | Self::AwsVault | Self::Awsume => false,
        }
    }

    /// Returns whether the tool left a mark.
    pub(crate) fn is_marked(self, environment: &Environment) -> bool {
        self.markers().iter().any(|name| environment.filled(name).is_some())
    }
}

/// What the selected profile leads one to expect of keys that stand beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Expected {
    /// The profile's account, where the files tell it.
    pub(crate) account: Option<String>,
    /// The profile's role, where the files tell it.
    pub(crate) role: Option<String>,
}

/// The tool that accounts for keys in the environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exporter {
    /// The tool.
    pub(crate) tool: Tool,
    /// The profile it exported, where it says so.
    pub(crate) profile: Option<String>,
    /// The role it took, where it says so.
    pub(crate) role: Option<Known<String>>,
}

impl Exporter {
    /// Returns the tool that put a complete, unexpired set of keys there and is not contradicted by `AWS_PROFILE`.
    pub(crate) fn of(environment: &Environment, now: i64, expected: &Expected) -> Option<Self> {
        if !is_complete(environment) {
            return None;
        }
        let tool =
            Tool::ALL.into_iter().find(|tool| accounts_for(*tool, environment, now, expected))?;
        Some(Self::new(tool, environment))
    }

    /// Returns aws-vault where its server on this machine hands out the credentials.
    pub(crate) fn of_container(environment: &Environment) -> Option<Self> {
        let uri = environment.filled("AWS_CONTAINER_CREDENTIALS_FULL_URI")?;
        let is_local = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"]
            .iter()
            .any(|start| uri.starts_with(start));
        let is_vault = is_local && Tool::AwsVault.is_marked(environment);
        is_vault.then(|| Self::new(Tool::AwsVault, environment))
    }

    fn new(tool: Tool, environment: &Environment) -> Self {
        let role = tool.stated().1;
        Self {
            tool,
            profile: environment.filled(tool.profile_variable()).map(Into::into),
            role: environment.filled(role).map(|name| Known::new(name, Source::variable(role))),
        }
    }

    /// Returns whether these are keys that awsp got for no profile.
    pub(crate) fn is_nameless(&self) -> bool {
        self.tool == Tool::Awsp && self.profile.is_none()
    }

    /// Returns tool and profile in one word, such as `aws-vault:staging`.
    pub(crate) fn label(&self) -> String {
        match (self.tool, &self.profile) {
            (Tool::Awsp, Some(profile)) => profile.clone(),
            (tool, Some(profile)) => format!("{}:{profile}", tool.name()),
            (tool, None) => tool.name().to_owned(),
        }
    }
}

/// Returns when the keys in the environment end, as the AWS CLI's variable or the tool that left a mark says.
pub(crate) fn keys_expire_at(environment: &Environment) -> Option<i64> {
    let standard = environment.filled("AWS_CREDENTIAL_EXPIRATION");
    standard.and_then(|text| seconds_since_epoch(&text)).or_else(|| {
        let marked = Tool::ALL.into_iter().filter(|tool| tool.is_marked(environment));
        marked.filter_map(|tool| own_expiration(tool, environment)).min()
    })
}

fn own_expiration(tool: Tool, environment: &Environment) -> Option<i64> {
    let text = environment.filled(tool.expiration()?)?;
    // awsume writes the time of the wall clock, without a zone.
    seconds_since_epoch(&text).or_else(|| local_seconds_since_epoch(&text))
}

/// Returns whether key id and secret are there, and the token if the id is of the kind that needs one.
fn is_complete(environment: &Environment) -> bool {
    let has = |name| environment.filled(name).is_some();
    let key_id = environment.filled("AWS_ACCESS_KEY_ID");
    let needs_token = key_id.as_ref().is_some_and(|key_id| key_id.starts_with("ASIA"));
    key_id.is_some() && has("AWS_SECRET_ACCESS_KEY") && (!needs_token || has_token(environment))
}

fn has_token(environment: &Environment) -> bool {
    environment.filled("AWS_SESSION_TOKEN").or(environment.filled("AWS_SECURITY_TOKEN")).is_some()
}

fn accounts_for(tool: Tool, environment: &Environment, now: i64, expected: &Expected) -> bool {
    let ends = keys_expire_at(environment);
    tool.is_marked(environment)
        && (has_token(environment) || !tool.always_has_token())
        && ends.is_none_or(|ends| ends > now)
        && owns_key_id(tool, environment)
        && agrees_with_profile(tool, environment, expected)
}

/// Returns whether nothing shows that the key id is another one than the tool exported.
fn owns_key_id(tool: Tool, environment: &Environment) -> bool {
    let key_id = environment.filled("AWS_ACCESS_KEY_ID").unwrap_or_default();
    if tool == Tool::Awsp {
        return environment.filled("AWSP_KEY_ID").is_some_and(|claimed| claimed == key_id);
    }
    let stated = environment.filled(tool.stated().0);
    !differ(stated.as_deref(), access_key_id::account(&key_id).as_deref())
}

fn agrees_with_profile(tool: Tool, environment: &Environment, expected: &Expected) -> bool {
    let Some(selected) = environment.text("AWS_PROFILE") else { return true };
    if tool != Tool::Granted {
        return environment.filled(tool.profile_variable()).is_some_and(|own| own == selected);
    }
    let key_id = environment.filled("AWS_ACCESS_KEY_ID").unwrap_or_default();
    let (account, role) = tool.stated();
    let stated = environment.filled(account).map(std::borrow::Cow::into_owned);
    let account = stated.or_else(|| access_key_id::account(&key_id));
    !selected.is_empty()
        && !differ(account.as_deref(), expected.account.as_deref())
        && !differ(environment.filled(role).as_deref(), expected.role.as_deref())
}

/// Returns whether both are known and are not the same.
fn differ(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

#[cfg(test)]
mod tests;
