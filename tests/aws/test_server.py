"""Proves the fake by its own control, its faults, and the real clients that take it for AWS."""

import sys
import unittest

sys.dont_write_bytecode = True

MODULES = ["test_control", "test_faults", "test_cli", "test_botocore", "test_errors"]


def load_tests(loader, _tests, _pattern):
    """Returns the tests of all modules."""
    return loader.loadTestsFromNames(MODULES)


if __name__ == "__main__":
    unittest.main()
