"""Every kind of profile, each written under a given name together with the files that it needs."""

from __future__ import annotations

import json

from . import caches, keys
from .draft import Draft
from .sso import sso_legacy, sso_session, sso_token_only

ROLE_NAMES = ["Admin", "ReadOnly", "Deploy", "path/Deep", "Audit"]
CREDENTIAL_SOURCES = ["Environment", "Ec2InstanceMetadata", "EcsContainer"]


def role_arn(draft: Draft) -> str:
    """Returns the ARN of a role; STS refuses the ones named Denied."""
    name = "Denied" if draft.chance(0.06) else draft.rng.choice(ROLE_NAMES)
    partition = draft.rng.choice(["aws"] * 12 + ["aws-cn"])
    return "arn:%s:iam::%s:role/%s" % (partition, keys.account_id(draft.rng), name)


def static(draft: Draft, name: str) -> None:
    """Long-term keys."""
    own = keys.pair(draft.rng)
    if draft.chance(0.03):
        own[draft.rng.choice(sorted(own))] = ""
    draft.keys(name, own)
    if draft.chance(0.15):
        draft.settings(name, aws_account_id=keys.account_id(draft.rng))


def session(draft: Draft, name: str) -> None:
    """Temporary keys, with the token under one or both of its names."""
    own = keys.pair(draft.rng, True)
    if draft.chance(0.25):
        own["aws_security_token"] = keys.token(draft.rng)
        if draft.chance(0.4):
            del own["aws_session_token"]
    if draft.chance(0.15):
        own["expiration"] = caches.EXPIRED + "Z"
    draft.keys(name, own)


def role_settings(draft: Draft) -> dict:
    """Returns a role and what may be said about it."""
    role = {"role_arn": role_arn(draft)}
    if draft.chance(0.25):
        role["role_session_name"] = draft.rng.choice(["me@corp", "build-7"])
    if draft.chance(0.2):
        role["external_id"] = draft.rng.choice(["ext 1", "ext:2", "e"])
    if draft.chance(0.15):
        role["duration_seconds"] = draft.rng.choice(["3600", "900", "43200", "abc", ""])
    if draft.chance(0.05):
        role["mfa_serial"] = "arn:aws:iam::222222222222:mfa/me"
    if draft.chance(0.12):
        caches.role_entry(draft, role)
    return role


def role(draft: Draft, name: str, length: int = 0) -> None:
    """A role whose source is one to four profiles away; the last one is of another kind, or missing."""
    length = length or draft.rng.choices([1, 2, 3, 4], [50, 25, 12, 13])[0]
    draft.tags.add("chain of %d" % length)
    for _ in range(length):
        source = draft.name()
        draft.settings(name, **role_settings(draft), source_profile=source)
        with_region(draft, name)
        name = source
    if draft.chance(0.25):
        draft.tags.add("source missing")
        return
    kind = draft.rng.choices([static, session, process, web_identity, sso_session, sso_legacy, login, credential_source],
                             [46, 16, 8, 6, 6, 5, 5, 8])[0]
    kind(draft, name)


def role_of_itself(draft: Draft, name: str) -> None:
    """A role whose source is its own profile, which has keys, another source, or nothing."""
    draft.config(name, **role_settings(draft), source_profile=name)
    kind = draft.rng.choices([static, session, process, sso_session, sso_legacy, None], [35, 10, 22, 12, 12, 9])[0]
    if kind:
        kind(draft, name)


def role_loop(draft: Draft, name: str) -> None:
    """Roles that lead back to one before; keys on the way stop the loop."""
    names = [name] + [draft.name() for _ in range(draft.rng.choice([1, 1, 2]))]
    for here, source in zip(names, names[1:] + [names[draft.rng.randrange(len(names) - 1)]]):
        draft.config(here, **role_settings(draft), source_profile=source)
    if draft.chance(0.3):
        static(draft, draft.rng.choice(names))


def role_unsourced(draft: Draft, name: str) -> None:
    """A role with no source at all, or with two."""
    draft.config(name, **role_settings(draft))
    if draft.chance(0.5):
        source = draft.name()
        draft.config(name, source_profile=source, credential_source=draft.rng.choice(CREDENTIAL_SOURCES))
        static(draft, source)
    elif draft.chance(0.5):
        static(draft, name)


def credential_source(draft: Draft, name: str) -> None:
    """A role signed for with keys from the surroundings, which are mostly there."""
    source = draft.rng.choice(CREDENTIAL_SOURCES)
    draft.settings(name, **role_settings(draft), credential_source=spelled(draft, source))
    surroundings(draft, source)


def spelled(draft: Draft, source: str) -> str:
    """Returns the word, sometimes in a case of its own or wrong."""
    return draft.rng.choices([source, source.lower(), source.upper(), "Elsewhere"], [62, 20, 11, 7])[0]


def surroundings(draft: Draft, source: str) -> None:
    """Writes what a `credential_source` refers to, unless it is left out."""
    if draft.chance(0.2):
        return
    if source == "Environment":
        environment_keys(draft, draft.chance(0.3))
    elif source == "EcsContainer":
        draft.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/container/" + keys.text(draft.rng, 4)
    else:
        draft.variables["AWS_EC2_METADATA_DISABLED"] = draft.rng.choice(["false", ""])


def environment_keys(draft: Draft, token_too: bool) -> None:
    """Writes keys of their own into the environment."""
    for name, value in keys.pair(draft.rng, token_too).items():
        draft.variables[name.upper()] = value


def web_identity(draft: Draft, name: str) -> None:
    """A role taken with a token that lies in a file."""
    settings = {"role_arn": role_arn(draft), "web_identity_token_file": token_file(draft)}
    if draft.chance(0.3):
        settings["role_session_name"] = "web-build"
    if draft.chance(0.08):
        del settings[draft.rng.choice(["role_arn", "web_identity_token_file"])]
    draft.settings(name, **settings)


def token_file(draft: Draft) -> str:
    """Returns the path of a token, which is missing now and then."""
    if draft.chance(0.1):
        return "{home}/no-token"
    path = "token-" + keys.text(draft.rng, 3)
    draft.files[path] = "web-" + keys.text(draft.rng, 10) + draft.rng.choice(["", "", "\n"])
    return draft.rng.choice(["{home}/", "{home}/", "{home}/", "~/", "$HOME/", ""]) + path


def process(draft: Draft, name: str) -> None:
    """A program that prints keys, or fails to."""
    program = draft.script("keys-" + keys.text(draft.rng, 3), process_body(draft))
    command = draft.rng.choice(["%s", "%s", "%s", "%s --for x", '"%s"', "%s-not-there"]) % program
    draft.settings(name, credential_process=command)


def process_body(draft: Draft) -> str:
    """Returns the script of a `credential_process`."""
    own = keys.pair(draft.rng, True)
    answer = {"Version": 1, "AccessKeyId": own["aws_access_key_id"], "SecretAccessKey": own["aws_secret_access_key"],
              "SessionToken": own["aws_session_token"], "Expiration": caches.ALIVE + "Z"}
    flaw = draft.rng.choices(["", "no token", "no expiry", "expired", "version", "no secret", "empty token", "fails", "text"],
                             [50, 10, 8, 6, 5, 5, 4, 7, 5])[0]
    if flaw == "fails":
        return "echo sign in first >&2\nexit 1\n"
    if flaw == "text":
        return "echo not json\n"
    for name in {"no token": ["SessionToken"], "no expiry": ["Expiration"], "no secret": ["SecretAccessKey"]}.get(flaw, []):
        del answer[name]
    answer.update({"expired": {"Expiration": caches.EXPIRED + "Z"}, "version": {"Version": 2},
                   "empty token": {"SessionToken": ""}}.get(flaw, {}))
    return "cat <<'END'\n%s\nEND\n" % json.dumps(answer)


def login(draft: Draft, name: str) -> None:
    """A session of `aws login`."""
    user = draft.rng.choice(["iam::%s:user/me", "sts::%s:assumed-role/Admin/me"]) % keys.account_id(draft.rng)
    arn = "arn:aws:" + user
    draft.settings(name, login_session=arn)
    caches.login_token(draft, arn)


def empty(draft: Draft, name: str) -> None:
    """A profile without anything about credentials."""
    draft.config(name, output="json")


def with_region(draft: Draft, name: str) -> None:
    """Writes a region into the profile, in most cases."""
    if draft.chance(0.55):
        draft.settings(name, region=draft.rng.choice([draft.region(), draft.region(), draft.region(), ""])
                       if draft.chance(0.1) else draft.region())


def mixture(draft: Draft, name: str) -> None:
    """Several kinds in one profile."""
    for kind in draft.rng.sample(sorted(KINDS), draft.rng.choice([2, 2, 3])):
        KINDS[kind](draft, name)


KINDS = {
    "static": static, "session": session, "role": role, "role-of-itself": role_of_itself, "role-loop": role_loop,
    "role-unsourced": role_unsourced, "credential-source": credential_source, "web-identity": web_identity,
    "sso-legacy": sso_legacy, "sso-session": sso_session, "sso-token-only": sso_token_only, "process": process,
    "login": login, "empty": empty,
}


def profile(draft: Draft, name: str, kind: str = "") -> str:
    """Writes a profile of this kind, or of any, and returns the kind."""
    kind = kind or draft.rng.choice(sorted(KINDS))
    KINDS[kind](draft, name)
    with_region(draft, name)
    return kind
