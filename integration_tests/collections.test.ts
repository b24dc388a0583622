import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import type { JsonObject } from '../test-kit/airbyte-message.ts';
import { checkRead, type ConfiguredCatalog, type Output } from '../test-kit/airbyte-output.ts';
import { expectedRows, rowsByKey, type Collection } from '../test-kit/collections.ts';
import { hoursEarlier } from './support/earlier.ts';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { streams } from '../src/streams/index.ts';

const company = {
  calls: 260,
  days: 100,
  users: 45,
  pageSize: 20,
  extensiveKilobytes: 6,
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
  lateShare: 0.1,
} as const satisfies SandboxOptions;

const sandbox = await startSandbox(company);
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

test('credentials that lack three scopes read all but three streams, and a check says which', async () => {
  const missingScopes = ['api:logs:read', 'api:coaching:read', 'api:tasks:read'];
  await using lacking = await startSandbox({ ...company, missingScopes });
  const path = jsonFile({ ...lacking.config, requests_per_second: 1_000 });
  const { output, exitCode } = await runCommand('read', '--config', path, '--catalog', jsonFile(catalog));
  checkRead(output, catalog);
  expect(exitCode).toBe(1);
  const incomplete = collections.filter(({ name }) => output.statuses(name).at(-1) !== 'COMPLETE');
  expect(incomplete.map(({ name }) => name)).toEqual(['coaching', 'logs', 'tasks']);
  for (const { name } of incomplete) {
    expect(output.errors(name).map(({ message }) => message)).toEqual([
      expect.stringContaining(`api:${name}:read`),
    ]);
  }
  const warnings = (await runCommand('check', '--config', path)).output.logs('WARN');
  expect(warnings.map(({ message }) => /stream (\w+);.* scope: (\S+)\./.exec(message)?.slice(1))).toEqual([
    ['coaching', 'api:coaching:read'],
    ['logs', 'api:logs:read'],
    ['tasks', 'api:tasks:read'],
  ]);
});

test('a log that is refused fails by name, while the others are read; later it is read from its beginning', async () => {
  await using refusing = await startSandbox(company);
  refusing.addFaults([{ at: 1, times: 999, path: '/v2/logs', mentions: 'UserCallPlay', status: 403 }]);
  const logs = { streams: catalog.streams.filter(({ stream }) => stream.name === 'logs') };
  const path = jsonFile({ ...refusing.config, requests_per_second: 1_000 });
  const words = ['read', '--config', path, '--catalog', jsonFile(logs)];
  const refused = await runCommand(...words);
  checkRead(refused.output, logs);
  expect([refused.exitCode, refused.output.statuses('logs').at(-1)]).toEqual([1, 'INCOMPLETE']);
  expect(refused.output.logs('ERROR').map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^logs \(UserCallPlay\) cannot be read/),
  );
  const types = new Set(refused.output.records('logs').map(({ logType }) => logType));
  expect(types.size).toBe(4);
  expect(types).not.toContain('UserCallPlay');
  const state = refused.output.savedState();
  await using allowing = await startSandbox(company);
  const allowed = jsonFile({ ...allowing.config, requests_per_second: 1_000 });
  const rest = await runCommand(
    'read',
    '--config',
    allowed,
    '--catalog',
    jsonFile(logs),
    '--state',
    jsonFile(state),
  );
  const collection = collections.find(({ name }) => name === 'logs') ?? { name: 'logs', key: [] };
  const both = [refused, rest].flatMap(({ output }) => output.records('logs'));
  expect(rowsByKey(collection, both)).toEqual(expectedRows(allowing, collection, both));
});
