"""What the tests of the fake need: the server itself, and a home for its clients."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SERVICES = {"sts": "2011-06-15", "iam": "2010-05-08", "sso": "2019-06-10", "sso-oidc": "2019-06-10"}
STATIC = {"AWS_ACCESS_KEY_ID": "AKIARZPUZDIKGFADW22Y", "AWS_SECRET_ACCESS_KEY": "static-secret"}


class Fake:
    """One running server."""

    def __init__(self):
        command = [sys.executable, str(HERE / "server.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.url = "http://127.0.0.1:%d" % self.port

    def stop(self) -> int:
        """Ends the server as the end of its test would."""
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(timeout=5)

    def http(self, method: str, path: str, body: str | None = None, headers: dict | None = None):
        """Sends a request; returns the status, the headers in lower case and the body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def control(self, method: str, name: str, given=None):
        """Sends a control request; returns the status and the JSON."""
        status, _, body = self.http(method, "/_test/" + name, None if given is None else json.dumps(given))
        return status, json.loads(body)

    def rule(self, match: dict, answer: dict, times: int | None = None) -> None:
        """Adds a rule."""
        given = {"match": match, "answer": answer} | ({"times": times} if times else {})
        status, why = self.control("POST", "rule", given)
        assert status == 200, why

    def requests(self) -> list[dict]:
        """Returns what was asked so far."""
        return self.control("GET", "requests")[1]

    def asked(self) -> list[str]:
        """Returns what was asked so far, in short: actions, else paths."""
        return [(request["form"] or {}).get("Action") or request["path"] for request in self.requests()]


class Home:
    """A home that holds nothing but what a test writes into it."""

    def __init__(self, fake: Fake):
        self.fake = fake
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        for service, version in SERVICES.items():
            self.write("models/%s/%s/endpoint-rule-set-1.json" % (service, version), json.dumps(_rules(fake.url)))

    def write(self, name: str, text: str) -> Path:
        """Writes a file below the home."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def profile(self, text: str) -> None:
        """Writes the configuration; its last lines are those of the profile named p."""
        head = "[default]\nregion = us-east-1\n[profile base]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
        self.write(".aws/config", head % tuple(STATIC.values()) + text + "\nregion = us-east-1\n")

    def variables(self, more: dict | None = None) -> dict:
        """Returns the whole environment of a client."""
        names = ("STS", "SSO", "SSO_OIDC", "SIGNIN", "IAM")
        variables = {"AWS_ENDPOINT_URL_" + name: self.fake.url for name in names}
        # Clients older than these variables take the address from the service's rules instead.
        variables |= {"AWS_DATA_PATH": str(self.path / "models"), "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1"}
        variables |= {"HOME": str(self.path), "PATH": os.defpath, "LANG": "C.UTF-8", "AWS_PAGER": ""}
        return {name: value for name, value in {**variables, **(more or {})}.items() if value is not None}


def _rules(url: str) -> dict:
    """Returns the endpoint rules of a service that is at one address everywhere."""
    region = {"builtIn": "AWS::Region", "required": False, "documentation": "", "type": "String"}
    end = {"conditions": [], "type": "endpoint", "endpoint": {"url": url, "properties": {}, "headers": {}}}
    return {"version": "1.0", "parameters": {"Region": region}, "rules": [end]}


class FakeTest(unittest.TestCase):
    """A test with a server of its own class, which knows nothing of the test before."""

    @classmethod
    def setUpClass(cls):
        cls.fake = Fake()
        cls.addClassCleanup(cls.fake.stop)

    def setUp(self):
        self.fake.control("POST", "reset")


class ClientTest(FakeTest):
    """A test of a client in a home of its own."""

    def setUp(self):
        super().setUp()
        self.home = Home(self.fake)
        self.addCleanup(self.home.folder.cleanup)
