//! The segment in the prompt and the sign of trouble behind it.

use unicode_width::UnicodeWidthStr as _;

use crate::display::brief;
use crate::environment::Environment;
use crate::finding::Finding;
use crate::identity::{Identity, Kind};
use crate::settings::FORMAT_WORDS;
use crate::shell::ShellKind;

/// How many columns a name may take; longer ones lose their middle.
const NAME_WIDTH: usize = 24;

/// Returns the segment: `format` filled in from `identity`, without the gaps that missing parts leave.
pub(crate) fn text(identity: &Identity, format: &str) -> String {
    let subject = subject(identity);
    if subject.is_empty() {
        return String::new();
    }
    let account = identity.account.as_ref().map(|account| account.value.as_str());
    let region = identity.region.as_ref().map(|region| region.value.as_str());
    let values = [
        Some(short(&brief(&subject))),
        account.map(brief),
        identity.principal.as_ref().map(|principal| short(&brief(&principal.value))),
        region.map(|region| short(&brief(region))),
    ];
    let filled = FORMAT_WORDS.iter().zip(values).fold(format.to_owned(), |text, (word, value)| {
        text.replace(word, &value.unwrap_or_default())
    });
    filled.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns who the next call is signed as, in one word: never the profile while keys override it; nothing for nobody.
pub(crate) fn subject(identity: &Identity) -> String {
    match (identity.kind, &identity.profile, &identity.exported_by) {
        (Kind::Environment, _, Some(exporter)) => match &identity.principal {
            // A role that no profile names is known by its own name.
            Some(role) if exporter.is_nameless() => role.value.clone(),
            Some(_) | None => exporter.label(),
        },
        (Kind::Environment, _, None) => {
            let key_id = identity.access_key_id.as_deref().map(crate::display::masked);
            format!("keys:{}", key_id.unwrap_or_default())
        }
        (_, Some(profile), _) => profile.value.clone(),
        (Kind::None, None, _) => String::new(),
        (kind, None, _) => kind.word().to_owned(),
    }
}

/// Returns `text` with dots for `…` where the locale has none: a shell that counts its bytes would wrap lines too early.
pub(crate) fn in_locale(text: String, environment: &Environment) -> String {
    if speaks_utf8(environment) { text } else { text.replace('…', "..") }
}

/// Returns the sign of the most serious findings that have one: `⚠ keys`, `⚠ keys +1`.
pub(crate) fn mark(findings: &[Finding], environment: &Environment) -> String {
    let mut marks: Vec<&str> =
        findings.iter().map(|finding| finding.mark).filter(|mark| !mark.is_empty()).collect();
    marks.dedup();
    let Some((first, rest)) = marks.split_first() else { return String::new() };
    let sign = if speaks_utf8(environment) { '⚠' } else { '!' };
    if rest.is_empty() {
        format!("{sign} {first}")
    } else {
        format!("{sign} {first} +{}", rest.len())
    }
}

/// Returns the one line that is said about the most serious finding that has a mark.
pub(crate) fn warning(findings: &[Finding], shell: Option<ShellKind>) -> String {
    let Some(finding) = findings.iter().find(|finding| !finding.mark.is_empty()) else {
        return String::new();
    };
    let own_words =
        |fix: &str| shell.map_or_else(|| fix.to_owned(), |shell| shell.in_own_words(fix));
    let fix =
        finding.fix.first().map(|fix| format!(" (try: {})", own_words(fix))).unwrap_or_default();
    crate::display::escaped(&format!("{}{fix}", finding.title))
}

/// Returns whether the terminal is said to read UTF-8: the first of the three variables that is not empty decides.
pub(crate) fn speaks_utf8(environment: &Environment) -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| environment.filled(name))
        .is_some_and(|locale| locale.to_ascii_lowercase().replace('-', "").contains("utf8"))
}

/// How many characters there may be for each column: some letters join the one before and take no room.
const CHARACTERS_PER_COLUMN: usize = 4;

/// Returns `name` in at most 24 columns, with `…` for its middle.
fn short(name: &str) -> String {
    let is_few = name.chars().nth(NAME_WIDTH * CHARACTERS_PER_COLUMN).is_none();
    if is_few && name.width() <= NAME_WIDTH {
        return name.to_owned();
    }
    let head = fitting(name.chars(), NAME_WIDTH / 2);
    let tail: String =
        fitting(name.chars().rev(), NAME_WIDTH - NAME_WIDTH / 2 - 1).chars().rev().collect();
    format!("{head}…{tail}")
}

/// Returns the first characters that fit into `columns`.
fn fitting(characters: impl Iterator<Item = char>, columns: usize) -> String {
    let mut text = String::new();
    for character in characters.take(columns * CHARACTERS_PER_COLUMN) {
        text.push(character);
        if text.width() > columns {
            text.pop();
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::identity::{Known, State};
    use crate::source::Source;

    use super::*;

    fn identity(kind: Kind, profile: Option<&str>) -> Identity {
        let known = |value: &str| Some(Known::new(value, Source::Default));
        Identity {
            profile: profile.and_then(known),
            selected: None,
            kind,
            source: Source::Default,
            access_key_id: Some("AKIARTX3GSDSQUISEM2E".to_owned()),
            keys: None,
            account: known("111122223333"),
            principal: known("Admin"),
            region: known("eu-west-1"),
            state: State::None,
            expires_at: None,
            renewable: false,
            exported_by: None,
            error: None,
        }
    }

    fn finding(mark: &'static str, title: &str) -> Finding {
        Finding {
            code: "AWSP-W000",
            severity: Severity::Warning,
            cause: "wrong-profile",
            mark,
            title: title.to_owned(),
            evidence: Vec::new(),
            why: String::new(),
            fix: vec!["awsp clean".to_owned()],
        }
    }

    #[test]
    fn the_format_decides_what_is_shown_and_missing_parts_leave_no_gap() {
        let mut identity = identity(Kind::Sso, Some("staging"));
        for (format, expected) in [
            ("{profile} {account} {region}", "staging 111122223333 eu-west-1"),
            ("[{principal}@{profile}]", "[Admin@staging]"),
            ("aws", "aws"),
        ] {
            assert_eq!(text(&identity, format), expected);
        }
        identity.account = None;
        assert_eq!(text(&identity, "{profile} {account} {region}"), "staging eu-west-1");
    }

    #[test]
    fn keys_are_named_by_their_end_and_never_by_the_profile() {
        let text = text(&identity(Kind::Environment, None), "{profile}");

        assert_eq!(text, "keys:…EM2E");
    }

    #[test]
    fn nobody_has_no_segment() {
        assert_eq!(text(&identity(Kind::None, None), "{profile} {account}"), "");
    }

    #[test]
    fn a_long_name_loses_its_middle_and_the_account_stays() {
        let name = "a-very-long-name-of-a-profile-in-production";

        let text = text(&identity(Kind::Sso, Some(name)), "{profile} {account}");

        assert_eq!(text, "a-very-long-…-production 111122223333");
        assert_eq!(short(name).width(), NAME_WIDTH);
        assert!(short(&"日本".repeat(20)).width() <= NAME_WIDTH);
    }

    #[test]
    fn a_shell_that_counts_bytes_gets_dots() {
        for (locale, expected) in [("C", "a..b"), ("en_US.UTF-8", "a…b"), ("C.utf8", "a…b")] {
            let environment = Environment::from([("LANG", locale)]);
            assert_eq!(in_locale("a…b".to_owned(), &environment), expected, "{locale}");
        }
    }

    #[test]
    fn letters_without_width_and_values_without_end_are_cut() {
        let mut identity = identity(Kind::Sso, Some(&"\u{1161}".repeat(100_000)));
        identity.principal = Some(Known::new("p".repeat(1000), Source::Default));
        identity.region = Some(Known::new("r".repeat(1000), Source::Default));

        let text = text(&identity, "{profile} {account} {principal} {region}");

        assert!(text.chars().count() < 200, "{}", text.len());
        assert!(text.contains("111122223333"), "{text}");
    }

    #[test]
    fn a_name_that_would_act_on_the_terminal_is_marked() {
        assert_eq!(text(&identity(Kind::Sso, Some("a\u{202e}b")), "{profile}"), "a?b!");
    }

    #[test]
    fn the_mark_names_the_worst_and_counts_the_rest() {
        let findings = [finding("keys", "a"), finding("", "silent"), finding("region", "b")];
        let plain = Environment::default();
        let utf8 = Environment::from([("LC_ALL", ""), ("LANG", "en_US.UTF-8")]);

        assert_eq!(mark(&findings, &plain), "! keys +1");
        assert_eq!(mark(&findings, &utf8), "⚠ keys +1");
        assert_eq!(mark(&findings[1..2], &utf8), "");
        assert_eq!(warning(&findings, None), "a (try: awsp clean)");
    }

    #[test]
    fn a_fix_is_in_the_words_of_the_shell() {
        let unset = Finding { fix: vec!["unset A B".to_owned()], ..finding("region", "a") };
        for (shell, expected) in [
            (None, "a (try: unset A B)"),
            (Some(ShellKind::Zsh), "a (try: unset A B)"),
            (Some(ShellKind::Fish), "a (try: set -e A B)"),
            (Some(ShellKind::PowerShell), "a (try: $env:A = $null; $env:B = $null)"),
        ] {
            assert_eq!(warning(std::slice::from_ref(&unset), shell), expected);
        }
    }
}
