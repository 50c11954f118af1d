//! What goes wrong while a profile gets its credentials: sign-ins, codes and helper programs.

use crate::why::row::{Candidate, Row, candidate};

const SIGN_IN_ENDED: Candidate = candidate(
    "expired",
    "the sign-in of IAM Identity Center has ended",
    "awsp current says until when the session lasts",
    "aws sso login --profile {profile}",
);

const NEVER_SIGNED_IN: Candidate = candidate(
    "not-logged-in",
    "nobody has signed in to IAM Identity Center for this profile",
    "ls ~/.aws/sso/cache shows no file for the session; older tools look for another file name than the AWS CLI writes",
    "aws sso login --profile {profile}",
);

pub(super) const ROWS: &[Row] = &[
    Row {
        code: "AWSP-Y005",
        name: "credential_process failed",
        codes: "ProcessProviderExecutionError",
        phrases: "error when retrieving credentials from custom-process\n\
                  error in credential_process\n\
                  error retrieving credentials: external process exited with code\n\
                  error retrieving credentials from external process\n\
                  failed to refresh process-based credentials",
        candidates: &[
            candidate(
                "credential-process",
                "the program named by credential_process fails, or prints something else than credentials",
                "run it yourself: it has to print one JSON object with \"Version\": 1, and nothing else, on standard output",
                "aws configure get credential_process --profile {profile}",
            ),
            candidate(
                "shell-set-up",
                "the program is not on the PATH of the tool that runs it, as in an editor",
                "the message says that it was not found; name it with its whole path",
                "aws configure set credential_process /WHOLE/PATH/TO/PROGRAM --profile {profile}",
            ),
        ],
    },
    Row {
        code: "AWSP-Y006",
        name: "sign-in needed",
        codes: "SSOTokenLoadError",
        phrases: "error loading sso token\n\
                  unable to load sso token\n\
                  the sso session token associated with profile=…was not found or is invalid\n\
                  failed to read cached sso token file\n\
                  failed to read…/.aws/sso/cache/",
        candidates: &[NEVER_SIGNED_IN, SIGN_IN_ENDED],
    },
    Row {
        code: "AWSP-Y007",
        name: "sign-in ended",
        codes: "InvalidGrant UnauthorizedSSOTokenError",
        phrases: "the sso session associated with this profile has expired\n\
                  the sso session associated with this profile is invalid\n\
                  token has expired and refresh failed\n\
                  the sso token has expired and cannot be refreshed\n\
                  the sso session has expired or is invalid\n\
                  cached sso token is expired",
        candidates: &[
            SIGN_IN_ENDED,
            candidate(
                "not-logged-in",
                "the stored sign-in is of another tool or an older registration, and cannot be renewed",
                "a sign-in that ends again at once",
                "aws sso logout\n\
                 aws sso login --profile {profile}",
            ),
        ],
    },
    Row {
        code: "AWSP-Y008",
        name: "sign-in revoked",
        codes: "",
        phrases: "session token not found or invalid",
        candidates: &[
            candidate(
                "expired",
                "AWS has ended the sign-in of IAM Identity Center earlier than the file on this machine says",
                "awsp current still says valid: then it was revoked, or the identity provider's own session is shorter",
                "aws sso logout\n\
                 aws sso login --profile {profile}",
            ),
            candidate(
                "wrong-profile",
                "the profile names the portal in another Region than the one the sign-in was made in",
                "compare sso_region and sso_start_url with the portal's address",
                "awsp explain",
            ),
        ],
    },
    Row {
        code: "AWSP-Y009",
        name: "no access to the role",
        codes: "",
        phrases: "forbiddenexception: no access\n\
                  (forbiddenexception) when calling the getrolecredentials operation\n\
                  no access (service: sso",
        candidates: &[
            candidate(
                "not-authorized",
                "your user of IAM Identity Center has not got that role in that account",
                "other profiles of the same session work; the portal's page lists what you have",
                "aws configure get sso_account_id --profile {profile}\n\
                 aws configure get sso_role_name --profile {profile}",
            ),
            candidate(
                "wrong-profile",
                "sso_account_id or sso_role_name is mistyped, or the browser was signed in as somebody else",
                "the portal's page shows both as they have to be written",
                "aws sso logout\n\
                 aws sso login --profile {profile}",
            ),
        ],
    },
    Row {
        code: "AWSP-Y010",
        name: "aws login needed",
        codes: "LoginRefreshRequired",
        phrases: "your session has expired…please reauthenticate using…aws login\n\
                  error loading login session token\n\
                  please reauthenticate using `aws login`",
        candidates: &[candidate(
            "expired",
            "the session of aws login has ended; it lasts twelve hours at most",
            "awsp current says until when it lasts; a password that was changed ends it, too",
            "aws login --profile {profile}",
        )],
    },
    Row {
        code: "AWSP-Y011",
        name: "MFA code refused",
        codes: "",
        phrases: "multifactorauthentication failed with invalid mfa one time pass code",
        candidates: &[
            candidate(
                "mfa",
                "the code is wrong, or was used already: each works once",
                "wait until the device shows the next one",
                "awsp use {profile} --export",
            ),
            candidate(
                "clock-skew",
                "the clock of the device that shows the codes is off",
                "the next code is refused, too",
                "aws iam resync-mfa-device --user-name NAME --serial-number ARN --authentication-code1 CODE --authentication-code2 CODE",
            ),
        ],
    },
    Row {
        code: "AWSP-Y012",
        name: "MFA device refused",
        codes: "",
        phrases: "multifactorauthentication failed, unable to validate mfa code\n\
                  multifactorauthentication failed, must provide both mfa serial number",
        candidates: &[candidate(
            "mfa",
            "mfa_serial does not name a device of the user who signs",
            "it has to be arn:aws:iam::ACCOUNT:mfa/DEVICE in the account of the keys: not :user/, and not the role's account",
            "aws iam list-mfa-devices\n\
             aws configure set mfa_serial ARN --profile {profile}",
        )],
    },
];
