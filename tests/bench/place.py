"""What every group of measurements needs: the programs, the homes, and how often to run."""

from __future__ import annotations

import shutil
from functools import cached_property
from pathlib import Path

from homes import Home
from timing import Command, Launcher

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / "target/bench"
DEBIAN_AWS = Path("/usr/bin/aws")
SYSTEM = "/usr/local/bin:/usr/bin:/bin"


def installed(program: Path, folder: Path, name: str = "awsp") -> Path:
    """Returns a copy of a program, as `cargo install` and packages make one: the file that a linker writes is kept in memory in
    smaller pieces, and brought in more slowly."""
    folder.mkdir(exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    return Path(shutil.copy(program, folder / name))


class Place:
    """The programs to measure and the folder to do it in."""

    def __init__(self, awsp: Path, as_built: Path, rounds: int | None, quick: bool):
        self.bin = BUILT / "bin"
        self.awsp = installed(awsp, self.bin)
        self.as_built = self.awsp if as_built == awsp else installed(as_built, BUILT / "as-built")
        self.asked_rounds = rounds
        self.quick = quick
        self.notes = []
        self.launcher = Launcher(BUILT / "launch")
        self.noop, self.static_noop, self.static_read = BUILT / "noop", BUILT / "noop-static", BUILT / "read-static"
        self.venv = BUILT / "venv/bin"
        self._homes = {}

    def rounds(self, usual: int, quick: int) -> int:
        """Returns how often to run something."""
        return self.asked_rounds or (quick if self.quick else usual)

    def home(self, size: int) -> Home:
        """Returns the home with a number of profiles."""
        if size not in self._homes:
            self._homes[size] = Home(BUILT / "homes", size)
        return self._homes[size]

    @property
    def path(self) -> str:
        """Returns the PATH of what is measured: awsp first, then what the system has, then the private tools."""
        return "%s:%s:%s" % (self.bin, SYSTEM, self.venv)

    def variables(self, size: int) -> dict:
        """Returns the environment in a home."""
        return self.home(size).variables(self.path)

    def command(self, *words, size: int = 1_000) -> Command:
        """Returns a command that runs in a home."""
        return Command(words, self.variables(size))

    @cached_property
    def aws(self) -> Path | None:
        """Returns the AWS CLI v2: Debian's own, else the one in PATH."""
        found = DEBIAN_AWS if DEBIAN_AWS.exists() else Path(shutil.which("aws") or "/nowhere")
        return self._tool("aws configure list-profiles", found, "configure", "list-profiles")

    @cached_property
    def starship(self) -> Path | None:
        """Returns starship."""
        private = self.venv / "starship"
        return self._tool("starship", private if private.exists() else Path(shutil.which("starship") or "/nowhere"), "--version")

    @cached_property
    def awsume(self) -> Path | None:
        """Returns the program behind awsume."""
        return self._tool("awsume", self.venv / "awsumepy", "-l")

    @cached_property
    def python(self) -> Path | None:
        """Returns a Python that has botocore."""
        return self._tool("botocore", self.venv / "python", "-c", "import botocore")

    @cached_property
    def others(self) -> dict:
        """Returns the tools whose start alone is measured."""
        found = {"direnv": Path("/usr/bin/direnv"), "aws-vault": BUILT / "go/aws-vault", "granted": BUILT / "go/granted"}
        return {name: tool for name, tool in found.items() if self._tool(name, tool, "--version")}

    def _tool(self, name: str, program: Path, *words) -> Path | None:
        """Returns a program if it works here, and otherwise notes that it does not."""
        if program.exists() and self.launcher.works(self.command(program, *words, size=10)):
            return program
        self.note("%s: not here" % name)
        return None

    def note(self, text: str) -> None:
        """Keeps what could not be measured, once."""
        if text not in self.notes:
            self.notes.append(text)
