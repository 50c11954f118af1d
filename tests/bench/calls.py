"""What the operating system is asked for: counts, which no clock can blur. Linux alone, by strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import prompt
import shells
from place import BUILT, Place
from report import Row, at_most
from terminal import Terminal

FEW, MANY = 10, 30  # prompts
WAIT = 0.5  # seconds
STAMPS = "/awsp/stamps/"
COPY = re.compile(r"\b(?:clone3?|v?fork)\(")


def rows(place: Place) -> list:
    """Counts what a command and what an unchanged prompt ask for."""
    if not shutil.which("strace"):
        place.note("system calls: there is no strace")
        return []
    found = list(_of_commands(place))
    for shell in shells.present():
        found += _of_prompts(place, shell)
    return found


def _of_commands(place: Place):
    """Yields the counts of single commands."""
    for words in (("--shell=bash/1", "prompt"), ("--shell=bash/1", "use", place.home(1_000).chosen), ("list",)):
        trace = BUILT / "trace"
        subprocess.run(["strace", "-f", "-qq", "-o", trace, place.awsp, *words], env=place.variables(1_000),
                       capture_output=True, check=True)
        lines = trace.read_text(errors="replace").splitlines()
        title = "`awsp %s`" % [word for word in words if not word.startswith("-")][0]
        yield Row("system calls of %s" % title, len(lines), "", None, "")
        yield Row("programs that %s starts beside itself" % title, _starts(lines)[1] - 1, "", at_most(0), "")


def _of_prompts(place: Place, shell: str) -> list:
    """Returns what the hook adds to an unchanged prompt."""
    bare, hooked = (_per_prompt(place, shell, name) for name in ("bare", "awsp"))
    if not bare or not hooked:
        place.note("system calls of a prompt in %s: it cannot be traced" % shell)
        return []
    forks, programs, calls, files, watched = (one - other for one, other in zip(hooked, bare))
    return [
        Row("%s: processes of an unchanged prompt" % shell, forks, "", at_most(0), "", shown=True),
        Row("%s: programs of an unchanged prompt" % shell, programs, "", at_most(0), ""),
        Row("%s: calls of an unchanged prompt that look at a file of the user" % shell, files, "%g files" % watched, None, ""),
        Row("%s: system calls of an unchanged prompt over a bare one" % shell, calls, "", None, ""),
    ]


def _per_prompt(place: Place, shell: str, name: str) -> list | None:
    """Returns forks, programs, calls and calls that name a file of the home for each prompt, and how many files those are."""
    text, size = prompt.texts(place, shell)[name]
    folder = BUILT / "shells" / shell / ("traced-" + name)
    start = shells.start(shell, text, folder, place.variables(size))
    trace = folder / "trace"
    trace.unlink(missing_ok=True)
    strace = [shutil.which("strace"), "-f", "-qq", "-s", "4096", "-o", trace]
    try:
        terminal = Terminal([*strace, *start.words], start.variables)
    except OSError:
        return None
    for _ in range(FEW):
        terminal.press()
    before = _quiet(trace)
    for _ in range(MANY - FEW):
        terminal.press()
    lines = _quiet(trace)[len(before):]
    terminal.close()
    home = "%s/" % place.home(size).path
    paths = [path for line in lines for path in re.findall(r'"(/[^"]*)"', line) if path.startswith(home)]
    watched = {path for path in paths if STAMPS not in path}
    return [*(count / (MANY - FEW) for count in (*_starts(lines), len(lines), len(paths))), len(watched)]


def _quiet(trace: Path) -> list:
    """Returns the lines of a trace when the prompt is over; a shell that looks round while it waits is never silent."""
    time.sleep(WAIT)
    return trace.read_text(errors="replace").splitlines()


def _starts(lines: list) -> tuple:
    """Returns how many processes and how many programs are started; a thread is no process."""
    forks = sum(bool(COPY.search(line)) and "CLONE_THREAD" not in line for line in lines)
    return forks, sum("execve(" in line and "= -1" not in line for line in lines)
