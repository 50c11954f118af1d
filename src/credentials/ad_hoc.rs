//! A role that no profile names.

use crate::display::escaped;
use crate::duration::Seconds;
use crate::error::Error;
use crate::identity::Kind;
use crate::network::AssumeRole;
use crate::source::Source;

use super::hold::Hold;
use super::resolver::Resolver;
use super::role::{is_too_long, too_long};
use super::{Credentials, Signs, origin};

/// A role that no profile names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AdHocRole {
    /// Its ARN.
    pub(crate) role_arn: String,
    /// The profile that signs; without one, whoever signs in this shell.
    pub(crate) source_profile: Option<String>,
    /// The session's name.
    pub(crate) session_name: Option<String>,
    /// The external id.
    pub(crate) external_id: Option<String>,
    /// How long the session lasts.
    pub(crate) duration: Option<Seconds>,
}

impl AdHocRole {
    /// Refuses what AWS would refuse.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let is_arn = is_role(&self.role_arn);
        let is_good = |text: &Option<String>, most: usize, is_part: fn(char) -> bool| {
            text.as_ref().is_none_or(|text| {
                (2..=most).contains(&text.chars().count()) && text.chars().all(is_part)
            })
        };
        let in_name = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@-".contains(letter);
        let in_id = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@:/-".contains(letter);
        let (what, hint) = if !is_arn {
            ("--role-arn", "a role looks like arn:aws:iam::111122223333:role/NAME")
        } else if !is_good(&self.session_name, 64, in_name) {
            ("--session-name", "2 to 64 letters, digits and _+=,.@-")
        } else if !is_good(&self.external_id, 1224, in_id) {
            ("--external-id", "2 to 1224 letters, digits and _+=,.@:/-")
        } else {
            return Ok(());
        };
        let message = format!("AWS takes no such {what}");
        Err(Error::Usage { message, hint: hint.to_owned() })
    }
}

/// Returns whether `arn` is that of a role.
fn is_role(arn: &str) -> bool {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    let [start, partition, service, region, account, resource] = fields.as_slice() else {
        return false;
    };
    let is_name = |letter: char| letter.is_ascii_graphic() && letter != ':';
    let name = resource.strip_prefix("role/").unwrap_or_default();
    (*start, *service, *region) == ("arn", "iam", "")
        && partition.starts_with("aws")
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && !name.is_empty()
        && arn.len() <= 2048
        && name.chars().all(is_name)
}

impl<'t> Resolver<'_, 't> {
    /// Returns the credentials of a role that `signs` asks for.
    pub(crate) fn ad_hoc(&self, signs: &Signs<'t>, role: &AdHocRole) -> Result<Credentials, Error> {
        role.check()?;
        let duration = role.duration.and_then(|duration| i32::try_from(duration.get()).ok());
        if is_role_itself(signs) && duration.is_some_and(is_too_long) {
            return Err(too_long(&Source::Flag("--duration")));
        }
        let made = self.held(&Hold::Own(key(signs, role)), || {
            let signer = self.credentials(signs)?;
            let wanted = AssumeRole {
                role_arn: role.role_arn.clone(),
                session_name: self.session_name(role.session_name.as_deref()),
                external_id: role.external_id.clone(),
                duration,
                mfa: None,
            };
            self.take_role(&wanted, &signer)
        })?;
        self.note_origin(&made, signs, role);
        Ok(made)
    }

    /// Notes how to make the keys anew; who signed is known by its profile, or not at all once its keys are replaced.
    fn note_origin(&self, made: &Credentials, signs: &Signs<'t>, role: &AdHocRole) {
        let signer = || signs.profile_name().map(str::to_owned);
        let source_profile = role.source_profile.clone().or_else(signer);
        let role = AdHocRole { source_profile, ..role.clone() };
        if let Err(error) = origin::remember(&self.inputs.environment, &made.access_key_id, &role) {
            self.warn(format!("`awsp refresh` will not know how to renew these keys: {error}"));
        }
    }
}

/// Returns whether who asks is a role already, as far as that is known.
fn is_role_itself(signs: &Signs<'_>) -> bool {
    let identity = &signs.identity;
    let is_machine = identity.kind == Kind::Container || identity.source == Source::Imds;
    let is_of_sso = matches!(identity.kind, Kind::Sso | Kind::SsoLegacy);
    is_machine || is_of_sso || matches!(identity.kind, Kind::Role | Kind::WebIdentity)
}

/// Returns a name for the session that no other role, signer or wish has.
fn key(signs: &Signs<'_>, role: &AdHocRole) -> String {
    let identity = &signs.identity;
    let key_id = identity.access_key_id.as_deref().unwrap_or_default();
    format!(
        "ad hoc {} {:?} {:?} {:?} by {} {key_id}",
        escaped(&role.role_arn),
        role.session_name,
        role.external_id,
        role.duration.map(Seconds::get),
        identity.source.to_json(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(arn: &str) -> AdHocRole {
        AdHocRole { role_arn: arn.to_owned(), ..AdHocRole::default() }
    }

    #[test]
    fn what_aws_refuses_is_refused_before_it_is_asked() {
        const ARN: &str = "arn:aws:iam::111122223333:role/team/Admin";
        for (role, is_good) in [
            (role(ARN), true),
            (role("arn:aws-cn:iam::111122223333:role/R"), true),
            (role("Admin"), false),
            (role("arn:aws:iam::111122223333:user/me"), false),
            (role("arn:aws:iam::1111:role/R"), false),
            (role("arn:aws:iam::111122223333:role/"), false),
            (role("arn:aws:iam::111122223333:role/a b"), false),
            (role("arn:aws:sts::111122223333:assumed-role/R/s"), false),
            (AdHocRole { session_name: Some("me@x".to_owned()), ..role(ARN) }, true),
            (AdHocRole { session_name: Some("m".to_owned()), ..role(ARN) }, false),
            (AdHocRole { session_name: Some("a b".to_owned()), ..role(ARN) }, false),
            (AdHocRole { external_id: Some("x:1/2".to_owned()), ..role(ARN) }, true),
            (AdHocRole { external_id: Some("x".to_owned()), ..role(ARN) }, false),
        ] {
            assert_eq!(role.check().is_ok(), is_good, "{role:?}");
        }
    }
}
