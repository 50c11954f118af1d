"""The rules by which a test makes the server answer otherwise, in JSON.

{"match": {"path": "/token"}, "times": 2, "answer": {"error": "SlowDownException"}} is a rule. A match may name the path,
the method, the action (of STS and IAM), the grantType (of the token services), and the key and the region that signed;
without any it fits everything. A rule
without times is used for ever. An answer has any of these, and stays the correct one as far as they do not change it:

status, headers      replace the status, and set headers (null leaves one out)
body                 the body as it is; anything but a text is written as JSON
error, message       the code and the text of an error, in the form of the service asked
fault                a name out of faults.py or line.py; interval (drip), chunked (huge) and ahead (skewed) belong to it
delay                seconds before the answer
fields               members set wherever their name occurs, else at the top (null leaves one out)
expires_in           seconds until the credentials end
require              headers without which the answer is 401
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import faults
from records import Request

MATCHES = {"path", "method", "action", "grantType", "key", "region"}
ANSWERS = {"status", "headers", "body", "error", "message", "fault", "delay", "fields", "expires_in", "require"}
OPTIONS = {"interval", "chunked", "ahead"}


class BadRule(Exception):
    """Tells what is wrong with a rule, as a misspelt rule would let its test pass for nothing."""


@dataclass
class Rule:
    """What to match, how often, and how to answer."""

    match: dict = field(default_factory=dict)
    answer: dict = field(default_factory=dict)
    times: int | None = None

    def fits(self, request: Request) -> bool:
        """Tells whether the request has everything the rule asks for."""
        return all(_seen(request, name) == value for name, value in self.match.items())


def _seen(request: Request, name: str):
    """Returns the part of a request that a match names."""
    if name == "grantType":
        return request.members.get("grantType")
    return getattr(request, name)


def checked(given) -> Rule:
    """Makes a rule of JSON, and refuses what the server would not understand."""
    if not isinstance(given, dict) or set(given) - {"match", "answer", "times"}:
        raise BadRule("a rule has match, answer and times")
    rule = Rule(**given)
    _only("match", rule.match, MATCHES)
    _only("answer", rule.answer, ANSWERS | OPTIONS)
    if rule.answer.get("fault") not in {None, *faults.NAMES}:
        raise BadRule("unknown fault %r, known: %s" % (rule.answer["fault"], ", ".join(sorted(faults.NAMES))))
    if rule.times is not None and (not isinstance(rule.times, int) or rule.times < 1):
        raise BadRule("times is a positive number")
    return rule


def _only(name: str, given, known: set) -> None:
    """Refuses names that are not known."""
    if not isinstance(given, dict):
        raise BadRule("%s is an object" % name)
    if set(given) - known:
        raise BadRule("unknown in %s: %s" % (name, ", ".join(sorted(set(given) - known))))


class Rules:
    """Keeps the rules in the order of their arrival; the first that fits is used."""

    def __init__(self):
        self._lock = threading.Lock()
        self._rules: list[Rule] = []

    def add(self, rule: Rule) -> None:
        """Appends a rule."""
        with self._lock:
            self._rules.append(rule)

    def forget(self) -> None:
        """Drops every rule."""
        with self._lock:
            self._rules.clear()

    def take(self, request: Request) -> dict:
        """Returns the answer ordered for a request, and counts it; an empty one means the correct answer."""
        with self._lock:
            for rule in self._rules:
                if rule.fits(request):
                    self._count(rule)
                    return rule.answer
        return {}

    def _count(self, rule: Rule) -> None:
        """Drops a rule that has been used as often as it wanted."""
        if rule.times is None:
            return
        rule.times -= 1
        if not rule.times:
            self._rules.remove(rule)
