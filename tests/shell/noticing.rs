//! What the real program tells a hook to watch, so that the next prompt is true.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use crate::support::{Pty, Sandbox, Shell};

/// Writes a file, old enough to be compared by its time, whose default profile has this Region.
fn config(sandbox: &Sandbox, path: &str, region: &str, age: u64) {
    let keys = "aws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = secret\n";
    let path = sandbox.file(path, format!("[default]\nregion = {region}\n{keys}"));
    let time = UNIX_EPOCH + Duration::from_secs(1_600_000_000 - age);
    fs::File::options().append(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Makes a link that is old, too.
fn link(target: &str, at: &Path) {
    use rustix::fs::{AtFlags, CWD, Timespec, Timestamps};
    _ = fs::remove_file(at);
    symlink(target, at).unwrap();
    let time =
        Timespec { tv_sec: 1_500_000_000 + i64::try_from(target.len()).unwrap(), tv_nsec: 0 };
    let times = Timestamps { last_access: time, last_modification: time };
    rustix::fs::utimensat(CWD, at, &times, AtFlags::SYMLINK_NOFOLLOW).unwrap();
}

#[test]
fn a_relative_path_means_another_file_in_another_folder() {
    for shell in Shell::hooked() {
        let sandbox = Sandbox::new().with("AWS_CONFIG_FILE", "aws/config");
        config(&sandbox, "one/aws/config", "eu-west-1", 10);
        config(&sandbox, "two/aws/config", "eu-west-2", 20);
        let mut pty = Pty::start(&sandbox, shell);
        for (folder, expected) in
            [("one", "eu-west-1"), ("two", "eu-west-2"), ("..", "READY>"), ("one", "eu-west-1")]
        {
            let path = sandbox.home().join(folder);
            pty.run(&format!("cd '{}'", path.display()));

            let prompt = pty.prompt();
            assert!(prompt.contains(expected), "{shell:?}: {folder}: {prompt}");
            assert_eq!(
                prompt.contains("eu-west"),
                expected != "READY>",
                "{shell:?}: {folder}: {prompt}"
            );
        }
    }
}

#[test]
fn a_file_is_watched_whatever_its_name_means_to_a_test() {
    for shell in Shell::hooked() {
        for name in ["!", "(", "-f", "-nt"] {
            let sandbox = Sandbox::new().with("AWS_CONFIG_FILE", name);
            config(&sandbox, name, "eu-west-1", 10);
            let mut pty = Pty::start(&sandbox, shell);

            let said = pty.run(&format!("cd '{}'", sandbox.home().display()));

            let prompt = pty.prompt();
            assert!(said.is_empty(), "{shell:?}: {name}: {said}");
            assert!(prompt.contains("eu-west-1"), "{shell:?}: {name}: {prompt}");
            config(&sandbox, name, "eu-west-2", 20);
            let said = pty.run("cd .");
            let prompt = pty.prompt();
            assert!(said.is_empty(), "{shell:?}: {name}: {said}");
            assert!(prompt.contains("eu-west-2"), "{shell:?}: {name}: {prompt}");
        }
    }
}

#[test]
fn every_link_on_the_way_to_a_file_is_watched() {
    for shell in Shell::hooked() {
        let sandbox = Sandbox::new();
        config(&sandbox, "one", "eu-west-1", 10);
        config(&sandbox, "three", "eu-west-3", 30);
        let middle = sandbox.home().join("middle");
        let end = sandbox.file(".aws/config", "");
        link("one", &middle);
        link("../middle", &end);
        let mut pty = Pty::start(&sandbox, shell);
        assert!(pty.prompt().contains("eu-west-1"), "{shell:?}: {}", pty.prompt());

        link("three", &middle);
        pty.run("cd .");

        assert!(pty.prompt().contains("eu-west-3"), "{shell:?}: {}", pty.prompt());
    }
}

#[test]
fn who_a_key_belongs_to_shows_as_soon_as_somebody_has_asked() {
    for shell in Shell::hooked() {
        let sandbox = Sandbox::new();
        sandbox.file(".config/awsp/config", "[prompt]\nformat = {account} {principal}\n");
        config(&sandbox, ".aws/config", "eu-west-1", 10);
        let mut pty = Pty::start(&sandbox, shell);
        assert!(!pty.prompt().contains("ann"), "{shell:?}: {}", pty.prompt());

        sandbox.verified(
            "AKIAI44QH8DHBEXAMPLE",
            r#"{"Arn": "arn:aws:iam::999900001111:user/ann", "Account": "999900001111", "UserId": "A"}"#,
        );
        pty.run("cd .");

        assert!(pty.prompt().contains("999900001111 ann"), "{shell:?}: {}", pty.prompt());
    }
}

#[test]
fn endpoints_that_no_longer_count_are_no_longer_marked() {
    for shell in Shell::hooked() {
        let sandbox = Sandbox::new().with("AWS_ENDPOINT_URL", "http://localhost:4566");
        config(&sandbox, ".aws/config", "eu-west-1", 10);
        let mut pty = Pty::start(&sandbox, shell);
        assert!(pty.prompt().contains("endpoint"), "{shell:?}: {}", pty.prompt());

        let name = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
        pty.run(&if shell == Shell::PowerShell {
            format!("$env:{name} = 'true'")
        } else {
            format!("export {name}=true")
        });

        assert!(!pty.prompt().contains("endpoint"), "{shell:?}: {}", pty.prompt());
    }
}

/// Defines `check`, which names each variable that may come, change and go without another key.
const CHECK_POSIX: &str = r#"key() { __awsp_key; echo "$__awsp_now"; }
check() {
  for name in NAMES; do
    unset $name; none=$(key); export $name=x; one=$(key); export $name=xy; other=$(key); unset $name
    [ "$none" != "$one" ] && [ "$one" != "$other" ] && [ "$none" = "$(key)" ] || echo "unseen: $name"
  done
  echo checked
}
"#;

const CHECK_FISH: &str = r#"function key; __awsp_key; echo "$__awsp_now"; end
function check
  for name in NAMES
    set -e $name; set none (key); set -gx $name x; set one (key); set -gx $name xy; set other (key); set -e $name
    test "$none" != "$one"; and test "$one" != "$other"; and test "$none" = (key); or echo "unseen: $name"
  end
  echo checked
end
"#;

#[test]
fn no_watched_variable_comes_changes_or_goes_unseen() {
    for (shell, check) in
        [(Shell::Bash, CHECK_POSIX), (Shell::Zsh, CHECK_POSIX), (Shell::Fish, CHECK_FISH)]
    {
        if !shell.is_here() {
            continue;
        }
        let sandbox = Sandbox::new();
        let startup = [&check.replace("NAMES", &watched().join(" ")), shell.hook_line()].concat();
        let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&startup));

        assert_eq!(pty.run("check"), "checked", "{shell:?}");
    }
}

/// Returns the variables that the README says more than a setting of, and the setting that takes others their effect.
fn watched() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, table) = readme.split_once("table in src/environment/variable.rs -->").unwrap();
    let (table, _) = table.split_once("<!-- /variables -->").unwrap();
    let rows = table.lines().filter(|row| !row.starts_with("| Setting"));
    let names = rows.flat_map(|row| row.split('|').nth(2).unwrap_or_default().split('`'));
    let is_name = |name: &&str| name.starts_with(|first: char| first.is_ascii_uppercase());
    let mut names: Vec<String> = names.filter(is_name).map(str::to_owned).collect();
    names.push("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS".to_owned());
    assert!(names.len() > 50, "{names:?}");
    names
}
