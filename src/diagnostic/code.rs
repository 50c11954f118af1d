//! The table of all findings: a code that never changes, how much it matters, its cause and its word in the prompt.

use crate::finding::{Evidence, Finding, Severity};
use crate::source::Source;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    name: &'static str,
    severity: Severity,
    cause: &'static str,
    mark: &'static str,
}

/// The AWS CLI cannot parse a file.
pub(crate) const REJECTED_FILE: Code = error("AWSP-E001", "file-syntax", "file");
/// The selected profile is in no file.
pub(crate) const UNKNOWN_PROFILE: Code = error("AWSP-E002", "wrong-profile", "profile");
/// A variable selects a profile without a name.
pub(crate) const EMPTY_PROFILE: Code = error("AWSP-E003", "overridden-by-environment", "profile");
/// A key id without its secret.
pub(crate) const HALF_PAIR: Code = error("AWSP-E004", "overridden-by-environment", "half pair");
/// The variable that says when the keys end is past.
pub(crate) const PAST_EXPIRATION: Code = error("AWSP-E005", "expired", "expiry");
/// The variable that says when the keys end is no time.
pub(crate) const BAD_EXPIRATION: Code = error("AWSP-E006", "overridden-by-environment", "expiry");
/// A web identity token without a role.
pub(crate) const TOKEN_WITHOUT_ROLE: Code =
    error("AWSP-E007", "overridden-by-environment", "web identity");
/// A role that nothing can sign for.
pub(crate) const BROKEN_CHAIN: Code = error("AWSP-E008", "broken-chain", "chain");
/// A profile whose own settings cannot work.
pub(crate) const BROKEN_PROFILE: Code = error("AWSP-E009", "not-configured", "profile");
/// A Region that is set and empty.
pub(crate) const EMPTY_REGION: Code = error("AWSP-E010", "region", "region");
/// Temporary keys without their token.
pub(crate) const MISSING_TOKEN: Code = error("AWSP-E011", "missing-session-token", "token");
/// Long-term keys beside a token that is not theirs.
pub(crate) const TOKEN_BESIDE_LONG_TERM_KEYS: Code =
    error("AWSP-E012", "stale-session-token", "token");
/// A container's endpoint that is empty, or must not be asked.
pub(crate) const EMPTY_CONTAINER_URI: Code =
    error("AWSP-E013", "overridden-by-environment", "container");
/// A file of certificates that is set and empty.
pub(crate) const EMPTY_CA_BUNDLE: Code = error("AWSP-E014", "tls", "ca bundle");
/// The ancient credential file cannot be used.
pub(crate) const UNREADABLE_CREDENTIAL_FILE: Code =
    error("AWSP-E015", "overridden-by-environment", "credential file");
/// An empty variable that hides the web identity token of the profile.
pub(crate) const EMPTY_TOKEN_FILE: Code =
    error("AWSP-E016", "overridden-by-environment", "web identity");
/// A profile without credentials, where nothing else can have any.
pub(crate) const NO_CREDENTIALS: Code = error("AWSP-E017", "not-configured", "credentials");
/// The file of a web identity token is not there.
pub(crate) const MISSING_TOKEN_FILE: Code = error("AWSP-E018", "not-logged-in", "web identity");
/// A role, and no Region to ask for it in.
pub(crate) const NO_REGION: Code = error("AWSP-E019", "region", "region");
/// A setting whose value a tool does not take.
pub(crate) const BAD_SETTING: Code = error("AWSP-E020", "overridden-by-environment", "setting");
/// A cache file that a tool cannot read.
pub(crate) const BAD_CACHE: Code = error("AWSP-E021", "expired", "session");
/// Keys in variables win over the selected profile.
pub(crate) const KEYS_OVERRIDE_PROFILE: Code =
    warning("AWSP-W001", "overridden-by-environment", "keys");
/// Two tokens that differ.
pub(crate) const TWO_TOKENS: Code = warning("AWSP-W002", "stale-session-token", "token");
/// Long-term keys beside a time at which they would end.
pub(crate) const EXPIRATION_OF_LONG_TERM_KEYS: Code =
    warning("AWSP-W003", "overridden-by-environment", "expiry");
/// Web identity variables win over the selected profile.
pub(crate) const WEB_IDENTITY_OVERRIDES_PROFILE: Code =
    warning("AWSP-W004", "overridden-by-environment", "web identity");
/// Two variables that name different profiles.
pub(crate) const TWO_PROFILES: Code = warning("AWSP-W005", "wrong-profile", "profile");
/// A variable wins over the profile's Region.
pub(crate) const REGION_OVERRIDES_PROFILE: Code = warning("AWSP-W006", "region", "region");
/// Two variables that name different Regions.
pub(crate) const TWO_REGIONS: Code = warning("AWSP-W007", "region", "region");
/// Variables that send requests elsewhere.
pub(crate) const ENDPOINT: Code = warning("AWSP-W008", "endpoint-or-proxy", "endpoint");
/// The account in a variable is not the keys' own.
pub(crate) const WRONG_ACCOUNT_ID: Code = warning("AWSP-W009", "wrong-account", "account");
/// The session has ended.
pub(crate) const ENDED_SESSION: Code = warning("AWSP-W010", "expired", "session");
/// Nobody has signed in yet.
pub(crate) const NOT_SIGNED_IN: Code = warning("AWSP-W011", "not-logged-in", "session");
/// Another tool would sign as somebody else.
pub(crate) const TOOLS_DISAGREE: Code = warning("AWSP-W012", "wrong-profile", "tools");
/// A secret without a key id.
pub(crate) const SECRET_ALONE: Code = note("AWSP-N001", "overridden-by-environment");
/// A token without keys.
pub(crate) const TOKEN_ALONE: Code = note("AWSP-N002", "stale-session-token");
/// Variables that are set and empty.
pub(crate) const SET_BUT_EMPTY: Code = note("AWSP-N003", "overridden-by-environment");
/// What a tool left when its keys went.
pub(crate) const LEFTOVER_MARKS: Code = note("AWSP-N004", "overridden-by-environment");
/// The SDKs cannot parse a file, the AWS CLI can.
pub(crate) const FILE_REJECTED_BY_SDKS: Code = note("AWSP-N005", "file-syntax");
/// A profile that only some tools see.
pub(crate) const DEFAULT_PROFILE_ALONE: Code = note("AWSP-N006", "wrong-profile");
/// A token that replaces the signature for one service.
pub(crate) const BEARER_TOKEN: Code = note("AWSP-N007", "overridden-by-environment");
/// A token that only some tools see.
pub(crate) const TOKEN_UNKNOWN_TO_SDKS: Code = note("AWSP-N008", "missing-session-token");

/// A profile without credentials, where the machine may have some.
pub(crate) const NO_CREDENTIALS_BUT_THE_MACHINE: Code = note("AWSP-N009", "not-configured");

/// Another tool gets no credentials where this one does.
pub(crate) const TOOL_STOPS: Code = note("AWSP-N010", "not-configured");

// What only the doctor looks for; the prompt has no word for it.

/// A variable with a character that nobody sees.
pub(crate) const HIDDEN_IN_VARIABLE: Code = unmarked_error("AWSP-E022", "hidden-characters");
/// A value in a file with a character that nobody sees.
pub(crate) const HIDDEN_IN_FILE: Code = unmarked_error("AWSP-E023", "hidden-characters");
/// A file in another encoding, which looks right in an editor.
pub(crate) const UTF_16: Code = unmarked_error("AWSP-E024", "hidden-characters");
/// A file that begins with a byte order mark.
pub(crate) const BYTE_ORDER_MARK: Code = unmarked_error("AWSP-E025", "hidden-characters");
/// Quotes that became a part of the value.
pub(crate) const QUOTED: Code = unmarked_error("AWSP-E026", "hidden-characters");
/// The secret where the key id belongs, and the other way round.
pub(crate) const SWAPPED_PAIR: Code = unmarked_error("AWSP-E027", "malformed-key");
/// A key id that AWS never made.
pub(crate) const KEY_ID_SHAPE: Code = unmarked_error("AWSP-E028", "malformed-key");
/// Temporary keys in a file without their token.
pub(crate) const TOKEN_MISSING_IN_FILE: Code = unmarked_error("AWSP-E029", "missing-session-token");
/// Long-term keys in a file beside a token.
pub(crate) const TOKEN_LEFT_IN_FILE: Code = unmarked_error("AWSP-E030", "stale-session-token");
/// Keys from an example.
pub(crate) const PLACEHOLDER: Code = unmarked_error("AWSP-E031", "malformed-key");
/// An availability zone where a Region belongs.
pub(crate) const ZONE_AS_REGION: Code = unmarked_error("AWSP-E032", "region");
/// A Region and a role in different partitions.
pub(crate) const OTHER_PARTITION: Code = unmarked_error("AWSP-E033", "region");
/// A Region that cannot be a part of a host's name.
pub(crate) const REGION_SHAPE: Code = unmarked_error("AWSP-E034", "region");
/// A `role_arn` that is no role's.
pub(crate) const ROLE_ARN_SHAPE: Code = unmarked_error("AWSP-E035", "broken-chain");
/// An `mfa_serial` that is no device's.
pub(crate) const MFA_SERIAL_SHAPE: Code = unmarked_error("AWSP-E036", "mfa");
/// A device of another account than the keys.
pub(crate) const MFA_OF_OTHER_ACCOUNT: Code = unmarked_error("AWSP-E037", "mfa");
/// A role taken from a role, for longer than an hour.
pub(crate) const CHAINED_DURATION: Code = unmarked_error("AWSP-E038", "duration");
/// A length that no role can have.
pub(crate) const DURATION_RANGE: Code = unmarked_error("AWSP-E039", "duration");
/// A session's name or external id that STS refuses.
pub(crate) const ROLE_PARAMETER: Code = unmarked_error("AWSP-E040", "broken-chain");
/// A `credential_process` whose program is not there.
pub(crate) const PROGRAM_MISSING: Code = unmarked_error("AWSP-E041", "credential-process");
/// A `credential_process` whose program cannot be started.
pub(crate) const PROGRAM_NOT_EXECUTABLE: Code = unmarked_error("AWSP-E042", "credential-process");
/// A `credential_process` that is no command line.
pub(crate) const PROCESS_WORDS: Code = unmarked_error("AWSP-E043", "credential-process");
/// A setting of IAM Identity Center that it never takes.
pub(crate) const SSO_SETTING: Code = unmarked_error("AWSP-E044", "not-configured");
/// A clock that stands at a time that cannot be.
pub(crate) const ABSURD_CLOCK: Code = unmarked_error("AWSP-E045", "clock-skew");
/// A variable that names no proxy.
pub(crate) const BROKEN_PROXY: Code = unmarked_error("AWSP-E046", "endpoint-or-proxy");
/// A file of certificates that is not there.
pub(crate) const MISSING_CA_BUNDLE: Code = unmarked_error("AWSP-E047", "tls");
/// Nothing has any credentials, and no profile was chosen.
pub(crate) const NOBODY: Code = unmarked_error("AWSP-E048", "not-configured");

/// The next call acts in another account than was meant.
pub(crate) const OTHER_ACCOUNT: Code = unmarked_error("AWSP-E049", "wrong-account");

/// One part of the keys of a profile without the other.
pub(crate) const HALF_PAIR_IN_FILE: Code = error("AWSP-E050", "malformed-key", "profile");

/// A profile other than the one in use could not be used; the cause is that of the finding itself.
pub(crate) const OTHER_PROFILE: Code = unmarked_warning("AWSP-W013", "wrong-profile");
/// A secret that is not as long as AWS makes them.
pub(crate) const SECRET_LENGTH: Code = unmarked_warning("AWSP-W014", "malformed-key");
/// One secret under two key ids.
pub(crate) const SHARED_SECRET: Code = unmarked_warning("AWSP-W015", "wrong-secret");
/// One key id with two secrets.
pub(crate) const TWO_SECRETS: Code = unmarked_warning("AWSP-W016", "wrong-secret");
/// Keys in a file that win over what the profile was made for.
pub(crate) const KEYS_SHADOW_PROFILE: Code = unmarked_warning("AWSP-W017", "expired");
/// Keys of another account than the profile says.
pub(crate) const ACCOUNT_OF_KEYS: Code = unmarked_warning("AWSP-W018", "wrong-account");
/// A Region that nobody knows.
pub(crate) const UNKNOWN_REGION: Code = unmarked_warning("AWSP-W019", "region");
/// Secrets that other users of the machine can read or write.
pub(crate) const OPEN_FILE: Code = unmarked_warning("AWSP-W020", "file-permissions");
/// A file of somebody else.
pub(crate) const FOREIGN_FILE: Code = unmarked_warning("AWSP-W021", "file-permissions");
/// A variable that names a file which is not there.
pub(crate) const FILE_NOWHERE: Code = unmarked_warning("AWSP-W022", "overridden-by-environment");
/// Two variables that name different proxies.
pub(crate) const TWO_PROXIES: Code = unmarked_warning("AWSP-W023", "endpoint-or-proxy");
/// Another awsp comes first on PATH.
pub(crate) const OTHER_AWSP: Code = unmarked_warning("AWSP-W024", "shell-set-up");
/// Files from the future.
pub(crate) const FUTURE_FILES: Code = unmarked_warning("AWSP-W025", "clock-skew");
/// A token under the name that other tools give it.
pub(crate) const TOKEN_ELSEWHERE: Code = unmarked_warning("AWSP-W026", "not-logged-in");
/// A `credential_process` whose program depends on the folder one is in.
pub(crate) const RELATIVE_PROGRAM: Code = unmarked_warning("AWSP-W027", "credential-process");
/// A cache file that was written in part.
pub(crate) const TORN_CACHE: Code = unmarked_warning("AWSP-W028", "not-logged-in");
/// Keys that every new shell gets from a start-up file.
pub(crate) const KEYS_IN_START_UP_FILE: Code =
    unmarked_warning("AWSP-W030", "overridden-by-environment");
/// A profile that every new shell gets from a start-up file, and that is in no file of AWS.
pub(crate) const PROFILE_IN_START_UP_FILE: Code = unmarked_warning("AWSP-W031", "wrong-profile");
/// Something else of the name awsp in a start-up file.
pub(crate) const NAMESAKE_OF_AWSP: Code = unmarked_warning("AWSP-W032", "shell-set-up");

/// A profile in the old format, whose token is never renewed.
pub(crate) const LEGACY_SSO: Code = note("AWSP-N011", "not-logged-in");
/// A Region that an account has to switch on.
pub(crate) const OPT_IN_REGION: Code = note("AWSP-N012", "region");
/// Other keys of the same account.
pub(crate) const SIBLING_KEYS: Code = note("AWSP-N013", "deactivated-or-deleted");
/// A length that only some roles allow.
pub(crate) const LONG_DURATION: Code = note("AWSP-N014", "duration");
/// A token that cannot be renewed any more.
pub(crate) const REGISTRATION_ENDED: Code = note("AWSP-N015", "not-logged-in");
/// A proxy that is passed over for AWS.
pub(crate) const NO_PROXY: Code = note("AWSP-N016", "endpoint-or-proxy");
/// Nothing shows that the hook is loaded.
pub(crate) const NO_HOOK: Code = note("AWSP-N017", "shell-set-up");
/// Nothing has any credentials but, maybe, the machine.
pub(crate) const NOBODY_BUT_THE_MACHINE: Code = note("AWSP-N019", "not-configured");
/// Nothing tells offline in which account the next call acts.
pub(crate) const ACCOUNT_UNKNOWN: Code = note("AWSP-N020", "wrong-account");
/// A profile that sends requests elsewhere.
pub(crate) const ENDPOINT_IN_FILE: Code = note("AWSP-N018", "endpoint-or-proxy");
/// What every new shell gets from a start-up file.
pub(crate) const START_UP_FILE: Code = note("AWSP-N030", "overridden-by-environment");
/// Something else of the name aws in a start-up file.
pub(crate) const NAMESAKE_OF_AWS: Code = note("AWSP-N031", "shell-set-up");
/// Variables that were there before the shell.
pub(crate) const INHERITED: Code = note("AWSP-N032", "overridden-by-environment");

/// AWS does not know a long-term key.
pub(crate) const KEY_IS_GONE: Code = said("AWSP-O001", Severity::Error, "deactivated-or-deleted");
/// IAM says that a key is switched off.
pub(crate) const KEY_IS_INACTIVE: Code =
    said("AWSP-O002", Severity::Error, "deactivated-or-deleted");
/// IAM says that a key is deleted.
pub(crate) const KEY_IS_DELETED: Code =
    said("AWSP-O003", Severity::Error, "deactivated-or-deleted");
/// IAM says that the user of a key is deleted.
pub(crate) const USER_IS_DELETED: Code =
    said("AWSP-O004", Severity::Error, "deactivated-or-deleted");
/// AWS says that a session has ended.
pub(crate) const HAS_EXPIRED: Code = said("AWSP-O005", Severity::Error, "expired");
/// AWS says that the signature was made with another secret.
pub(crate) const WRONG_SECRET: Code = said("AWSP-O006", Severity::Error, "wrong-secret");
/// The clock is off by more than AWS bears with.
pub(crate) const CLOCK_IS_WRONG: Code = said("AWSP-O007", Severity::Error, "clock-skew");
/// The clock is off.
pub(crate) const CLOCK_IS_OFF: Code = said("AWSP-O008", Severity::Warning, "clock-skew");
/// AWS does not take the token beside a key.
pub(crate) const TOKEN_IS_NOT_TAKEN: Code =
    said("AWSP-O009", Severity::Error, "stale-session-token");
/// A Region does not take credentials that another one takes.
pub(crate) const REGION_REFUSES: Code = said("AWSP-O010", Severity::Error, "region");
/// AWS names another account than files and variables do.
pub(crate) const SOMEBODY_ELSE: Code = said("AWSP-O011", Severity::Error, "wrong-account");
/// AWS knows who asks, and says no.
pub(crate) const REFUSED: Code = said("AWSP-O012", Severity::Error, "not-authorized");
/// AWS cannot be asked.
pub(crate) const UNREACHABLE: Code = said("AWSP-O013", Severity::Error, "endpoint-or-proxy");
/// Whoever answers does not show that it is AWS.
pub(crate) const NOT_TRUSTED: Code = said("AWSP-O014", Severity::Error, "tls");
/// AWS does not know a temporary key without its token.
pub(crate) const TOKEN_MISSING: Code = said("AWSP-O015", Severity::Error, "missing-session-token");
/// A long-term key is old.
pub(crate) const KEY_IS_OLD: Code = said("AWSP-O016", Severity::Warning, "rotate-soon");
/// AWS cannot read the key id.
pub(crate) const MALFORMED_KEY: Code = said("AWSP-O017", Severity::Error, "malformed-key");
/// A service of AWS fails.
pub(crate) const AWS_IS_BROKEN: Code =
    said("AWSP-O018", Severity::Warning, "not-a-credential-problem");
/// A `credential_process` brings nothing.
pub(crate) const PROCESS_FAILS: Code = said("AWSP-O019", Severity::Error, "credential-process");
/// Nobody is signed in, as the attempt has shown.
pub(crate) const SIGN_IN: Code = said("AWSP-O020", Severity::Error, "not-logged-in");
/// There is nothing to sign with, as the attempt has shown.
pub(crate) const NOTHING_SIGNS: Code = said("AWSP-O021", Severity::Error, "not-configured");
/// A code of an MFA device is missing.
pub(crate) const MFA_IS_MISSING: Code = said("AWSP-O022", Severity::Warning, "mfa");
/// AWS says that the shell is somebody else than the selected profile.
pub(crate) const NOT_THE_PROFILE: Code =
    said("AWSP-O023", Severity::Warning, "overridden-by-environment");

/// Every code of this table.
pub(crate) const ALL: &[Code] = &[
    REJECTED_FILE,
    UNKNOWN_PROFILE,
    EMPTY_PROFILE,
    HALF_PAIR,
    PAST_EXPIRATION,
    BAD_EXPIRATION,
    TOKEN_WITHOUT_ROLE,
    BROKEN_CHAIN,
    BROKEN_PROFILE,
    EMPTY_REGION,
    MISSING_TOKEN,
    TOKEN_BESIDE_LONG_TERM_KEYS,
    EMPTY_CONTAINER_URI,
    EMPTY_CA_BUNDLE,
    UNREADABLE_CREDENTIAL_FILE,
    EMPTY_TOKEN_FILE,
    NO_CREDENTIALS,
    MISSING_TOKEN_FILE,
    NO_REGION,
    BAD_SETTING,
    BAD_CACHE,
    KEYS_OVERRIDE_PROFILE,
    TWO_TOKENS,
    EXPIRATION_OF_LONG_TERM_KEYS,
    WEB_IDENTITY_OVERRIDES_PROFILE,
    TWO_PROFILES,
    REGION_OVERRIDES_PROFILE,
    TWO_REGIONS,
    ENDPOINT,
    WRONG_ACCOUNT_ID,
    ENDED_SESSION,
    NOT_SIGNED_IN,
    TOOLS_DISAGREE,
    SECRET_ALONE,
    TOKEN_ALONE,
    SET_BUT_EMPTY,
    LEFTOVER_MARKS,
    FILE_REJECTED_BY_SDKS,
    DEFAULT_PROFILE_ALONE,
    BEARER_TOKEN,
    TOKEN_UNKNOWN_TO_SDKS,
    NO_CREDENTIALS_BUT_THE_MACHINE,
    TOOL_STOPS,
    HIDDEN_IN_VARIABLE,
    HIDDEN_IN_FILE,
    UTF_16,
    BYTE_ORDER_MARK,
    QUOTED,
    SWAPPED_PAIR,
    KEY_ID_SHAPE,
    TOKEN_MISSING_IN_FILE,
    TOKEN_LEFT_IN_FILE,
    PLACEHOLDER,
    ZONE_AS_REGION,
    OTHER_PARTITION,
    REGION_SHAPE,
    ROLE_ARN_SHAPE,
    MFA_SERIAL_SHAPE,
    MFA_OF_OTHER_ACCOUNT,
    CHAINED_DURATION,
    DURATION_RANGE,
    ROLE_PARAMETER,
    PROGRAM_MISSING,
    PROGRAM_NOT_EXECUTABLE,
    PROCESS_WORDS,
    SSO_SETTING,
    ABSURD_CLOCK,
    BROKEN_PROXY,
    MISSING_CA_BUNDLE,
    NOBODY,
    OTHER_ACCOUNT,
    HALF_PAIR_IN_FILE,
    OTHER_PROFILE,
    SECRET_LENGTH,
    SHARED_SECRET,
    TWO_SECRETS,
    KEYS_SHADOW_PROFILE,
    ACCOUNT_OF_KEYS,
    UNKNOWN_REGION,
    OPEN_FILE,
    FOREIGN_FILE,
    FILE_NOWHERE,
    TWO_PROXIES,
    OTHER_AWSP,
    FUTURE_FILES,
    TOKEN_ELSEWHERE,
    RELATIVE_PROGRAM,
    TORN_CACHE,
    KEYS_IN_START_UP_FILE,
    PROFILE_IN_START_UP_FILE,
    NAMESAKE_OF_AWSP,
    LEGACY_SSO,
    OPT_IN_REGION,
    SIBLING_KEYS,
    LONG_DURATION,
    REGISTRATION_ENDED,
    NO_PROXY,
    NO_HOOK,
    NOBODY_BUT_THE_MACHINE,
    ACCOUNT_UNKNOWN,
    ENDPOINT_IN_FILE,
    START_UP_FILE,
    NAMESAKE_OF_AWS,
    INHERITED,
    KEY_IS_GONE,
    KEY_IS_INACTIVE,
    KEY_IS_DELETED,
    USER_IS_DELETED,
    HAS_EXPIRED,
    WRONG_SECRET,
    CLOCK_IS_WRONG,
    CLOCK_IS_OFF,
    TOKEN_IS_NOT_TAKEN,
    REGION_REFUSES,
    SOMEBODY_ELSE,
    REFUSED,
    UNREACHABLE,
    NOT_TRUSTED,
    TOKEN_MISSING,
    KEY_IS_OLD,
    MALFORMED_KEY,
    AWS_IS_BROKEN,
    PROCESS_FAILS,
    SIGN_IN,
    NOTHING_SIGNS,
    MFA_IS_MISSING,
    NOT_THE_PROFILE,
];

const fn error(name: &'static str, cause: &'static str, mark: &'static str) -> Code {
    Code { name, severity: Severity::Error, cause, mark }
}

const fn warning(name: &'static str, cause: &'static str, mark: &'static str) -> Code {
    Code { name, severity: Severity::Warning, cause, mark }
}

/// Returns a row of the doctor's alone.
const fn unmarked_error(name: &'static str, cause: &'static str) -> Code {
    error(name, cause, "")
}

/// Returns a row of the doctor's alone.
const fn unmarked_warning(name: &'static str, cause: &'static str) -> Code {
    warning(name, cause, "")
}

/// Returns a row that takes AWS's own word, which the prompt never asks for.
const fn said(name: &'static str, severity: Severity, cause: &'static str) -> Code {
    Code { name, severity, cause, mark: "" }
}

/// Returns a row about which the prompt stays silent.
const fn note(name: &'static str, cause: &'static str) -> Code {
    Code { name, severity: Severity::Note, cause, mark: "" }
}

impl Code {
    /// Returns the name of this kind, which never changes.
    pub(crate) const fn name(self) -> &'static str {
        self.name
    }

    /// Returns how much it matters.
    pub(crate) const fn severity(self) -> Severity {
        self.severity
    }

    /// Returns one of the causes that DESIGN lists.
    pub(crate) const fn cause(self) -> &'static str {
        self.cause
    }

    /// Returns a finding of this kind.
    pub(crate) fn finding(self, title: impl Into<String>) -> Finding {
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
    fn every_code_stands_once_in_the_list_of_all() {
        let source = include_str!("code.rs").split("#[cfg(test)]").next().unwrap();
        let mut codes: Vec<&str> = ALL.iter().map(|code| code.name).collect();
        let rows = source.split('"').filter(|text| text.starts_with("AWSP-")).count();
        codes.sort_unstable();
        codes.dedup();

        assert_eq!(codes.len(), rows);
        assert_eq!(ALL.len(), rows);
    }

    #[test]
    fn the_readme_explains_every_mark() {
        let readme = include_str!("../../README.md");
        let marks: Vec<&str> =
            ALL.iter().map(|code| code.mark).filter(|mark| !mark.is_empty()).collect();

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
