import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { logClient } from '../../src/commands/client-log.ts';
import type { GongEvents } from '../../src/gong/events.ts';

type Retry = GongEvents['retry'][0];

const retry: Retry = {
  endpoint: 'GET /v2/calls',
  until: 0,
  waitMs: 6_000,
  isRateLimit: false,
  isPause: false,
  text: '',
};
const pause = { ...retry, isPause: true };

/** The levels of the lines that these refused requests come to, each with its pause, but for those of debugging. */
function levelsOf(retries: readonly Retry[], longestQuietWaitMs: number, arePausesShown = false): string[] {
  const levels: string[] = [];
  const note = (level: string) => () => levels.push(level);
  const events = new EventEmitter<GongEvents>();
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  logClient(events, { log, longestQuietWaitMs }, arePausesShown);
  for (const each of retries) {
    events.emit('retry', each);
    if (each.isPause) events.emit('wait', { until: 0 });
  }
  return levels.filter((level) => level !== 'debug');
}

test('a pause is one line, or none where people see it elsewhere', () => {
  expect(levelsOf([pause, retry], 0)).toEqual(['warn', 'warn']);
  expect(levelsOf([pause, retry], 0, true)).toEqual(['warn']);
});

test.each<[string, Partial<Retry>, number, string[]]>([
  ['a short wait at the rate limit', { isRateLimit: true, waitMs: 5_000 }, 5_000, []],
  ['a longer one', { isRateLimit: true, waitMs: 5_001 }, 5_000, ['warn']],
  ['a short wait for anything else', { waitMs: 1_000 }, 5_000, ['warn']],
  ['a short one at the rate limit, in the protocol', { isRateLimit: true, waitMs: 1 }, 0, ['warn']],
])('%s', (_name, wait, longestQuietWaitMs, levels) => {
  expect(levelsOf([{ ...pause, ...wait }], longestQuietWaitMs)).toEqual(levels);
});
