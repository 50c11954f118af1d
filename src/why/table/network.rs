//! What keeps a request from AWS.

use crate::why::row::{Row, candidate};

pub(super) const ROWS: &[Row] = &[
    Row {
        code: super::NOT_TRUSTED,
        name: "certificate not trusted",
        codes: "",
        phrases: "ssl validation failed for\n\
                  certificate_verify_failed\n\
                  x509: certificate signed by unknown authority\n\
                  tls: failed to verify certificate\n\
                  pkix path building failed\n\
                  self_signed_cert_in_chain\n\
                  unable_to_get_issuer_cert_locally\n\
                  invalid peer certificate: unknownissuer",
        candidates: &[
            candidate(
                "tls",
                "a proxy that opens encrypted traffic signs with a certificate that the tool does not know",
                "the browser, on the same machine, shows your company as the issuer of aws.amazon.com",
                "export AWS_CA_BUNDLE=/PATH/TO/COMPANY.pem",
            ),
            candidate(
                "clock-skew",
                "this machine's clock is so wrong that a good certificate seems not yet, or no more, valid",
                "the message says expired, or not yet valid; compare date -u with the time of a phone",
                "sudo timedatectl set-ntp true",
            ),
            candidate(
                "endpoint-or-proxy",
                "the address is of a stand-in that has a certificate of its own",
                "the host in the message is none of AWS's",
                "awsp clean --all",
            ),
        ],
    },
    Row {
        code: super::NOT_REACHED,
        name: "endpoint not reached",
        codes: "UnknownEndpoint NoSuchEndpoint",
        phrases: "could not connect to the endpoint url:\n\
                  connect timeout on endpoint url:\n\
                  failed to connect to proxy url:\n\
                  getaddrinfo enotfound….amazonaws.com\n\
                  dial tcp: lookup….amazonaws.com…no such host\n\
                  received an unknownhostexception when attempting to interact with a service\n\
                  unable to execute http request:….amazonaws.com",
        candidates: &[
            candidate(
                "region",
                "there is no such Region, or it has not got this service",
                "a zone such as us-east-1a is no Region: the last letter has to go",
                "awsp explain\n\
                 aws configure set region us-east-1 --profile {profile}",
            ),
            candidate(
                "endpoint-or-proxy",
                "an endpoint variable names a stand-in that is not running, or a proxy lets nothing through",
                "env | grep -iE '^(AWS_ENDPOINT_URL|HTTPS?_PROXY|NO_PROXY)'",
                "awsp clean --all",
            ),
            candidate(
                "not-a-credential-problem",
                "the machine has no way to AWS: no network, no name service, a firewall",
                "other addresses do not answer either",
                "curl -sSI https://sts.amazonaws.com",
            ),
        ],
    },
    Row {
        code: "AWSP-Y031",
        name: "no Region",
        codes: "NoRegion MissingRegion",
        phrases: "you must specify a region\n\
                  region is missing\n\
                  missing region in config\n\
                  invalid configuration: missing region\n\
                  could not find region configuration\n\
                  unable to load region from any of the providers in the chain\n\
                  unable to find a region via the region provider chain",
        candidates: &[
            candidate(
                "region",
                "nothing names a Region",
                "awsp explain shows where each tool looks; some read only AWS_REGION, others only AWS_DEFAULT_REGION",
                "awsp use {profile} --region us-east-1",
            ),
            candidate(
                "wrong-profile",
                "another profile is used than the one that names the Region",
                "awsp current names the profile",
                "awsp list --long",
            ),
        ],
    },
];
