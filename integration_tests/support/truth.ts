import type { Sandbox } from '../../src/sandbox/index.ts';
import type { JsonObject } from '../../test/support/airbyte-message.ts';
import { at } from './schema-walk.ts';

/** What the sandbox holds, as the records of this source have to show it. */
export function truth(sandbox: Sandbox, stream: string, includePrivate = false): JsonObject[] {
  const calls = [...sandbox.truth('calls')].map(parse);
  const isOpen = (id: unknown): boolean =>
    includePrivate || calls.find((call) => call['id'] === id)?.['isPrivate'] !== true;
  switch (stream) {
    case 'users':
    case 'scorecards':
    case 'answeredScorecards':
      return [...sandbox.truth(stream)].map(parse);
    case 'calls':
      return calls.filter(({ id }) => isOpen(id));
    case 'extensiveCalls': {
      const records = [...sandbox.truth('extensiveCalls')].map(parse).map((record) => {
        const metaData = at(record, 'metaData');
        return { id: metaData['id'], startdatetime: metaData['started'], ...record };
      });
      return records.filter(({ id }) => isOpen(id));
    }
    case 'callTranscripts': {
      const started = new Map(calls.map((call) => [call['id'], call['started']]));
      const records = [...sandbox.truth('callTranscripts')].map(parse);
      return records
        .filter((record) => isOpen(record['callId']))
        .map((record) => ({ ...record, started: started.get(record['callId']) }));
    }
    default:
      throw new Error(`no stream ${stream}`);
  }
}

const cursors = new Map([
  ['extensiveCalls', 'startdatetime'],
  ['answeredScorecards', 'reviewTime'],
]);

/**
 * What Gong has filed at an instant or after it. It files web conferences under their scheduled time, in the list
 * of calls and so for transcripts, and everything else under its own time.
 */
export function truthSince(sandbox: Sandbox, stream: string, instant: number): JsonObject[] {
  const records = truth(sandbox, stream);
  const cursor = cursors.get(stream);
  if (cursor !== undefined) return records.filter((record) => Date.parse(String(record[cursor])) >= instant);
  const filed = truth(sandbox, 'calls').filter((call) => {
    const time = call['direction'] === 'Conference' ? call['scheduled'] : call['started'];
    return Date.parse(String(time)) >= instant;
  });
  const ids = new Set(filed.map(({ id }) => id));
  return records.filter((record) => ids.has(record['callId'] ?? record['id']));
}

const keys = new Map([
  ['answeredScorecards', 'answeredScorecardId'],
  ['callTranscripts', 'callId'],
  ['scorecards', 'scorecardId'],
]);

/** The primary keys of a stream's records, in their own order. */
export function keysOf(stream: string, records: readonly JsonObject[]): string[] {
  return records.map((record) => String(record[keys.get(stream) ?? 'id'])).toSorted();
}

/** Records in the order of their keys: a read may send them in any order. */
export function byKey(stream: string, records: readonly JsonObject[]): JsonObject[] {
  const key = keys.get(stream) ?? 'id';
  return records.toSorted((left, right) => (String(left[key]) < String(right[key]) ? -1 : 1));
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** JSON whose integers beyond 2^53 become strings, the only exact form for them. */
function parse(json: string): JsonObject {
  const exact = json.replaceAll(stringOrNumber, (token) =>
    !token.startsWith('"') && Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER ? `"${token}"` : token,
  );
  const record: JsonObject = JSON.parse(exact);
  return record;
}
