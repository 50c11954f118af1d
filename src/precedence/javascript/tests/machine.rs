use super::*;

#[test]
fn a_web_identity_of_the_variables_comes_behind_the_profile() {
    let [token, role] = WEB;
    let pod = "arn:aws:iam::555555555555:role/Pod with /token";
    let lost = "[default]\nweb_identity_token_file = /gone\nrole_arn = r";
    check(&[
        (&[token, role, REGION], "", pod),
        (&[token, role, REGION], "[default]\ncredential_process = p", "credential_process p"),
        (&[token, role, REGION], "[default]\naws_access_key_id = a", pod),
        (&[token, role, REGION, ("AWS_PROFILE", "gone")], "", pod),
        (&[token, role, OFF], "", "! a role needs a Region, and none is set"),
        (&[token, ("AWS_ROLE_ARN", ""), OFF], "", NOBODY),
        (
            &[role, ("AWS_WEB_IDENTITY_TOKEN_FILE", "/gone")],
            "",
            "! the token file /gone is not there",
        ),
        (
            &[role, token, ("AWS_REGION", "aws-global")],
            "",
            "! the SDK cannot take a web identity in aws-global",
        ),
        (&[], &format!("{lost}\n{KEYS}"), "line 4"),
        (&[], lost, "! the token file /gone is not there"),
    ]);
}

#[test]
fn the_container_or_else_the_machine_comes_last() {
    check(&[
        (&[CONTAINER], "", "the container's endpoint"),
        (&[("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "")], "", METADATA),
        (&[OFF], "", NOBODY),
        (&[("AWS_EC2_METADATA_DISABLED", "1")], "", NOBODY),
        (&[("AWS_EC2_METADATA_DISABLED", "false")], "", METADATA),
        (
            &[("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv6")],
            "",
            "! the mode of the instance metadata service is neither IPv4 nor IPv6",
        ),
        (
            &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", "nonsense")],
            "",
            "! the address of the instance metadata service is no URL",
        ),
    ]);
}

#[test]
fn a_container_is_asked_without_encryption_on_this_machine_alone() {
    const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    const FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    let asked = "the container's endpoint";
    let refused = format!("! {FULL} names a host that the SDK asks over https only");
    check(&[
        (&[(FULL, "http://localhost:1/c")], "", asked),
        (&[(FULL, "http://127.8.9.10/c")], "", asked),
        (&[(FULL, "http://[fd00:ec2::23]/c")], "", asked),
        (&[(FULL, "HTTPS://keys.example.com/c")], "", asked),
        (&[(FULL, "http://keys.example.com/c")], "", &refused),
        (&[(FULL, "container")], "", &format!("! {FULL} is no URL")),
        (&[(FULL, "http://[fd00:ec2::23]/c"), CONTAINER], "", asked),
        (&[CONTAINER, (FILE, "/gone")], "", "! the file of the token is not there"),
        (&[CONTAINER, (FILE, "/bearer")], "", asked),
        (
            &[(FULL, "http://[::1]/c"), (FILE, "/bearer")],
            "",
            "! what is in the file of the token is no header",
        ),
        (
            &[CONTAINER, ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\nb")],
            "",
            "! the token is no header",
        ),
    ]);
}
