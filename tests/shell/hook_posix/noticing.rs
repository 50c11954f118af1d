//! What makes the hooks ask again, and that nothing else does.

use std::fs;

use super::{StandIn, here, load};
use crate::support::{Pty, Sandbox, Shell};

/// Types every line; after each the hook has to ask once, and not again at the prompt after that.
fn each_is_noticed_once(before: &str, lines: &[&str]) {
    each_is_noticed_once_since((0, 0), before, lines);
}

/// Does the same, without a bash or a zsh that is older.
fn each_is_noticed_once_since((bash, zsh): (u32, u32), before: &str, lines: &[&str]) {
    let oldest = |shell| if shell == Shell::Zsh { zsh } else { bash };
    for shell in here().filter(|shell| shell.version() >= oldest(*shell)) {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox);
        let home = sandbox.home();
        stand_in.set("watch", format!("{0}/.aws/config\n{0}/.aws/credentials\n", home.display()));
        let startup =
            shell.startup(&format!("mkdir -p ~/.aws; cd ~/.aws\n{before}\n{}", load(shell)));
        let mut pty = Pty::with_startup(&sandbox, shell, &startup);
        let ask = format!("--shell={}/1 prompt", shell.program());
        assert_eq!(stand_in.calls(), [&*ask], "{shell:?}: the first prompt");

        for line in lines {
            assert_eq!(pty.run(line), "", "{shell:?}: {line}");
            assert_eq!(stand_in.calls(), [&*ask], "{shell:?}: {line}");
            pty.run("true");
            pty.run("");
            assert!(stand_in.calls().is_empty(), "{shell:?}: asked again after {line}");
        }
    }
}

#[test]
fn a_changed_variable_is_noticed() {
    each_is_noticed_once(
        "",
        &[
            "export AWS_PROFILE=dev",
            "AWS_PROFILE=prod",
            "AWS_PROFILE=",
            "unset AWS_PROFILE",
            "export AWS_REGION=eu-west-1",
            "export AWS_SECRET_ACCESS_KEY=1234",
            "AWS_SECRET_ACCESS_KEY=12345",
            "AWS_SECRET_ACCESS_KEY=",
            "unset AWS_SECRET_ACCESS_KEY",
            "HOME=/",
        ],
    );
}

#[test]
fn a_variable_that_becomes_exported_is_noticed() {
    // bash before 4.4 cannot tell.
    each_is_noticed_once_since(
        (404, 0),
        "",
        &[
            "AWS_PROFILE=dev",
            "export AWS_PROFILE",
            "typeset +x AWS_PROFILE",
            "AWS_SECRET_ACCESS_KEY=1234",
            "export AWS_SECRET_ACCESS_KEY",
        ],
    );
}

#[test]
fn a_changed_file_is_noticed() {
    each_is_noticed_once(
        "touch -d '2024-01-02 03:04:05.5' config; touch -d 2023-01-01 older; touch -d 2025-01-01 newer",
        &[
            "touch -d '2024-01-02 03:04:06.5' config",
            "touch -d '2024-01-02 03:04:04.5' config",
            "mv older config",
            "rm config",
            "mv newer config",
            "touch -d 2024-05-05 credentials",
            "rm credentials",
            "ln -s target credentials; touch -d 2024-05-05 target",
            "touch -d 2024-05-06 target",
            "touch -d 2020-01-01 other; ln -sfn other credentials",
            "rm other",
        ],
    );
}

#[test]
fn a_file_is_watched_whatever_its_name_means_to_a_test() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox);
        stand_in.set("watch", "!\n(\n-o\n-nt\n");
        let startup = shell.startup(&format!("cd ~\n{}", load(shell)));
        let mut pty = Pty::with_startup(&sandbox, shell, &startup);
        stand_in.calls();

        for name in ["!", "(", "-o", "-nt"] {
            for line in [format!("touch -d 2024-05-05 './{name}'"), format!("rm './{name}'")] {
                assert_eq!(pty.run(&line), "", "{shell:?}: {line}");
                assert_eq!(stand_in.calls().len(), 1, "{shell:?}: {line}");
                assert_eq!(pty.run("true"), "", "{shell:?}: {line}");
                assert!(stand_in.calls().is_empty(), "{shell:?}: asked again after {line}");
            }
        }
    }
}

#[test]
fn a_change_of_a_nanosecond_is_noticed() {
    // Older ones compare whole seconds.
    each_is_noticed_once_since(
        (500, 506),
        "touch -d '2024-01-02 03:04:05.500000000' config",
        &[
            "touch -d '2024-01-02 03:04:05.500000001' config",
            "touch -d '2024-01-02 03:04:05.500000000' config",
        ],
    );
}

#[test]
fn a_file_that_changed_just_now_is_asked_about_until_it_is_old() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox);
        let config = sandbox.config("");
        stand_in.set("watch", format!("{}\n", config.display()));
        stand_in.set("young", "");
        let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));

        pty.run("true");
        pty.run("true");
        assert_eq!(stand_in.calls().len(), 3, "{shell:?}");
        fs::remove_file(sandbox.home().join("stand-in/young")).unwrap();
        pty.run("true");
        pty.run("true");

        assert_eq!(stand_in.calls().len(), 1, "{shell:?}");
    }
}

#[test]
fn a_stamp_that_was_cleaned_away_is_made_again() {
    if !Shell::Bash.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox);
    stand_in.set("watch", format!("{}\n", sandbox.config("").display()));
    let mut pty =
        Pty::with_startup(&sandbox, Shell::Bash, &Shell::Bash.startup(&load(Shell::Bash)));
    stand_in.calls();

    pty.run("rm ~/stand-in/[0-9]*");
    pty.run("true");

    assert_eq!(stand_in.calls().len(), 1);
}
