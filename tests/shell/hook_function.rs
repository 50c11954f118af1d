//! The function `awsp` of fish and PowerShell: what reaches the program, what comes back, and how it is installed.

use super::stand_in::{StandIn, State};
use crate::support::{Pty, Sandbox, Shell};

fn here() -> impl Iterator<Item = Shell> {
    [Shell::Fish, Shell::PowerShell].into_iter().filter(|shell| shell.is_here())
}

/// Returns what the stand-in shows of `words`.
fn shown(words: &[&str]) -> String {
    words.iter().map(|word| format!("<{word}>")).collect::<Vec<_>>().join("\n")
}

const FISH_WORDS: &[(&str, &[&str])] = &[
    (r#"args a "" "b c" "*" "~" -- -x"#, &["args", "a", "", "b c", "*", "~", "--", "-x"]),
    (
        r#"exec p -- cmd -x 'a"b' 'it\'s' \$HOME"#,
        &["exec", "p", "--", "cmd", "-x", "a\"b", "it's", "$HOME"],
    ),
    (
        "exec p -v -o json --region=eu ⚠ é",
        &["exec", "p", "-v", "-o", "json", "--region=eu", "⚠", "é"],
    ),
    (r#"args "x\ny" 'a\\ b' '#' '(echo no)'"#, &["args", r"x\ny", r"a\ b", "#", "(echo no)"]),
    ("\"use switch\"", &["use switch"]),
    ("\"\" use", &["", "use"]),
    ("usex", &["usex"]),
    ("--version", &["--version"]),
    ("--", &["--"]),
];

const POWERSHELL_WORDS: &[(&str, &[&str])] = &[
    ("args a '' 'b c' '*' '~' 'x*y'", &["args", "a", "", "b c", "*", "~", "x*y"]),
    ("exec p -- cmd -x", &["exec", "p", "cmd", "-x"]), // PowerShell drops the first one
    ("exec p '--' cmd", &["exec", "p", "--", "cmd"]),
    ("exec p -- -- cmd", &["exec", "p", "--", "cmd"]),
    ("args a,b 012345678901 1.50 0x10", &["args", "a,b", "012345678901", "1.50", "0x10"]),
    ("args '-r:x' --region=eu --a:b -", &["args", "-r:x", "--region=eu", "--a:b", "-"]),
    ("args -x.y", &["args", "-x", ".y"]),
    (
        r#"args 'a"b' 'a b\' '#' '@x' –x ⚠ é 'it''s' '$HOME'"#,
        &["args", "a\"b", r"a b\", "#", "@x", "–x", "⚠", "é", "it's", "$HOME"],
    ),
    ("args a $null b", &["args", "a", "", "b"]),
    ("args {x y}", &["args", "x y"]),
    ("args --% a \"b c\"", &["args", "a", "\"b", "c\""]),
    ("exec p -- cmd -v -o json", &["exec", "p", "cmd", "-v", "-o", "json"]),
    ("-h", &["-h"]),
    ("list -l", &["list", "-l"]), // no name of the function's own begins like that
    ("'use switch'", &["use switch"]),
    ("'' use", &["", "use"]),
];

#[test]
fn every_word_reaches_the_program_as_it_was_typed() {
    for (shell, rows) in [(Shell::Fish, FISH_WORDS), (Shell::PowerShell, POWERSHELL_WORDS)] {
        if !shell.is_here() {
            continue;
        }
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev"));
        let mut pty = Pty::start(&sandbox, shell);
        for (typed, words) in rows {
            let said = pty.run(&format!("awsp {typed}"));

            assert_eq!(said, shown(words), "{shell:?}: {typed}");
            assert_eq!(pty.code(), 42, "{shell:?}: {typed}");
        }
    }
}

#[test]
fn the_verb_is_the_first_word_that_is_no_option_and_bare_awsp_counts_as_one() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        let mut pty = Pty::start(&sandbox, shell);
        let name = shell.awsp_name();
        for (typed, called) in [
            ("", ""),
            ("use", " use"),
            ("use -", " use -"),
            ("--color=never use 'my team'", " --color=never use my team"),
            ("use --help", " use --help"),
            ("switch x y", " switch x y"),
        ] {
            stand_in.calls();

            pty.run(&format!("awsp {typed}"));

            assert_eq!(
                stand_in.calls(),
                [format!("--shell={name}/1{called}")],
                "{shell:?}: {typed}"
            );
            assert_eq!(pty.code(), 0, "{shell:?}: {typed}");
        }
    }
}

#[test]
fn standard_input_and_output_pass_through_the_function() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev"));
        let mut pty = Pty::start(&sandbox, shell);

        let piped = pty.run("sh -c 'echo one >&2' 2>&1 | awsp why");
        let captured = pty.run("awsp list | sh -c 'cat; echo end'");

        assert_eq!(piped, "<why>\none", "{shell:?}");
        assert_eq!(captured, "<list>\nend", "{shell:?}");
    }
}

const BEFORE_FISH: &[&str] = &[
    "alias awsp='echo old'",
    "function awsp; echo old; end",
    "functions -e awsp",
    "function contains; return 1; end; function count; echo 9; end; function path; echo no; end",
    "set -g name x; set -g out y; set -g word z; set -g NO_COLOR 1",
    "set -U fish_features qmark-noglob",
];

const BEFORE_POWERSHELL: &[&str] = &[
    "Set-Alias awsp Get-Date",
    "Set-Alias awsp Get-Date; (Get-Command awsp -CommandType Alias).Options = 'ReadOnly'",
    "Set-Alias awsp Get-Date; (Get-Command awsp -CommandType Alias).Options = 'AllScope'",
    "function awsp { 'old' }",
    "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true",
    "$PSNativeCommandArgumentPassing = 'Legacy'; $s = 1; $a = 2; $code = 3; $out = 4",
    "$PSDefaultParameterValues['*:Verbose'] = $false",
    "$OutputEncoding = [Text.Encoding]::ASCII; [Console]::OutputEncoding = [Text.Encoding]::ASCII",
];

#[test]
fn the_hook_works_whatever_was_called_awsp_before_and_however_often_it_is_loaded() {
    for (shell, rows) in [(Shell::Fish, BEFORE_FISH), (Shell::PowerShell, BEFORE_POWERSHELL)] {
        if !shell.is_here() {
            continue;
        }
        for before in rows {
            for times in [1, 3] {
                check_loaded(shell, before, times);
            }
        }
    }
}

/// Loads the hook after `before`, and tries it.
fn check_loaded(shell: Shell, before: &str, times: usize) {
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, shell);
    stand_in.prompts(&State::of("before"));
    stand_in.changes("use", &[("AWS_PROFILE", "é dev")], &State::of("dev"));
    stand_in.answers("off", "", 3);
    let line = if shell == Shell::PowerShell {
        ". ([scriptblock]::Create((& @(Get-Command awsp -CommandType Application)[0] init powershell) -join \"`n\"))\n"
    } else {
        "command awsp init fish | source\n"
    };
    let load = format!("{before}\n{}", line.repeat(times));
    let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load));
    let what = format!("{shell:?}: {before}, {times} times");

    assert_eq!(pty.screen().trim(), "before READY>", "{what}");
    assert_eq!(pty.run("awsp use dev"), "", "{what}");
    assert_eq!(pty.prompt(), "dev READY>", "{what}");
    assert_eq!(pty.env("AWS_PROFILE").as_deref(), Some("é dev"), "{what}");
    assert_eq!(pty.run("awsp args '' 'a\"b'"), "<args>\n<>\n<a\"b>", "{what}");
    let failed =
        if shell == Shell::PowerShell { "awsp off && 'NEXT'" } else { "awsp off; and echo NEXT" };
    assert_eq!(pty.run(failed), "", "{what}");
    assert_eq!(pty.code(), 3, "{what}");
}

#[test]
fn words_that_powershell_takes_for_itself_are_refused_and_nothing_runs() {
    if !Shell::PowerShell.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, Shell::PowerShell);
    let mut pty = Pty::start(&sandbox, Shell::PowerShell);
    for (typed, taken) in [
        ("use x -v", "-Verbose"),
        ("list -Debug", "-Debug"),
        ("use -OutVariable x", "-OutVariable"),
    ] {
        stand_in.calls();

        let said = pty.run(&format!("awsp {typed} && 'NEXT'"));

        assert_eq!(
            said,
            format!("error: PowerShell took {taken} for itself\nhint: write -- before it"),
            "{typed}"
        );
        assert_eq!(pty.code(), 2, "{typed}");
        assert_eq!(stand_in.calls().len(), 0, "{typed}");
    }
}

#[test]
fn a_failure_in_powershell_is_seen_by_the_next_command_and_leaves_no_error_behind() {
    if !Shell::PowerShell.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, Shell::PowerShell);
    stand_in.answers("use", "", 3);
    let mut pty = Pty::start(&sandbox, Shell::PowerShell);
    for (line, said) in [
        ("awsp use nope && 'NEXT'", ""),
        ("awsp use nope || 'OTHERWISE'", "OTHERWISE"),
        ("awsp use nope; \"$? $LASTEXITCODE\"", "False 3"),
        ("$null = awsp list; \"$? $LASTEXITCODE\"", "False 42"),
        ("$Error.Count", "0"),
        ("$ErrorActionPreference = 'Stop'; awsp use nope; 'NEXT'", "NEXT"),
        ("try { awsp use nope } catch { 'THROWN' }", ""),
        (
            "$PSDefaultParameterValues['*:ErrorAction'] = 'Stop'; try { awsp use nope } catch { 'THROWN' }",
            "THROWN",
        ),
    ] {
        assert_eq!(pty.run(line), said, "{line}");
    }
}

#[test]
fn a_failure_in_fish_is_seen_by_the_next_command() {
    if !Shell::Fish.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, Shell::Fish);
    stand_in.answers("use", "", 3);
    stand_in.answers("off", "begin; : awsp; set -e AWS_PR", 0);
    stand_in.answers("clean", "begin; : awsp; false; end\n", 0);
    let cut_off = "error: the answer of awsp was cut off, nothing changed";
    let mut pty = Pty::start(&sandbox, Shell::Fish);
    for (words, said) in [("use nope", ""), ("off", cut_off), ("clean", "")] {
        for line in [
            format!("awsp {words}; and echo NEXT"),
            format!("if awsp {words}; echo NEXT; end"),
            format!("awsp {words} | source; and echo NEXT"),
            format!("eval (awsp {words}); and echo NEXT"),
            format!("set -l code (awsp {words}); and echo NEXT"),
        ] {
            assert_eq!(pty.run(&line), said, "{line}");
        }
    }
    std::fs::remove_file(sandbox.awsp_path()).unwrap();
    let said = pty.run("eval (awsp use dev); and echo NEXT");
    assert!(said.contains("is gone") && !said.contains("NEXT"), "{said}");
}

#[test]
fn a_shell_that_is_not_interactive_gets_the_function_and_hears_nothing() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev").warns("!", "a warning"));
        let change = if shell == Shell::PowerShell {
            "<#awsp#>& { $env:AWS_PROFILE = 'dev' }<#end#>\n"
        } else {
            "begin; : awsp; set -gx AWS_PROFILE dev; true; end\n"
        };
        stand_in.answers("use", change, 0);
        let script = format!("{}\nawsp use dev\nsh -c 'echo $AWS_PROFILE'", shell.hook_line());

        let output = shell.script(&sandbox, &script);

        assert_eq!(
            (output.stdout.as_str(), output.stderr.as_str(), output.code),
            ("dev\n", "", 0),
            "{shell:?}"
        );
        let called = if shell == Shell::PowerShell { "powershell/1" } else { "fish" };
        assert_eq!(stand_in.calls().last(), Some(&format!("--shell={called} use dev")));
    }
}

#[test]
fn constrained_powershell_gets_a_function_alone() {
    if !Shell::PowerShell.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, Shell::PowerShell);
    stand_in.answers(
        "use",
        "<#awsp#>& { $env:AWS_PROFILE = (-join[char[]](100,101,118)) }<#end#>\n",
        0,
    );
    stand_in.answers("off", "<#awsp#>& { $env:AWS_PROFILE = $null", 0);
    stand_in.answers("clean", "help\n", 0);
    stand_in.answers("switch", "<#awsp#>& { $env:AWS_PROFILE = $null }<#end#>\n", 3);
    let script = "Set-Alias awsp Get-Date; $text = (& awsp.exe init powershell) -join \"`n\"; \
                  $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; Invoke-Expression $text; \
                  awsp use dev; \"<$env:AWS_PROFILE>\"; awsp --color=never use dev; awsp clean; awsp list 'a b'; \
                  try { awsp off && 'NEXT' } catch { \"$_\" }; try { awsp switch && 'NEXT' } catch { \"$_\" }; \"<$env:AWS_PROFILE>\"";
    let script = script.replace("awsp.exe", sandbox.awsp_path().to_str().unwrap());

    let output = Shell::PowerShell.script(&sandbox, &script);

    assert_eq!(output.stderr, "");
    assert_eq!(
        output.stdout,
        "<dev>\nhelp\n<list>\n<a b>\nerror: the answer of awsp was cut off, nothing changed\nawsp: exit code 3\n<dev>\n"
    );
}
