//! Lines that every tool reads alike, which are nearly all: they are looked at only once.

use memchr::memchr2;

use super::sdk::is_identifier;
use super::text::FileKind;

/// Splits a `key = value` that begins in the first column and has nothing in it that is special to any tool.
///
/// Both grammars come to the same answer in a few times the time.
pub(super) fn setting(line: &str) -> Option<(&str, &str)> {
    let is_key = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let end = line.bytes().position(|byte| !is_key(&byte)).filter(|end| *end > 0)?;
    let (key, rest) = line.split_at_checked(end)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('=')?;
    let value = rest.strip_prefix(' ').unwrap_or(rest);
    let has_plain_ends = match value.as_bytes() {
        [] => true,
        [only] => only.is_ascii_graphic(),
        [first, .., last] => first.is_ascii_graphic() && last.is_ascii_graphic(),
    };
    (has_plain_ends && memchr2(b'#', b';', value.as_bytes()).is_none()).then_some((key, value))
}

/// Returns whether every tool takes `line` for nothing, or for the header of the same section.
pub(super) fn is_nothing_or_header(line: &str, kind: FileKind) -> bool {
    match line.as_bytes() {
        [] | [b'#' | b';', ..] => true,
        [b'[', .., b']'] => names_a_section(line.trim_matches(['[', ']']), kind),
        [..] => false,
    }
}

fn names_a_section(header: &str, kind: FileKind) -> bool {
    let name = match (header.split_once(' '), kind) {
        (Some(("profile" | "sso-session" | "services", name)), FileKind::Config) => name,
        (None, FileKind::Config) if header == "default" => header,
        (None, FileKind::Credentials) => header,
        (Some(_) | None, _) => return false,
    };
    !name.is_empty() && !name.starts_with("__") && is_identifier(name)
}

/// Returns whether the value is a quote that stands alone, at which the SDK for Go stops.
pub(super) fn is_lone_quote(value: &str) -> bool {
    matches!(value, "'" | "\"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::boto::Boto;
    use super::super::grammar::Grammar;
    use super::super::sdk::Sdk;
    use super::super::token::Token;
    use super::*;

    const ABOVE: &[&[&str]] = &[&[], &["[a]"], &["[a]", "k = v"], &["[a]", "  k ="]];

    /// Returns what a grammar makes of `line` behind `above`, by itself and by the short way.
    fn both<'t, G: Grammar>(
        above: &[&'t str],
        line: &'t str,
        plain: (&'t str, &'t str),
    ) -> [Token<'t>; 2] {
        let behind = || {
            let mut grammar = G::default();
            for line in above {
                grammar.token(line);
            }
            grammar
        };
        [behind().token(line), behind().plain(plain.0, plain.1)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5000))]

        #[test]
        fn the_short_way_leads_to_the_same_place(
            line in "[a-zA-Z_]{0,3}[ \t]{0,1}=[ \t]{0,1}[a-z=:#; \t\u{a0}é\u{1c}]{0,4}",
            above in prop::sample::select(ABOVE),
        ) {
            if let Some(plain) = setting(&line) {
                let [boto, short] = both::<Boto>(above, &line, plain);
                prop_assert_eq!(boto, short);
                let [sdk, short] = both::<Sdk>(above, &line, plain);
                prop_assert_eq!(sdk, short);
            }
        }
    }

    #[test]
    fn ordinary_settings_are_plain_and_others_are_not() {
        assert_eq!(setting("region = eu-west-1"), Some(("region", "eu-west-1")));
        assert_eq!(setting("s3 ="), Some(("s3", "")));
        for line in [
            "",
            "[a]",
            " k = v",
            "k: v",
            "k = v # c",
            "a:b = c",
            "k = v ",
            "= v",
            "# k = v",
            "k = \u{a0}v",
        ] {
            assert_eq!(setting(line), None, "{line:?}");
        }
    }
}
