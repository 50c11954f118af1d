#!/usr/bin/env python3
"""Writes into cases.json what botocore makes of each row; with --check compares instead.

Needs botocore, for instance from a virtual environment: python3 -m venv V && V/bin/pip install botocore
"""

import configparser
import json
import os
import pathlib
import sys
import tempfile

import botocore
import botocore.configloader
import botocore.exceptions
import botocore.session

CASES = pathlib.Path(__file__).with_name("cases.json")
VARIABLES = {"config": "AWS_CONFIG_FILE", "credentials": "AWS_SHARED_CREDENTIALS_FILE"}


def content(row, name):
    """The bytes of a file: `*_hex` holds what JSON text cannot."""
    if f"{name}_hex" in row:
        return bytes.fromhex(row[f"{name}_hex"])
    return row.get(name, "").encode()


def place(error):
    """Where a file was rejected: `config:3`, or `config` where botocore does not say the line."""
    name = os.path.basename(error.kwargs["path"])
    cause = error.kwargs["error"]
    if isinstance(cause, configparser.MissingSectionHeaderError):
        return f"{name}:{cause.lineno}"
    if isinstance(cause, configparser.ParsingError):
        return f"{name}:{cause.errors[0][0]}"
    if isinstance(cause, (configparser.DuplicateSectionError, configparser.DuplicateOptionError)):
        return f"{name}:{cause.lineno}"
    return name


def answer(row, folder):
    """What botocore's session sees in the files of a row."""
    for name, variable in VARIABLES.items():
        path = os.path.join(folder, name)
        pathlib.Path(path).write_bytes(content(row, name))
        os.environ[variable] = path
    try:
        both = botocore.session.Session().full_config
        config = botocore.configloader.load_config(os.environ["AWS_CONFIG_FILE"])
    except botocore.exceptions.ConfigParseError as error:
        return {"abort": place(error)}
    found = {name: both[name] for name in ("profiles", "sso_sessions", "services")}
    if "credentials" in row or "credentials_hex" in row:
        found["in_config"] = config["profiles"]
    return found


def main():
    rows = json.loads(CASES.read_text(encoding="utf-8"))
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            now = answer(row, folder)
            if row.get("boto") != now:
                different += 1
                print(f"{row['spec']} {row['row']}\n  stored {row.get('boto')}\n  now    {now}")
            sdk = row.pop("sdk", None)
            row["boto"] = now
            row["sdk"] = sdk
    print(f"{len(rows)} rows, {different} different, botocore {botocore.__version__}")
    if "--check" in sys.argv[1:]:
        return 1 if different or not rows else 0
    CASES.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
