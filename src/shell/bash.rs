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
        posix_family::prelude(self, prelude)
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
