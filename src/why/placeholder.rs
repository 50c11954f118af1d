//! The gaps in a fix, filled with what is known.

/// What a fix may name.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The profile.
    pub(super) profile: Option<String>,
    /// The Region.
    pub(super) region: Option<String>,
    /// The name of a role.
    pub(super) role: Option<String>,
}

/// Returns `fix` with its gaps filled; a name that is not known stands there in capitals.
pub(super) fn filled(fix: &str, known: &Known) -> String {
    let value = |value: &Option<String>, blank: &str| {
        value.as_deref().map_or_else(|| blank.to_owned(), word)
    };
    fix.replace("{profile}", &value(&known.profile, "NAME"))
        .replace("{region}", &value(&known.region, "REGION"))
        .replace("{role}", &value(&known.role, "NAME"))
}

/// Returns `fix` with its gaps in capitals, where nothing is known.
pub(crate) fn with_blanks(fix: &str) -> String {
    filled(fix, &Known::default())
}

/// Returns whether `text` is one harmless word of every shell, so that somebody else's text may stand in a fix.
pub(super) fn is_plain(text: &str) -> bool {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "_./:@+,=*-".contains(character);
    !text.is_empty() && !text.starts_with(['-', '*']) && text.chars().all(is_plain)
}

/// Returns `text` as one word of a command line that a person may copy.
fn word(text: &str) -> String {
    if is_plain(text) && !text.contains('*') {
        return text.to_owned();
    }
    format!("'{}'", crate::display::escaped(text).replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_or_named() {
        let known = Known { profile: Some("a b".to_owned()), ..Known::default() };

        assert_eq!(filled("awsp use {profile}", &known), "awsp use 'a b'");
        assert_eq!(
            filled("awsp use {profile} --region {region}", &Known::default()),
            "awsp use NAME --region REGION"
        );
    }

    #[test]
    fn nothing_that_a_shell_acts_on_is_plain() {
        for text in [
            "", "a b", "$(x)", "a;b", "`x`", "a\n", "-x", "*", "a'b", "a\"b", "a&b", "é", "~x",
            "a#b", "{a}",
        ] {
            assert!(!is_plain(text), "{text}");
        }
        assert!(is_plain("arn:aws:s3:::b/k-1_2.x"));
    }
}
