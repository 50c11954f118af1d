//! Files that are no files, cannot be read, or make no sense: a clear word, never a hang.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::support::{Sandbox, tool};

use super::sandbox;

/// Puts something else in the place of the config file.
fn with_config(make: impl Fn(&std::path::Path)) -> Sandbox {
    let sandbox = sandbox().with("AWS_PROFILE", "dev");
    let path = sandbox.config("");
    fs::remove_file(&path).unwrap();
    make(&path);
    sandbox
}

fn broken() -> Vec<(&'static str, Sandbox)> {
    vec![
        ("is a directory", with_config(|path| fs::create_dir(path).unwrap())),
        ("circle", with_config(|path| symlink(path, path).unwrap())),
        ("is no UTF-8", with_config(|path| fs::write(path, b"[profile dev]\n\xff\n").unwrap())),
        ("256 KiB", with_config(|path| fs::write(path, vec![b'a'; 5_000_000]).unwrap())),
        (
            "byte order mark",
            with_config(|path| fs::write(path, "\u{feff}[profile dev]\n").unwrap()),
        ),
        ("is a device", with_config(|path| symlink("/dev/zero", path).unwrap())),
        (
            "is a pipe",
            with_config(|path| {
                let mkfifo = std::process::Command::new(tool("mkfifo").unwrap()).arg(path).status();
                assert!(mkfifo.unwrap().success());
            }),
        ),
    ]
}

#[test]
fn every_command_ends_and_list_says_what_is_wrong() {
    for (expected, sandbox) in broken() {
        for words in [
            &["--shell=bash/1", "prompt"][..],
            &["current"],
            &["--shell=bash", "clean"],
            &["--shell=bash", "off"],
        ] {
            assert_eq!(sandbox.awsp(words).code, 0, "{expected}: {words:?}");
        }
        let list = sandbox.awsp(&["list"]);
        let hides_every_profile = list.stdout.is_empty();
        assert_eq!(list.code, if hides_every_profile { 3 } else { 0 }, "{expected}");
        let said = list.stderr;
        assert!(said.contains(expected) && said.contains("/.aws/config"), "{expected}: {said}");
    }
}

#[test]
fn a_profile_that_could_be_in_an_unreadable_file_is_not_called_missing() {
    let sandbox = with_config(|path| fs::create_dir(path).unwrap()).with("AWS_PROFILE", "staging");

    let said = sandbox.redacted(&sandbox.awsp(&["current"]).stderr);

    let expected = "names profile staging, and ~/.aws/config is a directory, not a file";
    assert!(said.contains(expected), "{said}");
}

/// Root may read everything, so somebody else has to try.
#[test]
fn a_file_that_one_may_not_read_is_named() {
    let sandbox = sandbox();
    let root = sandbox.home().parent().unwrap().to_owned();
    fs::set_permissions(&root, Permissions::from_mode(0o755)).unwrap();
    let config = sandbox.home().join(".aws/config");
    fs::set_permissions(&config, Permissions::from_mode(0o0)).unwrap();
    let is_root = fs::File::open(&config).is_ok();
    let mut command = if is_root { sandbox.command("setpriv") } else { sandbox.command("env") };
    if is_root {
        command.args(["--reuid=65534", "--clear-groups"]);
    }

    let output = sandbox.run(command.arg(sandbox.awsp_path()).arg("list"));

    assert!(
        sandbox.redacted(&output.stderr).contains("~/.aws/config cannot be read"),
        "{output:?}"
    );
    assert_eq!((output.stdout.as_str(), output.code), ("dev\n", 0));
}
