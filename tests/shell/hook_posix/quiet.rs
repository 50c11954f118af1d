//! What the hooks notice, with the real awsp.

use std::path::Path;

use super::here;
use crate::support::{Pty, Sandbox};

const CONFIG: &str = "[default]\nregion = eu-west-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n[profile dev]\nregion = eu-central-1\n";

/// Returns a sandbox whose config file is too old to be asked about again.
fn settled() -> Sandbox {
    let sandbox = Sandbox::new();
    age(&sandbox.config(CONFIG), "2024-01-01");
    sandbox
}

fn age(file: &Path, date: &str) {
    let touched = std::process::Command::new("touch").args(["-d", date]).arg(file).status();
    assert!(touched.unwrap().success());
}

#[test]
fn an_edited_file_shows_at_the_next_prompt() {
    for shell in here() {
        let sandbox = settled();
        let mut pty = Pty::start(&sandbox, shell);
        assert!(pty.prompt().ends_with("eu-west-1 READY>"), "{shell:?}: {}", pty.prompt());

        for (date, region) in [("2025-01-01", "us-east-1"), ("2023-01-01", "us-west-2")] {
            let edited = CONFIG.replace("eu-west-1", region);
            age(&sandbox.file("edited", edited), date);
            pty.run("mv ~/edited ~/.aws/config");

            let shown = pty.prompt();
            assert!(shown.ends_with(&format!("{region} READY>")), "{shell:?}, {date}: {shown}");
        }
        sandbox.config(CONFIG); // just now, and once more within the same tick
        pty.run("true");
        sandbox.config(CONFIG.replace("eu-west-1", "us-east-1"));
        pty.run("true");

        assert!(pty.prompt().ends_with("us-east-1 READY>"), "{shell:?}: {}", pty.prompt());
    }
}
