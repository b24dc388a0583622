import { expect, test } from 'vitest';
import { DAY, formatInstant, HOUR } from '../../src/base/instant.ts';
import type { SyncMode } from '../../src/protocol/catalog.ts';
import { Logs } from '../../src/streams/logs.ts';
import { planStream } from '../../src/sync/stream-plan.ts';

const NOW = Date.parse('2026-11-25T00:00:00Z');
const logs = new Logs();
const ignore = (): void => {};

/** The warnings of a plan, by a state in which so many days ago, from and to, stretches of both logs were read. */
function warningsOf(
  read: readonly (readonly [from: number, to: number])[],
  syncMode: SyncMode = 'incremental',
) {
  const warnings: string[] = [];
  const coverage = read.map(([from, to]) => [from, to, to].map((days) => formatInstant(NOW - days * DAY)));
  const partition = { eventTime: coverage.at(-1)?.[1], utc: true, coverage };
  const state = {
    eventTime: partition.eventTime,
    partitions: { AccessLog: partition, UserCallPlay: partition },
  };
  planStream(logs, { name: logs.name, syncMode, takesDeletions: false }, new Set([logs.list]), {
    states: new Map(read.length === 0 ? [] : [[logs.name, state]]),
    limits: { startDate: NOW - 90 * DAY, defaultStart: NOW, lookbackDays: 7, now: NOW },
    includePrivate: false,
    shape: 'shape',
    emitDeletes: false,
    log: { debug: ignore, info: ignore, warn: (text) => warnings.push(text), error: ignore },
  });
  return warnings;
}

test('what no sync has read before Gong lets it go is said once, of the log that it is about', () => {
  expect(warningsOf([[90, 20]])).toEqual([
    'logs (AccessLog): entries between 2026-11-05T00:00:00Z and 2026-11-11T00:00:00Z are gone, if there were any: Gong keeps them 14 days, and no sync has read them in that time. Let less time pass between syncs.',
  ]);
});

test('so is what a sync that was broken off has left behind', () => {
  expect(
    warningsOf([
      [90, 20],
      [16, 12],
    ]),
  ).toEqual([expect.stringContaining('2026-11-05T00:00:00Z and 2026-11-09T00:00:00Z are gone')]);
});

test.each([
  ['a first sync', []],
  ['a state that Gong’s 14 days reach', [[90, 14]]],
  ['a first sync that was broken off behind the newest', [[10, 2]]],
  [
    'a gap before the start date',
    [
      [120, 100],
      [90, 1],
    ],
  ],
  ['an hour', [[90, HOUR / DAY]]],
  [
    'what was gone already when the sync that was broken off was there',
    [
      [60, 42],
      [7, 0],
    ],
  ],
] as const)('nothing is said of %s', (_, read) => {
  expect(warningsOf(read)).toEqual([]);
});

test('a full refresh, which begins anew, has lost nothing', () => {
  expect(warningsOf([[90, 20]], 'full_refresh')).toEqual([]);
});
