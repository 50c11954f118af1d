"""Access keys that can be told apart, most of which decode to an account."""

from __future__ import annotations

import base64
import random
import string
import textwrap

ALPHABET = string.ascii_letters + string.digits
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def account_id(rng: random.Random) -> str:
    """Returns twelve digits, sometimes with zeros in front."""
    return "%012d" % rng.randrange(10 ** rng.choice([12, 12, 12, 9]))


def key_id(rng: random.Random, prefix: str) -> str:
    """Returns an access key id; one in seven is of the old form that names no account."""
    if rng.random() < 0.15:
        return prefix + rng.choice("IJ") + "".join(rng.choice(BASE32) for _ in range(15))
    return prefix + encode(int(account_id(rng)), rng)


def encode(account: int, rng: random.Random) -> str:
    """Returns the 16 characters after the prefix: bit 47 set, the account in bits 46 to 7, the rest random."""
    number = 1 << 47 | account << 7 | rng.getrandbits(7)
    return base64.b32encode(number.to_bytes(6, "big") + rng.getrandbits(32).to_bytes(4, "big")).decode()


def text(rng: random.Random, length: int) -> str:
    """Returns random letters and digits."""
    return "".join(rng.choice(ALPHABET) for _ in range(length))


def secret(rng: random.Random) -> str:
    """Returns a secret access key with the characters that real ones have."""
    return "secret/" + text(rng, 10) + "+" + text(rng, 4)


def token(rng: random.Random) -> str:
    """Returns a session token; some end as base64 does."""
    return "token/" + text(rng, 12) + rng.choice(["", "", "=", "=="])


def pair(rng: random.Random, token_too: bool = False) -> dict:
    """Returns the settings of a profile with keys of its own."""
    keys = {"aws_access_key_id": key_id(rng, "ASIA" if token_too else "AKIA"), "aws_secret_access_key": secret(rng)}
    if token_too:
        keys["aws_session_token"] = token(rng)
    return keys


def dpop_key() -> str:
    """Returns the private key 1 of P-256 as a PEM text; its public key is the base point of the curve."""
    point = ("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
             "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
    der = bytes.fromhex("30770201010420" + "%064x" % 1 + "a00a06082a8648ce3d030107a14403420004" + point)
    body = "\n".join(textwrap.wrap(base64.b64encode(der).decode(), 64))
    label = "EC " + "PRIVATE KEY"
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label, body, label)
