"""What a switch of the profile costs in a shell: the code evaluated, the hook's function, and other tools."""

from __future__ import annotations

import shutil

import shells
from place import BUILT, Place
from report import Row, at_least, at_most, times
from terminal import Terminal
from timing import Sample, median, ratio, rounds_of

TIMES = 20  # switches in a row, so that the prompt between them counts little
EVALUATED, FUNCTION, AWSUME, EXPORT = 2.5, 3.5, 150, 250
LOOP = {
    "bash": "NAME() { for i in {1..%d}; do LINE; done 2>/dev/null; }\n" % TIMES,
    "zsh": "NAME() { for i in {1..%d}; do LINE; done 2>/dev/null; }\n" % TIMES,
    "fish": "function NAME; for i in (seq %d); LINE; end 2>/dev/null; end\n" % TIMES,
}
TAKE = {"bash": 'eval "$(%s)"', "zsh": 'eval "$(%s)"', "fish": "%s | source"}
PEERS = "once_awsume() { . awsume %s >/dev/null 2>&1; }\nonce_export() { eval \"$(%s configure export-credentials --profile %s --format env)\"; }\n"


def rows(place: Place) -> list:
    """Measures bash, zsh and fish, and the other tools in bash."""
    found = []
    for shell in filter(shutil.which, LOOP):
        found += _rows_of(place, shell)
    return found + _peers(place)


def loop(shell: str, name: str, line: str) -> str:
    """Returns a function that does something several times."""
    return LOOP[shell].replace("NAME", name).replace("LINE", line)


def _open(place: Place, shell: str, name: str, text: str) -> Terminal:
    start = shells.start(shell, text, BUILT / "shells" / shell / ("switch-" + name), place.variables(1_000))
    return Terminal(start.words, start.variables)


def _each(terminal: Terminal, line: str, times_done: int = TIMES):
    """Returns a function that types a line and tells what one of its switches took."""
    return lambda: Sample(terminal.press(line).seconds / times_done)


def _texts(place: Place, shell: str) -> tuple:
    """Returns the start-up files of a shell without the hook, and of one with it."""
    chosen = place.home(1_000).chosen
    use = "%s --shell=%s use %s" % (place.bin / "awsp", shell, chosen)
    without = loop(shell, "empty", TAKE[shell] % place.static_noop) + loop(shell, "evaluated", TAKE[shell] % use)
    return shells.PROMPT[shell] + without, shells.PROMPT[shell] + shells.HOOK[shell] + loop(shell, "hooked", "awsp use " + chosen)


def _rows_of(place: Place, shell: str) -> list:
    without, with_hook = _texts(place, shell)
    plain, hooked = _open(place, shell, "plain", without), _open(place, shell, "hooked", with_hook)
    runs = {"empty": _each(plain, "empty"), "evaluated": _each(plain, "evaluated"), "hooked": _each(hooked, "hooked")}
    samples = rounds_of(runs, place.rounds(30, 5))
    plain.close()
    hooked.close()
    taken = TAKE[shell] % "static no-op"
    found = []
    for name, what, limit in (("evaluated", TAKE[shell] % "awsp use P", EVALUATED), ("hooked", "awsp use P", FUNCTION)):
        measured = times("awsp", median(samples[name]), "no-op", median(samples["empty"]))
        found.append(Row("%s: `%s`%s, to `%s`" % (shell, what.replace("|", "\\|"), " with the hook" if name == "hooked" else "", taken.replace("|", "\\|")),
                         ratio(samples[name], samples["empty"]), measured, at_most(limit), shown=name == "hooked" or shell == "bash"))
    return found


def _peers(place: Place) -> list:
    """Compares with other switchers, in bash."""
    chosen = place.home(1_000).chosen
    _, with_hook = _texts(place, "bash")
    terminal = _open(place, "bash", "peers", with_hook + PEERS % (chosen, place.aws, chosen))
    runs = {"awsp": _each(terminal, "hooked")}
    runs.update({"awsume": _each(terminal, "once_awsume", 1)} if place.awsume else {})
    if place.aws and place.launcher.works(place.command(place.aws, "configure", "export-credentials", "--profile", chosen)):
        runs["export"] = _each(terminal, "once_export", 1)
    else:
        place.note("aws configure export-credentials: not here, or too old for it")
    samples = rounds_of(runs, place.rounds(7, 3))
    terminal.close()
    titles = {"awsume": ("`. awsume P`", AWSUME), "export": ('`eval "$(aws configure export-credentials …)"`', EXPORT)}
    return [Row("how far `awsp use P` is below %s" % what, ratio(samples[name], samples["awsp"]),
                times(name, median(samples[name]), "awsp", median(samples["awsp"])), at_least(limit), shown=True)
            for name, (what, limit) in titles.items() if name in samples]
