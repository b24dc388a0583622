import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { readStates } from '../../src/protocol/state-file.ts';
import { NO_CURSOR_STATE, stateMessage } from '../../src/protocol/state.ts';
import { failureOf } from '../../test-kit/failure-of.ts';

const saved = { started: '2026-11-20T00:00:00Z' };

function stream(name: unknown, state: unknown): object {
  return { stream_descriptor: { name }, stream_state: state };
}
function entry(name: unknown, state: unknown): object {
  return { type: 'STREAM', stream: stream(name, state) };
}
/** The states of a file, and the paths that were passed over. */
function read(file: unknown): { states: object; unknown: string[] } {
  const unknown: string[] = [];
  const states = readStates(
    file,
    (path) => unknown.push(path),
    (name) => ['calls', 'users'].includes(name),
  );
  return { states: Object.fromEntries(states), unknown };
}

test.each([
  ['no file', undefined],
  ['null', null],
  ['an empty list', []],
  ['an empty object', {}],
  ['a stream whose state is null', [entry('calls', null)]],
  ['a stream without a state', [{ type: 'STREAM', stream: { stream_descriptor: { name: 'calls' } } }]],
  ['an old object with a null', { calls: null }],
])('%s saves nothing', (_name, file) => {
  expect(read(file)).toEqual({ states: {}, unknown: [] });
});

test.each([
  ['a list of states', [entry('calls', saved)]],
  ['states without a type', [{ stream: stream('calls', saved) }]],
  ['a list of messages', [{ type: 'STATE', state: entry('calls', saved) }]],
  ['one message', { type: 'STATE', state: entry('calls', saved) }],
  ['one state', entry('calls', saved)],
  [
    'a global state',
    [{ type: 'GLOBAL', global: { shared_state: null, stream_states: [stream('calls', saved)] } }],
  ],
  ['one global state', { type: 'GLOBAL', global: { stream_states: [stream('calls', saved)] } }],
  ['the old object', { calls: saved }],
  [
    'a state full of nulls',
    [
      {
        type: 'STREAM',
        stream: { stream_descriptor: { name: 'calls', namespace: null }, stream_state: saved },
        global_: null,
        global: null,
        data: null,
        sourceStats: { recordCount: 3, rejectedRecordCount: null },
        destinationStats: null,
      },
    ],
  ],
])('%s is read', (_name, file) => {
  expect(read(file)).toEqual({ states: { calls: saved }, unknown: [] });
});

test.each([[NO_CURSOR_STATE], [{ __ab_full_refresh_sync_complete: true }], [{}]])(
  'the marker %j is kept',
  (marker) => {
    expect(read([entry('users', marker), entry('calls', saved)]).states).toEqual({
      users: marker,
      calls: saved,
    });
  },
);

test('a state of any form is kept for its stream to judge', () => {
  expect(read([entry('calls', '2026-11-20'), entry('users', [])]).states).toEqual({
    calls: '2026-11-20',
    users: [],
  });
  expect(read({ calls: '2026-11-20' }).states).toEqual({ calls: '2026-11-20' });
});

test('of two states for one stream the last one wins, also where it is null', () => {
  expect(read([entry('calls', { started: 'old' }), entry('calls', saved)]).states).toEqual({ calls: saved });
  expect(read([entry('calls', saved), entry('calls', null)]).states).toEqual({});
});

const camelCase = { streamDescriptor: { name: 'calls', namespace: null }, streamState: saved };
test.each([
  ['an entry of the old kind', [{ type: 'LEGACY', data: { calls: saved } }]],
  ['one entry of the old kind', { type: 'LEGACY', data: { calls: saved } }],
  ['a message of the old kind', [{ type: 'STATE', state: { data: { calls: saved } } }]],
  ['one message of the old kind', { type: 'STATE', state: { type: 'LEGACY', data: { calls: saved } } }],
  ['data alone', { data: { calls: saved } }],
  ["the API's states of streams", { stateType: 'stream', streamState: [camelCase], globalState: null }],
  ["the API's states of streams alone", { streamState: [camelCase] }],
  ["the API's global state", { stateType: 'global', globalState: { streamStates: [camelCase] } }],
  ["the API's old state", { stateType: 'legacy', state: { calls: saved } }],
  ['a stream in camel case', [{ type: 'STREAM', stream: camelCase }]],
  ['streams without anything around them', [stream('calls', saved)]],
  ['one stream without anything around it', camelCase],
  [
    'the whole output of a read',
    [
      { type: 'LOG', log: { level: 'INFO', message: '' } },
      { type: 'RECORD', record: { stream: 'calls', data: {} } },
      { type: 'STATE', state: entry('calls', saved) },
      { type: 'TRACE', trace: { type: 'STREAM_STATUS' } },
    ],
  ],
])('C11: %s is read', (_name, file) => {
  expect(read(file)).toEqual({ states: { calls: saved }, unknown: [] });
});

test('C11: entries that cannot be read are passed over and told by their paths', () => {
  const file = [
    { type: 'LEGACY', data: saved },
    entry('calls', saved),
    {},
    { type: 'GLOBAL', global: null },
    { type: 'GLOBAL', global: { streams: [] } },
    { type: 'STATE', state: { type: 'STREAM' } },
    { streamState: { calls: saved } },
  ];
  expect(read(file)).toEqual({
    states: { calls: saved },
    unknown: [
      'state[0].data.started',
      'state[2]',
      'state[3]',
      'state[4].global',
      'state[5].state',
      'state[6]',
    ],
  });
});

test.each([['states'], ['slices'], ['bookmarks']])('C11: an old object with the key %s says so', (key) => {
  expect(read({ [key]: [saved], calls: saved })).toEqual({
    states: { calls: saved },
    unknown: [`state.${key}`],
  });
});

test('C11: of thousands of entries that cannot be read some are told, and how many there are', () => {
  const { unknown } = read(Array.from({ length: 30_000 }, () => ({})));
  expect(unknown).toHaveLength(11);
  expect(unknown.at(-1)).toBe('state[10] and at 29989 more places');
});

test.each([
  ['a text', 'the file must hold'],
  [5, 'the file must hold'],
  [[null], 'state[0] must be an object'],
  [['calls'], 'state[0] must be an object'],
  [[entry('calls', saved), entry(null, saved)], 'state[1].stream.stream_descriptor.name must be'],
  [[{ stream: {} }], 'state[0].stream.stream_descriptor.name must be'],
  [
    [{ global: { stream_states: [null] } }],
    'state[0].global.stream_states[0].stream_descriptor.name must be',
  ],
])('%j is refused by its path', (file, text) => {
  expect(() => read(file)).toThrow(ConfigError);
  expect(() => read(file)).toThrow(`The state cannot be read: ${text}`);
});

test('any value is either a state or the fault of the user', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, state) => {
      for (const file of [
        value,
        [value],
        { stream: value },
        [entry('calls', state)],
        { global: { stream_states: value } },
        { type: 'LEGACY', data: value },
        { streamState: value },
        { state: { state: value } },
      ]) {
        expect([undefined, ConfigError]).toContain(failureOf(() => read(file))?.constructor);
      }
    }),
  );
});

test('a state that was sent can be read again', () => {
  const message = JSON.parse(JSON.stringify(stateMessage('calls', saved, 42))) as unknown;
  expect(message).toMatchObject({
    type: 'STATE',
    state: { type: 'STREAM', sourceStats: { recordCount: 42 } },
  });
  expect(read([message])).toEqual({ states: { calls: saved }, unknown: [] });
});
