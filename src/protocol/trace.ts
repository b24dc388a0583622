import { ConfigError, type ConnectorError } from '../base/errors.ts';
import type { Message, StreamStatus } from './messages.ts';

/** A failure as Airbyte shows it; with `stream`, the failure of that stream alone. */
export function errorTrace(error: ConnectorError, stream?: string): Message {
  return {
    type: 'TRACE',
    trace: {
      type: 'ERROR',
      emitted_at: Date.now(),
      error: {
        message: error.message,
        ...(error.detail === undefined ? {} : { internal_message: error.detail }),
        // It would only bury what the user can mend.
        ...(error instanceof ConfigError ? {} : { stack_trace: stackOf(error) }),
        failure_type: error.failureType,
        ...(stream === undefined ? {} : { stream_descriptor: { name: stream } }),
      },
    },
  };
}

export function statusTrace(stream: string, status: StreamStatus): Message {
  return {
    type: 'TRACE',
    trace: {
      type: 'STREAM_STATUS',
      emitted_at: Date.now(),
      stream_status: { stream_descriptor: { name: stream }, status },
    },
  };
}

/** RUNNING with its one reason: the platform shows a wait only in just this form. `quotaReset` in milliseconds since 1970. */
export function rateLimitedTrace(stream: string, quotaReset: number): Message {
  return {
    type: 'TRACE',
    trace: {
      type: 'STREAM_STATUS',
      emitted_at: Date.now(),
      stream_status: {
        stream_descriptor: { name: stream },
        status: 'RUNNING',
        reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: Math.ceil(quotaReset) } }],
      },
    },
  };
}

/** How many rows the stream is expected to have in this sync. */
export function estimateTrace(stream: string, rows: number): Message {
  return {
    type: 'TRACE',
    trace: {
      type: 'ESTIMATE',
      emitted_at: Date.now(),
      estimate: { type: 'STREAM', name: stream, row_estimate: rows },
    },
  };
}

/** Errors that are each other's causes would go on for ever. */
const MAX_CAUSES = 10;

function stackOf(error: Error): string {
  const stacks: string[] = [];
  let each: unknown = error;
  while (each instanceof Error && stacks.length <= MAX_CAUSES) {
    stacks.push(each.stack ?? String(each));
    each = each.cause;
  }
  return stacks.join('\nCaused by: ');
}
