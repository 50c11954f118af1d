//! Asks the AWS SDK for Rust which credentials, Region and endpoint it takes.
//!
//! Reads one case per line and prints one answer per line. The SDK reads the environment of its process,
//! so every case runs in a process of its own: this program again, with exactly the variables of the case.

mod case;
mod fake_aws;
mod sdk;

use std::error::Error;
use std::io::{BufRead, Write};

use serde_json::Value;

#[expect(clippy::disallowed_methods, reason = "the one setting of this program itself")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    match (words.next().as_deref(), words.next()) {
        (Some(case::ARGUMENT), Some(address)) => answer_one(&address),
        _ => answer_all(&std::env::var("AWSP_FAKE_AWS")?),
    }
}

/// Answers the cases on standard input, each in a process of its own.
fn answer_all(address: &str) -> Result<(), Box<dyn Error>> {
    for line in std::io::stdin().lock().lines() {
        print(&case::run(&serde_json::from_str(&line?)?, address))?;
    }
    Ok(())
}

/// Answers the one case on standard input, whose variables are those of this process.
fn answer_one(address: &str) -> Result<(), Box<dyn Error>> {
    print(&sdk::answer(&serde_json::from_reader(std::io::stdin())?, address)?)
}

fn print(answer: &Value) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{answer}")?;
    output.flush()?;
    Ok(())
}
