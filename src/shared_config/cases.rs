//! Compares both views with what real botocore and the real SDK answered (`tests/aws_files`).

use std::fs;

use serde_json::{Map, Value, json};

use super::*;

const CASES: &str = include_str!("../../tests/aws_files/cases.json");

pub(super) fn rows() -> Vec<Value> {
    serde_json::from_str(CASES).unwrap()
}

/// Writes the files of a row and reads them as the program does.
pub(super) fn texts(row: &Value) -> Texts {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let content = match row[format!("{name}_hex")].as_str() {
            Some(hex) => bytes_of(hex),
            None => row[name].as_str().unwrap_or_default().into(),
        };
        fs::write(folder.path().join(name), content).unwrap();
        Some(folder.path().join(name))
    };
    let (config, credentials) = (write("config"), write("credentials"));
    let locations = Locations { config, credentials, ..Locations::default() };
    Texts::read(&locations, &Reading::new(0))
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        hex.chars().map(|digit| u8::try_from(digit.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

/// A view in the shape of the stored answers; a profile as it is, or only what the config file has of it.
fn described(shared_config: &SharedConfig<'_>, view: View, has_credentials: bool) -> Value {
    let profiles = shared_config.view(view);
    if let Some(fault) = profiles.fault() {
        let name = fault.path.file_name().unwrap().to_string_lossy();
        return json!({"abort": format!("{name}:{}", fault.line)});
    }
    let mut answer = json!({
        "profiles": object(profiles.profiles().map(|profile| {
            (profile.name().to_owned(), values(profile.settings(), view))
        })),
        "sso_sessions": object(profiles.sso_sessions().into_iter().map(|name| {
            let session = profiles.sso_session(&name).unwrap();
            (name, values(session.settings.iter(), view))
        })),
        "services": object(profiles.services().map(|section| {
            (section.name.clone().into_owned(), services(&section, view))
        })),
    });
    if view == View::Boto && has_credentials {
        answer["in_config"] = object(profiles.profiles().filter_map(|profile| {
            let in_config = |setting: &Setting<'_>| setting.file == FileKind::Config;
            (profile.place().0 == FileKind::Config).then(|| {
                let own = profile.settings_in(FileKind::Config).iter();
                assert!(own.clone().all(in_config));
                (profile.name().to_owned(), values(own, view))
            })
        }));
    }
    answer
}

fn object(pairs: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(pairs.collect())
}

fn values<'a, 't: 'a>(settings: impl Iterator<Item = &'a Setting<'t>>, view: View) -> Value {
    object(settings.map(|setting| {
        let value = match (view, setting.nested(View::Boto)) {
            (View::Boto, Some(nested)) => pairs(&nested),
            (View::Boto | View::Sdk | View::JavaScript | View::Go | View::Java, _) => {
                json!(setting.value)
            }
        };
        (setting.key.clone().into_owned(), value)
    }))
}

fn pairs(nested: &[(&str, &str)]) -> Value {
    object(nested.iter().map(|(key, value)| ((*key).to_owned(), json!(value))))
}

/// What a tool makes of `[services NAME]`: the SDK forgets a service without any pair.
fn services(section: &Section<'_>, view: View) -> Value {
    match view {
        View::Boto => values(section.settings.iter(), view),
        View::Sdk | View::JavaScript | View::Go | View::Java => {
            let service = |setting: &Setting<'_>| {
                let nested = setting.nested(view).filter(|nested| !nested.is_empty())?;
                Some((setting.key.clone().into_owned(), pairs(&nested)))
            };
            object(section.settings.iter().filter_map(service))
        }
    }
}

/// Returns whether our answer is the stored one; botocore does not say the line of every fault.
fn is_same(stored: &Value, ours: &Value) -> bool {
    match (stored["abort"].as_str(), ours["abort"].as_str()) {
        (Some(stored), Some(ours)) if !stored.contains(':') => ours.starts_with(stored),
        (Some(stored), Some(ours)) => stored == ours,
        (Some(_), None) | (None, Some(_)) => false,
        (None, None) => stored == ours,
    }
}

fn assert_view(view: View, half: &str) {
    let rows = rows();
    let mut wrong = Vec::new();
    for row in &rows {
        let texts = texts(row);
        let has_credentials = row.get("credentials").or(row.get("credentials_hex")).is_some();

        let ours = described(&SharedConfig::parse(&texts), view, has_credentials);

        if !is_same(&row[half], &ours) {
            wrong.push(format!(
                "{} {}\n  stored {}\n  ours   {ours}",
                row["spec"], row["row"], row[half]
            ));
        }
    }
    assert!(
        rows.len() > 200 && wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_aws_cli_view_is_that_of_botocore() {
    assert_view(View::Boto, "boto");
}

#[test]
fn the_sdk_view_is_that_of_the_sdk() {
    assert_view(View::Sdk, "sdk");
}

#[test]
fn profiles_come_in_the_order_of_botocore() {
    for row in rows().iter().filter(|row| row["boto"]["profiles"].is_object()) {
        let texts = texts(row);
        let shared_config = SharedConfig::parse(&texts);
        let ours = shared_config.view(View::Boto).names();
        let stored: Vec<&String> =
            row["boto"]["profiles"].as_object().map(Map::keys).unwrap().collect();

        assert_eq!(ours.iter().collect::<Vec<_>>(), stored, "{}", row["row"]);
    }
}
