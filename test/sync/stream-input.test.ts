import { describe, expect, test } from 'vitest';
import { TransientError } from '../../src/base/errors.ts';
import { DAY, formatInstant, HOUR } from '../../src/base/instant.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { CallUsersAccess } from '../../src/streams/call-users-access.ts';
import { Calls } from '../../src/streams/calls.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { Users } from '../../src/streams/users.ts';
import type { PageItems } from '../../src/sync/window-read.ts';
import { scriptedGong, type Answer } from '../gong/scripted-gong.ts';
import { openInput } from './open-input.ts';
import { NOW, statesAmong, withoutLogs } from './open-session.ts';

const window = { from: NOW - 90 * DAY, to: NOW };

/** A page of calls that started so many hours before now. */
function pageOf(...hours: readonly number[]): PageItems {
  const items = hours.map((before): JsonObject => ({
    id: String(before),
    started: formatInstant(NOW - before * HOUR),
  }));
  return { items, boundary: new Map(), newest: NOW - Math.min(...hours) * HOUR };
}

function transcripts(...ids: readonly string[]): Answer {
  return { kind: 'data', body: { callTranscripts: ids.map((callId) => ({ callId, transcript: [] })) } };
}

/** What the state of transcripts, or of another stream, reaches after these were listed and that was the answer. */
async function startedAfter(
  answer: Answer,
  page: PageItems,
  stream: Stream = new CallTranscripts(),
): Promise<unknown> {
  const { input, written } = openInput({ stream, gong: scriptedGong(answer) });
  await input.accept(page, window);
  await input.settle(window);
  await input.finish(window, () => []);
  await input.complete();
  return statesAmong(await written())[0]?.['started'];
}

test('items become records, and the window is in the state once they have gone out', async () => {
  const { input, written } = openInput({ stream: new Calls(), lookbackMs: DAY });
  await input.accept(pageOf(30, 26), window);
  await input.finish(window, () => []);
  await input.complete();
  const lines = withoutLogs(await written());
  expect(lines.slice(0, 2)).toEqual(['RECORD 30', 'RECORD 26']);
  expect(statesAmong(lines)).toMatchObject([{ started: '2026-11-20T08:00:00Z' }]);
  expect(lines.at(-1)).toBe('COMPLETE');
});

test('L5: with a look-back of 0 the state reaches no further than the newest call of a page', async () => {
  const { input, written } = openInput({ stream: new Calls() });
  await input.accept(pageOf(26, 25), window);
  await input.finish(window, () => []);
  await input.complete();
  expect(statesAmong(await written())).toMatchObject([{ started: formatInstant(NOW - 25 * HOUR) }]);
});

test('a page of a stream that has ended is left alone', async () => {
  const { input, session, written } = openInput();
  session.fail(new TransientError('Gong is away'));
  await input.accept(pageOf(1), window);
  await input.finish(window, () => []);
  expect(withoutLogs(await written())).toEqual(['TRACE Gong is away', 'STATE of 0: {}', 'INCOMPLETE']);
});

test('a failure over a page is the end of the stream', async () => {
  const { input, session } = openInput({
    validate: () => {
      throw new TransientError('out of order');
    },
  });
  await input.accept(pageOf(1), window);
  expect(session.failure?.message).toBe('out of order');
});

describe('transcripts', () => {
  test('are in the state once those of all calls of the window have gone out', async () => {
    const gong = scriptedGong(transcripts('30', '26'));
    const { input, written } = openInput({ stream: new CallTranscripts(), lookbackMs: DAY, gong });
    await input.accept(pageOf(30, 26), window);
    expect(await written()).toEqual([]);
    input.flush();
    await input.finish(window, () => []);
    await input.complete();
    const lines = withoutLogs(await written());
    expect(lines.filter((line) => line.startsWith('RECORD'))).toHaveLength(2);
    expect(statesAmong(lines)).toMatchObject([{ started: '2026-11-20T08:00:00Z' }]);
  });

  test('that fail end the stream without the window in its state', async () => {
    const error = new TransientError('Gong is away');
    const gong = scriptedGong({ kind: 'rejected', status: 503, text: '', error });
    const { input, session, written } = openInput({ stream: new CallTranscripts(), lookbackMs: DAY, gong });
    await input.accept(pageOf(30), window);
    await input.settle(window);
    await input.finish(window, () => []);
    expect(session.failure).toBe(error);
    expect(statesAmong(await written())).toEqual([{}]);
  });
});

test('L5: with a look-back of 0 the state reaches calls whose list of users will not come later', async () => {
  const stream = new CallUsersAccess();
  expect(await startedAfter({ kind: 'empty' }, pageOf(30, 26), stream)).toBe(formatInstant(NOW - 26 * HOUR));
});

describe('L5: with a look-back of 0 the state of transcripts', () => {
  test('reaches no further than the newest transcript, though newer calls were listed', async () => {
    expect(await startedAfter(transcripts('30'), pageOf(30, 26))).toBe(formatInstant(NOW - 30 * HOUR));
  });

  test('does not grow where no transcript came', async () => {
    expect(await startedAfter({ kind: 'empty' }, pageOf(30, 26))).toBeUndefined();
  });

  test('reaches no further than the time under which the list files its newest call', async () => {
    const page = { ...pageOf(30), newest: NOW - 31 * HOUR };
    expect(await startedAfter(transcripts('30'), page)).toBe(formatInstant(NOW - 31 * HOUR));
  });
});

describe('what is to be read', () => {
  test('of a list without dates is all of it', () => {
    expect(openInput({ stream: new Users() }).input.toRead).toEqual([window]);
  });

  test('of other lists is what the state does not have', () => {
    const [from, to] = [formatInstant(window.from), formatInstant(NOW - DAY)];
    const given = { started: to, utc: true, list: 'calls', coverage: [[from, to, to]] };
    const { input } = openInput({ given, lookbackMs: 0 });
    expect(input.toRead).toEqual([{ from: NOW - DAY, to: NOW }]);
    expect([input.covers(NOW - DAY - 1), input.covers(NOW - DAY)]).toEqual([true, false]);
  });
});

test('what goes out, what is private and what is not there yet are events, a page at a time', async () => {
  const { input, events } = openInput({
    stream: new CallTranscripts(),
    gong: scriptedGong(transcripts('30')),
  });
  const seen: unknown[] = [];
  events.on('records', (event) => seen.push(['records', event]));
  events.on('privateLeftOut', (event) => seen.push(['privateLeftOut', event]));
  events.on('notYetThere', (event) => seen.push(['notYetThere', event]));
  events.on('streamEnded', (event) => seen.push(['streamEnded', event]));
  const { items, ...page } = pageOf(30, 26);
  await input.accept({ ...page, items: [...items, { id: '9', isPrivate: true }] }, window);
  await input.settle(window);
  await input.complete();
  const stream = 'callTranscripts';
  expect(seen).toEqual([
    ['privateLeftOut', { stream, count: 1 }],
    ['records', { stream, count: 1, newest: NOW - 30 * HOUR }],
    ['notYetThere', { stream, count: 1 }],
    ['streamEnded', { stream, status: 'COMPLETE' }],
  ]);
});

test('private calls that were left out are told at the end', async () => {
  const { input, written } = openInput();
  const items = [{ id: '1', isPrivate: true }];
  await input.accept({ items, boundary: new Map(), newest: NOW }, window);
  await input.complete();
  expect((await written())[0]).toBe('INFO calls: left out 1 private calls (include_private_calls is false)');
});
