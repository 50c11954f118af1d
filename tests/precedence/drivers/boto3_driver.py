"""Tells which credentials, region and endpoint boto3 uses in each case that it is given."""

from botocore_road import CALL
from python_driver import caught, credentials_of, not_even_started, region_of, serve

import boto3


def resolve(case):
    """Returns what boto3 makes of a case."""
    try:
        session = boto3.Session(profile_name=case["profile"])
    except Exception as error:
        return not_even_started(error)
    region = region_of(lambda: session.region_name)
    credentials = credentials_of(session)
    _, call_error = caught(lambda: session.client("sts").get_caller_identity())
    return {**credentials, **region, **CALL, "call_error": call_error}


if __name__ == "__main__":
    serve(resolve)
