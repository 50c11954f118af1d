"""The token service of single sign-on: clients, device codes and tokens."""

from __future__ import annotations

import time

import codes
from calls import Call, Operation, needed
from wire import Oidc, Page, Refused

OIDC = Oidc()
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
GRANTS = {
    "refresh_token": ("refreshToken",),
    "authorization_code": ("code", "codeVerifier", "redirectUri"),
    DEVICE: ("deviceCode",),
}
START_URL = "https://fake.awsapps.com/start/#/device"
MONTHS = 90 * 24 * 3600


def register_client(call: Call) -> dict:
    """Registers a client for three months."""
    needed(call.request.members, ("clientName", "clientType"), "InvalidClientMetadataException")
    now = int(time.time())
    names = {"clientId": call.mint.word("client"), "clientSecret": call.mint.word("client-secret", "eyJraWQiOiJ")}
    return {**names, "clientIdIssuedAt": now, "clientSecretExpiresAt": now + MONTHS}


def start_device_authorization(call: Call) -> dict:
    """Gives a code for the device and one for the person."""
    needed(call.request.members, ("clientId", "clientSecret", "startUrl"), "InvalidRequestException")
    number = call.mint.number("user-code")
    user = "FAKE-%04d" % number
    addresses = {"verificationUri": START_URL, "verificationUriComplete": START_URL + "?user_code=" + user}
    # One second, as every test waits that long.
    return {"deviceCode": call.mint.word("device"), "userCode": user, **addresses, "expiresIn": 600, "interval": 1}


def create_token(call: Call) -> dict:
    """Gives an access token for a grant."""
    given = call.request.members
    needed(given, ("clientId", "clientSecret", "grantType"), "InvalidRequestException")
    if given["grantType"] not in GRANTS:
        raise Refused("UnsupportedGrantTypeException", "Unsupported grant type")
    needed(given, GRANTS[given["grantType"]], "InvalidRequestException")
    if given["grantType"] == "authorization_code":
        codes.redeem(given, "InvalidGrantException")
    tokens = {"accessToken": call.mint.word("access", "aoaAAAAAG"), "refreshToken": call.mint.word("refresh", "aorAAAAAG")}
    return {**tokens, "tokenType": "Bearer", "expiresIn": call.seconds(), "idToken": None}


ROUTES = {
    ("POST", "/client/register"): Operation("RegisterClient", OIDC, register_client),
    ("POST", "/device_authorization"): Operation("StartDeviceAuthorization", OIDC, start_device_authorization),
    ("POST", "/token"): Operation("CreateToken", OIDC, create_token),
    ("GET", "/authorize"): Operation("Authorize", Page(), codes.authorize),
}
