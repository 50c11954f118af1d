"""Compares what `awsp explain --json` says with what each AWS tool does, in random environments with random AWS files.

    tests/precedence/run [--tools boto3,rust,…] [--count N] [--seed S] [--keep-going] [--histogram]

First the cases of `cases/`, which once went wrong, then N random ones from seed S on. Each case is put into a home folder of its
own; the driver of each tool (`drivers/`) asks the real SDK there, whose requests all end at `fake_aws.py`; and `expected.py` works
out, from the sources that `awsp` names, what the SDK should have found. Answers of tools that may not be here are in `recorded/`.

A case that goes wrong is made smaller and written to `cases/`, to be run again by everybody. `--record TOOL` asks a tool what was
recorded before, and `--count` random cases more, and writes the answers to `recorded/` instead of comparing them. With
AWSP_TEST_STRICT=1 a tool that is missing is a failure.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import recorded
from explain import Explanations
from fake import FakeAws
from generate import case
from histogram import Histogram
from minimise import minimised
from runs import Run, Runner, counts
from tools import TOOLS

MINIMISING_RUNS = 200
MINIMISED_EACH = 8


def say(text: str = "") -> None:
    """Prints a line at once."""
    print(text, flush=True)


def words() -> argparse.Namespace:
    """Returns what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tools", default=",".join(TOOLS), help="default: all")
    parser.add_argument("--count", type=int, help="random cases (200; 0 more to record)")
    parser.add_argument("--seed", type=int, default=os.environ.get("AWSP_SEED"),
                        help="the first of successive seeds ($AWSP_SEED, or random)")
    parser.add_argument("--awsp", default="awsp", help="the program, with words before `explain` if need be")
    parser.add_argument("--cases", type=Path, default=recorded.CASES, help="folder of what once went wrong")
    parser.add_argument("--keep-going", action="store_true", help="do not stop at the first difference")
    parser.add_argument("--histogram", action="store_true", help="print what the run has gone through, and whether that is enough")
    parser.add_argument("--record", metavar="TOOL", help="write the answers of this tool to recorded/")
    parser.add_argument("--version", default="", help="the version to record (asked of the tool)")
    parser.add_argument("--replay", choices=["asked", "all", "none"], default="asked", help="recorded answers of which tools (asked)")
    parser.add_argument("--no-replay", dest="replay", action="store_const", const="none", help="the same as --replay none")
    parser.add_argument("--no-minimise", action="store_true", help="print differences as they are, and write no case")
    asked = parser.parse_args()
    asked.seed = random.SystemRandom().randrange(10 ** 9) if asked.seed is None else asked.seed
    asked.tools = asked.tools.split(",")
    return asked


def present(names: list) -> tuple:
    """Returns the tools that can be run, and how many of those that should be here cannot."""
    missing = {name: TOOLS[name].missing() for name in names}
    for name, reason in missing.items():
        if reason:
            say("%s: skipped, %s" % (name, reason))
    here = [TOOLS[name] for name in names if not missing[name]]
    return here, sum(bool(missing[name]) and sys.platform not in TOOLS[name].optional_on for name in names)


def record(asked: argparse.Namespace, runner: Runner) -> None:
    """Writes the answers of one tool, to the cases that were recorded before and to random ones, to a file."""
    tool = TOOLS[asked.record]
    cases = recorded.cases_of(tool.name) + [case(seed) for seed in range(asked.seed, asked.seed + (asked.count or 0))]
    with runner.driver(tool) as driver:
        answers = [(one, driver.ask(one)) for one in cases]
    say("written: %s" % recorded.record(tool.name, asked.version or tool.version(), answers))


def replay(asked: argparse.Namespace, runner: Runner) -> list:
    """Compares the answers that were recorded; returns the verdicts."""
    by_source = {}
    tools = {"asked": asked.tools, "all": list(TOOLS), "none": []}[asked.replay]
    for name, tool, version, one, answer in recorded.replayed(asked.cases, tools):
        verdict = runner.judge(TOOLS[tool], version, one, answer)
        by_source.setdefault(("recorded: %s %s" % (tool, version)).rstrip(), []).append(verdict)
        if verdict.differing:
            show(verdict, "recorded in %s" % name)
    for source, verdicts in by_source.items():
        report(source, verdicts)
    return [verdict for verdicts in by_source.values() for verdict in verdicts]


def show(verdict, where: str) -> None:
    """Prints a difference: the case, and both answers."""
    say("\n%s differs in %s (%s)" % (verdict.tool, ", ".join(verdict.differing), where))
    for name, value in (("profile", verdict.case["profile"]), ("variables", verdict.case["variables"])):
        say("  %s: %s" % (name, value))
    for path, text in verdict.case["files"].items():
        say("  --- %s\n%s" % (path, "".join("  | %s\n" % line for line in text.splitlines())))
    for name in ("access_key_id", "region", "endpoint", "error"):
        if verdict.told[name]:
            say("  awsp says: %s: %s" % (name, brief(verdict.told[name])))
    say("  so expected: %s" % {name: value for name, value in vars(verdict.expected).items() if value is not None})
    say("  %s answers: %s" % (verdict.tool, {name: value for name, value in verdict.answer.items() if value is not None}))


def called(case: dict) -> str:
    """Returns what a case is known by."""
    return case.get("about") or "seed %s" % case["seed"]


def brief(value: dict) -> dict:
    """Returns what `awsp` says of one thing, without what it beats."""
    return {name: part for name, part in value.items() if name != "shadows"}


def report(name: str, verdicts: list) -> None:
    """Prints how many cases of a tool went well."""
    sorts = counts(verdicts)
    errors = sum(bool(verdict.answer["error"]) for verdict in verdicts)
    say("%-31s %6d cases %6d agreed %6d disagreed %6.1f %% errors" % (
        name, len(verdicts), sorts["agreed"], sorts["disagreed"], 100 * errors / max(1, len(verdicts))))
    for limit in sorted({verdict.limit for verdict in verdicts if verdict.limit}):
        say("    not comparable: %s, %d cases" % (limit, sum(verdict.limit == limit for verdict in verdicts)))


def investigate(asked: argparse.Namespace, runner: Runner, run: Run) -> None:
    """Prints what differs for a tool, one case for each way to differ, made small and written down."""
    by_signature = {}
    for verdict in filter(lambda verdict: verdict.differing, run.verdicts):
        by_signature.setdefault(verdict.signature, []).append(verdict)
    for signature, alike in sorted(by_signature.items(), key=lambda entry: -len(entry[1]))[:MINIMISED_EACH]:
        show_smallest(asked, runner, run, alike[0], len(alike))
    for signature, alike in list(by_signature.items())[MINIMISED_EACH:]:
        say("%s also differs in %s: %d cases, %s" % (run.tool.name, signature[1:], len(alike), called(alike[0].case)))


def show_smallest(asked: argparse.Namespace, runner: Runner, run: Run, verdict, alike: int) -> None:
    """Makes a case that differs smaller, prints it, and writes it to the folder of cases."""
    where = "%s, %d alike" % (called(verdict.case), alike)
    if asked.no_minimise:
        return show(verdict, where)
    with runner.driver(run.tool) as driver:
        def judged(one: dict):
            return runner.judge(run.tool, run.version, one, driver.ask(one))
        small = minimised(verdict.case, lambda one: judged(one).signature == verdict.signature, MINIMISING_RUNS)
        again = judged(small)
    show(again, where)
    say("  written: %s" % recorded.keep(asked.cases, run.tool.name, run.version, small, again.answer, again.differing))
    return None


def compare(asked: argparse.Namespace, runner: Runner) -> int:
    """Runs everything, and returns the number of failures."""
    started = time.monotonic()
    verdicts = replay(asked, runner)
    tools, skipped = present(asked.tools)
    cases = [case(seed) for seed in range(asked.seed, asked.seed + (200 if asked.count is None else asked.count))]
    runs = [Run(tool, tool.version(), recorded.regressions_of(asked.cases, tool.name) + cases) for tool in tools]
    runner.go(runs)
    for run in runs:
        report(" ".join(filter(None, (run.tool.name, run.version))), run.verdicts)
        verdicts += run.verdicts
    short = counted(asked, [verdict for run in runs for verdict in run.verdicts])
    for run in runs:
        investigate(asked, runner, run)
    sorts = counts(verdicts)
    failed = sorts["disagreed"] + short + (skipped if os.environ.get("AWSP_TEST_STRICT") == "1" else 0)
    say("seed %d, %.0f s" % (asked.seed, time.monotonic() - started))
    say("%d passed, %d failed" % (sorts["agreed"], failed))
    return failed


def counted(asked: argparse.Namespace, verdicts: list) -> int:
    """Prints the histogram if it is asked for, and returns the number of things that came too seldom."""
    if not asked.histogram:
        return 0
    histogram = Histogram(verdicts)
    for line in histogram.lines():
        say(line)
    short = histogram.shortfalls()
    for line in short:
        say("too seldom: " + line)
    return len(short)


def main() -> int:
    """Runs the program, and returns its exit status."""
    asked = words()
    say("seed %d" % asked.seed)
    with tempfile.TemporaryDirectory(prefix="awsp-precedence-") as folder, FakeAws() as fake:
        runner = Runner(Explanations(asked.awsp, Path(folder), fake), Path(folder), fake, asked.keep_going)
        if asked.record:
            record(asked, runner)
            return 0
        return 1 if compare(asked, runner) else 0


if __name__ == "__main__":
    sys.exit(main())
