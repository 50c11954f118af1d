"""Leads every request of botocore to the fake AWS, and lets it read its own models only once.

Botocore is imported late, because the AWS CLI brings one of its own along.
"""

import os
import re
from urllib.parse import urlsplit

FAKE_AWS = os.environ["AWSP_FAKE_AWS"]
SIGNING_REGION = re.compile(r"Credential=[^/]*/[^/]*/([^/]*)/")

# What is known about GetCallerIdentity in the case at hand.
CALL = {"endpoint": None, "call_region": None}


def note_call(request):
    """Notes where a request was sent and the region it was signed for, if it is GetCallerIdentity."""
    if b"Action=GetCallerIdentity" in as_bytes(request.body):
        signed = SIGNING_REGION.search(as_bytes(request.headers.get("Authorization")).decode())
        CALL.update(endpoint=request.url.rstrip("/"), call_region=signed and signed[1])


def as_bytes(text):
    """Returns text or bytes, or nothing, as bytes."""
    return text.encode() if isinstance(text, str) else text or b""


def path_of(url):
    """Returns the path and query of a URL."""
    parts = urlsplit(url)
    return (parts.path or "/") + ("?" + parts.query if parts.query else "")


def reroute_requests():
    """Sends every request of botocore to the fake AWS, without TLS."""
    import botocore.awsrequest
    import botocore.httpsession
    import urllib3

    def send(_, request):
        note_call(request)
        response = urllib3.PoolManager().urlopen(
            request.method,
            FAKE_AWS + path_of(request.url),
            body=request.body,
            headers={**request.headers, "x-original-url": request.url},
            retries=False,
            redirect=False,
            decode_content=False,
        )
        return botocore.awsrequest.AWSResponse(request.url, response.status, response.headers, Drained(response.data))

    botocore.httpsession.URLLib3Session.send = send


class Drained:
    """A response body that has been read already."""

    def __init__(self, data):
        self.data = data

    def stream(self):
        """Yields the whole body."""
        yield self.data


def remember_models():
    """Makes botocore read and list its own models once, not once for each case; no case brings models along."""
    from botocore.loaders import JSONFileLoader, Loader

    read, list_services = JSONFileLoader.load_file, Loader.list_available_services
    files, services = {}, {}

    def load_file(self, path):
        data = files.get(path) or read(self, path)
        if data is not None:
            files[path] = data
        return data

    def list_available_services(self, type_name):
        key = (*self.search_paths, type_name)
        if key not in services:
            services[key] = list_services(self, type_name)
        return list(services[key])

    JSONFileLoader.load_file = load_file
    Loader.list_available_services = list_available_services
