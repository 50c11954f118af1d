//! Amazon Resource Names.

/// How the names of sessions begin that awsp makes up; what follows is the time.
pub(crate) const OWN_SESSION: &str = "awsp-session-";

/// How names of sessions begin that say nothing.
const MADE_UP: [&str; 2] = ["botocore-session-", OWN_SESSION];

/// Returns the account, if it is one: twelve digits in the fifth field.
pub(crate) fn account(arn: &str) -> Option<&str> {
    let mut fields = arn.split(':');
    let prefix = fields.next()?;
    let account = fields.nth(3)?;
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    (prefix == "arn" && is_account).then_some(account)
}

/// Returns the name of a role without its path.
pub(crate) fn role_name(arn: &str) -> Option<&str> {
    let (_, role) = arn.split_once(":role/")?;
    Some(role.rsplit_once('/').map_or(role, |(_, name)| name)).filter(|name| !name.is_empty())
}

/// Returns who the ARN names: `me` for a user, `Admin/me` for the session of a role, `root`.
pub(crate) fn principal(arn: &str) -> Option<&str> {
    let resource = arn.splitn(6, ':').nth(5)?;
    let (kind, name) = resource.split_once('/').unwrap_or(("", resource));
    let name = match kind {
        "user" | "role" => name.rsplit_once('/').map_or(name, |(_, name)| name),
        _ => name,
    };
    Some(name).filter(|name| !name.is_empty())
}

/// Returns who the ARN of a caller names, without a session's name that a tool made up.
pub(crate) fn caller(arn: &str) -> Option<&str> {
    let role = || Some(arn.split_once(":assumed-role/")?.1.split('/').next().unwrap_or_default());
    session(arn).or_else(role).filter(|name| !name.is_empty()).or_else(|| principal(arn))
}

/// Returns role and session of an assumed role; `None` if a tool made up the session's name.
pub(crate) fn session(arn: &str) -> Option<&str> {
    let (_, session) = arn.split_once(":assumed-role/")?;
    let (_, name) = session.rsplit_once('/')?;
    let is_made_up = MADE_UP.iter().any(|start| name.starts_with(start)) || name.is_empty();
    (!is_made_up).then_some(session)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_and_names_are_read_from_every_kind_of_arn() {
        for (arn, expected_account, expected_role, expected_principal) in [
            (
                "arn:aws:iam::123456789012:role/Admin",
                Some("123456789012"),
                Some("Admin"),
                Some("Admin"),
            ),
            (
                "arn:aws-cn:iam::123456789012:role/a/b/Admin",
                Some("123456789012"),
                Some("Admin"),
                Some("Admin"),
            ),
            ("arn:aws:iam::123456789012:user/team/me", Some("123456789012"), None, Some("me")),
            (
                "arn:aws:sts::123456789012:assumed-role/Admin/me",
                Some("123456789012"),
                None,
                Some("Admin/me"),
            ),
            ("arn:aws:iam::123456789012:root", Some("123456789012"), None, Some("root")),
            ("arn:aws:iam:123456789012:role/Admin", None, Some("Admin"), None),
            ("arn:aws:iam::12345:role/Admin", None, Some("Admin"), Some("Admin")),
            ("arn:aws:iam::123456789012:role/", Some("123456789012"), None, None),
            ("role/Admin", None, None, None),
            ("", None, None, None),
        ] {
            assert_eq!(account(arn), expected_account, "{arn}");
            assert_eq!(role_name(arn), expected_role, "{arn}");
            assert_eq!(principal(arn), expected_principal, "{arn}");
        }
    }

    #[test]
    fn a_session_counts_unless_its_name_was_made_up() {
        for (arn, expected) in [
            ("arn:aws:sts::123456789012:assumed-role/Admin/me", Some("Admin/me")),
            ("arn:aws:sts::123456789012:assumed-role/Admin/botocore-session-1767323045", None),
            ("arn:aws:sts::123456789012:assumed-role/Admin/awsp-session-1767323045", None),
            ("arn:aws:sts::123456789012:assumed-role/Admin/", None),
            ("arn:aws:iam::123456789012:user/me", None),
        ] {
            assert_eq!(session(arn), expected, "{arn}");
        }
    }
}
