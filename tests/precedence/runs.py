"""The runs of the tools over the cases, side by side, and what came of each comparison."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from compare import differences
from driver import Driver
from explain import Explanations
from expected import Expected
from limits import excuse
from tools import Tool

CORES = 2


@dataclass
class Verdict:
    """One case, one tool: both answers, and in what they differ."""

    tool: str
    case: dict
    told: dict
    expected: Expected
    answer: dict
    differing: list
    limit: str = ""

    @property
    def signature(self) -> tuple:
        """What has to stay the same while a case is made smaller."""
        source = (self.told["access_key_id"] or {"source": {}})["source"].get("kind")
        return (self.tool, tuple(self.differing), source, self._error_class())

    def _error_class(self) -> str:
        """Returns the class of the tool's error, which is the first word of its text."""
        return (self.answer["error"] or "").split(":")[0]


@dataclass
class Run:
    """The cases that one tool goes through."""

    tool: Tool
    version: str
    cases: list
    verdicts: list = field(default_factory=list)
    taken: int = 0


class Runner:
    """Runs drivers, one for each tool, or two for one tool alone."""

    def __init__(self, explanations: Explanations, folder: Path, fake: str, keep_going: bool):
        self.explanations = explanations
        self.folder = folder
        self.fake = fake
        self.keep_going = keep_going
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._failure = None

    def judge(self, tool: Tool, version: str, case: dict, answer: dict) -> Verdict:
        """Compares an answer with the explanation of its case."""
        told, expected = self.explanations.of(case)[tool.name]
        differing = differences(told, expected, answer)
        limit = excuse(tool.limits, version, case, answer, differing, lambda other: self._differences(tool, other, answer))
        return Verdict(tool.name, case, told, expected, answer, [] if limit else differing, limit)

    def _differences(self, tool: Tool, case: dict, answer: dict) -> list:
        """Returns how an answer differs from what is expected in a case."""
        return differences(*self.explanations.of(case)[tool.name], answer)

    def driver(self, tool: Tool, number: int = 0) -> Driver:
        """Returns a driver with a folder of its own."""
        return Driver(tool, self.folder / ("%s-%d" % (tool.name, number)), self.fake)

    def go(self, runs: list) -> None:
        """Takes every tool through its cases."""
        each = max(1, CORES // len(runs)) if runs else 0
        threads = [threading.Thread(target=self._work, args=(run, number), daemon=True) for run in runs for number in range(each)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._failure:
            raise self._failure

    def _work(self, run: Run, number: int) -> None:
        """Takes one driver through the cases that no other has taken."""
        try:
            with self.driver(run.tool, number) as driver:
                while not self.stopped.is_set():
                    case = self._next(run)
                    if case is None:
                        return
                    self._note(run, self.judge(run.tool, run.version, case, driver.ask(case)))
        except BaseException as failure:  # told by the main thread, after the others have stopped
            self._failure = self._failure or failure
            self.stopped.set()

    def _next(self, run: Run):
        """Returns a case that is still to be done, or nothing."""
        with self._lock:
            run.taken += 1
            return run.cases[run.taken - 1] if run.taken <= len(run.cases) else None

    def _note(self, run: Run, verdict: Verdict) -> None:
        """Keeps a verdict; the first difference ends the run unless all are wanted."""
        with self._lock:
            run.verdicts.append(verdict)
        if verdict.differing and not self.keep_going:
            self.stopped.set()


def counts(verdicts: list) -> Counter:
    """Returns how many verdicts are of which sort."""
    return Counter("limit" if verdict.limit else "disagreed" if verdict.differing else "agreed" for verdict in verdicts)
