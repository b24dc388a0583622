"""What the six tables must hold, worked out from the sandbox's truth and compared value by value."""
import json
import re
from datetime import datetime

KEYS = {
    "users": "id",
    "calls": "id",
    "extensiveCalls": "id",
    "scorecards": "scorecardId",
    "answeredScorecards": "answeredScorecardId",
    "callTranscripts": "callId",
}
CURSORS = {
    "calls": "started",
    "extensiveCalls": "startdatetime",
    "answeredScorecards": "reviewTime",
    "callTranscripts": "started",
}


def expected_rows(gong):
    """stream -> primary key (text) -> record. Private calls are left out by default, answered scorecards never."""
    calls = gong.truth("calls")
    shown = {str(call["id"]): call for call in calls if not call.get("isPrivate")}
    extensive = [
        {"id": call["metaData"]["id"], "startdatetime": call["metaData"]["started"], **call}
        for call in gong.truth("extensiveCalls")
        if not call["metaData"].get("isPrivate")
    ]
    transcripts = [
        {**transcript, "started": shown[str(transcript["callId"])]["started"]}
        for transcript in gong.truth("callTranscripts")
        if str(transcript["callId"]) in shown
    ]
    rows = {
        "users": gong.truth("users"),
        "calls": shown.values(),
        "extensiveCalls": extensive,
        "scorecards": gong.truth("scorecards"),
        "answeredScorecards": gong.truth("answeredScorecards"),
        "callTranscripts": transcripts,
    }
    return {stream: {str(row[KEYS[stream]]): row for row in rows[stream]} for stream in KEYS}


def parse_time(text):
    """A date-time with its offset; Python 3.10 reads fractions only of six digits, Gong sends zero to six."""
    seconds, fraction, offset = re.fullmatch(r"(.{19})(?:\.(\d+))?(Z|[+-]\d\d:\d\d)", text).groups()
    return datetime.fromisoformat(f"{seconds}.{(fraction or '').ljust(6, '0')[:6]}{offset.replace('Z', '+00:00')}")


def same(expected, actual):
    """Gong sends some ids as JSON numbers beyond 2^53; in the warehouse they are text, digit for digit."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        names = expected.keys() | actual.keys()
        return all(same(expected.get(name), actual.get(name)) for name in names)
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(same, expected, actual))
    if isinstance(expected, int) and isinstance(actual, str) and expected > 2**53:
        return str(expected) == actual
    # True equals 1 in Python, and 1 equals 1.0 everywhere.
    return expected == actual and isinstance(expected, bool) == isinstance(actual, bool)


def column_differs(expected, actual, kind):
    """Whether a value of a DuckDB column of this type is not what the record said."""
    if expected is None or actual is None:
        return expected is not actual
    if kind.startswith("TIMESTAMP"):
        # PyAirbyte makes columns without a zone, and DuckDB's JSON reader drops the offset: the local clock is left.
        return parse_time(expected).replace(tzinfo=None) != actual
    return not same(expected, json.loads(actual) if kind == "JSON" else actual)


def differences(stream, wanted, table, optional=frozenset()):
    """Sentences about what is wrong with a table: {key: {column: value}} and {column: type}."""
    rows, types = table
    missing = sorted(wanted.keys() - rows.keys() - optional)
    excess = sorted(rows.keys() - wanted.keys())
    if missing:
        yield f"{stream}: {len(missing)} rows are missing, such as {missing[:3]}"
    if excess:
        yield f"{stream}: {len(excess)} rows should not be there, such as {excess[:3]}"
    undeclared = {name for row in wanted.values() for name in row if name.lower() not in types}
    if undeclared:
        yield f"{stream}: Gong sends {sorted(undeclared)}, which the schema does not declare and the table lacks"
    for key in sorted(wanted.keys() & rows.keys()):
        names = {name.lower(): name for name in wanted[key]}
        for column, kind in types.items():
            value = wanted[key].get(names.get(column, ""))
            if column_differs(value, rows[key][column], kind):
                yield f"{stream}: row {key}, {column}: expected {value!r}, got {rows[key][column]!r}"[:400]
