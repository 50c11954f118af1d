//! GNU Bash.

use std::ffi::{OsStr, OsString};

use super::posix_family::{self, Builtins, WITH_BUILTIN, trial};
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
        posix_family::change(&BUILTINS, self, change, state)
    }

    fn prompt(&self, state: &PromptState) -> Vec<u8> {
        self.change(&Change::new(), Some(state))
    }

    fn install(&self) -> &'static str {
        r#"eval "$(command awsp init bash)""#
    }
}

const BUILTINS: Builtins = Builtins { proof: marks, ..WITH_BUILTIN };

/// Returns the proof that all variables that the shell sees are global and can be changed. Each global one gets a mark that
/// means nothing, the trace attribute, and it goes again at once: what does not show it is hidden by a local variable or by
/// one in front of the command. That holds from 5.0 on, unless the shell stops at what is not set; else a subshell
/// tries, which takes as long as a program.
fn marks(builtins: &Builtins, names: &[&str]) -> String {
    let (all, trial) = (names.join(" "), trial(builtins, names));
    let shows = |name: &&str| format!(r#"" t tx " == *" ${{{name}@a}} "*"#);
    let show: Vec<String> = names.iter().map(shows).collect();
    let (show, fail) = (show.join(" && "), builtins.fail);
    let unmark = format!(r"\builtin declare -g +t {all}");
    format!(
        r"{{ [[ $BASH_VERSINFO -gt 4 && $- != *u* ]] && \builtin declare -gt {all} && if [[ {show} ]]; then {unmark}; else {unmark}; {fail}; fi || {trial}; }}"
    )
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
    let plain = |form: fn(&str) -> String| -> String { prelude.names().map(form).collect() };
    let secret = |form: fn(&str) -> String| -> String {
        prelude.secrets.iter().map(|name| form(name)).collect()
    };
    let new = plain(|name| format!("${{{name}+${{{name}@A}}}}"))
        + &secret(|name| format!(":${{{name}+${{#{name}}}${{{name}@a}}}}"));
    let old = plain(|name| format!("|${{{name}+=${name}}}"))
        + &secret(|name| format!("|${{{name}+${{#{name}}}}}"));
    format!(
        "if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] > 403)); then function __awsp_key {{ __awsp_now=:{new}; }}\n\
         else function __awsp_key {{ __awsp_now=\"{old}\"; }}; fi\n"
    )
}
