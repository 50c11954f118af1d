//! Writes into `cases.json` what the AWS SDK for Rust makes of each row.
//!
//! `cargo run -- ../cases.json` rewrites the answers; with `--check` it compares them and fails on a difference.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use aws_runtime::env_config::file::EnvConfigFiles;
use aws_runtime::env_config::section::EnvConfigSections;
use aws_runtime::env_config::source;
use aws_types::os_shim_internal::{Env, Fs};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let path =
        words.iter().find(|word| !word.starts_with("--")).ok_or("usage: [--check] cases.json")?;
    let mut rows: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut different = 0;
    for row in &mut rows {
        let answer = runtime.block_on(answer(row))?;
        if row["sdk"] != answer {
            different += 1;
            println!("{} {}\n  stored {}\n  now    {answer}", row["spec"], row["row"], row["sdk"]);
        }
        row["sdk"] = answer;
    }
    println!("{} rows, {different} different", rows.len());
    if words.iter().any(|word| word == "--check") {
        return if different == 0 {
            Ok(())
        } else {
            Err("the stored answers are not the SDK's".into())
        };
    }
    std::fs::write(path, serde_json::to_string_pretty(&rows)? + "\n")?;
    Ok(())
}

/// Lets the SDK read the files of a row.
async fn answer(row: &Value) -> Result<Value, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for name in ["config", "credentials"] {
        std::fs::write(folder.path().join(name), content(row, name))?;
    }
    let environment = Env::from_slice(&[
        ("AWS_CONFIG_FILE", &folder.path().join("config").to_string_lossy()),
        ("AWS_SHARED_CREDENTIALS_FILE", &folder.path().join("credentials").to_string_lossy()),
    ]);
    let source = source::load(&environment, &Fs::real(), &EnvConfigFiles::default()).await?;
    Ok(match EnvConfigSections::parse(source) {
        Ok(sections) => described(&sections),
        Err(error) => json!({"abort": place(&error.to_string(), folder.path())}),
    })
}

/// The bytes of a file: `*_hex` holds what JSON text cannot.
fn content(row: &Value, name: &str) -> Vec<u8> {
    if let Some(hex) = row[format!("{name}_hex")].as_str() {
        let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
        return digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect();
    }
    row[name].as_str().unwrap_or_default().into()
}

/// Turns `error parsing /tmp/x/config on line 3:` into `config:3`.
fn place(message: &str, folder: &Path) -> String {
    let message = message.replace(&format!("error parsing {}/", folder.display()), "");
    let first = message.split(":\n").next().unwrap_or_default();
    first.replace(" on line ", ":")
}

/// Everything in the sections. Only their debug form lists the keys, so that is read.
fn described(sections: &EnvConfigSections) -> Value {
    let mut profiles: Vec<&str> = sections.profiles().collect();
    profiles.sort_unstable();
    let mut sessions: Vec<&str> = sections.sso_sessions().collect();
    sessions.sort_unstable();
    let profile =
        |name: &&str| (name.to_string(), properties(&format!("{:?}", sections.get_profile(name))));
    let session =
        |name: &&str| (name.to_string(), properties(&format!("{:?}", sections.sso_session(name))));
    json!({
        "profiles": profiles.iter().map(profile).collect::<BTreeMap<_, _>>(),
        "sso_sessions": sessions.iter().map(session).collect::<BTreeMap<_, _>>(),
        "services": services(&format!("{:?}", sections.other_sections())),
    })
}

/// Reads `Property { key: "k", value: "v" }` out of a debug form.
fn properties(debug: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = debug;
    while let Some((_, behind)) = rest.split_once("Property { key: ") {
        let (key, behind) = literal(behind);
        let (value, behind) = literal(behind.strip_prefix(", value: ").unwrap_or(behind));
        found.insert(key, value);
        rest = behind;
    }
    found
}

/// Reads `PropertiesKey { section_key: "services", … }: "v"` out of a debug form.
fn services(debug: &str) -> BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>> {
    let mut found: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>> = BTreeMap::new();
    let mut rest = debug;
    while let Some((_, behind)) = rest.split_once("PropertiesKey { section_key: ") {
        let (kind, behind) = literal(behind);
        let (name, behind) = literal(behind.strip_prefix(", section_name: ").unwrap_or(behind));
        let (service, behind) = literal(behind.strip_prefix(", property_name: ").unwrap_or(behind));
        let (key, behind) =
            literal(behind.strip_prefix(", sub_property_name: Some(").unwrap_or(behind));
        let (value, behind) = literal(behind.strip_prefix(") }: ").unwrap_or(behind));
        if kind == "services" {
            found.entry(name).or_default().entry(service).or_default().insert(key, value);
        }
        rest = behind;
    }
    found
}

/// Reads a quoted string as Rust's debug form writes it, and returns what stands behind it.
fn literal(text: &str) -> (String, &str) {
    let mut read = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (read, &text[at + 1..]),
            '\\' => match characters.next().map(|(_, escaped)| escaped) {
                Some('n') => read.push('\n'),
                Some('r') => read.push('\r'),
                Some('t') => read.push('\t'),
                Some('0') => read.push('\0'),
                Some('u') => {
                    let digits: String = characters
                        .by_ref()
                        .map(|(_, digit)| digit)
                        .take_while(|digit| *digit != '}')
                        .collect();
                    let number =
                        u32::from_str_radix(digits.trim_start_matches('{'), 16).unwrap_or_default();
                    read.extend(char::from_u32(number));
                }
                other => read.extend(other),
            },
            other => read.push(other),
        }
    }
    (read, "")
}
