//! `AccessDenied`: you are X, and X may not do Y on Z.

use crate::display::escaped;
use crate::identity::{Identity, arn};
use crate::source::Source;
use crate::why::denial::Denial;
use crate::why::placeholder::is_plain;
use crate::why::recognise::Recognised;

use super::Case;

/// Has the cases say who may not do what, and whether that is who this shell would be.
pub(super) fn tell(cases: &mut [Case], seen: &Recognised, identity: &Identity) {
    for case in &mut *cases {
        if case.cause == "not-authorized" {
            refusal(case, seen);
        }
    }
    let Some(denial) = &seen.denial else { return };
    let stranger = stranger(denial, identity);
    let role = denial.resource.as_deref().filter(|arn| arn.starts_with("arn:aws"));
    for case in cases {
        match case.cause {
            "wrong-profile" => {
                if let Some(title) = stranger.clone().or_else(|| in_role_already(denial)) {
                    case.title = title;
                    case.is_said = true;
                }
            }
            "broken-chain"
                if role.is_some_and(|arn| {
                    arn.starts_with("arn:aws:iam:") && !arn.starts_with("arn:aws:iam::")
                }) =>
            {
                case.is_said = true;
            }
            _ => {}
        }
    }
}

/// Says what AWS says of the refusal, and how to look at the policy that decides.
fn refusal(case: &mut Case, seen: &Recognised) {
    if let Some(denial) = &seen.denial {
        let (who, on) = (who(&denial.caller), on(denial));
        let action = escaped(&denial.action);
        case.title = format!("you are {who}, and may not {action}{on}{}", said(denial));
        if let Some(tell) = denial.policy.map(|policy| where_it_is(policy, denial.is_explicit)) {
            tell.clone_into(&mut case.tell);
        }
        if let Some(fix) = look(denial) {
            case.fix = fix;
        }
    }
    if let Some(encoded) = &seen.encoded {
        case.fix.insert(
            0,
            format!("aws sts decode-authorization-message --encoded-message {encoded} --query DecodedMessage --output text"),
        );
    }
}

/// Returns `role Admin (session me) of account 111122223333`.
fn who(caller: &str) -> String {
    let kind = if caller.contains(":assumed-role/") {
        "role "
    } else if caller.contains(":user/") {
        "user "
    } else {
        ""
    };
    let name = arn::principal(caller).unwrap_or(caller);
    let account = arn::account(caller).map(|account| format!(" of account {account}"));
    format!("{kind}{}{}", escaped(name), account.unwrap_or_default())
}

fn on(denial: &Denial) -> String {
    denial
        .resource
        .as_ref()
        .map(|resource| format!(" on {}", escaped(resource)))
        .unwrap_or_default()
}

fn said(denial: &Denial) -> String {
    let named =
        denial.policy_arn.as_ref().map(|arn| format!(" ({})", escaped(arn))).unwrap_or_default();
    match (denial.is_explicit, denial.policy) {
        (Some(true), Some(policy)) => format!(": a deny in the {policy}{named}"),
        (Some(true), None) => ": a policy denies it".to_owned(),
        (Some(false), Some(policy)) => format!(": no {policy} allows it"),
        (Some(false), None) => ": no policy allows it".to_owned(),
        (None, _) => String::new(),
    }
}

/// Returns who can change a kind of policy, and where it is.
fn where_it_is(policy: &str, is_explicit: Option<bool>) -> &'static str {
    match (policy, is_explicit) {
        ("service control policy" | "resource control policy", _) => {
            "only the organization's management account can change it; no policy of this account helps"
        }
        ("permissions boundary", _) => {
            "the boundary caps the user or role whatever its own policies allow; see PermissionsBoundary"
        }
        ("session policy", _) => {
            "the policy was passed when the role was assumed: by a tool, or by the permission set; the role's own policies do not help"
        }
        ("resource-based policy", Some(true)) => {
            "the bucket, key or queue itself refuses this caller; an Allow of the caller's does not help"
        }
        ("resource-based policy", _) => {
            "the resource has to name the caller, as it does for callers of other accounts"
        }
        ("VPC endpoint policy", _) => {
            "the call came through a VPC endpoint whose policy has no room for it"
        }
        (_, Some(true)) => {
            "a Deny in a policy of the caller, or of its groups, wins over every Allow"
        }
        _ => "no policy of the user, its groups or the role allows the action on this resource",
    }
}

/// Returns what shows the policy that decides; only words from the message that no shell acts on.
fn look(denial: &Denial) -> Option<Vec<String>> {
    let account = arn::account(&denial.caller);
    let fix = match denial.policy? {
        "service control policy" => format!(
            "aws organizations list-policies-for-target --target-id {} --filter SERVICE_CONTROL_POLICY",
            account?
        ),
        "resource control policy" => format!(
            "aws organizations list-policies-for-target --target-id {} --filter RESOURCE_CONTROL_POLICY",
            account?
        ),
        "resource-based policy" => {
            format!("aws s3api get-bucket-policy --bucket {}", bucket(denial)?)
        }
        "VPC endpoint policy" => "aws ec2 describe-vpc-endpoints".to_owned(),
        "session policy" => return None,
        "permissions boundary" => of_caller(denial)?,
        _ => simulate(denial)?,
    };
    Some(vec![fix])
}

fn bucket(denial: &Denial) -> Option<&str> {
    let name = denial.resource.as_deref()?.strip_prefix("arn:aws:s3:::")?;
    name.split('/').next().filter(|name| is_plain(name) && !name.contains('*'))
}

fn of_caller(denial: &Denial) -> Option<String> {
    let (kind, name) = named(&denial.caller)?;
    Some(format!("aws iam get-{kind} --{kind}-name {name}"))
}

/// Returns `role` or `user`, and its name.
fn named(caller: &str) -> Option<(&'static str, &str)> {
    let (kind, name) = match caller.split_once(":assumed-role/") {
        Some((_, session)) => ("role", session.split('/').next()?),
        None => ("user", caller.split_once(":user/")?.1.rsplit('/').next()?),
    };
    (is_plain(name) && !name.contains('*')).then_some((kind, name))
}

/// Returns what asks IAM which policy of the caller decides.
fn simulate(denial: &Denial) -> Option<String> {
    let (kind, name) = named(&denial.caller)?;
    let source = match kind {
        "user" => denial.caller.clone(),
        _ => format!("arn:aws:iam::{}:role/{name}", arn::account(&denial.caller)?),
    };
    let action = Some(&denial.action).filter(|action| is_plain(action) && !action.contains('*'))?;
    let resource = denial.resource.as_deref().filter(|arn| is_plain(arn));
    let resource = resource.map(|arn| format!(" --resource-arns '{arn}'")).unwrap_or_default();
    is_plain(&source).then(|| {
        format!("aws iam simulate-principal-policy --policy-source-arn {source} --action-names {action}{resource}")
    })
}

/// Returns that somebody else has signed than this shell would, if that is so.
fn stranger(denial: &Denial, identity: &Identity) -> Option<String> {
    // Whoever asks for a role is not that role yet, and who asks for it is not known here.
    if denial.action.starts_with("sts:AssumeRole")
        && matches!(identity.source, Source::AssumeRole { .. })
    {
        return None;
    }
    let own = identity.account.as_ref().map(|account| account.value.as_str());
    let subject = identity.profile.as_ref().map_or_else(
        || "this shell".to_owned(),
        |profile| format!("profile {}", escaped(&profile.value)),
    );
    let caller = who(&denial.caller);
    let theirs = arn::account(&denial.caller);
    match (theirs, own) {
        (Some(theirs), Some(own)) if theirs != own => Some(format!(
            "the call was signed as {caller}, but {subject} is account {}",
            escaped(own)
        )),
        (Some(_), Some(_)) => {
            let own = role_of(&identity.principal.as_ref()?.value).to_owned();
            let (_, theirs) = named(&denial.caller)?;
            (role_of(theirs) != own).then(|| {
                format!("the call was signed as {caller}, but {subject} is {}", escaped(&own))
            })
        }
        (Some(_) | None, Some(_) | None) => None,
    }
}

/// Returns the role, without its session and without what IAM Identity Center puts around the name of a permission set.
fn role_of(principal: &str) -> &str {
    let role = principal.split('/').next().unwrap_or(principal);
    match role.strip_prefix("AWSReservedSSO_").and_then(|set| set.rsplit_once('_')) {
        Some((set, _)) => set,
        None => role,
    }
}

/// Returns that the caller asks for the role that it is in.
fn in_role_already(denial: &Denial) -> Option<String> {
    let (kind, name) = named(&denial.caller)?;
    let resource = denial.resource.as_deref()?;
    let is_own = kind == "role"
        && arn::role_name(resource) == Some(name)
        && arn::account(resource) == arn::account(&denial.caller);
    is_own.then(|| format!("the caller is in the role {name} already, and asks for it once more"))
}
