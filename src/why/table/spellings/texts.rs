//! Whole texts of tools, with the number of the row that they belong to.

pub(super) const TEXTS: &[(u8, &[&str])] = &[
    (
        1,
        &[
            "Unable to parse config file: /home/ann/.aws/config",
            "botocore.exceptions.ConfigParseError: Unable to parse config file: /home/ann/.aws/credentials",
            "java.lang.IllegalArgumentException: Expected a profile or property definition on line 1",
            "Error: SharedConfigLoadError: failed to load config file, /home/ann/.aws/credentials\ncaused by: INIParseError: invalid state with ASTKind",
        ],
    ),
    (
        2,
        &[
            "The config profile (castle) could not be found",
            "botocore.exceptions.ProfileNotFound: The config profile (castle) could not be found",
            "CredentialsProviderError: Could not resolve credentials using profile: [castle] in configuration/credentials file(s).",
            "profile `castle` was not defined: could not find source profile castle",
        ],
    ),
    (
        3,
        &[
            "Infinite loop in credential configuration detected. Attempting to load from profile a which has already been visited. Visited profiles: ['a']",
            "CredentialsProviderError: Detected a cycle attempting to resolve credentials for profile a. Profiles visited: a, b",
            "profile formed an infinite loop. first we loaded [\"a\"], then attempted to reload a",
            "java.lang.IllegalStateException: Invalid profile file: Circular relationship detected with profiles [a, b].",
        ],
    ),
    (
        4,
        &[
            "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY",
            "botocore.exceptions.PartialCredentialsError: Partial credentials found in shared-credentials-file, missing: aws_secret_access_key",
            "Error using profile: \n 2, partial credentials found for profile default",
            "invalid credential source in `a`: profile missing aws_secret_access_key",
        ],
    ),
    (
        5,
        &[
            "Error when retrieving credentials from custom-process: aws-vault: error: exec: Can't use --server with --json",
            "Error: failed to refresh cached credentials, process provider error: error in credential_process: exit status 126",
            "│ Error: ProcessProviderExecutionError: error in credential_process\n│ caused by: exec: \"sh\": executable file not found in $PATH",
            "Error retrieving credentials: external process exited with code exit status: 1. Stderr: no",
        ],
    ),
    (
        6,
        &[
            "Error loading SSO Token: Token for corp does not exist",
            "software.amazon.awssdk.core.exception.SdkClientException: Unable to load SSO token",
            "CredentialsProviderError: The SSO session token associated with profile=bedrock was not found or is invalid. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
            "failed to refresh cached credentials, failed to read cached SSO token file, open /root/.aws/sso/cache/1.json: no such file or directory",
            "failed to read `/root/.aws/sso/cache/d033e22ae348aeb5660fc2140aec35850c4da997.json`",
        ],
    ),
    (
        7,
        &[
            "Error when retrieving token from sso: Token has expired and refresh failed",
            "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.",
            "the SSO token has expired and cannot be refreshed",
            "refresh cached SSO token failed, cached SSO token is expired, or not present, and cannot be refreshed",
            "operation error SSO OIDC: CreateToken, https response error StatusCode: 400, RequestID: x, InvalidGrantException: ",
        ],
    ),
    (
        10,
        &[
            "Your session has expired. Please reauthenticate using 'aws login'",
            "Your session has expired or credentials have changed. Please reauthenticate using 'aws login'.",
            "Error loading login session token: no",
        ],
    ),
    (
        12,
        &[
            "raise_response_errors.rb:15:in `call': MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. (Aws::STS::Errors::AccessDenied)",
        ],
    ),
    (
        15,
        &[
            r"Invalid header value b'AWS4-HMAC-SHA256 Credential=x\n/20200101/us-east-1/sts/aws4_request'",
            "Post \"https://sts.amazonaws.com/\": net/http: invalid header field value for \"Authorization\"",
            "TypeError [ERR_INVALID_CHAR]: Invalid character in header content [\"authorization\"]",
            r#"{"error":{"message":"Invalid character in header content [\"authorization\"]","name":"TypeError"}}"#,
        ],
    ),
    (
        20,
        &[
            "ERROR: Test failed: 400 (InvalidToken): The provided token is malformed or otherwise invalid.",
        ],
    ),
    (
        21,
        &[
            "Unhandled exception. Amazon.S3.AmazonS3Exception: The AWS Access Key Id you provided does not exist in our records.",
        ],
    ),
    (22, &["AuthFailure => AWS was not able to validate the provided access credentials"]),
    (
        29,
        &[
            "SSL validation failed for https://sts.us-east-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1051)",
            "caused by: Post \"https://sts.amazonaws.com/\":x509: certificate signed by unknown authority",
            "SdkClientException: Unable to execute HTTP request: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException",
            "Error: self-signed certificate in certificate chain { code: 'SELF_SIGNED_CERT_IN_CHAIN' }",
        ],
    ),
    (
        30,
        &[
            "Could not connect to the endpoint URL: \"https://sts.us-east-1a.amazonaws.com/\"",
            "botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: \"http://localhost:4566/\"",
            "Error: getaddrinfo ENOTFOUND sts.eu-west-9.amazonaws.com",
            "dial tcp: lookup sts.eu-west-9.amazonaws.com on 127.0.0.53:53: no such host",
        ],
    ),
    (
        31,
        &[
            "You must specify a region. You can also configure your region by running \"aws configure\".",
            "Error: Region is missing",
            "MissingRegion: could not find region configuration",
            "SdkClientException: Unable to load region from any of the providers in the chain DefaultAwsRegionProviderChain@292fcda",
        ],
    ),
    (
        34,
        &[
            "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
            "botocore.exceptions.NoCredentialsError: Unable to locate credentials",
            "CredentialsProviderError: Could not load credentials from any providers",
            "SdkClientException: Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(credentialsProviders=[])",
            "NoCredentialProviders: no valid providers in chain. Deprecated.",
            "no providers in chain provided credentials",
        ],
    ),
    (
        23,
        &[
            "Error: error configuring Terraform AWS Provider: error validating provider credentials: error calling sts:GetCallerIdentity: InvalidClientTokenId: The security token included in the request is invalid.\n\tstatus code: 403, request id: 712adbeb-87c6-482d-80cf-c0edb4a267c1",
            "error calling sts:GetCallerIde\nntity: InvalidClientTok\nenId: The security token included in the request is inval\nid.",
        ],
    ),
    (
        7,
        &[
            "software.amazon.awssdk.services.sso.auth.ExpiredTokenException: The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.",
        ],
    ),
    (
        9,
        &[
            "operation error SSO: GetRoleCredentials, https response error StatusCode: 403, RequestID: x, api error ForbiddenException: No access",
            "ForbiddenException: No access\n    at throwDefaultError (/app/index.js:388:20)",
            "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
        ],
    ),
];
