//! How the segment and the hook find their places among those of others.

use super::{BASH, PLAIN, Scenario, StandIn, ZSH, load, play};
use crate::support::{Pty, Sandbox, Shell};

const PLACES: &[Scenario] = &[
    Scenario {
        situation: "a prompt that is built anew each time",
        shells: BASH,
        before: "PROMPT_COMMAND='PS1=\"<$?> READY> \"'",
        steps: &[("(exit 5)", "")],
        prompt: "none <5> READY>",
        ..PLAIN
    },
    Scenario {
        situation: "a prompt that is built anew each time",
        shells: ZSH,
        before: "precmd() { PS1=\"<$?> READY> \" }",
        steps: &[("(exit 5)", "")],
        prompt: "none <5> READY>",
        ..PLAIN
    },
    Scenario {
        situation: "placed by the user",
        shells: BASH,
        before: "PS1='[${AWSP_PROMPT}] READY> '",
        prompt: "[none] READY>",
        ..PLAIN
    },
    Scenario {
        situation: "placed by the user",
        shells: ZSH,
        before: "PS1='[%41v] READY> '",
        prompt: "[none] READY>",
        ..PLAIN
    },
    Scenario {
        situation: "a tool that empties psvar",
        shells: ZSH,
        before: "psvar=(a b); precmd() { psvar=() }",
        steps: &[("awsp use dev", "")],
        prompt: "dev READY>",
        ..PLAIN
    },
    Scenario {
        situation: "psvar in use",
        shells: ZSH,
        before: "for i in {1..60}; do psvar[i]=$i; done",
        steps: &[("echo $AWSP_PSVAR $psvar[60]", "61 60")],
        ..PLAIN
    },
    Scenario {
        situation: "an inherited AWSP_PSVAR",
        shells: ZSH,
        before: "export AWSP_PSVAR='x[$(touch pwned)]'",
        steps: &[("echo $AWSP_PSVAR", "41")],
        ..PLAIN
    },
    Scenario {
        situation: "promptvars off",
        shells: BASH,
        before: "shopt -u promptvars",
        prompt: "READY>",
        ..PLAIN
    },
    Scenario {
        situation: "promptvars off later",
        shells: BASH,
        behind: "shopt -u promptvars",
        steps: &[("echo $AWSP_PROMPT", "none")],
        prompt: "READY>",
        ..PLAIN
    },
    Scenario {
        situation: "prompt_subst and prompt_bang",
        shells: ZSH,
        before: "setopt prompt_subst prompt_bang",
        ..PLAIN
    },
    Scenario {
        situation: "no prompt_percent",
        shells: ZSH,
        before: "setopt no_prompt_cr no_prompt_sp",
        ..PLAIN
    },
    Scenario {
        situation: "starship's function",
        shells: BASH,
        behind: "starship_precmd() { :; }",
        prompt: "READY>",
        ..PLAIN
    },
    Scenario {
        situation: "oh-my-posh's function",
        shells: BASH,
        before: "_omp_hook() { :; }",
        prompt: "READY>",
        ..PLAIN
    },
    Scenario {
        situation: "starship's function",
        shells: ZSH,
        behind: "prompt_starship_precmd() { }",
        prompt: "READY>",
        ..PLAIN
    },
    Scenario {
        situation: "powerlevel10k's function",
        shells: ZSH,
        behind: "p10k() { }",
        prompt: "READY>",
        ..PLAIN
    },
    Scenario {
        situation: "oh-my-posh's function",
        shells: ZSH,
        before: "_omp_precmd() { }",
        prompt: "READY>",
        ..PLAIN
    },
    Scenario {
        situation: "spaceship's function",
        shells: ZSH,
        behind: "prompt_spaceship_precmd() { }",
        prompt: "READY>",
        ..PLAIN
    },
    Scenario {
        situation: "a theme that first goes to the start of the line",
        shells: BASH,
        before: "PS1='\\[\\e[G\\]READY> '",
        ..PLAIN
    },
    Scenario {
        situation: "no prompt at all",
        shells: BASH,
        before: "set -u; PROMPT_COMMAND='unset PS1'",
        behind: "PROMPT_COMMAND=\"$PROMPT_COMMAND; PS1+='READY> '\"",
        ..PLAIN
    },
    Scenario {
        situation: "started from a shell with starship and oh-my-posh",
        before: "export STARSHIP_SHELL=bash POSH_SHELL=zsh POSH_SHELL_VERSION=5",
        ..PLAIN
    },
];

#[test]
fn the_segment_finds_its_place_once() {
    play(PLACES);
}

const RAN: &[(&str, &str)] = &[("(exit 5)", ""), ("echo $ran", "h5")];
const JOINED: Scenario = Scenario { shells: BASH, steps: RAN, ..PLAIN };

const JOINED_TO: &[Scenario] = &[
    Scenario { situation: "a string", before: "h() { ran=h$?; }; PROMPT_COMMAND=h", ..JOINED },
    Scenario {
        situation: "a string that ends in ;",
        before: "h() { ran=h$?; }; PROMPT_COMMAND='h;'",
        ..JOINED
    },
    Scenario {
        situation: "a string that ends in a comment",
        before: "h() { ran=h$?; }; PROMPT_COMMAND='h # mine'",
        ..JOINED
    },
    Scenario {
        situation: "an array of one",
        before: "h() { ran=h$?; }; PROMPT_COMMAND=(h)",
        ..JOINED
    },
    Scenario {
        situation: "an array of two",
        before: "h() { ran=h$?; }; PROMPT_COMMAND=(h :)",
        ..JOINED
    },
    Scenario {
        situation: "joined by somebody else",
        behind: "h() { ran=h$?; }; PROMPT_COMMAND=\"$PROMPT_COMMAND; h\"",
        ..JOINED
    },
    Scenario {
        situation: "preceded by somebody else",
        behind: "h() { ran=h$?; }; PROMPT_COMMAND=\"h;$PROMPT_COMMAND\"",
        ..JOINED
    },
    Scenario {
        situation: "a function that sets variables, like direnv's",
        before: "h() { export AWS_PROFILE=from-h; }; PROMPT_COMMAND=h",
        shells: BASH,
        prompt: "from-h READY>",
        ..PLAIN
    },
    Scenario {
        situation: "the same in zsh",
        before: "h() { export AWS_PROFILE=from-h }; precmd_functions=(h)",
        shells: ZSH,
        prompt: "from-h READY>",
        ..PLAIN
    },
    Scenario {
        situation: "sourced thrice",
        shells: BASH,
        behind: ". ~/hook.bash; . ~/hook.bash",
        steps: &[("echo \"${PROMPT_COMMAND[*]}\" | grep -c __awsp_prompt", "1")],
        ..PLAIN
    },
    Scenario {
        situation: "sourced thrice",
        shells: ZSH,
        behind: ". ~/hook.zsh; . ~/hook.zsh",
        steps: &[("print -l $precmd_functions | grep -c __awsp_prompt", "1")],
        ..PLAIN
    },
    Scenario {
        situation: "an exported PROMPT_COMMAND, inherited by a shell without the hook",
        shells: BASH,
        before: "export PROMPT_COMMAND=:",
        steps: &[("echo exit | bash --norc -i 2>&1 | grep -c awsp_prompt", "0")],
        ..PLAIN
    },
    Scenario {
        situation: "nested shells",
        steps: &[
            ("awsp use dev", ""),
            (
                "bash -c 'echo ${AWSP_PROMPT-} ${AWSP_WARNING-}; env | grep -c -e awsp_ -e AWSP_P -e PROMPT_C'",
                "\n0",
            ),
            ("bash --norc -ic 'echo in bash'", "in bash"),
            ("zsh -fic 'echo in zsh'", "in zsh"),
            ("fish --no-config -ic 'echo in fish'", "in fish"),
        ],
        prompt: "dev READY>",
        ..PLAIN
    },
];

#[test]
fn the_hook_joins_what_runs_before_a_prompt() {
    play(JOINED_TO);
}

#[test]
fn what_is_readonly_costs_the_segment_and_nothing_else() {
    let names: [(Shell, &[&str]); 2] = [
        (Shell::Bash, &["PS1", "PROMPT_COMMAND", "AWSP_PROMPT", "AWSP_WARNING"]),
        (
            Shell::Zsh,
            &["PS1", "psvar", "precmd_functions", "AWSP_PROMPT", "AWSP_WARNING", "AWSP_PSVAR"],
        ),
    ];
    for (shell, names) in names.iter().filter(|(shell, _)| shell.is_here()) {
        for name in *names {
            let sandbox = Sandbox::new();
            let _stand_in = StandIn::new(&sandbox);
            let startup = format!("{name}=${{{name}-}}; readonly {name}\n{}", load(*shell));
            let mut pty = Pty::with_startup(&sandbox, *shell, &shell.startup(&startup));

            let said = pty.screen();
            assert_eq!(
                said.matches("is readonly, no segment").count(),
                1,
                "{shell:?}, {name}: {said}"
            );
            assert_eq!(
                pty.run("awsp use dev; sh -c 'echo $AWS_PROFILE'"),
                "dev",
                "{shell:?}, {name}"
            );
            assert_eq!(pty.prompt(), "READY>", "{shell:?}, {name}");
        }
    }
}
