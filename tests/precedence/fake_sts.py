"""Answers as STS does."""

import uuid
from xml.sax.saxutils import escape

from fake_message import ANY_ACCOUNT, EXPIRATION, Answer, key_of, secret_of, token_of

STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/"


def as_xml(elements):
    """Returns nested elements, given as a dictionary, as XML text."""
    return "".join(
        f"<{name}>{as_xml(inner) if isinstance(inner, dict) else escape(inner)}</{name}>"
        for name, inner in elements.items()
    )


def sts_answer(action, result):
    """Returns the answer to an STS action that went well."""
    elements = {action + "Result": result, "ResponseMetadata": {"RequestId": str(uuid.uuid4())}}
    response = action + "Response"
    return Answer(200, "text/xml", f'<{response} xmlns="{STS_NAMESPACE}">{as_xml(elements)}</{response}>')


def sts_error(status, code, message):
    """Returns an error as STS shapes it."""
    elements = {"Error": {"Type": "Sender", "Code": code, "Message": message}, "RequestId": str(uuid.uuid4())}
    return Answer(status, "text/xml", f'<ErrorResponse xmlns="{STS_NAMESPACE}">{as_xml(elements)}</ErrorResponse>')


def account_of(arn):
    """Returns the account id in an ARN, or a made-up one."""
    fields = arn.split(":")
    return fields[4] if len(fields) > 5 else ANY_ACCOUNT


def role_credentials(role_arn, session_name, key_id):
    """Returns what STS says about a role that was assumed."""
    role_name = role_arn.rpartition("/")[2]
    return {
        "AssumedRoleUser": {
            "AssumedRoleId": f"AROAFAKEFAKEFAKEFAKE:{session_name}",
            "Arn": f"arn:aws:sts::{account_of(role_arn)}:assumed-role/{role_name}/{session_name}",
        },
        "Credentials": {
            "AccessKeyId": key_id,
            "SecretAccessKey": secret_of(key_id),
            "SessionToken": token_of(key_id),
            "Expiration": EXPIRATION,
        },
    }


def answer_role(request, *key_parts):
    """Answers a request for a role's credentials; the role named Denied is denied."""
    role_arn = request.form.get("RoleArn", "")
    if not role_arn:
        return sts_error(400, "ValidationError", "Value '' at 'roleArn' failed to satisfy constraint")
    if role_arn.endswith("/Denied"):
        return sts_error(403, "AccessDenied", f"not authorized to assume {role_arn}")
    credentials = role_credentials(role_arn, request.form.get("RoleSessionName", ""), key_of(*key_parts))
    return sts_answer(request.form["Action"], credentials)


def answer_assume_role(request):
    """Answers AssumeRole with a key that tells the role and who signed."""
    return answer_role(request, "role", request.form.get("RoleArn", ""), request.signer[0])


def answer_web_identity(request):
    """Answers AssumeRoleWithWebIdentity with a key that tells the role and the token."""
    return answer_role(request, "web", request.form.get("RoleArn", ""), request.form.get("WebIdentityToken", ""))


def answer_caller_identity(request):
    """Answers GetCallerIdentity with everything that tells how the request was made."""
    key_id, region = request.signer
    user_id = "|".join([key_id, region, request.url, request.headers.get("X-Amz-Security-Token") or ""])
    arn = f"arn:aws:iam::{ANY_ACCOUNT}:user/fake"
    return sts_answer("GetCallerIdentity", {"Arn": arn, "UserId": user_id, "Account": ANY_ACCOUNT})


STS_ACTIONS = {
    "AssumeRole": answer_assume_role,
    "AssumeRoleWithWebIdentity": answer_web_identity,
    "GetCallerIdentity": answer_caller_identity,
}
