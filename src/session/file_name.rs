//! The names of cache files: hashes of what the sessions are for, byte for byte as the AWS CLI makes them.

use std::fmt::Write as _;

use sha1_smol::Sha1;

/// Returns the file of an IAM Identity Center token: `key` is the session's name, or in the old format its start URL.
pub(crate) fn sso_token(key: &str) -> String {
    sha1(key)
}

/// Returns the file of an `aws login` session, which its ARN names.
pub(crate) fn login_token(login_session: &str) -> String {
    sha256(login_session) + ".json"
}

/// Which session signs in for a role of IAM Identity Center.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SsoKey<'a> {
    /// The name of an `[sso-session]`.
    Session(&'a str),
    /// The start URL, in the old format.
    StartUrl(&'a str),
}

impl<'a> SsoKey<'a> {
    /// Returns the session's name or start URL.
    pub(crate) const fn name(self) -> &'a str {
        match self {
            Self::Session(name) | Self::StartUrl(name) => name,
        }
    }
}

/// Returns the file of the credentials of a role of IAM Identity Center.
pub(crate) fn sso_role(account_id: &str, role_name: &str, key: SsoKey<'_>) -> String {
    let (name, value) = match key {
        SsoKey::Session(session) => ("sessionName", session),
        SsoKey::StartUrl(url) => ("startUrl", url),
    };
    let members = [("accountId", account_id), ("roleName", role_name), (name, value)];
    sha1(&object(members.map(|(name, text)| (name, quoted(text))), ",", ":"))
}

/// The parameters of a call of `AssumeRole` that name its cache file.
///
/// Neither the caller nor the profile is among them: two profiles with the same role share one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RoleRequest<'a> {
    /// The role.
    pub(crate) role_arn: &'a str,
    /// The session's name, if the profile states it.
    pub(crate) role_session_name: Option<&'a str>,
    /// The external id.
    pub(crate) external_id: Option<&'a str>,
    /// The MFA device.
    pub(crate) mfa_serial: Option<&'a str>,
    /// How long the session should last, if the profile states a number: as JSON writes it.
    pub(crate) duration_seconds: Option<String>,
}

impl RoleRequest<'_> {
    /// Returns the file of the role's credentials.
    pub(crate) fn file_name(&self) -> String {
        let members = [
            ("DurationSeconds", self.duration_seconds.clone()),
            ("ExternalId", self.external_id.map(quoted)),
            ("RoleArn", Some(quoted(self.role_arn))),
            ("RoleSessionName", self.role_session_name.map(quoted)),
            ("SerialNumber", self.mfa_serial.map(quoted)),
        ];
        let members = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
        sha1(&object(members, ", ", ": "))
    }
}

/// Returns a number as JSON writes it, if Python's `int` takes `text` for one; the AWS CLI ignores the rest.
pub(crate) fn integer(text: &str) -> Option<String> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let is_number = digits
        .split('_')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let digits = digits.replace('_', "");
    match digits.trim_start_matches('0') {
        _ if !is_number => None,
        "" => Some("0".to_owned()),
        digits => Some(format!("{sign}{digits}")),
    }
}

/// Returns a name for anything, which is safe in every folder and says nothing of what it stands for.
pub(crate) fn sha256(text: &str) -> String {
    hexadecimal(&hmac_sha256::Hash::hash(text.as_bytes()))
}

fn sha1(text: &str) -> String {
    hexadecimal(&Sha1::from(text).digest().bytes()) + ".json"
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Returns a JSON object as Python's `json.dumps(sort_keys=True)` writes it; the members come sorted.
fn object(
    members: impl IntoIterator<Item = (&'static str, String)>,
    comma: &str,
    colon: &str,
) -> String {
    let members =
        members.into_iter().map(|(name, value)| ["\"", name, "\"", colon, &value].concat());
    ["{", &members.collect::<Vec<_>>().join(comma), "}"].concat()
}

/// Returns a JSON string as Python writes it: all but ASCII as `\uXXXX`.
fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            ' '..='\u{7f}' => json.push(character),
            '\0'..='\u{1f}' | '\u{80}'.. => escape(character, &mut json),
        }
    }
    json.push('"');
    json
}

fn escape(character: char, json: &mut String) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        _ = write!(json, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLE: &str = "arn:aws:iam::222222222222:role/R";

    #[test]
    fn tokens_are_found_where_the_aws_cli_puts_them() {
        for (key, expected) in [
            ("my-sso", "0ad374308c5a4e22f723adf10145eafad7c4031c"),
            ("https://x.awsapps.com/start", "3947de8b16688092197fa616c34e01335f21d256"),
        ] {
            assert_eq!(sso_token(key), format!("{expected}.json"), "{key}");
        }
    }

    #[test]
    fn a_start_url_is_taken_to_the_letter() {
        let names: std::collections::BTreeSet<_> =
            ["/start", "/start/", "/start#", "/start#/"].map(sso_token).into_iter().collect();

        assert_eq!(names.len(), 4);
    }

    #[test]
    fn login_sessions_are_found_where_the_aws_cli_puts_them() {
        for (arn, expected) in [
            (
                "arn:aws:sts::012345678910:assumed-role/Admin/admin",
                "4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255",
            ),
            (
                "arn:aws:iam::123456789012:user/me",
                "286187707741fc2ccb93cf9e56dbd0ee0a16208feed5fbc8ae1baa86d44c283f",
            ),
        ] {
            assert_eq!(login_token(arn), format!("{expected}.json"), "{arn}");
        }
    }

    #[test]
    fn credentials_of_an_sso_role_are_found_where_the_aws_cli_puts_them() {
        for (key, expected) in [
            (
                SsoKey::StartUrl("https://x.awsapps.com/start"),
                "78f8b11679abaf7fb751ca9012b659d0f92fa425",
            ),
            (SsoKey::Session("sess"), "3693d5199240eefa73698a45d5a299c3bd7112cf"),
        ] {
            assert_eq!(sso_role("555555555555", "R", key), format!("{expected}.json"), "{key:?}");
        }
    }

    #[test]
    fn credentials_of_a_role_are_found_where_the_aws_cli_puts_them() {
        let role = RoleRequest { role_arn: ROLE, ..RoleRequest::default() };
        for (request, expected) in [
            (role.clone(), "0c788b0dd5f46424edd2bd3998d91459fbeced05"),
            (
                RoleRequest { role_session_name: Some("me@x"), ..role.clone() },
                "2106148f5db38b55e98659fa169ab75682f94b6c",
            ),
            (
                RoleRequest {
                    duration_seconds: integer("3600"),
                    external_id: Some("ext 1"),
                    ..role.clone()
                },
                "b929baeece9990a995e7837f1c0525ec3497ca52",
            ),
            (
                RoleRequest { mfa_serial: Some("arn:aws:iam::222222222222:mfa/u"), ..role },
                "a321aa8b72be80721a4b75ceed13d0e9fbe7a47d",
            ),
        ] {
            assert_eq!(request.file_name(), format!("{expected}.json"), "{request:?}");
        }
    }

    #[test]
    fn a_duration_counts_where_python_takes_it_for_a_number() {
        for (text, expected) in [
            ("3600", Some("3600")),
            ("+3600", Some("3600")),
            (" 03_600 ", Some("3600")),
            ("-5", Some("-5")),
            ("-0", Some("0")),
            ("99999999999999999999", Some("99999999999999999999")),
            ("", None),
            ("1h", None),
            ("1e3", None),
            ("3__600", None),
            ("_3600", None),
            ("+-1", None),
        ] {
            assert_eq!(integer(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn text_is_escaped_as_python_does() {
        let text = "a\"b\\c\n\r\t\u{8}\u{c}\u{1}\u{7f}é\u{1f600}";

        assert_eq!(
            quoted(text),
            "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\u{7f}\\u00e9\\ud83d\\ude00\""
        );
    }
}
