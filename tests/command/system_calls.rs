//! What the operating system sees of a switch and a prompt: no socket, and no second process.

use super::sandbox;
use crate::support::tool;

#[test]
fn a_switch_and_a_prompt_open_no_socket_and_start_no_process() {
    if tool("strace").is_none() {
        return;
    }
    let sandbox = sandbox().with("AWS_PROFILE", "staging");
    for words in [
        &["--shell=bash/1", "prompt"][..],
        &["--shell=powershell/1", "prompt"],
        &["--shell=bash/1", "use", "dev"],
        &["--shell=fish/1", "clean"],
        &["--shell=zsh/1", "off"],
        &["current"],
        &["explain"],
        &["list", "--long"],
    ] {
        let trace = sandbox.home().join("trace");
        let mut command = sandbox.command("strace");
        command
            .args(["-f", "-qq", "-e", "trace=%network,%process", "-o"])
            .arg(&trace)
            .arg(sandbox.awsp_path())
            .args(words);

        let output = sandbox.run(&mut command);

        let calls = std::fs::read_to_string(&trace).unwrap_or_default();
        assert_eq!(output.code, 0, "{words:?}: {output:?}");
        let found = |name: &str| calls.lines().filter(|line| line.contains(name)).count();
        assert_eq!(found("execve("), 1, "{words:?}: {calls}");
        for call in ["socket(", "connect(", "fork("] {
            assert_eq!(found(call), 0, "{words:?}: {calls}");
        }
        // A thread is no process.
        let copies = calls.lines().filter(|line| line.contains(" clone"));
        assert_eq!(copies.filter(|line| !line.contains("CLONE_THREAD")).count(), 0, "{calls}");
    }
}
