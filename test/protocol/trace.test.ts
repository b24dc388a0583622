import { expect, test } from 'vitest';
import { ConfigError, SystemError, TransientError } from '../../src/base/errors.ts';
import { errorTrace, estimateTrace, rateLimitedTrace, statusTrace } from '../../src/protocol/trace.ts';

const emitted_at: unknown = expect.toSatisfy(
  (at: number) => Number.isInteger(at) && Math.abs(at - Date.now()) < 5_000,
);

test.each([
  [new ConfigError('wrong'), 'config_error'],
  [new TransientError('wrong'), 'transient_error'],
  [new SystemError('wrong'), 'system_error'],
])('%s is sent with its kind', (error, failure_type) => {
  expect(errorTrace(error)).toEqual({
    type: 'TRACE',
    trace: {
      type: 'ERROR',
      emitted_at,
      error: {
        message: 'wrong',
        ...(failure_type === 'config_error' ? {} : { stack_trace: error.stack }),
        failure_type,
      },
    },
  });
});

test('C20: what the user can mend has no stack, not even of its cause', () => {
  const trace = errorTrace(new ConfigError('wrong', { cause: new Error('HTTP 401') }), 'calls');
  expect(JSON.stringify(trace)).not.toMatch(/stack|HTTP 401|\bat /);
});

test('the failure of a stream names it, and the detail is for whoever looks into it', () => {
  expect(errorTrace(new SystemError('wrong', { detail: 'HTTP 400' }), 'calls')).toMatchObject({
    trace: { error: { internal_message: 'HTTP 400', stream_descriptor: { name: 'calls' } } },
  });
});

test('the stack goes down to the first cause', () => {
  const first = new Error('the socket broke');
  const error = new SystemError('wrong', { cause: new TypeError('the request failed', { cause: first }) });
  const text = JSON.stringify(errorTrace(error));
  expect(text).toMatch(/wrong.*Caused by: TypeError: the request failed.*Caused by: Error: the socket broke/);
});

test("errors that are each other's causes come to an end", () => {
  const error = new Error('round and round');
  error.cause = error;
  expect(JSON.stringify(errorTrace(new SystemError('wrong', { cause: error })))).toContain('round and round');
});

test('a cause that is no error does no harm', () => {
  expect(errorTrace(new SystemError('wrong', { cause: 'text' }))).toMatchObject({
    trace: { error: { message: 'wrong' } },
  });
});

test.each(['STARTED', 'RUNNING', 'COMPLETE', 'INCOMPLETE'] as const)(
  'the status %s is sent without reasons',
  (status) => {
    expect(statusTrace('calls', status)).toEqual({
      type: 'TRACE',
      trace: {
        type: 'STREAM_STATUS',
        emitted_at,
        stream_status: { stream_descriptor: { name: 'calls' }, status },
      },
    });
  },
);

test('a wait is RUNNING with exactly one reason, and ends at a whole millisecond', () => {
  expect(rateLimitedTrace('calls', 1_763_740_060_000.2)).toEqual({
    type: 'TRACE',
    trace: {
      type: 'STREAM_STATUS',
      emitted_at,
      stream_status: {
        stream_descriptor: { name: 'calls' },
        status: 'RUNNING',
        reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: 1_763_740_060_001 } }],
      },
    },
  });
});

test('an estimate counts the rows of a stream', () => {
  expect(estimateTrace('calls', 263)).toEqual({
    type: 'TRACE',
    trace: { type: 'ESTIMATE', emitted_at, estimate: { type: 'STREAM', name: 'calls', row_estimate: 263 } },
  });
});
