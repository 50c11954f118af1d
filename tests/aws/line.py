"""The line to the client, and the faults of that line; each takes the socket, the reply and the options of the rule."""

from __future__ import annotations

import os
import socket
import struct
import time

from bodies import BLANK, GIBIBYTE
from wire import Reply

BLOCK = 1 << 16
LINGER_ZERO = struct.pack("ii", 1, 0)


def refuse(client: socket.socket, reply: Reply, options: dict) -> None:
    """Closes at once."""
    client.shutdown(socket.SHUT_RDWR)


def reset(client: socket.socket, reply: Reply, options: dict) -> None:
    """Resets the connection."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
    # The handler's files keep the socket open, and their orderly end would come before the reset.
    os.close(client.detach())


def reset_body(client: socket.socket, reply: Reply, options: dict) -> None:
    """Resets the connection in the middle of the body."""
    client.sendall(reply.head() + reply.body[: len(reply.body) // 2])
    time.sleep(0.1)  # a reset overtakes what was not read yet
    reset(client, reply, options)


def silent(client: socket.socket, reply: Reply, options: dict) -> None:
    """Says nothing until the client goes away."""
    while client.recv(BLOCK):
        pass


def drip(client: socket.socket, reply: Reply, options: dict) -> None:
    """Sends everything byte by byte."""
    _drip(client, reply.head() + reply.body, options)


def drip_body(client: socket.socket, reply: Reply, options: dict) -> None:
    """Sends the body byte by byte."""
    client.sendall(reply.head())
    _drip(client, reply.body, options)


def _drip(client: socket.socket, data: bytes, options: dict) -> None:
    """Sends one byte a second, or as often as the rule orders."""
    for byte in data:
        client.sendall(bytes([byte]))
        time.sleep(options.get("interval", 1))


def truncated(client: socket.socket, reply: Reply, options: dict) -> None:
    """Ends in the middle of the body, after having promised all of it."""
    client.sendall(reply.head() + reply.body[: len(reply.body) // 2])


def huge(client: socket.socket, reply: Reply, options: dict) -> None:
    """Sends one gibibyte, of a length told before or not."""
    chunked = options.get("chunked")
    size = {"Content-Length": None, "Transfer-Encoding": "chunked"} if chunked else {"Content-Length": GIBIBYTE}
    client.sendall(Reply(200, {**reply.headers, **size}).head())
    block = BLANK * BLOCK
    framed = b"%x\r\n%s\r\n" % (BLOCK, block) if chunked else block
    for _ in range(GIBIBYTE // BLOCK):
        client.sendall(framed)
    client.sendall(b"0\r\n\r\n" if chunked else b"")


def endless_headers(client: socket.socket, reply: Reply, options: dict) -> None:
    """Sends headers until the client goes away."""
    client.sendall(reply.head()[:-2])
    number = 0
    while True:
        client.sendall(b"".join(b"X-Fill-%d: %s\r\n" % (n, b"a" * 1000) for n in range(number, number + 64)))
        number += 64


FAULTS = {
    "refuse": refuse, "reset": reset, "reset-body": reset_body, "silent": silent, "drip": drip, "drip-body": drip_body,
    "truncated": truncated, "huge": huge, "endless-headers": endless_headers,
}  # fmt: skip
