//! What AWS refuses to somebody whom it knows.

use crate::why::row::{Row, candidate};

pub(super) const ROWS: &[Row] = &[
    Row {
        code: "AWSP-Y032",
        name: "AccessDenied",
        codes: "",
        phrases: "is not authorized to perform: sts:assumerole\n\
                  is not authorized to perform:sts:assumerole\n\
                  (accessdenied) when calling the assumerole\n\
                  assumerole…api error accessdenied",
        candidates: &[
            candidate(
                "not-authorized",
                "the role does not let this caller in, or the caller may not ask for it",
                "both have to agree: the role's trust policy names the caller, and a policy of the caller allows sts:AssumeRole",
                "aws iam get-role --role-name {role} --query Role.AssumeRolePolicyDocument",
            ),
            candidate(
                "wrong-profile",
                "another caller than source_profile means signs, or the caller is in the role already",
                "compare the caller in the message with aws sts get-caller-identity of the source profile",
                "awsp whoami\n\
                 awsp explain",
            ),
            candidate(
                "overridden-by-environment",
                "keys in variables sign instead of the source profile",
                "awsp explain names who signs",
                "awsp clean",
            ),
            candidate(
                "broken-chain",
                "the role's ARN is mistyped",
                "arn:aws:iam::ACCOUNT:role/NAME has two colons behind iam, and the role's whole path",
                "aws configure get role_arn --profile {profile}",
            ),
            candidate(
                "mfa",
                "the trust policy asks for MFA, or for an external id or a session name",
                "the policy has a Condition",
                "aws configure set mfa_serial ARN --profile {profile}",
            ),
        ],
    },
    Row {
        code: "AWSP-Y033",
        name: "AccessDenied",
        codes: "AccessDenied UnauthorizedOperation",
        phrases: "user:…is not authorized to perform:\n\
                  you are not authorized to perform this operation",
        candidates: &[
            candidate(
                "not-authorized",
                "AWS knows who asks, and no policy allows this, or one forbids it",
                "aws sts get-caller-identity works with the same keys",
                "awsp whoami",
            ),
            candidate(
                "overridden-by-environment",
                "keys in variables sign instead of the profile",
                "awsp explain names who signs",
                "awsp clean",
            ),
            candidate(
                "wrong-profile",
                "the call was signed as somebody else than you meant",
                "compare the account and the role in the message with awsp whoami",
                "awsp whoami\n\
                 awsp list",
            ),
        ],
    },
];
