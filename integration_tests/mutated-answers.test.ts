import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { HOUR } from '../src/base/instant.ts';
import { formatCatalog } from '../src/commands/catalog.ts';
import { streams } from '../src/streams/index.ts';
import { startSandbox } from '../sandbox/src/index.ts';
import { checkRead, type ConfiguredCatalog, type Output } from '../test-kit/airbyte-output.ts';
import type { JsonObject } from '../test-kit/airbyte-message.ts';
import { expectedRows, type Collection } from '../test-kit/collections.ts';
import { derivedKeys, deriveRows, type DerivedStream } from '../test-kit/derived-rows.ts';
import { readInProcess } from '../test-kit/read-in-process.ts';
import { DEPENDENTS, isSafe } from './support/mutations/dependents.ts';
import { startMutatingFront } from './support/mutations/mutating-front.ts';

/** How many answers are changed; more with `MUTATED_ANSWERS=10000`, others with `FIRST_SEED=1000`. */
const LEAST_ANSWERS = Number(process.env['MUTATED_ANSWERS'] ?? 300);
const FIRST_SEED = Number(process.env['FIRST_SEED'] ?? 1);

/** Midnight at the company, so that no day has begun of which there are no statistics yet. */
const UNTIL = '2026-11-20T07:00:00Z';

const sandbox = await startSandbox({
  calls: 30,
  days: 20,
  users: 6,
  flows: 4,
  tasks: 8,
  logEntries: 6,
  pageSize: 20,
  extensiveKilobytes: 6,
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
  numericIds: false,
  until: UNTIL,
});
const front = await startMutatingFront(sandbox.url);
afterAll(async () => {
  await front[Symbol.asyncDispose]();
  await sandbox.close();
});

const collections = streams
  .filter(({ name }) => !(name in derivedKeys))
  .map(({ name, primaryKey }): Collection => ({ name, key: primaryKey }));
const derived = Object.keys(derivedKeys).filter((name): name is DerivedStream => name in derivedKeys);
const catalog: ConfiguredCatalog = JSON.parse(formatCatalog(streams));
const withoutKeys: ConfiguredCatalog = {
  streams: catalog.streams.map((each) => ({
    ...each,
    stream: { ...each.stream, source_defined_primary_key: [] },
  })),
};

async function readAll(config: object): Promise<Output> {
  const common = { api_base_url: front.url, requests_per_second: 1_000, flow_prospects_limit: 5_000 };
  const now = Date.parse(UNTIL) + HOUR;
  return await readInProcess({ config: { ...sandbox.config, ...common, ...config }, catalog, now });
}

/** With moments in one form, since they may come in UTC. */
function keyIn({ key }: Collection, record: JsonObject): string {
  const parts = key
    .map((field) => record[field])
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
  return parts.map((part) => (/^\d{4}-\d\d-\d\dT/.test(part) ? Date.parse(part) : part)).join(' ');
}

const whole = await readAll({});
const expected = collections.map((collection) => ({
  collection,
  rows: [...expectedRows(sandbox, collection, whole.records(collection.name)).values()],
}));

const runs = fc.record({
  seed: fc.noShrink(fc.nat()),
  share: fc.constantFrom(0.2, 0.6, 1),
  harmed: fc.option(fc.constantFrom(...Object.keys(DEPENDENTS)), { nil: undefined, freq: 2 }),
  config: fc.record({ utc_timestamps: fc.boolean(), lookback_window_days: fc.constantFrom(0, 7) }),
});

/** What was said to differ, once for each time: stream and path. */
function differing(output: Output): string[] {
  return output
    .logs('WARN')
    .flatMap(
      ({ message }) =>
        /^\w+: records differ from the schema and go out as they are: \S+/.exec(message)?.[0] ?? [],
    );
}

/** Whether all streams of calls were fed by the same list. */
function isTrusted(output: Output): boolean {
  return !output.logs('WARN').some(({ message }) => message.includes('from the list of calls instead'));
}

/** Holds the sequence of messages against the protocol. Where a list is no longer trusted, states take back what they said. */
function checkSequence(output: Output, harmed: string | undefined): void {
  if (!isTrusted(output)) return;
  const rules = { undeclaredFields: true, repeatedKeys: true };
  if (harmed === undefined) checkRead(output, catalog, rules);
  else checkRead(output, withoutKeys, { ...rules, sharedErrors: true });
}

/** The records that did not come exactly once: those whose keys, and those of what they belong to, were kept. */
function missed(output: Output, harmed: string | undefined, lost: ReadonlySet<string>): string[] {
  const complete = expected.filter(({ collection: { name } }) => output.statuses(name).includes('COMPLETE'));
  return complete.flatMap(({ collection, rows }) => {
    const { name } = collection;
    const counts = new Map<string, number>();
    for (const record of output.records(name)) {
      const key = keyIn(collection, record);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // An entry of a log is known by all that it says.
    if (name === 'logs') return counts.size === rows.length ? [] : [`logs: ${counts.size} of ${rows.length}`];
    const needed = rows.filter((row) => harmed === undefined || isSafe(row, name, harmed, lost));
    return needed
      .map((row) => keyIn(collection, row))
      .flatMap((key) => (counts.get(key) === 1 ? [] : [`${name} ${key}: ${counts.get(key) ?? 0} times`]));
  });
}

/**
 * The streams whose rows are not those that the records of the same sync hold: each comes once, whatever has become of its
 * fields. Where calls have lost their ids, only the numbers of rows can be compared.
 */
function misderived(output: Output, harmed?: string): string[] {
  const parents = {
    extensiveCalls: output.records('extensiveCalls'),
    callTranscripts: output.records('callTranscripts'),
    answeredScorecards: output.records('answeredScorecards'),
  };
  const rows = deriveRows(parents);
  return derived.flatMap((name) => {
    if (!output.statuses(name).includes('COMPLETE')) return [];
    const keysOf = (records: readonly JsonObject[]): string[] =>
      records
        .map((record) => (harmed === undefined ? keyIn({ name, key: derivedKeys[name] }, record) : name))
        .toSorted();
    const [came, held] = [keysOf(output.records(name)), keysOf(rows[name])];
    return isDeepStrictEqual(came, held) ? [] : [`${name}: ${came.length} rows of ${held.length}`];
  });
}

test('without changes all comes', () => {
  expect(expected.filter(({ rows }) => rows.length === 0)).toEqual([]);
  expect(missed(whole, undefined, new Set())).toEqual([]);
  expect(misderived(whole)).toEqual([]);
  expect([whole.errors(), differing(whole)]).toEqual([[], []]);
});

test(
  'whatever Gong sends in a record, it comes once, and each path that differs is told once',
  { timeout: 60_000 + 30 * LEAST_ANSWERS },
  async () => {
    const property = fc.asyncProperty(runs, async ({ config, ...mutation }) => {
      const { harmed } = mutation;
      const lost = front.use(mutation);
      const before = sandbox.requests.length;
      const output = await readAll(config);
      const errors = output.errors().map(({ message }) => message);
      // Gong may refuse an id that it has never given.
      const refused = errors.filter((text) => /^Gong did not accept a request to .* \(HTTP 400\)/.test(text));
      expect(errors).toEqual(harmed === undefined ? [] : refused);
      const asked = sandbox.requests.slice(before).map((request) => JSON.stringify(request));
      expect(asked.filter((text) => /undefined|null|object Object/.test(text))).toEqual([]);
      checkSequence(output, harmed);
      expect(missed(output, harmed, lost)).toEqual([]);
      expect(isTrusted(output) ? misderived(output, harmed) : []).toEqual([]);
      const told = differing(output);
      expect(told.length).toBeGreaterThan(0);
      expect(told.toSorted()).toEqual([...new Set(told)].toSorted());
    });
    for (let seed = FIRST_SEED; front.mutatedAnswers < LEAST_ANSWERS; seed += 1) {
      await fc.assert(property, { numRuns: 1, seed, endOnFailure: true });
    }
  },
);
