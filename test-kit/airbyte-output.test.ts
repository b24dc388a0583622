import { describe, expect, test } from 'vitest';
import { parseOutput } from './airbyte-output.ts';
import { goodRead, print, sample } from './sample-output.ts';

const { record, log } = sample;

describe('a good output', () => {
  const output = parseOutput(print(goodRead()));

  test('answers for one stream', () => {
    expect(output.records('calls').map((data) => data['id'])).toEqual([
      '7782342274025937895',
      '7782342274025937896',
      '3',
    ]);
    expect(output.states('users')).toEqual([{ __ab_no_cursor_state_message: true }]);
    expect(output.statuses('users')).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    expect(output.errors()).toEqual([]);
  });

  test('answers by type and level', () => {
    expect(output.of('RECORD')).toHaveLength(4);
    expect(output.single('LOG').log.message).toBe('Syncing stream: calls');
    expect(() => output.single('RECORD')).toThrow('expected one RECORD message, got 4');
    expect(() => output.single('SPEC')).toThrow('expected one SPEC message, got 0');
    expect(output.logs('INFO')).toHaveLength(1);
    expect(output.logs('WARN')).toEqual([]);
  });

  test('keeps the last state of each stream for the next read', () => {
    expect(output.savedState()).toEqual([
      {
        type: 'STREAM',
        stream: { stream_descriptor: { name: 'calls' }, stream_state: { started: '2026-11-03T00:00:00Z' } },
      },
      {
        type: 'STREAM',
        stream: {
          stream_descriptor: { name: 'users' },
          stream_state: { __ab_no_cursor_state_message: true },
        },
      },
    ]);
  });

  test('tells errors of a stream from errors of the run', () => {
    const failed = parseOutput(print([sample.error('calls'), sample.error()]));
    expect(failed.errors()).toHaveLength(2);
    expect(failed.errors('calls')).toHaveLength(1);
    expect(failed.errors('users')).toEqual([]);
  });

  test('may be empty', () => {
    expect(parseOutput('').messages).toEqual([]);
  });
});

test.each([
  ['text', 'Connecting to Gong\n', 'line 1: not JSON'],
  ['an empty line', `${print([log('a')])}\n`, 'line 2: not JSON'],
  ['two messages on a line', print([log('a')]).trim() + print([log('b')]), 'line 1: not JSON'],
  ['an unfinished last line', print([log('a'), log('b')]).trimEnd(), 'line 2: the last line does not end'],
  ['an array', '[]\n', 'line 1: not a valid Airbyte message'],
  [
    'an id as a number',
    print([log('a')]) + big('1234567890123456789'),
    'line 2: the number 1234567890123456789',
  ],
  ['a rounded id', big('7782342274025938000'), 'the number 7782342274025938000 is beyond 2^53'],
  ['a negative id', big('-7782342274025937895'), 'the number -7782342274025937895'],
  ['an id in an array', big('["a", 7782342274025937895]'), 'the number 7782342274025937895'],
])('%s is refused', (_name, stdout, problem) => {
  expect(() => parseOutput(stdout)).toThrow(problem);
});

test.each([
  ['digits in a string', big('"7782342274025937895"')],
  ['digits after a comma in a string', big('"\\",7782342274025937895"')],
  ['a long fraction', big('0.30000000000000004')],
  ['the largest safe number', big('9007199254740991')],
])('%s is no lost id', (_name, stdout) => {
  expect(parseOutput(stdout).messages).toHaveLength(1);
});

function big(value: string): string {
  return print([record('calls', { id: 'VALUE' })]).replace('"VALUE"', value);
}
