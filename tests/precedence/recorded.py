"""Answers of tools that are kept in files: of whole sets of cases, and of single ones that once went wrong."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Iterator

HERE = Path(__file__).resolve().parent
RECORDED = HERE / "recorded"
CASES = HERE / "cases"
PYTHON = ("aws-cli", "boto3")
NOTHING = dict.fromkeys(
    ["access_key_id", "secret_access_key", "session_token", "error", "region", "region_error", "endpoint"])


def replayed(folder: Path, tools: list) -> Iterator[tuple]:
    """Yields name, tool, version, case and answer of everything that was recorded for these tools."""
    for path in sorted(RECORDED.glob("*.json")):
        record = json.loads(path.read_text())
        if record["tool"] in tools:
            for entry in record["answers"]:
                yield path.stem, record["tool"], record["version"], entry["case"], {**NOTHING, **entry["answer"]}
    for path, record in regressions(folder):
        if record["tool"] in tools:
            yield path.stem, record["tool"], record["version"], record["case"], record["answer"]


def cases_of(tool: str) -> list:
    """Returns the cases of which answers of a tool were recorded."""
    paths = sorted(RECORDED.glob(tool + "-*.json"))
    cases = [entry["case"] for path in paths for entry in json.loads(path.read_text())["answers"]]
    return list({json.dumps(case, sort_keys=True): case for case in cases}.values())


def regressions(folder: Path) -> Iterator[tuple]:
    """Yields path and content of the cases that once went wrong."""
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text())
        case = record["case"]
        case["files"] = {name: "\n".join(lines) for name, lines in case["files"].items()}
        yield path, record


def regressions_of(folder: Path, tool: str) -> list:
    """Returns the cases that once went wrong for a tool, or for one that is made of the same parts."""
    family = PYTHON if tool in PYTHON else (tool,)
    return [record["case"] for _, record in regressions(folder) if record["tool"] in family]


def record(tool: str, version: str, answers: list) -> Path:
    """Writes the answers of a tool, one case a line, and returns the file."""
    lines = ",\n".join(json.dumps({"case": untagged(case), "answer": compared(answer)}) for case, answer in answers)
    head = json.dumps({"tool": tool, "version": version})[:-1]
    RECORDED.mkdir(exist_ok=True)
    path = RECORDED / ("%s-%s.json" % (tool, version or "unknown"))
    path.write_text('%s, "answers": [\n%s\n]}\n' % (head, lines))
    return path


def untagged(case: dict) -> dict:
    """Returns a case without the marks of the generator."""
    return {**case, "tags": []}


def compared(answer: dict) -> dict:
    """Returns the part of an answer that is compared, as far as it says something."""
    return {name: answer[name] for name in NOTHING if answer.get(name) is not None}


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
