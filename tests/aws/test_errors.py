"""The command line client and botocore take each error form for what it is."""

from __future__ import annotations

import json
import unittest

import clients
from harness import STATIC, ClientTest

STS_CODES = (
    "ExpiredToken", "AccessDenied", "InvalidClientTokenId", "SignatureDoesNotMatch", "RequestTimeTooSkewed",
    "Throttling", "ServiceUnavailable", "InternalFailure",
)  # fmt: skip
PORTAL = {
    "UnauthorizedException": 401, "ResourceNotFoundException": 404, "TooManyRequestsException": 429,
    "InvalidRequestException": 400,
}  # fmt: skip
OIDC = {
    "AuthorizationPendingException": (400, "authorization_pending"), "SlowDownException": (400, "slow_down"),
    "ExpiredTokenException": (400, "expired_token"), "InvalidGrantException": (400, "invalid_grant"),
    "AccessDeniedException": (400, "access_denied"), "InvalidClientException": (401, "invalid_client"),
    "InternalServerException": (500, "server_error"),
}  # fmt: skip
SIGNIN = {
    "TOKEN_EXPIRED": "AccessDeniedException", "USER_CREDENTIALS_CHANGED": "AccessDeniedException",
    "INVALID_REQUEST": "ValidationException", "TooManyRequestsError": "TooManyRequestsError",
    "server_error": "InternalServerException",
}  # fmt: skip
TOKEN = ("--client-id", "id", "--client-secret", "s", "--grant-type", "refresh_token", "--refresh-token", "t")


@unittest.skipUnless(clients.has_cli(), "there is no AWS CLI of version 2")
class CommandLine(ClientTest):
    """What the command line client prints."""

    def error(self, *arguments: str) -> tuple:
        """Runs the client with the keys of a user."""
        return clients.aws_error(self.home, *arguments, "--region", "us-east-1", more=STATIC)

    def test_sts(self):
        for code in STS_CODES:
            with self.subTest(code):
                self.fake.control("POST", "reset")
                self.fake.rule({"action": "GetCallerIdentity"}, {"error": code, "message": "Too <old> & gone"})
                self.assertEqual(self.error("sts", "get-caller-identity"), (code, "GetCallerIdentity", "Too <old> & gone"))
                self.assertEqual(self.fake.asked(), ["GetCallerIdentity"])

    def test_iam(self):
        self.fake.rule({"action": "ListAccountAliases"}, {"error": "AccessDenied", "message": "no"})
        self.assertEqual(self.error("iam", "list-account-aliases"), ("AccessDenied", "ListAccountAliases", "no"))
        self.assertEqual(self.fake.requests()[0]["form"]["Version"], "2010-05-08")

    def test_portal(self):
        for code in PORTAL:
            with self.subTest(code):
                self.fake.control("POST", "reset")
                self.fake.rule({"path": "/assignment/accounts"}, {"error": code, "message": "no"})
                self.assertEqual(self.error("sso", "list-accounts", "--access-token", "t"), (code, "ListAccounts", "no"))
                self.assertEqual(self.fake.requests()[0]["headers"]["x-amz-sso_bearer_token"], "t")

    def test_oidc(self):
        for code in ("AuthorizationPendingException", "ExpiredTokenException"):
            with self.subTest(code):
                self.fake.control("POST", "reset")
                self.fake.rule({"grantType": "refresh_token"}, {"error": code, "message": "no"})
                self.assertEqual(self.error("sso-oidc", "create-token", *TOKEN)[:2], (code, "CreateToken"))
                self.assertEqual(json.loads(self.fake.requests()[0]["body"])["refreshToken"], "t")

    def test_portal_in_the_body(self):
        body = json.loads(self.fake.http("POST", "/logout")[2])
        self.assertEqual(body["__type"], "com.amazonaws.switchboard.portal#UnauthorizedException")
        self.assertEqual(self.fake.asked(), ["/logout"])

    def test_unknown_action_and_missing_signature(self):
        body = "Action=GetCallerIdentity&Version=%s"
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.assertIn("<Code>InvalidAction</Code>", self.fake.http("POST", "/", body % "2010-05-08", kind)[2])
        status, headers, body = self.fake.http("POST", "/", body % "2011-06-15", kind)
        self.assertEqual((status, headers["content-type"]), (403, "text/xml"))
        self.assertIn("<Code>MissingAuthenticationToken</Code>", body)
        self.assertIn("<RequestId>%s</RequestId>" % headers["x-amzn-requestid"], body)
        self.assertEqual(self.fake.requests()[1]["request_id"], headers["x-amzn-requestid"])


@unittest.skipUnless(clients.has_botocore(), "there is no Python with botocore")
class Exceptions(ClientTest):
    """Which exceptions botocore raises."""

    def error(self, service: str, operation: str, parameters: dict) -> dict:
        """Runs one call that fails."""
        return clients.botocore(self.home, clients.FAILURE, service, operation, json.dumps(parameters), more=STATIC)

    def test_portal(self):
        for code, status in PORTAL.items():
            with self.subTest(code):
                self.fake.control("POST", "reset")
                self.fake.rule({"path": "/federation/credentials"}, {"error": code})
                seen = self.error("sso", "get_role_credentials", {"roleName": "R", "accountId": "1", "accessToken": "t"})
                self.assertEqual((seen["kind"], seen["code"], seen["status"]), (code, code, status))
                self.assertEqual(self.fake.requests()[0]["query"], {"role_name": "R", "account_id": "1"})

    def test_oidc(self):
        for code, (status, word) in OIDC.items():
            with self.subTest(code):
                self.fake.control("POST", "reset")
                self.fake.rule({"path": "/token"}, {"error": code})
                seen = self.error("sso-oidc", "create_token", {"clientId": "i", "clientSecret": "s", "grantType": "x"})
                self.assertEqual(seen, {"kind": code, "code": code, "status": status, "error": word})
                self.assertEqual(json.loads(self.fake.requests()[0]["body"])["grantType"], "x")

    def test_signin(self):
        client = "arn:aws:signin:::devtools/same-device"
        given = {"tokenInput": {"clientId": client, "grantType": "refresh_token", "refreshToken": "t"}}
        for reason, kind in SIGNIN.items():
            with self.subTest(reason):
                self.fake.control("POST", "reset")
                self.fake.rule({"path": "/v1/token"}, {"error": reason})
                seen = self.error("signin", "create_o_auth2_token", given)
                self.assertEqual(seen["kind"], kind)
                self.assertEqual(seen["error"], "rate_exceeded" if reason == "TooManyRequestsError" else reason)
                self.assertEqual(json.loads(self.fake.requests()[0]["body"])["clientId"], client)

    def test_signin_without_a_proof(self):
        given = {"clientId": "arn:aws:signin:::devtools/same-device", "grantType": "refresh_token", "refreshToken": "t"}
        self.assertEqual(self.error("signin", "create_o_auth2_token", {"tokenInput": given})["error"], "INVALID_REQUEST")
        self.assertNotIn("dpop", self.fake.requests()[0]["headers"])


if __name__ == "__main__":
    unittest.main()
