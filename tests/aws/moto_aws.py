"""Moto's IAM and STS, with the users and roles that the tests of roles need, once it checks signatures and policies.

It listens on a free port of the loopback, prints one line of JSON (the port, and the keys of each user), and serves until
its standard input ends. It needs the Python of target/venv.
"""

from __future__ import annotations

import http.client
import json
import logging
import os

import botocore.session
from moto.server import ThreadedMotoServer

ACCOUNT = "123456789012"
USER, SESSION = "arn:aws:iam::%s:user/%%s" % ACCOUNT, "arn:aws:sts::%s:assumed-role/Deploy/me" % ACCOUNT
TRUST = {"Deploy": USER % "alice", "Audit": SESSION, "Closed": USER % "nobody"}
MAY = {"alice": ["sts:AssumeRole"], "mallory": [], "ivy": ["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"], "carl": [], "dora": []}


def policy(**statement) -> str:
    """Returns a policy of one statement that allows something."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def people(iam) -> dict:
    """Makes the users and returns their keys."""
    keys = {}
    for name, may in MAY.items():
        iam.create_user(UserName=name)
        if may:
            iam.put_user_policy(UserName=name, PolicyName="may", PolicyDocument=policy(Action=may, Resource="*"))
        made = iam.create_access_key(UserName=name)["AccessKey"]
        keys[name] = [made["AccessKeyId"], made["SecretAccessKey"]]
    iam.delete_access_key(UserName="carl", AccessKeyId=keys["carl"][0])
    iam.update_access_key(UserName="dora", AccessKeyId=keys["dora"][0], Status="Inactive")
    return keys


def roles(iam) -> None:
    """Makes the roles; the first may assume the others."""
    for name, principal in TRUST.items():
        trust = policy(Action="sts:AssumeRole", Principal={"AWS": principal})
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)
    document = policy(Action="sts:AssumeRole", Resource="*")
    iam.put_role_policy(RoleName="Deploy", PolicyName="roles", PolicyDocument=document)


def check_from_now_on(port: int) -> None:
    """Has the server check keys, signatures and policies."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/moto-api/reset-auth", "0")
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    connection.close()


def main() -> None:
    """Serves until standard input ends."""
    logging.getLogger("werkzeug").disabled = True
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    session = botocore.session.Session()
    session.set_credentials("AKIAIOSFODNN7EXAMPLE", "anything")
    iam = session.create_client("iam", region_name="us-east-1", endpoint_url="http://127.0.0.1:%d" % port)
    keys = people(iam)
    roles(iam)
    check_from_now_on(port)
    print(json.dumps({"port": port, "keys": keys}), flush=True)
    while os.read(0, 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
