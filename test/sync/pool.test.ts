import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deferred } from '../../src/deferred.ts';
import { Pool } from '../../src/sync/pool.ts';
import { jobs, poolOf } from './jobs-by-hand.ts';

test('a job settles as itself', async () => {
  const pool = poolOf(1);
  const failure = new Error('broken');
  await expect(pool.run({}, 0, async () => 42)).resolves.toBe(42);
  await expect(pool.run({}, 0, () => Promise.reject(failure))).rejects.toBe(failure);
});

test('no more jobs than its size run at a time, and a free place is taken at once', async () => {
  const { add, end, running, started } = jobs(poolOf(2));
  const lane = {};
  const all = ['a', 'b', 'c', 'd'].map((name) => add(lane, name));
  await turn();
  expect([...running]).toEqual(['a', 'b']);
  await end('b');
  expect([...running]).toEqual(['a', 'c']);
  await end('a');
  expect([...running]).toEqual(['c', 'd']);
  await end('c');
  await end('d');
  expect(await Promise.all(all)).toEqual(['a done', 'b done', 'c done', 'd done']);
  expect(started).toEqual(['a', 'b', 'c', 'd']);
});

test('a job that fails frees its place', async () => {
  const { add, end, running } = jobs(poolOf(1));
  const failing = add({}, 'a');
  const next = add({}, 'b');
  await turn();
  await Promise.all([expect(failing).rejects.toThrow('broken'), end('a', new Error('broken'))]);
  expect([...running]).toEqual(['b']);
  await end('b');
  await next;
});

test('a job that throws before its first await frees its place as well', async () => {
  const pool = poolOf(1);
  const failing = pool.run({}, 0, () => {
    throw new Error('at once');
  });
  await expect(failing).rejects.toThrow('at once');
  await expect(pool.run({}, 0, async () => 'next')).resolves.toBe('next');
});

test('a free place goes to the lane with the fewest running, however many wait in another', async () => {
  const { add, end, running } = jobs(poolOf(3));
  const [busy, quiet] = [{}, {}];
  const all = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => add(busy, name));
  await turn();
  all.push(add(quiet, 'b1'), add(quiet, 'b2'));
  await end('a1');
  expect([...running]).toEqual(['a2', 'a3', 'b1']);
  await end('a2');
  await end('a3');
  for (const name of ['a4', 'b1', 'b2', 'a5']) await end(name);
  await Promise.all(all);
});

test('within a lane the first position goes first, whenever it came', async () => {
  const { add, end, started } = jobs(poolOf(1));
  const lane = {};
  const all = [add(lane, 'a', 1), add(lane, 'd', 4), add(lane, 'b', 2), add(lane, 'c', 2)];
  await turn();
  for (const name of ['a', 'b', 'c', 'd']) await end(name);
  await Promise.all(all);
  expect(started).toEqual(['a', 'b', 'c', 'd']);
});

test('the first job of a lane needs no free place, but no more than that one', async () => {
  const { add, end, running } = jobs(new Pool({ places: () => 1, wanted: () => 0, most: 100 }));
  const [lane, other] = [{}, {}];
  const all = [add(lane, 'a3', 3), add(other, 'b1', 1), add(lane, 'a1', 1), add(lane, 'a2', 2)];
  all.push(add(other, 'b2', 2));
  await turn();
  expect([...running]).toEqual(['a3', 'b1', 'a1']);
  await end('a1');
  expect([...running]).toEqual(['a3', 'b1', 'a2']);
  await end('a2');
  await end('b1');
  expect([...running]).toEqual(['a3', 'b2']);
  for (const name of ['a3', 'b2']) await end(name);
  await Promise.all(all);
});

test('work beside the jobs takes their places, though not that of the first', async () => {
  const pool = new Pool({ places: () => 2, wanted: () => 0, most: 3 });
  const { add, end, running } = jobs(pool);
  const lane = {};
  const asides = [deferred<void>(), deferred<void>(), deferred<void>()];
  const besides = asides.map(({ promise }) => pool.beside(() => promise));
  const all = [add(lane, 'a', 1), add(lane, 'b', 2)];
  await turn();
  expect([...running]).toEqual(['a']);
  asides[0]?.resolve();
  await besides[0];
  await turn();
  expect([...running]).toEqual(['a']);
  for (const aside of asides) aside.resolve();
  await Promise.all(besides);
  await turn();
  expect([...running]).toEqual(['a', 'b']);
  for (const name of ['a', 'b']) await end(name);
  await Promise.all(all);
});

test('no job is so urgent that the most is exceeded', async () => {
  const { add, end, running } = jobs(new Pool({ places: () => 1, wanted: () => 0, most: 1 }));
  const lane = {};
  const all = [add(lane, 'later', 2), add(lane, 'first', 1)];
  await turn();
  expect([...running]).toEqual(['later']);
  for (const name of ['later', 'first']) await end(name);
  await Promise.all(all);
});

test('whatever comes and ends in whatever order, size and lanes are kept and nothing is forgotten', async () => {
  const plan = fc.array(fc.record({ lane: fc.nat(3), ticks: fc.nat(4), fails: fc.boolean() }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), plan, async (size, planned) => {
      const pool = poolOf(size);
      const lanes = [{}, {}, {}, {}];
      const starts: number[][] = [[], [], [], []];
      let running = 0;
      const results = await Promise.allSettled(
        planned.map(({ lane, ticks, fails }, index) =>
          pool.run(lanes[lane] ?? {}, 0, async () => {
            running += 1;
            expect(running).toBeLessThanOrEqual(size);
            starts[lane]?.push(index);
            for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
            running -= 1;
            if (fails) throw new Error('planned');
            return index;
          }),
        ),
      );
      expect(running).toBe(0);
      const expected = planned.map(({ fails }, index) =>
        fails ? { status: 'rejected', reason: new Error('planned') } : { status: 'fulfilled', value: index },
      );
      expect(results).toEqual(expected);
      for (const order of starts) expect(order).toEqual(order.toSorted((one, other) => one - other));
    }),
  );
});
