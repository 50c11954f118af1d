"""A real interactive shell behind a pseudo-terminal, and the time it takes from a key to its next prompt."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

from timing import Sample

MARK = b"@@> "  # the end of each prompt
PATIENCE = 30
QUIET = 0.02
WHERE, HERE = b"\x1b[6n", b"\x1b[1;1R"


def _late(*_) -> None:
    raise TimeoutError("no prompt came")


class Terminal:
    """A shell that waits at its prompt."""

    def __init__(self, words: list, variables: dict):
        self.process, self.stream = pty.fork()
        if self.process == 0:
            os.chdir(variables["HOME"])
            os.execve(words[0], list(map(str, words)), variables)
        signal.signal(signal.SIGALRM, _late)
        signal.alarm(PATIENCE)
        fcntl.ioctl(self.stream, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 200, 0, 0))
        self._until_prompt()
        signal.alarm(0)
        self.settle()

    def press(self, line: str = "") -> Sample:
        """Types a line and returns what it took until the next prompt stood there."""
        signal.alarm(PATIENCE)
        start = time.perf_counter_ns()
        os.write(self.stream, line.encode() + b"\r")
        self._until_prompt()
        took = time.perf_counter_ns() - start
        signal.alarm(0)
        self.settle()
        return Sample(took / 1e9)

    def _until_prompt(self) -> None:
        """Reads until the prompt's end; a shell that asks where the cursor is gets an answer."""
        seen = b""
        while MARK not in seen:
            seen += os.read(self.stream, 65536)
            if WHERE in seen:
                seen = seen.replace(WHERE, b"")
                os.write(self.stream, HERE)

    def settle(self) -> None:
        """Reads until the shell says nothing more: what comes behind the prompt belongs to no key."""
        while select.select([self.stream], [], [], QUIET)[0]:
            if WHERE in os.read(self.stream, 65536):
                os.write(self.stream, HERE)

    def close(self) -> None:
        """Ends the shell."""
        os.kill(self.process, signal.SIGKILL)
        os.close(self.stream)
        os.waitpid(self.process, 0)
