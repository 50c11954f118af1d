//! What AWS's own words say about whoever signs.

use crate::display::{escaped, masked};
use crate::finding::Finding;
use crate::network::iam::AccessKey;
use crate::network::{Caller, Fault};
use crate::source::Source;
use crate::time::{self, MOST_SKEW, WORTH_A_WORD};

use super::code;
use super::words::word;

/// A key that is older should be replaced, in days.
const OLD: i64 = 90;

/// What sets the clock.
const SET_CLOCK: &str = if cfg!(target_os = "macos") {
    "sudo sntp -sS time.apple.com"
} else {
    "sudo timedatectl set-ntp true"
};

/// Whose call was answered.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The access key id that signed.
    pub(crate) key_id: String,
    /// Whether a token went with it.
    pub(crate) has_token: bool,
    /// Where the key comes from.
    pub(crate) source: Source,
    /// The profile that signs, if one does.
    pub(crate) profile: Option<String>,
    /// The account that files and variables lead one to expect.
    pub(crate) account: Option<String>,
    /// What gets other keys of the same kind.
    pub(crate) renewal: String,
    /// The Region of the partition that no account has to enable.
    pub(crate) open_region: &'static str,
    /// Whether another Region of the partition takes the same call; `None` if none was asked.
    pub(crate) works_elsewhere: Option<bool>,
    /// How far AWS's clock is ahead, in seconds, if an answer told.
    pub(crate) skew: Option<i64>,
}

/// How a long-term key that AWS refuses stands in IAM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KeyState {
    /// It is switched off.
    Inactive {
        /// Its user.
        user: String,
    },
    /// It is not there any more.
    Deleted {
        /// Its user, where that is known.
        user: Option<String>,
    },
    /// Its user is not there any more.
    UserDeleted,
    /// It may be used, so that something else is wrong.
    Active,
}

impl Asked {
    /// Returns what there is to say where AWS has told who the caller is.
    pub(crate) fn answered(&self, caller: &Caller) -> Vec<Finding> {
        let mut findings = self.of_clock();
        if let Some(expected) = self.account.as_ref().filter(|account| **account != caller.account)
        {
            findings.push(
                code::SOMEBODY_ELSE
                    .finding(format!(
                        "AWS says the call is signed as account {}, not {expected}",
                        caller.account
                    ))
                    .seen(self.source.clone(), caller.arn.clone())
                    .why("every command acts in that account")
                    .fix("awsp explain"),
            );
        }
        findings
    }

    /// Returns what is wrong where AWS has refused.
    pub(crate) fn refused(&self, fault: &Fault) -> Vec<Finding> {
        let finding = match fault {
            Fault::Refused(refusal) => self.of_code(&refusal.code).seen(
                self.source.clone(),
                format!("AWS says {}: {}", refusal.code, refusal.message),
            ),
            Fault::Unreachable { .. }
            | Fault::Proxy { .. }
            | Fault::Slow { .. }
            | Fault::Tls { .. }
            | Fault::NotAws { .. }
            | Fault::Broken { .. } => of_the_way(fault),
        };
        let of_clock = self.of_clock().into_iter().filter(|clock| clock.code != finding.code);
        std::iter::once(finding.clone()).chain(of_clock).collect()
    }

    fn of_code(&self, code: &str) -> Finding {
        let key = masked(&self.key_id);
        match code {
            "InvalidClientTokenId"
            | "UnrecognizedClientException"
            | "InvalidAccessKeyId"
            | "AuthFailure" => self.not_known(&key),
            "SignatureDoesNotMatch" | "InvalidSignatureException" | "RequestExpired"
                if self.is_clock_off() =>
            {
                code::CLOCK_IS_WRONG
                    .finding("the signature is refused because this machine's clock is wrong")
                    .why("AWS takes no signature that is more than five minutes old or early")
                    .fix(SET_CLOCK)
            }
            "ExpiredToken" | "ExpiredTokenException" | "RequestExpired" => code::HAS_EXPIRED
                .finding(format!("the session of key {key} has expired"))
                .why("no tool renews keys that lie in variables or in a file")
                .fix(self.renewal.clone()),
            "SignatureDoesNotMatch" | "InvalidSignatureException" => code::WRONG_SECRET
                .finding(format!("the secret is not the one of key {key}"))
                .why("AWS knows the key id, and the signature was made with another secret")
                .fix(self.renewal.clone()),
            "IncompleteSignature" => code::MALFORMED_KEY
                .finding("the access key id holds something that no key id holds")
                .fix(self.renewal.clone()),
            "InvalidToken" => self.bad_token(&key),
            "RegionDisabledException" => self.wrong_region(),
            _ => code::REFUSED
                .finding(format!("AWS knows who asks with key {key}, and says no: {code}"))
                .why("the credentials are good; somebody has to allow the call")
                .fix("awsp whoami"),
        }
    }

    /// Returns why AWS does not know a key: the token and the Region tell the cases apart.
    fn not_known(&self, key: &str) -> Finding {
        if self.works_elsewhere == Some(true) {
            return self.wrong_region();
        }
        let is_temporary = self.key_id.starts_with("ASIA");
        if is_temporary && !self.has_token {
            return code::TOKEN_MISSING
                .finding(format!("key {key} is temporary, and its token is missing"))
                .why("AWS does not know a temporary key without its token")
                .fix("awsp clean");
        }
        if self.has_token {
            return self.bad_token(key);
        }
        code::KEY_IS_GONE
            .finding(format!("AWS does not know key {key}: it is deactivated or deleted"))
            .why("every call with it fails with InvalidClientTokenId or UnrecognizedClientException; somebody else of the account can see in IAM which of the two it is")
            .fix(self.renewal.clone())
            .fix("aws iam list-access-keys --user-name NAME")
    }

    fn bad_token(&self, key: &str) -> Finding {
        code::TOKEN_IS_NOT_TAKEN
            .finding(format!(
                "AWS does not take the token beside key {key}: it is of other keys, or very old"
            ))
            .why("a token belongs to the one set of keys that it was made with")
            .fix(self.renewal.clone())
    }

    fn wrong_region(&self) -> Finding {
        let fix = match &self.profile {
            Some(profile) => format!("awsp use {} --region {}", word(profile), self.open_region),
            None => "unset AWS_REGION AWS_DEFAULT_REGION".to_owned(),
        };
        code::REGION_REFUSES
            .finding("the credentials are good, and this Region does not take them")
            .why("the Region is one that the account has to enable first, or STS is switched off there")
            .fix(fix)
    }

    /// Returns a word on a clock that is off.
    fn of_clock(&self) -> Vec<Finding> {
        let Some(skew) = self.skew.filter(|skew| skew.abs() > WORTH_A_WORD) else {
            return Vec::new();
        };
        let kind = if skew.abs() > MOST_SKEW { code::CLOCK_IS_WRONG } else { code::CLOCK_IS_OFF };
        vec![
            kind.finding(format!("this machine's clock is {}", time::skew(skew)))
                .why("AWS takes no signature that is more than five minutes old or early")
                .fix(SET_CLOCK),
        ]
    }

    fn is_clock_off(&self) -> bool {
        self.skew.is_some_and(|skew| skew.abs() > MOST_SKEW)
    }

    fn flag(&self) -> String {
        let profile = self.profile.as_ref().filter(|name| name.as_str() != "default");
        profile.map(|name| format!(" --profile {}", word(name))).unwrap_or_default()
    }

    /// Returns what IAM says of a key that AWS refuses; `asker` is the profile that could see it.
    pub(crate) fn in_iam(&self, state: &KeyState, asker: &str) -> Option<Finding> {
        let key = masked(&self.key_id);
        let seen =
            |finding: Finding| finding.seen(self.source.clone(), format!("IAM, asked as {asker}"));
        let finding = match state {
            KeyState::Active => return None,
            KeyState::Inactive { user } => code::KEY_IS_INACTIVE
                .finding(format!("key {key} of user {} is deactivated", escaped(user)))
                .why("somebody has switched it off; it can be switched on again")
                .fix(format!(
                    "aws iam update-access-key --user-name {} --access-key-id {} --status Active --profile {}",
                    word(user),
                    self.key_id,
                    word(asker)
                )),
            KeyState::Deleted { user } => {
                let owner = user.as_ref().map(|user| format!(" of user {}", escaped(user)));
                let name = user.as_deref().map_or("NAME".to_owned(), word);
                code::KEY_IS_DELETED
                    .finding(format!("key {key}{} is deleted", owner.unwrap_or_default()))
                    .why("a deleted key never comes back: the user needs a new one")
                    .fix(format!(
                        "aws iam create-access-key --user-name {name} --profile {}",
                        word(asker)
                    ))
                    .fix(format!("aws configure{}", self.flag()))
            }
            KeyState::UserDeleted => code::USER_IS_DELETED
                .finding(format!("the user of key {key} is deleted"))
                .why("the keys went with the user, and no new one of that name brings them back")
                .fix(format!("aws configure{}", self.flag())),
        };
        Some(seen(finding))
    }

    /// Returns a word on a key that should be replaced.
    pub(crate) fn of_age(&self, keys: &[AccessKey], now: i64) -> Option<Finding> {
        let key = keys.iter().find(|key| key.id == self.key_id)?;
        let days = (now - key.created?) / 86_400;
        (days > OLD).then(|| {
            code::KEY_IS_OLD
                .finding(format!("key {} is {days} days old", masked(&self.key_id)))
                .seen(self.source.clone(), "its CreateDate in IAM")
                .why("the longer a key lies in files and variables, the more places know it")
                .fix(format!("aws iam create-access-key{}", self.flag()))
        })
    }
}

/// Returns what is wrong on the way to AWS, where AWS itself has said nothing of a key.
pub(crate) fn of_the_way(fault: &Fault) -> Finding {
    match fault {
        Fault::Tls { host, why } => code::NOT_TRUSTED
            .finding(format!("{host} does not show that it is AWS: {why}"))
            .why("every AWS tool on this machine stops there, before it has signed anything")
            .fix("export AWS_CA_BUNDLE=/path/to/the/proxy/certificates.pem"),
        Fault::Broken { host, status, .. } => code::AWS_IS_BROKEN
            .finding(format!("{host} failed with {status}"))
            .why("AWS has a problem there; nothing is said about the credentials")
            .fix("awsp whoami"),
        Fault::Unreachable { host, why } | Fault::NotAws { host, why } => unreachable(host, why),
        Fault::Slow { host, seconds } => {
            unreachable(host, &format!("no answer within {seconds} s"))
        }
        Fault::Proxy { variable, url, why } => code::UNREACHABLE
            .finding(format!("the proxy {url} lets nothing through: {why}"))
            .seen(Source::variable(variable), url.clone())
            .why("no AWS tool that honours the variable gets an answer")
            .fix(format!("unset {variable}")),
        Fault::Refused(refusal) => code::REFUSED
            .finding(format!("AWS says no: {}: {}", refusal.code, refusal.message))
            .why("AWS knows who asks")
            .fix("awsp explain"),
    }
}

fn unreachable(host: &str, why: &str) -> Finding {
    code::UNREACHABLE
        .finding(format!("{host} cannot be asked: {why}"))
        .why("nothing is wrong with the credentials as far as this shows")
        .fix("awsp explain")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG_TERM: &str = "AKIARZPUZDIKGFADW22Y";
    const TEMPORARY: &str = "ASIARZPUZDIKGFADW22Y";

    fn asked(key_id: &str, has_token: bool) -> Asked {
        Asked {
            key_id: key_id.to_owned(),
            has_token,
            source: Source::variable("AWS_ACCESS_KEY_ID"),
            profile: None,
            account: None,
            renewal: "awsp clean".to_owned(),
            open_region: "us-east-1",
            works_elsewhere: None,
            skew: None,
        }
    }

    fn first(asked: &Asked, code: &str) -> (&'static str, &'static str) {
        let findings = asked.refused(&Fault::refused(code, "no"));
        findings.first().map(|finding| (finding.code, finding.cause)).unwrap()
    }

    #[test]
    fn one_code_of_aws_means_what_the_rest_of_the_call_makes_of_it() {
        let long_term = asked(LONG_TERM, false);
        let elsewhere = Asked { works_elsewhere: Some(true), ..long_term.clone() };
        let late = Asked { skew: Some(1_000), ..long_term.clone() };
        for (asked, code, cause) in [
            (&long_term, "InvalidClientTokenId", "deactivated-or-deleted"),
            (&elsewhere, "InvalidClientTokenId", "region"),
            (&asked(LONG_TERM, true), "InvalidClientTokenId", "stale-session-token"),
            (&asked(TEMPORARY, false), "InvalidClientTokenId", "missing-session-token"),
            (&asked(TEMPORARY, true), "InvalidClientTokenId", "stale-session-token"),
            (&asked(TEMPORARY, true), "ExpiredToken", "expired"),
            (&long_term, "SignatureDoesNotMatch", "wrong-secret"),
            (&late, "SignatureDoesNotMatch", "clock-skew"),
            (&long_term, "IncompleteSignature", "malformed-key"),
            (&long_term, "RegionDisabledException", "region"),
            (&long_term, "AccessDenied", "not-authorized"),
        ] {
            assert_eq!(first(asked, code).1, cause, "{code}");
        }
    }

    #[test]
    fn whatever_aws_says_there_is_a_reason_and_something_to_type() {
        let elsewhere = Asked { works_elsewhere: Some(true), ..asked(LONG_TERM, false) };
        let codes = ["InvalidClientTokenId", "ExpiredToken", "SignatureDoesNotMatch", "Other"];
        for asked in [asked(LONG_TERM, false), asked(TEMPORARY, true), elsewhere] {
            for finding in codes.iter().flat_map(|code| asked.refused(&Fault::refused(code, "no")))
            {
                assert!(!finding.why.is_empty() && !finding.fix.is_empty(), "{finding:?}");
            }
        }
    }

    #[test]
    fn another_account_than_expected_is_said() {
        let caller = Caller {
            arn: "arn:aws:iam::111122223333:user/me".to_owned(),
            account: "111122223333".to_owned(),
            user_id: "AIDA".to_owned(),
        };
        for (expected, findings) in
            [(None, 0), (Some("111122223333"), 0), (Some("999900001111"), 1)]
        {
            let account = expected.map(str::to_owned);
            let asked = Asked { account, ..asked(LONG_TERM, false) };

            assert_eq!(asked.answered(&caller).len(), findings, "{expected:?}");
        }
    }

    #[test]
    fn a_clock_is_worth_a_word_from_a_minute_on() {
        for (skew, code) in [
            (None, None),
            (Some(60), None),
            (Some(-61), Some("AWSP-O008")),
            (Some(301), Some("AWSP-O007")),
        ] {
            let findings = Asked { skew, ..asked(LONG_TERM, false) }.of_clock();

            assert_eq!(findings.first().map(|finding| finding.code), code, "{skew:?}");
        }
    }

    #[test]
    fn iam_tells_whether_a_key_can_come_back() {
        let user = || "ann".to_owned();
        for (state, code) in [
            (KeyState::Inactive { user: user() }, Some("AWSP-O002")),
            (KeyState::Deleted { user: Some(user()) }, Some("AWSP-O003")),
            (KeyState::Deleted { user: None }, Some("AWSP-O003")),
            (KeyState::UserDeleted, Some("AWSP-O004")),
            (KeyState::Active, None),
        ] {
            let finding = asked(LONG_TERM, false).in_iam(&state, "admin");

            assert_eq!(finding.map(|finding| finding.code), code, "{state:?}");
        }
    }

    #[test]
    fn a_key_is_old_after_ninety_days() {
        const NOW: i64 = 1_767_323_045;
        for (days, is_old) in [(0, false), (90, false), (91, true)] {
            let created = Some(NOW - days * 86_400);
            let key = AccessKey { id: LONG_TERM.to_owned(), user: None, is_active: true, created };

            assert_eq!(asked(LONG_TERM, false).of_age(&[key], NOW).is_some(), is_old, "{days}");
        }
    }
}
