use super::*;
use crate::precedence::Ranked;

#[test]
fn a_bad_defaults_mode_is_the_end_of_everything() {
    let own = format!("[default]\n{KEYS}");
    check(&[
        (&[("AWS_DEFAULTS_MODE", "")], &own, "! the defaults mode is none that there is"),
        (
            &[("AWS_DEFAULTS_MODE", "auto"), OFF],
            &own,
            "! the defaults mode `auto` needs a Region, and none is set",
        ),
        (&[("AWS_DEFAULTS_MODE", "Auto"), OFF, REGION], &own, "line 2"),
    ]);
}

/// Variables, the profile named in code, and where the Region and the endpoint are then.
type Row = (Variables<'static>, Option<&'static str>, &'static str);

const ENDPOINT: (&str, &str) = ("AWS_ENDPOINT_URL", "http://e");
const FILE: &str = "[default]\nregion = fips-us-east-1\nendpoint_url = http://d\n\
    [profile p]\nregion = eu-west-1\nendpoint_url = http://p\nservices = s\n\
    [profile q]\nendpoint_url = http://q\nservices = gone\n\
    [services s]\nsts =\n  endpoint_url = http://s";
const ROWS: &[Row] = &[
    (&[], None, "us-east-1 http://d"),
    (&[("AWS_DEFAULT_REGION", "eu-west-9")], None, "us-east-1 http://d"),
    (&[REGION], None, "eu-west-1 http://d"),
    (&[("AWS_REGION", "")], None, " http://d"),
    (&[("AWS_PROFILE", "p")], None, "eu-west-1 http://s"),
    (&[], Some("p"), "eu-west-1 http://d"),
    (&[("AWS_PROFILE", "p")], Some("default"), "us-east-1 http://s"),
    (&[("AWS_PROFILE", "q"), OFF], None, "- -"),
    (&[("AWS_PROFILE", "q"), ("AWS_EC2_METADATA_DISABLED", "false")], None, "- -"),
    (&[("AWS_PROFILE", "q")], None, "? -"),
    (&[ENDPOINT, ("AWS_ENDPOINT_URL_STS", "")], None, "us-east-1 http://e"),
    (&[ENDPOINT, ("AWS_ENDPOINT_URL_STS", "http://f")], None, "us-east-1 http://f"),
    (&[ENDPOINT, ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")], None, "us-east-1 -"),
    (&[ENDPOINT, ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE")], None, "us-east-1 http://e"),
];

#[test]
fn region_and_endpoint_stand_where_the_sdk_looks() {
    let found = |ranked: Option<Ranked>| match ranked {
        Some(ranked) => ranked.value().unwrap_or("?").to_owned(),
        None => "-".to_owned(),
    };
    for (variables, flag, expected) in ROWS {
        let verdict = verdict(variables, FILE, *flag);

        let places = [found(verdict.region), found(verdict.endpoint)].join(" ");
        assert_eq!(places, *expected, "{variables:?} {flag:?}");
    }
}
