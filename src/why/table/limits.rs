//! What is asked for and cannot be had: lengths, sizes, Regions and subscriptions.

use crate::why::row::{Row, candidate};

pub(super) const ROWS: &[Row] = &[
    Row {
        code: "AWSP-Y024",
        name: "session too long for a chain",
        codes: "",
        phrases: "durationseconds exceeds the 1 hour session limit for roles assumed by role chaining",
        candidates: &[candidate(
            "duration",
            "a role that is assumed with temporary keys lasts one hour at most",
            "duration_seconds or --duration is over 3600, and whoever signs is a role or has a session itself",
            "aws configure set duration_seconds 3600 --profile {profile}\n\
             awsp use {profile} --export --duration 1h",
        )],
    },
    Row {
        code: "AWSP-Y025",
        name: "session too long for the role",
        codes: "",
        phrases: "durationseconds exceeds the maxsessionduration",
        candidates: &[candidate(
            "duration",
            "the role does not last as long as was asked for; without a change of its own it is one hour",
            "duration_seconds or --duration is over the role's MaxSessionDuration",
            "aws configure set duration_seconds 3600 --profile {profile}\n\
             aws iam update-role --role-name NAME --max-session-duration 43200",
        )],
    },
    Row {
        code: "AWSP-Y026",
        name: "PackedPolicyTooLarge",
        codes: "PackedPolicyTooLarge",
        phrases: "packed policy consumes…of allotted space",
        candidates: &[candidate(
            "not-a-credential-problem",
            "the session policy and the session tags are too large together",
            "the message says to how many percent the limit is used; the credentials are good",
            "aws configure get role_session_name --profile {profile}",
        )],
    },
    Row {
        code: "AWSP-Y027",
        name: "RegionDisabled",
        codes: "RegionDisabled",
        phrases: "sts is not activated in this region for account",
        candidates: &[candidate(
            "region",
            "the account's administrator has switched STS off in this Region",
            "the same call works in us-east-1, where STS cannot be switched off",
            "aws sts get-caller-identity --region us-east-1\n\
             awsp use {profile} --region us-east-1",
        )],
    },
    Row {
        code: "AWSP-Y028",
        name: "OptInRequired",
        codes: "OptInRequired SubscriptionRequired NotSignedUp",
        phrases: "the aws access key id needs a subscription for the service\n\
                  you are not subscribed to this service\n\
                  your account is not signed up for the…service",
        candidates: &[
            candidate(
                "not-a-credential-problem",
                "the credentials are fine; the account has not got this service, this plan or this Region",
                "aws sts get-caller-identity works; a new account takes up to a day, and some services need a paid plan",
                "aws sts get-caller-identity",
            ),
            candidate(
                "wrong-account",
                "the call was meant for another account, which has the service",
                "aws sts get-caller-identity names the account",
                "awsp whoami",
            ),
        ],
    },
];
