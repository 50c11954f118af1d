//! dash, ksh, busybox: any shell that speaks POSIX and no more.

use std::ffi::OsStr;

use super::posix_family::{self, WITH_BACKSLASH};
use super::{Prelude, Shell, is_plain};
use crate::environment::Change;
use crate::prompt::PromptState;

/// A POSIX shell.
pub(super) struct Posix;

impl Shell for Posix {
    fn hook(&self) -> &'static str {
        ""
    }

    fn prelude(&self, _prelude: &Prelude<'_>) -> Vec<u8> {
        Vec::new()
    }

    // dash has no `$'…'`: the bytes stand as they are, so the eval has to be quoted.
    fn quote(&self, value: &OsStr) -> Vec<u8> {
        let bytes = value.as_encoded_bytes();
        if !bytes.is_empty() && bytes.iter().copied().all(is_plain) {
            return bytes.to_vec();
        }
        let parts: Vec<&[u8]> = bytes.split(|byte| *byte == b'\'').collect();
        [b"'", &parts.join(&br"'\''"[..])[..], b"'"].concat()
    }

    fn change(&self, change: &Change, _state: Option<&PromptState>) -> Vec<u8> {
        posix_family::change(&WITH_BACKSLASH, self, change, None)
    }

    fn prompt(&self, _state: &PromptState) -> Vec<u8> {
        Vec::new()
    }

    fn install(&self) -> &'static str {
        r#"eval "$(awsp --shell=posix use NAME)""#
    }
}
