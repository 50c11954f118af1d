"""Credentials and tokens: the same in every run, another one at every call."""

from __future__ import annotations

import hashlib
import threading
from base64 import b32encode, b64encode
from collections import Counter
from dataclasses import dataclass

KINDS = ("assume-role", "web-identity", "session-token", "federation-token", "sso", "signin", "container", "imds")
ACCOUNT = "123456789012"
USER = "fake"


@dataclass(frozen=True)
class Keys:
    """One set of temporary credentials."""

    key_id: str
    secret: str
    token: str


@dataclass(frozen=True)
class Identity:
    """Whom a set of credentials stands for."""

    account: str
    arn: str
    user_id: str


def key_id(kind: str, account: str, number: int, prefix: str = "ASIA") -> str:
    """Writes the account, the kind of call and its number into an access key id, as AWS writes the account."""
    head = 1 << 47 | int(account) << 7 | KINDS.index(kind) + 1
    return prefix + b32encode(head.to_bytes(6, "big") + number.to_bytes(4, "big")).decode()


def account_of(key: str) -> str:
    """Returns the account within an access key id, or the usual one if there is none to be read."""
    number = 0
    for letter in key[4:14]:
        number = number << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter) & 31
    account = (number >> 2 & 0x7FFFFFFFFF80) >> 7
    old_scheme = not number >> 49 & 1
    return ACCOUNT if len(key) != 20 or old_scheme or account >= 10**12 else "%012d" % account


def unique_id(prefix: str, name: str) -> str:
    """Returns the id that IAM would give to a user or role."""
    return prefix + b32encode(hashlib.sha256(name.encode()).digest()).decode()[:17]


def _letters(*seed) -> bytes:
    """Returns bytes that depend on nothing but the seed."""
    return hashlib.sha512(repr(seed).encode()).digest()


class Mint:
    """Makes credentials, and knows afterwards whose they are."""

    def __init__(self):
        self._lock = threading.Lock()
        self._numbers: Counter = Counter()
        self._identities: dict[str, Identity] = {}

    def number(self, kind: str) -> int:
        """Counts the calls of a kind from 1."""
        with self._lock:
            self._numbers[kind] += 1
            return self._numbers[kind]

    def keys(self, kind: str, identity: Identity) -> Keys:
        """Makes the next credentials of a kind."""
        key = key_id(kind, identity.account, self.number(kind))
        secret = b64encode(_letters("secret", key)[:30]).decode()
        # Long, and with the three letters + / = of base64, which is what has to survive quoting.
        token = "IQoJb3JpZ2luX2VjE" + b64encode(_letters("token", key) * 5 + b"\xfb\xff\xff\xfe").decode()
        self._identities[key] = identity
        return Keys(key, secret, token)

    def word(self, kind: str, prefix: str = "") -> str:
        """Makes the next opaque token of a kind."""
        return prefix + _letters(kind, self.number(kind)).hex()[:64]

    def identity(self, key: str) -> Identity:
        """Returns whose an access key is; one that was not made here belongs to a user of the account within it."""
        account = account_of(key)
        user = Identity(account, "arn:aws:iam::%s:user/%s" % (account, USER), unique_id("AIDA", account + USER))
        return self._identities.get(key, user)
