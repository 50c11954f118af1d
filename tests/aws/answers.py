"""From a request to its reply: the operation, and what a rule changes of its answer."""

from __future__ import annotations

import copy
import json
from email.utils import formatdate

import faults
import metadata
import oidc
import portal
import signin
import sts
from calls import Call, Operation
from keys import Mint
from records import Request
from wire import Failure, Form, Refused, Reply, Rest

ROUTES = {**portal.ROUTES, **oidc.ROUTES, **signin.ROUTES, **metadata.ROUTES}


def _unknown(call: Call) -> dict:
    """Refuses what no service has."""
    raise Refused("UnknownOperationException", "No operation for %s %s" % (call.request.method, call.request.path))


def find(request: Request) -> Operation:
    """Returns the operation of a request."""
    if (request.method, request.path) == ("POST", "/"):
        return sts.find(request.form)
    found = ROUTES.get((request.method, request.path)) or metadata.find(request.method, request.path)
    return found or Operation("Unknown", Rest(), _unknown)


def reply(request: Request, mint: Mint, order: dict) -> Reply:
    """Makes the whole reply to a request, as ordered by a rule."""
    operation = find(request)
    made = _literal(order) if "body" in order else _spoken(operation, request, mint, order)
    if "fault" in order and order["fault"] in faults.REPLIES:
        made = faults.REPLIES[order["fault"]](made, operation, request.request_id, order)
    made.status = order["status"] if "status" in order else made.status
    made.headers = {"Content-Length": len(made.body), "Date": formatdate(usegmt=True), **made.headers, **order.get("headers", {})}
    return made


def _literal(order: dict) -> Reply:
    """Returns the body as ordered; anything but a text becomes JSON."""
    body = order["body"]
    return Reply(200, {}, (body if isinstance(body, str) else json.dumps(body)).encode())


def _spoken(operation: Operation, request: Request, mint: Mint, order: dict) -> Reply:
    """Returns the answer or the error of the operation in its own form."""
    failure = _ordered_failure(request, order)
    call = Call(request, mint, order.get("expires_in"), copy.deepcopy(order.get("fields", {})))
    try:
        if failure:
            return operation.form.error(failure, request.request_id)
        return _answer(operation, call, faults.MEMBERS.get(order.get("fault")))
    except Refused as refused:
        return operation.form.error(refused.failure, request.request_id)


def _ordered_failure(request: Request, order: dict) -> Failure | None:
    """Returns the error of a rule, or the one for a header that the rule requires and the client did not send."""
    if "error" in order:
        return Failure(order["error"], order.get("message", "The rule says so."), order.get("status"))
    required = order.get("require", {})
    if all(request.headers.get(name.lower()) == value for name, value in required.items()):
        return None
    return Failure("AccessDeniedException", "A header is missing or wrong: " + ", ".join(required), 401)


def _answer(operation: Operation, call: Call, fault) -> Reply:
    """Returns the correct answer, unless fields or a fault of the members change it."""
    members = operation.members(call)
    members = merged(members, call.fields)
    members = fault(members) if fault else members
    answer = _page(members, operation.form) or operation.form.answer(operation.name, members, call.request.request_id)
    answer.headers |= call.headers
    return answer


def _page(members: dict, form: Form) -> Reply | None:
    """Returns an empty page for an operation that has a status and no members."""
    return Reply(members["status"], {"Content-Type": form.content_type}) if set(members) == {"status"} else None


def merged(members: dict, fields: dict) -> dict:
    """Sets each field wherever its name occurs, else at the top; one that is null is left out."""
    for name, value in fields.items():
        if not _set(members, name, value) and value is not None:
            members[name] = value
    return members


def _set(value, name: str, new) -> bool:
    """Sets a field in a tree, and tells whether it was there."""
    if isinstance(value, list):
        return any([_set(item, name, new) for item in value])
    if not isinstance(value, dict):
        return False
    found = any([_set(item, name, new) for item in value.values()])
    if name not in value:
        return found
    if new is None:
        del value[name]
    else:
        value[name] = new
    return True
