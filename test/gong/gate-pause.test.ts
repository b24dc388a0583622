import { expect, test } from 'vitest';
import { enter, enterAll, openGate, repeat } from './open-gate.ts';

test('a pause holds everyone until it ends', async () => {
  const { gate } = openGate();
  const until = Date.now() + 40;
  gate.pauseUntil(until, false);
  for (const start of await enterAll(gate, 5)) expect(start).toBeGreaterThanOrEqual(until);
});

test('a pause also holds those who stood in the queue already', async () => {
  const { gate } = openGate();
  const entering = enterAll(gate, 3);
  const until = Date.now() + 30;
  gate.pauseUntil(until, false);
  for (const start of await entering) expect(start).toBeGreaterThanOrEqual(until);
});

test('a longer pause takes over from a shorter one, and a shorter one changes nothing', async () => {
  const { gate, pauses } = openGate();
  const now = Date.now();
  for (const wait of [15, 40, 10, 40]) gate.pauseUntil(now + wait, false);
  expect(pauses).toEqual([now + 15, now + 40]);
  const [start] = await enterAll(gate, 1);
  expect(start).toBeGreaterThanOrEqual(now + 40);
});

test('a pause that is made longer while somebody waits is waited for', async () => {
  const { gate } = openGate();
  const now = Date.now();
  gate.pauseUntil(now + 10, false);
  const entering = enterAll(gate, 2);
  gate.pauseUntil(now + 45, false);
  for (const start of await entering) expect(start).toBeGreaterThanOrEqual(now + 45);
});

test('a pause in the past holds nobody', async () => {
  const { gate } = openGate();
  gate.pauseUntil(Date.now() - 1_000, false);
  expect(await enter(gate)).toBeTypeOf('number');
});

test('whoever has given up does not start, and costs nothing of the quota', async () => {
  const { gate, warnings } = openGate({ dailyRequestLimit: 2 });
  const reason = new Error('the stream has failed');
  expect(await enterAll(gate, 5, AbortSignal.abort(reason))).toEqual(repeat(reason, 5));
  const caller = new AbortController();
  gate.pauseUntil(Date.now() + 20, false);
  const entering = enterAll(gate, 5, caller.signal);
  caller.abort(reason);
  expect(await entering).toEqual(repeat(reason, 5));
  expect(warnings).toEqual([]);
  expect(await enter(gate)).toBeTypeOf('number');
});
