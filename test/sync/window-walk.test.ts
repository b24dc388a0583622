import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR } from '../../src/instant.ts';
import { call, giveAway, walkOf, windowOf } from './walks-by-hand.ts';

const from = Date.UTC(2026, 10, 20);
const [noon, to] = [from + 12 * HOUR, from + 24 * HOUR];
const window = windowOf(from, to);
const morning = call('morning', from + 8 * HOUR);
const evening = call('evening', from + 20 * HOUR);
/** Scheduled before noon, and begun after it. */
const late = call('late', noon + HOUR, noon - HOUR);

test('a call is taken once, and one that cannot be told from others every time', () => {
  const walk = walkOf(window);
  expect(walk.take([morning, evening, morning]).items).toEqual([morning, evening]);
  expect(walk.take([evening]).items).toEqual([]);
  expect(walk.take([{ title: 'no id' }, { title: 'no id' }, { id: null }]).items).toHaveLength(3);
});

test('a walk that begins again sends nothing that its elders have sent', () => {
  const walk = walkOf(window);
  walk.take([morning]);
  const second = walk.again(windowOf(from, noon), 1);
  expect(second.options.restarts).toBe(1);
  expect(second.take([morning, late]).items).toEqual([late]);
  const third = second.again(windowOf(from, noon));
  expect(third.options.restarts).toBe(1);
  expect(third.take([morning, late]).items).toEqual([]);
});

test("what was left to another walk is that one's, whichever comes first", () => {
  const walk = walkOf(window);
  const upper = giveAway(walk, noon);
  expect(walk.window).toEqual(windowOf(from, noon));
  expect(upper.window).toEqual(windowOf(noon, to));
  expect(walk.take([morning, evening]).items).toEqual([morning]);
  expect(upper.take([evening]).items).toEqual([evening]);
});

test('a call that went out before its time was given away does not go out again', () => {
  const walk = walkOf(window);
  walk.take([evening]);
  expect(giveAway(walk, noon).take([evening]).items).toEqual([]);
});

test('a call with times in two windows is named, since it may come up in both', () => {
  const lower = walkOf(window);
  expect(lower.take([morning]).straddlers).toEqual(new Set());
  const upper = giveAway(lower, noon);
  for (const walk of [upper, lower]) {
    const { items, straddlers } = walk.take([late]);
    expect(items).toEqual([late]);
    expect(straddlers).toEqual(new Set(['late']));
  }
});

test('it keeps the share of its time that it has not given away', () => {
  const walk = walkOf(window);
  expect(walk.keptShare).toBe(1);
  giveAway(walk, from + 18 * HOUR);
  giveAway(walk, from + 6 * HOUR);
  expect(walk.keptShare).toBe(0.25);
  expect(walkOf({ from, to: undefined, reached: to }).keptShare).toBe(1);
});

test('the pages left to other walks are not its own', async () => {
  const walk = walkOf(window);
  walk.begin(500);
  walk.take([morning]);
  expect(walk.remainingPages).toBe(4.99);
  const upper = giveAway(walk, noon);
  expect(walk.remainingPages).toBe(0);
  upper.begin(300);
  await Promise.resolve();
  expect(walk.remainingPages).toBe(1.99);
});

test('it is complete when all has come but what it has given away', async () => {
  const walk = walkOf(window);
  walk.begin(3);
  walk.take([morning]);
  expect(await walk.mayEnd()).toBe(false);
  const upper = giveAway(walk, noon);
  upper.begin(2);
  expect(await walk.mayEnd()).toBe(false);
  walk.take([evening]);
  expect(await walk.mayEnd()).toBe(true);
});

test('it is not complete while one before the border may be missing', async () => {
  const walk = walkOf(window);
  walk.begin(3);
  giveAway(walk, noon).begin(1);
  walk.take([morning, evening]);
  expect(await walk.mayEnd()).toBe(false);
});

test('a call that comes again at the border of a page does not stand in for another one', async () => {
  const walk = walkOf(window);
  walk.begin(3);
  giveAway(walk, noon).begin(1);
  walk.take([morning]);
  walk.take([morning, evening]);
  expect(walk.progress.count).toBe(2);
  expect(await walk.mayEnd()).toBe(false);
});

test('it is not complete if the other walk ends without a count', async () => {
  const walk = walkOf(window);
  walk.begin(2);
  const upper = giveAway(walk, noon);
  walk.take([morning, evening]);
  const mayEnd = walk.mayEnd();
  upper.end();
  expect(await mayEnd).toBe(false);
});

test.each([
  ['was its own', evening, true],
  ['was the other one’s', late, false],
])('a call on either side of the border, when all is read, %s', async (_whose, above, isProven) => {
  const walk = walkOf(window);
  walk.begin(3);
  const upper = giveAway(walk, noon);
  upper.begin(1);
  walk.take([morning, late, evening]);
  expect(await walk.mayEnd()).toBe(true);
  expect(walk.hasEndedEarly && walk.isInDoubt).toBe(true);
  walk.end();
  upper.take([above]);
  expect(walk.isProven).toBe(isProven);
});

test('counts that a call in two of the others belies are found out when all is read', async () => {
  const walk = walkOf(window);
  const twice = call('twice', from + 20 * HOUR, from + 14 * HOUR);
  walk.begin(3);
  const uppers = [giveAway(walk, from + 18 * HOUR), giveAway(walk, noon)];
  for (const upper of uppers) upper.begin(1);
  walk.take([morning, twice]);
  expect(await walk.mayEnd()).toBe(true);
  expect(walk.isInDoubt).toBe(false);
  walk.end();
  for (const upper of uppers) upper.take([twice]);
  expect(walk.isProven).toBe(false);
});

test('a call is also counted where the part that was left has been left to yet another walk, and begun again', async () => {
  const walk = walkOf(window);
  walk.begin(3);
  const upper = giveAway(walk, noon);
  upper.begin(1);
  const uppermost = giveAway(upper, from + 18 * HOUR);
  walk.take([morning, call('late', from + 20 * HOUR, noon - HOUR), evening]);
  expect(await walk.mayEnd()).toBe(true);
  walk.end();
  uppermost.again(uppermost.window).take([evening]);
  expect(walk.isProven).toBe(true);
});

/** A call by the hours of its two times, and that of them under which Gong files it. */
const filedCall = fc
  .tuple(fc.nat(23), fc.oneof(fc.constant(0), fc.integer({ min: -6, max: 6 })), fc.boolean())
  .map(([scheduled, delay, isByStart]) => {
    const started = Math.min(23, Math.max(0, scheduled + delay));
    return { scheduled, started, filed: isByStart ? started : scheduled };
  });
const filedCalls = fc.array(filedCall, { maxLength: 20 });

test('in whatever order they come, a walk is not taken for complete while a call of its own is missing', async () => {
  const count = { proven: 0 };
  const by = fc.constantFrom('filed', 'started', undefined);
  await fc.assert(
    fc.asyncProperty(filedCalls, by, fc.integer({ min: 1, max: 23 }), async (plan, order, border) => {
      const sorted = order === undefined ? plan : plan.toSorted((one, other) => one[order] - other[order]);
      const list = sorted.map(({ filed, started, scheduled }, index) => ({
        isOwn: filed < border,
        item: call(String(index), from + started * HOUR, from + scheduled * HOUR),
      }));
      const above = list.filter(({ isOwn }) => !isOwn).map(({ item }) => item);
      const walk = walkOf(window);
      walk.begin(list.length);
      const upper = giveAway(walk, from + border * HOUR);
      upper.begin(above.length);
      let missing = list.length - above.length;
      for (const { isOwn, item } of list) {
        walk.take([item]);
        if (isOwn) missing -= 1;
        if (!(await walk.mayEnd())) continue;
        if (walk.isInDoubt) {
          upper.take(above);
          if (!walk.isProven) return;
          count.proven += 1;
        }
        expect(missing).toBe(0);
        return;
      }
    }),
    { numRuns: 1_000 },
  );
  expect(count.proven).toBeGreaterThan(10);
});
