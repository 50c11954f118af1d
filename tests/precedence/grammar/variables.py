"""Every variable that decides on credentials, region or endpoint, with values that people may have in it."""

from __future__ import annotations

from . import keys, kinds
from .draft import Draft


def _container_uri(draft: Draft) -> str:
    """Returns an address of a container, a forbidden one or one where nothing is."""
    return draft.rng.choice([
        "{fake}/container/one", "{fake}/container/one", "http://localhost:1/container/two", "http://169.254.170.23/container/eks",
        "http://[fd00:ec2::23]/container/eks", "https://keys.example.com/container/three", "http://keys.example.com/container/four",
        "{fake}/container/missing", "container/five",
    ])


def _profile_name(draft: Draft) -> str:
    """Returns the name of a profile that is there, or that is not."""
    there = [header.split(" ", 1)[-1] for sections in draft.sections.values() for header in sections]
    return draft.rng.choice(there + [draft.name(), "default", "gone"])


def _credential_file(draft: Draft) -> str:
    """Writes a key file in the old format, and returns its path."""
    if draft.chance(0.15):
        return "{home}/no-keys"
    own = keys.pair(draft.rng)
    draft.files["old-keys"] = "AWSAccessKeyId=%s\nAWSSecretKey=%s\n" % tuple(own.values())
    if draft.chance(0.1):
        draft.files["old-keys"] = "AWSAccessKeyId=%s\n" % own["aws_access_key_id"]
    return draft.rng.choice(["{home}/old-keys", "{home}/old-keys", "~/old-keys"])


def _boto_config(draft: Draft) -> str:
    """Writes a file of boto 2, and returns its path."""
    if draft.chance(0.15):
        return "{home}/no-boto"
    own = keys.pair(draft.rng)
    draft.files["boto.cfg"] = "[Credentials]\naws_access_key_id = %s\naws_secret_access_key = %s\n" % tuple(own.values())
    return draft.rng.choice(["{home}/boto.cfg", "~/boto.cfg"])


def _other_file(draft: Draft, file: str) -> str:
    """Moves one of the two files elsewhere, or names a path where it is not."""
    way = draft.rng.choice(["moved", "moved", "moved", "missing", "folder", "tilde", "home", "relative"])
    if way == "missing":
        return "{home}/not-there"
    if way == "folder":
        draft.files["folder/"] = ""
        return "{home}/folder"
    draft.tags.add("moved " + file)
    return {"tilde": "~/", "home": "$HOME/", "relative": ""}.get(way, "{home}/") + "moved/" + file.rsplit("/")[-1]


def _authorization_file(draft: Draft) -> str:
    """Writes a token for a container, and returns its path."""
    if draft.chance(0.25):
        return "{home}/no-authorization"
    draft.files["authorization"] = "Bearer abc" + draft.rng.choice(["", "", "\n"])
    return "{home}/authorization"


def _login_folder(draft: Draft) -> str:
    """Returns a folder of login tokens, after moving those of the case there."""
    for path in [path for path in draft.files if path.startswith(".aws/login/cache/")]:
        draft.files["logins/" + path.rsplit("/")[-1]] = draft.files.pop(path)
    return draft.rng.choice(["{home}/logins", "{home}/logins", "~/logins", "$HOME/logins", "{home}/no-logins"])


def _bundle(draft: Draft) -> str:
    """Writes an empty bundle of certificates, and returns its path."""
    draft.files["bundle.pem"] = ""
    return draft.rng.choice(["{home}/bundle.pem", "{home}/no-bundle.pem"])


def _one_of(*values: str):
    """Returns a rule that takes one of these values."""
    return lambda draft: draft.rng.choice(values)


def _key_id(draft: Draft) -> str:
    return keys.key_id(draft.rng, draft.rng.choice(["AKIA", "ASIA"]))


def _secret(draft: Draft) -> str:
    return keys.secret(draft.rng)


def _token(draft: Draft) -> str:
    return keys.token(draft.rng)


_ENDPOINTS = _one_of("https://global.example.com", "http://127.0.0.1:9000", "http://localhost:4566/path", "not a url")
_BOOLEANS = _one_of("true", "true", "false", "TRUE", "1", "maybe")

VARIABLES = {
    "AWS_ACCESS_KEY_ID": _key_id,
    "AWS_SECRET_ACCESS_KEY": _secret,
    "AWS_ACCESS_KEY": _key_id,
    "AWS_SECRET_KEY": _secret,
    "SECRET_ACCESS_KEY": _secret,
    "AWS_SESSION_TOKEN": _token,
    "AWS_SECURITY_TOKEN": _token,
    "AWS_CREDENTIAL_EXPIRATION": _one_of("2099-01-01T00:00:00Z", "2099-01-01T00:00:00+00:00", "2001-01-01T00:00:00Z", "soon"),
    "AWS_ACCOUNT_ID": lambda draft: keys.account_id(draft.rng),
    "AWS_PROFILE": _profile_name,
    "AWS_DEFAULT_PROFILE": _profile_name,
    "AWS_WEB_IDENTITY_TOKEN_FILE": kinds.token_file,
    "AWS_ROLE_ARN": kinds.role_arn,
    "AWS_ROLE_SESSION_NAME": _one_of("job-1", "me@corp", "not allowed!"),
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": _one_of("/container/ecs", "/container/ecs", "/container/missing", "container/ecs"),
    "AWS_CONTAINER_CREDENTIALS_FULL_URI": _container_uri,
    "AWS_CONTAINER_AUTHORIZATION_TOKEN": _one_of("Basic abc", "Bearer x"),
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": _authorization_file,
    "AWS_CREDENTIAL_FILE": _credential_file,
    "BOTO_CONFIG": _boto_config,
    "AWS_BEARER_TOKEN_BEDROCK": _one_of("bedrock-api-key-1"),
    "AWS_BEARER_TOKEN_STS": _one_of("sts-bearer-1"),
    "AWS_REGION": Draft.region,
    "AWS_DEFAULT_REGION": Draft.region,
    "AWS_CONFIG_FILE": lambda draft: _other_file(draft, ".aws/config"),
    "AWS_SHARED_CREDENTIALS_FILE": lambda draft: _other_file(draft, ".aws/credentials"),
    "AWS_LOGIN_CACHE_DIRECTORY": _login_folder,
    "AWS_ENDPOINT_URL": _ENDPOINTS,
    "AWS_ENDPOINT_URL_STS": _one_of("https://sts.example.com", "http://127.0.0.1:9001", "sts.example.com"),
    "AWS_ENDPOINT_URL_SSO": _one_of("https://portal.example.com"),
    "AWS_ENDPOINT_URL_SSO_OIDC": _one_of("https://oidc.example.com"),
    "AWS_ENDPOINT_URL_SIGNIN": _one_of("https://signin.example.com"),
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": _BOOLEANS,
    "AWS_USE_FIPS_ENDPOINT": _BOOLEANS,
    "AWS_USE_DUALSTACK_ENDPOINT": _BOOLEANS,
    "AWS_STS_REGIONAL_ENDPOINTS": _one_of("legacy", "legacy", "regional", "Legacy", "other"),
    "AWS_CA_BUNDLE": _bundle,
    "REQUESTS_CA_BUNDLE": _bundle,
    "HTTPS_PROXY": _one_of("http://127.0.0.1:9"),
    "HTTP_PROXY": _one_of("http://127.0.0.1:9"),
    "NO_PROXY": _one_of("169.254.169.254", "*"),
    "AWS_EC2_METADATA_DISABLED": _one_of("true", "true", "TRUE", "false", "1"),
    "AWS_EC2_METADATA_SERVICE_ENDPOINT": _one_of("{fake}/imds", "http://169.254.169.254", "{fake}/imds-off", "http://[fd00:ec2::254]", "nonsense"),
    "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": _one_of("IPv4", "IPv6", "ipv6", "IPv9"),
    "AWS_EC2_METADATA_V1_DISABLED": _BOOLEANS,
    "AWS_IMDS_USE_IPV6": _BOOLEANS,
    "AWS_METADATA_SERVICE_TIMEOUT": _one_of("1", "2", "0.5", "x"),
    "AWS_METADATA_SERVICE_NUM_ATTEMPTS": _one_of("1", "2", "x"),
    "AWS_MAX_ATTEMPTS": _one_of("1", "2", "0", "-1", "many"),
    "AWS_RETRY_MODE": _one_of("standard", "legacy", "adaptive", "Standard", "sometimes"),
    "AWS_DEFAULTS_MODE": _one_of("legacy", "standard", "auto", "nonsense"),
    "_AWS_CLI_PROFILE_CHAIN": _one_of("a", "a,b,c,d"),
    "AWS_SDK_LOAD_CONFIG": _one_of("1", "0"),
    "AWS_VAULT": _one_of("prod"),
    "AWSUME_PROFILE": _one_of("prod"),
    "AWS_SSO_PROFILE": _one_of("prod"),
    "AWS_SESSION_EXPIRATION": _one_of("2001-01-01T00:00:00Z"),
}


def add(draft: Draft, name: str, empty: float = 0.0, blank: float = 0.0) -> None:
    """Sets one variable, in some cases to nothing or to a space."""
    if draft.chance(empty):
        draft.variables[name] = ""
    elif draft.chance(blank):
        draft.variables[name] = " "
    else:
        draft.variables[name] = VARIABLES[name](draft)


def noise(draft: Draft, count: int, empty: float) -> None:
    """Sets some variables that the theme has left alone."""
    for name in draft.rng.sample(sorted(VARIABLES), count):
        if name not in draft.variables:
            add(draft, name, empty, 0.06)


def rota(draft: Draft, step: int, count: int) -> None:
    """Sets the variables whose turn it is, whatever they hold, so that none comes too seldom; every other time to nothing."""
    names = sorted(VARIABLES)
    for turn in range(draft.turn // step * count, (draft.turn // step + 1) * count):
        name, empty = names[(turn + turn // len(names)) % len(names)], turn // len(names) % 9 < 5
        add(draft, name, float(empty))


def metadata(draft: Draft) -> None:
    """Says whether this is a virtual machine of EC2; mostly it is not."""
    if "AWS_EC2_METADATA_DISABLED" in draft.variables or draft.chance(0.1):
        return
    if draft.chance(0.8):
        draft.variables["AWS_EC2_METADATA_DISABLED"] = "true"
    else:
        draft.variables.setdefault("AWS_EC2_METADATA_SERVICE_ENDPOINT",
                                   draft.rng.choice(["http://169.254.169.254/", "{fake}/imds", "{fake}/imds-off", "{fake}/imds-off", ""]))


def regions(draft: Draft) -> None:
    """Sets the variables of the region in half of the cases, mostly both."""
    if draft.chance(0.5):
        return
    names = draft.rng.choice([["AWS_REGION", "AWS_DEFAULT_REGION"]] * 2 + [["AWS_REGION"], ["AWS_DEFAULT_REGION"]])
    same = draft.region()
    for name in names:
        draft.variables.setdefault(name, same if draft.chance(0.7) else draft.region())
