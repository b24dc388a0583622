import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { read, readToTruth, small } from '../test-kit/read-sandbox.ts';

/** Cursors die after some pages of a walk, and again in the halves of its window. */
const mortal = { ...small, latencyMilliseconds: 80, cursorMinutes: 0.3 / 60 } as const;

function deaths(sandbox: Sandbox, path: string): number {
  return sandbox.requests.filter((request) => request.path === path && request.status === 400).length;
}

test.concurrent.each(['ascending', 'descending', 'scattered'] as const)(
  'a window whose cursor dies is read again in halves, nothing is lost or repeated: %s',
  async (order) => {
    const company = { ...mortal, calls: 240, days: 40, pageSize: 8, order };
    for (const [streams, paths] of [
      [
        ['calls', 'answeredScorecards'],
        ['/v2/calls', '/v2/stats/activity/scorecards'],
      ],
      [['calls', 'extensiveCalls', 'callTranscripts'], ['/v2/calls/extensive']],
    ] as const) {
      await using sandbox = await startSandbox(company);
      const { output } = await readToTruth(sandbox, { streams });
      for (const path of paths) {
        expect(deaths(sandbox, path)).toBeGreaterThan(path === '/v2/stats/activity/scorecards' ? 0 : 1);
      }
      const warnings = output.logs('WARN').map(({ message }) => message);
      expect(warnings.filter((text) => !/cursor .* expired/.test(text))).toEqual([]);
    }
  },
);

// Look-ups take their time after the cursor's death, and have to be out before a half of the window is closed.
test.concurrent('a list whose items are looked up as well is cut where its cursor dies', async () => {
  const dead = { path: '/v2/calls', status: 400, errors: ['cursor has expired'] };
  const company = { ...small, calls: 1_600, days: 90, pageSize: 100, latencyMilliseconds: 15 };
  await using sandbox = await startSandbox({ ...company, faults: [{ ...dead, atCursor: true, at: 1 }] });
  await readToTruth(sandbox, { streams: ['calls', 'callTranscripts'] });
  expect(deaths(sandbox, '/v2/calls')).toBe(1);
});

test.concurrent('a look-up whose cursor dies asks again', async () => {
  await using sandbox = await startSandbox({
    ...small,
    faults: [{ at: 3, path: '/v2/calls/transcript', status: 400, errors: ['cursor has expired'] }],
  });
  const { exitCode } = await readToTruth(sandbox, { streams: ['callTranscripts'] });
  expect(exitCode).toBe(0);
});

test.concurrent('a list that cannot be cut starts again, and repeats no record', async () => {
  const dead = { path: '/v2/users', status: 400, errors: ['cursor has expired'] };
  await using sandbox = await startSandbox({ ...small, faults: [2, 5].map((at) => ({ ...dead, at })) });
  await readToTruth(sandbox, { streams: ['users'] });
  expect(sandbox.requests.filter(({ query }) => query['cursor'] === undefined)).toHaveLength(3);
});

test.concurrent('a list whose cursors die each time fails alone in the end, and says why', async () => {
  await using sandbox = await startSandbox({ ...mortal, users: 400, calls: 20 });
  const { output, exitCode } = await read(sandbox, { streams: ['users', 'calls', 'scorecards'] });
  expect(exitCode).toBe(1);
  expect(deaths(sandbox, '/v2/users')).toBeLessThan(10);
  expect(output.statuses('users').at(-1)).toBe('INCOMPLETE');
  for (const stream of ['calls', 'scorecards']) expect(output.statuses(stream).at(-1)).toBe('COMPLETE');
  const [error] = output.errors('users');
  expect(error?.message).toContain('/v2/users');
  expect(error?.message).toContain('cursor');
});

test.concurrent('a list that refuses every cursor is not read for ever', async () => {
  const dead = { times: 1_000, path: '/v2/calls/extensive', status: 400, errors: ['cursor: invalid cursor'] };
  await using sandbox = await startSandbox({ ...small, faults: [{ ...dead, at: 2 }] });
  const { output, exitCode } = await read(sandbox, { streams: ['extensiveCalls', 'users'] });
  expect(exitCode).toBe(1);
  expect(output.statuses('users').at(-1)).toBe('COMPLETE');
  expect(output.statuses('extensiveCalls').at(-1)).toBe('INCOMPLETE');
  expect(sandbox.requests.length).toBeLessThan(100);
});
