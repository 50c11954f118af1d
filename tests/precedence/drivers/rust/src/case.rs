//! Runs a case in a process of its own.

use std::error::Error;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

/// The word that makes this program answer one case.
pub const ARGUMENT: &str = "--case";

/// How long a case may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Returns the answer to a case, or says what kept the process from answering.
pub fn run(case: &Value, address: &str) -> Value {
    let mut answer = attempt(case, address).unwrap_or_else(|error| failed(&error.to_string()));
    answer["id"] = case["id"].clone();
    answer
}

fn attempt(case: &Value, address: &str) -> Result<Value, Box<dyn Error>> {
    let mut child = start(case, address)?;
    let mut input = child.stdin.take().ok_or("no standard input")?;
    input.write_all(case.to_string().as_bytes())?;
    drop(input);
    let printed = read(&mut child)?;
    let answer = printed.recv_timeout(PATIENCE);
    if answer.is_err() {
        child.kill()?;
    }
    child.wait()?;
    let Ok(answer) = answer else { return Err("timeout".into()) };
    Ok(serde_json::from_str(&answer?).unwrap_or_else(|_| failed("crash")))
}

fn start(case: &Value, address: &str) -> Result<Child, Box<dyn Error>> {
    let variables = case["variables"].as_object().ok_or("no variables")?;
    let variables =
        variables.iter().filter_map(|(name, value)| value.as_str().map(|value| (name, value)));
    Ok(Command::new(std::env::current_exe()?)
        .args([ARGUMENT, address])
        .env_clear()
        .envs(variables)
        .current_dir(case["home"].as_str().ok_or("no home")?)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?)
}

/// Reads what the process prints, in a thread, so that waiting for it can end.
fn read(child: &mut Child) -> Result<mpsc::Receiver<std::io::Result<String>>, Box<dyn Error>> {
    let mut output = child.stdout.take().ok_or("no standard output")?;
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let result = output.read_to_string(&mut text).map(|_| text);
        // Nobody listens any more after a timeout.
        drop(sender.send(result));
    });
    Ok(receiver)
}

/// The answer of a process that gave none.
fn failed(error: &str) -> Value {
    json!({
        "access_key_id": null,
        "secret_access_key": null,
        "session_token": null,
        "account": null,
        "error": error,
        "region": null,
        "region_error": null,
        "endpoint": null,
        "call_region": null,
        "call_error": null,
    })
}
