//! Sources of credentials that most families look for in the same way.

use std::borrow::Cow;

use crate::environment::Environment;
use crate::identity::{
    Exporter, Identity, Keys, Kind, Known, Part, State, account_of_keys, container_variable,
};
use crate::session::{Sessions, Standing};
use crate::source::Source;

use super::call::Call;

/// A key id, a secret and a token as they stand in variables, each with its variable.
pub(super) struct VariableKeys<'a> {
    /// The access key id.
    pub(super) id: (&'static str, Cow<'a, str>),
    /// The secret access key.
    pub(super) secret: (&'static str, Cow<'a, str>),
    /// The session token, if there is one.
    pub(super) token: Option<(&'static str, Cow<'a, str>)>,
}

impl VariableKeys<'_> {
    /// Returns who they are.
    pub(super) fn identity(self, call: &Call<'_, '_>) -> Identity {
        let part = |(name, value): &(&'static str, Cow<'_, str>)| {
            Part::found(value, Source::variable(name))
        };
        let keys = Keys {
            id: part(&self.id),
            secret: part(&self.secret),
            token: self.token.as_ref().map(part),
        };
        let state = if self.token.is_some() { State::Unknown } else { State::None };
        let identity = Identity {
            account: account(call, &self.id.1),
            access_key_id: Some(self.id.1.into_owned()),
            keys: Some(keys),
            ..Identity::new(Kind::Environment, Source::variable(self.id.0))
        };
        let identity = identity.standing(Standing::bare(state));
        let exporter = Exporter::of(call.environment, call.look.now, &call.expected());
        exporter.into_iter().fold(identity, exported)
    }
}

/// Returns the account of keys in variables.
pub(super) fn account(call: &Call<'_, '_>, key_id: &str) -> Option<Known<String>> {
    let stated = call.environment.filled("AWS_ACCOUNT_ID");
    let stated = stated.map(|account| Known::new(account, Source::variable("AWS_ACCOUNT_ID")));
    account_of_keys(stated, Some(key_id))
}

/// Returns the identity as the tool that exported it calls it.
pub(super) fn exported(identity: Identity, exporter: Exporter) -> Identity {
    let source = Source::variable(exporter.tool.profile_variable());
    Identity {
        profile: exporter.profile.clone().map(|name| Known::new(name, source)),
        principal: identity.principal.or_else(|| exporter.role.clone()),
        exported_by: Some(exporter),
        ..identity
    }
}

/// Returns who a container's endpoint makes the tool.
pub(super) fn of_container(call: &Call<'_, '_>) -> Identity {
    let source = Source::Container(container_variable(call.environment).to_owned());
    let identity = Identity::new(Kind::Container, source).standing(Standing::bare(State::Unknown));
    Exporter::of_container(call.environment).into_iter().fold(identity, exported)
}

/// Returns whether the instance metadata service must not be asked.
pub(super) fn is_metadata_off(call: &Call<'_, '_>) -> bool {
    let value = call.environment.text("AWS_EC2_METADATA_DISABLED");
    value.is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// Returns who the machine is; only the instance metadata service knows.
pub(super) const fn of_machine() -> Identity {
    Identity::new(Kind::None, Source::Imds)
}

/// Returns the sessions as the SDKs look for them: they keep no roles, and take the variable of the login sessions as it is.
pub(super) fn sessions_of_sdk<'a>(
    sessions: Sessions<'a>,
    environment: &Environment,
) -> Sessions<'a> {
    sessions.without_roles().with_plain_login(environment)
}
