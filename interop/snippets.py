"""Runs the snippets of Python in docs/, each in a process of its own, as a reader of the page would."""
import os
import re
import subprocess
import sys
from pathlib import Path

from sandbox import CONNECTOR, ROOT

CLOCK = ROOT / "test-kit" / "moved-clock.mjs"

# No registry of connectors, no telemetry, plain output.
QUIET = {
    "AIRBYTE_OFFLINE_MODE": "1",
    "DO_NOT_TRACK": "1",
    "NO_LIVE_PROGRESS": "1",
    "RUNTIME__DLTHUB_TELEMETRY": "false",
}


def snippet(page, mark):
    """The snippet of a page that holds this text."""
    found = [text for text in re.findall(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(), re.S) if mark in text]
    if len(found) != 1:
        sys.exit(f"interop: docs/{page} has {len(found)} snippets with {mark!r}")
    return found[0]


def install(folder):
    """Puts `source-gong` on the path of the snippets that run in this folder."""
    (folder / "bin").mkdir()
    (folder / "bin" / "source-gong").symlink_to(CONNECTOR)


def run(code, folder, moment=None):
    """Returns what it prints. The connector's clock starts at the moment, if one is given."""
    done = start(code, folder, {} if moment is None else clock_at(moment))
    if done.returncode != 0:
        sys.exit(f"interop: a snippet of docs/ ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def clock_at(moment):
    """What shows another moment to programs of Node that are started with it."""
    return {"NODE_OPTIONS": f"--import={CLOCK.as_uri()}", "MOVED_CLOCK_TO": str(round(moment.timestamp() * 1000))}


def start(code, folder, more={}):
    """Returns how it ended, with more in its environment."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    # What dlt keeps between runs stays in the folder as well.
    environment = {**os.environ, **QUIET, "PATH": path, "HOME": str(folder), "DLT_DATA_DIR": str(folder / "dlt")} | more
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
