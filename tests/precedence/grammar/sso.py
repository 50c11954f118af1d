"""Profiles of IAM Identity Center, in the old format and with a session of their own."""

from __future__ import annotations

from . import caches, keys
from .draft import CONFIG, Draft

START_URLS = ["https://corp.awsapps.com/start", "https://d-90670.awsapps.com/start#/"]


def sso_role(draft: Draft) -> dict:
    """Returns the account and the role; one of them is left out now and then."""
    settings = {"sso_account_id": keys.account_id(draft.rng), "sso_role_name": draft.rng.choice(["Admin", "Viewer"])}
    if draft.chance(0.07):
        del settings[draft.rng.choice(sorted(settings))]
    return settings


def sso_legacy(draft: Draft, name: str, state: str = "") -> None:
    """IAM Identity Center with everything in the profile."""
    url = draft.rng.choice(START_URLS)
    settings = {"sso_start_url": url, "sso_region": draft.region(), **sso_role(draft)}
    if draft.chance(0.06):
        del settings[draft.rng.choice(["sso_start_url", "sso_region"])]
    draft.settings(name, **settings)
    caches.sso_token(draft, url, False, state)
    sso_cli_entry(draft, settings, {"startUrl": url})


def sso_session(draft: Draft, name: str, state: str = "") -> None:
    """IAM Identity Center with a session of its own, to which the profile may repeat or contradict."""
    label = "corp-" + keys.text(draft.rng, 2).lower()
    url, region = draft.rng.choice(START_URLS), draft.region()
    settings = {"sso_session": label, **sso_role(draft)}
    if draft.chance(0.12):
        settings["sso_region"] = draft.rng.choice([region, "eu-north-1"])
    if draft.chance(0.08):
        settings["sso_start_url"] = draft.rng.choice([url, "https://other.awsapps.com/start"])
    draft.settings(name, **settings)
    sso_section(draft, label, {"sso_start_url": url, "sso_region": region})
    caches.sso_token(draft, label, True, state)
    sso_cli_entry(draft, settings, {"sessionName": label})


def sso_section(draft: Draft, label: str, settings: dict) -> None:
    """Writes the session, sometimes in part, sometimes not at all."""
    if draft.chance(0.08):
        del settings[draft.rng.choice(sorted(settings))]
    if draft.chance(0.3):
        settings["sso_registration_scopes"] = "sso:account:access"
    if not draft.chance(0.06):
        draft.put(CONFIG, "sso-session " + label, settings)


def sso_cli_entry(draft: Draft, settings: dict, session: dict) -> None:
    """Writes what the AWS CLI keeps for the role, in some cases."""
    if {"sso_account_id", "sso_role_name"} <= set(settings) and draft.chance(0.15):
        caches.sso_entry(draft, settings["sso_account_id"], settings["sso_role_name"], session)


def sso_token_only(draft: Draft, name: str) -> None:
    """A session without an account: a token for some services and no keys."""
    label = "code-" + keys.text(draft.rng, 2).lower()
    draft.settings(name, sso_session=label)
    draft.put(CONFIG, "sso-session " + label, {"sso_start_url": START_URLS[0], "sso_region": draft.region()})
    caches.sso_token(draft, label, True)
