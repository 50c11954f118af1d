//! Who may not do what to which resource, and what says so: the parts of an `AccessDenied`.

/// The parts of a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Denial {
    /// The ARN of whoever asked.
    pub(crate) caller: String,
    /// The action, as policies name it.
    pub(crate) action: String,
    /// The ARN of the resource.
    pub(crate) resource: Option<String>,
    /// Whether a policy forbids it; `None` where the message does not say.
    pub(crate) is_explicit: Option<bool>,
    /// What kind of policy decides, such as `service control policy`.
    pub(crate) policy: Option<&'static str>,
    /// The policy's ARN.
    pub(crate) policy_arn: Option<String>,
}

/// The kinds of policies as AWS writes them, the longer names first.
const POLICIES: [&str; 9] = [
    "service control policy",
    "resource control policy",
    "permissions boundary",
    "identity-based policy",
    "resource-based policy",
    "session policy",
    "VPC endpoint policy",
    "role trust policy",
    "declarative policy",
];

/// Returns the parts of the last refusal in `message`, one line.
pub(super) fn of(message: &str) -> Option<Denial> {
    let place = message.rfind(" is not authorized to perform:")?;
    let (before, behind) = message.split_at_checked(place)?;
    let behind = behind.strip_prefix(" is not authorized to perform:")?;
    let (_, caller) = before.rsplit_once("User: ").or(before.rsplit_once(' '))?;
    let mut words = behind.split_whitespace();
    let action = clean(words.next()?);
    let rest = behind.split_once("on resource:").map(|(_, rest)| rest);
    let resource = rest.and_then(|rest| rest.split_whitespace().next()).map(clean);
    let said = behind.split(['\n', '│']).next().unwrap_or(behind);
    let verdict = verdict(said);
    Some(Denial {
        caller: clean(caller),
        action,
        resource: resource.filter(|resource| !resource.is_empty()),
        is_explicit: verdict.map(|(is_explicit, _)| is_explicit),
        policy: verdict.and_then(|(_, why)| policy(why)),
        policy_arn: verdict.and_then(|(_, why)| policy_arn(why)),
    })
    .filter(|denial| !denial.caller.is_empty() && !denial.action.is_empty())
}

/// Returns whether it is an explicit deny, and the words from there on.
fn verdict(said: &str) -> Option<(bool, &str)> {
    let explicit = said.split_once("with an explicit deny in a").map(|(_, why)| (true, why));
    explicit.or_else(|| said.split_once("because no ").map(|(_, why)| (false, why)))
}

/// Returns the first kind of policy that `why` begins with.
fn policy(why: &str) -> Option<&'static str> {
    let why = why.strip_prefix("n ").unwrap_or(why).trim_start().to_lowercase();
    POLICIES.into_iter().find(|name| why.starts_with(&name.to_lowercase()))
}

fn policy_arn(why: &str) -> Option<String> {
    let (_, behind) = why.split_once("policy: ").or_else(|| why.split_once("boundary: "))?;
    let arn = clean(behind.split_whitespace().next()?);
    arn.starts_with("arn:").then_some(arn)
}

/// Returns a word without what a sentence or a format has put around it.
fn clean(word: &str) -> String {
    word.trim_matches(['"', '\'', '`', ',', '.', ';', ')', '(', '<', '>', ' ']).to_owned()
}

/// Returns the encoded message of a refusal, whole.
pub(super) fn encoded(message: &str) -> Option<String> {
    let lower = message.to_ascii_lowercase();
    let start = "encoded authorization failure message:";
    let behind = message.get(lower.rfind(start)? + start.len()..)?;
    let is_of_it = |character: char| character.is_ascii_alphanumeric() || "-_=".contains(character);
    let encoded: String =
        behind.trim_start().chars().take_while(|character| is_of_it(*character)).collect();
    (encoded.len() > 20).then_some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOB: &str = "arn:aws:iam::111122223333:user/bob";

    fn parts(
        message: &str,
    ) -> (String, String, Option<String>, Option<bool>, Option<&'static str>) {
        let denial = of(message).expect(message);
        (denial.caller, denial.action, denial.resource, denial.is_explicit, denial.policy)
    }

    #[test]
    fn every_kind_of_refusal_is_taken_apart() {
        for (behind, resource, is_explicit, policy) in [
            (
                "s3:GetObject on resource: \"arn:aws:s3:::b/k\" because no identity-based policy allows the s3:GetObject action",
                Some("arn:aws:s3:::b/k"),
                Some(false),
                Some("identity-based policy"),
            ),
            (
                "kms:DisableKey on resource: arn:aws:kms:x:111122223333:key/k with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-a/service_control_policy/p-0",
                Some("arn:aws:kms:x:111122223333:key/k"),
                Some(true),
                Some("service control policy"),
            ),
            (
                "ec2:RunInstances on resource: arn:aws:ec2:x:1:instance/* with an explicit deny in a permissions boundary: arn:aws:iam::1:policy/b.",
                Some("arn:aws:ec2:x:1:instance/*"),
                Some(true),
                Some("permissions boundary"),
            ),
            (
                "elasticloadbalancing:DescribeRules with an explicit deny in an identity-based policy\n\tstatus code: 403, request id: x",
                None,
                Some(true),
                Some("identity-based policy"),
            ),
            (
                "dynamodb:GetItem on resource: arn:aws:dynamodb:x:1:table/t because no session policy allows the dynamodb:GetItem action",
                Some("arn:aws:dynamodb:x:1:table/t"),
                Some(false),
                Some("session policy"),
            ),
            (
                "sts:AssumeRole on resource: arn:aws:iam::444455556666:role/Deploy",
                Some("arn:aws:iam::444455556666:role/Deploy"),
                None,
                None,
            ),
        ] {
            let message = format!(
                "api error AccessDenied: User: {BOB} is not authorized to perform: {behind}"
            );
            let action = behind.split(' ').next().unwrap().to_owned();
            let resource = resource.map(str::to_owned);
            let expected = (BOB.to_owned(), action, resource, is_explicit, policy);
            assert_eq!(parts(&message), expected, "{message}");
        }
    }

    #[test]
    fn the_policy_itself_is_named_where_aws_does() {
        let denial = of(&format!(
            "User: {BOB} is not authorized to perform: s3:ListBucket on resource: \"arn:aws:s3:::b\" with an explicit deny in an identity-based policy: arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"
        ));

        assert_eq!(
            denial.unwrap().policy_arn.as_deref(),
            Some("arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3")
        );
    }

    #[test]
    fn what_says_nothing_of_a_caller_is_no_such_refusal() {
        for message in [
            "",
            "Access Denied",
            "is not authorized to perform:",
            " is not authorized to perform: ",
        ] {
            assert_eq!(of(message), None, "{message}");
        }
    }

    #[test]
    fn the_encoded_message_is_taken_whole() {
        let message = "You are not authorized to perform this operation. Encoded authorization failure message: 223e8OLcgbf297A_d_ySw4S3r167YSVenEb3XfhTAp1OVgX0\n\tstatus code: 403";

        assert_eq!(
            encoded(message).as_deref(),
            Some("223e8OLcgbf297A_d_ySw4S3r167YSVenEb3XfhTAp1OVgX0")
        );
        assert_eq!(encoded("Encoded authorization failure message: <ENCODED MESSAGE>"), None);
    }
}
