"""What starting awsp costs, beside a C program that does nothing; and what its file tells of that."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from pathlib import Path

from place import BUILT, ROOT, Place, installed
from report import Row, at_most, times
from shells import HOOK
from timing import SITTINGS, Command, commands_in_turn, median, ratio

BASE = "C no-op"


def rows(place: Place) -> list:
    """Measures the start of the programs, the files, and the start of a shell with the hook."""
    binaries = {"as cargo builds it": (place.as_built, 1.75)}
    if place.awsp != place.as_built:
        binaries["as released"] = (place.awsp, 1.3)
    starts = {BASE: (place.noop,), "static C no-op": (place.static_noop,)}
    starts.update({how: (program, "--version") for how, (program, _) in binaries.items()})
    starts.update({"starship --version": (place.starship, "--version")} if place.starship else {})
    starts.update({"%s --version" % name: (tool, "--version") for name, tool in place.others.items()})
    samples = in_sittings(place, starts)
    found = []
    for name in starts:
        if name != BASE:
            what = "`awsp --version` %s" % name if name in binaries else name
            goal = at_most(binaries[name][1]) if name in binaries else None
            found.append(Row("%s, to a dynamic C no-op" % what, ratio(samples[name], samples[BASE]),
                             times(name, median(samples[name]), BASE, median(samples[BASE])), goal, shown=name in binaries))
    for how, (program, _) in binaries.items():
        found += file_rows(program, how, statistics.median(sample.faults for sample in samples[how]))
    return found + shell_rows(place)


def in_sittings(place: Place, starts: dict) -> dict:
    """Runs each command in turn, from a new copy of its program in each sitting."""
    samples: dict = {name: [] for name in starts}
    for _ in range(SITTINGS):
        commands = {}
        for name, (program, *words) in starts.items():
            copy = installed(program, BUILT / "copies", name.replace("/", " "))
            commands[name] = place.command(copy, *words)
        for name, more in commands_in_turn(place.launcher, commands, -(-place.rounds(200, 20) // SITTINGS)).items():
            samples[name] += more
    return samples


def file_rows(program: Path, how: str, faults: float) -> list:
    """Returns what a binary's file tells without a clock."""
    size = program.stat().st_size / 1e6
    found = [Row("size %s" % how, size, "", at_most(7), " MB", shown=True),
             Row("minor page faults of a start %s" % how, faults, "", at_most(110), "")]
    if shutil.which("readelf"):
        said = subprocess.run(["readelf", "-rW", program], capture_output=True, text=True, check=True).stdout
        count = len(re.findall(r"R_\w+_RELATIV", said)) + sum(map(int, re.findall(r"(\d+) offsets$", said, re.M)))
        found.insert(1, Row("relative relocations %s" % how, count, "", at_most(12_000), ""))
    return found


def shell_rows(place: Place) -> list:
    """Measures the start of an interactive bash with the hook."""
    folder, variables = place.home(1_000).path / "start", place.variables(1_000)
    folder.mkdir(exist_ok=True)
    bash = shutil.which("bash")
    hook = subprocess.run([place.bin / "awsp", "init", "bash"], env=variables, capture_output=True, text=True, check=True).stdout
    hook_itself = (ROOT / "shell/awsp.bash").read_text().splitlines()[0]
    texts = {"bare": "", "sourced": hook, "evaluated": HOOK["bash"], "key": hook.partition(hook_itself)[0],
             "no-op": 'eval "$(%s)"\n' % place.static_noop, "start": 'eval "$(command awsp --version >/dev/null)"\n'}
    commands = {}
    for name, text in texts.items():
        (folder / name).write_text(text)
        commands[name] = Command((bash, "--noprofile", "--rcfile", folder / name, "-i", "-c", ":"), variables)
    samples = commands_in_turn(place.launcher, commands, place.rounds(100, 20))
    goals = {"sourced": ("the hook read from a file", at_most(1.1)), "evaluated": ('`eval "$(awsp init bash)"`', at_most(2.0)),
             "key": ("the function alone that compares the variables, read from a file", None),
             "no-op": ('`eval "$(static no-op)"`', None), "start": ('`eval "$(awsp --version >/dev/null)"`', None)}
    return [Row("start of bash with %s, to bash without" % text, ratio(samples[name], samples["bare"]),
                times("with", median(samples[name]), "without", median(samples["bare"])), goal, shown=name == "evaluated")
            for name, (text, goal) in goals.items()]
