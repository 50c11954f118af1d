"""What a call over the network takes, to a stand-in for AWS on this machine."""

from __future__ import annotations

import subprocess
import sys

from place import ROOT, Place
from report import Row, at_least, times
from timing import Command, commands_in_turn, median, peak, ratio

BELOW_AWS = 100
KEYS = {"AWS_ACCESS_KEY_ID": "AKIARZPUZDIKGFADW22Y", "AWS_SECRET_ACCESS_KEY": "of-nobody", "AWS_REGION": "eu-west-1"}


def rows(place: Place) -> list:
    """Asks a fake of STS who one is; awsp asks IAM for the account's alias besides."""
    server = subprocess.Popen([sys.executable, ROOT / "tests/aws/server.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        return _rows(place, "http://127.0.0.1:%d" % int(server.stdout.readline()))
    finally:
        server.stdin.close()
        server.wait(timeout=5)


def _rows(place: Place, url: str) -> list:
    variables = place.variables(10) | KEYS | {"AWS_ENDPOINT_URL": url}
    commands = {"whoami": Command((place.awsp, "whoami"), variables), "current": Command((place.awsp, "current"), variables)}
    if place.aws:
        commands["aws"] = Command((place.aws, "--endpoint-url", url, "sts", "get-caller-identity"), variables)
    samples = commands_in_turn(place.launcher, commands, place.rounds(15, 3))
    found = [Row("memory of `awsp whoami`", peak(samples["whoami"]), "", None, " MB"),
             Row("`awsp whoami` on loopback, to `awsp current`", ratio(samples["whoami"], samples["current"]),
                 times("whoami", median(samples["whoami"]), "current", median(samples["current"])))]
    if place.aws:
        found.append(Row("how far `awsp whoami` is below `aws sts get-caller-identity`, on loopback",
                         ratio(samples["aws"], samples["whoami"]),
                         times("aws", median(samples["aws"]), "awsp", median(samples["whoami"])), at_least(BELOW_AWS), shown=True))
    return found
