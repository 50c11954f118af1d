"""The table: what was measured, the goal beside it, and on which machine."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

START, END = "<!-- speed: written by tests/bench/run --write -->\n", "<!-- /speed -->"
HEAD = "| what | ratio | goal | | measured |\n|---|---:|---:|---|---|\n"
SHELLS = {"bash": "--version", "zsh": "--version", "fish": "--version", "pwsh": "--version"}


@dataclass(frozen=True)
class Goal:
    """A limit, from above or from below."""

    limit: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        """Tells whether a value keeps to it."""
        return value >= self.limit if self.at_least else value <= self.limit


@dataclass(frozen=True)
class Row:
    """A line of the table; `shown` ones are in the README, too."""

    what: str
    value: float
    measured: str
    goal: Goal | None = None
    unit: str = " x"
    shown: bool = False

    def line(self) -> str:
        """Returns the row as Markdown."""
        goal, verdict = "", ""
        if self.goal:
            goal = "%s %s%s" % ("≥" if self.goal.at_least else "≤", number(self.goal.limit), self.unit)
            verdict = "pass" if self.goal.met(self.value) else "**missed**"
        return "| %s | %s%s | %s | %s | %s |\n" % (self.what, number(self.value), self.unit, goal, verdict, self.measured)


def at_most(limit: float) -> Goal:
    """Returns the goal to stay below."""
    return Goal(limit)


def at_least(limit: float) -> Goal:
    """Returns the goal to stay above."""
    return Goal(limit, at_least=True)


def number(value: float) -> str:
    """Returns a number with as many digits as mean something."""
    if value == int(value) and abs(value) < 1e6:
        return "{:,}".format(int(value))
    return "{:,.0f}".format(value) if value >= 100 else "%.1f" % value if value >= 10 else "%.2f" % value


def time(seconds: float) -> str:
    """Returns a time in the unit that suits it."""
    if seconds < 1e-3:
        return "%.0f µs" % (seconds * 1e6)
    return "%.1f ms" % (seconds * 1e3) if seconds < 0.1 else "%.0f ms" % (seconds * 1e3)


def times(name: str, seconds: float, other_name: str, other_seconds: float) -> str:
    """Returns two times that were compared."""
    return "%s %s, %s %s" % (name, time(seconds), other_name, time(other_seconds))


def document(groups: dict, notes: list, rounds: str) -> str:
    """Returns the whole table."""
    text = "# How fast awsp is\n\n%s\n%s\n" % (machine(), rounds)
    for name, rows in groups.items():
        text += "\n## %s\n\n%s%s" % (name, HEAD, "".join(row.line() for row in rows))
    if notes:
        text += "\n## Not measured\n\n" + "".join("- %s\n" % note for note in notes)
    return text


def short(groups: dict) -> str:
    """Returns the rows of the README, with the machine under them."""
    rows = [row for group in groups.values() for row in group if row.shown]
    return "%s%s\n%s" % (HEAD, "".join(row.line() for row in rows), machine())


def write_into(readme: Path, groups: dict) -> None:
    """Puts the short table between the two comments of the README."""
    before, rest = readme.read_text().split(START)
    readme.write_text(before + START + short(groups) + END + rest.split(END)[1])


def machine() -> str:
    """Returns a line about the machine."""
    parts = ["%s, %d cores" % (_processor(), os.cpu_count() or 1), _system(), "kernel " + platform.release(), *_shells()]
    return "Measured on %s.\n" % "; ".join(parts)


def _processor() -> str:
    """Returns the name of the processor."""
    if platform.system() == "Darwin":
        return _said("sysctl", "-n", "machdep.cpu.brand_string")
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


def _system() -> str:
    """Returns the name of the operating system."""
    if platform.system() == "Darwin":
        return "macOS " + platform.mac_ver()[0]
    found = re.search(r'^PRETTY_NAME="?([^"\n]+)', Path("/etc/os-release").read_text(), re.MULTILINE)
    return found[1] if found else platform.system()


def _shells() -> list:
    """Returns the shells that are here, with their versions."""
    found = []
    for name, word in SHELLS.items():
        version = re.search(r"\d+\.\d+(\.\d+)?", _said(name, word))
        if version:
            found.append("%s %s" % (name, version[0]))
    return found


def _said(*words: str) -> str:
    """Returns what a program prints; nothing if it is not here."""
    try:
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""
