"""The faults by name: of the members, of the reply, and of the line it goes over."""

from __future__ import annotations

import time
from dataclasses import replace
from email.utils import formatdate

import bodies
import line
from calls import Operation
from wire import HTML, Reply

TWO_HOURS = 7200


def wrong_types(value):
    """Gives every leaf of an answer a type that nobody expects."""
    if isinstance(value, dict):
        return {name: wrong_types(member) for name, member in value.items()}
    if isinstance(value, str):
        return {"unexpected": True}
    return "none" if isinstance(value, list) else "many"


def missing_fields(members: dict) -> dict:
    """Leaves one leaf in every object."""
    leaves = [name for name, value in members.items() if not isinstance(value, dict)]
    kept = {name: value for name, value in members.items() if name not in leaves[1:]}
    return {name: missing_fields(value) if isinstance(value, dict) else value for name, value in kept.items()}


def html(reply: Reply, *_) -> Reply:
    """Answers as a captive portal that shows its page at once."""
    return Reply(200, {"Content-Type": HTML}, bodies.PORTAL_PAGE)


def redirect(reply: Reply, *_) -> Reply:
    """Answers as a captive portal that sends the browser elsewhere."""
    return Reply(302, {"Location": "http://captive.example/", "Content-Type": HTML}, b"")


def login_required(reply: Reply, *_) -> Reply:
    """Answers as a captive portal that knows the status made for it."""
    return Reply(511, {"Content-Type": HTML}, bodies.PORTAL_PAGE)


def broken(reply: Reply, operation: Operation, request_id: str, _) -> Reply:
    """Fails as the service does when it is broken."""
    return operation.form.error(replace(operation.form.broken, status=500), request_id)


def down(reply: Reply, operation: Operation, request_id: str, _) -> Reply:
    """Fails as the service does when it is down."""
    return operation.form.error(replace(operation.form.down, status=503), request_id)


def slow_down(reply: Reply, operation: Operation, request_id: str, _) -> Reply:
    """Asks for fewer requests by a status of 503."""
    return operation.form.error(operation.form.slow_down, request_id)


def throttled(reply: Reply, operation: Operation, request_id: str, _) -> Reply:
    """Asks for fewer requests in the service's own way, and tells how long to wait."""
    answer = operation.form.error(operation.form.throttled, request_id)
    return replace(answer, headers={**answer.headers, "Retry-After": "1"})


def malformed(reply: Reply, *_) -> Reply:
    """Cuts the body, with a length that fits."""
    return replace(reply, body=bodies.cut(reply.body))


def deep(reply: Reply, *_) -> Reply:
    """Nests a member of the body deeply."""
    return replace(reply, body=bodies.deep(reply.body))


def entities(reply: Reply, *_) -> Reply:
    """Lets the body explode when entities are expanded."""
    return replace(reply, headers={**reply.headers, "Content-Type": "text/xml"}, body=bodies.laughing(reply.body))


def gzip_bomb(reply: Reply, *_) -> Reply:
    """Lets the body explode when it is unpacked."""
    return replace(reply, headers={**reply.headers, "Content-Encoding": "gzip"}, body=bodies.bomb())


def skewed(reply: Reply, _operation, _request_id, options: dict) -> Reply:
    """Dates the answer ahead."""
    date = formatdate(time.time() + options.get("ahead", TWO_HOURS), usegmt=True)
    return replace(reply, headers={**reply.headers, "Date": date})


MEMBERS = {"wrong-types": wrong_types, "missing-fields": missing_fields}
REPLIES = {
    "html": html, "redirect": redirect, "511": login_required, "500": broken, "503": down, "slow-down": slow_down,
    "throttled": throttled, "malformed": malformed, "deep": deep, "entities": entities, "gzip-bomb": gzip_bomb,
    "skewed": skewed,
}  # fmt: skip
NAMES = {*MEMBERS, *REPLIES, *line.FAULTS}
