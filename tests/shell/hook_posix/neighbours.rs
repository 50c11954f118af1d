//! The real tools that share the prompt with awsp.

use super::{StandIn, here, hook, load};
use crate::support::{Pty, Sandbox, Shell, file, tool};

#[test]
fn direnv_is_seen_at_the_same_prompt_in_both_orders() {
    if tool("direnv").is_none() {
        return;
    }
    for shell in here() {
        let direnv = format!("eval \"$(direnv hook {})\"", shell.program());
        for lines in [[direnv.clone(), load(shell)], [load(shell), direnv]] {
            let sandbox = Sandbox::new().with("DIRENV_LOG_FORMAT", "");
            let _stand_in = StandIn::new(&sandbox);
            sandbox.file("project/.envrc", "export AWS_PROFILE=from-direnv\n");
            let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&lines.join("\n")));

            pty.run("direnv allow ~/project");
            pty.run("cd ~/project");
            assert_eq!(pty.prompt(), "from-direnv READY>", "{lines:?}");
            pty.run("cd /");
            assert_eq!(pty.prompt(), "none READY>", "{lines:?}");
            assert_eq!(pty.run("(exit 3) || echo $?"), "3", "{lines:?}");
        }
    }
}

const STARSHIP: &str = "add_newline = false
format = '(${env_var.AWSP_PROMPT} )(${env_var.AWSP_WARNING} )$status R> '
[status]
disabled = false
format = '$status'
[env_var.AWSP_PROMPT]
format = '$env_value'
[env_var.AWSP_WARNING]
format = '$env_value'
";

/// Returns what may stand in front of both: starship leaves all but the first element of an array behind itself.
fn befores(shell: Shell) -> &'static [&'static str] {
    let has_array = shell == Shell::Bash && shell.version() >= 501;
    if has_array { &["", "PROMPT_COMMAND=(: :)"] } else { &[""] }
}

/// Starts a shell with the real starship and the hook in either order.
fn with_starship(place: &str, check: impl Fn(&mut Pty, &str)) {
    if tool("starship").is_none() {
        return;
    }
    for shell in here() {
        let starship = format!("eval \"$(starship init {})\"", shell.program());
        let hook_line = ". ~/hook".to_owned();
        for lines in [[&hook_line, &starship], [&starship, &hook_line]] {
            for before in befores(shell) {
                let sandbox = Sandbox::new();
                let _stand_in = StandIn::new(&sandbox);
                sandbox.file(".config/starship.toml", STARSHIP);
                sandbox.file("hook", hook(&sandbox, shell, place));
                let startup = format!("{before}\n{}\n{}\n", lines[0], lines[1]);
                sandbox.file(shell.startup_path(), &startup);
                let mut pty = Pty::spawn(&sandbox, shell, &[shell.program(), "-i"]);
                pty.expect_prompt("R>");
                pty.wait_for("R>");
                check(&mut pty, &format!("{shell:?}, {place}: {startup}"));
            }
        }
    }
}

#[test]
fn starship_shows_what_is_exported() {
    with_starship("export", |pty, situation| {
        pty.run("awsp use dev");
        assert_eq!(pty.prompt(), "dev  R>", "{situation}: at once");
        pty.run("export AWS_ACCESS_KEY_ID=x");
        assert_eq!(pty.prompt(), "dev ! keys  R>", "{situation}: at once");
        pty.run("(exit 4)");
        assert_eq!(pty.prompt(), "dev ! keys 4 R>", "{situation}");
    });
}

#[test]
fn what_draws_the_prompt_as_soon_as_it_is_called_shows_who_is_selected_now() {
    if !Shell::Zsh.is_here() {
        return;
    }
    let shell = Shell::Zsh;
    for function in ["_omp_precmd", "_p9k_precmd", "prompt_spaceship_precmd"] {
        let draws = format!(
            "{function}() {{ PS1=\"<${{AWSP_PROMPT-}}> READY> \" }}; precmd_functions+=({function})"
        );
        for lines in [[draws.clone(), load(shell)], [load(shell), draws]] {
            let sandbox = Sandbox::new();
            let _stand_in = StandIn::new(&sandbox);
            let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&lines.join("\n")));

            for name in ["dev", "prod"] {
                pty.run(&format!("awsp use {name}"));
                assert_eq!(pty.prompt(), format!("<{name}> READY>"), "{lines:?}");
            }
            pty.run("export AWS_PROFILE=other");
            assert_eq!(pty.prompt(), "<other> READY>", "{lines:?}");
        }
    }
}

#[test]
fn beside_starship_the_segment_is_not_placed_by_itself() {
    with_starship("auto", |pty, situation| {
        pty.run("awsp use dev");
        pty.run("true");
        assert_eq!(pty.prompt().trim(), "R>", "{situation}");
        assert_eq!(pty.variable("AWSP_PROMPT"), "dev", "{situation}");
    });
}

#[test]
fn beside_powerlevel9k_the_segment_is_not_placed_by_itself() {
    let theme = file("/usr/share/powerlevel9k/powerlevel9k.zsh-theme");
    let Some(theme) = theme.filter(|_| Shell::Zsh.is_here()) else { return };
    let theme = format!(
        "POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=(status) POWERLEVEL9K_STATUS_OK=false POWERLEVEL9K_DISABLE_RPROMPT=true\n. {}",
        theme.display()
    );
    for lines in [[theme.clone(), load(Shell::Zsh)], [load(Shell::Zsh), theme]] {
        let sandbox = Sandbox::new();
        let _stand_in = StandIn::new(&sandbox);
        sandbox.file(".zshrc", lines.join("\n"));
        let mut pty = Pty::spawn(&sandbox, Shell::Zsh, &["zsh", "-i"]);
        pty.wait_until("a prompt", |screen| !screen.trim().is_empty());

        pty.send("awsp use dev; echo \"=$AWS_PROFILE=\"\r");
        pty.wait_for("=dev=");
        pty.send("echo \"<$AWSP_PROMPT $psvar[41]>\"\r");
        pty.wait_for("<dev dev>");

        assert!(!pty.screen().lines().any(|line| line.starts_with("dev ")), "{}", pty.screen());
    }
}
