"""The command line client gets its credentials from the fake in every way it knows."""

from __future__ import annotations

import hashlib
import json
import time
import unittest

import clients
from clients import aws, aws_json, aws_terminal
from harness import STATIC, ClientTest

IDENTITY = ("sts", "get-caller-identity", "--profile", "p")
ROLE = "[profile p]\nrole_arn = arn:aws:iam::222222222222:role/path/R\nsource_profile = base\nrole_session_name = me@x\n"
SERIAL = "arn:aws:iam::123456789012:mfa/u"
START = "https://x.awsapps.com/start"
SESSION = "[sso-session s]\nsso_start_url = %s\nsso_region = us-east-1\n" % START
SSO = SESSION + "[profile p]\nsso_session = s\nsso_account_id = 555555555555\nsso_role_name = R\n"
LEGACY = "[profile p]\nsso_start_url = %s\nsso_region = us-east-1\nsso_account_id = 555555555555\nsso_role_name = R\n" % START


def stamp(ahead: int) -> str:
    """Returns a moment from now as the caches write it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + ahead))


def sso_token(ahead: int) -> str:
    """Returns the cached token of a session that ends in some seconds."""
    token = {"startUrl": START, "region": "us-east-1", "accessToken": "old", "expiresAt": stamp(ahead), "clientId": "id"}
    return json.dumps({**token, "clientSecret": "secret", "registrationExpiresAt": stamp(86400), "refreshToken": "again"})


def sso_cache(name: str) -> str:
    """Returns the file of a cached token."""
    return ".aws/sso/cache/%s.json" % hashlib.sha1(name.encode()).hexdigest()


@unittest.skipUnless(clients.has_cli(), "there is no AWS CLI of version 2")
class Roles(ClientTest):
    """Roles by keys, by a second factor, and by a token from elsewhere."""

    def cached(self) -> dict:
        """Returns the one entry of the client's cache."""
        (path,) = (self.home.path / ".aws/cli/cache").glob("*.json")
        return json.loads(path.read_text())["Credentials"]

    def test_role(self):
        self.home.profile(ROLE + "external_id = ext 1\nduration_seconds = 1800\n")
        identity = aws_json(self.home, *IDENTITY)
        self.assertEqual(identity["Arn"], "arn:aws:sts::222222222222:assumed-role/R/me@x")
        assume, whoami = self.fake.requests()
        wanted = {"Action": "AssumeRole", "Version": "2011-06-15", "RoleArn": "arn:aws:iam::222222222222:role/path/R"}
        self.assertEqual(assume["form"], {**wanted, "RoleSessionName": "me@x", "ExternalId": "ext 1", "DurationSeconds": "1800"})
        self.assertIn("Credential=%s/" % STATIC["AWS_ACCESS_KEY_ID"], assume["headers"]["authorization"])
        keys = self.cached()
        self.assertIn("Credential=%s/" % keys["AccessKeyId"], whoami["headers"]["authorization"])
        self.assertEqual(whoami["headers"]["x-amz-security-token"], keys["SessionToken"])
        self.assertIn(keys["Expiration"][:19] + "Z", {stamp(1800 - late) for late in range(40)})

    def test_role_is_cached_until_it_ends(self):
        self.home.profile(ROLE)
        self.fake.rule({"action": "AssumeRole"}, {"expires_in": 300}, times=1)
        for _ in range(3):
            aws_json(self.home, *IDENTITY)
        asked = ["AssumeRole", "GetCallerIdentity", "AssumeRole", "GetCallerIdentity", "GetCallerIdentity"]
        self.assertEqual(self.fake.asked(), asked)

    def test_second_factor_by_standard_input(self):
        self.home.profile(ROLE + "mfa_serial = %s\n" % SERIAL)
        identity = aws_json(self.home, *IDENTITY, given="123456\n")
        self.assertEqual(identity["Account"], "222222222222")
        form = self.fake.requests()[0]["form"]
        self.assertEqual((form["SerialNumber"], form["TokenCode"]), (SERIAL, "123456"))

    def test_second_factor_on_a_terminal(self):
        self.home.profile(ROLE + "mfa_serial = %s\n" % SERIAL)
        seen = aws_terminal(self.home, *IDENTITY, prompt="Enter MFA code for %s:" % SERIAL, answer="654321")
        self.assertIn("assumed-role/R/me@x", seen)
        self.assertEqual(self.fake.requests()[0]["form"]["TokenCode"], "654321")

    def test_second_factor_that_is_no_number_is_refused(self):
        self.home.profile(ROLE + "mfa_serial = %s\n" % SERIAL)
        done = aws(self.home, *IDENTITY, given="12345x\n")
        self.assertIn("(ValidationError) when calling the AssumeRole operation", done.stderr)
        self.assertEqual(self.fake.asked(), ["AssumeRole"])

    def test_web_identity(self):
        token = self.home.write("token", "a.web.token")
        self.home.profile("[profile p]\nrole_arn = arn:aws:iam::333333333333:role/W\nweb_identity_token_file = %s\n" % token)
        identity = aws_json(self.home, *IDENTITY)
        self.assertRegex(identity["Arn"], r"^arn:aws:sts::333333333333:assumed-role/W/botocore-session-\d+$")
        request = self.fake.requests()[0]
        self.assertEqual(request["form"]["Action"], "AssumeRoleWithWebIdentity")
        self.assertEqual(request["form"]["WebIdentityToken"], "a.web.token")
        self.assertNotIn("authorization", request["headers"])


@unittest.skipUnless(clients.has_cli(), "there is no AWS CLI of version 2")
class SingleSignOn(ClientTest):
    """Single sign-on, from the login to the logout."""

    def token(self, name: str) -> dict:
        """Returns a cached token."""
        return json.loads((self.home.path / sso_cache(name)).read_text())

    def test_session_with_a_token_that_is_about_to_end(self):
        self.home.profile(SSO)
        self.home.write(sso_cache("s"), sso_token(60))
        identity = aws_json(self.home, *IDENTITY)
        self.assertEqual(identity["Arn"], "arn:aws:sts::555555555555:assumed-role/AWSReservedSSO_R_0123456789abcdef/fake")
        self.assertEqual(self.fake.asked(), ["/token", "/federation/credentials", "GetCallerIdentity"])
        refresh, credentials, _ = self.fake.requests()
        wanted = {"grantType": "refresh_token", "clientId": "id", "clientSecret": "secret", "refreshToken": "again"}
        self.assertEqual(json.loads(refresh["body"]), wanted)
        self.assertEqual(credentials["query"], {"role_name": "R", "account_id": "555555555555"})
        token = self.token("s")
        self.assertEqual(credentials["headers"]["x-amz-sso_bearer_token"], token["accessToken"])
        self.assertNotIn(token["refreshToken"], ("again", None))
        self.assertIn(token["expiresAt"], {stamp(3600 - late) for late in range(40)})

    def test_legacy(self):
        self.home.profile(LEGACY)
        self.home.write(sso_cache(START), sso_token(7200))
        self.assertEqual(aws_json(self.home, *IDENTITY)["Account"], "555555555555")
        self.assertEqual(self.fake.asked(), ["/federation/credentials", "GetCallerIdentity"])
        self.assertEqual(self.fake.requests()[0]["headers"]["x-amz-sso_bearer_token"], "old")

    def test_login_and_logout(self):
        self.home.profile(LEGACY)
        self.fake.rule({"path": "/token"}, {"error": "AuthorizationPendingException"}, times=2)
        done = aws(self.home, "sso", "login", "--no-browser", "--profile", "p")
        self.assertIn("FAKE-", done.stdout)
        self.assertIn("Successfully logged into Start URL: " + START, done.stdout)
        self.assertEqual(self.fake.asked(), ["/client/register", "/device_authorization", "/token", "/token", "/token"])
        given = json.loads(self.fake.requests()[-1]["body"])
        self.assertEqual(given["grantType"], "urn:ietf:params:oauth:grant-type:device_code")
        token = self.token(START)
        aws(self.home, "sso", "logout")
        last = self.fake.requests()[-1]
        self.assertEqual((last["method"], last["path"]), ("POST", "/logout"))
        self.assertEqual(last["headers"]["x-amz-sso_bearer_token"], token["accessToken"])
        self.assertFalse((self.home.path / sso_cache(START)).exists())

    def test_accounts_of_many_pages(self):
        accounts = [{"accountId": "%012d" % n, "accountName": "n%d" % n, "emailAddress": "e@x"} for n in range(250)]
        self.fake.rule({"path": "/assignment/accounts"}, {"fields": {"accountList": accounts}})
        listed = aws_json(self.home, "sso", "list-accounts", "--access-token", "t", "--region", "us-east-1")
        self.assertEqual(listed["accountList"], accounts)
        self.assertEqual([request["query"].get("next_token") for request in self.fake.requests()], [None, "100", "200"])

    def test_roles(self):
        arguments = ("--access-token", "t", "--account-id", "777777777777", "--region", "us-east-1")
        listed = aws_json(self.home, "sso", "list-account-roles", *arguments)
        self.assertEqual({role["accountId"] for role in listed["roleList"]}, {"777777777777"})
        self.assertEqual(self.fake.requests()[0]["query"], {"account_id": "777777777777"})


@unittest.skipUnless(clients.has_cli(), "there is no AWS CLI of version 2")
class Machines(ClientTest):
    """Containers and instances."""

    def identity(self, more: dict):
        """Runs the client without a profile."""
        return aws(self.home, "sts", "get-caller-identity", "--region", "us-east-1", "--output", "json", more=more)

    def test_container(self):
        variables = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": self.fake.url + "/container/credentials"}
        self.assertIn("assumed-role/fake-role/container", self.identity(variables).stdout)
        self.assertEqual(self.fake.asked(), ["/container/credentials", "GetCallerIdentity"])

    def test_container_with_a_password(self):
        self.fake.rule({"path": "/container/credentials"}, {"require": {"Authorization": "Basic right"}})
        variables = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": self.fake.url + "/container/credentials"}
        wrong = self.identity(variables | {"AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic wrong"})
        self.assertIn("A header is missing or wrong", wrong.stderr)
        self.assertNotIn("GetCallerIdentity", self.fake.asked())
        right = self.identity(variables | {"AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic right"})
        self.assertIn("assumed-role/fake-role/container", right.stdout)
        self.assertEqual(self.fake.requests()[-2]["headers"]["authorization"], "Basic right")

    def test_instance(self):
        # With the slash, as some clients append their paths without one.
        variables = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": self.fake.url + "/", "AWS_EC2_METADATA_DISABLED": None}
        self.assertIn("assumed-role/fake-role/i-0123456789abcdef0", self.identity(variables).stdout)
        base = "/latest/meta-data/iam/security-credentials/"
        self.assertEqual(self.fake.asked(), ["/latest/api/token", base, base + "fake-role", "GetCallerIdentity"])
        token, roles, _, _ = self.fake.requests()
        self.assertEqual(token["method"], "PUT")
        self.assertRegex(roles["headers"]["x-aws-ec2-metadata-token"], "^AQAEA")


@unittest.skipUnless(clients.has_cli(), "there is no AWS CLI of version 2")
class Calls(ClientTest):
    """The other calls of the query protocol."""

    def call(self, *arguments: str) -> dict:
        """Runs the client with the keys of a user."""
        return aws_json(self.home, *arguments, "--region", "us-east-1", more=STATIC)

    def test_session_token(self):
        arguments = ("--duration-seconds", "900", "--serial-number", SERIAL, "--token-code", "000000")
        first = self.call("sts", "get-session-token", *arguments)["Credentials"]
        second = self.call("sts", "get-session-token")["Credentials"]
        self.assertNotEqual(first["AccessKeyId"], second["AccessKeyId"])
        self.assertNotEqual(first["SecretAccessKey"], second["SecretAccessKey"])
        self.assertEqual(self.fake.requests()[0]["form"]["TokenCode"], "000000")

    def test_federation_token(self):
        user = self.call("sts", "get-federation-token", "--name", "fred")["FederatedUser"]
        self.assertEqual(user["Arn"], "arn:aws:sts::123456789012:federated-user/fred")
        self.assertEqual(self.fake.requests()[0]["form"]["Name"], "fred")

    def test_access_key_info(self):
        info = self.call("sts", "get-access-key-info", "--access-key-id", "ASIAY34FZKBOKMUTVV7A")
        self.assertEqual(info, {"Account": "609629065308"})
        self.assertEqual(self.fake.asked(), ["GetAccessKeyInfo"])

    def test_account_aliases(self):
        aliases = self.call("iam", "list-account-aliases")
        self.assertEqual(aliases, {"AccountAliases": ["alias-123456789012"]})
        self.assertEqual(self.fake.requests()[0]["form"], {"Action": "ListAccountAliases", "Version": "2010-05-08"})


if __name__ == "__main__":
    unittest.main()
