import { describe, expect, test } from 'vitest';
import { checkRead, parseOutput } from './airbyte-output.ts';
import type { ConfiguredCatalog } from './configured-catalog.ts';
import { at, begin, calls, catalog, goodRead, print, sample } from './sample-output.ts';
import type { ReadOptions } from './stream-life.ts';

const { record, state, status, error, log, estimate } = sample;
const users: ConfiguredCatalog = { streams: catalog.streams.slice(1) };

const first = record('calls', { id: '1' });
const second = record('calls', { id: '2' });
const saved = at('2026-11-02T00:00:00Z', 1);
const nothing = state('calls', {}, 0);
const complete = status('calls', 'COMPLETE');
const incomplete = status('calls', 'INCOMPLETE');
const others = [status('users', 'STARTED'), status('users', 'RUNNING'), state('users', {}, 0)];

function check(messages: readonly unknown[], configured = calls, options: ReadOptions = {}): () => void {
  return () => checkRead(parseOutput(print(messages)), configured, options);
}

describe('a read is fine', () => {
  test.each<[string, unknown[], ConfiguredCatalog, ReadOptions]>([
    ['with two streams side by side', goodRead(), catalog, {}],
    ['when a stream is empty', [status('calls', 'STARTED'), at('2026-11-02T00:00:00Z'), complete], calls, {}],
    ['when a stream fails', [...begin, first, saved, error('calls'), incomplete], calls, {}],
    ['when it fails before its first state', [...begin, first, error('calls'), incomplete], calls, {}],
    ['with nothing to resume from', [...begin, error('calls'), nothing, incomplete], calls, {}],
    ['when it was aborted', [...begin, first, saved, incomplete], catalog, { aborted: true }],
    ['when an unknown stream fails', [error('calls'), incomplete], calls, { unknownStreams: ['calls'] }],
    ['with other fields, if so said', fields({ id: '1', more: 1 }), calls, { undeclaredFields: true }],
    ['with repeats, if so said', fields({ id: '1' }, { id: '1' }), calls, { repeatedKeys: true }],
    ['without a key in the catalog', fields({ started: 'a' }, { started: 'a' }), keyless(), {}],
    [
      'when it shares the error of another stream, if so said',
      [...others, error('users'), status('users', 'INCOMPLETE'), ...begin, incomplete],
      catalog,
      { sharedErrors: true },
    ],
    ['with a closing error of the whole run', [...begin, first, saved, complete, error()], calls, {}],
  ])('%s', (_name, messages, configured, options) => {
    expect(check(messages, configured, options)).not.toThrow();
  });
});

describe('the life of a stream', () => {
  test.each([
    ['begins once', [...begin, begin[0]], 'line 3: calls: STARTED again'],
    ['begins before RUNNING', [begin[1]], 'line 1: calls: RUNNING before STARTED'],
    ['begins before an error', [error('calls')], 'line 1: calls: TRACE ERROR before STARTED'],
    ['begins before a state', [log('a'), nothing], 'line 2: calls: STATE before STARTED'],
    ['runs before its first record', [begin[0], first], 'line 2: calls: RECORD before RUNNING'],
    ['needs a state to complete', [...begin, complete], 'line 3: calls: COMPLETE without a STATE'],
    [
      'has no records after its last state',
      [...begin, first, saved, second, complete],
      'line 6: calls: COMPLETE with 1 records after',
    ],
    [
      'is not complete after an error',
      [...begin, first, saved, error('calls'), complete],
      'line 6: calls: COMPLETE after a TRACE ERROR',
    ],
    [
      'is not incomplete without an error',
      [...begin, first, saved, incomplete],
      'line 5: calls: INCOMPLETE without a TRACE ERROR',
    ],
    [
      "is not incomplete for another's error",
      [...begin, error(), incomplete],
      'line 4: calls: INCOMPLETE without a TRACE ERROR',
    ],
    ['has an end', [...begin, first, saved], 'calls: neither COMPLETE nor INCOMPLETE came'],
    ['ends once', [...begin, first, saved, complete, complete], 'line 6: calls: TRACE after its end'],
    [
      'has no record after its end',
      [...begin, first, saved, complete, second],
      'line 6: calls: RECORD after its end',
    ],
    [
      'has no state after its end',
      [...begin, first, saved, complete, nothing],
      'line 6: calls: STATE after its end',
    ],
    [
      'has no error after its end',
      [...begin, first, saved, complete, error('calls')],
      'line 6: calls: TRACE after its end',
    ],
    ['is heard of', [log('a')], 'calls: nothing was heard of it'],
  ])('%s', (_rule, messages, problem) => {
    expect(check(messages)).toThrow(problem);
  });
});

test.each<[string, unknown[], ReadOptions]>([
  ['is not said', [...others, error('users'), ...begin, incomplete], {}],
  ['comes later', [...others, ...begin, incomplete, error('users')], { sharedErrors: true }],
  ['is of no stream', [...others, ...begin, error(), incomplete], { sharedErrors: true }],
])('the error of another stream that %s is no reason to be incomplete', (_name, messages, options) => {
  expect(check(messages, catalog, options)).toThrow('calls: INCOMPLETE without a TRACE ERROR');
});

describe('the configured catalog', () => {
  test.each([
    ['a record', first],
    ['a state', nothing],
    ['a status', complete],
    ['an error', error('calls')],
    ['an estimate', estimate('calls')],
  ])('has the stream of %s', (_name, message) => {
    expect(check([log('a'), message], users)).toThrow('line 2: calls is not in the configured catalog');
  });

  test('is not printed in a read', () => {
    const message = { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } };
    expect(check([...begin, message])).toThrow('line 3: CONNECTION_STATUS does not belong in a read');
  });
});

test('a hundred thousand records take a few seconds at most', () => {
  const many = Array.from({ length: 100_000 }, (_, index) =>
    record('calls', { id: String(7_000_000_000_000_000_000n + BigInt(index)), started: 'a'.repeat(300) }),
  );
  const stdout = print([...begin, ...many, at('2026-11-02T00:00:00Z', 100_000), complete]);
  const begun = performance.now();
  checkRead(parseOutput(stdout), calls);
  expect(performance.now() - begun).toBeLessThan(5000);
}, 20_000);

function fields(...data: object[]): unknown[] {
  const records = data.map((fieldsOfOne) => record('calls', fieldsOfOne));
  return [...begin, ...records, at('2026-11-02T00:00:00Z', data.length), complete];
}

function keyless(): ConfiguredCatalog {
  const streams = calls.streams.map((configured) => ({
    ...configured,
    stream: { ...configured.stream, source_defined_primary_key: null },
  }));
  return { streams };
}
