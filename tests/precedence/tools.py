"""The tools that are compared: how their drivers start, and which of their cases cannot be compared."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

HERE = Path(__file__).resolve().parent
DRIVERS = HERE / "drivers"
BUILT = HERE.parent.parent / "target/precedence"


@dataclass(frozen=True)
class Limit:
    """What cannot be compared, by name: a predicate on the case and the answer, for some versions of a tool."""

    name: str
    applies: Callable[[dict, dict], bool]
    versions: tuple = ()  # beginnings of versions; none: all
    only: tuple = ()  # the differences it excuses; none: all


@dataclass(frozen=True)
class Tool:
    """A tool: the words that start its driver, those that print its version, and what else has to be there."""

    name: str
    words: tuple
    version_words: tuple = ()
    needs: tuple = ()
    environment: dict = field(default_factory=dict)
    limits: tuple = ()

    def command(self) -> list:
        """Returns the words that start the driver; `AWSP_DRIVER_<TOOL>` holds others."""
        own = os.environ.get("AWSP_DRIVER_" + self.name.upper().replace("-", "_"))
        return shlex.split(own) if own else [str(word) for word in self.words]

    def missing(self) -> str:
        """Returns which part of the command is not there, or nothing."""
        parts = [*self.command(), *map(str, self.needs)]
        absent = [word for word in parts if word.startswith("/") and not Path(word).exists()]
        programs = [word for word in (parts[0], *map(str, self.needs)) if "/" not in word and not shutil.which(word)]
        return (absent + programs + [""])[0]

    def version(self) -> str:
        """Returns the version of what the driver drives, or nothing if it cannot be told."""
        if not self.version_words or self.missing():
            return ""
        done = subprocess.run([str(word) for word in self.version_words], capture_output=True, text=True, check=False)
        return (done.stdout.split() or [""])[0]

    def limit(self, version: str, case: dict, answer: dict, differing: list) -> str:
        """Returns the name of the limit that excuses every difference of a case, or nothing."""
        for limit in self.limits:
            known = not limit.versions or any(version.startswith(start) for start in limit.versions)
            excuses = not limit.only or set(differing) <= set(limit.only)
            if known and excuses and differing and limit.applies(case, answer):
                return limit.name
        return ""


def _speaks_of(word: str) -> Callable[[dict, dict], bool]:
    """Returns a predicate for cases with a word in one of their files."""
    return lambda case, answer: any(word in text for text in case["files"].values())


def _endpoint_is_set(case: dict, _answer: dict) -> bool:
    """Tells whether a variable or a file names an endpoint."""
    return _speaks_of("endpoint_url")(case, {}) or any(name.startswith("AWS_ENDPOINT_URL") for name in case["variables"])


def _error_holds(word: str) -> Callable[[dict, dict], bool]:
    """Returns a predicate for answers whose error holds a word."""
    return lambda case, answer: word in (answer.get("error") or "")


def _python() -> str:
    """Returns the Python that has the AWS CLI of this machine, else the one with the packages of these tests."""
    return os.environ.get("AWSP_AWS_CLI_PYTHON") or "/usr/bin/python3"


MODULES = BUILT / "javascript/node_modules"
VENV = BUILT / "venv/bin/python"
TOO_OLD = ("2.9.",)

TOOLS = {tool.name: tool for tool in [
    Tool("boto3", (VENV, DRIVERS / "boto3_driver.py"), (VENV, "-c", "import botocore; print(botocore.__version__)"),
         limits=(Limit("login sessions need botocore[crt]", _error_holds("MissingDependencyException")),)),
    Tool("aws-cli", (_python(), DRIVERS / "aws_cli_driver.py"), (_python(), "-c", "import awscli; print(awscli.__version__)"),
         limits=(Limit("no login sessions yet", _speaks_of("login_session"), TOO_OLD),
                 Limit("no settings of endpoints yet", _endpoint_is_set, TOO_OLD, ("endpoint",)))),
    Tool("rust", (BUILT / "rust/debug/precedence_driver",)),
    Tool("javascript", ("node", DRIVERS / "javascript/driver.mjs"), needs=(MODULES,), environment={"NODE_PATH": str(MODULES)}),
    Tool("go", (BUILT / "go/driver", "-tool", "go")),
    Tool("java", (DRIVERS / "java/driver.sh",), needs=(BUILT / "java/classes", "java"),
         limits=(Limit("a program reads its input, which never ends", lambda case, answer: answer["error"] == "timeout"),)),
    Tool("terraform", (BUILT / "go/driver", "-tool", "terraform")),
]}
