"""What a case is about, read from its variables and files: kinds of profile, and rows of the known differences."""

from __future__ import annotations

import re

SSO = ("sso_session", "sso_account_id", "sso_role_name", "sso_start_url", "sso_region")
KEY, SECRET = "aws_access_key_id", "aws_secret_access_key"


class Situation:
    """A lenient reading of a case, good enough to count by."""

    def __init__(self, case: dict):
        self.case = case
        self.variables = case["variables"]
        self.config = _profiles(_file(case, "config"), True)
        self.own = _profiles(_file(case, "credentials"), False)
        self.profiles = {name: {**self.config.get(name, {}), **self.own.get(name, {})} for name in [*self.config, *self.own]}
        self.named = case["profile"] or self.variables.get("AWS_PROFILE") or self.variables.get("AWS_DEFAULT_PROFILE")
        self.name = self.named or "default"
        self.selected = self.profiles.get(self.name, {})

    def set(self, *names: str) -> bool:
        """Tells whether all of these variables hold something."""
        return all(self.variables.get(name, "").strip() for name in names)

    def keys(self) -> bool:
        """Tells whether the environment holds keys."""
        return self.set(KEY.upper(), SECRET.upper())

    def has(self, *settings: str) -> bool:
        """Tells whether the selected profile has all of these settings."""
        return all(setting in self.selected for setting in settings)

    def any(self, *settings: str) -> bool:
        """Tells whether the selected profile has one of these settings."""
        return any(setting in self.selected for setting in settings)

    def split(self, one: str, other: str) -> bool:
        """Tells whether the selected profile has one setting only in the config file, the other only in the credentials file."""
        config, own = self.config.get(self.name, {}), self.own.get(self.name, {})
        return one in config and one not in own and other in own and other not in config

    def missing(self) -> bool:
        """Tells whether a profile is named that is not there."""
        return bool(self.named) and self.named not in self.profiles

    def source(self) -> dict:
        """Returns the source profile of the selected one."""
        return self.profiles.get(self.selected.get("source_profile", ""), {})

    def chain(self) -> list:
        """Returns the names from the selected profile along its sources, without the step that closes a loop."""
        names, here = [], self.name
        while here in self.profiles and here not in names:
            names.append(here)
            here = self.profiles[here].get("source_profile")
        return names

    def last(self) -> dict:
        """Returns the profile at the end of the chain."""
        return self.profiles.get((self.chain() or [""])[-1], {})

    def tagged(self, *starts: str) -> bool:
        """Tells whether the generator has marked the case so."""
        return any(tag.startswith(starts) for tag in self.case["tags"])


def _file(case: dict, name: str) -> str:
    """Returns the text of one of the two files, wherever it is."""
    return case["files"].get("moved/" + name, case["files"].get(".aws/" + name, ""))


def _profiles(text: str, prefixed: bool) -> dict:
    """Returns the profiles of a file."""
    profiles, here = {}, {}
    for line in re.split(r"\r\n|\r|\n", text):
        header = re.match(r"\s*\[\s*(profile\s+)?['\"]?(.*?)['\"]?\s*\]?\s*([#;\]].*)?$", line)
        setting = re.match(r"([\w]+)\s*[=:]\s*(.*)$", line)
        if header and (header.group(1) or not prefixed or header.group(2) == "default"):
            here = profiles.setdefault(header.group(2), {})
        elif header:
            here = {}
        elif setting:
            here[setting.group(1).lower()] = setting.group(2)
    return profiles


def _half(profile: dict) -> bool:
    """Tells whether a profile has one half of a pair only."""
    return bool(profile.get(KEY)) != bool(profile.get(SECRET))


def _chain_of(length: int):
    """Returns a predicate for chains of this many roles."""
    return lambda situation: len([name for name in situation.chain() if "role_arn" in situation.profiles[name]]) == length


def _some(*settings: str):
    """Returns a predicate for cases where some profile has all of these settings."""
    return lambda situation: any(all(name in profile for name in settings) for profile in situation.profiles.values())


def _credential_source(word: str):
    """Returns a predicate for a `credential_source` of this name."""
    return lambda situation: any(profile.get("credential_source") == word for profile in situation.profiles.values())


def _loop(situation: Situation) -> bool:
    """Tells whether the chain comes back to one of its profiles, but for the last one."""
    back = situation.last().get("source_profile")
    return back in situation.profiles and back != situation.chain()[-1]


def _mixed(situation: Situation) -> bool:
    """Tells whether the selected profile has several kinds of credentials."""
    ways = (KEY, "role_arn", "credential_process", "login_session", "sso_account_id")
    return sum(way in situation.selected for way in ways) > 1


KINDS = {
    "static": lambda s: any(KEY in profile and "aws_session_token" not in profile for profile in s.profiles.values()),
    "session": _some(KEY, "aws_session_token"),
    "role, chain of 1": _chain_of(1), "role, chain of 2": _chain_of(2), "role, chain of 3": _chain_of(3),
    "role, chain of 4": _chain_of(4),
    "role of itself": lambda s: any(profile.get("source_profile") == name for name, profile in s.profiles.items()),
    "role loop": _loop,
    "credential_source Environment": _credential_source("Environment"),
    "credential_source Ec2InstanceMetadata": _credential_source("Ec2InstanceMetadata"),
    "credential_source EcsContainer": _credential_source("EcsContainer"),
    "credential_source in wrong case": lambda s: any(
        profile.get("credential_source", "E")[1:] in ("nvironment", "c2instancemetadata", "cscontainer", "NVIRONMENT",
                                                      "C2INSTANCEMETADATA", "CSCONTAINER") and
        profile["credential_source"] != "Environment" for profile in s.profiles.values()),
    "mfa_serial": _some("mfa_serial"), "external_id": _some("external_id"), "duration_seconds": _some("duration_seconds"),
    "role_session_name": _some("role_session_name"), "web identity": _some("web_identity_token_file"),
    "SSO legacy": lambda s: any("sso_account_id" in profile and "sso_session" not in profile for profile in s.profiles.values()),
    "SSO session": _some("sso_session", "sso_account_id"),
    "SSO token only": lambda s: any("sso_session" in profile and "sso_account_id" not in profile and "sso_role_name" not in profile
                                    for profile in s.profiles.values()),
    "process": _some("credential_process"), "login": _some("login_session"), "mixture": _mixed,
    "missing profile": Situation.missing,
    "missing source profile": lambda s: s.last().get("source_profile", s.name) not in s.profiles and s.has("source_profile"),
    "in both files": lambda s: s.name in s.config and s.name in s.own,
    "credentials file only": lambda s: bool(s.own) and not s.config,
    "both default names": lambda s: s.tagged("both default names"),
    "[profile x] in credentials": lambda s: "[profile " in _file(s.case, "credentials"),
    "empty key": lambda s: any(profile.get(KEY, "x") == "" or profile.get(SECRET, "x") == "" for profile in s.profiles.values()),
    "SSO token alive": lambda s: s.tagged("sso cache alive"), "SSO token expired": lambda s: s.tagged("sso cache expired"),
    "SSO token refreshable": lambda s: s.tagged("sso cache refreshable"), "SSO token torn": lambda s: s.tagged("sso cache torn"),
    "SSO token missing": lambda s: s.tagged("sso cache missing"), "SSO token +00:00": lambda s: s.tagged("sso cache offset"),
    "CLI entry alive": lambda s: s.tagged("cli cache alive"), "CLI entry expired": lambda s: s.tagged("cli cache expired"),
    "CLI entry nearly expired": lambda s: s.tagged("cli cache soon"), "login token": lambda s: s.tagged("login cache"),
    "services section": lambda s: "[services " in _file(s.case, "config"), "endpoint_url": _some("endpoint_url"),
    "odd grammar": lambda s: s.tagged("odd: "),
}

ROWS = {
    "env keys + explicit profile": lambda s: s.keys() and bool(s.case["profile"]) and not s.missing(),
    "env keys + AWS_PROFILE": lambda s: s.keys() and s.set("AWS_PROFILE") and not s.case["profile"] and not s.missing(),
    "env keys + missing profile": lambda s: s.keys() and not s.case["profile"] and s.missing(),
    "missing profile, no keys": lambda s: s.missing() and not s.set(KEY.upper()),
    "key id without secret in env": lambda s: s.set(KEY.upper()) and not s.set(SECRET.upper()),
    "web identity env + profile": lambda s: s.set("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_PROFILE") and
    not s.keys() and s.any(KEY, "sso_account_id"),
    "process + keys": lambda s: s.split("credential_process", KEY),
    "login + keys": lambda s: s.split("login_session", KEY),
    "credential_source without role_arn": lambda s: s.has("credential_source") and not s.has("role_arn"),
    "stray sso settings": lambda s: s.any(*SSO[3:]) and not s.any(*SSO[:3]) and
    s.any(KEY, "credential_process", "role_arn", "login_session"),
    "pair across the files": lambda s: s.split(KEY, SECRET) or s.split(SECRET, KEY),
    "token only in config": lambda s: s.split("aws_session_token", KEY),
    "aws_security_token in a file": lambda s: s.has("aws_security_token"),
    "role of itself with SSO/process": lambda s: s.selected.get("source_profile") == s.name and
    s.has("role_arn") and s.any("credential_process", "sso_account_id"),
    "source_profile with half a pair": lambda s: s.has("role_arn") and _half(s.source()) and "role_arn" in s.source(),
    "duplicate key or section": lambda s: s.tagged("odd: key twice", "odd: section twice"),
    "no region": lambda s: not s.has("region") and "AWS_REGION" not in s.variables and "AWS_DEFAULT_REGION" not in s.variables,
    "region of the source": lambda s: s.has("role_arn", "source_profile") and not s.has("region") and "region" in s.source() and
    "AWS_REGION" not in s.variables and "AWS_DEFAULT_REGION" not in s.variables,
    "legacy SSO token expired": lambda s: s.has("sso_account_id", "sso_start_url") and not s.has("sso_session") and
    s.tagged("sso cache expired", "sso cache refreshable"),
    "duration or MFA": lambda s: s.has("role_arn") and s.any("duration_seconds", "mfa_serial"),
}
