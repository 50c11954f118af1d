//! `awsp prompt`: answers a hook, in silence and in time.

use std::time::Duration;

use crate::inputs::Inputs;
use crate::outlook::Outlook;
use crate::terminal::Reply;

/// How often to look whether the prompt still works.
const TICK: Duration = Duration::from_millis(100);

/// The least that a working process does in that time, even where many others want the processor. A build without
/// optimisation runs on machines busy with tests, so there only the end counts.
const LEAST_WORK: Duration = Duration::from_millis(if cfg!(debug_assertions) { 0 } else { 1 });

/// How many times it may have worked: a file of 64 MiB takes less.
const TICKS: u32 = if cfg!(debug_assertions) { 100 } else { 20 };

/// Runs `awsp prompt`; without a hook there is nobody to answer.
pub(crate) fn run(inputs: &Inputs) -> Reply {
    let Some(shell) = inputs.shell.filter(|shell| shell.hook) else { return Reply::default() };
    let outlook = Outlook::of(inputs, inputs.environment.clone());
    Reply::data(shell.kind.shell().prompt(&outlook.state(inputs)))
}

/// Ends the process when it hangs, for instance on a file system that does not answer: within 100 ms when it does
/// nothing, a little later when it works on huge files.
#[expect(
    clippy::exit,
    reason = "another thread hangs; nothing was written yet, and a prompt never fails"
)]
pub(crate) fn guard() {
    _ = std::thread::Builder::new().stack_size(16 * 1024).spawn(|| {
        let mut before = processor_time();
        for _ in 0..TICKS {
            std::thread::sleep(TICK);
            let now = processor_time();
            if now.saturating_sub(before) < LEAST_WORK {
                break;
            }
            before = now;
        }
        std::process::exit(0);
    });
}

/// Returns how long this process has had a processor.
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}
