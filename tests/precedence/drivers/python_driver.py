"""What the drivers of the Python tools share: the line protocol, and a fork of its own for each case."""

import contextlib
import gc
import getpass
import json
import os
import select
import signal
import sys
import tempfile
import time

from botocore_road import CALL, remember_models, reroute_requests

MFA_CODE = "123456"
SECONDS_FOR_A_CASE = 20
NO_ANSWER = dict.fromkeys(
    [
        "access_key_id",
        "secret_access_key",
        "session_token",
        "account",
        "error",
        "region",
        "region_error",
        "endpoint",
        "call_region",
        "call_error",
    ]
)

# What surrounds the driver is not for its tools.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
# The tools expand `~` while they are imported, which is before any case is known. A case runs in its home, so `.` is it.
os.environ["HOME"] = "."
getpass.getpass = lambda *_, **__: MFA_CODE
time.sleep = lambda _: None  # no server here answers better for waiting


def problem(error):
    """Returns the class of an exception and the first line of its message."""
    first_line = (str(error).splitlines() or [""])[0]
    return f"{type(error).__name__}: {first_line}"


def caught(action):
    """Returns what an action returns, and None; or None, and what went wrong."""
    try:
        return action(), None
    except BaseException as error:  # SystemExit too is a way to end without credentials
        return None, problem(error)


def freeze_credentials(session):
    """Returns a session's credentials as a call would use them now."""
    from botocore.exceptions import NoCredentialsError

    credentials = session.get_credentials()
    if credentials is None:
        raise NoCredentialsError
    return credentials.get_frozen_credentials()


def credentials_of(session):
    """Returns the part of an answer that tells a session's credentials."""
    frozen, error = caught(lambda: freeze_credentials(session))
    if error:
        return {"error": error}
    return {
        "access_key_id": frozen.access_key,
        "secret_access_key": frozen.secret_key,
        "session_token": frozen.token,
        "account": getattr(frozen, "account_id", None),
    }


def region_of(read):
    """Returns the part of an answer that tells the region that `read` returns."""
    region, error = caught(read)
    return {"region": region, "region_error": error}


def not_even_started(error):
    """Returns the answer for a tool that gives up before it looks for anything."""
    return {"error": problem(error), "region_error": problem(error)}


def enter(case):
    """Makes this process look like a new one that was started for a case."""
    os.setsid()
    os.chdir(case["home"])
    os.environ.clear()
    os.environ.update(case["variables"])
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard_stream in range(3):
        os.dup2(nothing, standard_stream)


def run_child(resolve, case, writer):
    """Resolves a case in a fork, writes the answer to a pipe and ends the fork."""
    try:
        enter(case)
        found, error = caught(lambda: resolve(case))
        answer = {**NO_ANSWER, **(found or {"error": error})}
        os.write(writer, json.dumps(answer).encode())
    finally:
        os._exit(0)


def read_answer(reader):
    """Returns what a fork wrote, or the reason why it wrote nothing."""
    if not select.select([reader], [], [], SECONDS_FOR_A_CASE)[0]:
        return {**NO_ANSWER, "error": "timeout"}
    with os.fdopen(os.dup(reader)) as stream:
        text = stream.read()
    return json.loads(text) if text else {**NO_ANSWER, "error": "crash"}


def resolve_in_fork(resolve, case):
    """Returns the answer to a case, found in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        run_child(resolve, case, writer)
    os.close(writer)
    answer = read_answer(reader)
    os.close(reader)
    os.killpg(child, signal.SIGKILL)  # with the programs that it may have started
    os.waitpid(child, 0)
    return answer


def warm_up(resolve):
    """Resolves one easy case in this process, so that its forks find every module and model loaded."""
    started_in = os.getcwd()
    variables = dict(os.environ)
    os.environ.update(AWS_ACCESS_KEY_ID="warm", AWS_SECRET_ACCESS_KEY="up", AWS_REGION="us-east-1")
    with tempfile.TemporaryDirectory() as home, open(os.devnull, "w") as nothing:
        os.chdir(home)
        with contextlib.redirect_stdout(nothing):
            resolve({"variables": {}, "profile": None})
        os.chdir(started_in)
    os.environ.clear()
    os.environ.update(variables)
    CALL.update(endpoint=None, call_region=None)
    gc.disable()  # it would touch, and so copy, all that forks share


def serve(resolve):
    """Answers the cases on standard input, one JSON object a line, as `resolve` finds them."""
    reroute_requests()
    remember_models()
    warm_up(resolve)
    for line in sys.stdin:
        case = json.loads(line)
        print(json.dumps({"id": case["id"], **resolve_in_fork(resolve, case)}), flush=True)
