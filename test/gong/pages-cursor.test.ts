import { afterEach, expect, test, vi } from 'vitest';
import { ConfigError, SystemError } from '../../src/errors.ts';
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

/** Walks to the end, while the clock goes on by `pace` for each page. Answers with what ended the walk. */
async function end(answers: readonly Answer[], pace = 0): Promise<unknown> {
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  try {
    for await (const _page of paginate(
      scriptedGong(...answers),
      request,
      'calls',
      new AbortController().signal,
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

test('the same cursor twice would be a walk without end', async () => {
  const error = await end([more, more]);
  expect(error).toBeInstanceOf(SystemError);
  expect(String(error)).toContain('/v2/calls answered with the same cursor again');
});

test('an end without pages behind a cursor is an expired walk and not the end', async () => {
  expect(await end([more, { kind: 'empty' }])).toBeInstanceOf(CursorExpired);
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
