//! What is said where no credentials were found: last, for it often only follows from another failure.

use crate::why::row::{Row, candidate};

pub(super) const ROWS: &[Row] = &[Row {
    code: super::NO_CREDENTIALS,
    name: "no credentials",
    codes: "NoCredentialProviders NoCredentialsError",
    phrases: "unable to locate credentials\n\
              no valid credential sources\n\
              no ec2 imds role found\n\
              no ec2 instance role found\n\
              could not load credentials from any providers\n\
              unable to load credentials from any of the providers in the chain\n\
              unable to load aws credentials from any provider in the chain\n\
              no providers in chain provided credentials\n\
              the credential provider was not enabled\n\
              unable to get iam security credentials from ec2 instance metadata service\n\
              missing credentials in config",
    candidates: &[
        candidate(
            "not-configured",
            "no profile is selected, and nothing else has credentials",
            "awsp current says none; awsp list shows what there is",
            "awsp use {profile}\n\
             aws configure sso",
        ),
        candidate(
            "not-logged-in",
            "the profile gets its credentials from a sign-in, and nobody has signed in",
            "awsp list --long shows the state of each session",
            "aws sso login --profile {profile}",
        ),
        candidate(
            "wrong-profile",
            "the selected profile only has settings, such as a Region, or this tool cannot read its kind",
            "awsp explain shows which tools get credentials from it; older ones know no sso_session",
            "awsp explain\n\
             awsp use {profile} --export",
        ),
        candidate(
            "shell-set-up",
            "the tool does not see this shell's variables or files: a service, an editor, sudo, a container",
            "the same command works in this shell",
            "awsp exec {profile} -- COMMAND",
        ),
        candidate(
            "file-permissions",
            "an AWS file cannot be read",
            "ls -l ~/.aws shows another owner",
            "sudo chown -R \"$USER\" ~/.aws\n\
             chmod 600 ~/.aws/config ~/.aws/credentials",
        ),
    ],
}];
