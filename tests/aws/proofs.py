"""Proofs of possession by a key that nobody has to keep secret."""

from __future__ import annotations

import hashlib
import json
from base64 import encodebytes, urlsafe_b64encode

import dpop

SECRET, NONCE = 7, 11
POINT = dpop.times(SECRET, (dpop.X, dpop.Y))


def private_key() -> str:
    """Returns the private key in its usual form."""
    numbers = [number.to_bytes(32, "big").hex() for number in (SECRET, *POINT)]
    der = bytes.fromhex("30770201010420%sa00a06082a8648ce3d030107a14403420004%s%s" % tuple(numbers))
    return "-----BEGIN EC PRIVATE KEY-----\n%s-----END EC PRIVATE KEY-----\n" % encodebytes(der).decode()


def _text(data: bytes) -> str:
    """Writes base64 without padding."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def _signed(message: bytes) -> bytes:
    """Signs, with a nonce that is always the same and so would give a real key away."""
    r = dpop.times(NONCE, (dpop.X, dpop.Y))[0] % dpop.N
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    s = pow(NONCE, -1, dpop.N) * (digest + r * SECRET) % dpop.N
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def proof(url: str, method: str = "POST", typ: str = "dpop+jwt") -> str:
    """Returns a proof for a request."""
    x, y = (_text(number.to_bytes(32, "big")) for number in POINT)
    head = {"typ": typ, "alg": "ES256", "jwk": {"kty": "EC", "x": x, "y": y, "crv": "P-256"}}
    payload = {"htm": method, "htu": url, "iat": 1, "jti": "1"}
    text = _text(json.dumps(head).encode()) + "." + _text(json.dumps(payload).encode())
    return text + "." + _text(_signed(text.encode()))
