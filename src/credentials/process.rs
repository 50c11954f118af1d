//! A program that a profile names: run as the AWS CLI runs a `credential_process`, without a shell, and with an end to its time and its output.

use std::fmt;
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Credentials, descendants};
use crate::display::brief;
use crate::environment::Environment;
use crate::session::seconds_since_epoch;
use crate::shared_config::words;

/// How long a program may take: a person may have to touch a key.
const TIME: Duration = Duration::from_mins(1);

/// How long the complaint of a program that has ended may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many bytes are read of what it says.
const MOST: usize = 1024 * 1024;

/// How many characters are shown of what it complains about.
const SHOWN: usize = 300;

/// Why a program has brought nothing. Its words alone are shown, and never its arguments, which may be secrets.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The command line has a quote without an end, or no word.
    Words,
    /// The program cannot be started; what the system said.
    Start(String, io::Error),
    /// It took too long.
    TooSlow,
    /// It said too much.
    TooMuch,
    /// It failed: how, and its complaint.
    Failed(ExitStatus, String),
    /// It did not say what it has to: what is wrong with it.
    Answer(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words => f.write_str("a quote without an end, or no command"),
            Self::Start(program, error) if error.kind() == io::ErrorKind::NotFound => {
                write!(f, "there is no program `{}`", brief(program))
            }
            Self::Start(program, error) => write!(f, "`{}`: {error}", brief(program)),
            Self::TooSlow => write!(f, "it took more than {} seconds", TIME.as_secs()),
            Self::TooMuch => f.write_str("it printed more than 1 MiB"),
            Self::Failed(status, said) if said.is_empty() => write!(f, "it failed: {status}"),
            Self::Failed(status, said) => write!(f, "it failed: {status}: {said}"),
            Self::Answer(what) => write!(f, "what it printed {what}"),
        }
    }
}

/// Runs the command and returns the credentials that it prints.
pub(super) fn run(
    command: &str,
    environment: &Environment,
    now: i64,
) -> Result<Credentials, Fault> {
    credentials(&output(command, environment)?, now)
}

/// Runs the command and returns what it prints, if it says that it has done what it had to.
pub(crate) fn output(command: &str, environment: &Environment) -> Result<Vec<u8>, Fault> {
    let words = words(command).unwrap_or_default();
    let [program, arguments @ ..] = words.as_slice() else { return Err(Fault::Words) };
    let mut command = Command::new(program);
    environment.apply(&mut command);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| Fault::Start(program.clone(), error))?;
    let until = Instant::now() + TIME;
    let (stdout, stderr) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let said = collected(&stdout, until);
    let status = said.and_then(|said| Ok((said, exit(&mut child, until)?)));
    if status.is_err() {
        descendants::end(child.id());
        _ = child.wait();
    }
    let (said, status) = status?;
    if !status.success() {
        // A grandchild that lives on may hold the stream open.
        let complaint = collected(&stderr, Instant::now() + PATIENCE).unwrap_or_default();
        return Err(Fault::Failed(status, shown(&complaint)));
    }
    Ok(said)
}

/// Reads a stream on a thread of its own, which nobody waits for in the end.
fn reader(stream: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MOST + 1).unwrap_or(u64::MAX);
        _ = stream.map(|stream| stream.take(limit).read_to_end(&mut bytes));
        _ = sender.send(bytes);
    });
    receiver
}

fn collected(stream: &Receiver<Vec<u8>>, until: Instant) -> Result<Vec<u8>, Fault> {
    let left = until.saturating_duration_since(Instant::now());
    let bytes = stream.recv_timeout(left).map_err(|_| Fault::TooSlow)?;
    if bytes.len() > MOST { Err(Fault::TooMuch) } else { Ok(bytes) }
}

/// Waits for the end of a program that has closed its output.
fn exit(child: &mut Child, until: Instant) -> Result<ExitStatus, Fault> {
    const PAUSE: Duration = Duration::from_millis(2);
    while Instant::now() < until {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) => std::thread::sleep(PAUSE),
            Err(_) => break,
        }
    }
    Err(Fault::TooSlow)
}

/// Returns a complaint in one line that a terminal can show.
fn shown(complaint: &[u8]) -> String {
    let text = String::from_utf8_lossy(complaint);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    brief(&line.chars().take(SHOWN).collect::<String>())
}

/// Returns the credentials that a program has printed, by the rules of botocore.
fn credentials(said: &[u8], now: i64) -> Result<Credentials, Fault> {
    let json: Value =
        serde_json::from_slice(said).map_err(|_| Fault::Answer("is not one JSON object"))?;
    if json.get("Version").and_then(Value::as_f64) != Some(1.0) {
        return Err(Fault::Answer("has no \"Version\": 1"));
    }
    let needed = |name, missing| text(&json, name)?.ok_or(Fault::Answer(missing));
    let found = Credentials {
        access_key_id: needed("AccessKeyId", "has no AccessKeyId")?,
        secret_access_key: needed("SecretAccessKey", "has no SecretAccessKey")?.into(),
        session_token: text(&json, "SessionToken")?.map(Into::into),
        expires_at: expiration(&json)?,
        account: text(&json, "AccountId")?,
    };
    match found.expires_at {
        Some(end) if end <= now => Err(Fault::Answer("has ended already")),
        _ => Ok(found),
    }
}

/// Returns a member that is a text; `null` is none.
fn text(json: &Value, name: &str) -> Result<Option<String>, Fault> {
    match json.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Fault::Answer("has something other than text for a key")),
    }
}

fn expiration(json: &Value) -> Result<Option<i64>, Fault> {
    let Some(text) = text(json, "Expiration")? else { return Ok(None) };
    seconds_since_epoch(&text).map(Some).ok_or(Fault::Answer("has an Expiration that is no time"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_767_322_000;

    fn answer(members: &str) -> Result<Credentials, Fault> {
        let text =
            format!(r#"{{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s"{members}}}"#);
        credentials(text.as_bytes(), NOW)
    }

    #[test]
    fn what_is_optional_may_be_missing_null_or_more() {
        let least = answer("").unwrap();
        assert_eq!((least.session_token, least.expires_at, least.account), (None, None, None));
        assert!(answer(r#", "SessionToken": null, "Expiration": null, "Other": [1]"#).is_ok());
        let most = answer(
            r#", "SessionToken": "t", "Expiration": "2026-01-02T03:19:05.5+00:00", "AccountId": "1""#,
        )
        .unwrap();
        assert_eq!(most.session_token.unwrap().reveal(), "t");
        assert_eq!(most.expires_at, Some(1_767_323_945));
        assert_eq!(most.account.as_deref(), Some("1"));
    }

    #[test]
    fn what_botocore_refuses_is_refused() {
        for members in [
            r#", "Expiration": """#,
            r#", "Expiration": 1767323945"#,
            r#", "Expiration": "2020-01-02T03:19:05Z""#,
            r#", "SessionToken": 5"#,
        ] {
            assert!(answer(members).is_err(), "{members}");
        }
        for text in [
            "",
            "[]",
            "{}",
            r#"{"Version": 1}"#,
            r#"{"Version": "1", "AccessKeyId": "A", "SecretAccessKey": "s"}"#,
            r#"{"Version": 2, "AccessKeyId": "A", "SecretAccessKey": "s"}"#,
            r#"{"Version": 1, "accesskeyid": "A", "SecretAccessKey": "s"}"#,
            r#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s"} more"#,
        ] {
            assert!(credentials(text.as_bytes(), NOW).is_err(), "{text}");
        }
    }
}
