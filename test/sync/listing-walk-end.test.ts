import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TransientError } from '../../src/errors.ts';
import { formatInstant, HOUR, type Instant } from '../../src/instant.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';
import { ListingWalk } from '../../src/sync/listing-walk.ts';
import { Pace } from '../../src/sync/pace.ts';
import { page, type Answer } from '../gong/scripted-gong.ts';
import { gongByHand } from './gong-by-hand.ts';
import { poolOf } from './jobs-by-hand.ts';
import { runOf } from './walks-by-hand.ts';

const range = { from: Date.UTC(2026, 10, 20), to: Date.UTC(2026, 10, 21) };

function pageWith(id: string, started: Instant): Answer {
  const metaData = { id, started: formatInstant(started) };
  return page([{ metaData }], { totalRecords: 800, cursor: `after ${id}` });
}

test('a walk does not wait for the count of another one that the end of its stream kept from beginning', async () => {
  const stream = new ExtensiveCalls();
  const run = runOf(range, stream);
  const gong = gongByHand();
  const pool = poolOf(2, 2);
  const pace = new Pace({ requestsPerSecond: 1_000, mostWorkers: 2 });
  const walk = new ListingWalk({ listing: stream.listing, runs: [run], gong, pool, pace, onRestart() {} });
  let isSettled = false;
  const reading = walk.read().then(() => (isSettled = true));
  await turn();
  gong.asked[0]?.resolve(pageWith('first', range.from));
  await turn();
  pool.fill();
  run.fail(new TransientError('Gong could not answer'));
  gong.asked[1]?.resolve(pageWith('last', range.to - HOUR));
  await turn();
  await turn();
  expect(gong.asked).toHaveLength(2);
  expect(isSettled).toBe(true);
  await reading;
});
