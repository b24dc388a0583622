import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { byKey, truth } from '../test-kit/truth.ts';
import { startFront } from './support/front.ts';
import { small, sync } from './support/sync.ts';

const streams = ['calls', 'extensiveCalls', 'callTranscripts'];

test.each(['gzip', 'br'])('bodies in %s are asked for and read', async (encoding) => {
  await using sandbox = await startSandbox(small);
  await using front = await startFront({ target: sandbox.url, encoding });
  const output = await sync(sandbox, { streams, config: { api_base_url: front.url } });
  expect(new Set(front.passages.map(({ offered }) => offered))).toEqual(new Set(['gzip, br']));
  expect(new Set(front.passages.map(({ used }) => used))).toEqual(new Set([encoding]));
  for (const stream of streams) {
    expect(byKey(stream, output.records(stream))).toEqual(byKey(stream, truth(sandbox, stream)));
  }
});

test.each([1, 4])(
  'with num_workers %i no more requests are under way and no more connections are opened, ever',
  async (num_workers) => {
    await using sandbox = await startSandbox({
      ...small,
      calls: 1_300,
      pageSize: 40,
      latencyMilliseconds: 5,
    });
    await using front = await startFront({ target: sandbox.url });
    await sync(sandbox, { config: { num_workers, api_base_url: front.url } });
    expect(front.passages.length).toBeGreaterThan(75);
    expect(front.connections()).toBeLessThanOrEqual(num_workers);
    expect(front.mostAtOnce()).toBeLessThanOrEqual(num_workers);
  },
);
