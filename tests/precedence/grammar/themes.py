"""Themes: what a case is about. One for each known difference, for each kind of profile and for each group of variables."""

from __future__ import annotations

from . import caches, keys, kinds, variables
from .draft import CONFIG, Draft
from .rows import ANY_KEYS, ROWS, last_resort


def _kind(kind: str):
    """Returns the theme of one kind of profile, selected in some way."""
    def theme(draft: Draft) -> None:
        name = draft.chosen()
        kinds.profile(draft, name, kind)
        if draft.chance(0.3):
            kinds.profile(draft, draft.name())
    return theme


def keys_alone(draft: Draft) -> None:
    """Keys in the environment."""
    kinds.environment_keys(draft, draft.chance(0.5))
    for name, share in (("AWS_SECURITY_TOKEN", 0.3), ("AWS_CREDENTIAL_EXPIRATION", 0.3), ("AWS_ACCOUNT_ID", 0.2)):
        if draft.chance(share):
            variables.add(draft, name, empty=0.2)
    if draft.chance(0.1):
        draft.variables["AWS_ACCESS_KEY_ID"] = " "


def mixture(draft: Draft) -> None:
    """Several kinds in one profile."""
    name = draft.chosen()
    kinds.mixture(draft, name)
    kinds.with_region(draft, name)


def long_chain(draft: Draft) -> None:
    """A role that is three or four roles away from its keys."""
    kinds.role(draft, draft.chosen(), draft.rng.choice([3, 4]))


def both_default_names(draft: Draft) -> None:
    """`[default]` and `[profile default]`, in one order or the other."""
    for header in draft.rng.sample(["default", "profile default"], 2):
        draft.put(CONFIG, header, {**keys.pair(draft.rng), "region": draft.region()})
    if draft.chance(0.3):
        draft.credentials("default", **keys.pair(draft.rng))
    draft.tags.add("both default names")


def same_profile_in_both_files(draft: Draft) -> None:
    """One profile, different keys and settings in either file."""
    name = draft.chosen()
    draft.config(name, **keys.pair(draft.rng, draft.chance(0.4)), region=draft.region())
    draft.credentials(name, **keys.pair(draft.rng, draft.chance(0.4)))
    if draft.chance(0.4):
        draft.credentials(name, region=draft.region())


def credentials_only(draft: Draft) -> None:
    """A profile of any kind that is only in the credentials file, perhaps with the prefix of the other one."""
    name = draft.chosen()
    kinds.profile(draft, name, draft.rng.choice(["static", "session", "role", "process", "sso-legacy"]))
    prefixed = draft.chance(0.9)
    for header, settings in draft.sections[CONFIG].items():
        plain = header.replace("profile ", "") if not prefixed or draft.chance(0.15) else "profile " + header.replace("profile ", "")
        draft.credentials(plain, **settings)
    draft.sections[CONFIG].clear()


def web_identity_alone(draft: Draft) -> None:
    """Web identity in the environment, whole or in part."""
    draft.variables.update(AWS_WEB_IDENTITY_TOKEN_FILE=kinds.token_file(draft), AWS_ROLE_ARN=kinds.role_arn(draft),
                           AWS_ROLE_SESSION_NAME="job-1")
    for name in ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME"):
        if draft.chance(0.15):
            draft.variables[name] = ""
        elif draft.chance(0.15):
            del draft.variables[name]


def container(draft: Draft) -> None:
    """Keys from a container, by one address or by both."""
    for name in ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"):
        if draft.chance(0.6):
            variables.add(draft, name, empty=0.15)
    for name in ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"):
        if draft.chance(0.3):
            variables.add(draft, name, empty=0.15)
    if draft.chance(0.3):
        kinds.profile(draft, draft.chosen(), draft.rng.choice(ANY_KEYS + ["empty"]))


def old_files(draft: Draft) -> None:
    """Keys in the files of the oldest tools."""
    for name in draft.rng.choice([["AWS_CREDENTIAL_FILE"], ["BOTO_CONFIG"], ["AWS_CREDENTIAL_FILE", "BOTO_CONFIG"]]):
        variables.add(draft, name, empty=0.1)
    if draft.chance(0.2):
        draft.files[".boto"] = "[Credentials]\naws_access_key_id = %s\naws_secret_access_key = %s\n" % tuple(
            keys.pair(draft.rng).values())
    if draft.chance(0.3):
        kinds.profile(draft, draft.chosen(), draft.rng.choice(ANY_KEYS + ["empty"]))


def metadata(draft: Draft) -> None:
    """EC2, with its settings good and bad."""
    draft.variables["AWS_EC2_METADATA_DISABLED"] = draft.rng.choice(["false", "false", "", "true", "TRUE", " true"])
    if draft.chance(0.2):
        del draft.variables["AWS_EC2_METADATA_DISABLED"]
    for name in ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_EC2_METADATA_V1_DISABLED",
                 "AWS_IMDS_USE_IPV6", "AWS_METADATA_SERVICE_TIMEOUT", "AWS_METADATA_SERVICE_NUM_ATTEMPTS"):
        if draft.chance(0.25):
            variables.add(draft, name, empty=0.25)


def endpoints(draft: Draft) -> None:
    """Endpoints from variables, from the profile and from a services section."""
    name = draft.chosen()
    kinds.profile(draft, name, draft.rng.choice(ANY_KEYS + ["role", "sso-session"]))
    for variable in [name for name in variables.VARIABLES if "ENDPOINT_URL" in name]:
        if draft.chance(0.2):
            variables.add(draft, variable, empty=0.15)
    if draft.chance(0.55):
        draft.config(name, endpoint_url=draft.rng.choice(["https://profile.example.com", "http://127.0.0.1:9003", ""]))
    if draft.chance(0.6):
        services(draft, name)
    if draft.chance(0.15):
        draft.config(name, ignore_configured_endpoint_urls=draft.rng.choice(["true", "false"]))


def services(draft: Draft, name: str) -> None:
    """Writes a services section, and names it or one that is missing in the profile."""
    draft.config(name, services="local" if draft.chance(0.85) else "elsewhere")
    service = draft.rng.choice(["sts", "sts", "sts", "sso", "s3"])
    draft.put(CONFIG, "services local", {service: "\n  endpoint_url = http://127.0.0.1:9004"})


def hosts(draft: Draft) -> None:
    """FIPS, dual stack and the global endpoint of STS, by variables or in the profile."""
    name = draft.chosen()
    kinds.profile(draft, name, draft.rng.choice(ANY_KEYS + ["role"]))
    for variable in ("AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_STS_REGIONAL_ENDPOINTS"):
        if draft.chance(0.4):
            variables.add(draft, variable, empty=0.1)
    for setting in ("use_fips_endpoint", "use_dualstack_endpoint"):
        if draft.chance(0.2):
            draft.config(name, **{setting: draft.rng.choice(["true", "false", "maybe"])})
    if draft.chance(0.2):
        draft.config(name, sts_regional_endpoints=draft.rng.choice(["legacy", "regional"]))


def regions(draft: Draft) -> None:
    """The region in variables, empty ones too, and in the profile."""
    name = draft.chosen()
    kinds.profile(draft, name, draft.rng.choice(ANY_KEYS + ["role"]))
    for variable in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        if draft.chance(0.6):
            draft.variables[variable] = draft.rng.choice([draft.region(), draft.region(), "", "", " ", "bad_region"])
    if draft.chance(0.3):
        draft.credentials(name, region=draft.region())


def client_settings(draft: Draft) -> None:
    """Retries and certificates, of which a wrong value can stop a tool."""
    name = draft.chosen()
    kinds.profile(draft, name, draft.rng.choice(ANY_KEYS))
    for variable in ("AWS_MAX_ATTEMPTS", "AWS_RETRY_MODE", "AWS_CA_BUNDLE", "AWS_DEFAULTS_MODE"):
        if draft.chance(0.3):
            variables.add(draft, variable, empty=0.25)
    for setting, values in (("max_attempts", "1 3 0 many"), ("retry_mode", "standard legacy sometimes"),
                            ("ca_bundle", "{home}/no-bundle.pem"), ("defaults_mode", "standard nonsense")):
        if draft.chance(0.15):
            draft.config(name, **{setting: draft.rng.choice(values.split())})


def other_places(draft: Draft) -> None:
    """The two files elsewhere, or nowhere."""
    kinds.profile(draft, draft.chosen(), draft.rng.choice(ANY_KEYS + ["role", "sso-session", "process"]))
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        if draft.chance(0.6):
            variables.add(draft, name, empty=0.15)


def profile_names(draft: Draft) -> None:
    """Both variables of the profile, equal or not, empty or missing."""
    one, other = draft.rng.sample([draft.name(), draft.name(), "default"], 2)
    kinds.profile(draft, one, "static")
    kinds.profile(draft, other, "static")
    draft.variables["AWS_PROFILE"] = draft.rng.choice([one, one, other, "", " " + one, "gone"])
    draft.variables["AWS_DEFAULT_PROFILE"] = draft.rng.choice([one, other, other, "", "gone"])
    draft.profile = draft.rng.choices([None, one, "", "gone"], [75, 15, 5, 5])[0]
    if draft.chance(0.3):
        del draft.variables["AWS_PROFILE"]


def leftovers(draft: Draft) -> None:
    """What other switchers leave behind."""
    kinds.environment_keys(draft, True)
    for name in ("AWS_VAULT", "AWSUME_PROFILE", "AWS_SSO_PROFILE", "AWS_SESSION_EXPIRATION", "AWS_CREDENTIAL_EXPIRATION",
                 "AWS_SECURITY_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        if draft.chance(0.4):
            variables.add(draft, name, empty=0.1)
    if draft.chance(0.6):
        kinds.profile(draft, draft.name(), draft.rng.choice(ANY_KEYS))


def cli_cache(draft: Draft) -> None:
    """A role of which the AWS CLI has kept keys."""
    name, source = draft.chosen(), draft.name()
    role = kinds.role_settings(draft)
    caches.role_entry(draft, role)
    if draft.chance(0.3):
        draft.config(name, **role, web_identity_token_file=kinds.token_file(draft))
    else:
        draft.config(name, **role, source_profile=source)
        kinds.profile(draft, source, draft.rng.choice(ANY_KEYS + ["role", "empty"]))
    kinds.with_region(draft, name)


def nothing(draft: Draft) -> None:
    """No credentials but those of last resort."""
    if draft.chance(0.5):
        kinds.profile(draft, draft.rng.choice(["default", draft.name()]), draft.rng.choice(["empty", "sso-token-only"]))
    last_resort(draft)


def many_variables(draft: Draft) -> None:
    """A profile, and a crowd of variables."""
    kinds.profile(draft, draft.chosen())
    variables.rota(draft, len(THEMES), 10)


def odd_files(draft: Draft) -> None:
    """A file with oddities of its grammar."""
    kinds.profile(draft, draft.chosen(), draft.rng.choice(ANY_KEYS * 2 + ["role", "process", "sso-session"]))
    if draft.chance(0.6):
        kinds.profile(draft, draft.name(), "static")
    draft.tags.add("odd")


THEMES = {
    **{"row: " + name: theme for name, theme in ROWS.items()},
    **{"kind: " + kind: _kind(kind) for kind in kinds.KINDS},
    "keys alone": keys_alone, "mixture": mixture, "mixture 2": mixture, "mixture 3": mixture, "mixture 4": mixture, "long chain": long_chain, "both default names": both_default_names,
    "same profile in both files": same_profile_in_both_files, "credentials file only": credentials_only,
    "web identity alone": web_identity_alone, "container": container, "old files": old_files, "metadata": metadata,
    "endpoints": endpoints, "hosts": hosts, "regions": regions, "client settings": client_settings,
    "other places": other_places, "profile names": profile_names, "leftovers": leftovers, "cli cache": cli_cache,
    "nothing": nothing, "many variables": many_variables, "credentials file only 2": credentials_only, "endpoints 2": endpoints, "odd files": odd_files,
    "odd files 2": odd_files, "odd files 3": odd_files,
}
