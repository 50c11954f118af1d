//! A profile whose own settings cannot work.

use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::{Problem, Stop};
use crate::source::Source;

use super::code::{
    BAD_CACHE, BAD_SETTING, BROKEN_CHAIN, BROKEN_PROFILE, Code, HALF_PAIR_IN_FILE,
    MISSING_TOKEN_FILE, NO_REGION, UNREADABLE_CREDENTIAL_FILE,
};
use super::words::word;
use super::{Check, Situation};

/// Reports roles that nothing can sign for, and settings that are missing or contradict each other.
pub(super) struct BrokenProfile;

impl Check for BrokenProfile {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let Some(stop) = &situation.identity.error else { return Vec::new() };
        let Some(code) = code_of(stop) else { return Vec::new() };
        let tool = situation.tool.title();
        vec![
            code.finding(format!("{}{}", escaped(&stop.message), place(&stop.source)))
                .seen(stop.source.clone(), format!("{tool} stops here"))
                .why(format!("{tool} stops at the first source of credentials that applies and fails; it does not look on"))
                .fix(fix(stop)),
        ]
    }
}

/// Returns the command that mends it: a variable goes, a cache file too; a profile has to be looked at.
fn fix(stop: &Stop) -> String {
    match (stop.problem, &stop.source) {
        (Problem::TokenFile, Source::Variable(_)) => "awsp clean".to_owned(),
        (_, Source::Variable(name)) => format!("unset {name}"),
        (Problem::BadCache, Source::Cache(path)) => {
            format!("rm {}", word(&path.to_string_lossy()))
        }
        (_, _) => "awsp list --long".to_owned(),
    }
}

fn code_of(stop: &Stop) -> Option<Code> {
    match stop.problem {
        Problem::RoleSource | Problem::BrokenChain | Problem::Loop => Some(BROKEN_CHAIN),
        Problem::HalfPairInFile => Some(HALF_PAIR_IN_FILE),
        Problem::Sso | Problem::Mfa => Some(BROKEN_PROFILE),
        Problem::TokenFile => Some(MISSING_TOKEN_FILE),
        Problem::NoRegion => Some(NO_REGION),
        Problem::BadSetting => Some(BAD_SETTING),
        Problem::BadCache | Problem::NotSignedIn => Some(BAD_CACHE),
        Problem::File if matches!(stop.source, Source::Variable(_)) => {
            Some(UNREADABLE_CREDENTIAL_FILE)
        }
        Problem::File
        | Problem::MissingProfile
        | Problem::EmptyProfileName
        | Problem::HalfPair
        | Problem::PastExpiration
        | Problem::BadExpiration
        | Problem::WebIdentityWithoutRole
        | Problem::Container
        | Problem::NoCredentials => None,
    }
}

/// Returns ` (PATH:LINE)` for what stands in a file.
fn place(source: &Source) -> String {
    source.place().map_or_else(String::new, |(path, line)| {
        format!(" ({}:{line})", escaped(&path.to_string_lossy()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const A: Variables = &[("AWS_PROFILE", "a")];

    #[test]
    fn a_whole_chain_is_fine() {
        let file = "[profile a]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = b\n[profile b]\ncredential_process = x\n";

        assert_eq!(found(&BrokenProfile, A, file), [""; 0]);
    }

    #[test]
    fn what_is_broken_is_named_with_its_place() {
        for (file, expected) in [
            (
                "[profile a]\nrole_arn = r\nsource_profile = b\n",
                "AWSP-E008 profile `a` has source_profile = b, which is in no file (/home/ann/.aws/config:3)",
            ),
            (
                "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a\n",
                "AWSP-E008 source_profile runs in a circle: a → b → a (/home/ann/.aws/config:6)",
            ),
            (
                "[profile a]\nrole_arn = r\n",
                "AWSP-E008 profile `a` has role_arn but neither source_profile nor credential_source (/home/ann/.aws/config:2)",
            ),
            (
                "[profile a]\nrole_arn =\ncredential_source = Environment\n",
                "AWSP-E008 role_arn of profile `a` is empty (/home/ann/.aws/config:2)",
            ),
            (
                "[profile a]\nsso_session = s\nsso_account_id = 1\n",
                "AWSP-E009 profile `a` names [sso-session s], which is in no file (/home/ann/.aws/config:2)",
            ),
            (
                "[profile a]\naws_access_key_id = k\n",
                "AWSP-E050 profile `a` has aws_access_key_id but no aws_secret_access_key in the same file (/home/ann/.aws/config:2)",
            ),
        ] {
            assert_eq!(found(&BrokenProfile, A, file), [expected]);
        }
    }

    #[test]
    fn a_credential_file_that_is_not_there_is_reported() {
        let found = found(&BrokenProfile, &[("AWS_CREDENTIAL_FILE", "/nope")], "");

        assert_eq!(found, ["AWSP-E015 AWS_CREDENTIAL_FILE cannot be read"]);
    }
}
