import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { TransientError } from '../../src/base/errors.ts';
import type { GongRequest } from '../../src/gong/client.ts';
import type { GongEvents } from '../../src/gong/events.ts';
import { CursorExpired } from '../../src/gong/pages.ts';
import { readOnce } from '../../src/streams/read-once.ts';
import { page, scriptedGong, type Answer } from '../gong/scripted-gong.ts';

const request: GongRequest = { method: 'GET', path: '/v2/users' };
const { signal } = new AbortController();

function gongOf(...answers: readonly Answer[]) {
  return Object.assign(scriptedGong(...answers), { events: new EventEmitter<GongEvents>() });
}

test('a list is read once, however many want it', async () => {
  const gong = gongOf(page([{ id: '1' }]));
  const read = () => readOnce(gong, request, 'calls', signal);
  expect(await Promise.all([read(), read()])).toEqual([[{ id: '1' }], [{ id: '1' }]]);
  expect(await read()).toEqual([{ id: '1' }]);
  expect(gong.requests).toHaveLength(1);
});

test('so is an empty one', async () => {
  const gong = gongOf({ kind: 'empty' });
  expect(await readOnce(gong, request, 'calls', signal)).toEqual([]);
  expect(await readOnce(gong, request, 'calls', signal)).toEqual([]);
  expect(gong.requests).toHaveLength(1);
});

test('with fewer attempts it is the same list', async () => {
  const gong = gongOf(page([{ id: '1' }]));
  await readOnce(gong, { ...request, attempts: 2, attemptsAt: { 500: 2 } }, 'calls', signal);
  expect(await readOnce(gong, request, 'calls', signal)).toEqual([{ id: '1' }]);
});

test('a failure is not kept', async () => {
  const error = new TransientError('busy');
  const gong = gongOf({ kind: 'rejected', status: 500, text: '', error }, page([{ id: '1' }]));
  await expect(readOnce(gong, request, 'calls', signal)).rejects.toBe(error);
  expect(await readOnce(gong, request, 'calls', signal)).toEqual([{ id: '1' }]);
});

test('one cursor too many is the end of it', async () => {
  const gong = gongOf(page([{ id: '1' }], { totalRecords: 1, cursor: 'a' }), { kind: 'empty' });
  expect(await readOnce(gong, request, 'calls', signal)).toEqual([{ id: '1' }]);
});

test('a cursor that has died is no cursor of those who want the list', async () => {
  const gong = gongOf(page([{ id: '1' }], { totalRecords: 3, cursor: 'a' }), { kind: 'empty' });
  const failure: unknown = await readOnce(gong, request, 'calls', signal).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TransientError);
  expect(failure).not.toBeInstanceOf(CursorExpired);
});

test('equal items of several lists are kept once', async () => {
  const flow = { id: '1', name: 'for all' };
  const gong = gongOf(page([flow]), page([{ ...flow }]));
  const [one] = await readOnce(gong, request, 'calls', signal);
  const [other] = await readOnce(gong, { ...request, query: { cursor: 'other' } }, 'calls', signal);
  expect(other).toBe(one);
});

test('who ends does not end it for others', async () => {
  const gong = gongOf(page([{ id: '1' }]));
  const ending = AbortSignal.abort(new Error('ended'));
  await expect(readOnce(gong, request, 'calls', ending)).rejects.toThrow('ended');
  expect(await readOnce(gong, request, 'calls', signal)).toEqual([{ id: '1' }]);
  expect(gong.requests).toHaveLength(1);
});
