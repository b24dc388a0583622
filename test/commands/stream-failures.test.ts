import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { StreamFailures } from '../../src/commands/stream-failures.ts';
import { ConfigError } from '../../src/base/errors.ts';
import { errorTrace } from '../../src/protocol/trace.ts';
import type { SyncEvents } from '../../src/sync/events.ts';
import { createTextOutput } from '../../src/terminal/text-output.ts';

test('what concerns a stream is told at once, what concerns all of them once in the end', () => {
  const lines: string[] = [];
  const failures = new StreamFailures(createTextOutput((line) => lines.push(line)));
  const events = new EventEmitter<SyncEvents>();
  failures.follow(events);
  const wrongKey = new ConfigError('The key is wrong.', { isGeneral: true });
  const scope = new ConfigError('A scope is missing.');
  // As a session does: for platforms and as an event.
  for (const [stream, error] of [
    ['users', wrongKey],
    ['calls', scope],
    ['scorecards', wrongKey],
  ] as const) {
    failures.messages.message(errorTrace(error, stream));
    events.emit('streamFailed', { stream, error });
  }
  expect(lines).toEqual(['error: calls: A scope is missing.']);
  failures.conclude();
  failures.conclude();
  expect(lines.slice(1)).toEqual(['error: The key is wrong.']);
});
