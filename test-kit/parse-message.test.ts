import { expect, test } from 'vitest';
import { parseMessage } from './parse-message.ts';
import { emittedAt, sample } from './sample-output.ts';

const { record, state, status, rateLimited, log } = sample;

test.each([
  ['a spec', { type: 'SPEC', spec: { connectionSpecification: { type: 'object', properties: {} } } }],
  ['a success', { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } }],
  ['a failure', { type: 'CONNECTION_STATUS', connectionStatus: { status: 'FAILED', message: 'Wrong key.' } }],
  ['a catalog', catalogOf({ supported_sync_modes: ['full_refresh'], source_defined_primary_key: [['id']] })],
  [
    'analytics',
    { type: 'TRACE', trace: { type: 'ANALYTICS', emitted_at: emittedAt, analytics: { type: 'a' } } },
  ],
  ['a control', control({ connectorConfig: { config: { refresh_token: 'b' } } })],
])('%s is a message', (_name, message) => {
  expect(parseMessage(JSON.stringify(message), 1)).toEqual(message);
});

test.each([
  ['a type without its payload', { type: 'RECORD' }, "'record'"],
  ['a payload of another type', { type: 'STATE', log: { level: 'INFO', message: 'a' } }, "'state'"],
  ['two payloads', { ...log('a'), ...record('calls', { id: '1' }), type: 'LOG' }, '"record"'],
  ['an unknown type', { type: 'DEBUG', message: 'a' }, 'must be in oneOf'],
  ['an empty record', record('calls', {}), '/record/data'],
  ['a record that is no object', record('calls', ['1']), '/record/data'],
  ['a namespace', { type: 'RECORD', record: { ...bare(), namespace: null } }, '"namespace"'],
  ['seconds', { type: 'RECORD', record: { ...bare(), emitted_at: 1_763_740_000 } }, '/record/emitted_at'],
  [
    'microseconds',
    { type: 'RECORD', record: { ...bare(), emitted_at: emittedAt * 1000 } },
    '/record/emitted_at',
  ],
  [
    'half milliseconds',
    { type: 'RECORD', record: { ...bare(), emitted_at: emittedAt + 0.5 } },
    '/record/emitted_at',
  ],
  ['a legacy state', { type: 'STATE', state: { data: {} } }, '/state'],
  ['a state without stream_state', state('calls', undefined, 0), "'stream_state'"],
  ['a state without a count', { type: 'STATE', state: { ...bareState(), sourceStats: {} } }, "'recordCount'"],
  ['a log without a level', { type: 'LOG', log: { message: 'a' } }, "'level'"],
  ['an unknown level', { type: 'LOG', log: { level: 'info', message: 'a' } }, '/log/level'],
  ['an unknown status', status('calls', 'DONE'), '/trace/stream_status/status'],
  [
    'a reason for COMPLETE',
    { ...status('calls', 'COMPLETE', { reasons: reasons(1) }) },
    '/trace/stream_status',
  ],
  ['two reasons', status('calls', 'RUNNING', { reasons: reasons(2) }), '/trace/stream_status/reasons'],
  ['a rate limit without a reset', rateLimited('calls', {}), "'quota_reset'"],
  ['an error without a kind', { type: 'TRACE', trace: bareError({ message: 'a' }) }, "'failure_type'"],
  [
    'a payload of another trace',
    { type: 'TRACE', trace: { ...bareError({}), type: 'ESTIMATE' } },
    "'estimate'",
  ],
  [
    'a control in seconds',
    control({ emitted_at: 1, connectorConfig: { config: { a: 1 } } }),
    '/control/emitted_at',
  ],
  [
    'a failed check without a message',
    { type: 'CONNECTION_STATUS', connectionStatus: { status: 'FAILED' } },
    "'message'",
  ],
  [
    'a spec without properties',
    { type: 'SPEC', spec: { connectionSpecification: { type: 'object' } } },
    "'properties'",
  ],
  [
    'a null in the catalog',
    catalogOf({ namespace: null, supported_sync_modes: ['full_refresh'] }),
    '"namespace"',
  ],
  ['a wrong sync mode', catalogOf({ supported_sync_modes: ['incremental'] }), '/supported_sync_modes'],
  [
    'no cursor',
    catalogOf({ supported_sync_modes: ['full_refresh', 'incremental'] }),
    "'source_defined_cursor'",
  ],
])('%s is not a valid message', (_name, message, problem) => {
  const parse = () => parseMessage(JSON.stringify(message), 7);
  expect(parse).toThrow('stdout line 7: not a valid Airbyte message');
  expect(parse).toThrow(problem);
});

function bare(): object {
  return { stream: 'calls', data: { id: '1' }, emitted_at: emittedAt };
}

function bareState(): object {
  return { type: 'STREAM', stream: { stream_descriptor: { name: 'calls' }, stream_state: {} } };
}

function bareError(error: object): object {
  return { type: 'ERROR', emitted_at: emittedAt, error };
}

function reasons(count: number): object[] {
  const reason = { type: 'RATE_LIMITED', rate_limited: { quota_reset: emittedAt } };
  return Array.from({ length: count }, () => reason);
}

function control(more: object): object {
  return { type: 'CONTROL', control: { type: 'CONNECTOR_CONFIG', emitted_at: emittedAt, ...more } };
}

function catalogOf(more: object): object {
  const stream = { name: 'calls', json_schema: { type: 'object', properties: { id: {} } }, ...more };
  return { type: 'CATALOG', catalog: { streams: [stream] } };
}
