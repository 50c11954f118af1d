"""Tells which credentials, region and endpoint the AWS CLI uses in each case that it is given.

It drives whichever AWS CLI v2 this Python can import.
"""

import os
import sys
import tempfile

from botocore_road import CALL
from python_driver import credentials_of, not_even_started, region_of, serve

import awscli  # before botocore, which it brings along under that name
import awscli.clidriver

COMMAND = ["sts", "get-caller-identity", "--output", "json", "--no-cli-pager", "--no-cli-auto-prompt"]
# Where the CLI's own models are; it puts this into the environment when it is imported.
MODELS = os.environ["AWS_DATA_PATH"].split(os.pathsep)[-1]

# It starts a thread, which a fork would wait for in vain.
awscli.clidriver.disable_crt_logging = lambda: None


def last_line_of_errors(action):
    """Returns the last line that an action writes to standard error, or None if it writes nothing."""
    with tempfile.TemporaryFile("w+") as errors:
        usual = sys.stderr
        sys.stderr = errors
        try:
            action()
        finally:
            sys.stderr = usual
        errors.seek(0)
        lines = errors.read().split("\n")
    return next((line for line in reversed(lines) if line.strip()), None)


def watch_credentials(session):
    """Returns a dictionary that will tell the session's credentials, once its profile and its caches are settled."""
    found = {}
    emitter = session.get_component("event_emitter")
    emitter.register_last("session-initialized", lambda session, **_: found.update(credentials_of(session)))
    return found


def resolve(case):
    """Returns what the AWS CLI makes of a case."""
    user_models = case["variables"].get("AWS_DATA_PATH")
    os.environ["AWS_DATA_PATH"] = os.pathsep.join(filter(None, [user_models, MODELS]))
    command = COMMAND if case["profile"] is None else [*COMMAND, "--profile", case["profile"]]
    try:
        cli = awscli.clidriver.create_clidriver(command)
    except Exception as error:
        return not_even_started(error)
    session = cli.session
    credentials = watch_credentials(session)
    call_error = last_line_of_errors(lambda: awscli.clidriver.AWSCLIEntryPoint(cli).main(command))
    region = region_of(lambda: session.get_config_variable("region"))
    return {**(credentials or {"error": call_error}), **region, **CALL, "call_error": call_error}


if __name__ == "__main__":
    serve(resolve)
