"""What the six tables must hold, worked out from the sandbox's truth and compared value by value."""
import json
import re
from datetime import datetime, timezone
from pathlib import Path

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
TIME = re.compile(r"(.{19})(?:\.(\d+))?(Z|[+-]\d\d:\d\d)")

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
        "scorecards": [with_text_ids(scorecard) for scorecard in gong.truth("scorecards")],
        "answeredScorecards": gong.truth("answeredScorecards"),
        "callTranscripts": transcripts,
    }
    return {stream: {str(row[KEYS[stream]]): row for row in rows[stream]} for stream in KEYS}


def expected_parts(gong, stream):
    """The same of a stream that is made of calls, whose rows have a place in their call."""
    shown = {str(call["id"]) for call in gong.truth("calls") if not call.get("isPrivate")}
    schema = json.loads((SCHEMAS / f"{stream}.json").read_text())
    rows = [row for row in gong.truth(stream) if str(row["callId"]) in shown]
    return {f"{row['callId']} {row['position']}": in_utc(row, schema) for row in rows}


def with_text_ids(scorecard):
    """Gong sends the ids of options as small numbers; like all ids they come out as text."""
    for question in scorecard["questions"]:
        for option in question["answerOptions"] or []:
            option["id"] = str(option["id"])
    return scorecard


def parse_time(text):
    """A date-time with its offset; Python 3.10 reads fractions only of six digits, Gong sends zero to six."""
    seconds, fraction, offset = TIME.fullmatch(text).groups()
    return datetime.fromisoformat(f"{seconds}.{(fraction or '').ljust(6, '0')[:6]}{offset.replace('Z', '+00:00')}")


def in_utc(value, schema):
    """A record as it is with `utc_timestamps`: what is a date-time by the schema in UTC, its fraction as it was."""
    if isinstance(value, str) and schema.get("format") == "date-time":
        seconds, fraction, offset = TIME.fullmatch(value).groups()
        whole = datetime.fromisoformat(seconds + offset.replace("Z", "+00:00")).astimezone(timezone.utc)
        return f"{whole:%Y-%m-%dT%H:%M:%S}{'' if fraction is None else '.' + fraction}Z"
    if isinstance(value, dict):
        return {name: in_utc(part, schema.get("properties", {}).get(name, {})) for name, part in value.items()}
    if isinstance(value, list):
        return [in_utc(part, schema.get("items", {})) for part in value]
    return value


def rows_in_utc(gong):
    """The expected rows with `utc_timestamps`."""
    schemas = {stream: json.loads((SCHEMAS / f"{stream}.json").read_text()) for stream in KEYS}
    rows = expected_rows(gong)
    return {
        stream: {key: in_utc(row, schemas[stream]) for key, row in rows[stream].items()} for stream in KEYS
    }


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
        wanted = parse_time(expected)
        # A column without a zone holds what the clock of the text's own offset shows.
        return (wanted.replace(tzinfo=None) if actual.tzinfo is None else wanted) != actual
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
