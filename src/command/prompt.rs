//! `awsp prompt`: answers a hook, in silence and in time.

use std::time::Duration;

use crate::inputs::Inputs;
use crate::outlook::Outlook;
use crate::terminal::Reply;

/// How long a prompt may take; a build without optimisation, on a machine busy with tests, gets more.
const LIMIT: Duration =
    if cfg!(debug_assertions) { Duration::from_secs(10) } else { Duration::from_millis(100) };

/// Runs `awsp prompt`; without a hook there is nobody to answer.
pub(crate) fn run(inputs: &Inputs) -> Reply {
    let Some(shell) = inputs.shell.filter(|shell| shell.hook) else { return Reply::default() };
    let outlook = Outlook::of(inputs, inputs.environment.clone());
    Reply::data(shell.kind.shell().prompt(&outlook.state(inputs)))
}

/// Ends the process when it takes too long, for instance on a file system that does not answer.
#[expect(
    clippy::exit,
    reason = "another thread hangs; nothing was written yet, and a prompt never fails"
)]
pub(crate) fn guard() {
    _ = std::thread::Builder::new().stack_size(16 * 1024).spawn(|| {
        std::thread::sleep(LIMIT);
        std::process::exit(0);
    });
}
