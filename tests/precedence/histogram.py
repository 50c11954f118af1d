"""What a run has gone through: variables, kinds of profile, known differences, themes, sources and errors.

A run of 2,000 cases or more that has met anything of it fewer than twenty times, or that ended in too few errors, does not count
as a test; `shortfalls` says so.
"""

from __future__ import annotations

from collections import Counter

from grammar.themes import THEMES
from grammar.variables import VARIABLES
from situations import KINDS, ROWS, Situation

ENOUGH_CASES = 2000
ENOUGH = 20
ENOUGH_ERRORS = 1 / 3
# Set to nothing as rarely as this is fine: an empty value says no more than the absent one.
STATES = ("absent", "empty", "filled")


class Histogram:
    """Counts of everything that a list of cases and verdicts holds."""

    def __init__(self, verdicts: list):
        self.cases = {id(verdict.case): verdict.case for verdict in verdicts}
        self.tables = {"variable": {}, "kind": Counter(), "known difference": Counter(), "theme": Counter()}
        for case in self.cases.values():
            self._count(case)
        self.sources = Counter((verdict.tool, _source(verdict)) for verdict in verdicts)
        self.errors = Counter((verdict.tool, _error(verdict)) for verdict in verdicts if verdict.answer["error"])
        self.failed_cases = {id(verdict.case) for verdict in verdicts if verdict.answer["error"]}

    def _count(self, case: dict) -> None:
        for name in VARIABLES:
            value = case["variables"].get(name)
            state = "absent" if value is None else "filled" if value.strip() else "empty"
            self.tables["variable"].setdefault(name, Counter())[state] += 1
        situation = Situation(case)
        self.tables["kind"].update(name for name, is_there in KINDS.items() if is_there(situation))
        self.tables["known difference"].update(name for name, holds in ROWS.items() if holds(situation))
        self.tables["theme"].update(tag[6:] for tag in case["tags"] if tag.startswith("theme "))

    def shortfalls(self) -> list:
        """Returns what came too seldom for a run of this size."""
        if len(self.cases) < ENOUGH_CASES:
            return []
        seldom = [("%s %s" % (name, state), counter[state]) for name, counter in self.tables["variable"].items()
                  for state in STATES]
        for table, names in (("kind", KINDS), ("known difference", ROWS), ("theme", THEMES)):
            seldom += [("%s %s" % (table, name), self.tables[table][name]) for name in names]
        short = ["%s: %d cases" % (name, count) for name, count in seldom if count < ENOUGH]
        if len(self.failed_cases) < ENOUGH_ERRORS * len(self.cases):
            short.append("errors: %d of %d cases" % (len(self.failed_cases), len(self.cases)))
        return short

    def lines(self):
        """Yields the tables as text."""
        yield "%-45s %8s %8s %8s" % ("variable", *STATES)
        for name, counter in self.tables["variable"].items():
            yield "%-45s %8d %8d %8d" % (name, *(counter[state] for state in STATES))
        for table, names in (("kind", KINDS), ("known difference", ROWS), ("theme", THEMES)):
            yield ""
            yield from ("%-16s %-45s %8d" % (table, name, self.tables[table][name]) for name in names)
        for title, counter in (("source", self.sources), ("error", self.errors)):
            yield ""
            yield from ("%-7s %-12s %-70s %6d" % (title, tool, name[:70], count) for (tool, name), count in
                        sorted(counter.items(), key=lambda entry: (entry[0][0], -entry[1])))
        yield ""
        yield "cases: %d, with an error for some tool: %d" % (len(self.cases), len(self.failed_cases))


def _source(verdict) -> str:
    """Returns the kind of source that `awsp` says wins."""
    if verdict.told["error"]:
        return "an error"
    value = verdict.told["access_key_id"]
    return "%s (%s)" % (value["source"]["kind"] if value else "none", verdict.told.get("kind"))


def _error(verdict) -> str:
    """Returns the class of a tool's error."""
    return verdict.answer["error"].split(":")[0]
