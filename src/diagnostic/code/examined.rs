//! What only the doctor looks for; the prompt has no word for it.

use super::{Code, error, note, unmarked_error, unmarked_warning};

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

/// Every code of the doctor's alone.
pub(super) const EXAMINED: &[Code] = &[
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
];
