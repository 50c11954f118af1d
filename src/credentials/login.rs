//! Sessions of `aws login`.

use serde_json::Value;

use crate::display::escaped;
use crate::error::Error;
use crate::network::signin::{self, LoginRenewal, RenewedLogin};
use crate::replace;
use crate::session::{CacheFiles, Store, login_token};
use crate::shared_config::Profile;

use super::hold::Hold;
use super::resolver::Resolver;
use super::sso::due;
use super::{Credentials, entry, kept};

/// Credentials are renewed when no more than this is left, in seconds, as the AWS CLI does it.
const WINDOW: i64 = 5 * 60;

impl<'t> Resolver<'_, 't> {
    /// Returns the credentials of a profile of `aws login`.
    pub(super) fn login(&self, profile: &Profile<'t>) -> Result<Credentials, Error> {
        let session = profile.value("login_session").unwrap_or_default();
        let path = self.sessions().path(Store::Login, &login_token(session));
        let Some(path) = path else { return Err(not_signed_in(profile)) };
        let text = || CacheFiles::new(self.inputs.now).text(&path);
        let good = |text: &str, window| kept::read(text, self.inputs.now + window);
        let before = text().ok_or_else(|| not_signed_in(profile))?;
        if let Some(kept) = good(&before, WINDOW).filter(|_| !self.renews.take()) {
            return Ok(kept);
        }
        if self.only_looks {
            let unrenewed = || due("the session of `aws login`", profile.name());
            return good(&before, 0).ok_or_else(unrenewed);
        }
        let _lock = self.locked(&path.display().to_string())?;
        let now = text().unwrap_or_else(|| before.clone());
        if let Some(kept) = good(&now, WINDOW).filter(|_| now != before) {
            return Ok(kept);
        }
        let json = serde_json::from_str(&now).map_err(|_| not_signed_in(profile))?;
        match self.renewed_login(profile, &json) {
            Ok(made) => {
                let entry = entry::refreshed_login(&json, &made.credentials, &made.refresh_token);
                self.keep(&Hold::Shared(path.clone()), replace::private(&path, &entry.to_string()));
                Ok(made.credentials)
            }
            Err(error) => match good(&now, 0) {
                Some(kept) => {
                    self.warn(format!("{error}; the session that is kept is used to its end"));
                    Ok(kept)
                }
                None => Err(error),
            },
        }
    }

    fn renewed_login(&self, profile: &Profile<'t>, json: &Value) -> Result<RenewedLogin, Error> {
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        let renewal = || {
            Some(LoginRenewal {
                client_id: text("clientId")?,
                refresh_token: text("refreshToken")?.into(),
                key: text("dpopKey")?.into(),
            })
        };
        let renewal = renewal().ok_or_else(|| not_signed_in(profile))?;
        let of_services = self.services.region.as_ref().map(|region| region.value.clone());
        let region = text("signInRegion").or(of_services).unwrap_or_else(|| "us-east-1".to_owned());
        let target = self.for_tokens(self.target(region, self.services.signin.as_ref())?)?;
        let made = signin::renew(self.network()?, &target, &renewal, self.inputs.now);
        let made = made.ok_or_else(|| not_signed_in(profile))?;
        made.map_err(|fault| {
            self.failed(fault).into_error("new credentials of `aws login`", &again(profile))
        })
    }
}

fn not_signed_in(profile: &Profile<'_>) -> Error {
    let message = "nobody is signed in with `aws login`, or no longer".to_owned();
    Error::Credentials { message, hint: again(profile) }
}

fn again(profile: &Profile<'_>) -> String {
    format!("aws login --profile {}", escaped(profile.name()))
}
