//! What goes wrong in the files, before anything is signed.

use crate::why::row::{Row, candidate};

pub(super) const ROWS: &[Row] = &[
    Row {
        code: "AWSP-Y001",
        name: "file not parsed",
        codes: "",
        phrases: "unable to parse config file\n\
                  expected a profile or property definition on line\n\
                  expected an '=' sign defining a property\n\
                  sharedconfigloaderror: failed to load config file\n\
                  iniparseerror:",
        candidates: &[
            candidate(
                "file-syntax",
                "a line of an AWS file is no section, no setting and no comment",
                "the tool names the file, and often the line",
                "awsp doctor",
            ),
            candidate(
                "hidden-characters",
                "an AWS file begins with a byte order mark, or is UTF-16",
                "the file looks right in an editor: head -c 3 ~/.aws/config | od -c shows 357 273 277, or 377 376",
                "awsp doctor --fix",
            ),
        ],
    },
    Row {
        code: super::PROFILE_NOT_FOUND,
        name: "profile not found",
        codes: "ProfileNotFound",
        phrases: "the config profile (…) could not be found\n\
                  failed to get shared config profile,\n\
                  could not resolve credentials using profile: [\n\
                  profile `…` was not defined:\n\
                  sharedconfigprofilenotexistserror",
        candidates: &[
            candidate(
                "wrong-profile",
                "no file of this machine defines that profile for the tool",
                "awsp list shows every name; in ~/.aws/config a section has to be called [profile NAME]",
                "awsp list",
            ),
            candidate(
                "overridden-by-environment",
                "AWS_PROFILE, AWS_DEFAULT_PROFILE or a variable for another file is left over",
                "env | grep -E '^AWS_(PROFILE|DEFAULT_PROFILE|CONFIG_FILE|SHARED_CREDENTIALS_FILE)='",
                "awsp off\n\
                 unset AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE",
            ),
            candidate(
                "shell-set-up",
                "the tool runs where it reads other files: in a container, under sudo, as another user, in WSL",
                "echo $HOME there, and look for .aws in it",
                "ls -l ~/.aws",
            ),
        ],
    },
    Row {
        code: "AWSP-Y003",
        name: "broken chain of profiles",
        codes: "InfiniteLoopConfigError",
        phrases: "infinite loop in credential configuration detected\n\
                  detected a cycle attempting to resolve credentials for profile\n\
                  profile formed an infinite loop\n\
                  circular relationship detected with profiles\n\
                  the source_profile \"…\" referenced in the profile\n\
                  could not load source profile",
        candidates: &[candidate(
            "broken-chain",
            "source_profile leads back to itself, or to a profile without credentials",
            "awsp explain shows the chain; at its end one profile has to have keys or a sign-in of its own",
            "awsp explain\n\
             aws configure set source_profile NAME --profile {profile}",
        )],
    },
    Row {
        code: "AWSP-Y004",
        name: "half a key pair",
        codes: "EnvSecretNotFound EnvAccessKeyNotFound SharedCredsSecret",
        phrases: "partial credentials found in\n\
                  partial credentials found for profile\n\
                  profile missing aws_secret_access_key\n\
                  profile missing aws_access_key_id",
        candidates: &[
            candidate(
                "overridden-by-environment",
                "one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set without the other",
                "the message says env; the names have to be spelled exactly so",
                "awsp clean",
            ),
            candidate(
                "malformed-key",
                "a profile has one of aws_access_key_id and aws_secret_access_key without the other",
                "the message names a file or a profile",
                "aws configure --profile {profile}",
            ),
        ],
    },
];
