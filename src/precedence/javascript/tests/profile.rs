use super::*;

#[test]
fn a_profile_is_the_first_kind_of_which_it_has_everything() {
    let base = format!("[profile base]\n{KEYS}");
    let of_base = |settings: &str| format!("[default]\nrole_arn = r\n{settings}\n{base}");
    check(&[
        (&[REGION], &of_base("source_profile = base"), "r by line 5"),
        (
            &[REGION],
            &of_base("source_profile = base\nweb_identity_token_file = /token"),
            "r by line 6",
        ),
        (&[REGION], &of_base(&format!("source_profile = default\n{KEYS}")), "r by line 4"),
        (
            &[OFF],
            &of_base("source_profile = default\ncredential_process = p"),
            "credential_process p",
        ),
        (&[OFF], &of_base("source_profile = gone"), NOBODY),
        (&[], &of_base("source_profile = gone"), METADATA),
        (&[OFF], &of_base("source_profile = gone\ncredential_process = p"), "credential_process p"),
        (
            &[OFF],
            &of_base(&format!("source_profile = base\ncredential_source = Environment\n{KEYS}")),
            "line 5",
        ),
    ]);
}

#[test]
fn what_lacks_a_part_of_its_kind_is_of_another() {
    let role = |settings: &str| format!("[default]\nrole_arn = r\n{settings}");
    check(&[
        (&[OFF], &role(KEYS), "line 3"),
        (&[OFF], &role("credential_source = environment"), NOBODY),
        (
            &[REGION],
            &role("credential_source = Ec2InstanceMetadata"),
            "r by the instance metadata service",
        ),
        (
            &[REGION, OFF, CONTAINER],
            &role("credential_source = EcsContainer"),
            "r by the container's endpoint",
        ),
        (&[OFF], "[default]\ncredential_source = Environment", NOBODY),
        (&[OFF], "[default]\ncredential_process = p\nlogin_session = l", "credential_process p"),
        (
            &[OFF],
            "[default]\nsso_region = x\nlogin_session = l",
            "! profile `default` lacks sso_account_id, sso_role_name, sso_start_url",
        ),
        (&[OFF], "[default]\nAWS_ACCESS_KEY_ID = a\naws_secret_access_key = s", NOBODY),
        (&[OFF], "[default]\naws_access_key_id =\naws_secret_access_key = s", NOBODY),
    ]);
}

/// Returns a role, behind which there is another and then keys.
fn chain(top: &str, middle: &str) -> String {
    format!(
        "[default]\nrole_arn = a\nsource_profile = b\n{top}\n[profile b]\nrole_arn = b\n\
         source_profile = c\n{middle}\n[profile c]\nregion = eu-west-1\n{KEYS}"
    )
}

#[test]
fn a_chain_of_roles_ends_at_keys_and_asks_in_the_region_of_its_first_profile() {
    let no_region = "! a role needs a Region, and none is set";
    check(&[
        (&[REGION], &chain("", ""), "a by b by line 11"),
        (&[REGION], &chain("", KEYS), "a by line 8"),
        (&[REGION], &chain("", "aws_access_key_id = half"), "a by b by line 11"),
        (&[OFF], &chain("", ""), no_region),
        (&[OFF], &chain("region = eu-west-1", ""), "a by b by line 11"),
        (
            &[OFF, REGION],
            &chain("region = no region", ""),
            "! a role needs a Region, and this is none",
        ),
        (&[], &chain("", ""), "a by b by line 11"),
        (&[("AWS_REGION", "")], &chain("", ""), "! a role needs a Region, and this is none"),
    ]);
}

#[test]
fn a_role_that_takes_a_code_stops_the_sdk() {
    let code =
        |name: &str| format!("! profile `{name}` takes a code, which the SDK cannot ask for");
    check(&[
        (&[REGION], &chain("mfa_serial = m", ""), &code("default")),
        (&[REGION], &chain("", "mfa_serial = m"), &code("b")),
        (
            &[REGION, OFF],
            "[default]\nrole_arn = a\nmfa_serial = m\nsource_profile = gone",
            &code("default"),
        ),
        (&[REGION, OFF], "[default]\nrole_arn = a\nmfa_serial = m\ncredential_source = x", NOBODY),
    ]);
}

#[test]
fn a_role_is_not_asked_for_where_its_service_cannot_be_called() {
    check(&[
        (&[REGION, ("AWS_ENDPOINT_URL", "not a url")], &chain("", ""), "! the endpoint is no URL"),
        (
            &[REGION, ("AWS_ENDPOINT_URL", "http://e"), ("AWS_USE_FIPS_ENDPOINT", "true")],
            &chain("", ""),
            "! the SDK takes no endpoint of one's own together with FIPS",
        ),
        (
            &[REGION, ("AWS_ENDPOINT_URL", "http://e"), ("AWS_USE_FIPS_ENDPOINT", "TRUE")],
            &chain("", ""),
            "a by b by line 11",
        ),
    ]);
}

#[test]
fn a_session_that_ends_soon_has_to_be_renewed() {
    let session = |name: &str| {
        format!(
            "[default]\nsso_session = {name}\nsso_account_id = 1\nsso_role_name = r\nsso_region = other\n\
             [sso-session {name}]\nsso_start_url = u\nsso_region = eu-west-1"
        )
    };
    let legacy = |url: &str| {
        format!(
            "[default]\nsso_start_url = {url}\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r"
        )
    };
    let ended = "! nobody is signed in, or the session has ended";
    check(&[
        (&[], &session("lasting"), "IAM Identity Center, lasting"),
        (&[], &session("ending"), ended),
        (&[], &session("renewed"), "IAM Identity Center, renewed"),
        (&[], &session("nowhere"), ended),
        (&[], &legacy("https://ending"), "IAM Identity Center, https://ending"),
        (&[], &legacy("https://over"), ended),
        (
            &[],
            "[default]\nsso_session = x",
            "! profile `default` names [sso-session x], which is in no file",
        ),
    ]);
}
