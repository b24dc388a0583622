import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { JsonObject } from './airbyte-message.ts';

/** The primary key of every stream. */
export const primaryKeys = {
  users: 'id',
  calls: 'id',
  extensiveCalls: 'id',
  scorecards: 'scorecardId',
  answeredScorecards: 'answeredScorecardId',
  callTranscripts: 'callId',
} as const;

export type StreamName = keyof typeof primaryKeys;

/** Records by primary key. */
type Rows = ReadonlyMap<unknown, JsonObject>;

/** How records differ from the truth: some of their primary keys. */
export interface Difference {
  readonly missing: readonly unknown[];
  readonly unexpected: readonly unknown[];
  readonly changed: readonly unknown[];
}

export const noDifference: Difference = { missing: [], unexpected: [], changed: [] };

/** Holds a stream's records, repeated ones included, against what a read of the whole sandbox must end up with. */
export function compareWithTruth(
  sandbox: Sandbox,
  stream: StreamName,
  records: readonly JsonObject[],
): Difference {
  const expected = expectedRows(sandbox, stream);
  const actual = rowsOf(stream, records);
  const common = [...actual].filter(([key]) => expected.has(key));
  return {
    missing: some([...expected.keys()].filter((key) => !actual.has(key))),
    unexpected: some([...actual.keys()].filter((key) => !expected.has(key))),
    changed: some(common.flatMap(([key, row]) => (isDeepStrictEqual(row, expected.get(key)) ? [] : [key]))),
  };
}

/** The streams that are not as they must be, and how they differ. */
export function findDifferences(
  sandbox: Sandbox,
  streams: readonly StreamName[],
  actual: { records(stream: StreamName): readonly JsonObject[] },
): (Difference & { readonly stream: StreamName })[] {
  return streams.flatMap((stream) => {
    const difference = compareWithTruth(sandbox, stream, actual.records(stream));
    return isDeepStrictEqual(difference, noDifference) ? [] : [{ stream, ...difference }];
  });
}

/** Private calls are left out, and some records carry more than Gong sends. Ids have to be strings (`numericIds: false`). */
function expectedRows(sandbox: Sandbox, stream: StreamName): Rows {
  const items = [...sandbox.truth(stream)].map(parse);
  if (stream === 'callTranscripts') {
    const calls = expectedRows(sandbox, 'calls');
    const known = items.filter((item) => calls.has(item['callId']));
    return rowsOf(
      stream,
      known.map((item) => ({ ...item, started: calls.get(item['callId'])?.['started'] })),
    );
  }
  if (stream === 'extensiveCalls') {
    return rowsOf(
      stream,
      items.flatMap((item) => extensiveRow(item)),
    );
  }
  return rowsOf(
    stream,
    items.filter((item) => item['isPrivate'] !== true),
  );
}

/** A long list would hide what a test has to say. */
function some(keys: readonly unknown[]): readonly unknown[] {
  return keys.length > 5 ? [...keys.slice(0, 5), `and ${keys.length - 5} more`] : keys;
}

/** Of several records with one key, the last counts. */
function rowsOf(stream: StreamName, records: readonly JsonObject[]): Rows {
  return new Map(records.map((record) => [record[primaryKeys[stream]], record]));
}

function extensiveRow(item: { readonly metaData?: JsonObject }): JsonObject[] {
  const { metaData = {} } = item;
  if (metaData['isPrivate'] === true) return [];
  return [{ id: metaData['id'], startdatetime: metaData['started'], ...item }];
}

function parse(text: string): JsonObject {
  const item: JsonObject = JSON.parse(text);
  return item;
}
