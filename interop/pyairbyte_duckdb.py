"""PyAirbyte loads the source into DuckDB by the snippet of docs/pyairbyte.md: all of it, then what arrived late."""
import json
import re
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import duckdb
from airbyte_tables import DATABASE, compare, read_table
from expected import CURSORS, KEYS, expected_rows, parse_time, rows_in_utc
from sandbox import sandbox
from snippets import install, run, snippet

LOOKBACK_DAYS = 7


def split_late(before, after):
    """The keys that arrived late, by stream: those within the look-back, and older ones that need not be found."""
    limit = datetime.now(timezone.utc) - timedelta(days=LOOKBACK_DAYS - 1)
    recent, old = {}, {}
    for stream, cursor in CURSORS.items():
        late = {key: row for key, row in after[stream].items() if key not in before[stream]}
        recent[stream] = {key for key, row in late.items() if parse_time(row[cursor]) >= limit}
        old[stream] = late.keys() - recent[stream]
    return recent, old


def states_of(database):
    with duckdb.connect(str(database), read_only=True) as connection:
        return dict(connection.execute('SELECT stream_name, state_json FROM gong."_airbyte_state"').fetchall())


def set_states_back(database):
    """Makes the saved states those of a sync of a day ago: what is some hours old is due again then, and not before."""
    end = (datetime.now(timezone.utc) - timedelta(hours=25)).strftime("%Y-%m-%dT%H:%M:%SZ")
    states = states_of(database)
    with duckdb.connect(str(database)) as connection:
        for stream, text in states.items():
            # Instants in this form compare as texts.
            earlier = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", lambda instant: min(instant[0], end), text)
            update = 'UPDATE gong."_airbyte_state" SET state_json = ? WHERE stream_name = ?'
            connection.execute(update, [earlier, stream])


def read(folder, code):
    """Runs the snippet. Returns how many records it read, which is what it prints last."""
    return int(run(code, folder).split()[-1])


def sync(gong, folder, code):
    install(folder)
    (folder / "config.json").write_text(json.dumps(gong.config()))
    database = folder / DATABASE
    first = read(folder, code)
    print(f"first read: {first} records")
    compare(database, rows_in_utc(gong), "after the first read")
    before = expected_rows(gong)

    gong.publish_late()
    set_states_back(database)
    recent, old = split_late(before, expected_rows(gong))
    if not all(recent[stream] for stream in CURSORS):
        sys.exit("interop: the sandbox published nothing late in some stream, so the second read would prove nothing")
    second = read(folder, code)
    print(f"second read: {second} records; late within the look-back: { {s: len(r) for s, r in recent.items()} }")
    compare(database, rows_in_utc(gong), "after the second read", old)
    if second >= first / 2:
        sys.exit("interop: the second read was not incremental")
    if states_of(database).keys() != KEYS.keys():
        sys.exit(f"interop: states were saved for {sorted(states_of(database))} only")


def drop_offsets(gong, folder, code):
    """What docs/pyairbyte.md warns of: without `utc_timestamps` a table holds local times, and not their offset."""
    setting = ', "utc_timestamps": True'
    if code.count(setting) != 1:
        sys.exit(f"interop: the snippet of docs/pyairbyte.md has no {setting}")
    install(folder)
    (folder / "config.json").write_text(json.dumps(gong.config()))
    read(folder, code.replace(setting, ""))
    for stream, cursor in CURSORS.items():
        rows, types = read_table(folder / DATABASE, stream)
        if types[cursor.lower()] != "TIMESTAMP":
            sys.exit(f"interop: PyAirbyte keeps zones by now ({types[cursor.lower()]}): docs/pyairbyte.md has to say so")
        for key, row in expected_rows(gong)[stream].items():
            if rows[key][cursor.lower()] != parse_time(row[cursor]).replace(tzinfo=None):
                sys.exit(f"interop: {stream} {key}: {row[cursor]} became {rows[key][cursor.lower()]}")
    print("without utc_timestamps: local times, offsets dropped, as docs/pyairbyte.md says")


def main():
    code = snippet("pyairbyte.md", "import airbyte")
    # Late calls lie anywhere in the 60 days; the look-back has to find those of the last seven.
    with sandbox(seed=7, calls=1200, days=60, late_share=0.2, requests_per_second=0) as gong:
        with tempfile.TemporaryDirectory() as folder:
            sync(gong, Path(folder), code)
    with sandbox(seed=8, calls=60, days=10, requests_per_second=0) as gong, tempfile.TemporaryDirectory() as folder:
        drop_offsets(gong, Path(folder), code)


main()
