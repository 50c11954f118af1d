//! The prompt of fish and PowerShell: what it shows, what it leaves alone, and what it never executes.

use std::fs;

use super::stand_in::{StandIn, State, prompt_call};
use crate::support::{Pty, Sandbox, Shell, hostile, tool};

fn here() -> impl Iterator<Item = Shell> {
    [Shell::Fish, Shell::PowerShell].into_iter().filter(|shell| shell.is_here())
}

fn set(shell: Shell, name: &str, value: &str) -> String {
    if shell == Shell::PowerShell {
        format!("$env:{name} = '{value}'")
    } else {
        format!("set -gx {name} '{value}'")
    }
}

#[test]
fn identity_and_warning_are_shown_in_colours_of_their_own_unless_colour_is_unwanted() {
    let plain = "dev 111122223333 ! keys READY>";
    let coloured = "\u{1b}[36mdev 111122223333\u{1b}[0m \u{1b}[33m! keys\u{1b}[0m READY>";
    for shell in here() {
        for (name, value, expected) in
            [("X", "", coloured), ("NO_COLOR", "1", plain), ("TERM", "dumb", plain)]
        {
            let sandbox = Sandbox::new().with("TERM", "xterm").with(name, value);
            let stand_in = StandIn::new(&sandbox, shell);
            stand_in.prompts(&State::of("dev 111122223333").warns("! keys", "long line"));
            sandbox.file(shell.startup_path(), shell.startup(shell.hook_line()));
            // A terminal of the test's own, as the harness never starts one as dumb.
            let words = ["env", &format!("{name}={value}"), shell.program()];

            let mut pty = Pty::spawn(&sandbox, shell, &words);
            pty.wait_for(plain);

            let raw = String::from_utf8_lossy(pty.raw())
                .replace("\u{1b}(B", "")
                .replace("\u{1b}[m", "\u{1b}[0m")
                .replace("\u{1b}[30m\u{1b}[0m", "\u{1b}[0m");
            assert!(raw.contains(expected), "{shell:?}: {name}={value}: {raw:?}");
            assert!(!raw.contains("long line"), "{shell:?}: the first prompt says nothing");
        }
    }
}

#[test]
fn the_long_warning_is_said_once_for_each_change_and_never_by_the_first_prompt() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev").warns("! a", "warning a"));
        let mut pty = Pty::start(&sandbox, shell);
        assert!(!pty.screen().contains("warning"), "{shell:?}: {}", pty.screen());
        let rows = [
            (State::of("dev").warns("! a", "warning a"), ""),
            (State::of("dev").warns("! b", "warning b"), "awsp: warning b"),
            (State::of("other").warns("! b", "warning b"), ""),
            (State::of("other"), ""),
            (State::of("other").warns("! b", "warning b"), "awsp: warning b"),
        ];
        for (index, (state, expected)) in rows.iter().enumerate() {
            stand_in.prompts(state);

            let said = pty.run(&set(shell, "AWS_REGION", &index.to_string()));

            assert_eq!(said, *expected, "{shell:?}: row {index}");
            assert_eq!(pty.variable("AWSP_WARNING"), state.mark, "{shell:?}: row {index}");
        }
    }
}

#[test]
fn time_left_is_counted_down_when_it_is_short() {
    let rows = [
        (0, "dev READY>"),
        (930, "dev READY>"),
        (870, "dev 14m READY>"),
        (90, "dev 1m READY>"),
        (30, "dev 0m READY>"),
        (-1, "dev EXPIRED READY>"),
        (-100_000, "dev EXPIRED READY>"),
        (40_000, "dev READY>"),
    ];
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        let mut pty = Pty::start(&sandbox, shell);
        for (seconds, shown) in rows {
            stand_in.prompts(&State { seconds, ..State::of("dev") });

            pty.run(&set(shell, "AWS_REGION", &seconds.to_string()));

            assert_eq!(pty.prompt(), shown, "{shell:?}: {seconds}");
        }
    }
}

#[test]
fn a_fish_that_cannot_see_that_a_file_changed_gets_the_function_and_tab_but_no_segment() {
    if !Shell::Fish.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.config("[profile dev]\nregion = eu-west-1\n");
    let hook = sandbox.awsp(&["init", "fish"]).stdout;
    let old = hook.replace("not test / -nt /-", "true"); // fish 3.5
    assert_ne!(old, hook);
    sandbox.file("hook", old);
    let startup = Shell::Fish.startup("source ~/hook");

    let mut pty = Pty::with_startup(&sandbox, Shell::Fish, &startup);
    assert!(pty.screen().contains("cannot see that a file changed"), "{}", pty.screen());
    pty.run("awsp use d\t");

    assert_eq!(pty.env("AWS_PROFILE").as_deref(), Some("dev"));
    assert_eq!(pty.prompt(), "READY>");
}

#[test]
fn an_endless_segment_is_cut() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of(&"x".repeat(65_536)).warns(&"y".repeat(65_536), ""));
        let prompt = if shell == Shell::PowerShell {
            "function prompt { \"`nREADY> \" }"
        } else {
            "function fish_prompt; printf '\\nREADY> '; end"
        };

        let startup = format!("{prompt}\n{}\n", shell.hook_line());
        let mut pty = Pty::with_startup(&sandbox, shell, &startup);

        assert_eq!(pty.variable("AWSP_PROMPT"), "x".repeat(300), "{shell:?}");
        assert_eq!(pty.variable("AWSP_WARNING"), "y".repeat(300), "{shell:?}");
    }
}

#[test]
fn hostile_text_stays_text_for_root_and_for_others() {
    for shell in here() {
        for user in [None, Some("65534")] {
            if user.is_some() && (tool("setpriv").is_none() || !rustix::process::getuid().is_root())
            {
                continue;
            }
            let sandbox = Sandbox::new();
            let stand_in = StandIn::new(&sandbox, shell);
            stand_in.prompts(&State::of("first"));
            sandbox.file(shell.startup_path(), shell.startup(shell.hook_line()));
            sandbox.run(sandbox.command("chmod").args(["-R", "a+rwX", ".."]));
            let reuid = format!("--reuid={}", user.unwrap_or("0"));
            let mut pty = Pty::spawn(
                &sandbox,
                shell,
                &["setpriv", &reuid, "--clear-groups", shell.program()],
            );
            pty.wait_for("first READY>");

            show_hostile(&stand_in, &mut pty, shell);
            assert_eq!(
                fs::read_dir(sandbox.work()).unwrap().count(),
                0,
                "{shell:?}: something was executed"
            );
        }
    }
}

fn show_hostile(stand_in: &StandIn<'_>, pty: &mut Pty<'_>, shell: Shell) {
    for (index, value) in hostile().iter().enumerate() {
        // A longer one fills the terminal's line, and is cut by the shell itself.
        let fits = |text: &&str| !text.contains('\0') && text.len() < 90;
        let Some(text) = value.text().filter(fits) else { continue };
        stand_in.prompts(&State::of(text).warns(text, text));
        pty.run(&set(shell, "AWS_REGION", &index.to_string()));

        let kept = pty.variable("AWSP_PROMPT");

        let line = text.replace(|character| is_no_line(shell, character), "?");
        assert_eq!(kept, line, "{shell:?}: {}", value.name);
        if line.len() < 60 && line.bytes().all(|byte| byte.is_ascii_graphic()) && !line.is_empty() {
            assert_eq!(pty.prompt(), format!("{line} {line} READY>"), "{shell:?}: {}", value.name);
        }
    }
}

/// Returns whether the hook itself keeps `character` from the terminal; the program replaces more.
fn is_no_line(shell: Shell, character: char) -> bool {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};
    // .NET's patterns see no character above.
    let seen = shell != Shell::PowerShell || character <= '\u{ffff}';
    seen && matches!(
        character.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    )
}

#[test]
fn the_prompt_is_placed_as_init_was_told() {
    for shell in here() {
        for (place, shown, exported) in [
            ("auto", "dev ! keys READY>", None),
            ("manual", "READY>", None),
            ("export", "READY>", Some("dev")),
        ] {
            let sandbox = Sandbox::new();
            let stand_in = StandIn::placed(&sandbox, shell, place);
            stand_in.prompts(&State::of("dev").warns("! keys", ""));

            let mut pty = Pty::start(&sandbox, shell);

            assert_eq!(pty.prompt(), shown, "{shell:?}: {place}");
            assert_eq!(pty.variable("AWSP_PROMPT"), "dev", "{shell:?}: {place}");
            assert_eq!(pty.variable("AWSP_WARNING"), "! keys", "{shell:?}: {place}");
            let environment = pty.environment();
            assert_eq!(
                environment.get("AWSP_PROMPT").map(String::as_str),
                exported,
                "{shell:?}: {place}"
            );
            assert_eq!(
                environment.contains_key("AWSP_WARNING"),
                exported.is_some(),
                "{shell:?}: {place}"
            );
            assert!(
                !environment.keys().any(|name| name.starts_with("__awsp")),
                "{shell:?}: {place}"
            );
        }
    }
}

#[test]
fn a_prompt_that_is_a_program_places_the_segment_itself() {
    let rows = [
        (Shell::Fish, "function fish_prompt; set STARSHIP_KEYMAP insert; printf 'READY> '; end"),
        (Shell::Fish, "function fish_prompt; set -g _omp_status 0; printf 'READY> '; end"),
        (Shell::Fish, "function fish_prompt; set -l placed $AWSP_WARNING; printf 'READY> '; end"),
        (
            Shell::PowerShell,
            "$null = New-Module starship { function global:prompt { $starship = 1; 'READY> '; 1+1 }; Export-ModuleMember }",
        ),
        (Shell::PowerShell, "function prompt { $global:_ompExecutable = 1; 'READY> ' }"),
    ];
    for (shell, prompt) in rows.into_iter().filter(|(shell, _)| shell.is_here()) {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev"));

        let mut pty =
            Pty::with_startup(&sandbox, shell, &format!("{prompt}\n{}\n", shell.hook_line()));

        assert_eq!(pty.prompt(), "READY>", "{prompt}");
        assert_eq!(pty.variable("AWSP_PROMPT"), "dev", "{prompt}");
        assert_eq!(pty.prompt(), "READY>", "{prompt}: later");
    }
}

#[test]
fn a_prompt_wrapped_again_shows_one_segment_before_and_after() {
    let fish = (
        "functions -c fish_prompt _old_fish_prompt; function fish_prompt; printf '(venv) '; _old_fish_prompt; end",
        "functions -e fish_prompt; functions -c _old_fish_prompt fish_prompt; functions -e _old_fish_prompt",
    );
    let powershell = (
        "$function:global:_OLD = $function:prompt; function global:prompt { '(venv) ' + (_OLD) }",
        "$function:global:prompt = $function:_OLD; Remove-Item Function:_OLD",
    );
    for (shell, (wrap, unwrap)) in [(Shell::Fish, fish), (Shell::PowerShell, powershell)] {
        if !shell.is_here() {
            continue;
        }
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev"));
        let mut pty = Pty::start(&sandbox, shell);
        let hook = shell.hook_line();
        for (line, shown) in [
            (hook, "dev READY>"),
            (wrap, "(venv) dev READY>"),
            (hook, "dev (venv) READY>"),
            (hook, "dev (venv) READY>"),
            ("cd .", "dev (venv) READY>"),
            (unwrap, "dev READY>"),
            (hook, "dev READY>"),
        ] {
            pty.run(line);

            assert_eq!(pty.prompt(), shown, "{shell:?}: after {line}");
        }
    }
}

#[test]
fn a_nested_shell_inherits_nothing_but_the_environment() {
    for shell in here() {
        for inner in ["sh -c 'set'", "bash --norc -c 'set'", "fish --no-config -c 'set'"] {
            let sandbox = Sandbox::new();
            let stand_in = StandIn::new(&sandbox, shell);
            stand_in.prompts(&State::of("dev"));
            let mut pty = Pty::start(&sandbox, shell);
            let file = sandbox.home().join("set");

            let said = pty.run(&format!("{inner} >{}", file.display()));

            let variables = fs::read_to_string(file).unwrap();
            assert_eq!(said, "", "{shell:?}: {inner}");
            assert!(
                !variables.contains("__awsp") && !variables.contains("AWSP_"),
                "{shell:?}: {inner}"
            );
        }
    }
}

#[test]
fn fish_hands_status_on_to_the_prompt_and_to_the_next_line() {
    if !Shell::Fish.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, Shell::Fish);
    stand_in.prompts(&State::of("dev"));
    let prompt = "function fish_prompt; echo \"[$status $pipestatus] READY> \"; end";
    let mut pty = Pty::with_startup(
        &sandbox,
        Shell::Fish,
        &format!("{prompt}\n{}\n", Shell::Fish.hook_line()),
    );
    for (line, statuses) in [
        ("true", "0 0"),
        ("false", "1 1"),
        ("sh -c 'exit 7'", "7 7"),
        ("false | true", "0 1 0"),
        ("true | sh -c 'exit 3'", "3 0 3"),
        ("sh -c 'exit 4' | true | sh -c 'exit 5'", "5 4 0 5"),
        ("set -gx AWS_REGION x; false", "1 1"), // the program is asked
        ("awsp one", "42 42"),
    ] {
        pty.run(line);
        assert_eq!(pty.prompt(), format!("dev [{statuses}] READY>"), "{line}");

        pty.run(line);
        let kept = pty.run("echo $status $pipestatus");
        assert_eq!(kept, statuses, "{line}");
    }
}

#[test]
fn fish_hands_on_what_it_asks_the_prompt_for() {
    if !Shell::Fish.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, Shell::Fish);
    stand_in.prompts(&State::of("dev"));
    let prompt = "function fish_prompt; echo \"[$argv] READY> \"; end";
    let startup = format!("{prompt}\n{}\n", Shell::Fish.hook_line());
    let mut pty = Pty::with_startup(&sandbox, Shell::Fish, &startup);

    let said = pty.run("fish_prompt --final-rendering | string replace READY asked");

    assert!(said.contains("[--final-rendering] asked"), "{said}");
}

#[test]
fn powershell_hands_status_on_to_the_prompt_and_to_the_next_line() {
    if !Shell::PowerShell.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, Shell::PowerShell);
    stand_in.prompts(&State::of("dev"));
    let prompt = "function prompt { \"[$? $global:LASTEXITCODE] READY> \"; 'a second object' }";
    let startup = format!("{prompt}\n{}\n", Shell::PowerShell.hook_line());
    let mut pty = Pty::with_startup(&sandbox, Shell::PowerShell, &startup);
    for (line, statuses) in [
        ("$null = 1", "True 0"),
        ("sh -c 'exit 7'", "False 7"),
        ("$null = 1", "True 7"),
        ("$env:AWS_REGION = 'x'; sh -c 'exit 8'", "False 8"), // the program is asked
        ("awsp one", "False 42"),
        ("awsp use nothing", "True 0"),
    ] {
        pty.run(line);
        assert_eq!(pty.prompt(), format!("dev [{statuses}] READY>"), "{line}");

        pty.run(line);
        let kept = pty.run("\"$? $LASTEXITCODE\"");
        assert_eq!(kept, statuses, "{line}");
    }
    assert_eq!(pty.run("$Error.Count"), "0");
}

#[test]
fn a_theme_that_replaces_the_prompt_of_fish_later_has_the_segment_from_its_second_prompt() {
    let shell = Shell::Fish;
    if !shell.is_here() {
        return;
    }
    for theme in [
        "function fish_prompt; printf 'NEW READY> '; end",
        "function fish_prompt; sh -c 'exit 3'; printf 'NEW READY> '; end",
    ] {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev"));
        let mut pty = Pty::start(&sandbox, shell);
        stand_in.prompts(&State::of("other"));

        pty.run(theme);
        assert_eq!(pty.prompt(), "NEW READY>", "{theme}");
        for _ in 0..2 {
            pty.run(&set(shell, "AWS_REGION", "x"));
            assert_eq!(pty.prompt(), "other NEW READY>", "{theme}");
        }

        assert_eq!(stand_in.calls().last(), Some(&prompt_call(shell)));
    }
}

#[test]
fn what_fish_loads_behind_the_hook_has_the_segment_where_it_belongs() {
    if !Shell::Fish.is_here() {
        return;
    }
    let theme = "function fish_prompt; printf 'NEW READY> '; end";
    let terminal = "functions -c fish_prompt inner; function fish_prompt; printf '<'; inner; end";
    for (behind, first, then) in
        [(theme, "NEW READY>", "dev NEW READY>"), (terminal, "<dev READY>", "<dev READY>")]
    {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, Shell::Fish);
        stand_in.prompts(&State::of("dev"));
        let lines = format!("{}\n{behind}\n", Shell::Fish.hook_line());
        let mut pty = Pty::with_startup(&sandbox, Shell::Fish, &Shell::Fish.startup(&lines));

        assert_eq!(pty.prompt(), first, "{behind}: the first prompt");
        for _ in 0..2 {
            pty.run("cd .");
            assert_eq!(pty.prompt(), then, "{behind}");
        }
    }
}

#[test]
fn a_powershell_prompt_that_throws_or_says_nothing_does_not_stop_the_hook() {
    if !Shell::PowerShell.is_here() {
        return;
    }
    let shell = Shell::PowerShell;
    for (prompt, first, then) in [
        ("function prompt { throw 'x' }", "PS>", "PS>"),
        ("function prompt { }", "dev", "other"),
        ("", "dev PS", "other PS"),
    ] {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev"));
        sandbox.file(shell.startup_path(), format!("{prompt}\n{}\n", shell.hook_line()));
        let mut pty = Pty::spawn(&sandbox, shell, &["pwsh", "-NoLogo"]);
        pty.wait_for(first);
        stand_in.prompts(&State::of("other"));

        pty.send("$env:AWS_REGION = 'x'; 'DO' + 'NE'\r");
        pty.wait_until("the next prompt", |screen| {
            screen.split_once("\nDONE\n").is_some_and(|(_, rest)| rest.starts_with(then))
        });

        assert_eq!(
            stand_in.calls().iter().filter(|call| call.ends_with("prompt")).count(),
            2,
            "{prompt}"
        );
    }
}
