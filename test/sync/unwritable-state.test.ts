import { expect, test } from 'vitest';
import { DAY } from '../../src/base/instant.ts';
import { Company } from './changes/company.ts';
import { ownListStreams } from './changes/small-lists.ts';
import { NOW, openSession, statesAmong, withoutLogs } from './open-session.ts';

test('a state that cannot be written is the end of its stream, and the one before it stands', async () => {
  const { session, close, written, pass } = openSession({ lookbackMs: DAY });
  session.start();
  close({ from: NOW - 2 * DAY, to: NOW - DAY });
  await session.send([{ id: '1' }]);
  pass(DAY);
  // No date is as late as that.
  close({ from: NOW - DAY, to: Number.MAX_SAFE_INTEGER });
  const lines = withoutLogs(await written());
  expect(session.failure).toMatchObject({
    failureType: 'system_error',
    detail: 'RangeError: Invalid time value',
  });
  expect(lines.slice(-2)).toEqual([expect.stringMatching('^TRACE The connector failed'), 'INCOMPLETE']);
  expect(statesAmong(lines)).toHaveLength(1);
});

test('where no state could be written, the one that was given goes out', async () => {
  const given = { started: '2026-11-18T08:00:00Z', utc: true };
  const { session, close, written } = openSession({ lookbackMs: DAY, given });
  session.start();
  close({ from: NOW - DAY, to: Number.MAX_SAFE_INTEGER });
  session.complete();
  const lines = withoutLogs(await written());
  expect(lines.at(-1)).toBe('INCOMPLETE');
  expect(statesAmong(lines)).toEqual([given]);
});

test('wherever a state cannot be written, the stream fails alone, and the next sync goes on', async () => {
  const numbers: number[] = [];
  for (let number = 1; ; number += 1) {
    const company = new Company(8, { streams: ownListStreams });
    const { failed, events } = await company.sync(0, { failsAtState: number });
    const ends = events.filter(
      (event) => event.kind === 'status' && event.status !== 'STARTED' && event.status !== 'RUNNING',
    );
    expect(ends).toHaveLength(ownListStreams.length);
    if (failed.length === 0) break;
    expect(failed).toHaveLength(1);
    numbers.push(number);
    expect((await company.sync()).failed).toEqual([]);
    expect(ownListStreams.map(({ name }) => company.ids(name).length)).toEqual([8, 8, 8]);
  }
  expect(numbers.length).toBeGreaterThan(5);
});
