"""A fake of the AWS services that credentials come from: it records what it is asked, and lies when told to.

It listens on a free port of the loopback, prints the port as one line, and serves until its standard input ends.
With --tls FILE, of a certificate and its key in PEM, it speaks TLS on a second port, which stands second in that line.
"""

from __future__ import annotations

import json
import os
import ssl
import sys
import threading
import time
import traceback
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.dont_write_bytecode = True

import answers  # noqa: E402
import line  # noqa: E402
from keys import Mint  # noqa: E402
from records import Records, parsed  # noqa: E402
from rules import BadRule, Rules, checked  # noqa: E402

CONTROL = "/_test/"


class Server(ThreadingHTTPServer):
    """One server with its memory, or another door to the same memory."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, first: Server | None = None, tls: ssl.SSLContext | None = None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.records, self.rules, self.mint = (first.records, first.rules, first.mint) if first else (Records(), Rules(), Mint())
        self.tls = tls

    def get_request(self):
        """Accepts a connection; the thread that serves it shakes hands, so that nobody else waits for it."""
        client, address = super().get_request()
        if self.tls:
            client = self.tls.wrap_socket(client, server_side=True, do_handshake_on_connect=False)
        return client, address

    def handle_error(self, request, client_address) -> None:
        """Says nothing of clients that went away, as that is what most faults lead to."""
        if not isinstance(sys.exc_info()[1], OSError):
            traceback.print_exc()


class Handler(BaseHTTPRequestHandler):
    """Serves one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_) -> None:
        """Writes no log, as the records are the log."""

    def serve(self) -> None:
        """Answers one request."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith(CONTROL):
            self._control(self.command, self.path[len(CONTROL) :], body)
        else:
            self._answer(body)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = serve

    def _answer(self, body: bytes) -> None:
        """Answers in place of AWS."""
        headers: dict[str, str] = {}
        for name, value in self.headers.items():
            headers[name.lower()] = ", ".join(filter(None, [headers.get(name.lower()), value]))
        request = parsed(str(uuid.uuid4()), self.command, self.path, headers, body)
        self.server.records.add(request)
        order = self.server.rules.take(request)
        time.sleep(order.get("delay", 0))
        self._send(answers.reply(request, self.server.mint, order), order)

    def _send(self, reply: answers.Reply, order: dict) -> None:
        """Sends a reply, or does to the line what the rule orders."""
        fault = line.FAULTS.get(order.get("fault"))
        if fault:
            self.close_connection = True
            fault(self.connection, reply, order)
        else:
            self.wfile.write(reply.head() + (b"" if self.command == "HEAD" else reply.body))

    def _control(self, method: str, name: str, body: bytes) -> None:
        """Does what the test asks for."""
        try:
            status, answer = 200, self._done(method, name, body)
        except (BadRule, ValueError, TypeError) as reason:
            status, answer = 400, json.dumps({"error": str(reason)}).encode()
        headers = {"Content-Type": "application/json", "Content-Length": len(answer)}
        self.wfile.write(answers.Reply(status, headers, answer).head() + answer)

    def _done(self, method: str, name: str, body: bytes) -> bytes:
        """Carries out a control request and returns its JSON."""
        if (method, name) == ("GET", "requests"):
            return self.server.records.json()
        if (method, name) == ("POST", "reset"):
            self.server.records.forget()
            self.server.rules.forget()
        elif (method, name) == ("POST", "rule"):
            self.server.rules.add(checked(json.loads(body)))
        elif (method, name) != ("GET", "ready"):
            raise BadRule("no such control: %s %s" % (method, name))
        return b"{}"


def started(words: list[str]) -> list[Server]:
    """Starts what the words of the command line ask for."""
    servers = [Server()]
    if words[:1] == ["--tls"]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(words[1])
        servers.append(Server(servers[0], context))
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return servers


def main() -> None:
    """Serves until standard input ends."""
    print(*(server.server_port for server in started(sys.argv[1:])), flush=True)
    while os.read(0, 4096):
        pass
    os._exit(0)  # threads that drip or keep silent have no end of their own


if __name__ == "__main__":
    main()
