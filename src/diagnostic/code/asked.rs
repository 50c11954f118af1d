//! What AWS says when it is asked.

use crate::finding::Severity;

use super::{Code, said};

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

/// Every code that takes AWS's own word.
pub(super) const ASKED: &[Code] = &[
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
