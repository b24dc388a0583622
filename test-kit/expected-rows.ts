import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from '../sandbox/src/index.ts';
import type { JsonObject } from './airbyte-message.ts';
import { primaryKeys, truth, type StreamName } from './truth.ts';

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
  return differenceBetween(rowsOf(stream, records), rowsOf(stream, truth(sandbox, stream)));
}

/** How rows differ from those that there should be. */
export function differenceBetween(actual: Rows, expected: Rows): Difference {
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

/** A long list would hide what a test has to say. */
function some(keys: readonly unknown[]): readonly unknown[] {
  return keys.length > 5 ? [...keys.slice(0, 5), `and ${keys.length - 5} more`] : keys;
}

/** Of several records with one key, the last counts. */
function rowsOf(stream: StreamName, records: readonly JsonObject[]): Rows {
  return new Map(records.map((record) => [record[primaryKeys[stream]], record]));
}
