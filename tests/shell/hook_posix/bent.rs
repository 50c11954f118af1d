//! The `awsp` function in shells that a person has bent to their will.

use super::{BASH, PLAIN, Scenario, StandIn, ZSH, load, play};
use crate::support::{Pty, Sandbox, Shell};

const USE: &[(&str, &str)] =
    &[("awsp use dev", ""), ("sh -c 'echo $AWS_PROFILE'", "dev"), ("awsp list", "ran<list>")];
const BENT: Scenario = Scenario { steps: USE, prompt: "dev READY>", ..PLAIN };

const BENT_SHELLS: &[Scenario] = &[
    Scenario { situation: "an old alias", before: "alias awsp='echo old'", ..BENT },
    Scenario {
        situation: "an alias that comes later",
        before: "alias awsp='. _awsp'",
        behind: "unalias awsp 2>/dev/null",
        ..BENT
    },
    Scenario { situation: "sourced twice", shells: BASH, behind: ". ~/hook.bash", ..BENT },
    Scenario {
        situation: "sourced thrice",
        shells: ZSH,
        behind: ". ~/hook.zsh; . ~/hook.zsh",
        ..BENT
    },
    Scenario {
        situation: "aliased builtins",
        before: "for b in local eval printf return set unset export test shift echo break hash type declare shopt unalias true false emulate typeset print zmodload zstat unfunction; do alias $b='echo ALIASED'; done",
        behind: r"\unalias -a",
        ..BENT
    },
    Scenario {
        situation: "functions named like builtins",
        before: "local() { echo MINE; }; printf() { echo MINE; }; shift() { echo MINE; }; unset() { echo MINE; }; export() { echo MINE; }",
        behind: "builtin unset -f local printf shift unset export",
        ..BENT
    },
    Scenario {
        situation: "readonly names of the user",
        before: "readonly code=1 out=1 word=1 name=1 i=1 status_=1",
        ..BENT
    },
    Scenario { situation: "IFS", before: "IFS=a", ..BENT },
    Scenario { situation: "IFS later", behind: "IFS=0123456789", ..BENT },
    Scenario { situation: "no globs, no clobber", before: "set -fC", ..BENT },
    Scenario { situation: "POSIX mode", shells: BASH, before: "set -o posix", ..BENT },
    Scenario { situation: "POSIX mode later", shells: BASH, behind: "set -o posix", ..BENT },
    Scenario {
        situation: "nocasematch, extglob, nullglob",
        shells: BASH,
        before: "shopt -s nocasematch extglob nullglob failglob",
        ..BENT
    },
    Scenario {
        situation: "inherited traps",
        shells: BASH,
        before: "set -ET; trap 'seen=1' ERR DEBUG RETURN",
        ..BENT
    },
];

#[test]
fn the_function_works_in_shells_that_were_bent() {
    play(BENT_SHELLS);
}

const STEPS: &[(&str, &str)] = &[
    ("awsp use dev", ""),
    ("awsp use nope || echo rc $?", "error: no profile named nope\nrc 3"),
    ("if awsp use nope; then echo next; fi", "error: no profile named nope"),
    ("awsp args x || echo $?", "<x>\n42"),
    ("false || true", ""),
    ("! true", ""), // a hook that kept this status would close the shell
    ("export AWS_REGION=x", ""),
];
const STRICT: Scenario = Scenario { steps: STEPS, prompt: "dev READY>", ..PLAIN };

const STRICT_SHELLS: &[Scenario] = &[
    Scenario { situation: "set -eu before", before: "set -eu -o pipefail", ..STRICT },
    Scenario { situation: "set -eu behind", behind: "set -eu -o pipefail", ..STRICT },
    Scenario {
        situation: "set -eu and PROMPT_COMMAND unset",
        shells: BASH,
        before: "unset PROMPT_COMMAND; set -eu",
        ..STRICT
    },
    Scenario {
        situation: "set -eu and an empty array",
        shells: BASH,
        before: "PROMPT_COMMAND=(); set -eu",
        ..STRICT
    },
    Scenario {
        situation: "set -eu in POSIX mode",
        shells: BASH,
        before: "set -eu -o posix",
        ..STRICT
    },
];

#[test]
fn the_function_works_under_strict_options() {
    play(STRICT_SHELLS);
    for option in [
        "no_unset",
        "err_return",
        "err_exit",
        "ksh_arrays",
        "sh_word_split",
        "null_glob",
        "warn_create_global",
        "warn_nested_var",
        "extended_glob",
        "ksh_glob",
        "no_nomatch",
        "glob_subst",
        "rc_expand_param",
        "sh_file_expansion",
        "ksh_typeset",
        "typeset_silent",
        "no_function_argzero",
        "posix_builtins",
        "posix_identifiers",
        "no_short_loops",
        "csh_junkie_quotes",
        "ignore_braces",
        "no_bare_glob_qual",
        "no_equals",
        "no_clobber",
        "no_unset err_exit err_return pipe_fail",
    ] {
        zsh_option(option);
    }
}

fn zsh_option(option: &'static str) {
    if !Shell::Zsh.is_here() {
        return;
    }
    for before in [true, false] {
        let sandbox = Sandbox::new();
        let _stand_in = StandIn::new(&sandbox);
        let set = format!("setopt {option}");
        let hook = load(Shell::Zsh);
        let lines = if before { [set, hook] } else { [hook, set] };
        let mut pty =
            Pty::with_startup(&sandbox, Shell::Zsh, &Shell::Zsh.startup(&lines.join("\n")));

        let said =
            pty.run("awsp use dev; awsp use nope || echo rc $?; awsp args 'b c' '*' || echo $?");

        assert_eq!(said, "error: no profile named nope\nrc 3\n<b c><*>\n42", "{option}, {before}");
        assert_eq!(pty.prompt(), "dev READY>", "{option}, {before}");
    }
}
