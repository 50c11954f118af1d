"""A case put into a home folder of its own, with its placeholders filled in."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

from grammar.keys import dpop_key

PROGRAMS = "/usr/local/bin:/usr/bin:/bin"
TIMES = {"{soon}": 10, "{shortly}": 3, "{lately}": -60}  # minutes from now


class Place:
    """A home folder that holds the files of a case, and the variables a tool sees there."""

    def __init__(self, case: dict, home: Path, fake: str):
        self.home = home
        self.fake = fake
        self.fillings = {"{home}": str(home), "{fake}": fake, "{dpop_key}": json.dumps(dpop_key())[1:-1]}
        self.fillings.update({name: _time_in(datetime.timedelta(minutes=minutes)) for name, minutes in TIMES.items()})
        self.profile = case["profile"]
        self.variables = {"HOME": str(home), "PATH": PROGRAMS}
        self.variables.update({name: self.filled(value) for name, value in case["variables"].items()})
        self._write(case["files"])

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *_) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def filled(self, text: str) -> str:
        """Returns the text with what its placeholders stand for here."""
        for name, filling in self.fillings.items():
            text = text.replace(name, filling)
        return text

    def abstract(self, value):
        """Returns a value of JSON with placeholders where it speaks of this place."""
        if isinstance(value, dict):
            return {name: self.abstract(member) for name, member in value.items()}
        if not isinstance(value, str):
            return value
        server = self.fake.split("//")[-1]
        return value.replace(str(self.home), "{home}").replace(self.fake, "{fake}").replace(server, "{fake}")

    def _write(self, files: dict) -> None:
        """Writes the files; those of `bin` can be run."""
        self.home.mkdir(parents=True)
        for path, text in files.items():
            target = self.home / path
            if path.endswith("/"):
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.filled(text).encode("utf-8", "surrogateescape"))
            target.chmod(0o755 if path.startswith("bin/") else 0o600)


def _time_in(delay: datetime.timedelta) -> str:
    """Returns a time that is this long from now, without its zone."""
    return (datetime.datetime.now(datetime.timezone.utc) + delay).strftime("%Y-%m-%dT%H:%M:%S")
