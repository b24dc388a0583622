"""airbyte-cdk's source tests. They expect a Python source in their own process and get the built CLI instead."""
import os
import shlex
import subprocess
from pathlib import Path

import orjson
from airbyte_cdk.models import AirbyteMessageSerializer
from airbyte_cdk.test import entrypoint_wrapper
from airbyte_cdk.test.standard_tests.source_base import SourceTestSuiteBase

COMMAND = shlex.split(os.environ["CONNECTOR_CMD"])


def run_connector(source, args, *_, **__):
    done = subprocess.run(COMMAND + args, capture_output=True, text=True, encoding="utf-8", check=False)
    # Cut as airbyte-cdk's image tests and CAT cut it: at U+2028, U+2029 and U+0085 too, all of which JSON may hold.
    lines = done.stdout.splitlines()
    for line in lines:
        # The suite itself takes a broken line for a log message. Here it raises.
        AirbyteMessageSerializer.load(orjson.loads(line))
    failure = subprocess.CalledProcessError(done.returncode, args) if done.returncode else None
    return entrypoint_wrapper.EntrypointOutput(messages=lines, uncaught_exception=failure)


# The suite's job runner looks this function up in the module at each call.
entrypoint_wrapper._run_command = run_connector


class Connector:
    """All that the suite asks of a connector object is that it has this method."""

    def spec(self, logger):
        raise NotImplementedError


class TestSource(SourceTestSuiteBase):
    @classmethod
    def create_connector(cls, scenario):
        return Connector()

    @classmethod
    def get_connector_root_dir(cls):
        return Path(os.environ["CONNECTOR_DIR"])
