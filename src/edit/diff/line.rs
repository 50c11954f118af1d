//! A line of an AWS file as anybody may see it.

use crate::display::{escaped, masked};

use super::super::check::is_odd;
use super::super::row::{BYTE_ORDER_MARK, Row};

/// Keys whose values are no secrets.
const HARMLESS: [&str; 22] = [
    "account_id",
    "aws_account_id",
    "ca_bundle",
    "cli_pager",
    "credential_source",
    "defaults_mode",
    "duration_seconds",
    "login_session",
    "max_attempts",
    "mfa_serial",
    "output",
    "region",
    "retry_mode",
    "role_arn",
    "role_session_name",
    "services",
    "source_profile",
    "sso_account_id",
    "sso_region",
    "sso_role_name",
    "sso_session",
    "web_identity_token_file",
];

/// What stands for what is not shown.
const MASK: &str = "…";

/// Returns a line with its secrets masked: of what is no header and has no well-known key nothing is left but the shape.
pub(super) fn shown(text: &[u8]) -> String {
    let (mark, rest) = match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => ("\\u{feff}", rest),
        None => ("", text),
    };
    let Ok(line) = std::str::from_utf8(rest) else { return format!("{mark}{MASK}") };
    let row = Row { text: line.trim_end_matches('\r').as_bytes(), ending: b"" };
    if let Some((_, end)) = row.brackets() {
        let (header, behind) = line.split_at_checked(end + 1).unwrap_or((line, ""));
        return format!("{mark}{}{}", escaped(header), hidden(behind));
    }
    let setting = row.value().and_then(|start| line.split_at_checked(start));
    match setting.filter(|_| !row.is_indented()) {
        Some((key, value)) => format!("{mark}{}", of_setting(key, value)),
        None => format!("{mark}{}", shape(line)),
    }
}

fn of_setting(key: &str, value: &str) -> String {
    let name: String = key.chars().filter(|character| !is_odd(*character)).collect();
    let name = name.trim_end_matches(['=', ':']);
    let is_plain =
        name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let key = if is_plain { escaped(key) } else { format!("{MASK} =") };
    if HARMLESS.contains(&name) {
        return format!("{key}{}", around(value, str::to_owned));
    }
    let mask: fn(&str) -> String =
        if name == "aws_access_key_id" { masked } else { |_| MASK.to_owned() };
    format!("{key}{}", around(value, mask))
}

/// Returns a value through `mask`, with what is odd around it.
fn around(value: &str, mask: impl Fn(&str) -> String) -> String {
    let inside = value.trim_matches(is_odd);
    if inside.is_empty() {
        return odd(value);
    }
    let (lead, rest) = value.split_at(value.len() - value.trim_start_matches(is_odd).len());
    let (inside, trail) = rest.split_at(inside.len());
    let lead_space = lead.len() - lead.trim_start_matches(' ').len();
    let (space, lead) = lead.split_at(lead_space);
    format!("{space}{}{}{}", odd(lead), escaped(&mask(inside)), odd(trail))
}

/// Returns odd characters so that each can be seen.
fn odd(text: &str) -> String {
    let seen = |character: char| match character {
        '"' | '\'' | '\u{2018}'..='\u{201f}' | '«' | '»' => character.to_string(),
        other => other.escape_unicode().to_string(),
    };
    text.chars().map(seen).collect()
}

/// Returns what stands behind a header: its odd characters, and that there is more.
fn hidden(text: &str) -> String {
    if text.trim_matches(is_odd).is_empty() { odd(text) } else { format!(" {MASK}") }
}

/// Returns what kind of line it is, and whether it holds something that cannot be seen.
fn shape(line: &str) -> String {
    let inside = line.trim_matches(is_odd);
    if inside.is_empty() {
        return odd(line);
    }
    let indent: String = line.chars().take_while(|character| *character == ' ').collect();
    let comment = if inside.starts_with(['#', ';']) { "# " } else { "" };
    format!("{indent}{comment}{MASK}")
}
