"""The ways in which parsers of the AWS files read a value."""

from __future__ import annotations

import re


def readings_of(lines: list, at: int):
    """Yields the ways in which parsers read the value on a line: whole, without a comment, with the lines that continue it."""
    whole = re.split("[=:]", lines[at], maxsplit=1)[-1].strip()
    yield whole
    yield re.split(r"\s[#;]", whole)[0].strip()
    yield re.split(r"[#;]", whole)[0].strip()
    yield whole.strip("'\"")
    yield re.split("=", lines[at], maxsplit=1)[-1].strip(" \t\r")
    more = at + 1
    while more < len(lines) and lines[more][:1] in (" ", "\t"):
        more += 1
    continued = [line.strip() for line in lines[at + 1:more]]
    yield "\n".join([whole] + continued)
    yield "\n".join([whole] + _beyond_empty_lines(lines[at + 1:])).rstrip()
    cut = re.split(r"\s[#;]", re.split("=", lines[at], maxsplit=1)[-1])[0].strip(" \t\r")
    yield "\n".join([cut] + continued)


def _beyond_empty_lines(lines: list) -> list:
    """Returns the lines that continue a value for Python, which are indented and may have empty ones between them."""
    ends = (number for number, line in enumerate(lines) if line.strip() and line[0] not in " \t")
    return [line.strip() for line in lines[:next(ends, len(lines))]]
