//! The table of all findings: a code that never changes, how much it matters, its cause and its word in the prompt.

use crate::finding::{Evidence, Finding, Severity};
use crate::source::Source;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code {
    name: &'static str,
    severity: Severity,
    cause: &'static str,
    mark: &'static str,
}

/// The AWS CLI cannot parse a file.
pub(super) const REJECTED_FILE: Code = error("AWSP-E001", "file-syntax", "file");
/// The selected profile is in no file.
pub(super) const UNKNOWN_PROFILE: Code = error("AWSP-E002", "wrong-profile", "profile");
/// A variable selects a profile without a name.
pub(super) const EMPTY_PROFILE: Code = error("AWSP-E003", "overridden-by-environment", "profile");
/// A key id without its secret.
pub(super) const HALF_PAIR: Code = error("AWSP-E004", "overridden-by-environment", "half pair");
/// The variable that says when the keys end is past.
pub(super) const PAST_EXPIRATION: Code = error("AWSP-E005", "expired", "expiry");
/// The variable that says when the keys end is no time.
pub(super) const BAD_EXPIRATION: Code = error("AWSP-E006", "overridden-by-environment", "expiry");
/// A web identity token without a role.
pub(super) const TOKEN_WITHOUT_ROLE: Code =
    error("AWSP-E007", "overridden-by-environment", "web identity");
/// A role that nothing can sign for.
pub(super) const BROKEN_CHAIN: Code = error("AWSP-E008", "broken-chain", "chain");
/// A profile whose own settings cannot work.
pub(super) const BROKEN_PROFILE: Code = error("AWSP-E009", "not-configured", "profile");
/// A Region that is set and empty.
pub(super) const EMPTY_REGION: Code = error("AWSP-E010", "region", "region");
/// Temporary keys without their token.
pub(super) const MISSING_TOKEN: Code = error("AWSP-E011", "missing-session-token", "token");
/// Long-term keys beside a token that is not theirs.
pub(super) const TOKEN_BESIDE_LONG_TERM_KEYS: Code =
    error("AWSP-E012", "stale-session-token", "token");
/// A container's endpoint that is empty, or must not be asked.
pub(super) const EMPTY_CONTAINER_URI: Code =
    error("AWSP-E013", "overridden-by-environment", "container");
/// A file of certificates that is set and empty.
pub(super) const EMPTY_CA_BUNDLE: Code = error("AWSP-E014", "tls", "ca bundle");
/// The ancient credential file cannot be used.
pub(super) const UNREADABLE_CREDENTIAL_FILE: Code =
    error("AWSP-E015", "overridden-by-environment", "credential file");
/// An empty variable that hides the web identity token of the profile.
pub(super) const EMPTY_TOKEN_FILE: Code =
    error("AWSP-E016", "overridden-by-environment", "web identity");
/// A profile without credentials, where nothing else can have any.
pub(super) const NO_CREDENTIALS: Code = error("AWSP-E017", "not-configured", "credentials");
/// The file of a web identity token is not there.
pub(super) const MISSING_TOKEN_FILE: Code = error("AWSP-E018", "not-logged-in", "web identity");
/// A role, and no Region to ask for it in.
pub(super) const NO_REGION: Code = error("AWSP-E019", "region", "region");
/// A setting whose value a tool does not take.
pub(super) const BAD_SETTING: Code = error("AWSP-E020", "overridden-by-environment", "setting");
/// A cache file that a tool cannot read.
pub(super) const BAD_CACHE: Code = error("AWSP-E021", "expired", "session");
/// Keys in variables win over the selected profile.
pub(super) const KEYS_OVERRIDE_PROFILE: Code =
    warning("AWSP-W001", "overridden-by-environment", "keys");
/// Two tokens that differ.
pub(super) const TWO_TOKENS: Code = warning("AWSP-W002", "stale-session-token", "token");
/// Long-term keys beside a time at which they would end.
pub(super) const EXPIRATION_OF_LONG_TERM_KEYS: Code =
    warning("AWSP-W003", "overridden-by-environment", "expiry");
/// Web identity variables win over the selected profile.
pub(super) const WEB_IDENTITY_OVERRIDES_PROFILE: Code =
    warning("AWSP-W004", "overridden-by-environment", "web identity");
/// Two variables that name different profiles.
pub(super) const TWO_PROFILES: Code = warning("AWSP-W005", "wrong-profile", "profile");
/// A variable wins over the profile's Region.
pub(super) const REGION_OVERRIDES_PROFILE: Code = warning("AWSP-W006", "region", "region");
/// Two variables that name different Regions.
pub(super) const TWO_REGIONS: Code = warning("AWSP-W007", "region", "region");
/// Variables that send requests elsewhere.
pub(super) const ENDPOINT: Code = warning("AWSP-W008", "endpoint-or-proxy", "endpoint");
/// The account in a variable is not the keys' own.
pub(super) const WRONG_ACCOUNT_ID: Code = warning("AWSP-W009", "wrong-account", "account");
/// The session has ended.
pub(super) const ENDED_SESSION: Code = warning("AWSP-W010", "expired", "session");
/// Nobody has signed in yet.
pub(super) const NOT_SIGNED_IN: Code = warning("AWSP-W011", "not-logged-in", "session");
/// Another tool would sign as somebody else.
pub(super) const TOOLS_DISAGREE: Code = warning("AWSP-W012", "wrong-profile", "tools");
/// A secret without a key id.
pub(super) const SECRET_ALONE: Code = note("AWSP-N001", "overridden-by-environment");
/// A token without keys.
pub(super) const TOKEN_ALONE: Code = note("AWSP-N002", "overridden-by-environment");
/// Variables that are set and empty.
pub(super) const SET_BUT_EMPTY: Code = note("AWSP-N003", "overridden-by-environment");
/// What a tool left when its keys went.
pub(super) const LEFTOVER_MARKS: Code = note("AWSP-N004", "overridden-by-environment");
/// The SDKs cannot parse a file, the AWS CLI can.
pub(super) const FILE_REJECTED_BY_SDKS: Code = note("AWSP-N005", "file-syntax");
/// A profile that only some tools see.
pub(super) const DEFAULT_PROFILE_ALONE: Code = note("AWSP-N006", "wrong-profile");
/// A token that replaces the signature for one service.
pub(super) const BEARER_TOKEN: Code = note("AWSP-N007", "overridden-by-environment");
/// A token that only some tools see.
pub(super) const TOKEN_UNKNOWN_TO_SDKS: Code = note("AWSP-N008", "missing-session-token");

/// A profile without credentials, where the machine may have some.
pub(super) const NO_CREDENTIALS_BUT_THE_MACHINE: Code = note("AWSP-N009", "not-configured");

/// Another tool gets no credentials where this one does.
pub(super) const TOOL_STOPS: Code = note("AWSP-N010", "not-configured");

const fn error(name: &'static str, cause: &'static str, mark: &'static str) -> Code {
    Code { name, severity: Severity::Error, cause, mark }
}

const fn warning(name: &'static str, cause: &'static str, mark: &'static str) -> Code {
    Code { name, severity: Severity::Warning, cause, mark }
}

/// Returns a row about which the prompt stays silent.
const fn note(name: &'static str, cause: &'static str) -> Code {
    Code { name, severity: Severity::Note, cause, mark: "" }
}

impl Code {
    /// Returns a finding of this kind.
    pub(super) fn finding(self, title: impl Into<String>) -> Finding {
        Finding {
            code: self.name,
            severity: self.severity,
            cause: self.cause,
            mark: self.mark,
            title: title.into(),
            evidence: Vec::new(),
            why: String::new(),
            fix: Vec::new(),
        }
    }
}

impl Finding {
    /// Also says why it matters.
    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// Also names a command that mends it.
    pub(crate) fn fix(mut self, command: impl Into<String>) -> Self {
        self.fix.push(command.into());
        self
    }

    /// Also shows what it was concluded from; a secret only masked.
    pub(crate) fn seen(mut self, source: Source, text: impl Into<String>) -> Self {
        self.evidence.push(Evidence { source, text: text.into() });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_in_the_table() {
        let table = include_str!("code.rs");
        let mut codes: Vec<&str> =
            table.split('"').filter(|text| text.starts_with("AWSP-") && text.len() == 9).collect();
        let rows = codes.len();
        codes.sort_unstable();
        codes.dedup();

        assert_eq!(codes.len(), rows);
        assert!(rows > 30);
    }

    #[test]
    fn the_readme_explains_every_mark() {
        let readme = include_str!("../../README.md");
        let table = include_str!("code.rs").split("#[cfg(test)]").next().unwrap();
        let marks: Vec<&str> = table
            .split("Code =")
            .skip(1)
            .filter_map(|row| row.split_once(");"))
            .filter(|(row, _)| !row.contains("note("))
            .filter_map(|(row, _)| row.rsplit('"').nth(1))
            .collect();

        assert!(marks.len() > 20);
        for mark in marks {
            assert!(readme.contains(&format!("`⚠ {mark}`")), "{mark}");
        }
    }

    #[test]
    fn notes_stay_out_of_the_prompt() {
        assert_eq!(SECRET_ALONE.finding("").mark, "");
        assert_eq!(SECRET_ALONE.finding("").severity, Severity::Note);
    }
}
