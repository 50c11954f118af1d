"""What awsp's commands take with few profiles and with very many, beside reading the file at all."""

from __future__ import annotations

from homes import SIZES
from place import Place
from report import Row, at_least, at_most, times
from timing import Command, commands_in_turn, median, peak, ratio

WHOLE, NAMES = 7, 3.5  # times `cat`
MEMORY = 6  # MB
COMMANDS = {
    "use": ("--shell=bash/1", "use"),
    "current": ("current",),
    "prompt": ("--shell=bash/1", "prompt"),
    "list": ("list",),
    "complete": ("--shell=bash", "complete"),
}
LIMITS = {"use": WHOLE, "current": WHOLE, "prompt": WHOLE, "list": NAMES, "complete": NAMES}
NEAR_START = {"use": 1.1, "list": 1.1, "complete": 1.15}  # times a start of the same binary, at 1,000 profiles
BELOW_AWS = 300
BOTOCORE = "import botocore.session; print(*botocore.session.Session().available_profiles)"


def rows(place: Place) -> list:
    """Measures all sizes, and then other tools at 1,000 profiles."""
    found = []
    for size in SIZES:
        found += _rows_of(place, size)
    return found + _peers(place)


def commands(place: Place, size: int) -> dict:
    """Returns the commands to compare in the home with this many profiles."""
    home = place.home(size)
    words = {name: (place.awsp, *rest) for name, rest in COMMANDS.items()}
    words["use"] += (home.chosen,)
    words["complete"] += ("--line=awsp use keys-00000", "--word=keys-00000")
    words["cat"] = ("/bin/cat", home.config)
    words["start"] = (place.awsp, "--version")
    words["C no-op"] = (place.noop,)
    words["static C no-op"] = (place.static_noop,)
    words["read"] = (place.static_read, home.config)
    # awsp refuses to print a change that nobody reads.
    return {name: Command(each, place.variables(size), name == "use") for name, each in words.items()}


def _rows_of(place: Place, size: int) -> list:
    rounds = place.rounds(21, 5) if size == SIZES[-1] else place.rounds(101, 15)
    samples = commands_in_turn(place.launcher, commands(place, size), rounds)
    found = []
    for name, limit in LIMITS.items():
        largest = size == SIZES[-1]
        found.append(Row("`%s`, %s profiles, to `cat`" % (_title(name), "{:,}".format(size)), ratio(samples[name], samples["cat"]),
                         times("awsp", median(samples[name]), "cat", median(samples["cat"])),
                         at_most(limit) if largest else None, shown=largest and name in ("use", "prompt", "list", "complete")))
        found.append(Row("memory of `%s`, %s profiles" % (_title(name), "{:,}".format(size)), peak(samples[name]),
                         "cat %.1f MB" % peak(samples["cat"]), at_most(MEMORY) if largest else None, " MB",
                         shown=largest and name == "use"))
    return found + (list(_near_start(samples)) if size == 1_000 else [])


def _title(name: str) -> str:
    """Returns a command as it is typed."""
    return {"use": "awsp use P", "list": "awsp list", "complete": "Tab", "prompt": "awsp prompt", "current": "awsp current"}[name]


def _near_start(samples: dict):
    """Yields how near the commands come to doing nothing at all."""
    for name, limit in NEAR_START.items():
        yield Row("`%s`, 1,000 profiles, to `awsp --version`" % _title(name), ratio(samples[name], samples["start"]),
                  times("awsp", median(samples[name]), "start", median(samples["start"])), at_most(limit))
    start, read, no_op = (median(samples[name]) for name in ("start", "read", "static C no-op"))
    yield Row("`awsp --version` and what a static C program takes to read 1,000 profiles, to `awsp --version`",
              (start + read - no_op) / start, times("read", read, "static C no-op", no_op))
    yield Row("`awsp use P`, 1,000 profiles, to a dynamic C no-op", ratio(samples["use"], samples["C no-op"]),
              times("awsp", median(samples["use"]), "no-op", median(samples["C no-op"])), at_most(1.5), shown=True)


def _peers(place: Place) -> list:
    """Compares lists of names with other tools' at 1,000 profiles."""
    words = {"awsp list": (place.awsp, "list")}
    words.update({"aws configure list-profiles": (place.aws, "configure", "list-profiles")} if place.aws else {})
    words.update({"botocore's profiles": (place.python, "-c", BOTOCORE)} if place.python else {})
    if place.awsume:
        words["awsumepy -l"] = (place.awsume, "-l")
        words["awsume-autocomplete"] = (place.venv / "awsume-autocomplete",)
    commands = {name: place.command(*each) for name, each in words.items()}
    for name in [name for name, command in commands.items() if not place.launcher.works(command)]:
        place.note("`%s`: it fails" % name)
        del words[name], commands[name]
    samples = commands_in_turn(place.launcher, commands, place.rounds(11, 3))
    return [Row("how far `awsp list`, 1,000 profiles, is below `%s`" % name, ratio(samples[name], samples["awsp list"]),
                times(name, median(samples[name]), "awsp", median(samples["awsp list"])),
                at_least(BELOW_AWS) if name.startswith("aws ") else None, shown=name.startswith("aws "))
            for name in words if name != "awsp list"]
