"""The tools that are compared: how their drivers start, and which of their cases cannot be compared."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from limits import AWS_CLI, BOTO3, JAVASCRIPT, Limit

HERE = Path(__file__).resolve().parent
DRIVERS = HERE / "drivers"
BUILT = HERE.parent.parent / "target/precedence"


@dataclass(frozen=True)
class Tool:
    """A tool: the words that start its driver, and those that print its version or else the file and the pattern that tell it."""

    name: str
    words: tuple
    version_words: tuple = ()
    version_in: tuple = ()
    needs: tuple = ()
    environment: dict = field(default_factory=dict)
    limits: tuple = ()
    optional_on: tuple = ()  # systems on which nothing installs it

    def command(self) -> list:
        """Returns the words that start the driver; `AWSP_DRIVER_<TOOL>` holds others."""
        own = os.environ.get("AWSP_DRIVER_" + self.name.upper().replace("-", "_"))
        return shlex.split(own) if own else [str(word) for word in self.words]

    def missing(self) -> str:
        """Returns why the driver cannot be started, or nothing."""
        parts = [*self.command(), *map(str, self.needs)]
        absent = [word for word in parts if word.startswith("/") and not Path(word).exists()]
        programs = [word for word in (parts[0], *map(str, self.needs)) if "/" not in word and not shutil.which(word)]
        if absent or programs:
            return "there is no %s" % (absent + programs)[0]
        return "" if self.version() else "%s cannot import it" % parts[0]

    def version(self) -> str:
        """Returns the version of what the driver drives, or nothing if it cannot be told."""
        if self.version_in:
            path, pattern = self.version_in
            return re.search(pattern, path.read_text())[1]
        done = subprocess.run([str(word) for word in self.version_words], capture_output=True, text=True, check=False)
        return (done.stdout.split() or [""])[0]


def _python() -> str:
    """Returns the Python that has the AWS CLI of this machine, else the one with the packages of these tests."""
    return os.environ.get("AWSP_AWS_CLI_PYTHON") or "/usr/bin/python3"


MODULES = BUILT / "javascript/node_modules"
VENV = BUILT / "venv/bin/python"
GO_MODULES = DRIVERS / "go/go.mod"
VERSION_2 = "import awscli; print(awscli.__version__ if awscli.__version__[0] == '2' else '')"

TOOLS = {tool.name: tool for tool in [
    Tool("boto3", (VENV, DRIVERS / "boto3_driver.py"), (VENV, "-c", "import boto3; print(boto3.__version__)"),
         limits=BOTO3),
    Tool("aws-cli", (_python(), DRIVERS / "aws_cli_driver.py"), (_python(), "-c", VERSION_2),
         limits=AWS_CLI, optional_on=("darwin",)),
    Tool("rust", (BUILT / "rust/debug/precedence_driver",),
         version_in=(DRIVERS / "rust/Cargo.lock", r'name = "aws-config"\nversion = "(.+)"')),
    Tool("javascript", ("node", DRIVERS / "javascript/driver.mjs"), needs=(MODULES,), environment={"NODE_PATH": str(MODULES)},
         version_in=(DRIVERS / "javascript/package-lock.json", r'"node_modules/@aws-sdk/client-sts": \{\s*"version": "(.+)"'),
         limits=JAVASCRIPT),
    Tool("go", (BUILT / "go/driver", "-tool", "go"), version_in=(GO_MODULES, r"aws-sdk-go-v2/config v(\S+)")),
    Tool("java", (DRIVERS / "java/driver.sh",), needs=(BUILT / "java/classes", "java"),
         version_in=(DRIVERS / "java/pom.xml", r"<artifactId>bom</artifactId>\s*<version>(.+)</version>"),
         limits=(Limit("a program reads its input, which never ends", lambda case, answer: answer["error"] == "timeout"),)),
    Tool("terraform", (BUILT / "go/driver", "-tool", "terraform"), version_in=(GO_MODULES, r"aws-sdk-go-base/v2 v(\S+)")),
]}
