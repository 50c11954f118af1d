"""The single sign-on portal: accounts, roles and their credentials."""

from __future__ import annotations

import time

from calls import Call, Operation, lower_keys, needed
from keys import Identity, unique_id
from wire import Refused, Rest

PORTAL = Rest()
ROLES = ("AdministratorAccess", "ReadOnlyAccess")
ACCOUNTS = {"111111111111": "production", "222222222222": "staging"}
PAGE = 100


def _bearer(call: Call) -> None:
    """Refuses a call without a token; which token it is does not matter."""
    if not call.request.headers.get("x-amz-sso_bearer_token"):
        raise Refused("UnauthorizedException", "Session token not found or invalid")


def _page(call: Call, name: str, everything: list) -> dict:
    """Cuts one page out of a list, which a rule may have replaced; the token of the next page is where it begins."""
    everything = call.fields.pop(name, everything)
    query = call.request.query
    start, size = query.get("next_token") or "0", query.get("max_result") or str(PAGE)
    if not start.isdigit() or not size.isdigit() or not 1 <= int(size) <= PAGE:
        raise Refused("InvalidRequestException", "Invalid page")
    end = int(start) + int(size)
    return {name: everything[int(start) : end], "nextToken": str(end) if end < len(everything) else None}


def get_role_credentials(call: Call) -> dict:
    """Gives the credentials of a role, which end at a number of milliseconds."""
    _bearer(call)
    needed(call.request.query, ("role_name", "account_id"), "InvalidRequestException")
    account, role = call.request.query["account_id"], call.request.query["role_name"]
    name = "AWSReservedSSO_%s_0123456789abcdef" % role
    arn = "arn:aws:sts::%s:assumed-role/%s/fake" % (account, name)
    keys = call.mint.keys("sso", Identity(account, arn, unique_id("AROA", account + role) + ":fake"))
    expiration = int(time.time() + call.seconds()) * 1000
    return {"roleCredentials": {**lower_keys(keys), "expiration": expiration}}


def list_accounts(call: Call) -> dict:
    """Lists the accounts of the person."""
    _bearer(call)
    accounts = [{"accountId": id, "accountName": name, "emailAddress": name + "@example.com"} for id, name in ACCOUNTS.items()]
    return _page(call, "accountList", accounts)


def list_account_roles(call: Call) -> dict:
    """Lists the roles of the person in one account."""
    _bearer(call)
    needed(call.request.query, ("account_id",), "InvalidRequestException")
    roles = [{"roleName": role, "accountId": call.request.query["account_id"]} for role in ROLES]
    return _page(call, "roleList", roles)


def logout(call: Call) -> dict:
    """Ends the session of the person."""
    _bearer(call)
    return {}


ROUTES = {
    ("GET", "/federation/credentials"): Operation("GetRoleCredentials", PORTAL, get_role_credentials),
    ("GET", "/assignment/accounts"): Operation("ListAccounts", PORTAL, list_accounts),
    ("GET", "/assignment/roles"): Operation("ListAccountRoles", PORTAL, list_account_roles),
    ("POST", "/logout"): Operation("Logout", PORTAL, logout),
}
