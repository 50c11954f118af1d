use super::*;
use crate::precedence::{self, Facts, Family};
use crate::session::fake::FakeCaches;
use crate::shared_config::Texts;

fn identity(environment: &Environment, config: &SharedConfig<'_>) -> Identity {
    let caches = &FakeCaches::default();
    precedence::identify(
        Family::AwsCli,
        &Facts { environment, config, caches, now: 0, profile_flag: None },
    )
}

/// Returns what happens to each variable beside a file that defines the profile `dev`.
fn fates<const N: usize>(variables: [(&str, &str); N]) -> Vec<(&'static str, Fate)> {
    let environment = Environment::from(variables);
    let texts = Texts::from_strings("[profile dev]\nregion = x\n", "");
    let config = SharedConfig::parse(&texts);
    let identity = identity(&environment, &config);
    let verdicts = verdicts(&environment, &config, &identity, false);
    verdicts.iter().map(|verdict| (verdict.variable.name, verdict.fate)).collect()
}

#[test]
fn every_variable_of_the_table_has_a_verdict() {
    let environment =
        Variable::ALL.iter().fold(Change::new(), |change, variable| change.set(variable.name, "x"));
    let environment = Environment::default().after(&environment);
    let texts = Texts::from_strings("", "");
    let config = SharedConfig::parse(&texts);
    let identity = identity(&environment, &config);

    let verdicts = verdicts(&environment, &config, &identity, false);

    assert_eq!(verdicts.len(), Variable::ALL.len());
}

#[test]
fn a_claim_goes_with_what_it_claims() {
    let claims = [("AWSP_PREVIOUS", "p"), ("AWSP_REGION", "x"), ("AWS_DEFAULT_REGION", "x")];
    let kept = fates([claims[0], claims[1], claims[2]]);
    let gone = fates([("AWS_PROFILE", "ghost"), ("AWSP_PROFILE", "ghost"), ("AWSP_REGION", "x")]);

    assert_eq!(
        kept,
        [
            ("AWS_DEFAULT_REGION", Fate::Reported),
            ("AWSP_PREVIOUS", Fate::Kept),
            ("AWSP_REGION", Fate::Kept)
        ]
    );
    assert!(gone.iter().all(|(_, fate)| *fate == Fate::Removed), "{gone:?}");
}

#[test]
fn keys_beside_a_server_of_aws_vault_are_not_its_own() {
    let fates = fates([
        ("AWS_VAULT", "dev"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9099/"),
        ("AWS_SECRET_ACCESS_KEY", "stray"),
    ]);

    let expected = [
        ("AWS_SECRET_ACCESS_KEY", Fate::Removed),
        ("AWS_VAULT", Fate::Kept),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", Fate::Reported),
    ];
    assert_eq!(fates, expected);
}
