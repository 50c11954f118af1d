//! What the tests stand on: a sandbox, the shells of this machine, and a terminal with a person's eyes.
//!
//! ```ignore
//! let sandbox = Sandbox::new();                       // own HOME, no variable of yours, no AWS account
//! sandbox.config("[profile dev]\nregion = eu-west-1\n"); // ~/.aws/config; .credentials(…), .file("dir/name", …)
//! let sandbox = sandbox.with("AWS_PROFILE", "dev");   // a variable of every process below
//!
//! let output = sandbox.awsp(&["--shell=bash", "use", "dev"]); // .stdout .stderr .code .bytes
//! let output = Shell::Dash.script(&sandbox, r#"eval "$(awsp --shell=posix use dev)"; echo $?"#);
//!
//! for shell in Shell::hooked() {                      // bash, zsh, fish, PowerShell: those that are here
//!     let mut pty = Pty::start(&sandbox, shell);      // interactive, hook loaded by its own start-up file
//!     let said = pty.run("awsp use dev");             // types it, waits for the next prompt, returns what was said
//!     assert_eq!(pty.code(), 0);                      // exit code of the line before
//!     assert_eq!(pty.env("AWS_PROFILE"), Some("dev".into())); // as a child process sees it
//!     assert_eq!(pty.variable("AWSP_PROMPT"), "dev eu-west-1"); // as the shell itself sees it
//!     assert_eq!(pty.prompt(), "dev eu-west-1 READY>");         // the line the cursor is on
//!     pty.send("awsp us\t");                          // keys, no waiting
//!     pty.wait_for("awsp use");                       // until it stands on the screen
//!     pty.wait_until("a segment", |screen| screen.contains("dev"));
//! }
//! ```
//!
//! `Pty::start` writes the start-up file `shell.startup(shell.hook_line())`; a test that wants something before or behind
//! the hook calls `Pty::with_startup(&sandbox, shell, &text)`; `shell.startup_path()` is where the shell reads it.
//! `Pty::spawn(&sandbox, &[program, words…])` starts anything else, and `pty.expect_prompt("❯")` says what its prompt
//! ends with. Nothing ever sleeps: every wait is for a condition, and fails with the screen after a generous time.
//! A shell that is not installed is printed as skipped, and is a failure when `AWSP_TEST_STRICT=1`.

mod pty;
pub(crate) mod readme;
mod release;
mod sandbox;
mod shells;
mod trace;

pub(crate) use pty::Pty;
pub(crate) use release::release;
pub(crate) use sandbox::{Output, Sandbox};
pub(crate) use shells::{Shell, file, skip, tool};
pub(crate) use trace::{Call, Trace, started};

use std::time::Duration;

/// How long anything may take before a test gives up: long enough for a machine that does ten other things.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// One value that has hurt some program before.
pub(crate) struct Hostile {
    /// A word for it.
    pub(crate) name: String,
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Hostile {
    /// Returns the value as text, if it is any.
    pub(crate) fn text(&self) -> Option<&str> {
        str::from_utf8(&self.bytes).ok()
    }
}

/// Returns every value of `tests/data/hostile.json`.
pub(crate) fn hostile() -> Vec<Hostile> {
    let values: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("data/hostile.json")).unwrap();
    values
        .iter()
        .map(|entry| Hostile {
            name: entry["name"].as_str().unwrap().to_owned(),
            bytes: entry["hex"]
                .as_str()
                .map_or_else(|| entry["value"].as_str().unwrap().as_bytes().to_vec(), bytes_of_hex),
        })
        .collect()
}

fn bytes_of_hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}
