//! What AWS says of keys and tokens.

use super::signature::CLOCK;
use crate::why::row::{Candidate, Row, candidate};

const ENDED: Candidate = candidate(
    "expired",
    "the keys are temporary, and their session has ended",
    "awsp current says until when; keys in variables and in a file are never renewed",
    "awsp use {profile}\n\
     aws sso login --profile {profile}",
);

const OLD_COPY: Candidate = candidate(
    "overridden-by-environment",
    "an old copy of the keys, in variables or ~/.aws/credentials, hides the profile that renews itself",
    "awsp explain names the place of the keys and what it shadows",
    "awsp clean",
);

const GONE: Candidate = candidate(
    "deactivated-or-deleted",
    "the access key is deactivated or deleted, or its id is mistyped",
    "every service and Region refuses it; somebody else who may look sees Inactive, or no such key",
    "aws iam list-access-keys --user-name NAME\n\
     aws configure --profile {profile}",
);

const OTHER_TOKEN: Candidate = candidate(
    "stale-session-token",
    "the session token belongs to other keys, is cut off, or is very old",
    "a key id that begins with AKIA has no token at all",
    "unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN\n\
     awsp use {profile}",
);

const NO_TOKEN: Candidate = candidate(
    "missing-session-token",
    "the keys are temporary, and their session token is missing",
    "the key id begins with ASIA, and awsp explain shows no token",
    "awsp clean\n\
     awsp use {profile}",
);

const REGION: Candidate = candidate(
    "region",
    "the account has to enable this Region first, or the Region is of another partition (China, GovCloud)",
    "the same keys work in us-east-1; keys of one partition are unknown in the others",
    "aws sts get-caller-identity --region us-east-1\n\
     aws account get-region-opt-status --region-name {region}",
);

const ELSEWHERE: Candidate = candidate(
    "endpoint-or-proxy",
    "keys of a stand-in (LocalStack, MinIO) go to AWS, or keys of AWS to a stand-in",
    "awsp explain shows the endpoint; a key id of test or minioadmin is none of AWS's",
    "awsp clean --all",
);

pub(super) const ROWS: &[Row] = &[
    Row {
        code: "AWSP-Y018",
        name: "ExpiredToken",
        codes: "ExpiredToken",
        phrases: "the security token included in the request is expired\n\
                  the provided token has expired",
        candidates: &[ENDED, OLD_COPY, CLOCK],
    },
    Row {
        code: "AWSP-Y019",
        name: "RequestExpired",
        codes: "RequestExpired",
        phrases: "request has expired. (service:\n\
                  request has expired (service:",
        candidates: &[ENDED, CLOCK, OLD_COPY],
    },
    Row {
        code: "AWSP-Y020",
        name: "InvalidToken",
        codes: "InvalidToken",
        phrases: "the provided token is malformed or otherwise invalid",
        candidates: &[OTHER_TOKEN, REGION, ENDED, ELSEWHERE],
    },
    Row {
        code: "AWSP-Y021",
        name: "InvalidAccessKeyId",
        codes: "InvalidAccessKeyId",
        phrases: "the aws access key id you provided does not exist in our records\n\
                  the access key id you provided does not exist in our records",
        candidates: &[GONE, ELSEWHERE, NO_TOKEN, OTHER_TOKEN, REGION],
    },
    Row {
        code: "AWSP-Y022",
        name: "AuthFailure",
        codes: "AuthFailure",
        phrases: "aws was not able to validate the provided access credentials",
        candidates: &[GONE, ENDED, CLOCK, REGION, NO_TOKEN, OTHER_TOKEN],
    },
    Row {
        code: "AWSP-Y023",
        name: "InvalidClientTokenId",
        codes: "InvalidClientTokenId UnrecognizedClient",
        phrases: "the security token included in the request is invalid",
        candidates: &[
            GONE,
            OTHER_TOKEN,
            NO_TOKEN,
            ENDED,
            REGION,
            ELSEWHERE,
            candidate(
                "mfa",
                "IAM does not take keys of get-session-token that were made without MFA",
                "aws sts get-caller-identity works, and only calls of IAM and some of STS fail",
                "aws configure set mfa_serial ARN --profile {profile}",
            ),
        ],
    },
];
