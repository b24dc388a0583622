import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { JsonObject } from '../test-kit/airbyte-message.ts';
import { checkRead, type ConfiguredCatalog, type Output } from '../test-kit/airbyte-output.ts';
import { expectedRows, rowsByKey } from '../test-kit/collections.ts';
import { derivedKeys, deriveRows, type DerivedStream, type Parents } from '../test-kit/derived-rows.ts';
import { differenceBetween, noDifference } from '../test-kit/expected-rows.ts';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { hoursEarlier } from './support/earlier.ts';

/** `DERIVED_CALLS=5000 npx vitest run integration_tests/children.test.ts --testTimeout 300000` looks at more. */
const calls = Number(process.env['DERIVED_CALLS'] ?? 240);
/** Between the two syncs; whatever the day of the week, people worked in it. */
const hoursBetween = 96;
const hour = 3_600_000;
const now = Math.floor(Date.now() / hour) * hour;
const instant = (hoursAgo: number): string => new Date(now - hoursAgo * hour).toISOString();

/** Everything of the last days is still on its way at the first sync: calls, transcripts, reviews, edits. */
const sandbox = await startSandbox({
  calls,
  days: 30,
  users: 45,
  pageSize: 20,
  extensiveKilobytes: 6,
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
  until: instant(0),
  clock: instant(hoursBetween),
  editedShare: 0.5,
});
afterAll(() => sandbox.close());

const parents = ['extensiveCalls', 'callTranscripts', 'answeredScorecards'] as const;
const derived = Object.keys(derivedKeys).filter((name): name is DerivedStream => name in derivedKeys);
const all = [...parents, ...derived];
const everything: ConfiguredCatalog = JSON.parse((await runCli(['catalog', '--streams', 'all'])).stdout);

async function read(names: readonly string[], state?: unknown): Promise<Output> {
  const catalog: ConfiguredCatalog = {
    streams: everything.streams.filter(({ stream }) => names.includes(stream.name)),
  };
  const given = state === undefined ? [] : ['--state', jsonFile(state)];
  const files = ['--config', jsonFile(sandbox.config), '--catalog', jsonFile(catalog)];
  const { output, exitCode, stderr } = await runCommand('read', ...files, ...given);
  checkRead(output, catalog);
  expect([output.errors(), exitCode, stderr]).toEqual([[], 0, '']);
  return output;
}

/** Of each key the last, as a destination has them. */
function newest(outputs: readonly Output[], name: string, key: readonly string[]): Map<string, JsonObject> {
  const records = outputs.flatMap((output) => output.records(name));
  return rowsByKey({ key }, records);
}

/** How the rows of each stream differ from what the records beside them say; nothing where they do not. */
function differencesFrom(outputs: readonly Output[]): object[] {
  const of = (name: string, key: string): JsonObject[] => [...newest(outputs, name, [key]).values()];
  const held: Parents = {
    extensiveCalls: of('extensiveCalls', 'id'),
    callTranscripts: of('callTranscripts', 'callId'),
    answeredScorecards: of('answeredScorecards', 'answeredScorecardId'),
  };
  const rows = deriveRows(held);
  return differences(outputs, (name) => rowsByKey({ key: derivedKeys[name] }, rows[name]));
}

function differences(
  outputs: readonly Output[],
  expected: (name: DerivedStream) => ReadonlyMap<string, JsonObject>,
): object[] {
  return derived.flatMap((name) => {
    const rows = newest(outputs, name, derivedKeys[name]);
    const difference = differenceBetween(rows, expected(name));
    const isRight = rows.size > calls / 4 && isDeepStrictEqual(difference, noDifference);
    return isRight ? [] : [{ name, rows: rows.size, ...difference }];
  });
}

function truthOf(name: DerivedStream): ReadonlyMap<string, JsonObject> {
  return expectedRows(sandbox, { name, key: derivedKeys[name] }, []);
}

/** Also says how many requests it took. */
async function requestsOf(names: readonly string[]): Promise<[Output, number]> {
  const before = sandbox.requests.length;
  return [await read(names), sandbox.requests.length - before];
}

const [first, requests] = await requestsOf(all);

test('what calls and reviews hold comes as their own records have it, at no more requests', async () => {
  expect(differencesFrom([first])).toEqual([]);
  const [, fewest] = await requestsOf(parents);
  // Where windows are cut depends on which page comes first: of 500 requests two are more or less from read to read.
  expect(Math.abs(requests - fewest)).toBeLessThanOrEqual(Math.ceil(fewest / 100));
});

test('after calls, transcripts and reviews have come and calls were edited, a second sync brings all of that', async () => {
  sandbox.setClock(instant(0));
  const [from, to] = [instant(hoursBetween), instant(0)];
  const since = sandbox.changes().filter(({ at }) => at > from && at <= to);
  expect(new Set(since.map(({ kind }) => kind))).toEqual(
    new Set(['published', 'transcript', 'edited', 'answered']),
  );
  const second = await read(all, hoursEarlier(first.savedState(), hoursBetween));
  for (const name of all) expect(second.records(name).length).toBeGreaterThan(0);
  expect(differencesFrom([first, second])).toEqual([]);
});

test('they come without the others as well', async () => {
  expect(differences([await read(derived)], truthOf)).toEqual([]);
});
