"""AWS Sign-In and the console's federation endpoint."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode

import codes
import dpop
from calls import Call, Operation, lower_keys, needed
from wire import Page, Refused, Signin

SIGNIN, CONSOLE = Signin(), Page()
CLIENT = re.compile(r"arn:aws:signin:::devtools/(same|cross)-device")
GRANTS = {"refresh_token": ("refreshToken",), "authorization_code": ("code", "codeVerifier", "redirectUri")}


def create_token(call: Call) -> dict:
    """Gives credentials for a grant, to a client that proves to have its key."""
    given = call.request.members
    _checked(call, given)
    identity = call.mint.identity("")
    answer = {"accessToken": lower_keys(call.mint.keys("signin", identity)), "tokenType": "aws_sigv4"}
    answer |= {"expiresIn": call.seconds(), "refreshToken": call.mint.word("signin-refresh")}
    if given["grantType"] == "authorization_code":
        codes.redeem(given, "INVALID_REQUEST")
        answer["idToken"] = _id_token(identity.arn)
    return answer


def _checked(call: Call, given: dict) -> None:
    """Refuses a call that lacks something."""
    needed(given, ("clientId", "grantType"), "INVALID_REQUEST")
    if not CLIENT.fullmatch(given["clientId"]) or given["grantType"] not in GRANTS:
        raise Refused("INVALID_REQUEST", "Invalid client or grant type")
    needed(given, GRANTS[given["grantType"]], "INVALID_REQUEST")
    wrong = dpop.problem(call.request.headers.get("dpop", ""), "POST", call.request.path)
    if wrong:
        raise Refused("INVALID_REQUEST", "DPoP: " + wrong)


def _id_token(arn: str) -> str:
    """Returns an unsigned token that names the person."""
    parts = {"alg": "ES384", "typ": "JWT"}, {"sub": arn, "aud": "arn:aws:signin:::devtools/same-device"}
    texts = [urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*texts, "c2lnbmF0dXJl"])


def get_signin_token(call: Call) -> dict:
    """Exchanges credentials for a token of the console."""
    query = call.request.query
    if query.get("Action") != "getSigninToken":
        raise Refused("InvalidAction", "Unknown action")
    try:
        session = json.loads(query.get("Session", ""))
        needed(session, ("sessionId", "sessionKey", "sessionToken"), "InvalidSession")
    except (ValueError, AttributeError):
        raise Refused("InvalidSession", "The session is not valid") from None
    if not 900 <= int(query.get("SessionDuration", "900")) <= 43200:
        raise Refused("InvalidSessionDuration", "The session duration is not valid")
    return {"SigninToken": call.mint.word("console")}


ROUTES = {
    ("POST", "/v1/token"): Operation("CreateOAuth2Token", SIGNIN, create_token),
    ("GET", "/v1/authorize"): Operation("Authorize", CONSOLE, codes.authorize),
    ("GET", "/federation"): Operation("GetSigninToken", CONSOLE, get_signin_token),
}
