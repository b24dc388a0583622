"""Runs airbyte-cdk's standard tests over the built CLI, with a sandbox behind it."""
import json
import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
import yaml
from sandbox import CONNECTOR, ROOT, sandbox

HERE = Path(__file__).resolve().parent
# Known to Airbyte's connector-acceptance-test, which reads the same file, and refused by these suites.
REFUSED = ("expect_records", "validate_stream_statuses", "file_types")
# The suites skip by design all tests but that of `check` for a config that is expected to fail.
SKIPPED = "['invalid_config' Test Scenario]"
# It asks Airbyte's public registry for the version before this one, which is not there.
LEFT_OUT = "test_image.py::TestImage::test_docker_image_spec_backward_compatibility"
PASSED = {"test_image.py": 6, "test_source.py": 7}


class Tally:
    """Counts outcomes, because a suite that skips everything passes too."""

    def __init__(self):
        self.passed = 0
        self.skipped = set()

    def pytest_runtest_logreport(self, report):
        if report.skipped:
            self.skipped.add(report.nodeid.rsplit("::", 1)[-1])
        elif report.when == "call" and report.passed:
            self.passed += 1


def acceptance_config():
    """Our acceptance-test-config.yml without what the suites refuse."""
    config = yaml.safe_load((ROOT / "acceptance-test-config.yml").read_text())
    for test in config["acceptance_tests"]["basic_read"]["tests"]:
        for key in REFUSED:
            del test[key]
    return config


def prepare(folder, config):
    """The folder of a connector as the suites expect it, secrets included."""
    for name in ("metadata.yaml", "spec.json"):
        shutil.copy(ROOT / name, folder)
    (folder / "acceptance-test-config.yml").write_text(yaml.safe_dump(acceptance_config()))
    shutil.copytree(ROOT / "integration_tests", folder / "integration_tests")
    (folder / "secrets").mkdir()
    (folder / "secrets" / "config.json").write_text(json.dumps(config))
    # The wrong key is to be refused by the sandbox, not by Gong.
    invalid = folder / "integration_tests" / "invalid_config.json"
    invalid.write_text(json.dumps({**config, **json.loads(invalid.read_text())}))


def run(file, selection):
    tally = Tally()
    options = ["-c", str(HERE / "pytest.ini"), "--rootdir", str(HERE), "-q", "-rs", "-m", selection]
    options += ["--deselect", LEFT_OUT, "--connector-image", "source-gong:none", "--read-from-streams", "all", str(HERE / file)]
    code = pytest.main(options, plugins=[tally])
    if code != 0 or tally.passed != PASSED[file] or not all(name.endswith(SKIPPED) for name in tally.skipped):
        sys.exit(f"interop: {file}: exit {int(code)}, {tally.passed} passed, skipped {sorted(tally.skipped)}")


def main():
    with sandbox(seed=11, calls=300, days=30, requests_per_second=0) as gong, tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "source-gong"
        folder.mkdir()
        # Without a limit flowProspects has no records.
        prepare(folder, {**gong.config(), "flow_prospects_limit": 1000})
        os.environ["CONNECTOR_CMD"] = f"node {shlex.quote(str(CONNECTOR))}"
        os.environ["CONNECTOR_DIR"] = str(folder)
        os.environ["PATH"] = f"{HERE / 'bin'}{os.pathsep}{os.environ['PATH']}"
        run("test_image.py", "image_tests")
        run("test_source.py", "not image_tests")


main()
