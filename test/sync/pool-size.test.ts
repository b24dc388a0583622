import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Pool, type Lane } from '../../src/sync/pool.ts';
import { deferred } from '../../src/deferred.ts';
import { jobs, poolOf } from './jobs-by-hand.ts';

/** A lane that finds more work this many times, and counts how often it was asked. */
function spareLane(pool: Pool, found: number): Lane & { asked: number; jobs: Promise<void>[]; end(): void } {
  const ended = deferred<void>();
  let left = found;
  const lane = {
    asked: 0,
    jobs: [] as Promise<void>[],
    end: () => ended.resolve(),
    run: () => lane.jobs.push(pool.run(lane, 0, () => ended.promise)),
    spare: () => {
      lane.asked += 1;
      left -= 1;
      if (left >= 0) lane.run();
      return left >= 0;
    },
  };
  lane.run();
  return lane;
}

test('a size that grows is used when the pool is told, and one that shrinks stops nobody', async () => {
  let size = 1;
  const pool = new Pool({ places: () => size, wanted: () => 0, most: 100 });
  const { add, end, running } = jobs(pool);
  const lane = {};
  const all = ['a', 'b', 'c', 'd'].map((name) => add(lane, name));
  size = 3;
  pool.fill();
  await turn();
  expect([...running]).toEqual(['a', 'b', 'c']);
  size = 1;
  await end('a');
  await end('b');
  expect([...running]).toEqual(['c']);
  expect(pool.running).toBe(1);
  await end('c');
  await end('d');
  await Promise.all(all);
  expect(pool.running).toBe(0);
});

test('a pool with too few jobs asks its lanes for more, until there are enough', async () => {
  const pool = poolOf(5, 3);
  const lane = spareLane(pool, 10);
  await turn();
  expect(pool.running).toBe(3);
  expect(lane.asked).toBe(2);
  lane.end();
});

test('a lane that finds nothing passes the question on', async () => {
  const pool = poolOf(5, 3);
  const [empty, full] = [spareLane(pool, 0), spareLane(pool, 10)];
  await turn();
  expect(pool.running).toBe(3);
  expect(empty.asked).toBeGreaterThan(0);
  expect(full.jobs).toHaveLength(2);
  empty.end();
  full.end();
});

test('nobody is asked when nothing runs, so a pool that is done stays done', async () => {
  const pool = poolOf(5, 1);
  const lane = spareLane(pool, 0);
  await turn();
  const before = lane.asked;
  lane.end();
  await Promise.all(lane.jobs);
  await turn();
  expect(pool.running).toBe(0);
  expect(lane.asked).toBe(before);
});
