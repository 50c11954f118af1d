"""What the fake AWS reads and writes: requests, answers, and the keys in them."""

import base64
import hashlib
import json
import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

EXPIRATION = "2099-01-01T00:00:00Z"
SIGNER = re.compile(r"Credential=([^/]*)/[^/]*/([^/]*)/")
ANY_ACCOUNT = "123456789012"


def key_of(kind, *parts):
    """Returns the access key id that stands for credentials of this kind, made from these parts."""
    digest = hashlib.sha256("|".join([kind, *parts]).encode()).digest()
    return "ASIA" + base64.b32encode(digest).decode()[:16]


def secret_of(key_id):
    """Returns the secret key that goes with a key id."""
    return "secret-of-" + key_id


def token_of(key_id):
    """Returns the session token that goes with a key id."""
    return "token-of-" + key_id


class Request(NamedTuple):
    """What an SDK sent, and the URL it sent it to."""

    method: str
    url: str
    headers: object
    body: str

    @property
    def host(self):
        """The host of the original URL, without brackets and port."""
        return urlsplit(self.url).hostname or ""

    @property
    def path(self):
        """The path of the original URL."""
        return urlsplit(self.url).path or "/"

    @property
    def query(self):
        """The first value of each name in the query."""
        return first_values(urlsplit(self.url).query)

    @property
    def form(self):
        """The first value of each name in a form body."""
        return first_values(self.body)

    @property
    def signer(self):
        """The key id and the region in the signature, each empty if the request is not signed."""
        found = SIGNER.search(self.headers.get("Authorization") or "")
        return found.groups() if found else ("", "")


class Answer(NamedTuple):
    """What the server sends back."""

    status: int
    content_type: str
    body: str
    headers: dict = {}


def first_values(encoded):
    """Returns the first value of each name in URL-encoded text."""
    return {name: values[0] for name, values in parse_qs(encoded, keep_blank_values=True).items()}


def as_json(value, status=200, headers=None):
    """Returns an answer in JSON."""
    return Answer(status, "application/json", json.dumps(value), headers or {})


def as_text(text, status=200, headers=None):
    """Returns an answer in plain text."""
    return Answer(status, "text/plain", text, headers or {})


def json_error(status, code, fields):
    """Returns an error as the services that speak REST and JSON shape it."""
    return as_json(fields, status, {"x-amzn-ErrorType": code})
