//! The formats of credentials: those of `aws configure export-credentials`, to the byte where that is safe.

use std::ffi::OsStr;

use clap::ValueEnum;
use serde_json::{Map, Value};

use crate::credentials::{Credentials, Secret};
use crate::environment::Variable;
use crate::error::Error;
use crate::shell::ShellKind;
use crate::time;

/// How credentials are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// JSON, as a `credential_process` has to print it
    Process,
    /// Lines for sh, bash and zsh that export variables
    Env,
    /// The same without `export`
    EnvNoExport,
    /// Lines for PowerShell
    Powershell,
    /// Lines for cmd.exe
    WindowsCmd,
    /// Lines for fish
    Fish,
    /// JSON without a version
    Json,
    /// Lines of a `.env` file
    Dotenv,
}

impl Format {
    /// Returns the text, which ends with a line.
    pub(crate) fn text(self, credentials: &Credentials) -> Result<Vec<u8>, Error> {
        let variables: Vec<(&str, String)> = credentials.variables().collect();
        let lines = |line: fn(&str, &str) -> Vec<u8>| {
            variables
                .iter()
                .flat_map(|(name, value)| [&line(name, value)[..], b"\n"].concat())
                .collect()
        };
        Ok(match self {
            Self::Process => json(credentials, true),
            Self::Json => json(credentials, false),
            Self::Env => {
                [unset(), lines(|name, value| [b"export ", &posix(name, value)[..]].concat())]
                    .concat()
            }
            Self::EnvNoExport => [unset(), lines(posix)].concat(),
            Self::Powershell => [unset_powershell(), lines(powershell)].concat(),
            Self::Fish => [unset_fish(), lines(fish)].concat(),
            Self::Dotenv => lines(dotenv),
            Self::WindowsCmd => {
                variables.iter().try_for_each(|(name, value)| check_cmd(name, value))?;
                [unset_cmd(), lines(|name, value| format!("set {name}={value}").into_bytes())]
                    .concat()
            }
        })
    }
}

fn json(credentials: &Credentials, has_version: bool) -> Vec<u8> {
    let mut members = Map::new();
    if has_version {
        members.insert("Version".to_owned(), 1.into());
    }
    let expiration = credentials.expires_at.map(time::rfc3339);
    let token = credentials.session_token.as_ref().map(Secret::reveal);
    for (name, value) in [
        ("AccessKeyId", Some(credentials.access_key_id.as_str())),
        ("SecretAccessKey", Some(credentials.secret_access_key.reveal())),
        ("SessionToken", token),
        ("Expiration", expiration.as_deref()),
        ("AccountId", credentials.account.as_deref()),
    ] {
        members.extend(value.map(|value| (name.to_owned(), Value::from(value))));
    }
    crate::json::text(&Value::Object(members)).into_bytes()
}

/// Returns the variables that would contradict the keys, or make an old token go with them.
fn stray() -> Vec<&'static str> {
    Variable::identities().map(|variable| variable.name).collect()
}

fn unset() -> Vec<u8> {
    format!("unset {}\n", stray().join(" ")).into_bytes()
}

fn unset_fish() -> Vec<u8> {
    stray().iter().flat_map(|name| format!("set -eg {name}\n").into_bytes()).collect()
}

fn unset_powershell() -> Vec<u8> {
    let names: Vec<String> = stray().iter().map(|name| format!("$Env:{name}")).collect();
    format!("{} = $null\n", names.join(" = ")).into_bytes()
}

fn unset_cmd() -> Vec<u8> {
    stray().iter().flat_map(|name| format!("set {name}=\n").into_bytes()).collect()
}

/// Returns a value between the AWS CLI's quotes for the shell, if nothing in it is special to any; otherwise as the shell
/// itself has to be told.
fn word(shell: ShellKind, quote: &str, value: &str) -> Vec<u8> {
    if is_plain(value) {
        return [quote, value, quote].concat().into_bytes();
    }
    shell.shell().quote(OsStr::new(value))
}

/// Returns whether every shell takes the value as it is, also without quotes.
fn is_plain(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:@+,-=".contains(&byte);
    !value.is_empty() && !value.starts_with('=') && value.bytes().all(is_plain)
}

fn posix(name: &str, value: &str) -> Vec<u8> {
    [name.as_bytes(), b"=", &word(ShellKind::Posix, "", value)].concat()
}

fn powershell(name: &str, value: &str) -> Vec<u8> {
    [b"$Env:", name.as_bytes(), b"=", &word(ShellKind::PowerShell, "\"", value)].concat()
}

fn fish(name: &str, value: &str) -> Vec<u8> {
    [b"set -gx ", name.as_bytes(), b" ", &word(ShellKind::Fish, "\"", value)].concat()
}

fn dotenv(name: &str, value: &str) -> Vec<u8> {
    let is_special = |character: char| matches!(character, '"' | '\\' | '$' | '`');
    let escape =
        |character: char| is_special(character).then_some('\\').into_iter().chain([character]);
    let value: String = value.chars().flat_map(escape).collect();
    format!("{name}=\"{value}\"").into_bytes()
}

/// Refuses what no way of quoting carries through cmd.exe, which reads a line twice.
fn check_cmd(name: &str, value: &str) -> Result<(), Error> {
    if is_plain(value) {
        return Ok(());
    }
    Err(Error::Usage {
        message: format!("{name} holds a character that cmd.exe would not leave as it is"),
        hint: "take another format, such as powershell".to_owned(),
    })
}
