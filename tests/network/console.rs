//! `awsp console`: an address that signs in to the console.

use serde_json::{Value, json};

use super::fake::Fake;
use super::home::{BASE_SECRET, assert_readable_failure, home};
use crate::support::Sandbox;

const CONFIG: &str = "\
[profile p]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = base
[profile china]
role_arn = arn:aws-cn:iam::222222222222:role/R
source_profile = base
[profile gov]
role_arn = arn:aws-us-gov:iam::222222222222:role/R
source_profile = base
";

fn begin() -> Option<(Fake, Sandbox)> {
    let fake = Fake::start()?;
    let sandbox = home(&fake, CONFIG);
    Some((fake, sandbox))
}

/// Returns the address that is printed for `words`.
fn address(sandbox: &Sandbox, words: &str) -> String {
    let words: Vec<&str> = ["console", "--print"].into_iter().chain(words.split(' ')).collect();
    let output = sandbox.awsp(&words);
    assert_eq!((output.code, output.stdout.lines().count()), (0, 1), "{output:?}");
    output.stdout.trim_end().to_owned()
}

/// Returns the parameter `name` of an address as it was before it was encoded.
fn parameter(address: &str, name: &str) -> String {
    let (_, query) = address.split_once('?').unwrap();
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(found, _)| *found == name).unwrap_or_else(|| panic!("{address}"));
    let mut pieces = value.split('%');
    let first = pieces.next().unwrap().as_bytes().to_vec();
    let bytes = pieces.fold(first, |mut bytes, piece| {
        let (code, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend(rest.bytes());
        bytes
    });
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_keys_of_a_role_are_exchanged_for_a_token_of_the_console() {
    let Some((fake, sandbox)) = begin() else { return };

    let address = address(&sandbox, "p");

    assert_eq!(fake.asked(), ["AssumeRole", "/federation"]);
    let query = fake.requests()[1].query();
    let session: Value = serde_json::from_str(query["Session"].as_str().unwrap()).unwrap();
    assert_eq!(query["Action"], "getSigninToken");
    assert!(session["sessionId"].as_str().unwrap().starts_with("ASIA"));
    assert_eq!(parameter(&address, "Action"), "login");
    assert_eq!(parameter(&address, "SigninToken").len(), 64);
    assert!(!address.contains(session["sessionKey"].as_str().unwrap()));
}

#[test]
fn it_leads_to_the_service_and_the_region_in_the_console_of_the_partition() {
    let Some((_fake, sandbox)) = begin() else { return };
    for (words, host, path) in [
        ("p --service s3 --region eu-west-1", "eu-west-1.console.aws.amazon.com", "/s3"),
        ("p", "console.aws.amazon.com", "/"),
        ("china --region cn-north-1", "console.amazonaws.cn", "/"),
        ("gov --region us-gov-west-1", "console.amazonaws-us-gov.com", "/"),
    ] {
        let destination = parameter(&address(&sandbox, words), "Destination");

        let (found, rest) = destination.strip_prefix("https://").unwrap().split_once('/').unwrap();
        assert!(found.ends_with(host), "{words}: {destination}");
        assert!(format!("/{rest}").starts_with(path), "{words}: {destination}");
    }
}

#[test]
fn keys_of_a_user_become_a_session_first() {
    let Some((fake, sandbox)) = begin() else { return };

    address(&sandbox, "base");

    assert_eq!(fake.asked(), ["GetFederationToken", "/federation"]);
    let query = fake.requests()[1].query();
    assert!(!query["Session"].as_str().unwrap().contains(BASE_SECRET));
    assert_eq!(query["SessionDuration"], Value::Null);
}

#[test]
fn a_page_for_people_is_no_token() {
    let Some((fake, sandbox)) = begin() else { return };
    for (answer, code) in [(json!({"fault": "html"}), 5), (json!({"error": "InvalidSession"}), 4)] {
        fake.reset();
        fake.rule(&json!({"path": "/federation"}), &answer);

        assert_readable_failure(&sandbox.awsp(&["console", "--print", "p"]), code);
    }
}
