"""Measures awsp beside what the machine can do and beside other tools, and writes the table.

    tests/bench/run [--quick] [--only GROUP] [--rounds N] [--write] [--released PATH] [--awsp PATH]

Everything that is compared runs in turn, in one run; a ratio is the middle of the ratios of the rounds. Absolute times are the
machine's. Nothing here is asserted: what has to hold everywhere is counted, by tests.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import calls
import network
import prompt
import report
import scale
import start_up
import switch
from place import BUILT, ROOT, Place

GROUPS = {
    "start": ("Start", start_up.rows),
    "prompt": ("Prompt, from the key to the next prompt", prompt.rows),
    "switch": ("Switch, 1,000 profiles", switch.rows),
    "scale": ("Commands and the number of profiles", scale.rows),
    "network": ("Network", network.rows),
    "calls": ("System calls", calls.rows),
}


def words() -> argparse.Namespace:
    """Returns what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--awsp", type=Path, required=True, help="the binary that cargo built")
    parser.add_argument("--released", type=Path, help="the binary as it is released; without it the other one stands in")
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    parser.add_argument("--rounds", type=int, help="so many rounds of everything")
    parser.add_argument("--only", choices=GROUPS, action="append", help="this group alone; more than one may be named")
    parser.add_argument("--write", action="store_true", help="put the short table into README.md")
    asked = parser.parse_args()
    if asked.write and asked.only:
        parser.error("--write needs every group")
    return asked


def main() -> int:
    """Runs the program, and returns its exit status."""
    asked = words()
    place = Place(asked.released or asked.awsp, asked.awsp, asked.rounds, asked.quick)
    found = {}
    for name in asked.only or GROUPS:
        title, rows = GROUPS[name]
        print("tests/bench/run: %s" % title, file=sys.stderr, flush=True)
        try:
            found[title] = rows(place)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            place.note("%s: %s" % (title, error))
    how = "A quick run: few rounds." if asked.quick else "A full run."
    (BUILT / "results.md").write_text(report.document(found, place.notes, how))
    print((BUILT / "results.md").read_text())
    if asked.write:
        report.write_into(ROOT / "README.md", found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
