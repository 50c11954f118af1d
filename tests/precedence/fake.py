"""The fake AWS, started for a run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).resolve().with_name("fake_aws.py")


class FakeAws:
    """A process of its own, so that its answers do not wait for this one; as a context it is the URL."""

    def __enter__(self) -> str:
        self._process = subprocess.Popen([sys.executable, str(PROGRAM)], stdout=subprocess.PIPE, text=True)
        return self._process.stdout.readline().strip()

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
