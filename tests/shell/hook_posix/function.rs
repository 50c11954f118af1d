//! The `awsp` function: what is handed through, what is evaluated, and that a failure is seen.

use super::{BASH, PLAIN, Scenario, ZSH, play};

const COMMANDS: &[Scenario] = &[
    Scenario {
        situation: "words of every kind",
        steps: &[
            (
                r#"awsp args a "" "b c" "*" "~" -- '$(touch pwned)' "x'y""#,
                "<a><><b c><*><~><--><$(touch pwned)><x'y>",
            ),
            ("echo $?", "42"),
            (r#"awsp "use switch""#, "ran<use switch>"),
            (r#"awsp "" use"#, "ran<><use>"),
            ("awsp Use", "ran<Use>"),
            ("awsp --version", "ran<--version>"),
        ],
        ..PLAIN
    },
    Scenario {
        situation: "streams",
        steps: &[
            ("awsp streams", "three terminals"),
            (r"printf hello\\n | awsp why", "hello"),
            ("echo $(awsp args x)", "<x>"),
            ("awsp args x 2>/dev/null | cat", "<x>"),
        ],
        ..PLAIN
    },
    Scenario {
        situation: "a change",
        steps: &[
            ("awsp use dev", ""),
            ("echo $?; sh -c 'echo $AWS_PROFILE'", "0\ndev"),
            ("awsp --color=never use other", ""),
            ("awsp use --help", "Usage: awsp use"),
            ("awsp use dev && echo next", "next"),
        ],
        prompt: "dev READY>",
        ..PLAIN
    },
    Scenario {
        situation: "no word at all",
        steps: &[("awsp", "")],
        prompt: "picked READY>",
        ..PLAIN
    },
    Scenario {
        situation: "a subshell",
        steps: &[
            ("awsp use dev", ""),
            ("(awsp use other; echo $AWS_PROFILE)", "other"),
            (
                "for name in one two; do awsp use $name >/dev/null; echo $AWS_PROFILE; done | cat",
                "one\ntwo",
            ),
            ("echo $AWS_PROFILE", "dev"),
        ],
        prompt: "dev READY>",
        ..PLAIN
    },
    Scenario {
        situation: "code for an eval that a script without the hook would need",
        steps: &[
            (r#"eval "$(awsp use dev)" && sh -c 'echo $AWS_PROFILE'"#, "dev"),
            ("eval $(awsp use other) && sh -c 'echo $AWS_PROFILE'", "other"),
        ],
        prompt: "other READY>",
        ..PLAIN
    },
];

#[test]
fn a_command_is_handed_through_or_evaluated() {
    play(COMMANDS);
}

const NOPE: &str = "error: no profile named nope";
const CUT: &str = "error: the answer of awsp was cut off, nothing changed\nhint: try again";

const FAILURES: &[Scenario] = &[
    Scenario {
        situation: "no such profile",
        steps: &[
            ("awsp use nope && echo next", NOPE),
            ("echo $?", "3"),
            (r#"eval "$(awsp use nope)" && echo next"#, NOPE),
            ("echo $?", "1"),
            ("eval $(awsp use nope) && echo next", NOPE),
            ("echo $?", "1"),
            (r#"eval "$(command ~/stand-in/awsp use nope)" && echo next"#, NOPE),
            ("awsp use nope || echo rc $?", "error: no profile named nope\nrc 3"),
        ],
        ..PLAIN
    },
    Scenario {
        situation: "code with a failing exit code",
        steps: &[("awsp use late", ""), ("echo $?$AWS_PROFILE", "5")],
        ..PLAIN
    },
    Scenario {
        situation: "a cut-off answer",
        steps: &[
            ("awsp use cut", CUT),
            ("echo $?$AWS_PROFILE", "74"),
            ("awsp use cut-early", CUT),
            ("echo $?$AWS_PROFILE", "74"),
            ("awsp use two-lines", CUT),
            ("echo $?$AWS_PROFILE", "74"),
        ],
        ..PLAIN
    },
    Scenario {
        situation: "a readonly variable",
        behind: "export AWS_PROFILE=fixed; readonly AWS_PROFILE",
        steps: &[
            ("export AWS_ACCESS_KEY_ID=kept", "awsp: AWS_ACCESS_KEY_ID overrides the profile"),
            ("awsp use dev && echo next", "error: a variable is readonly"),
            ("echo $?$AWS_PROFILE$AWS_ACCESS_KEY_ID", "1fixedkept"),
        ],
        prompt: "fixed ! keys READY>",
        ..PLAIN
    },
    Scenario {
        situation: "a local variable in front of a global one",
        shells: BASH,
        behind: "export AWS_ACCESS_KEY_ID=global; f() { local AWS_ACCESS_KEY_ID=local; awsp use dev; }",
        steps: &[
            ("f", "error: a variable is readonly"),
            ("echo $?$AWS_PROFILE$AWS_ACCESS_KEY_ID", "1global"),
        ],
        prompt: "none ! keys READY>",
        ..PLAIN
    },
    Scenario {
        situation: "a local variable in front of a global one",
        shells: ZSH,
        behind: "export AWS_ACCESS_KEY_ID=global; f() { local AWS_ACCESS_KEY_ID=local; awsp use dev; echo ${AWS_ACCESS_KEY_ID-unset} }",
        steps: &[
            ("f", "unset\nawsp: AWS_ACCESS_KEY_ID overrides the profile"),
            ("echo $AWS_PROFILE$AWS_ACCESS_KEY_ID", "devglobal"),
        ],
        prompt: "dev ! keys READY>",
        ..PLAIN
    },
    Scenario {
        situation: "awsp is gone, and comes back elsewhere",
        behind: "PATH=/usr/bin:/bin; readonly old=$HOME/stand-in new=$HOME/elsewhere; mkdir $new",
        steps: &[
            ("mv $old/awsp $new", ""),
            (
                "awsp list 2>&1 | sed s,$HOME,~,",
                "error: ~/stand-in/awsp is gone and PATH has no other awsp\nhint: install awsp again",
            ),
            ("awsp use dev 2>/dev/null", ""),
            ("echo $?$AWS_PROFILE", "127"),
            ("PATH=$new:$PATH", ""),
            ("awsp use dev", ""),
            ("PATH=/usr/bin:/bin; awsp use other", ""),
        ],
        prompt: "other READY>",
        ..PLAIN
    },
];

#[test]
fn a_failure_is_seen_and_changes_nothing() {
    play(FAILURES);
}
