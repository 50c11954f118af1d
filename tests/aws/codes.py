"""The authorization codes that the pages for people hand out, each bound to a challenge."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from urllib.parse import urlencode

from calls import Call, needed
from wire import Refused

_challenges: dict[str, tuple[str, str]] = {}


def challenge_of(verifier: str) -> str:
    """Returns the challenge that belongs to a verifier."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def authorize(call: Call) -> dict:
    """Sends the browser back to the client with a code, as if a person had agreed."""
    query = call.request.query
    needed(query, ("response_type", "client_id", "redirect_uri", "state", "code_challenge"), "InvalidRequestException")
    code = call.mint.word("code")
    _challenges[code] = (query["code_challenge"], query["redirect_uri"])
    call.headers["Location"] = query["redirect_uri"] + "?" + urlencode({"code": code, "state": query["state"]})
    return {"status": 302}


def redeem(given: dict, code: str) -> None:
    """Refuses a verifier that does not fit its code; a code from elsewhere is taken as it is."""
    challenge, redirect = _challenges.pop(given["code"], (None, None))
    if challenge and (challenge, redirect) != (challenge_of(given["codeVerifier"]), given["redirectUri"]):
        raise Refused(code, "Invalid grant provided")
