//! What AWS, or the way to it, does not like about the signature.

use crate::why::row::{Candidate, Row, candidate};

const SET_CLOCK: &str = if cfg!(target_os = "macos") {
    "sudo sntp -sS time.apple.com"
} else {
    "sudo timedatectl set-ntp true\n\
     sudo hwclock -s # in WSL"
};

pub(super) const CLOCK: Candidate = candidate(
    "clock-skew",
    "this machine's clock is wrong",
    "compare date -u with the time of a phone; a laptop, container or virtual machine that slept wakes up late",
    SET_CLOCK,
);

const HIDDEN_IN_KEYS: Candidate = candidate(
    "hidden-characters",
    "a blank, a line end or a quotation mark is part of the key id, the secret or the token",
    "env | grep ^AWS_ | cat -A shows ^M and blanks before the $",
    "awsp doctor --fix\n\
     aws configure --profile {profile}",
);

pub(super) const ROWS: &[Row] = &[
    Row {
        code: "AWSP-Y013",
        name: "signature out of time",
        codes: "RequestTimeTooSkewed",
        phrases: "signature expired:…is now earlier than\n\
                  signature not yet current:…is still later than\n\
                  the difference between the request time and the current time is too large",
        candidates: &[
            CLOCK,
            candidate(
                "not-a-credential-problem",
                "the request was signed in time, and then waited too long before it was sent",
                "the clock is right, and it happens in the middle of a long run",
                "date -u",
            ),
        ],
    },
    Row {
        code: "AWSP-Y014",
        name: "IncompleteSignature",
        codes: "IncompleteSignature",
        phrases: "not a valid key=value pair (missing equal-sign) in authorization header",
        candidates: &[
            candidate(
                "malformed-key",
                "the access key id holds a blank or something that no key id holds",
                "the message shows it behind Credential=; a key id is 20 capital letters and digits",
                "aws configure --profile {profile}\n\
                 awsp clean",
            ),
            HIDDEN_IN_KEYS,
            candidate(
                "endpoint-or-proxy",
                "the address asked is not the one that the request was signed for",
                "the key id in the message is clean, and AWS_ENDPOINT_URL or a gateway is in use",
                "awsp clean --all",
            ),
        ],
    },
    Row {
        code: "AWSP-Y015",
        name: "invalid header",
        codes: "",
        phrases: "invalid header value b'\n\
                  invalid header field value for \"authorization\"\n\
                  invalid header field value for \"x-amz-security-token\"\n\
                  invalid character in header content [\"authorization\"]\n\
                  invalid character in header content [\"x-amz-security-token\"]\n\
                  the header content contains invalid characters",
        candidates: &[HIDDEN_IN_KEYS],
    },
    Row {
        code: "AWSP-Y016",
        name: "SignatureDoesNotMatch",
        codes: "SignatureDoesNotMatch InvalidSignature",
        phrases: "the request signature we calculated does not match the signature you provided",
        candidates: &[
            candidate(
                "wrong-secret",
                "the secret is not the one of this key id",
                "AWS knows the key id; a secret has 40 characters, and / and + get lost when one copies by double click",
                "aws configure --profile {profile}",
            ),
            HIDDEN_IN_KEYS,
            candidate(
                "overridden-by-environment",
                "the key id comes from one place and the secret from another",
                "awsp explain names the place of each",
                "awsp clean",
            ),
            CLOCK,
            candidate(
                "endpoint-or-proxy",
                "a proxy or gateway on the way changes the request",
                "the same keys work from another network",
                "awsp clean --all",
            ),
        ],
    },
    Row {
        code: "AWSP-Y017",
        name: "unsigned request",
        codes: "MissingAuthenticationToken",
        phrases: "request is missing authentication token",
        candidates: &[
            candidate(
                "unsigned-request",
                "the request was sent without a signature",
                "look for --no-sign-request, an anonymous client, or curl without --aws-sigv4",
                "aws sts get-caller-identity",
            ),
            candidate(
                "endpoint-or-proxy",
                "the address is wrong, for a gateway says the same of a path that it has not got",
                "compare the address with the service's own",
                "awsp clean --all",
            ),
        ],
    },
];
