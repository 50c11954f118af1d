//! A resolver that never answers.

use std::time::{Duration, Instant};

use super::to_aws;
use crate::network::fake::script;
use crate::network::home::assert_readable_failure;
use crate::support::skip;

#[test]
fn a_resolver_that_never_answers() {
    let sandbox = to_aws();
    let deaf = ["-r", "-n", "-m", "python3"];
    let mut command = sandbox.command("unshare");
    command.args(deaf).arg(script("deaf_resolver.py"));
    if sandbox.run(command.arg("true")).code != 0 {
        skip("this machine lets nobody have a network of his own");
        return;
    }
    let mut command = sandbox.command("unshare");
    command.args(deaf).arg(script("deaf_resolver.py")).arg(sandbox.awsp_path());
    let start = Instant::now();

    let output = sandbox.run(command.args(["export", "--timeout", "2", "p"]));

    assert_readable_failure(&output, 5);
    // Python and the namespaces take their time, too.
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
}
