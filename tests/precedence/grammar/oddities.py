"""Oddities of the file grammar, as changes to the text of a file that was in order."""

from __future__ import annotations

import random
import re


def _change_line(change):
    """Returns an oddity that changes one random line that holds a setting."""
    def oddity(rng: random.Random, text: str) -> str:
        lines = text.split("\n")
        settings = [at for at, line in enumerate(lines) if "=" in line and line[0] not in "[# "]
        if settings:
            at = rng.choice(settings)
            lines[at] = change(rng, lines[at])
        return "\n".join(lines)
    return oddity


def _change_header(change):
    """Returns an oddity that changes one random section header."""
    def oddity(rng: random.Random, text: str) -> str:
        headers = re.findall(r"^\[.*\]$", text, re.MULTILINE)
        if not headers:
            return text
        header = rng.choice(headers)
        return text.replace(header, change(rng, header), 1)
    return oddity


def _quoted(rng: random.Random, header: str) -> str:
    """Writes the name of the section in quotes."""
    quote = rng.choice("'\"")
    return re.sub(r"(\S+)\]$", lambda name: quote + name.group(1) + quote + "]", header)


def _rewrite_key(rewrite):
    """Returns an oddity that changes the name of one random key."""
    return _change_line(lambda rng, line: rewrite(line.split("=", 1)[0]) + "=" + line.split("=", 1)[1])


def _section_twice(rng: random.Random, text: str) -> str:
    """Repeats a section with another setting in it."""
    headers = re.findall(r"^\[.*\]$", text, re.MULTILINE)
    return text + "%s\noutput = json\n" % rng.choice(headers) if headers else text


def _setting_before(_rng: random.Random, text: str) -> str:
    return "output = json\n" + text


def _inherited(rng: random.Random, text: str) -> str:
    """Adds a section whose keys Python's parser gives to all others."""
    return "[DEFAULT]\nregion = %s\n" % rng.choice(["us-west-1", "eu-west-3"]) + text


ODDITIES = {
    "inline comment": _change_line(lambda rng, line: line + rng.choice([" # main", " ; main", "#main", " #", ";x"])),
    "colon": _change_line(lambda rng, line: line.replace("=", ":", 1)),
    "no delimiter": _change_line(lambda rng, line: line.split(" =")[0]),
    "no value": _change_line(lambda rng, line: line.split("=")[0] + "="),
    "upper case key": _rewrite_key(str.upper),
    "tight": _change_line(lambda rng, line: line.replace(" = ", "=", 1)),
    "quoted value": _change_line(lambda rng, line: re.sub(r"= (.*)$", r'= "\1"', line)),
    "spaces after": _change_line(lambda rng, line: line + rng.choice(["  ", "\t", "\u00a0"])),
    "key twice": _change_line(lambda rng, line: line + "\n" + line.split("=")[0] + "= other"),
    "indented line": _change_line(lambda rng, line: rng.choice(["  ", "\t"]) + line),
    "continued": _change_line(lambda rng, line: line + "\n  more"),
    "indented comment": _change_line(lambda rng, line: line + "\n  # comment"),
    "comment between": _change_line(lambda rng, line: rng.choice(["# comment", "; comment", ""]) + "\n" + line),
    "quoted name": _change_header(_quoted),
    "upper case header": _change_header(lambda rng, header: header.upper()),
    "spaces in header": _change_header(lambda rng, header: rng.choice([
        header.replace("[", "[ "), header.replace("]", " ]"), header.replace(" ", "   "), header.replace(" ", "\t")])),
    "comment after header": _change_header(lambda rng, header: header + rng.choice([" # mine", "; mine", " # see [b]"])),
    "junk after header": _change_header(lambda rng, header: header + " junk"),
    "open header": _change_header(lambda rng, header: header[:-1]),
    "prefix run on": _change_header(lambda rng, header: header.replace("[profile", "[profilefoo")),
    "no prefix": _change_header(lambda rng, header: header.replace("[profile ", "[")),
    "indented header": _change_header(lambda rng, header: "  " + header),
    "section twice": _section_twice,
    "setting before": _setting_before,
    "DEFAULT section": _inherited,
    "all indented": lambda rng, text: re.sub(r"^(?=[a-z])", "  ", text, flags=re.MULTILINE),
    "byte order mark": lambda rng, text: "\ufeff" + text,
    "CRLF": lambda rng, text: text.replace("\n", "\r\n"),
    "CR": lambda rng, text: text.replace("\n", "\r"),
    "not UTF-8": lambda rng, text: "# caf\udce9\n" + text,
    "no last line end": lambda rng, text: text.rstrip("\n"),
}


def apply(rng: random.Random, text: str, tags: set, count: int) -> str:
    """Changes a text in one or more ways: those the tags ask for, or any."""
    asked = [tag[5:] for tag in sorted(tags) if tag.startswith("odd: ")]
    for name in asked or rng.sample(sorted(ODDITIES), count):
        text = ODDITIES[name](rng, text)
        tags.add("odd: " + name)
    return text
