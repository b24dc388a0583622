import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import { read, readToTruth, small } from '../test-kit/read-sandbox.ts';
import { SavedSyncs } from '../test-kit/saved-syncs.ts';
import { keysOf, truth, type StreamName } from '../test-kit/truth.ts';
import { chooseFullRefresh, sync, toUtc } from './support/sync.ts';

const hour = 3_600_000;

/** Lists of several pages, each short enough in time to be read as one window. */
const company = { ...small, calls: 300, users: 250, days: 13, pageSize: 100 } as const;

/** The lists of Gong's that have pages: the streams that read one of them alone, its path, and the key of its items. */
const lists: [StreamName, `/v2/${string}`, string][] = [
  ['users', '/v2/users', 'users'],
  ['calls', '/v2/calls', 'calls'],
  ['extensiveCalls', '/v2/calls/extensive', 'calls'],
  ['answeredScorecards', '/v2/stats/activity/scorecards', 'answeredScorecards'],
];

function warnings(output: Awaited<ReturnType<typeof read>>['output']): string[] {
  return output.logs('WARN').map(({ message }) => message);
}

describe.concurrent.each(lists)('%s', (stream, path, key) => {
  test.concurrent.each([
    ['has null in place of its list', `{"requestId":"r","${key}":null}`],
    ['has errors', `{"requestId":"r","errors":["Internal error"],"${key}":null}`],
    ['has errors and a list', `{"requestId":"r","errors":["Internal error"],"${key}":[]}`],
    ['has no list', '{"requestId":"r","records":{"totalRecords":300}}'],
    ['is empty and has no cursor', `{"requestId":"r","records":{"totalRecords":300},"${key}":[]}`],
    ['lacks its cursor', undefined],
  ])('L1: all records come where page 2 once %s', async (_what, body) => {
    const fault = body === undefined ? ({ cursor: 'drop' } as const) : { answer: { body } };
    await using sandbox = await startSandbox({
      ...company,
      calls: 600,
      pageSize: 40,
      faults: [{ at: 1, atCursor: true, path, ...fault }],
    });
    const { output } = await readToTruth(sandbox, { streams: [stream] });
    expect(output.records(stream).length).toBeGreaterThan(80);
    expect(warnings(output).filter((text) => !text.includes('attempt 2'))).toEqual([]);
  });

  test.concurrent('L1: a list that stays shorter than Gong counts is complete, with a warning', async () => {
    await using sandbox = await startSandbox({ ...company, totals: { [path]: 'double' } });
    const { output } = await readToTruth(sandbox, { streams: [stream] });
    const counts = [stream === 'users' ? 250 : truth(sandbox, stream, true).length].map((count) => [
      String(count),
      String(2 * count),
    ]);
    for (const number of counts.flat()) expect(warnings(output)).toEqual([expect.stringContaining(number)]);
    // Once more, and not for ever.
    const least = Math.ceil(Number(counts[0]?.[0]) / 100);
    expect(sandbox.requests.length).toBeLessThanOrEqual(3 * least + 1);
  });
});

test.concurrent.each(['zero', 'negative', 'missing', 'half', 'double', 1, { sent: 'many' }] as const)(
  'L2: every list comes whole where all counts are %j',
  async (totals) => {
    await using sandbox = await startSandbox({ ...company, totals });
    // Two lists of calls whose counts do not agree make calls come from both.
    const rules = { repeatedKeys: totals === 'double' };
    const { output } = await readToTruth(sandbox, { rules });
    expect(output.records('users')).toHaveLength(250);
    await readToTruth(sandbox, { streams: ['calls', 'callTranscripts'] });
  },
);

describe.concurrent.each(['calls', 'extensiveCalls'] as const)('%s', (stream) => {
  const path = stream === 'calls' ? '/v2/calls' : '/v2/calls/extensive';

  test.concurrent.each([1, 10])(
    'L3: a call that is deleted behind the cursor of %i workers costs no other call',
    async (num_workers) => {
      await using sandbox = await startSandbox({ ...company, calls: 950, latencyMilliseconds: 120 });
      const oldest = truth(sandbox, stream, true)
        .toSorted((one, other) => (timeOf(stream, one) < timeOf(stream, other) ? -1 : 1))
        .map(({ id }) => String(id));
      const deleted = oldest[150] ?? '';
      const reading = read(sandbox, {
        streams: [stream],
        config: { num_workers, include_private_calls: true },
      });
      // Page 5 has been asked for, and page 2 was the one that held it.
      while (sandbox.requests.filter((request) => request.path === path).length < 5) await sleep(5);
      sandbox.deleteCalls([deleted]);
      const { output, exitCode } = await reading;
      expect(exitCode).toBe(0);
      const left = oldest.filter((id) => id !== deleted);
      expect(keysOf(stream, output.records(stream))).toEqual(expect.arrayContaining(left));
    },
  );

  test.concurrent.each(['ascending-but-for-the-last', 'scattered'] as const)(
    'L4: all calls come from a list that is %s',
    async (order) => {
      const options = { ...company, calls: 1_800, days: 60, latencyMilliseconds: 40 } as const;
      for (const totals of ['right', 'capped'] as const) {
        await using sandbox = await startSandbox({ ...options, order, totals });
        const config = { requests_per_second: 100 };
        const { output } = await readToTruth(sandbox, { streams: [stream], config });
        expect(output.records(stream)).toHaveLength(truth(sandbox, stream).length);
      }
    },
  );

  // By the count of a window that holds far more it is complete long before its last page.
  test.concurrent('L4: all calls come from a list that holds three times what is counted', async () => {
    const options = { ...company, calls: 3_000, days: 10, latencyMilliseconds: 40 } as const;
    const order = 'ascending-but-for-the-last';
    await using sandbox = await startSandbox({ ...options, order, totals: 'capped' });
    const config = { requests_per_second: 100 };
    const { output } = await readToTruth(sandbox, { streams: [stream], config });
    expect(output.records(stream)).toHaveLength(truth(sandbox, stream).length);
  });
});

function timeOf(stream: StreamName, record: Readonly<Record<string, unknown>>): number {
  return Date.parse(String(record[stream === 'extensiveCalls' ? 'startdatetime' : 'started']));
}

/** A company whose clock can be set; at first to so many hours ago. */
function companyOf(hoursAgo: number): Promise<Sandbox> {
  const clock = toUtc(Date.now() - hoursAgo * hour);
  const options: SandboxOptions = { ...small, calls: 600, days: 6, clock };
  return startSandbox(options);
}

describe.concurrent('without a look-back', () => {
  const config = { lookback_window_days: 0 };

  test.concurrent.each(['calls', 'extensiveCalls'] as const)(
    'L5: %s that start after the newest one seen come, however late they are published',
    async (stream) => {
      await using sandbox = await companyOf(30);
      const first = await sync(sandbox, { streams: [stream], config });
      const before = truth(sandbox, stream);
      const newest = Math.max(...first.records(stream).map((record) => timeOf(stream, record)));
      sandbox.setClock(toUtc(Date.now()));
      const second = await sync(sandbox, { streams: [stream], config, state: first.savedState() });
      // Gong files some calls by another of their times, which is earlier by up to some hours.
      const later = truth(sandbox, stream).filter((record) => timeOf(stream, record) > newest + 4 * hour);
      expect(before.length).toBeGreaterThan(100);
      expect(later.length).toBeGreaterThan(5);
      expect(keysOf(stream, second.records(stream))).toEqual(expect.arrayContaining(keysOf(stream, later)));
      expect(second.records(stream).length).toBeLessThan(before.length);
    },
  );

  test.concurrent('L5: a sync that sees nothing leaves everything to the next', async () => {
    await using sandbox = await companyOf(24 * 30);
    const streams = ['calls', 'extensiveCalls', 'answeredScorecards', 'callTranscripts'];
    const first = await sync(sandbox, { streams, config });
    expect(first.of('RECORD')).toEqual([]);
    sandbox.setClock(toUtc(Date.now()));
    const second = await sync(sandbox, { streams, config, state: first.savedState() });
    expect(findDifferences(sandbox, ['calls', 'extensiveCalls', 'callTranscripts'], second)).toEqual([]);
    expect(second.records('answeredScorecards').length).toBeGreaterThan(0);
  });
});

test.concurrent.each(['calls', 'extensiveCalls'] as const)(
  'L6: a full refresh of %s that breaks off goes on where it ended, and repeats nothing',
  async (stream) => {
    const path = stream === 'calls' ? '/v2/calls' : '/v2/calls/extensive';
    await using sandbox = await startSandbox({
      ...company,
      calls: 1_500,
      days: 90,
      faults: [{ at: 12, path, status: 400, errors: ['Something is broken'] }],
    });
    const { streams } = await chooseFullRefresh();
    const catalog = { streams: streams.filter((each) => each.stream.name === stream) };
    const config = { num_workers: 1 };
    const first = await sync(sandbox, { catalog, config, exitCode: 1 });
    const saved = new SavedSyncs();
    saved.add(first);
    const second = await sync(sandbox, { catalog, config, state: saved.state() });
    saved.add(second);
    expect(findDifferences(sandbox, [stream], saved)).toEqual([]);
    expect(second.records(stream).length).toBeLessThan(truth(sandbox, stream).length - 50);
    // Gong files some calls by another of their times.
    const [from, to] = firstStretch(first.states(stream).at(-1)).map((bound) => Date.parse(bound));
    const covers = (record: Parameters<typeof timeOf>[1]): boolean =>
      timeOf(stream, record) >= (from ?? Infinity) + 24 * hour &&
      timeOf(stream, record) < (to ?? 0) - 24 * hour;
    expect(first.records(stream).filter(covers).length).toBeGreaterThan(50);
    expect(second.records(stream).filter(covers)).toEqual([]);
  },
);

function firstStretch(state: Readonly<Record<string, unknown>> | undefined): string[] {
  const coverage = state?.['coverage'];
  const stretch: unknown = Array.isArray(coverage) ? coverage[0] : undefined;
  return Array.isArray(stretch) ? stretch.map(String) : [];
}

test.concurrent('L7: a start date in the future is a warning, and lists without dates are read whole', async () => {
  await using sandbox = await startSandbox(company);
  const start_date = toUtc(Date.now() + 400 * 24 * hour);
  const { output, exitCode } = await read(sandbox, { config: { start_date } });
  expect(exitCode).toBe(0);
  expect(findDifferences(sandbox, ['users', 'scorecards'], output)).toEqual([]);
  expect(output.records('calls')).toEqual([]);
  expect(warnings(output)).toEqual([expect.stringContaining('start_date lies in the future')]);
});
