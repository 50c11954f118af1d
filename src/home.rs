//! The folders of this user, also where the program is linked statically.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;

use crate::environment::Environment;

/// Whether the C library may be asked for a user. Linked statically it may load modules for that, which bring the C library
/// of the machine besides the program's own, and the process dies.
const MAY_ASK: bool = !cfg!(target_feature = "crt-static");

/// Returns the home directory: `HOME`, or what the user database says.
pub(crate) fn folder(environment: &Environment) -> Option<PathBuf> {
    if may_ask(environment) {
        return dirs::home_dir();
    }
    home_in(&std::fs::read("/etc/passwd").ok()?, rustix::process::getuid().as_raw())
}

/// Returns the folder for caches.
pub(crate) fn caches(environment: &Environment) -> Option<PathBuf> {
    if may_ask(environment) {
        return dirs::cache_dir();
    }
    base(environment, "XDG_CACHE_HOME", ".cache")
}

/// Returns the folder for settings.
pub(crate) fn settings(environment: &Environment) -> Option<PathBuf> {
    if may_ask(environment) {
        return dirs::config_dir();
    }
    base(environment, "XDG_CONFIG_HOME", ".config")
}

/// Returns whether nobody is asked, or somebody can be.
fn may_ask(environment: &Environment) -> bool {
    MAY_ASK || environment.raw("HOME").is_some_and(|home| !home.is_empty())
}

/// Returns where `variable` points, or else the folder `name` below the home directory.
fn base(environment: &Environment, variable: &str, name: &str) -> Option<PathBuf> {
    let stated = environment.raw(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    stated.or_else(|| Some(folder(environment)?.join(name)))
}

/// Returns the home of a user in the text of `/etc/passwd`.
fn home_in(users: &[u8], user: u32) -> Option<PathBuf> {
    let user = user.to_string();
    let mut entries =
        users.split(|byte| *byte == b'\n').map(|line| line.split(|byte| *byte == b':'));
    let home = entries.find_map(|mut fields| {
        (fields.nth(2)? == user.as_bytes()).then(|| fields.nth(2)).flatten()
    })?;
    Some(PathBuf::from(OsStr::from_bytes(home))).filter(|home| home.is_absolute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_number_and_nobody_else_is() {
        let users = b"root:x:0:0:root:/root:/bin/sh\n\nann:x:10:0::/home/ann:/bin/sh\nbob:x:11\n";

        assert_eq!(home_in(users, 0), Some("/root".into()));
        assert_eq!(home_in(users, 10), Some("/home/ann".into()));
        assert_eq!(home_in(users, 11), None);
        assert_eq!(home_in(users, 1), None);
    }

    #[test]
    fn a_folder_is_where_its_variable_says_if_that_is_absolute() {
        let home = folder(&Environment::default());
        for (value, expected) in
            [("/c", Some("/c".into())), ("c", home.map(|home| home.join(".c")))]
        {
            let environment = Environment::from([("XDG_CACHE_HOME", value)]);

            assert_eq!(base(&environment, "XDG_CACHE_HOME", ".c"), expected, "{value}");
        }
    }
}
