"""A case while it is written: variables, sections of the two files, and other files below the home folder."""

from __future__ import annotations

import random

NAMES = ["dev", "prod", "ops", "base", "audit", "team-a", "data", "root", "lab", "edge", "x.y", "me@corp"]
REGIONS = [
    "us-east-1", "us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "eu-central-1", "ap-south-1", "ap-northeast-1",
    "sa-east-1", "il-central-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "aws-global", "mars-north-1",
]
CONFIG = ".aws/config"
CREDENTIALS = ".aws/credentials"


class Draft:
    """Collects what a theme and the noise put into a case."""

    def __init__(self, rng: random.Random, turn: int):
        self.rng = rng
        self.turn = turn
        self.variables: dict = {}
        self.sections: dict = {CONFIG: {}, CREDENTIALS: {}}
        self.files: dict = {}
        self.profile = None
        self.tags: set = set()
        self.free_names = rng.sample(NAMES, len(NAMES))

    def chance(self, share: float) -> bool:
        """Tells whether something happens that happens in this share of all cases."""
        return self.rng.random() < share

    def name(self) -> str:
        """Returns a profile name that no profile has yet."""
        return self.free_names.pop()

    def region(self) -> str:
        """Returns a region, mostly an ordinary one."""
        return self.rng.choice(REGIONS)

    def put(self, file: str, header: str, settings: dict) -> None:
        """Adds settings to a section, which is written where it was first named."""
        self.sections[file].setdefault(header, {}).update(settings)

    def config(self, profile: str, **settings: str) -> None:
        """Adds settings to a profile of the config file."""
        self.put(CONFIG, profile if profile == "default" else "profile " + profile, settings)

    def credentials(self, profile: str, **settings: str) -> None:
        """Adds settings to a profile of the credentials file."""
        self.put(CREDENTIALS, profile, settings)

    def settings(self, profile: str, **settings: str) -> None:
        """Adds settings to a profile, now and then in the credentials file, which may hold any of them."""
        (self.credentials if self.chance(0.08) else self.config)(profile, **settings)

    def keys(self, profile: str, keys: dict) -> None:
        """Adds access keys to a profile, in either file."""
        (self.config if self.chance(0.35) else self.credentials)(profile, **keys)

    def script(self, name: str, body: str) -> str:
        """Adds a program, and returns the path to call it by."""
        self.files["bin/" + name] = "#!/bin/sh\n" + body
        return "{home}/bin/" + name

    def select(self, profile: str) -> None:
        """Names the profile that is meant in one of the ways that people do."""
        if profile == "default" and self.chance(0.8):
            return
        way = self.rng.choices(["variable", "explicit", "both variables", "old variable", "explicit over variable"],
                               [55, 22, 8, 10, 5])[0]
        if way.startswith("explicit"):
            self.profile = profile
        if way == "explicit over variable":
            self.variables["AWS_PROFILE"] = self.name()
        if way in ("variable", "both variables"):
            self.variables["AWS_PROFILE"] = profile
        if way in ("old variable", "both variables"):
            self.variables["AWS_DEFAULT_PROFILE"] = profile

    def chosen(self) -> str:
        """Returns the name of a profile that is selected from now on."""
        profile = "default" if self.chance(0.25) else self.name()
        self.select(profile)
        return profile
