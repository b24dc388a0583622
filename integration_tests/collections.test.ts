import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { JsonObject } from '../test-kit/airbyte-message.ts';
import { checkRead, type ConfiguredCatalog, type Output } from '../test-kit/airbyte-output.ts';
import { expectedRows, rowsByKey, type Collection } from '../test-kit/collections.ts';
import { hoursEarlier } from './support/earlier.ts';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { streams } from '../src/streams/index.ts';

const sandbox = await startSandbox({
  calls: 260,
  days: 100,
  users: 45,
  pageSize: 20,
  extensiveKilobytes: 6,
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
  lateShare: 0.1,
});
afterAll(() => sandbox.close());

const catalog: ConfiguredCatalog = JSON.parse((await runCli(['catalog', '--streams', 'all'])).stdout);
const config = { ...sandbox.config, requests_per_second: 1_000, flow_prospects_limit: 5_000 };

async function read(overrides: object = {}, state?: unknown) {
  const given = state === undefined ? [] : ['--state', jsonFile(state)];
  const files = ['--config', jsonFile({ ...config, ...overrides }), '--catalog', jsonFile(catalog)];
  const finished = await runCommand('read', ...files, ...given);
  checkRead(finished.output, catalog);
  return finished;
}

function recordsOf(output: Output, { name }: Collection): JsonObject[] {
  return output.records(name);
}

const first = await read();
const collections = streams.map(({ name, primaryKey }): Collection => ({ name, key: primaryKey }));

describe('a first sync of all collections', () => {
  test('comes to its end', () => {
    expect(first.output.errors()).toEqual([]);
    expect([first.exitCode, first.stderr]).toEqual([0, '']);
  });

  test.each(collections)('brings $name as Gong has it', (collection) => {
    const read_ = recordsOf(first.output, collection);
    const rows = rowsByKey(collection, read_);
    expect(rows.size).toBeGreaterThan(0);
    expect(rows).toEqual(expectedRows(sandbox, collection, read_));
  });

  test('asks for parents once', () => {
    const asked = sandbox.requests.map(
      ({ method, path, query }) => `${method} ${path} ${JSON.stringify(query)}`,
    );
    const parents = asked.filter((line) => /all-permission|workspaces|library\/folders|flows /.test(line));
    expect(new Set(parents).size).toBe(parents.length);
  });
});

test('a second sync brings what is new, and with the first all that there is', async () => {
  const before = sandbox.requests.length;
  sandbox.publishLate();
  const second = await read({}, hoursEarlier(first.output.savedState(), 30));
  expect(second.exitCode).toBe(0);
  expect(sandbox.requests.length - before).toBeLessThan(before);
  for (const collection of collections) {
    const read_ = [first, second].flatMap(({ output }) => recordsOf(output, collection));
    expect([collection.name, rowsByKey(collection, read_)]).toEqual([
      collection.name,
      expectedRows(sandbox, collection, read_),
    ]);
  }
});
