import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDepartures, type Departures } from '../../src/gong/departures.ts';
import { never } from './open-gate.ts';

const INTERVAL = 40;

/** Milliseconds that a request has to wait until it may leave. */
async function waitFor(departures: Departures): Promise<number> {
  const start = performance.now();
  await departures.room(never);
  return performance.now() - start;
}

test('there is room for as many as the limit, whether they have left or not', async () => {
  const departures = createDepartures(2, 60_000);
  departures.add();
  expect(await waitFor(departures)).toBeLessThan(INTERVAL);
  departures.add()();
});

test('one more may leave when the interval has passed since the first has really left', async () => {
  const departures = createDepartures(1, INTERVAL);
  const leave = departures.add();
  const waiting = waitFor(departures);
  await sleep(INTERVAL);
  leave();
  expect(await waiting).toBeGreaterThanOrEqual(2 * INTERVAL - 2);
});

test('a request that says twice that it has left, has left the first time', async () => {
  const departures = createDepartures(1, INTERVAL);
  const leave = departures.add();
  leave();
  await sleep(INTERVAL);
  leave();
  expect(await waitFor(departures)).toBeLessThan(INTERVAL / 2);
});

test('time that has passed anyway is not waited for again', async () => {
  const departures = createDepartures(2, INTERVAL);
  departures.add()();
  departures.add()();
  await sleep(INTERVAL + 1);
  expect(await waitFor(departures)).toBeLessThan(INTERVAL / 2);
});

test('an end is not waited for, neither before a departure nor after it', async () => {
  const departures = createDepartures(1, 60_000);
  const leave = departures.add();
  const [first, second] = [new AbortController(), new AbortController()];
  const before = departures.room(first.signal);
  first.abort(new Error('the end'));
  await expect(before).rejects.toThrow('the end');
  leave();
  const after = departures.room(second.signal);
  second.abort();
  await expect(after).rejects.toThrow(/abort/i);
});
