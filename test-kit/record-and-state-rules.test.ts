import { describe, expect, test } from 'vitest';
import { checkRead, parseOutput } from './airbyte-output.ts';
import { at, begin, calls, print, sample } from './sample-output.ts';

const { record, state, status } = sample;
const complete = status('calls', 'COMPLETE');
const first = record('calls', { id: '1' });
const second = record('calls', { id: '2' });
const saved = at('2026-11-02T00:00:00Z', 1);
const nothing = state('calls', {}, 0);

describe('records', () => {
  test.each([
    [
      'have declared fields only',
      fields({ id: '1', more: 1 }),
      'line 3: calls: the catalog declares no field more',
    ],
    ['have a key', fields({ started: 'a' }), 'line 3: calls: the primary key is null'],
    ['have a key that is not null', fields({ id: null }), 'line 3: calls: the primary key is null'],
    ['have a scalar key', fields({ id: ['1'] }), 'line 3: calls: the primary key is not scalar: [["1"]]'],
    ['come once', fields({ id: '1' }, { id: '1' }), 'line 4: calls: the primary key ["1"] came before'],
  ])('%s', (_rule, messages, problem) => {
    expect(() => checkRead(parseOutput(print(messages)), calls)).toThrow(problem);
  });
});

describe('states', () => {
  test.each([
    ['count too few', [...begin, first, second, saved], 'line 5: calls: recordCount 1, but 2 records'],
    ['count too many', [...begin, saved], 'line 3: calls: recordCount 1, but 0 records'],
    [
      'count on',
      [...begin, first, saved, second, at('2026-11-03T00:00:00Z', 2)],
      'line 6: calls: recordCount 2, but 1',
    ],
    [
      'repeat',
      [...begin, first, saved, second, saved],
      'line 6: calls: the same STATE as before with 1 records',
    ],
    [
      'go back',
      [...begin, first, saved, at('2026-11-01T00:00:00Z')],
      'goes back from 2026-11-02T00:00:00Z to 2026-11-01',
    ],
    ['lose the instant', [...begin, first, saved, nothing], 'line 5: calls: STATE without started'],
    ['lack the instant', [...begin, state('calls', { other: 1 }, 0)], 'line 3: calls: STATE without started'],
    [
      'have an offset',
      [...begin, at('2026-11-01T00:00:00+02:00')],
      'line 3: calls: started of the STATE is no UTC instant',
    ],
    [
      'have milliseconds',
      [...begin, at('2026-11-01T00:00:00.000Z')],
      'is no UTC instant: "2026-11-01T00:00:00.000Z"',
    ],
    ['are no date', [...begin, at('2026-13-01T00:00:00Z')], 'is no UTC instant: "2026-13-01T00:00:00Z"'],
  ])('must not %s', (_rule, messages, problem) => {
    expect(() => checkRead(parseOutput(print(messages)), calls)).toThrow(problem);
  });
});

function fields(...data: object[]): unknown[] {
  const records = data.map((fieldsOfOne) => record('calls', fieldsOfOne));
  return [...begin, ...records, at('2026-11-02T00:00:00Z', data.length), complete];
}
