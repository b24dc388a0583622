import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { small, sync } from './support/sync.ts';
import { truth } from '../test-kit/truth.ts';

// Far beyond what a window should hold, so that the lists of calls are cut.
const sandbox = await startSandbox({ ...small, calls: 16_000, days: 300, extensiveKilobytes: 6 });
afterAll(() => sandbox.close());

const streams = ['calls', 'callTranscripts', 'answeredScorecards', 'users', 'scorecards'];
const output = await sync(sandbox, { streams });

describe('the estimate', () => {
  const estimates = output
    .of('TRACE')
    .flatMap(({ trace }) => (trace.type === 'ESTIMATE' ? [trace.estimate] : []));
  const rowsOf = (stream: string): unknown[] =>
    estimates.filter(({ name }) => name === stream).map(({ row_estimate: rows }) => rows);

  // What Gong counts: private calls too, and calls instead of their transcripts.
  test.each([
    ['calls', 'calls'],
    ['callTranscripts', 'calls'],
    ['answeredScorecards', 'answeredScorecards'],
    ['users', 'users'],
  ])('of %s comes once, with the count of the list of %s', (stream, list) => {
    expect(rowsOf(stream)).toEqual([truth(sandbox, list, true).length]);
  });

  test('is of a whole stream', () => {
    expect(new Set(estimates.map((estimate) => Object.entries(estimate)[0]?.join()))).toEqual(
      new Set(['type,STREAM']),
    );
  });

  test('of scorecards does not come, for Gong does not count them', () => {
    expect(rowsOf('scorecards')).toEqual([]);
  });
});
