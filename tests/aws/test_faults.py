"""Each fault is what its name says, as seen from the other end of the line."""

from __future__ import annotations

import json
import socket
import time
import unittest
import zlib
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

import faults
from bodies import GIBIBYTE
from harness import FakeTest
from test_control import BEARER, FORM, PORTAL

XML = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn:aws:iam::444444444444:role/W&RoleSessionName=me"
XML += "&WebIdentityToken=token"
ENOUGH = 4 << 20
BARE = ("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nx-amz-sso_bearer_token: t\r\n\r\n" % PORTAL).encode()


class Faults(FakeTest):
    """One test for each fault, with JSON or XML where it differs."""

    def order(self, fault: str, **options) -> None:
        """Orders a fault for everything."""
        self.fake.rule({}, {"fault": fault, **options})

    def json(self):
        """Asks the portal."""
        return self.fake.http("GET", PORTAL, headers=BEARER)

    def xml(self):
        """Asks STS."""
        return self.fake.http("POST", "/", XML, FORM)

    def raw(self, most: int = ENOUGH, seconds: float = 5) -> bytes:
        """Asks the portal over a bare line, and returns what came until an end, the most, or the time."""
        with socket.create_connection(("127.0.0.1", self.fake.port), timeout=seconds) as line:
            line.sendall(BARE)
            return self.drained(line, most, time.monotonic() + seconds)

    def drained(self, line: socket.socket, most: int, end: float) -> bytes:
        """Reads a line."""
        seen = b""
        while len(seen) < most and time.monotonic() < end:
            line.settimeout(max(end - time.monotonic(), 0.01))
            try:
                block = line.recv(1 << 16)
            except TimeoutError:
                break
            if not block:
                break
            seen += block
        return seen

    def test_refuse(self):
        self.order("refuse")
        self.assertEqual(self.raw(), b"")

    def test_reset(self):
        self.order("reset")
        with self.assertRaises(ConnectionResetError):
            self.raw()

    def test_reset_body(self):
        self.order("reset-body")
        with socket.create_connection(("127.0.0.1", self.fake.port), timeout=5) as line:
            line.sendall(BARE)
            self.assertIn(b"200 OK", line.recv(1 << 16))
            with self.assertRaises(ConnectionResetError):
                line.recv(1)

    def test_silent(self):
        self.order("silent")
        start = time.monotonic()
        self.assertEqual(self.raw(seconds=1), b"")
        self.assertGreater(time.monotonic() - start, 0.9)

    def test_drip(self):
        self.order("drip")
        self.assertIn(self.raw(seconds=1.5), (b"H", b"HT"))

    def test_drip_body(self):
        self.order("drip-body", interval=0.2)
        seen = self.raw(seconds=0.7)
        self.assertRegex(seen, rb"\r\n\r\n.{2,4}\Z")

    def test_html(self):
        self.order("html")
        status, headers, body = self.json()
        self.assertEqual((status, headers["content-type"]), (200, "text/html; charset=utf-8"))
        self.assertIn("Free WiFi", body)
        self.assertNotIn("x-amzn-requestid", headers)

    def test_redirect(self):
        self.order("redirect")
        status, headers, _ = self.xml()
        self.assertEqual((status, headers["location"]), (302, "http://captive.example/"))

    def test_511(self):
        self.order("511")
        self.assertEqual(self.json()[0], 511)

    def test_failures_of_the_service(self):
        words = {"500": ("InternalFailure", "InternalServerException")}
        words["503"] = ("ServiceUnavailable", "ServiceUnavailableException")
        for fault, (xml, other) in words.items():
            self.fake.control("POST", "reset")
            self.order(fault)
            status, _, body = self.xml()
            self.assertEqual((str(status), ElementTree.fromstring(body)[0][1].text), (fault, xml))
            status, headers, _ = self.json()
            self.assertEqual((str(status), headers["x-amzn-errortype"].partition(":")[0]), (fault, other))

    def test_slow_down(self):
        self.order("slow-down")
        status, _, body = self.xml()
        self.assertEqual((status, ElementTree.fromstring(body)[0][1].text), (503, "Throttling"))
        status, headers, _ = self.json()
        self.assertEqual((status, headers["x-amzn-errortype"].partition(":")[0]), (503, "SlowDown"))

    def test_throttled(self):
        self.order("throttled")
        status, headers, body = self.xml()
        self.assertEqual((status, headers["retry-after"], ElementTree.fromstring(body)[0][1].text), (400, "1", "Throttling"))
        status, headers, _ = self.json()
        self.assertEqual((status, headers["retry-after"]), (429, "1"))
        self.assertIn("TooManyRequestsException", headers["x-amzn-errortype"])

    def test_truncated(self):
        self.order("truncated")
        head, _, body = self.raw().partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split()[0])
        self.assertEqual(len(body), length // 2)

    def test_malformed(self):
        self.order("malformed")
        self.assertRaises(ValueError, json.loads, self.json()[2])
        self.assertRaises(ElementTree.ParseError, ElementTree.fromstring, self.xml()[2])

    def test_wrong_types(self):
        self.order("wrong-types")
        keys = json.loads(self.json()[2])["roleCredentials"]
        self.assertEqual((keys["accessKeyId"], keys["expiration"]), ({"unexpected": True}, "many"))
        self.assertIn("<AccessKeyId>\n        <unexpected>", self.xml()[2])

    def test_missing_fields(self):
        self.order("missing-fields")
        self.assertEqual(list(json.loads(self.json()[2])["roleCredentials"]), ["accessKeyId"])
        body = self.xml()[2]
        self.assertEqual(("<AccessKeyId>" in body, "<SecretAccessKey>" in body), (True, False))

    def test_huge(self):
        for options in ({}, {"chunked": True}):
            self.fake.control("POST", "reset")
            self.order("huge", **options)
            seen = self.raw()
            self.assertGreaterEqual(len(seen), ENOUGH)
            self.assertEqual(b"Content-Length: %d\r\n" % GIBIBYTE in seen, not options)
            self.assertEqual(self.fake.control("GET", "ready")[0], 200)

    def test_endless_headers(self):
        self.order("endless-headers")
        seen = self.raw()
        self.assertGreaterEqual(len(seen), ENOUGH)
        self.assertNotIn(b"\r\n\r\n", seen)

    def test_gzip_bomb(self):
        self.order("gzip-bomb")
        head, _, body = self.raw().partition(b"\r\n\r\n")
        self.assertIn(b"Content-Encoding: gzip", head)
        unpacker, size = zlib.decompressobj(31), 0
        while not unpacker.eof:
            size += len(unpacker.decompress(body, 1 << 24))
            body = unpacker.unconsumed_tail
        self.assertEqual(size, GIBIBYTE)

    def test_deep(self):
        self.order("deep")
        self.assertEqual(self.xml()[2].count("<Nested>"), 10_000)
        parser = ElementTree.XMLPullParser(["start"])
        parser.feed(self.xml()[2])
        self.assertIn("AccessKeyId", [element.tag.rpartition("}")[2] for _, element in parser.read_events()])
        text = self.json()[2]
        shallow = json.loads(text.replace("[" * 10_000 + "]" * 10_000, "[]"))
        self.assertEqual((shallow["Nested"], list(shallow)), ([], ["Nested", "roleCredentials"]))

    def test_entities(self):
        self.order("entities")
        for _, headers, body in (self.xml(), self.json()):
            self.assertEqual(headers["content-type"], "text/xml")
            self.assertEqual((body.count("<!ENTITY"), body.count(">&lol9;<")), (10, 1))

    def test_skewed(self):
        self.order("skewed")
        status, headers, _ = self.xml()
        ahead = parsedate_to_datetime(headers["date"]).timestamp() - time.time()
        self.assertEqual((status, round(ahead / 60)), (200, 120))

    def test_skewed_error(self):
        self.fake.rule({}, {"fault": "skewed", "error": "RequestTimeTooSkewed", "ahead": 600})
        status, headers, body = self.xml()
        ahead = parsedate_to_datetime(headers["date"]).timestamp() - time.time()
        self.assertEqual((status, round(ahead / 60), "<Code>RequestTimeTooSkewed<" in body), (403, 10, True))

    def test_delay(self):
        self.fake.rule({}, {"delay": 0.5})
        start = time.monotonic()
        self.assertEqual(self.json()[0], 200)
        self.assertGreater(time.monotonic() - start, 0.5)

    def test_no_fault_is_forgotten(self):
        source = Path(__file__).read_text()
        self.assertEqual([name for name in faults.NAMES if '"%s"' % name not in source], [])


if __name__ == "__main__":
    unittest.main()
