import type { Log } from '../../src/protocol/log.ts';
import type { Output } from '../../src/protocol/output.ts';

/** What a sync sent of a stream. */
export type Event =
  | { readonly kind: 'record'; readonly stream: string; readonly record: object }
  | { readonly kind: 'state'; readonly stream: string; readonly state: object; readonly count: number }
  | { readonly kind: 'status'; readonly stream: string; readonly status: string };

export interface CollectingOutput {
  readonly output: Output;
  readonly log: Log;
  readonly events: Event[];
  readonly warnings: string[];
}

const ignore = (): void => {};

/** Keeps what is sent, in its order. `keepUp` says how long a reader takes for a page of records. */
export function collectingOutput(keepUp: () => Promise<void>): CollectingOutput {
  const events: Event[] = [];
  const warnings: string[] = [];
  return {
    events,
    warnings,
    log: { debug: ignore, info: ignore, warn: (text) => warnings.push(text), error: ignore },
    output: {
      message(message) {
        if (message.type === 'STATE') {
          const { stream, sourceStats } = message.state;
          const { stream_descriptor: descriptor, stream_state: state } = stream;
          events.push({ kind: 'state', stream: descriptor.name, state, count: sourceStats.recordCount });
        } else if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
          const { stream_descriptor: descriptor, status } = message.trace.stream_status;
          events.push({ kind: 'status', stream: descriptor.name, status });
        }
      },
      records(stream, records) {
        for (const record of records) events.push({ kind: 'record', stream, record });
        return keepUp();
      },
      flush: async () => {},
      addSecrets: ignore,
    },
  };
}
