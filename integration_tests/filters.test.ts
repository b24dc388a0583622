import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { idsOfFiltered, type FilterKeys } from '../test-kit/filtered-calls.ts';
import { parseExactly } from '../test-kit/truth.ts';
import { small, sync } from './support/sync.ts';

const company = { ...small, calls: 300, users: 12, workspaces: 4, internalShare: 0.2, pageSize: 20 } as const;
const sandbox = await startSandbox(company);
afterAll(() => sandbox.close());

const workspaces = [...sandbox.truth('workspaces')].map((text) => String(parseExactly(text)['id']));
const [large = '', medium = '', other = ''] = workspaces;
const hosts = [...sandbox.truth('calls')].map((text) => String(parseExactly(text)['primaryUserId']));
const [busyHost = '', otherHost = ''] = new Set(hosts);

const ofCalls = ['calls', 'callTranscripts', 'callUsersAccess'];
const shared = [...ofCalls, 'extensiveCalls'];

/** One read, and the requests that it took, by their paths. */
async function readWith(streams: readonly string[], config: FilterKeys) {
  const before = sandbox.requests.length;
  const output = await sync(sandbox, { streams, config: { ...config } });
  const paths = sandbox.requests.slice(before).map(({ path }) => path);
  return { output, paths };
}

const unfiltered = await readWith(shared, {});

/** Of which calls there are records. */
function callIds(output: Output, stream: string): Set<string> {
  return new Set(output.records(stream).map((record) => String(record['callId'] ?? record['id'])));
}

function lists(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => /calls(?:\/extensive)?$/.test(path));
}

/** That these streams have the calls which the filters let through, and no others. */
function expectFiltered(output: Output, streams: readonly string[], filters: FilterKeys): void {
  const ids = idsOfFiltered(sandbox, filters);
  expect(ids.size).toBeGreaterThan(5);
  expect(ids.size).toBeLessThan(idsOfFiltered(sandbox).size);
  for (const stream of streams) {
    const all = callIds(unfiltered.output, stream);
    const expected = new Set([...ids].filter((id) => all.has(id)));
    expect([stream, callIds(output, stream)]).toEqual([stream, expected]);
  }
}

const cases: readonly (readonly [string, FilterKeys, 'fewer' | 'as many'])[] = [
  ['one workspace', { workspace_ids: [medium] }, 'fewer'],
  ['two workspaces', { workspace_ids: [medium, other] }, 'as many'],
  ['two hosts', { primary_user_ids: [busyHost, otherHost] }, 'fewer'],
  ['no internal calls', { exclude_internal_calls: true }, 'as many'],
  [
    'all of that',
    {
      workspace_ids: [large],
      primary_user_ids: [busyHost, otherHost],
      exclude_internal_calls: true,
      exclude_content: ['media', 'context'],
    },
    'fewer',
  ],
];

describe.each(cases)('%s', (_name, filters, requests) => {
  test('comes as the truth has it, for no more requests', async () => {
    const { output, paths } = await readWith(shared, filters);
    expectFiltered(output, shared, filters);
    expect(paths.length).toBeLessThanOrEqual(unfiltered.paths.length);
    // One is the count by which the two lists are held against each other.
    const saved = lists(unfiltered.paths).length - lists(paths).length;
    expect(saved).toBeGreaterThanOrEqual(requests === 'fewer' ? 2 : 0);
    expect(output.logs('WARN')).toEqual([]);
  });
});

test('what is left out is told once a stream', async () => {
  const { output } = await readWith(['calls'], { workspace_ids: [medium, other] });
  expectFiltered(output, ['calls'], { workspace_ids: [medium, other] });
  const told = output.logs('INFO').filter(({ message }) => message.includes('left out'));
  expect(told.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^calls: left out \d+ private calls/),
    expect.stringMatching(/^calls: left out \d+ calls \(workspace_ids\)$/),
  ]);
});

test('without extensive calls, hosts are told apart in the list of calls, and internal calls in the other', async () => {
  const ofHosts = { primary_user_ids: [busyHost] };
  const byHost = await readWith(ofCalls, ofHosts);
  expectFiltered(byHost.output, ofCalls, ofHosts);
  expect(byHost.paths).not.toContain('/v2/calls/extensive');
  const external = await readWith(ofCalls, { exclude_internal_calls: true });
  expectFiltered(external.output, ofCalls, { exclude_internal_calls: true });
  expect(external.paths).not.toContain('/v2/calls');
});
