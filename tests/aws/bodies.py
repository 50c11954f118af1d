"""Bodies that no honest server sends."""

from __future__ import annotations

import re
import struct
import zlib
from functools import lru_cache

DEPTH = 10_000
MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30
BLANK = b" "  # is allowed before any JSON, so that no parser gives up early

PORTAL_PAGE = b"""<!DOCTYPE html>
<html><head><title>Welcome to Free WiFi</title></head>
<body><form action="http://captive.example/login" method="post">Please accept our terms.</form></body></html>
"""

LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [\n <!ENTITY lol0 "lol">\n'
    + "".join(' <!ENTITY lol%d "%s">\n' % (n + 1, "&lol%d;" % n * 10) for n in range(9))
    + "]>\n"
).encode()


def is_xml(body: bytes) -> bool:
    """Tells XML from JSON."""
    return body.lstrip().startswith(b"<")


def deep(body: bytes) -> bytes:
    """Adds one unknown member to a correct answer, nested very deeply."""
    if is_xml(body):
        nest = b"<Nested>" * DEPTH + b"</Nested>" * DEPTH
        return body.replace(b">\n", b">\n" + nest + b"\n", 1)
    nest = b'{"Nested": ' + b"[" * DEPTH + b"]" * DEPTH
    return nest + body.lstrip().replace(b"{", b", ", 1) if re.match(rb"\s*\{\s*\"", body) else nest + b"}"


def laughing(body: bytes) -> bytes:
    """Puts an entity of three gigabytes in place of the first text of an XML answer."""
    if is_xml(body):
        return LAUGHS + re.sub(rb">[^<>\n]+<", b">&lol9;<", body, count=1)
    return LAUGHS + b"<lolz>&lol9;</lolz>\n"


def cut(body: bytes) -> bytes:
    """Leaves out the last third, so that brackets stay open."""
    return body[: len(body) * 2 // 3] or b"{"


@lru_cache
def bomb() -> bytes:
    """Returns one mebibyte of gzip that stands for one gibibyte of blanks."""
    chunk = BLANK * MEBIBYTE
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    # After a full flush the packer remembers nothing, so that the same bytes may be repeated.
    packed = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    count, checksum = GIBIBYTE // MEBIBYTE, 0
    for _ in range(count):
        checksum = zlib.crc32(chunk, checksum)
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return head + packed * count + packer.flush() + struct.pack("<II", checksum, GIBIBYTE)
