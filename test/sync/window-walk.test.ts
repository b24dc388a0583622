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
  expect(lower.take([morning]).straddlers).toEqual(new Map());
  const upper = giveAway(lower, noon);
  for (const [walk, until] of [
    [upper, to],
    [lower, noon + HOUR],
  ] as const) {
    const { items, straddlers } = walk.take([late]);
    expect(items).toEqual([late]);
    expect(straddlers).toEqual(new Map([['late', until]]));
  }
});

test('it keeps the share of its time that it has not given away', () => {
  const walk = walkOf(window);
  expect(walk.keptShare).toBe(1);
  giveAway(walk, from + 18 * HOUR);
  giveAway(walk, from + 6 * HOUR);
  expect(walk.keptShare).toBe(0.25);
  expect(walkOf({ from, to: undefined, end: to }).keptShare).toBe(1);
});

test('the pages left to other walks are not its own, by estimate until they are counted', async () => {
  const walk = walkOf(window);
  walk.begin(501);
  walk.take([morning]);
  expect(walk.remainingPages).toBe(5);
  const upper = giveAway(walk, noon);
  // Four of the sixteen hours to come are kept.
  expect([walk.awaitsCount, walk.remainingPages]).toEqual([true, 1.25]);
  upper.begin(300);
  await Promise.resolve();
  expect([walk.awaitsCount, walk.remainingPages]).toEqual([false, 2]);
});

test('of a walk that Gong does not count, or that no page has come of, nothing is estimated', async () => {
  for (const total of [undefined, 500]) {
    const walk = walkOf(window);
    const upper = giveAway(walk, noon);
    expect(walk.remainingPages).toBe(Infinity);
    walk.begin(total);
    expect(walk.remainingPages).toBe((total ?? 0) / 100);
    upper.begin(undefined);
    await Promise.resolve();
    expect(walk.remainingPages).toBe((total ?? 0) / 100);
  }
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

test('a walk that ends early asks once more for what it kept, and the first page may be enough', async () => {
  const walk = walkOf(window);
  walk.begin(2);
  giveAway(walk, noon).begin(1);
  walk.take([morning, evening]);
  expect(await walk.mayEnd()).toBe(true);
  const [check, ...others] = await walk.checks();
  expect(others).toEqual([]);
  expect(check?.window).toBe(walk.window);
  check?.begin(1);
  expect(check?.isKnown).toBe(true);
  expect(check?.take([morning]).items).toEqual([]);
});

test('if one was published meanwhile, the first page is not enough', async () => {
  const walk = walkOf(window);
  walk.begin(2);
  giveAway(walk, noon).begin(1);
  walk.take([morning, evening]);
  await walk.mayEnd();
  const [check] = await walk.checks();
  check?.begin(2);
  expect(check?.isKnown).toBe(false);
});

test('a list that ends of itself is read again only if fewer came than Gong counts', async () => {
  for (const [count, checks] of [
    [2, 0],
    [3, 1],
  ] as const) {
    const walk = walkOf(window);
    walk.begin(count);
    giveAway(walk, noon).begin(1);
    walk.take([morning]);
    expect(await walk.checks()).toHaveLength(checks);
  }
});

test('a call by phone counts by its start, and is taken and known by its plan as well', async () => {
  const walk = walkOf(window);
  walk.begin(2);
  giveAway(walk, noon).begin(1);
  const phoned = { ...late, direction: 'Outbound' };
  expect(walk.take([morning, phoned])).toEqual({
    items: [morning, phoned],
    straddlers: new Map([['late', noon + HOUR]]),
  });
  expect(await walk.mayEnd()).toBe(true);
  expect((await walk.checks()).map(({ window: { to: end } }) => end)).toEqual([noon]);
});

test('where calls lie on both sides of the border, what is around them is read again', async () => {
  const walk = walkOf(window);
  walk.begin(3);
  giveAway(walk, noon).begin(1);
  walk.take([morning, late, evening]);
  expect(await walk.mayEnd()).toBe(true);
  expect(
    (await walk.checks()).map((check) => [check.window.from, check.window.to, check.options.known]),
  ).toEqual([
    [from, from + 6 * HOUR, 0],
    [from + 6 * HOUR, noon, 1],
  ]);
});

test('in whatever order they come, a walk does not end while one is still to come', async () => {
  const hours = fc.array(fc.nat(23), { maxLength: 30 });
  let ends = 0;
  await fc.assert(
    fc.asyncProperty(hours, fc.boolean(), fc.integer({ min: 1, max: 23 }), async (list, isSorted, border) => {
      const ordered = isSorted ? list.toSorted((one, other) => one - other) : list;
      const own = ordered.filter((hour) => hour < border);
      const walk = walkOf(window);
      walk.begin(ordered.length);
      giveAway(walk, from + border * HOUR).begin(ordered.length - own.length);
      let left = own.length;
      for (const [index, hour] of ordered.entries()) {
        walk.take([call(String(index), from + hour * HOUR)]);
        if (hour < border) left -= 1;
        if (!(await walk.mayEnd())) continue;
        ends += 1;
        expect(left).toBe(0);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(ends).toBeGreaterThan(100);
});
