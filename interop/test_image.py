"""airbyte-cdk's image tests: docker run IMAGE spec | check | discover | read. bin/docker runs the built CLI instead."""
import os
from pathlib import Path

from airbyte_cdk.test.standard_tests.docker_base import DockerConnectorTestSuite


class TestImage(DockerConnectorTestSuite):
    @classmethod
    def get_connector_root_dir(cls):
        return Path(os.environ["CONNECTOR_DIR"])
