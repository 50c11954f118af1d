"""The control of the fake: records, rules, and what is the same or not the same from call to call."""

from __future__ import annotations

import json
import unittest
from urllib.parse import urlencode

import codes
import dpop
import keys
import proofs
from harness import STATIC, Fake, FakeTest

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SIGNED = {**FORM, "Authorization": "AWS4-HMAC-SHA256 Credential=%s/20300101/us-east-1/sts/aws4_request, S=x"}
BEARER = {"x-amz-sso_bearer_token": "t"}
PORTAL = "/federation/credentials?role_name=R&account_id=555555555555"


class Control(FakeTest):
    """What a test can order."""

    def role(self) -> str:
        """Returns the answer to a call that needs no signature."""
        given = {"RoleArn": "arn:aws-cn:iam::444444444444:role/W", "RoleSessionName": "me", "WebIdentityToken": "token"}
        given |= {"Action": "AssumeRoleWithWebIdentity", "Version": "2011-06-15"}
        return self.fake.http("POST", "/", urlencode(given), FORM)[2]

    def portal(self):
        """Returns the status and the JSON of a call to the portal."""
        status, _, body = self.fake.http("GET", PORTAL, headers=BEARER)
        return status, json.loads(body)

    def whoami(self, key: str) -> str:
        """Returns who the fake takes the owner of a key for."""
        headers = {**SIGNED, "Authorization": SIGNED["Authorization"] % key}
        return self.fake.http("POST", "/", "Action=GetCallerIdentity&Version=2011-06-15", headers)[2]

    def test_ready(self):
        self.assertEqual(self.fake.control("GET", "ready"), (200, {}))
        self.assertEqual(self.fake.requests(), [])

    def test_record(self):
        self.fake.http("POST", "/nowhere?a=b%20c&d=", "x=1&y=%2B", {**FORM, "X-Mixed-Case": "Kept"})
        (request,) = self.fake.requests()
        self.assertEqual((request["method"], request["path"], request["query"]), ("POST", "/nowhere", {"a": "b c", "d": ""}))
        self.assertEqual((request["body"], request["form"]), ("x=1&y=%2B", {"x": "1", "y": "+"}))
        self.assertEqual(request["headers"]["x-mixed-case"], "Kept")

    def test_every_call_gives_other_credentials(self):
        (first, second) = (self.portal()[1]["roleCredentials"] for _ in range(2))
        self.fake.control("POST", "reset")
        third = self.portal()[1]["roleCredentials"]
        for name in ("accessKeyId", "secretAccessKey", "sessionToken"):
            self.assertEqual(len({first[name], second[name], third[name]}), 3, name)
        self.assertRegex(first["accessKeyId"], "^ASIA[A-Z2-7]{16}$")
        self.assertEqual(len(first["secretAccessKey"]), 40)

    def test_a_key_id_holds_its_account_and_belongs_to_somebody(self):
        key = self.portal()[1]["roleCredentials"]["accessKeyId"]
        self.assertEqual(keys.account_of(key), "555555555555")
        self.assertIn("assumed-role/AWSReservedSSO_R_", self.whoami(key))
        self.assertIn("<Arn>arn:aws:iam::123456789012:user/fake</Arn>", self.whoami(STATIC["AWS_ACCESS_KEY_ID"]))
        self.assertEqual(keys.account_of("ASIAY34FZKBOKMUTVV7A"), "609629065308")
        self.assertEqual(keys.account_of("AKIAIOSFODNN7EXAMPLE"), keys.ACCOUNT)

    def test_two_servers_give_the_same(self):
        other = Fake()
        self.addCleanup(other.stop)
        mine = Fake()
        self.addCleanup(mine.stop)
        answers = [json.loads(fake.http("GET", PORTAL, headers=BEARER)[2])["roleCredentials"] for fake in (mine, other)]
        self.assertEqual(answers[0]["sessionToken"], answers[1]["sessionToken"])

    def test_partition(self):
        self.assertIn("<Arn>arn:aws-cn:sts::444444444444:assumed-role/W/me</Arn>", self.role())

    def test_rules_are_used_in_order_and_used_up(self):
        self.fake.rule({"path": "/federation/credentials"}, {"error": "TooManyRequestsException"}, times=2)
        self.fake.rule({"path": "/federation/credentials", "method": "GET"}, {"fault": "503"}, times=1)
        self.assertEqual([self.portal()[0] for _ in range(4)], [429, 429, 503, 200])

    def test_a_rule_leaves_other_requests_alone(self):
        self.fake.rule({"action": "AssumeRole"}, {"error": "AccessDenied"})
        self.assertIn("<AccessKeyId>", self.role())

    def test_reset_drops_rules(self):
        self.fake.rule({}, {"fault": "500"})
        self.assertEqual(self.portal()[0], 500)
        self.fake.control("POST", "reset")
        self.assertEqual((self.portal()[0], len(self.fake.requests())), (200, 1))

    def test_literal(self):
        self.fake.rule({}, {"status": 418, "headers": {"X-Pot": "tea", "Date": None}, "body": {"a": [1]}})
        status, headers, body = self.fake.http("GET", "/")
        self.assertEqual((status, headers["x-pot"], body), (418, "tea", '{"a": [1]}'))
        self.assertNotIn("date", headers)

    def test_fields(self):
        self.fake.rule({}, {"fields": {"expiration": 5, "sessionToken": None, "new": "x"}})
        answer = self.portal()[1]
        self.assertEqual((answer["roleCredentials"]["expiration"], answer["new"]), (5, "x"))
        self.assertNotIn("sessionToken", answer["roleCredentials"])

    def test_fields_of_xml(self):
        self.fake.rule({}, {"fields": {"Expiration": "2050-01-01T00:00:00Z", "Arn": "arn:<x>"}})
        body = self.role()
        self.assertIn("<Expiration>2050-01-01T00:00:00Z</Expiration>", body)
        self.assertIn("<Arn>arn:&lt;x&gt;</Arn>", body)

    def test_required_header(self):
        self.fake.rule({"path": "/federation/credentials"}, {"require": {"X-Amz-Sso_Bearer_Token": "other"}})
        self.assertEqual(self.portal()[0], 401)

    def test_misspelt_rules_are_refused(self):
        answers = ({"answr": {}}, {"answer": {"falt": "html"}}, {"answer": {"fault": "htm"}})
        for rule in (*answers, {"match": {"pth": "/"}}, {"times": 0}, []):
            with self.subTest(rule):
                self.assertEqual(self.fake.control("POST", "rule", rule)[0], 400)
        self.assertEqual(self.portal()[0], 200)

    def test_dies_with_its_test(self):
        self.assertEqual(Fake().stop(), 0)


class Logins(FakeTest):
    """The pages that hand out codes, and the checks of what comes back."""

    def code(self, path: str) -> str:
        """Returns a code bound to the verifier v."""
        query = {"response_type": "code", "client_id": "i", "redirect_uri": "http://127.0.0.1:1/oauth/callback"}
        query |= {"state": "s t", "code_challenge": codes.challenge_of("v")}
        status, headers, _ = self.fake.http("GET", path + "?" + urlencode(query))
        self.assertEqual((status, headers["location"].partition("?")[0]), (302, query["redirect_uri"]))
        self.assertIn("&state=s+t", headers["location"])
        return headers["location"].partition("code=")[2].partition("&")[0]

    def redeem(self, verifier: str) -> tuple:
        """Returns the status and the JSON for a new code."""
        given = {"clientId": "i", "clientSecret": "s", "grantType": "authorization_code", "code": self.code("/authorize")}
        given |= {"codeVerifier": verifier, "redirectUri": "http://127.0.0.1:1/oauth/callback"}
        status, _, body = self.fake.http("POST", "/token", json.dumps(given))
        return status, json.loads(body)

    def test_code_of_the_token_service(self):
        self.assertEqual(self.redeem("v")[0], 200)
        status, answer = self.redeem("w")
        self.assertEqual((status, answer["error"]), (400, "invalid_grant"))

    def test_console(self):
        session = json.dumps({"sessionId": "i", "sessionKey": "k", "sessionToken": "t"})
        path = "/federation?" + urlencode({"Action": "getSigninToken", "Session": session})
        self.assertEqual(list(json.loads(self.fake.http("GET", path)[2])), ["SigninToken"])
        status, headers, _ = self.fake.http("GET", path.replace("sessionKey", "key"))
        self.assertEqual((status, headers["content-type"]), (400, "text/html; charset=utf-8"))

    def signin(self, proof: str) -> tuple:
        """Returns the status and the JSON of a sign-in with a new code."""
        given = {"clientId": "arn:aws:signin:::devtools/same-device", "grantType": "authorization_code"}
        given |= {"code": self.code("/v1/authorize"), "codeVerifier": "v", "redirectUri": "http://127.0.0.1:1/oauth/callback"}
        status, _, body = self.fake.http("POST", "/v1/token", json.dumps(given), {"DPoP": proof})
        return status, json.loads(body)

    def test_sign_in(self):
        url = self.fake.url + "/v1/token"
        status, answer = self.signin(proofs.proof(url))
        self.assertEqual((status, answer["tokenType"], answer["idToken"].count(".")), (200, "aws_sigv4", 2))
        wrong = [proofs.proof(url, "GET"), proofs.proof(url, typ="JWT"), proofs.proof(url + "s"), proofs.proof(url)[:-8], ""]
        self.assertEqual([self.signin(proof)[0] for proof in wrong], [400] * 5)

    def test_proofs(self):
        # Example from RFC 7515, A.3: a key, what it signed, and the signature.
        x = int.from_bytes(dpop._bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), "big")
        y = int.from_bytes(dpop._bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"), "big")
        payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        signature = dpop._bytes("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
        self.assertTrue(dpop.verified((x, y), b"eyJhbGciOiJFUzI1NiJ9." + payload.encode(), signature))
        self.assertFalse(dpop.verified((x, y), b"eyJhbGciOiJFUzI1NiJ9." + payload.encode()[1:], signature))
        self.assertFalse(dpop.verified((x, y + 1), b"eyJhbGciOiJFUzI1NiJ9." + payload.encode(), signature))


class Refusals(FakeTest):
    """What a service refuses of itself, so that a client that forgets something does not pass."""

    def status(self, method: str, path: str, headers: dict | None = None) -> int:
        """Returns the status of an answer."""
        return self.fake.http(method, path, headers=headers)[0]

    def test_portal(self):
        self.assertEqual([self.status("GET", PORTAL), self.status("GET", PORTAL, BEARER)], [401, 200])
        self.assertEqual([self.status("GET", PORTAL.partition("&")[0], BEARER), self.status("POST", "/logout")], [400, 401])

    def test_instance(self):
        role, lifetime = "/latest/meta-data/iam/security-credentials/fake-role", "X-aws-ec2-metadata-token-ttl-seconds"
        self.assertEqual([self.status("PUT", "/latest/api/token", {lifetime: ttl}) for ttl in ("21600", "21601")], [200, 400])
        token = {"X-aws-ec2-metadata-token": "t"}
        seen = [self.status("GET", role), self.status("GET", role, token), self.status("GET", role + "s", token)]
        self.assertEqual(seen, [401, 200, 404])

    def test_token_service(self):
        for path in ("/token", "/client/register", "/device_authorization"):
            self.assertEqual(self.fake.http("POST", path, "{}")[0], 400, path)

    def test_unknown(self):
        self.assertEqual([self.status("GET", "/nowhere"), self.status("GET", "/token")], [404, 404])


if __name__ == "__main__":
    unittest.main()
