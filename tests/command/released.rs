//! What the released program has to show, which is one file; `cargo test-released` runs all tests over such a program.

use super::sandbox;
use crate::support::tool;

#[test]
fn without_home_the_user_database_says_where_it_is() {
    let sandbox = sandbox();
    for words in [
        &["current"][..],
        &["--shell=bash/1", "prompt"],
        &["--shell=bash/1", "use", "dev"],
        &["list"],
    ] {
        let mut command = sandbox.command(sandbox.awsp_path());
        command
            .args(words)
            .env_remove("HOME")
            .env("AWS_CONFIG_FILE", sandbox.home().join(".aws/config"))
            .env("AWS_SHARED_CREDENTIALS_FILE", sandbox.home().join(".aws/credentials"));

        let output = sandbox.run(&mut command);

        assert_eq!(output.code, 0, "{words:?}: {output:?}");
        assert!(!output.stdout.is_empty(), "{words:?}: {output:?}");
    }
}

#[test]
fn linked_statically_it_needs_no_library() {
    if !cfg!(target_feature = "crt-static") || tool("ldd").is_none() {
        return;
    }
    let sandbox = sandbox();
    let mut command = sandbox.command("ldd");
    command.arg(sandbox.awsp_path());

    let output = sandbox.run(&mut command);

    assert!(output.stdout.contains("statically linked"), "{output:?}");
}
