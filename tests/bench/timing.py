"""Programs run in turn, each several times, and what they took."""

from __future__ import annotations

import random
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

WARM_UP = 2


@dataclass(frozen=True)
class Sample:
    """What one run took."""

    seconds: float
    peak_kib: int = 0
    faults: int = 0


@dataclass(frozen=True)
class Command:
    """A program with its words and variables."""

    words: tuple
    variables: dict
    read: bool = False  # whether somebody reads its output

    def line(self) -> str:
        """Returns the command as the launcher reads it."""
        variables = ["%s=%s" % pair for pair in self.variables.items()]
        return "|" * self.read + "\t".join([*variables, *map(str, self.words)]) + "\n"


class Launcher:
    """Starts programs through `launch.c`."""

    def __init__(self, program: Path):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def run(self, command: Command) -> Sample:
        """Runs a program to its end; one that fails measures nothing."""
        self.process.stdin.write(command.line())
        nanoseconds, peak, faults, status = map(int, self.process.stdout.readline().split())
        if status:
            raise RuntimeError("exit code %d: %s" % (status, " ".join(map(str, command.words))))
        return Sample(nanoseconds / 1e9, peak, faults)

    def works(self, command: Command) -> bool:
        """Tells whether a program can be run at all."""
        try:
            self.run(command)
        except RuntimeError:
            return False
        return True


# How often shells and programs are put to where they are measured: by its place in memory, one stays some percent faster or
# slower than its like for as long as it is there.
SITTINGS = 5


def rounds_of(runs: dict, rounds: int) -> dict:
    """Calls each function once a round, in a new random order each time, so that none always follows the same neighbour."""
    order = random.Random(1)
    samples = {name: [] for name in runs}
    for round_number in range(rounds + WARM_UP):
        for name in order.sample(list(runs), len(runs)):
            sample = runs[name]()
            if round_number >= WARM_UP:
                samples[name].append(sample)
    return samples


def commands_in_turn(launcher: Launcher, commands: dict, rounds: int) -> dict:
    """Runs each command once a round."""
    return rounds_of({name: lambda command=command: launcher.run(command) for name, command in commands.items()}, rounds)


def median(samples: list) -> float:
    """Returns the middle of the times, in seconds."""
    return statistics.median(sample.seconds for sample in samples)


def ratio(samples: list, base: list) -> float:
    """Returns the middle of the ratios of the rounds."""
    return statistics.median(one.seconds / other.seconds for one, other in zip(samples, base))


def peak(samples: list) -> float:
    """Returns the middle of the peak memory, in MB."""
    return statistics.median(sample.peak_kib for sample in samples) / 1024
