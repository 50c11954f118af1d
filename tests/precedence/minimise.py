"""Makes a case smaller while something stays true of it."""

from __future__ import annotations

import json
import re
from typing import Callable, Iterator, Optional

SECTION = re.compile(r"(?m)^(?=\[)")


def minimised(case: dict, still: Callable[[dict], bool], runs: int) -> dict:
    """Returns the smallest case that was found in this many runs."""
    left = [runs]

    def tried(candidate: dict) -> bool:
        if left[0] <= 0:
            return False
        left[0] -= 1
        return still(candidate)

    while left[0] > 0:
        before = case
        for cut in _cuts(case):
            candidate = cut(case)
            if candidate and candidate != case and tried(candidate):
                case = candidate
        if case == before:
            break
    return {**case, "tags": []}


def _cuts(case: dict) -> Iterator[Callable[[dict], Optional[dict]]]:
    """Yields the ways to make this case smaller, the biggest first."""
    yield lambda case: {**case, "profile": None}
    for name in case["variables"]:
        yield lambda case, name=name: _without(case, "variables", name)
    for path in case["files"]:
        yield lambda case, path=path: _without(case, "files", path)
    for path, text in case["files"].items():
        if not text.startswith("{"):
            yield from (_cut_of_piece(path, piece) for piece in SECTION.split(text) + text.splitlines(True))
    for path, text in case["files"].items():
        yield from (_cut_of_piece(path, piece) for piece in _members(text))


def _without(case: dict, part: str, name: str) -> Optional[dict]:
    """Returns the case without a variable or a file."""
    return {**case, part: {other: text for other, text in case[part].items() if other != name}}


def _cut_of_piece(path: str, piece: str) -> Callable[[dict], Optional[dict]]:
    """Returns a cut that takes a piece out of a file, if it still is there."""
    def cut(case: dict) -> Optional[dict]:
        text = case["files"].get(path, "")
        if not piece or piece not in text or piece == text:
            return None
        return {**case, "files": {**case["files"], path: text.replace(piece, "", 1)}}
    return cut


def _members(text: str) -> Iterator[str]:
    """Yields the members of a JSON file as they stand there, each with the comma after it."""
    try:
        members = json.loads(text)
    except ValueError:
        return
    yield from re.findall(r'\n *"[^"]+": (?:"[^"]*"|\d+),', text) if isinstance(members, dict) else ()
