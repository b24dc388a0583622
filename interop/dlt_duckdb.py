"""
dlt loads the source into DuckDB by the snippet of docs/pyairbyte.md, twice: no row is lost, none is there twice. Of a key
that may not read a stream it loads the others, and says so.
"""
import json
import re
import sys
import tempfile
from itertools import islice
from pathlib import Path

import duckdb
from expected import KEYS, differences, expected_rows
from sandbox import sandbox
from snippets import install, run, snippet, start


def snake_case(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def read_table(database, stream):
    """({key: {column: value}}, {column: type}) of a table, without the columns that dlt and the connector add."""
    with duckdb.connect(str(database), read_only=True) as connection:
        cursor = connection.execute(f"SELECT * FROM gong.{snake_case(stream)}")
        columns = {name: str(kind) for name, kind, *_ in cursor.description}
        found = [dict(zip(columns, values)) for values in cursor.fetchall()]
    types = {name: kind for name, kind in columns.items() if not name.startswith("_")}
    rows = {row[snake_case(KEYS[stream])]: row for row in found}
    if len(rows) != len(found):
        sys.exit(f"interop: dlt: {stream}: {len(found)} rows have only {len(rows)} keys")
    return rows, types


def compare(database, gong, without=None):
    faults = []
    for stream, rows in expected_rows(gong).items():
        if stream == without:
            continue
        # dlt makes no column for what is null in every record.
        used = {name for row in rows.values() for name, value in row.items() if value is not None}
        wanted = {
            key: {snake_case(name): value for name, value in row.items() if name in used} for key, row in rows.items()
        }
        table = read_table(database, stream)
        faults += islice(differences(stream, wanted, table), 5)
        print(f"  {stream}: {len(table[0])} rows, {len(table[1])} columns")
    if faults:
        sys.exit("\n".join(["interop: what dlt has loaded differs from the truth:", *faults]))


def load_twice(code, folder, gong):
    for run_number in ("first", "second"):
        run(code, folder)
        print(f"dlt, {run_number} run:")
        compare(folder / "warehouse.duckdb", gong)


def load_without_users(code, folder, gong):
    done = start(code, folder)
    if done.returncode != 1 or "api:users:read" not in done.stderr:
        sys.exit(f"interop: dlt, users refused: ended with {done.returncode}:\n{done.stderr}")
    print("dlt, users refused:")
    compare(folder / "warehouse.duckdb", gong, without="users")


def main():
    code = snippet("pyairbyte.md", "import dlt")
    for load, options in ((load_twice, {}), (load_without_users, {"missing_scopes": "api:users:read"})):
        with (
            sandbox(seed=9, calls=400, days=30, requests_per_second=0, **options) as gong,
            tempfile.TemporaryDirectory() as parent,
        ):
            folder = Path(parent)
            install(folder)
            (folder / "config.json").write_text(json.dumps(gong.config()))
            load(code, folder, gong)


main()
