//! Z shell.

use std::ffi::{OsStr, OsString};

use jiff::Timestamp;

use super::posix_family::{self, Builtins, WITH_BUILTIN, trial};
use super::{Prelude, Shell};
use crate::environment::Change;
use crate::prompt::{PromptState, Seen, Watched};

/// Z shell.
pub(super) struct Zsh;

impl Shell for Zsh {
    fn hook(&self) -> &'static str {
        include_str!("../../shell/awsp.zsh")
    }

    fn prelude(&self, prelude: &Prelude<'_>) -> Vec<u8> {
        let assignments = posix_family::assignments(self, prelude);
        [b"\\builtin typeset -g ".as_slice(), &assignments, key(prelude).as_bytes()].concat()
    }

    fn quote(&self, value: &OsStr) -> Vec<u8> {
        posix_family::octal(value)
    }

    fn change(&self, change: &Change, state: Option<&PromptState>) -> Vec<u8> {
        let state = state.map(|state| posix_family::state_call(self, state, time));
        posix_family::change(&BUILTINS, self, change, state)
    }

    fn prompt(&self, state: &PromptState) -> Vec<u8> {
        self.change(&Change::new(), Some(state))
    }

    fn install(&self) -> &'static str {
        r#"eval "$(command awsp init zsh)""#
    }
}

const BUILTINS: Builtins = Builtins { proof: types, ..WITH_BUILTIN };

/// Returns the proof that no variable is readonly, set or not: zsh tells by its type, so no subshell has to try, which takes
/// as long as a program. That holds in each mode, and zsh uncovers nothing. Before 5.9 a variable that became readonly without
/// a value, where zsh played sh, has no type.
fn types(builtins: &Builtins, names: &[&str]) -> String {
    let readonly = |name: &&str| format!("${{(M)${{(t){name}-}}:#*readonly*}}");
    let found: String = names.iter().map(readonly).collect();
    let (test, trial) = (builtins.test, trial(builtins, names));
    format!("{{ [[ $ZSH_VERSION != 5.[1-8]* ]] && {test} -z \"{found}\" || {trial}; }}")
}

/// Returns the time as `zstat -gF %Y%j%T.%N` prints it; empty for a missing file, `-` for one to ask about again. The time in
/// Greenwich, since the C library looks at the file of the time zone whenever it is asked for another one, and for `%s`.
fn time(file: &Watched) -> OsString {
    match file.seen {
        Seen::Missing => OsString::new(),
        Seen::Young => "-".into(),
        Seen::At { seconds, nanoseconds } => date(seconds, nanoseconds).unwrap_or("-".into()),
    }
}

fn date(seconds: i64, nanoseconds: u32) -> Option<OsString> {
    let date = Timestamp::from_second(seconds).ok()?.strftime("%Y%j%T");
    Some(format!("{date}.{nanoseconds:09}").into())
}

/// Returns the function that writes everything that tells one set of variables from another into `__awsp_now`: value and
/// attributes, of a secret its length. To make it in the shell would take as long as all the rest of the hook.
///
/// Most variables are not there, and a test is the fastest way to leave one out. The end is never left out, so that no key
/// is empty.
fn key(prelude: &Prelude<'_>) -> String {
    let values = prelude.names().map(|name| (name, format!("${name}")));
    let lengths = prelude.secrets.iter().map(|name| (*name, format!("${{#{name}}}")));
    let parts = values.chain(lengths).enumerate().map(|(at, (name, value))| {
        format!("[[ -n ${{{name}+1}} ]] && __awsp_now+=\"{at}${{(t){name}}}={value}|\"; ")
    });
    format!(
        "function __awsp_key {{ __awsp_now=; {}__awsp_now+='|'; }}\n",
        parts.collect::<String>()
    )
}
