"""What the server was asked: the requests, in the order of their arrival."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl, urlsplit

SIGNED_BY = re.compile(r"Credential=(\w+)/\d{8}/([\w-]+)/")
URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """One request as the client sent it."""

    request_id: str
    method: str
    path: str
    query: dict
    headers: dict
    body: str
    form: dict | None

    @property
    def action(self) -> str | None:
        """Returns the action of a query protocol call."""
        return (self.form or {}).get("Action") or self.query.get("Action")

    @property
    def key(self) -> str | None:
        """Returns the access key id that signed the request."""
        found = SIGNED_BY.search(self.headers.get("authorization", ""))
        return found[1] if found else None

    @property
    def region(self) -> str | None:
        """Returns the Region that the request was signed for."""
        found = SIGNED_BY.search(self.headers.get("authorization", ""))
        return found[2] if found else None

    @property
    def members(self) -> dict:
        """Returns the members of a JSON body, none for any other body."""
        try:
            body = json.loads(self.body)
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}


def parsed(request_id: str, method: str, target: str, headers: dict, body: bytes) -> Request:
    """Makes a record of what came over the line."""
    parts = urlsplit(target)
    text = body.decode("utf-8", "replace")
    urlencoded = headers.get("content-type", "").startswith(URLENCODED)
    form = dict(parse_qsl(text, keep_blank_values=True)) if urlencoded else None
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Request(request_id, method, parts.path, query, headers, text, form)


class Records:
    """Keeps the requests of all threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self._requests: list[Request] = []

    def add(self, request: Request) -> None:
        """Appends a request."""
        with self._lock:
            self._requests.append(request)

    def forget(self) -> None:
        """Drops every request."""
        with self._lock:
            self._requests.clear()

    def json(self) -> bytes:
        """Returns all requests as a JSON list."""
        with self._lock:
            return json.dumps([asdict(request) for request in self._requests]).encode()
