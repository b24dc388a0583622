"""Runs one command, reads its standard output through a pipe, and prints what that took as one line of JSON.

The argument is JSON: command (list of strings), errors (file for standard error), bytesPerSecond (pace of the reader,
or null), stopAfterSeconds (when the command is killed, or null), followsLines (whether each line is looked at, which
costs the reader time) and stopAtCallSince (the command is killed at its first call that started at this instant or
later; or null). The processor time and the peak of the resident memory are the kernel's own, of this command and of
the children it has waited for.
"""

import json
import os
import subprocess
import sys
import threading
import time

from follow_lines import LineFollower

RECORD = b'{"type":"RECORD"'
PIECE = 65_536

task = json.loads(sys.argv[1])
follower = LineFollower(task["stopAtCallSince"]) if task["followsLines"] else None
started = time.monotonic()
with open(task["errors"], "wb") as errors:
    child = subprocess.Popen(
        task["command"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, bufsize=0
    )
stop = threading.Timer(task["stopAfterSeconds"] or 0, child.kill)
if task["stopAfterSeconds"]:
    stop.start()

records = size = 0
carried = last = b""
while piece := os.read(child.stdout.fileno(), PIECE):
    size += len(piece)
    text = carried + piece
    # Inside a record every quotation mark is escaped or belongs to one of its own keys: only a message can match.
    records += text.count(RECORD)
    carried = text[1 - len(RECORD) :]
    last = (last + piece)[-3000:]
    if follower and follower.follow(piece, time.monotonic() - started):
        child.kill()
        break
    if task["bytesPerSecond"]:
        time.sleep(max(0.0, size / task["bytesPerSecond"] - (time.monotonic() - started)))

_, status, usage = os.wait4(child.pid, 0)
seconds = time.monotonic() - started
stop.cancel()
print(
    json.dumps(
        {
            "seconds": seconds,
            "processorSeconds": usage.ru_utime + usage.ru_stime,
            # Linux counts kibibytes, macOS bytes.
            "peakMegabytes": usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024),
            "records": records,
            "megabytes": size / 1e6,
            "lines": follower and follower.summary(seconds),
            "exitCode": os.waitstatus_to_exitcode(status),
            "lastOutput": last.decode("utf-8", "replace"),
        }
    )
)
