"""Entries of the caches that the tools keep below `~/.aws`, by the names and with the contents that they write."""

from __future__ import annotations

import hashlib
import json

from . import keys
from .draft import Draft

ALIVE = "2099-01-01T00:00:00"
EXPIRED = "2001-01-01T00:00:00"
LATELY = "{lately}"  # an hour ago: a session of `aws login` is renewed for half a day
SOON = "{soon}"  # in ten minutes: soon enough for Python's early refresh, late enough for the others
TORN = '{"accessToken": "bear'


def sso_token(draft: Draft, session: str, refreshable: bool, state: str = "") -> str:
    """Writes the token of an sso-session (by its name) or of a start URL, and returns the state it is in."""
    state = state or draft.rng.choices(["alive", "expired", "refreshable", "soon", "offset", "torn", "missing"],
                                       [34, 12, 14 if refreshable else 2, 6, 13, 13, 14])[0]
    path = ".aws/sso/cache/%s.json" % hashlib.sha1(session.encode()).hexdigest()
    if state == "torn":
        draft.files[path] = TORN
    elif state != "missing":
        draft.files[path] = json.dumps(_token(session, state), indent=1)
    draft.tags.add("sso cache " + state)
    return state


def _token(session: str, state: str) -> dict:
    """Returns the content of a token file."""
    dead = state in ("expired", "refreshable")
    time = {"soon": SOON}.get(state, EXPIRED if dead else ALIVE)
    token = {
        "startUrl": session if "://" in session else "https://corp.awsapps.com/start",
        "region": "us-east-1",
        "accessToken": ("dead-" if dead else "bearer-") + session,
        "expiresAt": time + ("+00:00" if state == "offset" else "Z"),
    }
    if state in ("refreshable", "soon"):
        token.update(clientId="client", clientSecret="client-secret", registrationExpiresAt=ALIVE + "Z",
                     refreshToken="refresh:bearer-" + session)
    return token


def role_entry(draft: Draft, role: dict) -> None:
    """Writes what the AWS CLI keeps for a role, the parameters of the call being the name of the file."""
    parameters = {"RoleArn": role["role_arn"]}
    for name, setting in (("RoleSessionName", "role_session_name"), ("ExternalId", "external_id"),
                          ("SerialNumber", "mfa_serial")):
        if setting in role:
            parameters[name] = role[setting]
    if role.get("duration_seconds", "").isdigit():
        parameters["DurationSeconds"] = int(role["duration_seconds"])
    cli_entry(draft, json.dumps(parameters, sort_keys=True), {})


def sso_entry(draft: Draft, account: str, role_name: str, session: dict) -> None:
    """Writes what the AWS CLI keeps for a role of IAM Identity Center."""
    named = json.dumps({"accountId": account, "roleName": role_name, **session}, sort_keys=True, separators=(",", ":"))
    cli_entry(draft, named, {"ProviderType": "sso"})


def cli_entry(draft: Draft, named_after: str, extra: dict) -> None:
    """Writes an entry with keys of its own to the folder of the AWS CLI."""
    state = draft.rng.choices(["alive", "expired", "soon", "torn"], [45, 20, 27, 8])[0]
    time = {"expired": EXPIRED, "soon": SOON}.get(state, ALIVE)
    own = keys.pair(draft.rng, True)
    credentials = {"AccessKeyId": own["aws_access_key_id"], "SecretAccessKey": own["aws_secret_access_key"],
                   "SessionToken": own["aws_session_token"], "Expiration": time + draft.rng.choice(["+00:00", "Z"])}
    path = ".aws/cli/cache/%s.json" % hashlib.sha1(named_after.encode()).hexdigest()
    draft.files[path] = TORN if state == "torn" else json.dumps({**extra, "Credentials": credentials}, indent=1)
    draft.tags.add("cli cache " + state)


def login_token(draft: Draft, session: str, folder: str = ".aws/login/cache") -> None:
    """Writes the token of a login session; its refresh token makes the fake service answer with the same keys."""
    state = draft.rng.choices(["alive", "expired", "refreshable", "torn", "missing", "partial"], [50, 10, 14, 8, 10, 8])[0]
    path = "%s/%s.json" % (folder, hashlib.sha256(session.encode()).hexdigest())
    draft.tags.add("login cache " + state)
    if state == "torn":
        draft.files[path] = TORN
    elif state != "missing":
        time = {"expired": EXPIRED, "refreshable": LATELY}.get(state, ALIVE)
        token = _login(keys.key_id(draft.rng, "ASIA"), session, time)
        if state == "expired":
            token["refreshToken"] = "too old to be taken"
        if state == "partial":
            del token[draft.rng.choice(["refreshToken", "clientId", "dpopKey"])]
        draft.files[path] = json.dumps(token, indent=1)


def _login(key_id: str, session: str, time: str) -> dict:
    """Returns the content of a login token file."""
    return {
        "accessToken": {"accessKeyId": key_id, "secretAccessKey": "secret-of-" + key_id, "sessionToken": "token-of-" + key_id,
                        "accountId": session.split(":")[4], "expiresAt": time + "Z"},
        "tokenType": "aws_sigv4",
        "clientId": "arn:aws:signin:::devtools/same-device",
        "refreshToken": "refresh:" + key_id,
        "idToken": "id-token",
        "dpopKey": "{dpop_key}",
    }
