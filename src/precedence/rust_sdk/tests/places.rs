use crate::session::fake::FakeCaches;

use super::{ID, OFF, Pair, SECRET, told};

#[test]
fn settings_of_the_client_stop_even_good_keys() {
    for (variable, is_taken) in [
        (("AWS_MAX_ATTEMPTS", "3"), true),
        (("AWS_MAX_ATTEMPTS", ""), false),
        (("AWS_MAX_ATTEMPTS", "0"), false),
        (("AWS_RETRY_MODE", " Adaptive "), true),
        (("AWS_RETRY_MODE", "legacy"), false),
        (("AWS_PROFILE", "bad"), false),
        (("AWS_USE_FIPS_ENDPOINT", "maybe"), true),
    ] {
        let file = "[profile bad]\nmax_attempts = many\n";
        let verdict = told(&[ID, SECRET, variable], file, None, &FakeCaches::default());

        assert_eq!(verdict.error.is_none(), is_taken, "{variable:?}");
    }
}

#[test]
fn the_region_follows_source_profiles() {
    for (variables, config, expected) in [
        (&[("AWS_REGION", ""), ("AWS_DEFAULT_REGION", "b")] as &[Pair], "", Some(Some(""))),
        (&[("AWS_DEFAULT_REGION", "b")], "[default]\nregion = a", Some(Some("b"))),
        (&[], "[default]\nsource_profile = p\n[profile p]\nregion = a", Some(Some("a"))),
        (&[], "[default]\nregion =\nsource_profile = p\n[profile p]\nregion = a", Some(Some(""))),
        (&[OFF], "[default]\nsource_profile = p\n[profile p]\nsource_profile = default", None),
        (&[OFF], "[default]\nsource_profile = gone", None),
        (&[], "[default]\noutput = json", Some(None)),
    ] {
        let verdict = told(variables, config, None, &FakeCaches::default());
        let region = verdict.region.as_ref().map(|region| region.value());

        assert_eq!(region, expected, "{variables:?} {config}");
    }
}

#[test]
fn the_endpoint_of_sts_is_the_first_that_is_set() {
    const FILE: &str = "[default]\nservices = v\nendpoint_url = http://p\n[services v]\nSTS =\n  endpoint_url = http://v\n";
    for (variables, expected) in [
        (&[("AWS_ENDPOINT_URL_STS", ""), ("AWS_ENDPOINT_URL", "http://g")] as &[Pair], Some("")),
        (&[("AWS_ENDPOINT_URL", "http://g")], Some("http://g")),
        (&[], Some("http://v")),
        (&[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True")], None),
        (&[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "1")], Some("http://v")),
    ] {
        let verdict = told(variables, FILE, None, &FakeCaches::default());
        let endpoint = verdict.endpoint.as_ref().and_then(|endpoint| endpoint.value());

        assert_eq!(endpoint, expected, "{variables:?}");
    }
}
