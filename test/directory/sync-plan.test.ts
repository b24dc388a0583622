import { expect, test } from 'vitest';
import { fileNameOf, NOTHING, type StreamEntry } from '../../src/directory/directory-state.ts';
import { planSyncs } from '../../src/directory/sync-plan.ts';
import { HOUR } from '../../src/base/instant.ts';

const T = Date.UTC(2026, 10, 25);

function entryOf(stream: string, now: number, isFinished: boolean): StreamEntry {
  const sync = { now, file: fileNameOf(now, false), extent: NOTHING, isFinished, isSwapDue: false };
  return { stream, state: undefined, sync };
}

function plan(entries: readonly StreamEntry[], streams: readonly string[]): (readonly [number, string])[] {
  const state = { entries: new Map(entries.map((entry) => [entry.stream, entry])), swaps: [] };
  const planned = planSyncs(
    state,
    streams.map((name) => ({ name })),
    T,
  );
  return planned.map(({ now, streams: shapes }) => [now, shapes.map(({ name }) => name).join()] as const);
}

test.each<[string, StreamEntry[], string[], (readonly [number, string])[]]>([
  ['nothing was read before', [], ['users', 'calls'], [[T, 'users,calls']]],
  [
    'all came to their end',
    [entryOf('users', T - HOUR, true), entryOf('calls', T - 2 * HOUR, true)],
    ['users', 'calls'],
    [[T, 'users,calls']],
  ],
  [
    'what was broken off goes on, and what it had finished is not read again',
    [entryOf('users', T - HOUR, true), entryOf('calls', T - HOUR, false)],
    ['users', 'calls'],
    [[T - HOUR, 'calls']],
  ],
  [
    'streams that are not asked for stay broken off',
    [entryOf('users', T - HOUR, true), entryOf('calls', T - HOUR, false)],
    ['users'],
    [[T, 'users']],
  ],
  [
    'a stream that was no part of it, or was read before it, joins',
    [entryOf('users', T - 2 * HOUR, true), entryOf('calls', T - HOUR, false)],
    ['users', 'calls', 'scorecards'],
    [[T - HOUR, 'users,calls,scorecards']],
  ],
  [
    'two that were broken off go on one after the other',
    [
      entryOf('users', T - HOUR, false),
      entryOf('calls', T - 2 * HOUR, false),
      entryOf('scorecards', T - 2 * HOUR, true),
    ],
    ['users', 'calls', 'scorecards'],
    [
      [T - 2 * HOUR, 'calls'],
      [T - HOUR, 'users,scorecards'],
    ],
  ],
])('%s', (_what, entries, streams, expected) => {
  expect(plan(entries, streams)).toEqual(expected);
});
