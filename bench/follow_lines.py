"""What only the single lines of a connector's output show: whose records they are, and how long they wait for a STATE."""

import json
import re
from datetime import datetime

# Both contenders write the name of the stream first; so a large record need not be parsed.
RECORD = re.compile(rb'\{"type":"RECORD","record":\{"stream":"(\w+)"')
CALLS = ("calls", "extensiveCalls")


class LineFollower:
    def __init__(self, stop_at_call_since):
        self.since = stop_at_call_since and instant(stop_at_call_since)
        self.rest = b""
        self.records = {}
        # Per stream: when the first record came that no STATE of this stream has followed yet.
        self.waiting = {}
        self.longest = {}
        self.recent_call = None

    def follow(self, piece, now):
        """Takes the next piece of output. Returns whether the call that was waited for is in it."""
        *lines, self.rest = (self.rest + piece).split(b"\n")
        for line in lines:
            record = RECORD.match(line)
            if record:
                self.take_record(record[1].decode(), line, now)
            elif line:
                self.take_other(json.loads(line), now)
            if self.recent_call is not None:
                return True
        return False

    def summary(self, end):
        for stream in list(self.waiting):
            self.take_state(stream, end)
        return {
            "records": self.records,
            "secondsWithoutState": self.longest,
            "recentCallSeconds": self.recent_call,
        }

    def take_record(self, stream, line, now):
        self.records[stream] = self.records.get(stream, 0) + 1
        self.waiting.setdefault(stream, now)
        if self.since and stream in CALLS:
            call = json.loads(line)["record"]["data"]
            if instant(call.get("started") or call["metaData"]["started"]) >= self.since:
                self.recent_call = now

    def take_other(self, message, now):
        if message["type"] == "RECORD":
            raise ValueError("a RECORD does not begin with its stream")
        if message["type"] == "STATE":
            self.take_state(message["state"]["stream"]["stream_descriptor"]["name"], now)

    def take_state(self, stream, now):
        waited = now - self.waiting.pop(stream, now)
        self.longest[stream] = max(self.longest.get(stream, 0), waited)


def instant(text):
    # Python 3.10 does not read a Z.
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
