//! The sessions that the AWS CLI and the SDKs keep on disk: sign-in tokens and role credentials.

mod cache_files;
mod file_name;
mod login_token;
mod role_credentials;
mod sso_token;
mod time;

use std::path::{Path, PathBuf};

pub(crate) use cache_files::CacheFiles;
pub(crate) use file_name::{RoleRequest, SsoKey, sso_token};
pub(crate) use login_token::LoginToken;
pub(crate) use role_credentials::RoleCredentials;
pub(crate) use sso_token::SsoToken;
pub(crate) use time::{local_seconds_since_epoch, seconds_since_epoch};

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
}

/// Answers that there is no session at all: for those who do not want to look.
pub(crate) struct NoCaches;

impl Caches for NoCaches {
    fn read(&self, _path: &Path) -> Option<String> {
        None
    }
}

/// The sessions on this machine, as one environment leads to them.
pub(crate) struct Sessions<'a> {
    caches: &'a dyn Caches,
    home: Option<PathBuf>,
    login: Option<PathBuf>,
}

impl<'a> Sessions<'a> {
    /// Returns the sessions below `home`; `login` is where `AWS_LOGIN_CACHE_DIRECTORY` points.
    pub(crate) fn new(
        caches: &'a dyn Caches,
        home: Option<PathBuf>,
        login: Option<PathBuf>,
    ) -> Self {
        Self { caches, home, login }
    }

    fn directory(&self, store: Store) -> Option<PathBuf> {
        let below_home = |path| self.home.as_ref().map(|home| home.join(path));
        match store {
            Store::Sso => below_home(".aws/sso/cache"),
            Store::Cli => below_home(".aws/cli/cache"),
            Store::Login => self.login.clone().or_else(|| below_home(".aws/login/cache")),
        }
    }

    /// Returns the file `name` of `store` as JSON that `parse` takes; torn or foreign files count as absent.
    fn read<T>(
        &self,
        store: Store,
        name: &str,
        parse: impl FnOnce(&serde_json::Value) -> Option<T>,
    ) -> Option<Cached<T>> {
        let path = self.directory(store)?.join(name);
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

    /// Files below `/home/me`.
    #[derive(Default)]
    pub(crate) struct FakeCaches(BTreeMap<PathBuf, String>);

    impl FakeCaches {
        /// Also holds `text` as the file `name` of `store`.
        pub(crate) fn with(mut self, store: Store, name: &str, text: &str) -> Self {
            let path = sessions(&NoCaches).directory(store).unwrap().join(name);
            self.0.insert(path, text.to_owned());
            self
        }
    }

    impl Caches for FakeCaches {
        fn read(&self, path: &Path) -> Option<String> {
            self.0.get(path).cloned()
        }
    }

    /// Returns the sessions of a person whose home is `/home/me`.
    pub(crate) fn sessions(caches: &dyn Caches) -> Sessions<'_> {
        Sessions::new(caches, Some("/home/me".into()), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_looked_for_below_the_home_of_the_environment() {
        let sessions = fake::sessions(&NoCaches);

        for (store, expected) in [
            (Store::Sso, "/home/me/.aws/sso/cache"),
            (Store::Cli, "/home/me/.aws/cli/cache"),
            (Store::Login, "/home/me/.aws/login/cache"),
        ] {
            assert_eq!(sessions.directory(store), Some(expected.into()), "{store:?}");
        }
    }

    #[test]
    fn only_login_sessions_can_be_elsewhere() {
        let sessions = Sessions::new(&NoCaches, None, Some("/elsewhere".into()));

        assert_eq!(sessions.directory(Store::Login), Some("/elsewhere".into()));
        assert_eq!(sessions.directory(Store::Sso), None);
    }
}
