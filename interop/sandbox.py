"""A sandbox as a context manager, and the truth it serves."""
import json
import re
import subprocess
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONNECTOR = ROOT / "dist" / "main.js"
SANDBOX = ROOT / "sandbox" / "src" / "main.ts"


class Sandbox:
    """A running Gong look-alike on loopback."""

    def __init__(self, url):
        self.url = url

    def _call(self, path, method="GET", content=None):
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(self.url + path, body, method=method)
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()

    def config(self):
        """The connector's configuration for this sandbox."""
        return json.loads(self._call("/sandbox/config"))

    def publish_late(self):
        """Shows the calls that have been held back."""
        return json.loads(self._call("/sandbox/publish-late", "POST") or "{}")

    def set_clock(self, moment):
        """Moves the clock of a sandbox that was started with one."""
        self._call("/sandbox/clock", "POST", f"{moment:%Y-%m-%dT%H:%M:%SZ}")

    def truth(self, collection):
        """Everything that Gong would hold, integers exact."""
        lines = self._call("/sandbox/truth/" + collection).split("\n")  # splitlines would cut at U+2028 too
        return [json.loads(line) for line in lines if line]


@contextmanager
def sandbox(**options):
    """Starts `gong-sandbox --some-option value ...` and ends it again."""
    flags = [word for name, value in options.items() for word in ("--" + name.replace("_", "-"), str(value))]
    process = subprocess.Popen(
        ["node", "--import", "tsx", str(SANDBOX), "--port", "0", *flags], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        for line in process.stdout:
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
            if address:
                yield Sandbox(address.group())
                break
        else:
            raise RuntimeError(f"the sandbox ended with {process.wait()} before it said where it listens")
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
