"""What the fake AWS hands out, or refuses to."""

from __future__ import annotations

from fake_message import key_of, secret_of, token_of


class Refused(Exception):
    """The world, which `awsp` does not ask, gives no credentials here."""


class ProgramRefused(Refused):
    """A program gives no credentials."""


def issued(key_id: str) -> tuple:
    """Returns the credentials that the fake AWS hands out under this key id."""
    return key_id, secret_of(key_id), token_of(key_id)


def granted(role_arn: str, *parts: str) -> tuple:
    """Returns the credentials of a role, unless STS refuses it."""
    if role_arn.endswith("/Denied"):
        raise Refused("access denied to " + role_arn)
    return issued(key_of(*parts))
