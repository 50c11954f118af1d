"""What an operation knows of its call, and what its answers have in common."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from keys import Keys, Mint
from records import Request
from wire import Form, Refused

HOUR = 3600


@dataclass
class Call:
    """One request on its way to an answer; fields replace members of it, headers are sent along with it."""

    request: Request
    mint: Mint
    expires_in: int | None = None
    fields: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)

    def seconds(self, asked: str | int | None = None) -> int:
        """Returns how long credentials live: as the test orders, as the client asks, else one hour."""
        if self.expires_in is not None:
            return self.expires_in
        return int(asked) if str(asked or "").isdigit() else HOUR

    def expiration(self, asked: str | None = None) -> str:
        """Returns the end of credentials as AWS writes it in text."""
        return iso(time.time() + self.seconds(asked))


@dataclass(frozen=True)
class Operation:
    """One operation of a service: its name, its form, and what makes the members of its answer."""

    name: str
    form: Form
    members: Callable[[Call], dict]


def iso(moment: float) -> str:
    """Writes a moment as 2030-01-02T03:04:05Z."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def lower_keys(keys: Keys) -> dict:
    """Returns credentials under the names of the newer services."""
    return {"accessKeyId": keys.key_id, "secretAccessKey": keys.secret, "sessionToken": keys.token}


def needed(given: dict, names: tuple, code: str) -> None:
    """Refuses a call in which something is missing."""
    missing = [name for name in names if not given.get(name)]
    if missing:
        raise Refused(code, "Missing: %s" % ", ".join(missing))
