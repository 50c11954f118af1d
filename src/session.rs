//! The sessions that the AWS CLI and the SDKs keep on disk: sign-in tokens and role credentials.

mod cache_files;
mod file_name;
mod login_token;
mod role_credentials;
mod sso_token;
mod standing;
mod time;

use std::path::{Path, PathBuf};

use crate::environment::Environment;
use crate::shared_config::{at_variable, home};

pub(crate) use cache_files::CacheFiles;
pub(crate) use file_name::{
    RoleRequest, SsoKey, integer, login_token, sha256, sso_role, sso_token,
};
pub(crate) use login_token::LoginToken;
pub(crate) use role_credentials::RoleCredentials;
pub(crate) use sso_token::SsoToken;
pub(crate) use standing::Standing;
pub(crate) use time::{local_seconds_since_epoch, seconds_since_epoch};

/// The variable that says where sessions of `aws login` are.
const LOGIN: &str = "AWS_LOGIN_CACHE_DIRECTORY";

/// The AWS CLI renews the credentials of `aws login` when no more than this is left, in seconds.
const LOGIN_WINDOW: i64 = 5 * 60;

/// One of the directories that AWS tools keep sessions in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Store {
    /// `~/.aws/sso/cache`: sign-in tokens of IAM Identity Center.
    Sso,
    /// `~/.aws/cli/cache`: role credentials of the AWS CLI.
    Cli,
    /// `~/.aws/login/cache`: sessions of `aws login`.
    Login,
}

/// Reads files; the core sees no session but through it.
pub(crate) trait Caches {
    /// Returns the text of a regular file of reasonable size.
    fn read(&self, path: &Path) -> Option<String>;

    /// Returns whether anything is there.
    fn finds(&self, path: &Path) -> bool;

    /// Returns whether a certificate is near the top of a regular file, which may be of any size and in any encoding.
    fn has_certificate(&self, path: &Path) -> bool;
}

/// The sessions on this machine, as one environment leads to them.
pub(crate) struct Sessions<'a> {
    caches: &'a dyn Caches,
    home: Option<PathBuf>,
    keeps_roles: bool,
    /// Sessions of `aws login` are renewed when no more than this is left, in seconds.
    login_window: i64,
    /// Where `AWS_LOGIN_CACHE_DIRECTORY` points.
    login: Option<PathBuf>,
}

impl<'a> Sessions<'a> {
    /// Returns the sessions of the user whose environment this is.
    pub(crate) fn of(environment: &Environment, caches: &'a dyn Caches) -> Self {
        let login = at_variable(environment, LOGIN).filter(|path| path.is_absolute());
        Self {
            caches,
            home: home(environment),
            keeps_roles: true,
            login_window: LOGIN_WINDOW,
            login,
        }
    }

    /// Returns the sessions as a tool sees them that keeps no credentials of roles on disk.
    pub(crate) fn without_roles(self) -> Self {
        Self { keeps_roles: false, ..self }
    }

    /// Returns the sessions as a tool sees them that takes `AWS_LOGIN_CACHE_DIRECTORY` as it is, even if it is empty.
    pub(crate) fn with_plain_login(self, environment: &Environment) -> Self {
        Self { login: environment.raw(LOGIN).map(PathBuf::from), ..self }
    }

    /// Returns the file `name` of `store`, if it is JSON.
    pub(crate) fn json(&self, store: Store, name: &str) -> Option<serde_json::Value> {
        let text = self.caches.read(&self.directory(store)?.join(name))?;
        serde_json::from_str(&text).ok()
    }

    /// Returns the sessions as a tool sees them that uses credentials of `aws login` to their very end.
    pub(crate) fn with_login_to_its_end(self) -> Self {
        Self { login_window: 0, ..self }
    }

    /// Returns whether there is a file that a setting names.
    pub(crate) fn finds(&self, path: &Path) -> bool {
        self.caches.finds(path)
    }

    /// Returns whether a bundle that a setting names has a certificate.
    pub(crate) fn has_certificate(&self, path: &Path) -> bool {
        self.caches.has_certificate(path)
    }

    /// Returns the text of a file that a variable points to.
    pub(crate) fn text(&self, path: &Path) -> Option<String> {
        self.caches.read(path)
    }

    /// Returns whether credentials of a role are kept that the AWS CLI still uses.
    pub(crate) fn keeps_role(&self, request: &RoleRequest<'_>, now: i64) -> bool {
        RoleCredentials::of_role(self, request).is_some_and(|kept| kept.value.usable_until > now)
    }

    /// Returns the file of a role's credentials if it is there and holds none.
    pub(crate) fn broken_role(&self, request: &RoleRequest<'_>) -> Option<PathBuf> {
        let path = self.directory(Store::Cli)?.join(request.file_name());
        let is_broken =
            self.caches.finds(&path) && RoleCredentials::of_role(self, request).is_none();
        is_broken.then_some(path)
    }

    /// Returns the file of the credentials of a role of IAM Identity Center if it is there and holds none.
    pub(crate) fn broken_sso_role(
        &self,
        account_id: &str,
        role_name: &str,
        key: SsoKey<'_>,
    ) -> Option<PathBuf> {
        let directory = self.directory(Store::Cli)?;
        let path = directory.join(sso_role(account_id, role_name, key));
        let kept = || RoleCredentials::of_sso_role(self, account_id, role_name, key);
        (self.caches.finds(&path) && kept().is_none()).then_some(path)
    }

    /// Returns where the file `name` of `store` is, if there is a home for it.
    pub(crate) fn path(&self, store: Store, name: &str) -> Option<PathBuf> {
        Some(self.directory(store)?.join(name))
    }

    fn directory(&self, store: Store) -> Option<PathBuf> {
        let below_home = |path| self.home.as_ref().map(|home| home.join(path));
        match store {
            Store::Sso => below_home(".aws/sso/cache"),
            Store::Cli => below_home(".aws/cli/cache").filter(|_| self.keeps_roles),
            Store::Login => self.login.clone().or_else(|| below_home(".aws/login/cache")),
        }
    }

    /// Returns the file `name` of `store` as JSON that `parse` takes; torn or foreign files count as absent.
    fn read<T>(
        &self,
        store: Store,
        name: impl FnOnce() -> String,
        parse: impl FnOnce(&serde_json::Value) -> Option<T>,
    ) -> Option<Cached<T>> {
        let path = self.directory(store)?.join(name());
        let json = serde_json::from_str(&self.caches.read(&path)?).ok()?;
        Some(Cached { value: parse(&json)?, path })
    }
}

/// A session, and the file it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cached<T> {
    /// The session.
    pub(crate) value: T,
    /// The file.
    pub(crate) path: PathBuf,
}

/// Caches made of text.
#[cfg(test)]
pub(crate) mod fake {
    use std::collections::BTreeMap;

    use super::*;

    /// Files by path.
    #[derive(Default)]
    pub(crate) struct FakeCaches(BTreeMap<PathBuf, String>);

    impl FakeCaches {
        /// Also holds `text` as the file `name` of `store`, below `/home/ann`.
        pub(crate) fn with(self, store: Store, name: &str, text: &str) -> Self {
            let path = sessions(&Self::default()).directory(store).unwrap().join(name);
            self.with_file(path, text)
        }

        /// Also holds `text` at `path`.
        pub(crate) fn with_file(mut self, path: impl Into<PathBuf>, text: &str) -> Self {
            self.0.insert(path.into(), text.to_owned());
            self
        }
    }

    impl Caches for FakeCaches {
        fn read(&self, path: &Path) -> Option<String> {
            self.0.get(path).cloned()
        }

        fn finds(&self, path: &Path) -> bool {
            self.0.contains_key(path)
        }

        fn has_certificate(&self, path: &Path) -> bool {
            self.read(path).is_some_and(|text| text.starts_with("-----BEGIN CERTIFICATE-----"))
        }
    }

    /// Returns the sessions of a person whose home is `/home/ann`.
    pub(crate) fn sessions(caches: &dyn Caches) -> Sessions<'_> {
        Sessions::of(&Environment::from([("HOME", "/home/ann")]), caches)
    }
}

#[cfg(test)]
mod tests {
    use super::fake::FakeCaches;
    use super::*;

    #[test]
    fn sessions_are_looked_for_below_the_home_of_the_environment() {
        let caches = FakeCaches::default();
        for (variables, store, expected) in [
            ([("HOME", "/home/me"), ("X", "")], Store::Sso, "/home/me/.aws/sso/cache"),
            ([("HOME", "/home/me"), ("X", "")], Store::Cli, "/home/me/.aws/cli/cache"),
            ([("HOME", "/home/me"), ("X", "")], Store::Login, "/home/me/.aws/login/cache"),
            ([("HOME", "/h"), ("AWS_LOGIN_CACHE_DIRECTORY", "~/l")], Store::Login, "/h/l"),
            ([("HOME", "/h"), ("AWS_LOGIN_CACHE_DIRECTORY", "$HOME/l")], Store::Login, "/h/l"),
            ([("HOME", "/h"), ("AWS_LOGIN_CACHE_DIRECTORY", "/l")], Store::Login, "/l"),
            (
                [("HOME", "/h"), ("AWS_LOGIN_CACHE_DIRECTORY", "/l")],
                Store::Sso,
                "/h/.aws/sso/cache",
            ),
        ] {
            let environment = Environment::from(variables);

            let directory = Sessions::of(&environment, &caches).directory(store);

            assert_eq!(directory, Some(expected.into()), "{variables:?}");
        }
    }
}
