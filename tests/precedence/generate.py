"""Random cases: an environment, AWS files and a named profile, from a seed.

    python3 tests/precedence/generate.py SEED…    prints the cases of these seeds

A case is {"seed", "variables", "files": {path below the home folder: text}, "profile", "tags"}. Values and texts hold `{home}`,
`{fake}`, `{lately}` and the like, which `place.py` fills in; a file whose path ends in `/` is a folder. Successive seeds walk
through the themes in turn, so that every theme gets its share of any run.
"""

from __future__ import annotations

import json
import random
import sys

from grammar import kinds, oddities, rows, variables
from grammar.draft import CONFIG, CREDENTIALS, Draft
from grammar.themes import THEMES


def case(seed: int) -> dict:
    """Returns the case of this seed."""
    names = sorted(THEMES)
    theme = names[seed % len(names)]
    draft = Draft(random.Random("case %d" % seed), seed)
    draft.tags.add("theme " + theme)
    THEMES[theme](draft)
    _add_noise(draft)
    return _finished(seed, draft)


def _add_noise(draft: Draft) -> None:
    """Adds surroundings that have nothing to do with the theme, or so it seems."""
    if "no region" not in draft.tags:
        variables.regions(draft)
    variables.metadata(draft)
    if draft.chance(0.7):
        variables.rota(draft, 1, draft.rng.choice([1, 2]))
        variables.noise(draft, draft.rng.choices([0, 1, 2, 4], [45, 25, 20, 10])[0], empty=0.38)
    if draft.chance(0.1):
        kinds.profile(draft, draft.name())
    if draft.chance(0.25):
        _add_rival(draft)


def _add_rival(draft: Draft) -> None:
    """Adds a whole other source of credentials, so that rules about who wins have something to decide."""
    if draft.chance(0.25):
        kinds.environment_keys(draft, draft.chance(0.4))
    elif draft.chance(0.6):
        draft.variables.update(AWS_WEB_IDENTITY_TOKEN_FILE=kinds.token_file(draft), AWS_ROLE_ARN=kinds.role_arn(draft))
    else:
        rows.last_resort(draft)


def _finished(seed: int, draft: Draft) -> dict:
    """Returns the case that the draft has become."""
    for file in (CONFIG, CREDENTIALS):
        _write_sections(draft, file)
    return {"seed": seed, "variables": dict(sorted(draft.variables.items())), "files": dict(sorted(draft.files.items())),
            "profile": draft.profile, "tags": sorted(draft.tags)}


def _write_sections(draft: Draft, file: str) -> None:
    """Writes one of the two files, where the variables say and perhaps with oddities."""
    sections = draft.sections[file]
    if not sections and draft.chance(0.9):
        return
    text = "\n".join(_section(draft, header, settings) for header, settings in sections.items())
    if "odd" in draft.tags or any(tag.startswith("odd: ") for tag in draft.tags) or draft.chance(0.02):
        text = oddities.apply(draft.rng, text, draft.tags, draft.rng.choice([1, 1, 2]))
    if "moved " + file not in draft.tags:
        draft.files[file] = text
        return
    draft.files["moved/" + file.rsplit("/")[-1]] = text
    if draft.chance(0.3):
        draft.files[file] = "[default]\nregion = us-west-1\n"


def _section(draft: Draft, header: str, settings: dict) -> str:
    """Returns the lines of a section."""
    equals = draft.rng.choice([" = "] * 3 + ["="])
    lines = ["%s%s%s\n" % (key, equals, value) for key, value in settings.items()]
    return "[%s]\n%s" % (header, "".join(lines))


if __name__ == "__main__":
    for word in sys.argv[1:]:
        print(json.dumps(case(int(word)), indent=2))
