"""
PyAirbyte loads the source into DuckDB by the snippet of docs/pyairbyte.md, with deletions, while calls are edited, deleted and
come back. By a clock that is moved this takes days. In the end what is not deleted in the tables is what Gong holds.
"""
import json
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from airbyte_tables import DATABASE, compare, read_table
from expected import expected_parts, rows_in_utc
from sandbox import sandbox
from snippets import install, run, snippet

BEGIN = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)
HISTORY = timedelta(days=3)
CHANGES = timedelta(hours=52)
END = BEGIN + CHANGES
PARTS = "callParticipants"
CHECKED = ("users", "calls", "extensiveCalls", "answeredScorecards", "callTranscripts")
GONE = "_ab_cdc_deleted_at IS NOT NULL"
PRESENT = "_ab_cdc_deleted_at IS NULL"

# What is deleted is known a day and an hour later, so a day and an hour lie between pairs of syncs that find it.
HOURS_OF_CHANGES = (0, 12, 25, 27, 40, 52)
# Gong changes no more. All is due once within a day, and what is missing then is looked for an hour later.
HOURS_AFTERWARDS = (25, 26)

OPTIONS = {
    "seed": 9,
    "calls": 320,
    "days": (HISTORY + CHANGES) / timedelta(days=1),
    "until": f"{END:%Y-%m-%dT%H:%M:%SZ}",
    "clock": f"{BEGIN:%Y-%m-%dT%H:%M:%SZ}",
    "requests_per_second": 0,
    "daily_request_limit": 0,
    "edited_share": 0.4,
    "edit_rounds": 3,
    "edited_parts": "title,brief,keyPoints,crm,parties,trackers,comments,transcript,privacy,start",
    "deleted_share": 0.1,
    "returning_share": 0.5,
    "review_changes": 0.2,
    "list_changes": 0.1,
    "users": 60,
    "extensive_kilobytes": 6,
}


def snippet_of_parts():
    """The snippet of the page, with a stream of rows beside those that it names."""
    code = snippet("pyairbyte.md", "import airbyte")
    streams = '"callTranscripts"]'
    if code.count(streams) != 1:
        sys.exit(f"interop: the snippet of docs/pyairbyte.md does not choose {streams}")
    return code.replace(streams, f'"callTranscripts", "{PARTS}"]')


def keys_of(database, stream, where):
    return read_table(database, stream, where)[0].keys()


def expected(gong):
    rows = rows_in_utc(gong)
    return {stream: rows[stream] for stream in CHECKED} | {PARTS: expected_parts(gong, PARTS)}


def demand(found, what):
    if not found:
        sys.exit(f"interop: {what}, so the tables would prove nothing")


def sync(code, folder, moment):
    """Returns which calls are deleted in the table now."""
    records = run(code, folder, moment).split()[-1]
    gone = keys_of(folder / DATABASE, "calls", GONE)
    print(f"sync of {moment:%d %b %H:%M}: {records} records; {len(gone)} calls are deleted")
    return set(gone)


def main():
    code = snippet_of_parts()
    with sandbox(**OPTIONS) as gong, tempfile.TemporaryDirectory() as parent:
        folder = Path(parent)
        database = folder / DATABASE
        install(folder)
        (folder / "config.json").write_text(json.dumps({**gong.config(), "emit_deletes": True}))
        gone_before = set()
        for hours in HOURS_OF_CHANGES:
            gong.set_clock(BEGIN + timedelta(hours=hours))
            gone_before |= sync(code, folder, BEGIN + timedelta(hours=hours))
        for hours in HOURS_AFTERWARDS:
            sync(code, folder, END + timedelta(hours=hours))

        compare(database, expected(gong), "a day after the last change", where=PRESENT)
        for stream in (*CHECKED, PARTS):
            demand(keys_of(database, stream, GONE), f"nothing of {stream} was deleted")
        present = keys_of(database, "calls", PRESENT)
        back = gone_before & present
        demand(back, "no call came back")
        shortened = {key for key in keys_of(database, PARTS, GONE) if key.split()[0] in present}
        demand(shortened, f"no call has lost some of its {PARTS}")
        print(f"  {len(back)} calls have come back; {len(shortened)} {PARTS} have vanished from calls that are there")


main()
