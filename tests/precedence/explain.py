"""What `awsp explain --json` says of a case, and what each tool should therefore report."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path

from expected import Expected
from place import Place

SECONDS = 20


class Explanations:
    """Runs `awsp explain` once for each case, whoever asks for it first."""

    def __init__(self, awsp: str, folder: Path, fake: str):
        self.awsp = str(Path(awsp).resolve()) if Path(awsp).exists() else awsp
        self.folder = folder
        self.fake = fake
        self._lock = threading.Lock()
        self._known: dict = {}

    def of(self, case: dict) -> dict:
        """Returns the explanation of a case: for each tool what it should report, and the answer that follows from."""
        key = json.dumps(case, sort_keys=True)
        with self._lock:
            entry = self._known.setdefault(key, {"lock": threading.Lock(), "number": len(self._known)})
        with entry["lock"]:
            if "found" not in entry:
                entry["found"] = self._explain(case, entry["number"])
        return entry["found"]

    def _explain(self, case: dict, number: int) -> dict:
        with Place(case, self.folder / ("explain-%d" % number), self.fake) as place:
            told = self._run(place)
            return {tool: (answer, Expected.of(answer, place, tool)) for tool, answer in told["tools"].items()}

    def _run(self, place: Place) -> dict:
        """Returns what the program prints, read as JSON."""
        named = ["--profile", place.profile] if place.profile is not None else []
        words = [*self.awsp.split(), "explain", "--json", *named]
        done = subprocess.run(words, env=place.variables, cwd=place.home, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=SECONDS, check=False)
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise SystemExit("%s printed no JSON (status %d): %s" % (
                " ".join(words), done.returncode, done.stderr.decode(errors="replace").strip())) from None
