"""The real clients that the fake is shown to."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import time
from functools import lru_cache
from pathlib import Path

from harness import HERE, Home

CLI = os.environ.get("AWSP_TEST_AWS", "/usr/bin/aws")
PYTHON = os.environ.get("AWSP_TEST_BOTOCORE", str(HERE.parents[1] / "target/venv/bin/python"))
SECONDS = 60
ERROR = re.compile(r"An error occurred \((\w+)\) when calling the (\w+) operation(?: \(reached max retries: \d+\))?: (.*)")

CREDENTIALS = """
import json, sys, botocore.session
session = botocore.session.Session(profile=sys.argv[1] or None)
found = session.get_credentials()
keys = found.get_frozen_credentials()
client = session.create_client("sts")
arn = client.get_caller_identity()["Arn"] if keys else None
print(json.dumps({"key": keys.access_key, "token": keys.token, "method": found.method, "arn": arn}))
"""

FAILURE = """
import json, sys, botocore.session, botocore.exceptions, botocore.config
service, operation, parameters = sys.argv[1:]
client = botocore.session.Session().create_client(service, region_name="us-east-1")
try:
    json.dumps(getattr(client, operation)(**json.loads(parameters)), default=str)
except botocore.exceptions.ClientError as error:
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    print(json.dumps({"kind": type(error).__name__, "code": error.response["Error"]["Code"], "status": status,
                      "error": error.response.get("error")}))
"""


def aws(home: Home, *arguments: str, given: str = "", more: dict | None = None) -> subprocess.CompletedProcess:
    """Runs the command line client without a terminal."""
    environment = home.variables(more)
    return subprocess.run(
        [CLI, *arguments], env=environment, cwd=home.path, input=given, text=True, capture_output=True,
        timeout=SECONDS, start_new_session=True,
    )  # fmt: skip


def aws_json(home: Home, *arguments: str, given: str = "", more: dict | None = None) -> dict:
    """Runs the command line client and returns what it printed."""
    done = aws(home, *arguments, "--output", "json", given=given, more=more)
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
    return json.loads(done.stdout)


def aws_error(home: Home, *arguments: str, more: dict | None = None) -> tuple:
    """Runs the command line client and returns the code, the operation and the message that it understood."""
    done = aws(home, *arguments, more=more)
    found = ERROR.search(done.stderr)
    assert found, (done.returncode, done.stdout, done.stderr)
    return found.groups()


def aws_terminal(home: Home, *arguments: str, prompt: str, answer: str) -> str:
    """Runs the command line client on a terminal, answers its prompt, and returns all it wrote."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(CLI, [CLI, *arguments], home.variables())
    seen, answered, deadline = "", False, time.monotonic() + SECONDS
    while time.monotonic() < deadline and select.select([terminal], [], [], SECONDS)[0]:
        try:
            seen += os.read(terminal, 4096).decode()
        except OSError:  # a terminal without a process reads so
            break
        if prompt in seen and not answered:
            os.write(terminal, answer.encode() + b"\n")
            answered = True
    os.waitpid(child, 0)
    os.close(terminal)
    return seen


def botocore(home: Home, program: str, *arguments: str, more: dict | None = None):
    """Runs a program that uses botocore, and returns the JSON that it printed."""
    command = [PYTHON, "-c", program, *arguments]
    done = subprocess.run(command, env=home.variables(more), cwd=home.path, text=True, capture_output=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@lru_cache
def has_cli() -> bool:
    """Tells whether there is a command line client of version 2."""
    return Path(CLI).exists() and b"aws-cli/2" in subprocess.run([CLI, "--version"], capture_output=True).stdout


@lru_cache
def has_botocore() -> bool:
    """Tells whether there is a Python with botocore."""
    return Path(PYTHON).exists() and _imports("import botocore")


def _imports(program: str) -> bool:
    """Tells whether a program of imports runs in that Python."""
    return subprocess.run([PYTHON, "-c", program], capture_output=True).returncode == 0


@lru_cache
def login_client() -> str | None:
    """Returns the first client that knows login sessions: the command line client, or botocore with its cryptography."""
    if has_cli() and subprocess.run([CLI, "login", "help"], capture_output=True, env={"AWS_PAGER": ""}).returncode == 0:
        return "cli"
    known = has_botocore() and _imports("from botocore.compat import EC; assert EC")
    return "botocore" if known else None
