"""The two services of the query protocol: STS, and IAM as far as it names accounts."""

from __future__ import annotations

import re

from calls import Call, Operation
from keys import Identity, account_of, unique_id
from wire import Query, Refused

STS = Query(namespace="https://sts.amazonaws.com/doc/2011-06-15/")
IAM = Query(namespace="https://iam.amazonaws.com/doc/2010-05-08/")
STS_VERSION, IAM_VERSION = "2011-06-15", "2010-05-08"
ROLE_ARN = re.compile(r"arn:(aws[\w-]*):iam::(\d{12}):role/(?:.*/)?([\w+=,.@-]+)$")
SIGNED_BY = re.compile(r"AWS4-HMAC-SHA256 Credential=(\w+)/\d{8}/([\w-]+)/(\w+)/aws4_request,")


def signer(call: Call) -> Identity:
    """Returns who signed the call; the signature itself is not verified."""
    found = SIGNED_BY.match(call.request.headers.get("authorization", ""))
    if not found:
        raise Refused("MissingAuthenticationToken", "Request is missing Authentication Token")
    return call.mint.identity(found[1])


def _validated(call: Call, name: str, pattern: str) -> str:
    """Returns a parameter that has to be there and to have a certain form."""
    value = call.request.form.get(name, "")
    if not re.fullmatch(pattern, value):
        shown = "'%s'" % value if name in call.request.form else "null"
        member = name[0].lower() + name[1:]
        reason = "Value %s at '%s' failed to satisfy constraint: Member must satisfy %s" % (shown, member, pattern)
        raise Refused("ValidationError", "1 validation error detected: " + reason)
    return value


def _duration(call: Call, most: int) -> None:
    """Refuses a duration outside of what the action allows."""
    asked = call.request.form.get("DurationSeconds", "900")
    if not asked.isdigit() or not 900 <= int(asked) <= most:
        raise Refused("ValidationError", "1 validation error detected: Value '%s' at 'durationSeconds'" % asked)


def _second_factor(call: Call) -> None:
    """Refuses half a second factor."""
    form = call.request.form
    if bool(form.get("SerialNumber")) != bool(form.get("TokenCode")):
        reason = "must provide both MFA serial number and one time pass code."
        raise Refused("AccessDenied", "MultiFactorAuthentication failed, " + reason)
    if "TokenCode" in form:
        _validated(call, "TokenCode", r"\d{6}")


def _role(call: Call) -> tuple[Identity, dict]:
    """Returns who the caller becomes, and how the answer names it."""
    arn = _validated(call, "RoleArn", ROLE_ARN.pattern)
    session = _validated(call, "RoleSessionName", r"[\w+=,.@-]{2,64}")
    partition, account, name = ROLE_ARN.match(arn).groups()
    role_id = unique_id("AROA", arn) + ":" + session
    assumed = "arn:%s:sts::%s:assumed-role/%s/%s" % (partition, account, name, session)
    return Identity(account, assumed, role_id), {"AssumedRoleId": role_id, "Arn": assumed}


def _credentials(call: Call, kind: str, identity: Identity) -> dict:
    """Returns the Credentials member."""
    keys = call.mint.keys(kind, identity)
    expiration = call.expiration(call.request.form.get("DurationSeconds"))
    return {"AccessKeyId": keys.key_id, "SecretAccessKey": keys.secret, "SessionToken": keys.token, "Expiration": expiration}


def get_caller_identity(call: Call) -> dict:
    """Tells the caller who it is."""
    identity = signer(call)
    return {"Arn": identity.arn, "UserId": identity.user_id, "Account": identity.account}


def assume_role(call: Call) -> dict:
    """Gives a role to a signed caller."""
    signer(call)
    identity, named = _role(call)
    _duration(call, 43200)
    _second_factor(call)
    return {"AssumedRoleUser": named, "Credentials": _credentials(call, "assume-role", identity)}


def assume_role_with_web_identity(call: Call) -> dict:
    """Gives a role to the bearer of a token."""
    identity, named = _role(call)
    _duration(call, 43200)
    _validated(call, "WebIdentityToken", r"(?s).{4,20000}")
    subject = {"SubjectFromWebIdentityToken": "subject", "Provider": "accounts.example.com", "Audience": "sts.amazonaws.com"}
    return {**subject, "AssumedRoleUser": named, "Credentials": _credentials(call, "web-identity", identity)}


def get_session_token(call: Call) -> dict:
    """Gives a user temporary credentials."""
    identity = signer(call)
    _duration(call, 129600)
    _second_factor(call)
    return {"Credentials": _credentials(call, "session-token", identity)}


def get_federation_token(call: Call) -> dict:
    """Gives a user temporary credentials for somebody else."""
    account = signer(call).account
    _duration(call, 129600)
    name = _validated(call, "Name", r"[\w+=,.@-]{2,32}")
    federated = "%s:%s" % (account, name)
    identity = Identity(account, "arn:aws:sts::%s:federated-user/%s" % (account, name), federated)
    user = {"FederatedUserId": federated, "Arn": identity.arn}
    return {"FederatedUser": user, "Credentials": _credentials(call, "federation-token", identity), "PackedPolicySize": 6}


def get_access_key_info(call: Call) -> dict:
    """Tells the account of an access key."""
    signer(call)
    return {"Account": account_of(_validated(call, "AccessKeyId", r"\w{16,128}"))}


def list_account_aliases(call: Call) -> dict:
    """Tells the name of the account."""
    return {"IsTruncated": False, "AccountAliases": ["alias-" + signer(call).account]}


def _not_found(call: Call) -> dict:
    """Refuses an action that does not exist in the given version."""
    form = call.request.form or {}
    version = form.get("Version", "NO_VERSION_SPECIFIED")
    raise Refused("InvalidAction", "Could not find operation %s for version %s" % (form.get("Action"), version))


ACTIONS = {
    (STS_VERSION, "GetCallerIdentity"): (STS, get_caller_identity),
    (STS_VERSION, "AssumeRole"): (STS, assume_role),
    (STS_VERSION, "AssumeRoleWithWebIdentity"): (STS, assume_role_with_web_identity),
    (STS_VERSION, "GetSessionToken"): (STS, get_session_token),
    (STS_VERSION, "GetFederationToken"): (STS, get_federation_token),
    (STS_VERSION, "GetAccessKeyInfo"): (STS, get_access_key_info),
    (IAM_VERSION, "ListAccountAliases"): (IAM, list_account_aliases),
}


def find(form: dict | None) -> Operation:
    """Returns the operation of a call in the query protocol."""
    form = form or {}
    protocol, members = ACTIONS.get((form.get("Version"), form.get("Action")), (STS, _not_found))
    return Operation(form.get("Action", ""), protocol, members)
