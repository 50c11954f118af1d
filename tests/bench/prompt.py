"""What the hook adds to an empty Enter in real interactive shells, which all wait at once, as a person's do."""

from __future__ import annotations

import shells
from place import BUILT, Place
from report import Row, at_least, at_most, times
from terminal import Terminal
from timing import SITTINGS, median, ratio, rounds_of

LIMITS = {"bash": 4.0, "zsh": 4.0, "fish": 1.6, "pwsh": 1.6}
BELOW_PROCESS = {"bash": 0.45, "zsh": 0.45}
BELOW_STARSHIP = {"bash": 20, "zsh": 20, "fish": 8}
SIZE_LIMIT = 1.15
SETTLING = 20  # presses before the count: PowerShell compiles what runs often


def rows(place: Place) -> list:
    """Measures each shell that is here."""
    found = []
    for shell in shells.PROMPT:
        if shell in shells.present():
            found += _rows_of(place, shell)
        else:
            place.note("prompts in %s: not here" % shell)
    return found


def texts(place: Place, shell: str) -> dict:
    """Returns the start-up file of each variant, and the number of profiles there."""
    plain = shells.PROMPT[shell]
    variants = {
        "bare": (plain, 1_000),
        "empty hook": (plain + shells.EMPTY_HOOK[shell], 1_000),
        "awsp": (plain + shells.HOOK[shell], 1_000),
        "awsp, 10 profiles": (plain + shells.HOOK[shell], 10),
        "awsp, 100,000 profiles": (plain + shells.HOOK[shell], 100_000),
        "a process": (plain + shells.filled(shells.ONE_PROCESS[shell], noop=place.static_noop), 1_000),
    }
    if place.starship and shell in shells.STARSHIP:
        variants["starship"] = (plain + shells.filled(shells.STARSHIP[shell], starship=place.starship), 1_000)
    return variants


def open_terminal(place: Place, shell: str, name: str, text: str, size: int) -> Terminal:
    """Starts a shell that is configured in one way."""
    folder = BUILT / "shells" / shell / name.replace(" ", "-")
    variables = place.variables(size)
    if name == "starship":
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "starship.toml").write_text(shells.STARSHIP_CONFIG)
        variables["STARSHIP_CONFIG"] = str(folder / "starship.toml")
    start = shells.start(shell, text, folder, variables)
    return Terminal(start.words, start.variables)


def _rows_of(place: Place, shell: str) -> list:
    samples: dict = {}
    try:
        for _ in range(SITTINGS):
            for name, more in _sitting(place, shell).items():
                samples.setdefault(name, []).extend(more)
    except (TimeoutError, OSError) as error:
        place.note("prompts in %s: %s" % (shell, error))
        return []
    return list(_compared(shell, samples))


def _sitting(place: Place, shell: str) -> dict:
    """Starts a shell of each variant, measures all of them in turn, and ends them."""
    terminals = {}
    try:
        for name, variant in texts(place, shell).items():
            terminals[name] = open_terminal(place, shell, name, *variant)
            for _ in range(SETTLING):
                terminals[name].press()
        presses = {name: terminal.press for name, terminal in terminals.items()}
        return rounds_of(presses, -(-place.rounds(160, 30) // SITTINGS))
    except (TimeoutError, OSError) as error:
        raise OSError("%s of `%s`" % (error, list(terminals)[-1] if terminals else "the first variant")) from error
    finally:
        for terminal in terminals.values():
            terminal.close()


def _compared(shell: str, samples: dict):
    """Yields the rows of a shell."""
    def row(what: str, one: str, other: str, goal=None, shown=False, inverse=False) -> Row:
        value = ratio(samples[other], samples[one]) if inverse else ratio(samples[one], samples[other])
        return Row("%s: %s" % (shell, what), value, times(one, median(samples[one]), other, median(samples[other])), goal, shown=shown)

    yield row("prompt with awsp, to a bare prompt", "awsp", "bare", at_most(LIMITS[shell]), shown=True)
    yield row("prompt with an empty hook, to a bare prompt", "empty hook", "bare")
    yield row("prompt that starts one process, to a bare prompt", "a process", "bare")
    below = BELOW_PROCESS.get(shell)
    yield row("prompt with awsp, to one that starts a process", "awsp", "a process", below and at_most(below), shown=bool(below))
    yield row("prompt with 100,000 profiles, to 10", "awsp, 100,000 profiles", "awsp, 10 profiles", at_most(SIZE_LIMIT), shown=shell == "bash")
    if "starship" in samples:
        below = BELOW_STARSHIP.get(shell)
        yield row("how far below starship's aws module alone", "awsp", "starship", below and at_least(below), shown=bool(below), inverse=True)
