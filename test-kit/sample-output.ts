import type { ConfiguredCatalog, ConfiguredStream } from './configured-catalog.ts';

/** When all of it was printed. */
export const emittedAt = 1_763_740_000_000;

/** Messages in the order and form in which a good source prints them, for the tests of the checker. */
export const sample = {
  record: (stream: string, data: unknown) => ({
    type: 'RECORD',
    record: { stream, data, emitted_at: emittedAt },
  }),
  state: (stream: string, streamState: unknown, recordCount: number) => ({
    type: 'STATE',
    state: {
      type: 'STREAM',
      stream: { stream_descriptor: { name: stream }, stream_state: streamState },
      sourceStats: { recordCount },
    },
  }),
  status: (stream: string, status: string, more: object = {}) =>
    trace('STREAM_STATUS', { stream_status: { stream_descriptor: { name: stream }, status, ...more } }),
  rateLimited: (stream: string, reason: object = { quota_reset: emittedAt + 60_000 }) =>
    sample.status(stream, 'RUNNING', { reasons: [{ type: 'RATE_LIMITED', rate_limited: reason }] }),
  error: (stream?: string) =>
    trace('ERROR', {
      error: {
        message: 'Gong did not answer.',
        failure_type: 'transient_error',
        ...(stream === undefined ? {} : { stream_descriptor: { name: stream } }),
      },
    }),
  estimate: (stream: string) =>
    trace('ESTIMATE', { estimate: { name: stream, type: 'STREAM', row_estimate: 3 } }),
  log: (message: string) => ({ type: 'LOG', log: { level: 'INFO', message } }),
};

/** A read of two streams side by side: one incremental, one in full. */
export function goodRead(): unknown[] {
  return [
    sample.log('Syncing stream: calls'),
    sample.status('calls', 'STARTED'),
    sample.status('users', 'STARTED'),
    sample.status('calls', 'RUNNING'),
    sample.estimate('calls'),
    sample.record('calls', { id: '7782342274025937895', started: '2026-11-01T10:00:00+02:00' }),
    sample.status('users', 'RUNNING'),
    sample.record('users', { id: '1' }),
    sample.record('calls', { id: '7782342274025937896' }),
    sample.state('calls', { started: '2026-11-02T00:00:00Z' }, 2),
    sample.rateLimited('calls'),
    sample.status('calls', 'RUNNING'),
    sample.record('calls', { id: '3' }),
    sample.state('calls', { started: '2026-11-03T00:00:00Z' }, 1),
    sample.state('calls', { started: '2026-11-03T00:00:00Z' }, 0),
    sample.status('calls', 'COMPLETE'),
    sample.state('users', { __ab_no_cursor_state_message: true }, 1),
    sample.status('users', 'COMPLETE'),
  ];
}

/** The catalog that goodRead was read with. */
export const catalog: ConfiguredCatalog = {
  streams: [
    catalogStream('calls', ['full_refresh', 'incremental']),
    catalogStream('users', ['full_refresh']),
  ],
};

/** Only the calls of that catalog. */
export const calls: ConfiguredCatalog = { streams: catalog.streams.slice(0, 1) };

/** A state of the calls. */
export function at(started: string, recordCount = 0): object {
  return sample.state('calls', { started }, recordCount);
}

/** The beginning of the life of the calls. */
export const begin = [sample.status('calls', 'STARTED'), sample.status('calls', 'RUNNING')];

/** One line of stdout for each message. */
export function print(messages: readonly unknown[]): string {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join('');
}

function catalogStream(name: string, modes: readonly string[]): ConfiguredStream {
  return {
    stream: {
      name,
      json_schema: { properties: { id: {}, started: {} } },
      supported_sync_modes: modes,
      default_cursor_field: modes.length > 1 ? ['started'] : null,
      source_defined_primary_key: [['id']],
    },
    sync_mode: modes.at(-1) ?? 'full_refresh',
    cursor_field: null,
  };
}

function trace(type: string, payload: object): object {
  return { type: 'TRACE', trace: { type, emitted_at: emittedAt, ...payload } };
}
