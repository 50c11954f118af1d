//! Roles that a web identity token opens.

use std::io::Read as _;
use std::path::Path;

use crate::display::escaped;
use crate::error::Error;
use crate::file;
use crate::identity::role_request;
use crate::network::Sts;
use crate::session::{RoleRequest, Store};
use crate::shared_config::Profile;
use crate::source::Source;

use super::hold::Hold;
use super::resolver::Resolver;
use super::{Credentials, Secret, Signs, entry};

/// No token is longer, in bytes.
const LONGEST: u64 = 20_000;

impl<'t> Resolver<'_, 't> {
    /// Returns the credentials of a web identity, of which any part may come from a variable.
    pub(super) fn web_identity(&self, signs: &Signs<'t>) -> Result<Credentials, Error> {
        let Source::WebIdentity { role_arn, token_file } = &signs.identity.source else {
            return Err(super::resolver::no_credentials(""));
        };
        let of_variable = self.inputs.environment.filled("AWS_ROLE_SESSION_NAME");
        let of_variable = of_variable.filter(|_| !signs.is_named);
        let of_profile =
            signs.profile.as_ref().and_then(|profile| profile.value("role_session_name"));
        let role_session_name = of_variable.as_deref().or(of_profile);
        let request = RoleRequest { role_arn, role_session_name, ..RoleRequest::default() };
        self.with_token(&request, token_file, signs.profile.as_ref())
    }

    /// Returns the credentials of a profile with a web identity.
    pub(super) fn web_identity_of(&self, profile: &Profile<'t>) -> Result<Credentials, Error> {
        let all = role_request(profile);
        let (role_arn, role_session_name) = (all.role_arn, all.role_session_name);
        let request = RoleRequest { role_arn, role_session_name, ..RoleRequest::default() };
        let token_file = profile.value("web_identity_token_file").unwrap_or_default();
        self.with_token(&request, token_file, Some(profile))
    }

    fn with_token(
        &self,
        request: &RoleRequest<'_>,
        token_file: &str,
        profile: Option<&Profile<'t>>,
    ) -> Result<Credentials, Error> {
        let is_shared = profile.is_some_and(|profile| self.is_shared_by_name(profile, request));
        let hold = if is_shared {
            Hold::Own(format!("web identity {} {token_file}", request.file_name()))
        } else {
            Hold::shared(self.sessions().path(Store::Cli, &request.file_name()))
        };
        self.held(&hold, || {
            let token = token(Path::new(token_file))?;
            let name = self.session_name(request.role_session_name);
            let target = self.sts(Some(request.role_arn))?;
            let made = Sts::new(self.network()?, &target).assume_with_token(
                request.role_arn,
                &name,
                &token,
            );
            let (credentials, user) = made.map_err(|fault| {
                self.refused(fault, &format!("the role {}", escaped(request.role_arn)))
            })?;
            self.remember_role(&credentials, user.as_ref());
            let entry = entry::role(&credentials, user.as_ref());
            Ok((credentials, entry))
        })
    }
}

/// Reads a token as it is, white space and all: so does every tool of AWS.
fn token(path: &Path) -> Result<Secret, Error> {
    let refuse = |message: String| Error::File {
        path: path.to_owned(),
        line: None,
        message: format!("no web identity token: {message}"),
        hint:
            "web_identity_token_file or AWS_WEB_IDENTITY_TOKEN_FILE has to name the file of a token"
                .to_owned(),
    };
    let (file, _) = file::open(path).map_err(|error| refuse(error.to_string()))?;
    let mut text = String::new();
    let read = file.take(LONGEST + 1).read_to_string(&mut text);
    match read {
        Ok(length) if (1..=LONGEST).contains(&(length as u64)) => Ok(text.into()),
        Ok(0) => Err(refuse("it is empty".to_owned())),
        Ok(_) => Err(refuse(format!("it has more than {LONGEST} bytes"))),
        Err(error) => Err(refuse(error.to_string())),
    }
}
