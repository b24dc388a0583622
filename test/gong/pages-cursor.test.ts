import { afterEach, expect, test, vi } from 'vitest';
import { ConfigError, SystemError } from '../../src/base/errors.ts';
import type { GongRequest } from '../../src/gong/client.ts';
import { CursorExpired, paginate } from '../../src/gong/pages.ts';
import type { Outcome } from '../../src/gong/outcome.ts';
import { errorOf, failed, read } from './answers.ts';
import { page, scriptedGong, type Answer } from './scripted-gong.ts';

const request: GongRequest = { method: 'GET', path: '/v2/calls' };
const MINUTE = 60_000;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Reads to the end, while the clock goes on by `pace` for each page. Returns what ended it. */
async function end(answers: readonly Answer[], pace = 0): Promise<unknown> {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  try {
    for await (const _page of paginate(
      scriptedGong(...answers),
      request,
      'calls',
      new AbortController().signal,
      ({ id }) => id,
    )) {
      now += pace;
    }
  } catch (error) {
    return error;
  }
  return 'the end';
}

function refused(status: number, text: string): Extract<Outcome, { kind: 'rejected' }> {
  const outcome = read(failed(status, text));
  if (outcome.kind === 'rejected') return outcome;
  throw new Error(`a ${status} is ${outcome.kind}`);
}

const more = page([{ id: '1' }], { cursor: 'a' });

test.each([
  ['at once', ['a', 'a']],
  ['two pages later', ['a', 'b', 'a']],
  ['after a whole round', ['a', 'b', 'c', 'd', 'b']],
])('H2: a cursor that comes again %s would make a list without end', async (_name, cursors) => {
  const pages = cursors.map((cursor, index) => page([{ id: String(index) }], { cursor }));
  const error = await end(pages);
  expect(error).toBeInstanceOf(SystemError);
  expect(String(error)).toMatch(/\/v2\/calls does not come to an end: a cursor came .* before/);
});

test('H2: a thousand cursors that are all different come to their end', async () => {
  const pages = Array.from({ length: 1_000 }, (_, index) =>
    page([{ id: String(index) }], { cursor: `c${index}` }),
  );
  expect(await end([...pages, page([])])).toBe('the end');
});

test.each([
  ['nothing is counted', undefined],
  ['fewer came than were counted', 2],
])('nothing found behind a cursor is an expired cursor where %s', async (_name, totalRecords) => {
  const first = page([{ id: '1' }], { cursor: 'a', ...(totalRecords === undefined ? {} : { totalRecords }) });
  expect(await end([first, { kind: 'empty' }])).toBeInstanceOf(CursorExpired);
});

test('H7: nothing found behind one cursor too many is the end, where as many came as were counted', async () => {
  const first = page([{ id: '1' }], { cursor: 'a', totalRecords: 3 });
  const second = page([{ id: '2' }, { id: '3' }], { cursor: 'b', totalRecords: 3 });
  expect(await end([first, second, { kind: 'empty' }])).toBe('the end');
});

test('H7: entries without a key and empty ones were counted as well', async () => {
  const items = [{ id: '1' }, null, {}, {}];
  const first = page(items, { cursor: 'a', totalRecords: 4 });
  expect(await end([first, { kind: 'empty' }])).toBe('the end');
});

test('H7: items that came twice do not stand for others', async () => {
  const first = page([{ id: '1' }, { id: '2' }], { cursor: 'a', totalRecords: 3 });
  const second = page([{ id: '2' }], { cursor: 'b', totalRecords: 3 });
  expect(await end([first, second, { kind: 'empty' }])).toBeInstanceOf(CursorExpired);
});

test('H7: the largest count is the one that has to be reached', async () => {
  const first = page([{ id: '1' }], { cursor: 'a', totalRecords: 3 });
  const second = page([{ id: '2' }], { cursor: 'b', totalRecords: 2 });
  expect(await end([first, second, { kind: 'empty' }])).toBeInstanceOf(CursorExpired);
});

test.each([
  [400, 'cursor has expired'],
  [400, 'Invalid Cursor'],
  [404, 'The cursor was not found'],
  [422, 'page token is too old'],
])('a %i with "%s" is an expired walk', async (status, text) => {
  expect(await end([more, refused(status, text)])).toBeInstanceOf(CursorExpired);
});

test('the words of an expired cursor mean nothing to a request without one', async () => {
  const answer = refused(400, 'cursor has expired');
  expect(await end([answer])).toBe(errorOf(answer));
});

test.each([401, 403])(
  'a %i is about credentials, whatever it says and however late it comes',
  async (status) => {
    const answer = refused(status, 'cursor: access denied');
    expect(await end([more, answer], 56 * MINUTE)).toBe(errorOf(answer));
    expect(errorOf(answer)).toBeInstanceOf(ConfigError);
  },
);

test('any other refusal is an error while the walk is young, and its age when it is old', async () => {
  const answer = refused(400, 'Bad request');
  expect(await end([more, answer], 55 * MINUTE)).toBe(errorOf(answer));
  expect(await end([more, answer], 55 * MINUTE + 1)).toBeInstanceOf(CursorExpired);
});

test('the age counts from the first page of the walk, not from the last', async () => {
  const further = page([], { cursor: 'b' });
  expect(await end([more, further, refused(400, 'Bad request')], 30 * MINUTE)).toBeInstanceOf(CursorExpired);
});
