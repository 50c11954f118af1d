"""Situations in which the tools are known to differ, one function for each."""

from __future__ import annotations

from . import caches, keys, kinds
from .draft import Draft
from .sso import START_URLS, sso_legacy

ANY_KEYS = ["static", "static", "session"]
OTHER_KINDS = ["static", "session", "process", "login", "web-identity"]


def keys_beside_a_named_profile(draft: Draft) -> None:
    """Keys in the environment, and a profile named in code."""
    kinds.environment_keys(draft, draft.chance(0.4))
    draft.profile = "default" if draft.chance(0.2) else draft.name()
    kinds.profile(draft, draft.profile, draft.rng.choice(ANY_KEYS + ["role", "sso-session", "process", "empty"]))


def keys_beside_a_selected_profile(draft: Draft) -> None:
    """Keys in the environment, and a profile in AWS_PROFILE."""
    kinds.environment_keys(draft, draft.chance(0.4))
    draft.variables["AWS_PROFILE"] = name = draft.name()
    kinds.profile(draft, name, draft.rng.choice(ANY_KEYS + ["role", "process"]))


def keys_beside_a_missing_profile(draft: Draft) -> None:
    """Keys in the environment, and AWS_PROFILE names a profile that is not there."""
    kinds.environment_keys(draft, draft.chance(0.4))
    draft.variables["AWS_PROFILE"] = draft.rng.choice([draft.name(), draft.name(), "", "default"])
    if draft.chance(0.7):
        kinds.profile(draft, draft.name())


def missing_profile(draft: Draft) -> None:
    """A profile is named that is not there, and the last resorts are."""
    draft.rng.choice([draft.select, lambda name: draft.variables.update(AWS_PROFILE=name)])(draft.name())
    if draft.chance(0.7):
        kinds.profile(draft, draft.rng.choice([draft.name(), "default"]), draft.rng.choice(ANY_KEYS))
    last_resort(draft)


def last_resort(draft: Draft) -> None:
    """Offers web identity, a container or EC2, one of them or none."""
    way = draft.rng.choice(["web", "container", "imds", "none"])
    if way == "web":
        draft.variables.update(AWS_WEB_IDENTITY_TOKEN_FILE=kinds.token_file(draft), AWS_ROLE_ARN=kinds.role_arn(draft))
    elif way == "container":
        draft.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/container/" + keys.text(draft.rng, 4)
    elif way == "imds":
        draft.variables["AWS_EC2_METADATA_DISABLED"] = draft.rng.choice(["false", ""])


def half_pair_in_the_environment(draft: Draft) -> None:
    """One half of the keys is in the environment; the profile has whole ones."""
    kinds.environment_keys(draft, draft.chance(0.3))
    half = "AWS_SECRET_ACCESS_KEY" if draft.chance(0.8) else "AWS_ACCESS_KEY_ID"
    if draft.chance(0.4):
        draft.variables[half] = draft.rng.choice(["", "", " "])
    else:
        del draft.variables[half]
    if draft.chance(0.2):
        draft.variables["SECRET_ACCESS_KEY"] = keys.secret(draft.rng)
    kinds.profile(draft, draft.chosen(), draft.rng.choice(ANY_KEYS))


def web_identity_beside_a_profile(draft: Draft) -> None:
    """Web identity in the environment, and a selected profile."""
    draft.variables.update(AWS_WEB_IDENTITY_TOKEN_FILE=kinds.token_file(draft), AWS_ROLE_ARN=kinds.role_arn(draft))
    if draft.chance(0.3):
        draft.variables["AWS_ROLE_SESSION_NAME"] = "job-1"
    if draft.chance(0.1):
        del draft.variables[draft.rng.choice(["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"])]
    draft.variables["AWS_PROFILE"] = name = draft.name()
    kinds.profile(draft, name, draft.rng.choice(ANY_KEYS * 3 + ["sso-legacy", "sso-session"] * 2 + ["role"] * 4 + ["process", "web-identity"]))


def process_beside_keys(draft: Draft) -> None:
    """A program in the config file, keys in the credentials file."""
    name = draft.chosen()
    program = draft.script("keys-" + keys.text(draft.rng, 3), kinds.process_body(draft))
    draft.config(name, credential_process=program)
    draft.credentials(name, **keys.pair(draft.rng))
    kinds.with_region(draft, name)


def login_beside_keys(draft: Draft) -> None:
    """A login session in the config file, keys in the credentials file."""
    name = draft.chosen()
    arn = "arn:aws:iam::%s:user/me" % keys.account_id(draft.rng)
    draft.config(name, login_session=arn)
    caches.login_token(draft, arn)
    draft.credentials(name, **keys.pair(draft.rng))
    kinds.with_region(draft, name)


def source_without_role(draft: Draft) -> None:
    """A `credential_source`, but no role to take with it."""
    name = draft.chosen()
    source = draft.rng.choice(kinds.CREDENTIAL_SOURCES)
    draft.config(name, credential_source=kinds.spelled(draft, source))
    if draft.chance(0.6):
        kinds.surroundings(draft, source)
    if draft.chance(0.6):
        kinds.profile(draft, name, draft.rng.choice(OTHER_KINDS))


def stray_sso_settings(draft: Draft) -> None:
    """A left-over `sso_region` or `sso_start_url` beside other credentials."""
    name = draft.chosen()
    kinds.profile(draft, name, draft.rng.choice(OTHER_KINDS + ["role"]))
    stray = {"sso_region": draft.region(), "sso_start_url": START_URLS[0]}
    if draft.chance(0.8):
        del stray[draft.rng.choice(sorted(stray))]
    draft.config(name, **stray)
    last_resort(draft)


def pair_across_the_files(draft: Draft) -> None:
    """The key id in one file, the secret in the other."""
    name = draft.chosen()
    own = keys.pair(draft.rng)
    halves = [{"aws_access_key_id": own["aws_access_key_id"]}, {"aws_secret_access_key": own["aws_secret_access_key"]}]
    draft.rng.shuffle(halves)
    draft.config(name, **halves[0])
    draft.credentials(name, **halves[1])
    if draft.chance(0.2):
        draft.credentials(name, aws_session_token=keys.token(draft.rng))
    kinds.with_region(draft, name)


def half_pair_in_a_profile(draft: Draft) -> None:
    """A profile whose keys are halved or empty, with or without another source."""
    name = draft.chosen()
    own = keys.pair(draft.rng, draft.chance(0.4))
    half = draft.rng.choice(sorted(own))
    if draft.chance(0.75):
        own[half] = ""
    else:
        del own[half]
    draft.keys(name, own)
    if draft.chance(0.3):
        kinds.profile(draft, name, draft.rng.choice(OTHER_KINDS))
    last_resort(draft)


def token_in_the_other_file(draft: Draft) -> None:
    """The pair in the credentials file, the token only in the config file."""
    name = draft.chosen()
    draft.credentials(name, **keys.pair(draft.rng))
    draft.config(name, aws_session_token=keys.token(draft.rng))
    kinds.with_region(draft, name)


def old_token_in_a_file(draft: Draft) -> None:
    """An `aws_security_token`, beside the token of today or alone."""
    name = draft.chosen()
    own = keys.pair(draft.rng, draft.chance(0.6))
    draft.keys(name, {**own, "aws_security_token": draft.rng.choice([keys.token(draft.rng), keys.token(draft.rng), ""])})
    kinds.with_region(draft, name)


def role_of_itself(draft: Draft) -> None:
    """A role that is its own source, with a program or IAM Identity Center in the same profile."""
    name = draft.chosen()
    draft.config(name, **kinds.role_settings(draft), source_profile=name)
    kinds.profile(draft, name, draft.rng.choice(["process", "sso-session", "sso-legacy", "static"]))


def half_pair_in_a_source(draft: Draft) -> None:
    """A source profile with half a pair and a role of its own."""
    name, source, base = draft.chosen(), draft.name(), draft.name()
    draft.config(name, **kinds.role_settings(draft), source_profile=source)
    own = keys.pair(draft.rng)
    del own[draft.rng.choice(sorted(own))]
    draft.keys(source, own)
    draft.config(source, **kinds.role_settings(draft), source_profile=base)
    kinds.static(draft, base)
    kinds.with_region(draft, name)


def double_lines(draft: Draft) -> None:
    """A key or a section that stands twice in a file."""
    kinds.profile(draft, draft.chosen(), draft.rng.choice(ANY_KEYS + ["role", "process"]))
    kinds.profile(draft, draft.name(), "static")
    draft.tags.add("odd: " + draft.rng.choice(["key twice", "section twice"]))


def no_region(draft: Draft) -> None:
    """Good credentials, and no region anywhere."""
    name = draft.chosen()
    kinds.KINDS[draft.rng.choice(ANY_KEYS + ["process", "sso-session"])](draft, name)
    draft.tags.add("no region")


def region_of_the_source(draft: Draft) -> None:
    """A role profile without a region, whose source has one."""
    name, source = draft.chosen(), draft.name()
    draft.config(name, **kinds.role_settings(draft), source_profile=source)
    kinds.static(draft, source)
    draft.config(source, region=draft.region())
    draft.tags.add("no region")


def dead_sso_token(draft: Draft) -> None:
    """The token of an old-style SSO profile is over."""
    name = draft.chosen()
    sso_legacy(draft, name, draft.rng.choice(["expired", "expired", "refreshable"]))
    kinds.with_region(draft, name)


def demanding_role(draft: Draft) -> None:
    """A role with a duration or with MFA."""
    name, source = draft.chosen(), draft.name()
    role = kinds.role_settings(draft)
    if draft.chance(0.6):
        role["duration_seconds"] = draft.rng.choice(["3600", "900", "43200", "abc"])
    else:
        role["mfa_serial"] = "arn:aws:iam::222222222222:mfa/me"
    if draft.chance(0.3):
        caches.role_entry(draft, role)
    draft.config(name, **role, source_profile=source)
    kinds.static(draft, source)
    kinds.with_region(draft, name)


ROWS = {
    "keys + named profile": keys_beside_a_named_profile,
    "keys + AWS_PROFILE": keys_beside_a_selected_profile,
    "keys + missing profile": keys_beside_a_missing_profile,
    "missing profile": missing_profile,
    "half pair in environment": half_pair_in_the_environment,
    "web identity + profile": web_identity_beside_a_profile,
    "process + keys": process_beside_keys,
    "login + keys": login_beside_keys,
    "credential_source, no role": source_without_role,
    "stray sso settings": stray_sso_settings,
    "pair across files": pair_across_the_files,
    "half pair in profile": half_pair_in_a_profile,
    "token in other file": token_in_the_other_file,
    "aws_security_token": old_token_in_a_file,
    "role of itself": role_of_itself,
    "half pair in source": half_pair_in_a_source,
    "key or section twice": double_lines,
    "no region": no_region,
    "region of source": region_of_the_source,
    "dead legacy SSO": dead_sso_token,
    "duration and MFA": demanding_role,
}
