//! What the prompt's own checks find.

use super::{Code, error, note, warning};

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

/// Every code of these checks.
pub(super) const PROMPT: &[Code] = &[
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
];
