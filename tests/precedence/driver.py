"""A driver: the program that asks one SDK, over lines of JSON."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from place import Place
from tools import Tool

SECONDS = 40
FIRST_SECONDS = 120  # the start of a driver is not a part of any case


class Driver:
    """Asks one tool, and starts its program again when that dies."""

    def __init__(self, tool: Tool, folder: Path, fake: str):
        self.tool = tool
        self.folder = folder
        self.fake = fake
        self.asked = 0
        self._process = None
        self._unread = b""
        self._talk = tempfile.TemporaryFile()

    def __enter__(self) -> Driver:
        return self

    def __exit__(self, *_) -> None:
        self._stop()
        self._talk.close()

    def ask(self, case: dict) -> dict:
        """Returns the answer of the tool, with placeholders for what depends on the place."""
        self.asked += 1
        with Place(case, self.folder / str(self.asked), self.fake) as place:
            question = {"id": str(self.asked), "home": str(place.home), "variables": place.variables, "profile": place.profile}
            return {"endpoint": None, "region_error": None, **place.abstract(self._exchange(question))}

    def _exchange(self, question: dict) -> dict:
        """Writes a question and reads its answer."""
        patience = SECONDS if self._process else FIRST_SECONDS
        try:
            self._started().stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
            answer = json.loads(self._line(patience))
        except (OSError, ValueError, TimeoutError) as problem:
            self._stop()
            error = "driver: %r %s" % (problem, self._last_words())
            return {"error": error, "region": None, "region_error": "driver", "endpoint": None, "died": True}
        if answer["id"] != question["id"]:
            raise SystemExit("the driver of %s answers another question" % self.tool.name)
        return answer

    def _last_words(self) -> str:
        """Returns the end of what the program wrote to standard error."""
        self._talk.seek(max(0, self._talk.seek(0, os.SEEK_END) - 300))
        return self._talk.read().decode(errors="replace").strip()

    def _line(self, patience: float) -> bytes:
        """Returns the next line that the driver prints."""
        until = time.monotonic() + patience
        while b"\n" not in self._unread:
            pipe = self._process.stdout
            if not select.select([pipe], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError("no answer")
            read = os.read(pipe.fileno(), 1 << 16)
            if not read:
                raise OSError("ended with status %s" % self._process.wait())
            self._unread += read
        line, self._unread = self._unread.split(b"\n", 1)
        return line

    def _started(self) -> subprocess.Popen:
        """Returns the running program."""
        if self._process is None:
            self._unread = b""
            environment = {**os.environ, **self.tool.environment, "AWSP_FAKE_AWS": self.fake}
            self._process = subprocess.Popen(self.tool.command(), env=environment, stdin=subprocess.PIPE,
                                             stdout=subprocess.PIPE, stderr=self._talk, start_new_session=True)
        return self._process

    def _stop(self) -> None:
        """Ends the program: it goes by itself when nothing is left to read, or is killed with what it has started."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        process.stdout.close()
