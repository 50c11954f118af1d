"""Home folders with AWS files of many profiles: always the same ones, with AWS's example keys."""

from __future__ import annotations

import os
from pathlib import Path

SIZES = (10, 1_000, 10_000, 100_000)
KEY_ID = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
REGIONS = ("eu-west-1", "us-east-1", "ap-southeast-2")
LONG_AGO = 1_700_000_000
SESSION = """[sso-session corporate]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = eu-west-1

"""


def profile(index: int) -> str:
    """Returns the section of a profile: of ten, six have a sign-in session, three assume a role, and the last has keys."""
    sort = index % 10
    text = "[profile %s]\n" % name_of(index)
    if sort < 6:
        text += "sso_session = corporate\nsso_account_id = %012d\nsso_role_name = ReadOnly\n" % (111122223333 + index)
    elif sort < 9:
        text += "role_arn = arn:aws:iam::%012d:role/Deploy\nsource_profile = base\n" % (111122223333 + index)
    else:
        text += "aws_access_key_id = %s\naws_secret_access_key = %s\n" % (KEY_ID, SECRET)
    return text + "region = %s\noutput = json\n\n" % REGIONS[index % 3]


def name_of(index: int) -> str:
    """Returns the name of a profile."""
    return "%s-%06d" % ("sso" if index % 10 < 6 else "role" if index % 10 < 9 else "keys", index)


class Home:
    """A home folder with a number of profiles, of which the last, `chosen`, is the one that is used."""

    def __init__(self, root: Path, size: int):
        self.path = root / str(size)
        self.size = size
        self.config = self.path / ".aws/config"
        self.chosen = name_of(size - 1)
        self._write()

    def _write(self) -> None:
        self.config.parent.mkdir(parents=True, exist_ok=True)
        text = SESSION + "".join(map(profile, range(self.size)))
        credentials = "[base]\naws_access_key_id = %s\naws_secret_access_key = %s\n" % (KEY_ID, SECRET)
        for path, content in ((self.config, text), (self.path / ".aws/credentials", credentials)):
            path.write_text(content)
            os.utime(path, (LONG_AGO, LONG_AGO))  # of a file that is seconds old, the hook asks again at each prompt

    def variables(self, path: str) -> dict:
        """Returns the environment of a program that is at home here."""
        return {"HOME": str(self.path), "PATH": path, "LANG": "C.UTF-8", "TERM": "xterm-256color", "AWS_PROFILE": self.chosen}
