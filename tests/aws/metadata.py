"""Credentials of machines: the container endpoint and the instance metadata service."""

from __future__ import annotations

import time

from calls import Call, Operation, iso
from keys import ACCOUNT, Identity, unique_id
from wire import Form, Metadata, Refused

CONTAINER, IMDS = Form(), Metadata()
ROLE = "fake-role"
TOKEN, LIFETIME = "x-aws-ec2-metadata-token", "x-aws-ec2-metadata-token-ttl-seconds"
BASE = "/latest/meta-data/"
CREDENTIALS = BASE + "iam/security-credentials"
TEXTS = {BASE + "placement/region": "eu-central-1", BASE + "placement/availability-zone": "eu-central-1a"}


def _keys(call: Call, kind: str, session: str) -> dict:
    """Returns credentials under the names that both endpoints use."""
    arn = "arn:aws:sts::%s:assumed-role/%s/%s" % (ACCOUNT, ROLE, session)
    keys = call.mint.keys(kind, Identity(ACCOUNT, arn, unique_id("AROA", ROLE) + ":" + session))
    return {"AccessKeyId": keys.key_id, "SecretAccessKey": keys.secret, "Token": keys.token, "Expiration": call.expiration()}


def container_credentials(call: Call) -> dict:
    """Gives the credentials of a container's role."""
    return {"RoleArn": "arn:aws:iam::%s:role/%s" % (ACCOUNT, ROLE), **_keys(call, "container", "container")}


def imds_token(call: Call) -> dict:
    """Opens a session with the instance metadata service."""
    lifetime = call.request.headers.get(LIFETIME, "")
    if not lifetime.isdigit() or not 1 <= int(lifetime) <= 21600:
        raise Refused("Bad Request", "400 - Bad Request")
    call.headers["X-Aws-Ec2-Metadata-Token-Ttl-Seconds"] = lifetime
    return {"text": call.mint.word("imds-token", "AQAEA") + "=="}


def _in_session(call: Call) -> None:
    """Refuses a call outside of a session."""
    if not call.request.headers.get(TOKEN):
        raise Refused("Unauthorized", "401 - Unauthorized", 401)


def imds_roles(call: Call) -> dict:
    """Names the role of the instance."""
    _in_session(call)
    return {"text": ROLE}


def imds_credentials(call: Call) -> dict:
    """Gives the credentials of the instance's role."""
    _in_session(call)
    if not call.request.path.endswith("/" + ROLE):
        raise Refused("Not Found", "404 - Not Found", 404)
    return {"Code": "Success", "LastUpdated": iso(time.time()), "Type": "AWS-HMAC", **_keys(call, "imds", "i-0123456789abcdef0")}


def imds_text(call: Call) -> dict:
    """Tells where the instance is."""
    _in_session(call)
    if call.request.path not in TEXTS:
        raise Refused("Not Found", "404 - Not Found", 404)
    return {"text": TEXTS[call.request.path]}


def find(method: str, path: str) -> Operation | None:
    """Returns the operation below the paths of the metadata service."""
    if (method, path) == ("PUT", "/latest/api/token"):
        return Operation("Token", IMDS, imds_token)
    if method != "GET" or not path.startswith("/latest/"):
        return None
    if path in (CREDENTIALS, CREDENTIALS + "/"):
        return Operation("Roles", IMDS, imds_roles)
    if path.startswith(CREDENTIALS + "/"):
        return Operation("Credentials", IMDS, imds_credentials)
    return Operation("Text", IMDS, imds_text)


ROUTES = {("GET", "/container/credentials"): Operation("ContainerCredentials", CONTAINER, container_credentials)}
