//! Which words Tab finishes, and what it leaves alone.

use std::fs;
use std::path::Path;

use crate::support::{Pty, Sandbox, Shell};

const CONFIG: &str = "[default]\nregion = eu-test-9\n[profile \"my team\"]\n[profile plain]\n";
const CREDENTIALS: &str =
    "[-dash]\n[team-a]\n[team-b]\n[team-\x1b]0;pwned\x07c]\n[team-\u{202e}d]\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.config(CONFIG);
    sandbox.credentials(CREDENTIALS);
    sandbox.file(".config/awsp/config", "[alias]\nshort = plain\nteam-\x1b = plain\n");
    sandbox
}

/// Shells with a line editor.
fn shells() -> impl Iterator<Item = Shell> {
    Shell::hooked().filter(|shell| *shell != Shell::PowerShell)
}

/// Returns start-up texts with the completion, from the hook and from its own file, and a function that writes down its
/// words instead of running awsp.
fn startups(shell: Shell) -> [String; 2] {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let (compinit, alone, function) = match shell {
        Shell::Zsh => (
            "autoload -Uz compinit && compinit -u",
            format!("fpath+=('{}')\nautoload -Uz compinit && compinit -u", files.display()),
            "awsp() { printf '%s\\n' \"$@\" >~/words; }",
        ),
        Shell::Fish => (
            "",
            format!("set -p fish_complete_path '{}'", files.display()),
            "function awsp; printf '%s\\n' $argv >~/words; end",
        ),
        Shell::Bash
        | Shell::PowerShell
        | Shell::Dash
        | Shell::Ksh
        | Shell::Mksh
        | Shell::Busybox => (
            "",
            format!(". '{}/awsp.bash'", files.display()),
            "awsp() { printf '%s\\n' \"$@\" >~/words; }",
        ),
    };
    [format!("{compinit}\n{}", shell.hook_line()), alone]
        .map(|text| shell.startup(&format!("{text}\n{function}")))
}

#[test]
fn tab_finishes_commands_options_regions_shells_and_profiles() {
    for shell in shells() {
        for startup in startups(shell) {
            let sandbox = sandbox().with("AWSP_PREVIOUS", "plain");
            let mut pty = Pty::with_startup(&sandbox, shell, &startup);
            for (keys, expected) in [
                ("awsp u\tmy\t", "use|my team"),
                ("awsp curr\t", "current"),
                ("awsp sw\tpl\t", "switch|plain"),
                ("awsp use sh\t", "use|short"),
                ("awsp init f\t", "init|fish"),
                ("awsp completions z\t", "completions|zsh"),
                ("awsp help js\t", "help|json"),
                ("awsp list --js\t", "list|--json"),
                ("awsp init bash --prompt=m\t", "init|bash|--prompt=manual"),
                ("awsp use --reg\teu-no\t", "use|--region|eu-north-1"),
                ("awsp use --region eu-t\t", "use|--region|eu-test-9"),
                ("awsp use --region=eu-no\t", "use|--region=eu-north-1"),
                ("awsp use --region=eu-north-1 pl\t", "use|--region=eu-north-1|plain"),
                ("awsp --shell=bash use pl\t", "--shell=bash|use|plain"),
                ("awsp use -- -d\t", "use|--|-dash"),
                ("awsp use -d\t", "use|-d"),
                ("awsp use plain my\t", "use|plain|my"),
                ("awsp use nothing\t", "use|nothing"),
                ("echo 東京; awsp use my\t", "use|my team"),
                ("true && awsp use \"my\t", "use|my team"),
                ("echo x | awsp use my\t", "use|my team"),
            ] {
                pty.run(keys);

                let words = fs::read_to_string(sandbox.home().join("words")).unwrap();
                let words = words.trim_end().replace('\n', "|");
                assert_eq!(words, expected, "{shell:?} {keys:?}\n{}", pty.screen());
            }
        }
    }
}

/// Lines with a command that is no part of the word to be completed.
const BEFORE_THE_WORD: [&str; 9] = [
    "awsp use $(touch pwned) p",
    "awsp use `touch pwned` p",
    "awsp use ${x:=$(touch pwned)} p",
    "awsp use <(touch pwned) p",
    "awsp use (touch pwned) p",
    "awsp use $((a[$(touch pwned)])) p",
    "awsp $(touch pwned) p",
    "awsp use --region=$(touch pwned) p",
    "awsp use p; touch pwned; awsp use p",
];

/// Lines with a command in the word to be completed.
const IN_THE_WORD: [&str; 7] = [
    "awsp use 'a'\"$(touch pwned)\"' p",
    "awsp use '$(touch pwned) p",
    "awsp use '$(",
    "awsp use \"$(touch pwned) p",
    "awsp use \"`touch pwned` p",
    "awsp use $(touch pwned",
    "awsp use a$(touch pwned)p",
];

#[test]
fn tab_in_bash_tells_ble_sh_that_the_answer_is_quoted() {
    // ble.sh draws the line itself and has a `compopt` of its own while it asks; here that writes down what it is told.
    let ble = "BLE_VERSION=0.4; compopt() { printf '%s\\n' \"$@\" >~/told; }";
    for startup in startups(Shell::Bash) {
        let sandbox = sandbox();
        let mut pty = Pty::with_startup(&sandbox, Shell::Bash, &format!("{startup}\n{ble}"));

        pty.run("awsp use my\t");

        let read = |name| fs::read_to_string(sandbox.home().join(name)).unwrap_or_default();
        assert_eq!(read("told"), "-o\nble/syntax-raw\n");
        assert_eq!(read("words"), "use\nmy team\n");
    }
}

#[test]
fn tab_behind_half_a_command_runs_nothing() {
    for shell in shells() {
        let sandbox = sandbox();
        let [startup, _] = startups(shell);
        let mut pty = Pty::with_startup(&sandbox, shell, &startup);
        let try_all = |lines: &[&str], pty: &mut Pty<'_>| {
            for line in lines {
                pty.send(&format!("{line}\t\t\u{15}"));
                let said = pty.run("echo still here");

                assert_eq!(said, "still here", "{shell:?} {line}\n{}", pty.screen());
                assert_eq!(fs::read_dir(sandbox.work()).unwrap().count(), 0, "{shell:?} {line}");
            }
        };

        try_all(&BEFORE_THE_WORD, &mut pty);
        if shell == Shell::Zsh {
            // By itself, and without awsp, zsh expands the word under the cursor before it completes it.
            pty.run("bindkey '^I' complete-word");
        }
        try_all(&IN_THE_WORD, &mut pty);
    }
}

#[test]
fn tab_shows_what_it_could_be_without_what_acts_on_a_terminal() {
    for shell in shells() {
        let sandbox = sandbox();
        let [startup, _] = startups(shell);
        let mut pty = Pty::with_startup(&sandbox, shell, &startup);

        pty.send("awsp use team\t\t\t");
        pty.wait_until("both teams", |screen| {
            screen.contains("team-a") && screen.contains("team-b")
        });
        pty.send("\u{15}");
        pty.run("echo still here");

        let raw = String::from_utf8_lossy(pty.raw());
        assert!(!raw.contains("pwned") && !raw.contains('\u{202e}'), "{shell:?}\n{raw}");
    }
}

#[test]
fn tab_leaves_the_exit_code_of_the_line_before() {
    for shell in shells() {
        let sandbox = sandbox();
        let [startup, _] = startups(shell);
        let mut pty = Pty::with_startup(&sandbox, shell, &startup);
        pty.run("sh -c 'exit 3'");

        pty.send("awsp use my\t\u{15}");

        assert_eq!(pty.code(), 3, "{shell:?}\n{}", pty.screen());
    }
}

#[test]
fn tab_is_silent_when_awsp_is_gone() {
    for shell in shells() {
        let sandbox = sandbox();
        let [startup, _] = startups(shell);
        let mut pty = Pty::with_startup(&sandbox, shell, &startup);
        fs::remove_file(sandbox.awsp_path()).unwrap();

        pty.send("awsp use my\t");
        pty.run("");

        let words = fs::read_to_string(sandbox.home().join("words")).unwrap();
        assert_eq!(words, "use\nmy\n", "{shell:?}\n{}", pty.screen());
    }
}

#[test]
fn files_that_nobody_can_read_give_no_names_and_no_complaint() {
    let broken: [&dyn Fn(&Sandbox); 4] = [
        &|sandbox| fs::create_dir_all(sandbox.home().join(".aws/config")).unwrap(),
        &|sandbox| _ = sandbox.config(b"[profile a\xff]\n"),
        &|sandbox| _ = sandbox.config("[profile a\nx\n"),
        &|_| {},
    ];
    for (index, break_it) in broken.iter().enumerate() {
        let sandbox = Sandbox::new();
        break_it(&sandbox);

        let output = sandbox.awsp(&["complete", "--", "use", ""]);

        assert_eq!((output.code, &*output.stdout, &*output.stderr), (0, "", ""), "{index}");
    }
}
