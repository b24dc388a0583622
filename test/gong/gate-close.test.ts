import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TransientError } from '../../src/errors.ts';
import { enter, enterAll, openGate, repeat } from './open-gate.ts';

const closed = new TransientError('wait for tomorrow');

test('closing rejects everyone who stands in the queue', async () => {
  const { gate } = openGate({ requestsPerSecond: 1 });
  await enter(gate);
  const entering = enterAll(gate, 9);
  await turn();
  gate.close(closed);
  // At once, and not when their turn would have come.
  expect(await Promise.race([entering, sleep(50, 'still waiting')])).toEqual(repeat(closed, 9));
});

test('closing rejects everyone whom a pause holds', async () => {
  const { gate } = openGate();
  gate.pauseUntil(Date.now() + 3_600_000, false);
  const entering = enterAll(gate, 9);
  gate.close(closed);
  expect(await entering).toEqual(repeat(closed, 9));
});

test('closing rejects whoever has just come', async () => {
  const { gate } = openGate();
  const entering = enterAll(gate, 3);
  gate.close(closed);
  expect(await entering).toEqual(repeat(closed, 3));
});

test('a closed gate lets nobody in any more, and keeps its first reason', async () => {
  const { gate } = openGate();
  gate.close(closed);
  gate.close(new TransientError('another reason'));
  expect(await enter(gate)).toBe(closed);
});

test('the end of the sync ends all waits', async () => {
  const sync = new AbortController();
  const { gate } = openGate({ signal: sync.signal });
  gate.pauseUntil(Date.now() + 3_600_000, false);
  const entering = enterAll(gate, 3);
  sync.abort('SIGTERM');
  expect(await entering).toEqual(['SIGTERM', 'SIGTERM', 'SIGTERM']);
  expect(await enter(gate)).toBe('SIGTERM');
});
