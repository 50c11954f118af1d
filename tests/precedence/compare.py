"""The comparison of what a tool reported with what it should have reported."""

from __future__ import annotations

import re
from typing import Optional
from urllib.parse import urlsplit

from expected import MEMBERS, Expected

AWS_HOST = re.compile(
    r"\.(amazonaws\.(com|com\.cn|eu)|api\.aws|api\.amazonwebservices\.(com\.cn|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov"
    r"|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$")


def differences(told: dict, expected: Expected, answer: dict) -> list:
    """Returns the names of everything in which the answer is not as expected."""
    return _credentials(told, expected, answer) + _region(expected, answer) + _endpoint(expected, answer)


def _credentials(told: dict, expected: Expected, answer: dict) -> list:
    """Compares whether there are credentials, and which."""
    if answer.get("died"):
        return ["driver"]
    if expected.unusable:
        return ["source"]
    if bool(expected.error) != bool(answer["error"]):
        return ["error missing" if answer["error"] else "error too many"]
    if answer["error"]:
        return []
    return list(filter(None, (_member(name, told[name], getattr(expected, name), answer[name]) for name in MEMBERS)))


def _member(name: str, told: dict, expected: Optional[str], actual: Optional[str]) -> str:
    """Returns what differs in a key id, a secret or a token."""
    if (expected or None) != (actual or None):
        return name
    return "" if _mask_fits(told, actual) else "masked " + name


def _mask_fits(value: dict, actual: Optional[str]) -> bool:
    """Tells whether the masked text ends as the real one does."""
    masked = (value or {}).get("masked")
    shown = re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), masked or "")
    return (actual or "").endswith(shown.lstrip("…"))


def _region(expected: Expected, answer: dict) -> list:
    """Compares the region, unless the tool could not tell one."""
    if answer.get("region_error"):
        return []
    return ["region"] if expected.region != answer["region"] else []


def _endpoint(expected: Expected, answer: dict) -> list:
    """Compares the host that the call went to, if it was made."""
    if not answer["endpoint"]:
        return []
    host = host_of(answer["endpoint"])
    fits = host == host_of(expected.endpoint) if expected.endpoint else AWS_HOST.search(host)
    return [] if fits else ["endpoint"]


def host_of(url: str) -> str:
    """Returns host and port of a URL."""
    return urlsplit(url if "//" in url else "//" + url).netloc
