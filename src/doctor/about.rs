//! What each code means, a paragraph each: what it is, which tool does what, and how it comes about.

/// Returns what a code means; `None` for what is no code of the table.
pub(crate) fn about(code: &str) -> Option<&'static str> {
    ABOUT.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}

/// Every code of `diagnostic/code.rs`, in the order of the letters.
pub(crate) const ABOUT: &[(&str, &str)] = &[
    (
        "AWSP-E001",
        "The AWS CLI and boto3 read both files before anything else, and give up at the first line they cannot parse: no profile exists then, and even keys in variables are not used. The SDKs have other rules and may get along with the same file.",
    ),
    (
        "AWSP-E002",
        "A variable or an option names a profile that is in no file. The AWS CLI and boto3 stop with `The config profile could not be found`, even beside keys in variables; other SDKs look on and may sign as somebody else. Mostly a typo, a variable that outlived the profile, or a header `[x]` in the config file that lacks the word `profile`.",
    ),
    (
        "AWSP-E003",
        "AWS_PROFILE is set and empty. To the AWS CLI that is the name of a profile, which does not exist. It comes from `export AWS_PROFILE=` where `unset AWS_PROFILE` was meant.",
    ),
    (
        "AWSP-E004",
        "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not. The AWS CLI and boto3 stop with `Partial credentials found in env` and never look at the profile.",
    ),
    (
        "AWSP-E005",
        "AWS_CREDENTIAL_EXPIRATION lies in the past: the keys in the variables have ended, and the AWS CLI refuses them without a call.",
    ),
    ("AWSP-E006", "AWS_CREDENTIAL_EXPIRATION is no time. The AWS CLI stops when it reads it."),
    (
        "AWSP-E007",
        "There is a web identity token and no role to exchange it for: AWS_ROLE_ARN or role_arn is missing or empty.",
    ),
    (
        "AWSP-E008",
        "A role has nobody to sign for it: its source_profile is in no file, has no credentials, or leads round in a circle. The AWS CLI calls the last one InfiniteLoopConfigError.",
    ),
    (
        "AWSP-E009",
        "The settings of the profile do not make credentials: half a pair of keys, an [sso-session] that is in no file, or settings of IAM Identity Center that are missing or contradict each other.",
    ),
    (
        "AWSP-E010",
        "A Region is set and empty. The tools take the empty text for the Region, find no endpoint in it, and do not look on to the profile's.",
    ),
    (
        "AWSP-E011",
        "A key id that begins with ASIA is temporary, and AWS takes it only with its session token. Without AWS_SESSION_TOKEN the answer is InvalidClientTokenId or UnrecognizedClientException.",
    ),
    (
        "AWSP-E012",
        "A key id that begins with AKIA is long-term and has no token. One that is left from other keys is sent along, and AWS answers InvalidClientTokenId.",
    ),
    (
        "AWSP-E013",
        "The variable that says where a container gets its credentials is empty, or names a place that the tools refuse to ask.",
    ),
    ("AWSP-E014", "AWS_CA_BUNDLE is set and empty, which boto3 takes for a file of that name."),
    (
        "AWSP-E015",
        "AWS_CREDENTIAL_FILE, which only old tools write, names a file that cannot be read; the AWS CLI still asks it.",
    ),
    (
        "AWSP-E016",
        "AWS_WEB_IDENTITY_TOKEN_FILE is set and empty, and hides the token file that the profile names.",
    ),
    (
        "AWSP-E017",
        "The chosen profile has no credentials, and this machine has none of its own to give. The tools end with `Unable to locate credentials`.",
    ),
    (
        "AWSP-E018",
        "The file of a web identity token cannot be read. In a pod it is mounted by the platform; elsewhere something has to write it first.",
    ),
    (
        "AWSP-E019",
        "A role has to be asked for in some Region, and neither variables nor profile name one.",
    ),
    ("AWSP-E020", "A setting has a value that the tool does not take, and it stops there."),
    (
        "AWSP-E021",
        "A file in a cache cannot be read as the tool expects. It does not mend it: the file has to go, and somebody has to sign in again.",
    ),
    (
        "AWSP-E022",
        "A variable has a character that nobody sees: a carriage return from a file of Windows, a space from a web page, a byte order mark, a zero-width space. Tools send it along: SignatureDoesNotMatch, IncompleteSignature, `Invalid header value`, or a profile that is not found. The place is counted in characters; what stands around it is not shown.",
    ),
    (
        "AWSP-E023",
        "A value in the config or credentials file has a character that nobody sees, or a space where the value can have none. It is a part of the value to the AWS CLI and boto3.",
    ),
    (
        "AWSP-E024",
        "The file is UTF-16, as PowerShell's `>` and Notepad write it. The AWS CLI and boto3 stop with `Unable to parse config file`; to the SDKs it is empty.",
    ),
    (
        "AWSP-E025",
        "The file begins with the bytes EF BB BF, a byte order mark, which some editors add. The AWS CLI takes it for a part of the first line, and stops.",
    ),
    (
        "AWSP-E026",
        "The quotes around a value became a part of it: AWS files and `.env` readers keep them, shells take them away. A key in quotes is another key.",
    ),
    (
        "AWSP-E027",
        "The key id stands where the secret belongs, and the other way round. The secret has then been sent to AWS in the open, as the name of a key: replace the key, do not only swap the two.",
    ),
    (
        "AWSP-E028",
        "AWS makes key ids of 16 to 128 capital letters, digits and underscores; those of users and sessions have 20 and begin with AKIA or ASIA. This one is none: it lost a part, or is the id of a user.",
    ),
    (
        "AWSP-E029",
        "The keys of a profile are temporary, and the same file has no aws_session_token for it. AWS answers InvalidClientTokenId.",
    ),
    (
        "AWSP-E030",
        "A profile has long-term keys and a session token, mostly because the keys were entered over temporary ones: `aws configure` leaves the token where it is.",
    ),
    (
        "AWSP-E031",
        "The keys are those of an example, a template that was not filled in, or `test` as LocalStack takes it. AWS knows no such key. With an endpoint of another service this is not reported.",
    ),
    (
        "AWSP-E032",
        "An availability zone (us-east-1a) or a local zone stands where the Region (us-east-1) belongs. No host has that name: `Could not connect to the endpoint URL`.",
    ),
    (
        "AWSP-E033",
        "AWS, China, GovCloud and the European cloud are separate partitions: users, roles, sign-ins and keys of one mean nothing in another, and the answer is InvalidClientTokenId.",
    ),
    (
        "AWSP-E034",
        "The Region cannot be a part of a host's name: it is the name that people use, or has spaces or underscores.",
    ),
    (
        "AWSP-E035",
        "The role_arn is not that of a role: a colon too few, a user's, a session's, or no account in it. STS answers ValidationError, or AccessDenied as if the role were somebody else's.",
    ),
    (
        "AWSP-E036",
        "mfa_serial takes the ARN of a device, with `:mfa/` in it, or the number of a hardware token. With a user's ARN every code is refused.",
    ),
    (
        "AWSP-E037",
        "The MFA device is of another account than the keys that sign. A device belongs to the user whose keys they are, not to the role.",
    ),
    (
        "AWSP-E038",
        "A role that is taken with the credentials of another role, or of any session, lasts an hour at most, whatever the role allows: STS refuses more.",
    ),
    ("AWSP-E039", "STS takes a duration of 900 seconds to 43200, and refuses all else."),
    (
        "AWSP-E040",
        "STS takes session names of 2 to 64 and external ids of 2 to 1224 letters, digits and a few marks, and refuses all else with ValidationError.",
    ),
    (
        "AWSP-E041",
        "The program of a credential_process is not there. The AWS CLI starts it without a shell: ~, $NAME, aliases and functions are not known. An IDE or a service mostly has a shorter PATH than a terminal; a whole path works in both.",
    ),
    (
        "AWSP-E042",
        "The program of a credential_process is there, but is no file that this user may start.",
    ),
    (
        "AWSP-E043",
        "The credential_process has a quote without an end. The AWS CLI splits it into words as a shell would, and stops.",
    ),
    (
        "AWSP-E044",
        "A setting of IAM Identity Center that it can never take: the start URL is no https page of an organization, or the account has not twelve digits.",
    ),
    (
        "AWSP-E045",
        "Every request carries the time, and AWS refuses it when it is off by more than a few minutes. This clock stands at a time that cannot be, which also makes every certificate seem invalid.",
    ),
    (
        "AWSP-E046",
        "A proxy variable names no proxy that can be called. The AWS CLI and the SDKs send every request there.",
    ),
    (
        "AWSP-E047",
        "The file of certificates that a variable or ca_bundle names is not there, or cannot be read. The AWS CLI and boto3 then make no connection at all.",
    ),
    (
        "AWSP-E048",
        "Nothing has any credentials: no keys in variables, no profile chosen, and none in [default]. Mostly a profile exists, and AWS_PROFILE was never set in this shell.",
    ),
    (
        "AWSP-E049",
        "`--account` was given, and the next call acts in another account. The profiles of the account that was meant are named as the fix.",
    ),
    ("AWSP-N001", "AWS_SECRET_ACCESS_KEY is set without a key id. No tool uses it."),
    (
        "AWSP-N002",
        "A session token is set without keys. No tool uses it, but it spoils long-term keys that are set later.",
    ),
    (
        "AWSP-N003",
        "Variables are set and empty. To some tools that is a value, to others it is none.",
    ),
    ("AWSP-N004", "Another tool's keys have gone, and what it noted beside them is still there."),
    ("AWSP-N005", "The SDKs reject the file for a line that the AWS CLI gets along with."),
    (
        "AWSP-N006",
        "AWS_DEFAULT_PROFILE selects a profile for the AWS CLI and boto3 alone: other SDKs read only AWS_PROFILE.",
    ),
    (
        "AWSP-N007",
        "A bearer token replaces the signature for one service: there the caller is whoever the token belongs to.",
    ),
    (
        "AWSP-N008",
        "The session token stands under its old name, which only the AWS CLI and boto3 read.",
    ),
    ("AWSP-N009", "The chosen profile has no credentials. On EC2 the machine may give some."),
    ("AWSP-N010", "Another tool gets no credentials where the AWS CLI does."),
    (
        "AWSP-N011",
        "The profile is in the format without [sso-session]. The AWS CLI never renews its token: whoever uses it has to sign in again after 1 to 8 hours.",
    ),
    (
        "AWSP-N012",
        "A Region that an account has to switch on. Where it has not been, most services answer as if the keys were wrong; also a role's source account has to have it.",
    ),
    (
        "AWSP-N013",
        "There are other long-term keys of the same account here. If AWS knows the key in use no more, it may have been rotated in one place and not in this one.",
    ),
    (
        "AWSP-N014",
        "A role allows sessions of one hour unless its MaxSessionDuration was raised. The profile asks for more, which only IAM can tell to be right.",
    ),
    (
        "AWSP-N015",
        "The token stands, but the registration of the client has ended, and with it the token cannot be renewed: at its end somebody has to sign in.",
    ),
    (
        "AWSP-N016",
        "NO_PROXY has an entry that covers AWS, so that the proxy is not used for it. Where only the proxy reaches AWS the calls time out.",
    ),
    (
        "AWSP-N017",
        "A program cannot ask its shell whether the hook is loaded; it sees the variables that the hook leaves behind at the first change. There are none yet.",
    ),
    (
        "AWSP-N018",
        "The profile sends its requests to another address than AWS's, such as LocalStack or a store of S3's kind. Keys of one mean nothing to the other.",
    ),
    (
        "AWSP-N019",
        "Neither the variables nor [default] have credentials, but this machine may have some of its own. On EC2 that is as it should be; elsewhere the tools wait for an answer that never comes.",
    ),
    (
        "AWSP-N020",
        "`--account` was given, and neither files nor the key id tell whose the credentials are. Key ids made before 2019 do not hold their account; AWS tells, with `--online`.",
    ),
    (
        "AWSP-N030",
        "A start-up file sets a variable that says who you are, and it has this value now. That is a choice like any other, but every new shell makes it again.",
    ),
    (
        "AWSP-N031",
        "In new shells `aws` is an alias or a function of a start-up file: what it runs need not be the AWS CLI, nor use the profile and keys that awsp shows.",
    ),
    (
        "AWSP-N032",
        "The program that started this shell handed the variables on. To unset them here changes nothing for the next terminal, pane or window of that program: on Linux /proc shows with which variables each of them began.",
    ),
    (
        "AWSP-O001",
        "AWS does not know a long-term key: it was deactivated or deleted, or its id is mistyped. STS answers InvalidClientTokenId, services with JSON UnrecognizedClientException, S3 InvalidAccessKeyId. Which of the three it is only IAM can say, to somebody else of the account.",
    ),
    (
        "AWSP-O002",
        "IAM says that the key is Inactive. Somebody has switched it off, and may switch it on again; until then every call with it is refused.",
    ),
    (
        "AWSP-O003",
        "IAM does not list the key any more among those of its user: it was deleted. A deleted key never comes back; the user needs a new one.",
    ),
    ("AWSP-O004", "The user that the key belonged to is deleted, and the keys went along."),
    (
        "AWSP-O005",
        "AWS says that the session has ended. Keys that were copied into variables or a file are never renewed; those of a profile are, when it is used once more.",
    ),
    (
        "AWSP-O006",
        "AWS knows the key id, and the signature was made with another secret: the secret is mistyped, cut off, or of another key.",
    ),
    (
        "AWSP-O007",
        "This machine's clock is more than five minutes off, and AWS refuses what it signs. Virtual machines, WSL and containers that slept are the usual ones.",
    ),
    (
        "AWSP-O008",
        "This machine's clock is more than a minute off. AWS still takes its signatures; at five minutes it stops.",
    ),
    (
        "AWSP-O009",
        "AWS does not take the session token beside the key id: it belongs to other keys, was cut off, or is very old.",
    ),
    (
        "AWSP-O010",
        "Another Region of the partition takes the same credentials. The Region is one that the account has to enable first, STS is switched off in it, or the token comes from the global endpoint and is not valid there.",
    ),
    (
        "AWSP-O011",
        "AWS says that the credentials are of another account than files, variables or `--account` say. Every command acts in the account that AWS names.",
    ),
    (
        "AWSP-O012",
        "AWS knows who asks, and refuses the call: this is about rights, and not about credentials.",
    ),
    (
        "AWSP-O013",
        "Nobody answers at the endpoint, or not as AWS does: no network, a firewall, a captive portal, a proxy, a stand-in that is switched off. Nothing is said about the credentials.",
    ),
    (
        "AWSP-O014",
        "Whoever answers cannot show a certificate that this machine trusts. Mostly a proxy looks into TLS; AWS_CA_BUNDLE has to name its certificates.",
    ),
    ("AWSP-O015", "AWS does not know a temporary key without its session token."),
    (
        "AWSP-O016",
        "A long-term key is more than ninety days old. It works; every place it was ever copied to works, too.",
    ),
    (
        "AWSP-O017",
        "AWS cannot read the key id: it holds a space, a line end or something else that no key id holds.",
    ),
    ("AWSP-O018", "A service of AWS fails with a status of 500 or more. Nothing is wrong here."),
    (
        "AWSP-O019",
        "The credential_process of the profile was run once and brought no credentials: it failed, took more than a minute, or printed something that is not the JSON the tools expect, with `Version` 1 and an `Expiration` ahead.",
    ),
    (
        "AWSP-O020",
        "Nobody is signed in for the profile, or the session has ended and cannot be renewed without a browser.",
    ),
    ("AWSP-O021", "There is nothing to sign with, so AWS could not be asked."),
    (
        "AWSP-O022",
        "The role asks for a code of its MFA device, and nobody gave one. With a terminal the doctor asks for it; else it is `--mfa-token`.",
    ),
    (
        "AWSP-O023",
        "AWS was asked twice: this shell is somebody else than the selected profile would be, because variables sign in front of it.",
    ),
    (
        "AWSP-W001",
        "Keys in variables win over the profile that AWS_PROFILE names, in nearly every tool: calls are signed as the keys' owner.",
    ),
    (
        "AWSP-W002",
        "AWS_SECURITY_TOKEN and AWS_SESSION_TOKEN differ. The AWS CLI and boto3 take the old name first, other SDKs never do: one of them sends the token of other keys.",
    ),
    (
        "AWSP-W003",
        "There is a time at which the keys should end, and they are long-term keys, which never do: it is left from other keys.",
    ),
    (
        "AWSP-W004",
        "Variables of a web identity win over the profile that was chosen, in the AWS CLI and boto3.",
    ),
    (
        "AWSP-W005",
        "AWS_PROFILE and AWS_DEFAULT_PROFILE name different profiles. Which one counts depends on the tool.",
    ),
    (
        "AWSP-W006",
        "A Region in a variable wins over the Region of the profile, whichever profile it was set for.",
    ),
    (
        "AWSP-W007",
        "AWS_REGION and AWS_DEFAULT_REGION differ. boto3 reads only the second, the SDKs mostly the first.",
    ),
    (
        "AWSP-W008",
        "Endpoint variables send requests to another address than AWS's: signed requests go there, and its answers count as AWS's.",
    ),
    ("AWSP-W009", "AWS_ACCOUNT_ID names another account than the letters of the key id do."),
    (
        "AWSP-W010",
        "The session has ended, and nobody can renew it without a person: sign in again.",
    ),
    ("AWSP-W011", "Nobody has signed in yet for the session that the profile uses."),
    (
        "AWSP-W012",
        "Another tool would sign as somebody else: each family of tools has an order of its own. `awsp explain` shows all of them.",
    ),
    (
        "AWSP-W013",
        "A profile, or a set of keys, that the next call does not use could not be used. What is wrong is said as it would be for the one in use; so is the cause.",
    ),
    (
        "AWSP-W014",
        "AWS makes secrets of 40 characters for its long-term keys. One that is shorter lost some when it was copied, one that is longer gained some: SignatureDoesNotMatch.",
    ),
    (
        "AWSP-W015",
        "One secret stands under two key ids, and it can belong to one of them alone: with the other AWS answers SignatureDoesNotMatch.",
    ),
    (
        "AWSP-W016",
        "One key id has different secrets in two places, and it has one secret for ever: the other is a typo, or of another key.",
    ),
    (
        "AWSP-W017",
        "A profile has keys beside another source of credentials. Mostly somebody exported temporary keys into the credentials file once: the copy gets old, some tools take it all the same, and signing in again does not help: ExpiredToken for ever.",
    ),
    (
        "AWSP-W018",
        "The account in the letters of the key id is not the one that the profile states. AWS goes by the keys.",
    ),
    (
        "AWSP-W019",
        "No Region of AWS that awsp knows has that name. It may be newer than this awsp.",
    ),
    (
        "AWSP-W020",
        "Other users of this machine may read secrets, or write to files and folders that decide who you are: a credential_process in the config file is a program that runs as you.",
    ),
    (
        "AWSP-W021",
        "A file belongs to another user, who can change it at any time. Mostly it was made with sudo or in a container.",
    ),
    (
        "AWSP-W022",
        "AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE names a file that is not there. No tool complains: the file is empty to it, and the usual one is not read.",
    ),
    (
        "AWSP-W023",
        "Both spellings of a proxy variable are set, and they differ. Python and curl take the lower-case one, Go the other.",
    ),
    (
        "AWSP-W024",
        "Another program called awsp comes first on PATH. There is more than one tool of that name; the others answer otherwise, and none of them speaks to this hook.",
    ),
    (
        "AWSP-W025",
        "A file of AWS was changed in the future. Either the clock is slow, so that AWS refuses every request, or it was fast when the file was written.",
    ),
    (
        "AWSP-W026",
        "There is a token that stands, but under the name that another tool or another format gives it: the file's name is a hash of the session's name or of the start URL.",
    ),
    (
        "AWSP-W027",
        "The program of a credential_process is named by a path that begins in the folder one happens to be in. From another folder, or an IDE, it is not found, and in a foreign folder it may be somebody else's.",
    ),
    (
        "AWSP-W028",
        "A file in one of the AWS CLI's caches is no whole JSON: a disk was full, or a program was stopped while it wrote. The tools stop at it and do not mend it; without the file they sign in anew.",
    ),
    (
        "AWSP-W030",
        "A start-up file sets keys. In every new shell they win over all profiles; `awsp clean` unsets them in one shell, until the next. They also stand in the open there: keys belong into the credentials file, or better into none.",
    ),
    (
        "AWSP-W031",
        "A start-up file names a profile that is in neither AWS file: in every new shell the AWS CLI stops with `The config profile could not be found` until another one is chosen.",
    ),
    (
        "AWSP-W032",
        "A start-up file makes an alias or a function called awsp; other tools have the same name. An alias wins over the function of the hook, and the hook removes what was there before it: whichever comes last is what awsp means.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code;

    #[test]
    fn every_code_has_a_paragraph_and_every_paragraph_a_code() {
        let mut codes: Vec<&str> = code::ALL.iter().map(|code| code.name()).collect();
        codes.sort_unstable();
        let told: Vec<&str> = ABOUT.iter().map(|(code, _)| *code).collect();

        assert_eq!(told, codes);
    }

    #[test]
    fn a_code_is_found_by_its_name() {
        assert!(about("AWSP-E012").unwrap().contains("AKIA"));
        assert_eq!(about("AWSP-E999"), None);
        for (code, text) in ABOUT {
            assert!(text.ends_with('.') && text.len() > 50, "{code}");
        }
    }
}
