//! What bash, zsh and the POSIX shells have in common.

use std::ffi::OsStr;
use std::fmt::Write as _;

use super::{Prelude, Shell, is_plain, quoted, state_words};
use crate::environment::Change;
use crate::prompt::PromptState;

/// The words that reach the builtins past a user's aliases and functions, and what is made of them.
pub(super) struct Builtins {
    pub(super) export: &'static str,
    pub(super) unset: &'static str,
    pub(super) test: &'static str,
    pub(super) echo: &'static str,
    pub(super) fail: &'static str,
    /// Returns the proof that nothing stands in the way of a change of these variables.
    pub(super) proof: fn(&Self, &[&str]) -> String,
}

/// bash and zsh: even a function named `export` does not get in the way.
pub(super) const WITH_BUILTIN: Builtins = Builtins {
    export: r"\builtin export",
    unset: r"\builtin unset",
    test: r"\builtin test",
    echo: r"\builtin echo",
    fail: r"\builtin false",
    proof: trial,
};

/// POSIX shells know no `builtin`; a backslash keeps aliases away.
pub(super) const WITH_BACKSLASH: Builtins = Builtins {
    export: r"\export",
    unset: r"\unset",
    test: r"\test",
    echo: r"\echo",
    fail: r"\false",
    proof: trial,
};

/// Returns `value` as `$'…'` with an octal escape for every byte that is not plain.
pub(super) fn octal(value: &OsStr) -> Vec<u8> {
    let bytes = value.as_encoded_bytes();
    if bytes.is_empty() {
        return b"''".to_vec(); // zsh 5.1 drops a `$''`
    }
    if bytes.iter().copied().all(is_plain) {
        return bytes.to_vec();
    }
    let mut quoted = "$'".to_owned();
    for &byte in bytes {
        if is_plain(byte) {
            quoted.push(char::from(byte));
        } else {
            _ = write!(quoted, r"\{byte:03o}");
        }
    }
    (quoted + "'").into_bytes()
}

/// Returns the change as one `if`: first the proof that nothing stands in the way, then all of it or a message.
pub(super) fn change(
    builtins: &Builtins,
    shell: &dyn Shell,
    change: &Change,
    state: Option<Vec<u8>>,
) -> Vec<u8> {
    let mut code = b"if : awsp".to_vec();
    let names: Vec<&str> = change.iter().map(|(name, _)| name).collect();
    if !names.is_empty() {
        code.extend_from_slice(format!(" && {}", (builtins.proof)(builtins, &names)).as_bytes());
    }
    code.extend_from_slice(b"; then ");
    code.extend(statements(builtins, shell, change, state).join(&b"; "[..]));
    if !names.is_empty() {
        code.extend_from_slice(
            format!("; else {}; {}", refusal(builtins), builtins.fail).as_bytes(),
        );
    }
    code.extend_from_slice(b"; fi\n");
    code
}

/// Returns a trial in a subshell. bash's `unset` in a called function uncovers a caller's variable, hence the test.
pub(super) fn trial(builtins: &Builtins, names: &[&str]) -> String {
    let set: Vec<String> = names.iter().map(|name| format!("${{{name}+x}}")).collect();
    format!(
        "({} {} && {} -z \"{}\") 2>/dev/null",
        builtins.unset,
        names.join(" "),
        builtins.test,
        set.concat()
    )
}

fn refusal(builtins: &Builtins) -> String {
    format!(
        "{} error: a variable is readonly or hidden by a local one, nothing changed >&2; {} hint: readonly -p lists the readonly ones >&2",
        builtins.echo, builtins.echo
    )
}

fn statements(
    builtins: &Builtins,
    shell: &dyn Shell,
    change: &Change,
    state: Option<Vec<u8>>,
) -> Vec<Vec<u8>> {
    let mut statements: Vec<Vec<u8>> = change
        .sets()
        .map(|(name, value)| {
            [format!("{} {name}=", builtins.export).as_bytes(), &shell.quote(value)].concat()
        })
        .collect();
    let gone: Vec<&str> = change.unsets().collect();
    if !gone.is_empty() {
        statements.push(format!("{} {}", builtins.unset, gone.join(" ")).into_bytes());
    }
    statements.extend(state);
    if statements.is_empty() {
        statements.push(b":".to_vec());
    }
    statements
}

/// Returns the call of the hook's `__awsp_state`: segment, mark, warning, seconds left, seconds of warning, then
/// each watched file with what `seen` says of it.
pub(super) fn state_call(
    shell: &dyn Shell,
    state: &PromptState,
    seen: fn(&crate::prompt::Watched) -> std::ffi::OsString,
) -> Vec<u8> {
    let mut words: Vec<std::ffi::OsString> =
        state_words(state).into_iter().map(Into::into).collect();
    for file in &state.files {
        words.push(file.path.clone().into_os_string());
        words.push(seen(file));
    }
    let words: Vec<&OsStr> = words.iter().map(|word| &**word).collect();
    [b"__awsp_state ".as_slice(), &quoted(shell, &words)].concat()
}

/// Returns the assignments in front of a bash or zsh hook.
pub(super) fn assignments(shell: &dyn Shell, prelude: &Prelude<'_>) -> Vec<u8> {
    let values: [(&str, &OsStr); 3] = [
        ("bin", prelude.bin.as_os_str()),
        ("verbs", &std::ffi::OsString::from(prelude.verbs.join(" "))),
        ("place", OsStr::new(prelude.place)),
    ];
    let words: Vec<Vec<u8>> = values
        .iter()
        .map(|(name, value)| [format!("__awsp_{name}=").as_bytes(), &shell.quote(value)].concat())
        .collect();
    [&words.join(&b' ')[..], b"\n"].concat()
}
