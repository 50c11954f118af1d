//! What the operating system sees of awsp itself: few calls, none to the network, and no second process.

use super::age;
use crate::support::{Call, Sandbox, Trace, started, tool};

const CONFIG: &str = "\
[profile dev]
region = eu-west-1
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = nothing

[profile staging]
role_arn = arn:aws:iam::444455556666:role/Deploy
source_profile = dev
region = eu-central-1
";

/// The most calls of each command: what it took on Linux with glibc 2.36, optimised or not, and a tenth more.
///
/// About 65 of them start any program of Rust's, and up to 30 are the thread's of `prompt`, which does not always come to
/// all of its own. Loading the configuration of an SDK takes 900.
const MOST: [(&[&str], usize); 9] = [
    (&["--shell=bash/1", "prompt"], 120),
    (&["--shell=powershell/1", "prompt"], 115),
    (&["--shell=bash/1", "use", "dev"], 96),
    (&["--shell=fish/1", "clean"], 108),
    (&["--shell=zsh/1", "off"], 94),
    (&["current"], 87),
    (&["explain"], 89),
    (&["list", "--long"], 87),
    (&["--shell=bash", "complete", "--line=awsp use d", "--word=d"], 86),
];

/// Sockets, and the ways to wait for many of them at once.
const NETWORK: [&str; 14] = [
    "socket",
    "socketpair",
    "connect",
    "bind",
    "sendto",
    "recvfrom",
    "epoll_create",
    "epoll_create1",
    "epoll_ctl",
    "eventfd",
    "eventfd2",
    "io_uring_setup",
    "inotify_init1",
    "timerfd_create",
];

/// Parts of paths: roots of trust, and what a resolver of names reads.
const NETWORK_FILES: [&str; 11] = [
    "/ssl/",
    "/pki/",
    "ca-certificates",
    "ca-bundle",
    ".pem",
    ".crt",
    "/etc/resolv.conf",
    "/etc/nsswitch.conf",
    "/etc/host.conf",
    "/etc/hosts",
    "/etc/gai.conf",
];

#[test]
fn a_command_takes_few_calls_none_to_the_network_and_starts_nothing() {
    if tool("strace").is_none() {
        return;
    }
    for (words, most) in MOST {
        // The second time, as at most prompts, the files that hold a time are there.
        let sandbox = Sandbox::new().with("AWS_PROFILE", "staging");
        age(&sandbox.config(CONFIG));
        trace(&sandbox, words);
        let calls = trace(&sandbox, words);

        assert_eq!(started(&calls), (0, 1), "{words:?}: {calls:#?}");
        for call in &calls {
            assert!(!NETWORK.contains(&call.name()), "{words:?}: {call:?}");
            let path = call.path().unwrap_or_default();
            let files = NETWORK_FILES.iter().find(|part| path.contains(*part));
            assert_eq!(files, None, "{words:?}: {call:?}");
        }
        let threads = calls.iter().filter(|call| call.name().starts_with("clone")).count();
        assert_eq!(threads, usize::from(words.contains(&"prompt")), "{words:?}: {calls:#?}");
        assert!(
            calls.len() <= most,
            "{words:?}: {} calls, at most {most}: {calls:#?}",
            calls.len()
        );
    }
}

#[test]
fn a_bundle_of_certificates_is_looked_into_and_not_loaded() {
    if tool("strace").is_none() {
        return;
    }
    // The thread of `prompt` does not always come to all of its calls.
    for (words, _) in MOST.into_iter().filter(|(words, _)| !words.contains(&"prompt")) {
        let plain = Sandbox::new().with("AWS_PROFILE", "staging");
        age(&plain.config(CONFIG));
        let bundle = format!("-----BEGIN CERTIFICATE-----\n{}", "MIIC\n".repeat(60_000));
        let bundle = plain.file("bundle.pem", bundle);
        age(&bundle);
        trace(&plain, words);
        let before = trace(&plain, words).len();

        let company = plain.with("AWS_CA_BUNDLE", bundle.to_str().unwrap());
        trace(&company, words);
        let calls = trace(&company, words);

        assert!(calls.len() <= before + 8, "{words:?}: {} after {before}: {calls:#?}", calls.len());
    }
}

fn trace(sandbox: &Sandbox, words: &[&str]) -> Vec<Call> {
    let trace = Trace::new(sandbox);
    let mut command = sandbox.command("strace");
    command.args(&trace.words("trace=all")[1..]).arg(sandbox.awsp_path()).args(words);
    let output = sandbox.run(&mut command);
    assert_eq!(output.code, 0, "{words:?}: {output:?}");
    trace.calls()
}
