//! GNU Bash.

use std::ffi::{OsStr, OsString};

use super::posix_family::{self, WITH_BUILTIN};
use super::{Prelude, Shell};
use crate::environment::Change;
use crate::prompt::{PromptState, Watched};

/// GNU Bash.
pub(super) struct Bash;

impl Shell for Bash {
    fn hook(&self) -> &'static str {
        include_str!("../../shell/awsp.bash")
    }

    fn prelude(&self, prelude: &Prelude<'_>) -> Vec<u8> {
        [posix_family::assignments(self, prelude), key(prelude).into_bytes()].concat()
    }

    fn quote(&self, value: &OsStr) -> Vec<u8> {
        posix_family::octal(value)
    }

    fn change(&self, change: &Change, state: Option<&PromptState>) -> Vec<u8> {
        let state = state.map(|state| posix_family::state_call(self, state, stamp));
        posix_family::change(&WITH_BUILTIN, self, change, state)
    }

    fn prompt(&self, state: &PromptState) -> Vec<u8> {
        self.change(&Change::new(), Some(state))
    }

    fn install(&self) -> &'static str {
        r#"eval "$(command awsp init bash)""#
    }
}

/// Returns the stamp to compare with; an empty word means that the file must not be there.
pub(super) fn stamp(file: &Watched) -> OsString {
    file.stamp.clone().unwrap_or_default().into_os_string()
}

/// Returns the function that writes everything that tells one set of variables from another into `__awsp_now`; of a secret
/// it is the length. To make it in the shell would take as long as all the rest of the hook.
///
/// `${X@A}` has value and export flag; bash before 4.4 knows neither it nor `${X@a}`. Without quotes, which an assignment
/// does not need, the new ones take two thirds of the time.
fn key(prelude: &Prelude<'_>) -> String {
    let each = |names: &[&str], form: fn(&str) -> String| -> String {
        names.iter().map(|name| form(name)).collect()
    };
    let new = each(prelude.names, |name| format!("${{{name}+${{{name}@A}}}}"))
        + &each(prelude.secrets, |name| format!(":${{{name}+${{#{name}}}${{{name}@a}}}}"));
    let old = each(prelude.names, |name| format!("|${{{name}+=${name}}}"))
        + &each(prelude.secrets, |name| format!("|${{{name}+${{#{name}}}}}"));
    format!(
        "if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] > 403)); then function __awsp_key {{ __awsp_now=:{new}; }}\n\
         else function __awsp_key {{ __awsp_now=\"{old}\"; }}; fi\n"
    )
}
