import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { Calls } from '../../src/streams/calls.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { Feed } from '../../src/sync/feed.ts';
import type { Taken } from '../../src/sync/window-walk.ts';
import { gongByHand } from './gong-by-hand.ts';
import { poolOf } from './jobs-by-hand.ts';
import { call, runOf } from './walks-by-hand.ts';

const range = { from: Date.UTC(2026, 10, 20), to: Date.UTC(2026, 10, 21) };

/** A page with a whole batch of calls. */
function calls(first: number): Taken {
  const items = Array.from({ length: 100 }, (_, index) => call(String(first + index), range.from));
  return { items, straddlers: new Map() };
}

function feedOf(stream: Stream): {
  feed: Feed;
  gong: ReturnType<typeof gongByHand>;
  pool: ReturnType<typeof poolOf>;
} {
  const [gong, pool] = [gongByHand(), poolOf(10)];
  return { feed: new Feed(runOf(range, stream), gong, pool), gong, pool };
}

test('what needs no look-up is sent before the walk goes on', async () => {
  const { feed, pool } = feedOf(new Calls());
  const sent = feed.page(calls(0));
  expect(pool.running).toBe(0);
  await sent;
});

test('one look-up goes on beside the walk, which waits for one of two, and both count as being under way', async () => {
  const { feed, gong, pool } = feedOf(new CallTranscripts());
  await feed.page(calls(0));
  expect([gong.asked.length, pool.running]).toEqual([1, 1]);
  let mayGoOn = false;
  const second = feed.page(calls(100)).then(() => (mayGoOn = true));
  await turn();
  expect([gong.asked.length, pool.running, mayGoOn]).toEqual([2, 2, false]);
  gong.asked[1]?.resolve({ kind: 'empty' });
  await second;
  expect(pool.running).toBe(1);
});

test('it ends when the last look-up has, whichever that is', async () => {
  const { feed, gong, pool } = feedOf(new CallTranscripts());
  await feed.page(calls(0));
  void feed.page(calls(100));
  let hasEnded = false;
  const end = feed.end().then(() => (hasEnded = true));
  gong.asked[1]?.resolve({ kind: 'empty' });
  await turn();
  expect(hasEnded).toBe(false);
  gong.asked[0]?.resolve({ kind: 'empty' });
  await end;
  expect(pool.running).toBe(0);
});

test('a look-up that fails ends its stream and lets the walk go on', async () => {
  const { feed, gong } = feedOf(new CallTranscripts());
  await feed.page(calls(0));
  gong.asked[0]?.resolve({ kind: 'rejected', status: 401, text: '', error: new ConfigError('refused') });
  await feed.end();
  await feed.page(calls(100));
  expect(gong.asked).toHaveLength(1);
});
