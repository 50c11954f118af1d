"""The forms in which AWS services write their answers and errors."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from xml.sax.saxutils import escape

HTML = "text/html; charset=utf-8"
PHRASES = {status.value: status.phrase for status in HTTPStatus}

STATUS = {
    "AccessDenied": 403, "ExpiredToken": 403, "InvalidClientTokenId": 403, "MissingAuthenticationToken": 403,
    "SignatureDoesNotMatch": 403, "RequestTimeTooSkewed": 403, "RequestExpired": 400, "IDPRejectedClaim": 403,
    "RegionDisabledException": 403, "OptInRequired": 403, "InternalFailure": 500, "ServiceUnavailable": 503, "SlowDown": 503,
    "UnauthorizedException": 401, "ForbiddenException": 403, "ResourceNotFoundException": 404, "NoSuchEntity": 404,
    "TooManyRequestsException": 429, "TooManyRequestsError": 429, "InvalidClientException": 401,
    "InternalServerException": 500, "ServiceUnavailableException": 503, "UnknownOperationException": 404,
}  # fmt: skip


@dataclass
class Reply:
    """One HTTP answer; a header whose value is None is not sent."""

    status: int
    headers: dict
    body: bytes = b""

    def head(self) -> bytes:
        """Returns the status line and the headers, with the empty line after them."""
        lines = ["HTTP/1.1 %d %s" % (self.status, PHRASES.get(self.status, "Unknown"))]
        lines += ["%s: %s" % item for item in self.headers.items() if item[1] is not None]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


@dataclass(frozen=True)
class Failure:
    """An error before it is written in the form of a protocol."""

    code: str
    message: str = ""
    status: int | None = None

    def http_status(self) -> int:
        """Returns the ordered status, else the usual one of the code."""
        return self.status or STATUS.get(self.code, 400)


class Refused(Exception):
    """Ends a call with an error."""

    def __init__(self, code: str, message: str = "", status: int | None = None):
        super().__init__(code)
        self.failure = Failure(code, message, status)


@dataclass(frozen=True)
class Form:
    """JSON without any header of AWS; the base of the other forms."""

    content_type: str = "application/json"
    throttled: Failure = Failure("TooManyRequestsException", "HTTP 429 Too Many Requests")
    slow_down: Failure = Failure("SlowDown", "Please reduce your request rate.", 503)
    broken: Failure = Failure("InternalServerException", "Internal server error")
    down: Failure = Failure("ServiceUnavailableException", "Service unavailable")

    def answer(self, name: str, members: dict, request_id: str) -> Reply:
        """Writes a correct answer."""
        return Reply(200, self.headers(request_id), json.dumps(members).encode())

    def error(self, failure: Failure, request_id: str) -> Reply:
        """Writes an error."""
        body = {"code": failure.code, "message": failure.message}
        return Reply(failure.http_status(), self.headers(request_id), json.dumps(body).encode())

    def headers(self, request_id: str) -> dict:
        """Returns the headers that every answer has."""
        return {"Content-Type": self.content_type}


@dataclass(frozen=True)
class Query(Form):
    """The query protocol of STS and IAM: XML."""

    content_type: str = "text/xml"
    namespace: str = ""
    throttled: Failure = Failure("Throttling", "Rate exceeded", 400)
    slow_down: Failure = Failure("Throttling", "Rate exceeded", 503)
    broken: Failure = Failure("InternalFailure", "The request processing has failed because of an unknown error.")
    down: Failure = Failure("ServiceUnavailable", "The request has failed due to a temporary failure of the server.")

    def headers(self, request_id: str) -> dict:
        """Returns the headers that every answer has."""
        return {"x-amzn-RequestId": request_id, "Content-Type": self.content_type}

    def answer(self, name: str, members: dict, request_id: str) -> Reply:
        """Writes a correct answer."""
        tree = {name + "Result": members, "ResponseMetadata": {"RequestId": request_id}}
        return Reply(200, self.headers(request_id), self._document(name + "Response", tree))

    def error(self, failure: Failure, request_id: str) -> Reply:
        """Writes an error."""
        status = failure.http_status()
        kind = "Sender" if status < 500 else "Receiver"
        error = {"Type": kind, "Code": failure.code, "Message": failure.message}
        body = self._document("ErrorResponse", {"Error": error, "RequestId": request_id})
        return Reply(status, self.headers(request_id), body)

    def _document(self, name: str, tree: dict) -> bytes:
        """Writes the root element and all below it."""
        opening = '<%s xmlns="%s">\n' % (name, self.namespace)
        return (opening + _children(tree, 1) + "</%s>\n" % name).encode()


def _children(tree, depth: int) -> str:
    """Writes the elements for the members of an object or list."""
    items = [("member", value) for value in tree] if isinstance(tree, list) else tree.items()
    return "".join(_element(name, value, depth) for name, value in items)


def _element(name: str, value, depth: int) -> str:
    """Writes one element, indented as AWS does it."""
    indent = "  " * depth
    if isinstance(value, (dict, list)):
        return "%s<%s>\n%s%s</%s>\n" % (indent, name, _children(value, depth + 1), indent, name)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "%s<%s>%s</%s>\n" % (indent, name, escape(text), name)


@dataclass(frozen=True)
class Rest(Form):
    """The JSON of the single sign-on portal."""

    package: str = "com.amazonaws.switchboard.portal"

    def headers(self, request_id: str) -> dict:
        """Returns the headers that every answer has."""
        return {"x-amzn-RequestId": request_id, "Content-Type": self.content_type}

    def error(self, failure: Failure, request_id: str) -> Reply:
        """Writes an error: its code in a header, with a suffix that clients cut off."""
        body = {"message": failure.message, "__type": "%s#%s" % (self.package, failure.code)}
        kind = "%s:http://internal.amazon.com/coral/%s/" % (failure.code, self.package)
        return self._failed(failure, request_id, kind, body)

    def _failed(self, failure: Failure, request_id: str, kind: str, body: dict) -> Reply:
        """Puts an error together."""
        headers = {**self.headers(request_id), "x-amzn-ErrorType": kind}
        return Reply(failure.http_status(), headers, json.dumps(body).encode())


@dataclass(frozen=True)
class Oidc(Rest):
    """The JSON of the single sign-on token service: errors carry the words of OAuth too."""

    slow_down: Failure = Failure("SlowDownException", "Slow down", 503)

    def error(self, failure: Failure, request_id: str) -> Reply:
        """Writes an error."""
        body = {"error": oauth_word(failure.code), "error_description": failure.message}
        return self._failed(failure, request_id, failure.code, body)


def oauth_word(code: str) -> str:
    """Returns the word of OAuth for an exception, expired_token for ExpiredTokenException."""
    bare = code.removesuffix("Exception")
    return "server_error" if bare == "InternalServer" else re.sub(r"(?<!^)(?=[A-Z])", "_", bare).lower()


@dataclass(frozen=True)
class Signin(Rest):
    """The JSON of AWS Sign-In: the exception in a header, the reason in the body."""

    throttled: Failure = Failure("TooManyRequestsError", "Too many requests")

    EXCEPTIONS = {
        "TOKEN_EXPIRED": "AccessDeniedException",
        "USER_CREDENTIALS_CHANGED": "AccessDeniedException",
        "INSUFFICIENT_PERMISSIONS": "AccessDeniedException",
        "AUTHCODE_EXPIRED": "AccessDeniedException",
        "INVALID_REQUEST": "ValidationException",
        "rate_exceeded": "TooManyRequestsError",
        "server_error": "InternalServerException",
    }

    def error(self, failure: Failure, request_id: str) -> Reply:
        """Writes an error, given by its reason or by its exception."""
        reasons = {exception: reason for reason, exception in reversed(self.EXCEPTIONS.items())}
        kind = self.EXCEPTIONS.get(failure.code, failure.code)
        reason = failure.code if failure.code in self.EXCEPTIONS else reasons.get(kind, oauth_word(kind))
        ordered = Failure(kind, failure.message, failure.status)
        return self._failed(ordered, request_id, kind, {"error": reason, "message": failure.message})


@dataclass(frozen=True)
class Page(Form):
    """JSON from a web site, whose errors are pages for people: the console's federation endpoint."""

    def error(self, failure: Failure, request_id: str) -> Reply:
        """Writes an error page."""
        page = "<html><head><title>%s</title></head><body>%s</body></html>" % (failure.code, escape(failure.message))
        return Reply(failure.http_status(), {"Content-Type": HTML}, page.encode())


@dataclass(frozen=True)
class Metadata(Page):
    """The instance metadata service: plain text, even where it is JSON."""

    content_type: str = "text/plain"

    def answer(self, name: str, members: dict, request_id: str) -> Reply:
        """Writes a text as it is, and everything else as indented JSON."""
        text = members["text"] if set(members) == {"text"} else json.dumps(members, indent=2)
        return Reply(200, self.headers(request_id), str(text).encode())

    def headers(self, request_id: str) -> dict:
        """Returns the headers that every answer has."""
        return {"Content-Type": self.content_type, "Server": "EC2ws"}
