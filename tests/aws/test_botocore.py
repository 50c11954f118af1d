"""Botocore gets its credentials from the fake."""

from __future__ import annotations

import hashlib
import json
import sys
import unittest

import clients
import proofs
from harness import ClientTest
from test_cli import LEGACY, ROLE, SSO, START, sso_cache, sso_token, stamp

LOGIN = "arn:aws:iam::123456789012:user/me"
CLIENT = "arn:aws:signin:::devtools/same-device"
NO_CLIENT = "no client here knows login sessions: the CLI is too old, and botocore lacks its crt extra"


@unittest.skipUnless(clients.has_botocore(), "there is no Python with botocore")
class Botocore(ClientTest):
    """The same profiles as with the command line client, where the address comes from the variables."""

    def credentials(self, more: dict | None = None, profile: str = "p") -> dict:
        """Returns what botocore finds for a profile."""
        more = {"AWS_DATA_PATH": None, "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", **(more or {})}
        return clients.botocore(self.home, clients.CREDENTIALS, profile, more=more)

    def test_role(self):
        self.home.profile(ROLE)
        found = self.credentials()
        self.assertEqual((found["method"], found["arn"]), ("assume-role", "arn:aws:sts::222222222222:assumed-role/R/me@x"))
        self.assertIn("Credential=%s/" % found["key"], self.fake.requests()[1]["headers"]["authorization"])

    def test_session(self):
        self.home.profile(SSO)
        self.home.write(sso_cache("s"), sso_token(60))
        self.assertIn(":555555555555:", self.credentials()["arn"])
        self.assertEqual(self.fake.asked(), ["/token", "/federation/credentials", "GetCallerIdentity"])

    def test_legacy(self):
        self.home.profile(LEGACY)
        self.home.write(sso_cache(START), sso_token(7200))
        self.assertIn(":555555555555:", self.credentials()["arn"])
        self.assertEqual(self.fake.requests()[0]["headers"]["x-amz-sso_bearer_token"], "old")

    def test_instance(self):
        self.home.profile("[profile p]")
        variables = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": self.fake.url, "AWS_EC2_METADATA_DISABLED": None}
        self.assertIn("/fake-role/", self.credentials(variables)["arn"])
        self.assertEqual(self.fake.asked()[0], "/latest/api/token")


class Login(ClientTest):
    """A login session that is about to end."""

    def setUp(self):
        super().setUp()
        if not clients.login_client():
            print("skipped:", NO_CLIENT, file=sys.stderr)  # as a skip alone would hide in a dot
            self.skipTest(NO_CLIENT)
        self.file = ".aws/login/cache/%s.json" % hashlib.sha256(LOGIN.encode()).hexdigest()
        keys = {"accessKeyId": "ASIA", "secretAccessKey": "s", "sessionToken": "t", "accountId": "123456789012"}
        token = {"accessToken": {**keys, "expiresAt": stamp(60)}, "tokenType": "aws_sigv4", "clientId": CLIENT}
        token |= {"refreshToken": "again", "idToken": "x", "dpopKey": proofs.private_key()}
        self.home.write(self.file, json.dumps(token))
        self.home.profile("[profile p]\nlogin_session = %s\n" % LOGIN)

    def identity(self) -> str:
        """Returns who the client is."""
        if clients.login_client() == "cli":
            return clients.aws_json(self.home, "sts", "get-caller-identity", "--profile", "p")["Arn"]
        return clients.botocore(self.home, clients.CREDENTIALS, "p", more={"AWS_DATA_PATH": None})["arn"]

    def test_refresh(self):
        self.assertEqual(self.identity(), "arn:aws:iam::123456789012:user/fake")
        self.assertEqual(self.fake.asked(), ["/v1/token", "GetCallerIdentity"])
        request = self.fake.requests()[0]
        wanted = {"clientId": CLIENT, "grantType": "refresh_token", "refreshToken": "again"}
        self.assertEqual(json.loads(request["body"]), wanted)
        self.assertEqual(request["headers"]["dpop"].count("."), 2)
        token = json.loads((self.home.path / self.file).read_text())
        self.assertNotEqual(token["refreshToken"], "again")
        used = "Credential=%s/" % token["accessToken"]["accessKeyId"]
        self.assertIn(used, self.fake.requests()[1]["headers"]["authorization"])


if __name__ == "__main__":
    unittest.main()
