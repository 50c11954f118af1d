//! Keys that cannot be keys, by their letters alone.

use crate::diagnostic::code::{
    KEY_ID_SHAPE, PLACEHOLDER, SECRET_LENGTH, SWAPPED_PAIR, TOKEN_LEFT_IN_FILE,
    TOKEN_MISSING_IN_FILE,
};
use crate::finding::Finding;

use super::pair::{self, Pair};
use super::{Examination, Patient, profiles};

/// How long AWS makes a secret access key.
const SECRET: usize = 40;

/// What unique ids of users, roles and groups begin with, which are no keys.
const OTHER_IDS: [&str; 3] = ["AIDA", "AROA", "AGPA"];

/// What stands in examples, whole.
const EXAMPLES: &str =
    "test testing foo bar dummy fake mock none null key secret example minioadmin";

/// What stands in examples, in part.
const PARTS: &str =
    "your placeholder changeme change_me replace redacted aws_access_key aws_secret";

/// The key ids in AWS's own documentation.
const DOCUMENTED: [&str; 2] = ["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"];

/// Reports keys that are swapped, cut off, of an example, or without the token that they take.
pub(super) struct KeyShape;

impl Examination for KeyShape {
    fn name(&self) -> &'static str {
        "key-shapes"
    }

    fn about(&self) -> &'static str {
        "Key ids, secrets and tokens of the variables and of every profile: swapped, cut off, made up, or not belonging together."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let (mut near, mut far) = (Vec::new(), Vec::new());
        for pair in pair::all(patient).iter().filter(|pair| pair.is_legible() && !pair.has_endpoint)
        {
            if pair.is_in_use { &mut near } else { &mut far }.extend(judge(pair));
        }
        near.extend(profiles::grouped(far));
        near
    }
}

fn judge(pair: &Pair) -> Option<Finding> {
    swapped(pair)
        .or_else(|| placeholder(pair))
        .or_else(|| id_shape(pair))
        .or_else(|| token(pair))
        .or_else(|| secret_length(pair))
}

fn is_key_id(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    (16..=128).contains(&text.len()) && text.bytes().all(is_part)
}

fn swapped(pair: &Pair) -> Option<Finding> {
    let is_swapped = ["AKIA", "ASIA"].iter().any(|start| pair.secret.starts_with(start))
        && is_key_id(&pair.secret)
        && !is_key_id(&pair.id);
    let finding = SWAPPED_PAIR
        .finding(format!("key id and secret of {} are swapped", pair.owner()))
        .seen(pair.id_source.clone(), format!("{} characters, where a key id has 20", length(&pair.id)))
        .seen(pair.secret_source.clone(), "begins like a key id")
        .why("AWS gets the secret as the name of the key, in the open, and knows no such key: IncompleteSignature or InvalidClientTokenId. Replace the key, for the secret has been sent")
        .fix(pair.enter_again());
    is_swapped.then_some(finding)
}

fn placeholder(pair: &Pair) -> Option<Finding> {
    let (id, secret) = (is_made_up(&pair.id), is_made_up(&pair.secret));
    let source = if id { &pair.id_source } else { &pair.secret_source };
    let what = if id { "key id" } else { "secret" };
    let finding = PLACEHOLDER
        .finding(format!("the {what} of {} is a placeholder", pair.owner()))
        .seen(source.clone(), "stands in examples")
        .why("AWS knows no such key: InvalidClientTokenId, or UnrecognizedClientException. LocalStack takes it, with its endpoint")
        .fix(pair.enter_again());
    (id || secret).then_some(finding)
}

fn is_made_up(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut characters = text.chars();
    let first = characters.next();
    let is_one_letter = text.len() > 2 && characters.all(|other| Some(other) == first);
    let is_template = text.starts_with(['<', '{', '$', '%', '[']);
    DOCUMENTED.contains(&text)
        || EXAMPLES.split(' ').any(|example| example == lower)
        || PARTS.split(' ').any(|part| lower.contains(part))
        || is_one_letter
        || is_template
}

fn id_shape(pair: &Pair) -> Option<Finding> {
    let count = length(&pair.id);
    let what = if !is_key_id(&pair.id) {
        let kind =
            if count < 16 { "is too short" } else { "has other letters than A-Z, 0-9 and _" };
        format!("{kind} for a key id ({count} characters)")
    } else if OTHER_IDS.iter().any(|start| pair.id.starts_with(start)) {
        "is the unique id of a user, role or group, not of a key".to_owned()
    } else if ["AKIA", "ASIA"].iter().any(|start| pair.id.starts_with(start)) && count != 20 {
        format!("has {count} characters, where a key id has 20")
    } else {
        return None;
    };
    let finding = KEY_ID_SHAPE
        .finding(format!("the key id of {} {what}", pair.owner()))
        .seen(pair.id_source.clone(), pair.shown_id())
        .why("AWS knows no such key: InvalidClientTokenId, UnrecognizedClientException, or IncompleteSignature")
        .fix(pair.enter_again());
    Some(finding)
}

/// Returns what is wrong with the token of a file; of those in variables the prompt's checks speak.
fn token(pair: &Pair) -> Option<Finding> {
    let profile = pair.profile.as_deref()?;
    let (id, owner) = (pair.shown_id(), pair.owner());
    if pair.id.starts_with("ASIA") && pair.token.is_none() {
        let finding = TOKEN_MISSING_IN_FILE
            .finding(format!("the keys of {owner} ({id}) are temporary, but there is no aws_session_token"))
            .seen(pair.id_source.clone(), id)
            .why("AWS takes temporary keys only with their token: InvalidClientTokenId, or UnrecognizedClientException")
            .fix(profiles::enter_keys(profile))
            .fix(profiles::edit(&pair.id_source));
        return Some(finding);
    }
    let token = pair.token.clone().filter(|_| pair.id.starts_with("AKIA"))?;
    let edit = profiles::edit(&token);
    let finding = TOKEN_LEFT_IN_FILE
        .finding(format!(
            "{owner} has a session token beside keys ({id}) that are long-term and have none"
        ))
        .seen(token, "set")
        .seen(pair.id_source.clone(), id)
        .why("a token of other keys makes AWS reject these: InvalidClientTokenId")
        .fix(edit);
    Some(finding)
}

fn secret_length(pair: &Pair) -> Option<Finding> {
    let count = length(&pair.secret);
    let finding = SECRET_LENGTH
        .finding(format!(
            "the secret of {} has {count} characters, where AWS makes {SECRET}",
            pair.owner()
        ))
        .seen(pair.secret_source.clone(), format!("{count} characters"))
        .seen(pair.id_source.clone(), pair.shown_id())
        .why("a secret that lost or gained a character gives SignatureDoesNotMatch")
        .fix(pair.enter_again());
    (pair.id.starts_with("AKIA") && count != SECRET).then_some(finding)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, SECRET as GOOD, lines};
    use super::*;

    fn in_variables(id: &'static str, secret: &'static str) -> Vec<String> {
        let variables = [("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret)];
        let fake = Fake { variables: &variables, ..Fake::default() };
        fake.patient(|patient| lines(&KeyShape.run(patient)))
    }

    fn in_file(settings: &str) -> Vec<String> {
        let credentials = format!("[a]\n{settings}\n");
        let fake = Fake {
            variables: &[("AWS_PROFILE", "a")],
            credentials: &credentials,
            ..Fake::default()
        };
        fake.patient(|patient| lines(&KeyShape.run(patient)))
    }

    const ID: &str = "AKIARZPUZDIKGFADW22Y";

    #[test]
    fn keys_as_aws_makes_them_are_fine() {
        assert_eq!(in_variables(ID, GOOD), [""; 0]);
        assert_eq!(in_variables("ASIAY34FZKBOKMUTVV7A", "short"), [""; 0]);
        for token in ["aws_session_token = t", "aws_security_token = t"] {
            let settings = format!(
                "aws_access_key_id = ASIAY34FZKBOKMUTVV7A\naws_secret_access_key = {GOOD}\n{token}"
            );
            assert_eq!(in_file(&settings), [""; 0]);
        }
    }

    /// Key id, secret, and what is said of them.
    const NO_KEYS: &[(&str, &str, &str)] = &[
        (GOOD, ID, "AWSP-E027 key id and secret of the variables are swapped"),
        ("YOUR_ACCESS_KEY_ID", GOOD, "AWSP-E031 the key id of the variables is a placeholder"),
        ("test", "test", "AWSP-E031 the key id of the variables is a placeholder"),
        ("${{secrets.KEY}}", GOOD, "AWSP-E031 the key id of the variables is a placeholder"),
        ("AKIAIOSFODNN7EXAMPLE", GOOD, "AWSP-E031 the key id of the variables is a placeholder"),
        (ID, "<secret>", "AWSP-E031 the secret of the variables is a placeholder"),
        (ID, "xxxxxxxxxxxxxxxx", "AWSP-E031 the secret of the variables is a placeholder"),
        (
            "AKIARZPU",
            GOOD,
            "AWSP-E028 the key id of the variables is too short for a key id (8 characters)",
        ),
        (
            "akiarzpuzdikgfadw22y",
            GOOD,
            "AWSP-E028 the key id of the variables has other letters than A-Z, 0-9 and _ for a key id (20 characters)",
        ),
        (
            "AKIARZPUZDIKGFADW22",
            GOOD,
            "AWSP-E028 the key id of the variables has 19 characters, where a key id has 20",
        ),
        (
            "AIDARZPUZDIKGFADW22Y",
            GOOD,
            "AWSP-E028 the key id of the variables is the unique id of a user, role or group, not of a key",
        ),
        (
            ID,
            "wJalrXUtnFEMI",
            "AWSP-W014 the secret of the variables has 13 characters, where AWS makes 40",
        ),
    ];

    #[test]
    fn keys_that_cannot_be_keys_are_told_apart() {
        for (id, secret, expected) in NO_KEYS {
            assert_eq!(in_variables(id, secret), [*expected], "{id}");
        }
    }

    #[test]
    fn tokens_in_files_have_to_go_with_their_keys() {
        for (id, token, expected) in [
            (
                "ASIAY34FZKBOKMUTVV7A",
                "",
                "AWSP-E029 the keys of profile a (…VV7A) are temporary, but there is no aws_session_token",
            ),
            (
                ID,
                "aws_session_token = t",
                "AWSP-E030 profile a has a session token beside keys (…W22Y) that are long-term and have none",
            ),
        ] {
            let settings =
                format!("aws_access_key_id = {id}\naws_secret_access_key = {GOOD}\n{token}");
            assert_eq!(in_file(&settings), [expected]);
        }
    }

    #[test]
    fn keys_for_another_endpoint_than_awss_may_be_anything() {
        let localstack = "endpoint_url = http://localhost:4566\naws_access_key_id = test\naws_secret_access_key = test";

        assert_eq!(in_file(localstack), [""; 0]);
    }

    #[test]
    fn nothing_of_a_secret_is_shown() {
        let variables = [("AWS_ACCESS_KEY_ID", GOOD), ("AWS_SECRET_ACCESS_KEY", ID)];
        let fake = Fake { variables: &variables, ..Fake::default() };
        let shown = fake.patient(|patient| format!("{:?}", KeyShape.run(patient)));

        assert!(GOOD.starts_with("wJalrXUt") && GOOD.ends_with("CYzzzzzzzzzz"));
        assert!(!shown.contains("wJalrXUt") && !shown.contains("zzzz"), "{shown}");
    }
}
