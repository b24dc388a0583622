"""PyAirbyte loads the source into DuckDB: all of it, then what arrived late; each time every cell is compared."""
import json
import os
import re
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path

# Read by PyAirbyte when it is imported: no registry of connectors, no telemetry, plain output.
os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1", NO_LIVE_PROGRESS="1")

import airbyte
import duckdb
from airbyte.caches import DuckDBCache
from expected import CURSORS, KEYS, differences, expected_rows, parse_time
from sandbox import CONNECTOR, sandbox

NAME = "source-gong"
LOOKBACK_DAYS = 7


def read_table(database, stream):
    """({key: {column: value}}, {column: type}) of a table, without PyAirbyte's own columns."""
    with duckdb.connect(str(database), read_only=True) as connection:
        cursor = connection.execute(f'SELECT * FROM gong."{stream.lower()}"')
        columns = {name: str(kind) for name, kind, *_ in cursor.description}
        found = [dict(zip(columns, values)) for values in cursor.fetchall()]
    types = {name: kind for name, kind in columns.items() if not name.startswith("_airbyte")}
    rows = {row[KEYS[stream].lower()]: row for row in found}
    if len(rows) != len(found):
        sys.exit(f"interop: {stream}: {len(found)} rows have only {len(rows)} keys")
    return rows, types


def compare(database, gong, when, optional=None):
    faults = []
    for stream, wanted in expected_rows(gong).items():
        table = read_table(database, stream)
        faults += islice(differences(stream, wanted, table, (optional or {}).get(stream, set())), 5)
        print(f"  {stream}: {len(table[0])} rows, {len(table[1])} columns")
    if faults:
        sys.exit("\n".join([f"interop: {when}, the tables differ from the truth:", *faults]))


def split_late(before, after):
    """The keys that arrived late, by stream: those within the look-back, and older ones that need not be found."""
    limit = datetime.now(timezone.utc) - timedelta(days=LOOKBACK_DAYS - 1)
    recent, old = {}, {}
    for stream, cursor in CURSORS.items():
        late = {key: row for key, row in after[stream].items() if key not in before[stream]}
        recent[stream] = {key for key, row in late.items() if parse_time(row[cursor]) >= limit}
        old[stream] = late.keys() - recent[stream]
    return recent, old


def set_state_back(database):
    """Makes the saved states those of a sync of a day ago: what is some hours old is due again then, and not before."""
    end = (datetime.now(timezone.utc) - timedelta(hours=25)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with duckdb.connect(str(database)) as connection:
        table = 'gong."_airbyte_state"'
        for stream, text in connection.execute(f"SELECT stream_name, state_json FROM {table}").fetchall():
            # Instants in this form compare as texts.
            earlier = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", lambda instant: min(instant[0], end), text)
            connection.execute(f"UPDATE {table} SET state_json = ? WHERE stream_name = ?", [earlier, stream])


def state_of(cache):
    text = cache.get_state_provider(source_name=NAME).to_state_input_file_text()
    return {entry["stream"]["stream_descriptor"]["name"]: entry["stream"]["stream_state"] for entry in json.loads(text)}


def sync(gong, folder):
    database = folder / "warehouse.duckdb"  # named other than the schema, or DuckDB finds "gong" ambiguous
    config = {**gong.config(), "lookback_window_days": LOOKBACK_DAYS}
    source = airbyte.get_source(NAME, config=config, local_executable=CONNECTOR, install_if_missing=False)
    source.check()
    source.select_all_streams()
    cache = DuckDBCache(db_path=database, schema_name="gong")

    first = source.read(cache=cache, force_full_refresh=True)
    cache.close()
    print(f"full refresh: {first.processed_records} records")
    compare(database, gong, "after the full refresh")
    before = expected_rows(gong)

    gong.publish_late()
    set_state_back(database)
    recent, old = split_late(before, expected_rows(gong))
    if not all(recent[stream] for stream in CURSORS):
        sys.exit("interop: the sandbox published nothing late in some stream, so the second read would prove nothing")
    second = source.read(cache=cache)
    states = state_of(cache)
    cache.close()
    print(f"incremental: {second.processed_records} records; late within the look-back: { {s: len(r) for s, r in recent.items()} }")
    compare(database, gong, "after the incremental read", old)
    if second.processed_records >= first.processed_records / 2:
        sys.exit("interop: the second read was not incremental")
    if states.keys() != KEYS.keys():
        sys.exit(f"interop: states were saved for {sorted(states)} only")


def main():
    # Late calls lie anywhere in the 60 days; the look-back has to find those of the last seven.
    with sandbox(seed=7, calls=1200, days=60, late_share=0.2, requests_per_second=0) as gong:
        with tempfile.TemporaryDirectory() as folder:
            sync(gong, Path(folder))


main()
