"""Answers of tools that are kept in files: of whole sets of cases, and of single ones that once went wrong."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Iterator

HERE = Path(__file__).resolve().parent
RECORDED = HERE / "recorded"
CASES = HERE / "cases"


def replayed(folder: Path, tools: list) -> Iterator[tuple]:
    """Yields name, tool, version, case and answer of everything that was recorded for these tools."""
    for path in sorted(RECORDED.glob("*.json")):
        record = json.loads(path.read_text())
        for entry in record["answers"]:
            yield path.stem, record["tool"], record["version"], entry["case"], entry["answer"]
    for path, record in regressions(folder):
        if record["tool"] in tools:
            yield path.stem, record["tool"], record["version"], record["case"], record["answer"]


def regressions(folder: Path) -> Iterator[tuple]:
    """Yields path and content of the cases that once went wrong."""
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text())
        case = record["case"]
        case["files"] = {name: "\n".join(lines) for name, lines in case["files"].items()}
        yield path, record


def record(tool: str, version: str, answers: list) -> Path:
    """Writes the answers of a tool, one case a line, and returns the file."""
    lines = ",\n".join(json.dumps({"case": case, "answer": bare(answer)}) for case, answer in answers)
    head = json.dumps({"tool": tool, "version": version})[:-1]
    RECORDED.mkdir(exist_ok=True)
    path = RECORDED / ("%s-%s.json" % (tool, version or "unknown"))
    path.write_text('%s, "answers": [\n%s\n]}\n' % (head, lines))
    return path


def keep(folder: Path, tool: str, version: str, case: dict, answer: dict, differing: list) -> Path:
    """Writes a case that went wrong, beside what the tool answered, and returns the file."""
    by_line = {**case, "files": {name: text.split("\n") for name, text in case["files"].items()}}
    content = {"tool": tool, "version": version, "differs": differing, "case": by_line, "answer": bare(answer)}
    inner = json.dumps([case["variables"], case["files"], case["profile"]], sort_keys=True)
    folder.mkdir(exist_ok=True)
    path = folder / ("%s-%s.json" % (tool, hashlib.sha256(inner.encode()).hexdigest()[:8]))
    path.write_text(json.dumps(content, indent=2) + "\n")
    return path


def bare(answer: dict) -> dict:
    """Returns the answer without the number of the question."""
    return {name: value for name, value in answer.items() if name != "id"}
