use crate::precedence::Family;
use crate::precedence::go::tests::{signer, verdict};

const CONFIG: &str = "[default]\naws_access_key_id = D\naws_secret_access_key = s\nregion = us-east-1\n\
    [profile keys]\naws_access_key_id = K\naws_secret_access_key = s\nregion = eu-west-1\n\
    [profile no-region]\naws_access_key_id = N\naws_secret_access_key = s\n\
    [profile role]\nrole_arn = r:R\nsource_profile = keys\nregion = eu-west-1\n\
    [profile bare]\noutput = json\n";

const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "A");
const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");

fn terraform(variables: &[(&'static str, &str)], flag: Option<&str>) -> String {
    signer(&verdict(Family::Terraform, variables, flag, CONFIG))
}

#[test]
fn terraform_signs_like_the_sdk_where_it_knows_the_region() {
    for (variables, flag, expected) in [
        (&[] as &[(&'static str, &str)], None, "default"),
        (&[ID, SECRET], None, "AWS_ACCESS_KEY_ID"),
        (&[ID, SECRET], Some("keys"), "profile keys"),
        (&[], Some("role"), "r:R by profile keys"),
        (&[], Some("nope"), "no profile named `nope`"),
        (&[], Some("no-region"), "no Region is configured, without which Terraform does nothing"),
        (&[("AWS_REGION", "mars-north-1")], None, "Terraform knows no Region `mars-north-1`"),
        (&[("AWS_REGION", "aws-global")], None, "Terraform knows no Region `aws-global`"),
        (&[], Some("bare"), "the instance metadata service"),
        (&[("AWS_REGION", "mars")], Some("bare"), "Terraform knows no Region `mars`"),
    ] {
        assert_eq!(terraform(variables, flag), expected, "{variables:?} {flag:?}");
    }
}

#[test]
fn the_region_comes_from_the_machine_only_with_its_credentials() {
    let of_machine = |flag| {
        let found = verdict(Family::Terraform, &[], flag, CONFIG).region;
        found.is_some_and(|region| region.known.source == crate::source::Source::Imds)
    };

    assert!(of_machine(Some("bare")));
    assert!(!of_machine(Some("no-region")));
    assert!(!of_machine(None));
}

#[test]
fn the_provider_reads_endpoints_of_sts_by_itself() {
    let endpoint = |variables: &[(&'static str, &str)]| {
        let found = verdict(Family::Terraform, variables, None, CONFIG).endpoint;
        found.map_or_else(|| "-".to_owned(), |found| found.known.value)
    };

    for (variables, expected) in [
        (&[("AWS_STS_ENDPOINT", "http://old")] as &[(&'static str, &str)], "http://old"),
        (&[("AWS_STS_ENDPOINT", "http://old"), ("TF_AWS_STS_ENDPOINT", "http://tf")], "http://tf"),
        (&[("AWS_ENDPOINT_URL", "http://all"), ("AWS_STS_ENDPOINT", "http://old")], "http://old"),
        (&[("AWS_ENDPOINT_URL", "http://all")], "http://all"),
        (
            &[
                ("AWS_ENDPOINT_URL_STS", "http://s"),
                ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
            ],
            "http://s",
        ),
    ] {
        assert_eq!(endpoint(variables), expected, "{variables:?}");
    }
}
