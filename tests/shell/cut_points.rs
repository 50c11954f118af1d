//! Every prefix of a real change: whatever a cut-off answer holds, the environment stays whole and the shell sees a failure.

use crate::support::{Sandbox, Shell};

/// The variables that a change of this file may touch.
const WATCHED: [&str; 9] = [
    "AWS_PROFILE",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWSP_PROFILE",
    "AWSP_PREVIOUS",
];

const CHANGES: [&[&str]; 3] =
    [&["use", "staging"], &["use", "my team", "--region", "eu-central-1"], &["clean", "--all"]];

// In PowerShell a cut-off piece, `<#awsp#>` alone, may be a whole script: there the hook has to look at both ends.
#[test]
fn a_prefix_evaluated_as_it_is_changes_nothing_and_fails() {
    for shell in Shell::all().filter(|shell| *shell != Shell::PowerShell) {
        let option = format!("--shell={}", shell.awsp_name());
        for words in CHANGES {
            let sandbox = sandbox();
            let code = sandbox.awsp(&[&[option.as_str()], words].concat()).stdout;
            sandbox.file("code", code.trim_end());

            check(&sandbox, shell, words, &prefixes(shell, evaluation(shell)));
        }
    }
}

#[test]
fn a_prefix_that_reaches_the_hook_changes_nothing_and_fails() {
    let words = CHANGES[0];
    for shell in Shell::hooked() {
        let sandbox = sandbox();
        let option = format!("--shell={}/1", shell.awsp_name());
        let code = sandbox.awsp(&[&[option.as_str()], words].concat()).stdout;
        sandbox.file("code", code.trim_end());
        sandbox.file("hook.ps1", sandbox.awsp(&["init", shell.awsp_name()]).bytes);
        std::fs::remove_file(sandbox.awsp_path()).unwrap();
        sandbox.program(
            "awsp",
            "#!/bin/sh\nIFS= read -r answer <\"$HOME/answer\"\nprintf %s \"$answer\"\n",
        );

        check(&sandbox, shell, words, &prefixes(shell, answer(shell)));
    }
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new()
        .with("AWS_PROFILE", "dev")
        .with("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .with("AWS_SECRET_ACCESS_KEY", "secret")
        .with("AWS_SESSION_TOKEN", "token")
        .with("AWS_CREDENTIAL_EXPIRATION", "2026-01-01T00:00:00Z");
    sandbox.config("[profile dev]\nregion=eu-west-1\n[profile staging]\nregion=eu-west-1\n[profile \"my team\"]\nregion=eu-west-1\n");
    sandbox
}

/// Runs `script`, which says for every prefix what it returned and what the variables then were.
fn check(sandbox: &Sandbox, shell: Shell, words: &[&str], script: &str) {
    let output = shell.script(sandbox, script);
    let code = std::fs::read_to_string(sandbox.home().join("code")).unwrap();
    let mut reports: Vec<(&str, &str)> =
        output.stdout.lines().map(|line| line.split_once('|').unwrap()).collect();
    if is_bourne(shell) {
        reports.reverse();
    }

    let what = format!("{shell:?} {words:?}");
    assert_eq!(reports.len(), code.chars().count(), "{what}: {}", output.stderr);
    let ((last, new), cut) = reports.split_last().unwrap();
    let old = before(sandbox);
    assert_eq!(*last, "0", "{what}: the whole change returns 0");
    assert_ne!(*new, old, "{what}: the whole change changes something");
    for (index, (status, variables)) in cut.iter().enumerate() {
        let prefix: String = code.chars().take(index + 1).collect();
        assert_eq!(*variables, old, "{what}: mixed after {prefix:?}");
        assert_ne!(*status, "0", "{what}: no failure after {prefix:?}");
    }
}

fn is_bourne(shell: Shell) -> bool {
    !matches!(shell, Shell::Fish | Shell::PowerShell)
}

fn before(sandbox: &Sandbox) -> String {
    let value = |name: &&str| {
        let value = sandbox.variables().get(std::ffi::OsStr::new(name));
        value.map_or("unset", |value| value.to_str().unwrap()).to_owned()
    };
    WATCHED.iter().map(value).collect::<Vec<_>>().join("|")
}

/// Returns the statement that evaluates the prefix as a user without the hook would.
fn evaluation(shell: Shell) -> &'static str {
    match shell {
        Shell::Fish => "echo $prefix | source",
        Shell::Bash | Shell::Zsh | Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => {
            r#"eval "$prefix""#
        }
        Shell::PowerShell => "",
    }
}

/// Returns the statements that make the prefix the program's answer to the hook.
fn answer(shell: Shell) -> &'static str {
    match shell {
        Shell::PowerShell => r#"[IO.File]::WriteAllText("$HOME/answer", $prefix); awsp use x"#,
        Shell::Fish => "echo -n $prefix >$HOME/answer; awsp use x",
        Shell::Bash | Shell::Zsh | Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => {
            r#"printf %s "$prefix" >"$HOME/answer"; awsp use x"#
        }
    }
}

/// Returns a script that does `act` with every prefix and reports after each.
///
/// A bourne shell takes the longest first, acts in a subshell and reports when that ends; mksh ends without a word where
/// the syntax is wrong, and then nothing is left that could have changed. fish and PowerShell have none: as long as
/// nothing goes wrong the environment is still the old one when the next prefix comes.
fn prefixes(shell: Shell, act: &str) -> String {
    let script = match shell {
        Shell::Fish => FISH,
        Shell::PowerShell => POWERSHELL,
        Shell::Bash | Shell::Zsh | Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => {
            BOURNE
        }
    };
    let values = WATCHED.map(|name| format!("|${{{name}-unset}}")).concat();
    script.replace("ACT", act).replace("NAMES", &WATCHED.join(" ")).replace("VALUES", &values)
}

const BOURNE: &str = r#"
    if test -f "$HOME/hook.ps1"; then . "$HOME/hook.ps1"; fi
    prefix=$(cat "$HOME/code")
    while test -n "$prefix"; do
        report=$(trap 'echo "$?VALUES"' EXIT; ACT >/dev/null 2>&1 </dev/null) || ended=$?
        echo "${report:-${ended}VALUES}"
        prefix=${prefix%?}
    done"#;

const FISH: &str = r"
    test -f $HOME/hook.ps1; and source $HOME/hook.ps1
    set code (cat $HOME/code)
    for end in (seq (string length -- $code))
        set prefix (string sub -l $end -- $code)
        ACT >/dev/null 2>/dev/null
        set line $status
        for name in NAMES
            set -qx $name; and set -a line $$name; or set -a line unset
        end
        string join '|' $line
    end";

const POWERSHELL: &str = r#"
    . $HOME/hook.ps1
    $code = [IO.File]::ReadAllText("$HOME/code")
    for ($end = 1; $end -le $code.Length; $end++) {
        $prefix = $code.Substring(0, $end)
        ACT >$null 2>$null
        $line = @(if ($?) { 0 } else { 1 })
        foreach ($name in 'NAMES'.Split(' ')) {
            $value = [Environment]::GetEnvironmentVariable($name)
            $line += $(if ($null -eq $value) { 'unset' } else { $value })
        }
        $line -join '|'
    }"#;
