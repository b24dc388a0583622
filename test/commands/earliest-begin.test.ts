import { expect, test } from 'vitest';
import { earliestBegin } from '../../src/commands/earliest-begin.ts';
import { streams } from '../../src/streams/index.ts';

const [from, to] = ['2026-01-01T00:00:00Z', '2026-11-20T00:00:00Z'];

test('the beginning of a stream is that of the earliest of its partitions', () => {
  const logs = streams.filter(({ name }) => name === 'logs');
  const partitions = { AccessLog: stateFrom('2026-11-06T00:00:00Z'), UserCallPlay: stateFrom(from) };
  expect(earliestBegin(logs, () => ({ eventTime: to, partitions }))).toBe(Date.parse(from));
  expect(earliestBegin(logs, () => undefined)).toBeUndefined();
});

function stateFrom(begin: string): object {
  return { eventTime: to, utc: true, coverage: [[begin, to, to]] };
}
