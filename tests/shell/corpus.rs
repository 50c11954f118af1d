//! Names that have hurt some program, in files that define them, through the real program and every real shell.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;

use crate::support::{Hostile, Sandbox, Shell, hostile};

#[test]
fn every_name_a_file_can_define_reaches_every_shell_byte_for_byte_and_runs_nothing() {
    for shell in Shell::all() {
        let names: Vec<Hostile> = hostile().into_iter().filter(is_accepted).collect();
        let sandbox = defining(&names);
        for evaluation in evaluations(shell) {
            let mut command = shell.command(&sandbox, &round_trip(shell, evaluation));
            match shell {
                Shell::PowerShell => {} // which takes words for code; it reads the file
                Shell::Fish => _ = command.args(words(&names)),
                Shell::Bash
                | Shell::Zsh
                | Shell::Dash
                | Shell::Ksh
                | Shell::Mksh
                | Shell::Busybox => {
                    _ = command.arg("shell").args(words(&names)); // the first is $0
                }
            }
            let output = sandbox.run(&mut command);

            let what = format!("{shell:?}, {evaluation}");
            let seen: Vec<&[u8]> = output.bytes.split(|byte| *byte == 0).collect();
            assert_eq!(seen.len(), names.len() + 1, "{what}: {}", output.stderr);
            for (name, seen) in names.iter().zip(seen) {
                assert_eq!(
                    seen.escape_ascii().to_string(),
                    name.bytes.escape_ascii().to_string(),
                    "{what}: {}",
                    name.name
                );
            }
        }
        assert_nothing_was_made(&sandbox.work());
    }
}

#[test]
fn what_no_section_can_hold_is_refused_in_every_shell() {
    let refused: Vec<Hostile> = hostile()
        .into_iter()
        .filter(|name| !is_accepted(name) && !name.bytes.contains(&0))
        .collect();
    assert!(refused.len() > 20);
    let sandbox = defining(&[]);
    for name in &refused {
        for shell in ["bash", "zsh", "fish", "powershell", "posix"] {
            let option = format!("--shell={shell}");
            let words =
                [option.into(), "use".into(), "--".into(), OsString::from_vec(name.bytes.clone())];

            let output = sandbox.awsp(&words);

            let what = format!("{} in {shell}: {output:?}", name.name);
            // A name of control characters is refused whatever the files say; the others nobody can define.
            let code = if has_control(name) { 2 } else { output.code.clamp(2, 3) };
            assert_eq!(output.code, code, "{what}");
            assert!(["", "false\n"].contains(&&*output.stdout), "{what}");
            assert!(output.stderr.starts_with("error: "), "{what}");
        }
    }
}

#[test]
fn a_name_that_would_act_on_a_terminal_is_left_out_of_a_piped_list() {
    let sandbox = Sandbox::new();
    sandbox.config("[profile dev]\nregion = eu-west-1\n");
    for name in hostile().iter().filter(|name| has_control(name) && fits_a_line(name)) {
        let section =
            [b"[", name.bytes.as_slice(), b"]\nregion = eu-west-1\n[after]\nregion = eu-west-1\n"];
        sandbox.credentials(section.concat());

        let output = sandbox.awsp(&["list"]);

        let what = format!("{}: {output:?}", name.name);
        assert_eq!(output.stdout, "dev\nafter\n", "{what}");
        assert!(output.stderr.contains("control character"), "{what}");
        assert!(
            !output.stderr.chars().any(|character| character != '\n' && character.is_control()),
            "{what}"
        );
    }
}

/// Returns whether a header of an AWS file can hold the name, and awsp must therefore take it.
fn is_accepted(name: &Hostile) -> bool {
    !name.bytes.is_empty() && name.text().is_some() && !has_control(name)
}

fn has_control(name: &Hostile) -> bool {
    String::from_utf8_lossy(&name.bytes).chars().any(char::is_control)
}

/// Returns whether the name can stand in one line of a text file: a carriage return ends a line, too.
fn fits_a_line(name: &Hostile) -> bool {
    name.text().is_some() && !name.bytes.iter().any(|byte| b"\0\n\r".contains(byte))
}

/// Returns a sandbox whose credentials file, where a header is the name as it stands, defines `names`.
fn defining(names: &[Hostile]) -> Sandbox {
    let sandbox = Sandbox::new();
    let section =
        |name: &Hostile| [b"[", name.bytes.as_slice(), b"]\nregion = eu-west-1\n"].concat();
    sandbox.credentials(names.iter().flat_map(section).collect::<Vec<u8>>());
    let ended = |name: &Hostile| [name.bytes.as_slice(), b"\0"].concat();
    sandbox.file("names", names.iter().flat_map(ended).collect::<Vec<u8>>());
    for decoy in DECOYS {
        std::fs::write(sandbox.work().join(decoy), "").unwrap();
    }
    sandbox
}

/// Files that a stray `*` would find.
const DECOYS: [&str; 3] = ["a", "b c", "x*"];

fn words(names: &[Hostile]) -> impl Iterator<Item = OsString> {
    names.iter().map(|name| OsString::from_vec(name.bytes.clone()))
}

fn assert_nothing_was_made(work: &Path) {
    let mut names: Vec<OsString> =
        std::fs::read_dir(work).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, DECOYS);
}

/// Returns the ways of evaluating that each shell's users have, a POSIX shell's in quotes only.
fn evaluations(shell: Shell) -> &'static [&'static str] {
    match shell {
        Shell::Bash | Shell::Zsh => &[
            r#"eval "$(awsp --shell=SHELL use -- "$name")""#,
            r#"eval $(awsp --shell=SHELL use -- "$name")"#,
        ],
        Shell::Fish => {
            &["awsp --shell=fish use -- $name | source", "eval (awsp --shell=fish use -- $name)"]
        }
        Shell::PowerShell => &[
            "awsp --shell=powershell use '--' \"$name\" | Invoke-Expression",
            ". ([scriptblock]::Create((awsp --shell=powershell use '--' \"$name\")))",
        ],
        Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => {
            &[r#"eval "$(awsp --shell=SHELL use -- "$name")""#]
        }
    }
}

/// Returns a script that selects every profile it is told and prints what a child then sees, ended by a zero byte.
fn round_trip(shell: Shell, evaluation: &str) -> String {
    let evaluation = evaluation.replace("SHELL", shell.awsp_name());
    match shell {
        Shell::Fish => format!(
            "for name in $argv
                set -e AWS_PROFILE
                {evaluation} 2>/dev/null
                printenv -0 AWS_PROFILE
            end"
        ),
        Shell::PowerShell => format!(
            "foreach ($name in [IO.File]::ReadAllText(\"$HOME/names\").TrimEnd([char] 0).Split([char] 0)) {{
                $env:AWS_PROFILE = $null
                {evaluation} 2>$null
                sh -c 'printenv -0 AWS_PROFILE >>\"$HOME/seen\"'
            }}
            sh -c 'cat \"$HOME/seen\"; rm \"$HOME/seen\"'"
        ),
        Shell::Bash | Shell::Zsh | Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => format!(
            "for name do
                unset AWS_PROFILE
                {evaluation} 2>/dev/null
                printenv -0 AWS_PROFILE
            done"
        ),
    }
}
