//! What AWS says about one signer.

use crate::credentials::{Resolver, Signs};
use crate::display::{escaped, masked};
use crate::error::Error;
use crate::identity::verified::Verified;
use crate::identity::{Identity, Known, arn};
use crate::network::iam::Iam;
use crate::network::{Caller, Sts};

/// What AWS says about one signer.
pub(super) struct Answer {
    /// What AWS says.
    pub(super) caller: Caller,
    /// The account's name, if it may be seen.
    pub(super) alias: Option<String>,
    /// The end of the key id.
    pub(super) key_id: String,
    /// Who was asked, if not AWS's own address.
    pub(super) endpoint: Option<Known<String>>,
    /// What was known before.
    pub(super) identity: Identity,
}

/// The parts of an ARN that say who somebody is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    /// `user`, `assumed-role`, `root`, `federated-user` or what else AWS says.
    pub(super) kind: String,
    /// The name of the user or role, without its path.
    pub(super) name: String,
    /// The name of the session.
    pub(super) session: Option<String>,
    /// The permission set of IAM Identity Center that the role stands for.
    pub(super) permission_set: Option<String>,
}

impl Answer {
    /// Gets the credentials and asks whose they are.
    pub(super) fn of<'t>(resolver: &Resolver<'_, 't>, signs: &Signs<'t>) -> Result<Self, Error> {
        let credentials = resolver.credentials(signs)?;
        let target = resolver.sts(credentials.account.as_deref())?;
        let network = resolver.network()?;
        let caller = Sts::new(network, &target).caller(&credentials);
        let caller = caller.map_err(|fault| resolver.refused(fault, &what(signs)))?;
        let alias = resolver.iam(&caller.arn).ok();
        let alias = alias.and_then(|target| Iam::new(network, &target, &credentials).alias());
        let owner = Verified {
            arn: caller.arn.clone(),
            account: caller.account.clone(),
            user_id: caller.user_id.clone(),
            alias: alias.clone(),
        };
        resolver.remember(&credentials.access_key_id, &owner);
        let key_id = masked(&credentials.access_key_id);
        Ok(Self {
            caller,
            alias,
            key_id,
            endpoint: target.endpoint,
            identity: signs.identity.clone(),
        })
    }

    /// Returns who it is.
    pub(super) fn who(&self) -> Who {
        who(&self.caller.arn)
    }
}

fn what(signs: &Signs<'_>) -> String {
    let profile = signs.identity.profile.as_ref();
    profile.map_or_else(
        || format!("the keys of {}", signs.identity.source),
        |profile| format!("the credentials of profile `{}`", escaped(&profile.value)),
    )
}

fn who(text: &str) -> Who {
    const RESERVED: &str = "AWSReservedSSO_";
    let principal = arn::principal(text).unwrap_or_default();
    let resource = text.splitn(6, ':').nth(5).unwrap_or_default();
    let kind = resource.split_once('/').map_or(resource, |(kind, _)| kind);
    if kind != "assumed-role" {
        let name = if kind == "root" { String::new() } else { principal.to_owned() };
        return Who { kind: kind.to_owned(), name, ..Who::default() };
    }
    let (name, session) = principal.rsplit_once('/').unwrap_or((principal, ""));
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    // The name ends with sixteen digits that tell sets of the same name apart.
    let set = name.strip_prefix(RESERVED).and_then(|set| set.rsplit_once('_'));
    Who {
        kind: kind.to_owned(),
        name: name.to_owned(),
        session: Some(session.to_owned()).filter(|session| !session.is_empty()),
        permission_set: set.map(|(set, _)| set.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &str, name: &str, session: Option<&str>, permission_set: Option<&str>) -> Who {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Who {
            kind: kind.to_owned(),
            name: name.to_owned(),
            session: text(session),
            permission_set: text(permission_set),
        }
    }

    #[test]
    fn every_kind_of_caller_is_taken_apart() {
        for (arn, expected) in [
            ("arn:aws:iam::111122223333:user/team/me", of("user", "me", None, None)),
            ("arn:aws:iam::111122223333:root", of("root", "", None, None)),
            (
                "arn:aws-cn:sts::111122223333:assumed-role/Admin/s",
                of("assumed-role", "Admin", Some("s"), None),
            ),
            (
                "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Power_User_0123456789abcdef/me@x",
                of(
                    "assumed-role",
                    "AWSReservedSSO_Power_User_0123456789abcdef",
                    Some("me@x"),
                    Some("Power_User"),
                ),
            ),
            (
                "arn:aws:sts::111122223333:federated-user/bob",
                of("federated-user", "bob", None, None),
            ),
        ] {
            assert_eq!(who(arn), expected, "{arn}");
        }
    }
}
