"""What an SDK should report if `awsp explain` is right, the answers of the fake AWS being known."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Optional
from urllib.parse import urlsplit

from fake_aws import IMDS_HOSTS, IMDS_REGION
from fake_message import key_of
from grants import ProgramRefused, Refused, granted, issued
from place import Place
from readings import readings_of

MEMBERS = ("access_key_id", "secret_access_key", "session_token")
WITHOUT_METADATA_PATH = ("javascript", "go", "terraform")  # ask the host of the metadata endpoint, whatever its path
LENIENT_PROCESS = ("rust", "go", "java", "terraform")  # take credentials that are over
# Without a region the AWS CLI and boto3 call STS at its old global address.
SIGNS_ANYWHERE = ("aws-cli", "boto3")
LOOKS_ON = ("java",)  # ask the next source when one fails
LOOKS_PAST_PROGRAMS = ("javascript",)  # ask the next source when a program fails
USUAL_READING = {"aws-cli": 0, "boto3": 0, "rust": -1}  # which of `readings_of` is right where nothing tells
LINES_END_AT_CR = ("aws-cli", "boto3", "java")  # also where no \n follows


@dataclass
class Expected:
    """The part of a driver's answer that follows from an explanation."""

    access_key_id: Optional[str] = None
    secret_access_key: Optional[str] = None
    session_token: Optional[str] = None
    error: Optional[str] = None
    region: Optional[str] = None
    endpoint: Optional[str] = None
    unusable: Optional[str] = None  # why the source that was named leads to no keys, which is always wrong

    @classmethod
    def of(cls, told: dict, place: Place, tool: str) -> Expected:
        """Returns what the tool should report."""
        world = World(place, tool)
        answer = cls(region=world.region(told["region"]), endpoint=(told["endpoint"] or {}).get("value"))
        world.is_lost = bool(told["region"]) and answer.region is None
        world.calls_elsewhere = bool(answer.endpoint)
        world.is_deaf = is_of_machine(told["region"]) and not world.is_lost and not is_address(told["endpoint"])
        if told["error"]:
            answer.error = told["error"]["message"]
            return answer
        try:
            for member, value in world.granted_first(told).items():
                setattr(answer, member, value)
        except Refused as refusal:
            return cls(error="the service refuses: %s" % refusal, region=answer.region, endpoint=answer.endpoint)
        except (OSError, ValueError, LookupError, AttributeError, TypeError) as problem:
            answer.unusable = repr(problem)
        return answer


class World:
    """What is behind a source: variables, files, programs and the fake AWS."""

    def __init__(self, place: Place, tool: str):
        self.place = place
        self.tool = tool
        self.is_deaf = False  # the endpoint is no address, which counts once the virtual machine has told the region
        self.is_lost = False  # no region: the virtual machine, which was to tell it, is none
        self.calls_elsewhere = False  # the endpoint of STS is not AWS's own

    def granted_first(self, told: dict) -> dict:
        """Returns the credentials that are granted: those that are told, or for a tool that looks on, what they hide."""
        passable = Refused if self.tool in LOOKS_ON else ProgramRefused if self.tool in LOOKS_PAST_PROGRAMS else ()
        candidates = candidates_of(told) if passable else [told]
        if self.tool in LOOKS_PAST_PROGRAMS and self._asks_machine():
            candidates.append({member: {"source": {"kind": "imds"}} for member in MEMBERS})
        for candidate in candidates:
            try:
                return {member: candidate[member] and self.member(member, candidate[member]) for member in MEMBERS}
            except passable as refused:
                refusal = refused
            except OSError as problem:
                if candidate is told:
                    raise
                raise Refused(repr(problem)) from None
        raise refusal

    def member(self, member: str, value: dict) -> Optional[str]:
        """Returns a key id, a secret or a token."""
        source = value["source"]
        if source["kind"] == "variable":
            return self.place.variables.get(source["name"])
        if source["kind"] == "file":
            return self._line(source, value.get("masked"))
        return self._issued(source)[MEMBERS.index(member)]

    def region(self, value: Optional[dict]) -> Optional[str]:
        """Returns the region, which may be that of the virtual machine."""
        if value is None:
            return None
        if value["source"]["kind"] == "imds" and value["value"] is None:
            return None if self._metadata_is_off() else IMDS_REGION
        return value["value"]

    def _key_id(self, source: dict) -> str:
        """Returns the key id that a source leads to."""
        return self.member("access_key_id", {"source": source}) or ""

    def _line(self, source: dict, masked: Optional[str]) -> str:
        """Returns the value on a line of a file; of several readings of the line, the one that the masked text fits."""
        newline = None if self.tool in LINES_END_AT_CR else ""
        with open(source["path"], encoding="utf-8", errors="replace", newline=newline) as file:
            lines = re.split(r"\r?\n", file.read())
        readings = list(readings_of(lines, source["line"] - 1))
        fitting = [text for text in readings if masked and masked[-1:] == text[-1:] and masked[-4:].strip("…*.") in text]
        fitting.sort(key=lambda text: not text.endswith(masked.lstrip("…*")))
        return (fitting or [readings[USUAL_READING.get(self.tool, 1)]])[0]

    def _issued(self, source: dict) -> tuple:
        """Returns the credentials that someone hands out: a service, a program or a cache."""
        return getattr(self, "_from_" + source["kind"].replace("-", "_"))(source)

    def _from_cache(self, source: dict) -> tuple:
        self._login_needs_region()
        entry = json.loads(Path(source["path"]).read_text())
        if "Credentials" in entry:
            kept = entry["Credentials"]
            return kept["AccessKeyId"], kept["SecretAccessKey"], kept["SessionToken"]
        kept = entry["accessToken"]
        return kept["accessKeyId"], kept["secretAccessKey"], kept["sessionToken"]

    def _from_assume_role(self, source: dict) -> tuple:
        self._role_needs_region()
        return granted(source["role_arn"], "role", source["role_arn"], self._key_id(source["source"]))

    def _from_web_identity(self, source: dict) -> tuple:
        if self.tool not in SIGNS_ANYWHERE:
            self._role_needs_region()
        token = (self.place.home / source["token_file"]).read_text()
        if len(token) < 4 and self.tool in SIGNS_ANYWHERE:
            raise Refused("botocore finds the token too short")
        return granted(source["role_arn"], "web", source["role_arn"], token)

    def _from_sso(self, source: dict) -> tuple:
        cache = self.place.home / (".aws/sso/cache/%s.json" % hashlib.sha1(source["session"].encode()).hexdigest())
        token = json.loads(cache.read_text())
        bearer = token.get("refreshToken", "refresh:" + token["accessToken"]).split(":", 1)[1]
        if bearer.startswith("dead-") or (token["accessToken"].startswith("dead-") and "://" in source["session"]):
            raise Refused("the token is over")
        return issued(key_of("sso", source["account_id"], source["role_name"], bearer))

    def _role_needs_region(self) -> None:
        """Refuses a role where the virtual machine was to tell the region; a tool that looks on asks anywhere then."""
        if self.tool in SIGNS_ANYWHERE and not self.calls_elsewhere:
            return
        if self.is_deaf if self.tool in LOOKS_ON else self.is_lost:
            raise Refused("no region to ask in, or no address")

    def _login_needs_region(self) -> None:
        """Refuses a session of `aws login` to a tool that makes a client for it, though it may be in no need of renewal."""
        if self.is_lost and self.tool in LOOKS_ON:
            raise Refused("no region to sign in")

    def _from_login(self, source: dict) -> tuple:
        self._login_needs_region()
        if self.is_lost and self.tool in LOOKS_PAST_PROGRAMS:
            raise Refused("no region to renew the session in")
        name = hashlib.sha256(source["session"].strip().encode()).hexdigest() + ".json"
        folders = [self.place.home / folder for folder in (".aws/login/cache", "logins")]
        entry = next((folder / name for folder in folders if (folder / name).exists()), folders[0] / name)
        token = json.loads(entry.read_text())
        if not token["refreshToken"].startswith("refresh:"):
            raise Refused("the session has ended")
        return issued(token["accessToken"]["accessKeyId"])

    def _from_container(self, source: dict) -> tuple:
        uri = self.place.variables[source["variable"]]
        path = urlsplit(uri if "://" in uri else "http://169.254.170.2" + uri).path or "/"
        if path.endswith("/missing"):
            raise Refused("nothing at " + path)
        return issued(key_of("container", path))

    def _from_imds(self, _source: dict) -> tuple:
        if self._metadata_is_off():
            raise Refused("no metadata")
        return issued(key_of("imds"))

    def _asks_machine(self) -> bool:
        """Tells whether JavaScript's SDK asks the virtual machine in the end, which `awsp` does not name behind other sources."""
        filled = [name for name, value in self.place.variables.items() if value]
        is_container = any(name.startswith("AWS_CONTAINER_CREDENTIALS_") for name in filled)
        is_off = self.place.variables.get("AWS_EC2_METADATA_DISABLED") not in (None, "", "false")
        return not is_container and not is_off and not self._metadata_is_off()

    def _metadata_is_off(self) -> bool:
        """Tells whether the address that was set for EC2's metadata is none where the fake AWS answers."""
        endpoint = urlsplit(self.place.variables.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", ""))
        if not endpoint.netloc or endpoint.hostname in IMDS_HOSTS:
            return False
        return self.tool in WITHOUT_METADATA_PATH or not re.match("/imds(?!-off)", endpoint.path)

    def _from_process(self, source: dict) -> tuple:
        done = subprocess.run(["sh", "-c", source["command"]], env=self.place.variables, cwd=self.place.home,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode:
            raise ProgramRefused("the program fails")
        try:
            return self._printed(json.loads(done.stdout))
        except (ValueError, KeyError) as problem:
            raise ProgramRefused("the program prints no credentials: %r" % problem) from None

    def _printed(self, answer: dict) -> tuple:
        """Returns the credentials that a program has printed, if the tool takes them."""
        if answer["Version"] != 1:
            raise ProgramRefused("the program's version")
        if answer.get("Expiration", "2099") < "2002" and self.tool not in LENIENT_PROCESS:
            raise ProgramRefused("the program's credentials are over")
        return answer["AccessKeyId"], answer["SecretAccessKey"], answer.get("SessionToken")


def candidates_of(told: dict) -> list:
    """Returns what is told, and then what it hides, in order; parts of one set of keys have sources of one kind."""
    candidates = [told]
    for source in told["access_key_id"]["shadows"]:
        hidden = {member: [shadow for shadow in (told[member] or {"shadows": []})["shadows"] if shadow["kind"] == source["kind"]]
                  for member in MEMBERS}
        candidates.append({member: {"source": sources[0]} if sources else None for member, sources in hidden.items()})
    return candidates


def is_of_machine(region: Optional[dict]) -> bool:
    """Tells whether only the virtual machine knows the region."""
    return bool(region) and region["source"]["kind"] == "imds"


def is_address(endpoint: Optional[dict]) -> bool:
    """Tells whether an endpoint is one that can be called, as AWS's own is."""
    return endpoint is None or "://" in endpoint["value"]
