"""What cannot be compared, by name: differences that are no fault of `awsp`, always counted and printed.

A `Limit` is a predicate on a case and the tool's answer. `Unread` says more: what a version of a tool does not read yet, and so
that this version should answer as `awsp` explains the case without it. Nothing else is excused.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from dataclasses import dataclass
from typing import Callable

UNKNOWN_SETTING = "unknown_%s"
NO_METADATA = "{fake}/imds-off"


@dataclass(frozen=True)
class Limit:
    """A predicate on the case and the answer, for some versions of a tool."""

    name: str
    applies: Callable[[dict, dict], bool]
    versions: tuple = ()  # beginnings of versions; none: all
    only: tuple = ()  # the differences it excuses; none: all


@dataclass(frozen=True)
class Unread:
    """What some versions of a tool do not read: `hidden` returns a case without it."""

    name: str
    hidden: Callable[[dict], dict]
    versions: tuple = ()


def excuse(limits: tuple, version: str, case: dict, answer: dict, differing: list, compared: Callable[[dict], list]) -> str:
    """Returns the names of the limits that excuse every difference, or nothing.

    `compared` returns how the answer differs from what is expected in another case.
    """
    if not differing:
        return ""
    known = [limit for limit in limits if not limit.versions or version.startswith(limit.versions)]
    unread = [limit for limit in known if isinstance(limit, Unread) and limit.hidden(case) != case]
    for count in range(1, len(unread) + 1):
        for some in itertools.combinations(unread, count):
            if not compared(_without(case, some)):
                return ", ".join(limit.name for limit in some)
    return next((limit.name for limit in known if isinstance(limit, Limit) and _excuses(limit, case, answer, differing)), "")


def _without(case: dict, unread: tuple) -> dict:
    """Returns the case without anything that is not read."""
    for limit in unread:
        case = limit.hidden(case)
    return case


def _excuses(limit: Limit, case: dict, answer: dict, differing: list) -> bool:
    """Tells whether a limit applies, and excuses every difference."""
    return (not limit.only or set(differing) <= set(limit.only)) and limit.applies(case, answer)


def error_holds(*words: str) -> Callable[[dict, dict], bool]:
    """Returns a predicate for answers whose error holds one of these words."""
    return lambda case, answer: any(word in (answer.get("error") or "") for word in words)


def without_settings(*names: str, variables: str = "$.") -> Callable[[dict], dict]:
    """Returns what hides settings of the files, under whose names nobody looks then, and the variables that a pattern matches."""
    setting = re.compile(r"(?i)(?<![^\s])(%s)(?=\s*[=:])" % "|".join(names))

    def hidden(case: dict) -> dict:
        files = {path: setting.sub(lambda name: UNKNOWN_SETTING % name[0], text) if names else text
                 for path, text in case["files"].items()}
        left = {name: value for name, value in case["variables"].items() if not re.match(variables, name)}
        return {**case, "files": files, "variables": left}
    return hidden


def changed(name: str, change: Callable[[str], object]) -> Callable[[dict], dict]:
    """Returns what changes the value of a variable, or hides the variable where the change returns None."""
    def hidden(case: dict) -> dict:
        if name not in case["variables"]:
            return case
        variables = {**case["variables"], name: change(case["variables"][name])}
        return {**case, "variables": {name: value for name, value in variables.items() if value is not None}}
    return hidden


def _has_two_sessions(case: dict) -> bool:
    """Tells whether a role and what signs for it both name a session of IAM Identity Center."""
    text = "\n".join(case["files"].values())
    return len(re.findall(r"(?m)^\s*sso_session\s*=", text)) > 1 and "role_arn" in text and "source_profile" in text


def _slashless(endpoint: str) -> str:
    """Returns an address where nothing is for one that the old CLI runs into the path it asks for."""
    return NO_METADATA if re.match(r"(\w+://|\{fake\}).*[^/]$", endpoint) else endpoint


NESTED = Limit("a Region that is a section", lambda case, answer: isinstance(answer.get("region"), dict), only=("region",))
OLD = ("2.9.",)  # Debian's AWS CLI

AWS_CLI = (
    NESTED,
    Unread("no login sessions before 2.32", without_settings("login_session"), OLD),
    Unread("no settings of endpoints before 2.13", without_settings("endpoint_url", "services", variables="AWS_ENDPOINT_URL"), OLD),
    Unread("no AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE before 2.13",
           without_settings(variables="AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE$"), OLD),
    Unread("certificates of no name", changed("AWS_CA_BUNDLE", lambda path: path.strip() or None), OLD),
    Unread("certificates of no name for all programs", changed("REQUESTS_CA_BUNDLE", lambda path: path.strip() or None), OLD),
    Unread("metadata address without a slash at its end", changed("AWS_EC2_METADATA_SERVICE_ENDPOINT", _slashless), OLD),
    Limit("metadata address without a slash behind its bracket", error_holds("ValueError: Invalid IPv6 URL"), OLD),
    Limit("no session of IAM Identity Center as a source", error_holds("has no attribute 'get_frozen_token'"), OLD),
    Limit("the session of the role's own profile in place of its source's", lambda case, answer: _has_two_sessions(case), OLD,
          ("error too many", "access_key_id", "secret_access_key", "session_token")),
    Limit("few hosts of containers", error_holds("ValueError: Unsupported host"), OLD),
)


def without_failing_programs(case: dict) -> dict:
    """Returns the case without the settings that name programs which print no credentials."""
    def hidden(setting: re.Match) -> str:
        name = re.search(r"bin/([\w-]+)", setting[0])
        is_good = name and _prints_credentials(case["files"].get("bin/" + name[1], "exit 1"))
        return setting[0] if is_good else UNKNOWN_SETTING % setting[0]
    return {**case, "files": {path: re.sub(r"credential_process\s*=.*", hidden, text) for path, text in case["files"].items()}}


def _prints_credentials(script: str) -> bool:
    """Tells whether a program prints credentials that are not over."""
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    try:
        answer = json.loads(done.stdout)
        return not done.returncode and answer["Version"] == 1 and "SecretAccessKey" in answer and answer.get("Expiration", "9") > "2002"
    except (ValueError, KeyError):
        return False


JAVASCRIPT = (
    # `awsp` tells what the SDK asks when a program fails, but not what keeps that from working.
    Unread("what is behind a program that fails", without_failing_programs),
    Limit("the defaults mode `auto`, and no machine to tell the Region",
          lambda case, answer: case["variables"].get("AWS_DEFAULTS_MODE") == "auto" and error_holds("Region is missing")(case, answer),
          only=("error missing",)),
)

BOTO3 = (
    NESTED,
    Limit("awscrt does not sign with empty keys", error_holds("AWS_ERROR_INVALID_ARGUMENT")),
    Limit("awscrt does not sign for an empty Region", error_holds("AWS_AUTH_SIGNING_INVALID_CONFIGURATION")),
)
