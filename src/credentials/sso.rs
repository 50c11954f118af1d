//! Roles of IAM Identity Center.

use serde_json::Value;

use crate::display::escaped;
use crate::error::Error;
use crate::identity::{Kind, Known};
use crate::network::{Target, sso};
use crate::replace;
use crate::session::{CacheFiles, SsoKey, Store, seconds_since_epoch, sso_role, sso_token};
use crate::shared_config::{Profile, View};

use super::hold::Hold;
use super::resolver::Resolver;
use super::{Credentials, Secret, entry};

/// A token is renewed when no more than this is left, in seconds, as the AWS CLI does it.
const WINDOW: i64 = 15 * 60;

/// Whom the portal is asked for.
struct Wanted<'a> {
    profile: &'a str,
    key: SsoKey<'a>,
    region: String,
    account_id: &'a str,
    role_name: &'a str,
}

impl<'t> Resolver<'_, 't> {
    /// Returns the credentials of a profile of IAM Identity Center.
    pub(super) fn sso(&self, profile: &Profile<'t>, kind: Kind) -> Result<Credentials, Error> {
        let text = |key| profile.value(key).unwrap_or_default();
        let key = if kind == Kind::Sso {
            SsoKey::Session(text("sso_session"))
        } else {
            SsoKey::StartUrl(text("sso_start_url"))
        };
        let wanted = Wanted {
            profile: profile.name(),
            key,
            region: self.sso_region(profile, key),
            account_id: text("sso_account_id"),
            role_name: text("sso_role_name"),
        };
        let name = sso_role(wanted.account_id, wanted.role_name, key);
        let hold = Hold::shared(self.sessions().path(Store::Cli, &name));
        self.held(&hold, || {
            let token = self.sso_token(&wanted)?;
            let target = self.sso_target(&wanted.region, self.services.sso.as_ref())?;
            let (account, role) = (wanted.account_id, wanted.role_name);
            let asked = sso::role_credentials(self.network()?, &target, &token, account, role);
            let credentials = asked.map_err(|fault| {
                let what = format!("role {} in account {}", escaped(role), escaped(account));
                self.refused_but(fault, &what, &login(wanted.profile))
            })?;
            let entry = entry::sso_role(&credentials);
            Ok((credentials, entry))
        })
    }

    fn sso_region(&self, profile: &Profile<'t>, key: SsoKey<'_>) -> String {
        let of_session = match key {
            SsoKey::Session(name) => {
                let session = self.config.view(View::Boto).sso_session(name);
                session.and_then(|session| Some(session.get("sso_region")?.value.to_string()))
            }
            SsoKey::StartUrl(_) => None,
        };
        let of_profile = || profile.value("sso_region").map(str::to_owned);
        of_session.or_else(of_profile).unwrap_or_default()
    }

    /// Returns where a service of IAM Identity Center is called; nobody else gets its tokens unless the user says so.
    fn sso_target(&self, region: &str, endpoint: Option<&Known<String>>) -> Result<Target, Error> {
        self.for_tokens(self.target(region.to_owned(), endpoint)?)
    }

    /// Refuses to send a token to an address that is not AWS's, unless the user says so.
    pub(super) fn for_tokens(&self, target: Target) -> Result<Target, Error> {
        match &target.endpoint {
            Some(endpoint) if target.is_foreign() && !self.options.allow_endpoint => {
                Err(Error::Profile {
                    message: format!(
                        "{} sends sign-in tokens to an address that is not AWS's",
                        endpoint.source
                    ),
                    hint: "unset it, or say that you trust it: --allow-endpoint".to_owned(),
                })
            }
            Some(_) | None => Ok(target),
        }
    }

    /// Returns the token of a session, renewed if it has to be and can be.
    fn sso_token(&self, wanted: &Wanted<'_>) -> Result<Secret, Error> {
        let name = sso_token(wanted.key.name());
        let Some(path) = self.sessions().path(Store::Sso, &name) else {
            return Err(not_signed_in(wanted));
        };
        let read = || token(&CacheFiles::new(self.inputs.now).text(&path)?);
        let kept = read().ok_or_else(|| not_signed_in(wanted))?;
        if kept.lasts(self.inputs.now, WINDOW) || !kept.is_renewable(wanted, self.inputs.now) {
            return kept.until_its_end(wanted, self.inputs.now);
        }
        if self.only_looks {
            return self.unrenewed(kept, wanted);
        }
        let _lock = self.locked(&path.display().to_string())?;
        let kept = read().unwrap_or(kept);
        if kept.lasts(self.inputs.now, WINDOW) {
            return Ok(kept.bearer);
        }
        match self.renewed(wanted, &kept) {
            Ok((token, json)) => {
                self.keep(&Hold::Shared(path.clone()), replace::private(&path, &json.to_string()));
                Ok(token)
            }
            Err(_) if kept.lasts(self.inputs.now, 0) => Ok(kept.bearer),
            Err(error @ Error::Network { .. }) => Err(error),
            Err(_) => Err(not_signed_in(wanted)),
        }
    }

    /// Returns the token without a renewal, which would have to be written down.
    fn unrenewed(&self, kept: Token, wanted: &Wanted<'_>) -> Result<Secret, Error> {
        if kept.lasts(self.inputs.now, 0) {
            return Ok(kept.bearer);
        }
        let session = escaped(wanted.key.name());
        Err(due(&format!("the token of IAM Identity Center ({session})"), wanted.profile))
    }

    fn renewed(&self, wanted: &Wanted<'_>, kept: &Token) -> Result<(Secret, Value), Error> {
        let Some(renewal) = kept.renewal() else { return Err(not_signed_in(wanted)) };
        let target = self.sso_target(&wanted.region, self.services.oidc.as_ref())?;
        let made = sso::renew(self.network()?, &target, &renewal);
        let made = made.map_err(|fault| {
            self.failed(fault).into_error("a new token", &login(wanted.profile))
        })?;
        let end = self.inputs.now + made.lasts;
        let refresh_token = made.refresh_token.as_ref();
        let json = entry::refreshed_sso_token(&kept.json, &made.access_token, end, refresh_token);
        Ok((made.access_token, json))
    }
}

/// A token as it lies in its file.
struct Token {
    bearer: Secret,
    expires_at: Option<i64>,
    json: Value,
}

fn token(text: &str) -> Option<Token> {
    let json: Value = serde_json::from_str(text).ok()?;
    let bearer = json.get("accessToken")?.as_str()?.to_owned().into();
    let expires_at = json.get("expiresAt").and_then(Value::as_str).and_then(seconds_since_epoch);
    Some(Token { bearer, expires_at, json })
}

impl Token {
    fn lasts(&self, now: i64, window: i64) -> bool {
        self.expires_at.is_some_and(|end| end > now + window)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.json.get(name)?.as_str().map(str::to_owned)
    }

    /// Returns whether a new one can be had without a browser; the AWS CLI renews no token of the old format.
    fn is_renewable(&self, wanted: &Wanted<'_>, now: i64) -> bool {
        let registered =
            self.text("registrationExpiresAt").and_then(|end| seconds_since_epoch(&end));
        matches!(wanted.key, SsoKey::Session(_))
            && registered.is_some_and(|end| end > now)
            && self.renewal().is_some()
    }

    fn renewal(&self) -> Option<sso::Renewal> {
        Some(sso::Renewal {
            client_id: self.text("clientId")?,
            client_secret: self.text("clientSecret")?.into(),
            refresh_token: self.text("refreshToken")?.into(),
        })
    }

    fn until_its_end(self, wanted: &Wanted<'_>, now: i64) -> Result<Secret, Error> {
        if self.lasts(now, 0) { Ok(self.bearer) } else { Err(not_signed_in(wanted)) }
    }
}

fn not_signed_in(wanted: &Wanted<'_>) -> Error {
    let session = escaped(wanted.key.name());
    Error::Credentials {
        message: format!("nobody is signed in to IAM Identity Center ({session}), or no longer"),
        hint: login(wanted.profile),
    }
}

/// Says that something waits for its renewal, which the next call does.
pub(super) fn due(what: &str, profile: &str) -> Error {
    Error::Credentials {
        message: format!("{what} has ended, and the next call renews it"),
        hint: format!("awsp export {} --format env > /dev/null", escaped(profile)),
    }
}

fn login(profile: &str) -> String {
    format!("aws sso login --profile {}", escaped(profile))
}
