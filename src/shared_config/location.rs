//! Where the AWS files are.

use std::ffi::OsStr;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use crate::environment::Environment;

use super::text::FileKind;

/// Where the AWS files are, as the AWS CLI and boto3 find them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Locations {
    /// The config file; `None` if its variable is empty or there is no home.
    pub(crate) config: Option<PathBuf>,
    /// The credentials file; `None` likewise.
    pub(crate) credentials: Option<PathBuf>,
    /// The home directory; only ever an absolute one.
    pub(crate) home: Option<PathBuf>,
    /// Files that the SDKs look for under another name, since they expand only a leading `~/`.
    pub(crate) elsewhere: Vec<(FileKind, PathBuf)>,
    /// Files whose variable begins with `~`, which some SDKs take for the name of a folder.
    pub(crate) below_tilde: Vec<FileKind>,
    /// The usual places of files whose variable is empty, which some SDKs take for a variable that is not set.
    pub(crate) usual: Vec<(FileKind, PathBuf)>,
}

impl FileKind {
    /// Returns the variable that says where the file is.
    pub(crate) const fn variable(self) -> &'static str {
        match self {
            Self::Config => "AWS_CONFIG_FILE",
            Self::Credentials => "AWS_SHARED_CREDENTIALS_FILE",
        }
    }

    /// Returns where the file is below the home directory.
    const fn default_path(self) -> &'static str {
        match self {
            Self::Config => ".aws/config",
            Self::Credentials => ".aws/credentials",
        }
    }
}

impl Locations {
    /// Finds the files of the user whose environment this is.
    pub(crate) fn from_environment(environment: &Environment) -> Self {
        Self::find(environment, dirs::home_dir, home_of)
    }

    /// Finds the files. `fallback` is the home where `HOME` says nothing, `home_of` that of another user.
    pub(crate) fn find(
        environment: &Environment,
        fallback: impl FnOnce() -> Option<PathBuf>,
        home_of: impl Fn(&[u8]) -> Option<PathBuf>,
    ) -> Self {
        let mut locations = Self { home: home_or(environment, fallback), ..Self::default() };
        locations.config = locations.locate(FileKind::Config, environment, &home_of);
        locations.credentials = locations.locate(FileKind::Credentials, environment, &home_of);
        locations
    }

    fn locate(
        &mut self,
        kind: FileKind,
        environment: &Environment,
        home_of: &impl Fn(&[u8]) -> Option<PathBuf>,
    ) -> Option<PathBuf> {
        let usual = self.home.as_ref().map(|home| home.join(kind.default_path()));
        let Some(value) = environment.raw(kind.variable()) else { return usual };
        if value.is_empty() {
            self.usual.extend(usual.map(|path| (kind, path)));
            return None;
        }
        let text = expand_variables(value.as_bytes(), environment);
        let path = expand_home(&text, self.home.as_deref(), home_of);
        let in_sdks = expand_own_home(value.as_bytes(), self.home.as_deref());
        if value.as_bytes().starts_with(b"~") {
            self.below_tilde.push(kind);
        }
        if in_sdks != path {
            self.elsewhere.push((kind, in_sdks));
        }
        Some(path)
    }
}

/// Returns the home directory of the user whose environment this is; only ever an absolute one.
pub(crate) fn home(environment: &Environment) -> Option<PathBuf> {
    home_or(environment, dirs::home_dir)
}

fn home_or(
    environment: &Environment,
    fallback: impl FnOnce() -> Option<PathBuf>,
) -> Option<PathBuf> {
    let own = environment.raw("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    own.or_else(fallback).filter(|home| home.is_absolute())
}

/// Returns where a variable points, expanded as the AWS CLI and boto3 do it; `None` if it is empty or unset.
pub(crate) fn at_variable(environment: &Environment, name: &str) -> Option<PathBuf> {
    let value = environment.raw(name).filter(|value| !value.is_empty())?;
    let text = expand_variables(value.as_bytes(), environment);
    Some(expand_home(&text, home(environment).as_deref(), &home_of))
}

/// Replaces `$NAME` and `${NAME}` as Python's `os.path.expandvars` does: what is not set stays.
fn expand_variables(text: &[u8], environment: &Environment) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        let found = variable(rest).and_then(|(name, length)| {
            let name = std::str::from_utf8(name).ok()?;
            Some((environment.raw(name)?, rest.get(length..)?))
        });
        let (text, behind) = match found {
            Some((value, behind)) => (value.as_bytes(), behind),
            None => (std::slice::from_ref(first), behind),
        };
        expanded.extend_from_slice(text);
        rest = behind;
    }
    expanded
}

/// Returns the name of the variable that `text` starts with, and how long it is with its signs.
fn variable(text: &[u8]) -> Option<(&[u8], usize)> {
    let behind = text.strip_prefix(b"$")?;
    if let Some(name) = behind.strip_prefix(b"{") {
        let end = name.iter().position(|byte| *byte == b'}')?;
        return Some((name.get(..end)?, end + 3));
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let end = behind.iter().position(|byte| !is_name(byte)).unwrap_or(behind.len());
    (end > 0).then_some((behind.get(..end)?, end + 1))
}

/// Replaces a leading `~` or `~user` as Python's `os.path.expanduser` does.
fn expand_home(
    text: &[u8],
    home: Option<&Path>,
    home_of: &impl Fn(&[u8]) -> Option<PathBuf>,
) -> PathBuf {
    let end = text.iter().position(|byte| *byte == b'/').unwrap_or(text.len());
    let (user, rest) = text.split_at_checked(end).unwrap_or_default();
    let found = match user.strip_prefix(b"~") {
        None => None,
        Some(b"") => home.map(Path::to_path_buf),
        Some(user) => home_of(user),
    };
    found.map_or_else(|| path(text), |home| below(&home, rest))
}

/// Replaces a leading `~/`, which is all that the SDKs do.
fn expand_own_home(text: &[u8], home: Option<&Path>) -> PathBuf {
    match (text.strip_prefix(b"~"), home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with(b"/") => below(home, rest),
        (Some(_) | None, _) => path(text),
    }
}

fn below(home: &Path, rest: &[u8]) -> PathBuf {
    let start = rest.iter().position(|byte| *byte != b'/').unwrap_or(rest.len());
    home.join(path(rest.get(start..).unwrap_or_default()))
}

fn path(text: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::from_bytes(text))
}

/// Returns the home of another user, as `/etc/passwd` knows it.
fn home_of(user: &[u8]) -> Option<PathBuf> {
    let users = std::fs::read("/etc/passwd").ok()?;
    let mut entries =
        users.split(|byte| *byte == b'\n').map(|line| line.split(|byte| *byte == b':'));
    let home = entries.find_map(|mut fields| {
        (fields.next()? == user).then(|| fields.nth(4).map(<[u8]>::to_vec)).flatten()
    })?;
    Some(PathBuf::from(std::ffi::OsString::from_vec(home)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find<const N: usize>(variables: [(&str, &str); N], fallback: Option<&str>) -> Locations {
        let home_of = |user: &[u8]| (user == b"ann").then(|| PathBuf::from("/users/ann"));
        Locations::find(&Environment::from(variables), || fallback.map(PathBuf::from), home_of)
    }

    #[test]
    fn the_variable_is_expanded_as_python_does_and_the_sdks_do_less() {
        for (value, path, in_sdks) in [
            ("/etc/aws", "/etc/aws", None),
            ("~/c", "/h/c", None),
            ("~", "/h/", None),
            ("~//c", "/h/c", None),
            ("$X/c", "/x/c", Some("$X/c")),
            ("${X}/c", "/x/c", Some("${X}/c")),
            ("$X$X", "/x/x", Some("$X$X")),
            ("${T}/c", "/h/c", Some("${T}/c")),
            ("$UNSET/c", "$UNSET/c", None),
            ("${X/c", "${X/c", None),
            ("a$", "a$", None),
            ("~ann/c", "/users/ann/c", Some("~ann/c")),
            ("~bob/c", "~bob/c", None),
            ("a~/c", "a~/c", None),
        ] {
            let variables = [("HOME", "/h"), ("X", "/x"), ("T", "~"), ("AWS_CONFIG_FILE", value)];

            let found = find(variables, None);

            assert_eq!(found.config, Some(PathBuf::from(path)), "{value}");
            let elsewhere: Vec<_> =
                in_sdks.map(|path| (FileKind::Config, path.into())).into_iter().collect();
            assert_eq!(found.elsewhere, elsewhere, "{value}");
            assert_eq!(found.credentials, Some("/h/.aws/credentials".into()), "{value}");
        }
    }

    #[test]
    fn an_empty_variable_means_no_file() {
        let found = find([("HOME", "/h"), ("AWS_SHARED_CREDENTIALS_FILE", "")], None);

        assert_eq!(found.credentials, None);
        assert_eq!(found.usual, [(FileKind::Credentials, "/h/.aws/credentials".into())]);
        assert_eq!(found.config, Some("/h/.aws/config".into()));
    }

    #[test]
    fn without_an_absolute_home_there_is_no_file() {
        assert_eq!(find([], Some("/p")).config, Some("/p/.aws/config".into()));
        assert_eq!(find([("HOME", "")], Some("/p")).config, Some("/p/.aws/config".into()));
        assert_eq!(find([("HOME", "h")], Some("/p")), Locations::default());
        assert_eq!(find([], None), Locations::default());
    }
}
