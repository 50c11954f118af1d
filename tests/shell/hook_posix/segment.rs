//! The segment in the prompt: what it says, and who shows it.

use super::{BASH, PLAIN, Scenario, StandIn, here, hook, load, play};
use crate::support::{Pty, Sandbox, Shell};

const KEYS: &str = "export AWS_ACCESS_KEY_ID=x";
const WARNING: &str = "awsp: AWS_ACCESS_KEY_ID overrides the profile";

const SAID: &[Scenario] = &[
    Scenario {
        situation: "a mark and one warning for each change",
        steps: &[
            ("awsp use dev", ""),
            (KEYS, WARNING),
            ("true", ""),
            ("export AWS_REGION=x", ""),
            ("unset AWS_ACCESS_KEY_ID", ""),
            (KEYS, WARNING),
        ],
        prompt: "dev ! keys READY>",
        ..PLAIN
    },
    Scenario {
        situation: "the first prompt warns silently",
        before: KEYS,
        steps: &[("echo $AWSP_WARNING", "! keys")],
        prompt: "none ! keys READY>",
        ..PLAIN
    },
    Scenario {
        situation: "sourced again with a warning",
        behind: KEYS,
        steps: &[(". ~/hook.bash 2>/dev/null || . ~/hook.zsh", "")],
        prompt: "none ! keys READY>",
        shells: BASH,
        ..PLAIN
    },
    Scenario {
        situation: "what a command leaves behind",
        steps: &[
            ("(exit 7)", ""),
            ("echo $?", "7"),
            ("export AWS_PROFILE=dev; (exit 8)", ""),
            ("echo $?", "8"),
            ("true a b", ""),
            ("echo $_", "b"),
            ("export AWS_PROFILE=prod; true c d", ""),
            ("echo $_", "d"),
            ("(exit 3) | true | (exit 4)", ""),
            ("echo ${PIPESTATUS[*]} ${pipestatus[*]}", "3 0 4"),
            ("export AWS_PROFILE=dev; (exit 3) | true | (exit 4)", ""),
            ("echo ${PIPESTATUS[*]} ${pipestatus[*]}", "3 0 4"),
        ],
        prompt: "dev READY>",
        ..PLAIN
    },
    Scenario {
        situation: "traps and jobs of the user",
        behind: "trap ': int' INT; trap ': done' EXIT; trap ': usr' USR1; sleep 300 & disown_=$!",
        steps: &[
            ("export AWS_PROFILE=dev", ""),
            ("awsp use prod", ""),
            ("trap > ~/traps; grep -c ': ' ~/traps", "3"),
            ("kill -0 $disown_ && jobs | grep -c sleep", "1"),
        ],
        prompt: "prod READY>",
        ..PLAIN
    },
    Scenario {
        situation: "a DEBUG trap of the user",
        shells: BASH,
        behind: "trap 'last=$BASH_COMMAND' DEBUG",
        steps: &[
            ("export AWS_PROFILE=dev", ""),
            ("trap -p DEBUG", "trap -- 'last=$BASH_COMMAND' DEBUG"),
        ],
        prompt: "dev READY>",
        ..PLAIN
    },
];

#[test]
fn the_prompt_says_who_and_what_is_wrong() {
    play(SAID);
}

#[test]
fn a_key_that_switches_in_zsh_draws_who_is_selected_now() {
    let shell = Shell::Zsh;
    if !shell.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let _stand_in = StandIn::new(&sandbox);
    let key = "switch() { awsp use dev; zle reset-prompt }; zle -N switch; bindkey '^T' switch";
    let startup = shell.startup(&format!("{}\n{key}", load(shell)));
    let mut pty = Pty::with_startup(&sandbox, shell, &startup);
    pty.run(&format!("awsp use prod; {KEYS}"));
    assert_eq!(pty.prompt(), "prod ! keys READY>");

    pty.send("\x14");

    pty.wait_until("the other profile", |screen| screen.trim_end().ends_with("\ndev READY>"));
}

#[test]
fn the_three_places_differ_in_who_shows_the_segment() {
    for shell in here() {
        for (place, prompt, exported) in [
            ("auto", "none ! keys READY>", None),
            ("manual", "READY>", None),
            ("export", "READY>", Some(("none", "! keys"))),
        ] {
            let sandbox =
                Sandbox::new().with("AWSP_PROMPT", "inherited").with("AWSP_WARNING", "inherited");
            let _stand_in = StandIn::new(&sandbox);
            let startup = shell.startup(&format!("{KEYS}\n{}", hook(&sandbox, shell, place)));
            let mut pty = Pty::with_startup(&sandbox, shell, &startup);

            assert_eq!(pty.prompt(), prompt, "{shell:?}, {place}");
            assert_eq!(pty.variable("AWSP_PROMPT"), "none", "{shell:?}, {place}");
            let environment = pty.environment();
            let both = ["AWSP_PROMPT", "AWSP_WARNING"]
                .map(|name| environment.get(name).map(String::as_str));
            assert_eq!(
                both,
                [exported.map(|pair| pair.0), exported.map(|pair| pair.1)],
                "{shell:?}, {place}"
            );
        }
    }
}

#[test]
fn colours_stand_only_where_they_are_wanted() {
    for shell in here() {
        for (line, coloured) in [("", true), ("export NO_COLOR=1", false), ("TERM=dumb", false)] {
            let sandbox = Sandbox::new();
            let _stand_in = StandIn::new(&sandbox);
            let startup = shell.startup(&format!("{KEYS}\n{line}\n{}", load(shell)));
            let pty = Pty::with_startup(&sandbox, shell, &startup);

            let raw = String::from_utf8_lossy(pty.raw());
            assert_eq!(raw.contains("\x1b[36mnone\x1b["), coloured, "{shell:?}, {line}: {raw:?}");
            assert_eq!(raw.contains("\x1b[31m! keys\x1b["), coloured, "{shell:?}, {line}: {raw:?}");
            assert_eq!(pty.prompt(), "none ! keys READY>", "{shell:?}, {line}");
        }
    }
}

#[test]
fn the_time_left_is_counted_without_asking() {
    for shell in here() {
        for (left, early, prompt) in [
            (0, 900, "dev READY>"),
            (2000, 900, "dev READY>"),
            (779, 900, "dev 12m READY>"),
            (2000, 3600, "dev 33m READY>"),
            (59, 900, "dev 0m READY>"),
            (-1, 900, "dev EXPIRED READY>"),
            (-100_000, 900, "dev EXPIRED READY>"),
        ] {
            let sandbox = Sandbox::new();
            let stand_in = StandIn::new(&sandbox);
            stand_in.set(
                "prompt",
                format!("if : awsp; then __awsp_state dev '' '' {left} {early}; fi\n"),
            );
            let pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));

            assert_eq!(pty.prompt(), prompt, "{shell:?}: {left} of {early}");
        }
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox);
        stand_in.set("prompt", "if : awsp; then __awsp_state dev '' '' 2 900; fi\n");
        let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));
        pty.run("until [ \"$(( ${EPOCHSECONDS-$SECONDS} >= __awsp_until ))\" = 1 ]; do :; done");
        assert_eq!(pty.prompt(), "dev EXPIRED READY>", "{shell:?}");
        assert_eq!(stand_in.calls().len(), 1, "{shell:?}");
    }
}
