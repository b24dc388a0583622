import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { logClient } from '../../src/commands/client-log.ts';
import type { GongEvents } from '../../src/gong/events.ts';

/** The levels of the lines that a refused request with a pause comes to, and one without. */
function levelsOf(arePausesShown: boolean): string[] {
  const levels: string[] = [];
  const note = (level: string) => () => levels.push(level);
  const events = new EventEmitter<GongEvents>();
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  logClient(events, log, arePausesShown);
  const retry = { endpoint: 'GET /v2/calls', until: 0, text: '' };
  events.emit('retry', { ...retry, isPause: true });
  events.emit('wait', { until: 0 });
  events.emit('retry', { ...retry, isPause: false });
  return levels.filter((level) => level !== 'debug');
}

test('a pause is one line, or none where people see it elsewhere', () => {
  expect(levelsOf(false)).toEqual(['warn', 'warn']);
  expect(levelsOf(true)).toEqual(['warn']);
});
