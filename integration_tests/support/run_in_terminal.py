"""Runs a command in a terminal of its own and types what a script says, each text once another one has appeared.

The script is JSON in the first argument: {"command": [...], "columns": 100, "steps": [[wait for, type], ...]}. All that
the terminal shows goes to stdout. Ends with the code of the command, 128 and more for a signal, or with 99 when the
script does not come to its end.
"""
import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

LIMIT_SECONDS = 20

script = json.loads(sys.argv[1])
child, terminal = pty.fork()
if child == 0:
    os.execvp(script["command"][0], script["command"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, script["columns"], 0, 0))

steps = list(script["steps"])
deadline = time.monotonic() + LIMIT_SECONDS
shown = b""
searched_until = 0
while time.monotonic() < deadline:
    if select.select([terminal], [], [], 0.1)[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux reports the end of the child so.
            chunk = b""
        if not chunk:
            break
        shown += chunk
    place = shown.find(steps[0][0].encode(), searched_until) if steps else -1
    if place >= 0:
        searched_until = len(shown)
        os.write(terminal, steps.pop(0)[1].encode())
else:
    os.kill(child, 9)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(99 if steps else status if status >= 0 else 128 - status)
