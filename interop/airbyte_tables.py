"""The tables that PyAirbyte has made in DuckDB, and how they differ from the truth."""
import sys
from itertools import islice

import duckdb
from expected import KEYS, differences

DATABASE = "warehouse.duckdb"


def read_table(database, stream, where="TRUE"):
    """({key: {column: value}}, {column: type}) of a table, without the columns that PyAirbyte and the connector add."""
    with duckdb.connect(str(database), read_only=True) as connection:
        cursor = connection.execute(f'SELECT * FROM gong."{stream.lower()}" WHERE {where}')
        columns = {name: str(kind) for name, kind, *_ in cursor.description}
        found = [dict(zip(columns, values)) for values in cursor.fetchall()]
    types = {name: kind for name, kind in columns.items() if not name.startswith("_")}
    rows = {key_of(stream, row): row for row in found}
    if len(rows) != len(found):
        sys.exit(f"interop: {stream}: {len(found)} rows have only {len(rows)} keys")
    return rows, types


def key_of(stream, row):
    if stream in KEYS:
        return row[KEYS[stream].lower()]
    # Rows of calls.
    return f"{row['callid']} {row['position']}"


def compare(database, expected, when, optional=None, where="TRUE"):
    faults = []
    for stream, wanted in expected.items():
        table = read_table(database, stream, where)
        faults += islice(differences(stream, wanted, table, (optional or {}).get(stream, set())), 5)
        print(f"  {stream}: {len(table[0])} rows, {len(table[1])} columns")
    if faults:
        sys.exit("\n".join([f"interop: {when}, the tables differ from the truth:", *faults]))
