"""Proofs of possession: a signed header that binds a token to the client's key."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode

# The curve P-256: y² = x³ - 3x + B modulo P, with the generator (X, Y) of order N.
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
X = 0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296
Y = 0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5


def problem(header: str, method: str, path: str) -> str | None:
    """Tells what is wrong with a proof, nothing if it is right."""
    try:
        head, payload, signature = header.split(".")
        claims, names = json.loads(_bytes(payload)), json.loads(_bytes(head))
        point = tuple(int.from_bytes(_bytes(names["jwk"][axis]), "big") for axis in "xy")
    except (ValueError, KeyError, TypeError) as reason:
        return "not a proof: %r" % reason
    if (names.get("typ"), names.get("alg"), names["jwk"].get("crv")) != ("dpop+jwt", "ES256", "P-256"):
        return "not an ES256 proof"
    if claims.get("htm") != method or not str(claims.get("htu")).endswith(path) or not {"iat", "jti"} <= set(claims):
        return "a proof for something else"
    return None if verified(point, (head + "." + payload).encode(), _bytes(signature)) else "a wrong signature"


def _bytes(text: str) -> bytes:
    """Reads base64 without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verified(point: tuple, message: bytes, signature: bytes) -> bool:
    """Tells whether the owner of a public key signed the message."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    x, y = point
    if len(signature) != 64 or not (0 < r < N and 0 < s < N) or (y * y - x**3 + 3 * x - B) % P:
        return False
    inverse = pow(s, -1, N)
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    total = _add(times(digest * inverse % N, (X, Y)), times(r * inverse % N, point))
    return total is not None and total[0] % N == r


def times(factor: int, point: tuple) -> tuple | None:
    """Multiplies a point by doubling and adding."""
    total = None
    while factor:
        if factor & 1:
            total = _add(total, point)
        point = _add(point, point)
        factor >>= 1
    return total


def _add(a: tuple | None, b: tuple | None) -> tuple | None:
    """Adds two points; None is the point at infinity."""
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    rise, run = (3 * a[0] * a[0] - 3, 2 * a[1]) if a == b else (b[1] - a[1], b[0] - a[0])
    slope = rise * pow(run, -1, P) % P
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P
