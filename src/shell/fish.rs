//! fish.

use std::ffi::OsStr;
use std::fmt::Write as _;

use super::{Prelude, Shell, bash, is_plain, posix_family};
use crate::environment::Change;
use crate::prompt::PromptState;

/// fish.
pub(super) struct Fish;

impl Shell for Fish {
    fn hook(&self) -> &'static str {
        include_str!("../../shell/awsp.fish")
    }

    fn prelude(&self, prelude: &Prelude<'_>) -> Vec<u8> {
        let lists = [
            ("verbs", prelude.verbs),
            ("often", prelude.often),
            ("seldom", prelude.seldom),
            ("secrets", prelude.secrets),
            ("place", &[prelude.place]),
        ];
        let bin = self.quote(prelude.bin.as_os_str());
        let mut line = [b"set -g __awsp_bin ".as_slice(), &bin].concat();
        for (name, words) in lists {
            line.extend_from_slice(
                format!("; set -g __awsp_{name} {}", words.join(" ")).as_bytes(),
            );
        }
        line.push(b'\n');
        line
    }

    // Not quotes: inside fish's quotes `\\` and `\'` are escapes, and a newline does not survive `eval (…)`.
    fn quote(&self, value: &OsStr) -> Vec<u8> {
        let bytes = value.as_encoded_bytes();
        if bytes.is_empty() {
            return b"''".to_vec();
        }
        let mut word = String::new();
        for &byte in bytes {
            if is_plain(byte) {
                word.push(char::from(byte));
            } else {
                _ = write!(word, r"\X{byte:02x}");
            }
        }
        word.into_bytes()
    }

    fn change(&self, change: &Change, state: Option<&PromptState>) -> Vec<u8> {
        let mut statements = self.statements(change);
        statements.extend(state.map(|state| posix_family::state_call(self, state, bash::stamp)));
        statements.push(b"true".to_vec());
        let body = statements.join(&b"; "[..]);
        let Some(guard) = guard(change) else {
            return [b"begin; : awsp; ".as_slice(), &body, b"; end\n"].concat();
        };
        [b"begin; : awsp; ".as_slice(), guard.as_bytes(), b"; else; ", &body, b"; end; end\n"]
            .concat()
    }

    fn prompt(&self, state: &PromptState) -> Vec<u8> {
        self.change(&Change::new(), Some(state))
    }

    fn unset_by_hand(&self, names: &str) -> String {
        format!("set -e {names}")
    }

    fn edit_by_hand(&self, place: &str) -> String {
        format!("vi {place}")
    }

    fn install(&self) -> &'static str {
        "command awsp init fish | source"
    }
}

impl Fish {
    fn statements(&self, change: &Change) -> Vec<Vec<u8>> {
        // fish before 3.2 erases one at a time, and none of many.
        let unset = change.unsets().map(|name| format!("set -eg {name}").into_bytes());
        let set = change.sets().map(|(name, value)| {
            [format!("set -gx {name} ").as_bytes(), &self.quote(value)].concat()
        });
        unset.chain(set).collect()
    }
}

/// Returns the test that something stands in the way, and what is said then; `None` when nothing can.
///
/// A local variable hides the global one. A universal one cannot be hidden at all, so it must not have to go.
fn guard(change: &Change) -> Option<String> {
    let mut tests: Vec<String> = change.iter().map(|(name, _)| format!("set -ql {name}")).collect();
    let gone: Vec<&str> = change.unsets().collect();
    tests.extend(gone.iter().map(|name| format!("set -qUx {name}")));
    let universal: Vec<String> = gone
        .iter()
        .map(|name| format!("; set -qUx {name}; and echo hint: set -eU {name} >&2"))
        .collect();
    (!tests.is_empty()).then(|| {
        format!(
            "if {}; echo error: a variable is local or universal, nothing changed >&2{}; false",
            tests.join("; or "),
            universal.concat()
        )
    })
}
